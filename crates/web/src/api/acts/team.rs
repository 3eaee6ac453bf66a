//! Acts about who at the company does what: duties of the strategy, steps of
//! the procedure, the unit, private links (journey §§2, 4, 6).

use super::prelude::*;
use homeward_app::acts;
use utoipa::ToSchema;

act!(
    /// Says that what the strategy asks for was done.
    duties, "/api/v1/cases/{number}/duties", NewDuty, Writer, acts::fulfil_duty
);
act!(
    /// Takes a step of the procedure that the category has.
    steps, "/api/v1/cases/{number}/steps", NewStep, Writer, acts::take_step
);
act!(
    /// Gives the case to another unit, or to none.
    unit, "/api/v1/cases/{number}/unit", NewUnitOfCase, Writer, acts::move_to_unit
);
act!(
    /// Says what a member of staff answers for, apart from the shares.
    staff_responsibility, "/api/v1/cases/{number}/staff_responsibility", NewStaffResponsibility, Manager,
    acts::name_staff_responsibility
);
act_on!(
    /// Says whether a file is the scan of an identity paper. Whoever works on the case may
    /// close one so; it is opened again by tokens that may see contact points alone.
    file_mark, "/api/v1/cases/{number}/files/{part}/mark", NewFileMark, Writer, acts::mark_file
);

/// Hands out the private link of a complainant, a new one or the one in force. It
/// is in this answer and in that to the intake alone; each time stands on record.
#[utoipa::path(post, path = "/api/v1/cases/{number}/follow_links", tag = "acts", request_body = NewFollowLink,
    params(("number" = String, Path), ("If-Match" = Option<String>, Header), ("Idempotency-Key" = Option<String>, Header)),
    responses((status = 201, body = CaseWithLink), (status = 400, body = Problem), (status = 401, body = Problem),
        (status = 403, body = Problem), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 412, body = Problem), (status = 413, body = Problem), (status = 422, body = Problem),
        (status = 503, body = Problem)))]
pub async fn follow_links(
    State(web): State<Web>,
    Writer(caller, language): Writer,
    Path(number): Path<String>,
    headers: HeaderMap,
    body: Json,
) -> Result<Response, Failed> {
    let failed = |error| Failed(language, error);
    let request = request(caller, number, "follow_links", &headers, &body.bytes).map_err(failed)?;
    let handed = acts::hand_out_link(&web.app, request, &body.value).await.map_err(failed)?;
    Ok(answer_with_link(&handed.view, handed.repeat, handed.url))
}

described! {
    /// A duty that was done.
    NewDuty {
        /// One of the duties of the strategy in force, as `daily_review`.
        #[schema(example = "manager_takes_part")]
        duty: String,
        /// Who takes part by it or was told, a member of staff by number: for `team`,
        /// `legal_adviser` and `tell_department` anybody, for `tell_lead` a lead, for
        /// `manager_takes_part` a manager. `confirm_problem`, `solve`, `alternatives`,
        /// `named_person`, `one_owner` and `ask_whether_content` are shown by other entries,
        /// and can only be waived here.
        #[schema(example = 2)]
        staff: Option<i64>,
        /// When a `daily_review` was, within the last 24 hours.
        at: Option<String>,
        /// Where it is not needed in this case; `text` says why.
        waived: Option<bool>,
        /// What was done.
        #[schema(example = "值班经理已接手，统一对外沟通")]
        text: String,
    }
    /// A step that was taken.
    NewStep {
        /// One of the steps of the procedure, as `rescue`.
        #[schema(example = "rescue")]
        step: String,
        /// What was done.
        #[schema(example = "已送当地医院，家属已通知")]
        text: Option<String>,
    }
    /// Another unit.
    NewUnitOfCase {
        /// A unit by its reference; null for none.
        #[schema(example = "SZ-01")]
        unit: Option<String>,
        /// Needed where another unit had it.
        #[schema(example = "客人住在深圳店")]
        reason: Option<String>,
    }
    /// What a member of staff answers for.
    NewStaffResponsibility {
        /// A member of staff by number.
        #[schema(example = 3)]
        staff: i64,
        /// For what.
        #[schema(example = "未按规定核对航班时间")]
        text: String,
    }
    /// Whether a file is an identity paper.
    NewFileMark {
        /// Whether it is the scan of a passport, an identity card, a household register, a
        /// visa or the like.
        #[schema(example = true)]
        is_paper: bool,
    }
    /// A private link to hand out.
    NewFollowLink {
        /// Who of a group, from 1; the representative where it is not told.
        #[schema(example = 1)]
        complainant: Option<i64>,
        /// `new`, so that the one before opens nothing any more, or `same`, the one
        /// in force; `new` where it is not told.
        #[schema(example = "same")]
        link: Option<String>,
    }
}
