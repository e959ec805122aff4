//! The command line: one file per command, each a plain function that answers with an exit code.

pub mod args;
pub mod config;
pub mod init;
pub mod key;
