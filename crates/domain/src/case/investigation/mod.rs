//! Findings, questions, site checks, evidence, causes (journey §4).

pub mod command;
pub mod event;
pub(in crate::case) mod findings;
pub(in crate::case) mod fold;
pub mod rejection;
pub(in crate::case) mod state;
pub(in crate::case) mod tasks;

use crate::case::command::InvestigationCommand;
use crate::case::decision::Decision;
use crate::case::rejection::Rejection;

/// What a command of this room adds to the record.
pub(in crate::case) fn decide(decision: &mut Decision, command: InvestigationCommand) -> Result<(), Rejection> {
    match command {
        InvestigationCommand::RecordFinding { whose, happened_at, contradicts, words } => {
            findings::record_finding(decision, whose, happened_at, contradicts, words)
        }
        InvestigationCommand::AskQuestion(question) => tasks::ask(decision, *question),
        InvestigationCommand::AnswerQuestion { question, position, words } => {
            tasks::answer(decision, question, position, words)
        }
        InvestigationCommand::OrderSiteCheck(order) => tasks::order_site_check(decision, order),
        InvestigationCommand::ReportSiteCheck { check, words } => tasks::report_site_check(decision, check, words),
        InvestigationCommand::NameEvidence { what, words } => tasks::name_evidence(decision, what, words),
        InvestigationCommand::SecureEvidence { evidence, words } => tasks::secure_evidence(decision, evidence, words),
        InvestigationCommand::LoseEvidence { evidence, words } => tasks::lose_evidence(decision, evidence, words),
        InvestigationCommand::NameCauses { causes, words } => findings::name_causes(decision, causes, words),
    }
}
