//! `doorward config`: judge, explain and show the configuration.

use std::{path::Path, process::ExitCode};

use crate::{
    config::{Config, Faults, environment, reference},
    text,
};

/// What a configuration that cannot be used ends the program with.
pub const FAULTY: u8 = 2;

/// Tells the factors there are with a configuration.
pub type Factors = fn(&Config) -> Vec<&'static str>;

/// The configuration of `file` and the environment, whose policy names only `factors`, and which offers only languages that
/// there are texts in.
///
/// # Errors
/// Every fault, one line each.
pub fn load(file: Option<&Path>, factors: Factors) -> Result<Config, Faults> {
    let config = Config::load(file, environment())?;
    config.check_factors(&factors(&config))?;
    config.check_languages(&text::languages())?;
    Ok(config)
}

/// Prints every fault and answers with the exit code for them.
pub fn refuse(faults: &Faults) -> ExitCode {
    eprintln!("{faults}");
    ExitCode::from(FAULTY)
}

/// `doorward config check`: every fault, or a word of content.
pub fn check(file: Option<&Path>, factors: Factors) -> ExitCode {
    match load(file, factors) {
        Ok(config) => {
            println!("The configuration of {} is sound.", config.issuer);
            ExitCode::SUCCESS
        }
        Err(faults) => refuse(&faults),
    }
}

/// `doorward config reference`: every setting with its meaning and default.
pub fn reference() -> ExitCode {
    print!("{}", reference::reference());
    ExitCode::SUCCESS
}

/// `doorward config dump`: what holds now, after the file and the environment; secrets masked.
pub fn dump(file: Option<&Path>, factors: Factors) -> ExitCode {
    match load(file, factors) {
        Ok(config) => {
            print!("{}", reference::dump(&config));
            ExitCode::SUCCESS
        }
        Err(faults) => refuse(&faults),
    }
}
