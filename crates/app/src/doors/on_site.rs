//! Reports of guides and duty managers, who may have no network: each is sent
//! until it arrives, and counts once.

use crate::act::carry_out;
use crate::app::App;
use crate::case::attach_files;
use crate::case::conversation::add_note;
use crate::case::investigation::report_site_check;
use crate::files;
use crate::files::waiting::{self, Waits};
use crate::ground::caller::Caller;
use crate::ground::error::AppError;
use crate::ground::request::{Key, Request};
use crate::take_in;
use crate::write::intake;
use serde_json::{Value, json};

/// The way in of what is told on site.
const CHANNEL: &str = "on_site";
/// What keys of reports are good for.
const PATH: &str = "/onsite/reports";

/// What a report is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// A case; with the site check that it answers, if it does.
    Case {
        /// Its number.
        number: String,
        /// The check, from 1.
        check: Option<i64>,
    },
    /// Something new of this kind, which becomes a case.
    New(String),
}

/// A report as it was sent.
#[derive(Clone, Debug)]
pub struct Report {
    /// The same for every time that it is sent.
    pub key: String,
    /// What it is about.
    pub about: About,
    /// What there is to say; may be empty beside files.
    pub text: String,
    /// Who is concerned, of a new matter; nobody where it is empty.
    pub name: String,
    /// How they are reached.
    pub phone: String,
    /// Photos and signatures, which wait; whoever has put them there takes them back.
    pub files: Vec<Waits>,
    /// Which of them are scans of identity papers, see [`files::papers_among`].
    pub papers: Vec<String>,
}

/// Puts a report on record; gives the number of its case. Words and files go in
/// one after the other, each under its own key, so that a report that broke off
/// in the middle is completed when it is sent again.
pub async fn report(app: &App, caller: &Caller, report: Report) -> Result<String, AppError> {
    for file in &report.files {
        files::check(&file.name, &waiting::bytes(app, file).await?)?;
    }
    let names: Vec<&str> = report.files.iter().map(|file| file.name.as_str()).collect();
    let are_papers = files::papers_among(&names, &report.papers)?;
    let (number, caller) = match &report.about {
        About::New(kind) => {
            let body = new_case(kind, &report);
            let key = Key::new(&report.key, "POST", PATH, body.to_string().as_bytes());
            let (view, _) =
                take_in(app, caller.clone(), intake::parse(app.policies().categories(), &body)?, Some(key)).await?;
            // Whoever brought it may add what belongs to it, whoever owns it now.
            (view.row.number, caller.clone().seeing_all())
        }
        About::Case { number, check } => {
            if !report.text.trim().is_empty() || report.files.is_empty() {
                let body = json!({"text": report.text});
                let request = request(caller, number, &report.key, body.to_string().as_bytes());
                match check {
                    Some(check) => carry_out(app, &report_site_check::ACT, request, *check, &body).await?,
                    None => carry_out(app, &add_note::ACT, request, 1, &body).await?,
                };
            }
            (number.clone(), caller.clone())
        }
    };
    attach(app, &caller, &number, &report, &are_papers).await?;
    Ok(number)
}

async fn attach(
    app: &App,
    caller: &Caller,
    number: &str,
    report: &Report,
    are_papers: &[bool],
) -> Result<(), AppError> {
    if report.files.is_empty() {
        return Ok(());
    }
    let case = files::must_be_visible(app, caller, number.to_owned()).await?;
    let (mut kept, mut fingerprint) = (Vec::new(), String::new());
    for (file, is_paper) in report.files.iter().zip(are_papers) {
        let bytes = waiting::bytes(app, file).await?;
        let one = files::Kept { is_paper: *is_paper, ..files::keep(app, case, &file.name, bytes).await? };
        fingerprint.push_str(&one.details.sha256.to_hex());
        kept.push(one);
    }
    let request = request(caller, number, &format!("{} files", report.key), fingerprint.as_bytes());
    attach_files(app, request, None, kept).await?;
    Ok(())
}

fn request(caller: &Caller, number: &str, key: &str, body: &[u8]) -> Request {
    let key = Some(Key::new(key, "POST", PATH, body));
    Request { caller: caller.clone(), number: number.to_owned(), if_match: None, key }
}

fn new_case(kind: &str, report: &Report) -> Value {
    let filled = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let (name, phone) = (filled(&report.name), filled(&report.phone));
    // In a hurry a number may come without a name: then it stands in the words.
    let text = match (&name, &phone) {
        (None, Some(phone)) => format!("{}\n{phone}", report.text),
        _ => report.text.clone(),
    };
    let complainant = match name {
        Some(name) => json!({"name": name, "phone": phone}),
        None => json!({"anonymous": true}),
    };
    json!({"kind": kind, "channel": CHANNEL, "text": text, "complainant": complainant})
}
