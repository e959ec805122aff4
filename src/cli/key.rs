//! `doorward key`: shows the keys that sign and those that are encrypted to, and has them rotated, also while servers run.

use std::{fmt::Write, sync::Arc};

use super::{
    Opened,
    args::Output,
    output::{self, moment as shown},
};
use crate::{
    administration::actor::{About, Actor},
    clock::Clock,
    jose::{
        Purpose,
        keyring::{self, Keyring, State},
    },
    random::Random,
    storage::Database,
};

/// The keys as a table: kid, algorithm, state, and what will happen to each. Needs no master key.
pub async fn list(database: &Database) -> anyhow::Result<String> {
    let mut table = format!("{:<43}  {:<9}  {:<7}  since\n", "kid", "algorithm", "state");
    for key in keyring::list(database).await? {
        let (since, note) = match key.state {
            State::Next => (key.published_at, String::new()),
            State::Active => (
                key.activated_at.unwrap_or(key.published_at),
                key.retired_at
                    .map_or_else(String::new, |at| format!(", to be replaced (asked {})", shown(at))),
            ),
            State::Retired => (
                key.retired_at.unwrap_or(key.published_at),
                key.verifies_until.map_or_else(String::new, |at| {
                    let does = if signs(key.purpose) { "verifies" } else { "decrypts" };
                    format!(", {does} until {}", shown(at))
                }),
            ),
        };
        writeln!(
            table,
            "{:<43}  {:<9}  {:<7}  {}{note}",
            key.kid,
            key.purpose.name(),
            key.state.name(),
            shown(since)
        )?;
    }
    Ok(table)
}

/// `doorward key list`: the table, or JSON.
pub async fn show(database: &Database, output: Output) -> anyhow::Result<()> {
    if !output.json {
        return output::say(&list(database).await?);
    }
    let keys = keyring::list(database).await?.into_iter().map(|key| {
        serde_json::json!({
            "kid": key.kid,
            "algorithm": key.purpose.name(),
            "state": key.state.name(),
            "published_at": shown(key.published_at),
            "activated_at": key.activated_at.map(shown),
            "retired_at": key.retired_at.map(shown),
            "verifies_until": key.verifies_until.map(shown),
        })
    });
    output::json(&keys.collect::<Vec<_>>())
}

/// Asks for a rotation and says when each new key is in use. Running servers take it from there.
pub async fn rotate(keyring: &Arc<Keyring>, clock: &Clock, random: &Random) -> anyhow::Result<String> {
    let mut text = String::new();
    let told = |kids: Vec<String>| {
        let detail = serde_json::json!({ "keys": kids });
        Actor::default().event(random, clock.now(), "key.rotated", About::default(), detail)
    };
    for rotation in keyring.rotate_now(told).await? {
        let (purpose, kid) = (rotation.purpose, rotation.kid);
        let does = if signs(purpose) { "signs" } else { "is the one to encrypt to" };
        if rotation.signs_from <= clock.now() {
            writeln!(text, "{purpose}: {kid} {does} now")?;
        } else {
            let when = shown(rotation.signs_from);
            writeln!(
                text,
                "{purpose}: {kid} is published and {does} from {when}, once every cached JWKS has it"
            )?;
        }
    }
    Ok(text)
}

fn signs(purpose: Purpose) -> bool {
    matches!(purpose, Purpose::Sign(_))
}

/// Takes a key out at once and says what takes its place. Running servers hear of it within a second.
pub async fn revoke(opened: &Opened, kid: &str) -> anyhow::Result<String> {
    let keyring = opened.keyring().await?;
    let told = |replaced_by: Option<String>| {
        let detail = serde_json::json!({ "key": kid, "replaced_by": replaced_by });
        Actor::default().event(&opened.random, opened.clock.now(), "key.revoked", About::default(), detail)
    };
    let Some(replaced_by) = keyring.revoke(kid, told).await? else { anyhow::bail!("there is no key {kid}") };
    Ok(match replaced_by {
        Some(successor) => format!("Revoked {kid}; {successor} takes its place."),
        None => format!("Revoked {kid}; it was not in use."),
    })
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::{
        clock::Timestamp,
        jose::{Algorithm, MasterKey, Settings, Vault},
        storage::testing,
    };

    #[tokio::test]
    async fn keys_are_listed_and_a_rotation_says_when() {
        let (database, _scratch) = testing::sqlite().await;
        let clock = Clock::fixed(Timestamp::from_seconds(1_800_000_000));
        let vault = Vault::new(&MasterKey::generate(&Random::seeded(1)), Random::seeded(2));
        let settings = Settings {
            algorithms: vec![Algorithm::ES256],
            encryption: vec![],
            rsa_bits: 2048,
            jwks_max_age: Duration::from_mins(15),
            rotation: Duration::from_hours(24),
            memory: Duration::from_hours(1),
        };
        let keyring = Keyring::open(&database, &vault, &clock, settings).await.unwrap();
        let listed = list(&database).await.unwrap();
        assert!(listed.contains("ES256      active   2027-01-15T08:00:00Z"), "{listed}");

        let told = rotate(&keyring, &clock, &Random::seeded(3)).await.unwrap();
        assert!(told.contains("signs from 2027-01-15T08:16:00Z"), "{told}");
        assert!(list(&database).await.unwrap().contains("to be replaced (asked 2027-01-15T08:00:00Z)"));
        clock.advance(Duration::from_mins(16));
        assert!(rotate(&keyring, &clock, &Random::seeded(3)).await.unwrap().contains("signs now"));
        assert!(list(&database).await.unwrap().contains("verifies until 2027-01-15T09:18:00Z"));
    }
}
