//! Hands out the private link of a complainant. Whoever has it speaks as the
//! complainant, so it stands in this one answer and the record says who got it.

use crate::act::{Act, Menu, On, Run};
use crate::app::App;
use crate::ground::caller::Scope;
use crate::ground::error::AppError;
use crate::ground::field::{Takes, may};
use crate::ground::form::Fields;
use crate::model::replay;
use crate::model::view::CaseView;
use crate::read::followed;
use homeward_domain::case::command::ComplainantCommand;
use homeward_domain::case::event::ComplainantFact;
use homeward_domain::case::{Command, Event, Fact};
use homeward_domain::catalogue::LinkWay;

/// What `link` may say: a new one, or the one in force again.
const LINKS: [&str; 2] = ["new", "same"];

pub const ACT: Act = Act {
    name: "follow_links",
    on: On::Case,
    about: "Hands out the private link of a complainant, a new one or the one in force. It is in this answer and in \
        that to the intake alone; each time stands on record.",
    body: ("NewFollowLink", "A private link to hand out."),
    scope: Scope::CasesWrite,
    menu: Some(Menu::Talk.at(6)),
    concerns: |_| true,
    fields: &[
        may("complainant", Takes::Member, "Who of a group, from 1; the representative where it is not told.")
            .such_as("1"),
        may(
            "link",
            Takes::One("follow-link", &LINKS),
            "`new`, so that the one before opens nothing any more, or `same`, the one in force; `new` where it is \
             not told.",
        )
        .such_as("same")
        .asked(),
    ],
    run: Run::Command(|fields, _, _| Some(read(fields))),
};

fn read(fields: &Fields) -> Command {
    let complainant = fields.number("complainant", 1, i64::MAX).unwrap_or(1);
    let link = fields.spelled("link", |text| LINKS.into_iter().find(|link| *link == text), &LINKS);
    match link {
        Some("same") => Command::Complainants(ComplainantCommand::HandOutLink { complainant, way: LinkWay::Given }),
        _ => Command::Complainants(ComplainantCommand::RenewLink { complainant }),
    }
}

/// A private link that was handed out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandedOut {
    /// Whose it is, from 1.
    pub complainant: i64,
    /// The link.
    pub url: String,
}

/// The link that the act handed out which left a case so. A repeat gives the link of then.
pub async fn link_handed_out(app: &App, view: &CaseView) -> Result<HandedOut, AppError> {
    let (id, seq) = (view.row.case, view.row.seq);
    let (case, events) = app.store().read(move |db| replay::load(db, id, seq)).await?;
    let whose = |event: &Event| match &event.fact {
        Fact::Complainants(ComplainantFact::LinkRenewed(renewed)) => Some(renewed.complainant),
        Fact::Complainants(ComplainantFact::LinkHandedOut(handed)) => Some(handed.complainant),
        _ => None,
    };
    let complainant = events.iter().rev().find_map(whose).ok_or(AppError::NotFound)?;
    let place = usize::try_from(complainant - 1).ok();
    let generation = place.and_then(|place| case.complainants.link_generations.get(place)).ok_or(AppError::NotFound)?;
    Ok(HandedOut { complainant, url: followed::url(app, id, complainant, *generation) })
}
