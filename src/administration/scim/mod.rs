//! SCIM 2.0 (RFC 7643, RFC 7644): accounts and groups as a provisioning client sees and changes them.
//!
//! A resource is a document. What comes in is [`reading`]; [`patch`] changes it, [`filter`] chooses, [`showing`] says what of it is
//! told. [`user`] knows which of its attributes are an account's and keeps the rest beside it; [`users`] and [`groups`] do what an
//! admin could do with accounts, by the same functions. What HTTP has to do with it is left to `web/scim`.

pub mod condition;
pub mod declared;
pub mod fault;
pub mod filter;
pub mod groups;
mod lead;
pub mod listing;
pub mod matching;
mod membership;
pub mod patch;
pub mod path;
pub mod reading;
pub mod schema;
pub mod showing;
mod user;
pub mod users;

use std::{collections::HashSet, sync::Arc};

use serde_json::{Map, Value, json};

use self::{
    condition::Condition,
    fault::Fault,
    schema::{DECLARED_USER, ResourceType},
};
use super::{account::Accounts, role::Role};
use crate::{
    authentication::guide::Guide,
    clock::Timestamp,
    storage::{Connection, account_role},
};

/// Provisioning, in somebody's name.
#[derive(Clone)]
pub struct Directory {
    /// Looks after accounts, in the caller's name.
    pub accounts: Accounts,
    /// Hashes passwords.
    pub guide: Arc<Guide>,
    /// How high the caller stands.
    pub rank: Role,
    /// The caller's own account, if it is a person.
    pub own: Option<String>,
    /// Whether addresses that come this way count as proved.
    pub vouches: bool,
    /// Where resources are, as in `https://id.example.org/scim/v2`.
    pub base: String,
    /// What passwords must not be like.
    pub host: String,
}

/// A resource with what HTTP says of it.
#[derive(Clone, Debug)]
pub struct Resource {
    /// Its identifier.
    pub id: String,
    /// Its version, as an entity tag.
    pub tag: String,
    /// Its address.
    pub location: String,
    /// All of it.
    pub document: Map<String, Value>,
}

impl Resource {
    /// Whether the request means this version.
    fn meets(&self, condition: &Condition) -> Result<(), Fault> {
        if condition.allows(&self.tag) { Ok(()) } else { Err(Fault::changed()) }
    }
}

/// What the server says of a resource beside what its client does.
struct Meta<'a> {
    resource: ResourceType,
    id: &'a str,
    created: Timestamp,
    modified: Timestamp,
    tag: String,
}

impl Directory {
    fn location(&self, resource: ResourceType, id: &str) -> String {
        format!("{}{}/{id}", self.base, resource.endpoint())
    }

    /// A document as it is shown.
    fn dressed(&self, meta: Meta<'_>, document: Map<String, Value>) -> Resource {
        let Meta { resource, id, created, modified, tag } = meta;
        let location = self.location(resource, id);
        let extensions = [resource.extension().map(|(schema, _)| schema), Some(DECLARED_USER)];
        let extensions = extensions.into_iter().flatten().filter(|schema| document.contains_key(*schema));
        let schemas: Vec<&str> = std::iter::once(resource.schema()).chain(extensions).collect();
        let mut whole = Map::new();
        whole.insert("schemas".into(), json!(schemas));
        whole.insert("id".into(), id.into());
        whole.extend(document);
        let told = json!({
            "resourceType": resource.name(), "created": created.to_rfc3339_exactly(),
            "lastModified": modified.to_rfc3339_exactly(), "location": location, "version": tag,
        });
        whole.insert("meta".into(), told);
        Resource { id: id.to_owned(), tag, location, document: whole }
    }

    /// The accounts that the caller may not act on, which are few: those of people who administer.
    async fn beyond(&self, db: &mut impl Connection) -> Result<HashSet<String>, Fault> {
        let mut beyond = HashSet::new();
        for role in Role::ALL.into_iter().filter(|role| !self.rank.may_act_on(Some(*role))) {
            beyond
                .extend(account_role::of_role(db, role.name()).await?.into_iter().map(|one| one.account_id));
        }
        if let Some(own) = &self.own {
            beyond.remove(own);
        }
        Ok(beyond)
    }
}
