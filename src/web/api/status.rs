//! How the service is doing.

use std::{collections::BTreeMap, sync::Arc};

use axum::{extract::State, http::StatusCode, response::Response};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    app::diagnosis::Finding,
    clock::Timestamp,
    storage::{self, audit_search},
    web::{
        error::{self, Problem},
        site::Site,
    },
};

/// How many days are told of.
const DAYS: u64 = 14;

/// How the service is doing.
#[derive(Debug, Serialize, ToSchema)]
pub struct Status {
    /// `sqlite` or `postgres`.
    pub storage: String,
    /// How many accounts there are.
    pub accounts: i64,
    /// How many clients there are.
    pub clients: i64,
    /// How many messages wait to be sent.
    pub waiting_messages: i64,
    /// The last days, the oldest first.
    pub days: Vec<Day>,
    /// The ways to sign in that people have.
    pub factors: Vec<FactorUse>,
    /// What the service stands on, as it was at most half a minute ago.
    pub checks: Vec<Check>,
}

/// Something that the service stands on.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Check {
    /// What: `database`, `clock`, `mail`, `sms`, `face`, `passwords`, `protocol` or `audit`.
    pub about: String,
    /// `fine`, `warn` (it works, and could be better) or `fail`.
    pub state: String,
    /// What was found.
    pub detail: String,
}

/// What happened on a day (UTC).
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Day {
    /// When it began (RFC 3339).
    pub begins_at: String,
    /// Sign-ins.
    pub sign_ins: i64,
    /// Tries that failed.
    pub failures: i64,
}

/// A way to sign in.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FactorUse {
    /// The kind of factor.
    pub kind: String,
    /// How many of it there are.
    pub authenticators: i64,
}

impl Status {
    /// As it is now.
    pub async fn of(site: &Site) -> Result<Self, Problem> {
        let mut reader = site.database.read().await?;
        let today = site.clock.now().milliseconds().div_euclid(86_400_000);
        let first = today.saturating_sub(i64::try_from(DAYS).unwrap_or(0).saturating_sub(1));
        let since = Timestamp(first.saturating_mul(86_400_000));
        let begun: BTreeMap<i64, i64> =
            audit_search::by_day(&mut reader, "session.begun", since).await?.into_iter().collect();
        let refused: BTreeMap<i64, i64> =
            audit_search::by_day(&mut reader, "factor.refused", since).await?.into_iter().collect();
        let day = |number: i64| Day {
            begins_at: Timestamp(number.saturating_mul(86_400_000)).to_rfc3339(),
            sign_ins: begun.get(&number).copied().unwrap_or(0),
            failures: refused.get(&number).copied().unwrap_or(0),
        };
        let factors = storage::statistics::factors(&mut reader).await?;
        let findings = site.findings().await;
        let checks = findings.iter().map(|(about, finding)| {
            let (state, detail) = match finding {
                Finding::Fine(detail) => ("fine", detail),
                Finding::Warn(detail) => ("warn", detail),
                Finding::Fail(detail) => ("fail", detail),
            };
            Check { about: (*about).to_owned(), state: state.to_owned(), detail: detail.clone() }
        });
        Ok(Self {
            checks: checks.collect(),
            storage: site.database.kind().to_owned(),
            accounts: storage::account::count(&mut reader).await?,
            clients: storage::statistics::clients(&mut reader).await?,
            waiting_messages: storage::outbox::waiting(&mut reader).await?,
            days: (first..=today).map(day).collect(),
            factors: factors
                .into_iter()
                .map(|(kind, authenticators)| FactorUse { kind, authenticators })
                .collect(),
        })
    }
}

/// How the service is doing.
#[utoipa::path(
    get, path = "/api/v1/status", operation_id = "status", tag = "Status",
    responses((status = 200, description = "As it is now", body = Status)),
)]
pub async fn show(State(site): State<Arc<Site>>) -> Result<Response, Problem> {
    Ok(error::json(StatusCode::OK, Status::of(&site).await?))
}
