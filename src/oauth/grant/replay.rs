//! What was to be shown once was shown again, so two hold it: its grant is taken back, and the audit log tells of it.

use crate::{
    clock::Timestamp,
    storage::{
        Error, Write,
        audit::{self, Event},
        grant,
    },
};

/// Takes the grant back whose `what` was shown again. That happens to a grant once, so its identifier makes the event's.
pub(super) async fn take_back(
    db: &mut Write,
    grant_id: &str,
    what: &str,
    now: Timestamp,
) -> Result<(), Error> {
    let standing = grant::find_live(db, grant_id, now).await?;
    let revoked = grant::revoke(db, grant_id, now).await?;
    let Some(grant) = standing.filter(|_| revoked) else { return Ok(()) };
    let event = Event {
        event_id: format!("{grant_id}-replayed"),
        happened_at: now,
        kind: "grant.replayed".into(),
        account_id: Some(grant.account_id),
        client_id: Some(grant.client_id),
        address: None,
        detail: serde_json::json!({ "grant": grant.grant_id, "shown_again": what }).to_string(),
    };
    audit::insert(db, &event).await
}
