//! The parts of the page of a case, each made from its record.

use super::super::shell::Shell;
use super::plans::waiting_plans;
use super::story::{Shown, Story};
use crate::frame::Frame;
use crate::language::Language;
use crate::pages::clock_words::ClockWords;
use crate::pages::group;
use crate::pages::session::SignedIn;
use crate::pages::timeline::Names;
use crate::paths;
use crate::wording::usual_measure;
use crate::wording::{category, name, name_alone, step, time};
use homeward_app::dossier::Dossier;
use homeward_app::duplicates::Duplicate;
use homeward_app::matter::{Acting, Told};
use homeward_app::registers::View;
use homeward_app::view::CaseView;
use homeward_app::{Scope, mask_email, mask_phone};
use homeward_domain::case::decide::letters_owed;
use homeward_domain::case::event;
use homeward_domain::case::event::{PlanFact, ResponsibilityFact};
use homeward_domain::case::next::open_duty;
use homeward_domain::case::team::duties;
use homeward_domain::case::team::steps::progress;
use homeward_domain::case::{Case, Done, Event, Fact};
use homeward_domain::catalogue::Item;
use homeward_domain::policies::Policies;
use homeward_domain::promises::MetBy;
use homeward_domain::time::Timestamp;
use homeward_domain::triage::strategy::Duty;

/// A way to an act or page.
pub(super) struct Link {
    pub href: String,
    pub label: String,
}

/// One more of a group complaint, or who acts for one.
pub(super) struct Other {
    pub name: String,
    pub phone: Option<String>,
    pub desired_outcome: Option<String>,
    /// Where something is still to be told of them.
    pub change: Option<String>,
}

/// A case that may be about the same matter, and why.
pub(super) struct SameMatter {
    pub number: String,
    pub gist: String,
    pub why: String,
}

/// Another case, in a line.
pub(super) struct Small {
    pub number: String,
    pub gist: String,
    pub state: String,
}

pub(super) struct MeasureWords {
    pub text: String,
    pub about: String,
    pub open: Option<(String, String)>,
    pub done: bool,
}

pub(super) struct DutyWords {
    pub text: String,
    pub about: Option<String>,
    pub done: bool,
    /// Where it is due and still to be said that it was done.
    pub take: Option<String>,
}

pub(super) struct StepWords {
    pub text: String,
    pub class: &'static str,
    pub take: Option<String>,
}

pub(super) fn next_link(shell: &Shell, dossier: &Dossier, case: &Case, act: &str) -> Link {
    let number = &dossier.view.row.number;
    let part = match act {
        "plan_answer" => waiting_plans(case).last().copied(),
        "measure_completion" => case.plans.measures.iter().find(|m| m.done == Done::Open).map(|m| m.number),
        _ => None,
    };
    let duty = open_duty(case).filter(|_| act == "duties");
    let of_duty = duty.map(|duty| format!("?duty={}", duty.as_str())).unwrap_or_default();
    let told = duty.map(|duty| name(shell.frame.language, "duty", duty.as_str())).unwrap_or_default();
    let label = match act {
        // They were reached, and not yet told what we have understood.
        "messages" if !case.owes(MetBy::Contact) && case.owes(MetBy::ContentConfirmed) => shell.t("next-content"),
        act => shell.t1(&format!("next-{}", act.replace('_', "-")), "duty", &told),
    };
    let waits = still_to_be_told(case, act);
    let who = group::named(shell.frame.language, dossier, &waits);
    let label = if who.is_empty() {
        label
    } else {
        crate::message(shell.frame.language, "next-of-group", &[("what", &label), ("who", &who)])
    };
    let href = match (act, case.conversation.tellings.waiting().last()) {
        ("telling", Some(telling)) => format!("/desk/cases/{number}/acts/messages?tells={}", telling.message),
        ("result_notice", _) if !waits.is_empty() => paths::act(number, act, part) + &addressed(&waits),
        ("letter_anew", _) if waits.is_empty() => paths::act(number, "result_notice", None),
        ("letter_anew", _) => paths::act(number, "result_notice", None) + &addressed(&waits),
        ("judging_anew", _) => paths::act(number, "triage", None),
        _ => paths::act(number, act, part) + &of_duty,
    };
    Link { href, label }
}

/// Those of a group, as an address names them.
pub fn addressed(places: &[i64]) -> String {
    let named: Vec<String> = places.iter().map(|place| format!("complainants={place}")).collect();
    format!("?{}", named.join("&"))
}

/// Who of a group a step is for, where it is not for all of them.
fn still_to_be_told(case: &Case, act: &str) -> Vec<i64> {
    match act {
        "telling" => {
            case.conversation.tellings.waiting().last().map(|telling| telling.untold.clone()).unwrap_or_default()
        }
        "result_notice" => {
            let next = letters_owed(case).into_iter().next();
            next.unwrap_or_else(|| case.still_to_be_told(MetBy::NoticeTold))
        }
        "letter_anew" => case.untrue_letter().map(|letter| letter.complainants.clone()).unwrap_or_default(),
        "messages" if case.owes(MetBy::Contact) => case.still_to_be_told(MetBy::Contact),
        "messages" => case.still_to_be_told(MetBy::ContentConfirmed),
        "plans" => case.still_to_be_told(MetBy::PlanProposed),
        "plan_answer" => {
            let asked: Vec<i64> = case.asked().into_iter().flatten().collect();
            if asked.len() < case.complainants.stances.len() { asked } else { Vec::new() }
        }
        _ => Vec::new(),
    }
}

/// The clocks that still count or are late, the first due first; or the others.
pub(super) fn clocks_of(shell: &Shell, dossier: &Dossier, now: Timestamp, open: bool) -> Vec<ClockWords> {
    let counts = |c: &&homeward_app::view::ClockView| {
        // What was late when the case was merged is owed by the one that goes on.
        let late = c.state == "breached" && c.met_at.is_none() && dossier.view.row.state != "merged";
        (matches!(c.state.as_str(), "running" | "paused") || late) == open
    };
    let mut clocks: Vec<_> = dossier.view.clocks_of_case().filter(counts).collect();
    if open {
        clocks.sort_by_key(|clock| clock.due_at);
    }
    clocks.into_iter().map(|clock| ClockWords::new(&shell.frame, clock, now)).collect()
}

pub(super) fn person(shell: &Shell, dossier: &Dossier, in_full: bool) -> Vec<(String, String)> {
    let shown = |value: String, mask: fn(&str) -> String| if in_full { value } else { mask(&value) };
    let told = dossier.complainants().into_iter().next();
    let of_type = told.as_ref().map(|told| told.complainant_type.as_str()).filter(|one| *one != "traveller");
    let person = told.and_then(|told| told.person).unwrap_or_default();
    let all = [
        ("case-phone", person.phone.map(|phone| shown(phone, mask_phone))),
        ("case-email", person.email.map(|email| shown(email, mask_email))),
        ("label-type", of_type.map(|one| name_alone(shell.frame.language, "complainant-type", one))),
        ("label-gender", person.gender),
        ("label-age", person.age.map(|age| age.to_string())),
        ("label-nationality", person.nationality),
        ("label-occupation", person.occupation),
        ("case-company", person.company),
        ("case-address", person.address.filter(|_| in_full)),
    ];
    all.into_iter().filter_map(|(key, value)| Some((shell.t(key), value?))).collect()
}

pub(super) fn booking(language: Language, dossier: &Dossier, found: Option<&View>) -> Vec<(String, String)> {
    let t = |key: &str| crate::message(language, key, &[]);
    let Some(reference) = dossier.particulars().booking_reference else { return Vec::new() };
    let mut facts = vec![(t("case-booking"), reference)];
    let Some(found) = found else { return facts };
    facts.push((t("booking-name"), found.name.clone()));
    for field in ["departure_on", "return_on", "zone", "destination", "guide", "group_code"] {
        if let Some(value) = found.body.get(field).and_then(serde_json::Value::as_str) {
            facts.push((t(&format!("booking-{}", field.replace('_', "-"))), value.to_owned()));
        }
    }
    let items = found.body.get("items").and_then(serde_json::Value::as_array).into_iter().flatten();
    let items: Vec<&str> = items.filter_map(|item| item.get("name")?.as_str()).collect();
    if !items.is_empty() {
        facts.push((t("booking-items"), items.join(&t("list-separator"))));
    }
    facts
}

/// What the strategy asks for, and whether it was done.
pub(super) fn duties(shell: &Shell, number: &str, case: &Case) -> Vec<DutyWords> {
    let words = |one: duties::DutyStanding| DutyWords {
        text: name(shell.frame.language, "duty", one.duty.as_str()),
        about: one.waived.then(|| shell.t("measure-waived")),
        done: one.done || one.waived,
        // What the record will show by itself is not asked for.
        take: one.is_open().then(|| way_to(number, one.duty)),
    };
    duties::standing(case).into_iter().map(words).collect()
}

/// Where a duty is done: at the act whose entry shows it, or in words of its own.
pub fn way_to(number: &str, duty: Duty) -> String {
    let act = match duty {
        Duty::ConfirmProblem | Duty::AskWhetherContent => "messages",
        Duty::NamedPerson | Duty::OneOwner => "assignment",
        Duty::Alternatives | Duty::Solve => "plans",
        _ => return format!("{}?duty={}", paths::act(number, "duties", None), duty.as_str()),
    };
    paths::act(number, act, None)
}

/// Where the whole booking is, if we have it: more is known of it than its reference.
pub(super) fn booking_file(signed_in: &SignedIn, dossier: &Dossier) -> Option<String> {
    let reference = dossier.particulars().booking_reference?;
    signed_in.caller.may(Scope::BookingsRead).then(|| format!("/desk/bookings/{reference}"))
}

/// Where the file of who complains is. Its address names no telephone number.
pub(super) fn customer_file(signed_in: &SignedIn, customer: Option<&str>) -> Option<String> {
    let reference = customer.filter(|_| signed_in.caller.may(Scope::CustomersRead))?;
    Some(format!("/desk/customers/{reference}"))
}

pub(super) fn facts(names: &Names, dossier: &Dossier) -> Vec<Shown> {
    let (frame, row) = (names.frame, &dossier.view.row);
    let language = frame.language;
    let matter = dossier.matter();
    let particulars = matter.particulars;
    let occurred_at = matter.occurred_at.map(|at| time(language, at.0));
    let not_given: Vec<String> =
        matter.not_given.iter().map(|item| name_alone(language, "item", item.as_str())).collect();
    let not_given = Some(not_given.join(&frame.t("list-separator"))).filter(|items| !items.is_empty());
    let owner = if row.owner == 0 { frame.t("case-owner-none") } else { names.of_staff(row.owner) };
    let received = &["case_received"][..];
    let told = &["matter_added", "case_received"][..];
    let all = [
        ("case-owner", Some(owner), &["case_assigned"][..]),
        ("case-unit", Some(row.unit.clone()).filter(|unit| !unit.is_empty()), &["unit_changed", "case_received"]),
        ("case-kind", Some(name(language, "kind", &row.kind)), &["kind_changed", "case_received"]),
        ("case-channel", Some(name_alone(language, "channel", &row.channel)), received),
        ("label-occurred-at", occurred_at, told),
        ("case-place", particulars.place, told),
        ("label-persons-involved", particulars.persons_involved, told),
        ("case-not-given", not_given, told),
        ("case-external-reference", particulars.external_reference, received),
        ("case-received-at", Some(time(language, row.received_at)), received),
        ("case-created-at", Some(time(language, row.created_at)), received),
    ];
    let shown = |(key, value, kinds): (&str, Option<String>, &[&str])| {
        Some(Shown { name: frame.t(key), value: value?, story: Story::of(names, dossier, kinds) })
    };
    all.into_iter().filter_map(shown).collect()
}

pub(super) fn judgement(names: &Names, dossier: &Dossier, case: &Case) -> Vec<Shown> {
    let (frame, language) = (names.frame, names.frame.language);
    let (subject, grade) = (&["case_triaged", "case_received"][..], &["severity_assessed"][..]);
    let mut all: Vec<(&str, String, &[&str])> = Vec::new();
    if let Some(one) = &case.triage.category {
        all.push(("case-category", category(language, names.policies.categories(), one.as_str()), subject));
    }
    if let Some(triage) = &case.triage.decided {
        all.push(("label-handling-type", name_alone(language, "handling", triage.handling_type.as_str()), subject));
        let motives: Vec<String> = triage.motives.iter().map(|m| name_alone(language, "motive", m.as_str())).collect();
        if !motives.is_empty() {
            all.push(("label-motives", motives.join(&frame.t("list-separator")), subject));
        }
    }
    if let Some(severity) = &case.triage.severity {
        let i = severity.indicators;
        let words = [
            ("content", i.content.to_string()),
            ("source", i.source.to_string()),
            ("nature", i.nature.to_string()),
            ("speed", i.speed.to_string()),
            ("score", severity.score.to_string()),
        ];
        let words = words.each_ref().map(|(name, value)| (*name, value.as_str()));
        all.push(("triage-severity", crate::message(language, "triage-sum", &words), grade));
        all.push(("triage-strategy", name_alone(language, "strategy", severity.strategy.as_str()), grade));
    }
    if let Some(outcome) = case.outcome() {
        all.push(("case-outcome", name_alone(language, "outcome", outcome.as_str()), &["case_settled"]));
    }
    let told = |(key, value, kinds): (&str, String, &[&str])| {
        let story = Story::of(names, dossier, kinds);
        Shown { name: frame.t(key), value, story }
    };
    all.into_iter().map(told).collect()
}

/// What a measure is, in words; none where they were erased.
pub fn measure_words(frame: &Frame, dossier: &Dossier, number: i64) -> Option<String> {
    let (entry, added) = dossier.entries.iter().find_map(|entry| match &entry.event.fact {
        Fact::Plans(PlanFact::MeasureAdded(added)) if added.measure == number => Some((entry, added)),
        _ => None,
    })?;
    let own = added.words.and_then(|words| entry.words(words)).map(str::to_owned);
    let planned = || dossier.planned_measure(added.of_plan?);
    own.or_else(planned).or_else(|| added.template.as_deref().map(|t| usual_measure(frame.language, t)))
}

pub(super) fn measures(names: &Names, dossier: &Dossier, case: &Case) -> Vec<MeasureWords> {
    let language = names.frame.language;
    let text = |number: i64| measure_words(names.frame, dossier, number).unwrap_or_else(|| names.frame.t("erased"));
    let href = |act: &str, number: i64| paths::act(&dossier.view.row.number, act, Some(number));
    let words = |m: &homeward_domain::case::Measure| {
        let owner = m.owner.map(|id| names.of_staff(id));
        let due = m.due_at.map(|at| names.frame.t1("clock-due", "time", &time(language, at.0)));
        let waived = (m.done == Done::Waived).then(|| names.frame.t("measure-waived"));
        MeasureWords {
            text: text(m.number),
            about: owner.into_iter().chain(due).chain(waived).collect::<Vec<_>>().join(" · "),
            open: (m.done == Done::Open)
                .then(|| (href("measure_completion", m.number), href("measure_waiver", m.number))),
            done: m.done != Done::Open,
        }
    };
    case.plans.measures.iter().map(words).collect()
}

pub(super) fn shares(names: &Names, dossier: &Dossier) -> Vec<Shown> {
    let set = dossier.entries.iter().rev().find_map(|entry| match &entry.event.fact {
        Fact::Responsibility(ResponsibilityFact::ResponsibilitySet(f)) => Some(f),
        _ => None,
    });
    let shares = set.map(|set| set.shares.as_slice()).unwrap_or_default();
    let told = |share: &event::Share| Shown {
        name: name_alone(names.frame.language, "party", share.party.as_str()),
        value: format!("{}%", share.percent),
        story: Story::of(names, dossier, &["responsibility_set"]),
    };
    shares.iter().map(told).collect()
}

pub(super) fn steps(language: Language, policies: &Policies, dossier: &Dossier, case: &Case) -> Vec<StepWords> {
    let events: Vec<&Event> = dossier.standing().map(|entry| &entry.event).collect();
    let Some(sop) = policies.sops().of(case.triage.category.as_ref()) else { return Vec::new() };
    let progress = progress(sop, &events);
    let current = progress.iter().position(|one| one.taken.is_none());
    let words = |(place, one): (usize, homeward_domain::case::team::steps::Progress)| StepWords {
        text: step(language, policies.sops(), &one.step.id),
        class: if one.taken.is_some() {
            "done"
        } else if Some(place) == current {
            "now"
        } else {
            ""
        },
        take: (one.taken.is_none() && one.step.shown_by.is_empty() && case.state().is_open())
            .then(|| format!("/desk/cases/{}/acts/steps?step={}", dossier.view.row.number, one.step.id)),
    };
    progress.into_iter().enumerate().map(words).collect()
}

pub(super) fn others(shell: &Shell, dossier: &Dossier, in_full: bool) -> Vec<Other> {
    let shown = |phone: String| if in_full { phone } else { mask_phone(&phone) };
    let left = group::left(dossier);
    let gone = dossier.case().map(|case| case.complainants.gone).unwrap_or_default();
    let named = |place: i64, told: &Told| match &told.person {
        Some(person) if gone.contains(&place) => shell.t1("case-erased-in-part", "name", &person.name),
        Some(person) if left.contains(&place) => shell.t1("case-has-left", "name", &person.name),
        Some(person) => person.name.clone(),
        None => shell.t(if gone.contains(&place) { "erased" } else { "case-nameless" }),
    };
    let other = |(place, told): (i64, Told)| Other {
        name: named(place, &told),
        phone: told.person.and_then(|p| p.phone).map(shown),
        desired_outcome: told.desired_outcome,
        change: None,
    };
    (1..).zip(dossier.complainants()).skip(1).map(other).collect()
}

/// Who acts for whom, and whether they showed that they may.
pub(super) fn acting(shell: &Shell, number: &str, all: &[Acting], in_full: bool) -> Vec<Other> {
    let shown = |phone: String| if in_full { phone } else { mask_phone(&phone) };
    let other = |one: &Acting| {
        let role = name_alone(shell.frame.language, "representative", one.role.as_str());
        let name = one.person.as_ref().map_or_else(|| shell.t("erased"), |person| person.name.clone());
        let file = one.file.map(|file| shell.t1("event-file-attached", "file", &file.to_string()));
        let showed = one.authorisation.clone().or(file);
        let unshown = || shell.t(&format!("representative-unshown-{}", one.role.as_str()));
        let ended = one.ended.as_ref().map(|(at, why)| {
            let when = time(shell.frame.language, at.0);
            let why = why.clone().unwrap_or_else(|| shell.t("erased"));
            crate::message(shell.frame.language, "representative-ended", &[("time", &when), ("why", &why)])
        });
        Other {
            name: format!("{role} {name}"),
            phone: one.person.as_ref().and_then(|person| person.phone.clone()).map(shown),
            desired_outcome: Some(ended.or(showed).unwrap_or_else(unshown)),
            change: (!one.authorised && one.ended.is_none()).then(|| {
                format!(
                    "/desk/cases/{number}/acts/representatives?representative={}&role={}",
                    one.number,
                    one.role.as_str()
                )
            }),
        }
    };
    all.iter().map(other).collect()
}

/// What is neither filled nor said not to be given, with the way to say so.
pub(super) fn missing(shell: &Shell, number: &str, items: &[Item]) -> Option<Link> {
    let named: Vec<String> = items.iter().map(|item| name_alone(shell.frame.language, "item", item.as_str())).collect();
    let label = named.join(&shell.t("list-separator"));
    (!items.is_empty()).then(|| Link { href: paths::act(number, "additions", None), label })
}

pub(super) fn same_matter_line(shell: &Shell, duplicate: Duplicate) -> SameMatter {
    let common: Vec<String> =
        duplicate.common.iter().map(|c| shell.t(&format!("same-matter-{}", c.as_str()))).collect();
    let likeness = duplicate.likeness.to_string();
    let words = [("common", common.join(&shell.t("list-separator"))), ("percent", likeness)];
    let words = words.each_ref().map(|(name, value)| (*name, value.as_str()));
    SameMatter {
        number: duplicate.view.row.number,
        gist: duplicate.view.row.gist.unwrap_or_default(),
        why: crate::message(shell.frame.language, "same-matter-why", &words),
    }
}

pub(super) fn small(language: Language, view: &CaseView) -> Small {
    Small {
        number: view.row.number.clone(),
        gist: view.row.gist.clone().unwrap_or_default(),
        state: name(language, "state", &view.row.state),
    }
}
