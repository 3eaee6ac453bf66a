//! Who asks, and what they may do.

use homeward_domain::actor::Actor;
use homeward_store::cases::Sight;

/// What a caller may read or write: `cases:read`, or `all`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Read cases, their record and search.
    CasesRead,
    /// Take in cases and act on them.
    CasesWrite,
    /// See contact points in full, not masked.
    CustomersRead,
    /// Erase words and personal data.
    PrivacyWrite,
    /// Everything.
    All,
}

impl Scope {
    /// Every scope that a token may carry.
    pub const ALL: [Self; 5] = [Self::CasesRead, Self::CasesWrite, Self::CustomersRead, Self::PrivacyWrite, Self::All];

    /// The spelling of the contract.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::CasesRead => "cases:read",
            Self::CasesWrite => "cases:write",
            Self::CustomersRead => "customers:read",
            Self::PrivacyWrite => "privacy:write",
            Self::All => "all",
        }
    }

    /// The scope of a spelling; `None` where there is none.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.as_str() == text)
    }
}

/// What a member of staff does here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Sets the program up and may do everything.
    Administrator,
    /// Leads a desk: every case, erasure included.
    Lead,
    /// Works on every case.
    Agent,
    /// Guide or duty manager: only the cases they own.
    OnSite,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 4] = [Self::Administrator, Self::Lead, Self::Agent, Self::OnSite];

    /// As stored and as spelled on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::Lead => "lead",
            Self::Agent => "agent",
            Self::OnSite => "on_site",
        }
    }

    /// The role of a spelling; `None` where there is none.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == text)
    }

    const fn scopes(self) -> &'static [Scope] {
        match self {
            Self::Administrator => &[Scope::All],
            Self::Lead => &[Scope::CasesRead, Scope::CasesWrite, Scope::CustomersRead, Scope::PrivacyWrite],
            Self::Agent => &[Scope::CasesRead, Scope::CasesWrite, Scope::CustomersRead],
            Self::OnSite => &[Scope::CasesRead, Scope::CasesWrite],
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
}

impl Caller {
    /// A program with a token.
    pub fn token(id: i64, scopes: Vec<Scope>) -> Self {
        Self { actor: Actor::Token(id), sight: Sight::All, scopes }
    }

    /// A member of staff.
    pub fn staff(id: i64, role: Role) -> Self {
        let sight = if role == Role::OnSite { Sight::OwnedBy(id) } else { Sight::All };
        Self { actor: Actor::Staff(id), sight, scopes: role.scopes().to_vec() }
    }

    /// The command line on the machine itself, importing from a source.
    pub fn import(source: i64) -> Self {
        Self { actor: Actor::Import(source), sight: Sight::All, scopes: vec![Scope::CasesWrite] }
    }

    /// Whether they may.
    pub fn may(&self, scope: Scope) -> bool {
        self.scopes.iter().any(|s| matches!(s, Scope::All) || *s == scope)
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
    fn on_site_staff_see_only_their_own_cases() {
        assert_eq!(Caller::staff(5, Role::OnSite).sight, Sight::OwnedBy(5));
        assert_eq!(Caller::staff(5, Role::Agent).sight, Sight::All);
    }
}
