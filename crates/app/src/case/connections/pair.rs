//! Acts on two cases in one transaction: both or neither.

use super::{Done, Request};
use crate::app::App;
use crate::ground::error::{AppError, FieldError};
use crate::ground::form::Fields;
use crate::model::{replay, survivor};
use crate::write::admission::{Door, admitted};
use crate::write::follow_rules;
use crate::write::step::Order;
use homeward_domain::Seq;
use homeward_domain::actor::Actor;
use homeward_domain::case::rejection::ConnectionRejection;
use homeward_domain::case::{Case, Command, DecisionContext, Rejection, decide};
use homeward_domain::number::CaseNumber;
use homeward_domain::record::SealedContent;
use homeward_store::cases::{self, Claimed, Sight};
use homeward_store::{Db, Lane};

/// Two cases as an act finds them.
pub(super) struct Both {
    /// The number of the case that is asked for.
    pub number: CaseNumber,
    /// The case that is asked for.
    pub case: Case,
    /// The number of the other.
    pub other_number: CaseNumber,
    /// The other.
    pub other: Case,
}

/// A case by its number, in a field.
pub(super) fn other(fields: &Fields, name: &'static str) -> Option<CaseNumber> {
    let text = fields.required(name, fields.short_text(name))?;
    CaseNumber::parse(&text).or_else(|| fields.fail(FieldError::new(fields.name(name), "not_a_case")))
}

/// Does the two commands that `commands` makes of both cases. The words belong
/// to the first.
pub(super) async fn on_both(
    app: &App,
    request: Request,
    other: CaseNumber,
    contents: Vec<SealedContent>,
    commands: impl Fn(&Db, &Both) -> Result<(Command, Command), AppError> + Send + Sync + 'static,
) -> Done {
    let number = CaseNumber::parse(&request.number).ok_or(AppError::NotFound)?;
    if number == other {
        return Err(Rejection::Connections(ConnectionRejection::SameCase).into());
    }
    let worker = app.clone();
    app.store()
        .write(Lane::Acts, move |db| {
            let (row, other_row) = claim(db, (number, other), &request.caller.sight)?;
            let row = row.ok_or(AppError::NotFound)?;
            for one in [Some(&row), other_row.as_ref()].into_iter().flatten() {
                Door::Open.lets_in(db, &worker, &request.caller, one)?;
            }
            admitted((db, &worker), &request, Some(row), Door::Open, |row| {
                let unknown = || AppError::Invalid(vec![FieldError::new("other", "no_such_case")]);
                let rows = (row, other_row.ok_or_else(unknown)?);
                both((db, &worker), request.caller.actor, (number, other), rows, &commands, &contents)
            })
        })
        .await
}

fn both(
    (db, app): (&Db, &App),
    actor: Actor,
    (number, other_number): (CaseNumber, CaseNumber),
    (row, other_row): (Claimed, Claimed),
    commands: &impl Fn(&Db, &Both) -> Result<(Command, Command), AppError>,
    contents: &[SealedContent],
) -> Result<Claimed, AppError> {
    let (case, _) = replay::load(db, row.case, Seq::MAX)?;
    let (other, _) = replay::load(db, other_row.case, Seq::MAX)?;
    let both = Both { number, case, other_number, other };
    let (mine, theirs) = commands(db, &both)?;
    // Both are judged before either is written, so that a refusal undoes nothing.
    let now = app.clock().now().max(both.case.updated_at).max(both.other.updated_at);
    let policies = app.policies();
    let moment = DecisionContext { now, actor, policies: &policies };
    let named = |rejection: Rejection| survivor::naming_the_last(db, rejection.into());
    decide(&both.other, theirs.clone(), &moment).map_err(named)?;
    decide(&both.case, mine.clone(), &moment).map_err(named)?;
    follow_rules::carry_out(db, app, other_row, actor, &Order::new(theirs, Vec::new()))?;
    follow_rules::carry_out(db, app, row, actor, &Order::new(mine, contents.to_vec()))
}

/// Both, the one with the lower number first, so that two who act on the same
/// two cases wait for each other and not for ever.
fn claim(
    db: &Db,
    (one, other): (CaseNumber, CaseNumber),
    sight: &Sight,
) -> Result<(Option<Claimed>, Option<Claimed>), AppError> {
    let claim = |number: CaseNumber| -> Result<Option<Claimed>, AppError> {
        let row = cases::claim(db, number.serial(), sight)?;
        Ok(row.filter(|row| row.number == number.to_string()))
    };
    if one.serial() < other.serial() {
        let first = claim(one)?;
        return Ok((first, claim(other)?));
    }
    let first = claim(other)?;
    Ok((claim(one)?, first))
}
