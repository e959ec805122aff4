//! `doorward face evaluate`: the error rates of a deployment's own pictures and recordings.
//!
//! Owns what is read from the folder and how it is shown. Whatever is there is evaluated: `people/<person>/` pictures,
//! `live/<name>` and `attacks/<species>/<try>` recordings, each a folder of frames or a file of JPEGs in a row.

pub mod people;
pub mod plot;
pub mod presentations;
pub mod statistics;

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::Context;
use serde::Serialize;

use self::{
    people::People,
    presentations::{Live, Species},
    statistics::PLACES,
};
use super::{Usage, args::Evaluate, output};
use crate::{
    config::Config,
    face::{Chain, Rules, Settings},
};

/// Fewest and most frames a second of a recording.
const RATES: [f32; 2] = [0.1, 1000.0];

/// Everything that was measured.
#[derive(Debug, Serialize)]
pub struct Report {
    /// Of `people/`.
    pub people: Option<People>,
    /// Of `live/`.
    pub live: Option<Live>,
    /// Of `attacks/`, the worst first.
    pub attacks: Vec<Species>,
}

/// Evaluates a folder and says what came of it.
pub fn run(options: &Evaluate, mut config: Config) -> anyhow::Result<()> {
    if let Some(models) = &options.models {
        config.face.models = Some(models.clone());
    }
    let [least, most] = RATES;
    if !(least..=most).contains(&options.rate) {
        return Err(Usage(format!("--rate must be between {least} and {most}")).into());
    }
    let report = evaluate(&options.directory, &config, options.rate)?;
    // What was measured, perhaps for hours, is told and drawn, whatever becomes of the other.
    let told = if options.output.json { output::json(&report) } else { output::say(&text(&report)) };
    if let Some(file) = &options.plot {
        fs::write(file, plot::svg(&report)).with_context(|| file.display().to_string())?;
    }
    told
}

fn evaluate(directory: &Path, config: &Config, rate: f32) -> anyhow::Result<Report> {
    let within = |name: &str| Some(directory.join(name)).filter(|path| path.is_dir());
    let (people, live, attacks) = (within("people"), within("live"), within("attacks"));
    if people.is_none() && live.is_none() && attacks.is_none() {
        let shown = directory.display();
        return Err(Usage(format!("{shown} has none of the folders people, live and attacks")).into());
    }
    let mut chain = Chain::load(&Settings::from_config(config))?;
    let rules = Rules::from_config(config);
    let people = people.map(|path| people::evaluate(&path, &mut chain)).transpose()?;
    let live = live.map(|path| presentations::live(&path, &mut chain, &rules, rate)).transpose()?;
    let attacks = attacks.map(|path| presentations::attacks(&path, &mut chain, &rules, rate)).transpose()?;
    let mut attacks = attacks.unwrap_or_default();
    attacks.sort_by(|a, b| b.apcer.rate.total_cmp(&a.apcer.rate));
    Ok(Report { people, live, attacks })
}

/// The report for people.
fn text(report: &Report) -> String {
    let mut text = String::new();
    if let Some(people) = &report.people {
        text.push_str(&format!("{} pictures of {} people\n", people.pictures, people.people));
        for unused in &people.unused {
            text.push_str(&format!("not used: {}: {}\n", unused.picture, unused.reason));
        }
        let row = |name: &str, spread: &statistics::Spread| {
            let mut cells = vec![name.to_owned(), spread.count.to_string()];
            cells.extend(PLACES.iter().enumerate().map(|(place, _)| {
                spread
                    .at
                    .and_then(|at| at.get(place).copied())
                    .map_or_else(String::new, |at| format!("{at:.3}"))
            }));
            <[String; 9]>::try_from(cells).unwrap_or_default()
        };
        let [a, b, c, d, e, f, g] = PLACES.map(|(name, _)| name);
        let rows = [row("of one person", &people.genuine), row("of two", &people.impostor)];
        text.push('\n');
        text.push_str(&output::table(["distance", "pairs", a, b, c, d, e, f, g], &rows));
        let rows: Vec<[String; 3]> = people
            .at
            .iter()
            .map(|row| {
                let mark = if row.configured { " *" } else { "" };
                [format!("{:.2}{mark}", row.threshold), row.fmr.to_string(), row.fnmr.to_string()]
            })
            .collect();
        text.push('\n');
        text.push_str(&output::table(["threshold", "FMR (95 % bounds)", "FNMR (95 % bounds)"], &rows));
        text.push_str("* configured\n");
    }
    if let Some(live) = &report.live {
        text.push_str(&format!("\nliving people refused, BPCER: {}\n", live.bpcer));
        text.extend(live.refused.iter().map(|(name, why)| format!("  {name}: {why}\n")));
        text.extend(live.unused.iter().map(|(name, why)| format!("not used: {name}: {why}\n")));
    }
    if let Some(worst) = report.attacks.first() {
        let rows: Vec<_> =
            report.attacks.iter().map(|attack| [attack.species.clone(), attack.apcer.to_string()]).collect();
        text.push('\n');
        text.push_str(&output::table(["attack", "APCER (95 % bounds)"], &rows));
        text.push_str(&format!("worst: {}, {}\n", worst.species, worst.apcer));
        for Species { species, unused, .. } in &report.attacks {
            text.extend(unused.iter().map(|(name, why)| format!("not used: {species}/{name}: {why}\n")));
        }
    }
    text.push_str(
        "\nThe bounds hold for independent tries. Pairs that share a picture, and tries made of one still, are not.\n",
    );
    text
}

/// What is in a folder, in the order in which people count: frame 2 comes before frame 10. What is hidden is left out.
fn sorted(directory: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(directory).with_context(|| directory.display().to_string())?;
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<_>>>()?;
    paths.retain(|path| !name(path).starts_with('.'));
    paths.sort_by_cached_key(|path| (parts(&name(path)), path.clone()));
    Ok(paths)
}

fn name(path: &Path) -> String {
    path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

/// A piece of a name.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    /// How many digits there are behind leading zeros, and these: in this order they are in that of their numbers.
    Number(usize, String),
    Text(String),
}

/// A name as numbers and what is between them.
fn parts(name: &str) -> Vec<Part> {
    let characters: Vec<char> = name.chars().collect();
    let runs = characters.chunk_by(|a, b| a.is_ascii_digit() == b.is_ascii_digit());
    runs.map(|run| match run {
        [first, ..] if first.is_ascii_digit() => {
            let digits: String = run.iter().skip_while(|digit| **digit == '0').collect();
            Part::Number(digits.len(), digits)
        }
        _ => Part::Text(run.iter().collect()),
    })
    .collect()
}

fn is_picture(path: &Path) -> bool {
    let end = path.extension().and_then(|end| end.to_str()).map(str::to_ascii_lowercase);
    matches!(end.as_deref(), Some("jpg" | "jpeg" | "png"))
}

#[cfg(test)]
mod tests;
