//! Several who complain in one case: what is said to one of them is for nobody else, and
//! what is owed to all is kept once all have heard it (journey §1).

use crate::common::{Story, at, by_voice, complaint, message, says, untrue, words};
use homeward_domain::actor::Actor;
use homeward_domain::case::command::{
    AcceptanceCommand, ClosingCommand, ComplainantCommand, ConversationCommand, IntakeCommand, PlanCommand, Telling,
};
use homeward_domain::case::complainants::part;
use homeward_domain::case::decide::letters_owed;
use homeward_domain::case::event::{
    CaseReceived, ClosingFact, ConversationFact, Direction, Event, MatterAdded, PlanOption, RepresentativeNamed,
};
use homeward_domain::case::next::{NextStep, next_step};
use homeward_domain::case::page;
use homeward_domain::case::page::{Reader, Said, Stands};
use homeward_domain::case::rejection::{ClosingRejection, ComplainantRejection, PlanRejection};
use homeward_domain::case::{Command, Fact, Rejection, Stance};
use homeward_domain::catalogue::{AnswerWay, Channel, Outcome, PlanAnswer, RepresentativeRole, SettledHow, State};
use homeward_domain::promises::MetBy;

pub const NOON: &str = "2026-11-20T12:00:00+08:00";

pub const ONE: &str = "2026-11-20T13:00:00+08:00";

const TWO: &str = "2026-11-20T14:00:00+08:00";

pub const THREE: &str = "2026-11-20T15:00:00+08:00";

/// Three who came by a way, whose case is accepted.
pub fn group(channel: Channel) -> Story {
    let received = complaint();
    let complainants = vec![received.complainants[0].clone(); 3];
    let mut story = Story::given(CaseReceived { channel, complainants, ..received }, NOON);
    story.when(NOON, Command::Acceptance(AcceptanceCommand::Accept));
    story.when(NOON, crate::common::assigned());
    story.when(NOON, crate::common::slight());
    story
}

pub fn to(to: &[i64], command: Command) -> Command {
    match command {
        Command::Conversation(ConversationCommand::RecordMessage(mut words)) => {
            words.complainants = to.to_vec();
            Command::Conversation(ConversationCommand::RecordMessage(words))
        }
        Command::Plans(PlanCommand::ProposePlan { options, words, how, .. }) => {
            Command::Plans(PlanCommand::ProposePlan { options, words, how, complainants: to.to_vec() })
        }
        Command::Closing(ClosingCommand::GiveFinalAnswer { words, how, .. }) => {
            Command::Closing(ClosingCommand::GiveFinalAnswer { words, how, complainants: to.to_vec() })
        }
        Command::Closing(ClosingCommand::GiveResultNotice { words, changed, how, .. }) => {
            Command::Closing(ClosingCommand::GiveResultNotice { words, changed, how, complainants: to.to_vec() })
        }
        other => other,
    }
}

pub fn call() -> Command {
    message(Direction::Out, Channel::Phone, Some(true), None)
}

fn option(complainants: &[i64]) -> PlanOption {
    PlanOption { words: words(), measures: vec![], complainants: complainants.to_vec() }
}

fn plan(options: Vec<PlanOption>) -> Command {
    Command::Plans(PlanCommand::ProposePlan { options, words: words(), how: by_voice(), complainants: Vec::new() })
}

fn last_word() -> Command {
    Command::Closing(ClosingCommand::GiveFinalAnswer { words: words(), how: by_voice(), complainants: Vec::new() })
}

fn notice(how: Telling) -> Command {
    Command::Closing(ClosingCommand::GiveResultNotice { words: words(), changed: None, how, complainants: Vec::new() })
}

pub fn leaves(complainant: i64) -> Command {
    Command::Complainants(ComplainantCommand::LeaveGroup { complainant, words: words() })
}

pub fn acting(complainants: &[i64]) -> Command {
    Command::Complainants(ComplainantCommand::NameRepresentative(Box::new(RepresentativeNamed {
        representative: 0,
        complainants: complainants.to_vec(),
        role: RepresentativeRole::Agent,
        person: words(),
        authorisation: Some(words()),
        file: None,
    })))
}

/// The same, whose matter was said back to all.
fn heard(channel: Channel) -> Story {
    let mut story = group(channel);
    story.when(NOON, crate::common::reply());
    story.when(NOON, crate::common::regret());
    story
}

/// All three have accepted a plan.
fn agreed(channel: Channel) -> Story {
    let mut story = heard(channel);
    story.when(ONE, plan(vec![option(&[])]));
    for one in 1..=3 {
        story.when(ONE, says(1, one, PlanAnswer::Accepted));
    }
    story
}

#[test]
fn a_letter_to_one_does_not_keep_the_promise_to_the_others() {
    let mut story = agreed(Channel::Phone);
    story.when(TWO, to(&[2], notice(by_voice())));
    assert_eq!(story.state("result_notice"), "running");
    assert_eq!(story.case.still_to_be_told(MetBy::NoticeTold), [1, 3]);
    assert_eq!(next_step(&story.case), Some(NextStep::TellResult));
    story.when(TWO, to(&[3], notice(by_voice())));
    assert_eq!(story.case.still_to_be_told(MetBy::NoticeTold), [1]);
    story.when(THREE, to(&[1], notice(by_voice())));
    assert_eq!(story.state("result_notice"), "kept");

    let mut at_once = agreed(Channel::Phone);
    at_once.when(TWO, notice(by_voice()));
    assert_eq!(at_once.state("result_notice"), "kept", "what is for all is told to the representative");
}

#[test]
fn a_letter_to_one_that_was_never_given_leaves_the_promise_to_that_one() {
    let told = |story: &mut Story, one: i64| {
        story.when(TWO, to(&[one], notice(by_voice())));
        story
            .events
            .iter()
            .rfind(|event| matches!(event.fact, Fact::Conversation(ConversationFact::MessageRecorded(_))))
            .unwrap()
            .seq
    };
    // The first, one in between, and the last, with whom the promise was kept.
    for untold in [2, 3, 1] {
        let mut story = agreed(Channel::Phone);
        let letters: Vec<(i64, i64)> = [2, 3, 1].map(|one| (one, told(&mut story, one))).to_vec();
        assert_eq!(story.state("result_notice"), "kept");
        let letter = letters.iter().find(|(one, _)| *one == untold).unwrap().1;
        story.try_as(Actor::Staff(9), at(THREE), untrue(letter, true)).unwrap();
        assert_eq!(story.state("result_notice"), "running", "{untold} was not told");
        assert_eq!(story.case.still_to_be_told(MetBy::NoticeTold), [untold]);
        story.when(THREE, to(&[untold], notice(by_voice())));
        assert_eq!(story.state("result_notice"), "kept", "nobody else is told again");
    }
}

#[test]
fn who_leaves_is_waited_for_no_more() {
    let mut story = agreed(Channel::Phone);
    story.when(TWO, to(&[1, 2], notice(by_voice())));
    assert_eq!(story.state("result_notice"), "running");
    story.when(THREE, Command::Complainants(ComplainantCommand::LeaveGroup { complainant: 3, words: words() }));
    assert_eq!(story.state("result_notice"), "kept");
}

#[test]
fn what_stands_on_the_page_of_one_who_does_not_look_is_told_to_them() {
    let mut story = agreed(Channel::Web);
    story.when(TWO, to(&[1, 2], notice(Telling::default())));
    let waiting = story.case.conversation.tellings.waiting().next().unwrap();
    assert_eq!(waiting.untold, [2], "the representative came by the web, the other has never looked");
    assert_eq!(story.case.still_to_be_told(MetBy::NoticeTold), [2, 3]);
    assert_eq!(next_step(&story.case), Some(NextStep::Tell));
    let entry = waiting.message;
    let Command::Conversation(ConversationCommand::RecordMessage(mut tells)) = call() else { unreachable!() };
    tells.tells = Some(entry);
    story.when(THREE, Command::Conversation(ConversationCommand::RecordMessage(tells)));
    let Fact::Conversation(ConversationFact::MessageRecorded(told)) =
        &story.events.iter().rev().find(|e| e.fact.kind() == "message_recorded").unwrap().fact
    else {
        unreachable!()
    };
    assert_eq!(told.complainants, [2], "what tells of an entry is for those who had not heard of it");
    assert_eq!(story.case.still_to_be_told(MetBy::NoticeTold), [3]);
    assert_eq!(next_step(&story.case), Some(NextStep::TellResult));
}

#[test]
fn those_for_whom_it_ended_alike_have_one_letter() {
    let mut story = heard(Channel::Phone);
    story.when(ONE, plan(vec![option(&[]), option(&[])]));
    let takes = |complainant: i64, option: i64| {
        Command::Plans(PlanCommand::AnswerPlan {
            version: 1,
            complainant,
            answer: PlanAnswer::Accepted,
            option: Some(option),
            way: AnswerWay::Word,
            words: None,
            happened_at: None,
        })
    };
    story.when(ONE, takes(1, 1));
    story.when(ONE, takes(2, 2));
    story.when(ONE, takes(3, 1));
    let alike = vec![vec![1, 3], vec![2]];
    assert_eq!(letters_owed(&story.case), alike);
    for mixed in [&[][..], &[1, 2], &[1, 2, 3]] {
        let told = story.try_at(at(TWO), to(mixed, notice(by_voice())));
        assert_eq!(
            told,
            Err(Rejection::Closing(ClosingRejection::EndedDifferently { alike: alike.clone() })),
            "{mixed:?}"
        );
    }
    story.when(TWO, to(&[1, 3], notice(by_voice())));
    assert_eq!(letters_owed(&story.case), [[2]]);
    story.when(TWO, to(&[2], notice(by_voice())));
    assert_eq!(story.state("result_notice"), "kept");
}

#[test]
fn who_has_left_is_given_no_letter() {
    let mut story = heard(Channel::Phone);
    story.when(NOON, leaves(2));
    story.when(ONE, plan(vec![option(&[])]));
    story.when(ONE, says(1, 1, PlanAnswer::Accepted));
    story.when(ONE, says(1, 3, PlanAnswer::Accepted));
    let told = story.try_at(at(TWO), to(&[2], notice(by_voice())));
    assert_eq!(told, Err(Rejection::Complainants(ComplainantRejection::AddresseeLeft { who: vec![2] })));
    story.when(TWO, notice(by_voice()));
    assert_eq!(story.state("result_notice"), "kept", "for those who remain it ended alike");
}

#[test]
fn the_first_link_of_one_of_a_group_takes_the_place_of_none() {
    let mut story = group(Channel::Phone);
    let links = |story: &Story| -> Vec<&str> {
        story.events.iter().map(|event| event.fact.kind()).filter(|kind| kind.starts_with("link_")).collect()
    };
    story.when(ONE, Command::Complainants(ComplainantCommand::RenewLink { complainant: 2 }));
    assert_eq!((links(&story), story.case.complainants.link_generations[1]), (vec!["link_handed_out"], 1));
    story.when(ONE, Command::Complainants(ComplainantCommand::RenewLink { complainant: 2 }));
    assert_eq!((links(&story).last(), story.case.complainants.link_generations[1]), (Some(&"link_renewed"), 2));
    story.when(ONE, Command::Complainants(ComplainantCommand::RenewLink { complainant: 1 }));
    assert_eq!(story.case.complainants.link_generations[0], 2, "the representative has theirs from the intake");
}

#[test]
fn a_call_to_one_is_no_contact_with_the_others() {
    let mut story = group(Channel::Phone);
    story.when(NOON, to(&[2], call()));
    assert_eq!((story.state("contact"), story.state("next_word")), ("running", "running"));
    story.when(NOON, to(&[1, 3], call()));
    assert_eq!(story.state("contact"), "kept");
    assert_eq!(story.case.clocks.iter().filter(|c| c.met_by == MetBy::Word).count(), 2, "the next word counts anew");

    let mut written = group(Channel::Phone);
    let asks = message(Direction::In, Channel::Wechat, None, None);
    written.when(NOON, to(&[2], asks));
    written.when(NOON, to(&[1], call()));
    assert_eq!(written.state("message_reply"), "running", "somebody else was answered");
    written.when(NOON, to(&[2], call()));
    assert_eq!(written.state("message_reply"), "kept", "who asked was answered");
}

#[test]
fn a_last_word_to_one_settles_their_part_only() {
    let mut story = heard(Channel::Phone);
    story.when(ONE, plan(vec![option(&[])]));
    story.when(ONE, says(1, 1, PlanAnswer::Accepted));
    story.when(ONE, says(1, 2, PlanAnswer::Refused));
    story.when(ONE, to(&[2], plan(vec![option(&[])])));
    assert_eq!(
        story.try_at(at(ONE), says(2, 3, PlanAnswer::Accepted)),
        Err(Rejection::Plans(PlanRejection::NotTheNewestPlan { newest: 1 }))
    );
    let early = story.try_at(at(ONE), to(&[2], last_word()));
    assert_eq!(early, Err(Rejection::Closing(ClosingRejection::FinalAnswerTooEarly { refused: 1 })));
    story.when(ONE, says(2, 2, PlanAnswer::Refused));
    assert_eq!(
        story.try_at(at(ONE), to(&[1, 2], last_word())),
        Err(Rejection::Complainants(ComplainantRejection::AddresseeSettled))
    );
    story.when(TWO, to(&[2], last_word()));
    assert!(matches!(story.case.complainants.stances[1], Stance::Answered { .. }));
    assert_eq!((story.case.state(), story.state("settle")), (State::Planned, "running"));
    assert_eq!(story.case.closing.settled, None);
    assert_eq!(next_step(&story.case), Some(NextStep::HearAnswer), "the third has the first plan before them");
    story.when(THREE, says(1, 3, PlanAnswer::Accepted));
    assert_eq!(story.case.closing.settled.unwrap().0, SettledHow::FinalAnswer);
    assert_eq!(story.case.outcome(), Some(Outcome::PartlyAgreed));
    assert_eq!((story.case.state(), story.state("settle")), (State::Agreed, "kept"));
    // The offer stays open for them.
    story.when("2026-12-01T10:00:00+08:00", says(2, 2, PlanAnswer::Accepted));
    assert!(matches!(story.case.complainants.stances[1], Stance::Accepted { version: 2, .. }));
    assert_eq!(story.count(|fact| matches!(fact, Fact::Closing(ClosingFact::CaseSettled(_)))), 1);
}

#[test]
fn of_last_words_to_each_the_last_one_ends_the_case() {
    let mut story = group(Channel::Phone);
    for version in 1..=2 {
        story.when(ONE, plan(vec![option(&[])]));
        for one in 1..=3 {
            story.when(ONE, says(version, one, PlanAnswer::Refused));
        }
    }
    story.when(TWO, to(&[1, 2], last_word()));
    assert!(story.case.state().is_open());
    let Command::Closing(ClosingCommand::GiveFinalAnswer { words, .. }) = last_word() else { unreachable!() };
    story.when(
        TWO,
        Command::Closing(ClosingCommand::GiveFinalAnswer { words, how: Telling::default(), complainants: vec![3] }),
    );
    assert_eq!((story.case.state(), story.state("settle")), (State::NotAgreed, "running"));
    let entry = story.case.conversation.tellings.waiting().next().unwrap().message;
    let Command::Conversation(ConversationCommand::RecordMessage(mut tells)) = call() else { unreachable!() };
    tells.tells = Some(entry);
    story.when(THREE, Command::Conversation(ConversationCommand::RecordMessage(tells)));
    assert_eq!(story.state("settle"), "kept", "settled once the last of them has heard it");
}

#[test]
fn an_option_is_for_those_who_are_named() {
    let mut story = group(Channel::Phone);
    let beyond = to(&[1, 2], plan(vec![option(&[]), option(&[3])]));
    assert_eq!(story.try_at(at(ONE), beyond), Err(Rejection::Plans(PlanRejection::OptionsNotTheirs)));
    let unknown = to(&[4], plan(vec![option(&[])]));
    assert_eq!(
        story.try_at(at(ONE), unknown),
        Err(Rejection::Complainants(ComplainantRejection::NoSuchAddressee { count: 3 }))
    );
    story.when(ONE, plan(vec![option(&[2]), option(&[1, 3])]));
    let of = |place| story.case.plan_of(place, None).unwrap().options_of(place, false);
    assert_eq!((of(1), of(2), of(3)), (vec![2], vec![1], vec![2]));
    let other = Command::Plans(PlanCommand::AnswerPlan {
        version: 1,
        complainant: 2,
        answer: PlanAnswer::Accepted,
        option: Some(2),
        way: AnswerWay::Link,
        words: None,
        happened_at: None,
    });
    assert_eq!(story.try_at(at(ONE), other), Err(Rejection::Plans(PlanRejection::NoSuchOption { count: 1 })));
    story.when(ONE, says(1, 2, PlanAnswer::Accepted));
    assert_eq!(story.case.complainants.stances[1], Stance::Accepted { version: 1, option: 1 });
}

#[test]
fn a_plan_for_one_asks_nobody_else() {
    let mut story = heard(Channel::Phone);
    story.when(ONE, to(&[2], plan(vec![option(&[])])));
    assert_eq!(story.state("initial_plan"), "running", "the others have none before them");
    assert_eq!(story.case.asked(), [Some(2)]);
    story.when(ONE, says(1, 2, PlanAnswer::Accepted));
    assert_eq!(next_step(&story.case), Some(NextStep::Plan), "nobody's answer is waited for");
    story.when(TWO, to(&[1, 3], plan(vec![option(&[])])));
    assert_eq!(story.state("initial_plan"), "kept");
}

#[test]
fn each_reads_what_is_for_them_and_what_is_for_all() {
    let mut story = group(Channel::Web);
    story.when(ONE, call());
    story.when(ONE, to(&[2], call()));
    story.when(ONE, to(&[3], message(Direction::In, Channel::Phone, Some(true), None)));
    let joined = MatterAdded { joined: vec![complaint().complainants.remove(0)], ..added() };
    story.when(TWO, Command::Intake(IntakeCommand::AddToMatter(Box::new(joined))));
    story.when(TWO, call());
    let reads = |event: &Event, place| page::said(event, page::of_case(&story.events, place), Stands::AsWritten);
    let spoken: Vec<&Event> = story.events.iter().filter(|e| e.fact.kind() == "message_recorded").collect();
    let readers = |event: &Event| (1..=4).filter(|place| !reads(event, *place).is_empty()).collect::<Vec<i64>>();
    assert_eq!(readers(spoken[0]), [1, 2, 3], "who joined later reads nothing of before");
    assert_eq!(readers(spoken[1]), [2]);
    assert_eq!(readers(spoken[2]), [3], "their own words, whoever wrote them down");
    assert!(matches!(reads(spoken[2], 3)[..], [Said::Theirs(_)]));
    assert_eq!(readers(spoken[3]), [1, 2, 3, 4]);
}

#[test]
fn who_has_left_reads_what_came_before_and_nothing_that_is_for_all_after_it() {
    let mut story = group(Channel::Web);
    story.when(ONE, call());
    story.when(ONE, plan(vec![option(&[])]));
    story.when(TWO, Command::Complainants(ComplainantCommand::LeaveGroup { complainant: 3, words: words() }));
    story.when(THREE, call());
    story.when(THREE, to(&[3], call()));
    story.when(THREE, plan(vec![option(&[])]));
    let reader = |place| page::of_case(&story.events, place);
    let of_kind = |kind: &str| story.events.iter().filter(move |e| e.fact.kind() == kind).collect::<Vec<_>>();
    let reads = |event: &Event, place| !page::said(event, reader(place), Stands::AsWritten).is_empty();
    let spoken = of_kind("message_recorded");
    // A plan that is told by voice is spoken as well.
    let read_by = |place| spoken.iter().map(|event| reads(event, place)).collect::<Vec<_>>();
    assert_eq!(read_by(3), [true, true, false, true, false], "what is to them alone is theirs");
    assert_eq!(read_by(2), [true, true, true, false, true], "the others go on");
    let plans = of_kind("plan_proposed");
    assert_eq!((page::is_for(plans[0], reader(3)), page::is_for(plans[1], reader(3))), (true, false));
    assert!(page::is_for(plans[1], reader(1)));
}

/// How a promise stands for one of them; nothing where it is none of theirs.
fn stands_for(story: &Story, place: i64, promise: &str) -> Option<&'static str> {
    let part = part::of(&story.case, &story.events, page::of_case(&story.events, place)).unwrap();
    let clocks = part.clocks(&story.case);
    clocks.iter().rev().find(|one| one.clock.promise == promise).map(|one| one.clock.state_word())
}

#[test]
fn a_promise_counts_for_each_as_it_was_kept_towards_them() {
    let mut story = group(Channel::Phone);
    story.when(NOON, to(&[2], call()));
    assert_eq!(story.state("contact"), "running");
    assert_eq!(stands_for(&story, 2, "contact"), Some("kept"), "it waits for others alone");
    assert_eq!(stands_for(&story, 3, "contact"), Some("running"));
    story.when(NOON, leaves(2));
    assert_eq!(stands_for(&story, 2, "contact"), Some("kept"));
    assert_eq!(stands_for(&story, 2, "settle"), None, "who has left is promised nothing");
    assert_eq!(stands_for(&story, 3, "settle"), Some("running"));
    story.when(ONE, to(&[3], message(Direction::In, Channel::Wechat, None, None)));
    assert_eq!(stands_for(&story, 3, "message_reply"), Some("running"));
    assert_eq!(stands_for(&story, 1, "message_reply"), None, "what another wrote is answered to them");
}

#[test]
fn an_act_for_one_is_read_by_nobody_else() {
    let mut story = agreed(Channel::Web);
    story.when(TWO, to(&[2], notice(Telling::default())));
    let given = story.events.iter().find(|e| e.fact.kind() == "result_notice_given").unwrap();
    let is_for = |place| page::is_for(given, Reader::OfCase { place, since: 1, until: None });
    assert_eq!((is_for(1), is_for(2), is_for(3)), (false, true, false));
}

#[test]
fn who_does_something_on_their_page_looks_at_it() {
    let mut story = group(Channel::Phone);
    let writes = message(Direction::In, Channel::Web, None, None);
    story.try_as(Actor::Complainant(2), at(ONE), writes).unwrap();
    assert!(story.case.looks_at_page(2));
    assert!(!story.case.looks_at_page(1), "what one of them does says nothing of the others");
    assert!(!story.case.hears_on_page());
}

fn added() -> MatterAdded {
    MatterAdded {
        told: vec![],
        not_given: vec![],
        statement: None,
        particulars: None,
        occurred_at: None,
        of_complainant: None,
        joined: vec![],
    }
}
