//! The table: what was measured, beside what, and whether that is enough.

use std::fmt::Write;

use super::generator::Tally;

/// One measure: rounds of Doorward and of what it is compared with, taken in turn.
pub struct Measure {
    pub name: &'static str,
    pub beside: &'static str,
    /// The least ratio; none where nothing was demanded.
    pub least: Option<f64>,
    pub rounds: Vec<(Tally, Tally)>,
}

impl Measure {
    /// The middle one of the rounds' ratios: the machine is noisy, and a round sees the same noise on both sides.
    pub fn ratio(&self) -> f64 {
        median(self.rounds.iter().map(|(ours, bare)| rate(&[*ours]) / rate(&[*bare])))
    }

    fn row(&self) -> String {
        let (ours, bare): (Vec<Tally>, Vec<Tally>) = self.rounds.iter().copied().unzip();
        let least = self.least.map_or("–".into(), |least| {
            format!("{least:.2}{}", if self.ratio() >= least { "" } else { " **missed**" })
        });
        let per_core = |side: &[Tally]| sum(side, |one| one.done) / sum(side, |one| one.core_seconds);
        format!(
            "| {} | {} | {} | {:.1} / {:.1} | {} | {} | {} | **{:.2}** | {least} |",
            self.name,
            whole(rate(&ours)),
            whole(per_core(&ours)),
            median(ours.iter().map(|one| one.median)),
            median(ours.iter().map(|one| one.p99)),
            self.beside,
            whole(rate(&bare)),
            whole(per_core(&bare)),
            self.ratio(),
        )
    }
}

/// A table of measures.
pub fn table(title: &str, measures: &[Measure]) -> String {
    let mut text = format!(
        "## {title}\n\n\
         | What | Doorward, per second | per core-second | median / p99, ms | Beside | per second | per core-second | Ratio | At least |\n\
         |---|--:|--:|--:|---|--:|--:|--:|--:|\n"
    );
    for measure in measures {
        let _ = writeln!(text, "{}", measure.row());
    }
    text
}

fn rate(tallies: &[Tally]) -> f64 {
    sum(tallies, |one| one.done) / sum(tallies, |one| one.seconds)
}

fn sum(tallies: &[Tally], part: fn(&Tally) -> f64) -> f64 {
    tallies.iter().map(part).sum()
}

pub fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// Thousands apart.
fn whole(value: f64) -> String {
    let digits = format!("{value:.0}");
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}
