//! What the operator decided about the protocol, and the addresses that follow from the issuer.

use std::{collections::BTreeMap, time::Duration};

/// What the `aud` of a client's assertion may be (draft-ietf-oauth-rfc7523bis section 4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AssertionAudience {
    /// The issuer, as one string.
    Issuer,
    /// The issuer or the URL of the token endpoint.
    IssuerOrTokenEndpoint,
}

/// The protocol's settings.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The issuer: an origin with an optional path, no slash at its end. Never derived from a request.
    pub issuer: String,
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
    /// How long others may cache the JWKS.
    pub jwks_max_age: Duration,
    /// Algorithms there is a key for, RS256 first.
    pub algorithms: Vec<String>,
    /// The size of a client assertion's audience.
    pub assertion_audience: AssertionAudience,
    /// Whether confidential clients must use PKCE as well.
    pub require_pkce: bool,
    /// How long a remembered consent holds; `None` until it is withdrawn.
    pub consent_lifetime: Option<Duration>,
    /// Scopes beside the standard ones.
    pub scopes: Vec<String>,
    /// The assurance levels that a sign-in can reach, weakest first.
    pub acr_values_supported: Vec<String>,
    /// The level of a client without one of its own.
    pub default_level: String,
    /// Levels demanded by client: client_id to `acr`.
    pub client_levels: BTreeMap<String, String>,
    /// The languages of the hosted pages.
    pub ui_locales: Vec<String>,
    /// How long a client's record may be answered from memory.
    pub client_cache: Duration,
}

impl Settings {
    /// The defaults for an issuer; also what tests use.
    pub fn new(issuer: impl Into<String>) -> Self {
        let texts = |list: &[&str]| list.iter().map(ToString::to_string).collect();
        Self {
            issuer: issuer.into(),
            code_lifetime: Duration::from_mins(1),
            access_lifetime: Duration::from_mins(10),
            id_lifetime: Duration::from_hours(1),
            refresh_idle: Duration::from_hours(30 * 24),
            refresh_absolute: Duration::from_hours(365 * 24),
            refresh_reuse_grace: Duration::from_secs(30),
            jwks_max_age: Duration::from_mins(15),
            algorithms: texts(&["RS256", "ES256", "EdDSA"]),
            assertion_audience: AssertionAudience::Issuer,
            require_pkce: false,
            consent_lifetime: None,
            scopes: Vec::new(),
            acr_values_supported: texts(&[
                "urn:doorward:acr:password",
                "urn:doorward:acr:two-step",
                "urn:doorward:acr:aal2",
            ]),
            default_level: "urn:doorward:acr:two-step".into(),
            client_levels: BTreeMap::new(),
            ui_locales: texts(&["en"]),
            client_cache: Duration::from_secs(1),
        }
    }

    /// The address of an endpoint: the issuer followed by `path`.
    pub fn endpoint(&self, path: &str) -> String {
        format!("{}{path}", self.issuer)
    }

    /// The level that a client gets when its request does not say otherwise.
    pub fn level_for(&self, client_id: &str) -> &str {
        self.client_levels.get(client_id).unwrap_or(&self.default_level)
    }
}

/// Where the authorization endpoint is, below the issuer.
pub const AUTHORIZE: &str = "/authorize";
/// Where the token endpoint is.
pub const TOKEN: &str = "/token";
/// Where the userinfo endpoint is.
pub const USERINFO: &str = "/userinfo";
/// Where tokens are revoked (RFC 7009).
pub const REVOKE: &str = "/revoke";
/// Where tokens are looked into (RFC 7662).
pub const INTROSPECT: &str = "/introspect";
/// Where the public keys are.
pub const JWKS: &str = "/jwks";
/// Where sessions end (OpenID Connect RP-Initiated Logout 1.0).
pub const LOGOUT: &str = "/logout";
