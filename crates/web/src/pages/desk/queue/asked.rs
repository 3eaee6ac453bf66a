//! What is asked of the queue, read from its address and spelled again for links.

use homeward_app::{Caller, Filter, Scope, Sort, Staff};
use homeward_domain::catalogue::{Grade, Kind};
use homeward_domain::time::{Span, Timestamp};

/// The views that everybody has.
pub const VIEWS: [&str; 10] =
    ["open", "mine", "unassigned", "team", "soon", "late", "waiting", "ended", "all", "restricted"];
/// What rows can be sorted by.
pub const SORTS: [&str; 5] = ["next_due_at", "received_at", "updated_at", "grade", "created_at"];
/// What rows can be put together by.
pub const GROUPS: [&str; 6] = ["grade", "owner", "state", "category", "kind", "unit"];
/// Columns that can be chosen, besides number, complainant and gist.
pub const COLUMNS: [&str; 8] = ["grade", "state", "clock", "owner", "unit", "channel", "received", "updated"];
/// Those that are shown where nobody chose.
const USUAL: [&str; 4] = ["grade", "state", "clock", "owner"];
/// What is due within this time is due soon.
const SOON: Span = Span::hours(4);

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    pub view: &'static str,
    pub words: String,
    pub kind: Option<&'static str>,
    pub grade: Option<&'static str>,
    pub unit: Option<String>,
    pub sort: Option<&'static str>,
    pub group: Option<&'static str>,
    pub columns: Vec<&'static str>,
    pub cursor: Option<String>,
    /// The view that somebody kept, where the address came from it.
    pub kept: Option<i64>,
}

impl Asked {
    /// Reads names and values of an address; what is unknown counts as not said.
    pub fn read(told: &[(String, String)]) -> Self {
        let all = |name: &str| {
            let of_name = told.iter().filter(|(told, value)| told == name && !value.trim().is_empty());
            of_name.map(|(_, value)| value.trim().to_owned()).collect::<Vec<_>>()
        };
        let first = |name: &str| all(name).into_iter().next();
        let one_of = |name: &str, known: &[&'static str]| {
            let value = first(name)?;
            known.iter().find(|known| **known == value).copied()
        };
        // A form sends each column by itself, an address all in one.
        let columns: Vec<String> =
            all("columns").iter().flat_map(|value| value.split('.').map(str::to_owned).collect::<Vec<_>>()).collect();
        let chosen: Vec<&'static str> =
            COLUMNS.into_iter().filter(|column| columns.iter().any(|told| told == column)).collect();
        Self {
            view: one_of("view", &VIEWS).unwrap_or("open"),
            words: first("q").unwrap_or_default(),
            kind: one_of("kind", Kind::SPELLINGS),
            grade: one_of("grade", Grade::SPELLINGS),
            unit: first("unit"),
            sort: one_of("sort", &SORTS),
            group: one_of("group", &GROUPS),
            columns: if columns.is_empty() { USUAL.to_vec() } else { chosen },
            cursor: first("cursor"),
            kept: first("kept").and_then(|id| id.parse().ok()),
        }
    }

    /// Whether rows are narrowed down besides by the view.
    pub fn is_filtered(&self) -> bool {
        self.kind.is_some() || self.grade.is_some() || self.unit.is_some()
    }

    /// Which cases are wanted by somebody.
    pub fn filter(&self, staff: &Staff, now: Timestamp) -> Filter {
        let grade = self.grade.and_then(|grade| Grade::SPELLINGS.iter().zip(1..).find(|(one, _)| **one == grade));
        let state = (self.view == "waiting").then(|| "planned".to_owned());
        Filter {
            restricted: self.view == "restricted",
            open: !matches!(self.view, "all" | "ended" | "restricted"),
            ended: self.view == "ended",
            owner: match self.view {
                "mine" => Some(staff.id),
                "unassigned" => Some(0),
                _ => None,
            },
            late: self.view == "late",
            due_by: (self.view == "soon").then_some((now + SOON).0),
            state,
            kind: self.kind.map(str::to_owned),
            grade_rank: grade.map(|(_, rank)| rank),
            unit: if self.view == "team" { Some(staff.unit.clone()) } else { self.unit.clone() },
            words: None,
            ..Filter::default()
        }
    }

    /// What a view is sorted by where nobody chose.
    pub fn sort_spelled(&self) -> &'static str {
        self.sort.unwrap_or(match self.view {
            "all" | "ended" | "restricted" => "created_at",
            "unassigned" => "received_at",
            _ => "next_due_at",
        })
    }

    /// The sort, and whether the greatest stand first.
    pub fn sort(&self) -> (Sort, bool) {
        match self.sort_spelled() {
            "received_at" => (Sort::Received, self.view != "unassigned"),
            "updated_at" => (Sort::Updated, true),
            "grade" => (Sort::Grade, true),
            "created_at" => (Sort::Created, true),
            _ => (Sort::NextDue, false),
        }
    }

    /// Names the list, for its cursor.
    pub fn list(&self) -> String {
        let unit = self.unit.as_deref().unwrap_or_default();
        let parts = [self.kind.unwrap_or_default(), self.grade.unwrap_or_default(), unit, self.sort_spelled()];
        format!("desk:{}:{}", self.view, parts.join(":"))
    }

    /// What is asked as the query of an address, without the place in the list.
    pub fn query(&self) -> String {
        let columns = if self.columns == USUAL { None } else { Some(self.columns.join(".")) };
        let told = [
            ("view", Some(self.view.to_owned())),
            ("kind", self.kind.map(str::to_owned)),
            ("grade", self.grade.map(str::to_owned)),
            ("unit", self.unit.clone()),
            ("sort", self.sort.map(str::to_owned)),
            ("group", self.group.map(str::to_owned)),
            ("columns", columns),
        ];
        let told: Vec<(&str, String)> = told.into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
        serde_urlencoded::to_string(told).unwrap_or_default()
    }

    /// The address of a page of the list.
    pub fn address(&self, cursor: Option<&str>) -> String {
        let cursor = cursor.map(|cursor| format!("&cursor={cursor}")).unwrap_or_default();
        format!("/desk?{}{cursor}", self.query())
    }
}

/// The views that somebody can use: a team's only where they are of a unit, and what
/// is under restriction only for whoever may open it.
pub fn views_of(staff: &Staff, caller: &Caller) -> impl Iterator<Item = &'static str> + use<> {
    let (has_team, may_open) = (!staff.unit.is_empty(), caller.may(Scope::PrivacyWrite));
    VIEWS.into_iter().filter(move |view| match *view {
        "team" => has_team,
        "restricted" => may_open,
        _ => true,
    })
}

/// Whether somebody may keep views for everybody.
pub fn may_share(caller: &Caller) -> bool {
    caller.may(Scope::ExtensionsWrite)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> Asked {
        Asked::read(&serde_urlencoded::from_str::<Vec<(String, String)>>(query).unwrap())
    }

    #[test]
    fn an_address_says_again_what_it_was_read_from() {
        for query in
            ["view=open", "view=late&kind=complaint&grade=grave&unit=SZ&sort=grade&group=owner&columns=clock.unit"]
        {
            assert_eq!(read(query).query(), query);
        }
    }

    #[test]
    fn a_form_and_an_address_name_columns_alike() {
        assert_eq!(read("columns=clock&columns=unit"), read("columns=clock.unit"));
        assert_eq!(read("view=open").columns, USUAL);
        assert!(read("columns=nonsense").columns.is_empty(), "whoever wants none gets none");
    }

    #[test]
    fn what_is_unknown_counts_as_not_said() {
        assert_eq!(read("view=nonsense&sort=1&group=name&kind=x&grade=9"), read(""));
    }
}
