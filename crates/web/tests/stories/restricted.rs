//! What is under restriction is kept and shown to nobody but who must: while the matter is
//! open, its owner and the leads of the unit, who have to finish it. Everybody else learns
//! nothing of it, also where another case names it or holds what was said to it.

use crate::common::{Api, Desk};
use axum::http::StatusCode;
use homeward_app::record;
use homeward_domain::time::Span;
use homeward_testkit::{complaint, on_both};
use serde_json::{Value, json};

const WHY: &str = "本人要求限制使用";

async fn case(api: &Api, name: &str, phone: &str, text: &str) -> String {
    let mut body = complaint(name, text);
    body["complainant"]["phone"] = json!(phone);
    api.made(&body).await
}

async fn restrict(api: &Api, number: &str) {
    api.done(number, "restriction", json!({"ground": "accuracy_contested", "text": WHY})).await;
}

on_both! {
    async fn who_joins_two_cases_hears_of_the_one_that_they_asked_for_first(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let (one, other) = (api.made(&complaint("王芳", "大巴抛锚")).await, api.made(&complaint("赵悦", "误了晚餐")).await);
        api.done(&other, "restriction", json!({"ground": "order", "text": "法院要求"})).await;
        let merge = json!({"into": other, "text": "同一事项"});
        assert_eq!(api.refused("HW-2611-000999-3", "merge", merge.clone()).await.0, 404);
        let closed = async || api.post(&format!("/api/v1/cases/{one}/merge"), &merge).await.body["detail"].clone();
        let of_the_other = closed().await;
        api.done(&one, "restriction", json!({"ground": "accuracy_contested", "text": "手机号不是本人的"})).await;
        let of_the_one = closed().await;
        assert_ne!(of_the_one, of_the_other);
        assert_eq!(of_the_one, api.get(&format!("/api/v1/cases/{one}")).await.body["detail"]);
    }

    async fn the_owner_of_an_open_case_goes_on_with_it_and_nobody_else_learns_of_it(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let owner = Desk::sign_in(&t, &api, "agent").await;
        let other = Desk::sign_in(&t, &api, "auditor").await;
        let number = case(&api, "欧阳小敏", "13900002222", "酒店把我安排进有烟房").await;
        let shown = case(&api, "赵悦", "13911110000", "导游强制购物").await;
        api.done(&number, "assignment", json!({"owner": owner.staff})).await;
        api.done(&number, "notes", json!({"text": "@auditor 请看一下"})).await;
        restrict(&api, &number).await;
        let page = format!("/desk/cases/{number}");

        let seen = owner.get(&page).await;
        assert_eq!(seen.status, StatusCode::OK, "{}", seen.text);
        assert!(seen.text.contains("欧阳小敏") && seen.text.contains("每次查看都会记录"), "{}", seen.text);
        for list in ["/desk", "/desk?view=mine", &format!("/desk?q={number}"), "/desk/now", "/desk/notices"] {
            assert!(owner.get(list).await.text.contains(&number), "{list}");
        }
        let note = owner.post(&format!("{page}/acts/notes"), "text=a").await;
        assert_eq!(note.status, StatusCode::SEE_OTHER, "{}", note.text);

        for closed in [page.clone(), format!("{page}/clocks"), format!("{page}/acts/notes"), format!("{page}/looks")] {
            let seen = other.get(&closed).await;
            assert!(!seen.text.contains("欧阳小敏") && !seen.text.contains("有烟房"), "{closed}: {}", seen.text);
        }
        assert_eq!(other.get(&page).await.status, StatusCode::FORBIDDEN);
        for list in ["/desk", "/desk?view=all", &format!("/desk?q={number}"), "/desk/now", "/desk/notices"] {
            let listed = other.get(list).await.text;
            assert!(!listed.contains(&format!("/desk/cases/{number}")), "{list}: {listed}");
        }
        assert!(other.get("/desk?view=all").await.text.contains(&shown));
        let unread = api.get(&format!("/api/v1/notices?staff={}", other.staff)).await;
        assert!(!unread.text.contains(&number), "{}", unread.text);
        // Programs are told nothing of it either.
        let program = Api::new(&t, &["cases:read", "cases:write"]).await;
        assert_eq!(program.get(&format!("/api/v1/cases/{number}")).await.status, StatusCode::FORBIDDEN);
        assert_eq!(program.refused(&number, "notes", json!({"text": "x"})).await.0, 403);
    }

    async fn acts_of_a_colleague_are_refused_and_those_of_the_lead_of_the_unit_are_not(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        for (unit, kind) in [("SZ", "branch"), ("GZ", "branch")] {
            api.post("/api/v1/units", &json!({"reference": unit, "name": unit, "kind": kind})).await;
        }
        let mut body = complaint("欧阳小敏", "酒店把我安排进有烟房");
        body["unit"] = json!("SZ");
        let number = api.made(&body).await;
        let (agent, lead) = (Desk::sign_in(&t, &api, "agent").await, Desk::sign_in(&t, &api, "lead").await);
        let manager = Desk::sign_in(&t, &api, "manager").await;
        api.send("PUT", &format!("/api/v1/staff/{}", manager.staff), &[("content-type", "application/json")],
            json!({"name": "manager", "email": "manager@example.com", "role": "manager", "unit": "GZ"}).to_string()).await;
        restrict(&api, &number).await;
        let act = format!("/desk/cases/{number}/acts/notes");
        assert_eq!(agent.post(&act, "text=a").await.status, StatusCode::FORBIDDEN);
        assert_eq!(lead.post(&act, "text=a").await.status, StatusCode::SEE_OTHER);
        assert!(lead.get("/desk").await.text.contains(&number));
        assert!(!manager.get("/desk").await.text.contains(&number), "of another unit");
        assert_ne!(manager.get(&format!("/desk/cases/{number}")).await.status, StatusCode::OK);

        // Once it has ended nobody has to finish it: whoever must see it says why.
        api.done(&number, "restriction_release", json!({"text": "已核实"})).await;
        api.done(&number, "withdrawal", json!({"text": "客人自愿撤回"})).await;
        restrict(&api, &number).await;
        let closed = lead.get(&format!("/desk/cases/{number}")).await;
        assert!(closed.status == StatusCode::FORBIDDEN && closed.text.contains("为什么必须查看"), "{}", closed.text);
        assert!(!lead.get("/desk?view=all").await.text.contains(&number));
        lead.post(&format!("/desk/cases/{number}/acts/restriction_looks"), "text=a").await;
        assert_eq!(lead.get(&format!("/desk/cases/{number}")).await.status, StatusCode::OK);
    }

    async fn each_look_of_those_who_must_is_in_the_log(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let owner = Desk::sign_in(&t, &api, "agent").await;
        let number = case(&api, "欧阳小敏", "13900002222", "酒店把我安排进有烟房").await;
        api.done(&number, "assignment", json!({"owner": owner.staff})).await;
        restrict(&api, &number).await;
        let looks = async || {
            let log = api.get(&format!("/api/v1/cases/{number}/looks")).await.body["items"].clone();
            log.as_array().unwrap().iter().filter(|look| look["why"] == "restricted_owner").count()
        };
        assert_eq!(looks().await, 0);
        for (minutes, count) in [(0, 1), (1, 2), (1, 3)] {
            t.later(Span::minutes(minutes));
            owner.get(&format!("/desk/cases/{number}")).await;
            assert_eq!(looks().await, count);
        }
        t.later(Span::minutes(1));
        owner.get(&format!("/desk/cases/{number}/acts/notes")).await;
        assert_eq!(looks().await, 4, "also by the form of an act");
    }

    async fn a_link_does_not_name_a_case_under_restriction_to_who_may_not_see_it(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let agent = Desk::sign_in(&t, &api, "agent").await;
        let number = case(&api, "赵悦", "13911110000", "导游强制购物").await;
        let hidden = case(&api, "欧阳小敏", "13900002222", "酒店把我安排进有烟房").await;
        api.done(&number, "links", json!({"other": hidden, "how": "related"})).await;
        let program = Api::new(&t, &["cases:read"]).await;
        let path = format!("/api/v1/cases/{number}");
        assert_eq!(program.whole(&number).await["connections"]["links"][0]["number"], json!(hidden));
        restrict(&api, &hidden).await;
        let link = program.whole(&number).await["connections"]["links"][0].clone();
        assert_eq!(link, json!({"number": null, "restricted": true, "how": "related"}));
        let events = program.get(&format!("{path}/events")).await;
        assert!(!events.text.contains(&hidden) && events.text.contains("\"restricted\":true"), "{}", events.text);
        let page = agent.get(&format!("/desk/cases/{number}?show=all")).await.text;
        assert!(!page.contains(&hidden) && page.contains("一件限制使用资料的工单"), "{page}");
        let found = agent.get(&format!("/desk/palette?q={hidden}")).await.text;
        assert!(!found.contains(&format!("/desk/cases/{hidden}")), "{found}");
        // Whoever must see the other one is told which it is.
        let lead = Desk::sign_in(&t, &api, "lead").await;
        let page = lead.get(&format!("/desk/cases/{number}?show=all")).await.text;
        assert!(page.contains(&hidden) && !page.contains("一件限制使用资料的工单"), "{page}");
    }

    async fn a_merged_case_under_restriction_takes_its_words_out_of_the_one_that_goes_on(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let (agent, owner) = (Desk::sign_in(&t, &api, "auditor").await, Desk::sign_in(&t, &api, "agent").await);
        let into = case(&api, "赵悦", "13911110000", "导游强制购物").await;
        let merged = case(&api, "欧阳小敏", "13900002222", "同一个团，也被强制购物").await;
        api.done(&into, "assignment", json!({"owner": owner.staff})).await;
        api.done(&merged, "merge", json!({"into": into, "text": "同一件事"})).await;
        let words = json!({"direction": "in", "channel": "phone", "text": "我对花生过敏，午餐不能吃", "reached": true});
        api.done(&merged, "messages", words).await;
        let search = "/api/v1/search?q=%E8%8A%B1%E7%94%9F%E8%BF%87%E6%95%8F";
        let found = async || api.get(search).await.body["items"].as_array().unwrap().len();
        assert_eq!(found().await, 1, "the one that goes on has the words");
        assert!(agent.get(&format!("/desk/cases/{into}")).await.text.contains("花生过敏"));
        restrict(&api, &merged).await;

        assert_eq!(found().await, 0, "nobody finds it by them any more");
        record::rebuild(&t.app).await.unwrap();
        assert_eq!(found().await, 0, "also after a rebuild");
        let page = agent.get(&format!("/desk/cases/{into}?show=all")).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(!page.text.contains("花生过敏") && !page.text.contains(&merged), "{}", page.text);
        assert!(page.text.contains("来自限制使用资料的工单"), "{}", page.text);
        let program = Api::new(&t, &["cases:read"]).await;
        let whole = program.whole(&into).await;
        assert_eq!((&whole["connections"]["merged"], &whole["connections"]["merged_restricted"]), (&json!([]), &json!(1)));
        let events = program.get(&format!("/api/v1/cases/{into}/events")).await;
        assert!(!events.text.contains("花生") && !events.text.contains(&merged), "{}", events.text);
        let withheld = events.body["items"].as_array().unwrap().iter().filter(|entry| entry["withheld"] == true).count();
        assert_eq!(withheld, 1);
        // Who has to finish the matter sees all of it, here and there.
        assert!(owner.get(&format!("/desk/cases/{into}")).await.text.contains("花生过敏"));
        assert!(owner.get(&format!("/desk/cases/{merged}")).await.text.contains("欧阳小敏"));
        assert_eq!(agent.get(&format!("/desk/cases/{merged}")).await.status, StatusCode::FORBIDDEN);
        api.done(&merged, "restriction_release", json!({"text": "已核实"})).await;
        assert_eq!(found().await, 1);
        assert!(agent.get(&format!("/desk/cases/{into}")).await.text.contains("花生过敏"));
    }

    async fn the_other_way_round_the_merged_case_does_not_name_where_it_goes_on(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let agent = Desk::sign_in(&t, &api, "agent").await;
        let into = case(&api, "欧阳小敏", "13900002222", "酒店把我安排进有烟房").await;
        let merged = case(&api, "赵悦", "13911110000", "同一件事").await;
        api.done(&merged, "merge", json!({"into": into, "text": "同一件事"})).await;
        restrict(&api, &into).await;
        let page = agent.get(&format!("/desk/cases/{merged}?show=all")).await.text;
        assert!(!page.contains(&into) && page.contains("一件限制使用资料的工单"), "{page}");
        let program = Api::new(&t, &["cases:read", "cases:write"]).await;
        let whole = program.get(&format!("/api/v1/cases/{merged}")).await;
        assert!(!whole.text.contains(&into), "{}", whole.text);
        assert_eq!(whole.body["connections"]["merged_into_restricted"], json!(true));
        for path in ["/api/v1/cases?state=merged", &format!("/api/v1/cases/{merged}/clocks")] {
            let told = program.get(path).await;
            assert!(told.status == StatusCode::OK && !told.text.contains(&into), "{path}: {}", told.text);
        }
        let refused = program.post(&format!("/api/v1/cases/{merged}/triage"), &json!({"category": "rights.forced_shopping",
            "handling_type": "service", "severity": {"content": 1}, "reason": "x"})).await;
        assert!(refused.status.is_client_error() && !refused.text.contains(&into), "{}", refused.text);
        assert_eq!(refused.body["case"], Value::Null);
    }
}
