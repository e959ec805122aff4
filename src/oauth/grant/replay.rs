//! What the audit log says when a secret was shown by two: its grant is taken back.

use crate::{
    clock::Timestamp,
    storage::{
        Error, Write,
        audit::{self, Event},
        grant::Grant,
    },
};

/// Says so, in the write that takes it back. That happens to a grant once, so its identifier makes the event's.
pub(super) async fn tell(db: &mut Write, grant: &Grant, what: &str, now: Timestamp) -> Result<(), Error> {
    let event = Event {
        event_id: format!("{}-replayed", grant.grant_id),
        happened_at: now,
        kind: "grant.replayed".into(),
        account_id: Some(grant.account_id.clone()),
        client_id: Some(grant.client_id.clone()),
        address: None,
        detail: serde_json::json!({ "shown_again": what }).to_string(),
    };
    audit::insert(db, &event).await
}
