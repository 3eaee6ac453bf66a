//! What can be done to a case: one verb per file. Each reads its own fields
//! from the request body and carries out one command.

mod add_measure;
mod add_note;
mod add_to_matter;
mod add_translation;
mod answer_plan;
mod answer_question;
mod archive;
mod ask_question;
mod assign;
mod attach_files;
mod change_kind;
mod complete_measure;
mod confirm_entry;
mod correct_entry;
mod date_proceeding;
mod decide_acceptance;
mod decide_objection;
mod decide_publication;
mod end_representation;
mod erase;
mod erase_one;
mod erase_wrong;
mod escalate;
mod extend;
mod finish;
mod foresee_erasure;
mod free_contact;
mod fulfil_duty;
mod give_final_answer;
mod give_result_notice;
mod hand_out_link;
mod leave_group;
mod lift_hold;
mod link;
mod lose_evidence;
mod mark_file;
mod merge;
mod move_proceeding;
mod move_to_unit;
mod name_causes;
mod name_evidence;
mod name_representative;
mod name_staff_responsibility;
mod object_to_publication;
mod object_to_refusal;
mod open_proceeding;
mod order_site_check;
mod pair;
mod pause;
mod propose_plan;
mod propose_publication;
mod publish;
mod record_finding;
mod record_message;
mod record_satisfaction;
mod reopen;
mod report_site_check;
mod resolve;
mod restrict;
mod restrict_contact;
mod resume;
mod secure_evidence;
mod set_hold;
mod set_responsibility;
mod settle_unreachable;
mod split;
mod take_step;
mod tell_supplier_of_publication;
mod triage;
mod unanswered;
mod unlink;
mod unmerge;
mod waive_measure;
mod withdraw;

pub use crate::execute::Request;
pub use add_measure::add_measure;
pub use add_note::add_note;
pub use add_to_matter::add_to_matter;
pub use add_translation::add_translation;
pub use answer_plan::answer_plan;
pub use answer_question::answer_question;
pub use archive::archive;
pub use ask_question::ask_question;
pub use assign::assign;
pub use attach_files::attach_files;
pub use change_kind::change_kind;
pub use complete_measure::complete_measure;
pub use confirm_entry::confirm_entry;
pub use correct_entry::{Follows, Withdrawal, correct_entry, foresee_withdrawal};
pub use date_proceeding::date_proceeding;
pub use decide_acceptance::decide_acceptance;
pub use decide_objection::decide_objection;
pub use decide_publication::decide_publication;
pub use end_representation::end_representation;
pub use erase::{erase, erasure_until, last_erasure, replay as replay_erasures};
pub(crate) use erase::{erase_by_schedule, erasure_of};
pub use escalate::escalate;
pub use extend::extend;
pub(crate) use finish::{files_left, scrub, scrub_due};
pub use foresee_erasure::{Foreseen, Part, foresee_erasure};
pub use free_contact::free_contact;
pub use fulfil_duty::fulfil_duty;
pub use give_final_answer::give_final_answer;
pub use give_result_notice::{NoticeWords, give_result_notice};
pub use hand_out_link::{HandedOut, LINKS, hand_out_link};
pub use leave_group::leave_group;
pub use lift_hold::lift_hold;
pub use link::link;
pub use lose_evidence::lose_evidence;
pub use mark_file::mark_file;
pub use merge::merge;
pub use move_proceeding::move_proceeding;
pub use move_to_unit::move_to_unit;
pub use name_causes::name_causes;
pub use name_evidence::name_evidence;
pub use name_representative::name_representative;
pub use name_staff_responsibility::name_staff_responsibility;
pub use object_to_publication::object_to_publication;
pub use object_to_refusal::object_to_refusal;
pub use open_proceeding::open_proceeding;
pub use order_site_check::order_site_check;
pub use pause::pause;
pub use propose_plan::propose_plan;
pub use propose_publication::propose_publication;
pub use publish::publish;
pub use record_finding::record_finding;
pub use record_message::record_message;
pub use record_satisfaction::record_satisfaction;
pub use reopen::reopen;
pub use report_site_check::report_site_check;
pub use resolve::resolve;
pub use restrict::{lift_restriction, restrict, see_restricted};
pub use restrict_contact::restrict_contact;
pub use resume::resume;
pub use secure_evidence::secure_evidence;
pub use set_hold::set_hold;
pub use set_responsibility::set_responsibility;
pub use settle_unreachable::settle_unreachable;
pub use split::split;
pub use take_step::take_step;
pub use tell_supplier_of_publication::tell_supplier_of_publication;
pub use triage::triage;
pub(crate) use unanswered::{take_back_unanswered, under_way};
pub use unlink::unlink;
pub use unmerge::unmerge;
pub use waive_measure::waive_measure;
pub use withdraw::withdraw;

use crate::app::App;
use crate::error::{AppError, FieldError};
use crate::execute::{self, Order, Repeat};
use crate::form::{self, Fields};
use crate::view::CaseView;
use crate::words::Sealer;
use homeward_domain::case::Command;
use homeward_domain::case::command::Telling;
use homeward_domain::case::decide::COMPLAINANTS_MAX;
use homeward_domain::case::event::Told;
use homeward_domain::catalogue::Channel;
use homeward_store::people;
use serde_json::Value;

/// What every act gives: the case after it, and whether it was a repeat.
pub type Done = Result<(CaseView, Repeat), AppError>;

/// Reads the body, seals its words, carries out the command.
async fn act(
    app: &App,
    request: Request,
    body: &Value,
    read: impl FnOnce(&Fields, &mut Sealer) -> Option<Command>,
) -> Done {
    let mut sealer = Sealer::default();
    let command = form::read(body, |fields| read(fields, &mut sealer))?;
    execute::execute(app, request, Order::new(command, sealer.into_contents())).await
}

/// How what an act says came to the complainant: `told`, and `channel` where it was
/// not the way that they used last; `night_reason` where they were rung up at night,
/// `call_reason` where contact is restricted to writing.
fn telling(fields: &Fields, sealer: &mut Sealer, at_night: bool) -> Telling {
    Telling {
        at_night,
        night: fields.long_text("night_reason").map(|reason| sealer.seal(reason)),
        despite: fields.long_text("call_reason").map(|reason| sealer.seal(reason)),
        told: fields.spelled("told", Told::parse, Told::SPELLINGS),
        channel: fields.spelled("channel", Channel::parse, Channel::SPELLINGS),
        happened_at: None,
    }
}

/// Whom of a group something is for, or whose it is, by their places; nobody where it is
/// for all.
fn addressed(fields: &Fields) -> Vec<i64> {
    let most = i64::try_from(COMPLAINANTS_MAX).unwrap_or(i64::MAX);
    fields.numbers("complainants", 1, most, COMPLAINANTS_MAX).unwrap_or_default()
}

/// The same, of words that may be written down later: `happened_at`, when they were
/// spoken, handed over or sent.
fn telling_of_then(fields: &Fields, sealer: &mut Sealer, at_night: bool) -> Telling {
    Telling { happened_at: fields.time("happened_at"), ..telling(fields, sealer, at_night) }
}

/// Refuses owners, wherever they stand in a body, who are not members of staff.
async fn known_staff(app: &App, body: &Value) -> Result<(), AppError> {
    let mut named = Vec::new();
    owners(body, "", &mut named);
    let unknown = move |db: &homeward_store::Db| {
        let mut unknown = Vec::new();
        for (field, owner) in &named {
            if people::staff(db, *owner)?.is_none() {
                unknown.push(FieldError::new(field.clone(), "no_such_staff"));
            }
        }
        Ok::<_, AppError>(unknown)
    };
    let unknown = app.store().read(unknown).await?;
    if unknown.is_empty() { Ok(()) } else { Err(AppError::Invalid(unknown)) }
}

/// The values of every `owner` and `staff` with their paths.
fn owners(body: &Value, path: &str, found: &mut Vec<(String, i64)>) {
    match body {
        Value::Object(map) => {
            for (name, value) in map {
                let here = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                match value.as_i64().filter(|_| matches!(name.as_str(), "owner" | "staff")) {
                    Some(owner) => found.push((here, owner)),
                    None => owners(value, &here, found),
                }
            }
        }
        Value::Array(items) => {
            for (place, item) in items.iter().enumerate() {
                owners(item, &format!("{path}[{place}]"), found);
            }
        }
        _ => {}
    }
}
