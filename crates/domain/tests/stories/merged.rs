//! What is said to a merged case reaches the one that goes on, and nobody reads what is
//! another's; told as stories.

use crate::common::{Story, at, complaint, message, plan, sent, untrue, words};
use homeward_domain::actor::Actor;
use homeward_domain::case::command::{
    AcceptanceCommand, ClosingCommand, ConnectionCommand, PlanCommand, PrivacyCommand, Telling,
};
use homeward_domain::case::decide::{brought_back, carried, parties};
use homeward_domain::case::event::{
    CaseAbsorbed, CaseReceived, ConversationFact, Direction, Event, MessageRecorded, Told,
};
use homeward_domain::case::page::{Reader, Said, Stands, has_sent, said};
use homeward_domain::case::rejection::{ConnectionRejection, CorrectionRejection};
use homeward_domain::case::who::Via;
use homeward_domain::case::{Command, Fact, Rejection, Stance, decide_by_way};
use homeward_domain::catalogue::{AnswerWay, Channel, PlanAnswer, State};
use homeward_domain::number::CaseNumber;
use homeward_domain::promises::{Clock, ClockState};

fn number(serial: i64) -> CaseNumber {
    CaseNumber::new(serial, at("2026-11-20T00:00:00Z"))
}

/// The complainant of case 2, which is merged into case 1.
fn theirs() -> Via {
    Via { case: number(2), complainant: 1 }
}

fn by(channel: Channel) -> CaseReceived {
    CaseReceived { channel, ..complaint() }
}

/// Lets case 1 go on with case 2, whose complainant is who of case 1 is told.
fn merge(one: &mut Story, two: &mut Story, same_as: Option<i64>, now: &str) {
    let absorbed = CaseAbsorbed {
        other: number(2),
        received_at: two.case.received_at,
        clocks: carried(&two.case, &two.policies),
        parties: parties(&two.case, number(2), |_| same_as),
        on_page: two.case.hears_on_page(),
    };
    two.when(now, Command::Connections(ConnectionCommand::MergeInto { into: number(1), words: words() }));
    one.when(now, Command::Connections(ConnectionCommand::Absorb(Box::new(absorbed))));
}

fn unmerge(one: &mut Story, two: &mut Story, now: &str) {
    let brought = brought_back(&one.case, number(2), &one.policies);
    two.when(now, Command::Connections(ConnectionCommand::Unmerge { met: vec![], brought, words: words() }));
    one.when(now, Command::Connections(ConnectionCommand::Release { other: number(2) }));
}

fn two_cases(one: Channel, two: Channel, same_as: Option<i64>) -> (Story, Story) {
    let mut survivor = Story::given(by(one), "2026-11-20T15:00:00+08:00");
    let mut other = Story::given(by(two), "2026-11-20T15:05:00+08:00");
    merge(&mut survivor, &mut other, same_as, "2026-11-20T15:10:00+08:00");
    (survivor, other)
}

fn write(story: &mut Story, via: Option<Via>, channel: Channel, now: &str) {
    let wrote = message(Direction::In, channel, None, None);
    story.try_by_way(via, Actor::Complainant(1), at(now), wrote).unwrap();
}

fn accepts(complainant: i64) -> Command {
    let (answer, option, way) = (PlanAnswer::Accepted, Some(1), AnswerWay::Link);
    Command::Plans(PlanCommand::AnswerPlan {
        version: 1,
        complainant,
        answer,
        option,
        way,
        words: None,
        happened_at: None,
    })
}

fn of_promise<'a>(story: &'a Story, promise: &str) -> Vec<&'a Clock> {
    story.case.clocks.iter().map(|c| &c.clock).filter(|clock| clock.promise == promise).collect()
}

#[test]
fn words_by_way_of_a_merged_case_wait_for_an_answer_in_the_one_that_goes_on() {
    let (mut one, two) = two_cases(Channel::Phone, Channel::Phone, None);
    write(&mut one, Some(theirs()), Channel::Wechat, "2026-11-20T16:00:00+08:00");
    let told = one
        .events
        .iter()
        .find(|event| matches!(event.fact, Fact::Conversation(ConversationFact::MessageRecorded(_))))
        .unwrap();
    assert_eq!(told.fact.via(), Some(theirs()));
    assert_eq!(one.state("message_reply"), "running");
    assert_eq!(one.case.conversation.last_way_in, Channel::Phone, "the way of another person is not theirs");
    assert!(two.case.next_alarm_at().is_none());
    let refused = two.clone_try(message(Direction::In, Channel::Wechat, None, None));
    assert_eq!(refused, Err(Rejection::Connections(ConnectionRejection::GoesOn { into: number(1) })));
}

#[test]
fn what_makes_no_sense_on_a_merged_case_is_refused_and_names_the_other() {
    let (_, two) = two_cases(Channel::Phone, Channel::Phone, None);
    let goes_on = Err(Rejection::Connections(ConnectionRejection::GoesOn { into: number(1) }));
    assert_eq!(two.clone_try(Command::Acceptance(AcceptanceCommand::Accept)), goes_on);
    assert_eq!(two.clone_try(plan(Telling::default())), goes_on);
    assert_eq!(two.clone_try(Command::Closing(ClosingCommand::Withdraw { words: words() })), goes_on);
    assert_eq!(
        two.clone_try(Command::Privacy(PrivacyCommand::SetHold { words: words() })),
        Ok(()),
        "what is its own stays"
    );
}

#[test]
fn a_promise_of_several_rounds_is_carried_although_an_earlier_round_was_met() {
    let mut one = Story::given(by(Channel::Wechat), "2026-11-20T15:00:00+08:00");
    let mut two = Story::given(by(Channel::Wechat), "2026-11-20T15:05:00+08:00");
    write(&mut one, None, Channel::Wechat, "2026-11-20T15:06:00+08:00");
    one.when("2026-11-20T15:07:00+08:00", sent(Channel::Wechat));
    write(&mut two, None, Channel::Wechat, "2026-11-20T15:08:00+08:00");
    let due = two.due("message_reply");
    merge(&mut one, &mut two, Some(1), "2026-11-20T15:09:00+08:00");
    let rounds = of_promise(&one, "message_reply");
    let states: Vec<_> = rounds.iter().map(|clock| (clock.run, clock.state_word())).collect();
    assert_eq!(states, [(1, "kept"), (2, "running")]);
    assert_eq!(rounds[1].schedule.due_at, due);
    assert_eq!(of_promise(&one, "contact").len(), 1, "what is promised once is kept once");
}

#[test]
fn somebody_else_answers_a_plan_for_themselves_and_the_same_person_once() {
    let (mut one, _) = two_cases(Channel::Web, Channel::Web, None);
    one.when("2026-11-20T15:20:00+08:00", Command::Acceptance(AcceptanceCommand::Accept));
    one.when("2026-11-20T15:21:00+08:00", plan(Telling::default()));
    one.when("2026-11-20T15:30:00+08:00", accepts(1));
    assert_eq!(one.case.state(), State::Planned, "the other has not answered");
    let now = at("2026-11-20T15:40:00+08:00");
    one.try_by_way(Some(theirs()), Actor::Complainant(1), now, accepts(1)).unwrap();
    assert_eq!(one.case.state(), State::Agreed);
    let (mut one, _) = two_cases(Channel::Web, Channel::Web, Some(1));
    one.when("2026-11-20T15:20:00+08:00", Command::Acceptance(AcceptanceCommand::Accept));
    one.when("2026-11-20T15:21:00+08:00", plan(Telling::default()));
    one.try_by_way(Some(theirs()), Actor::Complainant(1), now, accepts(1)).unwrap();
    assert_eq!(one.case.state(), State::Agreed);
    assert!(matches!(one.case.complainants.stances[..], [Stance::Accepted { .. }]));
}

#[test]
fn a_plan_on_the_page_is_heard_where_everybody_looks_there() {
    let heard = |one: Channel, two: Channel, same_as: Option<i64>| {
        let (mut story, _) = two_cases(one, two, same_as);
        story.when("2026-11-20T15:20:00+08:00", Command::Acceptance(AcceptanceCommand::Accept));
        story.when("2026-11-20T15:21:00+08:00", plan(Telling::default()));
        story.state("initial_plan") == "kept"
    };
    assert!(heard(Channel::Web, Channel::Web, None));
    assert!(!heard(Channel::Web, Channel::Phone, None), "the other has heard nothing");
    assert!(!heard(Channel::Phone, Channel::Web, None), "neither has the first");
    assert!(heard(Channel::Phone, Channel::Web, Some(1)), "one person, who looks at one of the pages");
}

#[test]
fn what_began_by_words_to_it_goes_back_with_the_case_and_counts_there_alone() {
    let (mut one, mut two) = two_cases(Channel::Phone, Channel::Phone, None);
    write(&mut one, Some(theirs()), Channel::Wechat, "2026-11-20T16:00:00+08:00");
    unmerge(&mut one, &mut two, "2026-11-20T16:01:00+08:00");
    assert_eq!(
        one.clock("message_reply").state,
        ClockState::CarriedOver { at: at("2026-11-20T16:01:00+08:00"), to: number(2) }
    );
    assert_eq!(two.state("message_reply"), "running");
    assert_eq!(two.clock("message_reply").start, at("2026-11-20T16:00:00+08:00"));
    assert_eq!(two.state("settle"), "running");
    assert!(one.case.complainants.guests.is_empty());
}

#[test]
fn words_that_came_by_way_of_a_merged_case_are_withdrawn_where_they_stand() {
    let (mut one, _) = two_cases(Channel::Phone, Channel::Phone, None);
    let told = message(Direction::In, Channel::Wechat, None, None);
    one.try_by_way(Some(theirs()), Actor::Staff(1), at("2026-11-20T16:00:00+08:00"), told).unwrap();
    let entry = one.events.iter().rfind(|event| event.fact.kind() == "message_recorded").unwrap().seq;
    assert_eq!(one.state("message_reply"), "running");
    one.try_as(Actor::Staff(9), at("2026-11-20T16:01:00+08:00"), untrue(entry, true)).unwrap();
    assert_eq!((one.state("message_reply"), one.case.conversation.contacts), ("ended", 0));
    write(&mut one, Some(theirs()), Channel::Wechat, "2026-11-20T16:10:00+08:00");
    let own = one.events.iter().rfind(|event| event.fact.kind() == "message_recorded").unwrap().seq;
    let refused = one.try_as(Actor::Staff(9), at("2026-11-20T16:11:00+08:00"), untrue(own, true));
    assert_eq!(refused, Err(Rejection::Corrections(CorrectionRejection::WrittenByThem(own))));
}

#[test]
fn who_has_left_with_their_case_holds_up_no_settlement() {
    let (mut one, mut two) = two_cases(Channel::Web, Channel::Web, None);
    one.when("2026-11-20T15:20:00+08:00", Command::Acceptance(AcceptanceCommand::Accept));
    one.when("2026-11-20T15:21:00+08:00", plan(Telling::default()));
    one.when("2026-11-20T15:30:00+08:00", accepts(1));
    unmerge(&mut one, &mut two, "2026-11-20T15:40:00+08:00");
    assert_eq!(one.case.state(), State::Agreed);
}

#[test]
fn a_chain_is_followed_to_its_end() {
    let (two, one) = two_cases(Channel::Web, Channel::Web, None);
    // Case 2 has gone into case 1; now that goes into case 3.
    let mut last = Story::given(by(Channel::Web), "2026-11-20T15:00:00+08:00");
    let chained = parties(&two.case, number(1), Some);
    let whom: Vec<_> = chained.iter().map(|party| (party.who.case, party.same_as)).collect();
    assert_eq!(whom, [(number(1), Some(1)), (number(2), None)], "who is another one there is another one here");
    let absorbed = CaseAbsorbed {
        other: number(1),
        received_at: two.case.received_at,
        clocks: vec![],
        parties: chained,
        on_page: true,
    };
    last.when("2026-11-20T15:20:00+08:00", Command::Connections(ConnectionCommand::Absorb(Box::new(absorbed))));
    write(&mut last, Some(theirs()), Channel::Wechat, "2026-11-20T16:00:00+08:00");
    assert_eq!(last.case.connections.on_behalf.last().unwrap().0, number(1), "it goes back with what brought it");
    assert_eq!(one.case.state(), State::Merged);
}

fn spoken(direction: Direction, actor: Actor, via: Option<Via>) -> Event {
    let recorded = MessageRecorded {
        at_night: false,
        direction,
        channel: Channel::Web,
        automatic: false,
        reached: None,
        told: (direction == Direction::Out).then_some(Told::OnPage),
        tells: None,
        night: None,
        despite: None,
        acts: vec![],
        language: None,
        next_word_at: None,
        words: words(),
        complainants: Vec::new(),
        // As up to version 2; what is for all is a story of groups.
        of_representative: true,
        via,
    };
    let now = at("2026-11-20T16:00:00+08:00");
    Event { seq: 9, actor, recorded_at: now, effective_at: now, fact: recorded.into() }
}

#[test]
fn nobody_reads_what_another_has_said_or_was_told() {
    let by_way = |complainant| Via { case: number(2), complainant };
    let (ours, first) = (Reader::OfCase { place: 1, since: 1, until: None }, Reader::ByWay(by_way(1)));
    let readers = [
        ours,
        Reader::OfCase { place: 2, since: 1, until: None },
        first,
        Reader::ByWay(by_way(2)),
        Reader::ByWay(Via { case: number(3), complainant: 1 }),
    ];
    let who_reads = |event: &Event| -> Vec<usize> {
        let reads = |reader: &Reader| !said(event, *reader, Stands::AsWritten).is_empty();
        readers.iter().enumerate().filter(|(_, reader)| reads(reader)).map(|(n, _)| n).collect()
    };
    let staff = Actor::Staff(1);
    for (what, event, read_by) in [
        ("written by the first of the case", spoken(Direction::In, Actor::Complainant(1), None), vec![0]),
        ("written by the second", spoken(Direction::In, Actor::Complainant(2), None), vec![1]),
        ("written to the first of the case", spoken(Direction::Out, staff, None), vec![0]),
        ("written by one of a merged case", spoken(Direction::In, Actor::Complainant(1), Some(by_way(1))), vec![2]),
        ("told by voice to a merged case", spoken(Direction::In, staff, Some(by_way(1))), vec![2]),
        ("by the second of a merged case", spoken(Direction::In, Actor::Complainant(2), Some(by_way(2))), vec![3]),
        ("written to a merged case", spoken(Direction::Out, staff, Some(by_way(1))), vec![2]),
    ] {
        assert_eq!(who_reads(&event), read_by, "{what}");
    }
    let told = spoken(Direction::Out, staff, Some(by_way(1)));
    assert_eq!(said(&told, first, Stands::AsWritten), [Said::Ours(words())]);
    assert_eq!(said(&told, first, Stands::Withdrawn { told: false }), [Said::Withdrawn], "they may have read it");
    assert_eq!(said(&told, ours, Stands::Withdrawn { told: false }), [], "they have not");
    let theirs = spoken(Direction::In, staff, Some(by_way(1)));
    assert_eq!(said(&theirs, first, Stands::Withdrawn { told: false }), [], "what is not theirs is nothing to them");
    assert!(!has_sent(&spoken(Direction::In, Actor::Complainant(1), None), ours), "words are no file");
}

impl Tries for Story {
    fn clone_try(&self, command: Command) -> Result<(), Rejection> {
        let now = at("2026-11-20T17:00:00+08:00");
        let context = homeward_domain::case::DecisionContext { now, actor: Actor::Staff(1), policies: &self.policies };
        decide_by_way(&self.case, command, None, &context).map(|_| ())
    }
}

/// What would come of a command.
trait Tries {
    fn clone_try(&self, command: Command) -> Result<(), Rejection>;
}
