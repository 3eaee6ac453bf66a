//! The record on both databases: taken in, found, acted on, proven, rebuilt.

use homeward_app::act::Request;
use homeward_app::categories::Categories;
use homeward_app::{AppError, Caller, Key, Repeat, clocks, intake, read, record, take_in};
use homeward_domain::case::Rejection;
use homeward_domain::time::Span;
use homeward_store::cases;
use homeward_testkit::{TestApp, act, complaint, on_both};
use serde_json::{Value, json};

async fn taken_in(t: &TestApp, name: &str, text: &str) -> String {
    let intake = intake::parse(&Categories::default(), &complaint(name, text)).unwrap();
    take_in(&t.app, t.anybody(), intake, None).await.unwrap().0.row.number
}

fn on(t: &TestApp, number: &str) -> Request {
    Request { caller: t.anybody(), number: number.into(), if_match: None, key: None }
}

async fn clock(t: &TestApp, number: &str, promise: &str) -> String {
    let view = read::case(&t.app, &t.anybody(), number.into()).await.unwrap();
    view.clocks.into_iter().find(|c| c.promise == promise).unwrap().state
}

on_both! {
    async fn a_complaint_is_found_at_once_by_words_name_phone_and_number(t: TestApp) {
        let number = taken_in(&t, "王芳", "导游强制购物,不买就不让上车,要求退款").await;
        taken_in(&t, "李强", "酒店卫生很差,床单没有换").await;
        for query in ["退款", "王芳", "13812345678", number.as_str(), "强制购物", "5678"] {
            let found = read::search(&t.app, &t.anybody(), query.into(), 10).await.unwrap();
            assert!(found.iter().any(|view| view.row.number == number), "{query}");
        }
        let found = read::search(&t.app, &t.anybody(), "购物".into(), 10).await.unwrap();
        assert_eq!(found.len(), 1);
        assert!(read::search(&t.app, &t.anybody(), "\"';--".into(), 10).await.unwrap().is_empty());
    }

    async fn notes_and_messages_are_found_like_the_statement(t: TestApp) {
        let number = taken_in(&t, "王芳", "导游强制购物").await;
        act(&t.app, "notes", on(&t, &number), &json!({"text": "已联系地接社核实"})).await.unwrap();
        let found = read::search(&t.app, &t.anybody(), "地接".into(), 10).await.unwrap();
        assert_eq!(found[0].row.number, number);
    }

    async fn the_same_key_and_body_give_the_same_answer_and_make_one_case(t: TestApp) {
        let body = complaint("王芳", "导游强制购物");
        let key = || Key::new("k1", "POST", "/api/v1/cases", body.to_string().as_bytes());
        let intake = || intake::parse(&Categories::default(), &body).unwrap();
        let (first, fresh) = take_in(&t.app, t.anybody(), intake(), Some(key())).await.unwrap();
        act(&t.app, "acceptance", on(&t, &first.row.number), &accepted()).await.unwrap();
        let (again, repeat) = take_in(&t.app, t.anybody(), intake(), Some(key())).await.unwrap();
        assert_eq!((fresh, repeat), (Repeat::First, Repeat::Again));
        assert_eq!((&again.row.number, again.row.state.as_str()), (&first.row.number, "received"));
        let other = Key::new("k1", "POST", "/api/v1/cases", b"{}");
        let refused = take_in(&t.app, t.anybody(), intake(), Some(other)).await;
        assert!(matches!(refused, Err(AppError::KeyReused)));
    }

    async fn the_same_request_many_times_at_once_makes_one_case(t: TestApp) {
        let body = complaint("王芳", "导游强制购物");
        let one = |_| {
            let key = Key::new("k", "POST", "/api/v1/cases", body.to_string().as_bytes());
            let (app, caller, intake) = (t.app.clone(), t.anybody(), intake::parse(&Categories::default(), &body).unwrap());
            tokio::spawn(async move { take_in(&app, caller, intake, Some(key)).await.unwrap().0.row.number })
        };
        let tasks: Vec<_> = (0..16).map(one).collect();
        let mut numbers = Vec::new();
        for task in tasks {
            numbers.push(task.await.unwrap());
        }
        numbers.dedup();
        assert_eq!(numbers.len(), 1);
    }

    async fn a_known_reference_names_its_case(t: TestApp) {
        let mut body = complaint("王芳", "导游强制购物");
        body["external_reference"] = json!("12345-0001");
        let intake = || intake::parse(&Categories::default(), &body).unwrap();
        let first = take_in(&t.app, t.anybody(), intake(), None).await.unwrap().0.row.number;
        let second = take_in(&t.app, t.anybody(), intake(), None).await;
        assert!(matches!(second, Err(AppError::KnownReference(number)) if number == first));
        let elsewhere = Caller::token(2, vec![homeward_app::Scope::All]);
        assert!(take_in(&t.app, elsewhere, intake(), None).await.is_ok(), "another source has its own references");
    }

    async fn acts_follow_each_other_and_a_stale_one_is_refused(t: TestApp) {
        let number = taken_in(&t, "王芳", "导游强制购物").await;
        t.later(Span::minutes(20));
        let call = json!({"direction": "out", "channel": "phone", "reached": true, "text": "已致电致歉并说明"});
        let (view, _) = act(&t.app, "messages", on(&t, &number), &call).await.unwrap();
        assert_eq!(clock(&t, &number, "contact").await, "kept");
        let stale = Request { if_match: Some(view.row.seq - 1), ..on(&t, &number) };
        assert!(matches!(act(&t.app, "acceptance", stale, &accepted()).await, Err(AppError::Stale(_))));
        act(&t.app, "acceptance", on(&t, &number), &accepted()).await.unwrap();
        let again = act(&t.app, "acceptance", on(&t, &number), &accepted()).await;
        assert!(matches!(again, Err(AppError::Rejected(Rejection::State { .. }))));
    }

    async fn the_clocks_ring_once_each_however_many_copies_look(t: TestApp) {
        let numbers = [taken_in(&t, "王芳", "导游强制购物").await, taken_in(&t, "李强", "房间漏水").await];
        let copy = t.another_copy().await;
        t.later(Span::minutes(61));
        let (a, b) = tokio::join!(clocks::ring(&t.app), clocks::ring(&copy));
        a.unwrap();
        b.unwrap();
        for number in numbers {
            let dossier = read::dossier(&t.app, &t.anybody(), number, 0).await.unwrap();
            let breaches = dossier.entries.iter().filter(|e| e.stored.payload.contains("contact") && e.stored.kind == "clock_breached").count();
            assert_eq!(breaches, 1);
        }
        let next = clocks::ring(&t.app).await.unwrap();
        assert_eq!(next.rung, 0);
        assert!(next.next_at.is_some_and(|at| at > t.app.clock().now()));
        drop(copy);
    }

    async fn more_clocks_may_come_due_at_once_than_the_writer_lets_wait(t: TestApp) {
        for n in 0..300 {
            taken_in(&t, &format!("客人{n}"), "房间漏水").await;
        }
        t.later(Span::minutes(61));
        assert_eq!(clocks::ring(&t.app).await.unwrap().rung, 300);
        assert_eq!(clocks::ring(&t.app).await.unwrap().rung, 0);
    }

    async fn what_is_rebuilt_equals_what_was_live(t: TestApp) {
        for n in 0..20 {
            let number = taken_in(&t, &format!("客人{n}"), "导游强制购物,要求退款").await;
            act_somehow(&t, &number, n).await;
        }
        t.later(Span::hours(30));
        clocks::ring(&t.app).await.unwrap();
        let live = rows(&t).await;
        assert_eq!(record::rebuild(&t.app).await.unwrap(), 20);
        assert_eq!(rows(&t).await, live);
        assert_eq!(read::search(&t.app, &t.anybody(), "核实".into(), 50).await.unwrap().len(), 5);
        assert_eq!(record::verify(&t.app, None).await.unwrap().fault, None);
    }

    async fn an_apology_is_known_after_a_rebuild_and_an_erased_one_is_not(t: TestApp) {
        let (first, second) = (taken_in(&t, "王芳", "导游强制购物").await, taken_in(&t, "李强", "房间漏水").await);
        let sorry = "非常抱歉让您和孩子在机场多等了三个小时,这完全是我们安排上的疏忽,我们深感愧疚。";
        let words = json!({"direction": "out", "channel": "web", "text": sorry});
        act(&t.app, "messages", on(&t, &first), &words).await.unwrap();
        record::rebuild(&t.app).await.unwrap();
        let again = act(&t.app, "messages", on(&t, &second), &words).await;
        assert!(matches!(again, Err(AppError::RepeatedApology(_))), "a rebuild knows it");
        act(&t.app, "erasure", on(&t, &first), &json!({"ground": "person_request"})).await.unwrap();
        record::rebuild(&t.app).await.unwrap();
        act(&t.app, "messages", on(&t, &second), &words).await.unwrap();
    }

    async fn an_act_that_a_rule_forbids_leaves_nothing(t: TestApp) {
        let number = taken_in(&t, "王芳", "导游强制购物").await;
        let before = rows(&t).await;
        let body = json!({"reason": "waiting_for_customer", "until": "2020-01-01T00:00:00Z", "text": "请补充订单号"});
        assert!(act(&t.app, "pauses", on(&t, &number), &body).await.is_err());
        assert_eq!(rows(&t).await, before);
        assert!(read::search(&t.app, &t.anybody(), "补充".into(), 10).await.unwrap().is_empty());
    }
}

async fn act_somehow(t: &TestApp, number: &str, n: i32) {
    let request = on(t, number);
    let done = match n % 4 {
        0 => act(&t.app, "notes", request, &json!({"text": "已联系地接社核实"})).await,
        1 => act(&t.app, "acceptance", request, &accepted()).await,
        2 => act(&t.app, "triage", request, &danger()).await,
        _ => act(&t.app, "erasure", request, &json!({"ground": "person_request"})).await,
    };
    done.unwrap();
}

fn accepted() -> Value {
    json!({"decision": "accepted"})
}

fn danger() -> Value {
    json!({"nature": "urgent", "danger": true, "entry": 1, "reason": "有人受伤"})
}

async fn rows(t: &TestApp) -> Vec<cases::CaseRow> {
    let page = cases::Page { sort: cases::Sort::Created, descending: false, after: None, limit: 200 };
    let views = read::list(&t.app, &t.anybody(), cases::Filter::default(), page).await.unwrap();
    views.into_iter().map(|view| view.row).collect()
}
