//! Imports: mapping, history, dry run, refused rows, no doubles; and the real
//! files, where they are at hand.

use homeward_app::import::{self, Mapping, Outcome};
use homeward_app::{AppError, figures, read, record};
use homeward_domain::catalogue::Kind;
use homeward_domain::time::Timestamp;
use homeward_testkit::{Backend, TestApp, on_both, shared_data};
use std::path::Path;

#[derive(Debug, Default, PartialEq, Eq)]
struct Tally {
    accepted: u64,
    known: u64,
    left_out: u64,
    refused: Vec<(u64, String)>,
}

async fn imported(t: &TestApp, file: &Path, mapping: &Mapping, dry_run: bool) -> Tally {
    let mut tally = Tally::default();
    let rows = import::open(file).unwrap();
    let note = |line, outcome| match outcome {
        Outcome::Accepted(_) | Outcome::WouldBeAccepted => tally.accepted += 1,
        Outcome::Known(_) => tally.known += 1,
        Outcome::LeftOut => tally.left_out += 1,
        Outcome::Refused(error) => tally.refused.push((line, reason(&error))),
    };
    import::import(&t.app, rows, mapping, dry_run, note).await.unwrap();
    tally
}

fn reason(error: &AppError) -> String {
    match error {
        AppError::Invalid(errors) => {
            errors.iter().map(|e| format!("{}:{}", e.field, e.code)).collect::<Vec<_>>().join(" ")
        }
        AppError::Rejected(rejection) => rejection.code().into(),
        AppError::Malformed(_) => "malformed".into(),
        other => other.to_string(),
    }
}

const LINES: &str = r#"{"kind": "complaint", "channel": "letter", "complainant": {"name": "王芳"}, "text": "房间漏水", "external_reference": "A-1", "received_at": "2026-11-18T09:00:00+08:00"}
{"kind": "complaint", "channel": "phone", "complainant": {"name": "李强"}, "text": "退款慢", "state": "resolved", "result": "已退款", "received_at": "2020-01-06T12:00:00+08:00", "resolved_at": "2020-01-08T12:00:00+08:00"}
not json

{"kind": "complaint", "channel": "pigeon", "complainant": {"name": ""}, "text": "x"}
{"kind": "complaint", "channel": "phone", "complainant": {"name": "周"}, "text": "y", "state": "resolved", "received_at": "2020-01-06T12:00:00+08:00", "resolved_at": "2019-01-08T12:00:00+08:00"}
{"kind": "praise", "channel": "phone", "complainant": {"name": "周"}, "text": "同样的话"}
{"kind": "praise", "channel": "phone", "complainant": {"name": "周"}, "text": "同样的话"}
"#;

on_both! {
    async fn rows_are_taken_in_or_refused_with_reason_and_a_second_run_makes_no_doubles(t: TestApp) {
        let file = t.path("cases.jsonl");
        std::fs::write(&file, LINES).unwrap();
        let mapping = Mapping::none("cases");
        let refused = vec![
            (3, "malformed".to_owned()),
            (5, "channel:unknown_value complainant.name:empty".to_owned()),
            (6, "end_out_of_order".to_owned()),
        ];
        let dry = imported(&t, &file, &mapping, true).await;
        assert_eq!((dry.accepted, &dry.refused), (4, &refused));
        let anybody = t.anybody();
        let everything = || read::search(&t.app, &anybody, "退款".into(), 10);
        assert!(everything().await.unwrap().is_empty(), "a dry run stores nothing");
        let first = imported(&t, &file, &mapping, false).await;
        assert_eq!((first.accepted, first.known, &first.refused), (4, 0, &refused));
        let second = imported(&t, &file, &mapping, false).await;
        assert_eq!((second.accepted, second.known, &second.refused), (0, 4, &refused));
        let found = everything().await.unwrap();
        assert_eq!((found.len(), found[0].row.state.as_str(), found[0].clocks.len()), (1, "resolved", 0));
        assert_eq!(record::verify(&t.app, None).await.unwrap().fault, None);
    }

    async fn marks_that_nobody_sees_are_left_out_of_the_names_of_an_old_file(t: TestApp) {
        let file = t.path("marks.jsonl");
        let row = "{\"kind\": \"praise\", \"channel\": \"letter\", \"complainant\": {\"name\": \"\u{200B}王\u{2060}芳\"}, \"text\": \"一家人👨\u{200D}👩\u{200D}👧都满意\"}";
        std::fs::write(&file, row).unwrap();
        let mapping = Mapping::none("marks");
        let first = imported(&t, &file, &mapping, false).await;
        assert_eq!((first.accepted, first.refused), (1, vec![]));
        let found = read::search(&t.app, &t.anybody(), "满意".into(), 10).await.unwrap();
        assert_eq!(found[0].row.person_name.as_deref(), Some("王芳"));
        let gist = found[0].row.gist.as_deref().unwrap();
        assert!(gist.contains('\u{200D}'), "words keep what they hold: {gist}");
        let second = imported(&t, &file, &mapping, false).await;
        assert_eq!((second.accepted, second.known), (0, 1));
    }

    async fn an_open_case_that_comes_late_has_its_true_due_times(t: TestApp) {
        let file = t.path("late.jsonl");
        std::fs::write(&file, LINES.lines().next().unwrap()).unwrap();
        imported(&t, &file, &Mapping::none("late"), false).await;
        let found = read::search(&t.app, &t.anybody(), "漏水".into(), 10).await.unwrap();
        let settle = found[0].clocks.iter().find(|c| c.promise == "settle").unwrap();
        assert_eq!(Timestamp(settle.due_at).to_rfc3339(), "2026-11-21T01:00:00Z");
        let breached = found[0].clocks.iter().filter(|c| c.state == "breached").count();
        assert_eq!(breached, 7);
    }
}

fn mapping(name: &str) -> Mapping {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/mappings").join(name);
    Mapping::parse(&std::fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn the_real_reviews_and_petitions_are_taken_in_whole_and_once() {
    let (Some(reviews), Some(petitions)) =
        (shared_data("dev/zh_hotel_reviews.csv"), shared_data("dev/zh_citizen_petitions.csv"))
    else {
        return;
    };
    Backend::Sqlite.run(|t| async move {
        let negative = rows_with_label_0(&reviews);
        let first = imported(&t, &reviews, &mapping("hotel_reviews.toml"), false).await;
        assert_eq!((first.accepted, first.refused), (negative, vec![]));
        let first = imported(&t, &petitions, &mapping("citizen_petitions.toml"), false).await;
        assert_eq!((first.accepted, first.refused), (6047, vec![]));
        let second = imported(&t, &petitions, &mapping("citizen_petitions.toml"), false).await;
        assert_eq!((second.accepted, second.known), (0, 6047));
        let proof = record::verify(&t.app, None).await.unwrap();
        assert_eq!((proof.fault, proof.cases), (None, negative + 6047));
        let times =
            figures::times_to_end(&t.app, Kind::Complaint, Timestamp::EARLIEST, Timestamp::LATEST).await.unwrap();
        let apart = reply_times(&petitions);
        assert_eq!(usize::try_from(times.count).unwrap(), apart.len());
        let place = |percent: usize| apart[(apart.len() - 1) * percent / 100];
        let counted = [times.tenth, times.median, times.nine_tenths].map(|span| span.unwrap().0 / 1_000_000);
        assert_eq!(counted, [place(10), place(50), place(90)]);
        assert_eq!(counted[1] / 86_400, 11, "half of the petitions were answered within eleven days");
    });
}

/// Seconds from petition to reply, sorted, read apart from the program's own
/// mappings, times and queries.
fn reply_times(path: &Path) -> Vec<i64> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let headers = reader.headers().unwrap().clone();
    let column = |name: &str| headers.iter().position(|header| header.trim_start_matches('\u{feff}') == name).unwrap();
    let (created, replied) = (column("created_at"), column("replied_at"));
    let seconds = |text: &str| {
        let at: jiff::civil::DateTime = text.replace(' ', "T").parse().unwrap();
        at.to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp().as_second()
    };
    let rows = reader.records().map(Result::unwrap).filter(|row| !row[replied].is_empty());
    let mut times: Vec<i64> = rows.map(|row| seconds(&row[replied]) - seconds(&row[created])).collect();
    times.sort_unstable();
    times
}

/// Counted apart from the program's own reader of mappings.
fn rows_with_label_0(path: &Path) -> u64 {
    let rows = import::open(path).unwrap();
    rows.filter(|row| row.fields.as_ref().is_ok_and(|f| f["label"] == "0")).count() as u64
}
