//! What the company sets of its own: how it grades, its procedures, its categories.

use crate::common::{Answer, Api};
use axum::body::Body;
use axum::http::StatusCode;
use homeward_app::{follow_policies, people, sign_in};
use homeward_domain::time::Span;
use homeward_testkit::{TestApp, complaint, on_both};
use serde_json::{Value, json};

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

async fn administrator(t: &TestApp) -> String {
    let (_, link) = people::add_staff(&t.app, "沈静", "shen@agency.test", "administrator").await.unwrap();
    let begun = sign_in::by_link(&t.app, &link, None, None, "").await.unwrap();
    format!("homeward_session={}", begun.secret())
}

async fn get(api: &Api, session: &str, path: &str) -> Answer {
    api.send("GET", path, &[("cookie", session)], Body::empty()).await
}

async fn post(api: &Api, session: &str, path: &str, form: &str) -> Answer {
    api.send("POST", path, &[FORM, ("cookie", session)], form.to_owned()).await
}

async fn triaged(api: &Api, category: &str) -> String {
    let number = api.made(&complaint("王芳", "导游强制购物")).await;
    let triage = json!({"reason": "电话核实", "category": category, "handling_type": "service",
        "severity": {"content": 2, "source": 0}});
    let done = api.post(&format!("/api/v1/cases/{number}/triage"), &triage).await;
    assert_eq!(done.status, StatusCode::CREATED, "{}", done.text);
    number
}

async fn brought_along(t: &TestApp) {
    t.later(Span::minutes(1));
    while follow_policies::work(&t.app).await.unwrap() {
        t.later(Span::minutes(1));
    }
}

on_both! {
    async fn a_stricter_scale_shows_its_effect_and_open_cases_follow(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let session = administrator(&t).await;
        let number = triaged(&api, "service.guide").await;
        let path = "/desk/settings/grading";
        let page = get(&api, &session, path).await.text;
        assert!(page.contains("value=\"225\"") && page.contains("随程序提供"), "{page}");
        let form = "version=1&weights.content=40&weights.source=20&weights.nature=30&weights.speed=10\
            &cut_offs.general=20&cut_offs.serious=60&cut_offs.grave=225&strategies.slight=mild\
            &strategies.general=mild&strategies.general_beyond=moderate&strategies.serious=moderate\
            &strategies.grave=severe&duties.mild=solve&duties.moderate=named_person&duties.severe=one_owner";
        let looked = post(&api, &session, path, &format!("{form}&preview=yes")).await.text;
        assert!(looked.contains("1 件已定级") && looked.contains("其中 1 件等级上调"), "{looked}");
        let saved = post(&api, &session, path, form).await;
        assert_eq!(saved.headers["location"], format!("{path}?done=changed"), "{}", saved.text);
        assert!(post(&api, &session, path, form).await.text.contains("没有任何更改"));
        brought_along(&t).await;
        let case = api.get(&format!("/api/v1/cases/{number}")).await.body;
        assert_eq!((&case["grade"], &case["journey"]["severity"]["strategy"]), (&json!("serious"), &json!("moderate")));
        let again = get(&api, &session, &format!("{path}?from=1")).await.text;
        assert!(again.contains("value=\"75\"") && again.contains("name=\"version\" value=\"2\""), "{again}");
        assert!(get(&api, &session, &format!("/desk/cases/{number}")).await.text.contains("定级"));
    }

    async fn a_way_of_grading_that_cannot_be_names_its_field(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let good = api.get("/api/v1/grading").await.body;
        let with = |pointer: &str, value: Value| {
            let mut body = good.clone();
            body.as_object_mut().unwrap().remove("version");
            *body.pointer_mut(pointer).unwrap() = value;
            body
        };
        for (pointer, value, field, code) in [
            ("/weights/content", json!(50), "weights.content", "weights_sum"),
            ("/weights/content", json!("much"), "weights.content", "not_a_number"),
            ("/cut_offs/serious", json!(75), "cut_offs.general", "cut_offs_fall"),
            ("/strategies/grave", json!("mild"), "strategies.slight", "strategies_fall"),
            ("/strategies/grave", json!("harsh"), "strategies.grave", "unknown_value"),
            ("/duties/severe", json!([]), "duties.severe", "required"),
        ] {
            let answer = api.post("/api/v1/grading/versions", &with(pointer, value)).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{pointer}");
            let error = &answer.body["errors"][0];
            assert_eq!((error["field"].as_str(), error["code"].as_str()), (Some(field), Some(code)), "{}", answer.text);
        }
        let looked = api.post("/api/v1/grading/preview", &with("/cut_offs/serious", json!(160))).await;
        assert_eq!((looked.status, &looked.body["cases"]), (StatusCode::OK, &json!(0)));
        assert_eq!(api.get("/api/v1/grading").await.body, good, "and nothing has changed");
    }

    async fn a_category_of_the_companys_own_is_offered_named_and_put_out_of_use(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let session = administrator(&t).await;
        let new = "/desk/settings/categories/new";
        let form = "main=service&id=pet_transport&name.zh-CN=%E5%AE%A0%E7%89%A9%E6%89%98%E8%BF%90&name.en=pet+transport&active=on";
        for (wrong, field) in [
            (form.replace("pet_transport", "Pets"), "id"),
            (form.replace("main=service", "main="), "main"),
            ("main=service&id=pet_transport&active=on".to_owned(), "name-zh-CN"),
        ] {
            let answer = post(&api, &session, new, &wrong).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
            assert!(answer.text.contains(&format!("id=\"{field}-error\"")), "{wrong}: {}", answer.text);
        }
        assert_eq!(post(&api, &session, new, form).await.headers["location"], "/desk/settings/categories?done=added");
        assert!(post(&api, &session, new, form).await.text.contains("id=\"id-error\""), "each once");
        let number = triaged(&api, "service.pet_transport").await;
        let page = get(&api, &session, &format!("/desk/cases/{number}")).await.text;
        assert!(page.contains("服务 · 宠物托运"), "{page}");
        let path = "/desk/settings/categories/service.pet_transport";
        let out = "version=1&name.zh-CN=%E5%AE%A0%E7%89%A9%E6%89%98%E8%BF%90&name.en=pet+transport";
        let looked = post(&api, &session, path, &format!("{out}&preview=yes")).await.text;
        assert!(looked.contains("1 件未办结工单属于这一类别"), "{looked}");
        assert_eq!(post(&api, &session, path, out).await.headers["location"], format!("{path}?done=changed"));
        let triage = get(&api, &session, &format!("/desk/cases/{number}/acts/triage")).await.text;
        assert!(triage.contains("value=\"service.pet_transport\" selected"), "a case keeps what it has");
        let other = triaged(&api, "service.guide").await;
        let triage = get(&api, &session, &format!("/desk/cases/{other}/acts/triage")).await.text;
        assert!(!triage.contains("pet_transport") && triage.contains("service.visa"), "and no other is offered it");
        let renamed = "version=1&name.zh-CN=%E5%AF%BC%E9%81%8A&active=on";
        post(&api, &session, "/desk/settings/categories/service.guide", renamed).await;
        assert!(get(&api, &session, &format!("/desk/cases/{other}")).await.text.contains("服务 · 导遊"));
        let unknown = json!({"kind": "complaint", "channel": "phone", "complainant": {"name": "王芳", "phone": "13900000000"},
            "text": "x", "category": "service.unheard_of"});
        let refused = api.post("/api/v1/cases", &unknown).await;
        assert_eq!((refused.status, &refused.body["errors"][0]["field"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("category")));
        let items = api.get("/api/v1/categories").await.body["items"].clone();
        let own = items.as_array().unwrap().iter().find(|one| one["id"] == "service.pet_transport").unwrap();
        assert_eq!((&own["active"], &own["version"]), (&json!(false), &json!(2)));
    }

    async fn a_procedure_of_the_companys_own_guides_its_cases(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let session = administrator(&t).await;
        let number = triaged(&api, "service.transport").await;
        let new = "/desk/settings/sops/new";
        let steps = "%E5%80%BE%E5%90%AC%E5%B9%B6%E5%9B%9E%E5%BA%94%0A%E6%A0%B8%E5%AF%B9%E8%BD%A6%E9%98%9F%E8%AE%B0%E5%BD%95+%7C+Check+the+log";
        let form = format!("id=coach&title.zh-CN=%E8%BD%A6%E9%98%9F%E8%A7%84%E7%A8%8B&steps={steps}&categories=service.transport");
        let made = post(&api, &session, new, &form).await;
        assert_eq!(made.headers["location"], "/desk/settings/sops?done=added", "{}", made.text);
        let procedure = async || api.get(&format!("/api/v1/cases/{number}")).await.body["team"]["procedure"].clone();
        let now = procedure().await;
        assert_eq!((&now["id"], &now["steps"][1]["text"]), (&json!("coach"), &json!("核对车队记录")));
        assert_eq!(now["steps"][1]["step"], "coach_1");
        let took = json!({"step": "coach_1", "text": "与 GPS 一致"});
        assert_eq!(api.post(&format!("/api/v1/cases/{number}/steps"), &took).await.status, StatusCode::CREATED);
        let path = "/desk/settings/sops/coach";
        let page = get(&api, &session, path).await.text;
        assert!(page.contains("核对车队记录 | Check the log") && page.contains("倾听并回应"), "{page}");
        // The line is written anew and gets a new name; what was taken keeps its words.
        let other = "version=1&title.zh-CN=%E8%BD%A6%E9%98%9F&steps=%E8%B0%83%E5%8F%96%E5%BD%95%E5%83%8F&categories=service.transport&categories=safety.accident";
        let looked = post(&api, &session, path, &format!("{other}&preview=yes")).await.text;
        assert!(looked.contains("1 件未办结工单按此规程处理"), "{looked}");
        assert_eq!(post(&api, &session, path, other).await.headers["location"], format!("{path}?done=changed"));
        assert_eq!(procedure().await["steps"][0]["step"], "coach_2");
        assert!(get(&api, &session, &format!("/desk/cases/{number}")).await.text.contains("步骤完成：核对车队记录"));
        let again = get(&api, &session, &format!("{path}?from=1")).await.text;
        assert!(again.contains("核对车队记录") && again.contains("第 2 版，1 个步骤"), "{again}");
    }

    async fn a_procedure_that_cannot_be_names_its_field(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let good = json!({"id": "pets", "title": {"zh-CN": "宠物"}, "categories": ["service.noise"],
            "steps": [{"step": "hear_out"}, {"text": {"zh-CN": "联系寄养点"}}]});
        for (pointer, value, field, code) in [
            ("/id", json!("Pets"), "id", "not_a_name"),
            ("/id", json!("usual"), "id", "reference_taken"),
            ("/title", json!({}), "title", "required"),
            ("/categories", json!(["service.unheard_of"]), "categories", "unknown_category"),
            ("/categories", json!(["safety"]), "categories", "category_has_sop"),
            ("/steps", json!([]), "steps", "empty"),
            ("/steps", json!([{"step": "dance"}]), "steps[0].step", "unknown_value"),
            ("/steps", json!([{"step": "hear_out"}, {"step": "hear_out"}]), "steps[1]", "step_twice"),
            ("/steps", json!([{}]), "steps[0].step", "required"),
        ] {
            let mut body = good.clone();
            *body.pointer_mut(pointer).unwrap() = value;
            let answer = api.post("/api/v1/sops", &body).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{pointer}");
            let error = &answer.body["errors"][0];
            assert_eq!((error["field"].as_str(), error["code"].as_str()), (Some(field), Some(code)), "{}", answer.text);
        }
        let usual = json!({"categories": ["service.noise"], "steps": [{"step": "hear_out"}]});
        let answer = api.post("/api/v1/sops/usual/versions", &usual).await;
        assert_eq!(answer.body["errors"][0]["code"], "serves_the_rest");
        assert_eq!(api.post("/api/v1/sops", &good).await.status, StatusCode::CREATED);
        let shorter = json!({"categories": [], "steps": [{"step": "hear_out"}]});
        let emptied = api.post("/api/v1/sops/pets/versions", &shorter).await;
        assert_eq!(emptied.body["errors"][0]["code"], "serves_nothing", "only the usual one serves the rest");
    }
}
