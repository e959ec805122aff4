//! What happens in the background, as one table.

use std::{sync::Arc, time::Duration};

use futures_util::future::BoxFuture;
use tokio::task::JoinSet;

use crate::{
    app::App,
    clock::Timestamp,
    oauth::back_channel_logout,
    storage::{self, Write},
    web::drain::Drain,
};

/// Rows that one sweep removes in one write, so that nobody waits long behind it.
const CHUNK: i64 = 500;
/// The same of rows that may be large.
const FEW: i64 = 50;

const HALF: Duration = Duration::from_millis(500);
const SECOND: Duration = Duration::from_secs(1);
const MINUTE: Duration = Duration::from_mins(1);
const HOUR: Duration = Duration::from_hours(1);
const DAY: Duration = Duration::from_hours(24);

type Work = fn(Arc<App>) -> BoxFuture<'static, anyhow::Result<()>>;

/// Name, how often, what.
const JOBS: &[(&str, Duration, Work)] = &[
    ("keys", SECOND, |app| Box::pin(async move { Ok(app.keyring.tick().await?) })),
    // A change is known everywhere within a second.
    ("policy", HALF, |app| Box::pin(async move { Ok(app.follow_policy().await?) })),
    // Whoever ended a session, and on whichever node or command line.
    ("logout", SECOND, |app| {
        Box::pin(async move { Ok(back_channel_logout::tell(&app.provider).await.map(drop)?) })
    }),
    ("audit", SECOND, |app| Box::pin(async move { Ok(app.audit()?.tick().await?) })),
    ("audit_retention", HOUR, |app| Box::pin(async move { retire(&app).await })),
    ("webhooks", SECOND, |app| Box::pin(async move { Ok(Arc::clone(&app.herald).tick().await?) })),
    ("erase", MINUTE, |app| Box::pin(async move { Ok(app.accounts().erase_due().await.map(drop)?) })),
    ("import", MINUTE, |app| Box::pin(async move { Ok(app.accounts().mend_imports().await.map(drop)?) })),
    ("sweep", MINUTE.saturating_mul(5), |app| Box::pin(async move { Ok(sweep(&app).await?) })),
];

type Statement = for<'w> fn(&'w mut Write, Timestamp, i64) -> BoxFuture<'w, Result<u64, storage::Error>>;

/// What is swept, how long it is kept after it has lapsed, and how.
///
/// Codes stay for a day: one shown again must still find the grant that it is to revoke. Counts of failures stay as
/// long as a cookie can (RFC 6265bis), or waiting would reset "in a row".
const SWEEPS: &[(&str, Duration, i64, Statement)] = &[
    ("journey", Duration::ZERO, CHUNK, |db, at, most| Box::pin(storage::journey::sweep(db, at, most))),
    ("authorization_code", DAY, CHUNK, |db, at, most| {
        Box::pin(storage::authorization_code::sweep(db, at, most))
    }),
    ("refresh_token", DAY, CHUNK, |db, at, most| Box::pin(storage::token::sweep_refresh(db, at, most))),
    ("device_authorization", HOUR, CHUNK, |db, at, most| {
        Box::pin(storage::device_authorization::sweep(db, at, most))
    }),
    ("access_token", Duration::ZERO, CHUNK, |db, at, most| {
        Box::pin(storage::token::sweep_access(db, at, most))
    }),
    ("revoked_token", HOUR, CHUNK, |db, at, most| Box::pin(storage::token::sweep_revoked(db, at, most))),
    // After the longest access token (config: 24 hours) that names it.
    ("authorization_grant", DAY.saturating_mul(2), CHUNK, |db, at, most| {
        Box::pin(storage::grant::sweep(db, at, most))
    }),
    ("session", DAY, CHUNK, |db, at, most| Box::pin(storage::session::sweep(db, at, most))),
    ("known_device", DAY.saturating_mul(400), CHUNK, |db, at, most| {
        Box::pin(storage::session::sweep_devices(db, at, most))
    }),
    ("throttle", DAY.saturating_mul(400), CHUNK, |db, at, most| {
        Box::pin(storage::throttle::sweep(db, at, most))
    }),
    ("outbox", DAY.saturating_mul(7), CHUNK, |db, at, most| Box::pin(storage::outbox::sweep(db, at, most))),
    ("webhook_delivery", DAY.saturating_mul(30), CHUNK, |db, at, most| {
        Box::pin(storage::webhook_delivery::sweep(db, at, most))
    }),
    ("remembered_device", Duration::ZERO, CHUNK, |db, at, most| {
        Box::pin(storage::remembered_device::sweep(db, at, most))
    }),
    ("account_reset", Duration::ZERO, CHUNK, |db, at, most| {
        Box::pin(storage::account_reset::sweep(db, at, most))
    }),
    ("invitation", DAY.saturating_mul(90), CHUNK, |db, at, most| {
        Box::pin(storage::invitation::sweep(db, at, most))
    }),
    // What nobody came back to for a week.
    ("registration", DAY.saturating_mul(7), CHUNK, |db, at, most| {
        Box::pin(storage::registration::sweep(db, at, most))
    }),
    ("contact_change", Duration::ZERO, CHUNK, |db, at, most| {
        Box::pin(storage::contact_change::sweep(db, at, most))
    }),
    ("one_time_link", Duration::ZERO, CHUNK, |db, at, most| {
        Box::pin(storage::one_time_link::sweep(db, at, most))
    }),
    // Nobody may open one again; a journey that began with it still has its answer to spend ([`kept_for`]).
    ("pushed_request", HOUR, FEW, |db, at, most| Box::pin(storage::pushed_request::sweep(db, at, most))),
    ("initial_access_token", DAY, CHUNK, |db, at, most| {
        Box::pin(storage::client_registration::sweep_initial(db, at, most))
    }),
    ("spent", HOUR, CHUNK, |db, at, most| Box::pin(storage::spent::sweep(db, at, most))),
];

/// Starts every job; they end with the drain.
pub fn start(app: &Arc<App>, drain: &Drain) -> JoinSet<()> {
    let mut running = JoinSet::new();
    for (name, period, work) in JOBS {
        let (app, drain) = (Arc::clone(app), drain.clone());
        running.spawn(async move { repeat(name, *period, *work, app, drain).await });
    }
    let (courier, ending) = (Arc::clone(&app.courier), drain.clone());
    running.spawn(async move { courier.run(async move { ending.started().await }).await });
    let (postman, drain) = (Arc::clone(&app.postman), drain.clone());
    running.spawn(async move { postman.run(async move { drain.started().await }).await });
    running
}

async fn repeat(name: &'static str, period: Duration, work: Work, app: Arc<App>, drain: Drain) {
    let mut failing = false;
    loop {
        // First a wait: nothing of this is needed to be ready.
        tokio::select! {
            () = drain.started() => return,
            () = tokio::time::sleep(period) => {}
        }
        // What keeps failing is told once, and once more when it no longer does.
        match (work(Arc::clone(&app)).await, failing) {
            (Err(error), false) => {
                tracing::error!(job = name, error = format!("{error:#}"), "a background job fails");
                failing = true;
            }
            (Ok(()), true) => {
                tracing::info!(job = name, "the background job works again");
                failing = false;
            }
            _ => {}
        }
    }
}

/// Lets go of the audit log's past, if it is not kept for ever.
async fn retire(app: &App) -> anyhow::Result<()> {
    let kept = app.config.audit.retention;
    if !kept.is_zero() {
        app.audit()?.retire(kept).await?;
    }
    Ok(())
}

/// For how long a row is kept after it has lapsed.
fn kept_for(app: &App, table: &str, kept: Duration) -> Duration {
    if table == "pushed_request" { kept.max(app.config.journey.lifetime) } else { kept }
}

/// Removes what has lapsed, a chunk at a time. A table that cannot be swept keeps no other from it.
///
/// # Errors
/// The first.
pub async fn sweep(app: &App) -> Result<(), storage::Error> {
    let mut failed = None;
    for (table, kept, most, statement) in SWEEPS {
        let before = app.clock.now().before(kept_for(app, table, *kept));
        match empty(app, before, *most, *statement).await {
            Ok(0) => {}
            Ok(removed) => tracing::debug!(table, removed, "swept"),
            Err(error) => {
                tracing::warn!(table, %error, "a table cannot be swept");
                failed = failed.or(Some(error));
            }
        }
    }
    failed.map_or(Ok(()), Err)
}

/// Removes from one table; how many rows.
async fn empty(app: &App, before: Timestamp, most: i64, statement: Statement) -> Result<u64, storage::Error> {
    let mut removed = 0_u64;
    loop {
        let chunk: u64 = app
            .database
            .write(move |write| Box::pin(async move { statement(write, before, most).await }))
            .await?;
        removed = removed.saturating_add(chunk);
        if i64::try_from(chunk).unwrap_or(i64::MAX) < most {
            return Ok(removed);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        clock::Clock,
        config::{Config, MailTransport},
        jose::{MasterKey, Vault},
        random::Random,
        storage::{Connection, spent},
    };

    #[tokio::test]
    async fn a_sweep_goes_on_until_nothing_is_left_and_past_a_table_that_fails() {
        let (database, _scratch) = storage::testing::sqlite().await;
        let (clock, random) = (Clock::fixed(Timestamp::from_seconds(1_800_000_000)), Random::seeded(1));
        let mut config = Config { issuer: "https://id.example.org".into(), ..Config::default() };
        config.mail.transport = MailTransport::Capture;
        config.key.algorithms = vec!["ES256".into()];
        let vault = Vault::new(&MasterKey::generate(&random), random.clone());
        let app = App::assemble(config, clock, random, database, vault).await.unwrap();
        let lapsed = app.clock.now().before(DAY);
        app.database
            .write::<_, storage::Error, _>(move |write| {
                Box::pin(async move {
                    for number in 0..=CHUNK {
                        spent::spend(write, "jti", "shop", &number.to_string(), lapsed).await?;
                    }
                    write.query("DROP TABLE throttle").execute().await
                })
            })
            .await
            .unwrap();
        assert!(sweep(&app).await.is_err(), "it is told");
        let mut reader = app.database.read().await.unwrap();
        let left = reader.query("SELECT COUNT(*) FROM spent").fetch_count().await.unwrap();
        assert_eq!(left, 0);
    }
}
