//! From the name of an act to its use case.

use homeward_app::acts::{self, Done, HandedOut, Request};
use homeward_app::{App, AppError, Scope};
use serde_json::Value;

/// The act that gives an answer of its own: a private link.
pub const FOLLOW_LINKS: &str = "follow_links";

/// What an act needs besides the right to act on cases.
pub fn needs(act: &str) -> Scope {
    match act {
        "extensions" | "responsibility" | "confirmations" | "contact_restriction" | "objection_decision" => {
            Scope::ExtensionsWrite
        }
        "final_answer"
        | "staff_responsibility"
        | "publication_decision"
        | "publication_release"
        | "hold"
        | "hold_release" => Scope::DecisionsWrite,
        "erasure" | "restriction" | "restriction_release" | "restriction_looks" => Scope::PrivacyWrite,
        _ => Scope::CasesWrite,
    }
}

/// Hands out a private link, which is shown once.
pub async fn hand_out(app: &App, request: Request, body: &Value) -> Result<HandedOut, AppError> {
    request.caller.must(needs(FOLLOW_LINKS))?;
    acts::hand_out_link(app, request, body).await
}

/// Carries an act out; `part` is the numbered part of the case that it is about.
pub async fn carry_out(app: &App, request: Request, act: &str, part: i64, body: &Value) -> Done {
    request.caller.must(needs(act))?;
    match act {
        "messages" => acts::record_message(app, request, body).await,
        "notes" => acts::add_note(app, request, body).await,
        "additions" => acts::add_to_matter(app, request, body).await,
        "representation_ends" => acts::end_representation(app, request, body).await,
        "representatives" => acts::name_representative(app, request, body).await,
        "assignment" => acts::assign(app, request, body).await,
        "acceptance" => acts::decide_acceptance(app, request, body).await,
        "refusal_objections" => acts::object_to_refusal(app, request, body).await,
        "objection_decision" => acts::decide_objection(app, request, body).await,
        "triage" => acts::triage(app, request, body).await,
        "findings" => acts::record_finding(app, request, body).await,
        "causes" => acts::name_causes(app, request, body).await,
        "plans" => acts::propose_plan(app, request, body).await,
        "plan_answer" => acts::answer_plan(app, request, part, body).await,
        "departures" => acts::leave_group(app, request, body).await,
        "measures" => acts::add_measure(app, request, body).await,
        "measure_completion" => acts::complete_measure(app, request, part, body).await,
        "measure_waiver" => acts::waive_measure(app, request, part, body).await,
        "responsibility" => acts::set_responsibility(app, request, body).await,
        "staff_responsibility" => acts::name_staff_responsibility(app, request, body).await,
        "result_notice" => crate::notice::give(app, request, body).await,
        "resolution" => acts::resolve(app, request, body).await,
        "satisfaction" => acts::record_satisfaction(app, request, body).await,
        "final_answer" => acts::give_final_answer(app, request, body).await,
        "unreachable" => acts::settle_unreachable(app, request, body).await,
        "reopening" => acts::reopen(app, request, body).await,
        "withdrawal" => acts::withdraw(app, request, body).await,
        "archive" => acts::archive(app, request, body).await,
        "pauses" => acts::pause(app, request, body).await,
        "resumption" => acts::resume(app, request, body).await,
        "extensions" => acts::extend(app, request, body).await,
        "questions" => acts::ask_question(app, request, body).await,
        "question_answer" => acts::answer_question(app, request, part, body).await,
        "site_checks" => acts::order_site_check(app, request, body).await,
        "site_check_report" => acts::report_site_check(app, request, part, body).await,
        "evidence" => acts::name_evidence(app, request, body).await,
        "evidence_securing" => acts::secure_evidence(app, request, part, body).await,
        "evidence_loss" => acts::lose_evidence(app, request, part, body).await,
        "escalation" => acts::escalate(app, request, body).await,
        "duties" => acts::fulfil_duty(app, request, body).await,
        "steps" => acts::take_step(app, request, body).await,
        "file_mark" => acts::mark_file(app, request, part, body).await,
        "unit" => acts::move_to_unit(app, request, body).await,
        "contact_restriction" => acts::restrict_contact(app, request, body).await,
        "contact_release" => acts::free_contact(app, request, body).await,
        "translations" => acts::add_translation(app, request, body).await,
        "kind" => acts::change_kind(app, request, body).await,
        "confirmations" => acts::confirm_entry(app, request, body).await,
        "corrections" => acts::correct_entry(app, request, body).await,
        "links" => acts::link(app, request, body).await,
        "link_removals" => acts::unlink(app, request, body).await,
        "merge" => acts::merge(app, request, body).await,
        "unmerge" => acts::unmerge(app, request, body).await,
        "split" => acts::split(app, request, body).await,
        "proceedings" => acts::open_proceeding(app, request, body).await,
        "proceeding_steps" => acts::move_proceeding(app, request, part, body).await,
        "proceeding_dates" => acts::date_proceeding(app, request, part, body).await,
        "publication" => acts::propose_publication(app, request, body).await,
        "publication_decision" => acts::decide_publication(app, request, body).await,
        "publication_supplier_notices" => acts::tell_supplier_of_publication(app, request, body).await,
        "publication_objections" => acts::object_to_publication(app, request, body).await,
        "publication_release" => acts::publish(app, request, body).await,
        "hold" => acts::set_hold(app, request, body).await,
        "hold_release" => acts::lift_hold(app, request, body).await,
        "erasure" => acts::erase(app, request, body).await,
        "restriction" => acts::restrict(app, request, body).await,
        "restriction_release" => acts::lift_restriction(app, request, body).await,
        "restriction_looks" => acts::see_restricted(app, request, body).await,
        _ => Err(AppError::NotFound),
    }
}
