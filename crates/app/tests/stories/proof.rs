//! What an intruder does to the record is found and named; what the law
//! removes is gone everywhere, and the record still proves.

use homeward_app::act::Request;
use homeward_app::categories::Categories;
use homeward_app::restore::{Erasures, Orders, restore};
use homeward_app::{App, AppOptions, Clock, Location, backup, clocks, intake, read, record, take_in};
use homeward_domain::time::Span;
use homeward_testkit::{Backend, TestApp, act, complaint, on_both, placed};
use serde_json::json;
use std::fs;
use std::path::Path;

/// Three cases with a note each and their alarms, sealed.
async fn a_small_record(t: &TestApp) -> Vec<String> {
    let mut numbers = Vec::new();
    for name in ["王芳", "李强", "周晓岚"] {
        let intake = intake::parse(&Categories::default(), &complaint(name, "导游强制购物,要求退款")).unwrap();
        let number = take_in(&t.app, t.anybody(), intake, None).await.unwrap().0.row.number;
        act(&t.app, "notes", on(t, &number), &json!({"text": "已联系地接社"})).await.unwrap();
        numbers.push(number);
    }
    t.later(Span::minutes(61));
    clocks::ring(&t.app).await.unwrap();
    placed(&t.app).await;
    record::seal(&t.app).await.unwrap();
    numbers
}

fn on(t: &TestApp, number: &str) -> Request {
    Request { caller: t.anybody(), number: number.into(), if_match: None, key: None }
}

async fn fault(t: &TestApp) -> String {
    record::verify(&t.app, None).await.unwrap().fault.map(|f| f.to_string()).unwrap_or_default()
}

on_both! {
    async fn a_record_that_grows_while_it_is_proven_is_not_taken_for_cut(t: TestApp) {
        let take = |n: usize| {
            let (app, caller) = (t.app.clone(), t.anybody());
            async move {
                let intake = intake::parse(&Categories::default(), &complaint("王芳", &format!("导游强制购物 {n}"))).unwrap();
                take_in(&app, caller, intake, None).await.unwrap();
            }
        };
        let prove = async {
            for _ in 0..25 {
                assert_eq!(record::verify(&t.app, None).await.unwrap().fault, None);
            }
        };
        let grow = async {
            for n in 0..80 {
                take(n).await;
            }
        };
        tokio::join!(prove, grow);
    }

    async fn an_untouched_record_holds_sealed_and_unsealed(t: TestApp) {
        let numbers = a_small_record(&t).await;
        let proof = record::verify(&t.app, None).await.unwrap();
        assert_eq!((proof.cases, proof.fault, proof.unsealed, proof.checkpoints), (3, None, 0, 1));
        act(&t.app, "notes", on(&t, &numbers[0]), &json!({"text": "再次联系"})).await.unwrap();
        placed(&t.app).await;
        assert_eq!(record::verify(&t.app, None).await.unwrap().unsealed, 1);
        record::seal(&t.app).await.unwrap();
        assert_eq!(record::verify(&t.app, None).await.unwrap().checkpoints, 2);
        assert_eq!(record::verify(&t.app, Some(numbers[1].clone())).await.unwrap().cases, 1);
    }

    async fn one_altered_byte_in_any_column_of_any_event_is_found_and_named(t: TestApp) {
        let numbers = a_small_record(&t).await;
        let flip = match t.backend {
            Backend::Sqlite => "CAST(iif(substr(hash, 1, 1) = x'ff', x'00', x'ff') || substr(hash, 2) AS BLOB)",
            Backend::Postgres => "set_byte(hash, 0, 255 - get_byte(hash, 0))",
        };
        let changes = [
            ("kind", "'note_adder'".to_owned()), ("version", "version + 1".into()), ("actor", "actor || '1'".into()),
            ("command", "'0' || command".into()), ("recorded_at", "recorded_at + 1".into()),
            ("effective_at", "effective_at - 1".into()), ("payload", "payload || ' '".into()),
            ("hash", flip.to_owned()), ("previous", flip.replace("hash", "previous")), ("position", "position + 1000".into()),
        ];
        for seq in [1, 3] {
            for (column, change) in &changes {
                let keep = format!("CREATE TABLE kept AS SELECT * FROM events WHERE case_id = 2 AND seq = {seq}");
                t.tamper(&keep).await;
                t.tamper(&format!("UPDATE events SET {column} = {change} WHERE case_id = 2 AND seq = {seq}")).await;
                let found = fault(&t).await;
                if *column == "position" {
                    assert!(found.contains("position"), "{column}: {found}");
                } else {
                    assert!(found.contains(&numbers[1]) && found.contains(&format!("event {seq}")), "{column}: {found}");
                }
                let back = format!("UPDATE events SET {column} = (SELECT {column} FROM kept) WHERE case_id = 2 AND seq = {seq}");
                t.tamper(&back).await;
                t.tamper("DROP TABLE kept").await;
                assert_eq!(fault(&t).await, "");
            }
        }
    }

    async fn a_deleted_last_event_is_found_and_named(t: TestApp) {
        let numbers = a_small_record(&t).await;
        t.tamper("DELETE FROM events WHERE case_id = 3 AND seq = (SELECT max(seq) FROM events WHERE case_id = 3)").await;
        let found = fault(&t).await;
        assert!(found.contains(&numbers[2]) && found.contains("is gone"), "{found}");
        let of_case = record::verify(&t.app, Some(numbers[2].clone())).await.unwrap().fault.unwrap().to_string();
        assert!(of_case.contains(&numbers[2]) && of_case.contains("is gone"), "{of_case}");
    }

    async fn a_deleted_case_is_found_sealed_or_not(t: TestApp) {
        a_small_record(&t).await;
        let intake = intake::parse(&Categories::default(), &complaint("孙悦", "退团退款难")).unwrap();
        take_in(&t.app, t.anybody(), intake, None).await.unwrap();
        placed(&t.app).await;
        for table in ["cases", "contents", "events"] {
            t.tamper(&format!("DELETE FROM {table} WHERE case_id = 4")).await;
        }
        assert!(fault(&t).await.contains("gone"), "the unsealed tail");
        t.tamper("UPDATE counters SET value = (SELECT max(position) FROM events) WHERE name = 'position'").await;
        for table in ["cases", "contents", "events"] {
            t.tamper(&format!("DELETE FROM {table} WHERE case_id = 1")).await;
        }
        assert!(fault(&t).await.contains("not those that were sealed"), "the sealed part");
    }

    async fn a_missing_changed_or_foreign_body_is_found_and_named(t: TestApp) {
        let numbers = a_small_record(&t).await;
        for (harm, repair, word) in [
            ("UPDATE contents SET body = body || '!' WHERE case_id = 2 AND seq = 1 AND slot = 1",
             "UPDATE contents SET body = substr(body, 1, length(body) - 1) WHERE case_id = 2 AND seq = 1 AND slot = 1", "altered"),
            ("UPDATE contents SET slot = 9 WHERE case_id = 2 AND seq = 3", "UPDATE contents SET slot = 1 WHERE case_id = 2 AND seq = 3", "missing"),
            ("INSERT INTO contents (case_id, seq, slot, body) VALUES (2, 1, 9, 'x')", "DELETE FROM contents WHERE slot = 9", "no entry"),
        ] {
            t.tamper(harm).await;
            let found = fault(&t).await;
            assert!(found.contains(&numbers[1]) && found.contains(word), "{found}");
            t.tamper(repair).await;
            assert_eq!(fault(&t).await, "");
        }
    }

    async fn a_row_that_does_not_follow_from_the_record_is_found(t: TestApp) {
        let numbers = a_small_record(&t).await;
        t.tamper("UPDATE cases SET state = 'resolved' WHERE case_id = 1").await;
        assert!(fault(&t).await.contains(&numbers[0]));
        record::rebuild(&t.app).await.unwrap();
        assert_eq!(fault(&t).await, "");
        t.tamper("DELETE FROM events WHERE case_id = 1").await;
        assert!(!fault(&t).await.is_empty());
    }

    async fn a_checkpoint_cannot_be_forged(t: TestApp) {
        a_small_record(&t).await;
        t.tamper("UPDATE checkpoints SET case_count = 2").await;
        assert!(fault(&t).await.contains("signature"));
    }

    async fn an_erased_person_is_found_nowhere_and_the_record_holds(t: TestApp) {
        let rare = "欧阳鹮羽";
        let intake = intake::parse(&Categories::default(), &complaint(rare, &format!("我叫{rare},导游强制购物"))).unwrap();
        let number = take_in(&t.app, t.anybody(), intake, None).await.unwrap().0.row.number;
        act(&t.app, "notes", on(&t, &number), &json!({"text": format!("{rare}来电催促")})).await.unwrap();
        let call = json!({"direction": "out", "channel": "phone", "reached": true, "text": format!("致电{rare}")});
        act(&t.app, "messages", on(&t, &number), &call).await.unwrap();
        let others = a_small_record(&t).await;
        assert!(is_stored(&t, rare), "or the test could not fail");
        act(&t.app, "erasure", on(&t, &number), &json!({"ground": "person_request"})).await.unwrap();
        assert!(!is_stored(&t, rare), "somewhere the name is left");
        for query in [rare, "13812345678"] {
            let found = read::search(&t.app, &t.anybody(), query.into(), 10).await.unwrap();
            assert!(found.iter().all(|view| view.row.number != number), "{query}");
        }
        assert_eq!(fault(&t).await, "");
        let still = read::search(&t.app, &t.anybody(), "王芳".into(), 10).await.unwrap();
        assert_eq!(still[0].row.number, others[0], "the others are found as before");
        let dossier = read::dossier(&t.app, &t.anybody(), number, 0).await.unwrap();
        assert_eq!((dossier.person(), dossier.statement()), (None, None));
    }
}

/// Whether a word stands in any table, and for the embedded database in any file.
fn is_stored(t: &TestApp, word: &str) -> bool {
    let tables = match &t.options().location {
        Location::Sqlite(_) => false,
        Location::Postgres(url) => {
            let dump = std::process::Command::new("pg_dump").arg(url).output().unwrap();
            assert!(dump.status.success());
            // The text index holds pairs of characters, as does the program's.
            let pair: String = word.chars().take(2).collect();
            let text = String::from_utf8_lossy(&dump.stdout).into_owned();
            text.contains(word) || text.contains(&pair)
        }
    };
    tables || t.app.store().files().iter().any(|file| holds(file, word))
}

fn holds(file: &Path, word: &str) -> bool {
    let bytes = fs::read(file).unwrap();
    // Pairs of characters are what the text index is made of.
    let chars: Vec<char> = word.chars().collect();
    let pairs = chars.windows(2).map(|pair| pair.iter().collect::<String>());
    std::iter::once(word.to_owned()).chain(pairs).any(|w| bytes.windows(w.len()).any(|part| part == w.as_bytes()))
}

#[test]
fn a_backup_restores_and_an_erasure_since_is_done_again() {
    for from in [Backend::Sqlite, Backend::Postgres] {
        from.run(|t| async move {
            let rare = "欧阳鹮羽";
            let intake = intake::parse(&Categories::default(), &complaint(rare, "导游强制购物")).unwrap();
            let number = take_in(&t.app, t.anybody(), intake, None).await.unwrap().0.row.number;
            a_small_record(&t).await;
            let file = t.path("homeward.backup");
            let (app, target) = (t.app.clone(), file.clone());
            backup::backup(&app, &target).await.unwrap();
            act(&t.app, "erasure", on(&t, &number), &json!({"ground": "order"})).await.unwrap();
            assert!(holds(&file, rare), "the backup was made before");

            let place = t.path("restored");
            let options = AppOptions {
                secret_file: Some(t.options().secret_path()),
                clock: Clock::by_hand(t.app.clock().now()),
                ..AppOptions::embedded(&place)
            };
            restored(&t, &file, options).await;
            let entries = fs::read_dir(&place).unwrap().map(|entry| entry.unwrap().path());
            for path in entries.filter(|path| path.is_file()) {
                assert!(!holds(&path, rare), "{}", path.display());
            }
            let server = t.empty_server_database().await;
            let options = AppOptions {
                location: Location::Postgres(server),
                secret_file: Some(t.options().secret_path()),
                clock: Clock::by_hand(t.app.clock().now()),
                ..AppOptions::embedded(t.path("restored-to-server"))
            };
            let app = restored(&t, &file, options).await;
            let found = read::search(&app, &t.anybody(), rare.into(), 10).await.unwrap();
            assert_eq!(found.len(), 0, "what was erased is in no index");
        });
    }
}

/// Restores a backup of the small record and goes on working with it.
async fn restored(t: &TestApp, file: &Path, options: AppOptions) -> App {
    let journal = t.path("erasures.jsonl");
    let orders = Orders { erasures: Erasures::Journal(journal), new_secret: false, despite_damage: false, why: None };
    let done = restore(file, options.clone(), &orders).await.unwrap();
    assert_eq!((done.erased, done.losses.len(), done.proven.map(|proof| proof.cases)), (1, 0, Some(4)));
    let again = restore(file, options.clone(), &orders).await;
    assert!(again.is_err(), "never over something that is there");
    let app = tokio::task::spawn_blocking(|| App::open(options)).await.unwrap().unwrap();
    let proof = record::verify(&app, None).await.unwrap();
    assert_eq!((proof.fault, proof.cases), (None, 4));
    let found = read::search(&app, &t.anybody(), "周晓岚".into(), 10).await.unwrap();
    assert_eq!(found.len(), 1, "the index is there again");
    let intake = intake::parse(&Categories::default(), &complaint("新客", "酒店卫生差")).unwrap();
    let next = take_in(&app, t.anybody(), intake, None).await.unwrap().0.row.number;
    assert!(next.contains("-000005-"), "numbers go on behind the restored ones: {next}");
    let found = read::search(&app, &t.anybody(), "卫生".into(), 10).await.unwrap();
    assert_eq!(found[0].row.number, next);
    app
}

#[test]
fn the_register_names_every_column_of_both_schemas() {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        backend.run(|t| async move {
            let columns = t.app.store().read(homeward_store::dialect::columns).await.unwrap();
            let text: Vec<_> = columns.iter().filter(|c| c.2).map(|c| (c.0.as_str(), c.1.as_str())).collect();
            let register: Vec<_> = homeward_store::column_privacy::COLUMNS.iter().map(|c| (c.0, c.1)).collect();
            assert_eq!(text, register);
        });
    }
}

#[test]
fn both_schemas_have_the_same_tables_and_columns() {
    let schema = |backend: Backend| {
        let (send, receive) = std::sync::mpsc::channel();
        backend.run(|t| async move {
            send.send(t.app.store().read(homeward_store::dialect::columns).await.unwrap()).unwrap();
        });
        receive.recv().unwrap()
    };
    assert_eq!(schema(Backend::Sqlite), schema(Backend::Postgres));
}
