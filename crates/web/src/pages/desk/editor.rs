//! The page on which one thing is changed: its fields, the effect that a change
//! would have, and what was changed before.

use super::listing::{Asked, said};
use super::said::Said;
use super::shell::{Shell, Tab};
use super::visit::Visit;
use crate::form::{Field, Input, Offered, Typed, errors_of, inputs, values};
use crate::frame::{Frame, PageError, page};
use crate::pages::timeline::Names;
use crate::wording::time;
use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use homeward_app::{AppError, Closed, FieldError, people};
use homeward_domain::actor::Actor;

/// The field by which a form asks for a look at its effect.
const PREVIEW: &str = "preview";
/// The field with the version that was read.
const VERSION: &str = "version";

#[derive(Template)]
#[template(path = "desk/editor.html")]
pub struct Editor {
    pub shell: Shell,
    tabs: Vec<Tab>,
    /// The list that it stands in.
    pub back: &'static str,
    /// Where the form goes.
    pub action: String,
    pub lead: String,
    pub done: Option<Said>,
    /// What must be done about it.
    pub warnings: Vec<String>,
    errors: Vec<(String, String)>,
    fields: Vec<Input>,
    pub all_optional: bool,
    /// Whether the reader may change it.
    writes: bool,
    pub version: Option<i64>,
    /// What the change would do, once it was asked for.
    pub effect: Option<Vec<String>>,
    /// Whether there is an effect to look at first.
    pub previews: bool,
    submit: String,
    /// A secret that is shown once, with what to do with it.
    pub secret: Option<(String, String)>,
    pub more: Vec<More>,
    /// Where masked contact points are shown for a reason.
    pub key: Option<String>,
    /// Where it stands who looked at them.
    pub log: Option<String>,
    /// What can be done about the personal data in it: where, and in words.
    pub privacy: Vec<(String, String)>,
    /// What stands there and is not changed on this page.
    pub facts: Vec<String>,
    /// Which fields each kind of act has, for the script that shows no others.
    pub of_acts: Option<String>,
    /// What belongs to it, section by section.
    pub related: Vec<Related>,
    pub history: Vec<Past>,
}

/// A section of what belongs to a thing.
pub struct Related {
    pub title: String,
    pub lines: Vec<RelatedLine>,
}

/// One line of it, which may lead to a page of its own.
pub struct RelatedLine {
    pub href: Option<String>,
    pub label: String,
    pub about: String,
}

/// Something else that can be done.
pub struct More {
    pub action: String,
    pub label: String,
    pub hint: String,
}

/// A change or version of the past.
pub struct Past {
    pub when: String,
    /// Who did it; nobody where it came with the program.
    pub who: Option<String>,
    pub what: String,
    /// Where this version can be taken up again.
    pub again: Option<String>,
}

/// What a page of a thing begins with.
pub struct About<'a> {
    /// The form, by which labels are found.
    pub form: &'static str,
    pub back: &'static str,
    pub action: String,
    pub title: String,
    pub fields: &'a [Field],
    pub is_new: bool,
    pub writes: bool,
}

impl Editor {
    pub async fn new(
        visit: &Visit,
        about: About<'_>,
        typed: &Typed,
        errors: &[FieldError],
        offered: &Offered,
    ) -> Result<Self, PageError> {
        let shell = visit.shell("settings-title").await?;
        let errors = errors_of(visit.language, about.fields, errors);
        let lead = format!("settings-{}-lead", about.form);
        Ok(Self {
            tabs: shell.tabs(visit.uri.path()),
            back: about.back,
            action: about.action,
            lead: Some(shell.t(&lead)).filter(|words| *words != lead).unwrap_or_default(),
            done: None,
            warnings: Vec::new(),
            fields: inputs(&shell.frame, about.form, about.fields, typed, &errors, offered),
            all_optional: about.fields.iter().filter(|field| !field.required).count() > 5,
            writes: about.writes,
            version: None,
            effect: None,
            previews: false,
            submit: shell.t(if about.is_new { "settings-add" } else { "settings-change" }),
            secret: None,
            more: Vec::new(),
            key: None,
            log: None,
            privacy: Vec::new(),
            facts: Vec::new(),
            of_acts: None,
            related: Vec::new(),
            history: Vec::new(),
            errors,
            shell: shell.titled(about.title),
        })
    }

    /// The same page, which says what was just done.
    pub fn after(mut self, asked: &Asked) -> Self {
        self.done = asked.done.as_deref().and_then(|done| said(&self.shell, done));
        self
    }

    /// The page, as an answer to a form that was not carried out.
    pub fn answer(&self) -> Result<Response, PageError> {
        let status = if self.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        Ok((status, page(self)?).into_response())
    }
}

/// Whether a look at the effect was asked for.
pub fn wants_preview(typed: &Typed) -> bool {
    !values(typed, PREVIEW).is_empty()
}

/// The version that was read by who sent the form.
pub fn version_read(typed: &Typed) -> Option<i64> {
    values(typed, VERSION).first()?.parse().ok()
}

/// Mistakes of fields, as the page shows them; anything else stays an error.
pub fn mistakes(visit: &Visit, error: AppError) -> Result<Vec<FieldError>, PageError> {
    match error {
        AppError::Invalid(errors) | AppError::Beyond(errors) => Ok(errors),
        AppError::Stale(version) => Ok(vec![FieldError::with("", "changed_meanwhile", version.to_string())]),
        AppError::Rejected(homeward_domain::case::Rejection::NothingToChange) => {
            Ok(vec![FieldError::new("", "nothing_changed")])
        }
        other => match other.over() {
            Some(over) => Ok(vec![over]),
            None => Err(visit.failed(other)),
        },
    }
}

/// A change: when, who, what, and the way back to it.
pub type Told = (i64, String, String, Option<String>);

/// Past changes, the newest first, with who made them.
pub async fn past(visit: &Visit, changes: impl DoubleEndedIterator<Item = Told>) -> Result<Vec<Past>, PageError> {
    let frame = Frame::new(visit.language, "settings-title", &visit.uri);
    let staff = people::names(visit.app()).await.map_err(|error| visit.failed(error))?;
    let names = Names {
        frame: &frame,
        staff,
        people: std::collections::HashMap::new(),
        policies: visit.app().policies(),
        closed: Closed::default(),
    };
    let past = |(at, actor, what, again): Told| Past {
        when: if at == 0 { visit.say("settings-shipped", &[]) } else { time(visit.language, at) },
        who: (at != 0).then(|| Actor::parse(&actor).map_or(actor, |actor| names.actor(actor))),
        what,
        again,
    };
    Ok(changes.rev().map(past).collect())
}
