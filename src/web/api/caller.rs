//! Who calls the admin side, and what they may do there.

use std::net::IpAddr;

use axum::{extract::FromRequestParts, http::request::Parts};

use crate::{
    administration::{
        account::Accounts,
        actor::{About, Actor},
        brand::Brands,
        client::Clients,
        invitation::Invitations,
        policy::Policies,
        reset::Resets,
        role::{Permission, Role},
        roles::{self, Roles},
        scim::Directory,
        webhook::Webhooks,
    },
    storage,
    web::{error::Problem, scim, site::Site},
};

/// Somebody who administers, or a service that does.
#[derive(Clone, Debug)]
pub struct Caller {
    /// Who.
    pub who: Who,
    /// What they may do, in the order of the list.
    pub permissions: Vec<Permission>,
    /// Whom the audit log names.
    pub actor: Actor,
}

/// A person or a service.
#[derive(Clone, Debug)]
pub enum Who {
    /// A person, by a session or by a token that a client was given for them.
    Person {
        /// Their account.
        account_id: String,
        /// Their role.
        role: Role,
    },
    /// A client that acts for itself.
    Service {
        /// Which.
        client_id: String,
    },
}

impl Caller {
    /// Whether they may do it.
    pub fn may(&self, permission: Permission) -> bool {
        self.permissions.contains(&permission)
    }

    /// For the limit of requests: whose they are.
    pub fn key(&self) -> String {
        match &self.who {
            Who::Person { account_id, .. } => format!("account/{account_id}"),
            Who::Service { client_id } => format!("client/{client_id}"),
        }
    }

    /// How high they stand among the roles. A service stands where its permissions put it.
    pub fn rank(&self) -> Role {
        match &self.who {
            Who::Person { role, .. } => *role,
            Who::Service { .. } if self.may(Permission::RolesWrite) => Role::Owner,
            Who::Service { .. } if self.may(Permission::AccountsWrite) || self.may(Permission::ScimWrite) => {
                Role::Administrator
            }
            Who::Service { .. } if self.may(Permission::AccountsHelp) => Role::Support,
            Who::Service { .. } => Role::Auditor,
        }
    }

    /// Looks after clients in the caller's name.
    pub fn clients(&self, site: &Site) -> Clients {
        Clients { actor: self.actor.clone(), ..site.clients() }
    }

    /// Looks after accounts in the caller's name.
    pub fn accounts(&self, site: &Site) -> Accounts {
        Accounts { actor: self.actor.clone(), ..site.accounts() }
    }

    /// Begins resets in the caller's name.
    pub fn resets(&self, site: &Site) -> Resets {
        Resets { actor: self.actor.clone(), ..site.resets() }
    }

    /// Invites in the caller's name.
    pub fn invitations(&self, site: &Site) -> Invitations {
        Invitations { actor: self.actor.clone(), ..site.invitations() }
    }

    /// Provisions in the caller's name.
    pub fn directory(&self, site: &Site) -> Directory {
        Directory {
            accounts: self.accounts(site),
            guide: site.guide.clone(),
            rank: self.rank(),
            own: match &self.who {
                Who::Person { account_id, .. } => Some(account_id.clone()),
                Who::Service { .. } => None,
            },
            vouches: site.config.scim.vouches_for_email,
            base: format!("{}{}", site.config.issuer, scim::ROOT),
            host: site.config.host(),
        }
    }

    /// Looks after looks in the caller's name.
    pub fn brands(&self, site: &Site) -> Brands {
        Brands { actor: self.actor.clone(), ..site.brands() }
    }

    /// Looks after webhooks in the caller's name.
    pub fn webhooks(&self, site: &Site) -> Webhooks {
        Webhooks { actor: self.actor.clone(), ..site.webhooks() }
    }

    /// Sets the policy in the caller's name.
    pub fn policies(&self, site: &Site) -> Policies {
        Policies { actor: self.actor.clone(), ..site.policies() }
    }

    /// The event that tells of what they do, for whoever keeps it with what is done.
    pub fn event(&self, site: &Site, kind: &str, detail: serde_json::Value) -> storage::audit::Event {
        self.actor.event(&site.random, site.clock.now(), kind, About::default(), detail)
    }

    /// Records what they did that is about nobody; `detail` is an object.
    pub async fn tell(&self, site: &Site, kind: &str, detail: serde_json::Value) -> Result<(), Problem> {
        let event = self.event(site, kind, detail);
        let told: Result<(), storage::Error> = site
            .database
            .write(move |write| Box::pin(async move { storage::audit::insert(write, &event).await }))
            .await;
        Ok(told?)
    }

    /// From where they call, if that is known.
    pub fn address(&self) -> Option<IpAddr> {
        self.actor.address.as_deref().and_then(|address| address.parse().ok())
    }

    /// Gives roles in the caller's name.
    pub fn roles(&self, site: &Site) -> Roles {
        Roles { actor: self.actor.clone(), ..site.roles() }
    }

    /// Refuses to act on an account that stands as high as the caller, or higher. Everybody may act on their own.
    pub async fn reach(&self, site: &Site, account_id: &str) -> Result<(), Problem> {
        let own = matches!(&self.who, Who::Person { account_id: own, .. } if own == account_id);
        let role = roles::of(&site.database, account_id).await?;
        if own || self.rank().may_act_on(role) { Ok(()) } else { Err(super::failure::beyond()) }
    }

    /// Refuses to hand scopes of the admin side to a client that the caller could not use: a client with them is as mighty as
    /// whoever holds its secret.
    pub fn may_hand_out(&self, scope: &str) -> Result<(), Problem> {
        let beyond = scope
            .split(' ')
            .filter(|scope| scope.starts_with(Permission::PREFIX))
            .any(|scope| Permission::of_scope(scope).is_none_or(|permission| !self.may(permission)));
        if beyond { Err(super::failure::beyond()) } else { Ok(()) }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let caller = parts.extensions.get::<Self>().cloned();
        caller.ok_or_else(|| Problem::internal("a route of the admin side stands outside of its guard"))
    }
}
