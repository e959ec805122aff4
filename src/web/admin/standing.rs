//! Whether whoever is signed in here may administer: by a role, and by a sign-in that was more than one factor and is not
//! too old.

use std::sync::Arc;

use crate::{
    administration::{actor::Actor, role::Permission, roles},
    authentication::assurance::{self, Proof},
    storage::{account::Account, session::SessionRow},
    web::{
        api::{Caller, Who},
        error::Problem,
        guest::Guest,
        site::Site,
    },
};

/// How somebody stands to the admin side.
pub enum Standing {
    /// Nobody is signed in.
    Nobody,
    /// Somebody who does not administer.
    NoRole(Box<Account>),
    /// Somebody who administers and must prove more, or anew.
    Weak(Box<Account>),
    /// Somebody who may.
    Admitted(Box<Account>, Box<Caller>),
}

/// How the guest stands.
pub async fn of(site: &Arc<Site>, guest: &Guest) -> Result<Standing, Problem> {
    let Some((session, account)) = site.guide.live_session(&guest.visitor).await? else {
        return Ok(Standing::Nobody);
    };
    let account = Box::new(account);
    let Some(role) = roles::of(&site.database, &account.account_id).await? else {
        return Ok(Standing::NoRole(account));
    };
    if !suffices(site, &session) {
        return Ok(Standing::Weak(account));
    }
    let caller = Caller {
        who: Who::Person { account_id: account.account_id.clone(), role },
        permissions: Permission::ALL.iter().copied().filter(|permission| role.may(*permission)).collect(),
        actor: Actor {
            account_id: Some(account.account_id.clone()),
            client_id: None,
            address: Some(guest.visitor.address.to_string()),
            request_id: None,
        },
    };
    Ok(Standing::Admitted(account, Box::new(caller)))
}

/// Whether the proofs of a session are more than one factor, counting those only that are young enough.
fn suffices(site: &Site, session: &SessionRow) -> bool {
    let proofs: Vec<Proof> = serde_json::from_str(&session.proofs).unwrap_or_default();
    let now = site.clock.now();
    let young = proofs.iter().filter(|proof| now.since(proof.at) <= site.config.admin.proof_age);
    assurance::is_multi_factor(young.map(|proof| (proof.kind.as_str(), proof.characters.as_slice())))
}
