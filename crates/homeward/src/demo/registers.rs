//! The customers of the demonstration, what they booked, and whom it was bought from.

use super::chance::Chance;
use anyhow::Result;
use futures_util::future::try_join_all;
use homeward_app::registers::{self, How, Noun};
use homeward_app::{App, Caller, Lane};
use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::Deserialize;
use serde_json::{Value, json};

const UNITS: &str = include_str!("../../demo/units.jsonl");
const SUPPLIERS: &str = include_str!("../../demo/suppliers.jsonl");
const PRODUCTS: &str = include_str!("../../demo/products.jsonl");
const PHRASES: &str = include_str!("../../demo/phrases.jsonl");
const NAMES: &str = include_str!("../../demo/names.json");
/// How many customers the company has.
const CUSTOMERS: i64 = 320;
/// The branches that sell.
const BRANCHES: [&str; 4] = ["SZ", "BJ", "CD", "WEB"];

#[derive(Deserialize)]
struct Names {
    surnames: Vec<String>,
    given: Vec<String>,
    english: Vec<String>,
}

/// Somebody with a file.
#[derive(Clone)]
pub struct Customer {
    pub reference: String,
    pub name: String,
    pub phone: String,
    pub email: Option<String>,
    pub language: &'static str,
}

/// What is sold.
#[derive(Clone, Deserialize)]
pub struct Product {
    reference: String,
    pub name: String,
    pub trade: String,
    supplier: String,
    pub destination: String,
    promised: String,
}

/// Makes up customers; the same from the same chance.
pub fn customers(chance: &mut Chance) -> Result<Vec<Customer>> {
    let names: Names = serde_json::from_str(NAMES)?;
    let one = |number: i64| {
        let is_foreign = chance.percent(3);
        let (surname, given) = (chance.pick(&names.surnames), chance.pick(&names.given));
        Customer {
            reference: format!("C-{number:04}"),
            name: if is_foreign { chance.pick(&names.english).clone() } else { format!("{surname}{given}") },
            phone: format!("1390002{number:04}"),
            email: (is_foreign || chance.percent(30)).then(|| format!("guest{number}@example.com")),
            language: if is_foreign { "en" } else { "zh" },
        }
    };
    Ok((1..=CUSTOMERS).map(one).collect())
}

/// What the company sells.
pub fn products() -> Result<Vec<Product>> {
    Ok(lines(PRODUCTS)?.into_iter().map(serde_json::from_value).collect::<Result<_, _>>()?)
}

/// The records that stand there before anybody books, in the order in which they
/// name one another.
pub fn standing(customers: &[Customer], chance: &mut Chance) -> Result<Vec<(Noun, Vec<Value>)>> {
    let file = |customer: &Customer| {
        json!({
            "reference": customer.reference, "name": customer.name, "kind": "person", "phone": customer.phone,
            "email": customer.email, "language": customer.language, "is_key": chance.percent(6),
        })
    };
    Ok(vec![
        (&registers::SUPPLIERS, lines(SUPPLIERS)?),
        (&registers::PRODUCTS, lines(PRODUCTS)?),
        (&registers::PHRASES, lines(PHRASES)?),
        (&registers::CUSTOMERS, customers.iter().map(file).collect()),
    ])
}

/// A booking of a product by a customer.
pub fn booking(
    number: usize,
    customer: &Customer,
    product: &Product,
    (departure, today): (Date, Date),
    chance: &mut Chance,
) -> Value {
    let days = if product.trade == "tour" { chance.between(3, 7) } else { chance.between(1, 3) };
    let travellers: Vec<Value> = (0..chance.between(1, 4))
        .map(|place| match place {
            0 => json!({"name": customer.name, "phone": customer.phone}),
            _ => json!({"name": format!("{}的同行人 {place}", customer.name)}),
        })
        .collect();
    let cents = chance.between(3, 60) * 10_000 * i64::try_from(travellers.len()).unwrap_or(1) + 9_900;
    let until = departure.saturating_add(days.days());
    json!({
        "reference": booking_reference(number), "name": product.name, "customer": customer.reference,
        "product": product.reference, "unit": chance.pick(&BRANCHES), "contact_name": customer.name,
        "phone": customer.phone, "email": customer.email, "travellers": travellers,
        "departure_on": departure.to_string(), "return_on": until.to_string(), "destination": product.destination,
        "status": if until < today { "travelled" } else { "confirmed" }, "price_cents": cents, "currency": "CNY", "sales_channel": chance.pick(&["门店", "官网", "小程序", "电话"]),
        "items": [{"trade": product.trade, "name": product.name, "supplier": product.supplier,
            "contracted_by": if product.trade == "tour" { "organiser" } else { "agent" },
            "promised": product.promised, "starts_on": departure.to_string(), "ends_on": until.to_string()}],
    })
}

/// The reference of a booking.
pub fn booking_reference(number: usize) -> String {
    format!("B-{number:04}")
}

/// Writes the units, one after the other, for each may name the one before.
pub async fn write_units(app: &App, by: &Caller) -> Result<()> {
    for unit in lines(UNITS)? {
        registers::write(
            app,
            Lane::Acts,
            by,
            &registers::UNITS,
            registers::parse(&registers::UNITS, &unit)?,
            How::Make,
        )
        .await?;
    }
    Ok(())
}

/// Writes records of a kind, all at once, in their order.
pub async fn write(app: &App, by: &Caller, noun: Noun, records: Vec<Value>) -> Result<()> {
    let sent = records.iter().map(|record| registers::parse(noun, record)).collect::<Result<Vec<_>, _>>()?;
    let writing = sent.into_iter().map(|sent| registers::write(app, Lane::Acts, by, noun, sent, How::Make));
    try_join_all(writing).await?;
    Ok(())
}

fn lines(text: &str) -> Result<Vec<Value>> {
    Ok(text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?)
}
