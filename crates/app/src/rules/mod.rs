//! Rules of the company: when this happens and that holds, do these acts
//! (channels, "Routing and rules"). Conditions are written in CEL. Each act
//! stands on the record under the rule that caused it.

mod edit;
mod preview;

pub use crate::app::rule_book::{Act, Definition, How, RULES_MAX, VARIABLES, Version};
pub use edit::{add, all, change, parse, versions};
pub use preview::{CASES_MAX, Hit, Preview, preview};
