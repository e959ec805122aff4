//! Whether whoever is signed in here may administer: by a role, and by a sign-in that was more than one factor and is not
//! too old.

use std::sync::Arc;

use crate::{
    administration::{actor::Actor, role::Permission, roles},
    authentication::assurance,
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

/// Whether the proofs of a session are more than one factor, counting those only that are young enough, and of a session that is
/// kept for long what would not have lapsed in another.
fn suffices(site: &Site, session: &SessionRow) -> bool {
    let (proofs, now) = (site.guide.inherited(session), site.clock.now());
    let young = proofs.iter().filter(|proof| now.since(proof.at) <= site.config.admin.proof_age);
    assurance::is_multi_factor(young.map(|proof| (proof.kind.as_str(), proof.characters.as_slice())))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use serde_json::json;

    use crate::{
        administration::role::Role,
        storage,
        web::api::tests::{TWO, World},
    };

    /// The session of this person is kept for a month, as by "Keep me signed in".
    #[tokio::test]
    async fn a_second_factor_lapses_here_too_where_nobody_was_there() {
        let (database, _scratch) = storage::testing::sqlite().await;
        let world = World::new(database).await;
        let owner = world.person("owner", Some(Role::Owner), TWO).await;
        world.site.clock.advance(world.site.config.session.idle - Duration::from_secs(1));
        assert_eq!(world.by(&owner, "GET", "/api/v1/me", &json!({})).await.status, 200);
        world.site.clock.advance(Duration::from_secs(1));
        assert_eq!(world.by(&owner, "GET", "/api/v1/me", &json!({})).await.status, 401);
    }
}
