//! An erasure has three outcomes, and says which it was: erased whole, in part with the
//! rest kept until a day, refused. Before anybody presses, the page says what it will be.

use crate::common::{Answer, Api, Desk};
use axum::http::StatusCode;
use homeward_testkit::{complaint, on_both};
use serde_json::{Value, json};

async fn case(api: &Api, is_booked: bool) -> String {
    let mut body = complaint("欧阳小敏", "酒店把我安排进有烟房");
    body["complainant"]["phone"] = json!("13900002222");
    if is_booked {
        body["booking_reference"] = json!("B-7788");
    } else {
        body["kind"] = json!("inquiry");
    }
    let number = api.made(&body).await;
    api.done(&number, "notes", json!({"text": "客人自述对花生过敏"})).await;
    number
}

async fn erase(desk: &Desk<'_>, number: &str, form: &str) -> Answer {
    desk.post(&format!("/desk/cases/{number}/acts/erasure"), form).await
}

/// The page to which an answer leads.
async fn next(desk: &Desk<'_>, answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let to = answer.headers["location"].to_str().unwrap().split('#').next().unwrap().to_owned();
    desk.get(&to).await.text
}

on_both! {
    async fn the_form_says_whose_data_what_goes_and_what_stays_until_when_before_anybody_presses(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let number = case(&api, true).await;
        api.done(&number, "withdrawal", json!({"text": "客人自愿撤回"})).await;
        let lead = Desk::sign_in(&t, &api, "lead").await;
        let form = lead.get(&format!("/desk/cases/{number}/acts/erasure")).await.text;
        for said in ["欧阳小敏", "酒店把我安排进有烟房", "内部备注", "电子商务法第三十一条", "永久删除", "限制使用资料"] {
            assert!(form.contains(said), "{said}: {form}");
        }
        let (asked, order) = form.split_once("主管机关命令").unwrap();
        assert!(asked.contains("须保存至 2029年"), "{asked}");
        assert!(!order.split_once("</section>").unwrap().0.contains("须保存至"), "an order leaves nothing");
        // Nothing is erased by a slip of a key.
        let slip = erase(&lead, &number, "ground=person_request").await;
        assert_eq!(slip.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(slip.text.contains("请核对后勾选"), "{}", slip.text);
        assert!(api.whole(&number).await["text"].is_string());
    }

    async fn what_went_in_part_is_not_said_to_be_done(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let (whole, part) = (case(&api, false).await, case(&api, true).await);
        for number in [&whole, &part] {
            api.done(number, "withdrawal", json!({"text": "客人自愿撤回"})).await;
        }
        let lead = Desk::sign_in(&t, &api, "lead").await;
        let done = next(&lead, &erase(&lead, &whole, "ground=person_request&confirmed=yes").await).await;
        assert!(done.contains("notice done") && done.contains("已全部删除"), "{done}");
        let done = next(&lead, &erase(&lead, &part, "ground=person_request&confirmed=yes").await).await;
        assert!(done.contains("notice warn") && !done.contains("notice done"), "{done}");
        assert!(done.contains("只删除了一部分") && done.contains("2029年") && done.contains("资料已限制使用"), "{done}");
        // The entry says so as well, to whoever opens the case.
        lead.post(&format!("/desk/cases/{part}/acts/restriction_looks"), "text=a").await;
        let open = lead.get(&format!("/desk/cases/{part}")).await.text;
        assert!(open.contains("依法部分删除（本人要求）") && open.contains("依法暂须保存，须保存至"), "{open}");
        // Once more: refused, with ground and day, and nothing says that anything was done.
        let refused = erase(&lead, &part, "ground=person_request&confirmed=yes").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains("没有删除") && refused.text.contains("2029年"), "{}", refused.text);
        assert!(!refused.text.contains("notice done"));
    }

    async fn a_hold_refuses_and_the_page_says_that_the_case_is_under_restriction_instead(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let number = case(&api, true).await;
        api.done(&number, "withdrawal", json!({"text": "客人自愿撤回"})).await;
        api.done(&number, "hold", json!({"text": "诉讼保全"})).await;
        let lead = Desk::sign_in(&t, &api, "lead").await;
        let form = lead.get(&format!("/desk/cases/{number}/acts/erasure")).await.text;
        assert!(form.contains("不能删除") && form.contains("依法保全"), "{form}");
        let refused = erase(&lead, &number, "ground=person_request&confirmed=yes").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        for said in ["notice problem", "没有删除", "依法保全", "资料已限制使用"] {
            assert!(refused.text.contains(said), "{said}: {}", refused.text);
        }
    }

    async fn the_answer_of_the_api_names_the_outcome(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let ground = json!({"ground": "person_request"});
        let (whole, part) = (case(&api, false).await, case(&api, true).await);
        let done = api.done(&whole, "erasure", ground.clone()).await;
        assert_eq!((&done["outcome"], &done["restricted"], &done["kept"]), (&json!("erased"), &json!(false), &Value::Null));
        let done = api.done(&part, "erasure", ground.clone()).await;
        assert_eq!((&done["outcome"], &done["restricted"]), (&json!("erased_in_part"), &json!(true)));
        let refused = api.post(&format!("/api/v1/cases/{part}/erasure"), &ground).await;
        assert_eq!((refused.status.as_u16(), &refused.body["kept_ground"]), (409, &json!("transaction_record")));
        assert!(refused.body["kept_until"].as_str().unwrap().starts_with("2029"), "{}", refused.text);
    }

    async fn the_same_of_a_customer(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let told = json!({"reference": "C-1", "name": "欧阳小敏", "phone": "13900002222", "birthday": "1980-05-17"});
        assert_eq!(api.post("/api/v1/customers", &told).await.status, StatusCode::CREATED);
        let booking = json!({"reference": "B-1", "name": "云南六日", "customer": "C-1", "return_on": "2026-10-06",
            "special_requests": "轮椅"});
        assert_eq!(api.post("/api/v1/bookings", &booking).await.status, StatusCode::CREATED);
        let lead = Desk::sign_in(&t, &api, "lead").await;
        let form = lead.get("/desk/customers/C-1/erasure").await.text;
        for said in ["欧阳小敏", "生日", "1 笔订单的特殊要求", "须保存至 2029年10月7日", "1 笔订单", "永久删除"] {
            assert!(form.contains(said), "{said}: {form}");
        }
        let slip = lead.post("/desk/customers/C-1/erasure", "ground=person_request").await;
        assert!(slip.status == StatusCode::UNPROCESSABLE_ENTITY && slip.text.contains("请核对后勾选"));
        let pressed = lead.post("/desk/customers/C-1/erasure", "ground=person_request&confirmed=yes").await;
        let done = next(&lead, &pressed).await;
        assert!(done.contains("notice warn") && !done.contains("notice done"), "{done}");
        assert!(done.contains("只删除了一部分") && done.contains("1 笔订单"), "{done}");
        // Whose name is under restriction now stands on no form.
        let again = lead.post("/desk/customers/C-1/erasure", "ground=person_request&confirmed=yes").await;
        assert!(again.status == StatusCode::UNPROCESSABLE_ENTITY && again.text.contains("没有删除"), "{}", again.text);
        assert!(!again.text.contains("欧阳小敏"));
    }

    async fn whoever_keeps_a_copy_of_a_customer_sees_that_a_restriction_has_changed_it(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let told = json!({"reference": "C-1", "name": "欧阳小敏"});
        let made = api.post("/api/v1/customers", &told).await.body;
        t.later(homeward_domain::time::Span::minutes(5));
        let put = json!({"ground": "person_request", "text": "本人要求"});
        let closed = api.post("/api/v1/customers/C-1/restriction", &put).await.body;
        assert_eq!((&made["version"], &closed["version"]), (&json!(1), &json!(2)));
        assert_ne!(made["updated_at"], closed["updated_at"]);
        let lifted = api.post("/api/v1/customers/C-1/restriction_release", &json!({"ground": "settled"})).await.body;
        assert_eq!(lifted["version"], 3);
        let headers = [("content-type", "application/json"), ("if-match", "\"1\"")];
        let stale = api.send("PUT", "/api/v1/customers/C-1", &headers, told.to_string()).await;
        assert_eq!(stale.status, StatusCode::PRECONDITION_FAILED, "what was read before it is old");
    }
}
