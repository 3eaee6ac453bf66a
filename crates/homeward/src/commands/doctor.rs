//! Checks what the program stands on and says what to do.

use crate::picture_copy;
use crate::settings::{Settings, close};
use anyhow::Result;
use homeward_app::calendars::{self, ShortCalendar};
use homeward_app::pictures::{self, Copier, Failure};
use homeward_app::record::Sending;
use homeward_app::{App, Clock, Location, people, record};
use homeward_domain::time::Timestamp;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, ExitCode};

/// Free space below which intake is in danger, in MiB.
const FREE_MIB_MIN: u64 = 1024;
/// A computer whose clock stands before this has no clock: 2026-01-01.
const CLOCK_EARLIEST: Timestamp = Timestamp(1_767_225_600_000_000);

/// Checks everything; fails where something must be done.
pub async fn run(settings: Settings) -> Result<ExitCode> {
    let mut sound = true;
    let mut say = |name: &str, result: Result<String, String>| match result {
        Ok(text) => println!("ok    {name}: {text}"),
        Err(text) => {
            sound = false;
            println!("FAIL  {name}: {text}");
        }
    };
    say("data folder", data_folder(&settings));
    say("privacy of the data folder", private(&settings));
    say("disk", free_space(&settings));
    say("clock", clock());
    say("pictures", copies_pictures(picture_copy::copier()).await);
    match settings.open_existing().await {
        Ok(app) => {
            let place = match &settings.location {
                Location::Sqlite(path) => format!("embedded, {}", path.display()),
                Location::Postgres(_) => "PostgreSQL".to_owned(),
            };
            say("database", Ok(place));
            say("secret", Ok(format!("{}; keep a copy in another place", app.options().secret_path().display())));
            let staff = people::staff(&app).await?.len();
            let advice = if staff == 0 { "; homeward serve prints the first link" } else { "" };
            say("journal of erasures", Ok(journal(&settings, &app.options().journal_path())));
            say("staff", Ok(format!("{staff}{advice}")));
            let sealed = record::seals(&app).await?;
            let unproven = match app.unproven() {
                Some(why) => Some(why),
                None => record::unproven(&app).await?,
            };
            say(
                "checkpoints",
                unproven.map_or(Ok(sealed.to_string()), |why| Err(format!("{why}; run homeward verify"))),
            );
            match record::sending(&app).await {
                Ok(Some(sending)) => say("witness address", sent(sending)),
                Ok(None) => {}
                Err(error) => say("witness address", Err(error.to_string())),
            }
            say("calendars", known_calendars(&app));
            close(app).await?;
        }
        Err(error) => {
            // Where no company is kept, the error itself says what to do.
            let advice =
                if error.source().is_some() { "; is the address right, and may this user write there?" } else { "" };
            say("database", Err(format!("{error:#}{advice}")));
        }
    }
    Ok(if sound { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Whether the process that copies pictures does its work here. It gives up memory, files
/// and processes first, which not every system lets it do.
async fn copies_pictures(copier: Option<Copier>) -> Result<String, String> {
    let Some(copier) = copier else {
        return Err("the program does not find itself on the disk; start it by its whole path".into());
    };
    let program = copier.program.display();
    match pictures::try_out(&copier).await {
        Ok(()) => Ok("copied in a process of its own".into()),
        Err(Failure::NotNow) => Err(format!(
            "the process that copies pictures does not start, or not end within a minute; is {program} still there, \
             may this user run it, and is another process allowed (ulimit -u)? Until then pictures cannot be shown"
        )),
        Err(Failure::CameToNothing) => Err(format!(
            "{program} starts, but cannot copy a picture; it needs 1 GiB of address space (ulimit -v) and has to bound \
             itself (setrlimit), which a container may forbid. Until then pictures cannot be shown"
        )),
    }
}

/// Whether the address outside has what it should; the last may still be on its way.
fn sent(sending: Sending) -> Result<String, String> {
    let Sending { sent, newest } = sending;
    if newest - sent > 1 {
        return Err(format!("it has taken checkpoints up to {sent} of {newest}; does it answer? (see the log)"));
    }
    Ok(format!("it has taken checkpoints up to {sent} of {newest}"))
}

/// Whether the holidays are known of all days to which clocks count; one that may
/// run past the list by now needs somebody, one that soon will is told beside it.
fn known_calendars(app: &App) -> Result<String, String> {
    let short = calendars::short(app);
    let told = |short: &ShortCalendar| format!("holidays of {} are known until {}", short.calendar, short.known_until);
    let all: Vec<String> = short.iter().map(told).collect();
    match (all.is_empty(), short.iter().any(|short| short.is_now)) {
        (true, _) => Ok("holidays are known for two months and longer".into()),
        (false, false) => {
            Ok(format!("{}; enter the next ones within two months (Settings, Calendars)", all.join("; ")))
        }
        (false, true) => {
            Err(format!("{}; clocks run past that: enter the next ones (Settings, Calendars)", all.join("; ")))
        }
    }
}

fn data_folder(settings: &Settings) -> Result<String, String> {
    let shown = settings.data.display();
    let probe = settings.data.join(".doctor");
    let written = fs::create_dir_all(&settings.data)
        .and_then(|()| fs::write(&probe, b"probe"))
        .and_then(|()| fs::remove_file(&probe));
    written.map(|()| shown.to_string()).map_err(|e| format!("{shown}: {e}; give this user the right to write there"))
}

/// Whether other users of the machine may look into the data.
fn private(settings: &Settings) -> Result<String, String> {
    let shown = settings.data.display();
    let mode = fs::metadata(&settings.data).map_err(|error| format!("{shown}: {error}"))?.permissions().mode();
    if mode & 0o077 != 0 {
        return Err(format!("other users may look into {shown}; run: chmod -R go-rwx {shown}"));
    }
    Ok(format!("{shown} is open to this user alone"))
}

/// Copies of the program on one server share the journal, or none has all of it.
fn journal(settings: &Settings, path: &Path) -> String {
    let is_own = matches!(settings.location, Location::Postgres(_)) && settings.erasures.is_none();
    let advice = if is_own { "; several copies need one file, named with --erasures" } else { "" };
    format!("{}; keep a copy beside the backups{advice}", path.display())
}

/// As `df` tells it: the standard library does not.
fn free_space(settings: &Settings) -> Result<String, String> {
    let output = Command::new("df").args(["--output=avail", "-m"]).arg(&settings.data).output();
    let text = output.map_err(|e| format!("df: {e}"))?.stdout;
    let free = String::from_utf8_lossy(&text).lines().nth(1).and_then(|line| line.trim().parse::<u64>().ok());
    match free {
        Some(free) if free < FREE_MIB_MIN => Err(format!("{free} MiB free; make room, below that intake may stop")),
        Some(free) => Ok(format!("{free} MiB free")),
        None => Err("df did not tell the free space".into()),
    }
}

fn clock() -> Result<String, String> {
    let now = Clock::System.now();
    if now < CLOCK_EARLIEST {
        return Err(format!("it is {}; set the computer's clock, for instance by NTP", now.to_rfc3339()));
    }
    Ok(now.to_rfc3339())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[tokio::test]
    async fn what_is_wrong_with_pictures_is_said_in_plain_words() {
        let copier = |program: &str| {
            Some(Copier { program: program.into(), arguments: Vec::new(), patience: Duration::from_mins(1) })
        };
        for (copier, told) in [
            (None, "start it by its whole path"),
            (copier("/nowhere/homeward"), "does not start"),
            (copier("/bin/false"), "ulimit -v"),
        ] {
            let said = copies_pictures(copier).await.unwrap_err();
            assert!(said.contains(told), "{said}");
        }
    }
}
