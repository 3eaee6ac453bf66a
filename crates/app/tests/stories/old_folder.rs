//! A folder of the program before messages said how they were told: its record is
//! read as what had happened, and stays as it was.

use homeward_app::view::CaseView;
use homeward_app::{App, AppOptions, Caller, Clock, Scope, kept, read, record};
use homeward_domain::case::Fact;
use homeward_domain::case::event::{ConversationFact, Told};
use homeward_domain::time::Timestamp;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

const DUMP: &str = include_str!("../fixtures/folder_before_told.sql");
const SECRET: &str = include_str!("../fixtures/folder_before_told.secret");
/// Some minutes after the last entry of the folder.
const NOW: &str = "2026-11-27T14:45:00+08:00";

/// The folder as that program left it.
fn left_behind(folder: &Path) {
    std::fs::write(folder.join("secret"), SECRET).unwrap();
    let mut shell =
        Command::new("sqlite3").arg(folder.join("homeward.db")).stdin(Stdio::piped()).spawn().expect("sqlite3 is here");
    shell.stdin.take().unwrap().write_all(DUMP.as_bytes()).unwrap();
    assert!(shell.wait().unwrap().success());
}

fn opened(folder: &Path) -> App {
    left_behind(folder);
    let clock = Clock::by_hand(Timestamp::parse(NOW).unwrap());
    App::open(AppOptions { clock, ..AppOptions::embedded(folder) }).unwrap()
}

fn told(story: impl AsyncFnOnce(&App)) {
    let folder = tempfile::tempdir().unwrap();
    let app = opened(folder.path());
    tokio::runtime::Runtime::new().unwrap().block_on(story(&app));
}

async fn clocks(app: &App, number: &str) -> Vec<(String, i64, String)> {
    let caller = Caller::token(1, vec![Scope::All]);
    let view: CaseView = read::case(app, &caller, number.into()).await.unwrap();
    view.clocks.into_iter().map(|clock| (clock.promise, clock.run, clock.state)).collect()
}

async fn unproven(app: &App, number: &str) -> Vec<String> {
    let all = clocks(app, number).await;
    all.into_iter()
        .filter(|(_, _, state)| state == "unproven")
        .map(|(promise, run, _)| format!("{promise} {run}"))
        .collect()
}

#[test]
fn clocks_that_only_words_on_a_page_had_met_are_unproven() {
    told(async |app| {
        // By telephone, and nobody ever called: the plan itself was answered in time.
        let phone = unproven(app, "HW-2611-000001-7").await;
        assert_eq!(phone, ["contact 1", "next_word 1", "next_word 2", "result_notice 1"]);
        let kept = clocks(app, "HW-2611-000001-7").await;
        assert!(kept.contains(&("initial_plan".into(), 1, "kept".into())), "{kept:?}");
        assert!(kept.contains(&("settle".into(), 1, "kept".into())), "{kept:?}");
        // Who came by the web reads their page.
        assert_eq!(unproven(app, "HW-2611-000002-5").await, [""; 0]);
        // At the counter: nothing of it was said to anybody.
        let counter = unproven(app, "HW-2611-000003-3").await;
        assert!(counter.contains(&"contact 1".into()) && counter.contains(&"settle 1".into()), "{counter:?}");
        // Called back, then a plan that waits: the call stands, the plan does not.
        assert_eq!(unproven(app, "HW-2611-000004-1").await, ["initial_plan 1", "next_word 2"]);
        // Nobody reached the traveller in trouble.
        assert_eq!(unproven(app, "HW-2611-000005-0").await, ["emergency_reached 1", "emergency_word 1"]);
    });
}

#[test]
fn unproven_clocks_leave_the_rates_and_are_counted_beside_them() {
    told(async |app| {
        let rates = kept::rates(app).await.unwrap();
        let [contact, _] = rates.of("contact");
        assert_eq!((contact.kept, contact.broken, contact.unproven), (2, 0, 2), "the web case and the call");
        assert_eq!(contact.total(), 2);
        let [reached, _] = rates.of("emergency_reached");
        assert_eq!((reached.total(), reached.unproven), (0, 1));
    });
}

#[test]
fn the_messages_that_acts_wrote_read_as_words_on_the_page_and_the_record_still_holds() {
    told(async |app| {
        let caller = Caller::token(1, vec![Scope::All]);
        let dossier = read::dossier(app, &caller, "HW-2611-000004-1".into(), 0).await.unwrap();
        let said = dossier.entries.iter().filter_map(|entry| match &entry.event.fact {
            Fact::Conversation(ConversationFact::MessageRecorded(message)) => Some((message.told, message.reached)),
            _ => None,
        });
        assert_eq!(said.collect::<Vec<_>>(), [(Some(Told::ByVoice), Some(true)), (Some(Told::OnPage), None)]);
        let case = dossier.case().unwrap();
        assert_eq!(case.conversation.tellings.waiting().count(), 1, "the plan has still to be told");
        let payloads: Vec<&str> = dossier.entries.iter().map(|entry| entry.stored.payload.as_str()).collect();
        assert!(payloads.iter().all(|payload| !payload.contains("told")), "what was written stays");
        let verified = record::verify(app, None).await.unwrap();
        assert_eq!(verified.fault, None);
    });
}
