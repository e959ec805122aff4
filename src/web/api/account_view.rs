//! An account as the API shows it, and as it takes it. No secret is shown, and none is taken.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::{
    administration::{
        Error,
        account::Draft,
        account_change::{Change, same_address},
    },
    clock::Timestamp,
    storage::{
        account::{Account as Record, Attributes, Profile, State},
        authenticator::Authenticator,
        session::SessionRow,
    },
};

/// An account.
#[derive(Debug, Serialize, ToSchema)]
pub struct Account {
    /// The `sub` of its tokens.
    pub account_id: String,
    /// What its person signs in with.
    pub username: String,
    /// Their address.
    pub email: Option<String>,
    /// Whether the address was proved, or an operator vouched for it.
    pub email_verified: bool,
    /// Their phone number (E.164).
    pub phone: Option<String>,
    /// Whether the number was proved.
    pub phone_verified: bool,
    /// Whether it may sign in.
    pub enabled: bool,
    /// Its groups, the claim `groups`.
    pub groups: Vec<String>,
    /// The other claims of OpenID Connect Core 5.1.
    #[schema(value_type = Object)]
    pub claims: Profile,
    /// What else it says, by the names that the configuration declares (`/api/v1/attributes`).
    #[schema(value_type = Object)]
    pub attributes: Attributes,
    /// When it was made (RFC 3339).
    pub created_at: String,
    /// When its claims last changed.
    pub updated_at: String,
    /// The version, as its `ETag`.
    pub version: i64,
}

impl From<Record> for Account {
    fn from(record: Record) -> Self {
        Self {
            account_id: record.account_id,
            username: record.username,
            email: record.email,
            email_verified: record.email_verified_at.is_some(),
            phone: record.phone,
            phone_verified: record.phone_verified_at.is_some(),
            enabled: record.state == State::Active,
            groups: record.groups,
            claims: record.profile,
            attributes: record.attributes,
            created_at: record.created_at.to_rfc3339(),
            updated_at: record.updated_at.to_rfc3339(),
            version: record.version,
        }
    }
}

/// An account with how it signs in and where it is signed in.
#[derive(Debug, Serialize, ToSchema)]
pub struct AccountInFull {
    /// The account.
    #[serde(flatten)]
    pub account: Account,
    /// What its person administers as.
    pub role: Option<String>,
    /// Its ways to sign in.
    pub factors: Vec<Factor>,
    /// Where it is signed in.
    pub sessions: Vec<Session>,
    /// Its ways to sign in may not be changed, because its owner said that somebody else did.
    pub frozen: bool,
    /// When a reset that an operator began opens; absent without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reset_opens_at: Option<String>,
    /// When it is to be erased, because its owner wants that; absent if they do not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub leaves_at: Option<String>,
}

/// A way to sign in.
#[derive(Debug, Serialize, ToSchema)]
pub struct Factor {
    /// The kind of factor.
    pub kind: String,
    /// What its owner calls it; may be empty.
    pub name: String,
    /// Whether it can be used; not after too many failures.
    pub usable: bool,
    /// When it was added (RFC 3339).
    pub added_at: String,
    /// When it was last used.
    pub last_used_at: Option<String>,
}

impl From<&Authenticator> for Factor {
    fn from(row: &Authenticator) -> Self {
        Self {
            kind: row.kind.clone(),
            name: row.name.clone(),
            usable: row.state == "active",
            added_at: row.created_at.to_rfc3339(),
            last_used_at: row.last_used_at.map(Timestamp::to_rfc3339),
        }
    }
}

/// A place where it is signed in.
#[derive(Debug, Serialize, ToSchema)]
pub struct Session {
    /// Its public identifier, the `sid` of tokens.
    pub session_id: String,
    /// What its browser calls itself.
    pub user_agent: String,
    /// From which network address.
    pub address: String,
    /// Since when (RFC 3339).
    pub begun_at: String,
    /// When it was last seen.
    pub last_seen_at: String,
}

impl From<SessionRow> for Session {
    fn from(row: SessionRow) -> Self {
        Self {
            session_id: row.session_id,
            user_agent: row.user_agent,
            address: row.address,
            begun_at: row.created_at.to_rfc3339(),
            last_seen_at: row.last_seen_at.to_rfc3339(),
        }
    }
}

/// An account to make, or what to change of one. It has no password: its person chooses one by "Forgot your password?", to
/// the address that is vouched for.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct AccountDraft {
    /// What its person signs in with; the address if absent.
    pub username: Option<String>,
    /// Their address.
    pub email: Option<String>,
    /// Whether the caller vouches for the address.
    pub email_verified: bool,
    /// Their phone number (E.164).
    pub phone: Option<String>,
    /// Its groups.
    pub groups: Vec<String>,
    /// The other claims of OpenID Connect Core 5.1.
    #[schema(value_type = Object)]
    pub claims: Profile,
    /// What else it says, by the names that the configuration declares (`/api/v1/attributes`).
    #[schema(value_type = Object)]
    pub attributes: Attributes,
}

impl From<AccountDraft> for Draft {
    fn from(draft: AccountDraft) -> Self {
        Self {
            username: draft.username.unwrap_or_default(),
            email: draft.email,
            email_verified: draft.email_verified,
            phone: draft.phone,
            profile: draft.claims,
            groups: draft.groups,
            attributes: draft.attributes,
            authenticators: Vec::new(),
            role: None,
        }
    }
}

/// What a merge patch (RFC 7396) makes of an account.
pub fn merged(before: &Record, patch: &Map<String, Value>) -> Result<Change, Error> {
    let faulty = |error: serde_json::Error| Error::Invalid(vec![error.to_string()]);
    let now = Change::of(before);
    let claims = serde_json::to_value(&now.profile).map_err(faulty)?;
    let mut whole = serde_json::json!({
        "username": now.username, "email": now.email, "email_verified": now.email_verified, "phone": now.phone,
        "groups": now.groups, "claims": claims, "attributes": now.attributes,
    });
    patch_into(&mut whole, &Value::Object(patch.clone()), DEPTH);
    let draft: AccountDraft = serde_json::from_value(whole).map_err(faulty)?;
    // What was said of the address before is not said of another.
    let said =
        patch.contains_key("email_verified") || same_address(draft.email.as_deref(), before.email.as_deref());
    Ok(Change {
        username: draft.username.unwrap_or_default(),
        email: draft.email,
        email_verified: draft.email_verified && said,
        phone: draft.phone,
        profile: draft.claims,
        groups: draft.groups,
        attributes: draft.attributes,
    })
}

/// How deep a patch goes: `claims.address.country`.
const DEPTH: u32 = 3;

/// RFC 7396 section 2.
fn patch_into(target: &mut Value, patch: &Value, depth: u32) {
    let (Some(fields), Some(changes)) = (target.as_object_mut(), patch.as_object()) else {
        target.clone_from(patch);
        return;
    };
    for (name, value) in changes {
        if value.is_null() {
            fields.remove(name);
        } else if depth > 0 && value.is_object() && fields.get(name).is_some_and(Value::is_object) {
            if let Some(inner) = fields.get_mut(name) {
                patch_into(inner, value, depth.saturating_sub(1));
            }
        } else {
            fields.insert(name.clone(), value.clone());
        }
    }
}
