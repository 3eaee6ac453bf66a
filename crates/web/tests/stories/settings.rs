//! Settings on their pages: a look at the effect, the change, what was before.

use crate::common::{Answer, Api};
use axum::body::Body;
use axum::http::StatusCode;
use homeward_app::{calendars, follow_policies, people, promises, sign_in};
use homeward_domain::time::Span;
use homeward_testkit::{TestApp, complaint, on_both};
use serde_json::{Value, json};

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

/// The cookie of somebody with a role.
async fn signed_in(t: &TestApp, role: &str) -> String {
    signed_in_as(t, role, role).await
}

/// The cookie of somebody of this name with a role.
async fn signed_in_as(t: &TestApp, name: &str, role: &str) -> String {
    let (_, link) = people::add_staff(&t.app, "沈静", &format!("{name}@agency.test"), role).await.unwrap();
    let begun = sign_in::by_link(&t.app, &link, None, None, "").await.unwrap();
    format!("homeward_session={}", begun.secret())
}

async fn get(api: &Api, session: &str, path: &str) -> Answer {
    api.send("GET", path, &[("cookie", session)], Body::empty()).await
}

async fn post(api: &Api, session: &str, path: &str, form: &str) -> Answer {
    api.send("POST", path, &[FORM, ("cookie", session)], form.to_owned()).await
}

on_both! {
    async fn a_promise_is_changed_after_a_look_and_an_old_version_taken_up_again(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let session = signed_in(&t, "administrator").await;
        api.made(&complaint("王芳", "导游强制购物")).await;
        let path = "/desk/settings/promises/first_response";
        let page = get(&api, &session, path).await.text;
        assert!(page.contains("value=\"120\"") && page.contains("第 1 版：2 小时"), "{page}");
        let looked = post(&api, &session, path, "version=1&within_minutes=90&preview=yes").await.text;
        assert!(looked.contains("1 件未办结工单正在计时") && looked.contains("1 件的到期时间提前"), "{looked}");
        assert_eq!(promises::versions(&t.app, "first_response").await.unwrap().len(), 1, "a look changes nothing");
        let saved = post(&api, &session, path, "version=1&within_minutes=90").await;
        assert_eq!(saved.headers["location"], format!("{path}?done=changed"));
        let newest = promises::versions(&t.app, "first_response").await.unwrap().pop().unwrap();
        assert_eq!((newest.what.within_minutes, newest.what.urgent_within_minutes), (90, None), "emptied is none");
        let stale = post(&api, &session, path, "version=1&within_minutes=60").await;
        assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(stale.text.contains("现为第 2 版"), "{}", stale.text);
        let again = get(&api, &session, &format!("{path}?from=1")).await.text;
        assert!(again.contains("value=\"120\"") && again.contains("name=\"version\" value=\"2\""));
        assert!(again.contains("第 2 版：90 分钟") && again.contains("沈静"), "who changed it when");
    }

    async fn a_mistake_names_its_field_and_changes_nothing(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let session = signed_in(&t, "administrator").await;
        let path = "/desk/settings/promises/first_response";
        for (form, words) in [
            ("version=1&within_minutes=0", "时限（分钟）：应为整数"),
            ("version=1&within_minutes=soon", "时限（分钟）：应为整数"),
            ("version=1&within_minutes=60&urgent_within_minutes=90", "紧急时限不得长于普通时限"),
            ("version=1&within_minutes=120&urgent_within_minutes=60", "没有任何更改"),
        ] {
            let answer = post(&api, &session, path, form).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
            assert!(answer.text.contains(words), "{form}: {}", answer.text);
        }
        let looser = "of=first_response&unit=BJ&within_minutes=200";
        let unit = post(&api, &session, "/desk/settings/promises/new", looser).await;
        assert!(unit.text.contains("不得宽于公司的承诺"), "{}", unit.text);
        assert_eq!(promises::versions(&t.app, "first_response").await.unwrap().len(), 1);
        assert_eq!(get(&api, &session, "/desk/settings/promises/nonsense").await.status, StatusCode::NOT_FOUND);
    }

    async fn a_member_of_staff_is_added_signs_in_by_the_link_shown_and_leaves(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let session = signed_in(&t, "administrator").await;
        let form = "name=李娜&email=li@agency.test&role=agent&languages=zh+en&skills=%E7%AD%BE%E8%AF%81";
        let made = post(&api, &session, "/desk/settings/staff/new", form).await;
        assert_eq!(made.status, StatusCode::OK, "{}", made.text);
        let link = made.text.split("class=\"secret\">").nth(1).unwrap().split('<').next().unwrap();
        let theirs = post(&api, "", &link[link.find("/sign-in").unwrap()..], "").await;
        assert_eq!(theirs.status, StatusCode::SEE_OTHER);
        let theirs = theirs.headers["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
        assert_eq!(get(&api, &theirs, "/desk").await.status, StatusCode::OK);
        let taken = post(&api, &session, "/desk/settings/staff/new", form).await;
        assert!(taken.text.contains("电子邮箱：这个邮箱已有员工使用") && taken.text.contains("value=\"李娜\""));

        let leaves = "name=李娜&email=li@agency.test&role=agent&has_left=on";
        let looked = post(&api, &session, "/desk/settings/staff/2", &format!("{leaves}&preview=yes")).await.text;
        assert!(looked.contains("名下 0 件未办结工单"), "{looked}");
        assert_eq!(get(&api, &theirs, "/desk").await.status, StatusCode::OK, "a look changes nothing");
        let left = post(&api, &session, "/desk/settings/staff/2", leaves).await;
        assert_eq!(left.headers["location"], "/desk/settings/staff/2?done=changed");
        assert_eq!(get(&api, &theirs, "/desk").await.status, StatusCode::SEE_OTHER, "signed out");
        let history = get(&api, &session, "/desk/settings/staff/2").await.text;
        assert!(history.contains("建立") && history.contains("在职状态"), "{history}");
    }

    async fn whoever_may_not_change_settings_reads_them_at_most(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let (auditor, agent) = (signed_in(&t, "auditor").await, signed_in(&t, "agent").await);
        let page = get(&api, &auditor, "/desk/settings/staff/2").await;
        assert!(page.text.contains("<fieldset class=\"bare\" disabled>") && !page.text.contains("/reset"));
        for path in ["/desk/settings/staff/2", "/desk/settings/staff/2/reset", "/desk/settings/promises/settle"] {
            for session in [&auditor, &agent] {
                assert_eq!(post(&api, session, path, "name=x").await.status, StatusCode::FORBIDDEN, "{path}");
            }
        }
        assert_eq!(get(&api, &agent, "/desk/settings/staff/new").await.status, StatusCode::FORBIDDEN);
    }

    async fn a_unit_is_added_under_another_and_keeps_its_reference(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let session = signed_in(&t, "administrator").await;
        let company = post(&api, &session, "/desk/settings/units/new", "reference=HQ&name=%E6%80%BB%E9%83%A8&kind=company").await;
        assert_eq!(company.headers["location"], "/desk/settings/units?done=added", "{}", company.text);
        let branch = "reference=SZ&name=深圳分社&kind=branch&parent=HQ&calendar=cn_office";
        assert_eq!(post(&api, &session, "/desk/settings/units/new", branch).await.status, StatusCode::SEE_OTHER);
        let twice = post(&api, &session, "/desk/settings/units/new", branch).await;
        assert!(twice.text.contains("编号：该编号已存在"), "{}", twice.text);
        let changed = "version=1&name=深圳营业部&kind=branch&parent=HQ&reference=XX";
        assert_eq!(post(&api, &session, "/desk/settings/units/SZ", changed).await.status, StatusCode::SEE_OTHER);
        let list = get(&api, &session, "/desk/settings/units").await.text;
        assert!(list.contains("深圳营业部") && list.contains(">SZ<") && !list.contains("XX"));
        let stale = post(&api, &session, "/desk/settings/units/SZ", changed).await;
        assert!(stale.text.contains("现为第 2 版"), "{}", stale.text);
    }
    async fn the_first_start_names_the_company_once_and_is_for_administrators(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let session = signed_in(&t, "administrator").await;
        assert!(get(&api, &session, "/desk").await.text.contains("还没有设置公司信息"));
        let empty = post(&api, &session, "/desk/start", "name=&profile=").await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(empty.text.contains("公司名称：必填"), "{}", empty.text);
        let form = "name=%E5%B1%B1%E6%B5%B7&profile=agency&calendar=cn_office";
        assert_eq!(post(&api, &session, "/desk/start", form).await.headers["location"], "/desk/start/people");
        api.send("PUT", "/api/v1/units/HQ", &[("content-type", "application/json")],
            r#"{"reference":"HQ","name":"山海","kind":"company","profile":"agency","address":"海口"}"#).await;
        post(&api, &session, "/desk/start", "name=%E5%B1%B1%E6%B5%B7%E6%97%85%E8%A1%8C&profile=hotel").await;
        let units = api.get("/api/v1/units").await.body;
        assert_eq!(units["items"].as_array().unwrap().len(), 1);
        let company = &units["items"][0];
        assert_eq!((&company["name"], &company["profile"]), (&"山海旅行".into(), &"hotel".into()));
        assert_eq!(company["address"], "海口", "what the page does not ask for stays");
        assert!(api.get("/").await.text.contains("href=\"/\">山海旅行</a>"), "travellers see whose page it is");
        let taken = post(&api, &session, "/desk/start/people", "name=A&email=administrator@agency.test&role=agent").await;
        assert!(taken.text.contains("这个邮箱已有员工使用"));
        let agent = signed_in(&t, "agent").await;
        assert_eq!(get(&api, &agent, "/desk/start").await.status, StatusCode::FORBIDDEN);
        assert_eq!(post(&api, &agent, "/desk/start", form).await.status, StatusCode::FORBIDDEN);
    }
    async fn a_token_is_made_used_and_revoked_by_administrators_alone(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let session = signed_in(&t, "administrator").await;
        let none = post(&api, &session, "/desk/settings/tokens/new", "name=importer").await;
        assert!(none.text.contains("权限：必填"), "{}", none.text);
        let form = "name=importer&scopes=cases%3Aread&scopes=cases%3Awrite";
        let made = post(&api, &session, "/desk/settings/tokens/new", form).await;
        let secret = made.text.split("class=\"secret\">").nth(1).unwrap().split('<').next().unwrap();
        let program = api.with_other(secret);
        assert_eq!(program.get("/api/v1/cases").await.status, StatusCode::OK);
        assert_eq!(program.get("/api/v1/tokens").await.status, StatusCode::FORBIDDEN, "it may not make others");
        let list = get(&api, &session, "/desk/settings/tokens").await.text;
        assert!(list.contains("importer") && list.contains("查看工单、处理工单") && !list.contains(secret));
        let listed = api.get("/api/v1/tokens").await.body;
        let id = listed["items"].as_array().unwrap().iter().find(|one| one["name"] == "importer").unwrap()["id"].clone();
        let gone = post(&api, &session, &format!("/desk/settings/tokens/{id}/revocation"), "").await;
        assert_eq!(gone.status, StatusCode::SEE_OTHER);
        // Another copy of the program has not looked the token up before.
        let other_copy = Api::new(&t, &["cases:read"]).await.with_other(secret);
        assert_eq!(other_copy.get("/api/v1/cases").await.status, StatusCode::UNAUTHORIZED);
        let own = listed["items"].as_array().unwrap().last().unwrap()["id"].clone();
        let refused = api.post(&format!("/api/v1/tokens/{own}/revocation"), &serde_json::json!({})).await;
        assert_eq!(refused.body["errors"][0]["code"], "own_token", "{}", refused.body);
        let lead = signed_in(&t, "lead").await;
        assert_eq!(get(&api, &lead, "/desk/settings/tokens").await.status, StatusCode::FORBIDDEN);
        assert_eq!(post(&api, &lead, "/desk/settings/tokens/new", form).await.status, StatusCode::FORBIDDEN);
        assert!(!get(&api, &lead, "/desk/settings").await.text.contains("/desk/settings/tokens"));
    }
    async fn a_rule_is_tried_on_past_cases_before_it_changes_and_keeps_what_it_does(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let session = signed_in(&t, "administrator").await;
        let number = api.made(&complaint("王芳", "导游强制购物")).await;
        let rule = serde_json::json!({"id": "shops", "title": "强制购物", "on": ["case_received"], "when": "false",
            "acts": [{"act": "note", "text": "请核对合同"}]});
        assert_eq!(api.post("/api/v1/rules", &rule).await.status, StatusCode::CREATED);
        let path = "/desk/settings/rules/shops";
        let page = get(&api, &session, path).await.text;
        assert!(page.contains(">请核对合同</textarea>") && page.contains("第 1 版：强制购物"), "{page}");
        let acts = "acts[0].act=note&acts[0].text=%E8%AF%B7%E6%A0%B8%E5%AF%B9%E5%90%88%E5%90%8C&acts[0].staff=1";
        let form = format!("version=1&title=%E5%BC%BA%E5%88%B6%E8%B4%AD%E7%89%A9&active=on&order=10&on=case_received&when=kind+%3D%3D+'complaint'&{acts}");
        let tried = post(&api, &session, path, &format!("{form}&preview=yes")).await.text;
        assert!(tried.contains("会在 1 件中执行") && tried.contains(&number), "{tried}");
        assert_eq!(post(&api, &session, path, &form).await.headers["location"], format!("{path}?done=changed"));
        let wrong = post(&api, &session, path, "version=2&title=x&order=10&on=case_received&when=kind+%3D%3D").await;
        assert!(wrong.text.contains("条件（CEL）：条件无法解析"), "{}", wrong.text);
        let stale = post(&api, &session, path, &form.replace("order=10", "order=20")).await;
        assert!(stale.text.contains("现为第 2 版"), "{}", stale.text);
        let off = &format!("version=2&title=x&order=10&on=case_received&when=true&{acts}");
        assert_eq!(post(&api, &session, path, off).await.status, StatusCode::SEE_OTHER);
        let rules = api.get("/api/v1/rules").await.body;
        let newest = &rules["items"][0];
        assert_eq!((&newest["active"], &newest["acts"], &newest["version"]), (&false.into(), &rule["acts"], &3.into()));
        assert!(get(&api, &session, &format!("{path}?from=1")).await.text.contains(">false</textarea>"));
    }

    async fn a_rule_is_added_with_its_acts_and_each_mistake_stands_beside_its_field(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let session = signed_in(&t, "administrator").await;
        let path = "/desk/settings/rules/new";
        assert!(get(&api, &session, path).await.text.contains("data-of-acts=\"assign:staff;route:unit skill"));
        let form = "id=night&title=x&active=on&order=5&on=case_received&when=true";
        let none = post(&api, &session, path, form).await;
        assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
        let lacks = post(&api, &session, path, &format!("{form}&acts[0].act=escalate&acts[1].act=measure&acts[1].text=call")).await;
        assert!(lacks.text.contains("id=\"acts-0--to-error\""), "{}", lacks.text);
        let acts = "acts[0].act=escalate&acts[0].to=lead&acts[0].text=left+over&acts[2].act=measure&acts[2].text=call&acts[2].within_minutes=30";
        let made = post(&api, &session, path, &format!("{form}&{acts}")).await;
        assert_eq!(made.headers["location"], "/desk/settings/rules?done=added", "{}", made.text);
        assert_eq!(api.get("/api/v1/rules").await.body["items"][0]["acts"],
            json!([{"act": "escalate", "to": "lead"}, {"act": "measure", "text": "call", "within_minutes": 30}]));
        let twice = post(&api, &session, path, &format!("{form}&{acts}")).await;
        assert!(twice.text.contains("id=\"id-error\""), "{}", twice.text);
    }

    async fn a_customer_is_found_by_number_with_their_bookings_and_what_the_form_does_not_show_stays(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let session = signed_in(&t, "agent").await;
        let made = post(&api, &session, "/desk/customers/new", "reference=C-1&name=%E7%8E%8B%E8%8A%B3&phone=13800000001").await;
        assert_eq!(made.headers["location"], "/desk/customers?done=added", "{}", made.text);
        let booking = json!({"reference": "B-1", "name": "三亚三晚", "customer": "C-1", "price_cents": 398_000, "currency": "CNY",
            "travellers": [{"name": "王芳"}], "items": [{"trade": "hotel", "name": "海景房", "contracted_by": "agent"}]});
        assert_eq!(api.post("/api/v1/bookings", &booking).await.status, 201);
        let mut complaint = complaint("王芳", "到店无房");
        complaint["complainant"]["phone"] = json!("13800000001");
        let number = api.made(&complaint).await;
        let found = get(&api, &session, "/desk/customers?q=138+0000+0001").await.text;
        assert!(found.contains("/desk/customers/C-1") && !found.contains("请检查号码"), "{found}");
        assert!(get(&api, &session, "/desk/customers?q=13999999999").await.text.contains("请检查号码"));
        let page = get(&api, &session, "/desk/customers/C-1").await.text;
        assert!(page.contains("三亚三晚") && page.contains(&number), "{page}");
        let page = get(&api, &session, "/desk/bookings/B-1").await.text;
        assert!(page.contains("¥3,980.00") && page.contains("酒店 · 代订") && page.contains("王芳"), "{page}");
        let changed = post(&api, &session, "/desk/bookings/B-1", "version=1&name=%E4%B8%89%E4%BA%9A&guide=%E9%A9%AC").await;
        assert_eq!(changed.status, StatusCode::SEE_OTHER, "{}", changed.text);
        let booking = api.get("/api/v1/bookings/B-1").await.body;
        assert_eq!((&booking["price_cents"], &booking["items"][0]["name"]), (&json!(398_000), &json!("海景房")));
        assert_eq!((&booking["guide"], &booking["customer"]), (&json!("马"), &Value::Null), "emptied is none");
    }

    async fn a_phrase_says_facts_and_never_an_apology(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let session = signed_in(&t, "administrator").await;
        let path = "/desk/settings/phrases/new";
        let sorry = "reference=sorry&name=%E9%81%93%E6%AD%89&language=zh&text=%E9%9D%9E%E5%B8%B8%E6%8A%B1%E6%AD%89";
        let refused = post(&api, &session, path, sorry).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.text.contains("不放道歉的话"), "{}", refused.text);
        let facts = json!({"reference": "heard", "name": "已记下", "language": "zh", "text": "{name}您好，工单号 {number}。"});
        assert_eq!(api.post("/api/v1/phrases", &facts).await.status, 201);
        let list = get(&api, &session, "/desk/settings/phrases").await.text;
        assert!(list.contains("/desk/settings/phrases/heard") && list.contains("已记下"));
        assert_eq!(api.get("/api/v1/phrases").await.body["items"].as_array().unwrap().len(), 1);
    }

    async fn a_calendar_is_changed_after_a_look_at_the_clocks_that_count_by_it(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let session = signed_in(&t, "administrator").await;
        let by_office = json!({"calendar": "cn_office"});
        assert_eq!(api.post("/api/v1/promises/triage/versions", &by_office).await.status, StatusCode::CREATED);
        api.made(&complaint("王芳", "导游强制购物")).await;
        let path = "/desk/settings/calendars/cn_office";
        let page = get(&api, &session, path).await.text;
        assert!(page.contains("value=\"09:00-12:00 13:00-18:00\"") && page.contains("2026-02-15..2026-02-23"), "{page}");
        let day_and_night = "time_zone=Asia%2FShanghai&week.monday=00:00-00:01&week.sunday=00:00-00:01&holidays=2027-01-01%0A2027-02-05..2027-02-11&version=1";
        let looked = post(&api, &session, path, &format!("{day_and_night}&preview=yes")).await.text;
        assert!(looked.contains("1 件未办结工单正在计时") && looked.contains("其中 1 件的到期时间延后"), "{looked}");
        assert_eq!(calendars::versions(&t.app, "cn_office").await.unwrap().len(), 1, "a look changes nothing");
        let saved = post(&api, &session, path, day_and_night).await;
        assert_eq!(saved.headers["location"], format!("{path}?done=changed"), "{}", saved.text);
        let stale = post(&api, &session, path, &day_and_night.replace("2027-01-01", "2027-01-02")).await;
        assert!(stale.text.contains("现为第 2 版"), "{}", stale.text);
        let again = get(&api, &session, &format!("{path}?from=1")).await.text;
        assert!(again.contains("2026-02-15..2026-02-23") && again.contains("第 2 版，2 段节假日"), "{again}");
        while follow_policies::work(&t.app).await.unwrap() {
            t.later(Span::minutes(1));
        }
        let items = api.get("/api/v1/calendars").await.body["items"].clone();
        assert_eq!((&items[0]["version"], &items[0]["week"]["tuesday"]), (&json!(2), &json!([])));
    }

    async fn the_end_of_a_list_of_holidays_is_told_to_administrators_before_clocks_run_past_it(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let (administrator, lead) = (signed_in(&t, "administrator").await, signed_in(&t, "lead").await);
        let (list, one) = ("/desk/settings/calendars", "/desk/settings/calendars/cn_office");
        let told = "放假安排只录到 2026-12-31";
        for page in [list, one, "/desk/notices"] {
            assert!(get(&api, &administrator, page).await.text.contains(told), "{page}");
        }
        assert!(!get(&api, &lead, "/desk/notices").await.text.contains(told), "who cannot enter them");
        let badge = "<span class=\"dot\">1</span>";
        assert!(!get(&api, &administrator, "/desk").await.text.contains(badge), "it can wait");
        t.later(Span::hours(24 * 41));
        let late = signed_in_as(&t, "second", "administrator").await;
        let notices = get(&api, &late, "/desk/notices").await.text;
        assert!(notices.contains("其中的节假日会被当作工作日") && notices.contains(badge), "{notices}");
        let next = "time_zone=Asia%2FShanghai&week.monday=09:00-18:00&holidays=2027-01-01&version=1";
        let saved = post(&api, &late, one, next).await;
        assert_eq!(saved.headers["location"], format!("{one}?done=changed"), "{}", saved.text);
        for page in [list, one, "/desk/notices"] {
            assert!(!get(&api, &late, page).await.text.contains("放假安排只录到"), "{page}");
        }
        let body = json!({"week": {"monday": ["09:00-18:00"]}, "holidays_until": "2027-06-30"});
        assert_eq!(api.post("/api/v1/calendars/cn_office/versions", &body).await.status, StatusCode::CREATED);
        assert_eq!(api.get("/api/v1/calendars").await.body["items"][0]["known_until"], "2027-06-30");
    }

    async fn a_calendar_that_cannot_be_names_its_field(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let session = signed_in(&t, "administrator").await;
        let path = "/desk/settings/calendars/new";
        for (form, field) in [
            ("id=Shop&week.monday=09:00-18:00", "id"),
            ("id=shop", "week"),
            ("id=shop&week.monday=9+to+5", "week-monday"),
            ("id=shop&week.monday=13:00-18:00+09:00-12:00", "week-monday"),
            ("id=shop&week.monday=09:00-18:00&time_zone=Mars", "time_zone"),
            ("id=shop&week.monday=09:00-18:00&holidays=2027-02-11..2027-02-05", "holidays"),
            ("id=shop&week.monday=09:00-18:00&makeup_workdays=soon", "makeup_workdays"),
        ] {
            let answer = post(&api, &session, path, form).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
            assert!(field == "week" || answer.text.contains(&format!("id=\"{field}-error\"")), "{form}: {}", answer.text);
        }
        let made = post(&api, &session, path, "id=shop&week.saturday=09:00-22:00").await;
        assert_eq!(made.headers["location"], "/desk/settings/calendars?done=added", "{}", made.text);
        assert!(post(&api, &session, path, "id=shop&week.saturday=09:00-22:00").await.text.contains("id=\"id-error\""));
        let list = get(&api, &session, "/desk/settings/calendars").await.text;
        assert!(list.contains(">shop</a>"), "a calendar of one's own goes by its code: {list}");
        let promise = json!({"calendar": "shop"});
        assert_eq!(api.post("/api/v1/promises/triage/versions", &promise).await.status, StatusCode::CREATED, "and is in force");
    }

    async fn two_who_change_one_member_of_staff_do_not_undo_each_other(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let session = signed_in(&t, "administrator").await;
        let (member, _) = people::add_staff(&t.app, "何小满", "he@agency.test", "agent").await.unwrap();
        let path = format!("/desk/settings/staff/{}", member.id);
        assert!(get(&api, &session, &path).await.text.contains("name=\"version\" value=\"1\""));
        let form = "version=1&name=%E4%BD%95%E5%B0%8F%E6%BB%A1&email=he%40agency.test&role=lead";
        assert_eq!(post(&api, &session, &path, form).await.status, StatusCode::SEE_OTHER);
        let stale = post(&api, &session, &path, &form.replace("role=lead", "role=manager")).await;
        assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(stale.text.contains("现为第 2 版"), "{}", stale.text);
        let api_path = format!("/api/v1/staff/{}", member.id);
        let read = api.get(&api_path).await;
        assert_eq!((read.headers["etag"].to_str().unwrap(), &read.body["role"]), ("\"2\"", &json!("lead")));
        let body = json!({"name": "何小满", "email": "he@agency.test", "role": "agent"}).to_string();
        let put = async |version: &'static str| {
            let headers = [("content-type", "application/json"), ("if-match", version)];
            api.send("PUT", &api_path, &headers, body.clone()).await
        };
        assert_eq!(put("\"1\"").await.status, StatusCode::PRECONDITION_FAILED);
        assert_eq!(put("\"2\"").await.headers["etag"], "\"3\"");
    }

    async fn an_earlier_version_of_a_unit_a_phrase_and_a_member_of_staff_is_taken_up_again(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let session = signed_in(&t, "administrator").await;
        post(&api, &session, "/desk/settings/units/new", "reference=SZ&name=深圳分社&kind=branch").await;
        let unit = "/desk/settings/units/SZ";
        let renamed = "version=1&name=深圳营业部&kind=shop&phone=075500000001";
        let looked = post(&api, &session, unit, &format!("{renamed}&preview=yes")).await.text;
        assert!(looked.contains("0 名员工和 0 件未办结工单"), "{looked}");
        assert_eq!(post(&api, &session, unit, renamed).await.status, StatusCode::SEE_OTHER);
        let page = get(&api, &session, unit).await.text;
        assert!(page.contains(&format!("{unit}?from=1")) && !page.contains(&format!("{unit}?from=2")), "{page}");
        let again = get(&api, &session, &format!("{unit}?from=1")).await.text;
        assert!(again.contains("value=\"深圳分社\"") && again.contains("name=\"version\" value=\"2\""), "{again}");
        assert_eq!(get(&api, &session, &format!("{unit}?from=9")).await.status, StatusCode::NOT_FOUND);

        let (member, _) = people::add_staff(&t.app, "何小满", "he@agency.test", "agent").await.unwrap();
        let path = format!("/desk/settings/staff/{}", member.id);
        for (version, role) in [(1, "lead"), (2, "manager")] {
            let form = format!("version={version}&name=%E4%BD%95%E5%B0%8F%E6%BB%A1&email=he%40agency.test&role={role}&skills=签证");
            assert_eq!(post(&api, &session, &path, &form).await.status, StatusCode::SEE_OTHER);
        }
        let page = get(&api, &session, &path).await.text;
        let from = page.split(&format!("{path}?from=")).nth(1).unwrap().split('"').next().unwrap().to_owned();
        let again = get(&api, &session, &format!("{path}?from={from}")).await.text;
        assert!(again.contains("<option value=\"lead\" selected>") && again.contains("value=\"签证\""), "{again}");
        let kept = api.get("/api/v1/staff").await.text;
        assert!(kept.contains("he@agency.test"), "name and address are those of now");
    }
}
