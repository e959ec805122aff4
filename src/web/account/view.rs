//! What the page of the ways to sign in shows.

use std::collections::BTreeSet;

use super::Place;
use crate::{
    storage::{self, account::Account, session::SessionRow},
    web::{error::Problem, guest::Guest, page, site::Site},
};

/// The page of `account`, seen from `session`.
pub async fn account(
    site: &Site,
    guest: &Guest,
    session: &SessionRow,
    account: &Account,
) -> Result<page::Account, Problem> {
    let mut reader = site.database.read().await?;
    let authenticators = storage::authenticator::of_account(&mut reader, &account.account_id).await?;
    let sessions = storage::session::of_account(&mut reader, &account.account_id, site.clock.now()).await?;
    let registry = site.guide.registry();
    let addable = registry
        .kinds()
        .into_iter()
        .filter(|kind| {
            let Some(manner) = registry.get(kind).map(|factor| factor.manner()) else { return false };
            manner.enrols && (manner.several || !authenticators.iter().any(|row| row.kind == *kind))
        })
        .map(str::to_owned)
        .collect();
    let mut details = site.guide.details(&mut reader, &account.account_id, &authenticators).await?;
    let mut needed = BTreeSet::new();
    for row in &authenticators {
        if !site.guide.can_spare(&mut reader, account, &authenticators, &row.authenticator_id).await? {
            needed.insert(row.authenticator_id.clone());
        }
    }
    let factors = authenticators.into_iter().map(|row| page::Authenticator {
        removable: row.kind != "password",
        needed: needed.contains(&row.authenticator_id),
        replaceable: registry
            .get(&row.kind)
            .is_some_and(|factor| factor.manner().enrols && !factor.manner().several),
        usable: row.state == "active",
        detail: details.remove(&row.authenticator_id).unwrap_or_default(),
        id: row.authenticator_id,
        kind: row.kind,
        name: row.name,
        created_at: row.created_at,
        last_used_at: row.last_used_at,
    });
    let frozen = storage::factor_freeze::is_frozen(&mut reader, &account.account_id).await?;
    let news: &[&str] =
        &["factor-added", "password-changed", "factor-renamed", "factor-removed", "consent-withdrawn"];
    let console = super::console(site, guest, account, Place::Factors, (news, &["last-factor"]));
    let changed = console.notice.as_deref().is_some_and(|notice| notice != "notice-factor-renamed");
    Ok(page::Account {
        username: account.username.clone(),
        factors: factors.collect(),
        addable,
        frozen,
        offers_end: changed && sessions.iter().any(|other| other.session_id != session.session_id),
        console,
    })
}
