//! What each stored column holds of people, so that an erasure can be
//! complete. A test compares it with both schemas and fails on a column that
//! is missing here.

/// What a text or binary column may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sensitivity {
    /// Nothing about a person: names of things, numbers, hashes.
    Nothing,
    /// Words or personal data of a case, removed by the erasure of its contents.
    CaseWords,
    /// Words of a plain record, which go with the record.
    RecordWords,
    /// Who a member of staff is, kept as long as the record must tell who acted.
    StaffIdentity,
    /// A hash of a secret, useless to a reader.
    SecretHash,
}

use Sensitivity::{CaseWords, Nothing, RecordWords, SecretHash, StaffIdentity};

/// Every text and binary column. The text index (`case_words`) stands beside:
/// it has no readable column, and the erasure of a case takes its row out.
pub const COLUMNS: &[(&str, &str, Sensitivity)] = &[
    ("attendance", "draft", CaseWords),
    ("audit", "actor", Nothing),
    ("audit", "fields", Nothing),
    ("audit", "noun", Nothing),
    ("audit", "says", Nothing),
    ("audit", "verb", Nothing),
    ("cases", "category", Nothing),
    ("cases", "channel", Nothing),
    ("cases", "clocks", Nothing),
    ("cases", "external_key", Nothing),
    ("cases", "external_reference", CaseWords),
    ("cases", "gist", CaseWords),
    ("cases", "head", Nothing),
    ("cases", "kind", Nothing),
    ("cases", "nature", Nothing),
    ("cases", "number", Nothing),
    ("cases", "person_name", CaseWords),
    ("cases", "source", Nothing),
    ("cases", "state", Nothing),
    ("cases", "unit", Nothing),
    ("checkpoints", "chain", Nothing),
    ("checkpoints", "previous", Nothing),
    ("checkpoints", "root", Nothing),
    ("checkpoints", "signature", Nothing),
    ("commands", "actor", Nothing),
    ("commands", "fingerprint", Nothing),
    ("commands", "key", Nothing),
    ("contents", "body", CaseWords),
    ("contents", "salt", CaseWords),
    ("counters", "name", Nothing),
    ("credentials", "password", SecretHash),
    ("events", "actor", Nothing),
    ("events", "command", Nothing),
    ("events", "hash", Nothing),
    ("events", "kind", Nothing),
    ("events", "mac", Nothing),
    ("events", "payload", Nothing),
    ("events", "previous", Nothing),
    ("jobs", "actor", Nothing),
    ("jobs", "kind", Nothing),
    ("jobs", "state", Nothing),
    ("looks", "actor", Nothing),
    ("looks", "why", Nothing),
    ("notices", "kind", Nothing),
    ("policies", "actor", Nothing),
    ("policies", "definition", Nothing),
    ("policies", "id", Nothing),
    ("policies", "kind", Nothing),
    ("record_keys", "key_hash", SecretHash),
    ("record_keys", "noun", Nothing),
    ("records", "body", RecordWords),
    ("records", "erasure", Nothing),
    ("records", "name", RecordWords),
    ("records", "noun", Nothing),
    ("records", "reference", RecordWords),
    ("records", "restriction", RecordWords),
    ("retention_runs", "report", Nothing),
    ("rules", "actor", Nothing),
    ("rules", "definition", Nothing),
    ("rules", "name", Nothing),
    ("sessions", "device", StaffIdentity),
    ("sessions", "session_hash", SecretHash),
    ("sign_in_links", "link_hash", SecretHash),
    ("sources", "name", Nothing),
    ("staff", "email", StaffIdentity),
    ("staff", "languages", Nothing),
    ("staff", "name", StaffIdentity),
    ("staff", "role", Nothing),
    ("staff", "skills", Nothing),
    ("staff", "unit", Nothing),
    ("stream_events", "actor", Nothing),
    ("stream_events", "hash", Nothing),
    ("stream_events", "kind", Nothing),
    ("stream_events", "mac", Nothing),
    ("stream_events", "payload", Nothing),
    ("stream_events", "previous", Nothing),
    ("stream_events", "stream", Nothing),
    ("tallies", "key_hash", SecretHash),
    ("tip", "chain", Nothing),
    ("tip", "sealed_mac", Nothing),
    ("tokens", "name", Nothing),
    ("tokens", "scopes", Nothing),
    ("tokens", "token_hash", SecretHash),
    ("tokens", "unit", Nothing),
    ("views", "actor", Nothing),
    ("views", "name", RecordWords),
    ("views", "query", Nothing),
];

/// Tables with a column that may hold words or personal data of somebody who may ask
/// for their erasure.
pub fn tables_with_words() -> Vec<&'static str> {
    let held = COLUMNS.iter().filter(|(.., holds)| matches!(holds, CaseWords | RecordWords));
    let mut tables: Vec<&str> = held.map(|(table, ..)| *table).collect();
    tables.dedup();
    tables
}
