//! Adding, renaming and removing a way to sign in.

use std::sync::Arc;

use axum::{extract::State, response::Response};

use super::{Errand, change, own};
use crate::{
    authentication::{factor::naming, journey::Purpose},
    storage,
    web::{answer, error::Problem, extract::Fields, guest::Guest, site::Site},
};

/// Where somebody is told that a way to sign in has to stay.
pub(super) const LAST: &str = "/account?error=last-factor";

/// `POST /account/factors/add`: leads through binding one more.
pub async fn add(
    State(site): State<Arc<Site>>,
    guest: Guest,
    Fields(fields): Fields,
) -> Result<Response, Problem> {
    own(&site, &guest, &fields).await?;
    let kind = fields.get("factor").unwrap_or_default();
    let enrols = site.guide.registry().get(kind).is_some_and(|factor| factor.manner().enrols);
    if !enrols {
        return Ok(answer::see_other("/account"));
    }
    let purpose = Purpose::Change { enrol: Some(kind.to_owned()) };
    change(&site, &guest, purpose, &Errand::Added).await
}

/// `POST /account/factors/rename`: a name is for its owner's eyes only, so no proof is asked for.
pub async fn rename(
    State(site): State<Arc<Site>>,
    guest: Guest,
    Fields(fields): Fields,
) -> Result<Response, Problem> {
    let Some((_, account)) = own(&site, &guest, &fields).await? else {
        return Ok(answer::see_other("/account"));
    };
    let name = naming::name(fields.get("name").unwrap_or_default(), "");
    let authenticator_id = fields.get("authenticator").unwrap_or_default().to_owned();
    let renamed = !name.is_empty()
        && site
            .database
            .write(move |write| {
                Box::pin(async move {
                    storage::authenticator::rename(write, &account.account_id, &authenticator_id, &name).await
                })
            })
            .await?;
    Ok(answer::see_other(if renamed { "/account?notice=factor-renamed" } else { "/account" }))
}

/// `POST /account/factors/remove`.
pub async fn remove(
    State(site): State<Arc<Site>>,
    guest: Guest,
    Fields(fields): Fields,
) -> Result<Response, Problem> {
    let authenticator_id = fields.get("authenticator").unwrap_or_default().to_owned();
    if let Some((_, account)) = own(&site, &guest, &fields).await? {
        let mut reader = site.database.read().await?;
        let rows = storage::authenticator::of_account(&mut reader, &account.account_id).await?;
        // Before anybody proves anything for nothing; what counts is asked again in the write that removes.
        if !site.guide.can_spare(&mut reader, &account, &rows, &authenticator_id).await? {
            return Ok(answer::see_other(LAST));
        }
    }
    change(&site, &guest, Purpose::Change { enrol: None }, &Errand::Remove { authenticator_id }).await
}

/// `POST /account/factors/withdraw`: consent is withdrawn, and what rests on it is erased at once. It asks for no proofs:
/// withdrawing is as easy as agreeing was (GDPR article 7(3)).
pub async fn withdraw(
    State(site): State<Arc<Site>>,
    guest: Guest,
    Fields(fields): Fields,
) -> Result<Response, Problem> {
    own(&site, &guest, &fields).await?;
    let authenticator_id = fields.get("authenticator").unwrap_or_default();
    let erased = site.guide.withdraw(&guest.visitor, authenticator_id).await?;
    Ok(answer::see_other(if erased { "/account?notice=consent-withdrawn" } else { "/account" }))
}
