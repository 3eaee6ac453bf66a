//! What stands around every page of the console: the rail, the bar, and the
//! clocks of one's own that run out next.

use super::queue::asked::views_of;
use super::tabs;
use crate::frame::{Frame, PageError};
use crate::language::Language;
use crate::pages::clock_words::ClockWords;
use crate::pages::session::SignedIn;
use crate::state::Web;
use axum::http::Uri;
use homeward_app::Scope;
use homeward_app::calendars;
use homeward_app::caller::Role;
use homeward_app::desk::{self, Around};
use homeward_domain::time::Span;

/// How soon a clock must be due to stand there.
const SOON: Span = Span::hours(4);

/// The frame of a page of the console.
pub struct Shell {
    /// Title, language.
    pub frame: Frame,
    /// Who is signed in.
    pub name: String,
    /// The pages one can go to.
    pub nav: Vec<NavItem>,
    /// The pages of the settings that they may read: address and name.
    pub settings: Vec<(&'static str, &'static str)>,
    /// The views of the queue that they can use.
    pub views: Vec<&'static str>,
    /// The registers that they may read.
    pub registers: Vec<(&'static str, &'static str)>,
    /// Notices that were not read.
    pub unread: i64,
    /// Clocks of one's own that run out next.
    pub strip: Vec<StripClock>,
}

/// One page to go to.
pub struct NavItem {
    pub href: &'static str,
    pub icon: &'static str,
    pub label: String,
    pub here: bool,
    /// The key that goes there after `g`.
    pub key: &'static str,
}

/// One page of a family, as its tab shows it.
pub struct Tab {
    pub href: &'static str,
    pub label: String,
    pub here: bool,
}

/// A clock that runs out next.
pub struct StripClock {
    pub number: String,
    pub clock: ClockWords,
}

/// The page of those on site, which is no place for anybody else's rail.
const ON_SITE: &str = "/onsite";
/// The settings, which not everybody may read.
const SETTINGS: &str = "/desk/settings";
/// The registers of the rail; products and suppliers stand beside them as tabs.
const CUSTOMERS: &str = "/desk/customers";
const BOOKINGS: &str = "/desk/bookings";
/// Where a case is taken in.
const NEW: &str = "/desk/new";
/// Where the rail leads: address, icon, words, the key that goes there after `g`, and the
/// right that the page asks for, where it asks for more than a sign-in.
const PLACES: &[(&str, &str, &str, &str, Option<Scope>)] = &[
    (ON_SITE, "map-pin", "nav-onsite", "o", Some(Scope::CasesWrite)),
    ("/desk/now", "gauge", "nav-now", "b", None),
    ("/desk", "inbox", "nav-queue", "q", None),
    (NEW, "phone-incoming", "nav-new", "n", Some(Scope::CasesWrite)),
    (CUSTOMERS, "users", "register-customers", "c", Some(Scope::CustomersRead)),
    (BOOKINGS, "luggage", "register-bookings", "t", Some(Scope::BookingsRead)),
    ("/desk/notices", "bell", "nav-notices", "m", None),
    (SETTINGS, "settings", "nav-settings", "s", Some(Scope::SettingsRead)),
];

/// The right that a page of the rail asks for; `None` for one that asks for no more than a
/// sign-in, and for an address where the rail does not lead.
pub fn right_of(path: &str) -> Option<Scope> {
    PLACES.iter().find(|(href, ..)| *href == path).and_then(|(.., right)| *right)
}

impl Shell {
    /// The frame of a page with this title, for who is signed in.
    pub async fn new(
        web: &Web,
        language: Language,
        uri: &Uri,
        signed_in: &SignedIn,
        title: &str,
    ) -> Result<Self, PageError> {
        let failed = |error| PageError::new(language, &error);
        let frame = Frame::new(language, title, uri).warned_of_record(&web.app);
        let path = uri.path();
        let is_here = |href: &str| path == href || (href != "/desk" && path.starts_with(href));
        let item = |place: &(&'static str, &'static str, &str, &'static str, Option<Scope>)| NavItem {
            href: place.0,
            icon: place.1,
            label: frame.t(place.2),
            here: is_here(place.0) || (place.0 == "/desk" && path.starts_with("/desk/cases")),
            key: place.3,
        };
        let views = views_of(&signed_in.staff, &signed_in.caller).collect();
        let (settings, registers) = (tabs::settings(&signed_in.caller), tabs::registers(&signed_in.caller));
        let is_for_them = |href: &str, right: Option<Scope>| {
            let is_theirs = href != ON_SITE || signed_in.staff.role == Role::OnSite.as_str();
            is_theirs && right.is_none_or(|right| signed_in.caller.may(right))
        };
        let places = PLACES.iter().filter(|(href, .., right)| is_for_them(href, *right));
        let nav = places.map(item).collect();
        let Around { unread, own } = desk::around(&web.app, &signed_in.caller).await.map_err(failed)?;
        let short = if signed_in.caller.may_set(None) { calendars::short(&web.app) } else { Vec::new() };
        // What nobody can put off counts beside what was not read.
        let unread = unread + short.iter().map(|short| i64::from(short.is_now)).sum::<i64>();
        let now = web.app.clock().now();
        let soon = own.iter().filter(|view| view.row.next_due_at <= (now + SOON).0);
        let strip = soon.filter_map(|view| {
            let clock = ClockWords::new(&frame, view.next_clock()?, now);
            Some(StripClock { number: view.row.number.clone(), clock })
        });
        let strip = strip.collect();
        Ok(Self { name: signed_in.staff.name.clone(), nav, settings, views, registers, unread, strip, frame })
    }

    /// Whether who is signed in takes cases in.
    pub fn takes_in(&self) -> bool {
        self.nav.iter().any(|item| item.href == NEW)
    }

    /// The same frame with another title.
    pub fn titled(mut self, title: String) -> Self {
        self.frame = self.frame.titled(title);
        self
    }

    /// A message without arguments.
    pub fn t(&self, key: &str) -> String {
        self.frame.t(key)
    }

    /// A message with one argument.
    pub fn t1(&self, key: &str, name: &str, value: &str) -> String {
        self.frame.t1(key, name, value)
    }

    /// Where the command palette leads, besides cases: address, icon, words.
    pub fn places(&self) -> Vec<(String, &'static str, String)> {
        let nav = self.nav.iter().map(|item| (item.href.to_owned(), item.icon, item.label.clone()));
        let views = self.views.iter().map(|view| {
            let label = self.t1("palette-view", "view", &self.t(&format!("view-{view}")));
            (format!("/desk?view={view}"), "inbox", label)
        });
        let settings = self.settings.iter().map(|(href, label)| {
            let label = self.t1("palette-settings", "page", &self.t(label));
            ((*href).to_owned(), "settings", label)
        });
        let registers = self.registers.iter().map(|(href, label)| ((*href).to_owned(), "folder", self.t(label)));
        let others = [("/desk/me", "user", "me-title"), ("/complain", "message-square", "start-public")];
        let others = others.map(|(href, icon, label)| (href.to_owned(), icon, self.t(label)));
        let language = (self.frame.other_language(), "languages", self.t("language-other"));
        nav.chain(views).chain(registers).chain(settings).chain(others).chain([language]).collect()
    }

    /// The tabs of the family that a path belongs to, with the one it stands under.
    pub fn tabs(&self, path: &str) -> Vec<Tab> {
        let is_of = |family: &[(&str, &str)]| family.iter().any(|(href, _)| path.starts_with(href));
        let family = [&self.settings, &self.registers].into_iter().find(|family| is_of(family));
        let Some(family) = family else { return Vec::new() };
        let here = family.iter().rev().find(|(href, _)| path.starts_with(href)).map_or("", |(href, _)| href);
        family.iter().map(|(href, label)| Tab { href, label: self.t(label), here: *href == here }).collect()
    }

    /// The first character of a name.
    pub fn initial(&self) -> String {
        self.name.chars().next().map(String::from).unwrap_or_default()
    }
}
