//! Commands on the record as a whole.

use crate::settings::{Settings, close};
use anyhow::{Result, bail};
use homeward_app::{App, AppError, backup as backups, export as exports, record};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Proves the record; success only if all of it holds.
pub async fn verify(settings: Settings, case: Option<String>) -> Result<ExitCode> {
    let app = settings.open().await?;
    let proof = match record::verify(&app, case).await {
        Err(AppError::NotFound) => bail!("there is no such case"),
        other => other?,
    };
    close(app).await?;
    if let Some(fault) = proof.fault {
        println!("BROKEN: {fault}");
        return Ok(ExitCode::FAILURE);
    }
    let (cases, events, files) = (proof.cases, proof.events, proof.files);
    println!("{cases} cases, {events} events, {} checkpoints, {files} files hold", proof.checkpoints);
    if proof.unsealed > 0 {
        println!("{} newest events are not sealed by a checkpoint yet", proof.unsealed);
    }
    Ok(ExitCode::SUCCESS)
}

/// Builds lists and index anew.
pub async fn rebuild(settings: Settings) -> Result<ExitCode> {
    let app = settings.open().await?;
    println!("{} cases rebuilt", record::rebuild(&app).await?);
    close(app).await?;
    Ok(ExitCode::SUCCESS)
}

/// Writes everything into a folder.
pub async fn export(settings: Settings, folder: &Path) -> Result<ExitCode> {
    let app = settings.open().await?;
    let cases = exports::export(&app, folder).await?;
    println!("{cases} cases in {}", folder.display());
    close(app).await?;
    Ok(ExitCode::SUCCESS)
}

/// Copies everything into one file.
pub async fn backup(settings: Settings, file: PathBuf) -> Result<ExitCode> {
    let app: App = settings.open().await?;
    backups::backup(&app, &file).await?;
    println!("{}", file.display());
    println!("Keep {} in another place: it signs the record.", app.options().secret_path().display());
    println!("A restore asks for {} as well: who was erased since.", app.options().journal_path().display());
    close(app).await?;
    Ok(ExitCode::SUCCESS)
}
