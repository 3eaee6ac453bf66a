//! What is told after the intake: it counts, and what was told before stays.

use crate::common::{Api, Desk};
use homeward_app::record;
use homeward_testkit::{complaint, on_both};
use serde_json::{Value, json};

/// The numbers of the cases that a search finds.
async fn found(api: &Api, words: &str) -> Vec<String> {
    let answer = api.get(&format!("/api/v1/search?q={}", words.replace(' ', "%20"))).await;
    let items = answer.body["items"].as_array().unwrap().clone();
    items.iter().map(|item| item["number"].as_str().unwrap().to_owned()).collect()
}

on_both! {
    async fn everything_that_was_taken_in_is_given_back(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let person = json!({"name": "王芳", "phone": "13800001111", "email": "wang@example.com", "language": "en",
            "type": "corporate_customer", "gender": "女", "age": 41, "nationality": "中国", "occupation": "教师",
            "company": "晨光小学", "address": "深圳市南山区 1 号"});
        let number = api.made(&json!({"kind": "complaint", "channel": "phone", "complainant": person.clone(),
            "co_complainants": [{"name": "赵悦", "type": "traveller", "language": "zh", "age": 30, "desired_outcome": "道歉"}],
            "text": "导游强制购物", "desired_outcome": "退款", "occurred_at": "2026-11-19T15:00:00+08:00",
            "booking_reference": "B-1", "place": "丽江古城", "persons_involved": "导游小李", "in_house": true,
            "external_reference": "T-9"})).await;
        let case = api.whole(&number).await;
        for (field, value) in person.as_object().unwrap().iter().filter(|(f, _)| !matches!(f.as_str(), "type" | "language")) {
            assert_eq!(&case["complainant"][field], value, "{field}");
        }
        assert_eq!((&case["complainant_type"], &case["language"]), (&json!("corporate_customer"), &json!("en")));
        let told = [("occurred_at", "2026-11-19T07:00:00Z"), ("place", "丽江古城"), ("persons_involved", "导游小李"),
            ("booking_reference", "B-1"), ("desired_outcome", "退款"), ("external_reference", "T-9"), ("text", "导游强制购物")];
        for (field, value) in told {
            assert_eq!(case[field], value, "{field}");
        }
        assert_eq!(case["in_house"], true);
        let other = &case["co_complainants"][0];
        assert_eq!((&other["complainant"]["age"], &other["desired_outcome"]), (&json!(30), &json!("道歉")));
        assert_eq!(case["missing"], json!([]), "nothing is left to ask");
    }

    async fn what_is_added_counts_and_what_was_before_is_still_found(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let mut body = complaint("王芳", "导游强制购物");
        body["complainant"] = json!({"name": "王芳", "phone": "13800001111"});
        let number = api.made(&body).await;
        let fields = json!({"complainant": {"name": "王芳芳", "phone": "13900002222", "occupation": "教师"},
            "desired_outcome": "退还玉镯款", "booking_reference": "B-7788", "place": "丽江古城南门",
            "occurred_at": "2026-11-19T15:00:00+08:00", "persons_involved": "导游小李", "text": "司机也在场"});
        let after = api.done(&number, "additions", json!({"fields": fields, "not_given": ["gender", "age"]})).await;
        assert_eq!(after["complainant_name"], "王芳芳");
        let case = api.whole(&number).await;
        assert_eq!(case["complainant"]["phone"], "13900002222");
        assert_eq!((&case["text"], &case["text_added"]), (&json!("导游强制购物"), &json!(["司机也在场"])));
        assert_eq!((&case["booking_reference"], &case["place"]), (&json!("B-7788"), &json!("丽江古城南门")));
        assert_eq!(case["not_given"], json!(["gender", "age"]));
        assert_eq!(case["missing"], json!(["nationality", "company", "address"]));
        for words in ["13900002222", "13800001111", "丽江古城南门", "玉镯", "司机也在场", "B-7788"] {
            assert_eq!(found(&api, words).await, vec![number.clone()], "{words}");
        }
        // A correction of an address that was told before keeps the rest.
        let later = json!({"fields": {"place": "束河古镇", "complainant": {"gender": "女"}}});
        api.done(&number, "additions", later).await;
        let case = api.whole(&number).await;
        assert_eq!((&case["place"], &case["booking_reference"]), (&json!("束河古镇"), &json!("B-7788")));
        assert_eq!(case["not_given"], json!(["age"]), "given after all");
        assert_eq!(found(&api, "丽江古城南门").await, vec![number.clone()], "also what was told before");
        let events = api.get(&format!("/api/v1/cases/{number}/events")).await;
        assert!(!events.text.contains("13900002222"), "the record shows no contact point");
        t.is_rebuilt_as_it_was().await;
        assert_eq!(found(&api, "13800001111").await, vec![number.clone()]);
        assert_eq!(record::verify(&t.app, None).await.unwrap().fault, None);
        api.done(&number, "erasure", json!({"ground": "order"})).await;
        for words in ["13900002222", "13800001111", "丽江古城南门", "玉镯", "王芳芳"] {
            assert!(found(&api, words).await.is_empty(), "{words}");
        }
        let whole = api.whole(&number).await;
        assert!(!whole.to_string().contains("束河"), "{whole}");
        assert_eq!(record::verify(&t.app, None).await.unwrap().fault, None);
    }

    async fn who_joins_a_group_has_a_link_and_a_say_of_their_own(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let number = api.made(&complaint("王芳", "大巴半路抛锚")).await;
        let joining = json!({"co_complainants": [{"name": "赵悦", "phone": "13700003333", "desired_outcome": "退车费"}]});
        api.done(&number, "additions", joining.clone()).await;
        let case = api.whole(&number).await;
        assert_eq!(case["co_complainants"][0]["complainant"]["name"], "赵悦");
        assert_eq!(case["co_complainants"][0]["desired_outcome"], "退车费");
        let wish = json!({"fields": {"desired_outcome": "退车费并道歉"}, "complainant": 2});
        api.done(&number, "additions", wish).await;
        assert_eq!(api.whole(&number).await["co_complainants"][0]["desired_outcome"], "退车费并道歉");
        let nobody = json!({"fields": {"desired_outcome": "?"}, "complainant": 3});
        let refused = api.refused(&number, "additions", nobody).await;
        assert_eq!(refused, (422, "urn:homeward:rule:no_such_complainant".into()));
        api.done(&number, "acceptance", json!({"decision": "accepted"})).await;
        api.done(&number, "plans", json!({"text": "请看方案", "options": [{"text": "退还车费"}]})).await;
        let yes = |complainant| json!({"answer": "accepted", "complainant": complainant});
        assert_eq!(api.done(&number, "plans/1/answer", yes(1)).await["state"], "planned");
        assert_eq!(api.done(&number, "plans/1/answer", yes(2)).await["state"], "agreed", "both have agreed");
        let late = api.refused(&number, "additions", joining).await;
        assert_eq!(late, (409, "urn:homeward:rule:state".into()), "the matter is settled");
    }

    async fn a_representative_who_is_told_anew_keeps_what_is_left_out(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let mut body = complaint("王芳", "导游强制购物");
        body["co_complainants"] = json!([{"name": "李强"}]);
        let number = api.made(&body).await;
        let agent = json!({"role": "agent", "person": {"name": "周律师", "phone": "13600004444", "email": "zhou@example.com"},
            "complainants": [1, 2], "authorisation": "授权委托书原件"});
        api.done(&number, "representatives", agent).await;
        let before = api.whole(&number).await["representatives"][0].clone();
        assert_eq!(before["authorised"], json!(true));
        api.done(&number, "representatives", json!({"representative": 1, "person": {"phone": "13600005555"}})).await;
        let after = api.whole(&number).await["representatives"][0].clone();
        let mut expected = before.clone();
        expected["person"]["phone"] = json!("13600005555");
        assert_eq!(after, expected, "name, address, authorisation, and for whom");
        api.done(&number, "representatives", json!({"representative": 1, "complainant": 2})).await;
        let after = api.whole(&number).await["representatives"][0].clone();
        assert_eq!((&after["complainants"], &after["authorised"], &after["person"]), (&json!([2]), &json!(true), &expected["person"]));
        // One who is named for the first time needs all of it.
        assert_eq!(api.refused(&number, "representatives", json!({"person": {"phone": "1"}})).await.0, 422);
    }

    async fn whoever_acts_for_another_shows_that_they_may(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let number = api.made(&complaint("王芳", "导游强制购物")).await;
        let agent = json!({"role": "agent", "person": {"name": "周律师", "phone": "13600004444"}});
        api.done(&number, "representatives", agent).await;
        let first = api.whole(&number).await["representatives"][0].clone();
        assert_eq!((&first["authorised"], &first["role"]), (&json!(false), &json!("agent")));
        let shown = json!({"role": "agent", "person": {"name": "周律师"}, "representative": 1,
            "authorisation": "授权委托书原件，可代收款项"});
        api.done(&number, "representatives", shown).await;
        let guardian = json!({"role": "guardian", "person": {"name": "王强"}, "authorisation": "户口簿"});
        api.done(&number, "representatives", guardian).await;
        let all = api.whole(&number).await["representatives"].clone();
        assert_eq!((&all[0]["authorised"], &all[1]["role"]), (&json!(true), &json!("guardian")));
        assert_eq!(found(&api, "13600004444").await, vec![number.clone()]);
        for (body, kind) in [
            (json!({"role": "agent", "person": {"phone": "1"}}), "urn:homeward:problem:invalid"),
            (json!({"role": "agent", "person": {"name": "某"}, "representative": 9}), "urn:homeward:rule:no_such_representative"),
            (json!({"role": "agent", "person": {"name": "某"}, "file": 1}), "urn:homeward:rule:no_such_file"),
        ] {
            assert_eq!(api.refused(&number, "representatives", body).await, (422, kind.into()));
        }
    }

    async fn who_acts_for_several_is_named_once_and_their_right_ends_with_their_link(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let mut body = complaint("王芳", "导游强制购物");
        body["co_complainants"] = json!([{"name": "赵悦"}, {"name": "李明"}]);
        let answer = api.post("/api/v1/cases", &body).await.body;
        let number = answer["number"].as_str().unwrap().to_owned();
        let link = answer["follow_url"].as_str().unwrap().split_once("8080").unwrap().1.to_owned();
        let third = api.done(&number, "follow_links", json!({"complainant": 3, "link": "same"})).await;
        let third = third["follow_url"].as_str().unwrap().split_once("8080").unwrap().1.to_owned();
        let agent = json!({"role": "agent", "person": {"name": "周律师"}, "complainants": [2, 1, 2], "authorisation": "委托书"});
        api.done(&number, "representatives", agent).await;
        let named = api.whole(&number).await["representatives"][0].clone();
        assert_eq!((&named["complainants"], &named["ended_at"]), (&json!([1, 2]), &Value::Null));
        let both = json!({"role": "agent", "person": {"name": "某"}, "complainant": 1, "complainants": [2]});
        assert_eq!(api.refused(&number, "representatives", both).await.0, 422);
        let nobody = json!({"role": "agent", "person": {"name": "某"}, "complainants": [1, 9]});
        assert_eq!(api.refused(&number, "representatives", nobody).await.1, "urn:homeward:rule:no_such_complainant");
        assert_eq!(api.get(&link).await.status, 200);
        let later = (t.app.clock().now() + homeward_domain::time::Span::hours(2)).to_rfc3339();
        let end = |at: Option<&str>| json!({"representative": 1, "text": "客人书面撤销委托", "ended_at": at});
        let refused = api.refused(&number, "representation_ends", end(Some(&later))).await;
        assert_eq!(refused, (422, "urn:homeward:rule:ended_in_future".into()));
        let desk = Desk::sign_in(&t, &api, "agent").await;
        let form = "representative=1&text=%E6%92%A4%E9%94%80%E5%A7%94%E6%89%98&key=e1";
        let ended = desk.post(&format!("/desk/cases/{number}/acts/representation_ends"), form).await;
        assert_eq!(ended.status.as_u16(), 303, "{}", ended.text);
        let one = api.whole(&number).await["representatives"][0].clone();
        assert_eq!((&one["authorised"], &one["ended_because"]), (&json!(false), &json!("撤销委托")));
        assert!(one["ended_at"].is_string());
        let shut = api.get(&link).await;
        assert_eq!(shut.status, 410, "whatever they have opens nothing");
        assert!(shut.text.contains("没有换发新的链接") && !shut.text.contains("已为您换发"), "{}", shut.text);
        assert_eq!(api.get(&third).await.status, 200, "for whom they did not act nothing changes");
        assert!(desk.get(&format!("/desk/cases/{number}")).await.text.contains("终止：撤销委托"));
        let fresh = api.done(&number, "follow_links", json!({"complainant": 1, "link": "same"})).await;
        assert!(api.get(&link).await.text.contains("已为您换发新的链接"), "now there is one");
        assert_eq!(api.get(fresh["follow_url"].as_str().unwrap().split_once("8080").unwrap().1).await.status, 200);
        assert_eq!(api.refused(&number, "representation_ends", end(None)).await.0, 409, "it has ended");
        let unknown = json!({"representative": 4, "text": "?"});
        assert_eq!(api.refused(&number, "representation_ends", unknown).await.1, "urn:homeward:rule:no_such_representative");
    }

    async fn an_addition_that_says_nothing_or_too_much_is_refused(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let number = api.made(&complaint("王芳", "导游强制购物")).await;
        let before = api.whole(&number).await;
        for (body, status, kind) in [
            (json!({}), 409, "urn:homeward:rule:nothing_to_change"),
            (json!({"fields": {}}), 409, "urn:homeward:rule:nothing_to_change"),
            (json!({"fields": {"kind": "inquiry"}}), 422, "urn:homeward:problem:invalid"),
            (json!({"fields": {"complainant": {"phone": "x"}}}), 422, "urn:homeward:problem:invalid"),
            (json!({"not_given": ["everything"]}), 422, "urn:homeward:problem:invalid"),
            (json!({"co_complainants": [{"phone": "13700003333"}]}), 422, "urn:homeward:problem:invalid"),
            (json!({"fields": {"occurred_at": "2099-01-01T00:00:00Z"}}), 422, "urn:homeward:rule:occurred_after_receipt"),
        ] {
            assert_eq!(api.refused(&number, "additions", body.clone()).await, (status, kind.into()), "{body}");
        }
        assert_eq!(api.whole(&number).await, before);
    }

    async fn who_gives_a_name_after_all_is_owed_contact_from_then_on(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let mut body = complaint("", "导游强制购物");
        body["complainant"] = json!({"anonymous": true});
        let number = api.made(&body).await;
        let runs = |case: &Value| case["clocks"].as_array().unwrap().iter().any(|clock| clock["promise"] == "contact");
        assert!(!runs(&api.whole(&number).await));
        let named = json!({"fields": {"complainant": {"name": "王芳", "phone": "13800001111"}}});
        let case = api.done(&number, "additions", named).await;
        assert!(runs(&case), "{case}");
    }

    async fn the_desk_takes_in_and_adds_the_same_fields(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let desk = Desk::sign_in(&t, &api, "agent").await;
        let form = "key=k1&kind=complaint&channel=phone&phone=13800001111&name=王芳&text=导游强制购物\
            &complainant.gender=女&complainant.age=41&complainant.type=traveller&place=丽江&persons_involved=导游小李\
            &occurred_at=2026-11-19T15:00&co_complainants[0].name=赵悦&co_complainants[0].desired_outcome=道歉";
        let made = desk.post("/desk/new", form).await;
        let place = made.headers["location"].to_str().unwrap().to_owned();
        let number = place.trim_start_matches("/desk/cases/").split('?').next().unwrap().to_owned();
        let case = api.whole(&number).await;
        assert_eq!((&case["complainant"]["age"], &case["place"]), (&json!(41), &json!("丽江")));
        assert_eq!(case["co_complainants"][0]["complainant"]["name"], "赵悦");
        let wrong = desk.post("/desk/new", "key=k2&kind=complaint&channel=phone&name=王芳&text=x&complainant.age=200").await;
        assert_eq!(wrong.status.as_u16(), 422);
        assert!(wrong.text.contains("complainant-age-error"), "the mistake stands beside its field");
        let page = desk.get(&format!("/desk/cases/{number}/acts/additions")).await;
        assert!(page.text.contains("fields.booking_reference"), "{}", page.text);
        let added = "key=k3&fields.booking_reference=B-1&not_given=occupation&co_complainants[0].name=孙宁";
        assert_eq!(desk.post(&format!("/desk/cases/{number}/acts/additions"), added).await.status.as_u16(), 303);
        let acting = "key=k4&role=agent&person.name=周律师";
        assert_eq!(desk.post(&format!("/desk/cases/{number}/acts/representatives"), acting).await.status.as_u16(), 303);
        let page = desk.get(&format!("/desk/cases/{number}?show=all")).await.text;
        for words in ["B-1", "孙宁", "周律师", "尚未出示授权委托书", "询问后未提供：职业", "待补充："] {
            assert!(page.contains(words), "{words}");
        }
    }
}
