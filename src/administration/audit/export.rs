//! The audit log as a file: NDJSON, one entry a line, with all that checking it takes.
//!
//! The first line names the key and where the chain begins, the last one where it ends, so that a file that was cut is known. A
//! file may begin later than the log, after a signed statement, which then stands for what came before; nothing can be left out
//! of its middle.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::{Keeper, chain, keeper::encoded};
use crate::{
    administration::{
        Error,
        actor::{About, Actor},
    },
    clock::Timestamp,
    storage::{
        self, Database, Reader,
        audit_chain::{self, Entry, Head},
    },
};

/// Entries of one read.
const PAGE: i64 = 500;

/// Where a file begins: after the newest signed statement that is not beyond either; with the log, if there is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Beginning {
    /// An entry that is known already, such as the last of an earlier file.
    pub after: Option<i64>,
    /// A moment before which nothing is wanted.
    pub since: Option<Timestamp>,
}

/// The log on its way out, a piece at a time.
pub struct Exporting {
    database: Database,
    /// The first line, but for where the file begins.
    start: Value,
    /// Where it ends.
    head: Head,
    after: i64,
    entries: u64,
    stage: Stage,
}

#[derive(PartialEq, Eq)]
enum Stage {
    Start,
    Entries,
    Over,
}

impl Keeper {
    /// Begins to give the log out. That `actor` asked for it becomes its last entry.
    ///
    /// # Errors
    /// The database.
    pub async fn export(&self, actor: &Actor, beginning: Beginning) -> Result<Exporting, Error> {
        let now = self.clock.now();
        let detail = json!({
            "chain": true, "after": beginning.after, "since": beginning.since.map(Timestamp::to_rfc3339),
        });
        let event = actor.event(&self.random, now, "audit.exported", About::default(), detail);
        self.database
            .write(move |write| Box::pin(async move { storage::audit::insert(write, &event).await }))
            .await?;
        self.link_all().await?;
        let mut reader = self.database.read().await?;
        let head = audit_chain::head(&mut reader).await?;
        let head = head.ok_or_else(|| Error::Faulty("the audit log has no chain".into()))?;
        let after = beginning.place(&mut reader).await?;
        drop(reader);
        // What was rewritten goes out as it is, and the check finds it unsigned.
        if self.rewritten().await?.is_none() {
            self.sign(&head).await?;
        }
        let start = json!({
            "type": "start",
            "version": 1,
            "issuer": self.issuer,
            "exported_at": now.to_rfc3339_exactly(),
            "public_key": self.public_key(),
        });
        let database = self.database.clone();
        Ok(Exporting { database, start, head, after, entries: 0, stage: Stage::Start })
    }
}

impl Beginning {
    /// The place after which the file begins.
    async fn place(self, reader: &mut Reader) -> Result<i64, storage::Error> {
        let mut place = 0;
        if let Some(after) = self.after {
            let known = audit_chain::checkpoint_through(reader, after).await?;
            place = place.max(known.map_or(0, |known| known.sequence));
        }
        if let Some(since) = self.since {
            let known = audit_chain::checkpoint_at(reader, since).await?;
            place = place.max(known.map_or(0, |known| known.sequence));
        }
        Ok(place)
    }
}

impl Exporting {
    /// The next lines; `None` after the last.
    ///
    /// # Errors
    /// The database.
    pub async fn next_piece(&mut self) -> Result<Option<Vec<u8>>, Error> {
        if self.stage == Stage::Over {
            return Ok(None);
        }
        let mut lines = Vec::new();
        let mut reader = self.database.read().await?;
        let mut page = audit_chain::page(&mut reader, self.after, PAGE).await?;
        page.retain(|entry| entry.sequence <= self.head.sequence);
        if self.stage == Stage::Start {
            self.stage = Stage::Entries;
            let start = page.first().map_or(self.head.sequence, |first| first.sequence.saturating_sub(1));
            let begins = audit_chain::checkpoints(&mut reader, start, start).await?;
            if let Some(fields) = self.start.as_object_mut() {
                fields.insert("after".into(), json!(start));
                let statement = begins.first().map(|row| row.statement.as_str());
                fields.insert("checkpoint".into(), json!(statement));
            }
            lines.push(self.start.take());
        }
        if let (Some(first), Some(last)) = (page.first(), page.last()) {
            self.after = last.sequence;
            self.entries = self.entries.saturating_add(page.len() as u64);
            let statements = audit_chain::checkpoints(&mut reader, first.sequence, last.sequence).await?;
            let mut statements = statements.into_iter().peekable();
            for entry in &page {
                lines.push(shown(entry));
                while let Some(row) = statements.next_if(|row| row.sequence <= entry.sequence) {
                    let (sequence, statement) = (row.sequence, row.statement);
                    lines.push(json!({ "type": "checkpoint", "sequence": sequence, "statement": statement }));
                }
            }
        } else {
            self.stage = Stage::Over;
            let (sequence, link) = (self.head.sequence, encoded(&self.head.link));
            lines.push(json!({ "type": "end", "sequence": sequence, "link": link, "entries": self.entries }));
        }
        Ok(Some(lines.iter().flat_map(|line| format!("{line}\n").into_bytes()).collect()))
    }

    /// Writes all of it to `out`; how many entries.
    ///
    /// # Errors
    /// The database, or `out`.
    pub async fn write_to(mut self, out: &mut dyn Write) -> Result<u64, Error> {
        let written = |error: io::Error| Error::Faulty(format!("the output cannot be written: {error}"));
        while let Some(lines) = self.next_piece().await? {
            out.write_all(&lines).map_err(written)?;
        }
        out.flush().map_err(written)?;
        Ok(self.entries)
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
