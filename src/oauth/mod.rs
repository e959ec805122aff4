//! The protocol without HTTP: OAuth 2.0 (RFC 6749) and OpenID Connect Core 1.0.
//!
//! Owns what a request means and how it is answered; leaves parsing and writing HTTP to `web`, who the person is to
//! `authentication`, and keys to `jose`. Every file is named after the part of its specification that it follows.

pub mod access_token;
pub mod apps;
pub mod attributes;
pub mod authorization;
pub mod back_channel_logout;
pub mod check_session;
pub mod claims;
pub mod claims_of;
pub mod client_authentication;
mod client_directory;
pub mod client_document;
pub mod client_keys;
pub mod client_test;
mod client_use;
pub mod device;
pub mod discovery;
pub mod dpop;
pub mod encryption;
pub mod error;
pub mod fetch;
pub mod front_channel;
pub mod grant;
pub mod hint;
pub mod id_token;
pub mod introspection;
pub mod key_rules;
pub mod logout;
pub mod parameters;
pub mod pkce;
pub mod presented;
pub mod prompt;
pub mod pushed;
pub mod redirect_uri;
pub mod refresh_token;
pub mod resource;
pub mod response_mode;
pub mod response_type;
pub mod revocation;
pub mod scope;
mod settings;
pub mod subject;
#[cfg(any(test, feature = "fuzzing"))]
pub mod targets;
#[cfg(test)]
pub(crate) mod testing;
pub mod token;
mod user_code;
pub mod userinfo;

pub use client_directory::{ClientDirectory, KnownClient};
pub use error::OAuthError;
pub use settings::{
    AUTHORIZE, AssertionAudience, CHECK_SESSION, DEVICE, DEVICE_AUTHORIZATION, Governed, INTROSPECT, JWKS,
    LOGOUT, PUSH, REGISTER, REVOKE, Settings, TOKEN, USERINFO,
};

use std::sync::{Arc, PoisonError, RwLock};

use bytes::Bytes;

use self::{
    client_document::Documents,
    client_keys::ClientKeys,
    fetch::{Fetcher, Recent},
};

use crate::{
    authentication::guide::Guide,
    clock::Clock,
    jose::{Keyring, Vault},
    random::Random,
    storage::Database,
};

/// What every endpoint works with. One per process.
pub struct Provider {
    /// Where everything is kept.
    pub database: Database,
    /// Seals and digests.
    pub vault: Vault,
    /// Signs and verifies.
    pub keyring: Arc<Keyring>,
    /// Time.
    pub clock: Clock,
    /// Chance.
    pub random: Random,
    /// What the operator decided.
    pub settings: Settings,
    /// Finds out who the person is.
    pub guide: Arc<Guide>,
    /// The registered clients.
    pub clients: ClientDirectory,
    /// When they were last given tokens.
    pub uses: client_use::Uses,
    /// Reads what clients publish.
    pub fetcher: Fetcher,
    /// The request objects that it read a moment ago.
    pub request_objects: Recent,
    /// Those that describe themselves.
    pub documents: Documents,
    /// Their keys.
    pub client_keys: ClientKeys,
    /// What may change while we run, and the metadata document that tells of it, ready to be sent.
    governed: RwLock<(Arc<Governed>, Bytes)>,
}

/// What a [`Provider`] is made of.
#[allow(missing_docs)] // each is described there
pub struct Parts {
    pub database: Database,
    pub vault: Vault,
    pub keyring: Arc<Keyring>,
    pub clock: Clock,
    pub random: Random,
    pub settings: Settings,
    pub governed: Governed,
    pub guide: Arc<Guide>,
    pub fetcher: Fetcher,
}

impl Provider {
    /// Puts it together.
    pub fn new(parts: Parts) -> Self {
        let Parts { database, vault, keyring, clock, random, settings, governed, guide, fetcher } = parts;
        let clients = ClientDirectory::new(database.clone(), clock.clone(), settings.client_cache);
        let metadata = discovery::document(&settings, &governed);
        let documents = Documents::default();
        let client_keys = ClientKeys::new(clock.clone());
        Self {
            database,
            vault,
            keyring,
            clock,
            random,
            settings,
            guide,
            clients,
            uses: client_use::Uses::default(),
            fetcher,
            request_objects: Recent::default(),
            documents,
            client_keys,
            governed: RwLock::new((Arc::new(governed), metadata)),
        }
    }

    /// What may change while we run, as it is now.
    pub fn governed(&self) -> Arc<Governed> {
        Arc::clone(&self.governed.read().unwrap_or_else(PoisonError::into_inner).0)
    }

    /// The metadata document, ready to be sent.
    pub fn metadata(&self) -> Bytes {
        self.governed.read().unwrap_or_else(PoisonError::into_inner).1.clone()
    }

    /// Goes by these from now on. What was given out before keeps the life that it was given.
    pub fn govern(&self, governed: Governed) {
        let metadata = discovery::document(&self.settings, &governed);
        *self.governed.write().unwrap_or_else(PoisonError::into_inner) = (Arc::new(governed), metadata);
    }
}
