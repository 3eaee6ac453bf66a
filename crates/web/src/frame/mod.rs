//! What every page has around it, and what stands in place of one that fails.

mod error;

use crate::language::{Language, message};
use crate::rendered::Rendered;
use crate::wording::Zone;
use askama::Template;
use axum::http::{Uri, header};
use axum::response::{Html, IntoResponse as _, Response};
use homeward_app::{App, room};
use std::sync::LazyLock;

pub use error::{Failed, NoSuchLink, PageError};

/// Title and language.
pub struct Frame {
    /// The reader's language.
    pub language: Language,
    /// The title of the page.
    pub title: String,
    /// Whose page it is: the company's where it has told its name, else the product's.
    pub house: String,
    /// What every reader must know of the program itself.
    pub warning: Option<String>,
    here: String,
    /// The zone of the times that its reader sees.
    zone: Zone,
}

impl Frame {
    /// The frame of a page whose title is a message without arguments.
    pub fn new(language: Language, title: &str, uri: &Uri) -> Self {
        let here = uri.path_and_query().map_or("/", |p| p.as_str()).to_owned();
        let (title, house) = (message(language, title, &[]), message(language, "brand", &[]));
        Self { language, title, house, warning: None, here, zone: Zone::default() }
    }

    /// The same frame for a traveller who is in a zone, where that is known.
    #[must_use]
    pub fn there(self, zone: Option<&str>) -> Self {
        Self { zone: Zone::named(zone), ..self }
    }

    /// A point in time as its reader counts.
    pub fn time(&self, micros: i64) -> String {
        self.zone.time(self.language, micros)
    }

    /// The day of a point in time as its reader counts.
    pub fn day(&self, micros: i64) -> String {
        self.zone.day(self.language, micros)
    }

    /// In which zone that is, by name and by its distance from UTC then.
    pub fn zone_told(&self, micros: i64) -> String {
        self.zone.told(self.language, micros)
    }

    /// The same frame, with a warning where the program cannot do all that it should.
    pub fn warned(mut self, app: &App) -> Self {
        self.warning = room::is_full(app).then(|| self.t("disk-full-banner"));
        self
    }

    /// The same frame for staff, who are told as well where the record does not hold.
    pub fn warned_of_record(self, app: &App) -> Self {
        let frame = self.warned(app);
        let unproven = app.unproven().is_some().then(|| frame.t("record-unproven-banner"));
        Self { warning: frame.warning.clone().or(unproven), ..frame }
    }

    /// The same frame with another title.
    pub fn titled(mut self, title: String) -> Self {
        self.title = title;
        self
    }

    /// The same frame on a page of the company of this name.
    pub fn of_house(mut self, name: Option<String>) -> Self {
        self.house = name.unwrap_or(self.house);
        self
    }

    /// A message without arguments.
    pub fn t(&self, key: &str) -> String {
        message(self.language, key, &[])
    }

    /// A message with one argument.
    pub fn t1(&self, key: &str, name: &str, value: &str) -> String {
        message(self.language, key, &[(name, value)])
    }

    /// The address that shows this page in the other language.
    pub fn other_language(&self) -> String {
        format!("/language/{}?back={}", self.t("language-other-tag"), encoded(&self.here))
    }

    /// A pattern for the script, whose figure it puts in place of `{0}`.
    pub fn pattern(&self, key: &str) -> String {
        self.t1(key, "span", "{0}")
    }
}

/// An address that remembers where to go on afterwards.
pub fn with_onward(path: &str, to: &str) -> String {
    if to == "/desk" { path.to_owned() } else { format!("{path}?to={}", encoded(to)) }
}

fn encoded(path: &str) -> String {
    path.bytes().map(percent_encoded).collect()
}

fn percent_encoded(byte: u8) -> String {
    let plain = byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'_' | b'.' | b'~');
    if plain { char::from(byte).to_string() } else { format!("%{byte:02X}") }
}

/// A rendered page. What is on it belongs to its reader, so nobody keeps a copy.
pub fn page<T: Template>(template: &T) -> Result<Response, PageError> {
    let html = template.render().map_err(|error| {
        tracing::error!(%error, "a page could not be rendered");
        PageError::broken(Language::Chinese)
    })?;
    Ok(([(header::CACHE_CONTROL, "no-store")], Rendered::by(template), Html(html)).into_response())
}

/// An icon of the set, as markup. It says nothing that a word does not say.
pub fn icon(name: &str) -> String {
    static SPRITE: LazyLock<String> = LazyLock::new(|| crate::assets::url("icons.svg"));
    let sprite = &*SPRITE;
    format!("<svg class=\"icon\" aria-hidden=\"true\"><use href=\"{sprite}#{name}\"/></svg>")
}
