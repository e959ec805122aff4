//! The keyring on both databases, with a clock that stands still until it is moved.

use serde_json::{Value, json};

use super::*;
use crate::{
    jose::{Audience, ContentEncryption, JwkSet, KeyManagement, MasterKey},
    on_both,
    random::Random,
    storage::audit::Event,
};

const ISSUER: &str = "https://id.example";
const START: Timestamp = Timestamp::from_seconds(1_800_000_000);
const TOKEN_LIFE: Duration = Duration::from_secs(30);

fn vault(seed: u64) -> Vault {
    Vault::new(&MasterKey::generate(&Random::seeded(seed)), Random::system())
}

fn settings(algorithms: &[Algorithm]) -> Settings {
    Settings {
        algorithms: algorithms.to_vec(),
        encryption: vec![],
        rsa_bits: 2048,
        jwks_max_age: Duration::from_secs(10),
        rotation: Duration::from_mins(2),
        memory: TOKEN_LIFE,
    }
}

async fn open(db: &Database, clock: &Clock, algorithms: &[Algorithm]) -> Arc<Keyring> {
    Keyring::open(db, &vault(1), clock, settings(algorithms)).await.unwrap()
}

fn token(keyring: &Keyring, now: Timestamp) -> String {
    let claims =
        json!({"iss": ISSUER, "aud": "api", "iat": now.seconds(), "exp": now.after(TOKEN_LIFE).seconds()});
    keyring.sign(keyring.settings.algorithms[0], "at+jwt", &claims).unwrap()
}

fn expect() -> Expect<'static> {
    Expect::access_token(ISSUER, Audience::Contains("api"))
}

fn kids(keyring: &Keyring, state: State) -> Vec<String> {
    keyring.keys().into_iter().filter(|key| key.state == state).map(|key| key.kid).collect()
}

fn event(kind: &str, detail: &Value) -> Event {
    Event {
        event_id: Random::system().identifier(START),
        happened_at: START,
        kind: kind.into(),
        account_id: None,
        client_id: None,
        address: None,
        detail: detail.to_string(),
    }
}

fn rotated(kids: Vec<String>) -> Event {
    event("key.rotated", &Value::from(kids))
}

fn revoked(replaced_by: Option<String>) -> Event {
    event("key.revoked", &Value::from(replaced_by))
}

/// What was told, the newest first.
async fn told(db: &Database) -> Vec<(String, String)> {
    let from = storage::audit::Place { happened_at: Timestamp(i64::MAX), event_id: String::new() };
    let filter = storage::audit_search::Filter::default();
    let events = storage::audit_search::page(&mut db.read().await.unwrap(), &filter, &from, 10).await;
    events.unwrap().into_iter().map(|event| (event.kind, event.detail)).collect()
}

on_both!(the_first_keys_sign_at_once_and_are_published, |db| async move {
    let clock = Clock::fixed(START);
    let keyring = open(&db, &clock, &Algorithm::ALL).await;
    let set = JwkSet::parse(&keyring.jwks()).unwrap();
    assert_eq!(set.keys().len(), 3);
    let claims = json!({"iss": ISSUER, "aud": "api", "exp": START.seconds() + 10});
    for algorithm in Algorithm::ALL {
        let token = keyring.sign(algorithm, "at+jwt", &claims).unwrap();
        let verified = keyring.verify_own(&token, &expect(), clock.now()).unwrap();
        assert_eq!(verified.algorithm.name(), algorithm.name());
        assert!(verify::verify(&token, set.keys(), &expect(), clock.now()).is_ok());
        assert_eq!(
            keyring.verify_own(&token, &Expect::id_token_hint(ISSUER), clock.now()).unwrap_err(),
            Refusal::Type
        );
    }
    assert!(!String::from_utf8(keyring.jwks().to_vec()).unwrap().contains("\"d\""));

    keyring.tick().await.unwrap();
    assert_eq!(kids(&keyring, State::Next).len(), 3);
    assert_eq!(JwkSet::parse(&keyring.jwks()).unwrap().keys().len(), 6);
    // A second start finds the same keys.
    let again = open(&db, &clock, &Algorithm::ALL).await;
    assert_eq!(again.jwks(), keyring.jwks());
    assert_eq!(list(&db).await.unwrap().len(), 6);
});

on_both!(another_master_key_opens_no_keyring, |db| async move {
    let clock = Clock::fixed(START);
    open(&db, &clock, &[Algorithm::ES256]).await;
    let before = list(&db).await.unwrap();
    let refused = Keyring::open(&db, &vault(2), &clock, settings(&Algorithm::ALL)).await.err().unwrap();
    assert!(matches!(refused, Error::Sealed { source: SealError::OtherKey, .. }), "{refused}");
    assert_eq!(list(&db).await.unwrap(), before, "nothing was touched");
});

on_both!(a_private_key_moved_to_another_row_does_not_open, |db| async move {
    let clock = Clock::fixed(START);
    let keyring = open(&db, &clock, &[Algorithm::ES256]).await;
    let mut row = signing_key::all(&mut db.read().await.unwrap()).await.unwrap().remove(0);
    row.key_id = "another".into();
    row.state = "next".into();
    let stored: Result<bool, storage::Error> =
        db.write(move |db| Box::pin(async move { signing_key::insert(db, &row).await })).await;
    assert!(stored.unwrap());
    assert!(matches!(keyring.tick().await, Err(Error::Sealed { source: SealError::Broken, .. })));
    assert!(keyring.sign(Algorithm::ES256, "JWT", &json!({})).is_ok(), "the last good view still works");
});

on_both!(two_nodes_that_start_at_once_agree_on_one_key, |db| async move {
    let clock = Clock::fixed(START);
    let nodes = (0..8).map(|_| {
        let (db, clock) = (db.clone(), clock.clone());
        tokio::spawn(async move { open(&db, &clock, &[Algorithm::ES256]).await })
    });
    let mut seen = Vec::new();
    for node in nodes.collect::<Vec<_>>() {
        seen.extend(kids(&node.await.unwrap(), State::Active));
    }
    assert_eq!(seen.len(), 8);
    seen.dedup();
    assert_eq!(seen.len(), 1);
});

on_both!(a_rotation_asked_for_honours_the_wait_and_any_node_completes_it, |db| async move {
    let clock = Clock::fixed(START);
    let (server, command) =
        (open(&db, &clock, &[Algorithm::ES256]).await, open(&db, &clock, &[Algorithm::ES256]).await);
    let old = kids(&server, State::Active).remove(0);
    // The command publishes a successor; it may sign only after max-age and a minute.
    let coming = command.rotate_now(rotated).await.unwrap().remove(0);
    assert_ne!(coming.kid, old);
    assert_eq!(told(&db).await, [("key.rotated".to_owned(), json!([coming.kid]).to_string())]);
    assert_eq!(coming.signs_from, START.after(Duration::from_secs(70)));
    server.tick().await.unwrap();
    assert_eq!(kids(&server, State::Next), [coming.kid.as_str()]);
    clock.advance(Duration::from_secs(69));
    server.tick().await.unwrap();
    assert_eq!(kids(&server, State::Active), [old.as_str()]);
    let last = token(&server, clock.now());
    clock.advance(Duration::from_secs(1));
    server.tick().await.unwrap();
    assert_eq!(kids(&server, State::Active), [coming.kid.as_str()]);
    assert_eq!(kids(&server, State::Retired), [old.as_str()]);
    assert!(server.verify_own(&last, &expect(), clock.now()).is_ok());
    // With a successor that has waited, the next one is immediate.
    server.tick().await.unwrap();
    clock.advance(Duration::from_secs(70));
    let now = command.rotate_now(rotated).await.unwrap().remove(0);
    assert_eq!(now.signs_from, clock.now());
    assert_eq!(kids(&command, State::Active), [now.kid]);
    // The first one goes when its tail is over: 30 s of token, 60 s of propagation, 60 s of leeway.
    clock.advance(Duration::from_secs(79));
    server.tick().await.unwrap();
    assert!(kids(&server, State::Retired).contains(&old));
    clock.advance(Duration::from_secs(1));
    server.tick().await.unwrap();
    assert!(!kids(&server, State::Retired).contains(&old));
});

// R10 in small: two nodes, three verifiers that cache the JWKS for max-age, rotations by schedule and by hand, the
// second node seldom looking, a restart in between. Every token verifies from its first second to its last.
on_both!(no_verification_fails_through_many_rotations, |db| async move {
    let clock = Clock::fixed(START);
    let algorithms = [Algorithm::EdDSA];
    let mut nodes = [open(&db, &clock, &algorithms).await, open(&db, &clock, &algorithms).await];
    let mut caches: Vec<(u64, JwkSet)> = Vec::new();
    let mut live: Vec<(u64, String)> = Vec::new();
    let mut signers = std::collections::BTreeSet::new();
    for second in 0..900_u64 {
        let now = clock.now();
        nodes[0].tick().await.unwrap();
        if second % 5 == 0 {
            nodes[1].tick().await.unwrap();
        }
        if [125, 127, 128].contains(&(second % 250)) {
            nodes[0].rotate_now(rotated).await.unwrap();
        }
        if second == 400 {
            nodes[0] = open(&db, &clock, &algorithms).await;
        }
        // The verifiers begin at different seconds and ask whichever node answers.
        if [0, 3, 7].contains(&second) {
            caches.push((second, JwkSet::parse(&nodes[0].jwks()).unwrap()));
        }
        for (fetched, cache) in caches.iter_mut().filter(|(fetched, _)| second >= fetched + 10) {
            let source = &nodes[usize::from(second / 7 % 2 == 1)];
            (*fetched, *cache) = (second, JwkSet::parse(&source.jwks()).unwrap());
        }
        for node in &nodes {
            signers.extend(kids(node, State::Active));
            live.push((second, token(node, now)));
        }
        // Each token as it is born and in its last second, with every cache and on both nodes.
        for (_, token) in live.iter().filter(|(born, _)| *born == second || *born + 29 == second) {
            for (_, cache) in &caches {
                verify::verify(token, cache.keys(), &expect(), now).unwrap();
            }
            for node in &nodes {
                node.verify_own(token, &expect(), now).unwrap();
            }
        }
        live.retain(|(born, _)| born + 29 > second);
        clock.advance(Duration::from_secs(1));
    }
    assert!(signers.len() >= 8, "{} keys signed", signers.len());
    assert!(list(&db).await.unwrap().len() <= 5, "old keys have gone");
});

on_both!(a_revoked_key_verifies_nothing_and_another_signs_at_once, |db| async move {
    let clock = Clock::fixed(START);
    let keyring = open(&db, &clock, &[Algorithm::ES256]).await;
    let other = open(&db, &clock, &[Algorithm::ES256]).await;
    keyring.tick().await.unwrap();
    other.tick().await.unwrap();
    let stolen = kids(&keyring, State::Active).remove(0);
    let waiting = kids(&keyring, State::Next).remove(0);
    let before = token(&keyring, clock.now());
    let replaced_by = keyring.revoke(&stolen, revoked).await.unwrap().unwrap().unwrap();
    assert!(keyring.verify_own(&before, &expect(), clock.now()).is_err());
    assert_eq!(kids(&keyring, State::Active), std::slice::from_ref(&replaced_by));
    let after = token(&keyring, clock.now());
    assert!(keyring.verify_own(&after, &expect(), clock.now()).is_ok());
    // Another node hears of it with its next turn.
    other.tick().await.unwrap();
    assert!(other.verify_own(&before, &expect(), clock.now()).is_err());
    assert!(other.verify_own(&after, &expect(), clock.now()).is_ok());
    let set = String::from_utf8(other.jwks().to_vec()).unwrap();
    assert!(!set.contains(&stolen) && !set.contains(&waiting) && set.contains(&replaced_by), "{set}");
    assert_eq!(keyring.revoke(&stolen, revoked).await.unwrap(), None, "it is gone");
    assert_eq!(told(&db).await, [("key.revoked".to_owned(), json!(replaced_by).to_string())], "told once");
    // One that only verifies goes without a successor.
    let next = kids(&other, State::Next).remove(0);
    assert_eq!(other.revoke(&next, revoked).await.unwrap(), Some(None));
});

on_both!(a_retired_key_knows_its_hints_long_after_it_is_published_no_more, |db| async move {
    let clock = Clock::fixed(START);
    let settings = Settings { memory: Duration::from_hours(24 * 30), ..settings(&[Algorithm::ES256]) };
    let keyring = Keyring::open(&db, &vault(1), &clock, settings.clone()).await.unwrap();
    keyring.tick().await.unwrap();
    let old = kids(&keyring, State::Active).remove(0);
    let claims = json!({"iss": ISSUER, "aud": "shop", "sub": "alice", "exp": START.seconds() + 30});
    let hint = keyring.sign(Algorithm::ES256, "JWT", &claims).unwrap();
    let published = |keyring: &Keyring| String::from_utf8(keyring.jwks().to_vec()).unwrap().contains(&old);
    clock.advance(Duration::from_mins(2));
    keyring.tick().await.unwrap();
    assert_eq!(kids(&keyring, State::Retired), [old.as_str()]);
    // The longest token there may be, a node that is a minute behind, a clock that is.
    clock.advance(Duration::from_hours(24) + Duration::from_secs(119));
    keyring.tick().await.unwrap();
    assert!(published(&keyring));
    clock.advance(Duration::from_secs(1));
    keyring.tick().await.unwrap();
    assert!(!published(&keyring));
    let other = Keyring::open(&db, &vault(1), &clock, settings).await.unwrap();
    assert!(!published(&other));
    for node in [&keyring, &other] {
        assert!(node.verify_own(&hint, &Expect::id_token_hint(ISSUER), clock.now()).is_ok());
    }
});

/// As a client does that has read the key set `jwks`.
fn sealed(jwks: &[u8], text: &str) -> String {
    let set = JwkSet::parse(jwks).unwrap();
    let algorithm = KeyManagement::EcdhEs;
    let key = set.encryption_key(algorithm).expect("a key to encrypt to");
    let (inside, content) = (encrypt::Inside::Jwt, ContentEncryption::A128Gcm);
    encrypt::encrypt(text.as_bytes(), inside, key, algorithm, content).unwrap()
}

on_both!(a_key_to_encrypt_to_rotates_and_whatever_a_cache_held_still_opens, |db| async move {
    let clock = Clock::fixed(START);
    let settings = Settings { encryption: vec![Pair::Ec], ..settings(&[Algorithm::ES256]) };
    let keyring = Keyring::open(&db, &vault(1), &clock, settings.clone()).await.unwrap();
    assert!(JwkSet::parse(&keyring.jwks()).unwrap().encryption_key(KeyManagement::EcdhEs).is_none());
    keyring.tick().await.unwrap();
    let opens = |keyring: &Keyring, token: &str| keyring.decrypt(token, Agreed::default());
    let first = sealed(&keyring.jwks(), "a");
    assert_eq!(opens(&keyring, &first).unwrap(), "a");
    // One that was published a moment ago opens what comes to it, though it is not the first yet.
    keyring.tick().await.unwrap();
    let other = Keyring::open(&db, &vault(1), &clock, settings).await.unwrap();
    assert_eq!(opens(&other, &first).unwrap(), "a");
    let stale = keyring.jwks();
    let kid = |state| {
        let keys = keyring.keys().into_iter();
        keys.filter(|key| key.purpose == Purpose::Decrypt(Pair::Ec) && key.state == state)
            .map(|key| key.kid)
            .next()
    };
    let old = kid(State::Active).unwrap();
    let published = |jwks: &[u8], kid: &str| String::from_utf8(jwks.to_vec()).unwrap().contains(kid);
    clock.advance(Duration::from_secs(120));
    keyring.tick().await.unwrap();
    assert_eq!(kid(State::Retired).as_deref(), Some(old.as_str()));
    assert!(!published(&keyring.jwks(), &old), "nobody begins to encrypt to it");
    // A cache of ten seconds, a node that is a minute behind, a clock that is: 130 seconds.
    clock.advance(Duration::from_secs(129));
    keyring.tick().await.unwrap();
    assert_eq!(opens(&keyring, &sealed(&stale, "b")).unwrap(), "b");
    clock.advance(Duration::from_secs(1));
    keyring.tick().await.unwrap();
    assert_eq!(opens(&keyring, &sealed(&stale, "c")), Err(Refusal::UnknownKey));
    assert_eq!(opens(&keyring, &sealed(&keyring.jwks(), "d")).unwrap(), "d");
    // In an emergency, at once.
    let active = kid(State::Active).unwrap();
    let last = sealed(&keyring.jwks(), "e");
    let replaced_by = keyring.revoke(&active, revoked).await.unwrap().unwrap().unwrap();
    assert_eq!(opens(&keyring, &last), Err(Refusal::UnknownKey));
    assert!(published(&keyring.jwks(), &replaced_by));
    assert_eq!(opens(&keyring, &sealed(&keyring.jwks(), "f")).unwrap(), "f");
});
