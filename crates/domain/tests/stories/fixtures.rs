//! Every version of every kind of event ever written still reads. Lines are
//! only ever added to the fixture.

use homeward_domain::case::Fact;
use std::collections::BTreeSet;

#[derive(serde::Deserialize)]
struct Stored {
    kind: String,
    version: i64,
    payload: String,
}

#[test]
fn every_payload_ever_written_is_read_and_the_present_ones_are_written_the_same() {
    let lines = include_str!("../fixtures/events.jsonl").lines();
    let stored: Vec<Stored> = lines.map(|line| serde_json::from_str(line).unwrap()).collect();
    for event in &stored {
        let fact = Fact::decode(&event.kind, event.version, &event.payload).unwrap();
        assert_eq!(fact.kind(), event.kind);
        if fact.version() == event.version {
            assert_eq!(fact.encode(), event.payload, "the written form of {} changed without a version", event.kind);
        }
    }
    let known: BTreeSet<&str> = stored.iter().map(|event| event.kind.as_str()).collect();
    assert_eq!(known, Fact::KINDS.iter().copied().collect(), "a kind has no line in the fixture");
}
