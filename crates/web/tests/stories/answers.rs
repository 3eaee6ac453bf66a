//! What the API answers, held against what it answered before: the keys of each answer with
//! the types of their values, and none of the data. A change is reviewed as a difference of
//! small files, one for each question (CONTRIBUTING says how).

use crate::common::Answer;
use crate::sample::Sample;
use crate::snapshots::Kept;
use homeward_testkit::{Backend, TestApp};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// Answers to a GET that are no JSON, or that never end.
const NO_JSON: [&str; 4] = [
    "/api/v1/stream",
    "/api/v1/cases/{number}/files/{part}",
    "/api/v1/cases/{number}/files/{part}/copy",
    // Another test holds the description against the routes.
    "/api/v1/openapi.json",
];

/// The record of a case, whose entries have a shape each.
const RECORD: &str = "/api/v1/cases/{number}/events";

/// What is asked besides: what is refused, and why.
const REFUSED: [(&str, &str, &str); 5] = [
    ("POST", "/api/v1/cases", "{}"),
    ("POST", "/api/v1/cases", "no JSON"),
    ("GET", "/api/v1/cases/HW-2611-999999-1", ""),
    ("GET", "/api/v1/cases?sort=nonsense", ""),
    ("DELETE", "/api/v1/cases", ""),
];

#[test]
fn every_answer_of_the_api_has_the_shape_that_it_had() {
    Backend::Sqlite.run(|t: TestApp| async move {
        let sample = Sample::made(&t).await;
        let mut kept = Kept::of("answers");
        let questions = sample.routes.iter().filter(|(method, path)| method == "GET" && path.starts_with("/api/v1/"));
        for (_, route) in questions.filter(|(_, route)| !NO_JSON.contains(&route.as_str())) {
            let mut answer = sample.api.get(&sample.asked(route)).await;
            if *route == RECORD {
                answer.body = by_kind(&answer.body);
            }
            kept.holds(route, &shown(&answer));
        }
        let mut refused = String::new();
        for (method, path, body) in REFUSED {
            let answer = sample.api.send(method, path, &[("content-type", "application/json")], body).await;
            writeln!(refused, "{method} {path} {body}\n{}", shown(&answer)).unwrap();
        }
        let stranger = sample.api.without_token().get("/api/v1/cases").await;
        writeln!(refused, "GET /api/v1/cases without a token\n{}", shown(&stranger)).unwrap();
        kept.holds("refused", &refused);
        let taken = sample.api.post("/api/v1/cases", &homeward_testkit::complaint("周舟", "行李未到")).await;
        kept.holds("case taken in", &shown(&taken));
        let path = format!("/api/v1/cases/{}/notes", taken.body["number"].as_str().unwrap());
        kept.holds("act done", &shown(&sample.api.post(&path, &json!({"text": "已登记"})).await));
        kept.end();
    });
}

/// The entries of a record, one of each kind.
fn by_kind(record: &Value) -> Value {
    let kind = |entry: &Value| entry["kind"].as_str().unwrap().to_owned();
    record["items"].as_array().unwrap().iter().map(|entry| (kind(entry), entry.clone())).collect()
}

/// Status and shape.
fn shown(answer: &Answer) -> String {
    format!("{}\n{}", answer.status, serde_json::to_string_pretty(&shape(&answer.body)).unwrap())
}

/// The types in the place of values; of a list, the one shape that all of it has.
fn shape(value: &Value) -> Value {
    match value {
        Value::Null => json!("null"),
        Value::Bool(_) => json!("truth"),
        Value::Number(_) => json!("number"),
        Value::String(_) => json!("text"),
        Value::Array(items) => json!([items.iter().map(shape).reduce(|one, other| joined(&one, &other))]),
        Value::Object(fields) => fields.iter().map(|(name, value)| (name.clone(), shape(value))).collect(),
    }
}

/// What two of a list have, each key once; where one is a type and the other another, both.
fn joined(one: &Value, other: &Value) -> Value {
    match (one, other) {
        (Value::Object(one), Value::Object(other)) => {
            let mut all: Map<String, Value> = one.clone();
            for (name, value) in other {
                let known = all.get(name).map_or_else(|| value.clone(), |known| joined(known, value));
                all.insert(name.clone(), known);
            }
            Value::Object(all)
        }
        (Value::Array(one), Value::Array(other)) => {
            let items = one.iter().chain(other).filter(|item| !item.is_null()).cloned();
            json!([items.reduce(|one, other| joined(&one, &other))])
        }
        (Value::String(one), Value::String(other)) => {
            let both: BTreeSet<&str> = one.split(" or ").chain(other.split(" or ")).collect();
            json!(both.into_iter().collect::<Vec<_>>().join(" or "))
        }
        // Something or nothing: the shape of something says more.
        (Value::String(nothing), some) | (some, Value::String(nothing)) if nothing == "null" => some.clone(),
        (some, _) => some.clone(),
    }
}
