//! Whether it is night where a traveller is, asked before anybody rings them up.

use crate::app::App;
use crate::ground::error::{AppError, FieldError};
use crate::ground::request::Request;
use crate::model::dossier::Dossier;
use crate::model::matter::Particulars;
use crate::model::tellings::tellings_of_matter;
use crate::read;
use crate::registers::{self, BOOKINGS, UNITS};
use homeward_domain::actor::Actor;
use homeward_domain::promises::pack;
use homeward_domain::quiet::{self, Trip};
use homeward_domain::time::Timestamp;
use homeward_store::Db;
use jiff::tz::TimeZone;
use serde_json::Value;

/// The calendar whose zone is that of the company.
const COMPANY: &str = "cn_office";

/// Where the traveller is, and whether the matter presses.
pub struct There {
    zone: TimeZone,
    /// The name of the zone, where it is known of the traveller.
    known: Option<String>,
    presses: bool,
    last_way_in: String,
}

impl There {
    /// The local time where the traveller is, where it is night there and nothing presses.
    pub fn asks(&self, at: Timestamp) -> Option<String> {
        let asks = !self.presses && quiet::is_quiet(at, &self.zone);
        asks.then(|| self.local(at))
    }

    /// The time there and the name of the zone, where it is known of the traveller.
    pub fn clock(&self, at: Timestamp) -> Option<(String, &str)> {
        self.known.as_deref().map(|known| (self.local(at), known))
    }

    fn local(&self, at: Timestamp) -> String {
        at.to_jiff().to_zoned(self.zone.clone()).strftime("%H:%M").to_string()
    }
}

/// Where the traveller of a case is: where they said, or their booking says while they
/// travel, else where the unit that has the case keeps its hours, else where the company
/// does.
pub async fn there(app: &App, dossier: &Dossier) -> Result<There, AppError> {
    let case = dossier.case().ok_or(AppError::NotFound)?;
    let (unit, told) = (case.team.unit.clone(), Told::of(dossier, app.clock().now()));
    let found = app.store().read(move |db| {
        let unit = unit.as_deref().map(|unit| registers::find_in(db, &UNITS, unit)).transpose()?.flatten();
        Ok::<_, AppError>((told.zone(db)?, unit.and_then(|unit| text(&unit, "calendar"))))
    });
    let (known, calendar) = found.await?;
    let policies = app.policies();
    let of_calendar = |id: &str| policies.newest_calendar(id).map(|calendar| calendar.zone().clone());
    let zone = known.as_deref().and_then(pack::zone);
    let zone = zone.or_else(|| of_calendar(calendar.as_deref()?)).or_else(|| of_calendar(COMPANY));
    let presses = dossier.view.row.nature == "urgent" || case.triage.danger || dossier.view.row.kind == "emergency";
    Ok(There {
        zone: zone.unwrap_or(TimeZone::UTC),
        known,
        presses,
        last_way_in: case.conversation.last_way_in.as_str().to_owned(),
    })
}

/// The zone in which the traveller of a case is, by name; `None` where it is not known.
pub async fn zone_of(app: &App, dossier: &Dossier) -> Result<Option<String>, AppError> {
    let told = Told::of(dossier, app.clock().now());
    app.store().read(move |db| told.zone(db)).await
}

/// The same at a moment, in a look at the database.
pub(crate) fn zone_in(db: &Db, dossier: &Dossier, now: Timestamp) -> Result<Option<String>, AppError> {
    Told::of(dossier, now).zone(db)
}

/// What a case tells of where its traveller is.
struct Told {
    /// The zone that was told last, and the day.
    zone: Option<(String, String)>,
    booking: Option<String>,
    today: String,
}

impl Told {
    fn of(dossier: &Dossier, now: Timestamp) -> Self {
        let zone = tellings_of_matter(dossier).into_iter().rev().find_map(|telling| {
            let told: Particulars = serde_json::from_str(telling.lies.words(telling.reference)?).ok()?;
            Some((told.zone?, day(telling.told.event.recorded_at)))
        });
        Self { zone, booking: dossier.particulars().booking_reference, today: day(now) }
    }

    fn zone(&self, db: &Db) -> Result<Option<String>, AppError> {
        let booking = self.booking.as_deref();
        let booking = booking.map(|reference| registers::find_in(db, &BOOKINGS, reference)).transpose()?.flatten();
        let of_booking = |field: &str| booking.as_ref().and_then(|booking| text(booking, field));
        let (zone, departs, returns) = (of_booking("zone"), of_booking("departure_on"), of_booking("return_on"));
        let trip = booking.as_ref().map(|_| Trip {
            zone: zone.as_deref(),
            departs_on: departs.as_deref(),
            returns_on: returns.as_deref(),
        });
        let told = self.zone.as_ref().map(|(zone, day)| (zone.as_str(), day.as_str()));
        Ok(quiet::zone_of(told, trip, &self.today).map(str::to_owned))
    }
}

fn text(view: &registers::View, field: &str) -> Option<String> {
    Some(view.body.get(field)?.as_str()?.to_owned())
}

fn day(at: Timestamp) -> String {
    at.to_jiff().to_zoned(TimeZone::UTC).date().to_string()
}

/// Whether it is night where the company is.
pub fn is_night(app: &App) -> bool {
    let policies = app.policies();
    let zone = policies.newest_calendar(COMPANY).map(|calendar| calendar.zone().clone());
    quiet::is_quiet(app.clock().now(), &zone.unwrap_or(TimeZone::UTC))
}

/// Whether it is night there for words that go out by this body. A person who rings
/// somebody up at night is asked for the reason, `night_reason`, and whoever rings up
/// somebody with whom contact is restricted to writing for `call_reason`; a program tells what
/// has happened, which is put on record as it was.
pub(crate) async fn must_be_asked(app: &App, request: &Request, body: &Value) -> Result<bool, AppError> {
    let text = |field: &str| body.get(field).and_then(Value::as_str);
    let truth = |field: &str| body.get(field).and_then(Value::as_bool);
    let told = text("told");
    let goes_out = text("direction").is_none_or(|direction| direction == "out") && truth("automatic") != Some(true);
    let spoke = told == Some("by_voice") || (told.is_none() && truth("reached").is_some());
    if !goes_out || !(spoke || told == Some("sent_elsewhere") || text("channel").is_some()) {
        return Ok(false);
    }
    let dossier = read::whole(app, &request.caller, request.number.clone()).await?;
    let there = there(app, &dossier).await?;
    let happened_at = text("happened_at").and_then(|at| Timestamp::parse(at).ok());
    let asks = there.asks(happened_at.unwrap_or_else(|| app.clock().now()));
    let by = text("channel").unwrap_or(match there.last_way_in.as_str() {
        way @ ("counter" | "on_site") => way,
        _ => "phone",
    });
    let asked = matches!(request.caller.actor, Actor::Staff(_));
    // Whatever a voice comes by, it rings, unless they stand before each other.
    let rings = asked && spoke && !matches!(by, "counter" | "on_site");
    let lacks = |field: &str| text(field).is_none_or(|reason| reason.trim().is_empty());
    let mut errors = Vec::new();
    if let Some(local) = asks.as_ref().filter(|_| rings && lacks("night_reason")) {
        errors.push(FieldError::with("night_reason", "quiet_hours", local.clone()));
    }
    let written_only = dossier.case().and_then(|case| case.conversation.restricted_until_review);
    if let Some(review) = written_only.filter(|_| rings && lacks("call_reason")) {
        errors.push(FieldError::with("call_reason", "written_only", review.to_rfc3339()));
    }
    if errors.is_empty() { Ok(asks.is_some()) } else { Err(AppError::Invalid(errors)) }
}
