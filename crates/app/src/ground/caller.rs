//! Who asks, and what they may do.

use crate::ground::error::AppError;
use homeward_domain::actor::Actor;
use homeward_store::cases::{Behind, Sight};
use std::sync::Arc;

/// Declares the scopes with their spellings.
macro_rules! scopes {
    ($($(#[$doc:meta])* $variant:ident = $spelling:literal),+ $(,)?) => {
        /// What a caller may read or write: `cases:read`, or `all`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Scope { $($(#[$doc])* $variant),+ }

        impl Scope {
            /// Every scope that a token may carry.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Their spellings, in the same order.
            pub const SPELLINGS: &'static [&'static str] = &[$($spelling),+];

            /// The spelling of the contract.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $spelling),+ }
            }
        }
    };
}

scopes! {
    /// Read cases, their record and search.
    CasesRead = "cases:read",
    /// Take in cases and act on them.
    CasesWrite = "cases:write",
    /// Acts of a lead: more time for a settlement, who answers for what.
    ExtensionsWrite = "extensions:write",
    /// Acts of a manager: final answers, publications, holds.
    DecisionsWrite = "decisions:write",
    /// See files of customers, their contact points masked.
    CustomersRead = "customers:read",
    /// See contact points of travellers in full.
    ContactsRead = "contacts:read",
    /// Change files of customers.
    CustomersWrite = "customers:write",
    /// See bookings.
    BookingsRead = "bookings:read",
    /// Change bookings.
    BookingsWrite = "bookings:write",
    /// See suppliers.
    SuppliersRead = "suppliers:read",
    /// Change suppliers.
    SuppliersWrite = "suppliers:write",
    /// See products.
    ProductsRead = "products:read",
    /// Change products.
    ProductsWrite = "products:write",
    /// See who is on the staff.
    StaffRead = "staff:read",
    /// Change who is on the staff.
    StaffWrite = "staff:write",
    /// See units, promises and other settings.
    SettingsRead = "settings:read",
    /// Change them.
    SettingsWrite = "settings:write",
    /// Erase words and personal data.
    PrivacyWrite = "privacy:write",
    /// See the logs of sign-ins and of looks at contact points.
    LogRead = "log:read",
    /// Read what is counted of the running program.
    MetricsRead = "metrics:read",
    /// Everything.
    All = "all",
}

impl Scope {
    /// The scope of a spelling; `None` where there is none.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|scope| scope.as_str() == text)
    }
}

/// What a member of staff does here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Sets the program up and may do everything.
    Administrator,
    /// Decides: final answers, publications, holds.
    Manager,
    /// Leads a desk: every case, more time for settlements, erasure.
    Lead,
    /// Works on every case.
    Agent,
    /// Reads everything and changes nothing.
    Auditor,
    /// Guide or duty manager: only the cases they own.
    OnSite,
}

const READING: [Scope; 8] = [
    Scope::CasesRead,
    Scope::CustomersRead,
    Scope::ContactsRead,
    Scope::BookingsRead,
    Scope::SuppliersRead,
    Scope::ProductsRead,
    Scope::StaffRead,
    Scope::SettingsRead,
];
const WORKING: [Scope; 3] = [Scope::CasesWrite, Scope::CustomersWrite, Scope::BookingsWrite];
const LEADING: [Scope; 3] = [Scope::ExtensionsWrite, Scope::SuppliersWrite, Scope::PrivacyWrite];
const DECIDING: [Scope; 1] = [Scope::DecisionsWrite];

impl Role {
    /// Every role.
    pub const ALL: [Self; 6] =
        [Self::Administrator, Self::Manager, Self::Lead, Self::Agent, Self::Auditor, Self::OnSite];

    /// Their spellings, in the same order.
    pub const SPELLINGS: [&'static str; Self::ALL.len()] = {
        let mut spellings = [""; Self::ALL.len()];
        let mut place = 0;
        while place < spellings.len() {
            spellings[place] = Self::ALL[place].as_str();
            place += 1;
        }
        spellings
    };

    /// As stored and as spelled on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::Manager => "manager",
            Self::Lead => "lead",
            Self::Agent => "agent",
            Self::Auditor => "auditor",
            Self::OnSite => "on_site",
        }
    }

    /// The role of a spelling; `None` where there is none.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == text)
    }

    /// What the role is made of.
    pub fn scopes(self) -> Vec<Scope> {
        match self {
            Self::Administrator => vec![Scope::All],
            Self::Manager => [READING.as_slice(), &WORKING, &LEADING, &DECIDING].concat(),
            Self::Lead => [READING.as_slice(), &WORKING, &LEADING].concat(),
            Self::Agent => [READING.as_slice(), &WORKING].concat(),
            Self::Auditor => [READING.as_slice(), &[Scope::LogRead]].concat(),
            Self::OnSite => vec![Scope::CasesRead, Scope::CasesWrite],
        }
    }
}

/// Somebody who asks, with what they may do and see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// Who, as events name them.
    pub actor: Actor,
    /// Which cases they may see.
    pub sight: Sight,
    scopes: Vec<Scope>,
    /// The units that are theirs; every one, and what has none, where nothing stands here.
    units: Option<Arc<[String]>>,
    /// Whether their unit is the company itself, the root of all units.
    is_head: bool,
}

impl Caller {
    /// A program with a token.
    pub fn token(id: i64, scopes: Vec<Scope>) -> Self {
        Self { actor: Actor::Token(id), sight: Sight::All, scopes, units: None, is_head: false }
    }

    /// The command line on the machine itself, which may do everything.
    pub fn machine() -> Self {
        Self { actor: Actor::System, sight: Sight::All, scopes: vec![Scope::All], units: None, is_head: false }
    }

    /// A member of staff. Whoever is on site sees what they own.
    pub fn staff(id: i64, role: Role) -> Self {
        let sight = if role == Role::OnSite { Sight::OwnedBy(id) } else { Sight::All };
        Self { actor: Actor::Staff(id), sight, scopes: role.scopes(), units: None, is_head: false }
    }

    /// The same caller, who belongs to these units: they see the cases of these and
    /// their own, and those on site still their own alone.
    #[must_use]
    pub fn within(self, units: Vec<String>) -> Self {
        let units: Arc<[String]> = units.into();
        let staff = if let Actor::Staff(id) = self.actor { id } else { 0 };
        let sight = match self.sight {
            Sight::OwnedBy(id) => Sight::OwnedBy(id),
            _ => Sight::Within { units: units.clone(), staff },
        };
        Self { sight, units: Some(units), ..self }
    }

    /// The units that are theirs, the one they belong to first; `None` for the whole
    /// company.
    pub fn units(&self) -> Option<&[String]> {
        self.units.as_deref()
    }

    /// Whether a unit is theirs. What belongs to none, an empty reference, is the
    /// whole company's.
    pub fn reaches(&self, unit: &str) -> bool {
        self.units().is_none_or(|own| own.iter().any(|one| one == unit))
    }

    /// The same caller, whose unit is the company itself.
    #[must_use]
    pub(crate) fn at_the_head(self, is_head: bool) -> Self {
        Self { is_head, ..self }
    }

    /// Whether they may set what holds for a unit, or for the whole company where none
    /// is named. A rule of the company is set by whoever belongs to all of it, or to the
    /// unit that is the company itself, and not by a branch.
    pub fn may_set(&self, unit: Option<&str>) -> bool {
        self.may(Scope::SettingsWrite) && (self.is_head || self.reaches(unit.unwrap_or_default()))
    }

    /// Refuses a caller who may not set it.
    pub fn must_set(&self, unit: Option<&str>) -> Result<(), AppError> {
        self.must(Scope::SettingsWrite)?;
        if self.may_set(unit) { Ok(()) } else { Err(AppError::BeyondUnit) }
    }

    /// Which open cases under restriction are shown to them: their own, and to a lead
    /// those of their units.
    pub fn behind(&self) -> Behind {
        match self.actor {
            Actor::Staff(staff) if self.may(Scope::ExtensionsWrite) => Behind::Led { staff, units: self.units.clone() },
            Actor::Staff(staff) => Behind::Own(staff),
            _ => Behind::Nothing,
        }
    }

    /// The same caller, who sees every case: for what they have just made.
    #[must_use]
    pub(crate) fn seeing_all(self) -> Self {
        Self { sight: Sight::All, ..self }
    }

    /// A complainant with a private link to one case: which of a group, from 1.
    pub fn complainant(place: i64) -> Self {
        Self { actor: Actor::Complainant(place), sight: Sight::All, scopes: Vec::new(), units: None, is_head: false }
    }

    /// The command line on the machine itself, importing from a source.
    pub fn import(source: i64) -> Self {
        Self {
            actor: Actor::Import(source),
            sight: Sight::All,
            scopes: vec![Scope::CasesWrite],
            units: None,
            is_head: false,
        }
    }

    /// Whether they may.
    pub fn may(&self, scope: Scope) -> bool {
        self.scopes.iter().any(|s| matches!(s, Scope::All) || *s == scope)
    }

    /// Whether there is anything that they may change; an auditor may not.
    pub fn changes_something(&self) -> bool {
        self.scopes.iter().any(|scope| matches!(scope, Scope::All) || scope.as_str().ends_with(":write"))
    }

    /// Refuses a caller who may not.
    pub fn must(&self, scope: Scope) -> Result<(), AppError> {
        if self.may(scope) { Ok(()) } else { Err(AppError::Forbidden(scope.as_str().into())) }
    }

    /// Where their external references are unique.
    pub fn source(&self) -> String {
        self.actor.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scope_gives_its_own_right_and_all_gives_every() {
        let reader = Caller::token(1, vec![Scope::CasesRead]);
        assert!(reader.may(Scope::CasesRead) && !reader.may(Scope::CasesWrite));
        assert!(Caller::token(1, vec![Scope::All]).may(Scope::PrivacyWrite));
        assert!(!Caller::staff(1, Role::Agent).may(Scope::PrivacyWrite));
    }

    #[test]
    fn each_step_up_may_what_the_one_below_may() {
        for steps in [Role::Agent, Role::Lead, Role::Manager].windows(2) {
            let (below, above) = (steps[0].scopes(), steps[1].scopes());
            assert!(below.iter().all(|scope| above.contains(scope)) && above.len() > below.len());
        }
        assert!(Role::Auditor.scopes().iter().all(|scope| scope.as_str().ends_with(":read")));
    }

    #[test]
    fn on_site_staff_see_only_their_own_cases() {
        assert_eq!(Caller::staff(5, Role::OnSite).sight, Sight::OwnedBy(5));
        assert_eq!(Caller::staff(5, Role::Agent).sight, Sight::All);
        let of_branch = Caller::staff(5, Role::OnSite).within(vec!["SZ-01".into()]);
        assert_eq!(of_branch.sight, Sight::OwnedBy(5), "whatever unit they belong to");
        assert!(of_branch.reaches("SZ-01") && !of_branch.reaches("GZ-01") && !of_branch.reaches(""));
    }

    #[test]
    fn a_branch_sets_what_holds_for_itself_and_the_company_what_holds_for_all() {
        let whole = Caller::token(1, vec![Scope::SettingsWrite]);
        assert!(whole.may_set(None) && whole.may_set(Some("GZ")));
        let branch = whole.clone().within(vec!["SZ".into(), "SZ-01".into()]);
        assert!(branch.may_set(Some("SZ-01")) && !branch.may_set(Some("GZ")) && !branch.may_set(None));
        assert!(matches!(branch.must_set(None), Err(AppError::BeyondUnit)));
        assert!(whole.within(vec!["HQ".into(), "SZ".into()]).at_the_head(true).may_set(None));
        let reader = Caller::token(1, vec![Scope::SettingsRead]);
        assert!(matches!(reader.must_set(None), Err(AppError::Forbidden(_))));
    }
}
