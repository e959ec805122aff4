//! What the account page shows.

use crate::{
    authentication::visitor,
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
    let mut sessions =
        storage::session::of_account(&mut reader, &account.account_id, site.clock.now()).await?;
    sessions.sort_by_key(|other| other.session_id != session.session_id);
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
    let factors = authenticators.into_iter().map(|row| page::Authenticator {
        removable: row.kind != "password",
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
    let places = sessions.into_iter().map(|other| page::Session {
        current: other.session_id == session.session_id,
        id: other.session_id,
        label: visitor::label(&other.user_agent),
        address: other.address,
        created_at: other.created_at,
        last_seen_at: other.last_seen_at,
    });
    let (id, now) = (&account.account_id, site.clock.now());
    let devices = storage::remembered_device::of_account(&mut reader, id, now).await?;
    let devices = devices.into_iter().map(|row| page::Device {
        id: row.device_id,
        label: row.label,
        address: row.address,
        expires_at: row.expires_at,
    });
    let frozen = storage::factor_freeze::is_frozen(&mut reader, id).await?;
    Ok(page::Account {
        csrf: site.csrf.token(&guest.visitor.browser, super::CSRF),
        name: account.profile.name.clone().unwrap_or_else(|| account.username.clone()),
        username: account.username.clone(),
        email: account.email.clone(),
        email_verified: account.email_verified_at.is_some(),
        factors: factors.collect(),
        addable,
        devices: devices.collect(),
        frozen,
        sessions: places.collect(),
        error: None,
        notice: guest.notice(&[
            "factor-added",
            "password-changed",
            "factor-renamed",
            "factor-removed",
            "consent-withdrawn",
            "device-forgotten",
            "session-ended",
            "sessions-ended",
        ]),
    })
}
