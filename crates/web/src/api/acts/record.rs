//! Acts on the record: words, owner, acceptance, clocks, corrections, erasure.

use super::prelude::*;
use crate::api::cases::answer_of;
use crate::api::schema::keeping::ErasedCase;
use homeward_app::acts;
use utoipa::ToSchema;

act!(
    /// Puts words on record that came in or went out.
    messages, "/api/v1/cases/{number}/messages", NewMessage, Writer, acts::record_message
);
act!(
    /// Writes something for colleagues.
    notes, "/api/v1/cases/{number}/notes", NewNote, Writer, acts::add_note
);
act!(
    /// Makes somebody the owner, or nobody.
    assignment, "/api/v1/cases/{number}/assignment", NewAssignment, Writer, acts::assign
);
act!(
    /// Accepts the case, or refuses it with a ground.
    acceptance, "/api/v1/cases/{number}/acceptance", NewAcceptance, Writer, acts::decide_acceptance
);
act!(
    /// Puts an objection to a refusal on record that was told by word; one is heard.
    refusal_objections, "/api/v1/cases/{number}/refusal_objections", NewRefusalObjection, Writer, acts::object_to_refusal
);
act!(
    /// Decides on it: the case is taken up, or refused for good.
    objection_decision, "/api/v1/cases/{number}/objection_decision", NewObjectionDecision, Lead, acts::decide_objection
);
act!(
    /// Stops the clocks that allow a reason.
    pauses, "/api/v1/cases/{number}/pauses", NewPause, Writer, acts::pause
);
act!(
    /// Lets every paused clock count again.
    resumption, "/api/v1/cases/{number}/resumption", NewResumption, Writer, acts::resume
);
act!(
    /// Gives the settlement more time, once.
    extensions, "/api/v1/cases/{number}/extensions", NewExtension, Lead, acts::extend
);
act!(
    /// Confirms a call or letter that somebody else has entered later, so that the
    /// promise counts as kept in public.
    confirmations, "/api/v1/cases/{number}/confirmations", NewConfirmation, Lead, acts::confirm_entry
);
act!(
    /// Says what is right where an entry was wrong; or withdraws it, where what it says
    /// did not happen: then it proves nothing any more, and what rested on it is judged
    /// anew.
    corrections, "/api/v1/cases/{number}/corrections", NewCorrection, Writer, acts::correct_entry
);
act!(
    /// Puts the case under restriction: it is kept, stands in no list and no search, and
    /// is shown to nobody but who must. Needs `privacy:write`.
    restriction, "/api/v1/cases/{number}/restriction", NewRestriction, Eraser, acts::restrict
);
act!(
    /// Lifts the restriction. Needs `privacy:write`.
    restriction_release, "/api/v1/cases/{number}/restriction_release", NewRestrictionRelease, Eraser, acts::lift_restriction
);
act!(
    /// Opens a case under restriction to the caller for an hour, with the reason on
    /// record. Needs `privacy:write`.
    restriction_looks, "/api/v1/cases/{number}/restriction_looks", NewLook, Eraser, acts::see_restricted
);

/// Removes words and personal data on a lawful ground. What proves a booking, a
/// payment, a contract or a remedy stays for its time, which the answer names, and the
/// case is under restriction from then on; where nothing may go, that is refused with
/// the day. Of several who complain, one who asks has their own data and words erased, and
/// nobody else's; the case goes on, and is not under restriction. Needs `privacy:write`.
#[utoipa::path(post, operation_id = "post_erasure",
    path = "/api/v1/cases/{number}/erasure", tag = "acts", request_body = NewErasure,
    params(("number" = String, Path), ("If-Match" = Option<String>, Header), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 201, body = ErasedCase), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 412, body = Problem), (status = 413, body = Problem), (status = 422, body = Problem),
        (status = 503, body = Problem)))]
pub async fn erasure(
    State(web): State<Web>,
    Eraser(caller, language): Eraser,
    Path(number): Path<String>,
    headers: HeaderMap,
    body: Json,
) -> Result<Response, Failed> {
    let failed = |error| Failed(language, error);
    let request = request(caller, number, "erasure", &headers, &body.bytes).map_err(failed)?;
    let (view, repeat) = acts::erase(&web.app, request, &body.value).await.map_err(failed)?;
    let erased = acts::erasure_until(&web.app, &view).await.map_err(failed)?;
    Ok(answer_of(StatusCode::CREATED, &view, repeat, ErasedCase::new(&view, erased)))
}

described! {
    /// Words in or out.
    NewMessage {
        /// Where the writer has seen that their apology was sent before.
        send_anyway: Option<bool>,
        /// `in` or `out`.
        #[schema(example = "out")]
        direction: String,
        /// The way.
        #[schema(example = "phone")]
        channel: String,
        /// The words, or what was said.
        #[schema(example = "已致电,说明处理步骤和时间。")]
        text: String,
        /// For a call or talk: whether the two spoke.
        reached: Option<bool>,
        /// How words of ours came to them: `on_page`, `by_voice`, `handed_over` or
        /// `sent_elsewhere`, as far as it fits the way. Where it is not told, nobody has
        /// said that they went anywhere: they stand on the page only. `reached: true`
        /// says `by_voice`.
        told: Option<String>,
        /// The entry whose words, which stand on their page only, are told by it.
        tells: Option<i64>,
        /// Whether a program wrote it; such a message meets no promise.
        automatic: Option<bool>,
        /// What it did besides, such as `content_confirmed`; nothing where it is not told.
        acts: Option<Vec<String>>,
        /// When words that came in reached the company, if not now.
        received_at: Option<String>,
        /// When a call or letter of ours was that is entered later: not before the receipt
        /// and at most 72 hours ago, and not before the entry that it tells. A breach
        /// stays, and is shown as entered late.
        happened_at: Option<String>,
        /// The language they are in.
        #[schema(example = "zh")]
        language: Option<String>,
        /// When the complainant hears from us next, where a time was named.
        next_word_at: Option<String>,
        /// Why they are rung up between 21:00 and 08:00 where they are, where that is done.
        night_reason: Option<String>,
        /// Whom of a group words of ours are for alone, from 1, the representative, or
        /// whose words came in. Where it is not told, ours are for all, and theirs are
        /// those of the representative.
        #[schema(example = json!([2]))]
        complainants: Option<Vec<i64>>,
        /// Why they are rung up although contact is restricted to writing, where that is done.
        call_reason: Option<String>,
    }
    /// Words for colleagues.
    NewNote {
        /// The words.
        #[schema(example = "已联系地接社核实。")]
        text: String,
    }
    /// A new owner.
    NewAssignment {
        /// A member of staff by number; null for nobody.
        owner: Option<i64>,
        /// Needed where somebody else owned the case.
        reason: Option<String>,
    }
    /// A decision on acceptance.
    NewAcceptance {
        /// `accepted` or `refused`.
        #[schema(example = "accepted")]
        decision: String,
        /// Of a refusal: `not_ours`, `already_settled`, `before_another_body`, `no_facts` or `not_a_complaint`.
        ground: Option<String>,
        /// Of a refusal: what the complainant is told and where they can go.
        text: Option<String>,
        /// How it came to them: `on_page`, `by_voice`, `handed_over` or `sent_elsewhere`;
        /// on their page where it is not told.
        told: Option<String>,
        /// By which way it was told, where that is not the one they used last.
        channel: Option<String>,
        /// Why they are rung up between 21:00 and 08:00 where they are, where that is done.
        night_reason: Option<String>,
        /// Why they are rung up although contact is restricted to writing, where that is done.
        call_reason: Option<String>,
        /// When it was, where it is written down later: told by voice, handed over or sent,
        /// and at most 72 hours ago. A breach stays, and is shown as entered late.
        happened_at: Option<String>,
    }
    /// An objection to a refusal.
    NewRefusalObjection {
        /// Why, in their words.
        #[schema(example = "订单是在你们小程序下的,有付款截图。")]
        text: String,
        /// Who of a group objects, from 1; the representative where it is not told.
        #[schema(example = 1)]
        complainant: Option<i64>,
    }
    /// A decision on an objection.
    NewObjectionDecision {
        /// Whether the case is taken up after all.
        upheld: bool,
        /// The reasons, as the complainant is told.
        #[schema(example = "付款记录核实无误,现予受理。")]
        text: String,
        /// How it came to them: `on_page`, `by_voice`, `handed_over` or `sent_elsewhere`;
        /// on their page where it is not told.
        told: Option<String>,
        /// By which way it was told, where that is not the one they used last.
        channel: Option<String>,
        /// Why they are rung up between 21:00 and 08:00 where they are, where that is done.
        night_reason: Option<String>,
        /// Why they are rung up although contact is restricted to writing, where that is done.
        call_reason: Option<String>,
    }
    /// A pause, with either `until` or `working_minutes`.
    NewPause {
        /// `waiting_for_customer` or `waiting_for_authority`.
        #[schema(example = "waiting_for_customer")]
        reason: String,
        /// What the complainant was told.
        #[schema(example = "请补充订单号,收到后我们继续处理。")]
        text: String,
        /// When it ends by itself.
        until: Option<String>,
        /// Or after so much open time of a calendar.
        working_minutes: Option<i64>,
        /// The calendar; `cn_office` where it is not named.
        calendar: Option<String>,
        /// How it came to them: `on_page`, `by_voice`, `handed_over` or `sent_elsewhere`;
        /// on their page where it is not told.
        #[schema(example = "by_voice")]
        told: Option<String>,
        /// By which way it was told, where that is not the one they used last.
        channel: Option<String>,
        /// Why they are rung up between 21:00 and 08:00 where they are, where that is done.
        night_reason: Option<String>,
        /// Why they are rung up although contact is restricted to writing, where that is done.
        call_reason: Option<String>,
    }
    /// Nothing is told.
    NewResumption {}
    /// More time for the settlement.
    NewExtension {
        /// `supplier_abroad`, `expert_test`, `authority` or `carrier`.
        #[schema(example = "supplier_abroad")]
        reason: String,
        /// The new due time.
        due_at: String,
        /// What the complainant was told.
        text: String,
        /// How it came to them: `on_page`, `by_voice`, `handed_over` or `sent_elsewhere`;
        /// on their page where it is not told.
        #[schema(example = "by_voice")]
        told: Option<String>,
        /// By which way it was told, where that is not the one they used last.
        channel: Option<String>,
        /// Why they are rung up between 21:00 and 08:00 where they are, where that is done.
        night_reason: Option<String>,
        /// Why they are rung up although contact is restricted to writing, where that is done.
        call_reason: Option<String>,
    }
    /// A confirmation.
    NewConfirmation {
        /// The place of the entry.
        #[schema(example = 12)]
        entry: i64,
        /// What shows it.
        #[schema(example = "通话记录显示 11 月 20 日 15:40 通话 6 分钟")]
        text: Option<String>,
    }
    /// What is right.
    NewCorrection {
        /// The place of the wrong entry.
        entry: i64,
        /// What is right, for colleagues.
        text: String,
        /// Whether what the entry says did not happen: the call was not made, the letter
        /// not handed over, the report was of another case, the answer never given. The
        /// entry stays on record and is struck, with the settlement and the closing that
        /// rested on it: then the case is open again. Promises that it had kept are open
        /// again, broken, or kept by what happened later. By the writer or a lead; of an ended case by a lead; and where
        /// the company would look better by it, by a lead other than the writer.
        #[schema(example = false)]
        withdraws: Option<bool>,
        /// What the complainant reads of a withdrawal, in place of the words that were
        /// withdrawn; where it is not told, they read that an entry was.
        page_text: Option<String>,
        /// Whether the words, or the file, of the wrong entry are erased. Needs
        /// `privacy:write`; not of an entry that proves a transaction.
        #[schema(example = false)]
        erases: Option<bool>,
    }
    /// A ground, and what was asked.
    NewRestriction {
        /// `person_request`, `accuracy_contested`, `erasure_refused` or `order`.
        #[schema(example = "accuracy_contested")]
        ground: String,
        /// What was asked and why.
        #[schema(example = "客人称登记的手机号不是本人的，核实前暂停使用。")]
        text: String,
    }
    /// Why it is lifted.
    NewRestrictionRelease {
        /// Why.
        #[schema(example = "手机号已更正，客人确认。")]
        text: String,
    }
    /// Why it must be seen.
    NewLook {
        /// Why.
        #[schema(example = "客人起诉，需调取证据。")]
        text: String,
    }
    /// A lawful ground.
    NewErasure {
        /// `person_request`, `consent_withdrawn`, `retention_ended` or `order`.
        #[schema(example = "person_request")]
        ground: String,
        /// Whose data, from 1: told where several complain and a person asks
        /// (`person_request`, `consent_withdrawn`); on the other grounds the whole case is
        /// erased.
        #[schema(example = 2)]
        complainant: Option<i64>,
    }
    /// A lawful ground.
    NewCustomerErasure {
        /// `person_request`, `consent_withdrawn`, `retention_ended` or `order`.
        #[schema(example = "person_request")]
        ground: String,
    }
}
