//! An API that lets in whoever shows a good access token: JWT access tokens (RFC 9068) verified with the provider's
//! published keys, answers as RFC 6750 section 3 says.
//!
//! ```text
//! ISSUER=http://localhost:8080 AUDIENCE=http://localhost:8082 PORT=8082 cargo run --example resource_server
//! curl -H "Authorization: Bearer $(… cargo run --example machine_client)" http://localhost:8082/orders
//! ```
//!
//! Nothing here asks the provider about a single token: a revoked one is let in until it lapses (ten minutes by
//! default). An API that must know at once asks the introspection endpoint (RFC 7662) instead.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use axum::{
    Json, Router,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use jsonwebtoken::{Algorithm, DecodingKey, TokenData, Validation, decode, decode_header, jwk::JwkSet};
use serde::Deserialize;
use tokio::sync::RwLock;

/// What we may believe a token with; never "none", never a shared secret (RFC 8725 section 3.1).
const ALGORITHMS: [Algorithm; 3] = [Algorithm::RS256, Algorithm::ES256, Algorithm::EdDSA];

/// The claims of RFC 9068 section 2.2 that we look at.
#[derive(Debug, Deserialize)]
struct Claims {
    sub: String,
    client_id: String,
    #[serde(default)]
    scope: String,
}

/// Why a request is not let in; the codes of RFC 6750 section 3.1.
enum Refusal {
    /// Nothing was shown: then nothing is explained.
    Missing,
    Invalid(&'static str),
    InsufficientScope(&'static str),
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
        };
        (status, [(header::WWW_AUTHENTICATE, challenge)]).into_response()
    }
}

struct Guard {
    issuer: String,
    audience: String,
    http: reqwest::Client,
    keys: RwLock<Option<(Instant, JwkSet)>>,
}

impl Guard {
    /// The key called `kid`. An unknown one has the set fetched anew, at most every ten seconds, so that a rotation
    /// is noticed and nobody can make us ask all the time.
    async fn key(&self, kid: &str) -> Result<DecodingKey, Refusal> {
        let known = |keys: &Option<(Instant, JwkSet)>| {
            keys.as_ref().and_then(|(_, set)| set.find(kid)).and_then(|jwk| DecodingKey::from_jwk(jwk).ok())
        };
        if let Some(key) = known(&*self.keys.read().await) {
            return Ok(key);
        }
        let mut keys = self.keys.write().await;
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
    async fn admit(&self, headers: &HeaderMap, scope: &'static str) -> Result<Claims, Refusal> {
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
}

async fn orders(
    State(guard): State<Arc<Guard>>,
    headers: HeaderMap,
) -> Result<Json<serde_json::Value>, Refusal> {
    let claims = guard.admit(&headers, "orders:read").await?;
    Ok(Json(serde_json::json!({ "orders": [], "subject": claims.sub, "client_id": claims.client_id })))
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
    let given = |name: &str, usual: &str| std::env::var(name).unwrap_or_else(|_| usual.to_owned());
    let port: u16 = given("PORT", "8082").parse()?;
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await?;
    let address = format!("http://localhost:{}", listener.local_addr()?.port());
    let guard = Guard {
        issuer: given("ISSUER", "http://localhost:8080"),
        audience: given("AUDIENCE", "http://localhost:8082"),
        http: reqwest::Client::builder().timeout(Duration::from_secs(10)).build()?,
        keys: RwLock::default(),
    };
    let routes = Router::new().route("/orders", get(orders)).with_state(Arc::new(guard));
    println!("{address}");
    axum::serve(listener, routes).await?;
    Ok(())
}
