//! What a command asks its operator for.

use std::io::{BufRead, IsTerminal, Write};

use anyhow::Context;
use zeroize::Zeroizing;

use super::{Usage, args::Sure};

/// A new password: typed twice without echo at a terminal, else the first line of standard input.
pub fn new_password() -> anyhow::Result<Zeroizing<String>> {
    if std::io::stdin().is_terminal() {
        let first = Zeroizing::new(rpassword::prompt_password("Password: ")?);
        let second = Zeroizing::new(rpassword::prompt_password("Once more: ")?);
        if first != second {
            return Err(Usage("the two passwords differ".into()).into());
        }
        return Ok(first);
    }
    let mut line = Zeroizing::new(String::with_capacity(1024));
    std::io::stdin().lock().read_line(&mut line).context("standard input")?;
    let length = line.trim_end_matches(['\r', '\n']).len();
    line.truncate(length);
    if line.is_empty() {
        return Err(Usage("no password on standard input".into()).into());
    }
    Ok(line)
}

/// Whether the operator means it.
pub fn confirm(sure: Sure, what: &str) -> anyhow::Result<()> {
    if sure.yes {
        return Ok(());
    }
    if !std::io::stdin().is_terminal() {
        return Err(Usage(format!("{what} cannot be undone: add --yes")).into());
    }
    print!("{what}? This cannot be undone. Type yes: ");
    std::io::stdout().flush()?;
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    if line.trim() == "yes" { Ok(()) } else { anyhow::bail!("nothing was done") }
}
