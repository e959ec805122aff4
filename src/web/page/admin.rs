//! The pages of the console: what is going on, and the parts that all of them share.

use serde::Serialize;

use super::{Fault, View};

/// What every page of the console shows.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AdminFrame {
    /// The token against forged posts.
    pub csrf: String,
    /// The same for signing out.
    pub logout_csrf: String,
    /// Which page this is, for the navigation.
    pub here: &'static str,
    /// The name of who administers.
    pub admin_name: String,
    /// What they administer as.
    pub admin_role: &'static str,
    /// The pages that are theirs to see.
    pub places: Vec<&'static str>,
    /// What went wrong.
    pub error: Option<Fault>,
    /// The rules that were broken, one by one, as the API says them.
    pub faults: Vec<String>,
    /// What went well.
    pub notice: Option<String>,
}

/// What is going on.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AdminOverview {
    /// What every page of the console shows.
    #[serde(flatten)]
    pub frame: AdminFrame,
    /// Our issuer identifier.
    pub issuer: String,
    /// `SQLite` or `PostgreSQL`.
    pub storage: String,
    /// How many accounts there are.
    pub accounts: i64,
    /// How many clients there are.
    pub clients: i64,
    /// How many messages wait to be sent.
    pub waiting: i64,
    /// The last days, drawn.
    pub days: Vec<Bar>,
    /// Sign-ins in these days.
    pub sign_ins: i64,
    /// Failures in these days.
    pub failures: i64,
    /// Each kind of factor and how many there are.
    pub factors: Vec<FactorCount>,
    /// What the service stands on.
    pub checks: Vec<OverviewCheck>,
}

/// Something that the service stands on.
#[derive(Clone, Debug, Serialize)]
pub struct OverviewCheck {
    /// What.
    pub about: String,
    /// `fine`, `warn` or `fail`.
    pub state: String,
    /// What was found, as `doorward doctor` says it.
    pub detail: String,
}

/// A kind of factor and how many there are.
#[derive(Clone, Debug, Serialize)]
pub struct FactorCount {
    /// The kind.
    pub kind: String,
    /// How many.
    pub count: i64,
    /// The same in hundredths of the most common kind, for drawing.
    pub share: i64,
}

/// A day of a plot, in the units of its drawing: 100 high, 10 wide for each day.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Bar {
    /// Where it begins.
    pub x: usize,
    /// How high the sign-ins stand.
    pub good: i64,
    /// How high the failures stand.
    pub bad: i64,
}

/// The bars of pairs of numbers, the highest as high as there is room.
pub fn bars(days: &[(i64, i64)]) -> Vec<Bar> {
    let most = days.iter().map(|(good, bad)| *good.max(bad)).max().unwrap_or(0).max(1);
    let height = |count: i64| count.saturating_mul(100) / most;
    let bar = |(n, (good, bad)): (usize, &(i64, i64))| Bar {
        x: n.saturating_mul(10),
        good: height(*good),
        bad: height(*bad),
    };
    days.iter().enumerate().map(bar).collect()
}

/// The API, for people.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ApiViewer {
    /// Where it is.
    pub root: String,
    /// What can be asked of it.
    pub operations: Vec<ApiOperation>,
}

/// Something that can be asked of the API.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ApiOperation {
    /// The method of HTTP.
    pub method: String,
    /// The path.
    pub path: String,
    /// What it does.
    pub summary: String,
    /// The names of its parameters.
    pub parameters: Vec<String>,
    /// The scope that a token needs; may be empty.
    pub scope: String,
    /// The roles that may.
    pub roles: Vec<&'static str>,
}

/// Makes an owner.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Setup {
    /// The token against forged posts.
    pub csrf: String,
    /// The link's secret, if the address itself holds it.
    pub token: String,
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// What went wrong.
    pub error: Option<Fault>,
}

impl View for AdminOverview {
    fn template(&self) -> String {
        "admin/index.html".into()
    }
}

impl View for ApiViewer {
    fn template(&self) -> String {
        "admin/api.html".into()
    }
}

impl View for Setup {
    fn template(&self) -> String {
        "admin/setup.html".into()
    }
}

#[cfg(test)]
mod tests {
    use super::bars;

    #[test]
    fn the_highest_bar_fills_the_plot_and_nothing_is_drawn_of_nothing() {
        let drawn: Vec<_> =
            bars(&[(50, 0), (200, 4), (0, 0)]).into_iter().map(|bar| (bar.x, bar.good, bar.bad)).collect();
        assert_eq!(drawn, [(0, 25, 0), (10, 100, 2), (20, 0, 0)]);
        assert!(bars(&[(0, 0)]).iter().all(|bar| bar.good == 0 && bar.bad == 0));
    }
}
