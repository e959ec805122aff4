//! Access tokens: JWTs of RFC 9068 or opaque ones, per client or resource server; and what becomes of one that is shown here again.
//!
//! A JWT is stored nowhere. Each names its grant (`gid`) and itself (`jti`), so that our own endpoints see a revocation
//! at once; other resource servers see it at `exp`, or by introspection.

use serde::Serialize;
use serde_json::Value;

use super::{
    OAuthError, Provider,
    grant::Plan,
    resource::Target,
    scope::{OPENID, Scopes},
};
use crate::{
    clock::Timestamp,
    jose::{
        Algorithm, Audience,
        verify::{Expect, Verified},
    },
    storage::{
        client::Client,
        grant::{self, Grant},
        list_from_json, list_to_json,
        token::{self, AccessTokenRow},
    },
};

/// What opaque access tokens are digested for.
pub const DIGEST: &str = "access_token";
/// The `typ` of RFC 9068 section 2.1.
const TYPE: &str = "at+jwt";

/// An access token before it has a form.
#[derive(Debug)]
pub struct AccessToken {
    /// The `jti`.
    pub token_id: String,
    /// The `sub`: the person, or the client itself.
    pub subject: String,
    /// The resource servers it is for.
    pub audience: Vec<String>,
    /// What it permits.
    pub scopes: Scopes,
    /// From.
    pub issued_at: Timestamp,
    /// To; never beyond its grant.
    pub expires_at: Timestamp,
    /// The thumbprint of the key whose holder alone may use it (RFC 9449 section 6).
    pub jkt: Option<String>,
    /// Who acts for the subject (RFC 8693 section 4.1).
    pub actor: Option<Value>,
    /// What signs it, if it is a JWT.
    algorithm: Algorithm,
    /// Whether it is none.
    pub opaque: bool,
}

/// RFC 7800 section 3.1, RFC 9449 section 6.1.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Confirmation<'a> {
    /// The thumbprint.
    pub jkt: &'a str,
}

/// RFC 9068 section 2.2.
#[derive(Serialize)]
struct Claims<'a> {
    iss: &'a str,
    sub: &'a str,
    aud: OneOrMany<'a>,
    client_id: &'a str,
    exp: i64,
    iat: i64,
    jti: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    scope: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    gid: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    auth_time: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    acr: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    amr: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cnf: Option<Confirmation<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    act: Option<&'a Value>,
}

/// A string when there is one, which every library reads (RFC 7519 section 4.1.3).
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum OneOrMany<'a> {
    One(&'a str),
    Many(&'a [String]),
}

impl<'a> From<&'a [String]> for OneOrMany<'a> {
    fn from(list: &'a [String]) -> Self {
        match list {
            [one] => Self::One(one),
            many => Self::Many(many),
        }
    }
}

impl AccessToken {
    /// What a plan's access token says: `scopes` are those that it carries.
    pub fn new(
        provider: &Provider,
        client: &Client,
        plan: &Plan,
        target: Target,
        scopes: Scopes,
        token_id: String,
        now: Timestamp,
    ) -> Self {
        let lapses = now.after(target.lifetime);
        let grant = plan.grant.as_ref();
        let exchanged = plan.exchanged.as_ref();
        let audience = if target.audience.is_empty() {
            usual_audience(&provider.settings.issuer, client, &scopes)
        } else {
            target.audience
        };
        let ends = [grant.map(|grant| grant.expires_at), exchanged.map(|exchanged| exchanged.expires_at)];
        Self {
            token_id,
            subject: grant.map_or_else(
                || client.client_id.clone(),
                |grant| provider.subject(client, &grant.account_id),
            ),
            audience,
            scopes,
            issued_at: now,
            expires_at: ends.into_iter().flatten().fold(lapses, Timestamp::min),
            jkt: None,
            actor: exchanged.and_then(|exchanged| exchanged.actor.clone()),
            algorithm: target.algorithm,
            opaque: target.opaque,
        }
    }

    /// Bound to a key.
    #[must_use]
    pub fn bound(self, jkt: Option<String>) -> Self {
        Self { jkt, ..self }
    }

    /// How it is to be shown.
    pub fn token_type(&self) -> &'static str {
        token_type(self.jkt.as_deref())
    }

    /// As a JWT.
    pub fn sign(
        &self,
        provider: &Provider,
        client: &Client,
        grant: Option<&Grant>,
    ) -> Result<String, OAuthError> {
        let claims = Claims {
            iss: &provider.settings.issuer,
            sub: &self.subject,
            aud: self.audience.as_slice().into(),
            client_id: &client.client_id,
            exp: self.expires_at.seconds(),
            iat: self.issued_at.seconds(),
            jti: &self.token_id,
            scope: (!self.scopes.is_empty()).then(|| self.scopes.to_string()),
            gid: grant.map(|grant| grant.grant_id.as_str()),
            auth_time: grant.map(|grant| grant.auth_time.seconds()),
            acr: grant.map(|grant| grant.acr.as_str()).filter(|acr| !acr.is_empty()),
            amr: grant.map(|grant| list_from_json(&grant.amr)).filter(|amr| !amr.is_empty()),
            cnf: self.jkt.as_deref().map(|jkt| Confirmation { jkt }),
            act: self.actor.as_ref(),
        };
        provider
            .keyring
            .sign(self.algorithm, TYPE, &claims)
            .map_err(|error| OAuthError::server_error(error.to_string()))
    }

    /// As a row, for an opaque one.
    pub fn row(&self, token_hash: Vec<u8>, client: &Client, grant: Option<&Grant>) -> AccessTokenRow {
        AccessTokenRow {
            token_hash,
            token_id: self.token_id.clone(),
            grant_id: grant.map(|grant| grant.grant_id.clone()),
            client_id: client.client_id.clone(),
            subject: self.subject.clone(),
            scope: self.scopes.to_string(),
            audience: list_to_json(&self.audience),
            issued_at: self.issued_at,
            expires_at: self.expires_at,
            dpop_jkt: self.jkt.clone(),
            actor: self.actor.as_ref().map(Value::to_string),
        }
    }
}

/// How a token is to be shown: by the scheme of RFC 6750, or that of RFC 9449 section 7.1 where it is bound to a key.
pub fn token_type(jkt: Option<&str>) -> &'static str {
    if jkt.is_some() { "DPoP" } else { "Bearer" }
}

/// Whom a token is for when nobody says so.
fn usual_audience(issuer: &String, client: &Client, scopes: &Scopes) -> Vec<String> {
    let mut audience = client.metadata.access_token_audience.clone();
    // With `openid` the token opens our userinfo endpoint, so that is one of those it is for.
    if (audience.is_empty() || scopes.contains(OPENID)) && !audience.contains(issuer) {
        audience.push(issuer.clone());
    }
    audience
}

/// The algorithm that a client registered; the one that all know where it names none of ours.
pub(super) fn algorithm(registered: &str) -> Algorithm {
    Algorithm::from_name(registered).unwrap_or_default()
}

/// One of our access tokens, shown to us.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The `jti`.
    pub token_id: String,
    /// The `gid`; none when the client acts for itself.
    pub grant_id: Option<String>,
    /// Whom it was issued to.
    pub client_id: String,
    /// The `sub`.
    pub subject: String,
    /// What it permits.
    pub scopes: Scopes,
    /// Whom it is for.
    pub audience: Vec<String>,
    /// From.
    pub issued_at: Timestamp,
    /// To.
    pub expires_at: Timestamp,
    /// The thumbprint of the key that it is bound to.
    pub jkt: Option<String>,
    /// Who acts for the subject.
    pub actor: Option<Value>,
}

/// Reads a token of either form: `None` unless it is ours and has not lapsed. Whether it was revoked is another question.
pub async fn read(provider: &Provider, token: &str, now: Timestamp) -> Result<Option<Shown>, OAuthError> {
    if token.contains('.') {
        let expect = Expect::access_token(&provider.settings.issuer, Audience::Any);
        return Ok(provider
            .keyring
            .verify_own(token, &expect, now)
            .ok()
            .and_then(|verified| from_jwt(&verified)));
    }
    let token_hash = provider.vault.digest(DIGEST, token.as_bytes());
    let row = token::find_access(&mut provider.database.read().await?, &token_hash, now).await?;
    Ok(row.map(|row| Shown {
        token_id: row.token_id,
        grant_id: row.grant_id,
        client_id: row.client_id,
        subject: row.subject,
        scopes: Scopes::from(row.scope),
        audience: list_from_json(&row.audience),
        issued_at: row.issued_at,
        expires_at: row.expires_at,
        jkt: row.dpop_jkt,
        actor: row.actor.and_then(|actor| serde_json::from_str(&actor).ok()),
    }))
}

fn from_jwt(verified: &Verified) -> Option<Shown> {
    let text = |name| verified.text(name).map(str::to_owned);
    let audience = match verified.claims.get("aud")? {
        Value::String(one) => vec![one.clone()],
        Value::Array(many) => many.iter().filter_map(|one| Some(one.as_str()?.to_owned())).collect(),
        _ => return None,
    };
    Some(Shown {
        token_id: text("jti")?,
        grant_id: text("gid"),
        client_id: text("client_id")?,
        subject: text("sub")?,
        scopes: Scopes::from(text("scope").unwrap_or_default()),
        audience,
        issued_at: verified.moment("iat")?,
        expires_at: verified.moment("exp")?,
        jkt: verified.claims.get("cnf").and_then(|cnf| cnf.get("jkt")?.as_str()).map(str::to_owned),
        actor: verified.claims.get("act").cloned(),
    })
}

/// What stands behind a token that was not revoked.
#[derive(Debug)]
pub enum Standing {
    /// The client itself.
    Client,
    /// A person's grant.
    Grant(Box<Grant>),
}

impl Standing {
    /// The grant, if there is one.
    pub fn grant(&self) -> Option<&Grant> {
        match self {
            Self::Client => None,
            Self::Grant(grant) => Some(grant),
        }
    }
}

/// Whether a token still counts: not revoked itself, its client enabled, its grant alive and its account active.
pub async fn standing(
    provider: &Provider,
    shown: &Shown,
    now: Timestamp,
) -> Result<Option<Standing>, OAuthError> {
    if provider.clients.find(&shown.client_id).await?.is_none() {
        return Ok(None);
    }
    let mut db = provider.database.read().await?;
    if token::is_revoked(&mut db, &shown.token_id).await? {
        return Ok(None);
    }
    let Some(grant_id) = &shown.grant_id else { return Ok(Some(Standing::Client)) };
    let Some(grant) = grant::find_live(&mut db, grant_id, now).await? else { return Ok(None) };
    drop(db);
    // An exchanged token (RFC 8693) hangs on the grant of another client, and on that client.
    if grant.client_id != shown.client_id && provider.clients.find(&grant.client_id).await?.is_none() {
        return Ok(None);
    }
    Ok(Some(Standing::Grant(Box::new(grant))))
}
