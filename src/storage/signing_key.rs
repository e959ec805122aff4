//! `signing_key`: the keys that tokens are signed with, and those that others encrypt to, each in one of three states.
//!
//! `next` is published and waits, `active` is in use, `retired` only verifies or only decrypts. At most one `next` and one `active` per
//! algorithm stand at any time (two unique indexes), and every transition is one conditional statement, so that two
//! nodes cannot both make it.

use sqlx::FromRow;

use super::{Connection, Error, Write};
use crate::clock::Timestamp;

/// A key pair; its private half sealed, and empty once one that signed is retired.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct SigningKeyRow {
    /// The `kid`: the thumbprint of the public key (RFC 7638).
    pub key_id: String,
    /// The `alg` it signs with, or that stands for those of its kind of key.
    pub algorithm: String,
    /// `next`, `active` or `retired`.
    pub state: String,
    /// The public key as published.
    pub public_jwk: String,
    /// PKCS#8, sealed.
    pub private_sealed: Vec<u8>,
    /// When it was made.
    pub created_at: Timestamp,
    /// Since when it is in the JWKS.
    pub published_at: Timestamp,
    /// Since when it signs.
    pub activated_at: Option<Timestamp>,
    /// When it stopped to sign; on an active key, when somebody asked that it stop.
    pub retired_at: Option<Timestamp>,
    /// Until when it verifies, which ID tokens that come back need longer than it is published, or decrypts.
    pub verifies_until: Option<Timestamp>,
}

/// What differs whenever anything differs: cheap to ask for every second.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Mark {
    /// The `kid`.
    pub key_id: String,
    /// `next`, `active` or `retired`.
    pub state: String,
    /// When it stopped to sign, or was asked to.
    pub retired_at: Option<Timestamp>,
}

/// Every key, in the order of their ids.
pub async fn all(db: &mut impl Connection) -> Result<Vec<SigningKeyRow>, Error> {
    db.query("SELECT * FROM signing_key ORDER BY key_id").fetch_all().await
}

/// The marks of every key, in the order of their ids.
pub async fn marks(db: &mut impl Connection) -> Result<Vec<Mark>, Error> {
    db.query("SELECT key_id, state, retired_at FROM signing_key ORDER BY key_id").fetch_all().await
}

/// Stores a new key; `false` if its algorithm has one in that state already.
pub async fn insert(db: &mut Write, row: &SigningKeyRow) -> Result<bool, Error> {
    let changed = db
        .query(
            "INSERT INTO signing_key (key_id, algorithm, state, public_jwk, private_sealed, created_at, published_at, \
             activated_at, retired_at, verifies_until) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) \
             ON CONFLICT DO NOTHING",
        )
        .bind(&row.key_id)
        .bind(&row.algorithm)
        .bind(&row.state)
        .bind(&row.public_jwk)
        .bind(&row.private_sealed)
        .bind(row.created_at)
        .bind(row.published_at)
        .bind(row.activated_at)
        .bind(row.retired_at)
        .bind(row.verifies_until)
        .execute()
        .await?;
    Ok(changed == 1)
}

/// Asks that the active key stop to sign as soon as its successor may; `true` for the first who asks.
pub async fn ask_retirement(db: &mut Write, algorithm: &str, now: Timestamp) -> Result<bool, Error> {
    let changed = db
        .query(
            "UPDATE signing_key SET retired_at = $2 WHERE algorithm = $1 AND state = 'active' AND retired_at IS NULL",
        )
        .bind(algorithm)
        .bind(now)
        .execute()
        .await?;
    Ok(changed == 1)
}

/// How a key is retired.
#[derive(Clone, Copy, Debug)]
pub struct Retirement {
    /// When.
    pub at: Timestamp,
    /// When it goes.
    pub verifies_until: Timestamp,
    /// Whether its private half is wiped: what signed never signs again, what decrypts must until it goes.
    pub wiped: bool,
}

/// Retires the active key in favour of `next_id`, if that one is next and was published by `published_by`.
pub async fn retire(
    db: &mut Write,
    algorithm: &str,
    next_id: &str,
    published_by: Timestamp,
    how: Retirement,
) -> Result<bool, Error> {
    let changed = db
        .query(
            "UPDATE signing_key SET state = 'retired', retired_at = $4, verifies_until = $5, \
             private_sealed = CASE WHEN $7 THEN $6 ELSE private_sealed END \
             WHERE algorithm = $1 AND state = 'active' AND EXISTS (SELECT 1 FROM signing_key successor \
             WHERE successor.key_id = $2 AND successor.algorithm = $1 AND successor.state = 'next' \
             AND successor.published_at <= $3)",
        )
        .bind(algorithm)
        .bind(next_id)
        .bind(published_by)
        .bind(how.at)
        .bind(how.verifies_until)
        .bind(Vec::<u8>::new())
        .bind(how.wiped)
        .execute()
        .await?;
    Ok(changed == 1)
}

/// Lets the next key sign, if it was published by `published_by` and no other one signs.
pub async fn activate(
    db: &mut Write,
    key_id: &str,
    published_by: Timestamp,
    now: Timestamp,
) -> Result<bool, Error> {
    let changed = db
        .query(
            "UPDATE signing_key SET state = 'active', activated_at = $3 WHERE key_id = $1 AND state = 'next' \
             AND published_at <= $2 AND NOT EXISTS (SELECT 1 FROM signing_key incumbent \
             WHERE incumbent.algorithm = signing_key.algorithm AND incumbent.state = 'active')",
        )
        .bind(key_id)
        .bind(published_by)
        .bind(now)
        .execute()
        .await?;
    Ok(changed == 1)
}

/// Removes retired keys whose last token has expired.
pub async fn sweep(db: &mut Write, now: Timestamp) -> Result<u64, Error> {
    db.query("DELETE FROM signing_key WHERE state = 'retired' AND verifies_until <= $1")
        .bind(now)
        .execute()
        .await
}

/// Removes a key, whatever it is; `false` if it is gone.
pub async fn revoke(db: &mut Write, key_id: &str) -> Result<bool, Error> {
    let changed = db.query("DELETE FROM signing_key WHERE key_id = $1").bind(key_id).execute().await?;
    Ok(changed == 1)
}

/// Removes the key of an algorithm that waits to sign.
pub async fn revoke_next(db: &mut Write, algorithm: &str) -> Result<bool, Error> {
    let changed = db
        .query("DELETE FROM signing_key WHERE algorithm = $1 AND state = 'next'")
        .bind(algorithm)
        .execute()
        .await?;
    Ok(changed == 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{on_both, storage::Database};

    fn key(key_id: &str, state: &str, published_at: i64) -> SigningKeyRow {
        SigningKeyRow {
            key_id: key_id.into(),
            algorithm: "ES256".into(),
            state: state.into(),
            public_jwk: "{}".into(),
            private_sealed: vec![1, 2, 3],
            created_at: Timestamp(published_at),
            published_at: Timestamp(published_at),
            activated_at: (state == "active").then_some(Timestamp(published_at)),
            retired_at: None,
            verifies_until: None,
        }
    }

    async fn store(db: &Database, row: SigningKeyRow) -> bool {
        let stored: Result<bool, Error> =
            db.write(move |db| Box::pin(async move { insert(db, &row).await })).await;
        stored.unwrap()
    }

    /// Retires and activates in one write, as a rotation does.
    async fn switch(db: &Database, next_id: &'static str, published_by: i64) -> (bool, bool) {
        let outcome: Result<_, Error> = db
            .write(move |db| {
                Box::pin(async move {
                    let by = Timestamp(published_by);
                    let how = Retirement { at: Timestamp(50), verifies_until: Timestamp(90), wiped: true };
                    Ok((
                        retire(db, "ES256", next_id, by, how).await?,
                        activate(db, next_id, by, Timestamp(50)).await?,
                    ))
                })
            })
            .await;
        outcome.unwrap()
    }

    async fn rows(db: &Database) -> Vec<SigningKeyRow> {
        all(&mut db.read().await.unwrap()).await.unwrap()
    }

    on_both!(one_key_of_an_algorithm_is_next_and_one_is_active, |db| async move {
        assert!(store(&db, key("a", "active", 1)).await);
        assert!(!store(&db, key("b", "active", 1)).await);
        assert!(store(&db, key("c", "next", 1)).await);
        assert!(!store(&db, key("d", "next", 1)).await);
        assert!(!store(&db, key("a", "next", 1)).await);
        assert_eq!(rows(&db).await, [key("a", "active", 1), key("c", "next", 1)]);
    });

    on_both!(a_key_signs_only_after_it_was_published_long_enough, |db| async move {
        store(&db, key("a", "active", 1)).await;
        store(&db, key("b", "next", 20)).await;
        assert_eq!(switch(&db, "b", 19).await, (false, false), "too early");
        assert_eq!(switch(&db, "a", 50).await, (false, false), "not a next key");
        assert_eq!(switch(&db, "b", 20).await, (true, true));
        assert_eq!(switch(&db, "b", 20).await, (false, false), "once");
        let [old, new] = &rows(&db).await[..] else { panic!("two keys") };
        assert_eq!((old.state.as_str(), old.verifies_until), ("retired", Some(Timestamp(90))));
        assert!(old.private_sealed.is_empty(), "a retired key cannot sign again");
        assert_eq!((new.state.as_str(), new.activated_at), ("active", Some(Timestamp(50))));
    });

    on_both!(a_key_that_decrypts_keeps_its_private_half_when_it_is_retired, |db| async move {
        store(&db, key("a", "active", 1)).await;
        store(&db, key("b", "next", 2)).await;
        let how = Retirement { at: Timestamp(50), verifies_until: Timestamp(90), wiped: false };
        let retired: Result<bool, Error> = db
            .write(move |db| Box::pin(async move { retire(db, "ES256", "b", Timestamp(10), how).await }))
            .await;
        assert!(retired.unwrap());
        assert_eq!(rows(&db).await[0].private_sealed, [1, 2, 3]);
    });

    on_both!(sixty_four_switches_at_once_give_one, |db| async move {
        store(&db, key("a", "active", 1)).await;
        store(&db, key("b", "next", 2)).await;
        let tries = (0..64).map(|_| {
            let db = db.clone();
            tokio::spawn(async move { switch(&db, "b", 10).await })
        });
        let mut outcomes = Vec::new();
        for attempt in tries.collect::<Vec<_>>() {
            outcomes.push(attempt.await.unwrap());
        }
        assert_eq!(outcomes.iter().filter(|outcome| **outcome == (true, true)).count(), 1);
        assert_eq!(outcomes.iter().filter(|outcome| **outcome == (false, false)).count(), 63);
    });

    on_both!(asking_is_noticed_and_retired_keys_go_when_their_time_has_come, |db| async move {
        store(&db, key("a", "active", 1)).await;
        store(&db, key("b", "next", 2)).await;
        let before = marks(&mut db.read().await.unwrap()).await.unwrap();
        for first in [true, false] {
            let asked: Result<bool, Error> = db
                .write(move |db| Box::pin(async move { ask_retirement(db, "ES256", Timestamp(30)).await }))
                .await;
            assert_eq!(asked.unwrap(), first);
        }
        assert_ne!(marks(&mut db.read().await.unwrap()).await.unwrap(), before);
        switch(&db, "b", 10).await;
        for (now, gone) in [(89, 0), (90, 1), (90, 0)] {
            let swept: Result<u64, Error> =
                db.write(move |db| Box::pin(async move { sweep(db, Timestamp(now)).await })).await;
            assert_eq!(swept.unwrap(), gone);
        }
        assert_eq!(rows(&db).await.len(), 1);
    });
}
