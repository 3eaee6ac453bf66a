//! A disk at rest, so that a measurement does not pay for the one before.

use anyhow::{Result, ensure};
use std::process::Command;
use std::thread;
use std::time::Duration;

/// What a disk still does by itself after everything was flushed.
const REST: Duration = Duration::from_secs(3);

/// Flushes everything and waits a little.
pub fn of_the_disk() -> Result<()> {
    ensure!(Command::new("sync").status()?.success(), "sync failed");
    thread::sleep(REST);
    Ok(())
}
