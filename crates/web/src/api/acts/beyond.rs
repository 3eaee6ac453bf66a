//! Acts that reach beyond a case: other cases, outside proceedings, the public,
//! how long it is kept (journey §§4, 7).

use super::prelude::*;
use homeward_app::acts;
use utoipa::ToSchema;

act!(
    /// Says how the case belongs to another one.
    links, "/api/v1/cases/{number}/links", NewLink, Writer, acts::link
);
act!(
    /// Takes a link back.
    link_removals, "/api/v1/cases/{number}/link_removals", NewLinkRemoval, Writer, acts::unlink
);
act!(
    /// Lets another case go on with this one, by the earlier receipt and the stricter due times.
    merge, "/api/v1/cases/{number}/merge", NewMerge, Writer, acts::merge
);
act!(
    /// Lets a merged case go its own way again.
    unmerge, "/api/v1/cases/{number}/unmerge", NewUnmerge, Writer, acts::unmerge
);
act!(
    /// Lets parts of the matter go on as cases of their own, which keep the receipt.
    split, "/api/v1/cases/{number}/split", NewSplit, Writer, acts::split
);
act!(
    /// Attaches a procedure outside the company.
    proceedings, "/api/v1/cases/{number}/proceedings", NewProceeding, Writer, acts::open_proceeding
);
act_on!(
    /// Puts on record what happened in a proceeding.
    proceeding_steps, "/api/v1/cases/{number}/proceedings/{part}/steps", NewProceedingStep, Writer, acts::move_proceeding
);
act_on!(
    /// Tells a date of a proceeding.
    proceeding_dates, "/api/v1/cases/{number}/proceedings/{part}/dates", NewProceedingDate, Writer, acts::date_proceeding
);
act!(
    /// Proposes a nameless result for publication.
    publication, "/api/v1/cases/{number}/publication", NewPublication, Writer, acts::propose_publication
);
act!(
    /// Decides whether it is published.
    publication_decision, "/api/v1/cases/{number}/publication_decision", NewPublicationDecision, Manager, acts::decide_publication
);
act!(
    /// Puts on record that a supplier concerned was told what is to be published.
    publication_supplier_notices, "/api/v1/cases/{number}/publication_supplier_notices", NewPublicationSupplierNotice, Writer, acts::tell_supplier_of_publication
);
act!(
    /// Puts an objection to it on record.
    publication_objections, "/api/v1/cases/{number}/publication_objections", NewPublicationObjection, Writer, acts::object_to_publication
);
act!(
    /// Publishes an approved result for 30 days.
    publication_release, "/api/v1/cases/{number}/publication_release", NewPublicationRelease, Manager, acts::publish
);
act!(
    /// Lets nothing of the case be deleted.
    hold, "/api/v1/cases/{number}/hold", NewHold, Manager, acts::set_hold
);
act!(
    /// Lets it be deleted again when its time is over.
    hold_release, "/api/v1/cases/{number}/hold_release", NewHoldRelease, Manager, acts::lift_hold
);

described! {
    /// A link to another case.
    NewLink {
        /// The other case.
        #[schema(example = "HW-2611-000123-7")]
        other: String,
        /// `related`, `same_matter`, `same_incident` or `follow_up`.
        #[schema(example = "same_incident")]
        how: String,
        /// Why.
        #[schema(example = "同一车次的另一位旅客")]
        text: Option<String>,
    }
    /// A link that was wrong.
    NewLinkRemoval {
        /// The other case.
        #[schema(example = "HW-2611-000123-7")]
        other: String,
    }
    /// The case that goes on.
    NewMerge {
        /// The case that goes on.
        #[schema(example = "HW-2611-000123-7")]
        into: String,
        /// Why.
        #[schema(example = "同一客人就同一事项重复反映")]
        text: String,
    }
    /// Why the case goes its own way again.
    NewUnmerge {
        /// Why.
        #[schema(example = "两个订单，不是同一事项")]
        text: String,
    }
    /// Parts that go on by themselves.
    NewSplit {
        /// Twenty at most.
        parts: Vec<NewPart>,
        /// Why.
        #[schema(example = "退费与导游服务分开处理")]
        text: String,
    }
    /// One part; what is left out it has from the whole.
    NewPart {
        /// What this part is about.
        #[schema(example = "自费项目多收 200 元")]
        text: String,
        /// What the complainant wants of this part.
        desired_outcome: Option<String>,
        /// The kind, where it is another.
        kind: Option<String>,
        /// Category `main.sub`.
        #[schema(example = "price.extra_paid_items")]
        category: Option<String>,
    }
    /// A notice from outside.
    NewProceeding {
        /// `authority`, `association`, `platform`, `court` or `arbitrator`.
        #[schema(example = "authority")]
        body: String,
        /// Name of the body.
        #[schema(example = "市文化和旅游局")]
        name: String,
        /// Their number.
        #[schema(example = "旅投〔2026〕118号")]
        reference: Option<String>,
        /// What it is about and what was received.
        #[schema(example = "受理通知书，要求书面答复并提交证据。")]
        text: String,
        /// The law it follows, in the version of the receipt: `cn_tourism_complaint` or `cn_consumer_complaint`.
        #[schema(example = "cn_tourism_complaint")]
        law: Option<String>,
        /// When the notice reached us, if not now.
        received_at: Option<String>,
        /// By when it wants our answer.
        #[schema(example = "2026-11-27T18:00:00+08:00")]
        answer_due_at: Option<String>,
    }
    /// Something that happened in a proceeding.
    NewProceedingStep {
        /// `accepted`, `not_accepted`, `transferred`, `extended`, `answered`, `mediated`, `mediation_ended`, `decided` or `withdrawn`.
        #[schema(example = "answered")]
        step: String,
        /// What the document says.
        #[schema(example = "已提交书面答复及证据目录。")]
        text: String,
        /// Date of the document, if not now.
        at: Option<String>,
    }
    /// A date that was told.
    NewProceedingDate {
        /// `acceptance`, `answer` or `conclusion`.
        #[schema(example = "conclusion")]
        topic: String,
        /// The date.
        #[schema(example = "2027-01-20T18:00:00+08:00")]
        at: String,
        /// Where it was told.
        #[schema(example = "经办人电话告知")]
        text: String,
    }
    /// A nameless result.
    NewPublication {
        /// What it was about, without personal data.
        #[schema(example = "旅客反映行程外安排购物。")]
        matter: String,
        /// How it ended, without personal data.
        #[schema(example = "查实后退还购物款，停止与该地接社合作。")]
        result: String,
    }
    /// A manager's decision.
    NewPublicationDecision {
        /// Whether it is published.
        publish: bool,
        /// What those concerned are told, or why it is withheld.
        #[schema(example = "处理结果将隐去姓名后公示 30 天，如有异议请告知。")]
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
    /// What a supplier concerned was told; they may object from then on.
    NewPublicationSupplierNotice {
        /// How it came to them.
        #[schema(example = "email")]
        channel: String,
        /// What they were told, and who of them took it.
        #[schema(example = "已将拟公示的文字发给酒店质检经理，如有异议请三日内提出。")]
        text: String,
    }
    /// An objection.
    NewPublicationObjection {
        /// `complainant` or `supplier`.
        #[schema(example = "complainant")]
        by: String,
        /// Why.
        #[schema(example = "不希望公开")]
        text: String,
    }
    /// Nothing is told.
    NewPublicationRelease {}
    /// A ground to keep everything.
    NewHold {
        /// On what ground.
        #[schema(example = "法院要求保全证据")]
        text: String,
    }
    /// The ground is gone.
    NewHoldRelease {
        /// Why.
        #[schema(example = "诉讼已结束")]
        text: String,
    }
}
