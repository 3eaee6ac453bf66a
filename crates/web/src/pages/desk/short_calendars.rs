//! Calendars that need the holidays of more days.

use crate::language::{Language, message};
use crate::wording::calendar;
use homeward_app::{App, calendars};

/// A calendar whose list of holidays is about to be too short, in words.
pub struct ShortCalendar {
    pub id: String,
    pub words: String,
}

/// The calendars that need the holidays of more days.
pub fn short_calendars(language: Language, app: &App) -> Vec<ShortCalendar> {
    let told = |short: calendars::ShortCalendar| {
        let key = if short.is_now { "calendar-short-now" } else { "calendar-short-soon" };
        let (name, until) = (calendar(language, &short.calendar), short.known_until.to_string());
        let words = message(language, key, &[("calendar", &name), ("until", &until)]);
        ShortCalendar { id: short.calendar, words }
    };
    calendars::short(app).into_iter().map(told).collect()
}
