//! The load generator: connections that ask one thing at a time, and whose answers are counted.
//!
//! The same for Doorward and for what it is compared with, so that its own cost is the same on both sides.

use std::{
    net::SocketAddr,
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use tokio::task::LocalSet;

use super::http::Connection;

/// Not counted: connections are opened, caches filled, queues built up.
const WARM_UP: Duration = Duration::from_millis(400);

/// What one connection does again and again.
pub trait Errand: Send + 'static {
    /// Does it once.
    fn once(&mut self, connection: &mut Connection) -> impl Future<Output = anyhow::Result<()>>;
}

/// The same request over and over, answered with 200.
#[derive(Clone)]
pub struct Same(pub Arc<[u8]>);

impl Errand for Same {
    async fn once(&mut self, connection: &mut Connection) -> anyhow::Result<()> {
        connection.expect(200, &self.0).await
    }
}

/// What came of a stretch of load.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tally {
    pub done: f64,
    pub seconds: f64,
    /// Processor seconds of the server.
    pub core_seconds: f64,
    /// Milliseconds.
    pub median: f64,
    pub p99: f64,
}

/// One connection per errand for `span`, after a warm-up. Gives the errands back as they are then.
pub fn load<E: Errand>(
    address: SocketAddr,
    errands: Vec<E>,
    span: Duration,
    cpu: impl Fn() -> f64,
) -> anyhow::Result<(Vec<E>, Tally)> {
    let threads = thread::available_parallelism().map_or(1, std::num::NonZero::get).min(errands.len());
    let mut shares: Vec<Vec<E>> = (0..threads).map(|_| Vec::new()).collect();
    for (at, errand) in errands.into_iter().enumerate() {
        shares[at % threads].push(errand);
    }
    let from = Instant::now() + WARM_UP;
    let until = from + span;
    let runners: Vec<_> = shares
        .into_iter()
        .map(|share| thread::spawn(move || run_share(address, share, from, until)))
        .collect();
    thread::sleep(from.saturating_duration_since(Instant::now()));
    let before = (Instant::now(), cpu());
    thread::sleep(until.saturating_duration_since(Instant::now()));
    let core_seconds = cpu() - before.1;
    let measured = before.0.elapsed().as_secs_f64();

    let (mut back, mut times) = (Vec::new(), Vec::new());
    for runner in runners {
        let (errands, took) = runner.join().map_err(|_| anyhow::anyhow!("the generator panicked"))??;
        back.extend(errands);
        times.extend(took);
    }
    times.sort_unstable();
    let at = |share: f64| {
        let place = (times.len() as f64 * share) as usize;
        times.get(place.min(times.len().saturating_sub(1))).map_or(0.0, |micros| f64::from(*micros) / 1000.0)
    };
    let seconds = span.as_secs_f64();
    let core_seconds = core_seconds * seconds / measured;
    Ok((back, Tally { done: times.len() as f64, seconds, core_seconds, median: at(0.5), p99: at(0.99) }))
}

fn run_share<E: Errand>(
    address: SocketAddr,
    share: Vec<E>,
    from: Instant,
    until: Instant,
) -> anyhow::Result<(Vec<E>, Vec<u32>)> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    LocalSet::new().block_on(&runtime, async move {
        let tasks: Vec<_> = share
            .into_iter()
            .map(|mut errand| {
                tokio::task::spawn_local(async move {
                    let mut connection = Connection::open(address).await?;
                    let mut times = Vec::new();
                    loop {
                        let began = Instant::now();
                        if began >= until {
                            return anyhow::Ok((errand, times));
                        }
                        errand.once(&mut connection).await?;
                        let ended = Instant::now();
                        if (from..until).contains(&ended) {
                            times.push(u32::try_from((ended - began).as_micros()).unwrap_or(u32::MAX));
                        }
                    }
                })
            })
            .collect();
        let (mut errands, mut all) = (Vec::new(), Vec::new());
        for task in tasks {
            let (errand, times) = task.await??;
            errands.push(errand);
            all.extend(times);
        }
        Ok((errands, all))
    })
}
