//! Sign-in by password, by one-time link, and the code after either. Looking at
//! a link does not use it up: a form does.

use super::onward::Onward;
use super::qr::{Offered, offered};
use super::session::{self, Entering, set_code_cookie, set_cookie};
use super::tries::Try;
use crate::cookies::kept;
use crate::form::{self, Field, Input, Takes, Typed, errors_of, first, inputs, may, must};
use crate::frame::{Frame, PageError, page};
use crate::guard::{OwnForm, is_own_form};
use crate::language::Language;
use crate::limits::PROOFS;
use crate::sender::Sender;
use crate::state::Web;
use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use homeward_app::caller::Role;
use homeward_app::sign_in::{self, Begun, Link, Way};
use homeward_app::{AppError, FieldError, Staff, people};

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignIn {
    frame: Frame,
    lead: String,
    /// What sends the form; empty where there is none to send.
    submit: String,
    /// What to do without what the form asks for.
    otherwise: String,
    errors: Vec<(String, String)>,
    fields: Vec<Input>,
    all_optional: bool,
    /// What an authenticator app reads, where it is set up here.
    offer: Option<Offered>,
}

/// Where most roles work.
const DESK: &str = "/desk";

/// The page where nobody can sign in yet.
const NOBODY: &str = "sign-in-nobody";
const BY_PASSWORD: &[Field] =
    &[must("email", Takes::Email("username")), must("password", Takes::Secret("current-password"))];
const BY_CODE: &[Field] = &[must("code", Takes::Code)];
const FIRST: &[Field] = &[
    must("name", Takes::Line),
    must("email", Takes::Email("username")),
    may("password", Takes::Secret("new-password")),
];
const BY_LINK: &[Field] = &[may("password", Takes::Secret("new-password"))];

pub async fn sign_in_form(State(web): State<Web>, language: Language, uri: Uri) -> Result<Response, PageError> {
    let staff = people::staff(&web.app).await.map_err(|e| PageError::new(language, &e))?;
    // Where nobody can sign in yet, a form would only keep them busy.
    let (name, fields) = if staff.is_empty() { (NOBODY, &[][..]) } else { ("sign-in", BY_PASSWORD) };
    shown(language, &uri, name, fields, &Typed::new(), &[])
}

pub async fn submit(
    State(web): State<Web>,
    language: Language,
    uri: Uri,
    headers: HeaderMap,
    sender: Sender,
    Onward(to): Onward,
    OwnForm(typed): OwnForm<Typed>,
) -> Result<Response, PageError> {
    let (email, password) = (first(&typed, "email"), first(&typed, "password"));
    let tried = Try::begin(&web, language, &headers, sender, Way::Password, email).await?;
    match tried.ended(sign_in::by_password(&web.app, email, password, &browser(&headers)).await) {
        Ok(begun) => go_on(&web, language, &headers, &begun, to.as_deref()).await,
        Err(AppError::Invalid(errors)) => refused(language, &uri, "sign-in", BY_PASSWORD, &typed, &errors),
        Err(error) => Err(PageError::new(language, &error)),
    }
}

pub async fn code_form(
    State(web): State<Web>,
    language: Language,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    half(&web, language, &headers).await?;
    shown(language, &uri, "sign-in-code", BY_CODE, &Typed::new(), &[])
}

pub async fn code(
    State(web): State<Web>,
    language: Language,
    uri: Uri,
    headers: HeaderMap,
    sender: Sender,
    Onward(to): Onward,
    OwnForm(typed): OwnForm<Typed>,
) -> Result<Response, PageError> {
    let (secret, staff) = half(&web, language, &headers).await?;
    let tried = Try::begin(&web, language, &headers, sender, Way::Code, &staff.email).await?;
    match tried.ended(sign_in::by_code(&web.app, &secret, first(&typed, "code")).await) {
        Ok(session) => {
            let mut response = come_in(&web, language, &headers, &session, to.as_deref()).await?;
            let ended = HeaderValue::try_from(set_code_cookie(&web, ""));
            response.headers_mut().extend(ended.ok().map(|ended| (header::SET_COOKIE, ended)));
            Ok(response)
        }
        Err(AppError::Invalid(errors)) => refused(language, &uri, "sign-in-code", BY_CODE, &typed, &errors),
        Err(error) => Err(PageError::new(language, &error)),
    }
}

pub async fn link_form(
    State(web): State<Web>,
    language: Language,
    uri: Uri,
    Path(secret): Path<String>,
) -> Result<Response, PageError> {
    let (name, fields) = form_of(&look(&web, language, &secret).await?);
    shown(language, &uri, name, fields, &Typed::new(), &[])
}

pub async fn link(
    State(web): State<Web>,
    language: Language,
    uri: Uri,
    headers: HeaderMap,
    Path(secret): Path<String>,
    OwnForm(typed): OwnForm<Typed>,
) -> Result<Response, PageError> {
    let link = look(&web, language, &secret).await?;
    let person = (link == Link::First).then(|| (first(&typed, "name"), first(&typed, "email")));
    let asked = form_of(&link).1.iter().any(|field| field.path == "password");
    let password = Some(first(&typed, "password")).filter(|password| asked && !password.is_empty());
    match sign_in::by_link(&web.app, &secret, person, password, &browser(&headers)).await {
        Ok(begun) => {
            // Whoever makes the company's place here is led through what it needs first.
            let to = (link == Link::First).then_some("/desk/start");
            go_on(&web, language, &headers, &begun, to).await
        }
        Err(AppError::Invalid(errors)) => {
            let (name, fields) = form_of(&link);
            refused(language, &uri, name, fields, &typed, &errors)
        }
        Err(AppError::NotFound) => Err(PageError::link_dead(language)),
        Err(error) => Err(PageError::new(language, &error)),
    }
}

pub async fn sign_out(State(web): State<Web>, language: Language, headers: HeaderMap) -> Result<Response, PageError> {
    if !is_own_form(&headers) {
        return Err(PageError::not_found(language));
    }
    if let Some(secret) = kept(&web, &headers, session::COOKIE) {
        sign_in::sign_out(&web.app, &secret).await.map_err(|e| PageError::new(language, &e))?;
    }
    Ok(([(header::SET_COOKIE, set_cookie(&web, ""))], Redirect::to("/sign-in")).into_response())
}

/// Goes on with a session, or asks for the code first.
async fn go_on(
    web: &Web,
    language: Language,
    headers: &HeaderMap,
    begun: &Begun,
    to: Option<&str>,
) -> Result<Response, PageError> {
    match begun {
        Begun::Session(secret) => come_in(web, language, headers, secret, to).await,
        Begun::AwaitsCode(secret) => {
            let code = crate::frame::with_onward("/sign-in/code", to.unwrap_or(DESK));
            Ok(([(header::SET_COOKIE, set_code_cookie(web, secret))], Redirect::to(&code)).into_response())
        }
    }
}

/// Goes on with a session, to what was asked for or to where the role works. The
/// device remembers who has signed in on it.
async fn come_in(
    web: &Web,
    language: Language,
    headers: &HeaderMap,
    secret: &str,
    to: Option<&str>,
) -> Result<Response, PageError> {
    let found = sign_in::session_caller(&web.app, secret).await.map_err(|e| PageError::new(language, &e))?;
    let known = kept(web, headers, session::DEVICE_COOKIE).unwrap_or_default();
    let marks = sign_in::device_remembers(&web.app, &known, &found.staff.email);
    let cookies = [Some(set_cookie(web, secret)), marks.map(|marks| session::set_device_cookie(web, &marks))];
    let cookies = AppendHeaders(cookies.into_iter().flatten().map(|cookie| (header::SET_COOKIE, cookie)));
    let to = to.unwrap_or(DESK);
    let to = if to == DESK && found.staff.role == Role::OnSite.as_str() { "/onsite" } else { to };
    Ok((cookies, Redirect::to(to)).into_response())
}

/// The second factor that a role needs, set up before anything else.
pub async fn factor_form(
    State(web): State<Web>,
    language: Language,
    uri: Uri,
    entering: Entering,
    Onward(to): Onward,
) -> Result<Response, PageError> {
    if !entering.lacks_factor {
        return Ok(Redirect::to(to.as_deref().unwrap_or(DESK)).into_response());
    }
    page(&factor_page(&web, language, &uri, &entering, &[]).await?)
}

pub async fn factor(
    State(web): State<Web>,
    language: Language,
    uri: Uri,
    headers: HeaderMap,
    entering: Entering,
    Onward(to): Onward,
    OwnForm(typed): OwnForm<Typed>,
) -> Result<Response, PageError> {
    let staff = &entering.signed_in.staff;
    let asked = web.limits.ask(&web.app, PROOFS, &format!("own {} {}", Way::Code.as_str(), staff.id));
    asked.map_err(|seconds| PageError::too_many_proofs(language, seconds))?;
    match sign_in::turn_on_factor(&web.app, staff.id, first(&typed, "code")).await {
        Ok(()) => come_in(&web, language, &headers, &entering.signed_in.secret, to.as_deref()).await,
        Err(AppError::Invalid(errors)) => {
            let shown = factor_page(&web, language, &uri, &entering, &errors).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&shown)?).into_response())
        }
        Err(error) => Err(PageError::new(language, &error)),
    }
}

async fn factor_page(
    web: &Web,
    language: Language,
    uri: &Uri,
    entering: &Entering,
    errors: &[FieldError],
) -> Result<SignIn, PageError> {
    let offer = sign_in::offer_factor(&web.app, &entering.signed_in.staff).await;
    let offer = offer.map_err(|error| PageError::new(language, &error))?;
    let mut shown = filled(language, uri, "sign-in-factor", BY_CODE, &Typed::new(), errors);
    shown.offer = Some(offered(&offer));
    Ok(shown)
}

/// Who still has to give a code, by the cookie.
async fn half(web: &Web, language: Language, headers: &HeaderMap) -> Result<(String, Staff), PageError> {
    let failed = |error| PageError::new(language, &error);
    let secret = kept(web, headers, session::CODE_COOKIE).ok_or(AppError::Unauthenticated).map_err(failed)?;
    let staff = sign_in::who_awaits_code(&web.app, &secret).await.map_err(failed)?;
    Ok((secret, staff))
}

async fn look(web: &Web, language: Language, secret: &str) -> Result<Link, PageError> {
    sign_in::look_at_link(&web.app, secret).await.map_err(|error| match error {
        AppError::NotFound => PageError::link_dead(language),
        other => PageError::new(language, &other),
    })
}

const fn form_of(link: &Link) -> (&'static str, &'static [Field]) {
    match link {
        Link::First => ("sign-in-first", FIRST),
        Link::Staff { chooses_password: true } => ("sign-in-link", BY_LINK),
        Link::Staff { chooses_password: false } => ("sign-in-link", &[]),
    }
}

fn shown(
    language: Language,
    uri: &Uri,
    name: &str,
    fields: &'static [Field],
    typed: &Typed,
    errors: &[FieldError],
) -> Result<Response, PageError> {
    page(&filled(language, uri, name, fields, typed, errors))
}

fn filled(
    language: Language,
    uri: &Uri,
    name: &str,
    fields: &'static [Field],
    typed: &Typed,
    errors: &[FieldError],
) -> SignIn {
    let frame = Frame::new(language, &format!("{name}-title"), uri);
    let errors = errors_of(language, fields, errors);
    SignIn {
        lead: frame.t(&format!("{name}-lead")),
        submit: if name == NOBODY { String::new() } else { frame.t(&format!("{name}-submit")) },
        otherwise: if fields.is_empty() { String::new() } else { frame.t(&format!("{name}-otherwise")) },
        fields: inputs(&frame, name, fields, typed, &errors, &form::Offered::default()),
        all_optional: false,
        offer: None,
        errors,
        frame,
    }
}

fn refused(
    language: Language,
    uri: &Uri,
    name: &str,
    fields: &'static [Field],
    typed: &Typed,
    errors: &[FieldError],
) -> Result<Response, PageError> {
    let form = shown(language, uri, name, fields, typed, errors)?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, form).into_response())
}

/// Which browser on which system, by the names that they give themselves.
fn browser(headers: &HeaderMap) -> String {
    // The order matters: many call themselves by the names of others too.
    const BROWSERS: [(&str, &str); 7] = [
        ("MicroMessenger", "WeChat"),
        ("Edg", "Edge"),
        ("OPR", "Opera"),
        ("Firefox", "Firefox"),
        ("FxiOS", "Firefox"),
        ("Chrome", "Chrome"),
        ("Safari", "Safari"),
    ];
    const SYSTEMS: [(&str, &str); 6] = [
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ];
    let told = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let find =
        |known: &[(&str, &'static str)]| known.iter().find(|(mark, _)| told.contains(mark)).map(|(_, name)| *name);
    [find(&BROWSERS), find(&SYSTEMS)].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn a_browser_is_named_as_its_owner_knows_it() {
        let name =
            |told: &'static str| browser(&HeaderMap::from_iter([(header::USER_AGENT, HeaderValue::from_static(told))]));
        let edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0 Safari/537.36 Edg/142.0";
        assert_eq!(name(edge), "Edge · Windows");
        let wechat = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile MicroMessenger/8.0.50";
        assert_eq!(name(wechat), "WeChat · Android");
        assert_eq!(name("curl/8.0"), "");
    }
}
