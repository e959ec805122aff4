//! Serving: doors are opened, the router stands behind them, jobs run, and everything ends in order.
//!
//! Owns the life of the process from bound ports to the last answered request. What is served is [`web`](crate::web)'s.

mod jobs;
pub mod log;
mod room;

use std::{
    net::{Ipv4Addr, Ipv6Addr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use axum::Router;
use rustls::ServerConfig;
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
    task::JoinSet,
};
use url::Url;

pub use crate::web::{drain::Drain, listener::Ending};
use crate::{
    app::App,
    config::Config,
    storage,
    web::{
        dev_host::DevHost,
        drain,
        frame::Frame,
        health::Readiness,
        listener::{self, Limits},
        metrics::{Metrics, Requests},
        proxy::TrustedProxies,
        router::{router, router_without_admin},
        site::Site,
        tls,
    },
};

/// For background work that does not hear of the drain.
const LAST_ROUND: Duration = Duration::from_secs(5);

/// Why nothing can be served. Each is one line for the operator.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A port is taken, or the address is not ours.
    #[error("cannot listen on {address}: {source}")]
    Bind {
        /// Which address.
        address: SocketAddr,
        /// Why not.
        source: std::io::Error,
    },
    /// Certificate or key.
    #[error("listener.tls_certificate_file: {0}")]
    Tls(#[from] tls::Error),
    /// Pages or numbers cannot be had.
    #[error("{0}")]
    Start(String),
}

/// Bound ports. Who connects before anybody serves waits in the system's queue, and a taken port is known before
/// anything else starts.
pub struct Doors {
    public: Vec<TcpListener>,
    admin: Option<TcpListener>,
    metrics: Option<TcpListener>,
    tls: Option<Arc<ServerConfig>>,
}

/// Binds one port.
pub async fn bind(address: SocketAddr) -> Result<TcpListener, Error> {
    TcpListener::bind(address).await.map_err(|source| Error::Bind { address, source })
}

/// Binds `port` on 127.0.0.1 and, where there is IPv6, on ::1, so that `localhost` works whatever it resolves to.
/// Port 0 takes one that is free on both.
pub async fn bind_loopback(port: u16) -> Result<Vec<TcpListener>, Error> {
    const TRIES: u32 = 16;
    let mut tried = 0;
    loop {
        let first = bind((Ipv4Addr::LOCALHOST, port).into()).await?;
        let taken = first.local_addr().map_or(port, |address| address.port());
        match bind((Ipv6Addr::LOCALHOST, taken).into()).await {
            Ok(second) => return Ok(vec![first, second]),
            Err(Error::Bind { source, address }) if source.kind() == std::io::ErrorKind::AddrInUse => {
                tried += 1;
                if port != 0 || tried >= TRIES {
                    return Err(Error::Bind { address, source });
                }
            }
            // No IPv6 here.
            Err(_) => return Ok(vec![first]),
        }
    }
}

impl Doors {
    /// Binds what the configuration names.
    ///
    /// # Errors
    /// A taken port, a certificate that does not work.
    pub async fn open(config: &Config) -> Result<Self, Error> {
        let public = vec![bind(config.listener.address).await?];
        Self::around(public, config).await
    }

    /// The same around ports that are bound already.
    pub async fn around(public: Vec<TcpListener>, config: &Config) -> Result<Self, Error> {
        let listener = &config.listener;
        let tls = match (&listener.tls_certificate_file, &listener.tls_key_file) {
            (Some(certificate), Some(key)) => Some(tls::config(certificate, key)?),
            _ => None,
        };
        let metrics = match listener.metrics_address {
            Some(address) => Some(bind(address).await?),
            None => None,
        };
        let admin = match config.admin.listen {
            Some(address) => Some(bind(address).await?),
            None => None,
        };
        Ok(Self { public, admin, metrics, tls })
    }

    /// Where people come in who administer, if that is not where everybody does.
    pub fn admin_address(&self) -> Option<SocketAddr> {
        self.admin.as_ref().and_then(|door| door.local_addr().ok())
    }

    /// Where people come in.
    pub fn addresses(&self) -> Vec<SocketAddr> {
        self.public.iter().filter_map(|door| door.local_addr().ok()).collect()
    }
}

/// Listens for SIGTERM and SIGINT: the first starts the drain, the second ends it at once. Words come after deeds: whoever
/// reads the log may be gone, and nothing that is said may keep the process from ending.
pub fn drain_on_signals() -> std::io::Result<Drain> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let (trigger, ear) = drain::channel();
    tokio::spawn(async move {
        for last in [false, true] {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
            if last {
                trigger.halt();
                tracing::warn!("told again to stop: stopping at once");
            } else {
                trigger.drain();
                tracing::info!("told to stop: finishing what is in flight");
            }
        }
    });
    Ok(ear)
}

/// What stands behind the doors.
pub struct Service {
    /// At the public address.
    pub public: Router,
    /// At the address of the admin side, where that has one of its own; then the other has no admin side.
    pub admin: Option<Router>,
}

/// Everything that is served.
pub fn service(app: &Arc<App>, relying_party: Option<String>, drain: &Drain) -> Result<Service, Error> {
    let start = |error: &dyn std::fmt::Display| Error::Start(error.to_string());
    let issuer = Url::parse(&app.config.issuer).map_err(|error| start(&error))?;
    let listener = &app.config.listener;
    let database = app.database.clone();
    let readiness = Readiness::new(drain.clone()).with("database", move || {
        let database = database.clone();
        async move { storage::diagnosis::ping(&database).await.map_err(|error| error.to_string()) }
    });
    let site = Arc::new(Site::new(Arc::clone(app), relying_party).map_err(|error| start(&error))?);
    let frame = || Frame {
        proxies: TrustedProxies::new(listener.trusted_proxies.clone()),
        dev: app.config.dev.then(|| DevHost { port: issuer.port_or_known_default().unwrap_or(80) }),
        access_log: app.config.log.access,
        requests: listener.metrics_address.map(|_| Requests::default()),
        pages: Some(Arc::clone(&site.pages)),
        ..Frame::new(&issuer, app.random.clone())
    };
    let around = |routes: Router| frame().around(routes.merge(readiness.clone().router()));
    let all = around(router(Arc::clone(&site)));
    Ok(if app.config.admin.listen.is_some() {
        Service { public: around(router_without_admin(Arc::clone(&site))), admin: Some(all) }
    } else {
        Service { public: all, admin: None }
    })
}

/// Serves until the drain, then finishes: no new connections, requests in flight, jobs, database.
pub async fn serve(app: Arc<App>, doors: Doors, service: Service, drain: Drain) -> Result<Ending, Error> {
    let mut limits = Limits::from(&app.config.listener);
    limits.max_connections = room::made(limits.max_connections);
    let mut background = jobs::start(&app, &drain);
    if let Some(door) = doors.metrics {
        let metrics = Metrics::install().map_err(|error| Error::Start(error.to_string()))?;
        let (routes, limits, drain) = (metrics.router(), limits.clone(), drain.clone());
        let upkeep = drain.clone();
        background.spawn(async move {
            listener::serve(door, None, routes, limits, drain).await;
        });
        background.spawn(async move {
            tokio::select! { () = metrics.upkeep() => {}, () = upkeep.started() => {} }
        });
    }
    let mut serving = JoinSet::new();
    let Service { public, admin } = service;
    let public = doors.public.into_iter().map(|door| (door, public.clone()));
    for (door, routes) in public.chain(doors.admin.zip(admin)) {
        serving.spawn(listener::serve(door, doors.tls.clone(), routes, limits.clone(), drain.clone()));
    }
    let mut ending = Ending::Drained;
    while let Some(ended) = serving.join_next().await {
        match ended {
            Ok(Ending::Drained) => {}
            Ok(worse) => ending = worse,
            Err(error) => return Err(Error::Start(error.to_string())),
        }
    }
    if ending != Ending::Halted {
        let rest = async { while background.join_next().await.is_some() {} };
        let _ = tokio::time::timeout(LAST_ROUND, rest).await;
        app.database.close().await;
    }
    Ok(ending)
}

#[cfg(test)]
mod tests;
