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

type Statement = for<'w> fn(&'w mut Write, Timestamp) -> BoxFuture<'w, Result<u64, storage::Error>>;

/// What is swept, how long it is kept after it has lapsed, and how.
///
/// Codes stay for a day: one shown again must still find the grant that it is to revoke. Counts of failures stay as
/// long as a cookie can (RFC 6265bis), or waiting would reset "in a row".
const SWEEPS: &[(&str, Duration, Statement)] = &[
    ("journey", Duration::ZERO, |db, at| Box::pin(storage::journey::sweep(db, at, CHUNK))),
    ("authorization_code", DAY, |db, at| Box::pin(storage::authorization_code::sweep(db, at, CHUNK))),
    ("refresh_token", DAY, |db, at| Box::pin(storage::token::sweep_refresh(db, at, CHUNK))),
    ("device_authorization", HOUR, |db, at| Box::pin(storage::device_authorization::sweep(db, at, CHUNK))),
    ("access_token", Duration::ZERO, |db, at| Box::pin(storage::token::sweep_access(db, at, CHUNK))),
    ("revoked_token", HOUR, |db, at| Box::pin(storage::token::sweep_revoked(db, at))),
    // After the longest access token (config: 24 hours) that names it.
    ("authorization_grant", DAY.saturating_mul(2), |db, at| Box::pin(storage::grant::sweep(db, at, CHUNK))),
    ("session", DAY, |db, at| Box::pin(storage::session::sweep(db, at, CHUNK))),
    ("known_device", DAY.saturating_mul(400), |db, at| Box::pin(storage::session::sweep_devices(db, at))),
    ("throttle", DAY.saturating_mul(400), |db, at| Box::pin(storage::throttle::sweep(db, at, CHUNK))),
    ("outbox", DAY.saturating_mul(7), |db, at| Box::pin(storage::outbox::sweep(db, at, CHUNK))),
    ("webhook_delivery", DAY.saturating_mul(30), |db, at| {
        Box::pin(storage::webhook_delivery::sweep(db, at, CHUNK))
    }),
    ("remembered_device", Duration::ZERO, |db, at| Box::pin(storage::remembered_device::sweep(db, at))),
    ("account_reset", Duration::ZERO, |db, at| Box::pin(storage::account_reset::sweep(db, at))),
    ("invitation", DAY.saturating_mul(90), |db, at| Box::pin(storage::invitation::sweep(db, at))),
    // What nobody came back to for a week.
    ("registration", DAY.saturating_mul(7), |db, at| Box::pin(storage::registration::sweep(db, at, CHUNK))),
    ("contact_change", Duration::ZERO, |db, at| Box::pin(storage::contact_change::sweep(db, at))),
    ("one_time_link", Duration::ZERO, |db, at| Box::pin(storage::one_time_link::sweep(db, at))),
    // A value could still be shown while clocks differ.
    ("pushed_request", DAY, |db, at| Box::pin(storage::pushed_request::sweep(db, at))),
    ("initial_access_token", DAY, |db, at| Box::pin(storage::client_registration::sweep_initial(db, at))),
    ("spent", HOUR, |db, at| Box::pin(storage::spent::sweep(db, at))),
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

/// Removes what has lapsed, a chunk at a time.
pub async fn sweep(app: &App) -> Result<(), storage::Error> {
    for (table, kept, statement) in SWEEPS {
        let before = app.clock.now().before(*kept);
        let mut removed = 0_u64;
        loop {
            let chunk: u64 = app
                .database
                .write(move |write| Box::pin(async move { statement(write, before).await }))
                .await?;
            removed = removed.saturating_add(chunk);
            if i64::try_from(chunk).unwrap_or(i64::MAX) < CHUNK {
                break;
            }
        }
        if removed > 0 {
            tracing::debug!(table, removed, "swept");
        }
    }
    Ok(())
}
