//! What happened: findings, questions, site checks, evidence, causes.

mod answer_question;
mod ask_question;
mod lose_evidence;
mod name_causes;
mod name_evidence;
mod order_site_check;
mod record_finding;
pub(crate) mod report_site_check;
mod secure_evidence;

use crate::act::Act;

/// The acts of this room.
pub(crate) const ACTS: &[&Act] = &[
    &record_finding::ACT,
    &name_causes::ACT,
    &ask_question::ACT,
    &answer_question::ACT,
    &order_site_check::ACT,
    &report_site_check::ACT,
    &name_evidence::ACT,
    &secure_evidence::ACT,
    &lose_evidence::ACT,
];
