//! What can be said of the policy.

use clap::Subcommand;

use super::Output;

/// `doorward policy`
#[derive(Debug, Subcommand)]
pub enum Policy {
    /// Show what counts: the configuration, under what the admin side has set
    Show(Output),
    /// Show who set what, when and why
    History(Output),
    /// Say what differs between two versions
    Diff {
        /// Which version; 0 is the configuration alone
        #[arg(value_name = "VERSION")]
        number: i64,
        /// The one that it is compared with; the one before it if not given
        #[arg(long, value_name = "VERSION")]
        from: Option<i64>,
    },
    /// Return to what a version set, by a new version that equals it
    Restore {
        /// Which version; 0 is the configuration alone
        #[arg(value_name = "VERSION")]
        number: i64,
        /// Why, for whoever reads the history
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
}
