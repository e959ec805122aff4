//! `doorward policy`: the policy as it counts, its versions, what differs between two, and returning to one.

use serde_json::{Value, json};

use super::{
    Opened, args,
    output::{json as print_json, moment, say, table},
};
use crate::administration::policy::{Policies, Version, field::FIELDS};

/// Versions that are shown.
const SHOWN: i64 = 100;

/// Does what was asked for.
pub async fn run(command: args::Policy, opened: &Opened) -> anyhow::Result<()> {
    let policies = opened.policies();
    match command {
        args::Policy::Show(output) => show(&policies, output.json).await,
        args::Policy::History(output) => history(&policies, output.json).await,
        args::Policy::Diff { number, from } => differ(&policies, number, from).await,
        args::Policy::Restore { number, reason } => restore(&policies, number, &reason).await,
    }
}

async fn show(policies: &Policies, as_json: bool) -> anyhow::Result<()> {
    let newest = policies.newest().await?;
    let effective = policies.effective(&newest.settings);
    if as_json {
        return print_json(&json!({ "version": newest.number, "settings": effective }));
    }
    println!("Version {}: {}", newest.number, about(&newest));
    for field in FIELDS {
        let said = field.written(effective.get(field.setting).unwrap_or(&Value::Null));
        let mark = if policies.written.is_fixed(field.setting) {
            " (fixed)"
        } else if newest.settings.contains_key(field.setting) {
            " (set)"
        } else {
            ""
        };
        match said.lines().count() {
            0 => println!("{}{mark}:", field.setting),
            1 => println!("{}{mark}: {said}", field.setting),
            _ => {
                println!("{}{mark}:", field.setting);
                said.lines().for_each(|line| println!("    {line}"));
            }
        }
    }
    Ok(())
}

async fn history(policies: &Policies, as_json: bool) -> anyhow::Result<()> {
    let versions = policies.page(i64::MAX, SHOWN).await?;
    if as_json {
        return print_json(&versions.iter().map(shown).collect::<Vec<_>>());
    }
    let rows: Vec<_> = versions
        .into_iter()
        .map(|version| {
            let when = version.created_at.map(moment).unwrap_or_default();
            [version.number.to_string(), when, by(&version).to_owned(), version.reason.clone()]
        })
        .collect();
    say(&table(["version", "made", "by", "why"], &rows))
}

async fn differ(policies: &Policies, number: i64, from: Option<i64>) -> anyhow::Result<()> {
    let to = policies.find(number).await?;
    let from = policies.find(from.unwrap_or_else(|| number.saturating_sub(1).max(0))).await?;
    let changes = policies.difference(&from, &to);
    if changes.is_empty() {
        println!("Nothing differs.");
    }
    for change in changes {
        println!("{}", change.words());
    }
    Ok(())
}

async fn restore(policies: &Policies, number: i64, reason: &str) -> anyhow::Result<()> {
    let newest = policies.newest().await?.number;
    let made = policies.restore(number, reason, newest, None).await?;
    if made.number == newest {
        println!("Version {newest} counts, and sets the same.");
    } else {
        println!("Version {} counts: it sets what version {number} did.", made.number);
    }
    Ok(())
}

fn about(version: &Version) -> String {
    match version.created_at {
        Some(at) => format!("{}, by {}: {}", moment(at), by(version), version.reason),
        None => "the configuration alone".to_owned(),
    }
}

fn by(version: &Version) -> &str {
    version.account_id.as_deref().or(version.client_id.as_deref()).unwrap_or("the command line")
}

fn shown(version: &Version) -> Value {
    json!({
        "version": version.number,
        "created_at": version.created_at.map(moment),
        "account_id": version.account_id,
        "client_id": version.client_id,
        "reason": version.reason,
        "restores": version.restores,
        "settings": version.settings,
    })
}
