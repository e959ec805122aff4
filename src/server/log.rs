//! What the process says of itself, on standard error.

use tracing_subscriber::EnvFilter;

use crate::config::{Log, LogFormat};

/// Begins to log as configured.
pub fn begin(log: &Log) {
    let lines = tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::try_new(&log.level).unwrap_or_else(|_| EnvFilter::new("info")))
        .with_writer(std::io::stderr);
    let begun = match log.format {
        LogFormat::Json => lines.json().flatten_event(true).try_init(),
        LogFormat::Text => lines.with_ansi(std::io::IsTerminal::is_terminal(&std::io::stderr())).try_init(),
    };
    if begun.is_err() {
        tracing::debug!("logging began before");
    }
}

/// For commands that end by themselves: only what is wrong.
pub fn begin_quietly() {
    begin(&Log { level: "warn".into(), ..Log::default() });
}
