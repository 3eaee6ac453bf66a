//! Which cases under restriction somebody sees beside all others: those whose matter
//! they have to finish.

use super::CaseRow;
use crate::Value;
use std::sync::Arc;

/// Which open cases under restriction are shown to whoever asks. One that has ended is
/// shown in no list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Behind {
    /// None of them.
    #[default]
    Nothing,
    /// Those that this member of staff owns.
    Own(i64),
    /// Those that this member of staff owns or whose unit they lead.
    Led {
        /// The member of staff.
        staff: i64,
        /// The units; every one, and what has none, where nothing stands here.
        units: Option<Arc<[String]>>,
    },
}

impl Behind {
    /// Whether a case of this owner and unit is among them, while it is open.
    pub fn has(&self, owner: i64, unit: &str) -> bool {
        match self {
            Self::Nothing => false,
            Self::Own(staff) => owner == *staff,
            Self::Led { staff, units } => {
                owner == *staff || units.as_ref().is_none_or(|units| units.iter().any(|one| one == unit))
            }
        }
    }

    /// Whether the case of a row is shown.
    pub fn shows(&self, row: &CaseRow) -> bool {
        !row.restricted || (row.is_open && self.has(row.owner, &row.unit))
    }

    /// The condition of a query for all that is shown, of a table of this name, with the
    /// values that it names from a number on.
    pub(crate) fn condition(&self, table: &str, first: usize) -> (String, Vec<Value<'_>>) {
        let nobody = format!("NOT ({table}restricted <> 0)");
        let among = |which: &str| format!("({nobody} OR ({table}is_open = 1{which}))");
        match self {
            Self::Nothing => (nobody, Vec::new()),
            Self::Own(staff) => (among(&format!(" AND {table}owner = ${first}")), vec![Value::Int(*staff)]),
            Self::Led { units: None, .. } => (among(""), Vec::new()),
            Self::Led { staff, units: Some(units) } => {
                let names: Vec<String> = (first + 1..=first + units.len()).map(|n| format!("${n}")).collect();
                let of_units =
                    if names.is_empty() { String::new() } else { format!(" OR {table}unit IN ({})", names.join(", ")) };
                let values = units.iter().map(|unit| Value::Text(unit));
                let condition = among(&format!(" AND ({table}owner = ${first}{of_units})"));
                (condition, [Value::Int(*staff)].into_iter().chain(values).collect())
            }
        }
    }
}
