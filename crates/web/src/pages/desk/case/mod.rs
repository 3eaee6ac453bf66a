//! A case: who and what trip, what was said, what we owe next.

mod beside;
mod clocks;
mod files;
mod menu;
mod panels;
mod parts;
mod phrases;
mod plans;
mod story;
mod told;

pub use beside::{answered_meanwhile, attend, draft, drafts_sent, keep_draft};
pub use clocks::clocks;
pub use files::{attach, copy, file};
pub use parts::{addressed, measure_words, way_to};

use super::erasing;
use super::restricted;
use super::said::Said;
use super::shell::Shell;
use super::visit::Visit;
use crate::frame::{PageError, page};
use crate::pages::clock_words::ClockWords;
use crate::pages::group;
use crate::pages::session::SignedIn;
use crate::pages::timeline::{Line, Names, line};
use crate::wording::{name, name_alone, time};
use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use files::{FileWords, Looking};
use homeward_app::desk::{self, Desk};
use homeward_app::dossier::Dossier;
use homeward_app::{AppError, GoesOn, Scope, case, pictures, quiet};
use homeward_domain::case::Case;
use homeward_domain::case::event::ContentsErased;
use homeward_domain::case::next::next_step;
use homeward_domain::case::who::REPRESENTATIVE;
use panels::{Complainants, Composer, Handling};
use parts::{Link, SameMatter, Small};
use story::Shown;

#[derive(Template)]
#[template(path = "desk/case.html")]
struct CasePage {
    shell: Shell,
    number: String,
    who: String,
    state: String,
    grade: i64,
    grade_name: String,
    nature: Option<(String, String)>,
    reader: Reader,
    done: Option<Said>,
    /// The case in which this one goes on.
    goes_on: GoesOn,
    /// That it is under restriction, and who sees it.
    restriction: Option<String>,
    next: Option<Link>,
    booking: Vec<(String, String)>,
    /// Where the whole booking is, for whoever may see it.
    booking_file: Option<String>,
    complainants: Complainants,
    same_matter: Vec<SameMatter>,
    cases_of_theirs: Vec<Small>,
    statement: String,
    /// What was added to it later.
    further: Vec<String>,
    desired_outcome: Option<String>,
    /// What has still to be filled or said not to be given, and where.
    missing: Option<Link>,
    /// Why the file need not be whole.
    exempt: Option<String>,
    show: &'static str,
    timeline: Vec<Line>,
    /// Where whoever looks corrects an entry, as far as they may.
    correct_at: Option<String>,
    key: String,
    /// The last entry, by which an answer tells what its writer had seen.
    seq: i64,
    colleagues: beside::Colleagues,
    composer: Composer,
    clocks: Vec<ClockWords>,
    ended_clocks: Vec<ClockWords>,
    facts: Vec<Shown>,
    handling: Handling,
    files: Vec<FileWords>,
    /// Whether there are pictures whose originals the reader may not see.
    sealed: bool,
    menu: Vec<(String, Vec<Link>)>,
}

/// What whoever reads may do.
enum Reader {
    /// Nothing, as auditors.
    Reads,
    /// Add to what is over.
    Adds,
    /// Work on what is open.
    Works,
}

impl Reader {
    const fn of(may_work: bool, is_open: bool) -> Self {
        match (may_work, is_open) {
            (false, _) => Self::Reads,
            (true, false) => Self::Adds,
            (true, true) => Self::Works,
        }
    }
}

impl CasePage {
    /// Whether the reader works on the case.
    const fn is_worked_on(&self) -> bool {
        matches!(self.reader, Reader::Works)
    }

    /// Whether the reader may at least add to it.
    const fn may_add(&self) -> bool {
        matches!(self.reader, Reader::Adds | Reader::Works)
    }

    fn shows(&self, one: &str) -> bool {
        self.show == one
    }
}

/// What the timeline shows, and what was just done.
#[derive(Default, serde::Deserialize)]
pub struct Asked {
    show: Option<String>,
    done: Option<String>,
}

/// The act of which is said what it came to.
const ERASURE: &str = "erasure";

/// What a timeline can be narrowed to.
const SHOWN: [&str; 5] = ["main", "words", "notes", "clocks", "all"];

pub async fn case(visit: Visit, Path(number): Path<String>, Query(asked): Query<Asked>) -> Result<Response, PageError> {
    match desk::case(&visit.web.app, &visit.signed_in.caller, number.clone()).await {
        Ok(read) => page(&built(&visit, read, &asked).await?),
        Err(AppError::Restricted(restricted)) => {
            let shell = visit.shell("queue-title").await?;
            let erased = match asked.done.as_deref() {
                Some(ERASURE) => case::last_erasure(visit.app(), visit.caller(), number.clone()).await.ok().flatten(),
                _ => None,
            };
            let done = asked.done.and_then(|act| done(&shell, &act, erased.as_ref()));
            restricted::in_place(&visit, number, &restricted, done).await
        }
        Err(error) => Err(visit.failed(error)),
    }
}

async fn built(visit: &Visit, read: Desk, asked: &Asked) -> Result<CasePage, PageError> {
    let shell = visit.shell("queue-title").await?;
    let Visit { web, language, signed_in, .. } = visit;
    let language = *language;
    let policies = web.app.policies();
    let Desk { dossier, same_matter, theirs, booking, customer, .. } = read;
    let Desk { is_open: in_full, has_contacts, staff, attendance, phrases, goes_on, .. } = read;
    let number = dossier.view.row.number.clone();
    let pictures = pictures::of_case(&web.app, &signed_in.caller, &dossier).await;
    let pictures = pictures.map_err(|error| visit.failed(error))?;
    let there = quiet::there(&web.app, &dossier).await.map_err(|error| visit.failed(error))?;
    let booking_file = parts::booking_file(signed_in, &dossier).filter(|_| booking.is_some());
    let booking = parts::booking(language, &dossier, booking.as_ref());
    let shell = shell.titled(crate::message(language, "case-title", &[("number", &number)]));
    let case = dossier.case().ok_or(PageError::not_found(language))?;
    let exempt = case.exempt(policies.terms());
    let people = group::people(language, &dossier);
    let names =
        Names { frame: &shell.frame, staff, people, policies: policies.clone(), closed: dossier.closed.clone() };
    let now = web.app.clock().now();
    let row = &dossier.view.row;
    let matter = dossier.matter();
    let missing = if exempt.is_some() { Vec::new() } else { matter.missing() };
    let show = SHOWN.into_iter().find(|show| asked.show.as_deref() == Some(show)).unwrap_or("main");
    let works = signed_in.caller.may(Scope::CasesWrite);
    let looking = Looking { is_open: in_full, has_key: signed_in.caller.may(Scope::ContactsRead), works };
    let next = next_step(&case).map(|step| parts::next_link(&shell, &dossier, &case, step.as_str()));
    let there = there.clock(now).map(|(time, zone)| there_words(&shell, &time, zone));
    let customer_file = parts::customer_file(signed_in, customer.as_deref());
    let beside = (there, customer_file);
    let complainants = Complainants::of((&shell, signed_in), (&dossier, &case), (in_full, has_contacts), beside);
    Ok(CasePage {
        who: who(&shell, &dossier, &case),
        state: name(language, "state", &row.state),
        grade: row.grade_rank,
        grade_name: grade_name(&shell, &dossier),
        nature: nature(&shell, &row.nature),
        reader: Reader::of(works, row.is_open),
        goes_on,
        restriction: restriction(&shell, &case),
        done: asked.done.as_deref().and_then(|act| done(&shell, act, erasing::last_of(&dossier))),
        next: next.filter(|_| works),
        booking_file,
        complainants,
        booking,
        same_matter: same_matter.into_iter().map(|d| parts::same_matter_line(&shell, d)).collect(),
        cases_of_theirs: theirs.iter().map(|view| parts::small(language, view)).collect(),
        statement: dossier.statement().map_or_else(|| shell.t("erased"), str::to_owned),
        desired_outcome: dossier.desired_outcome(),
        further: matter.further,
        missing: parts::missing(&shell, &number, &missing),
        exempt: exempt.map(|why| shell.t(&format!("case-exempt-{}", why.as_str().replace('_', "-")))),
        timeline: timeline(&names, signed_in, (&dossier, &case), show),
        correct_at: told::correct_at(signed_in, &number),
        show,
        key: homeward_app::form_key(),
        seq: row.seq,
        colleagues: beside::Colleagues::new(language, &number, &attendance, &names.staff),
        composer: Composer::of(signed_in, &dossier, &case, attendance.own, &phrases, language),
        clocks: parts::clocks_of(&shell, &dossier, now, true),
        ended_clocks: parts::clocks_of(&shell, &dossier, now, false),
        facts: parts::facts(&names, &dossier),
        handling: Handling::of(&shell, &names, &dossier, &case),
        sealed: !pictures.originals && !pictures.all.is_empty(),
        files: files::attached(&shell, &dossier, &pictures, &looking),
        menu: with_copy(&shell, signed_in, &dossier),
        number,
        shell,
    })
}

/// The entries that are shown, the newest first.
fn timeline(names: &Names, signed_in: &SignedIn, (dossier, case): (&Dossier, &Case), show: &str) -> Vec<Line> {
    let waiting = told::Unconfirmed::of(signed_in, &dossier.view.row.number, case);
    let lines = dossier.entries.iter().rev().map(|entry| line(names, entry));
    lines.filter(|line| shown(show, line.class)).map(|line| waiting.on(names.frame, line)).collect()
}

/// How much it presses, where it does.
fn nature(shell: &Shell, nature: &str) -> Option<(String, String)> {
    (nature != "general").then(|| (nature.to_owned(), name(shell.frame.language, "nature", nature)))
}

fn grade_name(shell: &Shell, dossier: &Dossier) -> String {
    let named = |grade: &str| name_alone(shell.frame.language, "grade", grade);
    dossier.view.grade().map_or_else(|| shell.t("grade-none"), named)
}

/// Who complains, by name; nobody is anonymous whose data were erased.
fn who(shell: &Shell, dossier: &Dossier, case: &Case) -> String {
    let is_erased = case.is_emptied() || case.complainants.gone.contains(&REPRESENTATIVE);
    let nameless = || shell.t(if is_erased { "erased" } else { "anonymous" });
    dossier.person().map_or_else(nameless, |person| person.name)
}

fn there_words(shell: &Shell, time: &str, zone: &str) -> String {
    crate::message(shell.frame.language, "case-there", &[("time", time), ("zone", zone)])
}

/// The menu of acts, and in its last part the copy of somebody's data.
fn with_copy(shell: &Shell, signed_in: &SignedIn, dossier: &Dossier) -> Vec<(String, Vec<Link>)> {
    let number = &dossier.view.row.number;
    let mut menu = menu::menu(shell, signed_in, dossier);
    if let Some((_, links)) = menu.last_mut().filter(|_| signed_in.caller.may(Scope::PrivacyWrite)) {
        links.push(Link { href: format!("/desk/cases/{number}/data"), label: shell.t("person-data") });
    }
    menu
}

/// That the case is under restriction, and who sees it, for whoever does.
fn restriction(shell: &Shell, case: &Case) -> Option<String> {
    let restriction = case.privacy.restriction?;
    let language = shell.frame.language;
    let (since, ground) =
        (time(language, restriction.since.0), name(language, "restriction", restriction.ground.as_str()));
    let mut words = crate::message(language, "restricted-since", &[("since", &since), ("ground", &ground)]);
    if let Some(until) = restriction.until {
        words.push_str(&shell.t1("restricted-until", "until", &time(language, until.0)));
    }
    words.push_str(&shell.t(if case.state().is_open() { "restricted-to-finish" } else { "restricted-open-now" }));
    Some(words)
}

/// What was just done, in words; of an erasure what it came to.
fn done(shell: &Shell, act: &str, erased: Option<&ContentsErased>) -> Option<Said> {
    if let Some(erased) = erased.filter(|_| act == ERASURE) {
        return Some(erasing::said_of_case(shell.frame.language, erased));
    }
    let is_known = case::act(act).is_some() || matches!(act, "new" | "files");
    is_known.then(|| Said::done(shell.t(&format!("done-{}", act.replace('_', "-")))))
}

fn shown(show: &str, class: &str) -> bool {
    match show {
        "words" => class.starts_with("words"),
        "notes" => class == "note",
        "clocks" => matches!(class, "clock" | "breach"),
        "all" => true,
        // Clocks that begin, are met, or are brought along are seen beside.
        _ => class != "clock",
    }
}
