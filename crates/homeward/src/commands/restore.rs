//! A backup put into an empty place.

use crate::arguments::RestoreOrders;
use crate::settings::Settings;
use anyhow::Result;
use homeward_app::AppOptions;
use homeward_app::restore::{self, Erasures, Orders, RestoreError, Restored};
use std::path::Path;
use std::process::ExitCode;

/// Restores a backup, proves it and tells what was found.
pub async fn run(settings: Settings, file: &Path, told: &RestoreOrders) -> Result<ExitCode> {
    // A journal that this command line alone names goes on in the place.
    let options = AppOptions { erasures: settings.lasting_erasures.clone(), ..settings.app_options() };
    let journal = options.journal_path();
    let erasures = match erasures(&settings, told, &journal) {
        Ok(erasures) => erasures,
        Err(why) => {
            eprintln!("homeward: {why}");
            return Ok(ExitCode::from(2));
        }
    };
    let orders =
        Orders { erasures, new_secret: told.new_secret, despite_damage: told.despite_damage, why: told.why.clone() };
    match restore::restore(file, options, &orders).await {
        Ok(restored) => tell(&settings, &restored, &journal),
        Err(RestoreError::Damaged(faults)) => return Ok(damaged(&faults)),
        Err(error @ RestoreError::NoSecret(_)) => {
            eprintln!(
                "homeward: {error}; put your copy there or name it with --secret-file. --new-secret makes a new one: \
                 links of complainants, second factors and the proof of all that was before are lost then"
            );
            return Ok(ExitCode::FAILURE);
        }
        Err(error) => return Err(error.into()),
    }
    Ok(ExitCode::SUCCESS)
}

/// The journal that is named, or the one that stands in the place.
fn erasures(settings: &Settings, told: &RestoreOrders, own: &Path) -> Result<Erasures, &'static str> {
    match (told.no_erasures, settings.erasures.is_some() || own.exists()) {
        (true, _) if settings.erasures.is_some() => Err("--erasures names a journal and --no-erasures waives it"),
        (true, _) => Ok(Erasures::Waived),
        (false, true) => Ok(Erasures::Journal(settings.erasures.clone().unwrap_or_else(|| own.to_owned()))),
        (false, false) => Err("name the journal of erasures with --erasures FILE, so that what was lawfully erased \
             since the backup is erased again; --no-erasures says that nothing was"),
    }
}

fn tell(settings: &Settings, restored: &Restored, journal: &Path) {
    println!("restored into {}; {} cases erased again", settings.data.display(), restored.erased);
    if journal.exists() {
        println!("the journal of erasures goes on in {}", journal.display());
    }
    for loss in &restored.losses {
        println!("LOST: {loss}");
    }
    match &restored.proven {
        Some(proof) if restored.losses.is_empty() => {
            println!("{} cases, {} events, {} files hold", proof.cases, proof.events, proof.files);
        }
        Some(_) => {}
        None => println!("NOT PROVEN: the secret that signed the record is not here; a new one was made"),
    }
    if let Some(back) = &restored.back {
        println!("the record says from now on: restored to checkpoint {}, {}", back.to, back.why);
    }
}

fn damaged(faults: &[String]) -> ExitCode {
    for fault in faults {
        println!("DAMAGED: {fault}");
    }
    eprintln!(
        "homeward: the backup is damaged and nothing was restored; try an older one. \
         --despite-damage restores what is left and lists what is lost"
    );
    ExitCode::FAILURE
}
