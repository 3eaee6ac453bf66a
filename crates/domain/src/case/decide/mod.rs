//! Every rule about what may be done to a case, one family to a file.

mod acceptance;
mod additions;
mod addressed;
mod again;
mod alarms;
mod desk;
mod draft;
mod ending;
mod erasure;
mod errands;
mod extension;
mod files;
mod intake;
mod investigation;
mod kind;
mod links;
mod measures;
mod merging;
mod messages;
mod nature;
mod pauses;
mod plans;
mod proceedings;
mod publication;
mod put_right;
mod responsibility;
mod result;
mod retarget;
mod running;
mod settlement;
mod team;
mod telling;
mod triage;
mod untrue;

pub use additions::{COMPLAINANTS_MAX, takes_additions, tells_contacts_alone};
pub use ending::{ArchiveLacks, lacks_for_archive};
pub use erasure::is_asked_by_person;
pub use files::FILES_MAX;
pub use intake::receive;
pub use links::PARTS_MAX;
pub use merging::{brought_back, carried, parties};
pub use plans::OPTIONS_MAX;
pub use responsibility::SHARES_MAX;
pub use result::{letters_owed, may_be_told as may_tell_result, must_be_one_letter};
pub use settlement::LAST_OFFER;

use super::Moment;
use super::command::Command;
use super::event::{NewEvent, NoteAdded, Via};
use super::rejection::Rejection;
use super::state::{Case, Standing};
use draft::Draft;

/// The most entries that one case may hold. A case that comes near it is fed
/// by a machine that went wrong.
pub const ENTRIES_MAX: i64 = 50_000;

/// What a command adds to the record of a case. Before it is judged, the
/// clocks say what they did until now, so an answer that comes late can never
/// get in before its own breach.
pub fn decide(case: &Case, command: Command, at: &Moment) -> Result<Vec<NewEvent>, Rejection> {
    decide_by_way(case, command, None, at)
}

/// The same for a command that comes by way of a merged case.
#[allow(clippy::too_many_lines, reason = "a line for each command, and no rule of its own")]
pub fn decide_by_way(case: &Case, command: Command, via: Option<Via>, at: &Moment) -> Result<Vec<NewEvent>, Rejection> {
    if case.seq >= ENTRIES_MAX {
        return Err(Rejection::TooManyEntries(ENTRIES_MAX));
    }
    let follows = command == Command::FollowPolicies;
    let mut draft = Draft::new(case, at).by_way(via);
    alarms::settle(&mut draft);
    if command == Command::ReadClocks {
        triage::keep_up(&mut draft);
        return Ok(draft.into_events());
    }
    match command {
        Command::EraseContents(erasing) => erasure::erase(&mut draft, erasing)?,
        Command::EraseWrong(wrong) => erasure::erase_wrong(&mut draft, wrong)?,
        Command::Restriction(restricting) => erasure::restrict(&mut draft, restricting)?,
        Command::GivePersonData(given) => erasure::give_data(&mut draft, given)?,
        Command::CorrectContacts(told) => additions::correct_contacts(&mut draft, *told)?,
        Command::MarkFile { file, is_paper } => files::mark(&mut draft, file, is_paper)?,
        Command::CorrectEntry(correcting) => untrue::correct(&mut draft, correcting)?,
        _ if matches!(case.standing, Standing::Historic { .. }) && !case.state().is_open() => {
            return Err(Rejection::History);
        }
        command if !merging::may_be_done(case, &command) => return Err(merging::goes_on(case)),
        Command::AddToMatter(added) => additions::add(&mut draft, *added)?,
        Command::NameRepresentative(named) => additions::name_representative(&mut draft, *named)?,
        Command::EndRepresentation { ended, at } => additions::end_representation(&mut draft, ended, at)?,
        Command::AddNote { words } => draft.push(NoteAdded { words, via }),
        Command::Assign { owner, reason } => desk::assign(&mut draft, owner, reason)?,
        Command::Accept => acceptance::accept(&mut draft)?,
        Command::Refuse { ground, words, how } => acceptance::refuse(&mut draft, ground, words, how)?,
        Command::ObjectToRefusal { complainant, words } => acceptance::object(&mut draft, complainant, words)?,
        Command::DecideObjection(decision) => acceptance::decide_objection(&mut draft, &decision)?,
        Command::RecordMessage(message) => {
            messages::record(&mut draft, &message)?;
        }
        Command::ConfirmEntry { entry, words } => messages::confirm(&mut draft, entry, words)?,
        Command::Escalate { to, words } => desk::escalate(&mut draft, to, words)?,
        Command::RestrictContact { review_at, words } => desk::restrict_contact(&mut draft, review_at, words)?,
        Command::FreeContact { words } => desk::free_contact(&mut draft, words)?,
        Command::AddTranslation { of, language, words } => desk::add_translation(&mut draft, of, language, words)?,
        Command::ChangeKind { to, reason } => kind::change(&mut draft, to, reason)?,
        Command::Triage(parts) => triage::triage(&mut draft, *parts)?,
        Command::RecordFinding { whose, happened_at, contradicts, words } => {
            investigation::record_finding(&mut draft, whose, happened_at, contradicts, words)?;
        }
        Command::AskQuestion(question) => errands::ask(&mut draft, *question)?,
        Command::AnswerQuestion { question, position, words } => {
            errands::answer(&mut draft, question, position, words)?;
        }
        Command::OrderSiteCheck(order) => errands::order_site_check(&mut draft, order)?,
        Command::ReportSiteCheck { check, words } => errands::report_site_check(&mut draft, check, words)?,
        Command::NameEvidence { what, words } => errands::name_evidence(&mut draft, what, words)?,
        Command::SecureEvidence { evidence, words } => errands::secure_evidence(&mut draft, evidence, words)?,
        Command::LoseEvidence { evidence, words } => errands::lose_evidence(&mut draft, evidence, words)?,
        Command::NameCauses { causes, words } => investigation::name_causes(&mut draft, causes, words)?,
        Command::ProposePlan { options, words, how, complainants } => {
            plans::propose(&mut draft, options, (words, how), complainants)?;
        }
        Command::AnswerPlan { version, complainant, answer: says, option, way, words, happened_at } => {
            let given = plans::Answer { version, complainant, says, option, way, words, happened_at };
            plans::answer(&mut draft, given)?;
        }
        Command::LeaveGroup { complainant, words } => plans::leave(&mut draft, complainant, words)?,
        Command::GiveFinalAnswer { words, how, complainants } => {
            settlement::give_final_answer(&mut draft, words, how, complainants)?;
        }
        Command::SettleUnreachable => settlement::settle_unreachable(&mut draft)?,
        Command::AddMeasure { words, template, owner, due_at } => {
            measures::add(&mut draft, words, template, (owner, due_at))?;
        }
        Command::CompleteMeasure { measure, proof } => measures::complete(&mut draft, measure, proof)?,
        Command::WaiveMeasure { measure, reason } => measures::waive(&mut draft, measure, reason)?,
        Command::SetResponsibility { shares } => responsibility::set(&mut draft, shares)?,
        Command::GiveResultNotice { words, changed, how, complainants } => {
            result::give(&mut draft, (words, changed), how, complainants)?;
        }
        Command::Resolve { words, how } => ending::resolve(&mut draft, words, how)?,
        Command::RecordSatisfaction { content, rating, words, happened_at } => {
            ending::record_satisfaction(&mut draft, content, rating, (words, happened_at))?;
        }
        Command::Reopen { new_facts, reason } => ending::reopen(&mut draft, new_facts, reason)?,
        Command::Withdraw { words } => ending::withdraw(&mut draft, words)?,
        Command::Archive { summary, missing } => ending::archive(&mut draft, summary, missing)?,
        Command::Link { other, how, words } => links::link(&mut draft, other, how, words)?,
        Command::Unlink { other } => links::unlink(&mut draft, other)?,
        Command::Split { parts, words } => links::split(&mut draft, parts, words)?,
        Command::MergeInto { into, words } => merging::merge(&mut draft, into, words)?,
        Command::Absorb(absorbed) => merging::absorb(&mut draft, *absorbed)?,
        Command::PassOn(passed_on) => draft.push(passed_on),
        Command::Unmerge { met, brought, words } => merging::unmerge(&mut draft, &met, brought, words)?,
        Command::Release { other } => merging::release(&mut draft, other)?,
        Command::OpenProceeding(notice) => proceedings::open(&mut draft, *notice)?,
        Command::MoveProceeding { proceeding, step, at, words } => {
            proceedings::advance(&mut draft, proceeding, step, at, words)?;
        }
        Command::DateProceeding { proceeding, topic, at, words } => {
            proceedings::tell_date(&mut draft, proceeding, topic, at, words)?;
        }
        Command::Publication(step) => publication::take(&mut draft, step)?,
        Command::SetHold { words } => publication::set_hold(&mut draft, words)?,
        Command::LiftHold { words } => publication::lift_hold(&mut draft, words)?,
        Command::PauseClocks { reason, end, by_lead, words, how } => {
            pauses::pause(&mut draft, reason, &end, by_lead, (words, how))?;
        }
        Command::ResumeClocks => pauses::resume(&mut draft)?,
        Command::ExtendSettlement { reason, due_at, words, how } => {
            extension::extend(&mut draft, reason, due_at, (words, how))?;
        }
        Command::AttachFiles { about, files } => files::attach(&mut draft, about, files)?,
        Command::FulfilDuty { duty, staff, at, words } => team::fulfil_duty(&mut draft, duty, (staff, at), words)?,
        Command::WaiveDuty { duty, reason } => team::waive_duty(&mut draft, duty, reason)?,
        Command::NameStaffResponsibility { details } => team::name_staff_responsibility(&mut draft, details)?,
        Command::TakeStep { step, words } => team::take_step(&mut draft, step, words)?,
        Command::MoveToUnit { unit, reason } => team::move_to_unit(&mut draft, unit, reason)?,
        Command::RenewLink { complainant } => team::renew_link(&mut draft, complainant)?,
        Command::HandOutLink { complainant, way } => team::hand_out_link(&mut draft, complainant, way)?,
        Command::StopRules { rules, depth } => team::stop_rules(&mut draft, rules, depth),
        Command::FollowPolicies => retarget::to_newest_versions(&mut draft),
        Command::ReadClocks => {}
    }
    alarms::settle(&mut draft);
    triage::keep_up(&mut draft);
    let events = draft.into_events();
    if follows && events.is_empty() { Err(Rejection::NothingToChange) } else { Ok(events) }
}
