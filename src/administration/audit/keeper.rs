//! Gives events their places in the chain, signs what it has come to, and lets go of what is old.
//!
//! Any node may do any of it at any time: whoever adds to the chain holds its end until the write is over.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use serde_json::json;

use super::chain;
use crate::{
    clock::Clock,
    jose::{Vault, notary::Notary, seal::SealError},
    random::Random,
    storage::{
        self, Database, Reader, Write,
        audit_chain::{self, Checkpoint, Entry, Head},
    },
};

/// Events of one write.
const PIECE: i64 = 200;
/// How often the chain is signed, if it grew.
const SIGNED_EVERY: Duration = Duration::from_mins(1);
/// After which time one statement an hour is enough.
const THINNED_AFTER: Duration = Duration::from_hours(24);

/// What a process saw of the chain. It lies in its memory, where nobody reaches who holds only the database.
#[derive(Debug, Default)]
pub struct Seen(Mutex<Sight>);

#[derive(Debug, Default)]
struct Sight {
    /// Where the chain ended.
    head: Option<Head>,
    /// The place of an entry that was another one later.
    rewritten: Option<i64>,
}

impl Seen {
    /// The place of an entry that is no longer what it was, if the chain was rewritten.
    pub fn rewritten(&self) -> Option<i64> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).rewritten
    }

    fn head(&self) -> Option<Head> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).head.clone()
    }

    fn keep(&self, head: Head) {
        let mut sight = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // Another look that began earlier may end later.
        if sight.head.as_ref().is_none_or(|before| before.sequence < head.sequence) {
            sight.head = Some(head);
        }
        sight.rewritten = None;
    }

    fn alarm(&self, place: i64) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).rewritten = Some(place);
    }
}

/// Keeps the chain.
pub struct Keeper {
    /// Where it is.
    pub database: Database,
    /// Time.
    pub clock: Clock,
    /// Chance, for salts.
    pub random: Random,
    /// The installation, as its statements name it.
    pub issuer: String,
    notary: Notary,
    seen: Arc<Seen>,
}

impl Keeper {
    /// The keeper of this installation.
    ///
    /// # Errors
    /// See [`Notary::new`].
    pub fn new(
        database: Database,
        vault: &Vault,
        clock: Clock,
        random: Random,
        issuer: String,
    ) -> Result<Self, SealError> {
        Ok(Self { database, clock, random, issuer, notary: Notary::new(vault)?, seen: Arc::default() })
    }

    /// The same, with what this process saw before.
    pub fn remembering(self, seen: Arc<Seen>) -> Self {
        Self { seen, ..self }
    }

    /// The fingerprint of the key that its statements are signed with.
    pub fn fingerprint(&self) -> &str {
        self.notary.fingerprint()
    }

    /// That key itself, base64url.
    pub fn public_key(&self) -> String {
        self.notary.public_key()
    }

    /// Links what waits, and signs if it is time.
    ///
    /// # Errors
    /// The database, or a chain that was rewritten since this process saw it: that is not signed.
    pub async fn tick(&self) -> Result<(), storage::Error> {
        self.link_all().await?;
        if let Some(place) = self.rewritten().await? {
            return Err(storage::Error::Faulty(format!(
                "the audit log was rewritten: entry {place} is not the one that stood there; nothing more is signed"
            )));
        }
        let since = self.clock.now().before(SIGNED_EVERY);
        let mut reader = self.database.read().await?;
        let Some(head) = audit_chain::head(&mut reader).await? else { return Ok(()) };
        let last = audit_chain::checkpoint_at(&mut reader, crate::clock::Timestamp(i64::MAX)).await?;
        drop(reader);
        if last.is_none_or(|last| last.sequence < head.sequence && last.made_at <= since) {
            self.sign(&head).await?;
        }
        Ok(())
    }

    /// Links everything that waits.
    pub async fn link_all(&self) -> Result<(), storage::Error> {
        while audit_chain::waits(&mut self.database.read().await?).await? {
            let random = self.random.clone();
            self.database
                .write(move |write| Box::pin(async move { link_piece(write, &random).await }))
                .await?;
        }
        Ok(())
    }

    /// The place of an entry that this process saw and that is another one now, or gone without being retired. Remembers where
    /// the chain ends, if there is none.
    pub(super) async fn rewritten(&self) -> Result<Option<i64>, storage::Error> {
        // Before the database is read: the chain only grows.
        let seen = self.seen.head().filter(|seen| seen.sequence > 0);
        let mut reader = self.database.read().await?;
        let Some(head) = audit_chain::head(&mut reader).await? else { return Ok(None) };
        if let Some(seen) = seen
            && !still_there(&mut reader, &seen, &head).await?
        {
            self.seen.alarm(seen.sequence);
            return Ok(Some(seen.sequence));
        }
        self.seen.keep(head);
        Ok(None)
    }

    /// Signs the chain as it is, unless that was done.
    pub(super) async fn sign(&self, head: &Head) -> Result<(), storage::Error> {
        if head.sequence == 0 {
            return Ok(());
        }
        let made_at = self.clock.now();
        let statement = self.notary.sign(&json!({
            "iss": self.issuer,
            "iat": made_at.seconds(),
            "sequence": head.sequence,
            "link": encoded(&head.link),
        }));
        let row = Checkpoint { sequence: head.sequence, made_at, statement };
        self.database
            .write(move |write| Box::pin(async move { audit_chain::insert_checkpoint(write, &row).await }))
            .await
    }

    /// Removes events that are older than `kept`, up to a signed statement, which stays as the beginning of the chain.
    pub async fn retire(&self, kept: Duration) -> Result<u64, storage::Error> {
        let now = self.clock.now();
        let mut removed = 0_u64;
        let base = audit_chain::checkpoint_at(&mut self.database.read().await?, now.before(kept)).await?;
        if let Some(base) = base {
            loop {
                let piece: u64 = self
                    .database
                    .write(move |write| {
                        Box::pin(async move { audit_chain::retire(write, base.sequence, PIECE).await })
                    })
                    .await?;
                removed = removed.saturating_add(piece);
                if piece == 0 {
                    break;
                }
            }
            self.database
                .write(move |write| {
                    Box::pin(async move { audit_chain::forget_checkpoints(write, base.sequence).await })
                })
                .await?;
        }
        self.database
            .write(move |write| {
                Box::pin(async move { audit_chain::thin_checkpoints(write, now.before(THINNED_AFTER)).await })
            })
            .await?;
        Ok(removed)
    }
}

/// Whether a chain that ends with `head` goes on from where it ended before.
async fn still_there(reader: &mut Reader, seen: &Head, head: &Head) -> Result<bool, storage::Error> {
    if head.sequence <= seen.sequence {
        return Ok(head == seen);
    }
    let next = audit_chain::page(reader, seen.sequence.saturating_sub(1), 1).await?.pop();
    let Some(entry) = next else { return Ok(false) };
    if entry.sequence == seen.sequence {
        return Ok(entry.link == seen.link);
    }
    // It was retired with all that came before.
    let first = audit_chain::page(reader, 0, 1).await?.pop();
    Ok(first.is_some_and(|first| first.sequence == entry.sequence))
}

async fn link_piece(write: &mut Write, random: &Random) -> Result<(), storage::Error> {
    let Some(mut head) = audit_chain::hold(write).await? else {
        return Err(storage::Error::Faulty("the audit log has no chain".into()));
    };
    for event in audit_chain::unlinked(write, PIECE).await? {
        let sequence = head.sequence.saturating_add(1);
        let salt = random.bytes::<{ chain::LENGTH }>();
        let content = chain::content(&salt, event.address.as_deref(), &event.detail);
        let link = chain::link(&head.link, sequence, &event, &content).to_vec();
        head = Head { sequence, link: link.clone() };
        let entry = Entry { event, sequence, salt: Some(salt.to_vec()), content: content.to_vec(), link };
        if !audit_chain::link(write, &entry).await? {
            // Somebody is erasing what it tells; the next round sees what is left.
            return Err(storage::Error::Unavailable("an event changed while it was linked".into()));
        }
    }
    audit_chain::advance(write, &head).await
}

/// Bytes as a file shows them: hexadecimal.
pub(super) fn encoded(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(bytes)
}
