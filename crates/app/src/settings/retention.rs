//! How long what is kept stays (trust, "Privacy"; law §9). The daily run that goes by it
//! is `crate::upkeep::retention`.

use super::setting::{About, Next, Preview, Setting, kept, lift, said};
use crate::app::App;
use crate::ground::error::{AppError, FieldError};
use crate::ground::field::{Takes, may};
use crate::ground::form::Fields;
pub use homeward_domain::retention::{DAYS_MAX, LOOKS_DAYS_MIN, PROOF_DAYS_MIN, Retention, WORDS_DAYS_MIN};
use homeward_domain::time::Timestamp;
use homeward_store::{Db, cases};
use serde_json::Value;

/// After how many days what is kept goes by itself.
pub static RETENTION: Setting = Setting {
    name: "retention",
    type_name: "Retention",
    about: About {
        read: "After how many days what is kept goes by itself; null where it does not.",
        preview: "Of how many cases the time would be over now, as far as their ends tell; changes nothing.",
        change: "Changes it; the next daily run goes by it.",
    },
    fields: &[
        may(
            "words_days",
            Takes::Whole(WORDS_DAYS_MIN, DAYS_MAX),
            "Of a case after its end: what proves no transaction, and everything of a case that has none.",
        )
        .such_as("365"),
        may(
            "proof_days",
            Takes::Whole(PROOF_DAYS_MIN, DAYS_MAX),
            "What proves a transaction; not less than the words, and told with them.",
        )
        .such_as("1096"),
        may("looks_days", Takes::Whole(LOOKS_DAYS_MIN, DAYS_MAX), "The log of looks at contact points.")
            .such_as("1096"),
    ],
    besides: &[],
    lift: lift::<Retention>,
    shipped: || kept(&Retention::default()),
    read,
    preview: Some(Preview {
        counts: &[
            ("words", "Those of which words go, or everything."),
            ("proof", "Those among them whose proofs go as well."),
        ],
        count: |app, asked| Box::pin(over(app, asked)),
        tells_of_same: true,
    }),
    is_followed: false,
};

fn read(fields: &Fields<'_>, next: &Next<'_>) -> Option<Value> {
    let words_days = fields.number("words_days", WORDS_DAYS_MIN, DAYS_MAX);
    let proof_days = fields.number("proof_days", PROOF_DAYS_MIN, DAYS_MAX);
    let looks_days = fields.number("looks_days", LOOKS_DAYS_MIN, DAYS_MAX);
    if words_days.is_some() && !fields.has("proof_days") {
        return fields.fail(FieldError::new("proof_days", "required"));
    }
    if let (Some(words), Some(proof)) = (words_days, proof_days)
        && proof < words
    {
        return fields.fail(FieldError::new("proof_days", "shorter_than_words"));
    }
    Some(kept(&Retention { version: next.version, words_days, proof_days, looks_days }))
}

/// Of how many cases the time would be over now.
async fn over(app: App, asked: Value) -> Result<Vec<i64>, AppError> {
    let asked: Retention = said(&asked)?;
    let now = app.clock().now();
    app.store().read(move |db| count(db, &asked, now)).await
}

fn count(db: &Db, asked: &Retention, now: Timestamp) -> Result<Vec<i64>, AppError> {
    let count = |until: Option<Timestamp>| until.map_or(Ok(0), |until| cases::count_ended_until(db, until.0));
    let words = asked.begins(Timestamp::EARLIEST).map(|begins| Timestamp(now.0 - (begins - Timestamp::EARLIEST).0));
    let proof = asked.proof_days.map(|_| Timestamp(now.0 - asked.proof_for().0));
    Ok(vec![count(words)?, count(proof)?])
}
