//! The keys of this installation, as this node sees them: what signs, what verifies, what decrypts, what is published.
//!
//! A node works from a [snapshot](super::snapshot) in memory, so that signing, verifying and the JWKS never wait for the database. A
//! key that others encrypt to opens what comes from the moment that it is published until some time after it no
//! longer is. When keys change is decided in [`rotation`](super::rotation).

use std::{
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use bytes::Bytes;
use serde::Serialize;

use super::{
    algorithm::{Algorithm, KeyError},
    encrypt::{self, Agreed},
    encryption::{Pair, Purpose},
    rotation::{self, Step},
    seal::{About, SealError, Vault},
    sign::SignError,
    snapshot::Snapshot,
    verify::{self, Expect, LEEWAY, Refusal, Verified},
};
use crate::{
    clock::{Clock, Timestamp},
    config::Config,
    storage::{
        self, Database,
        signing_key::{self, SigningKeyRow},
    },
};

/// How long another node may take to see what was stored; many times the second between two looks.
pub(super) const PROPAGATION: Duration = Duration::from_mins(1);

/// Why the keyring cannot be opened or turned.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database did not do it.
    #[error(transparent)]
    Storage(#[from] storage::Error),
    /// A private key does not open.
    #[error("the key {kid} cannot be used: {source}")]
    Sealed {
        /// Which one.
        kid: String,
        /// Why.
        source: SealError,
    },
    /// A key could not be made or read.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// A stored key is not what this program expects.
    #[error("the stored key {0} is damaged")]
    Damaged(String),
}

/// What governs the keys.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Which algorithms have keys that sign.
    pub algorithms: Vec<Algorithm>,
    /// Which kinds of keys there are for others to encrypt to.
    pub encryption: Vec<Pair>,
    /// The size of new RSA keys.
    pub rsa_bits: u32,
    /// How long others may cache the JWKS.
    pub jwks_max_age: Duration,
    /// How long a key signs, or is encrypted to.
    pub rotation: Duration,
    /// For how long what these keys signed is shown to us: see [`Config::key_memory`].
    pub memory: Duration,
}

impl Settings {
    /// What the configuration says.
    pub fn from_config(config: &Config) -> Self {
        Self {
            algorithms: config.key.algorithms.iter().filter_map(|name| Algorithm::from_name(name)).collect(),
            encryption: config.key.encryption.iter().filter_map(|name| Pair::from_name(name)).collect(),
            rsa_bits: config.key.rsa_bits,
            jwks_max_age: config.key.jwks_max_age,
            rotation: config.key.rotation,
            memory: config.key_memory(),
        }
    }

    /// How long a key is published before it signs: every cached JWKS has been fetched anew by then, from whatever node.
    pub fn publication_wait(&self) -> Duration {
        self.jwks_max_age.saturating_add(PROPAGATION)
    }

    /// How long a retired key still verifies here: its last token may be signed by a node that has not heard yet, and be
    /// read by one whose clock is behind. It is published for less long: see [`LONGEST_TOKEN`](super::snapshot::LONGEST_TOKEN). And how
    /// long one still decrypts: who has it from a
    /// cached JWKS may go on to use it.
    pub fn tail(&self, purpose: Purpose) -> Duration {
        let last = match purpose {
            Purpose::Sign(_) => self.memory,
            Purpose::Decrypt(_) => self.jwks_max_age,
        };
        last.saturating_add(PROPAGATION).saturating_add(LEEWAY)
    }

    /// What there are keys for.
    pub fn purposes(&self) -> impl Iterator<Item = Purpose> {
        let signing = self.algorithms.iter().copied().map(Purpose::Sign);
        signing.chain(self.encryption.iter().copied().map(Purpose::Decrypt))
    }
}

/// Where a key is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Signs; the first that others encrypt to.
    Active,
    /// Published, waits to sign.
    Next,
    /// Only verifies, or only decrypts.
    Retired,
}

impl State {
    /// As it is stored and shown.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Next => "next",
            Self::Retired => "retired",
        }
    }
}

/// A key without its secrets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// Its thumbprint.
    pub kid: String,
    /// What it is for.
    pub purpose: Purpose,
    /// Where it is in its life.
    pub state: State,
    /// Since when it is published.
    pub published_at: Timestamp,
    /// Since when it signs.
    pub activated_at: Option<Timestamp>,
    /// When it stopped to sign, or was asked to.
    pub retired_at: Option<Timestamp>,
    /// When it goes.
    pub verifies_until: Option<Timestamp>,
}

impl Key {
    /// `None` for an algorithm that only a newer program knows.
    pub(super) fn read(row: &SigningKeyRow) -> Result<Option<Self>, Error> {
        let state = [State::Active, State::Next, State::Retired]
            .into_iter()
            .find(|state| state.name() == row.state)
            .ok_or_else(|| Error::Damaged(row.key_id.clone()))?;
        Ok(Purpose::from_name(&row.algorithm).map(|purpose| Self {
            kid: row.key_id.clone(),
            purpose,
            state,
            published_at: row.published_at,
            activated_at: row.activated_at,
            retired_at: row.retired_at,
            verifies_until: row.verifies_until,
        }))
    }
}

/// The keys in `database`, the signing ones first. Needs no master key.
pub async fn list(database: &Database) -> Result<Vec<Key>, Error> {
    let rows = signing_key::all(&mut database.read().await?).await?;
    let mut keys: Vec<Key> =
        rows.iter().filter_map(|row| Key::read(row).transpose()).collect::<Result<_, _>>()?;
    keys.sort_by(|a, b| (a.state, a.purpose, &a.kid).cmp(&(b.state, b.purpose, &b.kid)));
    Ok(keys)
}

/// The outcome of asking for a rotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rotation {
    /// For what.
    pub purpose: Purpose,
    /// The key that is in use or will be.
    pub kid: String,
    /// From when on it is; in the past if it is already.
    pub signs_from: Timestamp,
}

/// The keys, ready for use. One per process, shared.
pub struct Keyring {
    pub(super) database: Database,
    pub(super) vault: Vault,
    clock: Clock,
    pub(super) settings: Settings,
    /// The longest [`Settings::memory`], in milliseconds, that held while this process ran.
    longest: AtomicU64,
    snapshot: RwLock<Arc<Snapshot>>,
    /// Held while the keyring turns, so that an older view never replaces a newer one.
    turn: tokio::sync::Mutex<()>,
}

fn milliseconds(span: Duration) -> u64 {
    u64::try_from(span.as_millis()).unwrap_or(u64::MAX)
}

impl Keyring {
    /// Opens the keyring. An algorithm that has no key yet gets one that signs at once: nobody can have cached a JWKS
    /// without it and hold a token signed with it. Those to encrypt to come with the first [`Keyring::tick`]: nobody waits
    /// for them.
    ///
    /// # Errors
    /// [`Error::Sealed`] for another master key than the one the keys were sealed with.
    pub async fn open(
        database: &Database,
        vault: &Vault,
        clock: &Clock,
        settings: Settings,
    ) -> Result<Arc<Self>, Error> {
        let keyring = Self {
            database: database.clone(),
            vault: vault.clone(),
            clock: clock.clone(),
            longest: AtomicU64::new(milliseconds(settings.memory)),
            settings,
            snapshot: RwLock::default(),
            turn: tokio::sync::Mutex::default(),
        };
        let turn = keyring.turn.lock().await;
        keyring.reload().await?;
        let now = keyring.clock.now();
        let first = |step: &Step| matches!(step, Step::Begin(Purpose::Sign(_)));
        keyring
            .take(rotation::due(&keyring.keys(), &keyring.settings, now).into_iter().filter(first), now)
            .await?;
        drop(turn);
        Ok(Arc::new(keyring))
    }

    /// What was signed is shown to us for so long from now on. Keys that retire verify as long as the oldest that there may be.
    pub fn expect(&self, memory: Duration) {
        self.longest.fetch_max(milliseconds(memory), Ordering::SeqCst);
    }

    /// See [`Settings::tail`].
    pub(super) fn tail(&self, purpose: Purpose) -> Duration {
        let memory = Duration::from_millis(self.longest.load(Ordering::SeqCst));
        Settings { memory, ..self.settings.clone() }.tail(purpose)
    }

    /// One turn of the background job, every second on every node: sees what other nodes did, does what is due.
    pub async fn tick(&self) -> Result<(), Error> {
        let _turn = self.turn.lock().await;
        let marks = signing_key::marks(&mut self.database.read().await?).await?;
        let now = self.clock.now();
        if !self.snapshot().is_of(&marks, now) {
            self.reload().await?;
        }
        self.take(rotation::due(&self.keys(), &self.settings, now), now).await
    }

    /// Asks every key in use to stop. Its successor takes over at once if it has been published long enough, and
    /// otherwise at the tick (of any node) at which it has. `told` makes the event that is kept with it, of the keys to come.
    pub async fn rotate_now(
        &self,
        told: impl FnOnce(Vec<String>) -> storage::audit::Event + Send,
    ) -> Result<Vec<Rotation>, Error> {
        let _turn = self.turn.lock().await;
        let now = self.clock.now();
        self.reload().await?;
        self.take(rotation::due(&self.keys(), &self.settings, now), now).await?;
        rotation::ask(self, now, told).await?;
        self.reload().await?;
        let switches = rotation::due(&self.keys(), &self.settings, now);
        self.take(switches.into_iter().filter(|step| matches!(step, Step::Switch { .. })), now).await?;
        Ok(rotation::outlook(&self.keys(), &self.settings))
    }

    /// Takes a key out at once: it verifies and decrypts nothing any more, here and wherever the key set is read anew. In place
    /// of one that is in use, a key that is made now is from now on; one that waited to sign goes with it, since whoever has the one may
    /// have the other. `None` if there is no such key, or no longer; else the key that took its place, if one did. `told` tells of it.
    pub async fn revoke(
        &self,
        kid: &str,
        told: impl FnOnce(Option<String>) -> storage::audit::Event + Send,
    ) -> Result<Option<Option<String>>, Error> {
        let _turn = self.turn.lock().await;
        self.reload().await?;
        let Some(key) = self.keys().into_iter().find(|key| key.kid == kid) else { return Ok(None) };
        let used =
            key.state == State::Active && self.settings.purposes().any(|purpose| purpose == key.purpose);
        let successor = if used {
            Some(rotation::fresh(self, key.purpose, State::Active, self.clock.now()).await?)
        } else {
            None
        };
        let (kid, algorithm) = (kid.to_owned(), key.purpose.name());
        let replaced_by = successor.as_ref().map(|row| row.key_id.clone());
        let event = told(replaced_by.clone());
        let revoked: bool = self
            .database
            .write(move |db| {
                Box::pin(async move {
                    let revoked = signing_key::revoke(db, &kid).await?;
                    if let Some(successor) = successor.filter(|_| revoked) {
                        signing_key::revoke_next(db, algorithm).await?;
                        signing_key::insert(db, &successor).await?;
                    }
                    if revoked {
                        storage::audit::insert(db, &event).await?;
                    }
                    Ok::<_, storage::Error>(revoked)
                })
            })
            .await?;
        self.reload().await?;
        Ok(revoked.then_some(replaced_by))
    }

    async fn take(&self, steps: impl IntoIterator<Item = Step>, now: Timestamp) -> Result<(), Error> {
        let mut tried = false;
        for step in steps {
            rotation::take(self, step, now).await?;
            tried = true;
        }
        // Also after a step that another node was faster to take.
        if tried { self.reload().await } else { Ok(()) }
    }

    async fn reload(&self) -> Result<(), Error> {
        let rows = signing_key::all(&mut self.database.read().await?).await?;
        let snapshot = Arc::new(Snapshot::build(&rows, &self.vault, self.clock.now())?);
        *self.snapshot.write().unwrap_or_else(PoisonError::into_inner) = snapshot;
        Ok(())
    }

    fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(&self.snapshot.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The keys as this node sees them.
    pub fn keys(&self) -> Vec<Key> {
        self.snapshot().keys.clone()
    }

    /// The JWK set to publish (RFC 7517 section 5), signing keys first. Ready-made: a clone of shared bytes.
    pub fn jwks(&self) -> Bytes {
        self.snapshot().jwks.clone()
    }

    /// Signs `claims` with the active key of `algorithm`. `typ` is `JWT` for ID tokens, `at+jwt` for access tokens,
    /// `logout+jwt` for logout tokens. Takes some 0.3 ms with RS256 and 2048 bits: call it where you are.
    pub fn sign(
        &self,
        algorithm: Algorithm,
        typ: &str,
        claims: &impl Serialize,
    ) -> Result<String, SignError> {
        let snapshot = self.snapshot();
        let key = snapshot.signers.get(&algorithm).ok_or(SignError::NoKey(algorithm))?;
        key.sign(typ, claims)
    }

    /// Opens what was encrypted to one of these keys: the text in it, of whoever that is. Takes about a millisecond with RSA.
    pub fn decrypt(&self, token: &str, agreed: Agreed) -> Result<String, Refusal> {
        encrypt::decrypt(token, &self.snapshot().openers, agreed)
    }

    /// Verifies a token that these keys signed: see [`Expect::access_token`] and [`Expect::id_token_hint`].
    pub fn verify_own(&self, token: &str, expect: &Expect<'_>, now: Timestamp) -> Result<Verified, Refusal> {
        verify::verify(token, &self.snapshot().verifiers, expect, now)
    }
}

/// Where a private key is sealed to.
pub(super) fn about(kid: &str) -> About<'_> {
    About { table: "signing_key", row: kid, account: "" }
}

#[cfg(test)]
#[path = "keyring_tests.rs"]
mod tests;
