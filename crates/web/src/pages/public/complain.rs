//! A complaint in three short steps on one page: what happened, which booking,
//! how to reach you. The promise stands beside the button.

use super::hours;
use crate::frame::{Frame, PageError, page};
use crate::guard::is_own_form;
use crate::language::{Language, message};
use crate::limits::{BY_HAND, OF_CONTACT};
use crate::pages::everyday::everyday_types;
use crate::parts::Parts;
use crate::proof;
use crate::sender::Sender;
use crate::state::Web;
use crate::upload::{self, Brought, Part};
use crate::wording::field_message;
use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use homeward_app::act::Request;
use homeward_app::case::attach_files;
use homeward_app::files::FILES_AT_ONCE_MAX;
use homeward_app::files::waiting::{self, Waits};
use homeward_app::forms::{self, Pass};
use homeward_app::{AppError, Caller, FieldError, Key, Repeat, files, follow, intake, take_in};
use homeward_domain::contact::phone_digits;
use serde_json::{Value, json};
use std::collections::BTreeMap;

type Typed = BTreeMap<String, String>;

#[derive(Template)]
#[template(path = "public/complain.html")]
struct Complain {
    frame: Frame,
    /// What makes one case at most, however often the form is sent.
    key: String,
    /// What says that we have handed the form out, and when.
    pass: String,
    typed: Typed,
    errors: BTreeMap<String, String>,
    summary: Vec<(String, String)>,
    /// The form was open for too long, or is none of ours: it is to be sent once more.
    is_old: bool,
    /// What names the files that wait, and their names.
    kept: String,
    kept_names: Vec<String>,
    types: Vec<(String, String)>,
    promise: String,
    /// What is asked where the browser does no work.
    question: String,
}

impl Complain {
    fn value(&self, field: &str) -> &str {
        self.typed.get(field).map_or("", String::as_str)
    }

    fn is(&self, field: &str, value: &str) -> bool {
        self.value(field) == value
    }

    /// Whether a file was said to be an identity paper.
    fn is_paper(&self, name: &str) -> bool {
        self.value("paper").lines().any(|paper| paper == name)
    }
}

pub async fn form(State(web): State<Web>, language: Language, uri: Uri) -> Result<Response, PageError> {
    page(&shown(&web, language, &uri, Again::default()).await?)
}

pub async fn submit(
    State(web): State<Web>,
    language: Language,
    uri: Uri,
    headers: HeaderMap,
    sender: Sender,
    mut parts: Parts,
) -> Result<Response, PageError> {
    if !is_own_form(&headers) {
        return Err(PageError::not_found(language));
    }
    let failed = |error| PageError::new(language, &error);
    let room = upload::room(&web.public_uploads, &headers).map_err(failed)?;
    let (mut typed, mut sent): (Typed, Vec<Waits>) = Default::default();
    let read = read(&web, &sender, &mut parts, (&mut typed, &mut sent)).await;
    let judged = match read {
        Ok(()) => judge(&web, language, &sender, typed, &sent).await,
        Err(error) => {
            parts.drain().await;
            refused(language, typed, error)
        }
    };
    drop(room);
    // What waits on is named by the form that goes back.
    let stay = matches!(&judged, Ok(Judged::Again(again)) if !again.kept.is_empty());
    if !stay {
        waiting::remove(&web.app, &sent).await.map_err(failed)?;
    }
    let again = match judged.map_err(failed)? {
        Judged::Taken(url) => return Ok(Redirect::to(&url).into_response()),
        Judged::Again(again) => again,
    };
    let status = again.status;
    Ok((status, page(&shown(&web, language, &uri, again).await?)?).into_response())
}

/// Reads a form; its files wait in the store. Those of a form that is not ours, or of a
/// sender who has to wait, are read past: they would not be kept.
async fn read(
    web: &Web,
    sender: &Sender,
    parts: &mut Parts,
    (typed, sent): (&mut Typed, &mut Vec<Waits>),
) -> Result<(), AppError> {
    let mut brought = Brought::default();
    while let Some(part) = upload::next(parts, &mut brought).await? {
        match part {
            Part::Word(field, value) if field == "paper" => {
                let papers = typed.entry(field).or_default();
                if !papers.is_empty() {
                    papers.push('\n');
                }
                papers.push_str(&value);
            }
            Part::Word(field, value) => drop(typed.insert(field, value)),
            Part::File(name, bytes) if is_welcome(web, sender, typed) => {
                sent.push(waiting::put(&web.app, name, bytes).await?);
            }
            Part::File(..) => {}
        }
    }
    Ok(())
}

/// Whether the files of a form are kept, by what stands before them: key, pass and the
/// work of the browser. Whoever does the sum instead answers it after them.
fn is_welcome(web: &Web, Sender(sender): &Sender, typed: &Typed) -> bool {
    let told = |field: &str| typed.get(field).map_or("", String::as_str);
    let may_come_by_hand = || web.limits.seconds_to_wait(&web.app, BY_HAND, &format!("by hand {sender}")).is_none();
    forms::judge(&web.app, told("key"), told("pass")) != Pass::Foreign
        && (proof::is_work(told("pass"), told("work")) || may_come_by_hand())
}

/// A form that could not be read to its end, as it goes back.
fn refused(language: Language, typed: Typed, error: AppError) -> Result<Judged, AppError> {
    let errors = mistakes(language, error)?;
    Ok(Judged::Again(Again { pass: Pass::Good, typed, errors, ..Again::default() }))
}

/// What becomes of a form that was sent.
enum Judged {
    /// It is a case now, which is followed there.
    Taken(String),
    /// It has to be sent once more.
    Again(Again),
}

/// How a form is shown once more.
struct Again {
    status: StatusCode,
    /// What its pass was worth.
    pass: Pass,
    typed: Typed,
    errors: Vec<(String, String)>,
    is_old: bool,
    kept: String,
    kept_names: Vec<String>,
}

impl Default for Again {
    fn default() -> Self {
        Self {
            status: StatusCode::UNPROCESSABLE_ENTITY,
            pass: Pass::Foreign,
            typed: Typed::new(),
            errors: Vec::new(),
            is_old: false,
            kept: String::new(),
            kept_names: Vec::new(),
        }
    }
}

async fn judge(
    web: &Web,
    language: Language,
    sender: &Sender,
    typed: Typed,
    sent: &[Waits],
) -> Result<Judged, AppError> {
    let told = |field: &str| typed.get(field).map_or("", String::as_str);
    let (key, kept) = (told("key").to_owned(), told("kept").to_owned());
    let pass = forms::judge(&web.app, &key, told("pass"));
    let (proven, by_hand) = match is_proven(web, sender, &typed) {
        Ok(proven) => (proven, Vec::new()),
        Err(seconds) => (false, waits(language, "too-many-by-hand", seconds)),
    };
    let (mut files, gone) = match waiting::open(&web.app, &key, &kept).await {
        Ok(files) => (files, Vec::new()),
        Err(error) => (Vec::new(), mistakes(language, error)?),
    };
    let before = files.clone();
    // Who chose the same file again does not mean it twice.
    for file in sent {
        if files.iter().any(|other| other.is_same(file)) {
            continue;
        }
        files.push(file.clone());
    }
    if files.len() > FILES_AT_ONCE_MAX {
        // Those that wait stay; of the others it is for the sender to choose.
        waiting::remove(&web.app, sent).await?;
        let errors = mistakes(language, AppError::TooManyFiles(FILES_AT_ONCE_MAX))?;
        let kept_names = before.into_iter().map(|file| file.name).collect();
        return Ok(Judged::Again(Again { pass, typed, errors, kept, kept_names, ..Again::default() }));
    }
    let mut again = Again { pass, ..Again::default() };
    if !by_hand.is_empty() {
        (again.status, again.errors) = (StatusCode::TOO_MANY_REQUESTS, by_hand);
    } else if pass != Pass::Good {
        again.is_old = true;
    } else if !proven {
        let error = AppError::Invalid(vec![FieldError::new("answer", "wrong_sum")]);
        (again.pass, again.errors) = (Pass::Old, mistakes(language, error)?);
    } else if gone.is_empty() {
        match take(web, language, &typed, &files).await {
            Ok(Ok(url)) => {
                waiting::remove(&web.app, &before).await?;
                return Ok(Judged::Taken(url));
            }
            Ok(Err(seconds)) => {
                let errors = waits(language, "too-many-of-contact", seconds);
                (again.status, again.errors) = (StatusCode::TOO_MANY_REQUESTS, errors);
            }
            Err(error) => again.errors = mistakes(language, error)?,
        }
    } else {
        again.errors = gone;
    }
    // Files wait for whoever has proven that they are no flood.
    if proven && pass != Pass::Foreign {
        again.kept_names = files.iter().map(|file| file.name.clone()).collect();
        let twice: Vec<Waits> =
            sent.iter().filter(|file| before.iter().any(|one| one.is_same(file))).cloned().collect();
        waiting::remove(&web.app, &twice).await?;
        again.kept = waiting::keep(&web.app, &key, files).await?;
    }
    again.typed = typed;
    Ok(Judged::Again(again))
}

/// Whether the browser has done its work, or a person their sum; seconds to wait
/// where too many sums came from one sender.
fn is_proven(web: &Web, Sender(sender): &Sender, typed: &Typed) -> Result<bool, u64> {
    let told = |field: &str| typed.get(field).map_or("", String::as_str);
    if proof::is_work(told("pass"), told("work")) {
        return Ok(true);
    }
    if told("answer").trim().is_empty() {
        return Ok(false);
    }
    web.limits.ask(&web.app, BY_HAND, &format!("by hand {sender}"))?;
    Ok(proof::is_answer(forms::question(&web.app, told("pass")), told("answer")))
}

/// Whether a person has done the sum of a pass of ours that has grown old. They need not
/// do another one: the key is the same, so it is for the same one case.
fn has_answered(web: &Web, typed: &Typed) -> bool {
    let told = |field: &str| typed.get(field).map_or("", String::as_str);
    proof::is_answer(forms::question(&web.app, told("pass")), told("answer"))
}

fn waits(language: Language, key: &str, seconds: u64) -> Vec<(String, String)> {
    vec![(String::new(), message(language, key, &[("minutes", &seconds.div_ceil(60).to_string())]))]
}

/// Mistakes by their fields in words; anything else stays an error.
fn mistakes(language: Language, error: AppError) -> Result<Vec<(String, String)>, AppError> {
    match error {
        AppError::Invalid(errors) => {
            Ok(errors.iter().map(|error| (error.field.clone(), field_message(language, error))).collect())
        }
        AppError::Rejected(rejection) => Ok(vec![(String::new(), crate::rejected(language, &rejection))]),
        // It was sent before, and changed since.
        AppError::KeyReused => Ok(vec![(String::new(), message(language, "complain-sent-before", &[]))]),
        other => match other.over() {
            Some(over) => Ok(vec![(over.field.clone(), field_message(language, &over))]),
            None => Err(other),
        },
    }
}

/// Which files the form says are identity papers. One that did not come along marks
/// nothing: the box may have stayed from a file that was chosen before.
fn papers_told(typed: &Typed, names: &[&str]) -> Vec<String> {
    let told = typed.get("paper").map_or("", String::as_str).lines();
    let came = |paper: &&str| (*paper == files::ALL_PAPERS && !names.is_empty()) || names.contains(paper);
    told.filter(came).map(str::to_owned).collect()
}

/// Takes a complaint in with its files; gives the private link, or the seconds to
/// wait where too many came that name the same telephone or mail.
async fn take(web: &Web, language: Language, typed: &Typed, sent: &[Waits]) -> Result<Result<String, u64>, AppError> {
    let body = body(language, typed);
    let intake = intake::parse(web.app.policies().categories(), &body)?;
    // A file that is not taken is told before anything is stored.
    for file in sent {
        files::check(&file.name, &waiting::bytes(&web.app, file).await?)?;
    }
    let names: Vec<&str> = sent.iter().map(|file| file.name.as_str()).collect();
    let are_papers = files::papers_among(&names, &papers_told(typed, &names))?;
    let contacts = contacts(&body);
    let wait = contacts.iter().find_map(|contact| web.limits.seconds_to_wait(&web.app, OF_CONTACT, contact));
    if let Some(seconds) = wait {
        return Ok(Err(seconds));
    }
    let caller = Caller::complainant(1);
    let key = typed.get("key").map(|key| Key::new(key, "POST", "/complain", body.to_string().as_bytes()));
    let (view, repeat) = take_in(&web.app, caller.clone(), intake, key).await?;
    if repeat == Repeat::First {
        for contact in &contacts {
            // Whether there was room was looked at before.
            let _ = web.limits.ask(&web.app, OF_CONTACT, contact);
        }
    }
    let case = view.row.case;
    if !sent.is_empty() {
        let mut files_sent = upload::Sent { entry: Some(1), ..upload::Sent::default() };
        for (file, is_paper) in sent.iter().zip(are_papers) {
            let kept = files::keep(&web.app, case, &file.name, waiting::bytes(&web.app, file).await?).await?;
            files_sent.kept.push(files::Kept { is_paper, ..kept });
        }
        // A key of their own: where the first attempt broke off between the two, the
        // next one brings the files.
        let files_key =
            |key: &String| Key::new(&format!("{key} files"), "POST", "/complain", files_sent.fingerprint().as_bytes());
        let key = typed.get("key").map(files_key);
        let request = Request { caller, number: view.row.number.clone(), if_match: None, key };
        attach_files(&web.app, request, Some(1), files_sent.kept).await?;
    }
    let link = follow::first_url(&web.app, &view);
    let path = link.strip_prefix(&web.app.options().public_url).unwrap_or(&link).to_owned();
    Ok(Ok(format!("{path}?new=1")))
}

/// By what a complaint says its sender can be reached, as it is counted.
fn contacts(body: &Value) -> Vec<String> {
    let told = |field: &str| body["complainant"][field].as_str();
    let phone = told("phone").map(|phone| format!("phone {}", phone_digits(phone)));
    let email = told("email").map(|email| format!("email {}", email.trim().to_lowercase()));
    phone.into_iter().chain(email).collect()
}

async fn shown(web: &Web, language: Language, uri: &Uri, again: Again) -> Result<Complain, PageError> {
    let mut typed = again.typed;
    // A key of ours stays, so that the form makes one case at most; what was proven
    // stays as long as its pass does.
    let known = (again.pass != Pass::Foreign).then(|| typed.get("key").cloned()).flatten();
    let key = known.unwrap_or_else(homeward_app::form_key);
    let answered = again.pass == Pass::Old && has_answered(web, &typed);
    let still = (again.pass == Pass::Good).then(|| typed.get("pass").cloned()).flatten();
    if still.is_none() {
        typed.remove("work");
        typed.remove("answer");
    }
    let pass = still.unwrap_or_else(|| forms::pass(&web.app, &key));
    let (one, other) = forms::question(&web.app, &pass);
    if answered {
        typed.insert("answer".to_owned(), (one + other).to_string());
    }
    let told = [("one", one.to_string()), ("other", other.to_string())];
    let told = told.each_ref().map(|(name, value)| (*name, value.as_str()));
    let everyday = everyday_types(web, language).await.map_err(|e| PageError::new(language, &e))?;
    let (first, settle) = (hours(web, "first_response"), hours(web, "settle"));
    Ok(Complain {
        frame: super::frame(web, language, "complain-title", uri).await?,
        question: message(language, "complain-question", &told),
        key,
        pass,
        is_old: again.is_old,
        kept: again.kept,
        kept_names: again.kept_names,
        types: everyday,
        promise: message(language, "complain-promise", &[("first", &first), ("settle", &settle)]),
        summary: again.errors.clone(),
        errors: again.errors.into_iter().collect(),
        typed,
    })
}

fn body(language: Language, typed: &Typed) -> Value {
    let told = |field: &str| typed.get(field).map(|value| value.trim()).filter(|value| !value.is_empty());
    let tag = if language == Language::English { "en" } else { "zh" };
    let mut complainant = json!({"language": tag});
    if told("anonymous").is_some() {
        complainant["anonymous"] = json!(true);
    } else {
        for field in ["name", "phone", "email"] {
            if let Some(value) = told(field) {
                complainant[field] = json!(value);
            }
        }
    }
    let mut body = json!({"kind": "complaint", "channel": "web", "complainant": complainant});
    for field in ["text", "desired_outcome", "booking_reference", "everyday_type", "zone"] {
        if let Some(value) = told(field) {
            body[field] = json!(value);
        }
    }
    if told("danger").is_some() {
        body["danger"] = json!(true);
    }
    body
}
