//! A forger who has the database and not the secret: whole acts over every table
//! that decides, each found and named.

mod acts;

use homeward_app::act::Request;
use homeward_app::categories::Categories;
use homeward_app::registers::{self, CUSTOMERS, How, Noun, UNITS};
use homeward_app::{
    App, AppOptions, Caller, Lane, intake, people, privacy, promises, record, rules, staff, take_in, tokens,
};
use homeward_domain::actor::Actor;
use homeward_domain::record::{Hash, StoredEvent};
use homeward_domain::time::Span;
use homeward_store::{events, streams, tip};
use homeward_testkit::{Backend, TestApp, act, complaint, on_both};
use serde_json::json;

const ADMINISTRATOR: Actor = Actor::System;

/// Every table that a forger may write to.
const TABLES: &[&str] = &[
    "events",
    "contents",
    "cases",
    "checkpoints",
    "tip",
    "stream_events",
    "policies",
    "rules",
    "staff",
    "credentials",
    "tokens",
    "sign_in_links",
    "records",
    "record_keys",
    "results",
    "counters",
];

async fn sealed(t: &TestApp) {
    homeward_testkit::placed(&t.app).await;
    record::seal(&t.app).await.unwrap();
    assert_eq!(t.app.unproven(), None);
    t.later(Span::minutes(10));
}

async fn taken_in(t: &TestApp, name: &str) -> String {
    let intake = intake::parse(&Categories::default(), &complaint(name, "导游强制购物,要求退款")).unwrap();
    let number = take_in(&t.app, t.anybody(), intake, None).await.unwrap().0.row.number;
    let request = Request { caller: t.anybody(), number: number.clone(), if_match: None, key: None };
    act(&t.app, "notes", request, &json!({"text": "已联系地接社"})).await.unwrap();
    number
}

async fn record_of(t: &TestApp, noun: Noun, body: serde_json::Value) {
    let sent = registers::parse(noun, &body).unwrap();
    registers::write(&t.app, Lane::Acts, &t.anybody(), noun, sent, How::Put).await.unwrap();
}

/// A company at work: two sealed stretches, and a tail that no checkpoint seals.
async fn a_company(t: &TestApp) {
    people::add_staff(&t.app, "李静", "li.jing@example.com", "agent").await.unwrap();
    let (manager, _) = people::add_staff(&t.app, "赵敏", "zhao.min@example.com", "manager").await.unwrap();
    let secret = staff::link(&t.app, &Caller::machine(), manager.id).await.unwrap();
    let secret = secret.rsplit('/').next().unwrap().to_owned();
    homeward_app::sign_in::by_link(&t.app, &secret, None, Some("一句很长的口令 17"), "").await.unwrap();
    record_of(t, &UNITS, json!({"reference": "hq", "name": "总部", "kind": "company"})).await;
    record_of(t, &CUSTOMERS, json!({"reference": "c1", "name": "王芳"})).await;
    record_of(t, &CUSTOMERS, json!({"reference": "c2", "name": "何静"})).await;
    let ground = json!({"ground": "person_request", "text": "本人要求"});
    privacy::restrict(&t.app, &t.anybody(), "c2".into(), &ground).await.unwrap();
    taken_in(t, "王芳").await;
    let number = taken_in(t, "李强").await;
    let request = Request { caller: t.anybody(), number, if_match: None, key: None };
    act(&t.app, "restriction", request, &ground).await.unwrap();
    sealed(t).await;
    let scopes = ["cases:read".to_owned()];
    tokens::create(&t.app, "报表", &scopes).await.unwrap();
    tokens::create(&t.app, "旧接口", &scopes).await.unwrap();
    tokens::revoke(&t.app, &Caller::machine(), 2).await.unwrap();
    let rule = json!({"id": "big", "title": "大额", "on": ["case_received"], "when": "true",
        "acts": [{"act": "note", "text": "请主管留意"}]});
    rules::add(&t.app, ADMINISTRATOR, rules::parse(&Categories::default(), &rule).unwrap()).await.unwrap();
    promises::change(&t.app, &t.anybody(), "contact", &json!({"within_minutes": 30}), None).await.unwrap();
    taken_in(t, "周晓岚").await;
    sealed(t).await;
    taken_in(t, "孙悦").await;
    taken_in(t, "钱程").await;
    homeward_testkit::placed(&t.app).await;
}

async fn found(t: &TestApp) -> String {
    record::verify(&t.app, None).await.unwrap().fault.map(|fault| fault.to_string()).unwrap_or_default()
}

/// Does one statement with every table.
async fn with_every_table(t: &TestApp, statement: impl Fn(&str) -> String) {
    let all: Vec<String> = TABLES.iter().map(|table| statement(table)).collect();
    t.tamper(&format!("BEGIN; {} COMMIT;", all.join(" "))).await;
}

async fn keep_copies(t: &TestApp, prefix: &str) {
    with_every_table(t, |table| format!("CREATE TABLE {prefix}_{table} AS SELECT * FROM {table};")).await;
}

async fn put_copies_back(t: &TestApp, prefix: &str) {
    let back = |table: &str| format!("DELETE FROM {table}; INSERT INTO {table} SELECT * FROM {prefix}_{table};");
    with_every_table(t, back).await;
}

async fn drop_copies(t: &TestApp, prefix: &str) {
    with_every_table(t, |table| format!("DROP TABLE {prefix}_{table};")).await;
}

/// Bytes as this database writes them in a statement.
fn bytes(t: &TestApp, hash: &Hash) -> String {
    match t.backend {
        Backend::Sqlite => format!("x'{}'", hash.to_hex()),
        Backend::Postgres => format!("'\\x{}'", hash.to_hex()),
    }
}

async fn last_event(t: &TestApp, case: i64) -> StoredEvent {
    t.app.store().read(move |db| events::of_case(db, case, 0)).await.unwrap().pop().unwrap()
}

/// What a forger knows to do with the form of the record at hand: hashes that fit.
async fn with_fitting_hashes(t: &TestApp) -> Vec<(String, String, &'static str)> {
    let last = last_event(t, 5).await;
    let altered = StoredEvent { actor: "staff:1".into(), ..last.clone() }.sealed();
    let planted =
        StoredEvent { seq: last.seq + 1, previous: last.hash, command: "0".repeat(32), ..last.clone() }.sealed();
    let forked = StoredEvent { previous: Hash([7; 32]), ..last.clone() }.sealed();
    let number_of = "case HW-";
    let set = |e: &StoredEvent| {
        let (hash, previous) = (bytes(t, &e.hash), bytes(t, &e.previous));
        format!(
            "UPDATE events SET actor = '{}', hash = {hash}, previous = {previous} WHERE case_id = 5 AND seq = {}; \
             UPDATE cases SET head = {hash} WHERE case_id = 5",
            e.actor, e.seq
        )
    };
    let (hash, previous) = (bytes(t, &planted.hash), bytes(t, &planted.previous));
    let insert = format!(
        "INSERT INTO events (case_id, seq, position, kind, version, actor, command, recorded_at, effective_at, payload, \
         previous, hash, mac) SELECT case_id, {seq}, (SELECT position + 1 FROM tip), kind, version, actor, '{command}', \
         recorded_at, effective_at, payload, {previous}, {hash}, mac FROM events WHERE case_id = 5 AND seq = {last}; \
         UPDATE tip SET position = position + 1; \
         INSERT INTO contents (case_id, seq, slot, salt, body) SELECT case_id, {seq}, slot, salt, body FROM contents \
         WHERE case_id = 5 AND seq = {last}; UPDATE cases SET head = {hash}, seq = {seq} WHERE case_id = 5",
        last = last.seq,
        seq = planted.seq,
        command = planted.command,
    );
    vec![
        ("an unsealed event altered, its hash and the row's head made to fit".into(), set(&altered), number_of),
        ("an event that names another one before it, hashes made to fit".into(), set(&forked), number_of),
        ("an event planted with hashes that fit and the MAC of another".into(), insert, number_of),
    ]
}

on_both! {
    async fn each_act_of_a_forger_is_found_and_named(t: TestApp) {
        a_company(&t).await;
        assert_eq!(found(&t).await, "");
        keep_copies(&t, "kept").await;
        let mut missed = Vec::new();
        let own = acts::ACTS.iter().map(|(what, sql, named)| ((*what).to_owned(), (*sql).to_owned(), *named));
        for (what, sql, named) in own.chain(with_fitting_hashes(&t).await) {
            t.tamper(&sql).await;
            let told = found(&t).await;
            if !told.contains(named) {
                missed.push(format!("{what}: {told:?} does not name {named:?}"));
            }
            put_copies_back(&t, "kept").await;
            assert_eq!(found(&t).await, "", "after {what}");
        }
        assert!(missed.is_empty(), "{}", missed.join("\n"));
    }

    async fn an_older_copy_of_the_whole_database_is_found_by_the_witness(t: TestApp) {
        a_company(&t).await;
        keep_copies(&t, "old").await;
        t.later(Span::minutes(10));
        taken_in(&t, "后来的人").await;
        sealed(&t).await;
        put_copies_back(&t, "old").await;
        let told = found(&t).await;
        assert!(told.contains("checkpoint 3, which the witness"), "{told}");
        // Nor does a later start seal it as if nothing had been.
        record::seal(&t.app).await.unwrap();
        assert!(t.app.unproven().is_some_and(|why| why.contains("witness")));
    }

    async fn what_a_forger_planted_is_not_sealed(t: TestApp) {
        a_company(&t).await;
        for (what, sql, _) in with_fitting_hashes(&t).await {
            keep_copies(&t, "kept").await;
            t.tamper(&sql).await;
            let before = record::seals(&t.app).await.unwrap();
            assert_eq!(record::seal(&t.app).await.unwrap(), 0, "{what}");
            assert_eq!(record::seals(&t.app).await.unwrap(), before);
            assert!(t.app.unproven().is_some(), "{what}");
            put_copies_back(&t, "kept").await;
            drop_copies(&t, "kept").await;
        }
        assert_eq!(record::seal(&t.app).await.unwrap(), 1, "what is sound is sealed again");
        assert_eq!(t.app.unproven(), None);
    }

    async fn a_record_made_to_look_like_one_of_an_earlier_version_is_not_taken_for_one(t: TestApp) {
        a_company(&t).await;
        t.tamper(
            "UPDATE events SET mac = NULL; DELETE FROM stream_events WHERE stream = 'record/log'; \
             UPDATE stream_events SET mac = NULL; UPDATE tip SET chain = NULL, sealed = 0, sealed_mac = NULL; \
             DELETE FROM checkpoints",
        ).await;
        let started = t.another_copy().await;
        assert!(started.unproven().is_some_and(|why| why.contains("witness")));
        assert!(found(&t).await.contains("witness") || !found(&t).await.is_empty());
        assert_eq!(t.app.store().read(tip::read).await.unwrap().chain, None, "nothing was given a MAC");
        // Nor does a copy in another place, whose witness has seen nothing.
        let options = AppOptions { witness_file: Some(t.path("another/witness")), ..t.options() };
        std::fs::create_dir(t.path("another")).unwrap();
        let another = tokio::task::spawn_blocking(|| App::open(options)).await.unwrap().unwrap();
        assert!(another.unproven().is_some_and(|why| why.contains("secret.proven")));
        assert_eq!(t.app.store().read(tip::read).await.unwrap().chain, None, "nothing was given a MAC");
    }

    async fn what_is_taken_out_before_it_is_sealed_is_missed(t: TestApp) {
        a_company(&t).await;
        record::note_reached(&t.app).await.unwrap();
        assert_eq!(found(&t).await, "");
        // The end of the log goes back to the last seal, and what is left is fed again.
        let gone = "DELETE FROM events WHERE case_id = 4; DELETE FROM contents WHERE case_id = 4; DELETE FROM cases WHERE case_id = 4;";
        let back = "UPDATE tip SET position = (SELECT last_position FROM checkpoints WHERE number = 2), \
                    chain = (SELECT chain FROM checkpoints WHERE number = 2);";
        let rest = match t.backend {
            Backend::Sqlite => "DELETE FROM events WHERE case_id = 5; DELETE FROM contents WHERE case_id = 5; DELETE FROM cases WHERE case_id = 5;",
            Backend::Postgres => "UPDATE events SET position = NULL WHERE position > (SELECT last_position FROM checkpoints WHERE number = 2);",
        };
        t.tamper(&format!("BEGIN; {gone} {rest} {back} COMMIT")).await;
        homeward_testkit::placed(&t.app).await;
        assert!(found(&t).await.contains("witness.reached"), "{}", found(&t).await);
        record::note_reached(&t.app).await.unwrap();
        assert!(found(&t).await.contains("witness.reached"), "the note stays as it was");
        assert_eq!(record::seal(&t.app).await.unwrap(), 0);
        assert!(t.app.unproven().is_some());
    }
}

#[test]
fn an_index_that_says_otherwise_than_its_table_is_named() {
    Backend::Sqlite.run(|t| async move {
        a_company(&t).await;
        assert_eq!(found(&t).await, "");
        // The index is put out of sight while the row changes.
        t.tamper(
            "PRAGMA writable_schema = ON; CREATE TABLE hidden AS SELECT * FROM sqlite_master WHERE name = 'tokens_by_hash'; \
             DELETE FROM sqlite_master WHERE name = 'tokens_by_hash'; PRAGMA writable_schema = RESET;",
        )
        .await;
        t.tamper(
            "CREATE TABLE was AS SELECT token_hash FROM tokens WHERE token_id = 1; DROP TABLE was; \
             UPDATE tokens SET token_hash = (SELECT root FROM checkpoints WHERE number = 1) WHERE token_id = 1; \
             PRAGMA writable_schema = ON; INSERT INTO sqlite_master SELECT * FROM hidden; DROP TABLE hidden; \
             PRAGMA writable_schema = RESET;",
        )
        .await;
        assert!(found(&t).await.contains("tokens"), "{}", found(&t).await);
    });
}

#[test]
fn every_column_of_what_decides_is_said_or_left_out_on_purpose() {
    Backend::Sqlite.run(|t| async move {
        let schema = t.app.store().read(homeward_store::dialect::columns).await.unwrap();
        for subject in streams::all() {
            let mut known = subject.known_columns();
            known.sort_unstable();
            let has: Vec<&str> = schema.iter().filter(|c| c.0 == subject.table).map(|c| c.1.as_str()).collect();
            assert_eq!(known, has, "{}", subject.table);
        }
    });
}
