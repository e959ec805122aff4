//! Everything that is kept about an account, for its person to take along (GDPR article 20), as JSON.
//!
//! Secrets and biometrics are told of, with their dates; what they are is in nobody's reach, and is not here.

use data_encoding::BASE64;
use serde_json::{Value, json};

use super::picture::CONTENT_TYPE;
use crate::{
    authentication::visitor,
    clock::Timestamp,
    storage::{
        self, Database, Error, account::Account, audit::Event, authenticator::Authenticator,
        consent::Consent, grant::Standing, remembered_device::RememberedDevice, scim_user::ScimUser,
        session::SessionRow,
    },
};

/// Events that are given out at most.
const EVENTS: i64 = 50_000;
const ABOUT_WAYS: &str = "Of secrets and biometrics only these dates are given out: what is kept of them is of no \
                          use to anybody outside.";

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
    let provisioned = storage::scim_user::find(&mut reader, id).await?;
    let role = storage::account_role::find(&mut reader, id).await?;
    Ok(json!({
        "exported_at": now.to_rfc3339(),
        "account": own(account, role.as_deref(), frozen),
        "provisioned": provisioned.as_ref().map(beside),
        "picture": picture.map(|(content, at)| {
            json!({ "kept_since": at.to_rfc3339(), "type": CONTENT_TYPE, "base64": BASE64.encode(&content) })
        }),
        "ways_to_sign_in": each(&authenticators, way),
        "ways_to_sign_in_note": ABOUT_WAYS,
        "declined_offers": declined,
        "sessions": each(&sessions, session),
        "remembered_devices": each(&devices, device),
        "allowed_apps": each(&consents, app),
        "grants": each(&grants, grant),
        "activity": each(&events, event),
    }))
}

fn each<T>(rows: &[T], shown: fn(&T) -> Value) -> Vec<Value> {
    rows.iter().map(shown).collect()
}

fn own(account: &Account, role: Option<&str>, frozen: bool) -> Value {
    json!({
        "sub": account.account_id, "username": account.username, "groups": account.groups,
        "attributes": account.attributes, "role": role,
        "email": account.email, "email_verified_at": account.email_verified_at.map(Timestamp::to_rfc3339),
        "phone_number": account.phone, "phone_number_verified_at": account.phone_verified_at.map(Timestamp::to_rfc3339),
        "profile": account.profile, "created_at": account.created_at.to_rfc3339(),
        "updated_at": account.updated_at.to_rfc3339(), "changes_frozen": frozen,
    })
}

/// What whoever provisions the account says of its person beside that.
fn beside(kept: &ScimUser) -> Value {
    json!({
        "external_id": kept.external_id,
        "document": serde_json::from_str::<Value>(&kept.document).unwrap_or_default(),
    })
}

fn way(row: &Authenticator) -> Value {
    json!({
        "kind": row.kind, "name": row.name, "state": row.state, "kept_since": row.created_at.to_rfc3339(),
        "last_used_at": row.last_used_at.map(Timestamp::to_rfc3339),
    })
}

fn session(row: &SessionRow) -> Value {
    json!({
        "device": visitor::label(&row.user_agent), "user_agent": row.user_agent, "address": row.address,
        "begun_at": row.created_at.to_rfc3339(), "last_seen_at": row.last_seen_at.to_rfc3339(),
        "ends_at": row.absolute_until.to_rfc3339(),
    })
}

fn device(row: &RememberedDevice) -> Value {
    json!({
        "device": row.label, "address": row.address, "remembered_at": row.created_at.to_rfc3339(),
        "until": row.expires_at.to_rfc3339(),
    })
}

fn app(row: &Consent) -> Value {
    json!({ "client_id": row.client_id, "scope": row.scope, "allowed_at": row.granted_at.to_rfc3339() })
}

fn grant(row: &Standing) -> Value {
    json!({
        "client_id": row.client_id, "scope": row.scope, "granted_at": row.created_at.to_rfc3339(),
        "last_used_at": row.refreshed_at.map(Timestamp::to_rfc3339),
    })
}

fn event(row: &Event) -> Value {
    json!({
        "at": row.happened_at.to_rfc3339(), "what": row.kind, "client_id": row.client_id, "address": row.address,
        "detail": serde_json::from_str::<Value>(&row.detail).unwrap_or_default(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        administration::{
            account::{Accounts, Draft},
            actor::Actor,
            role::Role,
        },
        clock::Clock,
        jose::{MasterKey, Vault},
        on_both,
        random::Random,
        storage::scim_user,
    };

    on_both!(what_others_keep_and_give_goes_along_too, |db| async move {
        let now = Timestamp::from_seconds(1_800_000_000);
        let accounts = Accounts {
            database: db.clone(),
            vault: Vault::new(&MasterKey::generate(&Random::seeded(1)), Random::seeded(2)),
            clock: Clock::fixed(now),
            random: Random::seeded(3),
            actor: Actor::default(),
            declared: std::sync::Arc::default(),
            sender: std::sync::Arc::default(),
        };
        let draft = Draft { username: "alice".into(), role: Some(Role::Support), ..Draft::default() };
        let alice = accounts.create(draft).await.unwrap();
        let bare = of_account(&db, &alice, now).await.unwrap();
        assert_eq!((&bare["provisioned"], &bare["account"]["role"]), (&Value::Null, &json!("support")));
        let kept = ScimUser { external_id: Some("e1".into()), document: r#"{"title":"Dr."}"#.into() };
        let id = alice.account_id.clone();
        db.write::<_, Error, _>(move |write| {
            Box::pin(async move { scim_user::put(write, &id, &kept, &[]).await })
        })
        .await
        .unwrap();
        let whole = of_account(&db, &alice, now).await.unwrap();
        assert_eq!(
            whole["provisioned"],
            json!({ "external_id": "e1", "document": { "title": "Dr." } }),
            "{whole}"
        );
    });
}
