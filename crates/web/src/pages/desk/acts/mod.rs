//! The forms of acts: each a page of its own, which the script opens in a
//! dialog on the page of the case.

mod corrected;
mod decided;
mod form;
mod link;
mod suggested;

use super::allowed::shut;
use super::case::{answered_meanwhile, drafts_sent, measure_words};
use super::erasing::{self, Erasing};
use super::restricted;
use super::said::Said;
use super::shell::Shell;
use super::visit::Visit;
use crate::form::{Input, Offered, Typed, body, errors_of, first, inputs, values, way};
use crate::frame::{PageError, page};
use crate::guard::OwnForm;
use crate::language::{Language, message};
use crate::pages::group;
use crate::pages::timeline::Names;
use crate::rejected;
use crate::state::Web;
use crate::wording::Zone;
use crate::wording::{step as step_words, time};
use askama::Template;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use form::Form;
use homeward_app::act::{Request, carry_out};
use homeward_app::case::link_handed_out;
use homeward_app::dossier::Dossier;
use homeward_app::{AppError, Key, Scope, people, quiet, read};
use homeward_domain::case::decide::takes_additions;
use homeward_domain::catalogue::Category;
use suggested::suggested;

#[derive(Template)]
#[template(path = "desk/act.html")]
struct ActPage {
    shell: Shell,
    number: String,
    action: String,
    key: String,
    hint: Option<String>,
    /// What is decided here, in the words of the record: a title and the words.
    decided: Vec<(String, String)>,
    /// Why it is for somebody else to do, or not yet.
    barred: Option<String>,
    /// What has still to be done before it, each with the way to it.
    lacks: Vec<(String, String)>,
    /// What is said before that.
    lacks_title: String,
    /// Whether it cannot be done by anybody now.
    is_shut: bool,
    /// What an erasure comes to.
    erasing: Option<Erasing>,
    errors: Vec<(String, String)>,
    fields: Vec<Input>,
    /// Whether so many fields may stay empty that saying so at each would be noise.
    all_optional: bool,
    submit: String,
    /// Colleagues who can be named in a note, who are told of it then.
    mentions: Option<String>,
}

/// The act whose answer is a private link, shown once.
const FOLLOW_LINKS: &str = "follow_links";
/// The act that takes a box to be ticked first.
const ERASURE: &str = "erasure";

/// Which numbered part of a case an act is about, and values to begin with.
#[derive(Default, serde::Deserialize)]
pub struct About {
    part: Option<i64>,
}

pub async fn form(
    visit: Visit,
    Path((number, act)): Path<(String, String)>,
    Query(told): Query<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    let form = form::of(&act).ok_or(PageError::not_found(visit.language))?;
    let part = told.iter().find(|(name, _)| name == "part").and_then(|(_, part)| part.parse().ok());
    let typed: Typed = told.into_iter().filter(|(name, _)| name != "part").collect();
    page(&act_page(&visit, number, form, part, &typed, &[]).await?)
}

pub async fn submit(
    visit: Visit,
    Path((number, act)): Path<(String, String)>,
    Query(about): Query<About>,
    OwnForm(typed): OwnForm<Typed>,
) -> Result<Response, PageError> {
    let language = visit.language;
    let form = form::of(&act).ok_or(PageError::not_found(language))?;
    let is_answer = act == "messages" && first(&typed, "direction") == "out";
    if is_answer && let Some(others) = answered_meanwhile(&visit, &number, &typed).await? {
        return Ok(others);
    }
    if form.act.name == ERASURE
        && let Some(error) = erasing::unconfirmed(&visit, &typed)
    {
        let shown = act_page(&visit, number, form, about.part, &typed, &[error]).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&shown)?).into_response());
    }
    let body = body(&form.fields, &typed);
    let key = values(&typed, "key").first().map(|key| {
        let path = format!("/desk/cases/{number}/acts/{act}?part={}", about.part.unwrap_or(0));
        Key::new(key, "POST", &path, body.to_string().as_bytes())
    });
    let request = Request { caller: visit.signed_in.caller.clone(), number: number.clone(), if_match: None, key };
    let done = carry_out(visit.app(), form.act, request, about.part.unwrap_or(1), &body).await;
    let errors = match done {
        Ok((view, _)) if act == FOLLOW_LINKS => {
            let handed = link_handed_out(visit.app(), &view).await.map_err(|error| visit.failed(error))?;
            return link::page_of(&visit, &view, &handed).await;
        }
        Ok((view, _)) => {
            if is_answer {
                drafts_sent(&visit, &number).await.map_err(|error| visit.failed(error))?;
            }
            let said = format!("/desk/cases/{}?done={act}#entry-{}", view.row.number, view.row.seq);
            return Ok(Redirect::to(&said).into_response());
        }
        Err(AppError::Invalid(errors)) => errors_of(language, &form.fields, &errors),
        Err(AppError::Rejected(rejection)) if form.act.name == ERASURE => {
            let words = erasing::said_of_refusal(
                language,
                (first(&typed, "ground"), !first(&typed, "complainant").is_empty()),
                &rejection,
            );
            return not_erased(&visit, number, form, &typed, words).await;
        }
        Err(AppError::Rejected(rejection)) => {
            let field = rejection.field().unwrap_or_default();
            let is_way = way::stands_for(field) && form.fields.iter().any(|field| field.path == "way");
            vec![(if is_way { "way" } else { field }.to_owned(), rejected(language, &rejection))]
        }
        Err(AppError::RepeatedApology(earlier)) => {
            let words = [("number", earlier.case.as_str()), ("sentence", earlier.sentence.as_str())];
            vec![("send_anyway".to_owned(), message(language, "act-repeated-apology", &words))]
        }
        Err(AppError::KeyReused) => return Ok(Redirect::to(&format!("/desk/cases/{number}")).into_response()),
        Err(error) => match error.over() {
            Some(over) => errors_of(language, &form.fields, &[over]),
            None => return Err(PageError::new(language, &error)),
        },
    };
    if form.act.name == "restriction_looks" {
        let wrong = errors.into_iter().next().map(|(_, words)| words).unwrap_or_default();
        return restricted::again(&visit, number, wrong).await;
    }
    let shown = act_page(&visit, number, form, about.part, &typed, &errors).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&shown)?).into_response())
}

/// The form of an erasure that was refused; where the case came under restriction by it,
/// what stands in the place of the case.
async fn not_erased(
    visit: &Visit,
    number: String,
    form: &'static Form,
    typed: &Typed,
    words: String,
) -> Result<Response, PageError> {
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    if let Err(AppError::Restricted(restricted)) = read::case(visit.app(), visit.caller(), number.clone()).await {
        let shown = restricted::in_place(visit, number, &restricted, Some(Said::refused(words))).await?;
        return Ok((status, shown).into_response());
    }
    let shown = act_page(visit, number, form, None, typed, &[(String::new(), words)]).await?;
    Ok((status, page(&shown)?).into_response())
}

async fn act_page(
    visit: &Visit,
    number: String,
    form: &'static Form,
    part: Option<i64>,
    typed: &Typed,
    errors: &[(String, String)],
) -> Result<ActPage, PageError> {
    let (web, language) = (&visit.web, visit.language);
    let failed = |error| visit.failed(error);
    visit.allow(form.act.scope)?;
    let dossier = read::dossier(&web.app, &visit.signed_in.caller, number, 0).await.map_err(failed)?;
    let shell = visit.shell("queue-title").await?;
    let title = shell.t(&format!("act-{}", form.act.name.replace('_', "-")));
    let row = &dossier.view.row;
    let offered = offered(web, language, &dossier).await.map_err(failed)?;
    let mut named: Vec<i64> = values(typed, "complainants").iter().filter_map(|place| place.parse().ok()).collect();
    if typed.is_empty() {
        named = decided::first_addressed(form.act.name, &dossier);
    }
    let zone = quiet::zone_of(&web.app, &dossier).await.map_err(failed)?;
    let zone = Zone::named(zone.as_deref());
    let mut suggested = suggested(visit, form, (&dossier, &zone), (first(typed, "tells").parse().ok(), &named));
    suggested.extend(named.iter().map(|place| ("complainants".to_owned(), place.to_string())));
    // What is only to be told, or told to some, begins with words that say so.
    let is_bare = typed.iter().all(|(name, _)| matches!(name.as_str(), "tells" | "complainants"));
    let typed = if is_bare { &suggested } else { typed };
    let mut fields = inputs(&shell.frame, form.act.name, &form.fields, typed, errors, &offered);
    fields.retain(|field| concerns(field, form, &dossier));
    if !visit.may(Scope::PrivacyWrite) {
        leave_erasing_out(&mut fields);
    }
    let of_part = part.map(|part| format!("?part={part}")).unwrap_or_default();
    let shut = shut(&shell, form.act.name, &dossier);
    let mut hints = if form.fields.iter().any(|field| field.path == "night_reason") {
        contact_hints(visit, &shell, &dossier).await.map_err(failed)?
    } else {
        Vec::new()
    };
    hints.extend(hint(&shell, form, part, &dossier));
    let erasing = if form.act.name == ERASURE {
        Some(erasing::of_case(visit, &dossier, typed, errors).await.map_err(failed)?)
    } else {
        None
    };
    let about = of_entry(visit, &shell, form.act.name, &dossier, first(typed, "entry")).await?;
    if !about.is_empty() {
        // The entry is shown, so that its number is no field to be changed below it.
        fields.iter_mut().filter(|field| field.path == "entry").for_each(|field| field.kind = "hidden");
    }
    Ok(ActPage {
        action: format!("/desk/cases/{}/acts/{}{of_part}", row.number, form.act.name),
        number: row.number.clone(),
        key: homeward_app::form_key(),
        errors: errors.to_vec(),
        all_optional: form.fields.iter().filter(|field| !field.required).count() > 5,
        mentions: (form.act.name == "notes")
            .then(|| offered.staff.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>().join("|")),
        decided: decided::on(&shell, form.act.name, &dossier).into_iter().chain(about).collect(),
        barred: decided::barred(&shell, form.act.name, &dossier, visit.actor()).or_else(|| shut.clone()),
        is_shut: shut.is_some(),
        lacks: decided::lacks(&shell, &web.app.policies(), form.act.name, &dossier),
        lacks_title: shell.t(if form.act.name == "archive" { "archive-lacks" } else { "notice-letters" }),
        submit: if form.act.name == ERASURE { shell.t("erasing-submit") } else { title.clone() },
        erasing,
        shell: shell.titled(title),
        hint: (!hints.is_empty()).then(|| hints.join(" ")),
        fields,
    })
}

/// Who may not erase corrects without erasing.
fn leave_erasing_out(fields: &mut Vec<Input>) {
    fields.retain(|field| field.path != "erases");
    for field in fields {
        field.choices.retain(|choice| choice.value != "erases");
    }
}

/// What whoever is about to speak to somebody should know first: that contact is in writing
/// alone, that it is night there.
async fn contact_hints(visit: &Visit, shell: &Shell, dossier: &Dossier) -> Result<Vec<String>, AppError> {
    let there = quiet::there(visit.app(), dossier).await?;
    let review = dossier.case().and_then(|case| case.conversation.restricted_until_review);
    let written = review.map(|review| shell.t1("hint-written-only", "until", &time(visit.language, review.0)));
    let night = there.asks(visit.app().clock().now()).map(|local| shell.t1("hint-night", "time", &local));
    Ok(written.into_iter().chain(night).collect())
}

/// The entry that an act is about, by its place as it was typed, in words.
async fn of_entry(
    visit: &Visit,
    shell: &Shell,
    act: &str,
    dossier: &Dossier,
    typed: &str,
) -> Result<Vec<(String, String)>, PageError> {
    let Ok(entry) = typed.parse() else { return Ok(Vec::new()) };
    let staff = people::names(visit.app()).await.map_err(|error| visit.failed(error))?;
    let (policies, closed) = (visit.app().policies(), dossier.closed.clone());
    let people = group::people(visit.language, dossier);
    let names = Names { frame: &shell.frame, staff, people, policies, closed };
    Ok(match act {
        "corrections" => corrected::on(visit, shell, dossier, &names, entry),
        "confirmations" => corrected::quoted(shell, dossier, &names, entry).into_iter().collect(),
        _ => Vec::new(),
    })
}

/// The fields of an addition that a case takes which takes nothing else.
const CORRECTED: [&str; 4] =
    ["fields.complainant.phone", "fields.complainant.email", "fields.complainant.address", "erases"];

/// Whether a field asks for anything in this case: nobody is asked to choose where
/// there is one, or to send a second time what was not held back.
fn concerns(field: &Input, form: &Form, dossier: &Dossier) -> bool {
    let case = dossier.case();
    let options = case.as_ref().and_then(|case| Some(case.plans.all.last()?.options.len()));
    match (form.act.name, field.path) {
        // Of a sealed file contact points alone are put right.
        ("additions", path) if case.as_ref().is_some_and(|case| !takes_additions(case)) => match path {
            "complainant" => dossier.complainants().len() > 1,
            path => CORRECTED.contains(&path),
        },
        ("messages", "tells") => !field.value.is_empty(),
        (_, path) if path.ends_with("complainants") && form.act.name != "representatives" => {
            dossier.complainants().len() > 1
        }
        (_, "send_anyway" | "night_reason" | "call_reason") => field.error.is_some() || !field.value.is_empty(),
        ("plan_answer", "option") => options != Some(1),
        ("plan_answer" | "follow_links" | "additions" | "erasure", "complainant")
        | ("representatives", "complainants") => dossier.complainants().len() > 1,
        ("representatives", "representative") => case.is_some_and(|case| !case.complainants.representatives.is_empty()),
        ("representatives", "file") => case.is_some_and(|case| case.files.count > 0),
        _ => true,
    }
}

/// What to know before the form is filled in.
fn hint(shell: &Shell, form: &Form, part: Option<i64>, dossier: &Dossier) -> Option<String> {
    use homeward_domain::case::next::{NextStep, next_step};
    let case = dossier.case();
    let step = case.as_ref().and_then(next_step);
    let key = match (form.act.name, step) {
        ("additions", _) if case.as_ref().is_some_and(|case| !takes_additions(case)) => {
            "hint-additions-sealed".to_owned()
        }
        ("messages", Some(NextStep::Contact)) => "hint-messages-contact".to_owned(),
        _ => format!("hint-{}", form.act.name.replace('_', "-")),
    };
    let is_of_measure = matches!(form.act.name, "measure_completion" | "measure_waiver");
    let measure = part.filter(|_| is_of_measure).and_then(|number| measure_words(&shell.frame, dossier, number));
    let own = measure.or_else(|| Some(shell.t(&key)).filter(|words| *words != key));
    let is_unheard = dossier.case().is_some_and(|case| !case.hears_on_page());
    let tells = form.act.name != "messages" && form.fields.iter().any(|field| field.path == "way");
    let of_page = (tells && is_unheard).then(|| shell.t("hint-told"));
    let both: Vec<String> = own.into_iter().chain(of_page).collect();
    (!both.is_empty()).then(|| both.join(" "))
}

async fn offered(web: &Web, language: Language, dossier: &Dossier) -> Result<Offered, AppError> {
    let staff = people::staff(&web.app).await?.into_iter().filter(|staff| staff.left_at.is_none());
    let (policies, case) = (web.app.policies(), dossier.case());
    let category = case.as_ref().and_then(|case| case.triage.category.as_ref());
    let steps = policies.sops().of(category).map_or(&[][..], |sop| &sop.steps);
    let named = |id: &str| step_words(language, policies.sops(), id);
    Ok(Offered {
        staff: staff.map(|staff| (staff.id.to_string(), staff.name)).collect(),
        members: group::members(language, dossier),
        kept: group::kept(language, dossier),
        steps: steps.iter().map(|step| (step.id.clone(), named(&step.id))).collect(),
        ..Offered::units(&web.app).await?.and_categories(&web.app, language, category.map(Category::as_str))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::missing_words;
    use homeward_app::case;
    use serde_json::json;

    fn typed(pairs: &[(&str, &str)]) -> Typed {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn a_form_reads_as_the_body_of_the_same_request() {
        let plan = typed(&[
            ("text", "方案"),
            ("options[0].text", "退款"),
            ("options[0].measures[0].text", "转账"),
            ("options[0].measures[0].owner", "3"),
            ("options[0].measures[0].due_at", "2026-11-25T18:00"),
            ("options[1].text", " "),
        ]);
        assert_eq!(
            body(&form::of("plans").unwrap().fields, &plan),
            json!({"text": "方案", "options": [{"text": "退款", "measures": [
                {"text": "转账", "owner": 3, "due_at": "2026-11-25T18:00:00+08:00"}]}]})
        );
        let triage =
            typed(&[("severity.content", "2"), ("danger", "on"), ("motives", "respect"), ("motives", "improvement")]);
        assert_eq!(
            body(&form::of("triage").unwrap().fields, &triage),
            json!({"severity": {"content": 2}, "danger": true, "motives": ["respect", "improvement"]})
        );
        let wrong = typed(&[("option", "first"), ("answer", "accepted")]);
        assert_eq!(
            body(&form::of("plan_answer").unwrap().fields, &wrong),
            json!({"option": "first", "answer": "accepted"})
        );
    }
    #[test]
    fn every_act_and_field_has_its_words_in_both_languages() {
        let mut missing = Vec::new();
        for language in Language::ALL {
            for form in case::acts().filter_map(|act| form::of(act.name)) {
                let title = format!("act-{}", form.act.name.replace('_', "-"));
                missing.extend((message(language, &title, &[]) == title).then_some(title));
                missing.extend(missing_words(language, form.act.name, &form.fields));
            }
        }
        missing.dedup();
        assert!(missing.is_empty(), "{missing:#?}");
    }
}
