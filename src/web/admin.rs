//! What a one-time link shows an operator: what is here. Changing things is the command line's until there is a console.

use std::sync::Arc;

use axum::{extract::State, http::StatusCode, response::Response};

use super::{
    answer,
    error::Problem,
    extract::Fields,
    guest::Guest,
    page::{Admin, AdminClient, AdminKey, Setup},
    site::Site,
};
use crate::storage;

const CSRF: &str = "setup";
/// The purpose of the links that open it.
pub const LINK_PURPOSE: &str = "admin";

/// `GET /setup?token=…`: asks to open the link. Opening the page spends nothing, so that no scanner can; the secret is in
/// no log (only routes are) and in no Referer.
pub async fn setup(State(site): State<Arc<Site>>, guest: Guest) -> Result<Response, Problem> {
    let csrf = site.csrf.token(&guest.visitor.browser, CSRF);
    guest.page(&site, &Setup { csrf, token: guest.query("token").unwrap_or_default() })
}

/// `POST /setup`: spends the link and shows the overview.
pub async fn open(
    State(site): State<Arc<Site>>,
    guest: Guest,
    Fields(fields): Fields,
) -> Result<Response, Problem> {
    guest.guard(&site, CSRF, &fields)?;
    let token = fields.get("token").unwrap_or_default().trim();
    let digest = site.vault.digest("one_time_link", token.as_bytes());
    let now = site.clock.now();
    let redeemed: bool = site
        .database
        .write(move |write| {
            Box::pin(async move { storage::one_time_link::redeem(write, &digest, LINK_PURPOSE, now).await })
        })
        .await?;
    if !redeemed {
        let refused = answer::page(StatusCode::FORBIDDEN, "forbidden", "error-forbidden");
        return Err(refused.with_detail("a one-time link that does not work"));
    }
    guest.page(&site, &overview(&site).await?)
}

async fn overview(site: &Site) -> Result<Admin, Problem> {
    let mut reader = site.database.read().await?;
    let clients = storage::client::list(&mut reader).await?.into_iter().map(|client| AdminClient {
        public: client.is_public(),
        client_id: client.client_id,
        name: client.metadata.client_name,
    });
    let keys = site.keyring.keys().into_iter().map(|key| AdminKey {
        since: key.activated_at.unwrap_or(key.published_at),
        kid: key.kid,
        algorithm: key.algorithm.name().to_owned(),
        state: key.state.name().to_owned(),
    });
    Ok(Admin {
        issuer: site.config.issuer.clone(),
        storage: if site.database.kind() == "sqlite" { "SQLite".into() } else { "PostgreSQL".into() },
        accounts: u64::try_from(storage::account::count(&mut reader).await?).unwrap_or(0),
        clients: clients.collect(),
        keys: keys.collect(),
    })
}
