//! Every query on both databases, and the parity of the two schemas.
//!
//! One file for each group of tables. A query that no file names fails `schema::every_query_is_tested`.

mod administration;
mod client_registration;
mod handover;
mod people;
mod protocol;
mod records;
mod schema;
mod scim;
mod sign_in;
mod silence;
mod traffic;
mod webhooks;
mod writing;

use futures_util::future::BoxFuture;

use super::{Database, Error, Write, account, client, grant, session};
use crate::clock::Timestamp;

/// When the tests take place.
const NOW: Timestamp = Timestamp::from_seconds(1_000_000);

/// The moment `milliseconds` from [`NOW`].
const fn at(milliseconds: i64) -> Timestamp {
    Timestamp(NOW.0 + milliseconds)
}

/// Runs `work` in a write; pins the error type that [`Database::write`] leaves open.
async fn commit<T: Send + 'static>(
    db: &Database,
    work: impl for<'t> FnOnce(&'t mut Write) -> BoxFuture<'t, Result<T, Error>> + Send + 'static,
) -> Result<T, Error> {
    db.write(work).await
}

/// `written!(db, |tx| query(tx, …))`: the result of one query in a write of its own.
macro_rules! written {
    ($db:expr, |$tx:ident| $query:expr) => {
        crate::storage::suite::commit(&$db, move |$tx| Box::pin(async move { $query.await })).await
    };
}

/// `seen!(db, |reader| query(reader, …))`: what one query answers to a reader.
macro_rules! seen {
    ($db:expr, |$reader:ident| $query:expr) => {{
        let mut reader = $db.read().await.unwrap();
        let $reader = &mut reader;
        $query.await.unwrap()
    }};
}

/// Runs `times` writes at once; their answers, by number.
macro_rules! race {
    ($db:expr, $times:expr, |$tx:ident, $number:ident| $query:expr) => {{
        let runs: Vec<_> = (0..$times)
            .map(|$number: u8| {
                let db = $db.clone();
                tokio::spawn(async move { written!(db, |$tx| $query).unwrap() })
            })
            .collect();
        let mut answers = Vec::new();
        for run in runs {
            answers.push(run.await.unwrap());
        }
        answers
    }};
}

use {race, seen, written};

fn account(account_id: &str) -> account::Account {
    account::Account {
        account_id: account_id.into(),
        username: account_id.into(),
        email: Some(format!("{account_id}@example.org")),
        email_verified_at: None,
        phone: None,
        phone_verified_at: None,
        profile: account::Profile::default(),
        groups: vec!["staff".into(), "night shift".into()],
        attributes: account::Attributes::from([("shift".to_owned(), "night".into())]),
        language: account::Language::default(),
        state: account::State::Active,
        created_at: NOW,
        updated_at: NOW,
        version: 0,
    }
}

fn client(client_id: &str) -> client::Client {
    client::Client {
        client_id: client_id.into(),
        metadata: client::Metadata {
            redirect_uris: vec!["https://rp.example/cb".into()],
            default_max_age: Some(60),
            ..client::Metadata::default()
        },
        source: "cli".into(),
        disabled: false,
        created_at: NOW,
        updated_at: NOW,
        version: 0,
    }
}

fn grant(grant_id: &str) -> grant::Grant {
    grant::Grant {
        grant_id: grant_id.into(),
        client_id: "shop".into(),
        account_id: "alice".into(),
        session_id: Some("s1".into()),
        scope: "openid email".into(),
        claims: "{}".into(),
        acr: "urn:doorward:two".into(),
        amr: r#"["pwd","otp"]"#.into(),
        auth_time: NOW,
        factors: r#"[{"kind":"password","amr":["pwd"],"at":1000}]"#.into(),
        resources: r#"["https://api.example"]"#.into(),
        created_at: NOW,
        expires_at: at(1000),
        revoked_at: None,
    }
}

fn session(session_id: &str, secret: u8) -> session::SessionRow {
    session::SessionRow {
        session_id: session_id.into(),
        secret_hash: vec![secret; 32],
        browser_hash: vec![9; 32],
        account_id: "alice".into(),
        proofs: "[]".into(),
        remembered: true,
        user_agent: "Firefox".into(),
        address: "192.0.2.1".into(),
        created_at: NOW,
        authenticated_at: NOW,
        last_seen_at: NOW,
        idle_until: at(500),
        absolute_until: at(1000),
        ended_at: None,
    }
}

/// The account `alice`, the client `shop` and the grant `g1` between them.
async fn furnish(db: &Database) {
    written!(db, |tx| account::insert(tx, &account("alice"))).unwrap();
    written!(db, |tx| client::insert(tx, &client("shop"))).unwrap();
    written!(db, |tx| grant::insert(tx, &grant("g1"))).unwrap();
}
