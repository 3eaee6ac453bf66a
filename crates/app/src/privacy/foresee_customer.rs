//! What the erasure of a customer would come to, told before anybody presses, by the
//! rule that the erasure itself goes by.

use super::erase_customer::{Plan, WISHES, plan};
use crate::app::App;
use crate::ground::caller::{Caller, Scope};
use crate::ground::error::AppError;
use crate::registers::erasure::{Erasure, KeptBookings};
use crate::registers::restriction::{behind, must_be_open};
use crate::registers::{CUSTOMERS, Sent, View, in_reach};
use homeward_domain::case::rejection::PrivacyRejection;
use homeward_domain::case::{Rejection, decide};
use homeward_domain::catalogue::ErasureGround;
use homeward_store::Db;

/// What of a customer tells nothing of them, and is not spoken of.
const OF_NOBODY: [&str; 2] = ["kind", "unit"];

/// What an erasure on some grounds would come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Foreseen {
    /// The grounds on which it would.
    pub grounds: Vec<ErasureGround>,
    /// The fields of the customer that would go; nothing where it is refused.
    pub goes: Vec<String>,
    /// Those that would stay.
    pub stays: Vec<String>,
    /// How many bookings would lose what they tell of persons.
    pub persons: usize,
    /// How many would lose a wish, which may tell of health, and nothing else.
    pub wishes: usize,
    /// The bookings that would stay, until when and on what ground.
    pub kept: Option<KeptBookings>,
    /// Why nothing would go.
    pub refused: Option<Rejection>,
    /// Whether the customer would be under restriction from then on.
    pub restricts: bool,
}

/// What an erasure of a customer would come to now, ground by ground.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outlook {
    /// Whose record it is; nothing of one that is not open to whoever asks.
    pub name: Option<String>,
    /// Grounds on which it comes to the same stand together.
    pub foreseen: Vec<Foreseen>,
}

/// What an erasure of a customer would come to. Needs `privacy:write`.
pub async fn foresee_erasure(app: &App, caller: &Caller, reference: String) -> Result<Outlook, AppError> {
    caller.must(Scope::PrivacyWrite)?;
    let (secrets, caller, now) = (app.secrets().clone(), caller.clone(), app.clock().now());
    let look = move |db: &Db| {
        let found = in_reach(db, &secrets, &caller, &CUSTOMERS, &reference)?;
        let is_open = must_be_open(db, &caller, &CUSTOMERS, &found, now).is_ok();
        let mut all: Vec<Foreseen> = Vec::new();
        for ground in ErasureGround::OF_CASES {
            let one = of_ground(&found, ground, plan(db, &secrets, &found, ground, now))?;
            let same = |other: &&mut Foreseen| Foreseen { grounds: one.grounds.clone(), ..(**other).clone() } == one;
            match all.iter_mut().find(same) {
                Some(other) => other.grounds.push(ground),
                None => all.push(one),
            }
        }
        Ok(Outlook { name: is_open.then(|| found.name.clone()), foreseen: all })
    };
    app.store().read(look).await
}

fn of_ground(found: &View, ground: ErasureGround, planned: Result<Plan, AppError>) -> Result<Foreseen, AppError> {
    let restricts = decide::is_asked_by_person(ground) && found.restriction.is_none();
    let nothing = Foreseen {
        grounds: vec![ground],
        goes: Vec::new(),
        stays: Vec::new(),
        persons: 0,
        wishes: 0,
        kept: None,
        refused: None,
        restricts: false,
    };
    Ok(match planned {
        Ok(Plan { left, bookings, kept }) => {
            let wishes = bookings.iter().filter(|(view, sent)| loses_wishes_alone(view, sent)).count();
            Foreseen {
                goes: fields(found, |field| !left.body.contains_key(field), left.name.is_empty()),
                stays: fields(found, |field| left.body.contains_key(field), !left.name.is_empty()),
                persons: bookings.len() - wishes,
                wishes,
                kept,
                restricts: restricts && kept.is_some(),
                ..nothing
            }
        }
        Err(AppError::Rejected(rejection)) => {
            let is_kept = matches!(
                rejection,
                Rejection::Privacy(PrivacyRejection::OnHold | PrivacyRejection::RetentionRuns { .. })
            );
            Foreseen { refused: Some(rejection), restricts: restricts && is_kept, ..nothing }
        }
        Err(error) => return Err(error),
    })
}

fn loses_wishes_alone(view: &View, sent: &Sent) -> bool {
    let goes = |field: &&String| !sent.body.contains_key(*field);
    view.name == sent.name && view.body.keys().filter(goes).all(|field| WISHES.contains(&field.as_str()))
}

/// The fields that hold something of the person, the name first where it is asked for.
fn fields(found: &View, is_meant: impl Fn(&str) -> bool, names: bool) -> Vec<String> {
    let name = (names && !found.name.is_empty()).then(|| "name".to_owned());
    let own = found.body.keys().filter(|field| !OF_NOBODY.contains(&field.as_str()) && is_meant(field));
    name.into_iter().chain(own.cloned()).collect()
}

/// The last erasure of a customer, also of one under restriction: it names nobody.
pub async fn last_erasure(app: &App, caller: &Caller, reference: String) -> Result<Option<Erasure>, AppError> {
    caller.must(Scope::PrivacyWrite)?;
    Ok(behind(app, caller, reference).await?.erasure)
}
