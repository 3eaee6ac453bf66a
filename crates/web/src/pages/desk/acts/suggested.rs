//! What the form of an act begins with.

use super::super::visit::Visit;
use super::form::Form;
use crate::form::{Typed, way};
use crate::language::{Language, message};
use crate::wording::Zone;
use crate::wording::name;
use homeward_app::dossier::Dossier;
use homeward_domain::case::event::Told;
use homeward_domain::case::{Act, Case, CaseStatus};
use homeward_domain::catalogue::Channel;
use homeward_domain::promises::Proof;

/// What a form begins with.
pub fn suggested(
    visit: &Visit,
    form: &Form,
    (dossier, zone): (&Dossier, &Zone),
    (tells, named): (Option<i64>, &[i64]),
) -> Typed {
    let (web, language) = (&visit.web, visit.language);
    let typed = |pairs: Vec<(&str, String)>| pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    let case = dossier.case();
    let category = dossier.view.row.category.clone();
    match form.act.name {
        // Whoever looks at a case that nobody has takes it, most of the time.
        "assignment" if dossier.view.row.owner == 0 => typed(vec![("owner", visit.signed_in.staff.id.to_string())]),
        "messages" => typed(answer(language, case.as_ref(), tells)),
        "triage" => typed(triaged(case.as_ref(), category)),
        "acceptance" => typed(vec![("decision", "accepted".into())]),
        "corrections" => typed(vec![("does", "adds".into())]),
        "result_notice" => {
            let language = crate::notice::their_language(dossier, named).unwrap_or(language);
            let text = crate::notice::result(language, zone, dossier, &web.app.policies(), (None, named));
            typed(vec![("text", text), ("way", way::ON_PAGE.to_owned())])
        }
        "confirmations" => {
            let entry = case.as_ref().and_then(to_confirm);
            typed(entry.map(|entry| ("entry", entry.to_string())).into_iter().collect())
        }
        "follow_links" => typed(vec![("complainant", "1".into()), ("link", "same".into())]),
        _ if form.fields.iter().any(|field| field.path == "way") => typed(vec![("way", way::ON_PAGE.to_owned())]),
        _ => Typed::new(),
    }
}

/// The first entry that was made later and that nobody has confirmed.
fn to_confirm(case: &Case) -> Option<i64> {
    case.clocks.iter().find_map(|c| match c.clock.proof {
        Proof::EnteredLate { entry, confirmed: false, .. } => Some(entry),
        _ => None,
    })
}

/// An answer on their page; or word of what stands there only, which is told by voice
/// most of the time.
fn answer(language: Language, case: Option<&Case>, tells: Option<i64>) -> Vec<(&'static str, String)> {
    let last = case.map_or(Channel::Phone, |case| case.conversation.last_way_in);
    let waiting = case.zip(tells).and_then(|(case, entry)| case.conversation.tellings.waiting_at(entry));
    let Some(telling) = waiting else {
        // Nobody is said to have been told by a form that was not looked at.
        return vec![("direction", "out".to_owned()), ("way", way::ON_PAGE.to_owned())];
    };
    let face_to_face = matches!(last, Channel::Counter | Channel::OnSite | Channel::Video);
    let (key, version) = match telling.act {
        Some(Act::Plan { version }) => ("tell-plan", version.to_string()),
        Some(Act::FinalAnswer) => ("tell-final-answer", String::new()),
        Some(Act::Result) => ("tell-result", String::new()),
        Some(Act::Refusal) => ("tell-refusal", refusal_ground(language, case)),
        _ => ("tell-words", String::new()),
    };
    vec![
        ("direction", "out".to_owned()),
        ("way", format!("{}:{}", if face_to_face { last } else { Channel::Phone }.as_str(), Told::ByVoice.as_str())),
        ("tells", telling.message.to_string()),
        ("text", message(language, key, &[("version", &version)])),
    ]
}

/// The ground on which a case was refused, as one says it to somebody.
fn refusal_ground(language: Language, case: Option<&Case>) -> String {
    match case.map(|case| &case.status) {
        Some(CaseStatus::Refused { ground, .. }) => name(language, "refusal-told", ground.as_str()),
        _ => String::new(),
    }
}

/// What was judged of the case so far.
fn triaged(case: Option<&Case>, category: String) -> Vec<(&'static str, String)> {
    let Some(case) = case else { return Vec::new() };
    let mut told = vec![("category", category), ("nature", case.triage.nature.as_str().to_owned())];
    if case.triage.danger {
        told.push(("danger", "on".into()));
    }
    let triage = case.triage.decided.as_ref();
    told.push(("handling_type", triage.map_or("service", |triage| triage.handling_type.as_str()).to_owned()));
    told.extend(triage.iter().flat_map(|triage| &triage.motives).map(|motive| ("motives", motive.as_str().to_owned())));
    if let Some(severity) = &case.triage.severity {
        told.push(("severity.content", severity.indicators.content.to_string()));
        told.push(("severity.source", severity.indicators.source.to_string()));
        let circumstances = severity.circumstances.iter();
        told.extend(circumstances.map(|one| ("severity.circumstances", one.as_str().to_owned())));
        let reach = severity.reach;
        let told_of = [
            ("severity.whole_trip", reach.whole_trip),
            ("severity.department", reach.department),
            ("severity.over_limit", reach.over_limit),
        ];
        told.extend(told_of.into_iter().filter(|(_, holds)| *holds).map(|(path, _)| (path, "on".to_owned())));
    }
    told
}
