//! What must hold for every calendar, every clock and every sequence of acts.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::{Story, at, complaint, danger_told_by, message, reply, words};
use homeward_domain::case::command::PauseEnd;
use homeward_domain::case::event::Direction;
use homeward_domain::case::{Case, Command, Fact};
use homeward_domain::catalogue::{Channel, ErasureGround, ExtensionReason, PauseReason, RefusalGround};
use homeward_domain::promises::calendar::{Calendar, Interval};
use homeward_domain::promises::{Counting, Pause};
use homeward_domain::text;
use homeward_domain::time::{Span, Timestamp};
use jiff::civil::{date, time};
use jiff::tz::TimeZone;
use proptest::prelude::*;

fn any_calendar() -> impl Strategy<Value = Calendar> {
    let zone = prop::sample::select(vec!["Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"]);
    let hours = prop::collection::btree_set(0_i8..24, 2..=6);
    let off = prop::collection::vec((1_i8..=12, 1_i8..=28), 0..40);
    (zone, hours, off.clone(), off).prop_map(|(zone, hours, holidays, makeup)| {
        let edges: Vec<i8> = hours.into_iter().collect();
        let interval = |pair: &[i8]| Interval { from: time(pair[0], 0, 0, 0), to: Some(time(pair[1], 30, 0, 0)) };
        let workday = edges.chunks_exact(2).map(interval).collect();
        let days = |list: Vec<(i8, i8)>| list.into_iter().map(|(m, d)| date(2026, m, d)).collect::<Vec<_>>();
        Calendar::workweek("any", 1, TimeZone::get(zone).unwrap(), workday)
            .unwrap()
            .observing(days(holidays), days(makeup))
    })
}

fn any_moment_of_2026() -> impl Strategy<Value = Timestamp> {
    let year = at("2026-01-01T00:00:00Z").0..at("2026-12-01T00:00:00Z").0;
    year.prop_map(Timestamp)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn measuring_gives_back_what_was_added(calendar in any_calendar(), start in any_moment_of_2026(), minutes in 1_i64..6_000) {
        let span = Span::minutes(minutes);
        prop_assert_eq!(calendar.measure(start, calendar.add(start, span)), span);
    }

    #[test]
    fn a_due_time_counts_exactly_its_limit_outside_the_pauses(
        calendar in any_calendar(),
        start in any_moment_of_2026(),
        limit in 60_i64..3_000,
        gaps in prop::collection::vec((0_i64..2_000, 1_i64..4_000), 0..4),
    ) {
        let mut cursor = start;
        let pauses: Vec<Pause> = gaps.iter().map(|(gap, length)| {
            let from = cursor + Span::minutes(*gap);
            cursor = from + Span::minutes(*length);
            Pause { from, until: cursor, ended: Some(cursor) }
        }).collect();
        for counting in [Counting::Wall, Counting::Working(&calendar)] {
            let due = counting.due(start, Span::minutes(limit), &pauses);
            let paused: i64 = pauses.iter().map(|p| counting.measured(p.from.min(due), p.end().min(due)).0).sum();
            prop_assert_eq!(counting.measured(start, due).0 - paused, Span::minutes(limit).0);
        }
    }

    #[test]
    fn no_sequence_of_acts_panics_loses_an_event_or_replays_otherwise(
        acts in prop::collection::vec((0_usize..13, 0_i64..3_000), 1..40),
    ) {
        let mut story = Story::given(complaint(), "2026-11-20T15:00:00+08:00");
        let mut now = at("2026-11-20T15:00:00+08:00");
        for (act, minutes) in acts {
            now = now + Span::minutes(minutes);
            let last = story.case.seq;
            let _ = story.try_at(now, command(act, now, last));
        }
        let seqs: Vec<i64> = story.events.iter().map(|e| e.seq).collect();
        prop_assert_eq!(seqs, (1..=story.case.seq).collect::<Vec<_>>());
        let stored: Vec<_> = story.events.iter().map(|e| {
            let fact = Fact::decode(e.fact.kind(), e.fact.version(), &e.fact.encode()).unwrap();
            homeward_domain::case::Event { fact, ..e.clone() }
        }).collect();
        prop_assert_eq!(Case::replay(&stored).unwrap(), story.case);
    }

    #[test]
    fn no_text_whatever_makes_the_parsers_panic(text in any::<String>()) {
        let _ = text::long(&text);
        let _ = homeward_domain::number::CaseNumber::parse(&text);
        let _ = Timestamp::parse(&text);
        let _ = homeward_domain::contact::is_email(&text);
        let _ = homeward_domain::contact::is_phone(&text);
        for kind in Fact::KINDS {
            let _ = Fact::decode(kind, 1, &text);
        }
    }
}

fn command(act: usize, now: Timestamp, last: i64) -> Command {
    let later = now + Span::hours(30);
    match act {
        0 => reply(),
        1 => message(Direction::In, Channel::Email, None, None),
        2 => Command::AddNote { words: words() },
        3 => Command::Assign { owner: Some(now.0 % 3), reason: Some(words()) },
        4 => Command::Accept,
        5 => Command::Refuse { ground: RefusalGround::NoFacts, words: words() },
        6 => danger_told_by(last / 2 + 1),
        7 => Command::PauseClocks { reason: PauseReason::WaitingForCustomer, end: PauseEnd::At(later), words: words() },
        8 => Command::ResumeClocks,
        9 => Command::ExtendSettlement { reason: ExtensionReason::Carrier, due_at: later, words: words() },
        10 => Command::CorrectEntry { corrects: last, words: words() },
        11 => Command::EraseContents { ground: ErasureGround::PersonRequest },
        _ => Command::ReadClocks,
    }
}
