//! What happens in the background, as one table.
//!
//! A job that panics goes on after a pause and does not end the process: what it does is written in transactions, so nothing is left
//! half done, and one row that it cannot bear would else end every node, again and again, for everybody who signs in.

use std::{any::Any, future::Future, panic::AssertUnwindSafe, sync::Arc, time::Duration};

use futures_util::{FutureExt, future::BoxFuture};
use tokio::task::JoinSet;

use crate::{
    app::App,
    authentication::guide::LONGEST_JOURNEY,
    clock::Timestamp,
    config::Config,
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

/// Before something begins again that panicked.
const PAUSE: Duration = Duration::from_secs(5);

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

type Retention = fn(&Config) -> Duration;
type Statement = for<'w> fn(&'w mut Write, Timestamp, i64) -> BoxFuture<'w, Result<u64, storage::Error>>;

/// What is swept, how long it is kept after it has lapsed, and how.
///
/// Codes stay for a day: one shown again must still find the grant that it is to revoke. Counts of failures stay as
/// long as a cookie can (RFC 6265bis), or waiting would reset "in a row".
const SWEEPS: &[(&str, Retention, i64, Statement)] = &[
    // Its page says for as long where it can be begun again.
    ("journey", an_hour, CHUNK, |db, at, most| Box::pin(storage::journey::sweep(db, at, most))),
    ("authorization_code", days::<1>, CHUNK, |db, at, most| {
        Box::pin(storage::authorization_code::sweep(db, at, most))
    }),
    ("refresh_token", days::<1>, CHUNK, |db, at, most| Box::pin(storage::token::sweep_refresh(db, at, most))),
    ("device_authorization", an_hour, CHUNK, |db, at, most| {
        Box::pin(storage::device_authorization::sweep(db, at, most))
    }),
    ("access_token", at_once, CHUNK, |db, at, most| Box::pin(storage::token::sweep_access(db, at, most))),
    ("revoked_token", an_hour, CHUNK, |db, at, most| Box::pin(storage::token::sweep_revoked(db, at, most))),
    // After the longest access token (config: 24 hours) that names it.
    ("authorization_grant", days::<2>, CHUNK, |db, at, most| Box::pin(storage::grant::sweep(db, at, most))),
    ("session", days::<1>, CHUNK, |db, at, most| Box::pin(storage::session::sweep(db, at, most))),
    ("known_device", days::<400>, CHUNK, |db, at, most| {
        Box::pin(storage::session::sweep_devices(db, at, most))
    }),
    ("throttle", days::<400>, CHUNK, |db, at, most| Box::pin(storage::throttle::sweep(db, at, most))),
    ("outbox", days::<7>, CHUNK, |db, at, most| Box::pin(storage::outbox::sweep(db, at, most))),
    ("webhook_delivery", days::<30>, CHUNK, |db, at, most| {
        Box::pin(storage::webhook_delivery::sweep(db, at, most))
    }),
    ("remembered_device", at_once, CHUNK, |db, at, most| {
        Box::pin(storage::remembered_device::sweep(db, at, most))
    }),
    ("account_reset", at_once, CHUNK, |db, at, most| Box::pin(storage::account_reset::sweep(db, at, most))),
    ("invitation", days::<90>, CHUNK, |db, at, most| Box::pin(storage::invitation::sweep(db, at, most))),
    // What nobody came back to for a week.
    ("registration", days::<7>, CHUNK, |db, at, most| Box::pin(storage::registration::sweep(db, at, most))),
    ("contact_change", at_once, CHUNK, |db, at, most| Box::pin(storage::contact_change::sweep(db, at, most))),
    ("one_time_link", at_once, CHUNK, |db, at, most| Box::pin(storage::one_time_link::sweep(db, at, most))),
    // Nobody may open one again; a journey that began with it still has its answer to spend.
    ("pushed_request", a_journey, FEW, |db, at, most| Box::pin(storage::pushed_request::sweep(db, at, most))),
    ("initial_access_token", days::<1>, CHUNK, |db, at, most| {
        Box::pin(storage::client_registration::sweep_initial(db, at, most))
    }),
    ("spent", an_hour, CHUNK, |db, at, most| Box::pin(storage::spent::sweep(db, at, most))),
];

fn at_once(_: &Config) -> Duration {
    Duration::ZERO
}

fn an_hour(_: &Config) -> Duration {
    HOUR
}

fn days<const COUNT: u32>(_: &Config) -> Duration {
    DAY.saturating_mul(COUNT)
}

/// As long as a journey may take: its lifetime, or longer if codes are sent in it.
fn a_journey(config: &Config) -> Duration {
    config.journey.lifetime.max(LONGEST_JOURNEY)
}

/// Starts every job; they end with the drain.
pub fn start(app: &Arc<App>, drain: &Drain) -> JoinSet<()> {
    let mut running = JoinSet::new();
    for (name, period, work) in JOBS {
        let (app, drain) = (Arc::clone(app), drain.clone());
        running.spawn(async move { repeat(name, *period, *work, app, drain).await });
    }
    let (courier, ending) = (Arc::clone(&app.courier), drain.clone());
    running.spawn(restarted("courier", PAUSE, drain.clone(), move || {
        let (courier, ending) = (Arc::clone(&courier), ending.clone());
        async move { courier.run(async move { ending.started().await }).await }
    }));
    let (postman, ending) = (Arc::clone(&app.postman), drain.clone());
    running.spawn(restarted("postman", PAUSE, drain.clone(), move || {
        let (postman, ending) = (Arc::clone(&postman), ending.clone());
        async move { postman.run(async move { ending.started().await }).await }
    }));
    running
}

/// Runs what runs until the drain; begins it again, after a pause, if it panics.
async fn restarted<F>(name: &'static str, pause: Duration, drain: Drain, work: impl Fn() -> F)
where
    F: Future<Output = ()>,
{
    while let Err(panic) = AssertUnwindSafe(work()).catch_unwind().await {
        let error = words(&*panic).to_owned();
        tracing::error!(job = name, error, "a background job panicked and begins again");
        tokio::select! {
            () = drain.started() => return,
            () = tokio::time::sleep(pause) => {}
        }
    }
}

/// What a panic says.
fn words(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("without a word")
}

async fn repeat(name: &'static str, period: Duration, work: Work, app: Arc<App>, drain: Drain) {
    let mut failing = false;
    loop {
        // First a wait: nothing of this is needed to be ready.
        tokio::select! {
            () = drain.started() => return,
            () = tokio::time::sleep(period) => {}
        }
        let done = AssertUnwindSafe(work(Arc::clone(&app))).catch_unwind().await;
        let done = done.unwrap_or_else(|panic| Err(anyhow::anyhow!("it panicked: {}", words(&*panic))));
        // What keeps failing is told once, and once more when it no longer does.
        match (done, failing) {
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

/// Removes what has lapsed, a chunk at a time. A table that cannot be swept keeps no other from it.
///
/// # Errors
/// The first.
pub async fn sweep(app: &App) -> Result<(), storage::Error> {
    let mut failed = None;
    for (table, retention, most, statement) in SWEEPS {
        let before = app.clock.now().before(retention(&app.config));
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
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;
    use crate::{
        clock::Clock,
        config::MailTransport,
        jose::{MasterKey, Vault},
        random::Random,
        storage::{spent, testing},
        web::drain,
    };

    #[test]
    fn a_pushed_request_is_kept_for_the_journey_that_began_with_it() {
        let (_, retention, ..) = SWEEPS.iter().find(|(table, ..)| *table == "pushed_request").unwrap();
        let mut config = Config::default();
        for (lifetime, expected) in [(MINUTE, LONGEST_JOURNEY), (DAY, DAY)] {
            config.journey.lifetime = lifetime;
            assert_eq!(retention(&config), expected);
        }
    }

    async fn app(database: storage::Database) -> Arc<App> {
        let (clock, random) = (Clock::fixed(Timestamp::from_seconds(1_800_000_000)), Random::seeded(1));
        let mut config = Config { issuer: "https://id.example.org".into(), ..Config::default() };
        config.mail.transport = MailTransport::Capture;
        config.key.algorithms = vec!["ES256".into()];
        let vault = Vault::new(&MasterKey::generate(&random), random.clone());
        App::assemble(config, clock, random, database, vault).await.unwrap()
    }

    #[tokio::test]
    async fn a_job_that_panics_is_done_again() {
        static ROUNDS: AtomicU32 = AtomicU32::new(0);
        static BEGINNINGS: AtomicU32 = AtomicU32::new(0);
        let (database, _scratch) = testing::sqlite().await;
        let (trigger, drain) = drain::channel();
        let (pause, app) = (Duration::from_millis(1), app(database).await);
        let work: Work = |_| {
            Box::pin(async {
                assert!(ROUNDS.fetch_add(1, Ordering::SeqCst) > 1, "one of the first");
                Ok(())
            })
        };
        let often = tokio::spawn(repeat("often", pause, work, app, drain.clone()));
        let ending = drain.clone();
        let always = tokio::spawn(restarted("always", pause, drain, move || {
            let ending = ending.clone();
            async move {
                assert!(BEGINNINGS.fetch_add(1, Ordering::SeqCst) > 1, "one of the first");
                ending.started().await;
            }
        }));
        tokio::time::timeout(Duration::from_secs(10), async {
            while ROUNDS.load(Ordering::SeqCst) < 4 || BEGINNINGS.load(Ordering::SeqCst) < 3 {
                tokio::time::sleep(pause).await;
            }
        })
        .await
        .expect("both went on");
        trigger.drain();
        often.await.unwrap();
        always.await.unwrap();
        assert_eq!(BEGINNINGS.load(Ordering::SeqCst), 3, "what ends by itself is not begun again");
    }

    #[tokio::test]
    async fn a_sweep_goes_on_until_nothing_is_left_and_past_a_table_that_fails() {
        let (database, _scratch) = testing::sqlite().await;
        let app = app(database).await;
        let lapsed = app.clock.now().before(DAY);
        app.database
            .write::<_, storage::Error, _>(move |write| {
                Box::pin(async move {
                    for number in 0..=CHUNK {
                        spent::spend(write, "jti", "shop", &number.to_string(), lapsed).await?;
                    }
                    testing::drop_table(write, "throttle").await
                })
            })
            .await
            .unwrap();
        assert!(sweep(&app).await.is_err(), "it is told");
        let mut reader = app.database.read().await.unwrap();
        assert_eq!(testing::count(&mut reader, "spent").await.unwrap(), 0);
    }
}
