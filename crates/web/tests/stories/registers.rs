//! Plain records and what cases do with them, over the API and from files, on both databases.

use crate::common::Api;
use axum::http::StatusCode;
use homeward_app::import::records::{Outcome, import as import_records};
use homeward_app::import::{self, Mapping};
use homeward_app::registers::{BOOKINGS, Noun, SUPPLIERS};
use homeward_app::{clocks, people, record};
use homeward_domain::time::Span;
use homeward_testkit::{TestApp, complaint, on_both};
use serde_json::{Value, json};
use std::path::Path;

async fn put(api: &Api, path: &str, body: &Value, etag: &str) -> crate::common::Answer {
    let headers = [("content-type", "application/json"), ("if-match", etag)];
    api.send("PUT", path, &headers, body.to_string()).await
}

fn booking() -> Value {
    json!({"reference": "B-1001", "name": "云南六日游", "contact_name": "王芳", "phone": "13800000000",
    "departure_on": "2026-11-18", "return_on": "2026-11-23", "price_cents": 398_000, "currency": "CNY",
    "items": [
        {"trade": "hotel", "name": "海岸酒店 2 晚", "supplier": "S-1", "contracted_by": "organiser"},
        {"trade": "flight", "name": "往返机票", "contracted_by": "public_carrier"},
    ]})
}

async fn with_supplier(api: &Api) {
    let supplier = json!({"reference": "S-1", "name": "海岸酒店", "trade": "hotel", "phone": "0898-88880000"});
    assert_eq!(api.post("/api/v1/suppliers", &supplier).await.status, StatusCode::CREATED);
}

async fn tally(t: &TestApp, noun: Noun, file: &Path, mapping: &Mapping, dry_run: bool) -> (u64, u64, Vec<u64>) {
    let (mut accepted, mut known, mut refused) = (0, 0, Vec::new());
    let rows = import::open(file).unwrap();
    import_records(&t.app, noun, rows, mapping, dry_run, |line, outcome| match outcome {
        Outcome::Accepted => accepted += 1,
        Outcome::Known => known += 1,
        Outcome::LeftOut => {}
        Outcome::Refused(_) => refused.push(line),
    })
    .await
    .unwrap();
    (accepted, known, refused)
}

on_both! {
    async fn a_booking_is_made_changed_and_found_by_what_people_know(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        with_supplier(&api).await;
        let made = api.post("/api/v1/bookings", &booking()).await;
        assert_eq!((made.status, made.headers["etag"].to_str().unwrap()), (StatusCode::CREATED, "\"1\""), "{}", made.body);
        assert_eq!(api.post("/api/v1/bookings", &booking()).await.body["errors"][0]["code"], "reference_taken");
        let path = "/api/v1/bookings/B-1001";
        let mut changed = booking();
        changed["status"] = json!("cancelled");
        assert_eq!(put(&api, path, &changed, "\"7\"").await.status, StatusCode::PRECONDITION_FAILED);
        assert_eq!(put(&api, path, &changed, "\"1\"").await.body["version"], 2);
        assert_eq!(put(&api, path, &changed, "\"2\"").await.body["version"], 2, "what is the same is no change");
        for query in ["q=%E4%BA%91%E5%8D%97", "phone=138-0000-0000", "status=cancelled"] {
            let found = api.get(&format!("/api/v1/bookings?{query}")).await;
            assert_eq!(found.body["items"][0]["reference"], "B-1001", "{query}: {}", found.body);
        }
        assert_eq!(api.get("/api/v1/bookings?status=travelled").await.body["items"], json!([]));
        let wrong = api.get("/api/v1/bookings?colour=red").await;
        assert_eq!((wrong.status.as_u16(), &wrong.body["errors"][0]["code"]), (400, &json!("unknown_parameter")));
        assert_eq!(api.get("/api/v1/bookings?limit=").await.status, StatusCode::BAD_REQUEST, "nothing is no number");
        let history = api.get(&format!("{path}/changes")).await.body;
        let verbs: Vec<_> = history["items"].as_array().unwrap().iter().map(|c| c["verb"].as_str().unwrap()).collect();
        assert_eq!(verbs, ["made", "changed"]);
        assert_eq!(history["items"][1]["fields"], json!(["status"]), "names of fields, no values");
    }

    async fn what_no_record_could_have_is_named_and_nothing_is_kept(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let wrong = json!({"reference": "B-1", "name": "x", "phone": "?", "departure_on": "tomorrow", "price_cents": -1,
            "items": [{"trade": "rocket", "supplier": "S-9"}], "colour": "red"});
        let answer = api.post("/api/v1/bookings", &wrong).await;
        let fields: Vec<_> = answer.body["errors"].as_array().unwrap().iter().map(|e| e["field"].as_str().unwrap()).collect();
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        for field in ["phone", "departure_on", "price_cents", "items[0].trade", "items[0].name", "colour"] {
            assert!(fields.contains(&field), "{field}: {fields:?}");
        }
        let mut unknown = booking();
        unknown["customer"] = json!("C-404");
        let answer = api.post("/api/v1/bookings", &unknown).await;
        let fields: Vec<_> = answer.body["errors"].as_array().unwrap().iter().map(|e| e["field"].as_str().unwrap()).collect();
        assert_eq!(fields, ["customer", "items[0].supplier"]);
        assert_eq!(api.get("/api/v1/bookings").await.body["items"], json!([]));
        assert_eq!(api.get("/api/v1/bookings/B-1").await.status, StatusCode::NOT_FOUND);
    }

    async fn a_second_import_makes_no_doubles_whatever_the_form_of_the_file(t: TestApp) {
        let csv = t.path("suppliers.csv");
        std::fs::write(&csv, "编号,名称,类别,电话\nS-1,海岸酒店,酒店,0898-88880000\nS-2,山水地接社,地接,\nS-3,坏行,火箭,\n").unwrap();
        let mapping = Mapping::parse(r#"
            source = "erp"
            [columns]
            reference = "编号"
            name = "名称"
            phone = "电话"
            trade = { columns = ["类别"], values = { "酒店" = "hotel", "地接" = "ground_operator" } }
        "#).unwrap();
        assert_eq!(tally(&t, &SUPPLIERS, &csv, &mapping, true).await, (2, 0, vec![4]), "a dry run");
        assert_eq!(tally(&t, &SUPPLIERS, &csv, &mapping, false).await, (2, 0, vec![4]));
        assert_eq!(tally(&t, &SUPPLIERS, &csv, &mapping, false).await, (0, 2, vec![4]));
        let xlsx = t.path("bookings.xlsx");
        let mut workbook = rust_xlsxwriter::Workbook::new();
        let sheet = workbook.add_worksheet();
        for (column, name) in (0..).zip(["reference", "name", "phone", "price_cents", "departure_on"]) {
            sheet.write(0, column, name).unwrap();
        }
        sheet.write(1, 0, "B-1").unwrap().write(1, 1, "云南六日游").unwrap().write(1, 2, 13_800_000_000_f64).unwrap();
        let date = rust_xlsxwriter::ExcelDateTime::from_ymd(2026, 11, 18).unwrap();
        let format = rust_xlsxwriter::Format::new().set_num_format("yyyy-mm-dd");
        sheet.write(1, 3, 398_000).unwrap().write_with_format(1, 4, &date, &format).unwrap();
        workbook.save(&xlsx).unwrap();
        let plain = Mapping::none("sheet");
        assert_eq!(tally(&t, &BOOKINGS, &xlsx, &plain, false).await, (1, 0, vec![]));
        assert_eq!(tally(&t, &BOOKINGS, &xlsx, &plain, false).await, (0, 1, vec![]));
        let jsonl = t.path("bookings.jsonl");
        std::fs::write(&jsonl, format!("{}\n", booking())).unwrap();
        assert_eq!(tally(&t, &BOOKINGS, &jsonl, &plain, false).await, (1, 0, vec![]));
        let api = Api::new(&t, &["all"]).await;
        let booking = api.get("/api/v1/bookings/B-1").await.body;
        assert_eq!((&booking["departure_on"], &booking["phone"]), (&json!("2026-11-18"), &json!("13800000000")));
        let broken = t.path("broken.xlsx");
        std::fs::write(&broken, "not a workbook").unwrap();
        assert!(import::open(&broken).is_err());
    }

    async fn a_question_reaches_a_supplier_without_personal_data_and_has_its_own_clock(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        with_supplier(&api).await;
        let number = api.made(&complaint("欧阳小敏", "房间有异味")).await;
        api.done(&number, "acceptance", json!({"decision": "accepted"})).await;
        let ask = |to: &str, text: &str| json!({"respondent": "supplier", "to": to, "text": text});
        for text in ["客人电话 13800138000，请联系", "欧阳小敏入住时房间有异味"] {
            let answer = api.post(&format!("/api/v1/cases/{number}/questions"), &ask("S-1", text)).await;
            assert_eq!((answer.status.as_u16(), &answer.body["errors"][0]["code"]), (422, &json!("personal_data")), "{text}");
        }
        let unknown = api.post(&format!("/api/v1/cases/{number}/questions"), &ask("S-404", "房间有异味")).await;
        assert_eq!(unknown.body["errors"][0]["field"], "to");
        let asked = api.done(&number, "questions", ask("S-1", "11 月 20 日 806 房有异味，请说明原因")).await;
        assert!(asked["clocks"].as_array().unwrap().iter().all(|c| c["promise"] != "supplier_reply"), "not among those of the case");
        t.later(Span::hours(25));
        clocks::ring(&t.app).await.unwrap();
        let question = api.whole(&number).await["errands"]["questions"][0].clone();
        assert_eq!((&question["clock"]["state"], &question["position"]), (&json!("breached"), &Value::Null));
        let answer = json!({"position": "partly_confirmed", "text": "空调滤网未及时清洗"});
        api.done(&number, "questions/1/answer", answer).await;
        let case = api.whole(&number).await;
        assert_eq!(case["errands"]["questions"][0]["answer"], "空调滤网未及时清洗");
        let due = t.app.clock().now() + Span::hours(5);
        let check = json!({"place": "806 房", "text": "查看空调滤网", "due_at": due.to_rfc3339()});
        api.done(&number, "site_checks", check).await;
        api.done(&number, "site_checks/1/report", json!({"text": "滤网积灰"})).await;
        api.done(&number, "evidence", json!({"what": "room", "text": "806 房保持原状至明日"})).await;
        api.done(&number, "evidence/1/securing", json!({"text": "已拍照存档"})).await;
        let errands = api.whole(&number).await["errands"].clone();
        assert_eq!((&errands["site_checks"][0]["report"], &errands["evidence"][0]["state"]), (&json!("滤网积灰"), &json!("secured")));
        let over = api.refused(&number, "evidence/1/loss", json!({"text": "?"})).await;
        assert_eq!(over, (409, "urn:homeward:rule:no_open_errand".into()));
        let before = api.get("/api/v1/cases").await.text;
        record::rebuild(&t.app).await.unwrap();
        assert_eq!(api.get("/api/v1/cases").await.text, before);
        assert_eq!(record::verify(&t.app, None).await.unwrap().fault, None);
    }

    async fn responsibility_starts_from_who_contracted_what_was_booked(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        with_supplier(&api).await;
        assert_eq!(api.post("/api/v1/bookings", &booking()).await.status, StatusCode::CREATED);
        let mut body = complaint("王芳", "行程被压缩");
        body["booking_reference"] = json!("B-1001");
        let number = api.made(&body).await;
        let start = |case: Value| case["responsibility_start"].clone();
        let both = json!([{"party": "company", "percent": 50, "items": ["海岸酒店 2 晚"]},
            {"party": "third_party", "percent": 50, "items": ["往返机票"]}]);
        assert_eq!(start(api.whole(&number).await), both);
        let triage = json!({"category": "service.lodging", "handling_type": "service", "reason": "酒店问题"});
        api.done(&number, "triage", triage).await;
        let hotel = json!([{"party": "company", "percent": 100, "items": ["海岸酒店 2 晚"]}]);
        assert_eq!(start(api.whole(&number).await), hotel, "only what the complaint is about");
        let unknown = api.made(&complaint("李强", "退款")).await;
        assert_eq!(start(api.whole(&unknown).await), json!([]));
    }

    async fn staff_come_from_a_file_once(t: TestApp) {
        let file = t.path("staff.csv");
        std::fs::write(&file, "name,email,role\n何小满,he@example.com,agent\n陆远,lu@example.com,captain\n").unwrap();
        for expected in [(1, 0, 1), (0, 1, 1)] {
            let (mut accepted, mut known, mut refused) = (0, 0, 0);
            let rows = import::open(&file).unwrap();
            people::import(&t.app, rows, &Mapping::none("staff"), false, |_, outcome| match outcome {
                Outcome::Accepted => accepted += 1,
                Outcome::Known => known += 1,
                Outcome::LeftOut => {}
                Outcome::Refused(_) => refused += 1,
            })
            .await
            .unwrap();
            assert_eq!((accepted, known, refused), expected);
        }
    }
}
