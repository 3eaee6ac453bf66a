//! Registers: customers, bookings, products, suppliers, and of the settings the
//! units and phrases. One set of pages for all, by one table of their fields.

pub mod privacy;
mod related;
mod table;

pub use table::{BOOKINGS, CUSTOMERS, PHRASES, PRODUCTS, Register, SUPPLIERS, UNITS};

use super::editor::{About, Editor, Told, mistakes, past, version_read, wants_preview};
use super::erasing;
use super::listing::{self, Asked, Listing, Row, Search};
use super::visit::Visit;
use crate::guard::OwnForm;
use crate::pages::form::{Field, Offered, Takes, Typed, body};
use crate::pages::frame::{PageError, page};
use crate::pages::words::{calendar, name_alone};
use crate::state::Web;
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{self, MethodRouter};
use homeward_app::desk::{self, Opened};
use homeward_app::registers::{self, Change, How, Noun, View};
use homeward_app::{AppError, FieldError, Filter, Lane, Page, Scope, Sort, people, read};
use homeward_domain::contact;
use serde_json::{Map, Value};

/// Rows of one page.
const ROWS: i64 = 100;
/// The most open cases that are counted for a look at an effect.
const CASES_MAX: i64 = 200;
/// The most letters of a cell; Chinese ones count twice.
const CELL_MAX: usize = 80;

/// The list of a register.
pub fn all(register: &'static Register) -> MethodRouter<Web> {
    routing::get(move |visit: Visit, Query(looked): Query<Looked>| list(visit, register, looked))
}

/// The page on which one is added.
pub fn added(register: &'static Register) -> MethodRouter<Web> {
    routing::get(move |visit: Visit| new(visit, register))
        .post(move |visit: Visit, OwnForm(typed): OwnForm<Typed>| add(visit, register, typed))
}

/// The page of one.
pub fn each(register: &'static Register) -> MethodRouter<Web> {
    routing::get(move |visit: Visit, Path(id): Path<String>, Query(asked): Query<Asked>| {
        one(visit, register, id, asked)
    })
    .post(move |visit: Visit, Path(id): Path<String>, OwnForm(typed): OwnForm<Typed>| {
        change(visit, register, id, typed)
    })
}

/// What is asked of a list.
#[derive(Default, serde::Deserialize)]
pub struct Looked {
    q: Option<String>,
    after: Option<i64>,
    done: Option<String>,
}

async fn list(visit: Visit, register: &'static Register, looked: Looked) -> Result<Response, PageError> {
    visit.allow(register.noun.reading())?;
    let words = looked.q.unwrap_or_default().trim().to_owned();
    let found =
        registers::list(visit.app(), visit.caller(), register.noun, &wanted(&words), looked.after.unwrap_or(0), ROWS)
            .await;
    let (all, next) = found.map_err(|e| visit.failed(e))?;
    let row = |view: &View| {
        // In a list they are open to nobody: it is no look at one of them.
        let view = &masked(register.noun, view);
        let own = register.columns.iter().map(|column| cell(&visit, register, view, column));
        let cells = [view.reference.clone()].into_iter().chain(own).collect();
        Row { href: Some(format!("{}/{}", register.list, view.reference)), cells }
    };
    let rows = all.iter().map(row).collect();
    let columns: Vec<String> = ["reference"].iter().chain(register.columns).map(|c| c.replace('_', "-")).collect();
    let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
    let new = format!("register-{}-new", register.form());
    let add = visit.may(register.noun.writing()).then_some((register.new, new.as_str()));
    let mut shown = Listing::new(&visit, register.title, looked.done.as_deref(), add, &columns, rows).await?;
    shown.next = next.map(|after| {
        let told = [("q", words.clone()), ("after", after.to_string())];
        format!("{}?{}", register.list, serde_urlencoded::to_string(told).unwrap_or_default())
    });
    let has_phone = register.fields.iter().any(|field| field.path == "phone");
    let label = visit.say(if has_phone { "register-search" } else { "register-search-name" }, &[]);
    shown.search = register.searched.then_some(Search { action: register.list, label, words });
    shown.answer()
}

/// A record with its contact points masked.
fn masked(noun: Noun, view: &View) -> View {
    let mut masked = view.clone();
    masked.body = registers::shown(noun, view, false);
    masked
}

/// A record as it is open to its reader.
fn open_part(register: &Register, opened: &Opened) -> View {
    if opened.is_open { opened.view.clone() } else { masked(register.noun, &opened.view) }
}

/// What a list is narrowed down by: a telephone number, an address, or words of the name.
fn wanted(words: &str) -> Vec<(String, String)> {
    let field = match words {
        "" => return Vec::new(),
        phone if contact::is_phone(phone) => "phone",
        email if contact::is_email(email) => "email",
        _ => "q",
    };
    vec![(field.to_owned(), words.to_owned())]
}

async fn new(visit: Visit, register: &'static Register) -> Result<Response, PageError> {
    visit.allow(register.noun.writing())?;
    page(&editor(&visit, register, None, &Typed::new(), &[]).await?)
}

async fn add(visit: Visit, register: &'static Register, typed: Typed) -> Result<Response, PageError> {
    write(&visit, register, None, &typed).await
}

async fn one(
    visit: Visit,
    register: &'static Register,
    reference: String,
    asked: Asked,
) -> Result<Response, PageError> {
    visit.allow(register.noun.reading())?;
    let opened = match desk::record(visit.app(), visit.caller(), register.noun, reference.clone()).await {
        Err(AppError::Restricted(restricted)) => {
            return privacy::in_place(&visit, register, reference, &restricted, asked.done.as_deref()).await;
        }
        found => found.map_err(|error| visit.failed(error))?,
    };
    let begins = match asked.from {
        Some(from) => version(&visit, register, &opened.view, from).await?,
        None => open_part(register, &opened),
    };
    let typed = register.fields.iter().map(|field| (field.path.to_owned(), typed(&begins, field.path))).collect();
    let mut shown = editor(&visit, register, Some(&opened), &typed, &[]).await?.after(&asked);
    if let Some(erasure) = opened.view.erasure.as_ref().filter(|_| asked.done.as_deref() == Some("erased")) {
        shown.done = Some(erasing::said_of_customer(visit.language, erasure));
    }
    page(&shown)
}

/// What a setting said after one of its changes, counted from 1.
async fn version(visit: &Visit, register: &Register, now: &View, from: i64) -> Result<View, PageError> {
    #[derive(serde::Deserialize)]
    struct Says {
        name: String,
        body: Map<String, Value>,
    }
    let changes = registers::changes(visit.app(), visit.caller(), register.noun, now.reference.clone()).await;
    let changes = changes.map_err(|e| visit.failed(e))?;
    let change = usize::try_from(from - 1).ok().and_then(|place| changes.get(place));
    let says = change.and_then(|change| serde_json::from_str::<Says>(change.says.as_deref()?).ok());
    let says = says.ok_or(PageError::not_found(visit.language))?;
    let mut then = now.clone();
    (then.name, then.body) = (says.name, says.body);
    Ok(then)
}

async fn change(
    visit: Visit,
    register: &'static Register,
    reference: String,
    typed: Typed,
) -> Result<Response, PageError> {
    visit.allow(register.noun.writing())?;
    let opened = find(&visit, register, reference).await?;
    write(&visit, register, Some(&opened), &typed).await
}

async fn write(
    visit: &Visit,
    register: &'static Register,
    known: Option<&Opened>,
    typed: &Typed,
) -> Result<Response, PageError> {
    visit.allow(register.noun.writing())?;
    let noun = register.noun;
    let how = if known.is_some() { How::Change(version_read(typed)) } else { How::Make };
    let mut told = body(register.fields, typed);
    if let (Some(Opened { view, .. }), Value::Object(told)) = (known, &mut told) {
        told.insert("reference".into(), view.reference.clone().into());
        told.extend(not_on_the_form(register, view));
    }
    let written = match registers::parse(noun, &told) {
        Ok(_) if wants_preview(typed) => {
            let mut shown = editor(visit, register, known, typed, &[]).await?;
            if let Some(Opened { view, .. }) = known {
                shown.effect = Some(vec![who_is_concerned(visit, view).await?]);
            }
            return page(&shown);
        }
        Ok(sent) => registers::write(visit.app(), Lane::Acts, visit.caller(), noun, sent, how).await.map(|_| ()),
        Err(error) => Err(error),
    };
    match written {
        Ok(()) => {
            let done = if known.is_some() { "changed" } else { "added" };
            Ok(Redirect::to(&format!("{}?done={done}", register.list)).into_response())
        }
        Err(error) => {
            let errors = mistakes(visit, error)?;
            editor(visit, register, known, typed, &errors).await?.answer()
        }
    }
}

/// Whose work a change of a unit touches.
async fn who_is_concerned(visit: &Visit, unit: &View) -> Result<String, PageError> {
    let failed = |error| visit.failed(error);
    let staff = people::staff(visit.app()).await.map_err(failed)?;
    let staff = staff.iter().filter(|one| one.left_at.is_none() && one.unit == unit.reference).count().to_string();
    let filter = Filter { open: true, unit: Some(unit.reference.clone()), ..Filter::default() };
    let first = Page { sort: Sort::NextDue, descending: false, after: None, limit: CASES_MAX };
    let cases = read::list(visit.app(), &visit.signed_in.caller, filter, first).await.map_err(failed)?;
    Ok(visit.say("effect-unit", &[("staff", &staff), ("count", &cases.len().to_string())]))
}

/// Fields of a record that its form does not show, such as lists and prices:
/// they come from other systems and stay as they are.
fn not_on_the_form(register: &Register, view: &View) -> Map<String, Value> {
    let others = view.body.iter().filter(|(name, _)| register.field(name).is_none());
    others.map(|(name, value)| (name.clone(), value.clone())).collect()
}

async fn editor(
    visit: &Visit,
    register: &'static Register,
    known: Option<&Opened>,
    typed: &Typed,
    errors: &[FieldError],
) -> Result<Editor, PageError> {
    let failed = |error| visit.failed(error);
    let form = register.form();
    let view = known.map(|opened| &opened.view);
    let title = view.map_or_else(|| visit.say(&format!("register-{form}-new"), &[]), |view| titled(visit, view));
    let action = view.map_or_else(|| register.new.to_owned(), |view| format!("{}/{}", register.list, view.reference));
    // The reference is what everything else names it by, so it stays.
    let fields = if known.is_some() { &register.fields[1..] } else { register.fields };
    let writes = visit.may(register.noun.writing()) && view.is_none_or(|view| view.erasure.is_none());
    let about = About { form, back: register.list, action, title, fields, is_new: known.is_none(), writes };
    let mut offered = Offered::units(visit.app()).await.map_err(failed)?;
    offered.calendars = Offered::calendars(visit.app());
    let mut shown = Editor::new(visit, about, typed, errors, &offered).await?;
    if let Some(opened) = known {
        let view = &opened.view;
        shown.key = has_key(visit, opened).then(|| format!("{}/contacts", shown.action));
        let has_log = register.noun == Noun::Customers && visit.may(Scope::LogRead);
        shown.log = has_log.then(|| format!("{}/looks", shown.action));
        shown.privacy = privacy::ways(visit, register.noun, view);
        shown.warnings.extend(privacy::warning(visit, view).into_iter().chain(privacy::marker(visit, view)));
        shown.version = Some(view.version);
        shown.previews = register.noun == Noun::Units;
        shown.related = related::of(visit, register.noun, view, &open_part(register, opened)).await?;
        let changes = registers::changes(visit.app(), visit.caller(), register.noun, view.reference.clone())
            .await
            .map_err(failed)?;
        let words = |change: &Change| visit.name("change", &change.verb);
        shown.history = past(visit, told(&shown.action, changes, writes, words).into_iter()).await?;
    }
    Ok(shown)
}

/// What the page of a record is called.
fn titled(visit: &Visit, view: &View) -> String {
    if view.name.is_empty() { visit.say("erased", &[]) } else { view.name.clone() }
}

/// Changes in words, each but the newest with the way back where there is one.
pub fn told(action: &str, changes: Vec<Change>, writes: bool, words: impl Fn(&Change) -> String) -> Vec<Told> {
    let newest = changes.iter().rposition(|change| change.says.is_some());
    let one = |(place, change): (usize, Change)| {
        let what = words(&change);
        let is_old = writes && change.says.is_some() && Some(place) != newest;
        let again = is_old.then(|| format!("{action}?from={}", place + 1));
        (change.recorded_at, change.actor, what, again)
    };
    changes.into_iter().enumerate().map(one).collect()
}

/// Whether contact points are masked that the reader may look at for a reason.
fn has_key(visit: &Visit, opened: &Opened) -> bool {
    opened.has_contacts && !opened.is_open && visit.may(Scope::ContactsRead)
}

async fn find(visit: &Visit, register: &Register, reference: String) -> Result<Opened, PageError> {
    desk::record(visit.app(), visit.caller(), register.noun, reference).await.map_err(|e| visit.failed(e))
}

/// A field as a form has it.
fn typed(view: &View, path: &str) -> String {
    match path {
        "reference" => view.reference.clone(),
        "name" => view.name.clone(),
        path => match view.body.get(path) {
            Some(Value::String(text)) => text.clone(),
            Some(Value::Bool(true)) => "on".to_owned(),
            Some(Value::Number(number)) => number.to_string(),
            _ => String::new(),
        },
    }
}

/// A field as a line of the list shows it.
fn cell(visit: &Visit, register: &Register, view: &View, column: &str) -> String {
    let value = typed(view, column);
    match register.field(column).map(|field: &Field| field.takes) {
        _ if value.is_empty() => value,
        Some(Takes::One(list, _)) => name_alone(visit.language, list, &value),
        Some(Takes::Calendar) => calendar(visit.language, &value),
        Some(Takes::Truth) => visit.say("yes", &[]),
        Some(Takes::Words) => shortened(&value),
        _ => value,
    }
}

/// The beginning of a text, as wide in either script.
fn shortened(text: &str) -> String {
    let mut width = 0;
    let is_within = |letter: &char| {
        width += if letter.is_ascii() { 1 } else { 2 };
        width <= CELL_MAX
    };
    let beginning: String = text.chars().take_while(is_within).collect();
    if beginning.len() == text.len() { beginning } else { beginning + "…" }
}

/// The reference of a record in a field of another.
fn reference_in(view: &View, field: &str) -> Option<String> {
    view.body.get(field).and_then(Value::as_str).map(str::to_owned)
}

/// The pages of a noun.
pub const fn register_of(noun: Noun) -> &'static Register {
    match noun {
        Noun::Units => &UNITS,
        Noun::Phrases => &PHRASES,
        Noun::Customers => &CUSTOMERS,
        Noun::Bookings => &BOOKINGS,
        Noun::Products => &PRODUCTS,
        Noun::Suppliers => &SUPPLIERS,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::{Language, message};
    use crate::pages::form::missing_words;

    #[test]
    fn a_long_text_is_cut_as_wide_in_either_script() {
        assert_eq!(shortened(&"a".repeat(80)), "a".repeat(80));
        assert_eq!(shortened(&"a".repeat(81)), "a".repeat(80) + "…");
        assert_eq!(shortened(&"字".repeat(41)), "字".repeat(40) + "…");
    }

    #[test]
    fn every_register_has_its_words_in_both_languages() {
        for language in Language::ALL {
            for register in table::ALL {
                assert_eq!(missing_words(language, register.form(), register.fields), Vec::<String>::new());
                let columns = register.columns.iter().map(|column| format!("column-{}", column.replace('_', "-")));
                let own = [format!("register-{}-new", register.form()), register.title.to_owned()];
                let lists = table::LISTS.iter().flat_map(|(list, spellings)| {
                    spellings.iter().map(move |spelling| format!("{list}-{}", spelling.replace('_', "-")))
                });
                for key in columns.chain(own).chain(lists) {
                    assert_ne!(message(language, &key, &[]), key);
                }
            }
        }
    }
}
