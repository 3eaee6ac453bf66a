//! People who work side by side: views that they keep, who is at a case, answers
//! half written, and colleagues named in notes.

use crate::common::{Api, Desk};
use axum::http::StatusCode;
use homeward_domain::time::Span;
use homeward_testkit::{complaint, on_both};
use serde_json::json;

on_both! {
    async fn a_view_is_kept_for_oneself_or_by_a_lead_for_all_and_removed(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let (agent, lead) = (Desk::sign_in(&t, &api, "agent").await, Desk::sign_in(&t, &api, "lead").await);
        let query = "query=view%3Dlate%26group%3Downer%26nonsense%3D1";
        let kept = agent.post("/desk/views", &format!("name=mine-only&{query}")).await;
        assert_eq!(kept.headers["location"], "/desk?kept=1&view=late&group=owner", "what is unknown is not kept");
        let page = agent.get("/desk?kept=1&view=late&group=owner").await.text;
        assert!(page.contains("href=\"/desk?kept=1&#38;view=late&#38;group=owner\" aria-current=\"page\">mine-only"), "{page}");
        assert!(page.contains("/desk/views/1/removal"));
        assert!(!lead.get("/desk").await.text.contains("mine-only"), "one's own is nobody else's");
        assert_eq!(agent.post("/desk/views", &format!("name=all&shared=on&{query}")).await.status, StatusCode::FORBIDDEN);
        assert_eq!(lead.post("/desk/views", &format!("name=for-all&shared=on&{query}")).await.status, StatusCode::SEE_OTHER);
        assert!(agent.get("/desk").await.text.contains("for-all"));
        let twice = lead.post("/desk/views", &format!("name=for-all&shared=on&{query}")).await;
        let page = lead.get(twice.headers["location"].to_str().unwrap()).await.text;
        assert!(page.contains("已有同名视图"), "{page}");
        assert_eq!(agent.post("/desk/views/2/removal", "").await.status, StatusCode::FORBIDDEN);
        assert_eq!(lead.post("/desk/views/1/removal", "").await.status, StatusCode::NOT_FOUND, "nobody else's");
        assert_eq!(api.get("/api/v1/views").await.body["items"], json!([
            {"id": 2, "name": "for-all", "query": "view=late&group=owner", "shared": true}]));
        assert_eq!(api.post("/api/v1/views/2/removal", &json!({})).await.status, 204);
        assert!(!agent.get("/desk").await.text.contains("for-all"));
        for words in ["q=%E7%8E%8B%E8%8A%B3", "view=late&q=13812345678", "name=wang"] {
            let kept = api.post("/api/v1/views", &json!({"name": "x", "query": words, "shared": true})).await;
            assert_eq!((kept.status, &kept.body["errors"][0]["field"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("query")));
        }
        t.tamper("INSERT INTO views (view_id, owner, name, query, actor, added_at) \
            VALUES (97, 0, 'old', 'view=late&q=13812345678', 'token:1', 0), (98, 0, 'older', 'q=13812345678', 'token:1', 0)").await;
        assert_eq!(homeward_app::views::forget_words(&t.app).await.unwrap(), 2);
        assert_eq!(homeward_app::views::forget_words(&t.app).await.unwrap(), 0);
        let kept = api.get("/api/v1/views").await.body["items"].clone();
        let kept: Vec<_> = kept.as_array().unwrap().iter().filter(|view| view["id"].as_i64() > Some(90)).cloned().collect();
        assert_eq!((&kept[0]["query"], &kept[1]["query"]), (&json!("view=late"), &json!("view=all")));
        let wrong = api.post("/api/v1/views", &json!({"name": "x", "query": "a b", "shared": true})).await;
        assert_eq!((wrong.status, &wrong.body["errors"][0]["field"]), (StatusCode::UNPROCESSABLE_ENTITY, &json!("query")));
    }

    async fn columns_are_chosen_and_rows_put_together(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let desk = Desk::sign_in(&t, &api, "lead").await;
        let first = api.made(&complaint("王芳", "导游强制购物")).await;
        api.made(&complaint("李雷", "到店无房")).await;
        api.done(&first, "assignment", json!({"owner": desk.staff})).await;
        let page = desk.get("/desk?columns=channel&group=owner").await.text;
        assert!(page.contains("<th scope=\"col\">渠道</th>") && !page.contains("<th scope=\"col\">下一时限</th>"), "{page}");
        let titles = page.matches("<tr class=\"group\">").count();
        assert_eq!(titles, 2, "one of the lead, one of nobody: {page}");
        assert!(page.contains("scope=\"rowgroup\">lead <span"), "{page}");
        assert!(desk.get("/desk?view=ended").await.text.contains("这个视图里没有工单"));
        api.done(&first, "withdrawal", json!({"text": "不再投诉"})).await;
        assert!(desk.get("/desk?view=ended").await.text.contains(&first), "whatever ended, however it did");
    }

    async fn a_draft_stays_with_its_writer_is_seen_by_colleagues_and_goes_when_it_is_sent(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let (one, two) = (Desk::sign_in(&t, &api, "agent").await, Desk::sign_in(&t, &api, "lead").await);
        let number = api.made(&complaint("王芳", "导游强制购物")).await;
        let case = format!("/desk/cases/{number}");
        let seq = api.whole(&number).await["seq"].as_i64().unwrap_or(1);
        one.post(&format!("{case}/presence"), &format!("draft=half+written&base={seq}")).await;
        let page = one.get(&case).await.text;
        assert!(page.contains(">half written</textarea>"), "it is there after a reload: {page}");
        let others = two.post(&format!("{case}/presence"), "").await.text;
        assert!(others.contains("agent 正在写答复") && others.contains(&format!("{case}/drafts/{}", one.staff)), "{others}");
        assert!(two.get("/desk").await.text.contains("agent 正在查看"), "and in the queue");
        t.later(Span::minutes(2));
        assert!(!two.get("/desk").await.text.contains("agent 正在查看"), "whoever left is not there");
        let merge = two.get(&format!("{case}/drafts/{}", one.staff)).await.text;
        assert!(merge.contains("half written"), "{merge}");
        let kept = two.post(&format!("{case}/drafts/{}", one.staff), "text=made+of+both").await;
        assert_eq!(kept.headers["location"], format!("{case}#composer"));
        assert!(two.get(&case).await.text.contains(">made of both</textarea>"));
        assert!(one.get(&case).await.text.contains(">half written</textarea>"), "nobody's draft is taken from them");
        let sent = format!("direction=out&channel=phone&reached=on&text=made+of+both&base={}&key=k1", api.whole(&number).await["seq"].as_i64().unwrap_or(1));
        assert_eq!(two.post(&format!("{case}/acts/messages"), &sent).await.status, 303);
        assert!(!two.get(&case).await.text.contains(">made of both</textarea>"));
    }

    async fn who_writes_while_a_colleague_answers_sees_both_before_anything_is_sent(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let (one, two) = (Desk::sign_in(&t, &api, "agent").await, Desk::sign_in(&t, &api, "lead").await);
        let number = api.made(&complaint("王芳", "导游强制购物")).await;
        let act = format!("/desk/cases/{number}/acts/messages");
        let form = |text: &str, key: &str| format!("direction=out&channel=phone&reached=on&text={text}&base=2&key={key}");
        assert_eq!(one.post(&act, &form("first+answer", "k1")).await.status, 303);
        let both = two.post(&act, &form("second+answer", "k2")).await;
        assert_eq!(both.status, StatusCode::CONFLICT);
        assert!(both.text.contains("first answer") && both.text.contains(">second answer</textarea>"), "{}", both.text);
        assert!(both.text.contains("name=\"reached\" value=\"on\""), "what else was typed is sent again");
        let base = both.text.split("name=\"base\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let again = form("second+answer", "k2").replace("base=2", &format!("base={base}"));
        assert_eq!(two.post(&act, &again).await.status, 303, "knowing of it, they may");
        assert_eq!(one.post(&act, &form("third", "k3")).await.status, StatusCode::CONFLICT);
    }

    async fn a_colleague_named_in_a_note_is_told_once(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let (one, two) = (Desk::sign_in(&t, &api, "agent").await, Desk::sign_in(&t, &api, "lead").await);
        let number = api.made(&complaint("王芳", "导游强制购物")).await;
        assert!(one.get(&format!("/desk/cases/{number}/acts/notes")).await.text.contains("data-mentions=\"agent|lead\""));
        one.post(&format!("/desk/cases/{number}/acts/notes"), "text=%40lead+please+look%2C+%40lead&key=k1").await;
        let told = two.get("/desk/notices").await.text;
        assert_eq!(told.matches("同事在备注里提到您").count(), 1, "{told}");
        assert!(!one.get("/desk/notices").await.text.contains("提到您"));
    }

    async fn an_erasure_takes_drafts_along(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let desk = Desk::sign_in(&t, &api, "agent").await;
        let number = api.made(&complaint("王芳", "导游强制购物")).await;
        desk.post(&format!("/desk/cases/{number}/presence"), "draft=words+of+theirs&base=1").await;
        api.done(&number, "erasure", json!({"ground": "person_request"})).await;
        assert!(!desk.get(&format!("/desk/cases/{number}")).await.text.contains("words of theirs"));
    }
}
