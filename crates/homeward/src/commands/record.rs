//! Commands on the record as a whole.

use crate::settings::{Settings, close};
use anyhow::{Result, bail};
use homeward_app::record::{Asked, Proof};
use homeward_app::retention::Today;
use homeward_app::{App, AppError, backup as backups, export as exports, record, retention};
use homeward_domain::time::Timestamp;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Proves the record; success only if all of it holds.
pub async fn verify(settings: Settings, asked: Asked) -> Result<ExitCode> {
    let app = settings.open_existing().await?;
    let proof = match record::verify_asked(&app, asked).await {
        Err(AppError::NotFound) => bail!("there is no such case"),
        other => other?,
    };
    close(app).await?;
    if let Some(fault) = proof.fault {
        println!("BROKEN: {fault}");
        return Ok(ExitCode::FAILURE);
    }
    tell(&proof);
    Ok(if proof.holds() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn tell(proof: &Proof) {
    let Proof { cases, events, streams, checkpoints, files, .. } = proof;
    println!("{cases} cases, {streams} streams, {events} events, {checkpoints} checkpoints, {files} files hold");
    if proof.files_of_erased > 0 {
        println!("files of erased entries still to be removed: {}", proof.files_of_erased);
    }
    if proof.files_of_cut > 0 {
        println!("files of uploads that were cut short or are under way: {}", proof.files_of_cut);
    }
    for restored in &proof.restored {
        let at = Timestamp(restored.at).to_rfc3339();
        println!("restored to checkpoint {} at {at}: {}", restored.to, restored.why);
    }
    for fork in &proof.forks {
        println!(
            "FORK: case {}, event {}: written at once with the one before it, by an earlier version",
            fork.number, fork.seq
        );
    }
    if !proof.forks.is_empty() {
        let known =
            if proof.forks_acknowledged { "acknowledged on record" } else { "not acknowledged: acknowledge-forks" };
        println!("{} forks of an earlier version, {known}", proof.forks.len());
    }
    match proof.unsealed_since {
        Some(since) => {
            println!("{} events are unsealed since the stop; the oldest {}", proof.unsealed, since.to_rfc3339());
        }
        None if proof.unsealed > 0 => println!("{} newest events are not sealed by a checkpoint yet", proof.unsealed),
        None => {}
    }
}

/// Puts on record that forks of an earlier version may stand.
pub async fn acknowledge_forks(settings: Settings, why: &str) -> Result<ExitCode> {
    let app = settings.open_existing().await?;
    let forks = match record::acknowledge_forks(&app, why).await {
        Err(AppError::NotFound) => bail!("there are no forks"),
        other => other?,
    };
    println!("{forks} forks acknowledged");
    close(app).await?;
    Ok(ExitCode::SUCCESS)
}

/// Builds lists and index anew.
pub async fn rebuild(settings: Settings) -> Result<ExitCode> {
    let app = settings.open_existing().await?;
    println!("{} cases rebuilt", record::rebuild(&app).await?);
    close(app).await?;
    Ok(ExitCode::SUCCESS)
}

/// Erases what has had its time, or says what would be erased.
pub async fn retention(settings: Settings, dry_run: bool) -> Result<ExitCode> {
    let app = settings.open_existing().await?;
    let today = if dry_run { Today::Ran(retention::look_ahead(&app).await?) } else { retention::run_now(&app).await? };
    close(app).await?;
    let report = match today {
        Today::Ran(report) => report,
        Today::Before(at, report) => {
            let at = at.to_rfc3339();
            println!("nothing was done now: the run of today ended at {at}, and one a day is made; it did this:");
            report
        }
        Today::Elsewhere => {
            println!("nothing was done now: a server is at the run of today");
            return Ok(ExitCode::SUCCESS);
        }
        Today::NotAsked => {
            println!("nothing was done: the company has not said how long anything stays (Settings, Retention)");
            return Ok(ExitCode::SUCCESS);
        }
    };
    let kept = report.on_hold + report.before_others + report.restricted;
    println!(
        "{} cases whole, words of {}, {} looks; {kept} kept, {} failed{}",
        report.whole,
        report.words,
        report.looks,
        report.failed,
        if dry_run { " (nothing was erased)" } else { "" },
    );
    Ok(if report.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Writes everything into a folder.
pub async fn export(settings: Settings, folder: &Path) -> Result<ExitCode> {
    let app = settings.open_existing().await?;
    let cases = exports::export(&app, folder).await?;
    println!("{cases} cases in {}", folder.display());
    close(app).await?;
    Ok(ExitCode::SUCCESS)
}

/// Copies everything into one file.
pub async fn backup(settings: Settings, file: PathBuf) -> Result<ExitCode> {
    let app: App = settings.open_existing().await?;
    backups::backup(&app, &file).await?;
    println!("{}", file.display());
    println!("Keep {} in another place: it signs the record.", app.options().secret_path().display());
    println!("A restore asks for {} as well: who was erased since.", app.options().journal_path().display());
    close(app).await?;
    Ok(ExitCode::SUCCESS)
}
