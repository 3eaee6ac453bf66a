//! What is done about the personal data of a customer: restricted, opened for a
//! reason, given back to everybody. The question why stands in the place of a record
//! that is under restriction.

use super::super::erasing::{self, Erasing};
use super::super::said::Said;
use super::super::shell::Shell;
use super::super::visit::Visit;
use super::{list_of, listing};
use crate::form::{Field, Input, Offered, Takes, Typed, body, errors_of, first, inputs, must};
use crate::frame::{PageError, page};
use crate::guard::OwnForm;
use crate::state::Web;
use crate::wording::of_restriction;
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{self, MethodRouter};
use homeward_app::act::Request;
use homeward_app::registers::{self, CUSTOMERS, Noun, View};
use homeward_app::{AppError, Restricted, Scope, privacy};
use homeward_domain::case::Rejection;
use homeward_domain::catalogue::{ErasureGround, LiftingGround, RestrictionGround, SeeingGround};
use serde_json::Value;

const RESTRICTING: &[Field] =
    &[must("ground", Takes::One("restriction", RestrictionGround::SPELLINGS)), must("text", Takes::Words)];
const LIFTING: &[Field] = &[must("ground", Takes::One("lifting", LiftingGround::SPELLINGS))];
const ERASING: &[Field] = &[must("ground", Takes::One("erasure", ErasureGround::OF_CASES_SPELLED))];
const SEEING: &[Field] = &[must("ground", Takes::One("seeing", SeeingGround::SPELLINGS))];

/// Something that is done about it, with its form.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Nobody sees the customer from then on but who must.
    Restrict,
    /// Everybody sees the customer again.
    Lift,
    /// The customer is opened to whoever says why.
    See,
    /// What may go of the customer is erased.
    Erase,
}

impl Act {
    /// As in the path.
    const fn path(self) -> &'static str {
        match self {
            Self::Restrict => "restriction",
            Self::Lift => "restriction_release",
            Self::See => "restriction_looks",
            Self::Erase => "erasure",
        }
    }

    /// The form, by which words are found.
    const fn form(self) -> &'static str {
        match self {
            Self::Restrict => "customer-restriction",
            Self::Lift => "customer-lifting",
            Self::See => "customer-seeing",
            Self::Erase => "customer-erasure",
        }
    }

    /// What the customer's page says when it is done.
    const fn done(self) -> &'static str {
        match self {
            Self::Restrict => "restricted",
            Self::Lift => "lifted",
            Self::See => "seen",
            Self::Erase => "erased",
        }
    }

    const fn fields(self) -> &'static [Field] {
        match self {
            Self::Restrict => RESTRICTING,
            Self::Lift => LIFTING,
            Self::See => SEEING,
            Self::Erase => ERASING,
        }
    }

    async fn carry_out(self, visit: &Visit, reference: String, body: &Value) -> Result<View, AppError> {
        let (app, caller) = (visit.app(), visit.caller());
        match self {
            Self::Restrict => privacy::restrict(app, caller, reference, body).await,
            Self::Lift => privacy::lift(app, caller, reference, body).await,
            Self::See => registers::see(app, caller, reference, body).await,
            Self::Erase => {
                let request = Request { caller: caller.clone(), number: reference, if_match: None, key: None };
                privacy::erase(app, request, body).await.map(|(view, _)| view)
            }
        }
    }
}

#[derive(Template)]
#[template(path = "desk/record_act.html")]
struct ActPage {
    shell: Shell,
    back: String,
    /// Whose record it is.
    name: String,
    done: Option<Said>,
    lead: String,
    /// What an erasure comes to.
    erasing: Option<Erasing>,
    errors: Vec<(String, String)>,
    action: String,
    fields: Vec<Input>,
    all_optional: bool,
    submit: String,
    /// Whether the page stands where the record would.
    in_place: bool,
    /// What else can be done: where, and in words.
    others: Vec<(String, String)>,
}

/// The pages of an act on a customer.
pub fn of_customer(act: Act) -> MethodRouter<Web> {
    routing::get(async move |visit: Visit, Path(reference): Path<String>| {
        visit.allow(Scope::PrivacyWrite)?;
        let known = registers::is_restricted(visit.app(), visit.caller(), reference.clone()).await;
        known.map_err(|error| visit.failed(error))?;
        page(&form(&visit, act, &reference, &Typed::new(), Vec::new()).await?)
    })
    .post(async move |visit: Visit, Path(reference): Path<String>, OwnForm(typed): OwnForm<Typed>| {
        submit(&visit, act, reference, &typed).await
    })
}

async fn submit(visit: &Visit, act: Act, reference: String, typed: &Typed) -> Result<Response, PageError> {
    visit.allow(Scope::PrivacyWrite)?;
    if act == Act::Erase
        && let Some(error) = erasing::unconfirmed(visit, typed)
    {
        let shown = form(visit, act, &reference, typed, vec![error]).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&shown)?).into_response());
    }
    let errors = match act.carry_out(visit, reference.clone(), &body(act.fields(), typed)).await {
        Ok(_) => {
            let to = format!("{}/{reference}?done={}", list_of(&CUSTOMERS), act.done());
            return Ok(Redirect::to(&to).into_response());
        }
        Err(AppError::Invalid(errors)) => errors_of(visit.language, act.fields(), &errors),
        Err(AppError::Rejected(rejection)) if act == Act::Erase => {
            vec![(String::new(), erasing::said_of_refusal(visit.language, (first(typed, "ground"), false), &rejection))]
        }
        Err(AppError::Rejected(Rejection::NothingToChange)) => {
            vec![(String::new(), visit.say(&format!("{}-already", act.form()), &[]))]
        }
        Err(AppError::Rejected(rejection)) => vec![(String::new(), crate::rejected(visit.language, &rejection))],
        Err(error) => return Err(visit.failed(error)),
    };
    let shown = form(visit, act, &reference, typed, errors).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&shown)?).into_response())
}

async fn form(
    visit: &Visit,
    act: Act,
    reference: &str,
    typed: &Typed,
    errors: Vec<(String, String)>,
) -> Result<ActPage, PageError> {
    let shell = visit.shell(act.form()).await?;
    let back = format!("{}/{reference}", list_of(&CUSTOMERS));
    let erasing = if act == Act::Erase {
        Some(erasing::of_customer(visit, reference, typed, &errors).await.map_err(|error| visit.failed(error))?)
    } else {
        None
    };
    let fields = inputs(&shell.frame, act.form(), act.fields(), typed, &errors, &Offered::default());
    Ok(ActPage {
        action: format!("{back}/{}", act.path()),
        name: reference.to_owned(),
        done: None,
        lead: shell.t(&format!("{}-lead", act.form())),
        errors,
        fields,
        all_optional: false,
        submit: if erasing.is_some() { shell.t("erasing-submit") } else { shell.frame.title.clone() },
        erasing,
        in_place: false,
        others: Vec::new(),
        back,
        shell,
    })
}

/// The page in the place of a customer or booking under restriction: why it is not
/// shown, and for whoever may open it, the question why they must.
pub async fn in_place(
    visit: &Visit,
    noun: Noun,
    reference: String,
    restricted: &Restricted,
    done: Option<&str>,
) -> Result<Response, PageError> {
    let of_whom = if restricted.may_open {
        let found = registers::restricted_customer(visit.app(), visit.caller(), noun, reference.clone()).await;
        found.map_err(|error| visit.failed(error))?
    } else {
        None
    };
    let mut shown = form(visit, Act::See, of_whom.as_deref().unwrap_or_default(), &Typed::new(), Vec::new()).await?;
    shown.lead = of_restriction(visit.language, restricted);
    let erased = match (done, &of_whom) {
        (Some("erased"), Some(customer)) => {
            privacy::last_erasure(visit.app(), visit.caller(), customer.clone()).await.ok().flatten()
        }
        _ => None,
    };
    shown.done = match erased {
        Some(erasure) => Some(erasing::said_of_customer(visit.language, &erasure)),
        None => done.and_then(|done| listing::said(&shown.shell, done)),
    };
    shown.in_place = true;
    shown.back = list_of(noun).to_owned();
    shown.name = reference;
    match of_whom {
        None => shown.fields.clear(),
        Some(customer) => {
            let at = |path: &str| format!("{}/{customer}/{path}", list_of(&CUSTOMERS));
            let lift = (at(Act::Lift.path()), visit.say(Act::Lift.form(), &[]));
            shown.others = vec![lift, (at("data"), visit.say("person-data", &[]))];
        }
    }
    let title = visit.say("restricted-title", &[]);
    shown.shell = shown.shell.titled(title);
    Ok((StatusCode::FORBIDDEN, page(&shown)?).into_response())
}

/// What can be done about the personal data of a record, for whoever may: where it
/// leads, and its words.
pub fn ways(visit: &Visit, noun: Noun, view: &View) -> Vec<(String, String)> {
    if noun != &CUSTOMERS || !visit.may(Scope::PrivacyWrite) {
        return Vec::new();
    }
    let act = if view.restriction.is_some() { Act::Lift } else { Act::Restrict };
    let at = |path: &str| format!("{}/{}/{path}", list_of(&CUSTOMERS), view.reference);
    let way = |act: Act| (at(act.path()), visit.say(act.form(), &[]));
    vec![(at("data"), visit.say("person-data", &[])), way(act), way(Act::Erase)]
}

/// That the personal data of a record were erased, in words.
pub fn marker(visit: &Visit, view: &View) -> Option<String> {
    let erasure = view.erasure.as_ref()?;
    let at = crate::wording::time(visit.language, erasure.at.0);
    let ground = visit.name("erasure", erasure.ground.as_str());
    let mut told = visit.say("customer-erased-at", &[("at", &at), ("ground", &ground)]);
    if let Some(kept) = erasure.kept {
        let until = crate::wording::time(visit.language, kept.until.0);
        told.push_str(&visit.say("customer-erased-kept", &[("count", &kept.bookings.to_string()), ("until", &until)]));
    }
    Some(told)
}

/// That a record is open under restriction, in words.
pub fn warning(visit: &Visit, view: &View) -> Option<String> {
    let restriction = view.restriction.as_ref()?;
    let (ground, since) = (restriction.ground, restriction.since);
    let since = crate::wording::time(visit.language, since.0);
    let ground = visit.name("restriction", ground.as_str());
    let mut told = visit.say("restricted-since", &[("since", &since), ("ground", &ground)]);
    told.push_str(&visit.say("restricted-open-now", &[]));
    if !restriction.text.is_empty() {
        told.push_str(&visit.say("restricted-why", &[("text", &restriction.text)]));
    }
    Some(told)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::missing_words;
    use crate::language::{Language, message};

    #[test]
    fn every_act_and_field_has_its_words_in_both_languages() {
        let mut missing = Vec::new();
        for language in Language::ALL {
            for act in [Act::Restrict, Act::Lift, Act::See, Act::Erase] {
                let keys = ["", "-lead"].map(|end| format!("{}{end}", act.form()));
                missing.extend(keys.into_iter().filter(|key| message(language, key, &[]) == *key));
                missing.extend(missing_words(language, act.form(), act.fields()));
            }
        }
        assert!(missing.is_empty(), "{missing:#?}");
    }
}
