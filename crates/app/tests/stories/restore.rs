//! A restore gives back all of a backup, proven, or nothing at all.

use homeward_app::act::Request;
use homeward_app::case;
use homeward_app::categories::Categories;
use homeward_app::files;
use homeward_app::restore::{Erasures, Orders, RestoreError, Restored, restore};
use homeward_app::{AppOptions, Clock, Location, backup, intake, take_in};
use homeward_testkit::{Backend, TestApp, act, complaint, on_both};
use serde_json::json;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const WAIVED: Orders = Orders { erasures: Erasures::Waived, new_secret: false, despite_damage: false, why: None };
const DESPITE: Orders = Orders { despite_damage: true, ..WAIVED };

/// Three cases, one of them with a file, in a backup.
async fn a_backup(t: &TestApp) -> (PathBuf, Vec<String>) {
    let mut numbers = Vec::new();
    for name in ["王芳", "李强", "周晓岚"] {
        let intake = intake::parse(&Categories::default(), &complaint(name, "导游强制购物")).unwrap();
        numbers.push(take_in(&t.app, t.anybody(), intake, None).await.unwrap().0.row.number);
    }
    let case = files::must_be_visible(&t.app, &t.anybody(), numbers[0].clone()).await.unwrap();
    let kept = files::keep(&t.app, case, "收据.txt", "付款 3980 元".into()).await.unwrap();
    case::attach_files(&t.app, on(t, &numbers[0]), None, vec![kept]).await.unwrap();
    let target = t.path("homeward.backup");
    backup::backup(&t.app, &target).await.unwrap();
    (target, numbers)
}

fn on(t: &TestApp, number: &str) -> Request {
    Request { caller: t.anybody(), number: number.into(), if_match: None, key: None }
}

/// A place with nothing in it, on the embedded database.
fn place(t: &TestApp) -> AppOptions {
    place_on(t, Location::Sqlite(t.path("restored/homeward.db")))
}

fn place_on(t: &TestApp, location: Location) -> AppOptions {
    AppOptions {
        location,
        secret_file: Some(t.options().secret_path()),
        clock: Clock::by_hand(t.app.clock().now()),
        ..AppOptions::embedded(t.path("restored"))
    }
}

/// A place with nothing in it, on the database of the story.
async fn place_of_story(t: &TestApp) -> AppOptions {
    match t.backend {
        Backend::Sqlite => place(t),
        Backend::Postgres => place_on(t, Location::Postgres(t.empty_server_database().await)),
    }
}

fn harm(backup: &Path, sql: &str) {
    assert!(Command::new("sqlite3").arg(backup).arg(sql).status().unwrap().success());
}

/// Refused, with nothing left behind.
async fn damaged(t: &TestApp, backup: &Path) -> String {
    let refused = restore(backup, place(t), &WAIVED).await;
    assert!(!t.path("restored").exists(), "no half-restored folder is left");
    match refused {
        Err(RestoreError::Damaged(faults)) => faults.join("\n"),
        other => panic!("{other:?}"),
    }
}

async fn despite(t: &TestApp, backup: &Path) -> Restored {
    let done = restore(backup, place(t), &DESPITE).await.unwrap();
    assert!(t.path("restored/homeward.db").exists());
    done
}

on_both! {
    async fn a_backup_that_was_altered_is_refused_and_each_loss_is_listed_where_it_is_taken(t: TestApp) {
        let (backup, numbers) = a_backup(&t).await;
        harm(&backup, "UPDATE events SET payload = payload || ' ' WHERE seq = 1 AND case_id IN (1, 2)");
        let faults = damaged(&t, &backup).await;
        assert!(faults.contains(&numbers[0]) && faults.contains(&numbers[1]) && !faults.contains(&numbers[2]), "{faults}");
        let done = despite(&t, &backup).await;
        for number in &numbers[..2] {
            let loss = format!("case {number}, event 1: was altered");
            assert!(done.losses.contains(&loss), "{:?}", done.losses);
        }
    }

    async fn a_file_of_a_case_that_was_altered_in_a_backup_is_damage_as_well(t: TestApp) {
        let (backup, numbers) = a_backup(&t).await;
        harm(&backup, "UPDATE luggage SET bytes = CAST('付款 1 元' AS BLOB)");
        assert!(damaged(&t, &backup).await.contains(&numbers[0]));
        assert!(despite(&t, &backup).await.losses[0].contains(&numbers[0]));
    }

    async fn of_a_backup_with_a_hole_everything_that_can_be_read_comes_back(t: TestApp) {
        let (backup, numbers) = a_backup(&t).await;
        let mut bytes = fs::read(&backup).unwrap();
        let words = "付款 3980 元".as_bytes();
        let place = bytes.windows(words.len()).position(|part| part == words).unwrap() / 4096 * 4096;
        bytes[place..place + 4096].fill(0xAA);
        fs::write(&backup, &bytes).unwrap();
        damaged(&t, &backup).await;
        let losses = despite(&t, &backup).await.losses.join("\n");
        assert!(losses.contains("table luggage") && losses.contains(&numbers[0]), "{losses}");
        assert!(!losses.contains(&numbers[1]) && !losses.contains(&numbers[2]), "{losses}");
    }

    async fn a_backup_that_is_no_database_gives_nothing_whatever_is_told(t: TestApp) {
        let (backup, _) = a_backup(&t).await;
        fs::write(&backup, "holiday.jpg ".repeat(1000)).unwrap();
        assert!(damaged(&t, &backup).await.contains("not a database"));
        assert!(restore(&backup, place(&t), &DESPITE).await.is_err());
        assert!(!t.path("restored").exists());
    }

    async fn what_is_no_complete_backup_is_damaged(t: TestApp) {
        let (backup, _) = a_backup(&t).await;
        for few in [&b""[..], b"x", b"SQLite format 3"] {
            let file = t.path("few.backup");
            fs::write(&file, few).unwrap();
            damaged(&t, &file).await;
            assert!(restore(&file, place(&t), &DESPITE).await.is_err(), "{few:?}");
            assert!(!t.path("restored").exists());
        }
        let copy = t.path("copy.backup");
        fs::copy(&backup, &copy).unwrap();
        harm(&copy, "DROP TABLE luggage; PRAGMA application_id = 0");
        assert!(damaged(&t, &copy).await.contains("no backup"), "a database at work is no backup");
        harm(&backup, "PRAGMA application_id = 1213678080");
        assert!(damaged(&t, &backup).await.contains("never finished"));
        assert!(despite(&t, &backup).await.losses[0].contains("never finished"));
    }

    async fn a_backup_of_a_version_that_said_nothing_of_itself_is_taken(t: TestApp) {
        let (backup, _) = a_backup(&t).await;
        harm(&backup, "PRAGMA application_id = 0");
        assert!(restore(&backup, place(&t), &WAIVED).await.unwrap().proven.is_some());
    }

    async fn no_secret_is_made_without_being_told(t: TestApp) {
        let (backup, _) = a_backup(&t).await;
        let bare = AppOptions { secret_file: None, ..place(&t) };
        let refused = restore(&backup, bare.clone(), &WAIVED).await;
        assert!(matches!(refused, Err(RestoreError::NoSecret(_))), "{refused:?}");
        assert!(!bare.data.exists());
        let late = Orders { new_secret: true, why: Some("\u{7}".into()), ..WAIVED };
        assert!(restore(&backup, bare.clone(), &late).await.is_err(), "a reason is a line of text");
        assert!(!bare.data.exists(), "nothing is left beside a secret that was taken back");
        let done = restore(&backup, bare.clone(), &Orders { new_secret: true, ..WAIVED }).await.unwrap();
        assert_eq!(done.proven, None, "nobody can prove what another secret signed");
        assert!(bare.secret_path().exists());
    }

    async fn a_journal_goes_on_where_the_backup_was_restored(t: TestApp) {
        let (backup, numbers) = a_backup(&t).await;
        act(&t.app, "erasure", on(&t, &numbers[1]), &json!({"ground": "order"})).await.unwrap();
        let named = Orders { erasures: Erasures::Journal(t.options().journal_path()), ..WAIVED };
        assert_eq!(restore(&backup, place(&t), &named).await.unwrap().erased, 1);
        let journal = fs::read_to_string(t.path("restored/erasures.jsonl")).unwrap();
        assert_eq!(journal, fs::read_to_string(t.options().journal_path()).unwrap());
    }

    async fn a_journal_that_cannot_be_read_to_its_end_stops_the_restore_before_it_begins(t: TestApp) {
        let (backup, _) = a_backup(&t).await;
        let journal = t.path("broken.jsonl");
        fs::write(&journal, "{\"case\":1,\"ground\":\"order\"}\n{\"case\":2,\"gro").unwrap();
        let refused = restore(&backup, place(&t), &Orders { erasures: Erasures::Journal(journal), ..WAIVED }).await;
        assert!(refused.unwrap_err().to_string().contains("line 2"));
        assert!(!t.path("restored").exists());
    }

    async fn what_a_killed_restore_left_does_not_stand_in_the_way(t: TestApp) {
        let (backup, _) = a_backup(&t).await;
        let data = t.path("restored");
        fs::create_dir_all(data.join("files/restoring/cases/1")).unwrap();
        fs::write(data.join("files/restoring/cases/1/half"), "付").unwrap();
        fs::write(data.join("homeward.restoring"), "half").unwrap();
        fs::write(data.join("homeward.restoring-wal"), "half").unwrap();
        let done = restore(&backup, place(&t), &WAIVED).await.unwrap();
        assert_eq!(done.proven.map(|proof| (proof.cases, proof.files)), Some((3, 1)));
        assert!(!data.join("files/restoring").exists() && !data.join("homeward.restoring").exists());
    }

    async fn files_that_lie_there_already_are_never_mixed_with_those_of_a_backup(t: TestApp) {
        let (backup, _) = a_backup(&t).await;
        fs::create_dir_all(t.path("restored/files/cases/9")).unwrap();
        fs::write(t.path("restored/files/cases/9/a"), "another life").unwrap();
        let refused = restore(&backup, place(&t), &WAIVED).await;
        assert!(matches!(refused, Err(RestoreError::NotEmpty(_))), "{refused:?}");
        assert!(t.path("restored/files/cases/9/a").exists());
    }

    async fn a_log_that_another_database_left_is_named_and_never_played_into_the_new_one(t: TestApp) {
        let (backup, _) = a_backup(&t).await;
        for ending in ["-wal", "-shm", "-journal"] {
            let left = t.path(&format!("restored/homeward.db{ending}"));
            fs::create_dir_all(left.parent().unwrap()).unwrap();
            fs::write(&left, "words of another time").unwrap();
            match restore(&backup, place(&t), &WAIVED).await {
                Err(RestoreError::NotEmpty(named)) => assert_eq!(named, left),
                other => panic!("{other:?}"),
            }
            assert!(!t.path("restored/homeward.db").exists());
            fs::remove_file(left).unwrap();
        }
        restore(&backup, place(&t), &WAIVED).await.unwrap();
    }

    async fn a_restore_that_was_killed_between_files_and_database_can_be_begun_again(t: TestApp) {
        let (backup, _) = a_backup(&t).await;
        let place = place_of_story(&t).await;
        let killed = || {
            fs::create_dir_all(t.path("restored/files/cases/1")).unwrap();
            fs::write(t.path("restored/files/cases/1/moved"), "half").unwrap();
            for mark in ["homeward.restoring", "homeward.moved"] {
                fs::write(t.path("restored").join(mark), "").unwrap();
            }
        };
        killed();
        let done = restore(&backup, place.clone(), &WAIVED).await.unwrap();
        assert_eq!(done.proven.map(|proof| (proof.cases, proof.files)), Some((3, 1)));
        assert!(!t.path("restored/files/cases/1/moved").exists() && !t.path("restored/homeward.moved").exists());
        killed();
        let refused = restore(&backup, place, &WAIVED).await.unwrap_err().to_string();
        assert_eq!(refused.contains("homeward rebuild"), t.backend == Backend::Postgres, "{refused}");
        assert!(t.path("restored/files/cases/1/moved").exists(), "beside a database its files are left alone");
    }

    async fn a_place_has_one_journal_and_goes_on_with_the_longer_one(t: TestApp) {
        let (backup, numbers) = a_backup(&t).await;
        let (own, named) = (t.path("restored/erasures.jsonl"), t.options().journal_path());
        for number in &numbers[..2] {
            act(&t.app, "erasure", on(&t, number), &json!({"ground": "order"})).await.unwrap();
        }
        let both = fs::read_to_string(&named).unwrap();
        let (first, _) = both.split_once('\n').unwrap();
        let orders = Orders { erasures: Erasures::Journal(named), ..WAIVED };
        fs::create_dir_all(t.path("restored")).unwrap();
        fs::write(&own, "{\"case\":3,\"ground\":\"order\"}\n").unwrap();
        let refused = restore(&backup, place(&t), &orders).await.unwrap_err().to_string();
        assert!(refused.contains("two journals"), "{refused}");
        fs::write(&own, format!("{first}\n")).unwrap();
        assert_eq!(restore(&backup, place(&t), &orders).await.unwrap().erased, 2);
        assert_eq!(fs::read_to_string(&own).unwrap(), both);
    }
}
