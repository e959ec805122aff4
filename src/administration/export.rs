//! Everything that is kept about an account, for its person to take along (GDPR article 20), as JSON.
//!
//! Secrets and biometrics are told of, with their dates; what they are is in nobody's reach, and is not here.

use data_encoding::BASE64;
use serde_json::{Value, json};

use super::picture::CONTENT_TYPE;
use crate::{
    authentication::visitor,
    clock::Timestamp,
    storage::{self, Database, Error, account::Account},
};

/// Events that are given out at most.
const EVENTS: i64 = 50_000;

/// All of `account`, as it is now.
pub async fn of_account(database: &Database, account: &Account, now: Timestamp) -> Result<Value, Error> {
    let id = &account.account_id;
    let mut reader = database.read().await?;
    let authenticators = storage::authenticator::of_account(&mut reader, id).await?;
    let sessions = storage::session::of_account(&mut reader, id, now).await?;
    let devices = storage::remembered_device::of_account(&mut reader, id, now).await?;
    let consents = storage::consent::of_account(&mut reader, id).await?;
    let grants = storage::grant::of_account(&mut reader, id, now).await?;
    let events = storage::audit::of_account(&mut reader, id, EVENTS).await?;
    let picture = storage::picture::of_account(&mut reader, id).await?;
    let declined = storage::declined_offer::kinds(&mut reader, id, now).await?;
    let frozen = storage::factor_freeze::is_frozen(&mut reader, id).await?;
    let ways: Vec<Value> = authenticators
        .iter()
        .map(|row| {
            json!({
                "kind": row.kind, "name": row.name, "state": row.state, "kept_since": row.created_at.to_rfc3339(),
                "last_used_at": row.last_used_at.map(Timestamp::to_rfc3339),
            })
        })
        .collect();
    let sessions: Vec<Value> = sessions
        .iter()
        .map(|row| {
            json!({
                "device": visitor::label(&row.user_agent), "user_agent": row.user_agent, "address": row.address,
                "begun_at": row.created_at.to_rfc3339(), "last_seen_at": row.last_seen_at.to_rfc3339(),
                "ends_at": row.absolute_until.to_rfc3339(),
            })
        })
        .collect();
    let devices: Vec<Value> = devices
        .iter()
        .map(|row| {
            json!({
                "device": row.label, "address": row.address, "remembered_at": row.created_at.to_rfc3339(),
                "until": row.expires_at.to_rfc3339(),
            })
        })
        .collect();
    let consents: Vec<Value> = consents
        .iter()
        .map(|row| {
            json!({ "client_id": row.client_id, "scope": row.scope, "allowed_at": row.granted_at.to_rfc3339() })
        })
        .collect();
    let grants: Vec<Value> = grants
        .iter()
        .map(|row| {
            json!({
                "client_id": row.client_id, "scope": row.scope, "granted_at": row.created_at.to_rfc3339(),
                "last_used_at": row.refreshed_at.map(Timestamp::to_rfc3339),
            })
        })
        .collect();
    let events: Vec<Value> = events
        .iter()
        .map(|row| {
            json!({
                "at": row.happened_at.to_rfc3339(), "what": row.kind, "client_id": row.client_id, "address": row.address,
                "detail": serde_json::from_str::<Value>(&row.detail).unwrap_or_default(),
            })
        })
        .collect();
    Ok(json!({
        "exported_at": now.to_rfc3339(),
        "account": {
            "sub": id, "username": account.username, "groups": account.groups, "attributes": account.attributes,
            "email": account.email, "email_verified_at": account.email_verified_at.map(Timestamp::to_rfc3339),
            "phone_number": account.phone, "phone_number_verified_at": account.phone_verified_at.map(Timestamp::to_rfc3339),
            "profile": account.profile, "created_at": account.created_at.to_rfc3339(),
            "updated_at": account.updated_at.to_rfc3339(), "changes_frozen": frozen,
        },
        "picture": picture.map(|(content, at)| {
            json!({ "kept_since": at.to_rfc3339(), "type": CONTENT_TYPE, "base64": BASE64.encode(&content) })
        }),
        "ways_to_sign_in": ways,
        "ways_to_sign_in_note": "Of secrets and biometrics only these dates are given out: what is kept of them is of no \
                                 use to anybody outside.",
        "declined_offers": declined,
        "sessions": sessions,
        "remembered_devices": devices,
        "allowed_apps": consents,
        "grants": grants,
        "activity": events,
    }))
}
