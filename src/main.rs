//! The command line of Doorward.

use std::process::ExitCode;

use clap::Parser;
use doorward::cli::{self, args::Arguments};

fn main() -> ExitCode {
    cli::run(Arguments::parse())
}
