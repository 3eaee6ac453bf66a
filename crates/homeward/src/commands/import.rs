//! Imports a file, with progress and every refused row.

use crate::arguments::ImportKind;
use crate::settings::{Settings, close};
use anyhow::{Context as _, Result};
use homeward_app::import::records::Outcome as RecordOutcome;
use homeward_app::import::{self, Mapping, Outcome};
use homeward_app::{AppError, people};
use homeward_web::{Language, field_message, rejected};
use std::io::{IsTerminal as _, stderr};
use std::path::Path;
use std::process::ExitCode;

/// Rows between two signs of progress.
const PROGRESS_EVERY: u64 = 500;

#[derive(Default)]
struct Tally {
    accepted: u64,
    known: u64,
    left_out: u64,
    refused: u64,
}

/// Imports rows of one kind. Fails where a row was refused.
pub async fn run(
    settings: Settings,
    kind: ImportKind,
    file: &Path,
    mapping: Option<&Path>,
    dry_run: bool,
) -> Result<ExitCode> {
    let mapping = match mapping {
        Some(path) => {
            let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
            Mapping::parse(&text).with_context(|| path.display().to_string())?
        }
        None => Mapping::none(file.file_stem().and_then(|name| name.to_str()).unwrap_or("import")),
    };
    let rows = import::open(file)?;
    let app = settings.open().await?;
    let mut tally = Tally::default();
    match kind {
        ImportKind::Cases => {
            import::import(&app, rows, &mapping, dry_run, |line, outcome| tally.case(line, outcome)).await?;
        }
        ImportKind::Records(noun) => {
            import::records::import(&app, noun, rows, &mapping, dry_run, |line, outcome| tally.record(line, outcome))
                .await?;
        }
        ImportKind::Staff => {
            people::import(&app, rows, &mapping, dry_run, |line, outcome| tally.record(line, outcome)).await?;
        }
    }
    close(app).await?;
    let verb = if dry_run { "would be accepted" } else { "accepted" };
    println!(
        "{} {verb}, {} known already, {} left out by the mapping, {} refused",
        tally.accepted, tally.known, tally.left_out, tally.refused
    );
    Ok(if tally.refused == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

impl Tally {
    fn case(&mut self, line: u64, outcome: Outcome) {
        match outcome {
            Outcome::Accepted(_) | Outcome::WouldBeAccepted => self.accepted += 1,
            Outcome::Known(_) => self.known += 1,
            Outcome::LeftOut => self.left_out += 1,
            Outcome::Refused(error) => self.refuse(line, &error),
        }
        self.show_progress();
    }

    fn record(&mut self, line: u64, outcome: RecordOutcome) {
        match outcome {
            RecordOutcome::Accepted => self.accepted += 1,
            RecordOutcome::Known => self.known += 1,
            RecordOutcome::LeftOut => self.left_out += 1,
            RecordOutcome::Refused(error) => self.refuse(line, &error),
        }
        self.show_progress();
    }

    fn refuse(&mut self, line: u64, error: &AppError) {
        self.refused += 1;
        println!("line {line}: {}", reason(error));
    }

    fn show_progress(&self) {
        let done = self.accepted + self.known + self.left_out + self.refused;
        if done.is_multiple_of(PROGRESS_EVERY) && stderr().is_terminal() {
            eprint!("\r{done} rows");
        }
    }
}

/// Why a row was refused, in words.
fn reason(error: &AppError) -> String {
    let language = Language::English;
    match error {
        AppError::Invalid(errors) => {
            let words = errors.iter().map(|e| format!("{} {}", e.field, field_message(language, e)));
            words.collect::<Vec<_>>().join("; ")
        }
        AppError::Rejected(rejection) => {
            format!("{} {}", rejection.field().unwrap_or("the row:"), rejected(language, rejection))
        }
        other => other.to_string(),
    }
}
