//! What is going on, at a glance.

use std::sync::Arc;

use axum::{extract::State, response::Response};

use super::{Admin, frame::frame};
use crate::web::{
    api::Status,
    error::Problem,
    guest::Guest,
    page::{AdminOverview, FactorCount, OverviewCheck, bars},
    site::Site,
};

/// `GET /admin`.
pub async fn show(State(site): State<Arc<Site>>, guest: Guest, admin: Admin) -> Result<Response, Problem> {
    let status = Status::of(&site).await?;
    let days: Vec<_> = status.days.iter().map(|day| (day.sign_ins, day.failures)).collect();
    let most = status.factors.iter().map(|factor| factor.authenticators).max().unwrap_or(0).max(1);
    let view = AdminOverview {
        frame: frame(&site, &guest, &admin, "overview"),
        issuer: site.config.issuer.clone(),
        storage: if status.storage == "sqlite" { "SQLite" } else { "PostgreSQL" }.into(),
        accounts: status.accounts,
        clients: status.clients,
        waiting: status.waiting_messages,
        sign_ins: days.iter().map(|(good, _)| good).sum(),
        failures: days.iter().map(|(_, bad)| bad).sum(),
        days: bars(&days),
        checks: status
            .checks
            .into_iter()
            .map(|check| OverviewCheck { about: check.about, state: check.state, detail: check.detail })
            .collect(),
        factors: status
            .factors
            .into_iter()
            .map(|factor| FactorCount {
                share: factor.authenticators.saturating_mul(100) / most,
                kind: factor.kind,
                count: factor.authenticators,
            })
            .collect(),
    };
    guest.page_for(&site, &admin.account, &view)
}
