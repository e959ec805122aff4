//! The protocol without HTTP: OAuth 2.0 (RFC 6749) and OpenID Connect Core 1.0.
//!
//! Owns what a request means and how it is answered; leaves parsing and writing HTTP to `web`, who the person is to
//! `authentication`, and keys to `jose`. Every file is named after the part of its specification that it follows.

pub mod access_token;
pub mod claims;
pub mod claims_of;
pub mod client_authentication;
mod client_directory;
pub mod error;
pub mod grant;
pub mod id_token;
pub mod introspection;
pub mod parameters;
pub mod pkce;
pub mod prompt;
pub mod redirect_uri;
pub mod refresh_token;
pub mod response_mode;
pub mod revocation;
pub mod scope;
mod settings;
#[cfg(test)]
pub(crate) mod testing;
pub mod token;
pub mod userinfo;

pub use client_directory::{ClientDirectory, KnownClient};
pub use error::OAuthError;
pub use settings::{
    AUTHORIZE, AssertionAudience, INTROSPECT, JWKS, LOGOUT, REVOKE, Settings, TOKEN, USERINFO,
};

use std::sync::Arc;

use crate::{
    clock::Clock,
    jose::{Keyring, Vault},
    random::Random,
    storage::Database,
};

/// What every endpoint works with. One per process.
pub struct Provider {
    /// Where everything is kept.
    pub database: Database,
    /// Time.
    pub clock: Clock,
    /// Chance.
    pub random: Random,
    /// Digests of bearer secrets.
    pub vault: Vault,
    /// The signing keys.
    pub keyring: Arc<Keyring>,
    /// What the operator decided.
    pub settings: Settings,
    /// The registered clients.
    pub clients: ClientDirectory,
}
