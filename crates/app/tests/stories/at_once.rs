//! Many writers on few cases, through two copies of the program: the record of
//! each case stays one chain, and of those who have seen the same entry one wins.

use homeward_app::act::Request;
use homeward_app::categories::Categories;
use homeward_app::{App, AppError, Caller, Scope, intake, people, read, record, take_in};
use homeward_testkit::{act, complaint, on_both};
use serde_json::json;
use std::collections::HashMap;

const WRITERS: usize = 8;
const CASES: usize = 5;
const ROUNDS: usize = 40;

/// One writer's acts, each on what it has just seen; gives the tags that it won.
async fn write(app: App, writer: usize, numbers: Vec<String>) -> Vec<(String, i64)> {
    let caller = || Caller::token(1, vec![Scope::All]);
    let mut won = Vec::new();
    for round in 0..ROUNDS {
        let number = numbers[(writer + round) % CASES].clone();
        let seen = read::case(&app, &caller(), number.clone()).await.unwrap().row.seq;
        // Every third act says nothing of what it has seen, as a form without script.
        let if_match = (round % 3 > 0).then_some(seen);
        let request = Request { caller: caller(), number: number.clone(), if_match, key: None };
        let done = match round % 2 {
            0 => act(&app, "notes", request, &json!({"text": "已核实"})).await,
            _ => act(&app, "assignment", request, &json!({"owner": null, "reason": "轮班"})).await,
        };
        match done {
            Ok(_) if if_match.is_some() => won.push((number, seen)),
            Ok(_) | Err(AppError::Stale(_) | AppError::Rejected(_)) => {}
            Err(error) => panic!("{error}"),
        }
    }
    won
}

on_both! {
    async fn of_many_writers_on_few_cases_one_wins_each_tag_and_the_record_holds(t: TestApp) {
        let copies = [t.app.clone(), t.another_copy().await];
        let mut numbers = Vec::new();
        for _ in 0..CASES {
            let intake = intake::parse(&Categories::default(), &complaint("王芳", "导游强制购物")).unwrap();
            numbers.push(take_in(&t.app, t.anybody(), intake, None).await.unwrap().0.row.number);
        }
        let writers: Vec<_> = (0..WRITERS)
            .map(|writer| tokio::spawn(write(copies[writer % 2].clone(), writer, numbers.clone())))
            .collect();
        let mut winners: HashMap<(String, i64), usize> = HashMap::new();
        for writer in writers {
            for tag in writer.await.unwrap() {
                *winners.entry(tag).or_default() += 1;
            }
        }
        assert!(winners.len() > CASES, "hardly anybody won: {winners:?}");
        let doubled: Vec<_> = winners.iter().filter(|(_, count)| **count > 1).collect();
        assert!(doubled.is_empty(), "several won one tag: {doubled:?}");
        let proof = record::verify(&t.app, None).await.unwrap();
        assert_eq!(proof.fault, None);
    }

    async fn two_who_merge_each_others_case_at_once_do_not_wait_for_ever(t: TestApp) {
        let mut numbers = Vec::new();
        for _ in 0..2 {
            let intake = intake::parse(&Categories::default(), &complaint("王芳", "导游强制购物")).unwrap();
            numbers.push(take_in(&t.app, t.anybody(), intake, None).await.unwrap().0.row.number);
        }
        let merge = |one: usize, other: usize| {
            let request = Request { caller: t.anybody(), number: numbers[one].clone(), if_match: None, key: None };
            let body = json!({"into": numbers[other], "text": "同一件事"});
            let app = t.app.clone();
            tokio::spawn(async move { act(&app, "merge", request, &body).await.is_ok() })
        };
        let (one, other) = (merge(0, 1), merge(1, 0));
        assert_eq!(usize::from(one.await.unwrap()) + usize::from(other.await.unwrap()), 1);
        assert_eq!(record::verify(&t.app, None).await.unwrap().fault, None);
    }

    async fn a_first_link_that_another_copy_withdraws_says_so_on_record(t: TestApp) {
        let copies = [t.app.clone(), t.another_copy().await];
        for _ in 0..60 {
            let start = |app: &App| {
                let app = app.clone();
                tokio::spawn(async move { people::first_link(&app).await.unwrap() })
            };
            let starts: Vec<_> = (0..WRITERS).map(|n| start(&copies[n % 2])).collect();
            for link in starts {
                assert!(link.await.unwrap().is_some());
            }
        }
        // Each link that is gone says so in its stream, or the record does not hold.
        assert_eq!(record::verify(&t.app, None).await.unwrap().fault, None);
    }
}
