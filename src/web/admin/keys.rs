//! The keys: what each is for, and until when; and having them replaced.

use std::sync::Arc;

use axum::{extract::State, response::Response};

use super::{Admin, frame::frame};
use crate::{
    administration::role::Permission,
    jose::{
        Purpose,
        keyring::{self, Key, State as KeyState},
    },
    web::{
        answer,
        api::{revoke_key, rotate_keys},
        error::Problem,
        extract::Fields,
        guest::Guest,
        page::{AdminKey, AdminKeys, Fault},
        site::Site,
    },
};

/// `GET /admin/keys`.
pub async fn show(State(site): State<Arc<Site>>, guest: Guest, admin: Admin) -> Result<Response, Problem> {
    page(&site, &guest, &admin, None).await
}

async fn page(site: &Site, guest: &Guest, admin: &Admin, wrong: Option<Fault>) -> Result<Response, Problem> {
    let keys = keyring::list(&site.database).await.map_err(Problem::internal)?;
    let mut view = AdminKeys {
        frame: frame(site, guest, admin, "keys"),
        may_change: admin.caller.may(Permission::KeysWrite),
        keys: keys.into_iter().map(line).collect(),
    };
    view.frame.error = wrong;
    guest.page_for(site, &admin.account, &view)
}

fn line(key: Key) -> AdminKey {
    let since = match key.state {
        KeyState::Active => key.activated_at,
        KeyState::Retired => key.retired_at,
        KeyState::Next => None,
    };
    AdminKey {
        since: since.unwrap_or(key.published_at),
        verifies_until: key.verifies_until.filter(|_| key.state == KeyState::Retired),
        asked: key.state == KeyState::Active && key.retired_at.is_some(),
        encrypts: matches!(key.purpose, Purpose::Decrypt(_)),
        algorithm: key.purpose.name().to_owned(),
        state: key.state.name().to_owned(),
        kid: key.kid,
    }
}

/// `POST /admin/keys/rotate`.
pub async fn rotate(
    State(site): State<Arc<Site>>,
    guest: Guest,
    admin: Admin,
    Fields(fields): Fields,
) -> Result<Response, Problem> {
    admin.guard(&site, &guest, &fields)?;
    rotate_keys(&site, &admin.caller).await?;
    Ok(answer::see_other("/admin/keys?notice=done"))
}

/// `POST /admin/keys/revoke`: takes the key out whose identifier was typed. What breaks stands beside the field.
pub async fn revoke(
    State(site): State<Arc<Site>>,
    guest: Guest,
    admin: Admin,
    Fields(fields): Fields,
) -> Result<Response, Problem> {
    admin.guard(&site, &guest, &fields)?;
    let kid = fields.get("kid").unwrap_or_default().trim();
    match revoke_key(&site, &admin.caller, kid).await? {
        Some(_) => Ok(answer::see_other("/admin/keys?notice=done")),
        None => page(&site, &guest, &admin, Some(Fault::new("error-admin-typed").about("kid"))).await,
    }
}
