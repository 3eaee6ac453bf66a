//! Background loops: do something, be told when to look again, stop when told.
//! Knows no case.

use std::fmt::Display;
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::sleep;

/// How long a loop rests after its job failed.
const REST_AFTER_FAILURE: Duration = Duration::from_secs(1);

/// Repeats a job until `stop` turns true. The job says how long to wait before
/// the next time; one that fails is tried again after a rest. A job that has
/// begun is always finished.
pub async fn repeat<J, F, E>(name: &str, mut stop: watch::Receiver<bool>, mut job: J)
where
    J: FnMut() -> F,
    F: Future<Output = Result<Duration, E>>,
    E: Display,
{
    while !*stop.borrow() {
        let wait = job().await.unwrap_or_else(|error| {
            tracing::warn!(name, %error, "a background job failed and will be tried again");
            REST_AFTER_FAILURE
        });
        tokio::select! {
            () = sleep(wait) => {}
            changed = stop.changed() => {
                if changed.is_err() {
                    break;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU32, Ordering};

    #[tokio::test(start_paused = true)]
    async fn a_job_is_repeated_after_its_own_wait_and_after_a_failure_until_stopped() {
        let (stop, stopped) = watch::channel(false);
        let runs = AtomicU32::new(0);
        let job = || async {
            let run = runs.fetch_add(1, Ordering::SeqCst);
            if run == 3 {
                stop.send(true).map_err(|e| e.to_string())?;
            }
            if run == 1 { Err("not this time".to_owned()) } else { Ok(Duration::from_mins(1)) }
        };
        repeat("test", stopped, job).await;
        assert_eq!(runs.load(Ordering::SeqCst), 4);
    }
}
