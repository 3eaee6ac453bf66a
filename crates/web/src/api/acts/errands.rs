//! Acts by which others do something for the investigation, and acts of the
//! desk about who speaks with whom (journey §4).

use super::prelude::*;
use homeward_app::acts;
use utoipa::ToSchema;

act!(
    /// Asks a supplier or a department.
    questions, "/api/v1/cases/{number}/questions", NewQuestion, Writer, acts::ask_question
);
act_on!(
    /// Puts their answer on record.
    question_answer, "/api/v1/cases/{number}/questions/{part}/answer", NewQuestionAnswer, Writer, acts::answer_question
);
act!(
    /// Lets somebody near go and look.
    site_checks, "/api/v1/cases/{number}/site_checks", NewSiteCheck, Writer, acts::order_site_check
);
act_on!(
    /// Puts on record what was seen.
    site_check_report, "/api/v1/cases/{number}/site_checks/{part}/report", NewSiteCheckReport, Writer, acts::report_site_check
);
act!(
    /// Names evidence that disappears unless it is secured.
    evidence, "/api/v1/cases/{number}/evidence", NewEvidence, Writer, acts::name_evidence
);
act_on!(
    /// Says that evidence is safe.
    evidence_securing, "/api/v1/cases/{number}/evidence/{part}/securing", NewSecuring, Writer, acts::secure_evidence
);
act_on!(
    /// Says that evidence is gone.
    evidence_loss, "/api/v1/cases/{number}/evidence/{part}/loss", NewLoss, Writer, acts::lose_evidence
);
act!(
    /// Lets the case go up the chain of owner, lead, manager.
    escalation, "/api/v1/cases/{number}/escalation", NewEscalation, Writer, acts::escalate
);
act!(
    /// Restricts abusive contact to writing; rights and clocks stay.
    contact_restriction, "/api/v1/cases/{number}/contact_restriction", NewContactRestriction, Lead, acts::restrict_contact
);
act!(
    /// Opens every way of contact again.
    contact_release, "/api/v1/cases/{number}/contact_release", NewContactRelease, Writer, acts::free_contact
);
act!(
    /// Puts a translation beside an entry.
    translations, "/api/v1/cases/{number}/translations", NewTranslation, Writer, acts::add_translation
);
act!(
    /// Says that the case is another kind of matter than was thought.
    kind, "/api/v1/cases/{number}/kind", NewKind, Writer, acts::change_kind
);

described! {
    /// A question.
    NewQuestion {
        /// `supplier` or `department`.
        #[schema(example = "supplier")]
        respondent: String,
        /// A supplier or unit by its reference.
        #[schema(example = "S-0012")]
        to: String,
        /// The facts they need and the question; to a supplier without personal data.
        #[schema(example = "11 月 20 日的团安排了两个购物点，行程单上只有一个。请说明原因并附当日行程记录。")]
        text: String,
    }
    /// An answer.
    NewQuestionAnswer {
        /// `confirmed`, `partly_confirmed` or `disputed`.
        #[schema(example = "confirmed")]
        position: String,
        /// Their answer.
        #[schema(example = "情况属实，系司导临时安排。")]
        text: String,
    }
    /// Something to be looked at.
    NewSiteCheck {
        /// The place.
        #[schema(example = "酒店 3 楼走廊")]
        place: String,
        /// What is looked at.
        #[schema(example = "查看噪音来源，拍照并询问当班人员")]
        text: String,
        /// By when.
        #[schema(example = "2026-11-25T18:00:00+08:00")]
        due_at: String,
        /// Who goes there, a member of staff by number.
        owner: Option<i64>,
    }
    /// What was seen.
    NewSiteCheckReport {
        /// What was seen.
        #[schema(example = "设备间门未关，夜间有低频噪音")]
        text: String,
    }
    /// Evidence that disappears.
    NewEvidence {
        /// `cctv`, `call_recording`, `room`, `post` or `other`.
        #[schema(example = "cctv")]
        what: String,
        /// Where it is and why it disappears.
        #[schema(example = "大堂监控录像，保存 7 天")]
        text: String,
    }
    /// Evidence that is safe.
    NewSecuring {
        /// Where it is kept.
        #[schema(example = "已拷贝至证据盘 A-12")]
        text: String,
    }
    /// Evidence that is gone.
    NewLoss {
        /// Why.
        #[schema(example = "录像已被覆盖")]
        text: String,
    }
    /// A step up the chain.
    NewEscalation {
        /// `lead` or `manager`.
        #[schema(example = "lead")]
        to: String,
        /// Why.
        #[schema(example = "客人要求与主管通话")]
        text: String,
    }
    /// Abusive contact.
    NewContactRestriction {
        /// When it is looked at again; 90 days at most.
        #[schema(example = "2026-12-20T09:00:00+08:00")]
        review_at: String,
        /// What happened, and that they were warned.
        #[schema(example = "多次辱骂客服，已警告；改为书面沟通")]
        text: String,
    }
    /// Every way is open again.
    NewContactRelease {
        /// Why.
        #[schema(example = "沟通已恢复正常")]
        text: String,
    }
    /// A translation.
    NewTranslation {
        /// The place of the entry whose words it renders.
        #[schema(example = 1)]
        entry: i64,
        /// The language it is in.
        #[schema(example = "en")]
        language: String,
        /// The words.
        #[schema(example = "The guide forced us to shop.")]
        text: String,
    }
    /// Another kind of matter.
    NewKind {
        /// What it is.
        #[schema(example = "complaint")]
        kind: String,
        /// Why.
        #[schema(example = "客人表示对处理不满，转为投诉")]
        reason: String,
    }
}
