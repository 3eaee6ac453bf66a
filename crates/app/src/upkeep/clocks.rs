//! Lets clocks do what they do by themselves: warn, break, end a pause.

use crate::app::App;
use crate::ground::error::AppError;
use crate::write::follow_rules;
use crate::write::step::Order;
use futures_util::{StreamExt as _, stream};
use homeward_domain::CaseId;
use homeward_domain::actor::Actor;
use homeward_domain::case::Command;
use homeward_domain::case::command::ClockCommand;
use homeward_domain::time::{Span, Timestamp};
use homeward_store::{Lane, cases};

/// Cases looked after in one round.
const ROUND_MAX: i64 = 512;

/// Cases on their way to the writer at one time.
const AT_ONCE: usize = 64;

/// What a round found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Round {
    /// Cases whose clocks did something.
    pub rung: usize,
    /// How late the first of them was looked after.
    pub late: Span,
    /// When the next clock does something by itself.
    pub next_at: Option<Timestamp>,
}

/// Records what the clocks did until now, the earliest first, a limited number
/// at a time. Safe to run in several copies at once: the record of a case takes
/// each entry once, and whoever comes second finds nothing left to do.
pub async fn ring(app: &App) -> Result<Round, AppError> {
    // A clock met at the very microsecond of its due time is met in time.
    let now = app.clock().now();
    let until = Timestamp(now.0 - 1);
    let first = app.store().read(cases::next_alarm).await?;
    let due = app.store().read(move |db| cases::with_alarm_until(db, until.0, ROUND_MAX)).await?;
    let rung = due.len();
    // Many at a time, so that the writer commits them together; not more than
    // its lane holds.
    let mut rounds = stream::iter(due).map(|case| ring_case(app, case)).buffer_unordered(AT_ONCE);
    while let Some(done) = rounds.next().await {
        done?;
    }
    let next = app.store().read(cases::next_alarm).await?;
    let late = first.map_or(Span::ZERO, |first| Span((now.0 - first).max(0)));
    Ok(Round { rung, late, next_at: next.map(Timestamp) })
}

async fn ring_case(app: &App, case: CaseId) -> Result<(), AppError> {
    let worker = app.clone();
    app.store()
        .write(Lane::Clocks, move |db| {
            let Some(row) = cases::claim(db, case, &cases::Sight::All)? else { return Ok(()) };
            let order = Order::new(Command::Clocks(ClockCommand::ReadClocks), Vec::new());
            follow_rules::carry_out(db, &worker, row, Actor::System, &order)?;
            Ok(())
        })
        .await
}
