//! Whatever is done to cases in whatever order, nothing breaks, nothing is lost,
//! and what is rebuilt from the record equals what was live; on both databases.

use crate::common::Api;
use homeward_app::clocks;
use homeward_domain::time::Span;
use homeward_testkit::{complaint, on_both};
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};

/// Sequences that are tried.
const SEQUENCES: usize = 3;
/// Acts of one sequence.
const ACTS: usize = 90;

/// An act by its number, with a small choice inside it.
fn act(which: usize, choice: i64, numbers: &[String]) -> (String, Value) {
    let other = &numbers[usize::try_from(choice).unwrap() % numbers.len()];
    let part = choice % 3 + 1;
    let percent = choice % 101;
    let text = json!({"text": "随手一写"});
    let share = |percent: i64| json!({"party": "company", "percent": percent, "ground": "safety", "text": "领队"});
    let (resource, body) = match which {
        0 => ("notes", text),
        1 => ("messages", json!({"direction": "out", "channel": "phone", "reached": choice % 2 == 0, "text": "致电"})),
        2 => ("messages", json!({"direction": "in", "channel": "email", "text": "来信"})),
        3 | 4 => ("acceptance", json!({"decision": "accepted"})),
        5 => (
            "triage",
            json!({"category": "service.guide", "handling_type": "service", "severity": {"content": choice % 4}, "reason": "判断"}),
        ),
        6 => ("triage", json!({"nature": "urgent", "danger": choice % 2 == 0, "reason": "有人受伤"})),
        7 => ("findings", json!({"source": "staff", "text": "查明"})),
        8 => ("causes", json!({"causes": ["process"], "text": "流程"})),
        9 | 10 => (
            "plans",
            json!({"text": "方案", "options": [{"text": "退款", "measures": [{"text": "转账"}]}, {"text": "代金券"}]}),
        ),
        11 | 12 => return (format!("plans/{part}/answer"), json!({"answer": "accepted", "option": choice % 2 + 1})),
        13 => return (format!("plans/{part}/answer"), json!({"answer": "refused"})),
        14 => return (format!("measures/{part}/completion"), text),
        15 => return (format!("measures/{part}/waiver"), text),
        16 => ("responsibility", json!({"shares": [share(percent), share(100 - percent)]})),
        17 => ("final_answer", text),
        18 | 19 => ("resolution", text),
        20 => ("satisfaction", json!({"content": choice % 2 == 0, "text": "说明"})),
        21 => ("reopening", json!({"text": "新情况", "new_facts": true})),
        22 => ("archive", text),
        23 => ("merge", json!({"into": other, "text": "同一事项"})),
        24 | 25 => ("unmerge", text),
        26 => ("split", json!({"parts": [{"text": "另一部分"}], "text": "分开"})),
        27 => ("links", json!({"other": other, "how": "related"})),
        28 => ("proceedings", json!({"body": "authority", "name": "主管机构", "text": "通知"})),
        29 => return (format!("proceedings/{part}/steps"), json!({"step": "answered", "text": "已答复"})),
        30 => ("publication", json!({"matter": "行程外购物", "result": "已退款"})),
        31 => ("publication_decision", json!({"publish": choice % 2 == 0, "text": "说明"})),
        32 => ("publication_release", json!({})),
        33 => ("evidence", json!({"what": "cctv", "text": "录像"})),
        34 => return (format!("evidence/{part}/securing"), text),
        35 => ("kind", json!({"kind": if choice % 2 == 0 { "inquiry" } else { "complaint" }, "reason": "更正"})),
        36 => ("escalation", json!({"to": "lead", "text": "升级"})),
        37 => ("hold", text),
        38 => ("hold_release", text),
        39 => ("erasure", json!({"ground": "person_request"})),
        _ => ("withdrawal", text),
    };
    (resource.to_owned(), body)
}

/// Lifts restrictions that erasures have brought about.
async fn lift(api: &Api, numbers: &[String]) {
    for number in numbers {
        let lifted = api.post(&format!("/api/v1/cases/{number}/restriction_release"), &json!({"text": "撤回"})).await;
        assert!([201, 409].contains(&lifted.status.as_u16()), "{}", lifted.body);
    }
}

on_both! {
    async fn no_order_of_acts_breaks_the_record(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        // The seed is that of the run: fixed, or a fresh one of `cargo xtask soak`.
        let mut runner = TestRunner::new(Config::default());
        for _ in 0..SEQUENCES {
            let mut numbers = Vec::new();
            for n in 0..3 {
                let mut body = complaint("王芳", &format!("事项 {n}"));
                body["co_complainants"] = json!([{"name": "赵悦"}]);
                numbers.push(api.made(&body).await);
            }
            let acts = prop::collection::vec((0_usize..3, 0_usize..41, 0_i64..1_000, 0_i64..400), ACTS);
            for (case, which, choice, minutes) in acts.new_tree(&mut runner).unwrap().current() {
                t.later(Span::minutes(minutes));
                let (resource, body) = act(which, choice, &numbers);
                let answer = api.post(&format!("/api/v1/cases/{}/{resource}", numbers[case]), &body).await;
                let status = answer.status.as_u16();
                assert!([201, 403, 409, 422].contains(&status), "{resource} {body}: {}", answer.body);
                if status == 403 {
                    assert_eq!(answer.body["type"], "urn:homeward:problem:restricted", "{resource} {body}");
                    lift(&api, &numbers).await;
                }
            }
            clocks::ring(&t.app).await.unwrap();
            lift(&api, &numbers).await;
            for number in &numbers {
                let events = api.get(&format!("/api/v1/cases/{number}/events")).await.body;
                let seqs: Vec<_> = events["items"].as_array().unwrap().iter().map(|e| e["seq"].as_i64().unwrap()).collect();
                assert_eq!(seqs, (1..=i64::try_from(seqs.len()).unwrap()).collect::<Vec<_>>());
                let shares = api.whole(number).await["journey"]["responsibility"].clone();
                let sum: i64 = shares.as_array().unwrap().iter().map(|s| s["percent"].as_i64().unwrap()).sum();
                assert!(sum == 0 || sum == 100, "{shares}");
            }
        }
        t.is_rebuilt_as_it_was().await;
    }
}
