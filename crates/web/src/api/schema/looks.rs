//! Looks at contact points, as the API shows them.

use super::time;
use homeward_app::looks::{Log, Look, written_place};
use serde::Serialize;
use utoipa::ToSchema;

/// Entries of the log of looks.
#[derive(Serialize, ToSchema)]
pub struct LookPage {
    /// The newest first.
    pub items: Vec<LookBody>,
}

/// A look at the contact points of a traveller. What was seen stands nowhere in it.
#[derive(Serialize, ToSchema)]
pub struct LookBody {
    /// Names it, for `before`.
    #[schema(example = "1793000000000000.staff:5.12.0.0.answer_traveller.1793000000000000")]
    id: String,
    /// When; the first of several that count as one.
    at: String,
    /// Who.
    #[schema(example = "staff:5")]
    actor: String,
    /// The case by which, where there is one that the caller may see.
    #[schema(example = "HW-2611-000123-7")]
    case: Option<String>,
    /// The customer, where they are in the register.
    customer: Option<String>,
    /// The booking by which, where there is one in the register.
    booking: Option<String>,
    /// The relation by which they were open: `owner`, `took_call`, `task`, `mention` or
    /// `lead`, one entry an hour; `contacts_read` of a program, one a day. Or the reason
    /// that was told: `answer_traveller`, `check_identity`, `hand_over` or
    /// `correct_record`, one entry each time. Or `original:` with the number of a file,
    /// where the original of a picture was downloaded, one entry each time. Of a case under
    /// restriction `restricted_owner` and `restricted_lead`, one entry a minute.
    #[schema(example = "answer_traveller")]
    why: String,
}

impl LookBody {
    /// An entry with what its numbers stand for.
    pub fn new(log: &Log, look: &Look) -> Self {
        Self {
            id: written_place(look),
            at: time(look.at),
            actor: look.actor.clone(),
            case: log.cases.get(&look.case).cloned(),
            customer: log.records.get(&look.customer).cloned(),
            booking: log.records.get(&look.booking).cloned(),
            why: look.why.clone(),
        }
    }
}
