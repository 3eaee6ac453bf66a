//! What belongs to nothing on the record is named, and numbers that were given are
//! not given again.

use homeward_app::categories::Categories;
use homeward_app::record::{self, Asked};
use homeward_app::{App, intake, people, take_in};
use homeward_testkit::{Backend, TestApp, complaint, on_both};
use std::fs::{self, File};
use std::path::Path;
use std::time::{Duration, SystemTime};

async fn taken_in(t: &TestApp, text: &str) -> String {
    let parsed = intake::parse(&Categories::default(), &complaint("王芳", text)).unwrap();
    take_in(&t.app, t.anybody(), parsed, None).await.unwrap().0.row.number
}

async fn fault(t: &TestApp, index: bool) -> String {
    let asked = Asked { index, ..Asked::default() };
    record::verify_asked(&t.app, asked).await.unwrap().fault.map(|fault| fault.to_string()).unwrap_or_default()
}

async fn sealed(t: &TestApp) {
    homeward_testkit::placed(&t.app).await;
    record::seal(&t.app).await.unwrap();
}

/// A file as somebody put it there at a time.
fn plant(path: &Path, micros: u64) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, "planted").unwrap();
    let at = SystemTime::UNIX_EPOCH + Duration::from_micros(micros);
    File::options().write(true).open(path).unwrap().set_modified(at).unwrap();
}

on_both! {
    async fn rows_that_belong_to_nothing_are_named_and_hold_once_they_are_gone(t: TestApp) {
        taken_in(&t, "导游强制购物").await;
        sealed(&t).await;
        for (plant, named, take_away) in [
            (
                "INSERT INTO contents (case_id, seq, slot, body) VALUES (99, 1, 0, 'x')",
                "case 99",
                "DELETE FROM contents WHERE case_id = 99",
            ),
            (
                "INSERT INTO credentials (staff_id, password, factor_generation, factor_on, factor_step) VALUES (9, 'x', 0, 0, 0)",
                "staff/9",
                "DELETE FROM credentials WHERE staff_id = 9",
            ),
            (
                "INSERT INTO records (noun, record_id, reference, name, body, version, created_at, updated_at) \
                 VALUES ('secrets', 1, 'x', 'x', '{}', 1, 0, 0); UPDATE counters SET value = 1 WHERE name = 'record'",
                "secrets/1",
                "DELETE FROM records WHERE noun = 'secrets'",
            ),
            (
                "INSERT INTO records (noun, record_id, reference, name, body, version, created_at, updated_at) \
                 VALUES ('staff', 1, 'x', 'x', '{}', 1, 0, 0); UPDATE counters SET value = 1 WHERE name = 'record'",
                "'staff'",
                "DELETE FROM records WHERE noun = 'staff'",
            ),
            (
                "CREATE TABLE ends AS SELECT * FROM tip; INSERT INTO tip SELECT * FROM ends",
                "2 ends",
                "DELETE FROM tip; INSERT INTO tip SELECT * FROM ends; DROP TABLE ends",
            ),
            (
                "UPDATE checkpoints SET chain = NULL",
                "checkpoint 1: the chain beside it is gone",
                "SELECT 1",
            ),
        ] {
            t.tamper(plant).await;
            let found = fault(&t, false).await;
            assert!(found.contains(named), "{plant}: {found}");
            t.tamper(take_away).await;
        }
    }

    async fn a_counter_that_was_put_back_is_named_and_rebuild_mends_it(t: TestApp) {
        taken_in(&t, "导游强制购物").await;
        people::add_staff(&t.app, "李静", "li.jing@example.com", "agent").await.unwrap();
        let case = match t.backend {
            Backend::Sqlite => "UPDATE counters SET value = 0 WHERE name = 'case'",
            Backend::Postgres => "ALTER SEQUENCE case_serials RESTART",
        };
        for (back, name) in [
            (case, "case"),
            ("UPDATE counters SET value = 0 WHERE name = 'staff'", "staff"),
            ("DELETE FROM counters WHERE name = 'staff'", "staff"),
        ] {
            t.tamper(back).await;
            let found = fault(&t, false).await;
            assert!(found.contains(&format!("the counter of {name}")), "{back}: {found}");
            record::rebuild(&t.app).await.unwrap();
            assert_eq!(fault(&t, false).await, "");
        }
        assert!(taken_in(&t, "酒店卫生很差").await.contains("-000002-"));
        people::add_staff(&t.app, "赵敏", "zhao.min@example.com", "agent").await.unwrap();
    }

    async fn a_file_that_lies_where_none_of_ours_would_is_named(t: TestApp) {
        let files = t.options().files_path();
        for name in ["planted", "elsewhere/planted", "waiting/planted", "waiting/7/planted"] {
            plant(&files.join(name), 1);
            let found = fault(&t, false).await;
            assert!(found.contains(&format!("the file {name} was not put there")), "{name}: {found}");
            fs::remove_file(files.join(name)).unwrap();
        }
        plant(&files.join("waiting/1700000000000000").join("0".repeat(32)), 1);
        assert_eq!(fault(&t, false).await, "", "the files of a form wait there");
        plant(&files.join("just-now"), t.app.clock().now().0.unsigned_abs());
        assert_eq!(fault(&t, false).await, "");
    }

    async fn a_text_index_that_does_not_lead_to_its_words_is_named_and_built_anew(t: TestApp) {
        // So many words that the index has more than one page.
        for part in 0..4_u64 {
            let mixed = |word: u64| (part * 1000 + word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            let words: Vec<String> = (1..800).map(|word| format!("{:016x}", mixed(word))).collect();
            taken_in(&t, &words.join(" ")).await;
        }
        assert_eq!(fault(&t, true).await, "");
        if t.backend == Backend::Postgres {
            return;
        }
        t.tamper("DELETE FROM case_words_idx").await;
        // A connection that knew the index does not look again.
        let app = t.another_copy().await;
        let asked = || Asked { index: true, ..Asked::default() };
        let found = record::verify_asked(&app, asked()).await.unwrap().fault.unwrap().to_string();
        assert!(found.contains("does not lead"), "{found}");
        record::rebuild(&app).await.unwrap();
        assert_eq!(record::verify_asked(&app, asked()).await.unwrap().fault, None);
    }

    async fn a_history_of_migrations_that_was_altered_is_named(t: TestApp) {
        for (column, value) in [("checksum", "'evil'"), ("checksum", "'-1'"), ("name", "NULL"), ("applied_on", "NULL")] {
            t.tamper(&format!(
                "CREATE TABLE kept AS SELECT * FROM refinery_schema_history; \
                 UPDATE refinery_schema_history SET {column} = {value} WHERE version = 3"
            )).await;
            let options = t.options();
            let opened = tokio::task::spawn_blocking(|| App::open(options)).await.expect("no panic");
            let why = opened.err().unwrap().to_string();
            assert!(why.contains("the history of migrations was altered: the") && why.contains("number 3"), "{why}");
            t.tamper(
                "DELETE FROM refinery_schema_history; INSERT INTO refinery_schema_history SELECT * FROM kept; DROP TABLE kept"
            ).await;
        }
        t.another_copy().await;
    }
}
