//! What was wrong is erased where what is right is put on record: words in the wrong
//! case, a telephone number of somebody else; the rest stays. On both databases.

use crate::common::{Api, Desk, multipart};
use axum::http::StatusCode;
use homeward_app::{App, backup, record};
use homeward_testkit::{complaint, on_both};
use serde_json::{Value, json};

/// The last entry of a case.
async fn last(api: &Api, number: &str) -> i64 {
    events(api, number).await.last().unwrap()["seq"].as_i64().unwrap()
}

async fn events(api: &Api, number: &str) -> Vec<Value> {
    let record = api.get(&format!("/api/v1/cases/{number}/events?limit=200")).await.body;
    record["items"].as_array().unwrap().clone()
}

async fn found(api: &Api, words: &str) -> usize {
    let query = serde_urlencoded::to_string([("q", words)]).unwrap();
    api.get(&format!("/api/v1/search?{query}")).await.body["items"].as_array().unwrap().len()
}

async fn sound(app: &App) {
    assert_eq!(record::verify(app, None).await.unwrap().fault, None);
}

/// A complaint with a wrong telephone number, and a note that tells of somebody else.
async fn mixed_up(api: &Api) -> (String, i64) {
    let mut body = complaint("欧阳小敏", "酒店把我安排进有烟房");
    body["booking_reference"] = json!("B-7788");
    body["complainant"]["phone"] = json!("13900002222");
    body["complainant"]["age"] = json!(41);
    let number = api.made(&body).await;
    api.done(&number, "notes", json!({"text": "周晓岚对花生过敏"})).await;
    let note = last(api, &number).await;
    api.done(&number, "translations", json!({"entry": note, "language": "en", "text": "Zhou Xiaolan, peanuts"})).await;
    (number, note)
}

on_both! {
    async fn words_of_somebody_else_go_and_a_mark_stays_also_after_a_restore(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let (number, note) = mixed_up(&api).await;
        let form = [("content-type", "multipart/form-data; boundary=mark")];
        let path = format!("/api/v1/cases/{number}/files");
        assert_eq!(api.send("POST", &path, &form, multipart(&[("file", Some("病历.txt"), "周晓岚".as_bytes())])).await.status, StatusCode::CREATED);
        let file = last(&api, &number).await;
        let target = t.path("backup.db");
        backup::backup(&t.app, &target).await.unwrap();
        let wrong = |entry: i64| json!({"entry": entry, "text": "写错了工单", "erases": true});
        let agent = Api::new(&t, &["cases:read", "cases:write"]).await;
        assert_eq!(agent.refused(&number, "corrections", wrong(note)).await.0, 403);
        api.done(&number, "hold", json!({"text": "法院来函"})).await;
        assert_eq!(api.refused(&number, "corrections", wrong(note)).await, (409, "urn:homeward:rule:on_hold".into()));
        assert_eq!(found(&api, "花生过敏").await, 1, "nothing was half done");
        api.done(&number, "hold_release", json!({"text": "已结案"})).await;
        api.done(&number, "corrections", wrong(note)).await;
        api.done(&number, "corrections", wrong(file)).await;

        let all = events(&api, &number).await;
        let told = all.iter().map(ToString::to_string).collect::<String>();
        assert!(!told.contains("花生") && !told.contains("peanuts") && !told.contains("病历") && told.contains("写错了工单"), "{told}");
        let marks: Vec<&Value> = all.iter().filter(|entry| entry["kind"] == "contents_erased").map(|entry| &entry["payload"]).collect();
        assert_eq!((&marks[0]["ground"], &marks[0]["bodies"]), (&json!("corrected"), &json!([[note, 1], [note + 1, 1]])), "the translation goes with it");
        assert_eq!((found(&api, "花生过敏").await, found(&api, "欧阳小敏").await), (0, 1));
        assert_eq!(api.get(&format!("{path}/1")).await.status, StatusCode::NOT_FOUND);
        sound(&t.app).await;
        record::rebuild(&t.app).await.unwrap();
        assert_eq!(found(&api, "花生过敏").await, 0, "also after a rebuild");
        assert_eq!(api.refused(&number, "corrections", wrong(1)).await, (409, "urn:homeward:rule:entry_proves".into()));
        assert_eq!(api.refused(&number, "corrections", wrong(999)).await.0, 422);
        api.done(&number, "corrections", json!({"entry": note, "text": "不删"})).await;

        let app = t.restored(&target).await;
        sound(&app).await;
        let there = Api::with_token(homeward_web::router(homeward_web::Web::new(app.clone())), api.token.clone());
        let told = events(&there, &number).await.iter().map(ToString::to_string).collect::<String>();
        assert!(!told.contains("花生") && !told.contains("病历") && told.contains("corrected"), "{told}");
        assert_eq!(there.get(&format!("{path}/1")).await.status, StatusCode::NOT_FOUND);
        drop(there);
        tokio::task::spawn_blocking(move || drop(app)).await.unwrap();
    }

    async fn a_wrong_number_goes_from_the_intake_and_the_rest_of_it_stays(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let (number, _) = mixed_up(&api).await;
        let target = t.path("backup.db");
        backup::backup(&t.app, &target).await.unwrap();
        let right = json!({"erases": true, "fields": {"complainant": {"phone": "13711113333"}, "booking_reference": "B-9900"}});
        let agent = Api::new(&t, &["cases:read", "cases:write"]).await;
        assert_eq!(agent.refused(&number, "additions", right.clone()).await.0, 403);
        api.done(&number, "additions", right).await;
        let whole = api.whole(&number).await;
        let person = &whole["complainant"];
        assert_eq!((&person["name"], &person["phone"], &person["age"]), (&json!("欧阳小敏"), &json!("13711113333"), &json!(41)));
        assert_eq!((&whole["booking_reference"], &whole["text"]), (&json!("B-9900"), &json!("酒店把我安排进有烟房")));
        let told = events(&api, &number).await.iter().map(ToString::to_string).collect::<String>();
        assert!(!told.contains("13900002222") && !told.contains("B-7788"), "{told}");
        for (words, count) in [("13900002222", 0), ("B-7788", 0), ("13711113333", 1), ("B-9900", 1), ("欧阳小敏", 1)] {
            assert_eq!(found(&api, words).await, count, "{words}");
        }
        sound(&t.app).await;
        let app = t.restored(&target).await;
        sound(&app).await;
        let there = Api::with_token(homeward_web::router(homeward_web::Web::new(app.clone())), api.token.clone());
        let told = events(&there, &number).await.iter().map(ToString::to_string).collect::<String>();
        assert!(!told.contains("13900002222") && !told.contains("B-7788"), "{told}");
        let whole = there.whole(&number).await;
        assert_eq!((&whole["complainant"]["name"], &whole["complainant"]["age"]), (&json!("欧阳小敏"), &json!(41)));
        assert_eq!((&whole["complainant"]["phone"], &whole["booking_reference"]), (&Value::Null, &Value::Null));
        drop(there);
        tokio::task::spawn_blocking(move || drop(app)).await.unwrap();
        // Once more, of what was cut down already.
        api.done(&number, "additions", json!({"erases": true, "fields": {"complainant": {"age": 42}}})).await;
        let told = events(&api, &number).await.iter().map(ToString::to_string).collect::<String>();
        assert!(!told.contains("\\\"age\\\":41"), "{told}");
        assert_eq!(api.whole(&number).await["complainant"]["age"], 42);
        // And an erasure cuts what is left down to what proves the booking.
        api.done(&number, "erasure", json!({"ground": "consent_withdrawn"})).await;
        api.done(&number, "restriction_looks", json!({"text": "核对"})).await;
        let whole = api.whole(&number).await;
        assert_eq!((&whole["complainant"]["name"], &whole["complainant"]["phone"], &whole["complainant"]["age"]), (&json!("欧阳小敏"), &json!("13711113333"), &Value::Null));
        assert_eq!(whole["booking_reference"], "B-9900");
        let told = events(&api, &number).await.iter().map(ToString::to_string).collect::<String>();
        assert!(!told.contains("\\\"age\\\""), "{told}");
        sound(&t.app).await;
    }

    async fn in_a_sealed_file_a_lead_puts_a_wrong_number_right_and_may_erase_it_and_nothing_else_changes(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let (number, _) = mixed_up(&api).await;
        api.filled(&number).await;
        api.done(&number, "withdrawal", json!({"text": "客人撤回"})).await;
        api.done(&number, "archive", json!({"text": "已归档"})).await;
        let (agent, lead) = (Desk::sign_in(&t, &api, "agent").await, Desk::sign_in(&t, &api, "lead").await);
        let path = format!("/desk/cases/{number}/acts/additions");
        let form = lead.get(&path).await.text;
        assert!(form.contains("只能由主管更正联系方式") && form.contains("fields.complainant.phone"), "{form}");
        assert!(!form.contains("fields.place") && !form.contains("co_complainants"), "nothing else is asked: {form}");
        let typed = |phone: &str, key: &str| {
            serde_urlencoded::to_string([("fields.complainant.phone", phone), ("key", key)]).unwrap()
        };
        assert_eq!(agent.post(&path, &typed("13711112222", "k1")).await.status, StatusCode::FORBIDDEN, "a lead alone");
        assert_eq!(lead.post(&path, &typed("13711112222", "k2")).await.status, StatusCode::SEE_OTHER);
        let program = Api::new(&t, &["cases:read", "cases:write"]).await;
        let right = json!({"fields": {"complainant": {"phone": "13711113333"}}, "erases": true});
        assert_eq!(program.refused(&number, "additions", right.clone()).await.0, 403);
        let case = api.done(&number, "additions", right).await;
        assert_eq!(case["state"], "archived", "it is not taken up again by it");
        assert_eq!(api.whole(&number).await["complainant"]["phone"], "13711113333");
        let told = events(&api, &number).await.iter().map(ToString::to_string).collect::<String>();
        assert!(!told.contains("13900002222") && !told.contains("13711112222"), "{told}");
        for (words, count) in [("13900002222", 0), ("13711112222", 0), ("13711113333", 1)] {
            assert_eq!(found(&api, words).await, count, "{words}");
        }
        let state = (409, "urn:homeward:rule:state".to_owned());
        for more in [
            json!({"fields": {"place": "丽江"}}),
            json!({"fields": {"complainant": {"name": "王芳"}}}),
            json!({"fields": {"complainant": {"phone": "13711113334"}, "text": "还有"}}),
            json!({"not_given": ["occupation"]}),
        ] {
            assert_eq!(api.refused(&number, "additions", more.clone()).await, state, "{more}");
        }
        sound(&t.app).await;
    }

    async fn the_desk_offers_it_to_whoever_may_and_does_a_repeat_once(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let (number, note) = mixed_up(&api).await;
        let (agent, lead) = (Desk::sign_in(&t, &api, "agent").await, Desk::sign_in(&t, &api, "lead").await);
        for (act, mark) in [("corrections", "value=\"erases\""), ("additions", "name=\"erases\"")] {
            let path = format!("/desk/cases/{number}/acts/{act}");
            assert!(!agent.get(&path).await.text.contains(mark), "{act}");
            assert!(lead.get(&path).await.text.contains(mark), "{act}");
        }
        let typed = serde_urlencoded::to_string([("entry", note.to_string().as_str()), ("text", "写错了工单"), ("does", "erases"), ("key", "k1")]).unwrap();
        let path = format!("/desk/cases/{number}/acts/corrections");
        for _ in 0..2 {
            assert_eq!(lead.post(&path, &typed).await.status, StatusCode::SEE_OTHER);
        }
        let all = events(&api, &number).await;
        assert_eq!(all.iter().filter(|entry| entry["kind"] == "entry_corrected").count(), 1);
        assert!(!lead.get(&format!("/desk/cases/{number}?show=all")).await.text.contains("花生"));
    }
}
