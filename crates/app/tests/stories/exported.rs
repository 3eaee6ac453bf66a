//! Somebody who has an export and the public key proves the record by what
//! docs/proof.md says, with code that shares nothing with the program.

use ed25519_dalek::{Signature, Verifier as _, VerifyingKey};
use homeward_app::act::Request;
use homeward_app::categories::Categories;
use homeward_app::{export, intake, people, record, take_in};
use homeward_testkit::{act, complaint, on_both};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::path::Path;

fn lines(path: &Path) -> Vec<Value> {
    std::fs::read_to_string(path).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn bytes(hex: &Value) -> Vec<u8> {
    let hex = hex.as_str().unwrap();
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
}

fn number(value: &Value) -> [u8; 8] {
    value.as_i64().unwrap().to_be_bytes()
}

fn hash_of_event(event: &Value) -> Vec<u8> {
    let of_case = event.get("case").is_some();
    let (tag, numbers, texts): (&str, &[&str], &[&str]) = if of_case {
        let numbers = &["case", "seq", "version", "recorded_at", "effective_at"];
        ("homeward-event-1", numbers, &["kind", "actor", "command", "payload"])
    } else {
        let numbers = &["seq", "version", "recorded_at", "effective_at"];
        ("homeward-stream-1", numbers, &["stream", "kind", "actor", "payload"])
    };
    let numbers = numbers.iter().map(|name| number(&event[*name]).to_vec());
    let texts = texts.iter().map(|name| event[*name].as_str().unwrap().as_bytes().to_vec());
    let mut sha = Sha256::new_with_prefix(tag);
    for part in numbers.chain(texts).chain([bytes(&event["previous"])]) {
        sha.update((part.len() as u64).to_be_bytes());
        sha.update(part);
    }
    sha.finalize().to_vec()
}

fn root(events: &[&Value]) -> Vec<u8> {
    let leaf = |event: &&Value| {
        Sha256::digest([&[0][..], &number(&event["position"]), &bytes(&event["hash"])].concat()).to_vec()
    };
    let mut level: Vec<Vec<u8>> = events.iter().map(leaf).collect();
    while level.len() > 1 {
        let above = |pair: &[Vec<u8>]| match pair {
            [left, right] => Sha256::digest([&[1][..], left, right].concat()).to_vec(),
            alone => alone[0].clone(),
        };
        level = level.chunks(2).map(above).collect();
    }
    level.remove(0)
}

fn signed_by(checkpoint: &Value) -> Vec<u8> {
    let mut message = b"homeward-checkpoint-1".to_vec();
    for name in ["number", "first_position", "last_position", "cases", "sealed_at_micros"] {
        message.extend(number(&checkpoint[name]));
    }
    [message, bytes(&checkpoint["previous"]), bytes(&checkpoint["root"])].concat()
}

/// What does not hold of an export.
fn faults(folder: &Path) -> Vec<String> {
    let (events, seals) = (lines(&folder.join("record.jsonl")), lines(&folder.join("checkpoints.jsonl")));
    let mut faults = Vec::new();
    for (event, position) in events.iter().zip(1..) {
        if event["position"] != position || hash_of_event(event) != bytes(&event["hash"]) {
            faults.push(format!("event {position}"));
        }
    }
    let mut previous = vec![0; 32];
    for seal in &seals {
        let within = seal["first_position"].as_i64().unwrap()..=seal["last_position"].as_i64().unwrap();
        let sealed: Vec<&Value> = events.iter().filter(|e| within.contains(&e["position"].as_i64().unwrap())).collect();
        let message = signed_by(seal);
        let key = VerifyingKey::from_bytes(&bytes(&seal["public_key"]).try_into().unwrap()).unwrap();
        let signature = Signature::from_slice(&bytes(&seal["signature"])).unwrap();
        let holds = root(&sealed) == bytes(&seal["root"])
            && bytes(&seal["previous"]) == previous
            && key.verify(&message, &signature).is_ok();
        if !holds {
            faults.push(format!("checkpoint {}", seal["number"]));
        }
        previous = Sha256::digest([message, bytes(&seal["signature"])].concat()).to_vec();
    }
    faults
}

on_both! {
    async fn an_export_and_the_public_key_prove_the_record(t: TestApp) {
        people::add_staff(&t.app, "李静", "li.jing@example.com", "agent").await.unwrap();
        let mut seals = 0;
        while seals < 2 {
            let intake = intake::parse(&Categories::default(), &complaint("王芳", "导游强制购物")).unwrap();
            let number = take_in(&t.app, t.anybody(), intake, None).await.unwrap().0.row.number;
            let request = Request { caller: t.anybody(), number, if_match: None, key: None };
            act(&t.app, "notes", request, &json!({"text": "已联系地接社"})).await.unwrap();
            record::seal(&t.app).await.unwrap();
            seals = record::seals(&t.app).await.unwrap();
        }
        let folder = t.path("export");
        export::export(&t.app, &folder).await.unwrap();
        assert_eq!(faults(&folder), [""; 0]);
        let path = folder.join("record.jsonl");
        let altered = std::fs::read_to_string(&path).unwrap().replacen("note_added", "note_adder", 1);
        std::fs::write(&path, altered).unwrap();
        assert!(faults(&folder).iter().any(|fault| fault.starts_with("event")));
    }
}
