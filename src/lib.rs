//! Doorward: a standalone OAuth 2.0 / OpenID Connect identity provider.
//!
//! # The house
//! Imports point to the right only, and inside braces not at one another:
//!
//! `main -> cli -> { server, demo } -> web -> app -> administration -> oauth -> authentication -> { delivery, face } ->
//! { jose, outbound } -> storage -> { config, text } -> random -> { clock, secret, system }`.
//!
//! Nothing below `web` names axum; nothing outside `storage` names sqlx (but `clock` derives how a moment is stored);
//! nothing outside `jose` names jsonwebtoken, and nothing but `jose/encrypt.rs` josekit; only `delivery/mail` names lettre. `tests/house_rules.rs` checks it.

// Of the pedantic lints, the one that CI holds to: docs/decisions/0076.
#![cfg_attr(not(test), warn(clippy::large_futures))]
// The metadata document is one `json!` of many members.
#![recursion_limit = "256"]

pub mod administration;
pub mod app;
pub mod authentication;
pub mod cli;
pub mod clock;
pub mod config;
pub mod delivery;
#[cfg(feature = "demo")]
pub mod demo;
pub mod face;
pub mod jose;
pub mod oauth;
pub mod outbound;
pub mod random;
pub mod secret;
pub mod server;
pub mod storage;
pub mod system;
pub mod text;
pub mod web;
