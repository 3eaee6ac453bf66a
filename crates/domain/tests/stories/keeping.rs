//! What goes at once when a person asks, what must stay and until when, and who may
//! see what stays (trust, "Privacy"), told as stories.

use crate::common::{Story, at, complaint, reply, words};
use homeward_domain::case::command::{
    AcceptanceCommand, ClosingCommand, ConversationCommand, Erasing, FileCommand, NewFile, PlanCommand, PrivacyCommand,
    Restricting, Telling, Wrong,
};
use homeward_domain::case::event::{
    CaseReceived, ContentsErased, ConversationFact, Extract, FileFact, PlanOption, PrivacyFact,
};
use homeward_domain::case::next::{NextStep, next_step};
use homeward_domain::case::privacy::keeping::keeping;
use homeward_domain::case::rejection::PrivacyRejection;
use homeward_domain::case::{Command, Fact, Rejection};
use homeward_domain::catalogue::{Category, ErasureGround, Item, KeptGround, Kind, RestrictionGround};
use homeward_domain::record::{ContentRef, SealedContent};
use homeward_domain::retention::KEPT_FOR;
use homeward_domain::retention::Retention;
use homeward_domain::time::Span;

const ASKED: ErasureGround = ErasureGround::PersonRequest;

fn body(slot: i64) -> ContentRef {
    SealedContent::new(slot, [9; 16], "{}".into()).reference
}

fn booked() -> Command {
    Command::Privacy(PrivacyCommand::EraseContents(Erasing { booked: true, ..Erasing::on(ASKED) }))
}

/// A complaint with words, a picture and a paper, taken back on November 21.
fn ended() -> Story {
    let mut received = complaint();
    received.particulars = Some(body(3));
    let mut story = Story::given(received, "2026-11-20T10:00:00+08:00");
    story.when("2026-11-20T11:00:00+08:00", reply());
    story.when("2026-11-20T12:00:00+08:00", Command::Conversation(ConversationCommand::AddNote { words: words() }));
    let file =
        |slot: i64, kind: &str| NewFile { media_type: kind.into(), bytes: 9, details: body(slot), is_paper: false };
    let files = vec![file(1, "image/jpeg"), file(2, "application/pdf"), file(3, "audio/mpeg")];
    story.when("2026-11-20T13:00:00+08:00", Command::Files(FileCommand::AttachFiles { about: None, files }));
    story.when("2026-11-21T10:00:00+08:00", Command::Closing(ClosingCommand::Withdraw { words: words() }));
    story
}

fn last_erasure(story: &Story) -> ContentsErased {
    let found = story.events.iter().rev().find_map(|event| match &event.fact {
        Fact::Privacy(PrivacyFact::ContentsErased(f)) => Some(f.clone()),
        _ => None,
    });
    found.unwrap()
}

fn left(story: &Story) -> Vec<(usize, Vec<i64>)> {
    let entries = story.case.entries.iter().enumerate();
    entries.filter(|(_, e)| !e.slots.is_empty()).map(|(place, e)| (place + 1, e.slots.clone())).collect()
}

#[test]
fn without_booking_and_remedy_everything_goes_at_once() {
    let mut story = ended();
    story.when("2026-11-22T10:00:00+08:00", Command::Privacy(PrivacyCommand::EraseContents(Erasing::on(ASKED))));
    assert_eq!((left(&story), last_erasure(&story).kept), (vec![], None));
    assert_eq!(story.case.privacy.restriction, None, "nothing is left that could be restricted");
}

#[test]
fn of_a_booking_only_what_proves_it_stays_and_the_answer_names_ground_and_day() {
    let mut story = ended();
    story.when("2026-11-22T10:00:00+08:00", booked());
    let kept = last_erasure(&story).kept.unwrap();
    let until = at("2026-11-21T10:00:00+08:00") + KEPT_FOR;
    assert_eq!((kept.until, kept.ground, kept.bodies), (until, KeptGround::TransactionRecord, 3));
    assert_eq!(until, at("2029-11-21T10:00:00+08:00"), "three years after the end of the case, to the hour");
    // The person, the booking and the paper; the picture, the recording, the note,
    // the answer and what was told of the matter are gone.
    let paper = story
        .events
        .iter()
        .find(|e| matches!(&e.fact, Fact::Files(FileFact::FileAttached(f)) if f.media_type.ends_with("pdf")));
    assert_eq!(left(&story), [(1, vec![3, 2]), (usize::try_from(paper.unwrap().seq).unwrap(), vec![2])]);
    let restriction = story.case.privacy.restriction.unwrap();
    assert_eq!((restriction.ground, restriction.until), (RestrictionGround::ErasureRefused, Some(until)));
}

#[test]
fn what_stays_goes_when_its_day_has_come_and_not_a_moment_before() {
    let mut story = ended();
    story.when("2026-11-22T10:00:00+08:00", booked());
    let until = at("2029-11-21T10:00:00+08:00");
    let refused = story.try_at(until + Span(-1), booked());
    assert_eq!(
        refused,
        Err(Rejection::Privacy(PrivacyRejection::RetentionRuns { until, ground: KeptGround::TransactionRecord }))
    );
    story.try_at(until, booked()).unwrap();
    assert_eq!(left(&story), []);
}

#[test]
fn a_remedy_binds_as_a_booking_does_and_an_order_of_a_court_beats_both() {
    let mut story = Story::given(complaint(), "2026-11-20T10:00:00+08:00");
    story.when("2026-11-20T10:30:00+08:00", Command::Acceptance(AcceptanceCommand::Accept));
    let options = vec![PlanOption { words: words(), measures: Vec::new(), complainants: Vec::new() }];
    let how = crate::common::by_voice();
    story.when(
        "2026-11-20T11:00:00+08:00",
        Command::Plans(PlanCommand::ProposePlan { options, words: words(), how, complainants: Vec::new() }),
    );
    let now = at("2026-11-22T10:00:00+08:00");
    let kept = keeping(&story.case, (false, None), ASKED, now, &Retention::default()).unwrap();
    assert_eq!(kept.until, now + KEPT_FOR, "of an open case the years have not begun");
    assert_eq!(keeping(&story.case, (true, None), ErasureGround::Order, now, &Retention::default()), None);
    story.when(
        "2026-11-22T10:00:00+08:00",
        Command::Privacy(PrivacyCommand::EraseContents(Erasing::on(ErasureGround::Order))),
    );
    assert_eq!(left(&story), []);
}

#[test]
fn a_payment_or_a_contract_binds_without_a_booking_and_a_question_about_one_does_not() {
    let bound = |kind, category: &str| {
        let mut received = complaint();
        (received.kind, received.category) = (kind, Category::parse(category));
        let story = Story::given(received, "2026-11-20T10:00:00+08:00");
        keeping(&story.case, (false, None), ASKED, at("2026-11-22T10:00:00+08:00"), &Retention::default()).is_some()
    };
    assert!(bound(Kind::Complaint, "price.payment_failure") && bound(Kind::Change, "price.slow_refund"));
    assert!(bound(Kind::Complaint, "rights.contract_dispute"));
    assert!(!bound(Kind::Inquiry, "price.slow_refund"), "whoever only asks has none yet");
    assert!(!bound(Kind::Complaint, "service.guide") && !bound(Kind::Complaint, "price.product_price"));
}

#[test]
fn of_a_person_only_the_extract_stays() {
    let mut story = ended();
    let extract = |of| Extract { of, words: body(1) };
    let extracts = vec![extract((1, 2)), extract((1, 1))];
    let erasing = Erasing { booked: true, extracts, ..Erasing::on(ASKED) };
    story.when("2026-11-22T10:00:00+08:00", Command::Privacy(PrivacyCommand::EraseContents(erasing)));
    let erased = last_erasure(&story);
    assert!(erased.bodies.contains(&(1, 2)), "the whole person is gone");
    assert_eq!(erased.extracts, [extract((1, 2))], "and of the statement nothing stays");
}

#[test]
fn what_was_wrong_goes_and_what_proves_is_only_cut_down() {
    let mut story = ended();
    let wrong = |bodies: &[(i64, i64)], extracts: Vec<Extract>| {
        Command::Privacy(PrivacyCommand::EraseWrong(Wrong { bodies: bodies.to_vec(), extracts }))
    };
    let now = |day: i64| at("2026-11-22T10:00:00+08:00") + Span::hours(24 * day);
    let note = story
        .events
        .iter()
        .find(|event| matches!(event.fact, Fact::Conversation(ConversationFact::NoteAdded(_))))
        .unwrap()
        .seq;
    assert_eq!(
        story.try_at(now(0), wrong(&[(note, 1), (1, 2)], Vec::new())),
        Err(Rejection::Privacy(PrivacyRejection::EntryProves))
    );
    let extract = Extract { of: (1, 2), words: body(1) };
    story.try_at(now(0), wrong(&[(note, 1), (1, 2)], vec![extract.clone()])).unwrap();
    let erased = last_erasure(&story);
    assert_eq!((erased.ground, erased.kept, &erased.extracts), (ErasureGround::Corrected, None, &vec![extract]));
    assert_eq!(story.case.privacy.restriction, None, "nobody asked for an erasure");
    assert_eq!(story.try_at(now(1), wrong(&[(note, 1)], Vec::new())), Err(Rejection::NothingToChange));
    story.try_at(now(1), Command::Privacy(PrivacyCommand::SetHold { words: words() })).unwrap();
    assert_eq!(story.try_at(now(2), wrong(&[(1, 1)], Vec::new())), Err(Rejection::Privacy(PrivacyRejection::OnHold)));
}

#[test]
fn a_hold_keeps_all_of_it() {
    let mut story = ended();
    story.when("2026-11-22T10:00:00+08:00", Command::Privacy(PrivacyCommand::SetHold { words: words() }));
    for erasing in [booked(), Command::Privacy(PrivacyCommand::EraseContents(Erasing::on(ErasureGround::Order)))] {
        assert_eq!(
            story.try_at(at("2030-11-22T10:00:00+08:00"), erasing),
            Err(Rejection::Privacy(PrivacyRejection::OnHold))
        );
    }
}

#[test]
fn a_restriction_is_put_seen_and_lifted_on_record() {
    let mut story = ended();
    let look = || Command::Privacy(PrivacyCommand::Restriction(Restricting::See { words: words() }));
    let lift = || Command::Privacy(PrivacyCommand::Restriction(Restricting::Lift { words: Some(words()) }));
    let put = || {
        Command::Privacy(PrivacyCommand::Restriction(Restricting::Put {
            ground: RestrictionGround::AccuracyContested,
            until: None,
            words: Some(words()),
        }))
    };
    let now = |day: i64| at("2026-11-22T10:00:00+08:00") + Span::hours(24 * day);
    let nothing = |done: Result<(), Rejection>| assert_eq!(done, Err(Rejection::NothingToChange));
    nothing(story.try_at(now(0), look()));
    nothing(story.try_at(now(0), lift()));
    story.try_at(now(1), put()).unwrap();
    nothing(story.try_at(now(2), put()));
    story.try_at(now(3), look()).unwrap();
    let restriction = story.case.privacy.restriction.unwrap();
    assert_eq!((restriction.since, restriction.ground), (now(1), RestrictionGround::AccuracyContested));
    story.try_at(now(4), lift()).unwrap();
    assert_eq!(story.case.privacy.restriction, None);
}

#[test]
fn the_scan_of_an_identity_paper_proves_no_booking_whatever_its_type() {
    let marked = |file: i64, is_paper| Command::Files(FileCommand::MarkFile { file, is_paper });
    let count = |marks: &[(i64, bool)]| {
        let mut story = ended();
        for (place, (file, is_paper)) in (1..).zip(marks) {
            story.try_at(at("2026-11-21T11:00:00+08:00") + Span::hours(place), marked(*file, *is_paper)).unwrap();
        }
        story.when("2026-11-22T10:00:00+08:00", booked());
        let files = story.events.iter().zip(&story.case.entries);
        let left = files.filter(|(event, left)| {
            matches!(event.fact, Fact::Files(FileFact::FileAttached(_))) && !left.slots.is_empty()
        });
        (left.count(), last_erasure(&story).kept.unwrap().bodies)
    };
    assert_eq!(count(&[]), (1, 3), "the ticket stays");
    assert_eq!(count(&[(2, true)]), (0, 2), "a passport goes, though it is a PDF as the ticket is");
    assert_eq!(count(&[(2, true), (2, false)]), (1, 3), "and what was marked by mistake is a ticket again");
}

#[test]
fn nobody_is_promised_anything_once_all_of_a_case_is_erased_and_it_can_be_closed() {
    for kind in [Kind::Inquiry, Kind::Complaint] {
        let mut story = Story::given(CaseReceived { kind, ..complaint() }, "2026-11-20T10:00:00+08:00");
        story.when("2026-11-20T10:05:00+08:00", Command::Privacy(PrivacyCommand::EraseContents(Erasing::on(ASKED))));
        let running = story.case.clocks.iter().filter(|c| c.clock.next_alarm_at().is_some());
        assert_eq!(running.count(), 0, "{kind:?}: nothing is left that could be kept or broken");
        let states: Vec<&str> = story.case.clocks.iter().map(|c| c.clock.state_word()).collect();
        assert!(!states.is_empty() && states.iter().all(|state| *state == "ended"), "{kind:?}: {states:?}");
        assert_eq!(next_step(&story.case), Some(NextStep::Resolve), "{kind:?}");
        story.when(
            "2026-11-20T10:10:00+08:00",
            Command::Closing(ClosingCommand::Resolve { words: None, how: Telling::default() }),
        );
        assert_eq!(next_step(&story.case), Some(NextStep::Archive), "{kind:?}");
        let missing = vec![Item::Place];
        story
            .when("2026-11-20T10:15:00+08:00", Command::Closing(ClosingCommand::Archive { summary: words(), missing }));
        assert_eq!(next_step(&story.case), None, "{kind:?}");
    }
}

#[test]
fn what_is_promised_goes_on_where_an_extract_of_the_matter_is_left() {
    let mut story = Story::given(complaint(), "2026-11-20T10:00:00+08:00");
    let extracts = vec![Extract { of: (1, 2), words: body(1) }];
    let erasing = Erasing { booked: true, extracts, ..Erasing::on(ASKED) };
    story.when("2026-11-20T10:05:00+08:00", Command::Privacy(PrivacyCommand::EraseContents(erasing)));
    assert!(story.case.entry(1).unwrap().slots.is_empty(), "nothing lies where it was told");
    assert!(!story.case.is_emptied() && story.state("contact") == "running", "who it is stays, and is owed a word");
}

#[test]
fn the_years_count_from_the_last_day_of_the_trip_where_that_is_later() {
    let story = Story::given(complaint(), "2026-11-20T10:00:00+08:00");
    let now = at("2026-11-22T10:00:00+08:00");
    let until = |last_day| keeping(&story.case, (true, last_day), ASKED, now, &Retention::default()).unwrap().until;
    let day = |month, day| Some(jiff::civil::date(2027, month, day));
    assert_eq!(until(day(1, 8)), at("2027-01-09T00:00:00Z") + KEPT_FOR);
    for before in [None, Some(jiff::civil::date(2026, 11, 19))] {
        assert_eq!(until(before), now + KEPT_FOR, "of a case that is open not before it ends");
    }
}
