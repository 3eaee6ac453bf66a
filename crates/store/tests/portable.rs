//! One text of SQL means the same on both databases.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use homeward_store::cases::{Filter, Page, Sight, Sort};
use homeward_store::search::Query;
use homeward_store::{StoreError, Value, cases};
use homeward_testkit::on_both;

on_both! {
    async fn a_parameter_is_bound_by_its_number_not_by_its_first_appearance(t: TestApp) {
        let sql = "SELECT CAST($2 AS BIGINT), CAST($1 AS BIGINT), CAST($2 AS BIGINT)";
        let row = t.app.store().read(move |db| {
            db.query_one(sql, &[Value::Int(1), Value::Int(2)], |row| Ok((row.int(0)?, row.int(1)?, row.int(2)?)))
        });
        assert_eq!(row.await.unwrap(), Some((2, 1, 2)));
    }

    async fn every_combination_of_filter_sort_and_cursor_is_a_sound_statement(t: TestApp) {
        for bits in 0..512_u32 {
            let on = |bit: u32| bits & (1 << bit) != 0;
            let filter = Filter {
                state: on(0).then(|| "received".into()),
                open: on(1),
                kind: on(2).then(|| "complaint".into()),
                grade_rank: on(3).then_some(2),
                owner: on(4).then_some(0),
                late: on(7),
                ended: on(8),
                due_by: on(8).then_some(1),
                unit: on(6).then(|| "A".into()),
                words: on(5).then(|| Query::parse("退款 hotel 退").unwrap()),
            };
            for sort in Sort::ALL {
                for (descending, after) in [(false, None), (true, Some((1, 1)))] {
                    let within = Sight::Within { units: ["A".to_owned(), "B".to_owned()].into(), staff: 7 };
                    for sight in [Sight::All, Sight::OwnedBy(7), within] {
                        let (filter, page) = (filter.clone(), Page { sort, descending, after, limit: 3 });
                        t.app.store().read(move |db| cases::list(db, &sight, &filter, page)).await.unwrap();
                    }
                }
            }
        }
    }

    async fn whoever_hears_the_answer_may_rely_on_the_closure_being_gone(t: TestApp) {
        let held = std::sync::Arc::new(());
        for lane in [homeward_store::Lane::Acts, homeward_store::Lane::Bulk].repeat(100) {
            let (written, read) = (held.clone(), held.clone());
            let keep = move |_: &homeward_store::Db| { let _ = &written; Ok::<_, StoreError>(()) };
            t.app.store().write(lane, keep).await.unwrap();
            t.app.store().read(move |_| { let _ = &read; Ok::<_, StoreError>(()) }).await.unwrap();
            assert_eq!(std::sync::Arc::strong_count(&held), 1);
        }
    }

    async fn a_closure_that_panics_or_fails_leaves_nothing_and_spares_its_neighbours(t: TestApp) {
        let store = t.app.store().clone();
        let note = |key: &'static str, fail: u8| {
            let store = store.clone();
            async move {
                store.write(homeward_store::Lane::Acts, move |db| {
                    db.execute("INSERT INTO counters (name, value) VALUES ($1, 1)", &[Value::Text(key)])?;
                    match fail {
                        0 => Ok(()),
                        1 => Err(StoreError::Broken("refused after writing".into())),
                        _ => panic!("a rule failed"),
                    }
                }).await
            }
        };
        let (a, b, c, d) = tokio::join!(note("a", 0), note("b", 1), note("c", 2), note("d", 0));
        assert!(a.is_ok() && b.is_err() && c.is_err() && d.is_ok());
        let sql = "SELECT name FROM counters WHERE name IN ('a', 'b', 'c', 'd') ORDER BY name";
        let left: Vec<String> = t.app.store().read(move |db| db.query(sql, &[], |row| row.text(0))).await.unwrap();
        assert_eq!(left, ["a", "d"]);
    }

    async fn a_text_with_nul_and_a_wrong_statement_are_errors_not_panics(t: TestApp) {
        let wrong = t.app.store().read(|db| db.query("SELECT nothing FROM nowhere", &[], |row| row.int(0)));
        assert!(matches!(wrong.await, Err(StoreError::Broken(_))));
        let missing = t.app.store().read(|db| db.query("SELECT CAST($1 AS BIGINT)", &[], |row| row.int(0)));
        assert!(missing.await.is_err());
    }
}
