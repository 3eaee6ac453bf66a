//! When what is kept goes by itself, told as stories.

use crate::common::{Story, at, complaint, shipped, words};
use homeward_domain::case::command::{ClosingCommand, Erasing, PrivacyCommand, Restricting};
use homeward_domain::case::event::PrivacyFact;
use homeward_domain::case::privacy::due::next_of;
use homeward_domain::case::privacy::due::{Held, held};
use homeward_domain::case::rejection::PrivacyRejection;
use homeward_domain::case::{Command, Fact, Rejection};
use homeward_domain::catalogue::{ErasureGround, KeptGround, RestrictionGround};
use homeward_domain::retention::Retention;
use homeward_domain::time::{Span, Timestamp};

const DAY: Span = Span::hours(24);
const SET: Retention = Retention { version: 1, words_days: Some(90), proof_days: Some(1200), looks_days: Some(200) };

fn erase(booked: bool, again: bool) -> Command {
    Command::Privacy(PrivacyCommand::EraseContents(Erasing {
        booked,
        again,
        ..Erasing::on(ErasureGround::RetentionEnded)
    }))
}

/// A case withdrawn on 1 December under these settings.
fn ended(retention: Retention) -> (Story, Timestamp) {
    let mut story =
        Story::given_at(complaint(), None, at("2026-11-20T10:00:00+08:00"), shipped().with_retention(retention));
    story.when("2026-12-01T10:00:00+08:00", Command::Closing(ClosingCommand::Withdraw { words: words() }));
    (story, at("2026-12-01T10:00:00+08:00"))
}

fn days_after(time: Timestamp, days: i64) -> Timestamp {
    time + Span(DAY.0 * days)
}

#[test]
fn words_go_on_their_day_and_proof_stays_until_its_own() {
    let (mut story, end) = ended(SET);
    let until = days_after(end, 90);
    assert_eq!(next_of(&story.case, &SET, end), Some(until));
    let early = Timestamp(until.0 - 1);
    let refused = Rejection::Privacy(PrivacyRejection::RetentionRuns { until, ground: KeptGround::RetentionPeriod });
    assert_eq!(story.try_at(early, erase(true, false)), Err(refused), "the company's own time, which is no law");
    story.try_at(until, erase(true, false)).unwrap();
    let kept = story.events.iter().find_map(|event| match &event.fact {
        Fact::Privacy(PrivacyFact::ContentsErased(erased)) => erased.kept.clone(),
        _ => None,
    });
    let proof = days_after(end, 1200);
    assert_eq!(kept.unwrap().until, proof, "as long as the company says, which is more than the law's three years");
    assert_eq!(next_of(&story.case, &SET, until), Some(proof));
    let four_years_less = days_after(end, 1199);
    assert_eq!(
        story.try_at(four_years_less, erase(true, false)),
        Err(Rejection::Privacy(PrivacyRejection::RetentionRuns {
            until: proof,
            ground: KeptGround::TransactionRecord
        }))
    );
    story.try_at(proof, erase(true, false)).unwrap();
    assert_eq!(story.case.privacy.restriction, None, "nobody asked for it, so nobody's wish was refused");
}

#[test]
fn a_case_without_a_transaction_goes_whole_with_the_words() {
    let (mut story, end) = ended(SET);
    story.try_at(days_after(end, 90), erase(false, false)).unwrap();
    assert_eq!(story.try_at(days_after(end, 91), erase(false, false)), Err(Rejection::NothingToChange));
}

#[test]
fn where_nothing_is_set_nothing_goes_by_itself_and_the_law_has_its_three_years() {
    let (mut story, end) = ended(Retention::default());
    assert_eq!(next_of(&story.case, &Retention::default(), end), None);
    assert_eq!(Retention::default().begins(end), None);
    let until = days_after(end, 1096);
    let refused = Rejection::Privacy(PrivacyRejection::RetentionRuns { until, ground: KeptGround::RetentionPeriod });
    assert_eq!(story.try_at(days_after(end, 2), erase(true, false)), Err(refused), "nor by hand");
    story.try_at(until, erase(true, false)).unwrap();
}

#[test]
fn the_time_of_a_case_that_is_open_has_not_begun() {
    for (retention, days) in [(SET, 90), (Retention::default(), 1096)] {
        let policies = shipped().with_retention(retention);
        let mut story = Story::given_at(complaint(), None, at("2026-11-20T10:00:00+08:00"), policies);
        let now = at("2026-11-20T10:01:00+08:00");
        let refused = Rejection::Privacy(PrivacyRejection::RetentionRuns {
            until: days_after(now, days),
            ground: KeptGround::RetentionPeriod,
        });
        assert_eq!(story.try_at(now, erase(false, false)), Err(refused));
    }
}

#[test]
fn what_was_erased_before_a_backup_was_restored_is_erased_again_whatever_is_set_now() {
    let (mut story, end) = ended(SET);
    story.try_at(days_after(end, 10), erase(true, true)).unwrap();
}

#[test]
fn an_open_case_has_no_day_and_a_need_of_somebody_holds_one_back() {
    let open = Story::given_at(complaint(), None, at("2026-11-20T10:00:00+08:00"), shipped().with_retention(SET));
    assert_eq!(next_of(&open.case, &SET, days_after(at("2026-11-20T10:00:00+08:00"), 4000)), None);
    let (mut story, end) = ended(SET);
    assert_eq!(held(&story.case), None);
    let refused = Restricting::Put { ground: RestrictionGround::ErasureRefused, until: None, words: None };
    story.try_at(days_after(end, 1), Command::Privacy(PrivacyCommand::Restriction(refused))).unwrap();
    assert_eq!(held(&story.case), None, "who asked for its erasure wants it gone");
    story
        .try_at(days_after(end, 2), Command::Privacy(PrivacyCommand::Restriction(Restricting::Lift { words: None })))
        .unwrap();
    let needed = Restricting::Put { ground: RestrictionGround::AccuracyContested, until: None, words: Some(words()) };
    story.try_at(days_after(end, 3), Command::Privacy(PrivacyCommand::Restriction(needed))).unwrap();
    assert_eq!(held(&story.case), Some(Held::Restriction));
    story.try_at(days_after(end, 4), Command::Privacy(PrivacyCommand::SetHold { words: words() })).unwrap();
    assert_eq!(held(&story.case), Some(Held::Hold));
}
