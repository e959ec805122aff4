//! Lets in whoever shows a good access token: JWT access tokens (RFC 9068) verified with the provider's published keys,
//! refusals as RFC 6750 section 3 and RFC 9470 section 3 say.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use axum::{
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use jsonwebtoken::{Algorithm, DecodingKey, TokenData, Validation, decode, decode_header, jwk::JwkSet};
use serde::Deserialize;
use tokio::sync::RwLock;

/// What we may believe a token with; never "none", never a shared secret (RFC 8725 section 3.1).
const ALGORITHMS: [Algorithm; 3] = [Algorithm::RS256, Algorithm::ES256, Algorithm::EdDSA];

/// How long the keys are believed without being asked for again, so that one that was withdrawn is believed no longer. The
/// provider publishes new ones for as long before it signs with them (its setting `key.jwks_max_age`).
const KEPT: Duration = Duration::from_mins(15);

/// The claims of RFC 9068 section 2.2 that we look at.
#[derive(Debug, Deserialize)]
pub struct Claims {
    pub sub: String,
    pub client_id: String,
    #[serde(default)]
    pub scope: String,
    /// The level that the person reached (section 2.2.1).
    #[serde(default)]
    pub acr: String,
    /// When, in seconds since 1970.
    #[serde(default)]
    pub auth_time: u64,
}

/// Why a request is not let in; the codes of RFC 6750 section 3.1.
pub enum Refusal {
    /// Nothing was shown: then nothing is explained.
    Missing,
    Invalid(&'static str),
    InsufficientScope(&'static str),
    /// The person has to be authenticated better, or anew (RFC 9470 section 3).
    #[allow(dead_code)] // not every API asks for more
    InsufficientAuthentication {
        acr_values: String,
        max_age: Option<Duration>,
    },
    /// The keys cannot be had: not the caller's fault.
    NoKeys,
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let (status, challenge) = match self {
            Self::NoKeys => return StatusCode::SERVICE_UNAVAILABLE.into_response(),
            Self::Missing => (StatusCode::UNAUTHORIZED, "Bearer".to_owned()),
            Self::Invalid(why) => (
                StatusCode::UNAUTHORIZED,
                format!("Bearer error=\"invalid_token\", error_description=\"{why}\""),
            ),
            Self::InsufficientScope(scope) => {
                (StatusCode::FORBIDDEN, format!("Bearer error=\"insufficient_scope\", scope=\"{scope}\""))
            }
            Self::InsufficientAuthentication { acr_values, max_age } => {
                let age = max_age.map(|age| format!(", max_age=\"{}\"", age.as_secs())).unwrap_or_default();
                let error = "Bearer error=\"insufficient_user_authentication\"";
                let why = "error_description=\"a stronger or fresher sign-in is needed\"";
                (StatusCode::UNAUTHORIZED, format!("{error}, {why}, acr_values=\"{acr_values}\"{age}"))
            }
        };
        (status, [(header::WWW_AUTHENTICATE, challenge)]).into_response()
    }
}

pub struct Guard {
    issuer: String,
    audience: String,
    http: reqwest::Client,
    keys: RwLock<Option<(Instant, JwkSet)>>,
}

impl Guard {
    /// Believes tokens of `issuer` that are meant for `audience`.
    pub fn new(issuer: String, audience: String) -> reqwest::Result<Self> {
        let http = reqwest::Client::builder().timeout(Duration::from_secs(10)).build()?;
        Ok(Self { issuer, audience, http, keys: RwLock::default() })
    }

    /// The key called `kid`. An old set is fetched anew, and so it is for an unknown key, at most every ten seconds, so that a
    /// rotation is noticed and nobody can make us ask all the time.
    async fn key(&self, kid: &str) -> Result<DecodingKey, Refusal> {
        let known = |keys: &Option<(Instant, JwkSet)>| {
            let set = keys.as_ref().filter(|(since, _)| since.elapsed() < KEPT);
            set.and_then(|(_, set)| set.find(kid)).and_then(|jwk| DecodingKey::from_jwk(jwk).ok())
        };
        if let Some(key) = known(&*self.keys.read().await) {
            return Ok(key);
        }
        let mut keys = self.keys.write().await;
        // Whoever waited here may find what another has fetched meanwhile.
        if let Some(key) = known(&keys) {
            return Ok(key);
        }
        let fresh = |(since, _): &(Instant, JwkSet)| since.elapsed() < Duration::from_secs(10);
        if !keys.as_ref().is_some_and(fresh) {
            *keys = Some((Instant::now(), self.fetch().await.map_err(|_| Refusal::NoKeys)?));
        }
        known(&keys).ok_or(Refusal::Invalid("the token was signed with an unknown key"))
    }

    async fn fetch(&self) -> reqwest::Result<JwkSet> {
        #[derive(Deserialize)]
        struct Metadata {
            jwks_uri: String,
        }
        let address = format!("{}/.well-known/openid-configuration", self.issuer);
        let metadata: Metadata = self.http.get(address).send().await?.error_for_status()?.json().await?;
        self.http.get(metadata.jwks_uri).send().await?.error_for_status()?.json().await
    }

    /// The checks of RFC 9068 section 4, then the scope.
    pub async fn admit(&self, headers: &HeaderMap, scope: &'static str) -> Result<Claims, Refusal> {
        let shown = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let (scheme, token) = shown.and_then(|shown| shown.split_once(' ')).ok_or(Refusal::Missing)?;
        if !scheme.eq_ignore_ascii_case("bearer") {
            return Err(Refusal::Missing);
        }
        let token = token.trim();
        let head = decode_header(token).map_err(|_| Refusal::Invalid("the token is not a JWT"))?;
        let typ = head.typ.as_deref().unwrap_or_default().to_ascii_lowercase();
        if typ != "at+jwt" && typ != "application/at+jwt" {
            return Err(Refusal::Invalid("the token is not an access token"));
        }
        if !ALGORITHMS.contains(&head.alg) {
            return Err(Refusal::Invalid("the token has another algorithm"));
        }
        let key = self.key(head.kid.as_deref().unwrap_or_default()).await?;
        let mut rules = Validation::new(head.alg);
        rules.set_issuer(&[&self.issuer]);
        rules.set_audience(&[&self.audience]);
        rules.set_required_spec_claims(&["iss", "aud", "exp", "sub"]);
        rules.leeway = 10;
        // A key of another family than the header names is refused here.
        let TokenData { claims, .. } = decode::<Claims>(token, &key, &rules)
            .map_err(|_| Refusal::Invalid("the token is not for us, has lapsed or is not genuine"))?;
        if claims.scope.split(' ').any(|granted| granted == scope) {
            Ok(claims)
        } else {
            Err(Refusal::InsufficientScope(scope))
        }
    }

    /// Refuses somebody who did not reach one of `levels`, or longer ago than `max_age`, and says what is missing.
    #[allow(dead_code)] // not every API asks for more
    pub fn demand(claims: &Claims, levels: &[&str], max_age: Option<Duration>) -> Result<(), Refusal> {
        #[allow(clippy::disallowed_methods)] // a program of its own
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
        let fresh = max_age.is_none_or(|age| now.saturating_sub(claims.auth_time) <= age.as_secs());
        if fresh && levels.contains(&claims.acr.as_str()) {
            return Ok(());
        }
        Err(Refusal::InsufficientAuthentication { acr_values: levels.join(" "), max_age })
    }
}
