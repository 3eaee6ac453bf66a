//! The forms of all acts: which fields each has. The fields carry the names of
//! the API, so that a form and a request are read by the same use case.

use crate::pages::form::{Field, Takes, may, must};
use homeward_app::acts::LINKS;
use homeward_domain::case::event::{Direction, MessageAct};
use homeward_domain::catalogue::{
    Authority, Cause, Channel, ComplainantType, DateTopic, ErasureGround, EscalationLevel, EvidenceKind,
    ExtensionReason, HandlingType, Item, Kind as CaseKind, LinkKind, Motive, Nature, ObjectorKind, PauseReason,
    PlanAnswer, Position, ProceedingStep, RefusalGround, RepresentativeRole, Respondent, RestrictionGround,
    ShareGround, ShareParty, WhoseWord,
};
use homeward_domain::triage::severity::Circumstance;
use homeward_domain::triage::strategy::Duty;

/// The form of an act.
#[derive(Clone, Copy)]
pub struct Form {
    /// The act, as in its address.
    pub act: &'static str,
    pub fields: &'static [Field],
}

const fn form(act: &'static str, fields: &'static [Field]) -> Form {
    Form { act, fields }
}

use Takes::{Line, Member, Members, One, Several, Staff, Step, Template, Time, Truth, Unit, Whole, Words, YesNo};

const TEXT: &[Field] = &[must("text", Words)];
const WAY: Takes = Takes::Way(false);
const CHANNEL: Takes = One("channel", Channel::SPELLINGS);

/// Every act that has a form, in the order of the menu.
pub const FORMS: &[Form] = &[
    form("assignment", &[may("owner", Staff), may("reason", Words)]),
    form(
        "messages",
        &[
            must("direction", One("direction", Direction::SPELLINGS)),
            must("way", Takes::Way(true)),
            may("complainants", Members),
            must("text", Words),
            may("happened_at", Time),
            may("night_reason", Words),
            may("call_reason", Words),
            may("tells", Whole(1, i64::MAX)),
            may("acts", Several("message-act", MessageAct::SPELLINGS)),
            may("next_word_at", Time),
            may("language", Line),
            may("send_anyway", Truth),
        ],
    ),
    form("notes", TEXT),
    form(
        "additions",
        &[
            may("fields.booking_reference", Line),
            may("fields.desired_outcome", Words),
            may("fields.occurred_at", Time),
            may("fields.place", Line),
            may("fields.persons_involved", Words),
            may("fields.zone", Line),
            may("fields.text", Words),
            may("fields.complainant.name", Line),
            may("fields.complainant.phone", Line),
            may("fields.complainant.email", Line),
            may("fields.complainant.language", Line),
            may("fields.complainant.type", One("complainant-type", ComplainantType::SPELLINGS)),
            may("fields.complainant.gender", Line),
            may("fields.complainant.age", Whole(0, 130)),
            may("fields.complainant.nationality", Line),
            may("fields.complainant.occupation", Line),
            may("fields.complainant.company", Line),
            may("fields.complainant.address", Line),
            may("complainant", Member),
            may("erases", Truth),
            may("not_given", Several("item", Item::SPELLINGS)),
            may("co_complainants[0].name", Line),
            may("co_complainants[0].phone", Line),
            may("co_complainants[0].desired_outcome", Line),
            may("co_complainants[1].name", Line),
            may("co_complainants[1].phone", Line),
            may("co_complainants[1].desired_outcome", Line),
        ],
    ),
    form("representation_ends", &[must("representative", Whole(1, 50)), must("text", Words), may("ended_at", Time)]),
    form(
        "representatives",
        &[
            must("role", One("representative", RepresentativeRole::SPELLINGS)),
            must("person.name", Line),
            may("person.phone", Line),
            may("person.email", Line),
            may("person.address", Line),
            may("complainants", Members),
            may("authorisation", Words),
            may("file", Whole(1, 10_000)),
            may("representative", Whole(1, 50)),
        ],
    ),
    form(
        "triage",
        &[
            may("category", Takes::Category),
            may("handling_type", One("handling", HandlingType::SPELLINGS)),
            may("motives", Several("motive", Motive::SPELLINGS)),
            may("nature", One("nature", Nature::SPELLINGS)),
            may("danger", Truth),
            may("severity.content", One("content", &["0", "1", "2", "3"])),
            may("severity.source", One("severity-source", &["0", "1", "2", "3"])),
            may("severity.circumstances", Several("circumstance", Circumstance::SPELLINGS)),
            may("severity.whole_trip", Truth),
            may("severity.department", Truth),
            may("severity.over_limit", Truth),
            may("override", One("grade", &["none", "slight", "general", "serious", "grave"])),
            must("reason", Words),
        ],
    ),
    form(
        "acceptance",
        &[
            must("decision", One("decision", &["accepted", "refused"])),
            may("ground", One("refusal", RefusalGround::SPELLINGS)),
            may("text", Words),
            may("way", WAY),
            may("happened_at", Time),
            may("night_reason", Words),
            may("call_reason", Words),
        ],
    ),
    form("refusal_objections", &[must("text", Words), may("complainant", Member)]),
    form(
        "objection_decision",
        &[
            must("upheld", YesNo),
            must("text", Words),
            may("way", WAY),
            may("night_reason", Words),
            may("call_reason", Words),
        ],
    ),
    form(
        "findings",
        &[must("source", One("source", WhoseWord::SPELLINGS)), must("text", Words), may("happened_at", Time)],
    ),
    form("causes", &[must("causes", Several("cause", Cause::SPELLINGS)), must("text", Words)]),
    form(
        "plans",
        &[
            must("text", Words),
            may("complainants", Members),
            must("options[0].text", Words),
            may("options[0].complainants", Members),
            may("options[0].measures[0].text", Line),
            may("options[0].measures[0].owner", Staff),
            may("options[0].measures[0].due_at", Time),
            may("options[0].measures[1].text", Line),
            may("options[0].measures[1].owner", Staff),
            may("options[0].measures[1].due_at", Time),
            may("options[1].text", Words),
            may("options[1].complainants", Members),
            may("options[1].measures[0].text", Line),
            may("options[1].measures[0].owner", Staff),
            may("options[1].measures[0].due_at", Time),
            may("way", WAY),
            may("happened_at", Time),
            may("night_reason", Words),
            may("call_reason", Words),
            may("send_anyway", Truth),
        ],
    ),
    form(
        "plan_answer",
        &[
            must("answer", One("answer", PlanAnswer::SPELLINGS)),
            may("option", Whole(1, 5)),
            may("complainant", Member),
            may("text", Words),
            may("happened_at", Time),
        ],
    ),
    form("departures", &[must("complainant", Member), must("text", Words)]),
    form("measures", &[may("template", Template), may("text", Words), may("owner", Staff), may("due_at", Time)]),
    form("measure_completion", TEXT),
    form("measure_waiver", TEXT),
    form(
        "responsibility",
        &[
            must("shares[0].party", One("party", ShareParty::SPELLINGS)),
            must("shares[0].percent", Whole(1, 100)),
            must("shares[0].ground", One("ground", ShareGround::SPELLINGS)),
            must("shares[0].text", Line),
            may("shares[1].party", One("party", ShareParty::SPELLINGS)),
            may("shares[1].percent", Whole(1, 100)),
            may("shares[1].ground", One("ground", ShareGround::SPELLINGS)),
            may("shares[1].text", Line),
            may("shares[2].party", One("party", ShareParty::SPELLINGS)),
            may("shares[2].percent", Whole(1, 100)),
            may("shares[2].ground", One("ground", ShareGround::SPELLINGS)),
            may("shares[2].text", Line),
        ],
    ),
    form("staff_responsibility", &[must("staff", Staff), must("text", Words)]),
    form(
        "result_notice",
        &[
            may("complainants", Members),
            may("text", Words),
            may("changed", Words),
            may("way", WAY),
            may("happened_at", Time),
            may("night_reason", Words),
            may("call_reason", Words),
            may("send_anyway", Truth),
        ],
    ),
    form(
        "resolution",
        &[
            may("text", Words),
            may("way", WAY),
            may("happened_at", Time),
            may("night_reason", Words),
            may("call_reason", Words),
            may("send_anyway", Truth),
        ],
    ),
    form(
        "satisfaction",
        &[must("content", YesNo), may("rating", Whole(1, 5)), may("text", Words), may("happened_at", Time)],
    ),
    form(
        "final_answer",
        &[
            may("complainants", Members),
            must("text", Words),
            may("way", WAY),
            may("happened_at", Time),
            may("night_reason", Words),
            may("call_reason", Words),
            may("send_anyway", Truth),
        ],
    ),
    form("unreachable", &[]),
    form("reopening", &[must("text", Words), may("new_facts", Truth)]),
    form("withdrawal", TEXT),
    form("archive", TEXT),
    form(
        "pauses",
        &[
            must("reason", One("pause", PauseReason::SPELLINGS)),
            must("until", Time),
            must("text", Words),
            may("way", WAY),
            may("night_reason", Words),
            may("call_reason", Words),
        ],
    ),
    form("resumption", &[]),
    form(
        "extensions",
        &[
            must("reason", One("extension", ExtensionReason::SPELLINGS)),
            must("due_at", Time),
            must("text", Words),
            may("way", WAY),
            may("night_reason", Words),
            may("call_reason", Words),
        ],
    ),
    form(
        "questions",
        &[must("respondent", One("respondent", Respondent::SPELLINGS)), must("to", Line), must("text", Words)],
    ),
    form("question_answer", &[must("position", One("position", Position::SPELLINGS)), must("text", Words)]),
    form("site_checks", &[must("place", Line), must("text", Words), must("due_at", Time), may("owner", Staff)]),
    form("site_check_report", TEXT),
    form("evidence", &[must("what", One("evidence", EvidenceKind::SPELLINGS)), must("text", Words)]),
    form("evidence_securing", TEXT),
    form("evidence_loss", TEXT),
    form("escalation", &[must("to", One("level", EscalationLevel::SPELLINGS)), must("text", Words)]),
    form(
        "duties",
        &[
            must("duty", One("duty", Duty::SPELLINGS)),
            may("staff", Staff),
            may("at", Time),
            must("text", Words),
            may("waived", Truth),
        ],
    ),
    form("steps", &[must("step", Step), may("text", Words)]),
    form("file_mark", &[must("is_paper", YesNo)]),
    form("unit", &[may("unit", Unit), may("reason", Words)]),
    form("contact_restriction", &[must("review_at", Time), must("text", Words)]),
    form("contact_release", TEXT),
    form("translations", &[must("entry", Whole(1, i64::MAX)), must("language", Line), must("text", Words)]),
    form("kind", &[must("kind", One("kind", CaseKind::SPELLINGS)), must("reason", Words)]),
    form("confirmations", &[must("entry", Whole(1, i64::MAX)), may("text", Words)]),
    form(
        "corrections",
        &[
            must("entry", Whole(1, i64::MAX)),
            must("does", Takes::Truths("correction", &["adds", "withdraws", "erases"])),
            must("text", Words),
            may("page_text", Words),
        ],
    ),
    form("links", &[must("other", Line), must("how", One("link", LinkKind::SPELLINGS)), may("text", Words)]),
    form("link_removals", &[must("other", Line)]),
    form("merge", &[must("into", Line), must("text", Words)]),
    form("unmerge", TEXT),
    form(
        "split",
        &[
            must("parts[0].text", Words),
            may("parts[0].desired_outcome", Line),
            may("parts[0].category", Takes::Category),
            may("parts[1].text", Words),
            may("parts[1].desired_outcome", Line),
            may("parts[1].category", Takes::Category),
            must("text", Words),
        ],
    ),
    form(
        "proceedings",
        &[
            must("body", One("body", Authority::SPELLINGS)),
            must("name", Line),
            may("reference", Line),
            may("received_at", Time),
            may("answer_due_at", Time),
            must("text", Words),
        ],
    ),
    form(
        "proceeding_steps",
        &[must("step", One("step", ProceedingStep::SPELLINGS)), may("at", Time), must("text", Words)],
    ),
    form(
        "proceeding_dates",
        &[must("topic", One("topic", DateTopic::SPELLINGS)), must("at", Time), must("text", Words)],
    ),
    form("publication", &[must("matter", Words), must("result", Words)]),
    form(
        "publication_decision",
        &[
            must("publish", YesNo),
            must("text", Words),
            may("way", WAY),
            may("night_reason", Words),
            may("call_reason", Words),
        ],
    ),
    form("publication_supplier_notices", &[must("channel", CHANNEL), must("text", Words)]),
    form("publication_objections", &[must("by", One("objector", ObjectorKind::SPELLINGS)), must("text", Words)]),
    form("publication_release", &[]),
    form("follow_links", &[may("complainant", Member), must("link", One("follow-link", &LINKS))]),
    form("hold", TEXT),
    form("hold_release", TEXT),
    form("restriction", &[must("ground", One("restriction", RestrictionGround::SPELLINGS)), must("text", Words)]),
    form("restriction_release", TEXT),
    form("restriction_looks", TEXT),
    form("erasure", &[must("ground", One("erasure", ErasureGround::OF_CASES_SPELLED)), may("complainant", Member)]),
];

/// The form of an act.
pub fn of(act: &str) -> Option<&'static Form> {
    FORMS.iter().find(|form| form.act == act)
}
