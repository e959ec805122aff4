//! The audit log as a file: NDJSON, one entry a line, with all that checking it takes.
//!
//! The first line names the key and where the chain begins, the last one where it ends, so that a file that was cut is known.

use std::io::Write;

use serde_json::{Value, json};

use super::{Keeper, chain, keeper::encoded};
use crate::{
    administration::Error,
    storage::audit_chain::{self, Entry},
};

/// Entries of one read.
const PAGE: i64 = 500;

impl Keeper {
    /// Writes the whole log to `out`; how many entries. `by`: who asked, for the log itself, whose last entry this becomes.
    ///
    /// # Errors
    /// The database, or `out`.
    pub async fn export(&self, by: &Value, out: &mut dyn Write) -> Result<u64, Error> {
        let event = self.event("audit.exported", by);
        self.database
            .write(move |write| Box::pin(async move { crate::storage::audit::insert(write, &event).await }))
            .await?;
        self.link_all().await?;
        let head = audit_chain::head(&mut self.database.read().await?).await?;
        let head = head.ok_or_else(|| Error::Faulty("the audit log has no chain".into()))?;
        self.sign(&head).await?;

        let mut line = |value: Value| {
            writeln!(out, "{value}")
                .map_err(|error| Error::Faulty(format!("the output cannot be written: {error}")))
        };
        let (mut after, mut entries) = (0_i64, 0_u64);
        loop {
            let mut reader = self.database.read().await?;
            let mut page = audit_chain::page(&mut reader, after, PAGE).await?;
            page.retain(|entry| entry.sequence <= head.sequence);
            if entries == 0 {
                let start = page.first().map_or(head.sequence, |first| first.sequence.saturating_sub(1));
                let begins = audit_chain::checkpoints(&mut reader, start, start).await?;
                line(json!({
                    "type": "start",
                    "version": 1,
                    "issuer": self.issuer,
                    "exported_at": self.clock.now().to_rfc3339_exactly(),
                    "public_key": self.notary.public_key(),
                    "after": start,
                    "checkpoint": begins.first().map(|row| row.statement.as_str()),
                }))?;
            }
            let (Some(first), Some(last)) = (page.first(), page.last()) else { break };
            let mut statements = audit_chain::checkpoints(&mut reader, first.sequence, last.sequence)
                .await?
                .into_iter()
                .peekable();
            drop(reader);
            after = last.sequence;
            for entry in &page {
                line(shown(entry))?;
                entries = entries.saturating_add(1);
                while let Some(row) = statements.next_if(|row| row.sequence <= entry.sequence) {
                    line(
                        json!({ "type": "checkpoint", "sequence": row.sequence, "statement": row.statement }),
                    )?;
                }
            }
        }
        line(
            json!({ "type": "end", "sequence": head.sequence, "link": encoded(&head.link), "entries": entries }),
        )?;
        out.flush().map_err(|error| Error::Faulty(format!("the output cannot be written: {error}")))?;
        Ok(entries)
    }
}

fn shown(entry: &Entry) -> Value {
    let event = &entry.event;
    json!({
        "type": "event",
        "sequence": entry.sequence,
        "event_id": event.event_id,
        "at": event.happened_at.milliseconds(),
        "time": event.happened_at.to_rfc3339_exactly(),
        "kind": event.kind,
        "account_id": event.account_id,
        "client_id": event.client_id,
        "address": event.address,
        "detail": chain::value_of(&event.detail),
        "salt": entry.salt.as_deref().map(encoded),
        "content": encoded(&entry.content),
        "link": encoded(&entry.link),
    })
}
