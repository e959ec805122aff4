//! Files of accounts, the log of what happened, and who is told of it.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::{Output, Sure};

/// A file of accounts.
#[derive(Debug, Args)]
#[command(
    after_help = "A password of another system is checked by that system's hash at the first sign-in, and hashed anew \
    then.\nThe formats are described in docs/import.md."
)]
pub struct ImportAccounts {
    /// The file; it is read twice
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Who wrote it; known by itself for .ndjson, .jsonl and .csv
    #[arg(long, value_enum)]
    pub format: Option<ImportFormat>,
    /// Only say what would be done, and every fault
    #[arg(long)]
    pub dry_run: bool,
    /// Take every address as proved: codes may be sent there from the start
    #[arg(long)]
    pub vouch_for_addresses: bool,
    /// File with the parameters of the Firebase project as JSON: signer_key, salt_separator, rounds, mem_cost
    #[arg(long, value_name = "FILE")]
    pub firebase_parameters: Option<PathBuf>,
    #[command(flatten)]
    pub output: Output,
}

/// Who wrote a file of accounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ImportFormat {
    /// One JSON object a line, as `account export` writes them
    Ndjson,
    /// The same fields as a table
    Csv,
    /// manage.py dumpdata auth
    Django,
    /// A realm export, or its file of users
    Keycloak,
    /// firebase auth:export, JSON
    Firebase,
}

/// How accounts are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// One JSON object a line
    Ndjson,
    /// A table
    Csv,
}

/// `doorward webhook`
#[derive(Debug, Subcommand)]
pub enum Webhook {
    /// Tell a service from now on; the secret that it checks signatures with is printed once
    Create {
        /// Where it listens; https, unless outbound.allow names its host
        url: String,
        /// What it is called here
        #[arg(long, default_value = "")]
        description: String,
        /// What it hears of, such as account.created or account.*; everything if not given. Repeat for more
        #[arg(long, value_name = "KIND")]
        event: Vec<String>,
        #[command(flatten)]
        output: Output,
    },
    /// Show all of them
    List(Output),
    /// Show one, and what was given up
    Show {
        /// Its identifier
        webhook_id: String,
        #[command(flatten)]
        output: Output,
    },
    /// Change where it listens and what it hears of
    Change {
        /// Its identifier
        webhook_id: String,
        /// Where it listens
        #[arg(long)]
        url: Option<String>,
        /// What it is called here
        #[arg(long)]
        description: Option<String>,
        /// What it hears of, all of it; repeat for more
        #[arg(long, value_name = "KIND")]
        event: Vec<String>,
    },
    /// Send nothing to it for a while; what happens meanwhile is not kept for it
    Disable {
        /// Its identifier
        webhook_id: String,
    },
    /// Send to it again
    Enable {
        /// Its identifier
        webhook_id: String,
    },
    /// Give it a new secret, printed once; messages are signed with both for a while
    RotateSecret {
        /// Its identifier
        webhook_id: String,
        /// For how long the old secret signs, too
        #[arg(long, value_name = "TIME", default_value = "24h")]
        keep_old: String,
    },
    /// Send once more what was given up, or one delivery
    Replay {
        /// Its identifier
        webhook_id: String,
        /// One delivery, whatever came of it
        #[arg(long, value_name = "ID")]
        delivery: Option<String>,
    },
    /// Remove it, and what is on its way to it
    Delete {
        /// Its identifier
        webhook_id: String,
        #[command(flatten)]
        sure: Sure,
    },
}

/// `doorward audit`
#[derive(Debug, Subcommand)]
pub enum Audit {
    /// Write the log to standard output, one JSON object a line, with what checking it takes
    Export(ExportAudit),
    /// Check such a file, anywhere: neither configuration nor database is needed. Exit code 1 if it does not hold
    Verify(VerifyAudit),
    /// Print the fingerprint of the key that the log is signed with
    Signer,
}

/// Where a file of the audit log begins: with the log, or after a signed statement, which then stands for what came before.
#[derive(Debug, Args)]
pub struct ExportAudit {
    /// After this entry, such as the last of an earlier file; earlier, where no statement about it is kept
    #[arg(long, value_name = "ENTRY")]
    pub after: Option<i64>,
    /// At this moment (RFC 3339), or somewhat before it
    #[arg(long, value_name = "TIME")]
    pub since: Option<String>,
}

/// A file of the audit log.
#[derive(Debug, Args)]
pub struct VerifyAudit {
    /// The file
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// The fingerprint of the installation's key, as `audit signer` printed it there
    #[arg(long, value_name = "FINGERPRINT", allow_hyphen_values = true)]
    pub signer: Option<String>,
    /// A file that was exported earlier: the log must still begin with what that held
    #[arg(long, value_name = "FILE")]
    pub earlier: Option<PathBuf>,
    #[command(flatten)]
    pub output: Output,
}
