//! When keys change: publish, wait, switch, keep, remove.
//!
//! [`due`] is pure: keys and a moment in, steps out. [`take`] makes one step, by statements that change nothing if
//! another node was faster. A key is stored, and so published by every node, at least `publication_wait` before it may
//! sign; a retired one stays until nobody shows its last token any more (OpenID Connect Core 10.1.1). A successor is published
//! as soon as a key begins to sign, so that an operator who must rotate need not wait. Keys that others encrypt to take the same
//! way, but that a retired one is published no longer, and keeps its private half until nobody can have it any more.

use super::{
    algorithm::KeyError,
    encryption::Purpose,
    keyring::{Error, Key, Keyring, Rotation, Settings, State, about},
};
use crate::{
    clock::Timestamp,
    storage::{self, audit::Event, signing_key},
};

/// Something to do about the keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Make the first key for something; it is in use at once.
    Begin(Purpose),
    /// Make and publish a successor.
    Publish(Purpose),
    /// Let the successor take over.
    Switch {
        /// For what.
        purpose: Purpose,
        /// The successor.
        next: String,
    },
    /// Remove retired keys whose time has come.
    Sweep,
}

/// What is due at `now`. Keys for something that is no longer configured stay as they are: other nodes may still be
/// running with it.
pub(super) fn due(keys: &[Key], settings: &Settings, now: Timestamp) -> Vec<Step> {
    let mut steps = Vec::new();
    for purpose in settings.purposes() {
        let find = |state| keys.iter().find(|key| key.purpose == purpose && key.state == state);
        match (find(State::Active), find(State::Next)) {
            (None, _) => steps.push(Step::Begin(purpose)),
            (Some(_), None) => steps.push(Step::Publish(purpose)),
            (Some(active), Some(next)) => {
                let asked = active.retired_at.is_some();
                let begun = active.activated_at.unwrap_or(active.published_at);
                if (asked || begun.after(settings.rotation) <= now) && may_sign_from(next, settings) <= now {
                    steps.push(Step::Switch { purpose, next: next.kid.clone() });
                }
            }
        }
    }
    let over =
        |key: &Key| key.state == State::Retired && key.verifies_until.is_some_and(|until| until <= now);
    if keys.iter().any(over) {
        steps.push(Step::Sweep);
    }
    steps
}

fn may_sign_from(next: &Key, settings: &Settings) -> Timestamp {
    next.published_at.after(settings.publication_wait())
}

/// Which key is in use next for each purpose, and from when on.
pub(super) fn outlook(keys: &[Key], settings: &Settings) -> Vec<Rotation> {
    let mut coming = Vec::new();
    for purpose in settings.purposes() {
        let find = |state| keys.iter().find(|key| key.purpose == purpose && key.state == state);
        let (key, signs_from) = match (find(State::Active), find(State::Next)) {
            (_, Some(next)) => (next, may_sign_from(next, settings)),
            (Some(active), None) => (active, active.activated_at.unwrap_or(active.published_at)),
            (None, None) => continue,
        };
        coming.push(Rotation { purpose, kid: key.kid.clone(), signs_from });
    }
    coming
}

/// Notes that the active keys are to stop, for whichever node finds a successor ready, with the event that tells of it.
pub(super) async fn ask(
    keyring: &Keyring,
    now: Timestamp,
    told: impl FnOnce(Vec<String>) -> Event + Send,
) -> Result<(), Error> {
    let coming = outlook(&keyring.keys(), &keyring.settings);
    let event = told(coming.into_iter().map(|rotation| rotation.kid).collect());
    let purposes: Vec<Purpose> = keyring.settings.purposes().collect();
    let asked: Result<(), storage::Error> = keyring
        .database
        .write(move |db| {
            Box::pin(async move {
                for purpose in purposes {
                    signing_key::ask_retirement(db, purpose.name(), now).await?;
                }
                storage::audit::insert(db, &event).await
            })
        })
        .await;
    Ok(asked?)
}

/// Takes one step; nothing happens if another node has taken it.
pub(super) async fn take(keyring: &Keyring, step: Step, now: Timestamp) -> Result<(), Error> {
    match step {
        Step::Begin(purpose) => make(keyring, purpose, State::Active, now).await,
        Step::Publish(purpose) => make(keyring, purpose, State::Next, now).await,
        Step::Switch { purpose, next } => switch(keyring, purpose, next, now).await,
        Step::Sweep => {
            let swept: Result<u64, storage::Error> = keyring
                .database
                .write(move |db| Box::pin(async move { signing_key::sweep(db, now).await }))
                .await;
            tracing::info!(keys = swept?, "removed retired keys");
            Ok(())
        }
    }
}

/// A new key, ready to be stored.
pub(super) async fn fresh(
    keyring: &Keyring,
    purpose: Purpose,
    state: State,
    now: Timestamp,
) -> Result<signing_key::SigningKeyRow, Error> {
    let bits = keyring.settings.rsa_bits;
    let made = tokio::task::spawn_blocking(move || purpose.generate(bits))
        .await
        .map_err(|error| KeyError { algorithm: purpose.name(), detail: error.to_string() })??;
    let private_sealed = keyring
        .vault
        .seal(about(&made.kid), &made.private)
        .map_err(|source| Error::Sealed { kid: made.kid.clone(), source })?;
    Ok(signing_key::SigningKeyRow {
        key_id: made.kid,
        algorithm: purpose.name().into(),
        state: state.name().into(),
        public_jwk: made.public_jwk,
        private_sealed,
        created_at: now,
        published_at: now,
        activated_at: (state == State::Active).then_some(now),
        retired_at: None,
        verifies_until: None,
    })
}

async fn make(keyring: &Keyring, purpose: Purpose, state: State, now: Timestamp) -> Result<(), Error> {
    let row = fresh(keyring, purpose, state, now).await?;
    let kid = row.key_id.clone();
    let stored: Result<bool, storage::Error> =
        keyring.database.write(move |db| Box::pin(async move { signing_key::insert(db, &row).await })).await;
    if stored? {
        tracing::info!(%purpose, kid, state = state.name(), "made a key");
    }
    Ok(())
}

async fn switch(keyring: &Keyring, purpose: Purpose, next: String, now: Timestamp) -> Result<(), Error> {
    let published_by = now.before(keyring.settings.publication_wait());
    let retirement = signing_key::Retirement {
        at: now,
        verifies_until: now.after(keyring.tail(purpose)),
        wiped: matches!(purpose, Purpose::Sign(_)),
    };
    let kid = next.clone();
    let switched: Result<bool, storage::Error> = keyring
        .database
        .write(move |db| {
            Box::pin(async move {
                let name = purpose.name();
                // Two statements, since the old key must have left before the new one may enter. Each repeats the
                // whole condition: the slower of two nodes changes no row in either.
                signing_key::retire(db, name, &next, published_by, retirement).await?;
                signing_key::activate(db, &next, published_by, now).await
            })
        })
        .await;
    if switched? {
        tracing::info!(%purpose, kid, "a new key is in use");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::jose::{Algorithm, Pair};

    const RSA: Purpose = Purpose::Sign(Algorithm::RS256);
    const MINUTE: u64 = 60;

    fn settings() -> Settings {
        Settings {
            algorithms: vec![Algorithm::RS256],
            encryption: vec![],
            rsa_bits: 2048,
            jwks_max_age: Duration::from_mins(15),
            rotation: Duration::from_hours(24),
            memory: Duration::from_hours(1),
        }
    }

    fn at(minutes: u64) -> Timestamp {
        Timestamp::from_seconds(1_800_000_000).after(Duration::from_secs(minutes * MINUTE))
    }

    fn key(kid: &str, state: State, published_at: Timestamp) -> Key {
        Key {
            kid: kid.into(),
            purpose: RSA,
            state,
            published_at,
            activated_at: (state == State::Active).then_some(published_at),
            retired_at: None,
            verifies_until: None,
        }
    }

    #[test]
    fn an_algorithm_begins_then_has_a_successor() {
        assert_eq!(due(&[], &settings(), at(0)), [Step::Begin(RSA)]);
        let active = key("a", State::Active, at(0));
        assert_eq!(due(&[active], &settings(), at(0)), [Step::Publish(RSA)]);
        let mut foreign = key("b", State::Next, at(0));
        foreign.purpose = Purpose::Sign(Algorithm::ES256);
        assert_eq!(
            due(&[foreign], &settings(), at(10_000)),
            [Step::Begin(RSA)],
            "an algorithm that is not configured is left alone"
        );
    }

    #[test]
    fn a_switch_needs_both_the_age_of_the_one_and_the_wait_of_the_other() {
        let switch = [Step::Switch { purpose: RSA, next: "b".into() }];
        let pair = |published| [key("a", State::Active, at(0)), key("b", State::Next, at(published))];
        let day = 24 * MINUTE;
        assert_eq!(due(&pair(0), &settings(), at(day - 1)), []);
        assert_eq!(due(&pair(0), &settings(), at(day)), switch);
        assert_eq!(due(&pair(day), &settings(), at(day + 15)), [], "max-age alone is not enough");
        assert_eq!(due(&pair(day), &settings(), at(day + 16)), switch);

        let mut asked = pair(0);
        asked[0].retired_at = Some(at(1));
        assert_eq!(due(&asked, &settings(), at(15)), []);
        assert_eq!(due(&asked, &settings(), at(16)), switch);
    }

    #[test]
    fn a_retired_key_goes_after_its_last_token() {
        let mut old = key("o", State::Retired, at(0));
        old.verifies_until = Some(at(100));
        let keys = [key("a", State::Active, at(50)), key("b", State::Next, at(50)), old];
        assert_eq!(due(&keys, &settings(), at(99)), []);
        assert_eq!(due(&keys, &settings(), at(100)), [Step::Sweep]);
        assert_eq!(settings().tail(RSA), Duration::from_mins(62));
    }

    #[test]
    fn a_key_to_encrypt_to_takes_the_same_way_and_goes_when_no_cache_can_hold_it() {
        let purpose = Purpose::Decrypt(Pair::Ec);
        let settings = Settings { encryption: vec![Pair::Ec], algorithms: vec![], ..settings() };
        assert_eq!(due(&[], &settings, at(0)), [Step::Begin(purpose)]);
        let active = Key { purpose, ..key("a", State::Active, at(0)) };
        assert_eq!(due(std::slice::from_ref(&active), &settings, at(0)), [Step::Publish(purpose)]);
        let keys = [active, Key { purpose, ..key("b", State::Next, at(0)) }];
        assert_eq!(due(&keys, &settings, at(24 * MINUTE)), [Step::Switch { purpose, next: "b".into() }]);
        assert_eq!(settings.tail(purpose), Duration::from_mins(17));
    }

    #[test]
    fn the_outlook_names_the_moment_of_the_switch() {
        let active = key("a", State::Active, at(0));
        let waiting = [active.clone(), key("b", State::Next, at(5))];
        let outlook = |keys: &[Key]| outlook(keys, &settings()).remove(0);
        assert_eq!(outlook(&waiting), Rotation { purpose: RSA, kid: "b".into(), signs_from: at(21) });
        assert_eq!(outlook(&[active]), Rotation { purpose: RSA, kid: "a".into(), signs_from: at(0) });
    }
}
