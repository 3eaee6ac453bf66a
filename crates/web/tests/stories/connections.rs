//! Cases that belong together, authorities, the public, over the API, on both databases.

use crate::common::{Api, Desk};
use homeward_app::{clocks, people};
use homeward_domain::time::Span;
use homeward_testkit::{complaint, on_both};
use serde_json::{Value, json};

fn clock<'a>(case: &'a Value, promise: &str) -> &'a Value {
    case["clocks"].as_array().unwrap().iter().find(|clock| clock["promise"] == promise).unwrap()
}

async fn resolved(api: &Api) -> String {
    let number = api.made(&complaint("欧阳小敏", "导游强制购物")).await;
    resolve(api, &number).await;
    number
}

async fn resolve(api: &Api, number: &str) {
    api.done(number, "acceptance", json!({"decision": "accepted"})).await;
    settle(api, number).await;
}

async fn settle(api: &Api, number: &str) {
    api.done(number, "plans", json!({"text": "方案", "options": [{"text": "退款"}]})).await;
    api.done(number, "plans/1/answer", json!({"answer": "accepted"})).await;
    api.ready(number).await;
    api.done(number, "resolution", json!({"text": "已办结"})).await;
}

on_both! {
    async fn a_merge_is_done_and_undone(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let earlier = api.made(&complaint("王芳", "大巴半路抛锚，在高速上等了三小时")).await;
        t.later(Span::minutes(40));
        let survivor = api.made(&complaint("王芳", "大巴抛锚的事，请尽快回复")).await;
        let own = clock(&api.whole(&survivor).await, "settle")["due_at"].clone();
        let due = clock(&api.whole(&earlier).await, "settle")["due_at"].clone();
        let merged = api.done(&earlier, "merge", json!({"into": survivor, "text": "同一客人重复反映"})).await;
        assert_eq!(merged["state"], "merged");
        let case = api.whole(&survivor).await;
        assert_eq!(clock(&case, "settle")["due_at"], due, "the stricter due time");
        assert_eq!(case["received_at"], merged["received_at"], "the earlier receipt");
        assert_eq!(case["connections"]["merged"], json!([earlier]));
        assert_eq!(api.whole(&earlier).await["connections"]["merged_into"], json!(survivor));
        // Round in a circle, into itself, into nothing.
        let circle = api.refused(&survivor, "merge", json!({"into": earlier, "text": "?"})).await;
        assert_eq!(circle, (409, "urn:homeward:rule:other_not_open".into()));
        let itself = api.refused(&survivor, "merge", json!({"into": survivor, "text": "?"})).await;
        assert_eq!(itself, (422, "urn:homeward:rule:same_case".into()));
        let nothing = api.refused(&survivor, "merge", json!({"into": "HW-2611-000999-3", "text": "?"})).await;
        assert_eq!(nothing.0, 422);
        let reply = json!({"direction": "out", "channel": "phone", "reached": true, "text": "已致歉并说明"});
        api.done(&survivor, "messages", reply).await;
        let back = api.done(&earlier, "unmerge", json!({"text": "两个订单，不是同一事项"})).await;
        assert_eq!((&back["state"], &clock(&back, "settle")["due_at"]), (&json!("received"), &due));
        assert_eq!(clock(&back, "contact")["state"], "kept", "the other case had spoken with them");
        let case = api.whole(&survivor).await;
        assert_eq!((&clock(&case, "settle")["due_at"], &case["connections"]["merged"]), (&own, &json!([])));
        let never = api.refused(&earlier, "unmerge", json!({"text": "?"})).await;
        assert_eq!(never, (409, "urn:homeward:rule:state".into()));
        t.is_rebuilt_as_it_was().await;
    }

    async fn the_parts_of_a_split_keep_their_receipt(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let mut body = complaint("王芳", "导游强制购物；另外自费项目多收了200元");
        body["received_at"] = json!((t.app.clock().now() + Span::hours(-30)).to_rfc3339());
        let whole = api.made(&body).await;
        assert_eq!(api.refused(&whole, "split", json!({"parts": [], "text": "?"})).await, (422, "urn:homeward:rule:empty_split".into()));
        let empty = api.refused(&whole, "split", json!({"parts": [{}], "text": "?"})).await;
        assert_eq!(empty.0, 422);
        let reply = json!({"direction": "out", "channel": "phone", "reached": true, "text": "已致电核实"});
        api.done(&whole, "messages", reply).await;
        let part = json!({"text": "自费项目多收 200 元", "category": "price.extra_paid_items", "desired_outcome": "退还 200 元"});
        let split = json!({"parts": [part], "text": "退费与导游服务分开处理"});
        let key = [("idempotency-key", "split-1"), ("content-type", "application/json")];
        let path = format!("/api/v1/cases/{whole}/split");
        for _ in 0..2 {
            assert_eq!(api.send("POST", &path, &key, split.to_string()).await.status, 201);
        }
        let case = api.whole(&whole).await;
        let parts = case["connections"]["parts"].as_array().unwrap();
        assert_eq!(parts.len(), 1, "a repeat splits nothing twice");
        let part = api.whole(parts[0].as_str().unwrap()).await;
        assert_eq!(part["received_at"], case["received_at"]);
        assert_eq!(part["complainant"]["name"], "王芳");
        assert_eq!(part["desired_outcome"], "退还 200 元");
        assert_eq!(part["connections"]["links"], json!([{"number": whole, "restricted": false, "how": "split_from"}]));
        assert_eq!(clock(&part, "contact")["met_at"], clock(&case, "contact")["met_at"]);
        let found = api.get("/api/v1/search?q=%E5%A4%9A%E6%94%B6").await;
        assert_eq!(found.body["items"].as_array().unwrap().len(), 2, "both are found by their words");
        t.is_rebuilt_as_it_was().await;
    }

    async fn a_group_of_forty_with_three_who_refuse(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let mut body = complaint("王芳", "邮轮临时取消停靠港口");
        let others: Vec<Value> = (2..=40).map(|n| json!({"name": format!("旅客{n}"), "desired_outcome": "按比例退费"})).collect();
        body["co_complainants"] = json!(others);
        let number = api.made(&body).await;
        api.done(&number, "acceptance", json!({"decision": "accepted"})).await;
        let plan = |offer: &str| json!({"text": "方案", "options": [{"text": offer, "measures": [{"text": "退费"}]}]});
        api.done(&number, "plans", plan("退还港口费")).await;
        for complainant in 1..=37 {
            let yes = json!({"answer": "accepted", "complainant": complainant});
            assert_eq!(api.done(&number, "plans/1/answer", yes).await["state"], "planned");
        }
        let all_refuse = |version: i64| {
            let (api, number) = (&api, &number);
            async move {
                for complainant in 38..=40 {
                    let no = json!({"answer": "refused", "complainant": complainant, "text": "不够"});
                    api.done(number, &format!("plans/{version}/answer"), no).await;
                }
            }
        };
        all_refuse(1).await;
        api.done(&number, "plans", plan("退还港口费并赠代金券")).await;
        all_refuse(2).await;
        let last = api.done(&number, "final_answer", json!({"told": "by_voice", "text": "最终意见；您可向 12345 反映"})).await;
        assert_eq!(last["state"], "agreed", "those who accepted keep what was promised");
        let case = api.whole(&number).await;
        assert_eq!((&case["journey"]["settled"], clock(&case, "settle")["state"].as_str()), (&json!("final_answer"), Some("kept")));
        assert_eq!(case["journey"]["measures"].as_array().unwrap().len(), 1, "what several chose is done once");
        t.is_rebuilt_as_it_was().await;
    }

    async fn an_authoritys_notice_brings_its_clock_and_dates_by_version_of_law(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let number = api.made(&complaint("王芳", "导游强制购物")).await;
        let notice = |law: &str, received: &str| json!({"body": "authority", "name": "市文化和旅游局", "reference": "旅投118号",
            "text": "受理通知书，要求书面答复", "law": law, "received_at": received});
        api.done(&number, "proceedings", notice("cn_tourism_complaint", "2025-09-30T10:00:00+08:00")).await;
        api.done(&number, "proceedings", notice("cn_tourism_complaint", "2026-04-01T10:00:00+08:00")).await;
        let case = api.whole(&number).await;
        let (old, new) = (&case["proceedings"][0], &case["proceedings"][1]);
        assert_eq!((&old["law"], &new["law"]), (&json!("cn_tourism_complaint.2010"), &json!("cn_tourism_complaint.2026")));
        assert_eq!(old["dates"][0], json!({"topic": "acceptance", "rule": "CN-TC10-15", "at": "2025-10-14T15:59:59.999999Z"}));
        assert_eq!(new["dates"][0], json!({"topic": "acceptance", "rule": "CN-TC26-07", "at": null}), "a figure that nobody checked");
        let answers: Vec<_> = case["clocks"].as_array().unwrap().iter().filter(|c| c["promise"] == "authority_answer").collect();
        assert_eq!(answers.len(), 2);
        api.done(&number, "proceedings/2/steps", json!({"step": "answered", "text": "已提交书面答复"})).await;
        let wrong = api.refused(&number, "proceedings/9/steps", json!({"step": "answered", "text": "?"})).await;
        assert_eq!(wrong, (409, "urn:homeward:rule:no_such_proceeding".into()));
        let platform = json!({"body": "platform", "name": "某平台", "text": "平台介入", "answer_due_at": (t.app.clock().now() + Span::hours(48)).to_rfc3339()});
        api.done(&number, "proceedings", platform).await;
        let step = api.refused(&number, "proceedings/3/steps", json!({"step": "decided", "text": "?"})).await;
        assert_eq!(step, (422, "urn:homeward:rule:step_of_another_body".into()));
        let unknown = api.refused(&number, "proceedings", notice("cn_moon", "2026-04-01T10:00:00+08:00")).await;
        assert_eq!(unknown, (422, "urn:homeward:rule:no_such_procedure".into()));
        t.later(Span::hours(49));
        clocks::ring(&t.app).await.unwrap();
        let case = api.whole(&number).await;
        let third = case["clocks"].as_array().unwrap().iter().find(|c| c["promise"] == "authority_answer" && c["run"] == 3);
        assert_eq!(third.unwrap()["state"], "breached");
        t.is_rebuilt_as_it_was().await;
    }

    async fn a_publication_tells_of_nobody(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let manager = Api::new(&t, &["all"]).await;
        let number = resolved(&api).await;
        for (matter, word) in [("欧阳小敏反映强制购物", "欧阳小敏"), ("来电 13800138000 反映", "13800138000"), ("向 6222021234567890128 退款", "6222021234567890128")] {
            let answer = api.post(&format!("/api/v1/cases/{number}/publication"), &json!({"matter": matter, "result": "已退款"})).await;
            assert_eq!((answer.status.as_u16(), &answer.body["errors"][0]["code"]), (422, &json!("personal_data")));
            assert!(answer.body["errors"][0]["message"].as_str().unwrap().contains(word), "{}", answer.body);
        }
        api.done(&number, "publication", json!({"matter": "旅客反映行程外购物", "result": "查实后退还购物款"})).await;
        let decision = json!({"publish": true, "text": "将隐去姓名公示，如有异议请告知"});
        let same = api.refused(&number, "publication_decision", decision.clone()).await;
        assert_eq!(same, (409, "urn:homeward:rule:same_person".into()), "two programs, as two people");
        manager.done(&number, "publication_decision", decision).await;
        api.done(&number, "publication_objections", json!({"by": "complainant", "text": "不希望公开"})).await;
        assert_eq!(api.refused(&number, "publication_release", json!({})).await, (409, "urn:homeward:rule:not_approved".into()));
        manager.done(&number, "publication_decision", json!({"publish": true, "told": "by_voice", "text": "已隐去可识别信息"})).await;
        let link = api.done(&number, "follow_links", json!({"link": "same"})).await["follow_url"].clone();
        let page = api.get(link.as_str().unwrap().split_once("8080").unwrap().1).await.text;
        let until = (t.app.clock().now() + Span::hours(72)).to_jiff().in_tz("Asia/Shanghai").unwrap();
        let until = until.strftime("请在 %Y年%-m月%-d日 %H:%M 之前提出").to_string();
        assert!(page.contains(&until) && !page.contains("结果公示时限"), "{until}: {page}");
        let early = api.refused(&number, "publication_release", json!({})).await;
        assert_eq!(early, (409, "urn:homeward:rule:objection_runs".into()), "they have three days to object");
        t.later(Span::hours(72));
        api.done(&number, "publication_release", json!({})).await;
        let case = api.whole(&number).await;
        assert_eq!((&case["publication"]["state"], &case["publication"]["matter"]), (&json!("published"), &json!("旅客反映行程外购物")));
        t.is_rebuilt_as_it_was().await;
    }

    async fn a_supplier_who_was_asked_is_told_before_a_result_is_published(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let manager = Api::new(&t, &["all"]).await;
        let hotel = json!({"reference": "S-1", "name": "海岸假日酒店", "trade": "hotel"});
        assert_eq!(api.post("/api/v1/suppliers", &hotel).await.status, 201);
        let number = api.made(&complaint("欧阳小敏", "导游强制购物")).await;
        api.done(&number, "acceptance", json!({"decision": "accepted"})).await;
        api.done(&number, "questions", json!({"respondent": "supplier", "to": "S-1", "text": "当日房态？"})).await;
        settle(&api, &number).await;
        api.done(&number, "publication", json!({"matter": "旅客反映行程外购物", "result": "查实后退还购物款"})).await;
        manager.done(&number, "publication_decision", json!({"publish": true, "text": "将隐去姓名公示"})).await;
        t.later(Span::hours(72));
        let unheard = api.refused(&number, "publication_release", json!({})).await;
        assert_eq!(unheard, (409, "urn:homeward:rule:publication_not_told".into()), "they telephoned and have no page");
        let events = api.get(&format!("/api/v1/cases/{number}/events")).await.body;
        let decided = events["items"].as_array().unwrap().iter().find(|e| e["kind"] == "publication_decided").unwrap();
        let call = json!({"direction": "out", "channel": "phone", "told": "by_voice", "tells": decided["seq"], "text": "已电话告知公示事宜"});
        api.done(&number, "messages", call).await;
        let case = api.whole(&number).await;
        assert_eq!(case["publication"]["told_at"], t.app.clock().now().to_rfc3339());
        let untold = api.refused(&number, "publication_release", json!({})).await;
        assert_eq!(untold, (409, "urn:homeward:rule:supplier_not_told".into()));
        let wrong = api.refused(&number, "publication_supplier_notices", json!({"channel": "pigeon"})).await;
        assert_eq!(wrong.0, 422);
        api.done(&number, "publication_supplier_notices", json!({"channel": "email", "text": "已发质检经理"})).await;
        let case = api.whole(&number).await;
        assert_eq!(case["publication"]["supplier_told_at"], t.app.clock().now().to_rfc3339());
        let lead = Desk::sign_in(&t, &api, "lead").await;
        let page = lead.get(&format!("/desk/cases/{number}")).await.text;
        assert!(page.contains("已将拟公示内容告知供应商（电子邮件）"), "the record says who was told, and how");
        t.later(Span::hours(72));
        api.done(&number, "publication_release", json!({})).await;
        t.is_rebuilt_as_it_was().await;
    }

    async fn a_publication_names_nobody_of_the_case_in_any_form(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let hotel = json!({"reference": "S-1", "name": "海岸假日酒店", "trade": "hotel", "contact_name": "周建国"});
        api.post("/api/v1/suppliers", &hotel).await;
        let booking = json!({"reference": "B-1", "name": "三亚五日", "guide": "李晓峰",
            "travellers": [{"name": "赵悦"}], "items": [{"trade": "hotel", "name": "酒店", "supplier": "S-1"}]});
        assert_eq!(api.post("/api/v1/bookings", &booking).await.status, 201);
        let number = api.made(&complaint("欧阳小敏", "导游强制购物")).await;
        let owner = people::add_staff(&t.app, "沈静怡", "shen@agency.test", "agent").await.unwrap().0.id;
        api.done(&number, "assignment", json!({"owner": owner})).await;
        resolve(&api, &number).await;
        let more = json!({"fields": {"booking_reference": "B-1", "persons_involved": "司机马得福，酒店前台"}});
        api.done(&number, "additions", more).await;
        for (matter, found) in [
            ("欧阳女士反映强制购物", "欧阳女士"),
            ("Ms Ouyang Xiaomin was led to shops", "Ouyang Xiaomin"),
            ("导游李晓峰带客人进店", "李晓峰"),
            ("同行的赵悦可以作证", "赵悦"),
            ("司机马师傅绕路", "马师傅"),
            ("入住海岸假日酒店当晚", "海岸假日酒店"),
            ("酒店周经理拒绝换房", "周经理"),
            ("客服静怡没有回电", "静怡"),
            ("来电一三八零零一三八零零零反映", "一三八零零一三八零零零"),
        ] {
            let answer = api.post(&format!("/api/v1/cases/{number}/publication"), &json!({"matter": matter, "result": "已退款"})).await;
            assert_eq!(answer.status, 422, "{matter}");
            assert!(answer.body["errors"][0]["message"].as_str().unwrap().contains(found), "{matter}: {}", answer.body);
        }
        let nameless = json!({"matter": "旅客陈某反映酒店前台拒绝换房，导游未予协助", "result": "查实后退还房费"});
        api.done(&number, "publication", nameless).await;
    }

    async fn a_hold_keeps_what_an_erasure_would_remove(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let number = resolved(&api).await;
        api.done(&number, "hold", json!({"text": "法院要求保全证据"})).await;
        let erasure = json!({"ground": "person_request"});
        assert_eq!(api.refused(&number, "erasure", erasure.clone()).await, (409, "urn:homeward:rule:on_hold".into()));
        let journal = std::fs::read_to_string(t.app.options().journal_path()).unwrap();
        assert!(!journal.contains("person_request"), "a refused erasure is not in the journal");
        let closed = api.get(&format!("/api/v1/cases/{number}")).await;
        assert_eq!((closed.status.as_u16(), &closed.body["type"]), (403, &json!("urn:homeward:problem:restricted")));
        api.done(&number, "restriction_looks", json!({"text": "核对保全范围"})).await;
        assert_eq!(api.whole(&number).await["on_hold"], true);
        api.done(&number, "hold_release", json!({"text": "诉讼已结束"})).await;
        let kept = api.done(&number, "erasure", erasure).await["kept"].clone();
        assert_eq!(kept["ground"], "transaction_record", "a plan was offered and accepted");
    }

    async fn a_publication_tells_of_nobody_by_another_writing_or_by_a_number(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let booking = json!({"reference": "B-7788", "name": "三亚五日", "guide": "陈大文", "group_code": "SY-261120"});
        assert_eq!(api.post("/api/v1/bookings", &booking).await.status, 201);
        let mut body = complaint("歐陽若蘭", "导游强制购物");
        body["booking_reference"] = json!("B-7788");
        body["external_reference"] = json!("12315-99017");
        let number = api.made(&body).await;
        resolve(&api, &number).await;
        let own = number.to_lowercase().replace('-', " ");
        for (matter, found) in [
            ("客人欧阳若兰反映强制购物", "欧阳若兰"),
            ("客人歐 陽 若 蘭反映强制购物", "歐 陽 若 蘭"),
            ("客人欧阳*兰反映强制购物", "欧阳*兰"),
            ("兰女士反映强制购物", "兰女士"),
            ("陳導带客人进店", "陳導"),
            (&*format!("工单{number}反映强制购物"), &*number),
            (&*format!("{own}反映强制购物"), &*own),
            ("订单B7788的客人反映强制购物", "B7788"),
            ("团号 SY261120 的客人反映强制购物", "SY261120"),
            ("平台来件12315-99017反映强制购物", "12315-99017"),
        ] {
            let answer = api.post(&format!("/api/v1/cases/{number}/publication"), &json!({"matter": matter, "result": "已退款"})).await;
            assert_eq!(answer.status, 422, "{matter}");
            assert!(answer.body["errors"][0]["message"].as_str().unwrap().contains(found), "{matter}: {}", answer.body);
        }
        let nameless = json!({"matter": "2026年11月，荷兰女士反映英文导游带其购物3次", "result": "查实后退还1280元"});
        api.done(&number, "publication", nameless).await;
    }
}
