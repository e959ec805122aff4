//! The grants of the token endpoint: one file each, with one function that says whether, and for what, tokens are due.
//!
//! A grant file decides and spends; it neither authenticates the client nor mints: those phases are the endpoint's
//! (`oauth/token.rs`), so that no grant can forget one. A refusal is an `Ok` value whose writes are committed: a replay
//! revokes its family although the answer is no.

pub mod authorization_code;
pub mod client_credentials;
pub mod device_code;
pub mod refresh_token;
mod replay;
pub mod token_exchange;

use serde_json::Value;

use super::{OAuthError, Provider, parameters::Parameters, scope::Scopes};
use crate::{
    clock::Timestamp,
    storage::{Error, Write, client::Client, grant::Grant},
};

/// What a grant decides.
#[derive(Debug)]
pub enum Outcome {
    /// Tokens are due.
    Issue(Box<Plan>),
    /// They are not; what was written stays written.
    Refuse(OAuthError),
}

/// What the tokens will say.
#[derive(Debug)]
pub struct Plan {
    /// The person's grant; none when the client acts for itself.
    pub grant: Option<Grant>,
    /// The most that may be given.
    pub offered: Scopes,
    /// What this request asks for of it.
    pub asked: Option<Scopes>,
    /// To be returned in the ID token.
    pub nonce: Option<String>,
    /// Whether a refresh token is due.
    pub refresh: bool,
    /// Where another token was brought for this one.
    pub exchanged: Option<Exchanged>,
}

/// What a token that is exchanged passes on (RFC 8693).
#[derive(Debug)]
pub struct Exchanged {
    /// When it ends, and its successor with it.
    pub expires_at: Timestamp,
    /// Whom it was for, where the request names nobody.
    pub audience: Vec<String>,
    /// Who acts for its subject from now on.
    pub actor: Option<Value>,
}

/// What a token request asks for, read and digested before any write.
pub enum Request {
    /// RFC 6749 section 4.1.3.
    AuthorizationCode(authorization_code::Request),
    /// RFC 6749 section 6.
    RefreshToken(refresh_token::Request),
    /// RFC 6749 section 4.4.2.
    ClientCredentials(client_credentials::Request),
    /// RFC 8628 section 3.4.
    DeviceCode(device_code::Request),
    /// RFC 8693 section 2.1.
    TokenExchange(Box<token_exchange::Request>),
}

/// The values of `grant_type`.
pub const SUPPORTED: [&str; 5] = [
    "authorization_code",
    "refresh_token",
    "client_credentials",
    device_code::GRANT_TYPE,
    token_exchange::GRANT_TYPE,
];

impl Request {
    /// Is the grant known, may the client use it, is the request whole? In this order (RFC 6749 section 5.2).
    pub async fn read(
        provider: &Provider,
        client: &Client,
        parameters: &Parameters,
        successor_hash: &[u8],
        jkt: Option<&str>,
    ) -> Result<Self, OAuthError> {
        let grant_type = parameters
            .get("grant_type")
            .ok_or_else(|| OAuthError::invalid_request("grant_type is missing"))?;
        if !SUPPORTED.contains(&grant_type) {
            return Err(OAuthError::unsupported_grant_type("this grant_type is not supported"));
        }
        if !client.may_use(grant_type) {
            return Err(OAuthError::unauthorized_client("the client is not registered for this grant_type"));
        }
        match grant_type {
            "authorization_code" => {
                authorization_code::Request::read(provider, parameters, jkt).map(Self::AuthorizationCode)
            }
            "refresh_token" => refresh_token::Request::read(provider, parameters, successor_hash, jkt)
                .map(Self::RefreshToken),
            device_code::GRANT_TYPE => device_code::Request::read(provider, parameters).map(Self::DeviceCode),
            token_exchange::GRANT_TYPE => {
                let now = provider.clock.now();
                let read = token_exchange::Request::read(provider, client, parameters, jkt, now);
                // On the heap: it looks tokens up, which no other grant does here.
                Box::pin(read).await.map(Box::new).map(Self::TokenExchange)
            }
            _ => client_credentials::Request::read(provider, parameters).map(Self::ClientCredentials),
        }
    }

    /// Asks the grant's file.
    pub async fn redeem(self, db: &mut Write, client: &Client, now: Timestamp) -> Result<Outcome, Error> {
        match self {
            Self::AuthorizationCode(request) => authorization_code::redeem(db, client, request, now).await,
            Self::RefreshToken(request) => refresh_token::redeem(db, client, request, now).await,
            Self::ClientCredentials(request) => Ok(client_credentials::redeem(client, request)),
            Self::DeviceCode(request) => device_code::redeem(db, client, request, now).await,
            Self::TokenExchange(request) => token_exchange::redeem(db, client, *request, now).await,
        }
    }
}

/// The `scope` of a token request.
fn asked_scope(parameters: &Parameters) -> Result<Option<Scopes>, OAuthError> {
    let asked = parameters.get("scope").map(Scopes::parse).transpose();
    let asked = asked.map_err(|malformed| OAuthError::invalid_scope(malformed.to_string()))?;
    Ok(asked.filter(|scopes| !scopes.is_empty()))
}
