//! The one binary of Homeward.

mod arguments;
mod commands;
mod connections;
mod demo;
mod logging;
mod picture_copy;
mod settings;

use arguments::{Arguments, Command, Since, StaffCommand, TokenCommand};
use homeward_app::record::Asked;
use rustix::fs::Mode;
use rustix::process::umask;
use settings::Settings;
use std::process::ExitCode;

fn main() -> ExitCode {
    // What the program makes (data, backups, files, journal, exports) is for its own user alone.
    umask(Mode::RWXG | Mode::RWXO);
    let arguments = Arguments::read();
    if matches!(arguments.command, Command::PictureCopy) {
        return picture_copy::run();
    }
    let settings = match Settings::read(&arguments.shared) {
        Ok(settings) => settings,
        Err(error) => {
            eprintln!("homeward: {error:#}");
            return ExitCode::from(2);
        }
    };
    logging::start(settings.log_format);
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("homeward: {error}");
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(run(arguments.command, settings)) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("homeward: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run(command: Command, settings: Settings) -> anyhow::Result<ExitCode> {
    match command {
        Command::Demo { keep } => demo::run(settings, keep).await,
        Command::Serve => commands::serve::run(settings).await,
        Command::Import { kind, file, mapping, dry_run } => {
            commands::import::run(settings, kind, &file, mapping.as_deref(), dry_run).await
        }
        Command::Export { folder } => commands::record::export(settings, &folder).await,
        Command::Verify { case, since, index } => {
            let since = since.map(|Since(number, root)| (number, root));
            commands::record::verify(settings, Asked { only: case, since, index }).await
        }
        Command::AcknowledgeForks { why } => commands::record::acknowledge_forks(settings, &why).await,
        Command::Retention { dry_run } => commands::record::retention(settings, dry_run).await,
        Command::Rebuild => commands::record::rebuild(settings).await,
        Command::Backup { file } => commands::record::backup(settings, file).await,
        Command::Restore { file, orders } => commands::restore::run(settings, &file, &orders).await,
        Command::Token(TokenCommand::Create { name, scope, unit, days }) => {
            commands::people::create_token(settings, &name, &scope, unit, days).await
        }
        Command::Staff(StaffCommand::Add { name, email, role }) => {
            commands::people::add_staff(settings, &name, &email, &role).await
        }
        Command::Staff(StaffCommand::Link { email, reset }) => {
            commands::people::link_staff(settings, &email, reset).await
        }
        // Done before anything else was begun.
        Command::PictureCopy => Ok(ExitCode::FAILURE),
        Command::Doctor => commands::doctor::run(settings).await,
        Command::Openapi => {
            println!("{}", homeward_web::openapi_json());
            Ok(ExitCode::SUCCESS)
        }
    }
}
