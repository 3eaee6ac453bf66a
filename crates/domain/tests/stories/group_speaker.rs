//! Who speaks for those of a group who remain.

use crate::common::{Story, at, message};
use crate::group::{NOON, ONE, THREE, acting, call, group, leaves, to};
use homeward_domain::case::command::ConversationCommand;
use homeward_domain::case::event::{ConversationFact, Direction};
use homeward_domain::case::rejection::{ComplainantRejection, ConversationRejection};
use homeward_domain::case::{Command, Fact, Rejection};
use homeward_domain::catalogue::Channel;
use homeward_domain::promises::MetBy;

#[test]
fn for_those_whose_representative_has_left_nobody_hears_in_their_place() {
    let mut story = group(Channel::Phone);
    story.when(NOON, leaves(1));
    assert!(story.case.has_no_speaker());
    assert_eq!(
        story.try_at(at(ONE), call()),
        Err(Rejection::Complainants(ComplainantRejection::NobodySpeaks)),
        "with whom was it?"
    );
    story.when(ONE, to(&[2], call()));
    assert_eq!(story.case.still_to_be_told(MetBy::Contact), [3]);
    story.when(ONE, to(&[3], call()));
    assert_eq!(story.state("contact"), "kept");

    let mut on_page = group(Channel::Web);
    on_page.when(NOON, leaves(1));
    on_page.when(ONE, message(Direction::Out, Channel::Web, None, None));
    let untold =
        |story: &Story| story.case.conversation.tellings.waiting().map(|one| one.untold.clone()).collect::<Vec<_>>();
    assert_eq!(untold(&on_page), [vec![2, 3]], "the way of who has left says nothing of theirs");
    assert_eq!(on_page.state("contact"), "running");
}

#[test]
fn whoever_acts_for_all_who_remain_or_the_last_of_them_hears_what_is_for_all() {
    let mut acted_for = group(Channel::Phone);
    acted_for.when(NOON, leaves(1));
    acted_for.when(NOON, acting(&[2, 3]));
    acted_for.when(ONE, call());
    assert_eq!(acted_for.state("contact"), "kept");

    let mut last = group(Channel::Phone);
    last.when(NOON, leaves(1));
    last.when(NOON, leaves(3));
    last.when(ONE, call());
    let is_with_them = |fact: &Fact| matches!(fact, Fact::Conversation(ConversationFact::MessageRecorded(said)) if said.complainants == [2]);
    assert!(last.events.iter().any(|event| is_with_them(&event.fact)), "it says with whom");
    assert_eq!(last.state("contact"), "kept");
}

#[test]
fn the_time_of_the_next_word_is_named_to_all() {
    let mut story = group(Channel::Phone);
    let Command::Conversation(ConversationCommand::RecordMessage(mut named)) = to(&[2], call()) else { unreachable!() };
    named.next_word_at = Some(at(THREE));
    assert_eq!(
        story.try_at(at(ONE), Command::Conversation(ConversationCommand::RecordMessage(named))),
        Err(Rejection::Conversation(ConversationRejection::NextWordForSome))
    );
}
