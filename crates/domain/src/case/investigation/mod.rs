//! Findings, questions, site checks, evidence, causes (journey §4).

pub mod command;
pub(in crate::case) mod errands;
pub mod event;
pub(in crate::case) mod findings;
pub(in crate::case) mod fold;
pub mod rejection;
pub(in crate::case) mod state;

use crate::case::command::InvestigationCommand;
use crate::case::draft::Draft;
use crate::case::rejection::Rejection;

/// What a command of this room adds to the record.
pub(in crate::case) fn decide(draft: &mut Draft, command: InvestigationCommand) -> Result<(), Rejection> {
    match command {
        InvestigationCommand::RecordFinding { whose, happened_at, contradicts, words } => {
            findings::record_finding(draft, whose, happened_at, contradicts, words)
        }
        InvestigationCommand::AskQuestion(question) => errands::ask(draft, *question),
        InvestigationCommand::AnswerQuestion { question, position, words } => {
            errands::answer(draft, question, position, words)
        }
        InvestigationCommand::OrderSiteCheck(order) => errands::order_site_check(draft, order),
        InvestigationCommand::ReportSiteCheck { check, words } => errands::report_site_check(draft, check, words),
        InvestigationCommand::NameEvidence { what, words } => errands::name_evidence(draft, what, words),
        InvestigationCommand::SecureEvidence { evidence, words } => errands::secure_evidence(draft, evidence, words),
        InvestigationCommand::LoseEvidence { evidence, words } => errands::lose_evidence(draft, evidence, words),
        InvestigationCommand::NameCauses { causes, words } => findings::name_causes(draft, causes, words),
    }
}
