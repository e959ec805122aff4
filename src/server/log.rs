//! What the process says of itself, on standard error.

use std::io::{IsTerminal, stderr};

use tracing::level_filters::LevelFilter;
use tracing_subscriber::{Layer, filter::Targets, fmt, layer::SubscriberExt, util::SubscriberInitExt};

use crate::config::{Log, LogFormat};

/// Begins to log as configured.
pub fn begin(log: &Log) {
    let levels = log.level.parse().unwrap_or_else(|_| Targets::new().with_default(LevelFilter::INFO));
    // A line that cannot be written is lost. To complain would write to the same place, and panic if that is closed.
    let lines = fmt::layer().with_writer(stderr).log_internal_errors(false);
    let lines = match log.format {
        LogFormat::Json => lines.json().flatten_event(true).boxed(),
        LogFormat::Text => lines.with_ansi(stderr().is_terminal()).boxed(),
    };
    if tracing_subscriber::registry().with(lines.with_filter(levels)).try_init().is_err() {
        tracing::debug!("logging began before");
    }
}

/// For commands that end by themselves: only what is wrong.
pub fn begin_quietly() {
    begin(&Log { level: "warn".into(), ..Log::default() });
}
