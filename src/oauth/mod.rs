//! The protocol without HTTP: OAuth 2.0 (RFC 6749) and OpenID Connect Core 1.0.
//!
//! Owns what a request means and how it is answered; leaves parsing and writing HTTP to `web`, who the person is to
//! `authentication`, and keys to `jose`. Every file is named after the part of its specification that it follows.

pub mod claims;
mod client_directory;
pub mod error;
pub mod pkce;
pub mod prompt;
pub mod redirect_uri;
pub mod response_mode;
pub mod scope;
mod settings;

pub use client_directory::{ClientDirectory, KnownClient};
pub use error::OAuthError;
pub use settings::{
    AUTHORIZE, AssertionAudience, INTROSPECT, JWKS, LOGOUT, REVOKE, Settings, TOKEN, USERINFO,
};

use crate::{clock::Clock, random::Random, storage::Database};

/// What every endpoint works with. One per process.
pub struct Provider {
    /// Where everything is kept.
    pub database: Database,
    /// Time.
    pub clock: Clock,
    /// Chance.
    pub random: Random,
    /// What the operator decided.
    pub settings: Settings,
    /// The registered clients.
    pub clients: ClientDirectory,
}
