//! Rows that a forger altered are not made lawful by what is done to them next: nothing
//! is built on a row that is not what was written last, and it stays named.

use homeward_app::categories::Categories;
use homeward_app::registers::{self, CUSTOMERS, How};
use homeward_app::{
    AppError, Caller, Lane, StoreError, people, privacy, promises, record, rules, sign_in, staff, tokens,
};
use homeward_domain::actor::Actor;
use homeward_testkit::{TestApp, on_both};
use serde_json::{Value, json};

const PASSWORD: &str = "一句很长的口令 17";

async fn found(t: &TestApp) -> String {
    record::verify(&t.app, None).await.unwrap().fault.map(|fault| fault.to_string()).unwrap_or_default()
}

/// What was asked for was refused, since the rows of this stream are not what they were.
async fn refused<T: std::fmt::Debug>(t: &TestApp, stream: &str, done: Result<T, AppError>) {
    let Err(AppError::Store(StoreError::Altered(altered))) = done else { panic!("{stream}: {done:?}") };
    assert_eq!(altered, stream);
    let told = found(t).await;
    assert!(told.contains(stream), "{stream} is not named: {told}");
}

/// The one-time link of somebody, used; the secret of the link.
async fn signed_in(t: &TestApp, id: i64) -> String {
    let url = staff::link(&t.app, &Caller::machine(), id).await.unwrap();
    let secret = url.rsplit('/').next().unwrap().to_owned();
    sign_in::by_link(&t.app, &secret, None, Some(PASSWORD), "").await.unwrap();
    secret
}

/// A one-time link of an agent, not used.
async fn link_of_the_agent(t: &TestApp) -> String {
    let (agent, _) = people::add_staff(&t.app, "李静", "li.jing@example.com", "agent").await.unwrap();
    let url = staff::link(&t.app, &Caller::machine(), agent.id).await.unwrap();
    url.rsplit('/').next().unwrap().to_owned()
}

async fn put_customer(t: &TestApp, body: Value) -> Result<(), AppError> {
    let sent = registers::parse(&CUSTOMERS, &body).unwrap();
    registers::write(&t.app, Lane::Acts, &t.anybody(), &CUSTOMERS, sent, How::Put).await.map(drop)
}

fn rule(then: &str) -> Value {
    json!({"id": "big", "title": "大额", "on": ["case_received"], "when": then,
        "acts": [{"act": "note", "text": "请主管留意"}]})
}

on_both! {
    async fn a_role_raised_by_hand_is_not_confirmed_by_a_reset(t: TestApp) {
        let (agent, _) = people::add_staff(&t.app, "李静", "li.jing@example.com", "agent").await.unwrap();
        t.tamper("UPDATE staff SET role = 'administrator' WHERE staff_id = 1").await;
        refused(&t, "staff/1", sign_in::reset(&t.app, &t.anybody(), agent.id).await).await;
    }

    async fn somebody_planted_does_not_come_in(t: TestApp) {
        let (agent, _) = people::add_staff(&t.app, "李静", "li.jing@example.com", "agent").await.unwrap();
        signed_in(&t, agent.id).await;
        t.tamper(
            "INSERT INTO staff (staff_id, name, email, role, created_at) VALUES (9, 'x', 'x@example.com', 'administrator', 0); \
             INSERT INTO credentials (staff_id, password, factor_generation, factor_on, factor_step) \
             SELECT 9, password, factor_generation, factor_on, factor_step FROM credentials WHERE staff_id = 1",
        ).await;
        let came = sign_in::by_password(&t.app, "x@example.com", PASSWORD, "").await;
        refused(&t, "staff/9", came).await;
    }

    async fn whoever_comes_next_has_no_password_that_was_there_before(t: TestApp) {
        let (agent, _) = people::add_staff(&t.app, "李静", "li.jing@example.com", "agent").await.unwrap();
        signed_in(&t, agent.id).await;
        t.tamper(
            "INSERT INTO credentials (staff_id, password, factor_generation, factor_on, factor_step) \
             SELECT 2, password, factor_generation, factor_on, factor_step FROM credentials WHERE staff_id = 1",
        ).await;
        let made = people::add_staff(&t.app, "赵敏", "zhao.min@example.com", "manager").await;
        let Err(AppError::Store(StoreError::Altered(altered))) = made else { panic!("{made:?}") };
        assert_eq!(altered, "staff/2");
    }

    async fn a_link_for_the_first_administrator_leads_nowhere_once_there_is_somebody(t: TestApp) {
        let secret = link_of_the_agent(&t).await;
        t.tamper("UPDATE sign_in_links SET staff_id = NULL").await;
        let person = Some(("邪", "evil@example.com"));
        let came = sign_in::by_link(&t.app, &secret, person, Some(PASSWORD), "").await;
        assert!(matches!(came, Err(AppError::NotFound)), "{came:?}");
        assert!(found(&t).await.contains("sign_in_links/"));
    }

    async fn ones_own_link_pointed_at_somebody_else_leads_nowhere(t: TestApp) {
        let secret = link_of_the_agent(&t).await;
        people::add_staff(&t.app, "赵敏", "zhao.min@example.com", "manager").await.unwrap();
        t.tamper("UPDATE sign_in_links SET staff_id = 2 WHERE staff_id = 1").await;
        let came = sign_in::by_link(&t.app, &secret, None, Some(PASSWORD), "").await;
        let Err(AppError::Store(StoreError::Altered(altered))) = came else { panic!("{came:?}") };
        assert!(altered.starts_with("sign_in_links/"));
        assert!(found(&t).await.contains("sign_in_links/"));
    }

    async fn a_promise_made_looser_is_not_confirmed_by_the_next_version(t: TestApp) {
        promises::change(&t.app, &t.anybody(), "contact", &json!({"within_minutes": 30}), None).await.unwrap();
        t.tamper("UPDATE policies SET definition = replace(definition, '30', '90') WHERE id = 'contact' AND version = 2").await;
        let next = promises::change(&t.app, &t.anybody(), "contact", &json!({"within_minutes": 20}), None).await;
        refused(&t, "policies/promise/contact", next).await;
    }

    async fn a_rule_altered_is_not_confirmed_by_the_next_version(t: TestApp) {
        let read = |then| rules::parse(&Categories::default(), &rule(then)).unwrap();
        rules::add(&t.app, Actor::System, read("true")).await.unwrap();
        t.tamper("UPDATE rules SET definition = replace(definition, '请主管留意', '撤回')").await;
        refused(&t, "rules/big", rules::change(&t.app, Actor::System, read("false"), None).await).await;
    }

    async fn a_customer_altered_is_neither_changed_nor_restricted_nor_shown_to_have_been(t: TestApp) {
        put_customer(&t, json!({"reference": "c1", "name": "王芳"})).await.unwrap();
        t.tamper("UPDATE records SET name = '换了' WHERE reference = 'c1'").await;
        refused(&t, "customers/1", put_customer(&t, json!({"reference": "c1", "name": "王芳", "note": "新"})).await).await;
        let ground = json!({"ground": "person_request", "text": "本人要求"});
        let restricted = privacy::restrict(&t.app, &t.anybody(), "c1".into(), &ground).await;
        refused(&t, "customers/1", restricted).await;
    }

    async fn a_token_altered_opens_nothing_and_is_not_washed_by_revoking_it(t: TestApp) {
        let secret = tokens::create(&t.app, "报表", &["cases:read".to_owned()]).await.unwrap();
        t.tamper("UPDATE tokens SET scopes = 'all'").await;
        refused(&t, "tokens/1", tokens::caller(&t.app, &secret).await).await;
        refused(&t, "tokens/1", tokens::revoke(&t.app, &Caller::machine(), 1).await).await;
    }
}
