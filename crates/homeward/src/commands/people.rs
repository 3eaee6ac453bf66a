//! Tokens and staff, beside a running server.

use crate::settings::{Settings, close};
use anyhow::{Result, bail};
use homeward_app::{AppError, Caller, people, sign_in, staff, tokens};
use homeward_web::{Language, field_message};
use std::process::ExitCode;

/// Makes a token and prints it, alone on the last line of standard output.
pub async fn create_token(
    settings: Settings,
    name: &str,
    scopes: &[String],
    unit: Option<String>,
    days: Option<u16>,
) -> Result<ExitCode> {
    let app = settings.open().await?;
    let token = worded(tokens::create_ending(&app, name, scopes, unit, days).await)?;
    eprintln!("Shown once; it cannot be shown again.");
    println!("{token}");
    close(app).await?;
    Ok(ExitCode::SUCCESS)
}

/// Makes a member of staff and prints their one-time link.
pub async fn add_staff(settings: Settings, name: &str, email: &str, role: &str) -> Result<ExitCode> {
    let app = settings.open().await?;
    let (staff, link) = worded(people::add_staff(&app, name, email, role).await)?;
    println!("Staff {}: {}", staff.id, staff.name);
    println!("{}/sign-in/{link}", app.options().public_url);
    close(app).await?;
    Ok(ExitCode::SUCCESS)
}

/// Prints a fresh one-time link for a member of staff, who may have lost all
/// other ways to sign in.
pub async fn link_staff(settings: Settings, email: &str, reset: bool) -> Result<ExitCode> {
    let app = settings.open().await?;
    let known = people::staff(&app).await?.into_iter();
    let Some(member) = known.filter(|staff| staff.left_at.is_none()).find(|staff| staff.email == email.to_lowercase())
    else {
        bail!("--email: {email} belongs to nobody on the staff")
    };
    if reset {
        sign_in::reset(&app, &Caller::machine(), member.id).await?;
    }
    println!("{}", staff::link(&app, &Caller::machine(), member.id).await?);
    close(app).await?;
    Ok(ExitCode::SUCCESS)
}

/// Errors of fields as the command line says them.
fn worded<T>(result: Result<T, AppError>) -> Result<T> {
    match result {
        Err(AppError::Invalid(errors)) => {
            let words = errors.iter().map(|e| format!("--{}: {}", e.field, field_message(Language::English, e)));
            bail!("{}", words.collect::<Vec<_>>().join("; "))
        }
        other => Ok(other?),
    }
}
