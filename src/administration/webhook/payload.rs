//! What a receiver is told: what happened, and how the account is *now*.
//!
//! Nothing of a person waits in a queue, so what was erased is nowhere; and a delivery that comes late, or once more, cannot
//! bring back what has changed since.

use serde_json::{Map, Value, json};

use crate::storage::{
    Connection, Error,
    account::{self, Account, State},
    audit_chain,
    webhook_delivery::Delivery,
};

/// The body of a delivery.
pub(super) async fn body(db: &mut impl Connection, delivery: &Delivery) -> Result<Value, Error> {
    let mut data = Map::new();
    if let Some(account_id) = &delivery.account_id {
        let account = account::find(db, account_id).await?;
        data.insert("account".into(), account.map_or_else(|| gone(account_id), |account| shown(&account)));
    }
    let entries = audit_chain::page(db, delivery.sequence.saturating_sub(1), 1).await?;
    if let Some(event) =
        entries.into_iter().map(|entry| entry.event).find(|it| it.event_id == delivery.event_id)
    {
        if let Some(client_id) = event.client_id {
            data.insert("client_id".into(), client_id.into());
        }
        let detail: Value = serde_json::from_str(&event.detail).unwrap_or_default();
        if let Some(factor) = detail.get("factor").filter(|factor| factor.is_string()) {
            data.insert("factor".into(), factor.clone());
        }
    }
    Ok(json!({ "type": delivery.kind, "timestamp": delivery.happened_at.to_rfc3339_exactly(), "data": data }))
}

fn gone(account_id: &str) -> Value {
    json!({ "sub": account_id, "state": "deleted" })
}

/// The account, with the names of OpenID Connect Core 5.1.
fn shown(account: &Account) -> Value {
    let mut shown = match serde_json::to_value(&account.profile) {
        Ok(Value::Object(claims)) => claims,
        _ => Map::new(),
    };
    let mut put = |name: &str, value: Value| {
        shown.insert(name.to_owned(), value);
    };
    put("sub", json!(account.account_id));
    put("preferred_username", json!(account.username));
    put("state", json!(if account.state == State::Active { "active" } else { "disabled" }));
    put("groups", json!(account.groups));
    put("updated_at", json!(account.updated_at.seconds()));
    put("version", json!(account.version));
    if let Some(email) = &account.email {
        put("email", json!(email));
        put("email_verified", json!(account.email_verified_at.is_some()));
    }
    if let Some(phone) = &account.phone {
        put("phone_number", json!(phone));
        put("phone_number_verified", json!(account.phone_verified_at.is_some()));
    }
    Value::Object(shown)
}
