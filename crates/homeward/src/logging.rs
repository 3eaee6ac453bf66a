//! The log on standard error; it never holds personal data.

use crate::arguments::LogFormat;
use tracing::{Level, Metadata};
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{EnvFilter, fmt};

/// What this program calls itself in its log.
const OWN: &str = "homeward";

/// Starts the log. `RUST_LOG` chooses what is told; by default warnings and
/// the few notes of this program.
pub fn start(format: LogFormat) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn,homeward=info"));
    let log = tracing_subscriber::registry().with(filter).with(filter_fn(may_be_told));
    match format {
        LogFormat::Text => log.with(fmt::layer().with_writer(std::io::stderr)).init(),
        LogFormat::Json => log.with(fmt::layer().json().with_writer(std::io::stderr)).init(),
    }
}

/// Whatever `RUST_LOG` says, only this program itself speaks below information: below
/// it the driver of PostgreSQL writes statements with names and words of people in them,
/// and other libraries write heads of requests.
fn may_be_told(metadata: &Metadata) -> bool {
    *metadata.level() <= Level::INFO || metadata.target().starts_with(OWN)
}
