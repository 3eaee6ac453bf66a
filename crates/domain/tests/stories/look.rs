//! To whom the contact points of a case are open, and until when; told as stories.

use crate::common::{Story, at, call_from_customer, complaint, words};
use homeward_domain::actor::Actor;
use homeward_domain::case::command::{
    AcceptanceCommand, ClosingCommand, FileCommand, InvestigationCommand, NewFile, SiteCheck, TeamCommand,
};
use homeward_domain::case::rejection::FileRejection;
use homeward_domain::case::{Command, Rejection};
use homeward_domain::looks::{Reader, Reason, Relation, relation};

const ANYBODY: Reader = Reader { staff: 9, leads: false, mentioned: false };

fn open_to(story: &Story, reader: Reader) -> Option<Relation> {
    relation(reader, &story.case, &story.events)
}

fn staff(staff: i64) -> Reader {
    Reader { staff, ..ANYBODY }
}

/// A case that staff 1 took in by telephone, and that staff 2 owns.
fn owned() -> Story {
    let mut story = Story::given(complaint(), "2026-11-20T15:00:00+08:00");
    story.when("2026-11-20T15:01:00+08:00", Command::Team(TeamCommand::Assign { owner: Some(2), reason: None }));
    story
}

#[test]
fn they_are_open_to_who_owns_the_case_and_close_when_it_is_handed_over() {
    let mut story = owned();
    assert_eq!(open_to(&story, staff(2)), Some(Relation::Owner));
    assert_eq!(open_to(&story, ANYBODY), None, "a colleague who only sees it");
    story.when(
        "2026-11-20T16:00:00+08:00",
        Command::Team(TeamCommand::Assign { owner: Some(9), reason: Some(words()) }),
    );
    assert_eq!(open_to(&story, ANYBODY), Some(Relation::Owner), "it was handed over to them");
    assert_eq!(open_to(&story, staff(2)), None, "and who had it needs them no more");
}

#[test]
fn they_are_open_to_who_took_the_call_while_the_case_is_open() {
    let mut story = owned();
    assert_eq!(open_to(&story, staff(1)), Some(Relation::TookCall));
    assert_eq!(open_to(&story, staff(5)), None);
    story.try_as(Actor::Staff(5), at("2026-11-20T17:00:00+08:00"), call_from_customer()).unwrap();
    assert_eq!(open_to(&story, staff(5)), Some(Relation::TookCall), "whoever takes the next call");
    story.when("2026-11-20T18:00:00+08:00", Command::Closing(ClosingCommand::Withdraw { words: words() }));
    assert_eq!(open_to(&story, staff(1)), None);
    assert_eq!(open_to(&story, staff(2)), Some(Relation::Owner), "the owner keeps them");
}

#[test]
fn they_are_open_to_who_has_a_task_until_it_is_done() {
    let mut story = owned();
    let place = (words(), words());
    let due_at = at("2026-11-21T12:00:00+08:00");
    story.when("2026-11-20T16:00:00+08:00", Command::Acceptance(AcceptanceCommand::Accept));
    let order = Command::Investigation(InvestigationCommand::OrderSiteCheck(SiteCheck {
        owner: Some(9),
        due_at,
        place: place.0,
        words: place.1,
    }));
    story.when("2026-11-20T16:05:00+08:00", order);
    assert_eq!(open_to(&story, ANYBODY), Some(Relation::Task));
    story.when(
        "2026-11-20T17:00:00+08:00",
        Command::Investigation(InvestigationCommand::ReportSiteCheck { check: 1, words: words() }),
    );
    assert_eq!(open_to(&story, ANYBODY), None);
}

#[test]
fn they_are_open_to_who_is_mentioned_and_to_leads_of_the_unit() {
    let story = owned();
    assert_eq!(open_to(&story, Reader { mentioned: true, ..ANYBODY }), Some(Relation::Mention));
    assert_eq!(open_to(&story, Reader { leads: true, ..ANYBODY }), Some(Relation::Lead));
    assert_eq!(Reason::ALL.len(), 4, "everybody else tells one of four reasons");
}

#[test]
fn a_file_is_said_to_be_an_identity_paper_when_it_comes_or_later_whatever_became_of_the_case() {
    let mut story = owned();
    let file = |is_paper| NewFile { media_type: "image/jpeg".into(), bytes: 9, details: words(), is_paper };
    let attach = Command::Files(FileCommand::AttachFiles { about: None, files: vec![file(true), file(false)] });
    story.when("2026-11-20T16:00:00+08:00", attach);
    assert_eq!(story.case.files.papers.iter().copied().collect::<Vec<_>>(), [1]);
    let mark = |file, is_paper| Command::Files(FileCommand::MarkFile { file, is_paper });
    let later = at("2026-11-20T17:00:00+08:00");
    assert_eq!(story.try_at(later, mark(3, true)), Err(Rejection::Files(FileRejection::NoSuchFile { count: 2 })));
    assert_eq!(story.try_at(later, mark(1, true)), Err(Rejection::NothingToChange));
    assert_eq!(story.try_at(later, mark(2, false)), Err(Rejection::NothingToChange));
    story.when("2026-11-20T18:00:00+08:00", Command::Closing(ClosingCommand::Withdraw { words: words() }));
    story.when(
        "2026-11-20T18:00:00+08:00",
        Command::Closing(ClosingCommand::Archive { summary: words(), missing: vec![] }),
    );
    story.when("2026-11-20T19:00:00+08:00", mark(2, true)).when("2026-11-20T19:01:00+08:00", mark(1, false));
    assert_eq!(story.case.files.papers.iter().copied().collect::<Vec<_>>(), [2], "what is sealed is looked at too");
}
