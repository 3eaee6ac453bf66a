//! Lists of cases, put together from an allow-list of fragments, so that each
//! combination is a plain statement with a plan of its own.

use super::{Behind, COLUMNS, CaseRow, read};
use crate::search::Query;
use crate::{Db, StoreError, Value};
use homeward_domain::catalogue::State;
use std::sync::Arc;

/// Which cases a caller may see; part of every query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sight {
    /// All of them.
    All,
    /// Those that this member of staff owns.
    OwnedBy(i64),
    /// Those of these units, and those that they own themselves.
    Within {
        /// References of the units.
        units: Arc<[String]>,
        /// The member of staff; 0 for a program.
        staff: i64,
    },
}

impl Sight {
    /// Whether a row may be seen.
    pub fn allows(&self, row: &CaseRow) -> bool {
        self.sees(row.owner, &row.unit)
    }

    /// Whether a case of this owner and unit may be seen.
    pub fn sees(&self, owner: i64, unit: &str) -> bool {
        match self {
            Self::All => true,
            Self::OwnedBy(staff) => owner == *staff,
            Self::Within { units, staff } => units.iter().any(|one| one == unit) || (*staff != 0 && owner == *staff),
        }
    }

    /// The condition of a query, with the values it names from a number on.
    pub(crate) fn condition(&self, first: usize) -> (Option<String>, Vec<Value<'_>>) {
        match self {
            Self::All => (None, Vec::new()),
            Self::OwnedBy(staff) => (Some(format!("owner = ${first}")), vec![Value::Int(*staff)]),
            Self::Within { units, staff } => {
                let names: Vec<String> = (first + 1..=first + units.len()).map(|n| format!("${n}")).collect();
                let values = units.iter().map(|unit| Value::Text(unit));
                // A program owns nothing, and no case has an owner below 0.
                let staff = Value::Int(if *staff == 0 { -1 } else { *staff });
                let condition = format!("(owner = ${first} OR unit IN ({}))", names.join(", "));
                (Some(condition), [staff].into_iter().chain(values).collect())
            }
        }
    }

    /// [`Self::condition`] for those within units, taken apart; each says that
    /// the index of its column holds all of its cases.
    fn conditions_by_unit(&self, first: usize) -> Vec<String> {
        let Self::Within { units, .. } = self else { return Vec::new() };
        let own = format!("owner = ${first} AND owner <> 0");
        let of_units = (first + 1..=first + units.len()).map(|n| format!("unit = ${n} AND unit <> ''"));
        [own].into_iter().chain(of_units).collect()
    }
}

/// Of more units than this, a page in the order asked is soon full.
const UNITS_MERGED_MAX: usize = 32;

/// What a list holds. Absent means: all.
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(clippy::struct_excessive_bools, reason = "each narrows the list by something else")]
pub struct Filter {
    /// This state.
    pub state: Option<String>,
    /// Only open ones.
    pub open: bool,
    /// Only those that ended.
    pub ended: bool,
    /// Only those with a clock that is due by then.
    pub due_by: Option<i64>,
    /// This kind.
    pub kind: Option<String>,
    /// This grade.
    pub grade_rank: Option<i64>,
    /// This owner; 0 for nobody.
    pub owner: Option<i64>,
    /// Only those with a broken promise that is still not met.
    pub late: bool,
    /// This unit and no other, by its reference; empty for none.
    pub unit: Option<String>,
    /// Those under restriction alone, whoever has to finish them.
    pub restricted: bool,
    /// Which of those under restriction the list holds besides.
    pub behind: Behind,
    /// These words.
    pub words: Option<Query>,
}

/// How the cases of a list are found.
enum Way {
    /// In the order asked, until the page is full.
    InOrder,
    /// All that pass, and sorted then.
    Few,
    /// The first of each unit and one's own by these conditions, put together.
    ByUnit(Vec<String>),
}

impl Filter {
    fn way(&self, sight: &Sight, sort: Sort, is_open: bool) -> Way {
        if self.words.is_some() {
            return Way::InOrder;
        }
        match sight {
            _ if is_open && self.passes_few(sight, sort) => Way::Few,
            Sight::Within { units, .. } if !is_open && sort == Sort::Created && units.len() <= UNITS_MERGED_MAX => {
                Way::ByUnit(sight.conditions_by_unit(1))
            }
            _ => Way::InOrder,
        }
    }

    /// Whether few of the open cases pass, or so it is to be feared.
    fn passes_few(&self, sight: &Sight, sort: Sort) -> bool {
        let is_due_alone = self.due_by.is_some() && sort != Sort::NextDue;
        let is_of_some = *sight != Sight::All || self.unit.is_some() || self.grade_rank.is_some();
        let has_own_index = self.owner.is_some_and(|owner| owner != 0);
        !has_own_index && (self.late || is_due_alone || is_of_some)
    }
}

/// What a list is sorted by; ties by the case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// The order in which cases got their numbers. The only one that stays
    /// exact while cases change.
    Created,
    /// Receipt.
    Received,
    /// The next due time.
    NextDue,
    /// Grade.
    Grade,
    /// The last entry.
    Updated,
}

impl Sort {
    /// Every sort key, for tests that prepare each combination.
    pub const ALL: [Self; 5] = [Self::Created, Self::Received, Self::NextDue, Self::Grade, Self::Updated];

    const fn column(self) -> &'static str {
        match self {
            Self::Created => "case_id",
            Self::Received => "received_at",
            Self::NextDue => "next_due_at",
            Self::Grade => "grade_rank",
            Self::Updated => "updated_at",
        }
    }

    /// The value by which a row is sorted.
    pub const fn value(self, row: &CaseRow) -> i64 {
        match self {
            Self::Created => row.case,
            Self::Received => row.received_at,
            Self::NextDue => row.next_due_at,
            Self::Grade => row.grade_rank,
            Self::Updated => row.updated_at,
        }
    }
}

/// Which part of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// Sorted by this.
    pub sort: Sort,
    /// The greatest first.
    pub descending: bool,
    /// After the row with this value and case.
    pub after: Option<(i64, i64)>,
    /// So many rows at most.
    pub limit: i64,
}

/// One page of a list.
pub fn list(db: &Db, sight: &Sight, filter: &Filter, page: Page) -> Result<Vec<CaseRow>, StoreError> {
    let words = filter.words.as_ref().map(|query| db.match_expression(query));
    let mut sql = Statement::default();
    let is_open_state = filter.state.as_deref().and_then(State::parse).is_some_and(State::is_open);
    let is_open = filter.open || is_open_state;
    let way = filter.way(sight, page.sort, is_open);
    let (condition, values) = sight.condition(1);
    sql.values.extend(values);
    sql.conditions.extend(condition.filter(|_| !matches!(way, Way::ByUnit(_))));
    if let Some(state) = &filter.state {
        // Open cases are few: their own indexes serve every sort, where the
        // index of states would serve only its own. Said with a double negation,
        // SQLite keeps that one out, and PostgreSQL still knows how many there are.
        let number = sql.parameter(Value::Text(state));
        sql.conditions.push(if is_open_state || matches!(way, Way::ByUnit(_)) {
            format!("NOT (state <> ${number})")
        } else {
            format!("state = ${number}")
        });
    }
    if is_open {
        sql.conditions.push("is_open = 1".into());
    } else if matches!(sight, Sight::OwnedBy(_)) || filter.owner.is_some_and(|owner| owner != 0) {
        // Says that the index of owners holds all of them.
        sql.conditions.push("owner <> 0".into());
    }
    if filter.ended {
        sql.conditions.push("is_open = 0".into());
    }
    if let Some(due_by) = filter.due_by {
        sql.and("next_due_at <= ", Value::Int(due_by));
    }
    if let Some(kind) = &filter.kind {
        sql.and("kind = ", Value::Text(kind));
    }
    if let Some(rank) = filter.grade_rank {
        sql.and("grade_rank = ", Value::Int(rank));
    }
    if let Some(owner) = filter.owner {
        // Nobody owns many, so the index of owners would not narrow it down.
        if owner == 0 {
            sql.conditions.push("NOT (owner <> 0)".into());
        } else {
            sql.and("owner = ", Value::Int(owner));
        }
    }
    if filter.late {
        sql.conditions.push("late > 0".into());
    }
    if let Some(unit) = &filter.unit {
        sql.and("unit = ", Value::Text(unit));
    }
    // Nearly none is under restriction, so no index would narrow it down.
    if filter.restricted {
        sql.conditions.push("restricted = 1".into());
    } else {
        let (shown, values) = filter.behind.condition("", sql.values.len() + 1);
        sql.values.extend(values);
        sql.conditions.push(shown);
    }
    if let Some(words) = &words {
        let number = sql.parameter(Value::Text(words));
        sql.conditions.push(db.match_fragment(number));
    }
    let text = sql.finish(page, &way);
    db.query(&text, &sql.values, read)
}

#[derive(Default)]
struct Statement<'a> {
    conditions: Vec<String>,
    values: Vec<Value<'a>>,
}

impl<'a> Statement<'a> {
    fn parameter(&mut self, value: Value<'a>) -> usize {
        self.values.push(value);
        self.values.len()
    }

    fn and(&mut self, condition: &str, value: Value<'a>) {
        let number = self.parameter(value);
        self.conditions.push(format!("{condition}${number}"));
    }

    fn finish(&mut self, page: Page, way: &Way) -> String {
        let column = page.sort.column();
        let (than, direction) = if page.descending { ("<", "DESC") } else { (">", "ASC") };
        // A sum is not read off an index, which leaves the index to the filter.
        let sum = if matches!(way, Way::Few) { " + 0" } else { "" };
        if let Some((value, case)) = page.after {
            let (value, case) = (self.parameter(Value::Int(value)), self.parameter(Value::Int(case)));
            self.conditions.push(format!("({column}{sum}, case_id{sum}) {than} (${value}, ${case})"));
        }
        let limit = self.parameter(Value::Int(page.limit));
        let order = |sum: &str| match page.sort {
            Sort::Created => format!("ORDER BY case_id{sum} {direction}"),
            _ => format!("ORDER BY {column}{sum} {direction}, case_id{sum} {direction}"),
        };
        let first = |what: &str, more: Option<&String>, order: &str| {
            let all: Vec<&str> = more.into_iter().chain(&self.conditions).map(String::as_str).collect();
            let conditions = if all.is_empty() { String::new() } else { format!("WHERE {}", all.join(" AND ")) };
            format!("SELECT {what} FROM cases {conditions} {order} LIMIT ${limit}")
        };
        let found = match way {
            Way::InOrder => return first(COLUMNS, None, &order("")),
            Way::Few => first("case_id", None, &order(sum)),
            Way::ByUnit(each) => {
                let parts = each.iter().map(|own| first("case_id", Some(own), &order("")));
                let parts = parts.enumerate().map(|(n, part)| format!("SELECT case_id FROM ({part}) AS part_{n}"));
                parts.collect::<Vec<_>>().join(" UNION ALL ")
            }
        };
        format!("SELECT {COLUMNS} FROM cases WHERE case_id IN ({found}) {} LIMIT ${limit}", order(""))
    }
}
