//! Where a judgement of responsibility starts: who contracted what was booked.

use crate::app::App;
use crate::ground::caller::Caller;
use crate::ground::error::AppError;
use crate::model::dossier::Dossier;
use crate::registers::{self, BOOKINGS};
use homeward_domain::catalogue::ShareParty;
use homeward_domain::responsibility::{Contracting, start};
use serde_json::Value;

/// One share that a lead may start from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposed {
    /// Whose.
    pub party: ShareParty,
    /// In whole percent.
    pub percent: i64,
    /// The items of the booking that it comes from.
    pub items: Vec<String>,
}

/// The start for a case whose booking is known and the reader's; nothing otherwise.
pub async fn proposed(app: &App, caller: &Caller, dossier: &Dossier) -> Result<Vec<Proposed>, AppError> {
    let Some(reference) = dossier.particulars().booking_reference else { return Ok(Vec::new()) };
    let booking = match registers::find(app, caller, &BOOKINGS, reference).await {
        Ok(booking) => booking,
        Err(AppError::NotFound | AppError::Restricted(_)) => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let items = booking.body.get("items").and_then(Value::as_array).cloned().unwrap_or_default();
    let text = |item: &Value, field: &str| item.get(field).and_then(Value::as_str).map(str::to_owned);
    let contracted = items.iter().filter_map(|item| {
        let contracting = Contracting::parse(&text(item, "contracted_by")?)?;
        Some((text(item, "name")?, text(item, "trade")?, contracting))
    });
    let contracted: Vec<(String, String, Contracting)> = contracted.collect();
    let trade = dossier.case().and_then(|case| trade_of(&case.triage.category?.to_string()));
    let of_trade: Vec<_> = contracted.iter().filter(|(_, own, _)| Some(own.as_str()) == trade).cloned().collect();
    let touched = if of_trade.is_empty() { contracted } else { of_trade };
    let shares = start(&touched.iter().map(|(_, _, contracting)| *contracting).collect::<Vec<_>>());
    let items = |party: ShareParty| {
        let of_party = touched.iter().filter(move |(_, _, contracting)| contracting.answers() == party);
        of_party.map(|(name, _, _)| name.clone()).collect()
    };
    Ok(shares.into_iter().map(|(party, percent)| Proposed { party, percent, items: items(party) }).collect())
}

/// What of a booking a category is about.
fn trade_of(category: &str) -> Option<&'static str> {
    Some(match category {
        "service.lodging"
        | "service.no_room_on_arrival"
        | "service.cleanliness"
        | "service.noise"
        | "price.hotel_charge_or_deposit"
        | "rights.privacy_in_the_room" => "hotel",
        "service.guide" => "guide",
        "service.catering" | "safety.food_safety" => "meal",
        "service.transport" => "coach",
        "service.pick_up_missed" => "transfer",
        "service.entry_refused" => "ticket",
        "service.visa" => "visa",
        "rights.ticket_or_flight_change" | "service.baggage" => "flight",
        "rights.insurance_claim" => "insurance",
        _ => return None,
    })
}
