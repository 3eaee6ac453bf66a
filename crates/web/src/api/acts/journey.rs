//! Acts on the way of a case: triage, investigation, plans, measures,
//! responsibility, settlement, closing (journey §§2–7).

use super::prelude::*;
use homeward_app::acts;
use utoipa::ToSchema;

act!(
    /// Says what the case is about, how much it presses and how grave it is.
    triage, "/api/v1/cases/{number}/triage", NewTriage, Writer, acts::triage
);
act!(
    /// Puts on record what was found out.
    findings, "/api/v1/cases/{number}/findings", NewFinding, Writer, acts::record_finding
);
act!(
    /// Names the causes: the facts are gathered.
    causes, "/api/v1/cases/{number}/causes", NewCauses, Writer, acts::name_causes
);
act!(
    /// Puts a plan to the complainant.
    plans, "/api/v1/cases/{number}/plans", NewPlan, Writer, acts::propose_plan
);
act_on!(
    /// Puts on record what a complainant says to a version of the plan.
    plan_answer, "/api/v1/cases/{number}/plans/{part}/answer", NewPlanAnswer, Writer, acts::answer_plan
);
act!(
    /// One of a group goes on without us.
    departures, "/api/v1/cases/{number}/departures", NewDeparture, Writer, acts::leave_group
);
act!(
    /// Says the company's last word.
    final_answer, "/api/v1/cases/{number}/final_answer", NewFinalAnswer, Manager, acts::give_final_answer
);
act!(
    /// Settles a case whose complainant cannot be reached after all that was tried.
    unreachable, "/api/v1/cases/{number}/unreachable", NewUnreachable, Writer, acts::settle_unreachable
);
act!(
    /// Adds a thing to do.
    measures, "/api/v1/cases/{number}/measures", NewMeasure, Writer, acts::add_measure
);
act_on!(
    /// Says that a measure is done.
    measure_completion, "/api/v1/cases/{number}/measures/{part}/completion", NewCompletion, Writer, acts::complete_measure
);
act_on!(
    /// Says that a measure is not needed any more.
    measure_waiver, "/api/v1/cases/{number}/measures/{part}/waiver", NewWaiver, Writer, acts::waive_measure
);
act!(
    /// Says who answers for what.
    responsibility, "/api/v1/cases/{number}/responsibility", NewResponsibility, Lead, acts::set_responsibility
);
act!(
    /// Tells the complainant the result in writing: from the settlement on, and the whole
    /// of it or nothing.
    give_result_notice, "/api/v1/cases/{number}/result_notice", NewResultNotice, Writer, crate::notice::give
);
act!(
    /// Closes the case.
    resolution, "/api/v1/cases/{number}/resolution", NewResolution, Writer, acts::resolve
);
act!(
    /// Puts on record whether the complainant is content.
    satisfaction, "/api/v1/cases/{number}/satisfaction", NewSatisfaction, Writer, acts::record_satisfaction
);
act!(
    /// Takes the matter up again.
    reopening, "/api/v1/cases/{number}/reopening", NewReopening, Writer, acts::reopen
);
act!(
    /// The complainant takes the matter back.
    withdrawal, "/api/v1/cases/{number}/withdrawal", NewWithdrawal, Writer, acts::withdraw
);
act!(
    /// Seals the file.
    archive, "/api/v1/cases/{number}/archive", NewArchive, Writer, acts::archive
);

described! {
    /// What is told changes; what is left out stays as it is.
    NewTriage {
        /// Category `main.sub`; told together with `handling_type`.
        #[schema(example = "rights.forced_shopping")]
        category: Option<String>,
        /// Any number of others.
        other_categories: Option<Vec<String>>,
        /// `service`, `product`, `price` or `contract`.
        #[schema(example = "service")]
        handling_type: Option<String>,
        /// `improvement`, `respect`, `being_heard` or `compensation`.
        motives: Option<Vec<String>>,
        /// `general`, `major` or `urgent`.
        #[schema(example = "urgent")]
        nature: Option<String>,
        /// Whether a person is in danger.
        danger: Option<bool>,
        /// The entry that told so; the receipt, 1, where it is not named.
        entry: Option<i64>,
        /// How grave it is.
        severity: Option<NewSeverity>,
        /// A grade of one's own, which stands until it is lifted by `none`.
        #[schema(example = "serious")]
        r#override: Option<String>,
        /// Why.
        #[schema(example = "客人来电称有人受伤，已送医")]
        reason: String,
    }
    /// What a person judges of severity.
    NewSeverity {
        /// What was lost: 0 nothing, 1 comfort, 2 a part of the trip or up to the item's price, 3 the trip or health.
        #[schema(example = 2)]
        content: i64,
        /// From where it came: 0 direct, 1 platform or post, 2 authority or association, 3 media, court, a post with reach.
        source: Option<i64>,
        /// `death`, `serious_injury`, `danger_not_over`, `minor_injury`, `data_leak`, `media_with_reach`, `authority_demand`.
        circumstances: Option<Vec<String>>,
        /// Whether the whole trip is touched.
        whole_trip: Option<bool>,
        /// Whether a department must act.
        department: Option<bool>,
        /// Whether the front line's limit is exceeded.
        over_limit: Option<bool>,
    }
    /// Something found out.
    NewFinding {
        /// Whose word: `complainant`, `staff`, `supplier`, `on_site`, `witness` or `document`.
        #[schema(example = "supplier")]
        source: String,
        /// What was found.
        #[schema(example = "地接社确认当日安排了两个购物点，行程单上只有一个。")]
        text: String,
        /// When what was found happened.
        happened_at: Option<String>,
        /// The place of an earlier finding that says otherwise.
        contradicts: Option<i64>,
    }
    /// Why it happened.
    NewCauses {
        /// From the tree, the root cause first, as `people.perfunctory_work`.
        #[schema(example = json!(["supplier", "promise"]))]
        causes: Vec<String>,
        /// What it means for the business, and the plan in mind.
        #[schema(example = "地接社擅自增加购物点，按合同应退还费用。")]
        text: String,
    }
    /// A plan.
    NewPlan {
        /// Where the writer has seen that their apology was sent before.
        send_anyway: Option<bool>,
        /// What the complainant is told.
        #[schema(example = "我们提出以下两种方案，请您选择。")]
        text: String,
        /// The alternatives; five at most.
        options: Vec<NewPlanOption>,
        /// How it came to them: `on_page`, `by_voice`, `handed_over` or `sent_elsewhere`;
        /// on their page where it is not told.
        #[schema(example = "by_voice")]
        told: Option<String>,
        /// By which way it was told, where that is not the one they used last.
        channel: Option<String>,
        /// Why they are rung up between 21:00 and 08:00 where they are, where that is done.
        night_reason: Option<String>,
        /// Whom of a group it is for alone, from 1, the representative; on nobody else's
        /// page. For all where it is not told.
        #[schema(example = json!([2]))]
        complainants: Option<Vec<i64>>,
        /// Why they are rung up although contact is restricted to writing, where that is done.
        call_reason: Option<String>,
        /// When it was, where it is written down later: told by voice, handed over or sent,
        /// and at most 72 hours ago. A breach stays, and is shown as entered late.
        happened_at: Option<String>,
    }
    /// One alternative of a plan.
    NewPlanOption {
        /// What is offered.
        #[schema(example = "退还购物款 1,200 元")]
        text: String,
        /// What will be done if it is chosen; twenty at most.
        measures: Option<Vec<NewPlannedMeasure>>,
        /// Whom of those to whom the plan is put it is for, from 1; for all of them where
        /// it is not told.
        complainants: Option<Vec<i64>>,
    }
    /// One thing that a plan promises to do.
    NewPlannedMeasure {
        /// What.
        #[schema(example = "财务退款至原支付账户")]
        text: String,
        /// A member of staff by number.
        owner: Option<i64>,
        /// By when.
        #[schema(example = "2026-11-25T18:00:00+08:00")]
        due_at: Option<String>,
    }
    /// One thing to do, in words of one's own or by one of the usual measures.
    NewMeasure {
        /// What.
        #[schema(example = "财务退款至原支付账户")]
        text: Option<String>,
        /// One of the usual measures of a handling type, as `service.stop`.
        template: Option<String>,
        /// A member of staff by number.
        owner: Option<i64>,
        /// By when.
        #[schema(example = "2026-11-25T18:00:00+08:00")]
        due_at: Option<String>,
    }
    /// An answer to a plan.
    NewPlanAnswer {
        /// `accepted`, `change_asked` or `refused`.
        #[schema(example = "accepted")]
        answer: String,
        /// The alternative that is accepted, from 1.
        #[schema(example = 1)]
        option: Option<i64>,
        /// Who of a group, from 1, the representative.
        complainant: Option<i64>,
        /// In their words.
        #[schema(example = "可以，请尽快退款。")]
        text: Option<String>,
        /// When they said it, where it is written down later: not before what they speak of,
        /// and at most 72 hours ago. A breach stays, and is shown as entered late.
        happened_at: Option<String>,
    }
    /// One of a group leaves.
    NewDeparture {
        /// Who, from 1.
        #[schema(example = 2)]
        complainant: i64,
        /// Why.
        #[schema(example = "自行与导游和解")]
        text: String,
    }
    /// The company's last word.
    NewFinalAnswer {
        /// Where the writer has seen that their apology was sent before.
        send_anyway: Option<bool>,
        /// Position, reasons, the offer that stays open, the ways outside.
        #[schema(example = "经核查……我们的最终意见如下。您也可以向文旅部门或 12345 反映。")]
        text: String,
        /// How it came to them: `on_page`, `by_voice`, `handed_over` or `sent_elsewhere`;
        /// on their page where it is not told.
        #[schema(example = "by_voice")]
        told: Option<String>,
        /// By which way it was told, where that is not the one they used last.
        channel: Option<String>,
        /// Why they are rung up between 21:00 and 08:00 where they are, where that is done.
        night_reason: Option<String>,
        /// Whom of a group it is for alone, from 1, the representative; on nobody else's
        /// page. For all where it is not told.
        #[schema(example = json!([2]))]
        complainants: Option<Vec<i64>>,
        /// Why they are rung up although contact is restricted to writing, where that is done.
        call_reason: Option<String>,
        /// When it was, where it is written down later: told by voice, handed over or sent,
        /// and at most 72 hours ago. A breach stays, and is shown as entered late.
        happened_at: Option<String>,
    }
    /// Nothing is told.
    NewUnreachable {}
    /// A measure was done.
    NewCompletion {
        /// What shows it.
        #[schema(example = "退款流水号 20261125-0087")]
        text: String,
    }
    /// A measure is not needed.
    NewWaiver {
        /// Why.
        #[schema(example = "客人已自行换房")]
        text: String,
    }
    /// Who answers for what.
    NewResponsibility {
        /// The shares; they add to 100.
        shares: Vec<NewShare>,
    }
    /// One share.
    NewShare {
        /// `company`, `supplier`, `traveller`, `third_party` or `force_majeure`.
        #[schema(example = "supplier")]
        party: String,
        /// In whole percent.
        #[schema(example = 70)]
        percent: i64,
        /// As `compliance`; each party has its own.
        #[schema(example = "compliance")]
        ground: String,
        /// Who exactly, and why.
        #[schema(example = "地接社擅自变更行程")]
        text: String,
    }
    /// The result notice.
    NewResultNotice {
        /// Where the writer has seen that their apology was used before.
        send_anyway: Option<bool>,
        /// The whole notice with its sections; null for the letter that the same address
        /// gives.
        text: Option<String>,
        /// What we changed because of it; or nothing, because …
        #[schema(example = "已修订行程单核对流程，并对地接社停止派团。")]
        changed: Option<String>,
        /// How it came to them: `on_page`, `by_voice`, `handed_over` or `sent_elsewhere`;
        /// on their page where it is not told.
        #[schema(example = "sent_elsewhere")]
        told: Option<String>,
        /// By which way it was told, where that is not the one they used last.
        #[schema(example = "letter")]
        channel: Option<String>,
        /// Why they are rung up between 21:00 and 08:00 where they are, where that is done.
        night_reason: Option<String>,
        /// Whom of a group it is for alone, from 1, the representative; on nobody else's
        /// page. For all where it is not told, unless the matter ended differently for
        /// them: then each letter is for those for whom it ended alike.
        #[schema(example = json!([2]))]
        complainants: Option<Vec<i64>>,
        /// Why they are rung up although contact is restricted to writing, where that is done.
        call_reason: Option<String>,
        /// When it was, where it is written down later: told by voice, handed over or sent,
        /// and at most 72 hours ago. A breach stays, and is shown as entered late.
        happened_at: Option<String>,
    }
    /// The closing.
    NewResolution {
        /// Where the writer has seen that their apology was sent before.
        send_anyway: Option<bool>,
        /// Words to the complainant at the closing, where there are any.
        #[schema(example = "各项都已办妥，感谢您的批评。")]
        text: Option<String>,
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
        /// When it was, where it is written down later: told by voice, handed over or sent,
        /// and at most 72 hours ago. A breach stays, and is shown as entered late.
        happened_at: Option<String>,
    }
    /// Whether the complainant is content.
    NewSatisfaction {
        /// Whether they are.
        content: bool,
        /// From 1 to 5.
        #[schema(example = 4)]
        rating: Option<i64>,
        /// In their words; needed where they are not content.
        text: Option<String>,
        /// When they said it, where it is written down later: not before what they speak of,
        /// and at most 72 hours ago. A breach stays, and is shown as entered late.
        happened_at: Option<String>,
    }
    /// Why the matter is taken up again.
    NewReopening {
        /// Why.
        #[schema(example = "客人补充了录音")]
        text: String,
        /// Whether something new came up.
        new_facts: Option<bool>,
    }
    /// The complainant's words.
    NewWithdrawal {
        /// Their words.
        #[schema(example = "问题已解决，不再投诉。")]
        text: String,
    }
    /// What was learned.
    NewArchive {
        /// What went well, and what did not.
        #[schema(example = "响应及时；行程单与实际不符的问题已反馈产品部。")]
        text: String,
    }
}
