//! A drawing of what was measured: distances of faces, and rates with their bounds.

use std::fmt::Write;

use super::{Report, people::People, statistics::Rate};

const WIDTH: f64 = 760.0;
const LEFT: f64 = 150.0;
const RIGHT: f64 = WIDTH - 30.0;
const BINS: usize = 60;

/// The whole, as SVG.
pub fn svg(report: &Report) -> String {
    let mut body = String::new();
    let mut top = 20.0;
    if let Some(people) = &report.people {
        top = distances(&mut body, people, top);
    }
    let mut rates = Vec::new();
    if let Some(live) = &report.live {
        rates.push(("BPCER (living)".to_owned(), live.bpcer));
    }
    rates.extend(report.attacks.iter().map(|attack| (format!("APCER {}", attack.species), attack.apcer)));
    if !rates.is_empty() {
        top = bars(&mut body, &rates, top);
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {top:.0}\" font-family=\"sans-serif\" \
         font-size=\"13\" role=\"img\">\n<title>Rates of faces</title>\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n{body}</svg>\n"
    )
}

/// Two distributions and the threshold between them.
fn distances(body: &mut String, people: &People, top: f64) -> f64 {
    let (height, all) = (220.0, &people.distances);
    let most = all.genuine.iter().chain(&all.impostor).fold(1.0_f32, |most, distance| most.max(*distance));
    let x = |distance: f64| LEFT + (RIGHT - LEFT) * distance / f64::from(most);
    let bottom = top + 30.0 + height;
    let _ = writeln!(body, "<text x=\"{LEFT}\" y=\"{:.0}\">Distance of two pictures</text>", top + 14.0);
    for (distances, colour, label, place) in
        [(&all.genuine, "#1f6f43", "of one person", 0.0), (&all.impostor, "#a33b20", "of two", 130.0)]
    {
        let shares = shares(distances, most);
        let highest = shares.iter().copied().fold(f64::MIN_POSITIVE, f64::max);
        let _ = write!(
            body,
            "<path fill=\"{colour}\" fill-opacity=\"0.35\" stroke=\"{colour}\" d=\"M{:.1} {bottom:.1}",
            x(0.0)
        );
        for (bin, share) in shares.iter().enumerate() {
            let (from, to) = (bin as f64 / BINS as f64, (bin + 1) as f64 / BINS as f64);
            let y = bottom - height * share / highest;
            let _ = write!(
                body,
                "L{:.1} {y:.1}L{:.1} {y:.1}",
                x(from * f64::from(most)),
                x(to * f64::from(most))
            );
        }
        let _ = writeln!(body, "L{:.1} {bottom:.1}Z\"/>", x(f64::from(most)));
        let _ = writeln!(
            body,
            "<rect x=\"{:.0}\" y=\"{:.0}\" width=\"12\" height=\"12\" fill=\"{colour}\" fill-opacity=\"0.35\" stroke=\"{colour}\"/>\
             <text x=\"{:.0}\" y=\"{:.0}\">{label}</text>",
            LEFT + 240.0 + place,
            top + 3.0,
            LEFT + 258.0 + place,
            top + 14.0
        );
    }
    for row in people.at.iter().filter(|row| row.configured) {
        let at = x(f64::from(row.threshold));
        let _ = writeln!(
            body,
            "<path stroke=\"#000\" stroke-dasharray=\"4 3\" d=\"M{at:.1} {:.1}V{bottom:.1}\"/>\
             <text x=\"{:.1}\" y=\"{:.1}\">threshold {:.2}</text>",
            top + 30.0,
            at + 5.0,
            top + 42.0,
            row.threshold
        );
    }
    axis(body, bottom, f64::from(most), |value| format!("{value:.1}"), 0.2);
    bottom + 50.0
}

/// Rates with their bounds, a line each.
fn bars(body: &mut String, rates: &[(String, Rate)], top: f64) -> f64 {
    let most = rates.iter().map(|(_, rate)| rate.high).fold(0.05, f64::max);
    let x = |rate: f64| LEFT + (RIGHT - LEFT) * rate / most;
    let _ = writeln!(body, "<text x=\"{LEFT}\" y=\"{:.0}\">Rates, with 95 % bounds</text>", top + 14.0);
    let mut y = top + 40.0;
    for (label, rate) in rates {
        let (low, at, high) = (x(rate.low), x(rate.rate), x(rate.high));
        let _ = writeln!(
            body,
            "<text x=\"{:.0}\" y=\"{:.0}\" text-anchor=\"end\">{}</text>\
             <path stroke=\"#24557a\" d=\"M{low:.1} {y:.1}H{high:.1}M{low:.1} {:.1}V{:.1}M{high:.1} {:.1}V{:.1}\"/>\
             <circle cx=\"{at:.1}\" cy=\"{y:.1}\" r=\"4\" fill=\"#24557a\"/>",
            LEFT - 10.0,
            y + 4.0,
            escape(label),
            y - 4.0,
            y + 4.0,
            y - 4.0,
            y + 4.0
        );
        y += 24.0;
    }
    let step = if most > 0.3 { 0.1 } else { 0.01 };
    axis(body, y, most, |value| format!("{:.0} %", value * 100.0), step);
    y + 50.0
}

fn axis(body: &mut String, y: f64, most: f64, label: impl Fn(f64) -> String, step: f64) {
    let _ = writeln!(body, "<path stroke=\"#000\" d=\"M{LEFT} {y:.1}H{RIGHT}\"/>");
    let mut at = 0.0;
    while at <= most {
        let x = LEFT + (RIGHT - LEFT) * at / most;
        let _ = writeln!(
            body,
            "<path stroke=\"#000\" d=\"M{x:.1} {y:.1}v5\"/><text x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text>",
            y + 20.0,
            label(at)
        );
        at += step;
    }
}

/// Which part of the distances lies in each of [`BINS`].
fn shares(distances: &[f32], most: f32) -> Vec<f64> {
    let mut counts = vec![0_u32; BINS];
    for distance in distances {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // an index
        let bin = (distance / most * BINS as f32) as usize;
        if let Some(count) = counts.get_mut(bin.min(BINS - 1)) {
            *count += 1;
        }
    }
    counts.into_iter().map(|count| f64::from(count) / distances.len().max(1) as f64).collect()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
