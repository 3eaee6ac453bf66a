//! The menu of a case: the acts that its state and the reader's rights leave, in groups.

use super::super::acts;
use super::super::shell::Shell;
use super::parts::{Link, act_href};
use crate::pages::session::SignedIn;
use homeward_app::dossier::Dossier;
use homeward_domain::case::{Case, Standing};
use homeward_domain::promises::{ClockState, Proof};

/// The menu of acts: a title and what stands under it.
const MENU: &[(&str, &[&str])] = &[
    ("menu-talk", &["messages", "notes", "translations", "contact_restriction", "contact_release", "follow_links"]),
    ("menu-matter", &["additions", "representatives", "representation_ends"]),
    ("menu-desk", &["assignment", "escalation", "unit", "kind", "pauses", "resumption", "extensions"]),
    ("menu-triage", &["triage", "acceptance", "refusal_objections", "objection_decision", "duties"]),
    (
        "menu-investigate",
        &["findings", "causes", "questions", "site_checks", "evidence", "responsibility", "staff_responsibility"],
    ),
    (
        "menu-solve",
        &[
            "plans",
            "measures",
            "final_answer",
            "unreachable",
            "departures",
            "result_notice",
            "resolution",
            "satisfaction",
        ],
    ),
    ("menu-others", &["links", "link_removals", "merge", "unmerge", "split", "proceedings"]),
    (
        "menu-end",
        &[
            "reopening",
            "withdrawal",
            "archive",
            "publication",
            "publication_decision",
            "publication_supplier_notices",
            "publication_objections",
            "publication_release",
        ],
    ),
    (
        "menu-record",
        &["confirmations", "corrections", "hold", "hold_release", "restriction", "restriction_release", "erasure"],
    ),
];

/// The menu; what cannot be done yet stands there without a way to it, with why.
pub(super) fn menu(shell: &Shell, signed_in: &SignedIn, dossier: &Dossier) -> Vec<(String, Vec<Link>)> {
    let number = &dossier.view.row.number;
    let link = |act: &&str| {
        let title = shell.t(&format!("act-{}", act.replace('_', "-")));
        match acts::shut(shell, act, dossier) {
            None => Link { href: act_href(number, act, None), label: title },
            Some(why) => Link { href: String::new(), label: format!("{title} · {why}") },
        }
    };
    let case = dossier.case();
    let concerns = |act: &str| case.as_ref().is_none_or(|case| concerns(case, act));
    let allowed = |act: &&&str| signed_in.caller.may(acts::needs(act)) && concerns(act);
    let group =
        |(title, acts): &(&str, &[&str])| (shell.t(title), acts.iter().filter(allowed).map(link).collect::<Vec<_>>());
    MENU.iter().map(group).filter(|(_, links)| !links.is_empty()).collect()
}

/// Whether there is in a case what an act is about. Rules say the rest, and why, when it
/// is done.
fn concerns(case: &Case, act: &str) -> bool {
    let is_open = case.state().is_open();
    let is_refused = matches!(case.standing, Standing::Refused { .. });
    match act {
        "representation_ends" => case.representatives.iter().any(|one| one.ended_at.is_none()),
        "departures" => case.journey.members().len() > 1,
        "contact_restriction" => case.restricted_until_review.is_none(),
        "contact_release" => case.restricted_until_review.is_some(),
        "pauses" | "extensions" | "final_answer" | "unreachable" | "merge" | "split" => is_open,
        "resumption" => case.clocks.iter().any(|one| matches!(one.clock.state, ClockState::Paused { .. })),
        "refusal_objections" => is_refused && case.journey.objection.is_none(),
        "objection_decision" => is_refused && case.journey.objection.is_some(),
        "link_removals" => !case.connections.links.is_empty(),
        "unmerge" => matches!(case.standing, Standing::Merged { .. }),
        "reopening" | "archive" | "satisfaction" | "publication" => !is_open,
        "publication_decision" | "publication_supplier_notices" | "publication_objections" | "publication_release" => {
            case.publication.is_some()
        }
        "confirmations" => {
            case.clocks.iter().any(|one| matches!(one.clock.proof, Proof::EnteredLate { confirmed: false, .. }))
        }
        "hold" => !case.on_hold,
        "hold_release" => case.on_hold,
        "restriction" => case.restriction.is_none(),
        "restriction_release" => case.restriction.is_some(),
        _ => true,
    }
}
