//! Serving, from the first connection to the last: doors that open together and close together.

use std::{io, sync::Arc};

use axum::Router;
use futures_util::future::join_all;
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
};

use crate::web::{
    drain::{self, Drain},
    listener::{self, Ending, Limits},
};

/// One address and what is served there.
pub struct Door {
    /// Bound already, so that a port in use is known before anything else starts.
    pub listener: TcpListener,
    /// With TLS, or behind a proxy that has it.
    pub tls: Option<Arc<rustls::ServerConfig>>,
    /// What is served.
    pub service: Router,
    /// What a connection may cost.
    pub limits: Limits,
}

/// Listens for SIGTERM and SIGINT: the first starts the drain, the second ends it at once.
pub fn drain_on_signals() -> io::Result<Drain> {
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
                tracing::warn!("told again to stop: stopping at once");
                trigger.halt();
            } else {
                tracing::info!("told to stop: finishing what is in flight");
                trigger.drain();
            }
        }
    });
    Ok(ear)
}

/// Serves at every door until `drain` has started and what was in flight is answered. The worst ending of all.
pub async fn serve(doors: Vec<Door>, drain: Drain) -> Ending {
    let serving = doors.into_iter().map(|Door { listener, tls, service, limits }| {
        listener::serve(listener, tls, service, limits, drain.clone())
    });
    let endings = join_all(serving).await;
    *[Ending::Halted, Ending::TimedOut]
        .iter()
        .find(|worse| endings.contains(worse))
        .unwrap_or(&Ending::Drained)
}
