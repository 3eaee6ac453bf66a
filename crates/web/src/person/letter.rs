//! The readable page of a copy: a letter that needs nothing but itself.

use crate::language::{Language, message};
use crate::wording::{Zone, money, name};
use askama::Template;
use homeward_app::person::{Booking, Case, Covers, Customer, Look, PersonData, Plan, Protection, Words};
use homeward_domain::time::Timestamp;
use serde_json::{Map, Value};

#[derive(Template)]
#[template(path = "person_data.html")]
struct Letter {
    tag: &'static str,
    house: String,
    title: String,
    lead: Vec<String>,
    sections: Vec<Section>,
    rights_title: String,
    rights: Vec<String>,
}

struct Section {
    title: String,
    /// What is said where there is nothing in it.
    none: Option<String>,
    groups: Vec<Group>,
}

#[derive(Default)]
struct Group {
    title: String,
    facts: Vec<(String, String)>,
    parts: Vec<Part>,
}

struct Part {
    title: String,
    lines: Vec<Line>,
}

struct Line {
    about: String,
    text: String,
    href: Option<String>,
}

/// The page in a language, with its times by the clocks of a zone.
pub fn page((language, zone): (Language, Zone), data: &PersonData) -> String {
    let words = In(language, &zone);
    let covers = match data.covers {
        Covers::Company => "person-covers-company",
        Covers::Units => "person-covers-units",
        Covers::Case => "person-covers-case",
    };
    let greeting = if data.name.is_empty() {
        words.t("notice-greeting-nameless")
    } else {
        words.t1("notice-greeting", "name", &data.name)
    };
    let made = words.t1("person-made", "time", &words.when(&data.made_at));
    let made_at = Timestamp::parse(&data.made_at).map_or(0, |at| at.0);
    let by_clocks = words.t1("person-zone", "zone", &zone.told(language, made_at));
    let register = || {
        let groups = data.customers.iter().map(|one| words.customer(one)).collect();
        words.section("person-register", groups)
    };
    let bookings = || words.section("person-bookings", data.bookings.iter().map(|one| words.booking(one)).collect());
    let mut sections = if data.covers == Covers::Case { Vec::new() } else { vec![register(), bookings()] };
    sections.push(words.section("person-cases", data.cases.iter().map(|case| words.case(case)).collect()));
    let looks = Group { parts: words.part("person-looks-list", words.looks(&data.looks)), ..Group::default() };
    let looks = Some(looks).filter(|group| !group.parts.is_empty());
    sections.push(words.section("person-looks", looks.into_iter().collect()));
    let letter = Letter {
        tag: language.tag(),
        house: data.company.clone().unwrap_or_else(|| words.t("brand")),
        title: words.t("person-title"),
        lead: vec![greeting, words.t(covers), format!("{made} {by_clocks}"), words.t("person-files-lead")],
        sections,
        rights_title: words.t("person-rights"),
        rights: ["person-rights-correct", "person-rights-erase", "person-rights-complain"]
            .map(|key| words.t(key))
            .into(),
    };
    letter.render().unwrap_or_default()
}

/// Words in the language of the page, and times by the clocks of its reader.
#[derive(Clone, Copy)]
struct In<'a>(Language, &'a Zone);

impl In<'_> {
    fn t(self, key: &str) -> String {
        message(self.0, key, &[])
    }

    fn t1(self, key: &str, field: &str, value: &str) -> String {
        message(self.0, key, &[(field, value)])
    }

    fn named(self, list: &str, spelling: &str) -> String {
        name(self.0, list, spelling)
    }

    fn when(self, at: &str) -> String {
        Timestamp::parse(at).map_or_else(|_| at.to_owned(), |at| self.1.time(self.0, at.0))
    }

    fn section(self, key: &str, groups: Vec<Group>) -> Section {
        Section { title: self.t(key), none: groups.is_empty().then(|| self.t("person-none")), groups }
    }

    /// A part, where it has lines.
    fn part(self, key: &str, lines: Vec<Line>) -> Vec<Part> {
        if lines.is_empty() { Vec::new() } else { vec![Part { title: self.t(key), lines }] }
    }

    /// Fields of a record, with the names that the desk has for them.
    fn facts(self, form: &str, fields: &Map<String, Value>) -> Vec<(String, String)> {
        let label = |field: &str| {
            let bare = field.replace('_', "-");
            let keys = [format!("label-{form}-{bare}"), format!("person-field-{bare}"), format!("label-{bare}")];
            let found = keys.iter().map(|key| (key, self.t(key))).find(|(key, words)| words != *key);
            found.map_or_else(|| field.to_owned(), |(_, words)| words)
        };
        let currency = fields.get("currency").and_then(Value::as_str).unwrap_or("CNY");
        let line = |(field, value): (&String, &Value)| match (field.as_str(), value) {
            ("currency", _) => None,
            ("price_cents", value) => Some((label(field), money(self.0, value.as_i64()?, currency))),
            _ => Some((label(field), self.value(field, value))),
        };
        fields.iter().filter_map(line).filter(|(_, value)| !value.is_empty()).collect()
    }

    fn value(self, field: &str, value: &Value) -> String {
        match value {
            Value::String(text) => match field {
                "kind" => self.named("customer-kind", text),
                "status" => self.named("booking-status", text),
                "trade" => self.named("trade", text),
                "contracted_by" => self.named("contracted-by", text),
                "language" => Some(self.named("spoken", text))
                    .filter(|words| !words.starts_with("spoken-"))
                    .unwrap_or_else(|| text.clone()),
                _ => text.clone(),
            },
            Value::Bool(truth) => self.t(if *truth { "yes" } else { "no" }),
            Value::Number(number) => number.to_string(),
            Value::Array(items) => {
                let items: Vec<String> = items.iter().map(|item| self.value(field, item)).collect();
                items.join("\n")
            }
            Value::Object(fields) => {
                // What it is called first.
                let (name, others): (Vec<_>, Vec<_>) = fields.iter().partition(|(field, _)| *field == "name");
                let parts = name.into_iter().chain(others).map(|(field, value)| self.value(field, value));
                parts.collect::<Vec<_>>().join(" · ")
            }
            Value::Null => String::new(),
        }
    }

    fn customer(self, customer: &Customer) -> Group {
        let mut facts = vec![(self.t("label-customers-name"), customer.name.clone())];
        facts.extend(self.facts("customers", &customer.fields));
        facts.push((self.t("person-updated"), self.when(&customer.updated_at)));
        let restricted: Vec<&Protection> = customer.restriction.iter().collect();
        let changes = customer.changes.iter().map(|change| Line {
            about: self.when(&change.at),
            text: self.named("change", &change.what),
            href: None,
        });
        let mut parts = self.part("person-protections", self.protections(&restricted));
        parts.extend(self.part("person-changes", changes.collect()));
        Group { title: self.t1("person-customer", "reference", &customer.reference), facts, parts }
    }

    fn booking(self, booking: &Booking) -> Group {
        let title = format!("{} · {}", booking.reference, booking.name);
        Group { title, facts: self.facts("bookings", &booking.fields), parts: Vec::new() }
    }

    fn case(self, case: &Case) -> Group {
        let role = self.t(&format!("person-role-{}", case.role));
        let told = |key: &str, value: Option<String>| value.map(|value| (self.t(key), value));
        let facts = [
            told("person-role", Some(role)),
            told("label-kind", Some(self.named("kind", &case.kind))),
            told("person-state", Some(self.named("state", &case.state))),
            told("person-channel", Some(self.named("channel", &case.channel))),
            told("person-received", Some(self.when(&case.received_at))),
            told("person-ended", case.ended_at.as_deref().map(|at| self.when(at))),
            told("label-bookings-reference", case.booking_reference.clone()),
            told("person-external", case.external_reference.clone()),
            told("person-occurred", case.occurred_at.as_deref().map(|at| self.when(at))),
            told("person-place", case.place.clone()),
            told("label-case-zone", case.zone.clone()),
        ];
        let mut parts = self.part("person-details", self.details(case));
        parts.extend(self.part("person-said", self.words(&case.said)));
        parts.extend(self.part("person-told", self.words(&case.told)));
        parts.extend(self.part("person-plans", case.plans.iter().flat_map(|plan| self.plan(plan)).collect()));
        parts.extend(self.part("person-files", self.files(case)));
        parts.extend(self.part("person-protections", self.protections(&case.protections.iter().collect::<Vec<_>>())));
        parts.extend(self.part("person-handed", self.handed(case)));
        Group { title: case.number.clone(), facts: facts.into_iter().flatten().collect(), parts }
    }

    fn details(self, case: &Case) -> Vec<Line> {
        let text = |fields: &Map<String, Value>| {
            let facts = self.facts("person", fields).into_iter();
            let facts: Vec<String> = facts.map(|(label, value)| self.pair(&label, &value)).collect();
            facts.join("\n")
        };
        let line = |told: &homeward_app::person::Details| Line {
            about: self.when(&told.at),
            text: text(&told.fields),
            href: None,
        };
        case.details.iter().map(line).collect()
    }

    fn pair(self, label: &str, value: &str) -> String {
        message(self.0, "person-pair", &[("label", label), ("value", value)])
    }

    fn words(self, all: &[Words]) -> Vec<Line> {
        let line = |one: &Words| {
            let mut about = vec![self.when(&one.at)];
            match one.channel {
                Some(channel) => about.push(self.named("channel", channel)),
                None => about.push(self.named("entry", &one.kind)),
            }
            about.extend(one.answer.as_deref().map(|answer| self.answer(&one.kind, answer)));
            about.extend(one.withdrawn.then(|| self.t("person-withdrawn")));
            about.extend(one.telling_withdrawn.then(|| self.t("person-telling-withdrawn")));
            let is_bare = one.kind == "plan_answered" || one.kind == "satisfaction_told";
            let erased = || if is_bare { String::new() } else { self.t("erased") };
            Line { about: about.join(" · "), text: one.text.clone().unwrap_or_else(erased), href: None }
        };
        all.iter().map(line).collect()
    }

    fn answer(self, kind: &str, answer: &str) -> String {
        match kind {
            "plan_answered" => self.named("answer", answer),
            "case_refused" => self.named("refusal", answer),
            _ => {
                let (content, rating) = answer.split_once(", ").unwrap_or((answer, ""));
                let content = if content == "content" { "follow-content-yes" } else { "follow-content-no" };
                format!("{} {rating}", self.t(content)).trim_end().to_owned()
            }
        }
    }

    fn plan(self, plan: &Plan) -> Vec<Line> {
        let about = format!(
            "{} · {}",
            self.when(&plan.at),
            self.t1("follow-plan-version", "version", &plan.version.to_string())
        );
        let told = |text: &Option<String>| text.clone().unwrap_or_else(|| self.t("erased"));
        let option = |option: &homeward_app::person::Option_| {
            let measures = option.measures.iter().map(|measure| format!("– {}", told(measure)));
            let lines: Vec<String> = std::iter::once(told(&option.text)).chain(measures).collect();
            Line { about: about.clone(), text: lines.join("\n"), href: None }
        };
        plan.options.iter().map(option).collect()
    }

    fn files(self, case: &Case) -> Vec<Line> {
        let line = |file: &homeward_app::person::File| {
            let href = file.path.as_deref().map(linked);
            let lost = || self.t(if file.name.is_some() { "person-file-lost" } else { "erased" });
            let name = file.name.clone().filter(|_| href.is_some()).unwrap_or_else(lost);
            Line { about: self.when(&file.at), text: name, href }
        };
        case.files.iter().map(line).collect()
    }

    fn protections(self, all: &[&Protection]) -> Vec<Line> {
        let line = |one: &&Protection| {
            let kind = if one.kind == "restricted" { "processing_restricted" } else { &one.kind };
            let list = if one.kind == "contents_erased" { "erasure" } else { "restriction" };
            let mut about = vec![self.when(&one.at), self.named("entry", kind)];
            about.extend(one.ground.map(|ground| self.named(list, ground)));
            about.extend(one.until.as_deref().map(|until| self.t1("person-until", "time", &self.when(until))));
            Line { about: about.join(" · "), text: one.text.clone().unwrap_or_default(), href: None }
        };
        all.iter().map(line).collect()
    }

    /// Links and copies that were handed out.
    fn handed(self, case: &Case) -> Vec<Line> {
        let line = |at: &str, text: String| Line { about: self.when(at), text, href: None };
        let links = case.links.iter().map(|link| {
            line(&link.at, self.t(if link.renewed { "entry-link-renewed" } else { "entry-link-handed-out" }))
        });
        let copies = case.given.iter().map(|given| {
            let told = [("ground", self.named("giving", given.ground)), ("to", self.named("person-to", given.to))];
            let told: Vec<(&str, &str)> = told.iter().map(|(name, words)| (*name, words.as_str())).collect();
            line(&given.at, message(self.0, "person-copy", &told))
        });
        links.chain(copies).collect()
    }

    fn looks(self, looks: &[Look]) -> Vec<Line> {
        let line = |look: &Look| {
            let mut about = vec![self.when(&look.at), self.named("person-to", look.by)];
            about.extend(look.case.clone());
            let why = if look.why == "restricted_seen" {
                self.t("entry-restricted-seen")
            } else {
                self.named("look", &look.why)
            };
            Line { about: about.join(" · "), text: why, href: None }
        };
        looks.iter().map(line).collect()
    }
}

/// The address of a file beside the page.
fn linked(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'_' | b'.');
    path.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}
