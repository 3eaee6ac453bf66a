//! Registers: customers, bookings, products, suppliers, and of the settings the
//! units and phrases. One set of pages for all, by what each register says of itself.

pub mod privacy;
mod related;

use super::contacts;
use super::editor::{About, Editor, Told, mistakes, past, version_read, wants_preview};
use super::erasing;
use super::listing::{self, Asked, Listing, Row, Search};
use super::tabs::{list_of, tab_of};
use super::visit::Visit;
use crate::fields::{flat, kept};
use crate::form::{Field, Offered, Typed, body};
use crate::frame::{PageError, page};
use crate::guard::OwnForm;
use crate::routes::Routes;
use crate::state::Web;
use crate::wording::{calendar, name_alone};
use axum::extract::{Path, Query};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{self, MethodRouter};
use homeward_app::desk::{self, Opened};
use homeward_app::field::Takes;
use homeward_app::registers::{self, CUSTOMERS, Change, How, Noun, UNITS, View};
use homeward_app::{AppError, FieldError, Filter, Lane, Page, Scope, Sort, people, read};
use homeward_domain::contact;
use serde_json::{Map, Value};

/// Rows of one page.
const ROWS: i64 = 100;
/// The most open cases that are counted for a look at an effect.
const CASES_MAX: i64 = 200;
/// The most letters of a cell; Chinese ones count twice.
const CELL_MAX: usize = 80;

/// The pages of every register.
pub fn router() -> Routes {
    registers::ALL.into_iter().fold(Routes::new(), |routes, noun| {
        let list = list_of(noun);
        let each = format!("{list}/{{id}}");
        let own = routes.route(list, all(noun)).route(new_of(noun), added(noun)).route(&each, one_of(noun));
        if noun.of_travellers { own.route(&format!("{each}/contacts"), contacts::of_record(noun)) } else { own }
    })
}

/// Where one is added.
fn new_of(noun: Noun) -> &'static str {
    kept(format!("{}/new", list_of(noun)))
}

/// The words of the title over its list.
fn title_of(noun: Noun) -> &'static str {
    if noun.is_setting { "settings-title" } else { tab_of(noun) }
}

/// The fields of its form.
fn fields_of(noun: Noun) -> Vec<Field> {
    flat(&noun.all_fields())
}

/// The list of a register.
fn all(noun: Noun) -> MethodRouter<Web> {
    routing::get(move |visit: Visit, Query(looked): Query<Looked>| list(visit, noun, looked))
}

/// The page on which one is added.
fn added(noun: Noun) -> MethodRouter<Web> {
    routing::get(move |visit: Visit| new(visit, noun))
        .post(move |visit: Visit, OwnForm(typed): OwnForm<Typed>| add(visit, noun, typed))
}

/// The page of one.
fn one_of(noun: Noun) -> MethodRouter<Web> {
    routing::get(move |visit: Visit, Path(id): Path<String>, Query(asked): Query<Asked>| one(visit, noun, id, asked))
        .post(move |visit: Visit, Path(id): Path<String>, OwnForm(typed): OwnForm<Typed>| {
            change(visit, noun, id, typed)
        })
}

/// What is asked of a list.
#[derive(Default, serde::Deserialize)]
pub struct Looked {
    q: Option<String>,
    after: Option<i64>,
    done: Option<String>,
}

async fn list(visit: Visit, noun: Noun, looked: Looked) -> Result<Response, PageError> {
    visit.allow(noun.reading)?;
    let words = looked.q.unwrap_or_default().trim().to_owned();
    let found =
        registers::list(visit.app(), visit.caller(), noun, &wanted(&words), looked.after.unwrap_or(0), ROWS).await;
    let (all, next) = found.map_err(|e| visit.failed(e))?;
    let row = |view: &View| {
        // In a list they are open to nobody: it is no look at one of them.
        let view = &masked(noun, view);
        let own = noun.columns.iter().map(|column| cell(&visit, noun, view, column));
        let cells = [view.reference.clone()].into_iter().chain(own).collect();
        Row { href: Some(format!("{}/{}", list_of(noun), view.reference)), cells }
    };
    let rows = all.iter().map(row).collect();
    let columns: Vec<String> = ["reference"].iter().chain(noun.columns).map(|c| c.replace('_', "-")).collect();
    let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
    let new = format!("register-{}-new", noun.name);
    let add = visit.may(noun.writing).then_some((new_of(noun), new.as_str()));
    let mut shown = Listing::new(&visit, title_of(noun), looked.done.as_deref(), add, &columns, rows).await?;
    shown.next = next.map(|after| {
        let told = [("q", words.clone()), ("after", after.to_string())];
        format!("{}?{}", list_of(noun), serde_urlencoded::to_string(told).unwrap_or_default())
    });
    let has_phone = noun.fields.iter().any(|field| field.name == "phone");
    let label = visit.say(if has_phone { "register-search" } else { "register-search-name" }, &[]);
    shown.search = noun.is_searched.then_some(Search { action: list_of(noun), label, words });
    shown.answer()
}

/// A record with its contact points masked.
fn masked(noun: Noun, view: &View) -> View {
    let mut masked = view.clone();
    masked.body = registers::shown(noun, view, false);
    masked
}

/// A record as it is open to its reader.
fn open_part(noun: Noun, opened: &Opened) -> View {
    if opened.is_open { opened.view.clone() } else { masked(noun, &opened.view) }
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

async fn new(visit: Visit, noun: Noun) -> Result<Response, PageError> {
    visit.allow(noun.writing)?;
    page(&editor(&visit, noun, None, &Typed::new(), &[]).await?)
}

async fn add(visit: Visit, noun: Noun, typed: Typed) -> Result<Response, PageError> {
    write(&visit, noun, None, &typed).await
}

async fn one(visit: Visit, noun: Noun, reference: String, asked: Asked) -> Result<Response, PageError> {
    visit.allow(noun.reading)?;
    let opened = match desk::record(visit.app(), visit.caller(), noun, reference.clone()).await {
        Err(AppError::Restricted(restricted)) => {
            return privacy::in_place(&visit, noun, reference, &restricted, asked.done.as_deref()).await;
        }
        found => found.map_err(|error| visit.failed(error))?,
    };
    let begins = match asked.from {
        Some(from) => version(&visit, noun, &opened.view, from).await?,
        None => open_part(noun, &opened),
    };
    let typed = fields_of(noun).iter().map(|field| (field.path.to_owned(), typed(&begins, field.path))).collect();
    let mut shown = editor(&visit, noun, Some(&opened), &typed, &[]).await?.after(&asked);
    if let Some(erasure) = opened.view.erasure.as_ref().filter(|_| asked.done.as_deref() == Some("erased")) {
        shown.done = Some(erasing::said_of_customer(visit.language, erasure));
    }
    page(&shown)
}

/// What a setting said after one of its changes, counted from 1.
async fn version(visit: &Visit, noun: Noun, now: &View, from: i64) -> Result<View, PageError> {
    #[derive(serde::Deserialize)]
    struct Says {
        name: String,
        body: Map<String, Value>,
    }
    let changes = registers::changes(visit.app(), visit.caller(), noun, now.reference.clone()).await;
    let changes = changes.map_err(|e| visit.failed(e))?;
    let change = usize::try_from(from - 1).ok().and_then(|place| changes.get(place));
    let says = change.and_then(|change| serde_json::from_str::<Says>(change.says.as_deref()?).ok());
    let says = says.ok_or(PageError::not_found(visit.language))?;
    let mut then = now.clone();
    (then.name, then.body) = (says.name, says.body);
    Ok(then)
}

async fn change(visit: Visit, noun: Noun, reference: String, typed: Typed) -> Result<Response, PageError> {
    visit.allow(noun.writing)?;
    let opened = find(&visit, noun, reference).await?;
    write(&visit, noun, Some(&opened), &typed).await
}

async fn write(visit: &Visit, noun: Noun, known: Option<&Opened>, typed: &Typed) -> Result<Response, PageError> {
    visit.allow(noun.writing)?;
    let how = if known.is_some() { How::Change(version_read(typed)) } else { How::Make };
    let mut told = body(&fields_of(noun), typed);
    if let (Some(Opened { view, .. }), Value::Object(told)) = (known, &mut told) {
        told.insert("reference".into(), view.reference.clone().into());
        told.extend(not_on_the_form(noun, view));
    }
    let written = match registers::parse(noun, &told) {
        Ok(_) if wants_preview(typed) => {
            let mut shown = editor(visit, noun, known, typed, &[]).await?;
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
            Ok(Redirect::to(&format!("{}?done={done}", list_of(noun))).into_response())
        }
        Err(error) => {
            let errors = mistakes(visit, error)?;
            editor(visit, noun, known, typed, &errors).await?.answer()
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
fn not_on_the_form(noun: Noun, view: &View) -> Map<String, Value> {
    let fields = fields_of(noun);
    let others = view.body.iter().filter(|(name, _)| fields.iter().all(|field| field.path != *name));
    others.map(|(name, value)| (name.clone(), value.clone())).collect()
}

async fn editor(
    visit: &Visit,
    noun: Noun,
    known: Option<&Opened>,
    typed: &Typed,
    errors: &[FieldError],
) -> Result<Editor, PageError> {
    let failed = |error| visit.failed(error);
    let form = noun.name;
    let all = fields_of(noun);
    let view = known.map(|opened| &opened.view);
    let title = view.map_or_else(|| visit.say(&format!("register-{form}-new"), &[]), |view| titled(visit, view));
    let action = view.map_or_else(|| new_of(noun).to_owned(), |view| format!("{}/{}", list_of(noun), view.reference));
    // The reference is what everything else names it by, so it stays.
    let fields = if known.is_some() { &all[1..] } else { &all[..] };
    let writes = visit.may(noun.writing) && view.is_none_or(|view| view.erasure.is_none());
    let about = About { form, back: list_of(noun), action, title, fields, is_new: known.is_none(), writes };
    let mut offered = Offered::units(visit.app()).await.map_err(failed)?;
    offered.calendars = Offered::calendars(visit.app());
    let mut shown = Editor::new(visit, about, typed, errors, &offered).await?;
    if let Some(opened) = known {
        let view = &opened.view;
        shown.key = has_key(visit, opened).then(|| format!("{}/contacts", shown.action));
        let has_log = noun == &CUSTOMERS && visit.may(Scope::LogRead);
        shown.log = has_log.then(|| format!("{}/looks", shown.action));
        shown.privacy = privacy::ways(visit, noun, view);
        shown.warnings.extend(privacy::warning(visit, view).into_iter().chain(privacy::marker(visit, view)));
        shown.version = Some(view.version);
        shown.previews = noun == &UNITS;
        shown.related = related::of(visit, noun, view, &open_part(noun, opened)).await?;
        let changes =
            registers::changes(visit.app(), visit.caller(), noun, view.reference.clone()).await.map_err(failed)?;
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

async fn find(visit: &Visit, noun: Noun, reference: String) -> Result<Opened, PageError> {
    desk::record(visit.app(), visit.caller(), noun, reference).await.map_err(|e| visit.failed(e))
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
fn cell(visit: &Visit, noun: Noun, view: &View, column: &str) -> String {
    let value = typed(view, column);
    match noun.fields.iter().find(|field| field.name == column).map(|field| field.takes) {
        _ if value.is_empty() => value,
        Some(Takes::One(list, _)) => name_alone(visit.language, list, &value),
        Some(Takes::Calendar) => calendar(visit.language, &value),
        Some(Takes::Truth) => visit.say("yes", &[]),
        Some(Takes::Words | Takes::Facts) => shortened(&value),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::missing_words;
    use crate::language::{Language, message};

    #[test]
    fn a_long_text_is_cut_as_wide_in_either_script() {
        assert_eq!(shortened(&"a".repeat(80)), "a".repeat(80));
        assert_eq!(shortened(&"a".repeat(81)), "a".repeat(80) + "…");
        assert_eq!(shortened(&"字".repeat(41)), "字".repeat(40) + "…");
    }

    /// The words of what stands inside a field and on no form.
    fn words_inside(field: &homeward_app::field::Field) -> Vec<String> {
        let Takes::Objects(inner, ..) = field.takes else { return Vec::new() };
        let lists = inner.iter().filter_map(|field| match field.takes {
            Takes::One(list, spellings) => Some((list, spellings)),
            _ => None,
        });
        let keys = lists.flat_map(|(list, spellings)| {
            spellings.iter().map(move |spelling| format!("{list}-{}", spelling.replace('_', "-")))
        });
        keys.collect()
    }

    #[test]
    fn every_register_has_its_words_in_both_languages() {
        for language in Language::ALL {
            for noun in registers::ALL {
                assert_eq!(missing_words(language, noun.name, &fields_of(noun)), Vec::<String>::new());
                let columns = noun.columns.iter().map(|column| format!("column-{}", column.replace('_', "-")));
                let own = [format!("register-{}-new", noun.name), title_of(noun).to_owned(), tab_of(noun).to_owned()];
                for key in columns.chain(own).chain(noun.fields.iter().flat_map(words_inside)) {
                    assert_ne!(message(language, &key, &[]), key);
                }
            }
        }
    }
}
