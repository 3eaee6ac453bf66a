//! The log on standard error; it never holds personal data.

use crate::arguments::LogFormat;
use tracing_subscriber::EnvFilter;

/// Starts the log. `RUST_LOG` chooses what is told; by default warnings and
/// the few notes of this program.
pub fn start(format: LogFormat) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn,homeward=info"));
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    match format {
        LogFormat::Text => builder.init(),
        LogFormat::Json => builder.json().init(),
    }
}
