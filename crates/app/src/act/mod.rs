//! What can be done to a case: each act is said once, as one const in a file of its own
//! under [`crate::case`], and done in one way, [`carry_out`]. Routes and description of the
//! API, forms, menus and the table of rights are made from these consts.

mod checks;
pub(crate) mod shared;

pub use crate::ground::request::Request;

use crate::app::App;
use crate::ground::caller::Scope;
use crate::ground::error::AppError;
use crate::ground::field::{Field, Takes};
use crate::ground::form::{self, Fields};
use crate::ground::request::Repeat;
use crate::ground::words::Sealer;
use crate::model::view::CaseView;
use crate::write::execute;
use crate::write::step::Order;
use homeward_domain::case::command::Telling;
use homeward_domain::case::decide::COMPLAINANTS_MAX;
use homeward_domain::case::event::Told;
use homeward_domain::case::{Case, Command};
use homeward_domain::catalogue::Channel;
use homeward_domain::policies::Policies;
use serde_json::Value;
use std::pin::Pin;
use std::sync::Arc;

/// An act on a case.
#[derive(Debug)]
pub struct Act {
    /// Its name: the resource that is posted to, and the last part of the address of its form.
    pub name: &'static str,
    /// What it is done to.
    pub on: On,
    /// What the description of the API says of it, in English.
    pub about: &'static str,
    /// The name of its body's type in the description of the API, and what is said of it.
    pub body: (&'static str, &'static str),
    /// What whoever does it must be allowed to.
    pub scope: Scope,
    /// Its group in the menu of a case and its place there; `None` where it is offered
    /// beside what it is about.
    pub menu: Option<(Menu, u8)>,
    /// Whether there is in a case what it is about. Rules say the rest, and why, when it is
    /// done.
    pub concerns: fn(&Case) -> bool,
    /// The fields of its body, in the order of its form.
    pub fields: &'static [Field],
    /// What it runs.
    pub(crate) run: Run,
}

/// What an act is done to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum On {
    /// The case.
    Case,
    /// A numbered part of it: `/measures/{part}/waiver`.
    Part {
        /// The list that it stands in, as the API names it.
        list: &'static str,
        /// What is posted to it.
        leaf: &'static str,
    },
}

/// The groups of the menu of a case, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Menu {
    /// Words to and fro.
    Talk,
    /// What was told of the matter.
    Matter,
    /// Who does what until when.
    Desk,
    /// What kind of matter, and whether it is taken up.
    Triage,
    /// What happened.
    Investigate,
    /// How it ends.
    Solve,
    /// Other cases, other bodies.
    Others,
    /// After the end.
    End,
    /// The record itself.
    Record,
}

impl Menu {
    /// Every group, in the order of the menu.
    pub const ALL: [Self; 9] = [
        Self::Talk,
        Self::Matter,
        Self::Desk,
        Self::Triage,
        Self::Investigate,
        Self::Solve,
        Self::Others,
        Self::End,
        Self::Record,
    ];

    /// A place in the group, from 1.
    pub(crate) const fn at(self, place: u8) -> (Self, u8) {
        (self, place)
    }

    /// The key of its title in the message files.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Talk => "menu-talk",
            Self::Matter => "menu-matter",
            Self::Desk => "menu-desk",
            Self::Triage => "menu-triage",
            Self::Investigate => "menu-investigate",
            Self::Solve => "menu-solve",
            Self::Others => "menu-others",
            Self::End => "menu-end",
            Self::Record => "menu-record",
        }
    }
}

/// The case after an act, and whether it was a repeat; or why it was not done.
pub type Done = Result<(CaseView, Repeat), AppError>;

/// An act under way.
pub(crate) type Doing<'a> = Pin<Box<dyn Future<Output = Done> + Send + 'a>>;

/// What an act runs.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Run {
    /// Reads the body into a command.
    Command(fn(&Fields, &mut Sealer, &Asked) -> Option<Command>),
    /// Needs to look at more than the body, or does more than one command.
    Whole(for<'a> fn(&'a App, Request, &'a Value, Asked) -> Doing<'a>),
}

/// What is asked of an act besides its body.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    /// The fields of the act.
    pub fields: &'static [Field],
    /// The number of the part that it is done to; 1 where it is done to the case.
    pub part: i64,
    /// Whether it speaks to somebody for whom it is night.
    pub at_night: bool,
    /// Whether who asks may what a lead may.
    pub by_lead: bool,
    /// The policies in force.
    pub policies: Arc<Policies>,
}

impl Act {
    /// Its address under that of the case, with `{part}` where it is done to a part.
    pub fn path(&self) -> String {
        match self.on {
            On::Case => self.name.to_owned(),
            On::Part { list, leaf } => format!("{list}/{{part}}/{leaf}"),
        }
    }

    /// Whether it says something to the complainant.
    pub fn speaks(&self) -> bool {
        self.fields.iter().any(|field| matches!(field.takes, Takes::Way(_)))
    }
}

/// Does an act on behalf of whoever asks: the one way to do it, for the API, the desk and
/// every other door. `part` is the number of the part of the case that it is done to.
pub async fn carry_out(app: &App, act: &Act, request: Request, part: i64, body: &Value) -> Done {
    request.caller.must(act.scope)?;
    permitted(app, act, request, part, body).await
}

/// The same for who has the right by something else than a scope: by the private link of
/// the case.
pub(crate) async fn permitted(app: &App, act: &Act, request: Request, part: i64, body: &Value) -> Done {
    let at_night = checks::all(app, act, &request, body).await?;
    let by_lead = request.caller.may(Scope::ExtensionsWrite);
    let asked = Asked { fields: act.fields, part, at_night, by_lead, policies: app.policies() };
    match act.run {
        Run::Command(read) => {
            command(app, act.fields, request, body, |fields, sealer| read(fields, sealer, &asked)).await
        }
        Run::Whole(run) => run(app, request, body, asked).await,
    }
}

/// Reads the body by these fields, seals its words, carries out the command.
pub(crate) async fn command(
    app: &App,
    fields: &[Field],
    request: Request,
    body: &Value,
    read: impl FnOnce(&Fields, &mut Sealer) -> Option<Command>,
) -> Done {
    let mut sealer = Sealer::default();
    let command = form::read_as(body, fields, |fields| read(fields, &mut sealer))?;
    execute::execute(app, request, Order::new(command, sealer.into_contents())).await
}

/// How what an act says came to the complainant: `told`, and `channel` where it was
/// not the way that they used last; `night_reason` where they were rung up at night,
/// `call_reason` where contact is restricted to writing.
pub(crate) fn telling(fields: &Fields, sealer: &mut Sealer, at_night: bool) -> Telling {
    Telling {
        at_night,
        night: fields.long_text("night_reason").map(|reason| sealer.seal(reason)),
        despite: fields.long_text("call_reason").map(|reason| sealer.seal(reason)),
        told: fields.spelled("told", Told::parse, Told::SPELLINGS),
        channel: fields.spelled("channel", Channel::parse, Channel::SPELLINGS),
        happened_at: None,
    }
}

/// The same, of words that may be written down later: `happened_at`, when they were
/// spoken, handed over or sent.
pub(crate) fn telling_of_then(fields: &Fields, sealer: &mut Sealer, at_night: bool) -> Telling {
    Telling { happened_at: fields.time("happened_at"), ..telling(fields, sealer, at_night) }
}

/// Whom of a group something is for, or whose it is, by their places; nobody where it is
/// for all.
pub(crate) fn addressed(fields: &Fields) -> Vec<i64> {
    let most = i64::try_from(COMPLAINANTS_MAX).unwrap_or(i64::MAX);
    fields.numbers("complainants", 1, most, COMPLAINANTS_MAX).unwrap_or_default()
}
