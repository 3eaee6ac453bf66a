//! What each route of the program needs, and the table that is made of it. A path
//! without a line here has no rights, and the test that finds it names it.

pub mod company;

use homeward_app::caller::Role;
use homeward_app::{Scope, case, registers, settings};

/// Who gets in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Anybody, without a sign-in.
    Everybody,
    /// Who has the private link of the case.
    LinkHolder,
    /// Every member of staff.
    SignedIn,
    /// Who has this scope, by their role or their token.
    Holder(&'static str),
}

/// Whose of what it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// The company's.
    Company,
    /// A rule for the whole company: for who belongs to all of it.
    Rule,
    /// Of a case: for who sees it.
    Case,
    /// Of a record, which the company may keep by unit.
    Record,
    /// What belongs to a unit always: for who belongs to it, or to the whole company.
    Unit,
    /// Of a member of staff: for who may as much as they.
    Staff,
    /// One's own, and nobody else's.
    Own,
}

/// What a route needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Need {
    pub who: Who,
    pub whose: Whose,
}

#[allow(clippy::unnecessary_wraps, reason = "stands in arms beside those that know no route")]
const fn need(who: Who, whose: Whose) -> Option<Need> {
    Some(Need { who, whose })
}

/// The scope to read and the one to write what the settings hold.
const NOUNS: [(&str, &str, &str); 10] = [
    ("staff", "staff:read", "staff:write"),
    ("rules", "settings:read", "settings:write"),
    ("promises", "settings:read", "settings:write"),
    ("calendars", "settings:read", "settings:write"),
    ("categories", "settings:read", "settings:write"),
    ("sops", "settings:read", "settings:write"),
    // For administrators alone: no single scope lets anybody in.
    ("tokens", "all", "all"),
    ("jobs", "settings:read", "settings:write"),
    ("sign_ins", "log:read", "log:read"),
    ("sign-ins", "log:read", "log:read"),
];

/// The scope of an act on a case by its form on the desk. What else is done to a case needs
/// the right to act on cases.
fn of_act(name: &str) -> &'static str {
    case::act(name).map_or(Scope::CasesWrite, |act| act.scope).as_str()
}

/// The same by its resource in the API.
fn of_resource(path: &str) -> &'static str {
    case::acts().find(|act| act.path() == path).map_or(Scope::CasesWrite, |act| act.scope).as_str()
}

fn of_noun(noun: &str, reads: bool) -> Option<&'static str> {
    let register = registers::ALL.into_iter().find(|register| register.name == noun);
    if let Some(register) = register {
        return Some(if reads { register.reading } else { register.writing }.as_str());
    }
    if settings::ALL.iter().any(|setting| setting.name == noun) {
        return Some(if reads { "settings:read" } else { "settings:write" });
    }
    NOUNS.iter().find(|(name, ..)| *name == noun).map(|(_, read, write)| if reads { *read } else { *write })
}

/// Whose the records of a register are.
fn of_record(noun: &str) -> Whose {
    let is_kept = |register: &registers::Noun| register.name == noun && register.kept_by_unit.is_some();
    if registers::ALL.iter().any(is_kept) { Whose::Record } else { Whose::Company }
}

/// Whose a setting is. A unit may have a promise of its own, which `place` does not name yet.
fn whose(noun: &str, reads: bool, place: Option<&&str>) -> Whose {
    const RULES: [&str; 5] = ["rules", "calendars", "categories", "sops", "jobs"];
    let is_setting = settings::ALL.iter().any(|setting| setting.name == noun);
    let is_rule = is_setting || RULES.contains(&noun) || (noun == "promises" && place.is_some());
    if is_rule && !reads { Whose::Rule } else { Whose::Company }
}

/// What a route needs; `None` where nobody has judged it. Paths of forms of acts
/// name the act in place of `{act}`.
pub fn of(method: &str, path: &str) -> Option<Need> {
    let parts: Vec<&str> = path.trim_start_matches('/').split('/').collect();
    match parts[..] {
        ["api", "docs" | "{*rest}"] | ["api", "v1", "openapi.json"] => need(Who::Everybody, Whose::Company),
        ["api", "v1", ref rest @ ..] => of_api(method, rest),
        ["desk", ref rest @ ..] => of_desk(method, rest),
        ["onsite", ..] => need(Who::Holder("cases:write"), Whose::Company),
        ["c", ..] => need(Who::LinkHolder, Whose::Case),
        _ => {
            const OPEN: [&str; 14] = [
                "",
                "complain",
                "follow",
                "results",
                "promises",
                "verify",
                "sign-in",
                "sign-out",
                "language",
                "assets",
                "onsite-worker.js",
                "healthz",
                "readyz",
                "gallery",
            ];
            // From this machine and from private networks `/metrics` asks for no token.
            let is_open = OPEN.contains(&parts[0]) || parts[0] == "metrics";
            is_open.then_some(Need { who: Who::Everybody, whose: Whose::Company })
        }
    }
}

fn of_api(method: &str, rest: &[&str]) -> Option<Need> {
    let reads = method == "GET";
    match rest {
        ["cases", "{number}", "looks"] => need(Who::Holder("log:read"), Whose::Case),
        ["customers", "{reference}", "looks"] => need(Who::Holder("log:read"), Whose::Record),
        ["cases", "{number}"] | ["cases", "{number}", ..] if reads => need(Who::Holder("cases:read"), Whose::Case),
        ["cases", "{number}", .., "data"] => need(Who::Holder("privacy:write"), Whose::Case),
        ["cases", "{number}", resource @ ..] => need(Who::Holder(of_resource(&resource.join("/"))), Whose::Case),
        ["cases"] if !reads => need(Who::Holder("cases:write"), Whose::Company),
        ["cases" | "search" | "stream"] | ["figures", ..] => need(Who::Holder("cases:read"), Whose::Company),
        ["views"] if reads => need(Who::Holder("cases:read"), Whose::Company),
        // Notices are for their reader, who is no program, and for a lead.
        ["views" | "notices", ..] => need(Who::Holder("extensions:write"), Whose::Company),
        ["profiles"] => need(Who::Holder("settings:read"), Whose::Company),
        [
            "customers",
            "{reference}",
            "data" | "erasure" | "restriction" | "restriction_release" | "restriction_looks",
        ] => need(Who::Holder("privacy:write"), Whose::Record),
        [noun @ ("customers" | "bookings" | "suppliers" | "products"), "{reference}", ..] => {
            need(Who::Holder(of_noun(noun, reads)?), Whose::Record)
        }
        ["tokens", ..] => need(Who::Holder("all"), Whose::Unit),
        ["sign_ins"] => need(Who::Holder("log:read"), Whose::Unit),
        ["staff", "{id}", "links" | "sign_in_reset"] => need(Who::Holder("staff:write"), Whose::Staff),
        ["staff", "{id}"] if !reads => need(Who::Holder("staff:write"), Whose::Staff),
        [noun, ..] => need(Who::Holder(of_noun(noun, reads)?), whose(noun, reads, rest.get(1))),
        [] => None,
    }
}

fn of_desk(method: &str, rest: &[&str]) -> Option<Need> {
    let reads = method == "GET";
    // What the rail leads to says its right there; a test asks each page as each role.
    let of_rail = homeward_web::right_of_page(&format!("/desk/{}", rest.join("/"))).filter(|_| reads);
    if let Some(right) = of_rail {
        return need(Who::Holder(right.as_str()), Whose::Company);
    }
    match rest {
        ["notices", "reading"] => need(Who::SignedIn, Whose::Company),
        ["notices", "{id}"] | ["views", "{id}", "removal"] | ["me", "sessions", "{id}"] => {
            need(Who::SignedIn, Whose::Own)
        }
        [] | ["now" | "stream" | "palette" | "notices"] | ["new", "caller"] | ["me", ..] => {
            need(Who::SignedIn, Whose::Company)
        }
        ["new" | "bulk" | "views"] => need(Who::Holder("cases:write"), Whose::Company),
        ["cases", "{number}", "acts", act] => need(Who::Holder(of_act(act)), Whose::Case),
        ["cases", "{number}", "contacts"] | ["cases", "{number}", "files", "{file}", "look"] => {
            need(Who::Holder("contacts:read"), Whose::Case)
        }
        ["cases", "{number}", "looks"] => need(Who::Holder("log:read"), Whose::Case),
        ["customers" | "bookings", "{id}", "contacts"] => need(Who::Holder("contacts:read"), Whose::Record),
        ["customers", "{id}", "looks"] => need(Who::Holder("log:read"), Whose::Record),
        ["cases", "{number}", "data"] => need(Who::Holder("privacy:write"), Whose::Case),
        ["customers", "{id}", "data" | "erasure" | "restriction" | "restriction_release" | "restriction_looks"] => {
            need(Who::Holder("privacy:write"), Whose::Record)
        }
        // Whoever only reads is let in and leaves no trace.
        ["cases", "{number}", "presence"] => need(Who::Holder("cases:read"), Whose::Case),
        ["cases", "{number}", ..] if reads => need(Who::Holder("cases:read"), Whose::Case),
        ["cases", "{number}", ..] => need(Who::Holder("cases:write"), Whose::Case),
        ["start", ..] => need(Who::Holder("staff:write"), Whose::Rule),
        ["settings"] => need(Who::Holder("settings:read"), Whose::Company),
        ["settings", "sign-ins"] => need(Who::Holder("log:read"), Whose::Unit),
        ["settings", "tokens", "{id}", ..] => need(Who::Holder("all"), Whose::Unit),
        ["settings", "tokens", ..] => need(Who::Holder("all"), Whose::Company),
        ["settings", "staff", "{id}", "link" | "reset"] => need(Who::Holder("staff:write"), Whose::Staff),
        ["settings", noun, place, ..] => {
            let reads = reads && *place != "new";
            // A unit adds a promise of its own.
            let added = Some(place).filter(|place| **place != "new" || *noun != "promises");
            need(Who::Holder(of_noun(noun, reads)?), whose(noun, reads, added))
        }
        [noun, "{id}"] => need(Who::Holder(of_noun(noun, reads)?), of_record(noun)),
        [noun, "new"] => need(Who::Holder(of_noun(noun, false)?), Whose::Company),
        ["settings", noun] | [noun] => need(Who::Holder(of_noun(noun, reads)?), whose(noun, reads, None)),
        _ => None,
    }
}

/// Whether a role is let in, leaving aside whose it is.
pub fn lets_in(who: Who, role: Role) -> bool {
    match who {
        Who::Everybody | Who::SignedIn => true,
        Who::LinkHolder => false,
        Who::Holder(scope) => {
            let scope = Scope::parse(scope).unwrap();
            role.scopes().iter().any(|one| matches!(one, Scope::All) || *one == scope)
        }
    }
}

/// The table of docs/rights.md.
pub fn table(routes: &[(String, String)]) -> String {
    use std::fmt::Write as _;
    let mut text = String::from(LEAD);
    let roles: Vec<&str> = Role::ALL.iter().map(|role| role.as_str()).collect();
    let _ = writeln!(text, "| route | needs | {} | without sign-in |", roles.join(" | "));
    let _ = writeln!(text, "|---|---|{}---|", "---|".repeat(roles.len()));
    for (method, path) in routes {
        let Some(need) = of(method, path) else { continue };
        let scope = match need.who {
            Who::Everybody => "nothing",
            Who::LinkHolder => "the private link",
            Who::SignedIn => "a sign-in",
            Who::Holder(scope) => scope,
        };
        let cells = Role::ALL.map(|role| cell(path, need, role));
        let open = if matches!(need.who, Who::Everybody | Who::LinkHolder) { "✓" } else { "–" };
        let _ = writeln!(text, "| `{method} {path}` | {scope} | {} | {open} |", cells.join(" | "));
    }
    text
}

fn cell(path: &str, need: Need, role: Role) -> &'static str {
    // The API is asked by programs; a role stands for a token with its scopes.
    let is_api = path.starts_with("/api/v1/");
    match (lets_in(need.who, role), need.whose) {
        (false, _) => "–",
        (true, Whose::Company) => "✓",
        (true, Whose::Unit) => "of unit",
        (true, Whose::Rule) => "company",
        (true, Whose::Case) if role == Role::OnSite && !is_api => "own",
        (true, Whose::Case) => "unit",
        (true, Whose::Record) => "by unit",
        (true, Whose::Staff) => "within",
        (true, Whose::Own) => "own",
    }
}

const LEAD: &str = "# Who may do what

Made from the table of routes and of what each needs; a test asks every route as everybody named here and holds the
answers against it, and this page against both (`crates/web/tests/stories/permissions.rs`).

A **scope** is what a token carries and what a role is made of; `all` holds every one. Columns are roles as they sign
in to the desk; for routes of the API they stand for a token with the scopes of the role.

| cell | |
|---|---|
| ✓ | always |
| company | whoever belongs to the whole company, or to the unit that is the company itself; nobody of a branch, and no token of one, but for a promise that is their own unit's |
| of unit | whatever belongs to their unit and those below; everything for whoever belongs to the whole company |
| unit | every case for whoever belongs to the whole company; for whoever belongs to a unit, and for a token of one, the cases of it and those below, and their own |
| own | what they own, or what is theirs, alone |
| by unit | every record, or where the company keeps them by unit, those of their unit and below |
| within | about colleagues who may and see no more than they themselves |
| – | refused: 403 by the API, on the desk the page that says that there is nothing or no right to see it |

What is not seen is answered as if it were not there (404). Whoever may only read leaves nothing behind: no presence,
no draft, no view, no mark on a notice.

Of a picture, everybody who sees the case sees the copy. The original, and when and where it says that it was taken,
are for the owner of the case, leads of its unit and whoever has `log:read`; for programs with `contacts:read`.

The scan of an identity paper is open to the owner of the case, who took the call, who has a task in it or was mentioned
in a note while it is open, and leads of its unit; for programs with `contacts:read`. Whoever else has `contacts:read`
says why (`…/files/{file}/look`); each look is in the log.

";
