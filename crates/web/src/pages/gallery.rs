//! Every component of the design on one page, for those who build with them.
//! Development builds serve it; others have no such page.

use crate::form::{Field, Input, Offered, Takes, inputs, may, must};
use crate::frame::{Frame, PageError, page};
use crate::language::Language;
use crate::pages::clock_words::ClockWords;
use askama::Template;
use axum::http::Uri;
use axum::response::Response;
use homeward_domain::catalogue::{Grade, Nature};

const FIELDS: &[Field] = &[
    must("name", Takes::Line),
    may("text", Takes::Words),
    may("nature", Takes::One("nature", Nature::SPELLINGS)),
    may("kinds", Takes::Several("grade", Grade::SPELLINGS)),
    may("danger", Takes::Truth),
    may("departure_on", Takes::Date),
];
/// The tokens of colour, by what they are for.
const COLOURS: [&str; 14] = [
    "paper",
    "canvas",
    "sunken",
    "ink",
    "ink-soft",
    "line",
    "line-strong",
    "accent",
    "accent-soft",
    "kept",
    "soon",
    "late",
    "kept-soft",
    "late-soft",
];
const ICONS: [&str; 12] = [
    "inbox",
    "bell",
    "phone-incoming",
    "users",
    "luggage",
    "timer",
    "gauge",
    "handshake",
    "scale",
    "paperclip",
    "send",
    "settings",
];

#[derive(Template)]
#[template(path = "gallery.html")]
struct Gallery {
    frame: Frame,
    fields: Vec<Input>,
    all_optional: bool,
    errors: Vec<(String, String)>,
    clocks: Vec<ClockWords>,
    colours: [&'static str; 14],
    icons: [&'static str; 12],
}

pub async fn gallery(language: Language, uri: Uri) -> Result<Response, PageError> {
    let frame = Frame::new(language, "gallery-title", &uri);
    let errors = vec![("name".to_owned(), frame.t("field-required"))];
    let fields = inputs(&frame, "gallery", FIELDS, &Vec::new(), &errors, &Offered::default());
    let clock = |badge: &str, state: &str| ClockWords {
        carried_to: None,
        promise: frame.t("promise-settle"),
        state: frame.t(state),
        badge: badge.to_owned(),
        when: frame.t("gallery-when"),
        due_seconds: None,
        left: String::new(),
    };
    let clocks = vec![
        clock("own", "clock-running"),
        clock("soon", "clock-running"),
        clock("late", "clock-breached"),
        clock("kept", "clock-kept"),
    ];
    page(&Gallery { fields, all_optional: false, errors, clocks, colours: COLOURS, icons: ICONS, frame })
}
