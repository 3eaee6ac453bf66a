//! Puts words on record that came in from the complainant or went out to them.

use crate::act::shared::{CALL_REASON, NIGHT_REASON, SEND_ANYWAY};
use crate::act::{Act, Asked, Menu, On, Run, addressed};
use crate::ground::caller::Scope;
use crate::ground::error::FieldError;
use crate::ground::field::{Takes, may, must};
use crate::ground::form::Fields;
use crate::ground::words::Sealer;
use crate::write::intake::is_language;
use homeward_domain::case::Command;
use homeward_domain::case::command::{ConversationCommand, Words};
use homeward_domain::case::event::{Direction, MessageAct, Told};
use homeward_domain::catalogue::Channel;

pub const ACT: Act = Act {
    name: "messages",
    on: On::Case,
    about: "Puts words on record that came in or went out.",
    body: ("NewMessage", "Words in or out."),
    scope: Scope::CasesWrite,
    menu: Some(Menu::Talk.at(1)),
    concerns: |_| true,
    fields: &[
        must("direction", Takes::One("direction", Direction::SPELLINGS), "`in` or `out`.").such_as("out"),
        must(
            "way",
            Takes::Way(true),
            "How words of ours came to them: `on_page`, `by_voice`, `handed_over` or `sent_elsewhere`, as far as it \
             fits the way. Where it is not told, nobody has said that they went anywhere: they stand on the page \
             only. `reached: true` says `by_voice`.",
        ),
        may(
            "complainants",
            Takes::Members,
            "Whom of a group words of ours are for alone, from 1, the representative, or whose words came in. Where \
             it is not told, ours are for all, and theirs are those of the representative.",
        )
        .such_as("[2]"),
        must("text", Takes::Words, "The words, or what was said.").such_as("已致电,说明处理步骤和时间。"),
        may(
            "happened_at",
            Takes::Time,
            "When a call or letter of ours was that is entered later: not before the receipt and at most 72 hours \
             ago, and not before the entry that it tells. A breach stays, and is shown as entered late.",
        ),
        NIGHT_REASON,
        CALL_REASON,
        may(
            "tells",
            Takes::Whole(1, i64::MAX),
            "The entry whose words, which stand on their page only, are told by it.",
        ),
        may(
            "acts",
            Takes::Several("message-act", MessageAct::SPELLINGS),
            "What it did besides, such as `content_confirmed`; nothing where it is not told.",
        ),
        may("next_word_at", Takes::Time, "When the complainant hears from us next, where a time was named."),
        may("language", Takes::Line, "The language they are in.").such_as("zh"),
        SEND_ANYWAY,
        may("automatic", Takes::Truth, "Whether a program wrote it; such a message meets no promise.").off_form(),
        may("received_at", Takes::Time, "When words that came in reached the company, if not now.").off_form(),
    ],
    run: Run::Command(read),
};

fn read(fields: &Fields, sealer: &mut Sealer, asked: &Asked) -> Option<Command> {
    let direction = fields.spelled("direction", Direction::parse, Direction::SPELLINGS);
    let direction = fields.required("direction", direction);
    let channel = fields.spelled("channel", Channel::parse, Channel::SPELLINGS);
    let channel = fields.required("channel", channel);
    let text = fields.required("text", fields.long_text("text"));
    let received_at = fields.time("received_at");
    let language = fields.checked_text("language", "not_a_language", is_language);
    let next_word_at = fields.time("next_word_at");
    if received_at.is_some() && direction == Some(Direction::Out) {
        fields.fail::<()>(FieldError::new("received_at", "only_inbound"));
    }
    Some(Command::Conversation(ConversationCommand::RecordMessage(Box::new(Words {
        direction: direction?,
        channel: channel?,
        automatic: fields.truth("automatic"),
        reached: fields.optional_truth("reached"),
        told: fields.spelled("told", Told::parse, Told::SPELLINGS),
        tells: fields.number("tells", 1, i64::MAX),
        acts: fields.spelled_list("acts", MessageAct::parse, MessageAct::SPELLINGS),
        received_at,
        happened_at: fields.time("happened_at"),
        language,
        next_word_at,
        at_night: asked.at_night,
        complainants: addressed(fields),
        words: sealer.seal(text?),
        night: fields.long_text("night_reason").map(|reason| sealer.seal(reason)),
        despite: fields.long_text("call_reason").map(|reason| sealer.seal(reason)),
    }))))
}
