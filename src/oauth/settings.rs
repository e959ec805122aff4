//! What the operator decided about the protocol, and the addresses that follow from the issuer.

use std::{sync::Arc, time::Duration};

use super::scope::{STANDARD, Scopes};
pub use crate::config::AssertionAudience;
use crate::{
    config::{Attributes, ClientRegistrationMode, Config, ResourceServer},
    jose::Pair,
};

/// The protocol's settings.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The issuer: an origin with an optional path, no slash at its end. Never derived from a request.
    pub issuer: String,
    /// How long others may cache the JWKS.
    pub jwks_max_age: Duration,
    /// Algorithms there is a key for, RS256 first.
    pub algorithms: Vec<String>,
    /// Kinds of keys that clients may encrypt to.
    pub encryption: Vec<Pair>,
    /// The size of a client assertion's audience.
    pub assertion_audience: AssertionAudience,
    /// Whether confidential clients must use PKCE as well.
    pub require_pkce: bool,
    /// Whether every request must be pushed (RFC 9126).
    pub require_pushed_requests: bool,
    /// Whether tokens may come back through the browser: the implicit and hybrid flows.
    pub front_channel_tokens: bool,
    /// Whether clients may register themselves.
    pub registration: bool,
    /// How long a remembered consent holds; `None` until it is withdrawn.
    pub consent_lifetime: Option<Duration>,
    /// Scopes beside the standard ones, those of attributes and those of resource servers.
    pub scopes: Vec<String>,
    /// What accounts say beside the standard claims.
    pub attributes: Arc<Attributes>,
    /// The resource servers that tokens can be asked for.
    pub resources: Vec<ResourceServer>,
    /// Whether clients may describe themselves …
    pub client_documents: bool,
    /// … and at which hosts; at every public one if there is none.
    pub document_hosts: Vec<String>,
    /// Whether DPoP proofs need a nonce of ours.
    pub dpop_nonce: bool,
    /// The languages of the hosted pages.
    pub ui_locales: Vec<String>,
    /// How long a client's record may be answered from memory.
    pub client_cache: Duration,
}

impl Settings {
    /// What the configuration says, with the languages there are texts in.
    pub fn from_config(config: &Config, ui_locales: Vec<String>) -> Self {
        Self {
            issuer: config.issuer.clone(),
            jwks_max_age: config.key.jwks_max_age,
            algorithms: config.key.algorithms.clone(),
            encryption: config.key.encryption.iter().filter_map(|name| Pair::from_name(name)).collect(),
            assertion_audience: config.client.assertion_audience,
            require_pkce: config.oauth.require_pkce,
            require_pushed_requests: config.oauth.require_pushed_requests,
            front_channel_tokens: config.oauth.front_channel_tokens,
            registration: config.client_registration.mode != ClientRegistrationMode::Off,
            consent_lifetime: config.oauth.consent_lifetime,
            scopes: config.oauth.scopes.clone(),
            attributes: Arc::new(config.profile.attributes.clone()),
            resources: config.oauth.resources.0.clone(),
            client_documents: config.client.documents,
            document_hosts: config.client.document_hosts.clone(),
            dpop_nonce: config.oauth.dpop_nonce,
            ui_locales,
            client_cache: config.client.cache,
        }
    }

    /// The defaults for an issuer; what tests use.
    pub fn new(issuer: impl Into<String>) -> Self {
        Self::from_config(&Config { issuer: issuer.into(), ..Config::default() }, vec!["en".into()])
    }

    /// Every scope that can be asked for, each once.
    pub fn known_scopes(&self) -> Scopes {
        let of_resources = self.resources.iter().flat_map(|server| &server.scopes);
        let own = self.scopes.iter().chain(of_resources).map(String::as_str);
        STANDARD.into_iter().chain(self.attributes.scopes()).chain(own).collect()
    }

    /// The longest that an access token lives, where one that is for no resource server with a lifetime lives `usual` long.
    pub fn longest_access(&self, usual: Duration) -> Duration {
        self.resources.iter().filter_map(|server| server.lifetime).fold(usual, Duration::max)
    }

    /// Whether a scope is about a person: a standard one, or one that releases attributes.
    pub fn is_personal(&self, scope: &str) -> bool {
        STANDARD.contains(&scope) || self.attributes.scopes().any(|own| own == scope)
    }

    /// The address of an endpoint: the issuer followed by `path`.
    pub fn endpoint(&self, path: &str) -> String {
        format!("{}{path}", self.issuer)
    }
}

/// What the admin side may change while we run. Whoever makes one decision by several of these takes them together.
#[derive(Clone, Debug)]
pub struct Governed {
    /// Life of an authorization code.
    pub code_lifetime: Duration,
    /// Life of an access token.
    pub access_lifetime: Duration,
    /// Life of an ID token.
    pub id_lifetime: Duration,
    /// A refresh token ends after this long without use.
    pub refresh_idle: Duration,
    /// A grant's refresh tokens end this long after it was made.
    pub refresh_absolute: Duration,
    /// For this long a used refresh token gets one more successor while the first is unused.
    pub refresh_reuse_grace: Duration,
    /// The assurance levels that a sign-in can reach, weakest first.
    pub acr_values_supported: Vec<String>,
    /// Whether everybody may make an account.
    pub registers: bool,
}

impl Governed {
    /// What the configuration says.
    pub fn from_config(config: &Config) -> Self {
        Self {
            code_lifetime: config.token.code_lifetime,
            access_lifetime: config.token.access_lifetime,
            id_lifetime: config.token.id_lifetime,
            refresh_idle: config.token.refresh_idle,
            refresh_absolute: config.token.refresh_absolute,
            refresh_reuse_grace: config.token.refresh_reuse_grace,
            acr_values_supported: config.levels().0.into_iter().map(|level| level.acr).collect(),
            registers: config.registration.is_on(),
        }
    }
}

impl Default for Governed {
    fn default() -> Self {
        Self::from_config(&Config::default())
    }
}

/// Where the authorization endpoint is, below the issuer.
pub const AUTHORIZE: &str = "/authorize";
/// Where the token endpoint is.
pub const TOKEN: &str = "/token";
/// Where the userinfo endpoint is.
pub const USERINFO: &str = "/userinfo";
/// Where requests are pushed (RFC 9126).
pub const PUSH: &str = "/par";
/// Where clients register (RFC 7591).
pub const REGISTER: &str = "/register";
/// Where tokens are revoked (RFC 7009).
pub const REVOKE: &str = "/revoke";
/// Where tokens are looked into (RFC 7662).
pub const INTROSPECT: &str = "/introspect";
/// Where devices begin (RFC 8628).
pub const DEVICE_AUTHORIZATION: &str = "/device_authorization";
/// Where their people type the code.
pub const DEVICE: &str = "/device";
/// Where the page is that clients keep in a frame (OpenID Connect Session Management 1.0).
pub const CHECK_SESSION: &str = "/check-session";
/// Where the public keys are.
pub const JWKS: &str = "/jwks";
/// Where sessions end (OpenID Connect RP-Initiated Logout 1.0).
pub const LOGOUT: &str = "/logout";
