//! HTTP: the only place that names axum. Every handler is parse, one call, answer.
//!
//! A request comes in through [`listener`] (limits, TLS, drain), passes [`frame`] (who asks, security headers, the
//! log, errors become answers) and reaches its handler, which reads it with [`extract`]. No rule of the protocol or
//! of signing in lives here.

pub mod account;
mod activity;
pub mod admin;
pub mod answer;
pub mod api;
pub mod assets;
pub mod attribute;
mod body;
mod brand;
mod certificate;
mod console_token;
pub mod cookie;
pub mod cors;
pub mod csrf;
pub mod dev;
pub mod dev_host;
pub mod drain;
pub mod error;
pub mod extract;
pub mod flow;
pub mod frame;
pub mod guest;
pub mod headers;
pub mod health;
pub mod home;
pub mod language;
pub mod listener;
pub mod live;
pub mod login;
pub mod logo;
pub mod metrics;
pub mod not_me;
pub mod oauth;
pub mod page;
mod phone;
pub mod picture;
mod private_file;
pub mod proxy;
mod recover;
mod register;
mod related_origins;
pub mod request_log;
mod reset;
pub mod router;
pub mod scim;
pub mod site;
mod squeeze;
mod stream;
pub mod tls;
pub mod visit;
mod watched;
