//! What was told and how: what stands on a page is told to nobody who is not known
//! to look there, and the table of what proves a promise is computed from the rules.

use crate::common::{Story, at, by_voice, complaint, message, plan, reply, says, words};
use homeward_domain::case::command::{
    AcceptanceCommand, ClockCommand, ClosingCommand, ConversationCommand, CorrectionCommand, TeamCommand, Telling,
    Words,
};
use homeward_domain::case::event::{CaseReceived, ClockFact, ConversationFact, Direction, MessageAct, Told};
use homeward_domain::case::next::{NextStep, next_step};
use homeward_domain::case::rejection::{ClosingRejection, ConversationRejection, CorrectionRejection};
use homeward_domain::case::{Command, Fact, Rejection};
use homeward_domain::catalogue::{Channel, Kind, PlanAnswer};
use homeward_domain::promises::Proof;
use homeward_domain::terms::Terms;

pub const NOON: &str = "2026-11-20T12:00:00+08:00";

/// How somebody came, and how they are told.
#[derive(Clone, Copy)]
struct Way {
    came: Channel,
    told: Option<Told>,
    by: Channel,
}

const fn way(came: Channel, told: Told, by: Channel) -> Way {
    Way { came, told: Some(told), by }
}

/// The columns of the table.
const WAYS: [(&str, Way); 6] = [
    ("on their page; came by telephone or counter", way(Channel::Phone, Told::OnPage, Channel::Web)),
    ("on their page; came by web or app", way(Channel::Web, Told::OnPage, Channel::Web)),
    ("told by voice", way(Channel::Phone, Told::ByVoice, Channel::Phone)),
    ("handed over", way(Channel::Counter, Told::HandedOver, Channel::Counter)),
    ("sent elsewhere, in the way they used", way(Channel::Email, Told::SentElsewhere, Channel::Email)),
    ("nobody reached", Way { came: Channel::Phone, told: None, by: Channel::Phone }),
];

pub fn case_of(kind: Kind, came: Channel) -> Story {
    let in_house = kind == Kind::Complaint;
    let mut story = Story::given(CaseReceived { kind, channel: came, in_house, ..complaint() }, NOON);
    story.when(NOON, Command::Acceptance(AcceptanceCommand::Accept));
    story
}

fn said(way: Way, acts: Vec<MessageAct>) -> Command {
    Command::Conversation(ConversationCommand::RecordMessage(Box::new(Words {
        direction: Direction::Out,
        channel: way.by,
        automatic: false,
        reached: way.told.is_none().then_some(false),
        told: way.told,
        tells: None,
        acts: Some(acts),
        received_at: None,
        happened_at: None,
        language: None,
        next_word_at: None,
        at_night: false,
        night: None,
        complainants: Vec::new(),
        despite: None,
        words: words(),
    })))
}

fn how(way: Way) -> Telling {
    Telling { told: way.told, channel: Some(way.by), ..Telling::default() }
}

/// A case before its promise is kept, and the act that is to keep it. A call that
/// reaches nobody puts no plan before anybody: there the call stands alone.
fn before(promise: &str, way: Way) -> (Story, Command) {
    let words_alone = |kind, acts| (case_of(kind, way.came), said(way, acts));
    match promise {
        "contact" | "next_word" => words_alone(Kind::Complaint, vec![]),
        "first_response" => words_alone(Kind::Complaint, vec![MessageAct::ContentConfirmed]),
        "room_visit" => words_alone(Kind::Complaint, vec![MessageAct::RoomVisited]),
        "room_offer" => words_alone(Kind::Complaint, vec![MessageAct::RoomOffered]),
        "solution" => words_alone(Kind::Inquiry, vec![MessageAct::SolutionTold]),
        "feedback_answer" => words_alone(Kind::Feedback, vec![MessageAct::FeedbackAnswered]),
        "praise_passed" => words_alone(Kind::Praise, vec![MessageAct::PraisePassed]),
        "emergency_reached" | "emergency_word" => words_alone(Kind::Emergency, vec![]),
        "message_reply" => {
            let mut story = case_of(Kind::Complaint, way.came);
            let asks = if way.came == Channel::Phone { Channel::Wechat } else { Channel::Sms };
            story.when(NOON, message(Direction::In, asks, None, None));
            (story, said(way, vec![]))
        }
        "initial_plan" => {
            (case_of(Kind::Complaint, way.came), if way.told.is_some() { plan(how(way)) } else { said(way, vec![]) })
        }
        "settle" => {
            let mut story = case_of(Kind::Complaint, way.came);
            for version in 1..=2 {
                story.when(NOON, plan(Telling::default()));
                story.when(NOON, says(version, 1, PlanAnswer::Refused));
            }
            let last = Command::Closing(ClosingCommand::GiveFinalAnswer {
                words: words(),
                how: how(way),
                complainants: Vec::new(),
            });
            (story, if way.told.is_some() { last } else { said(way, vec![]) })
        }
        "result_notice" => {
            let mut story = case_of(Kind::Complaint, way.came);
            story.when(NOON, plan(Telling::default()));
            story.when(NOON, says(1, 1, PlanAnswer::Accepted));
            let result = Command::Closing(ClosingCommand::GiveResultNotice {
                words: words(),
                changed: None,
                how: how(way),
                complainants: Vec::new(),
            });
            (story, if way.told.is_some() { result } else { said(way, vec![]) })
        }
        other => panic!("no story for {other}"),
    }
}

/// What a way does for a promise.
fn proves(promise: &str, way: Way) -> &'static str {
    let (mut story, act) = before(promise, way);
    story.when("2026-11-20T12:01:00+08:00", act);
    let kept = story.case.clocks.iter().filter(|c| c.clock.promise == promise && c.clock.state_word() == "kept");
    match kept.map(|c| c.clock.proof).next() {
        Some(Proof::SentElsewhere) => "keeps, counted apart",
        Some(_) => "keeps",
        None => "–",
    }
}

#[test]
fn the_table_of_what_proves_a_promise_says_what_the_rules_do() {
    let promises = [
        "contact",
        "first_response",
        "message_reply",
        "next_word",
        "initial_plan",
        "settle",
        "result_notice",
        "solution",
        "feedback_answer",
        "praise_passed",
        "emergency_reached",
        "emergency_word",
        "room_visit",
        "room_offer",
    ];
    let cells = |of: &dyn Fn(&(&'static str, Way)) -> &'static str| WAYS.iter().map(of).collect::<Vec<_>>().join(" | ");
    let head = format!("| promise | {} |\n|---|{}", cells(&|(name, _)| *name), "---|".repeat(WAYS.len()));
    let line = |promise: &&str| format!("| `{promise}` | {} |", cells(&|(_, way)| proves(promise, *way)));
    let table: Vec<String> = std::iter::once(head).chain(promises.iter().map(line)).collect();
    let table = table.join("\n");
    let written = include_str!("../../../../docs/proof-of-promises.md");
    assert!(written.contains(&table), "docs/proof-of-promises.md should hold:\n{table}");
}

#[test]
fn the_table_of_ways_is_that_of_the_rules_and_every_other_pair_is_refused_with_its_name() {
    let head: Vec<String> = Told::SPELLINGS.iter().map(|told| format!("`{told}`")).collect();
    let mut table = vec![format!("| way | {} |\n|---|{}", head.join(" | "), "---|".repeat(head.len()))];
    for by in Channel::ALL {
        let mut cells = vec![format!("`{}`", by.as_str())];
        for told in Told::ALL {
            let one = Way { came: Channel::Phone, told: Some(*told), by: *by };
            let mut words_alone = case_of(Kind::Complaint, Channel::Phone);
            let recorded = words_alone.try_at(at("2026-11-20T12:01:00+08:00"), said(one, vec![]));
            let mut of_plan = case_of(Kind::Complaint, Channel::Phone);
            let planned = of_plan.try_at(at("2026-11-20T12:01:00+08:00"), plan(how(one)));
            let fits = told.fits(*by);
            let refused = Rejection::Conversation(ConversationRejection::WayOtherwise { way: *by, told: *told });
            for done in [recorded, planned] {
                assert_eq!(done.err(), (!fits).then(|| refused.clone()), "{} {}", by.as_str(), told.as_str());
            }
            cells.push(if fits { "yes" } else { "–" }.to_owned());
        }
        table.push(format!("| {} |", cells.join(" | ")));
    }
    let table = table.join("\n");
    let written = include_str!("../../../../docs/proof-of-promises.md");
    assert!(written.contains(&table), "docs/proof-of-promises.md should hold:\n{table}");
    let mut spoke = case_of(Kind::Complaint, Channel::Phone);
    let by_letter = message(Direction::Out, Channel::Letter, Some(true), None);
    let nobody_speaks =
        Rejection::Conversation(ConversationRejection::WayOtherwise { way: Channel::Letter, told: Told::ByVoice });
    assert_eq!(spoke.try_at(at("2026-11-20T12:01:00+08:00"), by_letter), Err(nobody_speaks));
}

#[test]
fn nothing_was_told_before_it_was_there_to_be_told() {
    let mut story = case_of(Kind::Complaint, Channel::Phone);
    story.when("2026-11-20T17:00:30+08:00", plan(Telling::default()));
    let entry = story.case.conversation.tellings.waiting().last().unwrap().message;
    let told_at = |context: &str| {
        let by_voice = way(Channel::Phone, Told::ByVoice, Channel::Phone);
        let Command::Conversation(ConversationCommand::RecordMessage(mut told)) = said(by_voice, vec![]) else {
            unreachable!()
        };
        (told.tells, told.happened_at) = (Some(entry), Some(at(context)));
        Command::Conversation(ConversationCommand::RecordMessage(told))
    };
    let now = at("2026-11-20T17:10:00+08:00");
    let early = story.try_at(now, told_at("2026-11-20T12:05:00+08:00")).unwrap_err();
    assert_eq!(
        early,
        Rejection::Conversation(ConversationRejection::ToldBeforeItWas { at: at("2026-11-20T17:00:30+08:00") })
    );
    assert_eq!(early.field(), Some("happened_at"));
    assert_eq!(story.state("initial_plan"), "running");
    // A form knows minutes only: in that of the plan it was told at once.
    story.try_at(now, told_at("2026-11-20T17:00:00+08:00")).unwrap();
    assert_eq!(story.state("initial_plan"), "kept");
    let last = story
        .events
        .iter()
        .rfind(|e| matches!(e.fact, Fact::Conversation(ConversationFact::MessageRecorded(_))))
        .unwrap();
    assert_eq!(last.effective_at, at("2026-11-20T17:00:30+08:00"), "not before the plan");
}

#[test]
fn nothing_is_kept_by_what_nobody_said() {
    for by in [Channel::Sms, Channel::Email, Channel::Letter, Channel::Wechat, Channel::Phone] {
        let mut story = case_of(Kind::Complaint, by);
        story.when("2026-11-20T12:10:00+08:00", message(Direction::Out, by, None, None));
        for promise in ["contact", "first_response", "next_word"] {
            assert_eq!(story.state(promise), "running", "{promise} by {}", by.as_str());
        }
    }
    let mut story = case_of(Kind::Complaint, Channel::Phone);
    let Command::Conversation(ConversationCommand::RecordMessage(mut hold_on)) =
        said(way(Channel::Phone, Told::ByVoice, Channel::Phone), vec![])
    else {
        unreachable!()
    };
    hold_on.acts = None;
    story.when("2026-11-20T12:10:00+08:00", Command::Conversation(ConversationCommand::RecordMessage(hold_on)));
    assert_eq!((story.state("contact"), story.state("first_response")), ("kept", "running"), "it confirms nothing");
}

#[test]
fn a_plan_on_the_page_of_a_phone_case_keeps_nothing_until_somebody_tells_it() {
    let mut story = case_of(Kind::Complaint, Channel::Phone);
    story.when("2026-11-20T12:10:00+08:00", Command::Team(TeamCommand::Assign { owner: Some(1), reason: None }));
    story.when("2026-11-20T12:10:00+08:00", plan(Telling::default()));
    for promise in ["contact", "first_response", "next_word", "initial_plan"] {
        assert_eq!(story.state(promise), "running", "{promise}");
    }
    assert_eq!(next_step(&story.case), Some(NextStep::Tell), "the next step says so");
    let entry = story.case.conversation.tellings.waiting().last().unwrap().message;
    let by_voice = way(Channel::Phone, Told::ByVoice, Channel::Phone);
    let Command::Conversation(ConversationCommand::RecordMessage(mut told)) = said(by_voice, vec![]) else {
        unreachable!()
    };
    told.tells = Some(entry);
    story.when("2026-11-20T12:30:00+08:00", Command::Conversation(ConversationCommand::RecordMessage(told.clone())));
    for promise in ["contact", "next_word", "initial_plan"] {
        assert_eq!(story.state(promise), "kept", "{promise}");
    }
    assert_eq!(next_step(&story.case), Some(NextStep::Contact), "content was not confirmed yet");
    let again =
        story.try_at(at("2026-11-20T12:31:00+08:00"), Command::Conversation(ConversationCommand::RecordMessage(told)));
    assert_eq!(again, Err(Rejection::Conversation(ConversationRejection::NothingToTell(entry))));
}

#[test]
fn who_answers_a_plan_has_seen_it() {
    let mut story = case_of(Kind::Complaint, Channel::Phone);
    story.when("2026-11-20T12:10:00+08:00", plan(Telling::default()));
    story.when("2026-11-20T12:20:00+08:00", says(1, 1, PlanAnswer::ChangeAsked));
    assert_eq!((story.state("initial_plan"), story.state("contact")), ("kept", "running"));
}

#[test]
fn a_final_answer_that_stands_on_the_page_settles_no_promise_before_it_is_told() {
    let on_page = way(Channel::Phone, Told::OnPage, Channel::Web);
    let (mut story, last) = before("settle", on_page);
    story.when("2026-11-20T12:10:00+08:00", last);
    assert_eq!((story.state("settle"), next_step(&story.case)), ("running", Some(NextStep::Tell)));
    let owed = ["first_response", "next_word"].map(|promise| story.state(promise));
    assert_eq!(owed, ["running"; 2], "they have heard nothing, and nothing ends as if they had");
    let notice = Command::Closing(ClosingCommand::GiveResultNotice {
        words: words(),
        changed: None,
        how: by_voice(),
        complainants: Vec::new(),
    });
    let claims = story.try_at(at("2026-11-20T12:20:00+08:00"), notice.clone());
    assert_eq!(
        claims,
        Err(Rejection::Closing(ClosingRejection::FinalAnswerUntold)),
        "it would say that the matter has ended"
    );
    let by_letter = way(Channel::Phone, Told::SentElsewhere, Channel::Letter);
    let Command::Conversation(ConversationCommand::RecordMessage(mut told)) = said(by_letter, vec![]) else {
        unreachable!()
    };
    told.tells = Some(story.case.conversation.tellings.waiting().last().unwrap().message);
    story.when("2026-11-21T09:00:00+08:00", Command::Conversation(ConversationCommand::RecordMessage(told)));
    assert_eq!((story.state("settle"), story.clock("settle").proof), ("kept", Proof::SentElsewhere));
    assert_eq!(story.state("contact"), "ended", "a letter is not the way in which they came");
    let owed =
        ["first_response", "next_word"].map(|promise| story.case.clocks.iter().rfind(|c| c.clock.promise == promise));
    assert!(owed.iter().flatten().all(|c| c.clock.next_alarm_at().is_none()), "nothing is owed any more");
    story.when("2026-11-21T09:10:00+08:00", notice);
}

#[test]
fn words_say_how_they_were_told_and_contradict_nothing() {
    let mut story = case_of(Kind::Complaint, Channel::Phone);
    let now = at("2026-11-20T12:10:00+08:00");
    let mut tries = |change: fn(&mut Words)| {
        let Command::Conversation(ConversationCommand::RecordMessage(mut said)) =
            said(way(Channel::Phone, Told::ByVoice, Channel::Phone), vec![])
        else {
            unreachable!()
        };
        change(&mut said);
        story.try_at(now, Command::Conversation(ConversationCommand::RecordMessage(said)))
    };
    assert_eq!(
        tries(|said| said.reached = Some(false)),
        Err(Rejection::Conversation(ConversationRejection::ToldOtherwise))
    );
    assert_eq!(
        tries(|said| (said.told, said.reached) = (Some(Told::OnPage), Some(true))),
        Err(Rejection::Conversation(ConversationRejection::ToldOtherwise))
    );
    assert_eq!(tries(|said| said.automatic = true), Err(Rejection::Conversation(ConversationRejection::NotOurWords)));
    assert_eq!(
        tries(|said| said.direction = Direction::In),
        Err(Rejection::Conversation(ConversationRejection::NotOurWords))
    );
    assert_eq!(
        tries(|said| said.tells = Some(1)),
        Err(Rejection::Conversation(ConversationRejection::NothingToTell(1)))
    );
    let sent = Telling { told: Some(Told::SentElsewhere), channel: None, ..Telling::default() };
    assert_eq!(
        story.try_at(now, plan(sent)),
        Err(Rejection::Conversation(ConversationRejection::WayMissing)),
        "a call cannot have been sent"
    );
}

#[test]
fn a_call_that_is_entered_later_leaves_the_breach_and_counts_once_somebody_else_confirms_it() {
    let mut story = case_of(Kind::Complaint, Channel::Phone);
    story.when("2026-11-20T14:00:00+08:00", Command::Clocks(ClockCommand::ReadClocks));
    assert_eq!(story.state("contact"), "breached");
    let later = |told: Option<Told>, at_time: &str| {
        let Command::Conversation(ConversationCommand::RecordMessage(mut said)) =
            said(Way { came: Channel::Phone, told, by: Channel::Phone }, vec![])
        else {
            unreachable!()
        };
        said.happened_at = Some(at(at_time));
        Command::Conversation(ConversationCommand::RecordMessage(said))
    };
    let now = at("2026-11-20T15:00:00+08:00");
    let voice = Some(Told::ByVoice);
    let early = story.try_at(now, later(voice, "2026-11-20T11:59:00+08:00"));
    assert_eq!(early, Err(Rejection::Conversation(ConversationRejection::HappenedBeforeReceipt)));
    assert_eq!(story.try_at(now, later(voice, "2026-11-20T15:10:00+08:00")), Err(Rejection::HappenedInFuture));
    let Command::Conversation(ConversationCommand::RecordMessage(mut page)) =
        later(Some(Told::OnPage), "2026-11-20T14:00:00+08:00")
    else {
        unreachable!()
    };
    page.channel = Channel::Web;
    let page = story.try_at(now, Command::Conversation(ConversationCommand::RecordMessage(page)));
    assert_eq!(page, Err(Rejection::Conversation(ConversationRejection::NotEnteredLater)));
    story.try_at(now, later(voice, "2026-11-20T12:30:00+08:00")).unwrap();
    assert_eq!(story.state("contact"), "entered_late", "the breach stays beside it");
    let breaches =
        story.count(|fact| matches!(fact, Fact::Clocks(ClockFact::ClockBreached(f)) if f.clock.promise == "contact"));
    assert_eq!(breaches, 1);
    let word = story.case.clocks.iter().rfind(|c| c.clock.promise == "next_word").unwrap();
    assert_eq!(word.clock.start, at("2026-11-20T12:30:00+08:00"), "the next word counts from the call");
    let entry = story
        .events
        .iter()
        .find(|e| matches!(e.fact, Fact::Conversation(ConversationFact::MessageRecorded(_))))
        .unwrap();
    assert_eq!(entry.effective_at, at("2026-11-20T12:30:00+08:00"));
    let confirm = Command::Corrections(CorrectionCommand::ConfirmEntry { entry: entry.seq, words: None });
    assert_eq!(
        story.try_at(now, confirm),
        Err(Rejection::Corrections(CorrectionRejection::OwnEntry)),
        "everybody here is the same person"
    );
    let late = story.try_at(at("2026-11-24T12:30:01+08:00"), later(voice, "2026-11-21T12:30:00+08:00"));
    assert_eq!(late, Err(Rejection::Conversation(ConversationRejection::EnteredTooLate { hours_max: 72 })));
    let terms = Terms { entered_later_hours_max: 96, ..Terms::default() };
    story.policies = story.policies.clone().with_terms(terms);
    story.try_at(at("2026-11-24T12:30:01+08:00"), later(voice, "2026-11-21T12:30:00+08:00")).unwrap();
}

#[test]
fn attempts_that_are_entered_later_make_somebody_unreachable_in_their_true_order() {
    let mut story = case_of(Kind::Complaint, Channel::Phone);
    let tried = |by: Channel, at_time: Option<&str>| {
        let Command::Conversation(ConversationCommand::RecordMessage(mut said)) =
            said(Way { came: Channel::Phone, told: None, by }, vec![])
        else {
            unreachable!()
        };
        said.happened_at = at_time.map(at);
        Command::Conversation(ConversationCommand::RecordMessage(said))
    };
    story.when("2026-11-22T18:00:00+08:00", tried(Channel::Phone, None));
    story.when("2026-11-22T18:05:00+08:00", tried(Channel::Video, Some("2026-11-21T10:00:00+08:00")));
    story.when("2026-11-22T18:10:00+08:00", tried(Channel::Phone, Some("2026-11-20T13:00:00+08:00")));
    let letter = way(Channel::Phone, Told::SentElsewhere, Channel::Letter);
    story.when("2026-11-22T18:20:00+08:00", said(letter, vec![]));
    let early = story.case.conversation.attempts.first().unwrap().0;
    assert_eq!(early, at("2026-11-20T13:00:00+08:00"));
    story.when("2026-11-22T18:30:00+08:00", Command::Closing(ClosingCommand::SettleUnreachable));
}

#[test]
fn the_next_word_is_the_first_promise_that_they_hear() {
    let mut story = Story::given(complaint(), NOON);
    let next = |story: &Story| {
        let next = story.case.next_word()?;
        Some((next.clock.promise.clone(), next.clock.schedule.due_at))
    };
    let is = |promise: &str, due: &str| Some((promise.to_owned(), at(due)));
    assert_eq!(next(&story), is("contact", "2026-11-20T13:00:00+08:00"), "the grade, due before, is for us");
    story.when("2026-11-20T12:20:00+08:00", reply());
    assert_eq!(next(&story), is("initial_plan", "2026-11-21T12:00:00+08:00"), "before the next word");
    story.when("2026-11-21T12:10:00+08:00", Command::Clocks(ClockCommand::ReadClocks));
    assert_eq!(next(&story), is("initial_plan", "2026-11-21T12:00:00+08:00"), "nobody has told them of the delay");
    story.when("2026-11-21T12:15:00+08:00", reply());
    assert_eq!(next(&story), is("next_word", "2026-11-22T12:15:00+08:00"), "somebody has");
    story.when("2026-11-21T13:00:00+08:00", Command::Closing(ClosingCommand::Withdraw { words: words() }));
    assert_eq!(next(&story), None, "nothing is owed to whoever has taken it back");
}
