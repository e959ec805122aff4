//! `doorward audit`: the log as a file, and checking one.

use std::{
    fs::File,
    io::{BufReader, BufWriter, Write},
    path::Path,
    process::ExitCode,
};

use anyhow::Context;
use serde_json::json;

use super::{Opened, Usage, args, output};
use crate::{
    administration::{
        actor::Actor,
        audit::{
            Beginning,
            verify::{Findings, Known, end_of, verify},
        },
    },
    clock::Timestamp,
};

/// Writes the log to standard output.
pub async fn export(opened: &Opened, what: args::ExportAudit) -> anyhow::Result<()> {
    let since = what.since.as_deref().map(|text| {
        let fault = || Usage("--since: a moment of RFC 3339, as in 2026-01-31T12:00:00Z".into());
        Timestamp::from_rfc3339(text).ok_or_else(fault)
    });
    let beginning = Beginning { after: what.after, since: since.transpose()? };
    let keeper = opened.audit()?;
    let exporting = keeper.export(&Actor::default(), beginning).await?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    let entries = exporting.write_to(&mut out).await?;
    out.flush()?;
    eprintln!("{entries} entries, signed by {}.", keeper.fingerprint());
    Ok(())
}

/// Prints the fingerprint of the key that signs.
pub fn signer(opened: &Opened) -> anyhow::Result<()> {
    println!("{}", opened.audit()?.fingerprint());
    Ok(())
}

/// Checks a file. Needs neither configuration nor database.
pub fn check(what: args::VerifyAudit) -> anyhow::Result<ExitCode> {
    let open = |path: &Path| File::open(path).map(BufReader::new).with_context(|| path.display().to_string());
    let earlier = match &what.earlier {
        None => None,
        Some(path) => Some(end_of(open(path)?).with_context(|| path.display().to_string())?),
    };
    let known = Known { signer: what.signer.clone(), earlier };
    let found = verify(open(&what.file)?, known).with_context(|| what.file.display().to_string())?;
    if what.output.json {
        output::json(&shown(&found))?
    } else {
        tell(&found, what.signer.is_some())
    }
    Ok(if found.holds() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn shown(found: &Findings) -> serde_json::Value {
    json!({
        "holds": found.holds(),
        "issuer": found.issuer,
        "signer": found.signer,
        "entries": found.entries,
        "first": found.span.map(|(first, _)| first),
        "last": found.span.map(|(_, last)| last),
        "retired": found.retired,
        "checkpoints": found.checkpoints,
        "signed_through": found.signed_through,
        "erased": found.erased,
        "late": found.late,
        "problems": found.problems,
        "more_problems": found.more_problems,
    })
}

fn tell(found: &Findings, known: bool) {
    match found.span {
        Some((first, last)) => {
            println!(
                "{}: {} entries, {first} to {last}, {} signed statements.",
                found.issuer, found.entries, found.checkpoints
            );
        }
        None => println!("{}: no entries.", found.issuer),
    }
    if found.retired > 0 {
        println!(
            "Entries 1 to {} were retired or left out; a signed statement stands for them.",
            found.retired
        );
    }
    for (account, entries) in &found.erased {
        println!("{entries} entries were emptied: the account {account} was erased.");
    }
    if known {
        println!("Signed by {}, the one that was given.", found.signer);
    } else {
        println!(
            "Signed by {}. Compare it with `doorward audit signer` of the installation, or give it as --signer.",
            found.signer
        );
    }
    for late in &found.late {
        println!("LATE: {late}: no server ran meanwhile, or earlier statements about them are gone.");
    }
    for problem in &found.problems {
        println!("PROBLEM: {problem}");
    }
    if found.more_problems > 0 {
        println!("PROBLEM: and {} more", found.more_problems);
    }
    println!("{}", if found.holds() { "The log holds." } else { "The log does NOT hold." });
}
