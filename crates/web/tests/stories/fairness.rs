//! Equal treatment: no field of status, money, looks or origin changes a right
//! or a clock (journey, opening).

use crate::common::Api;
use homeward_testkit::{complaint, on_both};
use serde_json::{Value, json};

/// What an answer says of the company's duties, whoever asked.
fn duties(case: &Value) -> Value {
    let clocks = case["clocks"].as_array().unwrap().iter();
    let clocks: Vec<Value> = clocks.map(|c| json!([c["promise"], c["due_at"], c["state"], c["version"]])).collect();
    json!([case["state"], case["nature"], case["danger"], case["grade"], case["next_due_at"], clocks])
}

on_both! {
    async fn who_somebody_is_changes_no_clock_and_no_grade(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let key = json!({"reference": "C-1", "name": "王芳", "phone": "13800000000", "is_key": true});
        assert_eq!(api.post("/api/v1/customers", &key).await.status, 201);
        let triage = json!({"category": "service.guide", "handling_type": "service", "severity": {"content": 2},
            "reason": "按所述判断"});
        let mut plain = None;
        for person in [
            json!({"name": "王芳"}),
            json!({"name": "王芳", "type": "corporate_customer", "company": "某集团有限公司"}),
            json!({"name": "王芳", "type": "overseas_operator", "nationality": "DE", "language": "en"}),
            json!({"name": "王芳", "gender": "female", "age": 19}),
            json!({"name": "王芳", "gender": "male", "age": 83, "occupation": "记者"}),
            json!({"name": "王芳", "address": "某市某区", "phone": "13800000000"}),
        ] {
            let mut body = complaint("王芳", "导游态度恶劣，要求道歉");
            body["complainant"] = person.clone();
            let number = api.made(&body).await;
            let case = api.done(&number, "triage", triage.clone()).await;
            let expected = plain.get_or_insert_with(|| duties(&case)).clone();
            assert_eq!(duties(&case), expected, "{person}");
        }
        for wish in ["一元", "一千万元"] {
            let mut body = complaint("王芳", "导游态度恶劣，要求道歉");
            body["desired_outcome"] = json!(wish);
            let number = api.made(&body).await;
            assert_eq!(Some(duties(&api.done(&number, "triage", triage.clone()).await)), plain, "{wish}");
        }
    }
}
