//! Several who complain in one case: what is for one of them stands on no other page,
//! and what is owed to all is kept once all have heard it.

use crate::common::{Api, Desk};
use homeward_app::clocks;
use homeward_domain::time::Span;
use homeward_testkit::{complaint, on_both};
use serde_json::{Value, json};
use std::io::{Cursor, Read as _};

/// A case of three, accepted; with the pages of all.
async fn group(api: &Api) -> (String, Vec<String>) {
    let mut body = complaint("王芳", "导游强制购物");
    body["channel"] = json!("web");
    body["co_complainants"] = json!([{"name": "李强", "desired_outcome": "退我的差价"}, {"name": "赵悦"}]);
    let number = api.made(&body).await;
    api.done(&number, "acceptance", json!({"decision": "accepted"})).await;
    let mut pages = Vec::new();
    for complainant in 1..=3 {
        let handed = api.done(&number, "follow_links", json!({"complainant": complainant, "link": "same"})).await;
        pages.push(handed["follow_url"].as_str().unwrap().split_once("8080").unwrap().1.to_owned());
    }
    (number, pages)
}

/// The page of one who complains.
async fn page_of(api: &Api, number: &str, complainant: i64) -> String {
    let handed = api.done(number, "follow_links", json!({"complainant": complainant, "link": "same"})).await;
    handed["follow_url"].as_str().unwrap().split_once("8080").unwrap().1.to_owned()
}

/// What is told of their own data to one who complains.
async fn data_of(api: &Api, number: &str, complainant: i64) -> Value {
    let path = format!("/api/v1/cases/{number}/complainants/{complainant}/data");
    let copy = api.post(&path, &json!({"ground": "person_request"})).await;
    let mut archive = zip::ZipArchive::new(Cursor::new(copy.bytes.to_vec())).unwrap();
    let mut told = String::new();
    archive.by_name("data.json").unwrap().read_to_string(&mut told).unwrap();
    serde_json::from_str(&told).unwrap()
}

/// A case of three by telephone, all of whom but the first were reached in time; a plan
/// was put to the first two, and later a fourth joined.
async fn parted(t: &homeward_testkit::TestApp, api: &Api) -> String {
    let mut body = complaint("王芳", "导游强制购物");
    body["co_complainants"] = json!([{"name": "李强"}, {"name": "赵悦"}]);
    let number = api.made(&body).await;
    api.done(&number, "acceptance", json!({"decision": "accepted"})).await;
    let call = json!({"direction": "out", "channel": "phone", "told": "by_voice", "text": "已联系", "complainants": [2, 3],
        "acts": ["content_confirmed"]});
    api.done(&number, "messages", call).await;
    t.later(Span::hours(18));
    clocks::ring(&t.app).await.unwrap();
    let plan = json!({"text": "方案", "told": "by_voice", "complainants": [1, 2], "options": [
        {"text": "王芳退一半", "complainants": [1], "measures": [{"text": "退王芳购物款"}]},
        {"text": "李强退一半", "complainants": [2]}]});
    api.done(&number, "plans", plan).await;
    api.done(&number, "additions", json!({"co_complainants": [{"name": "孙丽"}]})).await;
    number
}

/// The first accepts, the second leaves, the third has our last word, the fourth accepts.
async fn each_for_themselves(api: &Api, number: &str) {
    says(api, number, 1, 1, "accepted").await;
    api.done(number, "departures", json!({"complainant": 2, "text": "已自行和解"})).await;
    for version in [2, 3] {
        let plan =
            json!({"text": "方案", "told": "by_voice", "complainants": [3], "options": [{"text": "赵悦的方案"}]});
        api.done(number, "plans", plan).await;
        says(api, number, version, 3, "refused").await;
    }
    let last = json!({"text": "最终答复：维持原方案", "told": "by_voice", "complainants": [3]});
    api.done(number, "final_answer", last).await;
    let plan = json!({"text": "方案", "told": "by_voice", "complainants": [4], "options": [{"text": "孙丽的方案"}]});
    api.done(number, "plans", plan).await;
    says(api, number, 4, 4, "accepted").await;
}

/// On whose pages a text stands, by place.
async fn readers(api: &Api, pages: &[String], text: &str) -> Vec<usize> {
    let mut readers = Vec::new();
    for (page, place) in pages.iter().zip(1..) {
        if api.get(page).await.text.contains(text) {
            readers.push(place);
        }
    }
    readers
}

fn state(case: &Value, promise: &str) -> Value {
    let clocks = case["clocks"].as_array().unwrap();
    clocks.iter().find(|clock| clock["promise"] == promise).unwrap()["state"].clone()
}

async fn says(api: &Api, number: &str, version: i64, complainant: i64, answer: &str) {
    let body = json!({"answer": answer, "complainant": complainant});
    api.done(number, &format!("plans/{version}/answer"), body).await;
}

on_both! {
    async fn what_is_said_to_one_stands_on_their_page_alone(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let (number, pages) = group(&api).await;
        let said = |text: &str, to: Value| json!({"direction": "out", "channel": "web", "text": text, "complainants": to});
        api.done(&number, "messages", said("大家都会收到的话", Value::Null)).await;
        api.done(&number, "messages", said("只说给李强的话", json!([2]))).await;
        let came = json!({"direction": "in", "channel": "phone", "reached": true, "text": "赵悦来电的话", "complainants": [3]});
        api.done(&number, "messages", came).await;
        assert_eq!(readers(&api, &pages, "大家都会收到的话").await, [1, 2, 3]);
        assert_eq!(readers(&api, &pages, "只说给李强的话").await, [2]);
        assert_eq!(readers(&api, &pages, "赵悦来电的话").await, [3]);
        assert_eq!(readers(&api, &pages, "退我的差价").await, [2]);
        let unknown = api.refused(&number, "messages", said("无人", json!([4]))).await;
        assert_eq!(unknown.1, "urn:homeward:rule:no_such_addressee");

        let joining = json!({"co_complainants": [{"name": "孙丽"}]});
        api.done(&number, "additions", joining).await;
        let handed = api.done(&number, "follow_links", json!({"complainant": 4, "link": "same"})).await;
        let joined = handed["follow_url"].as_str().unwrap().split_once("8080").unwrap().1.to_owned();
        assert!(!api.get(&joined).await.text.contains("大家都会收到的话"), "nothing of before they joined");
        api.done(&number, "messages", said("四位都收到的话", Value::Null)).await;
        assert!(api.get(&joined).await.text.contains("四位都收到的话"));
    }

    async fn plan_last_word_and_result_of_one_are_theirs_alone(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let (number, pages) = group(&api).await;
        let plan = json!({"text": "方案如下", "told": "by_voice", "options": [
            {"text": "各退购物款一半"}, {"text": "李强另退差价 300 元", "complainants": [2]}]});
        api.done(&number, "plans", plan).await;
        assert_eq!(readers(&api, &pages, "各退购物款一半").await, [1, 2, 3]);
        assert_eq!(readers(&api, &pages, "李强另退差价 300 元").await, [2]);
        says(&api, &number, 1, 1, "refused").await;
        says(&api, &number, 1, 2, "refused").await;
        says(&api, &number, 1, 3, "refused").await;
        let only = json!({"text": "给李强的方案", "told": "by_voice", "complainants": [2],
            "options": [{"text": "李强退差价 500 元"}]});
        api.done(&number, "plans", only).await;
        let case = api.whole(&number).await;
        assert_eq!(case["journey"]["plans"][1]["complainants"], json!([2]));
        assert_eq!(readers(&api, &pages, "李强退差价 500 元").await, [2]);
        let not_theirs = api.refused(&number, "plans/2/answer", json!({"answer": "accepted", "complainant": 1})).await;
        assert_eq!(not_theirs.0, 409);
        says(&api, &number, 2, 2, "refused").await;

        let last = json!({"text": "对李强的最终答复：维持原方案，您可向 12345 反映", "told": "by_voice", "complainants": [2]});
        api.done(&number, "final_answer", last).await;
        let case = api.whole(&number).await;
        assert_eq!((&case["state"], &case["journey"]["settled"]), (&json!("planned"), &Value::Null));
        assert_eq!(case["journey"]["complainants"][1]["stance"], "answered");
        assert_eq!(readers(&api, &pages, "对李强的最终答复").await, [2]);
        assert_eq!(readers(&api, &pages, "我们已向您作出最终答复").await, [2]);
        api.done(&number, "plans", json!({"text": "给两位的方案", "told": "by_voice", "complainants": [1, 3],
            "options": [{"text": "全退购物款"}]})).await;
        says(&api, &number, 3, 1, "accepted").await;
        says(&api, &number, 3, 3, "accepted").await;
        let case = api.whole(&number).await;
        assert_eq!((&case["journey"]["settled"], &case["journey"]["outcome"]), (&json!("final_answer"), &json!("partly_agreed")));
        assert_eq!(state(&case, "settle"), "kept");

        let notice = |to: Value| json!({"changed": "已更新导游守则并培训", "told": "by_voice", "complainants": to});
        let case = api.done(&number, "result_notice", notice(json!([2]))).await;
        assert_eq!(state(&case, "result_notice"), "running", "the others have heard nothing");
        assert_eq!(readers(&api, &pages, "已更新导游守则并培训").await, [2]);
        let theirs = api.get(&pages[1]).await.text;
        assert!(theirs.contains("李强：您好") && theirs.contains("作出最终答复"), "the letter is to him: {theirs}");
        assert!(!theirs.contains("全退购物款") && !theirs.contains("您接受了方案"), "and of nobody else: {theirs}");
        let case = api.done(&number, "result_notice", notice(json!([1, 3]))).await;
        assert_eq!(state(&case, "result_notice"), "kept");
        assert_eq!(readers(&api, &pages, "已更新导游守则并培训").await, [1, 2, 3]);
        let first = api.get(&pages[0]).await.text;
        assert!(first.contains("全退购物款") && !first.contains("对李强的最终答复"), "{first}");
    }

    async fn the_desk_chooses_for_whom_and_reads_who_waits(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let (number, pages) = group(&api).await;
        let desk = Desk::sign_in(&t, &api, "manager").await;
        let case = desk.get(&format!("/desk/cases/{number}")).await.text;
        assert!(case.contains("不选为全部") && case.contains("name=\"complainants\" value=\"2\""), "{case}");
        for act in ["messages", "plans", "final_answer"] {
            let form = desk.get(&format!("/desk/cases/{number}/acts/{act}")).await.text;
            assert!(form.contains("name=\"complainants\" value=\"3\"") && form.contains("3 赵悦"), "{act}");
        }
        let form = "direction=out&way=phone%3Aby_voice&complainants=2&text=%E5%8F%AA%E8%AF%B4%E7%BB%99%E4%BB%96&acts=content_confirmed";
        assert_eq!(desk.post(&format!("/desk/cases/{number}/acts/messages"), form).await.status, 303);
        assert_eq!(readers(&api, &pages, "只说给他").await, [2]);
        api.done(&number, "assignment", json!({"owner": 1})).await;
        let case = desk.get(&format!("/desk/cases/{number}?show=all")).await.text;
        assert!(case.contains("仅致投诉人 2"), "{case}");
        assert!(case.contains("尚待：1 王芳、3 赵悦"), "the next step names who has not heard: {case}");
        let alone = api.made(&complaint("孙丽", "房间有异味")).await;
        let form = desk.get(&format!("/desk/cases/{alone}/acts/messages")).await.text;
        assert!(!form.contains("name=\"complainants\""), "nobody chooses where there is one");
    }

    async fn who_has_left_reads_nothing_of_what_comes_after(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let (number, pages) = group(&api).await;
        let says = |text: &str, to: Value| json!({"direction": "out", "channel": "web", "text": text, "complainants": to});
        let plan = |text: &str| json!({"text": text, "options": [{"text": format!("{text}的选项")}]});
        api.done(&number, "messages", says("离开之前的话", json!([]))).await;
        api.done(&number, "plans", plan("离开之前的方案")).await;
        api.done(&number, "departures", json!({"complainant": 3, "text": "已自行和解"})).await;
        api.done(&number, "messages", says("离开之后的话", json!([]))).await;
        api.done(&number, "messages", says("只告知离开的人", json!([3]))).await;
        api.done(&number, "plans", plan("离开之后的方案")).await;
        for (text, places) in [
            ("离开之前的话", vec![1, 2, 3]),
            ("离开之后的话", vec![1, 2]),
            ("离开之后的方案", vec![1, 2]),
            ("只告知离开的人", vec![3]),
        ] {
            assert_eq!(readers(&api, &pages, text).await, places, "{text}");
        }
        let copy = json!({"ground": "person_request"});
        let copy = api.post(&format!("/api/v1/cases/{number}/complainants/3/data"), &copy).await;
        let mut archive = zip::ZipArchive::new(Cursor::new(copy.bytes.to_vec())).unwrap();
        let mut told = String::new();
        archive.by_name("data.json").unwrap().read_to_string(&mut told).unwrap();
        assert!(told.contains("离开之前的话") && told.contains("离开之前的方案") && !told.contains("离开之后的"), "{told}");
    }

    async fn each_reads_where_it_stands_for_themselves(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let number = parted(&t, &api).await;
        let mut pages = Vec::new();
        for complainant in 1..=4 {
            pages.push(page_of(&api, &number, complainant).await);
        }
        assert_eq!(readers(&api, &pages, "badge breached").await, [1], "all others were reached in time, or came later");
        assert_eq!(readers(&api, &pages, "已拟方案").await, [1, 2], "nothing was put to the others");
        assert_eq!(readers(&api, &pages, "我们于 2026年11月20日").await, [1, 2, 3]);
        assert_eq!(readers(&api, &pages, "我们于 2026年11月21日").await, [4], "who joined later");
        each_for_themselves(&api, &number).await;
        let case = api.whole(&number).await;
        assert_eq!((&case["state"], &case["journey"]["outcome"]), (&json!("agreed"), &json!("partly_agreed")));
        assert_eq!(readers(&api, &pages, "客户已确认").await, [1, 4]);
        assert_eq!(readers(&api, &pages, ">达成一致 <").await, [1, 4]);
        assert_eq!(readers(&api, &pages, "已退出 <").await, [2]);
        assert_eq!(readers(&api, &pages, "未达成一致 <").await, [3]);
        let mut told = Vec::new();
        for complainant in 1..=4 {
            let case = data_of(&api, &number, complainant).await["cases"][0].clone();
            told.push((case["state"].clone(), case["received_at"].as_str().unwrap()[..10].to_owned()));
        }
        let expected = [("agreed", 20), ("left", 20), ("not_agreed", 20), ("agreed", 21)];
        assert_eq!(told, expected.map(|(state, day)| (json!(state), format!("2026-11-{day}"))));
        let letter = |complainant: i64| format!("/api/v1/cases/{number}/result_notice?complainant={complainant}");
        let third = api.get(&letter(3)).await.body["zh"].as_str().unwrap().to_owned();
        assert!(third.contains("联系投诉人：履行") && !third.contains("道歉"), "{third}");
        let fourth = api.get(&letter(4)).await.body["zh"].as_str().unwrap().to_owned();
        assert!(fourth.contains("您于2026年11月21日") && !fourth.contains("11月20日"), "{fourth}");
    }

    async fn who_ended_differently_has_a_letter_of_their_own(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let number = parted(&t, &api).await;
        each_for_themselves(&api, &number).await;
        let address = format!("/api/v1/cases/{number}/result_notice");
        let notice = |to: Value| json!({"changed": "已更新导游守则并培训", "told": "by_voice", "complainants": to});
        for (to, why) in [(json!([]), "ended_differently"), (json!([1, 3]), "ended_differently"), (json!([2]), "addressee_left")] {
            let refused = api.refused(&number, "result_notice", notice(to.clone())).await;
            assert_eq!(refused, (422, format!("urn:homeward:rule:{why}")), "{to}");
        }
        let all = api.get(&address).await;
        assert_eq!(all.status, 422, "{}", all.text);
        assert!(all.text.contains("1；3；4"), "the groups are named: {}", all.text);
        assert_eq!(api.get(&format!("{address}?complainant=2")).await.status, 422, "she has left");
        let letter = async |place: i64| api.get(&format!("{address}?complainant={place}")).await.body["zh"].to_string();
        let (first, third, fourth) = (letter(1).await, letter(3).await, letter(4).await);
        assert!(first.contains("王芳退一半") && first.contains("退王芳购物款"), "with what is still to be done: {first}");
        assert!(third.contains("最终答复：维持原方案") && !third.contains("退王芳购物款"), "{third}");
        assert!(fourth.contains("孙丽的方案") && !fourth.contains("退王芳购物款") && !fourth.contains("维持原方案"), "{fourth}");

        let desk = Desk::sign_in(&t, &api, "manager").await;
        let form = desk.get(&format!("/desk/cases/{number}/acts/result_notice")).await.text;
        assert!(form.contains("value=\"1\" checked") && !form.contains("value=\"3\" checked"), "begins with the first: {form}");
        assert!(!form.contains("2 李强"), "who has left is not offered: {form}");
        assert!(form.contains("acts/result_notice?complainants=3") && form.contains("王芳：您好"), "{form}");
        api.done(&number, "result_notice", notice(json!([1]))).await;
        let form = desk.get(&format!("/desk/cases/{number}/acts/result_notice")).await.text;
        assert!(form.contains("value=\"3\" checked") && form.contains("赵悦：您好"), "then the next: {form}");
        api.done(&number, "result_notice", notice(json!([3]))).await;
        let case = api.done(&number, "result_notice", notice(json!([4]))).await;
        assert_eq!(state(&case, "result_notice"), "kept");
    }

    async fn what_an_option_promises_is_theirs_who_took_it(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let (number, pages) = group(&api).await;
        let plan = json!({"text": "任选其一", "told": "by_voice", "options": [
            {"text": "退现金", "measures": [{"text": "财务退款"}]},
            {"text": "换代金券", "measures": [{"text": "寄出代金券"}]}]});
        api.done(&number, "plans", plan).await;
        for (complainant, option) in [(1, 1), (2, 2), (3, 1)] {
            let body = json!({"answer": "accepted", "complainant": complainant, "option": option});
            api.done(&number, "plans/1/answer", body).await;
        }
        let notice = |to: Value| json!({"changed": "已更新导游守则并培训", "complainants": to});
        assert_eq!(api.refused(&number, "result_notice", notice(json!([]))).await.1, "urn:homeward:rule:ended_differently");
        api.done(&number, "result_notice", notice(json!([1, 3]))).await;
        api.done(&number, "result_notice", notice(json!([2]))).await;
        for (text, places) in [("财务退款。", vec![1, 3]), ("寄出代金券。", vec![2]), ("退现金", vec![1, 3]), ("换代金券", vec![2])] {
            let mut told = Vec::new();
            for (page, place) in pages.iter().zip(1..) {
                let page = api.get(page).await.text;
                let result = page.split_once("id=\"result\"").unwrap().1.split_once("</section>").unwrap().0;
                told.extend(result.contains(text.trim_end_matches('。')).then_some(place));
            }
            assert_eq!(told, places, "{text}");
        }
    }

    async fn a_group_without_its_representative_says_that_nobody_speaks_for_it(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let (number, pages) = group(&api).await;
        let desk = Desk::sign_in(&t, &api, "manager").await;
        let case = format!("/desk/cases/{number}");
        assert!(!desk.get(&case).await.text.contains("没有人代表其余各位"));
        api.done(&number, "departures", json!({"complainant": 1, "text": "已自行和解"})).await;
        let shown = desk.get(&case).await.text;
        assert!(shown.contains("没有人代表其余各位") && shown.contains("acts/representatives"), "{shown}");
        let call = |to: Value| json!({"direction": "out", "channel": "phone", "told": "by_voice", "text": "已说明", "complainants": to});
        let refused = api.refused(&number, "messages", call(json!([]))).await;
        assert_eq!(refused, (422, "urn:homeward:rule:nobody_speaks".to_owned()));
        let case_now = api.done(&number, "messages", call(json!([2]))).await;
        assert_eq!(state(&case_now, "contact"), "running", "the third was not spoken to");
        assert!(desk.get(&format!("{case}?show=all")).await.text.contains("仅致投诉人 2 李强"));
        let on_page = json!({"direction": "out", "channel": "web", "text": "写给其余两位"});
        api.done(&number, "messages", on_page).await;
        assert_eq!(readers(&api, &pages, "写给其余两位").await, [2, 3]);
        let agent = json!({"complainants": [2, 3], "role": "agent", "person": {"name": "周律师", "phone": "13900001111"},
            "authorisation": "授权委托书"});
        api.done(&number, "representatives", agent).await;
        assert!(!desk.get(&case).await.text.contains("没有人代表其余各位"));
        let case_now = api.done(&number, "messages", call(json!([]))).await;
        assert_eq!(state(&case_now, "contact"), "kept", "by whoever acts for both");
    }

    async fn the_first_link_of_a_member_is_handed_out_and_voids_none(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let mut body = complaint("王芳", "导游强制购物");
        body["co_complainants"] = json!([{"name": "李强"}]);
        let number = api.made(&body).await;
        let desk = Desk::sign_in(&t, &api, "manager").await;
        let show = async || desk.get(&format!("/desk/cases/{number}?show=all")).await.text;
        api.done(&number, "follow_links", json!({"complainant": 2})).await;
        assert!(show().await.contains("提供第 2 位投诉人的查询链接") && !show().await.contains("旧链接作废"));
        assert_eq!(data_of(&api, &number, 2).await["cases"][0]["links"][0]["renewed"], false);
        api.done(&number, "follow_links", json!({"complainant": 2, "link": "new"})).await;
        assert!(show().await.contains("旧链接作废"), "the second takes the place of the first");
        assert_eq!(data_of(&api, &number, 2).await["cases"][0]["links"][1]["renewed"], true);
    }
}
