//! Times as a traveller reads them who is somewhere else: by one clock, which is theirs,
//! on their page, in the letter of the result and in the copy of their data.

use crate::common::Api;
use homeward_domain::time::Span;
use homeward_testkit::{complaint, on_both};
use serde_json::json;
use std::io::{Cursor, Read as _};

on_both! {
    async fn a_traveller_elsewhere_reads_every_time_by_their_own_clock(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let mut body = complaint("王芳", "导游强制购物");
        body["channel"] = json!("web");
        body["zone"] = json!("America/New_York");
        let number = api.made(&body).await;
        api.done(&number, "acceptance", json!({"decision": "accepted"})).await;
        let told = json!({"direction": "out", "channel": "web", "told": "on_page", "text": "我们正在核实"});
        let wrong = json!({"direction": "out", "channel": "web", "told": "on_page", "text": "发错了"});
        api.done(&number, "messages", told).await;
        api.done(&number, "messages", wrong).await;
        let entries = api.get(&format!("/api/v1/cases/{number}/events")).await.body;
        let wrong = entries["items"].as_array().unwrap().iter().rfind(|e| e["kind"] == "message_recorded").unwrap();
        api.done(&number, "corrections", json!({"entry": wrong["seq"], "withdraws": true, "text": "发错工单"})).await;
        t.later(Span::hours(1));
        api.done(&number, "plans", json!({"text": "方案如下", "options": [{"text": "退还购物款 800 元",
            "measures": [{"text": "财务转账", "due_at": "2026-11-25T18:00:00+08:00"}]}]})).await;
        api.done(&number, "plans/1/answer", json!({"answer": "accepted"})).await;
        let letter = api.get(&format!("/api/v1/cases/{number}/result_notice")).await.body;
        let (zh, en) = (letter["zh"].as_str().unwrap(), letter["en"].as_str().unwrap());
        for part in ["您于2026年11月20日 02:00向我们提出", "2026年11月25日 05:00", "本函所列时间：America/New York 当地时间（UTC-05:00）"] {
            assert!(zh.contains(part), "{part}: {zh}");
        }
        assert!(en.contains("Times in this letter are in the local time of America/New York (UTC-05:00)."), "{en}");
        api.done(&number, "result_notice", json!({"changed": "已更新导游守则"})).await;
        let handed = api.done(&number, "follow_links", json!({"complainant": 1, "link": "same"})).await;
        let link = handed["follow_url"].as_str().unwrap().split_once("8080").unwrap().1.to_owned();
        let page = api.without_token().get(&link).await.text;
        let copy = api.post(&format!("/api/v1/cases/{number}/complainants/1/data"), &json!({"ground": "person_request"})).await;
        let mut zip = zip::ZipArchive::new(Cursor::new(copy.bytes.to_vec())).unwrap();
        let mut copy = String::new();
        zip.by_name("data.html").unwrap().read_to_string(&mut copy).unwrap();
        for (name, text) in [("page", &page), ("letter", &zh.to_owned()), ("copy", &copy)] {
            assert!(text.contains("America/New York 当地时间（UTC-05:00）"), "{name}: {text}");
            for ours in ["11月20日 15:00", "11月20日 16:00", "11月25日 18:00"] {
                assert!(!text.contains(ours), "{name}: {ours}: {text}");
            }
        }
        assert!(page.contains("11月20日 02:00") && page.contains("11月20日 03:00"), "{page}");
    }

    async fn whoever_is_where_the_company_is_reads_no_more_than_before(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let mut body = complaint("王芳", "导游强制购物");
        body["zone"] = json!("Asia/Shanghai");
        let number = api.made(&body).await;
        let letter = api.get(&format!("/api/v1/cases/{number}/result_notice")).await.body;
        let zh = letter["zh"].as_str().unwrap();
        assert!(zh.contains("您于2026年11月20日 15:00") && !zh.contains("本函所列时间"), "{zh}");
    }
}
