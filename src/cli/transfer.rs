//! `doorward account import` and `export`: accounts in numbers.

use std::{
    fs::File,
    io::{BufWriter, IsTerminal, Write},
    sync::Arc,
};

use anyhow::Context;
use serde_json::json;

use super::{
    Opened, Usage,
    args::{self, ExportFormat, ImportFormat},
    output,
};
use crate::administration::{
    Error,
    transfer::{Firebase, Format, Options, Source, export::Form, import::Report},
};

/// How often somebody who watches hears how far it is.
const NEWS: u64 = 25_600;

/// Makes the accounts of a file.
pub async fn import(opened: &Opened, what: args::ImportAccounts) -> anyhow::Result<()> {
    let source = source(&what)?;
    let accounts = opened.accounts();
    accounts.mend_imports().await?;
    let named = |error: Error| match error {
        Error::Invalid(faults) => {
            let name = |fault: String| format!("{}: {fault}", what.file.display());
            Error::Invalid(faults.into_iter().map(name).collect())
        }
        error => error,
    };
    let report = accounts.examine(&source).await.map_err(named)?;
    if !report.is_clean() {
        if what.output.json {
            output::json(&shown(&report, "refused"))?;
        }
        let unit = source.format.unit();
        for (number, fault) in &report.faults {
            eprintln!("{unit} {number}: {fault}");
        }
        if report.more_faults > 0 {
            eprintln!("and {} more", report.more_faults);
        }
        let faults = report.faults.len() as u64 + report.more_faults;
        return Err(Usage(format!("nothing was imported: {faults} faults in {}", what.file.display())).into());
    }
    if what.dry_run {
        return tell(&what, &report, "would be imported", "dry_run");
    }
    let watched = std::io::stderr().is_terminal();
    let done = accounts
        .import(&source, &mut |written| {
            if watched && written.is_multiple_of(NEWS) {
                eprintln!("{written} of {}", report.accounts);
            }
        })
        .await
        .map_err(named)?;
    if done != report.accounts {
        tracing::warn!(done, examined = report.accounts, "the file changed while it was imported");
    }
    tell(&what, &report, "were imported", "imported")
}

fn source(what: &args::ImportAccounts) -> anyhow::Result<Source> {
    let format = match (what.format, what.file.extension().and_then(|ending| ending.to_str())) {
        (Some(format), _) => format,
        (None, Some("ndjson" | "jsonl")) => ImportFormat::Ndjson,
        (None, Some("csv")) => ImportFormat::Csv,
        (None, _) => {
            return Err(Usage(
                "say who wrote the file: --format ndjson, csv, django, keycloak or firebase".into(),
            )
            .into());
        }
    };
    let firebase = match (&what.firebase_parameters, format) {
        (Some(path), ImportFormat::Firebase) => {
            let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
            let named = |fault: String| Usage(format!("{}: {fault}", path.display()));
            let project: Firebase = serde_json::from_str(&text)
                .map_err(|_| named("signer_key, salt_separator, rounds and mem_cost are expected".into()))?;
            project.check().map_err(|fault| named(fault.to_string()))?;
            Some(project)
        }
        (None, ImportFormat::Firebase) => {
            return Err(Usage(
                "--firebase-parameters is needed: the project's key is not in the export".into(),
            )
            .into());
        }
        (Some(_), _) => return Err(Usage("--firebase-parameters is for --format firebase".into()).into()),
        (None, _) => None,
    };
    let format = match format {
        ImportFormat::Ndjson => Format::Ndjson,
        ImportFormat::Csv => Format::Csv,
        ImportFormat::Django => Format::Django,
        ImportFormat::Keycloak => Format::Keycloak,
        ImportFormat::Firebase => Format::Firebase,
    };
    let options = Options { vouch: what.vouch_for_addresses, firebase };
    let unopened = |error| Error::Invalid(vec![format!("{}: {error}", what.file.display())]);
    let file = File::open(&what.file).map_err(unopened)?;
    Ok(Source { file: Arc::new(file), format, options })
}

/// As the API says it, too.
fn shown(report: &Report, outcome: &str) -> serde_json::Value {
    let faults: Vec<_> =
        report.faults.iter().map(|(number, fault)| json!({ "at": number, "fault": fault })).collect();
    json!({
        "outcome": outcome,
        "accounts": report.accounts,
        "passwords": report.schemes,
        "without_password": report.without_password,
        "totp": report.seeds,
        "disabled": report.disabled,
        "faults": faults,
        "more_faults": report.more_faults,
    })
}

fn tell(what: &args::ImportAccounts, report: &Report, words: &str, outcome: &str) -> anyhow::Result<()> {
    if what.output.json {
        return output::json(&shown(report, outcome));
    }
    println!("{} accounts {words}, {} of them disabled.", report.accounts, report.disabled);
    for (scheme, number) in &report.schemes {
        println!("{number} passwords are hashed with {scheme}, until their people sign in.");
    }
    println!(
        "{} accounts have no password, {} authenticator apps came along.",
        report.without_password, report.seeds
    );
    Ok(())
}

/// Writes all accounts.
pub async fn export(opened: &Opened, format: ExportFormat) -> anyhow::Result<()> {
    let form = match format {
        ExportFormat::Ndjson => Form::Ndjson,
        ExportFormat::Csv => Form::Csv,
    };
    let mut out = BufWriter::new(std::io::stdout());
    let written = opened.accounts().export(form).await?.write_to(&mut out).await?;
    out.flush()?;
    eprintln!("{written} accounts.");
    Ok(())
}
