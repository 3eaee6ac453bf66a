//! One text of SQL means the same on both databases.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use homeward_domain::record::Hash;
use homeward_store::cases::{Behind, CaseRow, Filter, Page, Sight, Sort};
use homeward_store::search::Query;
use homeward_store::{Db, Lane, StoreError, Value, cases};
use homeward_testkit::{Backend, TestApp, on_both};

/// A case of its own sort for each number, so that values meet in every way.
fn some_case(n: i64) -> CaseRow {
    CaseRow {
        case: n,
        number: format!("HW-{n}"),
        kind: ["complaint", "emergency"][usize::from(n % 5 == 0)].into(),
        state: ["received", "resolved"][usize::from(n % 4 == 0)].into(),
        is_open: n % 4 != 0,
        channel: "web".into(),
        category: String::new(),
        nature: "general".into(),
        danger: false,
        grade_rank: n % 5,
        owner: n % 3,
        created_at: n,
        received_at: n * 37 % 61,
        updated_at: n * 11 % 13,
        next_due_at: n * 53 % 59 * 10,
        next_alarm_at: None,
        seq: 1,
        head: Hash([0; 32]),
        clocks: "[]".into(),
        source: String::new(),
        external_key: None,
        external_reference: None,
        person_name: None,
        gist: None,
        ended_at: None,
        unit: ["", "A", "B", "C"][usize::try_from(n % 7 % 4).unwrap()].into(),
        link_generation: 1,
        restricted: n % 9 == 4,
        late: i64::from(n % 10 % 4 == 1),
    }
}

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
                restricted: on(3),
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
                behind: match bits % 4 {
                    0 => Behind::Nothing,
                    1 => Behind::Own(7),
                    2 => Behind::Led { staff: 7, units: None },
                    _ => Behind::Led { staff: 7, units: Some(["A".to_owned(), "B".to_owned()].into()) },
                },
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

    async fn a_list_gives_each_case_once_in_its_order_whichever_way_it_is_found(t: TestApp) {
        t.has_rows_without_events();
        let cases: Vec<CaseRow> = (1..=60).map(some_case).collect();
        let rows = cases.clone();
        let add = move |db: &Db| rows.iter().try_for_each(|row| cases::add(db, row.clone()).map(drop));
        t.app.store().write(Lane::Acts, add).await.unwrap();
        let open = || Filter { open: true, ..Filter::default() };
        let within = Sight::Within { units: ["A".to_owned(), "C".to_owned()].into(), staff: 2 };
        for (sight, filter) in [
            (Sight::All, open()),
            (Sight::All, Filter { late: true, ..open() }),
            (Sight::All, Filter { grade_rank: Some(3), ..open() }),
            (Sight::All, Filter { unit: Some("B".into()), kind: Some("complaint".into()), ..open() }),
            (Sight::All, Filter { due_by: Some(400), ..open() }),
            (Sight::All, Filter { owner: Some(0), late: true, ..open() }),
            (Sight::OwnedBy(1), open()),
            (within.clone(), open()),
            (within.clone(), Filter { late: true, ..Filter::default() }),
            (within.clone(), Filter { ended: true, ..Filter::default() }),
            (within, Filter { state: Some("resolved".into()), ..Filter::default() }),
            (Sight::OwnedBy(1), Filter { ended: true, ..Filter::default() }),
            (Sight::All, Filter { owner: Some(2), ..Filter::default() }),
            (Sight::All, Filter { behind: Behind::Own(2), ..Filter::default() }),
            (Sight::All, Filter { behind: Behind::Led { staff: 2, units: Some(["A".to_owned()].into()) }, ..open() }),
        ] {
            let passes = |row: &&CaseRow| {
                sight.allows(row)
                    && filter.behind.shows(row)
                    && (row.is_open || !filter.open)
                    && (!row.is_open || !filter.ended)
                    && filter.state.as_ref().is_none_or(|state| *state == row.state)
                    && (row.late > 0 || !filter.late)
                    && filter.grade_rank.is_none_or(|rank| rank == row.grade_rank)
                    && filter.unit.as_ref().is_none_or(|unit| *unit == row.unit)
                    && filter.kind.as_ref().is_none_or(|kind| *kind == row.kind)
                    && filter.owner.is_none_or(|owner| owner == row.owner)
                    && filter.due_by.is_none_or(|due| row.next_due_at <= due)
            };
            for (sort, descending) in Sort::ALL.into_iter().flat_map(|sort| [(sort, false), (sort, true)]) {
                let mut expected: Vec<(i64, i64)> =
                    cases.iter().filter(passes).map(|row| (sort.value(row), row.case)).collect();
                expected.sort_unstable();
                if descending {
                    expected.reverse();
                }
                let mut found: Vec<(i64, i64)> = Vec::new();
                loop {
                    let page = Page { sort, descending, after: found.last().copied(), limit: 7 };
                    let (sight, filter) = (sight.clone(), filter.clone());
                    let rows = t.app.store().read(move |db| cases::list(db, &sight, &filter, page)).await.unwrap();
                    if rows.is_empty() {
                        break;
                    }
                    found.extend(rows.iter().map(|row| (sort.value(row), row.case)));
                }
                assert_eq!(found, expected, "{filter:?} for {sight:?} by {sort:?}");
                assert!(!expected.is_empty(), "{filter:?} for {sight:?} tells nothing");
            }
        }
    }

    async fn whoever_hears_the_answer_may_rely_on_the_closure_being_gone(t: TestApp) {
        let held = std::sync::Arc::new(());
        for lane in [Lane::Acts, Lane::Bulk].repeat(100) {
            let (written, read) = (held.clone(), held.clone());
            let keep = move |_: &Db| { let _ = &written; Ok::<_, StoreError>(()) };
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
                store.write(Lane::Acts, move |db| {
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

/// PostgreSQL takes statistics of new rows by and by. A list of a database that was
/// just restored would be planned without any.
async fn a_start_takes_the_statistics_that_are_missing(t: TestApp) {
    t.has_rows_without_events();
    t.app.store().write(Lane::Acts, |db| cases::add(db, some_case(1)).map(drop)).await.unwrap();
    t.another_copy().await;
    let sql = "SELECT CAST(reltuples AS BIGINT) FROM pg_class WHERE oid = to_regclass('cases')";
    let rows = t.app.store().read(move |db| db.query_one(sql, &[], |row| row.int(0))).await.unwrap();
    assert_eq!(rows, Some(1));
}

#[test]
fn a_start_on_postgresql_takes_the_statistics_that_are_missing() {
    Backend::Postgres.run(a_start_takes_the_statistics_that_are_missing);
}
