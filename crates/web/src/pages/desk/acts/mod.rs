//! The forms of acts: each a page of its own, which the script opens in a
//! dialog on the page of the case.

mod body;
mod carry_out;
mod table;

pub use body::Typed;
pub use carry_out::{carry_out, needs};
pub use table::FORMS;

use super::shell::Shell;
use crate::api::{field_message, rejected};
use crate::guard::OwnForm;
use crate::language::{Language, message};
use crate::pages::frame::{PageError, page};
use crate::pages::session::SignedIn;
use crate::pages::words::{category, name};
use crate::state::Web;
use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use body::{body, values};
use homeward_app::acts::Request;
use homeward_app::dossier::Dossier;
use homeward_app::registers::{self, Noun};
use homeward_app::{AppError, FieldError, Key, people, read, sops};
use homeward_domain::case::Case;
use table::{Field, Form, LIFTED, Takes};

/// The most units that a field offers.
const UNITS_MAX: i64 = 200;

#[derive(Template)]
#[template(path = "desk/act.html")]
struct ActPage {
    shell: Shell,
    number: String,
    action: String,
    key: String,
    hint: Option<String>,
    errors: Vec<(String, String)>,
    fields: Vec<Input>,
    /// Whether so many fields may stay empty that saying so at each would be noise.
    all_optional: bool,
    submit: String,
}

/// One field as it is shown.
struct Input {
    path: &'static str,
    id: String,
    label: String,
    kind: &'static str,
    required: bool,
    value: String,
    choices: Vec<Choice>,
    error: Option<String>,
    min: String,
    max: String,
    starts_group: Option<String>,
}

struct Choice {
    value: String,
    label: String,
    chosen: bool,
}

/// Which numbered part of a case an act is about, and values to begin with.
#[derive(Default, serde::Deserialize)]
pub struct About {
    part: Option<i64>,
}

/// What forms offer besides closed lists.
struct Offered {
    staff: Vec<(String, String)>,
    units: Vec<(String, String)>,
    steps: Vec<(String, String)>,
}

pub async fn form(
    State(web): State<Web>,
    language: Language,
    signed_in: SignedIn,
    uri: Uri,
    Path((number, act)): Path<(String, String)>,
    Query(told): Query<Vec<(String, String)>>,
) -> Result<Response, PageError> {
    let form = table::of(&act).ok_or(PageError::not_found(language))?;
    let part = told.iter().find(|(name, _)| name == "part").and_then(|(_, part)| part.parse().ok());
    let typed: Typed = told.into_iter().filter(|(name, _)| name != "part").collect();
    page(&act_page(&web, language, &signed_in, &uri, number, form, part, &typed, &[]).await?)
}

pub async fn submit(
    State(web): State<Web>,
    language: Language,
    signed_in: SignedIn,
    uri: Uri,
    Path((number, act)): Path<(String, String)>,
    Query(about): Query<About>,
    OwnForm(typed): OwnForm<Typed>,
) -> Result<Response, PageError> {
    let form = table::of(&act).ok_or(PageError::not_found(language))?;
    let body = body(form, &typed);
    let key = values(&typed, "key").first().map(|key| {
        let path = format!("/desk/cases/{number}/acts/{act}?part={}", about.part.unwrap_or(0));
        Key::new(key, "POST", &path, body.to_string().as_bytes())
    });
    let request = Request { caller: signed_in.caller.clone(), number: number.clone(), if_match: None, key };
    let errors = match carry_out(&web.app, request, &act, about.part.unwrap_or(1), &body).await {
        Ok((view, _)) => {
            let said = format!("/desk/cases/{}?done={act}#entry-{}", view.row.number, view.row.seq);
            return Ok(Redirect::to(&said).into_response());
        }
        Err(AppError::Invalid(errors)) => {
            errors.iter().map(|error| (error.field.clone(), said(language, form, error))).collect()
        }
        Err(AppError::TooLarge { field, max }) => {
            let error = FieldError::with(field, "too_long", max.to_string());
            vec![(error.field.clone(), said(language, form, &error))]
        }
        Err(AppError::Rejected(rejection)) => {
            vec![(rejection.field().unwrap_or_default().to_owned(), rejected(language, &rejection))]
        }
        Err(AppError::RepeatedApology(earlier)) => {
            let words = [("number", earlier.case.as_str()), ("sentence", earlier.sentence.as_str())];
            vec![("send_anyway".to_owned(), message(language, "act-repeated-apology", &words))]
        }
        Err(AppError::KeyReused) => return Ok(Redirect::to(&format!("/desk/cases/{number}")).into_response()),
        Err(error) => return Err(PageError::new(language, &error)),
    };
    let shown = act_page(&web, language, &signed_in, &uri, number, form, about.part, &typed, &errors).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&shown)?).into_response())
}

/// A mistake with the name of its field.
fn said(language: Language, form: &Form, error: &FieldError) -> String {
    let known = form.fields.iter().any(|field| field.path == error.field);
    let words = field_message(language, error);
    if known || error.field.is_empty() { words } else { format!("{}: {words}", error.field) }
}

#[allow(clippy::too_many_arguments, reason = "a page shows all of these")]
async fn act_page(
    web: &Web,
    language: Language,
    signed_in: &SignedIn,
    uri: &Uri,
    number: String,
    form: &'static Form,
    part: Option<i64>,
    typed: &Typed,
    errors: &[(String, String)],
) -> Result<ActPage, PageError> {
    let failed = |error| PageError::new(language, &error);
    signed_in.caller.must(needs(form.act)).map_err(failed)?;
    let dossier = read::dossier(&web.app, &signed_in.caller, number, 0).await.map_err(failed)?;
    let shell = Shell::new(web, language, uri, signed_in, "queue-title").await?;
    let title = shell.t(&format!("act-{}", form.act.replace('_', "-")));
    let row = &dossier.view.row;
    let offered = offered(web, language, &dossier).await.map_err(failed)?;
    let suggested = suggested(language, web, form, &dossier);
    let typed = if typed.is_empty() { &suggested } else { typed };
    let fields = form.fields.iter().map(|field| input(&shell, form, field, typed, errors, &offered)).collect();
    let part = part.map(|part| format!("?part={part}")).unwrap_or_default();
    let hint = format!("hint-{}", form.act.replace('_', "-"));
    let hint = Some(shell.t(&hint)).filter(|words| *words != hint);
    Ok(ActPage {
        action: format!("/desk/cases/{}/acts/{}{part}", row.number, form.act),
        number: row.number.clone(),
        key: homeward_app::form_key(),
        errors: errors.to_vec(),
        all_optional: form.fields.iter().filter(|field| !field.required).count() > 5,
        submit: title.clone(),
        shell: shell.titled(title),
        hint,
        fields,
    })
}

/// What a form begins with.
fn suggested(language: Language, web: &Web, form: &Form, dossier: &Dossier) -> Typed {
    let typed = |pairs: Vec<(&str, String)>| pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    let case = dossier.case();
    let category = dossier.view.row.category.clone();
    match form.act {
        "messages" => {
            let channel = case.map_or("phone", |case| case.last_way_in.as_str()).to_owned();
            typed(vec![("direction", "out".into()), ("channel", channel)])
        }
        "triage" => typed(triaged(case.as_ref(), category)),
        "acceptance" => typed(vec![("decision", "accepted".into())]),
        "resolution" => {
            let text =
                crate::notice::result(complainants_language(dossier).unwrap_or(language), dossier, &web.app.policies());
            typed(vec![("text", text)])
        }
        "follow_links" => typed(vec![("complainant", "1".into())]),
        _ => Typed::new(),
    }
}

/// What was judged of the case so far.
fn triaged(case: Option<&Case>, category: String) -> Vec<(&'static str, String)> {
    let Some(case) = case else { return Vec::new() };
    let mut told = vec![("category", category), ("nature", case.nature.as_str().to_owned())];
    if case.danger {
        told.push(("danger", "on".into()));
    }
    let triage = case.journey.triage.as_ref();
    told.push(("handling_type", triage.map_or("service", |triage| triage.handling_type.as_str()).to_owned()));
    told.extend(triage.iter().flat_map(|triage| &triage.motives).map(|motive| ("motives", motive.as_str().to_owned())));
    if let Some(severity) = &case.journey.severity {
        told.push(("severity.content", severity.indicators.content.to_string()));
        told.push(("severity.source", severity.indicators.source.to_string()));
        let circumstances = severity.circumstances.iter();
        told.extend(circumstances.map(|one| ("severity.circumstances", one.as_str().to_owned())));
        let reach = severity.reach;
        let told_of = [
            ("severity.whole_trip", reach.whole_trip),
            ("severity.department", reach.department),
            ("severity.over_limit", reach.over_limit),
        ];
        told.extend(told_of.into_iter().filter(|(_, holds)| *holds).map(|(path, _)| (path, "on".to_owned())));
    }
    told
}

/// The language that the complainant wants to be spoken to in, where we speak it.
fn complainants_language(dossier: &Dossier) -> Option<Language> {
    use homeward_domain::case::Fact;
    let Fact::CaseReceived(received) = &dossier.entries.first()?.event.fact else { return None };
    Some(Language::accepted(&received.complainants.first()?.language))
}

async fn offered(web: &Web, language: Language, dossier: &Dossier) -> Result<Offered, AppError> {
    let staff = people::staff(&web.app).await?.into_iter().filter(|staff| staff.left_at.is_none());
    let units = registers::list(&web.app, Noun::Units, &[], 0, UNITS_MAX).await?.0;
    let steps = &sops::of(dossier.case().and_then(|case| case.category)).steps;
    Ok(Offered {
        staff: staff.map(|staff| (staff.id.to_string(), staff.name)).collect(),
        units: units.into_iter().map(|unit| (unit.reference, unit.name)).collect(),
        steps: steps.iter().map(|step| (step.id.clone(), name(language, "step-of", &step.id))).collect(),
    })
}

fn input(
    shell: &Shell,
    form: &Form,
    field: &Field,
    typed: &Typed,
    errors: &[(String, String)],
    offered: &Offered,
) -> Input {
    let language = shell.frame.language;
    let chosen = values(typed, field.path);
    let choice =
        |value: &str, label: String| Choice { value: value.to_owned(), label, chosen: chosen.contains(&value) };
    let named = |list: &str, spellings: &[&str]| -> Vec<Choice> {
        let label = |spelling: &str| match (list, spelling) {
            ("grade", LIFTED) => shell.t("grade-lift"),
            _ => name(language, list, &spelling.replace('.', "-")),
        };
        spellings.iter().map(|spelling| choice(spelling, label(spelling))).collect()
    };
    let listed = |pairs: &[(String, String)]| pairs.iter().map(|(value, label)| choice(value, label.clone())).collect();
    let (kind, choices) = match field.takes {
        Takes::Line => ("line", Vec::new()),
        Takes::Words => ("words", Vec::new()),
        Takes::Whole(..) => ("whole", Vec::new()),
        Takes::Truth => ("truth", Vec::new()),
        Takes::Time => ("time", Vec::new()),
        Takes::YesNo => ("one", vec![choice("yes", shell.t("yes")), choice("no", shell.t("no"))]),
        Takes::One(list, spellings) => ("one", named(list, spellings)),
        Takes::Several(list, spellings) => ("several", named(list, spellings)),
        Takes::Category => {
            ("one", table::categories().iter().map(|one| choice(one, category(language, one))).collect())
        }
        Takes::Template => (
            "one",
            table::templates().iter().map(|one| choice(one, crate::api::usual_measure(language, one))).collect(),
        ),
        Takes::Step => ("one", listed(&offered.steps)),
        Takes::Staff => ("one", listed(&offered.staff)),
        Takes::Unit => ("one", listed(&offered.units)),
    };
    let (min, max) =
        if let Takes::Whole(min, max) = field.takes { (min.to_string(), max.to_string()) } else { Default::default() };
    Input {
        path: field.path,
        id: field.path.replace(['.', '[', ']'], "-"),
        label: label(shell, form, field),
        kind,
        required: field.required,
        value: chosen.first().map(|value| (*value).to_owned()).unwrap_or_default(),
        choices,
        error: errors.iter().find(|(path, _)| path == field.path).map(|(_, words)| words.clone()),
        min,
        max,
        starts_group: group(shell, field),
    }
}

/// The label of a field: that of its act, or the one that all acts share.
fn label(shell: &Shell, form: &Form, field: &Field) -> String {
    let bare: String =
        field.path.split('.').map(|part| part.split('[').next().unwrap_or_default()).collect::<Vec<_>>().join("-");
    let last = bare.rsplit('-').next().unwrap_or_default().to_owned();
    let keys = [format!("label-{}-{bare}", form.act), format!("label-{bare}"), format!("label-{last}")];
    let keys = keys.map(|key| key.replace('_', "-"));
    let found = keys.iter().map(|key| (key, shell.t(key))).find(|(key, words)| words != *key);
    found.map_or_else(|| field.path.to_owned(), |(_, words)| words)
}

/// The title over the first field of an item of a list.
fn group(shell: &Shell, field: &Field) -> Option<String> {
    let (list, rest) = field.path.split_once('[')?;
    let (place, after) = rest.split_once(']')?;
    let first = matches!(after, ".text" | ".party");
    let number = (place.parse::<usize>().ok()? + 1).to_string();
    first.then(|| shell.t1(&format!("group-{list}"), "number", &number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_act_and_field_has_its_words_in_both_languages() {
        let mut missing = Vec::new();
        for language in Language::ALL {
            let words = |key: String| (message(language, &key, &[]) == key).then_some(key);
            for form in FORMS {
                missing.extend(words(format!("act-{}", form.act.replace('_', "-"))));
                for field in form.fields {
                    let last = field.path.rsplit(['.', ']']).next().unwrap().replace('_', "-");
                    let own = format!("label-{}-{last}", form.act.replace('_', "-"));
                    if message(language, &own, &[]) == own {
                        missing.extend(words(format!("label-{last}")));
                    }
                    if let Takes::One(list, spellings) | Takes::Several(list, spellings) = field.takes {
                        let spellings = spellings.iter().filter(|s| **s != LIFTED);
                        missing
                            .extend(spellings.filter_map(|s| words(format!("{list}-{}", s.replace(['_', '.'], "-")))));
                    }
                }
            }
        }
        missing.dedup();
        assert!(missing.is_empty(), "{missing:#?}");
    }
}
