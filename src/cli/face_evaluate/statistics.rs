//! Rates with their bounds, and how numbers are distributed.

use serde::Serialize;

/// So many of so many, with the bounds between which the true rate lies with 95 % confidence, if the tries are independent
/// (Clopper and Pearson, 1934: exact, and never too narrow).
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Rate {
    /// How many.
    pub count: usize,
    /// Of how many.
    pub of: usize,
    /// The one by the other.
    pub rate: f64,
    /// No less than this.
    pub low: f64,
    /// No more than this.
    pub high: f64,
}

impl Rate {
    /// `count` of `of`.
    pub fn new(count: usize, of: usize) -> Self {
        let (k, n) = (count as f64, of as f64);
        let low = if count == 0 { 0.0 } else { quantile(0.025, k, n - k + 1.0) };
        let high = if count >= of { 1.0 } else { quantile(0.975, k + 1.0, n - k) };
        Self { count, of, rate: if of == 0 { 0.0 } else { k / n }, low, high }
    }
}

impl std::fmt::Display for Rate {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { count, of, rate, low, high } = self;
        if *of == 0 {
            return formatter.write_str("none");
        }
        let percent = |part: f64| format!("{:.2}", part * 100.0);
        write!(formatter, "{} % ({count}/{of}; {} to {} %)", percent(*rate), percent(*low), percent(*high))
    }
}

/// Where the numbers of a set lie.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Spread {
    /// How many there are.
    pub count: usize,
    /// The least, the first percentile and so on; none without numbers.
    pub at: Option<[f32; 7]>,
}

/// What stands at each place of [`Spread::at`].
pub const PLACES: [(&str, f64); 7] = [
    ("min", 0.0),
    ("1 %", 0.01),
    ("5 %", 0.05),
    ("median", 0.5),
    ("95 %", 0.95),
    ("99 %", 0.99),
    ("max", 1.0),
];

impl Spread {
    /// Of these, the least of which comes first.
    pub fn of(sorted: &[f32]) -> Self {
        let place = |part: f64| {
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // an index
            let index = (part * sorted.len().saturating_sub(1) as f64).round() as usize;
            sorted.get(index).copied().unwrap_or_default()
        };
        Self { count: sorted.len(), at: (!sorted.is_empty()).then(|| PLACES.map(|(_, part)| place(part))) }
    }
}

/// Where the beta distribution of these parameters has `probability` below it.
fn quantile(probability: f64, a: f64, b: f64) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        if beta(middle, a, b) < probability { low = middle } else { high = middle }
    }
    f64::midpoint(low, high)
}

/// The regularised incomplete beta function, by its continued fraction (DLMF 8.17.22), evaluated as Lentz does.
fn beta(x: f64, a: f64, b: f64) -> f64 {
    if x <= 0.0 || x >= 1.0 {
        return x.clamp(0.0, 1.0);
    }
    // The fraction converges fast on one side of the mean only.
    if x > (a + 1.0) / (a + b + 2.0) {
        return 1.0 - beta(1.0 - x, b, a);
    }
    let front =
        (libm::lgamma(a + b) - libm::lgamma(a) - libm::lgamma(b) + a * x.ln() + b * (-x).ln_1p()).exp() / a;
    let tiny = 1e-300;
    let away = |value: f64| if value.abs() < tiny { tiny } else { value };
    let (mut c, mut d) = (1.0, 1.0 / away(1.0 - (a + b) * x / (a + 1.0)));
    let mut fraction = d;
    for step in 1..500 {
        let m = f64::from(step);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        let mut change = 1.0;
        for term in [even, odd] {
            d = 1.0 / away(1.0 + term * d);
            c = away(1.0 + term / c);
            change = c * d;
            fraction *= change;
        }
        if (change - 1.0).abs() < 1e-14 {
            break;
        }
    }
    front * fraction
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(a: f64, b: f64) {
        assert!((a - b).abs() < 5e-5, "{a} {b}");
    }

    /// Against tables of the binomial distribution.
    #[test]
    fn bounds_are_clopper_and_pearsons() {
        for (count, of, low, high) in [
            (0, 10, 0.0, 0.30850),
            (10, 10, 0.69150, 1.0),
            (1, 10, 0.00253, 0.44502),
            (5, 10, 0.18709, 0.81291),
            (0, 150, 0.0, 0.02429),
            (0, 1056, 0.0, 0.00349),
            (50, 1000, 0.03733, 0.06539),
        ] {
            let rate = Rate::new(count, of);
            near(rate.low, low);
            near(rate.high, high);
            near(rate.rate, count as f64 / of as f64);
        }
    }

    /// The bound is where the chance of so few is 2.5 %, summed term by term.
    #[test]
    fn bounds_are_what_they_say() {
        let few = |k: usize, n: usize, p: f64| {
            let mut term = (1.0 - p).powi(i32::try_from(n).unwrap());
            let mut sum = term;
            for number in 1..=k {
                term *= (n - number + 1) as f64 / number as f64 * p / (1.0 - p);
                sum += term;
            }
            sum
        };
        for (k, n) in [(0, 30), (3, 40), (17, 60), (200, 600)] {
            let rate = Rate::new(k, n);
            near(few(k, n, rate.high), 0.025);
            if k > 0 {
                near(1.0 - few(k - 1, n, rate.low), 0.025);
            }
        }
    }

    #[test]
    fn of_none_nothing_is_known() {
        let rate = Rate::new(0, 0);
        assert_eq!((rate.rate, rate.low, rate.high), (0.0, 0.0, 1.0));
        assert_eq!(rate.to_string(), "none");
        assert_eq!(Rate::new(0, 150).to_string(), "0.00 % (0/150; 0.00 to 2.43 %)");
    }

    #[test]
    fn a_spread_names_its_places() {
        let spread = Spread::of(&(0..=100).map(|number| number as f32).collect::<Vec<_>>());
        assert_eq!(spread.at, Some([0.0, 1.0, 5.0, 50.0, 95.0, 99.0, 100.0]));
        assert_eq!(Spread::of(&[]), Spread { count: 0, at: None });
    }
}
