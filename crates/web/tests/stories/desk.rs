//! The console in process: forms of acts, bulk acts, a new case, notices, and
//! who may do what there.

use crate::common::{Api, Desk, FORM};
use homeward_testkit::{complaint, on_both};
use serde_json::json;

on_both! {
    async fn the_form_of_an_act_does_what_the_api_does_and_keeps_what_was_typed(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let desk = Desk::sign_in(&t, &api, "lead").await;
        let number = api.made(&complaint("王芳", "导游强制购物")).await;
        let act = |act: &str| format!("/desk/cases/{number}/acts/{act}");
        assert_eq!(desk.get(&act("triage")).await.status, 200);
        let form = "category=service.guide&handling_type=service&severity.content=2&motives=respect&motives=improvement&reason=%E6%8C%89%E6%89%80%E8%BF%B0&key=k1";
        let done = desk.post(&act("triage"), form).await;
        assert_eq!(done.status, 303, "{}", done.text);
        assert!(done.headers["location"].to_str().unwrap().starts_with(&format!("/desk/cases/{number}?done=triage#entry-")));
        assert_eq!(desk.post(&act("triage"), form).await.status, 303, "a repeat does nothing twice");
        let case = api.whole(&number).await;
        assert_eq!((&case["category"], &case["grade"]), (&"service.guide".into(), &"general".into()));
        assert_eq!(case["journey"]["motives"], serde_json::json!(["respect", "improvement"]));

        let wrong = desk.post(&act("merge"), "into=HW-1&text=%E5%90%8C%E4%B8%80%E4%BA%8B%E9%A1%B9&key=k2").await;
        assert_eq!(wrong.status, 422);
        assert!(wrong.text.contains("不是工单号") && wrong.text.contains("同一事项") && wrong.text.contains("aria-invalid"));
        let forbidden = desk.post(&act("archive"), "text=%E5%AE%8C&key=k3").await;
        assert_eq!(forbidden.status, 422);
        assert!(forbidden.text.contains("不能这样做"), "the rule is told in words");
        let forged = api.send("POST", &act("notes"), &[FORM, ("cookie", &desk.cookie), ("sec-fetch-site", "cross-site")], "text=a").await;
        assert_eq!(forged.status, 404, "a form from elsewhere");
        assert_eq!(desk.get(&act("nothing")).await.status, 404);
    }

    async fn a_record_that_does_not_hold_is_not_sealed_and_every_page_for_staff_says_so(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let desk = Desk::sign_in(&t, &api, "lead").await;
        api.made(&complaint("王芳", "导游强制购物")).await;
        t.tamper("UPDATE events SET actor = 'staff:9' WHERE case_id = 1 AND seq = 1").await;
        // On PostgreSQL the entries get their positions a moment after the commit;
        // what came before the altered one may be sealed until then.
        while t.app.unproven().is_none() {
            homeward_app::record::seal(&t.app).await.unwrap();
            tokio::task::yield_now().await;
        }
        assert_eq!(homeward_app::record::seal(&t.app).await.unwrap(), 0);
        assert!(desk.get("/desk").await.text.contains("记录校验未通过"));
        let ready = api.get("/readyz").await;
        assert!(ready.status == 200 && ready.text.contains("is not sealed"), "{}", ready.text);
        assert!(!api.get("/").await.text.contains("记录校验未通过"), "travellers can do nothing about it");
    }

    async fn a_link_between_two_cases_is_taken_back_on_the_page(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let desk = Desk::sign_in(&t, &api, "lead").await;
        let (one, other) = (api.made(&complaint("王芳", "导游强制购物")).await, api.made(&complaint("李强", "导游强制购物")).await);
        api.done(&one, "links", serde_json::json!({"other": other, "how": "same_incident"})).await;
        assert!(desk.get(&format!("/desk/cases/{one}")).await.text.contains("/acts/link_removals"));
        let done = desk.post(&format!("/desk/cases/{one}/acts/link_removals"), &format!("other={other}&key=k1")).await;
        assert_eq!(done.status, 303, "{}", done.text);
        for number in [one, other] {
            assert_eq!(api.whole(&number).await["connections"]["links"], serde_json::json!([]), "{number}");
        }
    }

    async fn the_form_of_the_archive_lists_what_the_file_lacks_with_the_way_to_it(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let number = api.made(&complaint("王芳", "导游强制购物")).await;
        api.done(&number, "acceptance", serde_json::json!({"decision": "accepted"})).await;
        let plan = serde_json::json!({"text": "方案", "told": "by_voice", "options": [{"text": "退款"}]});
        api.done(&number, "plans", plan).await;
        api.done(&number, "plans/1/answer", serde_json::json!({"answer": "accepted"})).await;
        api.ready(&number).await;
        api.done(&number, "resolution", serde_json::json!({"text": null})).await;
        let notice = serde_json::json!({"body": "authority", "name": "市文旅局", "text": "转来投诉"});
        api.done(&number, "proceedings", notice).await;
        let lead = Desk::sign_in(&t, &api, "lead").await;
        let archive = format!("/desk/cases/{number}/acts/archive");
        let form = lead.get(&archive).await.text;
        assert!(form.contains("归档前还须补齐") && form.contains("主管机构的外部程序尚未结束"), "{form}");
        for act in ["proceeding_steps?part=1", "additions", "messages"] {
            assert!(form.contains(&format!("href=\"/desk/cases/{number}/acts/{act}\"")), "{act}: {form}");
        }
        let refused = lead.post(&archive, "text=%E5%AE%8C&key=k1").await;
        assert_eq!(refused.status, 422, "and nothing is sealed before that");
        let open = api.made(&complaint("李强", "早餐")).await;
        api.done(&open, "withdrawal", serde_json::json!({"text": "算了"})).await;
        api.filled(&open).await;
        let form = lead.get(&format!("/desk/cases/{open}/acts/archive")).await.text;
        assert!(!form.contains("归档前还须补齐"), "{form}");
    }

    async fn a_role_finds_only_what_it_may_do(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let number = api.made(&complaint("王芳", "导游强制购物")).await;
        let auditor = Desk::sign_in(&t, &api, "auditor").await;
        let page = auditor.get(&format!("/desk/cases/{number}")).await;
        assert_eq!(page.status, 200);
        assert!(!page.text.contains("/acts/archive"), "an auditor changes nothing");
        for path in [format!("/desk/cases/{number}/acts/notes"), "/desk/new".into()] {
            assert_eq!(auditor.get(&path).await.status, 403, "{path}");
            assert_eq!(auditor.post(&path, "text=a&kind=complaint&channel=phone&name=b").await.status, 403, "{path}");
        }
        let agent = Desk::sign_in(&t, &api, "agent").await;
        assert_eq!(agent.get(&format!("/desk/cases/{number}/acts/notes")).await.status, 200);
        assert_eq!(agent.get(&format!("/desk/cases/{number}/acts/final_answer")).await.status, 403);
        assert_eq!(api.get("/desk/now").await.status, 303, "nobody is signed in");
    }

    async fn a_bulk_act_is_shown_before_it_is_done_and_each_case_answers(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let desk = Desk::sign_in(&t, &api, "lead").await;
        let (one, two) = (api.made(&complaint("王芳", "导游强制购物")).await, api.made(&complaint("赵悦", "早餐")).await);
        api.done(&two, "withdrawal", serde_json::json!({"text": "算了"})).await;
        let form = format!("case={one}&case={two}&act=assignment:{}&reason=%E6%8E%92%E7%8F%AD", desk.staff);
        let preview = desk.post("/desk/bulk", &form).await;
        assert!(preview.text.contains("尚未执行") && preview.text.contains(&one));
        assert_eq!(api.whole(&one).await["owner"], serde_json::Value::Null);
        let done = desk.post("/desk/bulk", &format!("{form}&confirmed=1")).await;
        assert!(done.text.contains("完成") && done.text.contains("未执行"), "what a rule forbids is told beside its case");
        assert_eq!(api.whole(&one).await["owner"], desk.staff);
        assert_eq!(desk.post("/desk/bulk", "act=assignment:1").await.status, 303, "nothing was picked");
    }

    async fn a_call_is_taken_in_by_a_form_and_mistakes_stand_beside_their_fields(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let desk = Desk::sign_in(&t, &api, "agent").await;
        api.made(&complaint("王芳", "导游强制购物")).await;
        let known = desk.get("/desk/new/caller?phone=13812345678").await;
        assert!(known.text.contains("导游强制购物"), "earlier cases of the caller");
        assert!(desk.get("/desk/new/caller?phone=99").await.text.contains("没有找到这个号码"));
        let wrong = desk.post("/desk/new", "kind=complaint&channel=phone&phone=abc&name=%E7%8E%8B&text=&key=k1").await;
        assert_eq!(wrong.status, 422);
        assert!(wrong.text.contains("应为电话号码") && wrong.text.contains("value=\"abc\""));
        let form = "kind=complaint&channel=phone&phone=13812345678&name=%E7%8E%8B%E8%8A%B3&text=%E5%88%B0%E5%BA%97%E6%97%A0%E6%88%BF&danger=on&everyday_type=agency.guide&key=k2";
        let made = desk.post("/desk/new", form).await;
        assert_eq!(made.status, 303, "{}", made.text);
        let path = made.headers["location"].to_str().unwrap().to_owned();
        assert_eq!(desk.post("/desk/new", form).await.headers["location"], path.as_str(), "sent twice, taken in once");
        let number = path.trim_start_matches("/desk/cases/").split('?').next().unwrap();
        let case = api.whole(number).await;
        assert_eq!((&case["nature"], &case["category"]), (&"urgent".into(), &"service.guide".into()));
    }

    async fn a_notice_leads_to_its_entry_and_is_read_by_that(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let desk = Desk::sign_in(&t, &api, "agent").await;
        assert!(desk.get("/desk/notices").await.text.contains("没有通知"));
        let number = api.made(&complaint("王芳", "导游强制购物")).await;
        api.done(&number, "assignment", serde_json::json!({"owner": desk.staff})).await;
        let page = desk.get("/desk/notices").await;
        assert!(page.text.contains("分配给您") && page.text.contains("未读"));
        let form = page.text.split("action=\"/desk/notices/").skip(1).find(|rest| !rest.starts_with("reading"));
        let notice = format!("/desk/notices/{}", form.unwrap().split('"').next().unwrap());
        let opened = desk.post(&notice, "").await;
        assert!(opened.headers["location"].to_str().unwrap().starts_with(&format!("/desk/cases/{number}#entry-")));
        assert!(!desk.get("/desk/notices").await.text.contains("未读"));
        let other = Desk::sign_in(&t, &api, "lead").await;
        assert_eq!(other.post(&notice, "").await.status, 404, "a notice of somebody else");
    }

    async fn a_cause_is_told_once_with_its_count_until_it_is_read(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let desk = Desk::sign_in(&t, &api, "agent").await;
        let number = api.made(&complaint("王芳", "导游强制购物")).await;
        api.done(&number, "assignment", serde_json::json!({"owner": desk.staff})).await;
        let said = |text: &str| serde_json::json!({"direction": "in", "channel": "email", "text": text});
        for text in ["还没有回音", "请问进展", "我再等一天"] {
            api.done(&number, "messages", said(text)).await;
        }
        let told = async || {
            let body = api.get(&format!("/api/v1/notices?staff={}&unread=true", desk.staff)).await.body;
            let items = body["items"].as_array().unwrap().clone();
            items.iter().map(|one| serde_json::json!([one["kind"], one["times"], one["state"]])).collect::<Vec<_>>()
        };
        let [letters, assigned] = [serde_json::json!(["message_in", 3, "received"]), serde_json::json!(["assigned", 1, "received"])];
        assert_eq!(told().await, [letters, assigned]);
        api.done(&number, "acceptance", serde_json::json!({"decision": "accepted"})).await;
        let page = desk.get("/desk/notices").await.text;
        assert!(page.contains("共 3 次") && page.contains("已受理"), "{page}");
        let read = desk.post("/desk/notices/reading", "").await;
        assert_eq!(read.headers["location"], "/desk/notices");
        assert_eq!(told().await, Vec::<serde_json::Value>::new());
        assert!(!desk.get("/desk/notices").await.text.contains("全部标为已读"), "there is nothing to be read");
        api.done(&number, "messages", said("还在吗")).await;
        assert_eq!(told().await, [serde_json::json!(["message_in", 1, "accepted"])], "counted from the last reading");
        let all = format!("/api/v1/notices/reading?staff={}", desk.staff);
        assert_eq!(api.post(&all, &serde_json::json!({})).await.status, 204);
        assert_eq!(told().await, Vec::<serde_json::Value>::new());
    }

    async fn every_value_of_a_case_tells_who_set_it_and_where_the_reason_stands(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let desk = Desk::sign_in(&t, &api, "agent").await;
        let number = api.made(&complaint("王芳", "导游强制购物")).await;
        let page = format!("/desk/cases/{number}?show=all");
        let before = desk.get(&page).await.text;
        assert!(before.contains("href=\"?show=all#entry-1\""), "what was told at the receipt");
        api.done(&number, "assignment", serde_json::json!({"owner": desk.staff})).await;
        let triage = serde_json::json!({"reason": "x", "category": "service.guide", "handling_type": "service",
            "severity": {"content": 2, "source": 0}});
        api.done(&number, "triage", triage).await;
        let after = desk.get(&page).await.text;
        let link = |value: &str| {
            let from = &after[..after.find(&format!(">{value}</a>")).unwrap()];
            from[from.rfind("#entry-").unwrap() + 1..].split('"').next().unwrap().to_owned()
        };
        for (value, words) in [("服务 · 导游服务", "分类："), ("轻度策略", "定级：")] {
            let entry = link(value);
            let line = after.split(&format!("id=\"{entry}\"")).nth(1).unwrap();
            assert!(line[..line.find("</li>").unwrap()].contains(words), "{value}: {entry}");
        }
    }

    async fn an_auditor_is_shown_nothing_that_they_may_not_do(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let number = api.made(&complaint("王芳", "导游强制购物")).await;
        let (auditor, agent) = (Desk::sign_in(&t, &api, "auditor").await, Desk::sign_in(&t, &api, "agent").await);
        let path = format!("/desk/cases/{number}");
        let (theirs, worked_on) = (auditor.get(&path).await.text, agent.get(&path).await.text);
        for way in ["id=\"composer\"", "href=\"/desk/new\"", "/acts/triage\"", "/acts/plans\"", "/files\"", "/acts/additions\""] {
            assert!(worked_on.contains(way) && !theirs.contains(way), "{way}: {theirs}");
        }
    }

    async fn the_menu_offers_what_there_is_in_the_case(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let number = api.made(&complaint("王芳", "导游强制购物")).await;
        let manager = Desk::sign_in(&t, &api, "manager").await;
        let page = manager.get(&format!("/desk/cases/{number}")).await.text;
        for act in ["resumption", "departures", "representation_ends", "unmerge", "reopening", "archive", "hold_release"] {
            assert!(!page.contains(&format!("/acts/{act}\"")), "{act}");
        }
        for act in ["assignment", "pauses", "merge", "hold", "contact_restriction"] {
            assert!(page.contains(&format!("/acts/{act}\"")), "{act}");
        }
    }

    async fn every_entry_says_its_place_and_how_it_is_put_right(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let number = api.made(&complaint("王芳", "导游强制购物")).await;
        api.done(&number, "notes", json!({"text": "已联系地接社"})).await;
        let agent = Desk::sign_in(&t, &api, "agent").await;
        let case = api.get(&format!("/api/v1/cases/{number}/events")).await.body;
        let note = case["items"].as_array().unwrap().iter().find(|event| event["kind"] == "note_added").unwrap()["seq"].to_string();
        let page = agent.get(&format!("/desk/cases/{number}")).await.text;
        assert!(page.contains(&format!("第 {note} 条")), "{page}");
        let link = page.split("<a ").find(|link| link.contains(&format!("entry={note}\""))).unwrap();
        assert!(!link.contains("quiet"), "it can be seen: {link}");
        let form = agent.get(&format!("/desk/cases/{number}/acts/corrections?entry={note}&does=adds")).await.text;
        assert!(form.contains("已联系地接社") && form.contains(&format!("type=\"hidden\" name=\"entry\" value=\"{note}\"")), "{form}");
    }

    async fn who_was_reached_is_next_told_what_we_have_understood(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let lead = Desk::sign_in(&t, &api, "lead").await;
        let number = api.made(&complaint("王芳", "导游强制购物")).await;
        api.done(&number, "assignment", json!({"owner": lead.staff})).await;
        let page = async || lead.get(&format!("/desk/cases/{number}")).await.text;
        let next = |page: &str| page.split("data-next>").nth(1).unwrap().split('<').next().unwrap().to_owned();
        assert_eq!(next(&page().await), "联系投诉人");
        api.done(&number, "messages", json!({"direction": "out", "channel": "phone", "text": "已收到", "reached": true})).await;
        assert_eq!(next(&page().await), "核实诉求内容");
    }
}
