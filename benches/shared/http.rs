//! The load generator: a small HTTP/1.1 client that keeps its connection, asks one thing at a time and counts answers.
//!
//! The same for Doorward and for what it is compared with, so that its own cost is the same on both sides.

use std::{
    net::SocketAddr,
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, bail};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    task::LocalSet,
};

/// Not counted: connections are opened, caches filled, queues built up.
const WARM_UP: Duration = Duration::from_millis(400);

/// One connection.
pub struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
    head: usize,
    end: usize,
}

impl Connection {
    pub async fn open(address: SocketAddr) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: Vec::with_capacity(16_384), head: 0, end: 0 })
    }

    /// Sends `request` and reads the answer; its status.
    pub async fn ask(&mut self, request: &[u8]) -> anyhow::Result<u16> {
        self.stream.write_all(request).await?;
        self.buffer.clear();
        self.head = loop {
            self.fill().await?;
            if let Some(at) = find(&self.buffer, b"\r\n\r\n") {
                break at + 4;
            }
        };
        let length = match self.header("content-length") {
            Some(length) => length.parse()?,
            None => 0,
        };
        self.end = self.head + length;
        while self.buffer.len() < self.end {
            self.fill().await?;
        }
        let status = self.buffer.get(9..12).and_then(|digits| std::str::from_utf8(digits).ok());
        status.context("no status")?.parse().context("status")
    }

    /// The same, refusing anything but `status`.
    pub async fn expect(&mut self, status: u16, request: &[u8]) -> anyhow::Result<()> {
        let answered = self.ask(request).await?;
        if answered != status {
            let asked = String::from_utf8_lossy(request);
            bail!("{answered} instead of {status}\n{asked}\n{}", String::from_utf8_lossy(&self.buffer));
        }
        Ok(())
    }

    pub fn body(&self) -> &[u8] {
        &self.buffer[self.head..self.end]
    }

    /// Bytes of the whole answer.
    #[allow(dead_code)]
    pub fn size(&self) -> usize {
        self.end
    }

    /// The first header called `name` (lower case).
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers(name).next()
    }

    /// All headers called `name` (lower case).
    pub fn headers(&self, name: &str) -> impl Iterator<Item = &str> {
        self.buffer[..self.head].split(|byte| *byte == b'\n').skip(1).filter_map(move |line| {
            let (own, value) = line.split_at_checked(name.len())?;
            let value = value.strip_prefix(b":")?;
            own.eq_ignore_ascii_case(name.as_bytes())
                .then(|| std::str::from_utf8(value).ok().map(str::trim))?
        })
    }

    async fn fill(&mut self) -> anyhow::Result<()> {
        if self.stream.read_buf(&mut self.buffer).await? == 0 {
            bail!("the server closed the connection");
        }
        Ok(())
    }
}

fn find(hay: &[u8], needle: &[u8]) -> Option<usize> {
    hay.windows(needle.len()).position(|window| window == needle)
}

/// The text between `before` and the next `after`.
pub fn between<'a>(text: &'a [u8], before: &str, after: u8) -> Option<&'a str> {
    let start = find(text, before.as_bytes())? + before.len();
    let rest = &text[start..];
    let end = rest.iter().position(|byte| *byte == after)?;
    std::str::from_utf8(&rest[..end]).ok()
}

pub fn get(path: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nhost: localhost\r\naccept: */*\r\n\r\n").into_bytes()
}

/// A form; `extra` are header lines.
pub fn post(path: &str, extra: &str, body: &str) -> Vec<u8> {
    format!(
        "POST {path} HTTP/1.1\r\nhost: localhost\r\naccept: */*\r\n{extra}\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

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
