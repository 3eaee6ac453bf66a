//! A record of an earlier version comes under proof once, with what it had broken
//! told apart from a forgery.

use homeward_app::act::Request;
use homeward_app::restore::{Erasures, Orders, restore};
use homeward_app::{App, AppOptions, Caller, Clock, Scope, read, record};
use homeward_domain::time::Timestamp;
use homeward_testkit::act;
use serde_json::json;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const NOW: &str = "2026-11-27T16:00:00+08:00";

/// Runs statements on a database behind the program's back.
fn run_on(database: &Path, statements: &str) {
    let mut shell = Command::new("sqlite3").arg(database).stdin(Stdio::piped()).spawn().expect("sqlite3 is here");
    shell.stdin.take().unwrap().write_all(statements.as_bytes()).unwrap();
    assert!(shell.wait().unwrap().success());
}

fn options_at(folder: &Path, now: &str) -> AppOptions {
    AppOptions { clock: Clock::by_hand(Timestamp::parse(now).unwrap()), ..AppOptions::embedded(folder) }
}

fn options(folder: &Path) -> AppOptions {
    options_at(folder, NOW)
}

fn opened(folder: &Path) -> App {
    App::open(options(folder)).unwrap()
}

fn block_on<T>(story: impl Future<Output = T>) -> T {
    tokio::runtime::Runtime::new().unwrap().block_on(story)
}

/// The folder of a version that knew no MACs.
fn earlier_folder(folder: &Path) {
    std::fs::write(folder.join("secret"), include_str!("../fixtures/folder_before_told.secret")).unwrap();
    run_on(&folder.join("homeward.db"), include_str!("../fixtures/folder_before_told.sql"));
}

/// A backup of a server whose record two people wrote at once.
fn earlier_backup(folder: &Path) -> PathBuf {
    std::fs::create_dir_all(folder.join("data")).unwrap();
    std::fs::write(folder.join("data/secret"), include_str!("../fixtures/backup_with_fork.secret")).unwrap();
    let backup = folder.join("backup");
    run_on(&backup, include_str!("../fixtures/backup_with_fork.sql"));
    backup
}

#[test]
fn an_earlier_record_is_proven_sealed_and_has_macs_from_then_on() {
    let folder = tempfile::tempdir().unwrap();
    earlier_folder(folder.path());
    let app = opened(folder.path());
    assert_eq!(app.unproven(), None);
    let proof = block_on(record::verify(&app, None)).unwrap();
    assert_eq!(proof.fault, None);
    assert!(proof.holds() && proof.streams > 0);
    assert!(block_on(record::seal(&app)).unwrap() > 0, "what the upgrade itself did is sealed next");
    drop(app);
    let again = opened(folder.path());
    assert_eq!(block_on(record::verify(&again, None)).unwrap().fault, None, "it is not done twice");
    run_on(&folder.path().join("homeward.db"), "UPDATE events SET mac = NULL WHERE case_id = 1 AND seq = 1;");
    let fault = block_on(record::verify(&again, None)).unwrap().fault.unwrap().to_string();
    assert!(fault.contains("event 1: was not written by this installation"), "{fault}");
}

/// The folder of a version whose cases had no rooms yet: a group with a plan that was
/// answered, a merge, a restriction, an erasure, a hold, a setting in two versions.
#[test]
fn a_folder_from_before_the_rooms_is_read_whole_acted_on_and_rebuilt() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("secret"), include_str!("../fixtures/folder_before_rooms.secret")).unwrap();
    run_on(&folder.path().join("homeward.db"), include_str!("../fixtures/folder_before_rooms.sql"));
    let app = App::open(options_at(folder.path(), "2026-11-28T16:00:00+08:00")).unwrap();
    let asked = record::Asked { index: true, ..record::Asked::default() };
    block_on(async {
        assert_eq!(record::verify_asked(&app, asked.clone()).await.unwrap().fault, None);
        let caller = Caller::token(1, vec![Scope::All]);
        let dossier = read::dossier(&app, &caller, "HW-2611-000001-7".into(), 0).await.unwrap();
        let case = dossier.case().unwrap();
        assert_eq!((case.plans.all.len(), case.complainants.stances.len()), (1, 2));
        assert_eq!(app.policies().terms().objection_days, 10);
        let note =
            Request { caller: caller.clone(), number: dossier.view.row.number.clone(), if_match: None, key: None };
        act(&app, "notes", note, &json!({"text": "升级后继续处理"})).await.unwrap();
        record::rebuild(&app).await.unwrap();
        assert_eq!(record::verify_asked(&app, asked).await.unwrap().fault, None);
    });
}

#[test]
fn an_earlier_record_that_was_altered_is_not_taken_over_and_still_serves() {
    let folder = tempfile::tempdir().unwrap();
    earlier_folder(folder.path());
    run_on(&folder.path().join("homeward.db"), "UPDATE events SET actor = 'staff:9' WHERE case_id = 2 AND seq = 1;");
    let app = opened(folder.path());
    assert!(app.unproven().unwrap().contains("event 1: was altered"));
    let before = block_on(record::seals(&app)).unwrap();
    assert_eq!(block_on(record::seal(&app)).unwrap(), 0);
    assert_eq!(block_on(record::seals(&app)).unwrap(), before, "nothing is sealed");
    assert!(block_on(record::verify(&app, None)).unwrap().fault.is_some());
}

#[test]
fn a_fork_of_an_earlier_version_is_listed_until_somebody_acknowledges_it() {
    let folder = tempfile::tempdir().unwrap();
    let backup = earlier_backup(folder.path());
    let options = options(&folder.path().join("data"));
    let orders = Orders {
        erasures: Erasures::Waived,
        new_secret: false,
        despite_damage: false,
        why: Some("disk of the server lost".into()),
    };
    block_on(restore(&backup, options, &orders)).unwrap();
    let app = opened(&folder.path().join("data"));
    block_on(async {
        let proof = record::verify(&app, None).await.unwrap();
        assert_eq!(proof.fault, None);
        let forks: Vec<_> = proof.forks.iter().map(|fork| (fork.number.as_str(), fork.seq)).collect();
        assert_eq!(forks, [("HW-2611-000002-5", 6)]);
        assert!(!proof.holds(), "nobody has said that they know");
        let restored: Vec<_> = proof.restored.iter().map(|r| (r.to > 0, r.why.as_str())).collect();
        assert_eq!(restored, [(true, "disk of the server lost")]);
        assert_eq!(record::acknowledge_forks(&app, "一次升级前的已知问题").await.unwrap(), 1);
        let proof = record::verify(&app, None).await.unwrap();
        assert!(proof.holds() && proof.forks.len() == 1, "it stays listed");
        record::seal(&app).await.unwrap();
    });
    // The same in another case is none of them.
    let forge = "UPDATE events SET previous = (SELECT hash FROM events p WHERE p.case_id = 1 AND p.seq = 1)
        WHERE case_id = 1 AND seq = (SELECT max(seq) FROM events WHERE case_id = 1);";
    run_on(&folder.path().join("data/homeward.db"), forge);
    assert!(block_on(record::verify(&app, None)).unwrap().fault.is_some());
}
