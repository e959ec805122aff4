//! HTTP: the only place that names axum. Every handler is parse, one call, answer.
//!
//! A request comes in through [`listener`] (limits, TLS, drain), passes [`frame`] (who asks, security headers, the
//! log, errors become answers) and reaches its handler, which reads it with [`extract`]. No rule of the protocol or
//! of signing in lives here.

mod activity;
pub mod assets;
mod body;
pub mod cookie;
pub mod cors;
pub mod csrf;
pub mod dev_host;
pub mod drain;
pub mod error;
pub mod extract;
pub mod frame;
pub mod headers;
pub mod health;
pub mod listener;
pub mod metrics;
pub mod oauth;
pub mod page;
pub mod proxy;
pub mod request_log;
pub mod tls;
pub mod visit;
mod watched;
