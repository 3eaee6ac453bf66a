//! What goes, what stays and who sees it, over the API and on the desk, on both
//! databases.

use crate::common::{Api, Desk, multipart};
use axum::http::StatusCode;
use homeward_app::{backup, record};
use homeward_domain::time::Span;
use homeward_testkit::{complaint, on_both};
use serde_json::{Value, json};

const PDF: &[u8] = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF";

/// A complaint about a booking, with words of health in its notes.
async fn booked(api: &Api, name: &str) -> String {
    let mut body = complaint(name, "酒店把我安排进有烟房，我有哮喘");
    body["booking_reference"] = json!("B-7788");
    body["complainant"]["phone"] = json!("13900002222");
    body["complainant"]["age"] = json!(41);
    let number = api.made(&body).await;
    api.done(&number, "notes", json!({"text": "客人自述对花生过敏"})).await;
    number
}

async fn found(api: &Api, words: &str) -> usize {
    let query = serde_urlencoded::to_string([("q", words)]).unwrap();
    api.get(&format!("/api/v1/search?{query}")).await.body["items"].as_array().unwrap().len()
}

async fn listed(api: &Api, query: &str) -> Vec<String> {
    let items = api.get(&format!("/api/v1/cases?{query}")).await.body["items"].clone();
    items.as_array().unwrap().iter().map(|item| item["number"].as_str().unwrap().to_owned()).collect()
}

async fn file(api: &Api, number: &str, name: &str, bytes: &[u8]) {
    let path = format!("/api/v1/cases/{number}/files");
    let headers = [("content-type", "multipart/form-data; boundary=mark")];
    let answer = api.send("POST", &path, &headers, multipart(&[("file", Some(name), bytes)])).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
}

on_both! {
    async fn of_a_booking_what_proves_it_stays_with_ground_and_day_and_is_shown_to_nobody_but_who_must(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let number = booked(&api, "欧阳小敏").await;
        file(&api, &number, "合同.pdf", PDF).await;
        file(&api, &number, "说明.txt", "客人的照片说明".as_bytes()).await;
        api.done(&number, "withdrawal", json!({"text": "客人自愿撤回"})).await;
        let done = api.done(&number, "erasure", json!({"ground": "person_request"})).await;
        let kept = &done["kept"];
        assert_eq!((&kept["ground"], kept["bodies"].as_i64()), (&json!("transaction_record"), Some(4)), "person, demand, booking, paper");
        let until = kept["until"].as_str().unwrap();
        assert_eq!(until.get(..4).unwrap().parse::<i32>().unwrap(), t.app.clock().now().to_rfc3339()[..4].parse::<i32>().unwrap() + 3);

        // Neither list nor search shows it, and whoever asks for it hears why not.
        for words in ["欧阳小敏", "B-7788", "13900002222", "花生过敏", "哮喘", &number] {
            assert_eq!(found(&api, words).await, 0, "{words}");
        }
        assert_eq!(listed(&api, "").await, Vec::<String>::new());
        assert_eq!(listed(&api, "restricted=true").await, [number.as_str()]);
        let agent = Api::new(&t, &["cases:read", "cases:write"]).await;
        assert_eq!(agent.get("/api/v1/cases?restricted=true").await.status, StatusCode::FORBIDDEN);
        for one in [&agent, &api] {
            for path in ["", "/events", "/files/1"] {
                let closed = one.get(&format!("/api/v1/cases/{number}{path}")).await;
                assert_eq!((closed.status.as_u16(), &closed.body["type"]), (403, &json!("urn:homeward:problem:restricted")));
            }
            assert_eq!(one.refused(&number, "notes", json!({"text": "x"})).await.0, 403);
        }
        assert_eq!(agent.refused(&number, "restriction_looks", json!({"text": "好奇"})).await.0, 403);

        // Whoever must says why, and sees what had to stay for an hour.
        api.done(&number, "restriction_looks", json!({"text": "客人起诉，调取订单"})).await;
        let whole = api.whole(&number).await;
        assert_eq!((&whole["complainant"]["name"], &whole["booking_reference"]), (&json!("欧阳小敏"), &json!("B-7788")));
        assert_eq!((&whole["complainant"]["age"], &whole["text"]), (&Value::Null, &Value::Null));
        let restriction = &whole["restriction"];
        assert_eq!((&restriction["ground"], &restriction["until"]), (&json!("erasure_refused"), &kept["until"]));
        let events = api.get(&format!("/api/v1/cases/{number}/events")).await;
        assert!(events.text.contains("restricted_seen") && events.text.contains("调取订单"), "the look is on record");
        assert!(!events.text.contains("花生") && !events.text.contains("13900002222"), "{}", events.text);
        let files: Vec<Value> = whole["files"].as_array().unwrap().iter().map(|f| f["name"].clone()).collect();
        assert_eq!(files, [json!("合同.pdf"), Value::Null], "a paper proves the contract");
        assert_eq!(record::verify(&t.app, None).await.unwrap().fault, None);
        let again = api.refused(&number, "erasure", json!({"ground": "person_request"})).await;
        assert_eq!(again, (409, "urn:homeward:rule:retention_runs".into()));
        t.later(Span::hours(1));
        assert_eq!(api.get(&format!("/api/v1/cases/{number}")).await.status, StatusCode::FORBIDDEN);

        // Its day has come.
        t.later(Span::hours(24 * 1096));
        assert_eq!(api.done(&number, "erasure", json!({"ground": "person_request"})).await["kept"], Value::Null);
        api.done(&number, "restriction_release", json!({"text": "已全部删除"})).await;
        let whole = api.whole(&number).await;
        assert_eq!((&whole["complainant"], &whole["booking_reference"]), (&Value::Null, &Value::Null));
    }

    async fn an_inquiry_without_booking_goes_at_once(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let mut body = complaint("王芳", "请问签证要多久");
        body["kind"] = json!("inquiry");
        let number = api.made(&body).await;
        assert_eq!(api.done(&number, "erasure", json!({"ground": "person_request"})).await["kept"], Value::Null);
        let whole = api.whole(&number).await;
        assert_eq!((&whole["complainant"], &whole["restriction"]), (&Value::Null, &Value::Null));
    }

    async fn a_restriction_that_is_lifted_gives_the_case_back_to_lists_and_search(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let number = booked(&api, "欧阳小敏").await;
        let before = api.get("/api/v1/cases").await.body["items"][0].clone();
        let ground = json!({"ground": "accuracy_contested", "text": "客人称手机号不是本人的"});
        let closed = api.done(&number, "restriction", ground.clone()).await;
        assert_eq!(closed["complainant"], Value::Null);
        assert_eq!(api.refused(&number, "restriction", ground).await.0, 409, "it is already");
        assert_eq!((found(&api, "欧阳小敏").await, listed(&api, "").await.len()), (0, 0));
        record::rebuild(&t.app).await.unwrap();
        assert_eq!(found(&api, "欧阳小敏").await, 0, "also after a rebuild");
        api.done(&number, "restriction_release", json!({"text": "手机号已更正"})).await;
        assert_eq!(found(&api, "欧阳小敏").await, 1);
        let after = api.get("/api/v1/cases").await.body["items"][0].clone();
        assert_eq!(after["number"], before["number"]);
        assert_eq!(record::verify(&t.app, None).await.unwrap().fault, None);
        let wrong = api.refused(&number, "restriction", json!({"ground": "whim"})).await;
        assert_eq!(wrong.0, 422);
    }

    async fn what_a_refused_erasure_puts_under_restriction_leaves_the_index(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let number = booked(&api, "欧阳小敏").await;
        api.done(&number, "withdrawal", json!({"text": "客人自愿撤回"})).await;
        let erasure = json!({"ground": "person_request"});
        api.done(&number, "erasure", erasure.clone()).await;
        api.done(&number, "restriction_release", json!({"text": "客人要求恢复"})).await;
        assert_eq!(found(&api, "欧阳小敏").await, 1);
        // All that is left proves the booking.
        let refused = api.refused(&number, "erasure", erasure).await;
        assert_eq!(refused, (409, "urn:homeward:rule:retention_runs".into()));
        assert_eq!(listed(&api, "restricted=true").await, [number]);
        assert_eq!(found(&api, "欧阳小敏").await, 0);
        let asked = record::Asked { index: true, ..Default::default() };
        assert_eq!(record::verify_asked(&t.app, asked).await.unwrap().fault, None);
        t.is_rebuilt_as_it_was().await;
    }

    async fn restrictions_survive_a_restore_and_so_does_their_lifting(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let (kept, lifted, asked) = (booked(&api, "欧阳小敏").await, booked(&api, "赵悦").await, booked(&api, "孙丽").await);
        for (reference, name) in [("C-1", "欧阳小敏"), ("C-2", "赵悦")] {
            let made = api.post("/api/v1/customers", &json!({"reference": reference, "name": name})).await;
            assert_eq!(made.status, StatusCode::CREATED);
        }
        let ground = json!({"ground": "person_request", "text": "本人要求"});
        api.done(&lifted, "restriction", ground.clone()).await;
        let of_customer = |reference: &str, act: &str| format!("/api/v1/customers/{reference}/{act}");
        assert_eq!(api.post(&of_customer("C-2", "restriction"), &ground).await.status, StatusCode::CREATED);
        let target = t.path("backup.db");
        backup::backup(&t.app, &target).await.unwrap();
        api.done(&kept, "restriction", ground.clone()).await;
        api.done(&lifted, "restriction_release", json!({"text": "本人撤回"})).await;
        api.done(&asked, "erasure", json!({"ground": "consent_withdrawn"})).await;
        let put = api.post(&of_customer("C-1", "restriction"), &ground).await;
        assert_eq!((put.status, &put.body["name"]), (StatusCode::CREATED, &json!("")), "who restricts need not see whom");
        assert_eq!((&put.body["phone"], &put.body["restriction"]["ground"]), (&Value::Null, &ground["ground"]));
        let lift = json!({"ground": "mistake"});
        assert_eq!(api.post(&of_customer("C-2", "restriction_release"), &lift).await.status, StatusCode::CREATED);

        let app = t.restored(&target).await;
        let there = Api::with_token(homeward_web::router(homeward_web::Web::new(app.clone())), api.token.clone());
        assert_eq!(listed(&there, "restricted=true").await, [asked, kept.clone()]);
        assert_eq!(listed(&there, "").await, [lifted]);
        assert_eq!(there.get(&format!("/api/v1/cases/{kept}")).await.status, StatusCode::FORBIDDEN);
        assert_eq!(there.get("/api/v1/customers/C-1").await.status, StatusCode::FORBIDDEN);
        assert_eq!(there.get("/api/v1/customers/C-2").await.status, StatusCode::OK);
        drop(there);
        tokio::task::spawn_blocking(move || drop(app)).await.unwrap();
    }

    async fn a_customer_under_restriction_is_proposed_to_nobody_and_nor_are_their_bookings(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let customer = json!({"reference": "C-1", "name": "欧阳小敏", "phone": "13900002222"});
        api.post("/api/v1/customers", &customer).await;
        let booking = json!({"reference": "B-7788", "name": "云南六日", "customer": "C-1"});
        assert_eq!(api.post("/api/v1/bookings", &booking).await.status, StatusCode::CREATED);
        let put = json!({"ground": "accuracy_contested", "text": "生日登记有误"});
        let path = "/api/v1/customers/C-1/restriction";
        let staff = Api::new(&t, &["customers:read", "customers:write", "contacts:read", "bookings:read"]).await;
        assert_eq!(staff.post(path, &put).await.status, StatusCode::FORBIDDEN);
        let done = api.post(path, &put).await;
        assert_eq!((done.status.as_u16(), &done.body["restriction"]["text"]), (201, &json!("生日登记有误")));
        assert_eq!(api.post(path, &put).await.status, StatusCode::CONFLICT);
        for list in ["customers", "customers?phone=13900002222", "bookings", "bookings?customer=C-1"] {
            assert_eq!(staff.get(&format!("/api/v1/{list}")).await.body["items"], json!([]), "{list}");
        }
        for one in ["customers/C-1", "customers/C-1/changes", "bookings/B-7788"] {
            let closed = staff.get(&format!("/api/v1/{one}")).await;
            assert_eq!((closed.status.as_u16(), &closed.body["type"]), (403, &json!("urn:homeward:problem:restricted")), "{one}");
        }
        let headers = [("content-type", "application/json")];
        assert_eq!(staff.send("PUT", "/api/v1/customers/C-1", &headers, customer.to_string()).await.status, StatusCode::FORBIDDEN);
        assert_eq!(api.get("/api/v1/customers/C-1").await.status, StatusCode::FORBIDDEN);
        let look = api.post("/api/v1/customers/C-1/restriction_looks", &json!({"ground": "correction"})).await;
        assert_eq!(look.status, StatusCode::CREATED);
        assert_eq!(api.get("/api/v1/customers/C-1").await.body["name"], "欧阳小敏");
        let changes = api.get("/api/v1/customers/C-1/changes").await.text;
        assert!(changes.contains("seen") && changes.contains("correction"), "{changes}");
        t.later(Span::hours(1));
        assert_eq!(api.get("/api/v1/customers/C-1").await.status, StatusCode::FORBIDDEN);
        let lift = api.post("/api/v1/customers/C-1/restriction_release", &json!({"ground": "settled"})).await;
        assert_eq!(lift.status, StatusCode::CREATED);
        assert_eq!(staff.get("/api/v1/customers/C-1").await.status, StatusCode::OK);
        assert_eq!(record::verify(&t.app, None).await.unwrap().fault, None);
    }

    async fn the_desk_says_why_a_case_is_not_shown_and_asks_those_who_must_for_a_reason(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let number = booked(&api, "欧阳小敏").await;
        api.done(&number, "withdrawal", json!({"text": "客人自愿撤回"})).await;
        api.done(&number, "restriction", json!({"ground": "person_request", "text": "本人要求"})).await;
        let page = format!("/desk/cases/{number}");
        let agent = Desk::sign_in(&t, &api, "agent").await;
        let seen = agent.get(&page).await;
        assert_eq!(seen.status, StatusCode::FORBIDDEN);
        assert!(seen.text.contains("本人要求") && seen.text.contains("主管以上") && !seen.text.contains("欧阳小敏"), "{}", seen.text);
        assert!(!agent.get("/desk").await.text.contains("view=restricted"));
        let lead = Desk::sign_in(&t, &api, "lead").await;
        assert!(lead.get("/desk?view=restricted").await.text.contains(&number));
        assert!(lead.get(&page).await.text.contains("为什么必须查看"));
        let nothing = lead.post(&format!("{page}/acts/restriction_looks"), "text=").await;
        assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
        let said = lead.post(&format!("{page}/acts/restriction_looks"), &serde_urlencoded::to_string([("text", "客人来电要求恢复")]).unwrap()).await;
        assert_eq!(said.status, StatusCode::SEE_OTHER);
        assert!(lead.get(&page).await.text.contains("欧阳小敏"));
        assert_eq!(agent.get(&page).await.status, StatusCode::FORBIDDEN, "a reason opens it to its giver alone");
    }

    async fn a_page_of_bookings_that_nobody_may_see_does_not_end_the_list(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        for (customer, bookings) in [("C-1", ["B-1", "B-2"]), ("C-2", ["B-3", "B-4"])] {
            api.post("/api/v1/customers", &json!({"reference": customer, "name": customer})).await;
            for reference in bookings {
                let booking = json!({"reference": reference, "name": "云南六日", "customer": customer});
                assert_eq!(api.post("/api/v1/bookings", &booking).await.status, StatusCode::CREATED);
            }
        }
        let put = json!({"ground": "person_request", "text": "本人要求"});
        api.post("/api/v1/customers/C-1/restriction", &put).await;
        let (mut seen, mut cursor) = (Vec::new(), String::new());
        loop {
            let page = api.get(&format!("/api/v1/bookings?limit=1{cursor}")).await.body;
            seen.extend(page["items"].as_array().unwrap().iter().map(|item| item["reference"].clone()));
            let Some(next) = page["next"].as_str() else { break };
            cursor = format!("&cursor={next}");
        }
        assert_eq!(seen, ["B-3", "B-4"]);
    }

    async fn a_lead_restricts_a_customer_on_the_page_opens_it_for_a_reason_and_gives_it_back(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        api.post("/api/v1/customers", &json!({"reference": "C-1", "name": "欧阳小敏"})).await;
        api.post("/api/v1/bookings", &json!({"reference": "B-1", "name": "云南六日", "customer": "C-1"})).await;
        let (agent, lead) = (Desk::sign_in(&t, &api, "agent").await, Desk::sign_in(&t, &api, "lead").await);
        let page = "/desk/customers/C-1";
        assert!(!agent.get(page).await.text.contains("/restriction"));
        assert_eq!(agent.get(&format!("{page}/restriction")).await.status, StatusCode::FORBIDDEN);
        assert!(lead.get(page).await.text.contains("/desk/customers/C-1/restriction\""));
        let typed = |pairs: &[(&str, &str)]| serde_urlencoded::to_string(pairs).unwrap();
        let wrong = lead.post(&format!("{page}/restriction"), "ground=&text=").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        let put = typed(&[("ground", "accuracy_contested"), ("text", "生日登记有误")]);
        let done = lead.post(&format!("{page}/restriction"), &put).await;
        assert_eq!(done.headers["location"], "/desk/customers/C-1?done=restricted");
        let again = lead.post(&format!("{page}/restriction"), &put).await;
        assert!(again.status == StatusCode::UNPROCESSABLE_ENTITY && again.text.contains("资料限制使用中"));

        let closed = agent.get(page).await;
        assert_eq!(closed.status, StatusCode::FORBIDDEN);
        assert!(closed.text.contains("主管以上") && !closed.text.contains("欧阳小敏") && !closed.text.contains("<form method=\"post\" action=\"/desk/customers"));
        let of_booking = lead.get("/desk/bookings/B-1").await;
        assert!(of_booking.text.contains("/desk/customers/C-1/restriction_looks") && !of_booking.text.contains("云南六日"));
        assert!(lead.get(page).await.text.contains("为什么必须查看"));
        let said = lead.post(&format!("{page}/restriction_looks"), "ground=correction").await;
        assert_eq!(said.status, StatusCode::SEE_OTHER);
        let open = lead.get(page).await.text;
        assert!(open.contains("欧阳小敏") && open.contains("生日登记有误") && open.contains("/restriction_release"));
        assert_eq!(agent.get(page).await.status, StatusCode::FORBIDDEN, "a reason opens it to its giver alone");
        let lifted = lead.post(&format!("{page}/restriction_release"), "ground=settled").await;
        assert_eq!(lifted.status, StatusCode::SEE_OTHER);
        assert_eq!(agent.get(page).await.status, StatusCode::OK);
    }

    async fn an_open_case_is_not_erased_as_if_its_time_were_over_and_one_that_is_erased_promises_nothing(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let desk = Desk::sign_in(&t, &api, "administrator").await;
        let mut asked = complaint("王芳", "请问集合地点在哪里？");
        (asked["kind"], asked["channel"]) = (json!("inquiry"), json!("web"));
        let number = api.made(&asked).await;
        let handed = api.done(&number, "follow_links", json!({"complainant": 1, "link": "same"})).await;
        let link = handed["follow_url"].as_str().unwrap().split_once("8080").unwrap().1.to_owned();
        let path = format!("/api/v1/cases/{number}/erasure");
        let early = api.post(&path, &json!({"ground": "retention_ended"})).await;
        assert_eq!((early.status.as_u16(), &early.body["type"]), (409, &json!("urn:homeward:rule:retention_runs")));
        assert!(early.body["detail"].as_str().unwrap().contains("2029年11月20日"), "it names the day: {}", early.body);
        let erased = api.post(&path, &json!({"ground": "person_request"})).await;
        assert_eq!(erased.status.as_u16(), 201, "{}", erased.body);
        let case = api.whole(&number).await;
        let open: Vec<&Value> = case["clocks"].as_array().unwrap().iter().filter(|clock| clock["state"] != "ended").collect();
        assert!(open.is_empty(), "nobody is left to whom anything is promised: {open:?}");
        let page = api.without_token().get(&link).await.text;
        assert!(page.contains("依法删除，我们不会再就此事与您联系") && !page.contains("之前再与您联系"), "{page}");
        let shown = desk.get(&format!("/desk/cases/{number}")).await.text;
        assert!(shown.contains(&format!("/desk/cases/{number}/acts/resolution")), "it asks to be closed: {shown}");
        let closed = api.done(&number, "resolution", json!({"text": null})).await;
        assert_eq!(closed["state"], "resolved");
        api.done(&number, "archive", json!({"text": "应本人要求删除"})).await;
    }

    async fn the_years_of_a_case_count_from_the_end_of_the_trip_as_those_of_its_booking_do(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let desk = Desk::sign_in(&t, &api, "administrator").await;
        let customer = json!({"reference": "C-1", "name": "欧阳小敏", "phone": "13900002222"});
        assert_eq!(api.post("/api/v1/customers", &customer).await.status, StatusCode::CREATED);
        let booking = json!({"reference": "B-7788", "name": "新年海岛游", "customer": "C-1", "return_on": "2027-01-08"});
        assert_eq!(api.post("/api/v1/bookings", &booking).await.status, StatusCode::CREATED);
        let number = booked(&api, "欧阳小敏").await;
        for form in [format!("/desk/cases/{number}/acts/erasure"), "/desk/customers/C-1/erasure".to_owned()] {
            let shown = desk.get(&form).await.text;
            assert!(shown.contains("2030年1月9日"), "{form}: {shown}");
            assert!(!shown.contains("须保存至 2029年"), "{form}: not from the receipt: {shown}");
        }
        let erased = api.post(&format!("/api/v1/cases/{number}/erasure"), &json!({"ground": "person_request"})).await;
        assert_eq!(erased.status, StatusCode::CREATED, "{}", erased.body);
        assert!(erased.text.contains("2030-01-09T00:00:00Z"), "{}", erased.text);
    }
}
