//! Reads on in the audit log and puts deliveries on their way.
//!
//! Any node may: whoever does holds the place that was reached until its write is over, so each event is put on its way once.

use serde_json::Value;

use super::{Webhooks, kinds};
use crate::{
    clock::Timestamp,
    random::Random,
    storage::{
        self, Write,
        audit_chain::{self, Entry},
        list_from_json,
        webhook::{self, Webhook},
        webhook_delivery::{self as deliveries, Delivery},
    },
};

/// Entries of one write.
const PIECE: i64 = 200;

impl Webhooks {
    /// Puts everything on its way that happened since.
    pub async fn feed(&self) -> Result<(), storage::Error> {
        loop {
            let mut reader = self.database.read().await?;
            let reached = deliveries::told(&mut reader).await?.map_or(0, |head| head.sequence);
            let end = audit_chain::head(&mut reader).await?.map_or(0, |head| head.sequence);
            drop(reader);
            if reached >= end {
                return Ok(());
            }
            let (random, now) = (self.random.clone(), self.clock.now());
            self.database
                .write(move |write| Box::pin(async move { feed_piece(write, &random, end, now).await }))
                .await?;
        }
    }
}

async fn feed_piece(
    write: &mut Write,
    random: &Random,
    end: i64,
    now: Timestamp,
) -> Result<(), storage::Error> {
    let Some(reached) = deliveries::hold(write).await?.map(|head| head.sequence) else {
        return Err(storage::Error::Faulty("the audit log has no place for webhooks".into()));
    };
    if reached >= end {
        return Ok(());
    }
    let mut receivers = webhook::list(write).await?;
    receivers.retain(|row| row.state == "active");
    // With nobody to tell, what happened is passed over.
    let entries =
        if receivers.is_empty() { Vec::new() } else { audit_chain::page(write, reached, PIECE).await? };
    let mut rows = Vec::new();
    for entry in &entries {
        if let Some(tested) = tested(entry) {
            let tried = receivers.iter().filter(|row| row.webhook_id == tested);
            rows.extend(tried.map(|row| delivery(row, entry, kinds::TEST, random, now)));
            continue;
        }
        let Some(kind) = kinds::told(&entry.event.kind) else { continue };
        let wanting = receivers.iter().filter(|row| wants(row, kind));
        rows.extend(wanting.map(|row| delivery(row, entry, kind, random, now)));
    }
    deliveries::insert(write, &rows).await?;
    deliveries::advance(write, entries.last().map_or(end, |entry| entry.sequence)).await
}

/// Which receiver somebody tries out by this entry.
fn tested(entry: &Entry) -> Option<String> {
    let detail: Value = serde_json::from_str(&entry.event.detail).ok()?;
    let webhook_id = detail.get("webhook_id")?.as_str()?.to_owned();
    (entry.event.kind == "webhook.tested").then_some(webhook_id)
}

fn wants(row: &Webhook, kind: &str) -> bool {
    list_from_json(&row.kinds).iter().any(|wanted| kinds::wants(wanted, kind))
}

fn delivery(row: &Webhook, entry: &Entry, kind: &str, random: &Random, now: Timestamp) -> Delivery {
    Delivery {
        delivery_id: random.identifier(now),
        webhook_id: row.webhook_id.clone(),
        sequence: entry.sequence,
        event_id: entry.event.event_id.clone(),
        kind: kind.to_owned(),
        account_id: entry.event.account_id.clone(),
        state: "waiting".into(),
        happened_at: entry.event.happened_at,
        attempts: 0,
        next_attempt_at: now,
        settled_at: None,
        last_status: None,
        last_error: None,
    }
}
