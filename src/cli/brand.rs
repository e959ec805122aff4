//! `doorward brand`: how pages look.

use anyhow::Context;
use serde_json::{Value, json};

use super::{Opened, args, output::json as print_json};
use crate::{
    administration::brand::Change,
    storage::brand::{Brand, INSTALLATION},
};

/// Does what was asked for.
pub async fn run(command: args::Brand, opened: &Opened) -> anyhow::Result<()> {
    let brands = opened.brands();
    match command {
        args::Brand::Set(set) => {
            let read =
                |file: &std::path::PathBuf| std::fs::read(file).with_context(|| file.display().to_string());
            let logo = set.logo.as_ref().map(read).transpose()?;
            let change = Change {
                name: set.name,
                logo,
                no_logo: set.no_logo,
                accent: set.accent,
                accent_dark: set.accent_dark,
                variables: set.variables.into_iter().collect(),
                variables_dark: set.variables_dark.into_iter().collect(),
            };
            print_json(&description(&brands.set(set.client.as_deref(), change).await?))?;
        }
        args::Brand::Show(output) => {
            let all = brands.list().await?;
            let shown: Vec<Value> = all.iter().map(description).collect();
            if output.json || !shown.is_empty() {
                print_json(&shown)?;
            } else {
                println!("Every page looks as it comes.");
            }
        }
        args::Brand::Remove { client } => {
            let whose = client.as_deref().unwrap_or("this installation");
            if brands.remove(&brands.find(client.as_deref()).await?).await? {
                println!("Removed the look of {whose}.");
            } else {
                println!("There was no look of {whose}.");
            }
        }
    }
    Ok(())
}

fn description(brand: &Brand) -> Value {
    json!({
        "client": Some(&brand.owner).filter(|owner| owner.as_str() != INSTALLATION),
        "name": brand.name,
        "accent": brand.accent,
        "accent_dark": brand.accent_dark,
        "variables": brand.variables.light,
        "variables_dark": brand.variables.dark,
        "logo": brand.logo_type.is_some(),
    })
}
