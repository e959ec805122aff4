//! `doorward config`: judge, explain and show the configuration.

use std::{path::Path, process::ExitCode};

use super::{fail, output::say};
use crate::{
    config::{Config, Fault, Faults, environment, reference},
    delivery::mail::check_sender,
    text,
    web::page::trial,
};

/// What a configuration that cannot be used ends the program with.
pub const FAULTY: u8 = 2;

/// Tells the factors there are with a configuration.
pub type Factors = fn(&Config) -> Vec<&'static str>;

/// The configuration of `file` and the environment, whose policy names only `factors`, and which offers only languages that
/// there are texts in, and sends from where mail can come.
///
/// # Errors
/// Every fault, one line each.
pub fn load(file: Option<&Path>, factors: Factors) -> Result<Config, Faults> {
    let config = Config::load(file, environment())?;
    config.check_factors(&factors(&config))?;
    config.check_languages(&text::languages())?;
    check_sender(&config.mail_from()).map_err(|fault| Faults(vec![Fault::new(None, fault.to_string())]))?;
    lay_over(&config)?;
    Ok(config)
}

/// Lays the operator's own templates and texts over ours, and tries every page with them.
fn lay_over(config: &Config) -> Result<(), Faults> {
    let Some(directory) = &config.pages.directory else { return Ok(()) };
    let told = |faults: Vec<String>| {
        let faults = faults.into_iter().map(|fault| Fault::new(None, format!("pages.directory: {fault}")));
        Faults(faults.collect())
    };
    text::lay_over(directory).map_err(told)?;
    let faults = told(trial::faults(&config.locale.offered));
    if faults.0.is_empty() { Ok(()) } else { Err(faults) }
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
            // Ours are tried as well, so that nobody has to take our word.
            let faults = trial::faults(&config.locale.offered);
            if let Some(first) = faults.first() {
                eprintln!("{first}");
                return ExitCode::from(FAULTY);
            }
            println!("The configuration of {} is sound; every page renders.", config.issuer);
            ExitCode::SUCCESS
        }
        Err(faults) => refuse(&faults),
    }
}

/// `doorward config reference`: every setting with its meaning and default.
pub fn reference() -> ExitCode {
    shown(&reference::reference())
}

/// `doorward config dump`: what holds now, after the file and the environment; secrets masked.
pub fn dump(file: Option<&Path>, factors: Factors) -> ExitCode {
    match load(file, factors) {
        Ok(config) => shown(&reference::dump(&config)),
        Err(faults) => refuse(&faults),
    }
}

fn shown(text: &str) -> ExitCode {
    say(text).map_or_else(|error| fail(&error), |()| ExitCode::SUCCESS)
}

#[cfg(test)]
#[path = "documents_tests.rs"]
mod tests;
