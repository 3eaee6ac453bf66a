//! Working calendars over the API.

use super::settings::JobBody;
use homeward_app::calendars::CalendarPack;
use serde::Serialize;
use utoipa::ToSchema;

/// The intervals of each day, as `09:00-12:00`; an empty day is closed.
#[derive(Serialize, ToSchema)]
pub struct WeekBody {
    #[schema(example = json!(["09:00-12:00", "13:00-18:00"]))]
    monday: Vec<String>,
    tuesday: Vec<String>,
    wednesday: Vec<String>,
    thursday: Vec<String>,
    friday: Vec<String>,
    saturday: Vec<String>,
    sunday: Vec<String>,
}

/// A working calendar.
#[derive(Serialize, ToSchema)]
pub struct CalendarBody {
    /// Its name.
    #[schema(example = "cn_office")]
    id: String,
    /// Its version, from 1.
    version: i64,
    /// IANA name of the zone in which its days begin.
    #[schema(example = "Asia/Shanghai")]
    time_zone: String,
    /// The week.
    week: WeekBody,
    /// The intervals of a make-up workday.
    workday: Vec<String>,
    /// Days off: dates, or stretches as `2026-02-15..2026-02-23`.
    holidays: Vec<String>,
    /// Days that count like an ordinary workday, whatever their weekday.
    makeup_workdays: Vec<String>,
    /// The last day of which the holidays are known, where somebody has said so.
    #[schema(format = Date)]
    holidays_until: Option<String>,
    /// The last day of which the holidays are known: as somebody has said, or the last
    /// of the year of the last one; null where no holidays are kept.
    #[schema(example = "2026-12-31", format = Date)]
    known_until: Option<String>,
    /// Official notices from which the days are taken.
    sources: Vec<String>,
}

impl From<&CalendarPack> for CalendarBody {
    fn from(pack: &CalendarPack) -> Self {
        let [monday, tuesday, wednesday, thursday, friday, saturday, sunday] = pack.days();
        Self {
            id: pack.id.clone(),
            version: pack.version,
            time_zone: pack.time_zone.clone(),
            week: WeekBody { monday, tuesday, wednesday, thursday, friday, saturday, sunday },
            workday: pack.workday.clone(),
            holidays: pack.holidays.clone(),
            makeup_workdays: pack.makeup_workdays.clone(),
            holidays_until: pack.holidays_until.map(|day| day.to_string()),
            known_until: pack.known_until().map(|day| day.to_string()),
            sources: pack.sources.clone(),
        }
    }
}

/// The calendars.
#[derive(Serialize, ToSchema)]
pub struct CalendarPage {
    /// The newest version of each.
    pub items: Vec<CalendarBody>,
}

/// A changed calendar, and the job that brings running clocks along.
#[derive(Serialize, ToSchema)]
pub struct ChangedCalendar {
    /// The new version.
    pub calendar: CalendarBody,
    /// The job.
    pub job: JobBody,
}

/// A calendar as it is sent, whole.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes what homeward-app reads field by field")]
pub struct NewCalendar {
    /// Its name; only for a new one.
    #[schema(example = "shop")]
    id: Option<String>,
    /// IANA name of the zone in which its days begin; `Asia/Shanghai` where none is told.
    #[schema(example = "Asia/Shanghai")]
    time_zone: Option<String>,
    /// The week; a day that is not named is closed.
    #[schema(example = json!({"monday": ["10:00-20:00"], "saturday": ["09:00-22:00"]}))]
    week: WeekBody,
    /// The intervals of a make-up workday.
    #[schema(example = json!(["10:00-20:00"]))]
    workday: Option<Vec<String>>,
    /// Days off.
    #[schema(example = json!(["2027-02-05..2027-02-11"]))]
    holidays: Option<Vec<String>>,
    /// Days that count like an ordinary workday.
    #[schema(example = json!(["2027-02-20"]))]
    makeup_workdays: Option<Vec<String>>,
    /// The last day of which the holidays are known, as `2027-12-31`; where it is not
    /// told, the last of the year of the last one.
    #[schema(example = "2027-12-31", format = Date)]
    holidays_until: Option<String>,
}
