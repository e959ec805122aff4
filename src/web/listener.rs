//! The accept loop: connections, their limits, TLS, and how they end.
//!
//! Our own because `axum::serve` sets no time limit on a head, an idle connection, a body or a handshake. Knows
//! nothing of what is served.
//!
//! How it ends: once the drain starts, connections that were open finish their requests (`Connection: close`, GOAWAY)
//! and idle ones close. Until then new connections are still answered, one request each, so that a load balancer can
//! read 503 from `/health/ready`; then the door closes.

use std::{
    convert::Infallible,
    io,
    net::SocketAddr,
    pin::{Pin, pin},
    sync::Arc,
    time::Duration,
};

use axum::{
    Router,
    body::{Body, HttpBody},
    response::Response,
};
use hyper::{
    Request,
    body::Incoming,
    header::UPGRADE,
    server::conn::{http1, http2},
    service::{HttpService, service_fn},
};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use rustls::ServerConfig;
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore, mpsc, watch},
    time::{Instant, sleep, sleep_until},
};
use tokio_rustls::TlsAcceptor;
use tower::Service;

use super::{
    activity::{Activity, Verdict},
    body::{self, Patience},
    drain::Drain,
    stream,
    watched::Watched,
};

/// What a connection and a request may cost.
#[derive(Clone, Debug)]
pub struct Limits {
    /// For a TLS handshake.
    pub handshake_timeout: Duration,
    /// For the head of a request.
    pub header_timeout: Duration,
    /// For a whole body.
    pub body_timeout: Duration,
    /// For a file that was asked for, at most.
    pub upload_timeout: Duration,
    /// Bytes of such a file that earn it a second beyond `body_timeout`.
    pub upload_rate: u32,
    /// Between two requests.
    pub idle_timeout: Duration,
    /// For a client that does not read its answer.
    pub write_timeout: Duration,
    /// Bytes of a body.
    pub max_body: u64,
    /// Bytes of a head.
    pub max_header_bytes: u32,
    /// Connections at the same time; more wait in the system's queue.
    pub max_connections: usize,
    /// Requests at the same time on one HTTP/2 connection.
    pub max_concurrent_streams: u32,
    /// For requests in flight when the drain starts.
    pub drain_timeout: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            handshake_timeout: Duration::from_secs(10),
            header_timeout: Duration::from_secs(10),
            body_timeout: Duration::from_secs(20),
            upload_timeout: Duration::from_mins(3),
            upload_rate: 32_768,
            idle_timeout: Duration::from_secs(75),
            write_timeout: Duration::from_secs(30),
            max_body: 65_536,
            max_header_bytes: 16_384,
            max_connections: 4_096,
            max_concurrent_streams: 64,
            drain_timeout: Duration::from_secs(30),
        }
    }
}

impl From<&crate::config::Listener> for Limits {
    fn from(section: &crate::config::Listener) -> Self {
        Self {
            header_timeout: section.header_timeout,
            body_timeout: section.body_timeout,
            upload_timeout: section.upload_timeout,
            upload_rate: section.upload_rate,
            idle_timeout: section.idle_timeout,
            max_body: section.max_body.into(),
            max_header_bytes: section.max_header_bytes,
            max_connections: usize::try_from(section.max_connections).unwrap_or(usize::MAX),
            drain_timeout: section.drain_timeout,
            ..Self::default()
        }
    }
}

/// Who is at the other end of the connection. A request extension; [`super::proxy`] knows who is behind a proxy.
#[derive(Clone, Copy, Debug)]
pub struct Peer {
    /// Its address.
    pub address: SocketAddr,
    /// Whether the connection is TLS.
    pub tls: bool,
}

/// How serving ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Every request was answered.
    Drained,
    /// The drain took longer than its limit; the rest was cut off.
    TimedOut,
    /// Told to stop at once.
    Halted,
}

/// A share in a connection's place: whoever goes on with the connection after its last request (a WebSocket) keeps it until
/// the end, so that the limits and the drain count it. A request extension.
#[derive(Clone)]
pub struct Lease {
    _place: Arc<(OwnedSemaphorePermit, mpsc::Sender<Infallible>)>,
    stage: watch::Receiver<Stage>,
}

impl Lease {
    /// Returns when everything that is still open is cut off.
    pub async fn cut_off(&mut self) {
        let _ = self.stage.wait_for(|stage| *stage == Stage::Halted).await;
    }
}

impl std::fmt::Debug for Lease {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Lease")
    }
}

/// A connection that can be told to end after what it is doing.
trait Finishing: Future<Output = Result<(), hyper::Error>> {
    fn finish(self: Pin<&mut Self>);
}

impl<I, S, E> Finishing for http1::UpgradeableConnection<I, S>
where
    S: HttpService<Incoming, ResBody = Body, Error = E>,
    E: Into<Box<dyn std::error::Error + Send + Sync>>,
    I: hyper::rt::Read + hyper::rt::Write + Unpin + Send + 'static,
{
    fn finish(self: Pin<&mut Self>) {
        self.graceful_shutdown();
    }
}

impl<I, S, E> Finishing for http2::Connection<I, S, TokioExecutor>
where
    S: HttpService<Incoming, ResBody = Body, Error = E>,
    E: Into<Box<dyn std::error::Error + Send + Sync>>,
    I: hyper::rt::Read + hyper::rt::Write + Unpin,
    TokioExecutor: hyper::rt::bounds::Http2ServerConnExec<S::Future, Body>,
{
    fn finish(self: Pin<&mut Self>) {
        self.graceful_shutdown();
    }
}

/// What connections hear of the end. Each change makes an open connection finish; the last cuts it off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Running,
    Draining,
    Closed,
    Halted,
}

/// What all connections of one listener share.
struct Shared {
    limits: Limits,
    service: Router,
    keeping: http1::Builder,
    closing: http1::Builder,
    multiplexed: http2::Builder<TokioExecutor>,
    tls: Option<TlsAcceptor>,
    /// Without HTTP/2, for the connections that are to carry one request.
    closing_tls: Option<TlsAcceptor>,
    stage: watch::Sender<Stage>,
}

/// Serves `service` on `listener` until `drain` has started and what was in flight is answered.
pub async fn serve(
    listener: TcpListener,
    tls: Option<Arc<ServerConfig>>,
    service: Router,
    limits: Limits,
    drain: Drain,
) -> Ending {
    let shared = Arc::new(Shared::new(tls, service, limits));
    let permits = Arc::new(Semaphore::new(shared.limits.max_connections));
    // A channel that nothing is sent through: it ends when the last connection holding a sender has ended.
    let (first, mut first_ended) = mpsc::channel::<Infallible>(1);
    let (late, mut late_ended) = mpsc::channel::<Infallible>(1);

    loop {
        tokio::select! {
            biased;
            () = drain.started() => break,
            accepted = accept(&listener, &permits) => shared.spawn(accepted, first.clone()),
        }
    }
    drop(first);
    shared.stage.send_replace(Stage::Draining);

    let ending = async {
        loop {
            tokio::select! {
                biased;
                _ = first_ended.recv() => break,
                accepted = accept(&listener, &permits) => shared.spawn(accepted, late.clone()),
            }
        }
        drop(listener);
        drop(late);
        shared.stage.send_replace(Stage::Closed);
        late_ended.recv().await;
    };
    let ending = tokio::select! {
        biased;
        () = ending => Ending::Drained,
        () = drain.halted() => Ending::Halted,
        () = sleep(shared.limits.drain_timeout) => Ending::TimedOut,
    };
    shared.stage.send_replace(Stage::Halted);
    ending
}

type Accepted = (TcpStream, SocketAddr, OwnedSemaphorePermit);

/// The next connection, once there is room for it.
async fn accept(listener: &TcpListener, permits: &Arc<Semaphore>) -> Accepted {
    let mut pause = Duration::from_millis(10);
    loop {
        let Ok(permit) = Arc::clone(permits).acquire_owned().await else {
            // The semaphore is never closed.
            return std::future::pending().await;
        };
        match listener.accept().await {
            Ok((stream, address)) => return (stream, address, permit),
            Err(error) if concerns_one_connection(&error) => {}
            Err(error) => {
                // Out of file descriptors or memory: trying again at once would only burn the core.
                tracing::error!(%error, "cannot accept connections");
                sleep(pause).await;
                pause = (pause * 2).min(Duration::from_secs(1));
            }
        }
    }
}

fn concerns_one_connection(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset, Interrupted};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset | Interrupted)
}

impl Shared {
    fn new(tls: Option<Arc<ServerConfig>>, service: Router, limits: Limits) -> Self {
        let head = usize::try_from(limits.max_header_bytes).unwrap_or(usize::MAX);
        let mut keeping = http1::Builder::new();
        keeping
            .timer(TokioTimer::new())
            .header_read_timeout(None) // `activity` watches heads
            .max_header_size(head)
            .max_buf_size(head.saturating_mul(2).max(65_536));
        let mut closing = keeping.clone();
        closing.keep_alive(false);
        let mut multiplexed = http2::Builder::new(TokioExecutor::new());
        multiplexed
            .timer(TokioTimer::new())
            .max_concurrent_streams(limits.max_concurrent_streams)
            .max_header_list_size(limits.max_header_bytes)
            .max_pending_accept_reset_streams(20)
            .max_send_buf_size(256 * 1024)
            .keep_alive_interval(Duration::from_secs(30))
            .keep_alive_timeout(Duration::from_secs(10));
        let closing_tls = tls.as_deref().map(|config| {
            let mut config = config.clone();
            config.alpn_protocols = vec![b"http/1.1".to_vec()];
            TlsAcceptor::from(Arc::new(config))
        });
        let (stage, _) = watch::channel(Stage::Running);
        // With the state given, axum resolves every route now instead of at each request.
        let service = service.with_state(());
        let tls = tls.map(TlsAcceptor::from);
        Self { limits, service, keeping, closing, multiplexed, tls, closing_tls, stage }
    }

    fn spawn(self: &Arc<Self>, (stream, address, permit): Accepted, alive: mpsc::Sender<Infallible>) {
        let shared = Arc::clone(self);
        let stage = self.stage.subscribe();
        // While few places are left nobody keeps one between two requests.
        let crowded = permit.semaphore().available_permits() < self.limits.max_connections / 4;
        let lease = Lease { _place: Arc::new((permit, alive)), stage: stage.clone() };
        tokio::spawn(async move { shared.connection(stream, address, crowded, lease, stage).await });
    }

    async fn connection(
        self: Arc<Self>,
        stream: TcpStream,
        address: SocketAddr,
        crowded: bool,
        lease: Lease,
        mut stage: watch::Receiver<Stage>,
    ) {
        // Answers are written whole; waiting for more to send only delays them.
        let _ = stream.set_nodelay(true);
        let closing = *stage.borrow_and_update() != Stage::Running || crowded;
        let Some(acceptor) = (if closing { &self.closing_tls } else { &self.tls }) else {
            return self.http1(stream, Peer { address, tls: false }, closing, lease, stage).await;
        };
        let handshake = tokio::time::timeout(self.limits.handshake_timeout, acceptor.accept(stream));
        let stream = tokio::select! {
            outcome = handshake => match outcome {
                Ok(Ok(stream)) => stream,
                Ok(Err(error)) => return tracing::debug!(%error, "TLS handshake failed"),
                Err(_) => return tracing::debug!("TLS handshake timed out"),
            },
            _ = stage.changed() => return,
        };
        let peer = Peer { address, tls: true };
        if stream.get_ref().1.alpn_protocol() == Some(b"h2") {
            self.http2(stream, peer, lease, stage).await;
        } else {
            self.http1(stream, peer, closing, lease, stage).await;
        }
    }

    async fn http1<T>(
        self: Arc<Self>,
        stream: T,
        peer: Peer,
        closing: bool,
        lease: Lease,
        stage: watch::Receiver<Stage>,
    ) where
        T: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let activity = Arc::new(Activity::new(true));
        let io = TokioIo::new(Watched::new(stream, Arc::clone(&activity), self.limits.write_timeout));
        let service = service_fn(|mut request: Request<Incoming>| {
            if request.headers().contains_key(UPGRADE) {
                request.extensions_mut().insert(lease.clone());
            }
            self.answer(&activity, peer, request)
        });
        let builder = if closing { &self.closing } else { &self.keeping };
        self.drive(builder.serve_connection(io, service).with_upgrades(), &activity, stage).await;
    }

    async fn http2<T>(self: Arc<Self>, stream: T, peer: Peer, _lease: Lease, stage: watch::Receiver<Stage>)
    where
        T: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let activity = Arc::new(Activity::new(false));
        let io = TokioIo::new(Watched::new(stream, Arc::clone(&activity), self.limits.write_timeout));
        let service = service_fn(|request| {
            let (shared, activity) = (Arc::clone(&self), Arc::clone(&activity));
            async move { shared.answer(&activity, peer, request).await }
        });
        self.drive(self.multiplexed.serve_connection(io, service), &activity, stage).await;
    }

    /// Lets a connection run until it ends, is told to finish, or has used up its time.
    async fn drive<C>(&self, connection: C, activity: &Activity, mut stage: watch::Receiver<Stage>)
    where
        C: Finishing,
    {
        let mut connection = pin!(connection);
        let Limits { header_timeout: head, idle_timeout: idle, .. } = &self.limits;
        let mut look = pin!(sleep(*head));
        let (mut listening, mut last_chance) = (true, false);
        loop {
            tokio::select! {
                biased;
                ended = connection.as_mut() => {
                    if let Err(error) = ended {
                        tracing::debug!(%error, "connection ended");
                    }
                    return;
                }
                changed = stage.changed(), if listening => match changed {
                    Ok(()) if *stage.borrow() == Stage::Halted => return,
                    Ok(()) => connection.as_mut().finish(),
                    Err(_) => listening = false,
                },
                () = look.as_mut() => match activity.verdict(Instant::now(), *head, *idle) {
                    Verdict::Dawdling => return,
                    Verdict::Idle if last_chance => return,
                    Verdict::Idle => {
                        last_chance = true;
                        connection.as_mut().finish();
                        look.set(sleep(Duration::from_secs(1)));
                    }
                    Verdict::LookAgain(at) => look.set(sleep_until(at)),
                },
            }
        }
    }

    async fn answer(
        &self,
        activity: &Arc<Activity>,
        peer: Peer,
        request: Request<Incoming>,
    ) -> Result<Response, Infallible> {
        let _busy = activity.begin();
        let (mut parts, incoming) = request.into_parts();
        parts.extensions.insert(peer);
        let mut service = self.service.clone();
        if incoming.is_end_stream() {
            let response = service.call(Request::from_parts(parts, Body::empty())).await?;
            return Ok(stream::watched(response, activity));
        }
        let Limits { body_timeout: time, upload_timeout: upload, upload_rate: rate, max_body, .. } =
            self.limits;
        let (guarded, fate) = body::admit(incoming, &parts, max_body, Patience { time, upload, rate });
        parts.extensions.insert(fate.clone());
        let response = service.call(Request::from_parts(parts, guarded)).await?;
        Ok(stream::watched(fate.settle(response), activity))
    }
}

#[cfg(test)]
#[path = "listener_tests.rs"]
mod tests;
