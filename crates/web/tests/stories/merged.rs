//! A merged case: what its traveller says reaches the one that goes on, and they read of
//! that what is theirs.

use crate::common::{Answer, Api, Desk, FORM, multipart};
use homeward_app::record;
use homeward_domain::time::Span;
use homeward_testkit::{complaint, on_both};
use serde_json::{Value, json};

/// A complaint of somebody with a telephone number of their own, and the path of the
/// private link.
async fn taken(api: &Api, name: &str, phone: &str, text: &str) -> (String, String) {
    let mut body = complaint(name, text);
    body["channel"] = json!("web");
    body["complainant"]["phone"] = json!(phone);
    let answer = api.post("/api/v1/cases", &body).await;
    let number = answer.body["number"].as_str().unwrap().to_owned();
    (number, answer.body["follow_url"].as_str().unwrap().split_once("8080").unwrap().1.to_owned())
}

async fn send(api: &Api, path: &str, form: &[(&str, &str)]) -> Answer {
    let form = serde_urlencoded::to_string(form).unwrap();
    api.send("POST", path, &[FORM, ("sec-fetch-site", "same-origin")], form).await
}

async fn send_file(api: &Api, link: &str, name: &str, text: &str) -> Answer {
    let headers = [("content-type", "multipart/form-data; boundary=mark"), ("sec-fetch-site", "same-origin")];
    api.send("POST", &format!("{link}/files"), &headers, multipart(&[("file", Some(name), text.as_bytes())])).await
}

async fn merge(api: &Api, number: &str, into: &str) {
    api.done(number, "merge", json!({"into": into, "text": "同一事项"})).await;
}

async fn events(api: &Api, number: &str) -> Vec<Value> {
    api.get(&format!("/api/v1/cases/{number}/events?limit=100")).await.body["items"].as_array().unwrap().clone()
}

/// Words by way of a case in the record of another one.
async fn words_by_way(api: &Api, number: &str, of: &str) -> Vec<String> {
    let by_way = |event: &Value| event["payload"]["via"]["case"] == of;
    let all = events(api, number).await.into_iter().filter(by_way);
    all.filter_map(|event| Some(event["words"].get(0)?["text"].as_str()?.to_owned())).collect()
}

fn clock<'a>(case: &'a Value, promise: &str) -> &'a Value {
    case["clocks"].as_array().unwrap().iter().rev().find(|clock| clock["promise"] == promise).unwrap()
}

async fn found(api: &Api, words: &str) -> Vec<String> {
    let query = serde_urlencoded::to_string([("q", words)]).unwrap();
    let items = api.get(&format!("/api/v1/search?{query}")).await.body["items"].clone();
    items.as_array().unwrap().iter().map(|item| item["number"].as_str().unwrap().to_owned()).collect()
}

async fn notices(api: &Api, desk: &Desk<'_>, number: &str) -> usize {
    let all = api.get(&format!("/api/v1/notices?staff={}&limit=100", desk.staff)).await;
    all.body["items"].as_array().unwrap().iter().filter(|notice| notice["number"] == number).count()
}

on_both! {
    async fn what_the_traveller_of_a_merged_case_says_reaches_the_one_that_goes_on(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let (agent, owner) = (Desk::sign_in(&t, &api, "agent").await, Desk::sign_in(&t, &api, "manager").await);
        let (one, _) = taken(&api, "王芳", "13800000001", "大巴半路抛锚，等了三小时").await;
        let (two, link) = taken(&api, "赵悦", "13800000002", "同一辆大巴抛锚，误了晚餐").await;
        api.done(&one, "assignment", json!({"owner": owner.staff})).await;
        api.done(&two, "assignment", json!({"owner": agent.staff})).await;
        merge(&api, &two, &one).await;
        let merged = api.whole(&two).await;
        for promise in ["settle", "contact"] {
            let clock = clock(&merged, promise);
            assert_eq!((&clock["state"], &clock["carried_to"]), (&json!("carried_over"), &json!(one)), "{promise}");
        }

        // On their page, by a member of staff, and with a file.
        let before = notices(&api, &owner, &one).await;
        assert_eq!(send(&api, &format!("{link}/messages"), &[("text", "我有现场录像"), ("key", "m1")]).await.status, 303);
        assert_eq!(send(&api, &format!("{link}/messages"), &[("text", "我有现场录像"), ("key", "m1")]).await.status, 303);
        let call = json!({"direction": "in", "channel": "wechat", "text": "赵女士来信催问"});
        let told = api.done(&two, "messages", call).await;
        assert_eq!((&told["number"], &told["state"]), (&json!(two), &json!("merged")));
        assert_eq!(send_file(&api, &link, "录像说明.txt", "说明").await.status, 303);
        assert_eq!(words_by_way(&api, &one, &two).await, ["我有现场录像", "赵女士来信催问"], "once each");
        assert_eq!(clock(&api.whole(&one).await, "message_reply")["state"], "running");
        assert!(notices(&api, &owner, &one).await > before, "its owner is told");
        assert_eq!(found(&api, "现场录像").await, [one.as_str()]);
        let files = api.whole(&one).await["files"].as_array().unwrap().len();
        assert_eq!(files, 1);
        assert_eq!(events(&api, &two).await.iter().filter(|event| event["kind"] == "passed_on").count(), 3);

        // Who opens either case sees where it came from and where it went.
        let page = agent.get(&format!("/desk/cases/{one}?show=all")).await.text;
        assert!(page.contains("经工单") && page.contains(&format!("/desk/cases/{two}")), "{page}");
        let page = agent.get(&format!("/desk/cases/{two}?show=all")).await.text;
        assert!(page.contains("由以下工单继续办理") && page.contains("已转移"), "{page}");
        let page = agent.get(&format!("/desk/cases/{two}/clocks")).await.text;
        assert!(page.contains("由合并后的工单继续计时") && page.contains(&format!("/desk/cases/{one}")), "{page}");
        // What makes no sense there names the case that goes on.
        let (status, kind) = api.refused(&two, "acceptance", json!({"decision": "accepted"})).await;
        assert_eq!((status, kind.as_str()), (409, "urn:homeward:rule:goes_on"));
        let refused = api.post(&format!("/api/v1/cases/{two}/acceptance"), &json!({"decision": "accepted"})).await;
        assert!(refused.text.contains(&one), "{}", refused.text);
        record::rebuild(&t.app).await.unwrap();
        assert_eq!(record::verify(&t.app, None).await.unwrap().fault, None);
    }

    async fn their_page_tells_the_journey_and_nothing_of_anybody_else(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let owner = Desk::sign_in(&t, &api, "agent").await;
        let (one, first) = taken(&api, "王芳", "13800000001", "大巴半路抛锚，我在车上晕倒").await;
        let (two, second) = taken(&api, "赵悦", "13800000002", "同一辆大巴抛锚，误了晚餐").await;
        api.done(&one, "assignment", json!({"owner": owner.staff})).await;
        send(&api, &format!("{first}/messages"), &[("text", "我住在二楼"), ("key", "a")]).await;
        merge(&api, &two, &one).await;
        send(&api, &format!("{second}/messages"), &[("text", "我要求书面道歉"), ("key", "b")]).await;
        send_file(&api, &first, "病历.txt", "王芳的病历").await;
        let to_first = json!({"direction": "out", "channel": "web", "text": "王女士，医疗费我们先垫付"});
        api.done(&one, "messages", to_first).await;
        let to_second = json!({"direction": "out", "channel": "web", "text": "赵女士，道歉信已在准备"});
        api.done(&two, "messages", to_second).await;
        api.done(&one, "acceptance", json!({"decision": "accepted"})).await;
        let plan = json!({"text": "王女士，方案如下", "options": [{"text": "每人退还车费"}, {"text": "王芳另获医疗费"}]});
        api.done(&one, "plans", plan).await;

        let (of_one, of_two) = (api.get(&first).await.text, api.get(&second).await.text);
        for words in [two.as_str(), "已与同一事项的其他反映合并办理", "每人退还车费", "我要求书面道歉", "道歉信已在准备", "误了晚餐", "提出方案", "涉及其他人的个人信息"] {
            assert!(of_two.contains(words), "{words}: {of_two}");
        }
        for words in [one.as_str(), "王芳", "王女士", "晕倒", "二楼", "垫付", "病历", "13800000001"] {
            assert!(!of_two.contains(words), "{words}: {of_two}");
        }
        for words in [two.as_str(), "赵", "书面道歉", "误了晚餐", "已与同一事项"] {
            assert!(!of_one.contains(words), "{words}: {of_one}");
        }
        // Each answers for themselves.
        let yes = |key: &'static str| [("version", "1"), ("choice", "1"), ("key", key)];
        assert_eq!(send(&api, &format!("{first}/answer"), &yes("p1")).await.status, 303);
        assert_eq!(api.whole(&one).await["state"], "planned", "the other has not answered");
        let answered = send(&api, &format!("{second}/answer"), &yes("p2")).await;
        assert_eq!(answered.status, 303, "{}", answered.text);
        assert_eq!(api.whole(&one).await["state"], "agreed");
        assert!(api.get(&second).await.text.contains("您已接受"));
        api.ready(&one).await;
        api.done(&one, "result_notice", json!({"changed": "更换了车辆"})).await;
        let (of_one, of_two) = (api.get(&first).await.text, api.get(&second).await.text);
        assert!(of_one.contains("王芳：您好") && of_one.contains("更换了车辆"), "{of_one}");
        assert!(of_two.contains("处理结果") && of_two.contains("更换了车辆"), "{of_two}");
        assert!(!of_two.contains("王芳") && !of_two.contains(&one) && !of_two.contains("晕倒"), "{of_two}");
        api.done(&one, "resolution", json!({"text": "已办结"})).await;
        let rated = send(&api, &format!("{second}/rating"), &[("content", "no"), ("text", "道歉信没有收到"), ("key", "r")]).await;
        assert_eq!(rated.status, 303, "{}", rated.text);
        let case = api.whole(&one).await;
        assert_eq!(case["state"], "investigating", "the matter is taken up again");
        assert!(!api.get(&first).await.text.contains("道歉信没有收到"));
        assert!(api.get(&second).await.text.contains("道歉信没有收到"));
    }

    async fn after_an_unmerge_everything_goes_back_to_its_own_case(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let (one, first) = taken(&api, "王芳", "13800000001", "大巴抛锚").await;
        let (two, second) = taken(&api, "赵悦", "13800000002", "大巴抛锚，误了晚餐").await;
        merge(&api, &two, &one).await;
        let letter = json!({"direction": "in", "channel": "wechat", "text": "请问何时道歉"});
        api.done(&two, "messages", letter).await;
        assert_eq!(clock(&api.whole(&one).await, "message_reply")["state"], "running");
        api.done(&two, "unmerge", json!({"text": "不是同一辆车"})).await;
        let (of_one, of_two) = (api.whole(&one).await, api.whole(&two).await);
        let back = clock(&of_one, "message_reply");
        assert_eq!((&back["state"], &back["carried_to"]), (&json!("carried_over"), &json!(two)));
        assert_eq!(clock(&of_two, "message_reply")["state"], "running", "it is owed there");
        assert_eq!((&of_two["state"], &clock(&of_two, "settle")["state"]), (&json!("received"), &json!("running")));
        let page = api.get(&second).await.text;
        assert!(page.contains("请问何时道歉") && !page.contains("合并办理"), "what they said stays on their page: {page}");
        assert!(!api.get(&first).await.text.contains("请问何时道歉"));
        send(&api, &format!("{second}/messages"), &[("text", "单独的话"), ("key", "z")]).await;
        assert_eq!(words_by_way(&api, &one, &two).await, ["请问何时道歉"]);
        assert_eq!(found(&api, "单独的话").await, [two.as_str()]);
        record::rebuild(&t.app).await.unwrap();
        assert_eq!(record::verify(&t.app, None).await.unwrap().fault, None);
    }

    async fn after_an_unmerge_the_next_word_is_promised_again(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let (one, _) = taken(&api, "王芳", "13800000001", "大巴抛锚").await;
        let (two, _) = taken(&api, "赵悦", "13800000002", "大巴抛锚，误了晚餐").await;
        merge(&api, &two, &one).await;
        t.later(Span::minutes(20));
        let call = json!({"direction": "out", "channel": "phone", "reached": true, "text": "正在核实",
            "acts": ["content_confirmed"]});
        api.done(&one, "messages", call).await;
        api.done(&two, "unmerge", json!({"text": "不是同一辆车"})).await;
        let case = api.whole(&two).await;
        let runs: Vec<&Value> = case["clocks"].as_array().unwrap().iter().filter(|c| c["promise"] == "next_word").collect();
        let states: Vec<&Value> = runs.iter().map(|clock| &clock["state"]).collect();
        assert_eq!(states, ["kept", "running"], "{case}");
        assert_eq!(runs[1]["started_at"], runs[0]["met_at"], "it counts from the word that they heard");
        record::rebuild(&t.app).await.unwrap();
        assert_eq!(record::verify(&t.app, None).await.unwrap().fault, None);
    }

    async fn a_chain_of_merges_is_followed_to_its_end(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let (last, _) = taken(&api, "王芳", "13800000001", "大巴抛锚").await;
        let (middle, _) = taken(&api, "李明", "13800000003", "大巴抛锚，车上很热").await;
        let (first, link) = taken(&api, "赵悦", "13800000002", "大巴抛锚，误了晚餐").await;
        merge(&api, &first, &middle).await;
        merge(&api, &middle, &last).await;
        send(&api, &format!("{link}/messages"), &[("text", "我有录像"), ("key", "c")]).await;
        assert_eq!(words_by_way(&api, &last, &first).await, ["我有录像"]);
        let refused = api.post(&format!("/api/v1/cases/{first}/triage"), &json!({"category": "service.transport", "handling_type": "service", "reason": "x"})).await;
        assert!(refused.status == 409 && refused.text.contains(&last), "{}", refused.text);
        let held = api.post(&format!("/api/v1/cases/{first}/unmerge"), &json!({"text": "不同"})).await;
        assert!(held.status == 409 && held.text.contains(&last), "the later merge is undone first: {}", held.text);
        api.done(&middle, "unmerge", json!({"text": "不同"})).await;
        send(&api, &format!("{link}/messages"), &[("text", "再说一次"), ("key", "d")]).await;
        assert_eq!(words_by_way(&api, &middle, &first).await, ["再说一次"]);
        let page = api.get(&link).await.text;
        assert!(page.contains("我有录像") && page.contains("再说一次"), "{page}");
    }

    async fn an_erasure_reaches_what_was_said_while_merged(t: TestApp) {
        let api = Api::new(&t, &["all"]).await;
        let (one, first) = taken(&api, "王芳", "13800000001", "大巴抛锚").await;
        let (two, second) = taken(&api, "赵悦", "13800000002", "大巴抛锚，误了晚餐").await;
        merge(&api, &two, &one).await;
        send(&api, &format!("{first}/messages"), &[("text", "王芳的留言"), ("key", "a")]).await;
        send(&api, &format!("{second}/messages"), &[("text", "赵悦的病情"), ("key", "b")]).await;
        send_file(&api, &second, "化验单.txt", "赵悦的化验单").await;
        t.later(Span::minutes(5));
        api.done(&two, "erasure", json!({"ground": "person_request"})).await;
        let record = api.get(&format!("/api/v1/cases/{one}/events?limit=100")).await.text;
        assert!(!record.contains("赵悦的病情") && record.contains("王芳的留言"), "{record}");
        assert_eq!(found(&api, "赵悦的病情").await, Vec::<String>::new());
        assert_eq!(found(&api, "化验单").await, Vec::<String>::new());
        assert_eq!(api.get(&format!("/api/v1/cases/{one}/files/1")).await.status, 404);
        assert_eq!(api.whole(&one).await["restriction"], Value::Null, "nobody else is restricted by it");
        assert_eq!(record::verify(&t.app, None).await.unwrap().fault, None);
        send(&api, &format!("{second}/messages"), &[("text", "又说了一句"), ("key", "e")]).await;
        api.done(&two, "erasure", json!({"ground": "person_request"})).await;
        assert_eq!(found(&api, "又说了一句").await, Vec::<String>::new(), "as often as they ask");
        t.is_rebuilt_as_it_was().await;
    }
}
