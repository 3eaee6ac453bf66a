//! The cases of the company: one that is in the middle of everything, and those that show
//! what it does not.

use crate::common::Api;
use crate::matrix::company::{attach, case_of};
use homeward_domain::time::Span;
use homeward_testkit::{TestApp, complaint};
use serde_json::{Value, json};

/// Their numbers, and the private links of the first three.
pub struct Cases {
    pub planned: String,
    pub archived: String,
    pub refused: String,
    pub restricted: String,
    pub fresh: String,
    /// Owned by whoever is on site.
    pub on_site: String,
    pub links: [String; 3],
}

impl Cases {
    /// Makes them; the owners in the order of the roles.
    pub async fn made(t: &TestApp, api: &Api, staff: &[i64]) -> Self {
        let (agent, on_site) = (staff[3], staff[5]);
        let archived = archived(t, api).await;
        let planned = planned(t, api, agent).await;
        let refused = api.made(&complaint("李强", "接机车没有来")).await;
        api.done(&refused, "assignment", json!({"owner": agent})).await;
        let words =
            json!({"decision": "refused", "ground": "not_ours", "told": "by_voice", "text": "该服务由客人自行预订"});
        api.done(&refused, "acceptance", words).await;
        let restricted = api.made(&complaint("欧阳敏", "房间有烟味")).await;
        api.done(&restricted, "restriction", json!({"ground": "accuracy_contested", "text": "登记有误"})).await;
        let fresh = api.made(&complaint("赵悦", "误了晚餐")).await;
        let merged = api.made(&complaint("王芳", "导游强制购物")).await;
        api.done(&merged, "merge", json!({"into": planned, "text": "同一事项"})).await;
        api.done(&fresh, "links", json!({"other": planned, "how": "related"})).await;
        let links = [link(api, &planned).await, link(api, &archived).await, link(api, &refused).await];
        let on_site = case_of(api, on_site).await;
        api.done(&on_site, "files/2/mark", json!({"is_paper": true})).await;
        Self { planned, archived, refused, restricted, fresh, on_site, links }
    }
}

/// A grave case of a group in the middle of everything: asked, judged, put before them.
async fn planned(t: &TestApp, api: &Api, owner: i64) -> String {
    let mut body = complaint("王芳", "导游强制购物，要求退款");
    body["unit"] = json!("SZ");
    body["booking_reference"] = json!("X-1");
    body["complainant"]["email"] = json!("wang.fang@example.com");
    body["co_complainants"] = json!([{"name": "赵悦", "phone": "13987654321", "desired_outcome": "道歉"}]);
    let number = api.made(&body).await;
    api.done(&number, "assignment", json!({"owner": owner})).await;
    attach(api, &number).await;
    t.later(Span::minutes(10));
    let due = "2026-11-25T18:00:00+08:00";
    for (resource, body) in [
        (
            "messages",
            json!({"direction": "out", "channel": "phone", "reached": true, "acts": ["content_confirmed"],
                "text": "已听完经过，今晚八点前再联系您"}),
        ),
        ("messages", json!({"direction": "in", "channel": "email", "text": "补充：店名见照片"})),
        (
            "triage",
            json!({"category": "rights.forced_shopping", "handling_type": "service", "motives": ["compensation"],
                "severity": {"content": 3, "circumstances": ["minor_injury"]}, "reason": "按客人陈述判断"}),
        ),
        ("acceptance", json!({"decision": "accepted"})),
        ("findings", json!({"source": "supplier", "text": "地接社承认多安排了一个购物点"})),
        ("causes", json!({"causes": ["supplier", "promise"], "text": "合同外购物点"})),
        ("questions", json!({"respondent": "supplier", "to": "X-1", "text": "当日行程？"})),
        ("evidence", json!({"what": "cctv", "text": "店内录像"})),
        ("site_checks", json!({"place": "店门口", "text": "看店门", "due_at": due})),
        (
            "responsibility",
            json!({"shares": [
                {"party": "supplier", "percent": 70, "ground": "compliance", "text": "地接社擅自变更行程"},
                {"party": "company", "percent": 30, "ground": "disclosure", "text": "行程单说明不清"}]}),
        ),
        ("measures", json!({"text": "约谈地接社", "owner": owner, "due_at": due})),
        ("proceedings", json!({"body": "authority", "name": "市文旅局", "text": "要求说明", "answer_due_at": due})),
        ("notes", json!({"text": "@lead 请看一下"})),
        ("plans", plan()),
    ] {
        api.done(&number, resource, body).await;
    }
    number
}

/// A case that went all the way, whose result is public.
async fn archived(t: &TestApp, api: &Api) -> String {
    let manager = Api::new(t, &["all"]).await;
    let number = api.made(&complaint("陈晨", "行程中擅自增加购物点")).await;
    api.done(&number, "acceptance", json!({"decision": "accepted"})).await;
    api.done(&number, "plans", plan()).await;
    api.done(&number, "plans/1/answer", json!({"answer": "accepted", "option": 1, "text": "可以"})).await;
    api.done(&number, "measures/1/completion", json!({"text": "已退款"})).await;
    api.ready(&number).await;
    api.done(&number, "resolution", json!({"text": "已退款，感谢您的批评。"})).await;
    api.done(&number, "publication", json!({"matter": "行程中擅自增加购物点", "result": "购物款已退还"})).await;
    let decision = json!({"publish": true, "told": "by_voice", "text": "将公开三十天"});
    manager.done(&number, "publication_decision", decision).await;
    t.later(Span::hours(72));
    api.done(&number, "publication_release", json!({})).await;
    api.done(&number, "satisfaction", json!({"content": true, "rating": 5})).await;
    api.filled(&number).await;
    api.ready(&number).await;
    api.done(&number, "archive", json!({"text": "响应及时，行程单已修改"})).await;
    number
}

fn plan() -> Value {
    json!({"text": "请您看看这个方案", "options": [
        {"text": "退还购物款 1,200 元", "measures": [{"text": "财务退款至原账户"}]}, {"text": "等值代金券"}]})
}

/// The private link of whoever complains, handed out once more.
async fn link(api: &Api, number: &str) -> String {
    let handed = api.done(number, "follow_links", json!({"link": "same"})).await;
    handed["follow_url"].as_str().unwrap().split_once("8080").unwrap().1.to_owned()
}
