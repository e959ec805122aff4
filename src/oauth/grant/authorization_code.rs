//! RFC 6749 section 4.1.3, with PKCE (RFC 7636 section 4.6).
//!
//! First everything the code is bound to, then the one statement that spends it. So a thief without the verifier or
//! the client's credentials can neither use up a code nor, by showing it, sign its owner out; but a second *valid* use
//! means that two hold it all, and takes back whatever the first one got (OAuth 2.1 section 7.5.2).

use super::{Outcome, Plan, replay};
use crate::{
    clock::Timestamp,
    oauth::{OAuthError, Provider, parameters::Parameters, pkce, refresh_token, scope::Scopes},
    storage::{
        Error, Write,
        authorization_code::{self, AuthorizationCode},
        client::Client,
        grant,
    },
};

/// What codes are digested for.
pub const DIGEST: &str = "authorization_code";

/// The parameters of section 4.1.3.
pub struct Request {
    code_hash: Vec<u8>,
    redirect_uri: Option<String>,
    code_verifier: Option<String>,
    jkt: Option<String>,
}

impl Request {
    /// Reads them.
    pub fn read(provider: &Provider, parameters: &Parameters, jkt: Option<&str>) -> Result<Self, OAuthError> {
        let code = parameters.get("code").ok_or_else(|| OAuthError::invalid_request("code is missing"))?;
        Ok(Self {
            code_hash: provider.vault.digest(DIGEST, code.as_bytes()),
            redirect_uri: parameters.get("redirect_uri").map(str::to_owned),
            code_verifier: parameters.get("code_verifier").map(str::to_owned),
            jkt: jkt.map(str::to_owned),
        })
    }
}

/// Redeems a code, once.
pub async fn redeem(
    db: &mut Write,
    client: &Client,
    request: Request,
    now: Timestamp,
) -> Result<Outcome, Error> {
    let Some(code) = authorization_code::find(db, &request.code_hash).await? else {
        return Ok(refuse("no such code"));
    };
    if let Err(why) = check_bindings(&code, client, &request) {
        return Ok(refuse(why));
    }
    if code.redeemed_at.is_none() && code.expires_at <= now {
        return Ok(refuse("the code is too old"));
    }
    if !authorization_code::redeem(db, &code.code_hash, &client.client_id, now).await? {
        replay::take_back(db, &code.grant_id, "authorization_code", now).await?;
        return Ok(refuse("the code was used before: its grant is revoked"));
    }
    let Some(grant) = grant::find_live(db, &code.grant_id, now).await? else {
        return Ok(refuse("the grant is gone, or its account is disabled"));
    };
    let offered = Scopes::from(grant.scope.as_str());
    Ok(Outcome::Issue(Box::new(Plan {
        refresh: refresh_token::is_due(client, &offered),
        grant: Some(grant),
        offered,
        asked: None,
        nonce: code.nonce,
        exchanged: None,
    })))
}

/// Everything the code is bound to (section 4.1.3; RFC 9700 section 4.8.2 for the verifier nobody asked for).
fn check_bindings(code: &AuthorizationCode, client: &Client, request: &Request) -> Result<(), &'static str> {
    if code.client_id != client.client_id {
        return Err("the code is another client's");
    }
    if code.redirect_uri != request.redirect_uri {
        return Err("redirect_uri differs from that of the authorization request");
    }
    // RFC 9449 section 10.
    if code.dpop_jkt.is_some() && code.dpop_jkt != request.jkt {
        return Err("the code is bound to a key that was not shown");
    }
    match (&code.code_challenge, &request.code_verifier) {
        (None, None) => Ok(()),
        (Some(challenge), Some(verifier)) if pkce::verify(challenge, verifier) => Ok(()),
        (Some(_), Some(_)) => Err("code_verifier does not fit"),
        (Some(_), None) => Err("code_verifier is missing"),
        (None, Some(_)) => Err("code_verifier without a code_challenge"),
    }
}

/// One description for all: what exactly failed is for the log.
fn refuse(detail: &str) -> Outcome {
    let error = OAuthError::invalid_grant("the code is invalid, expired, used, or bound to another request");
    Outcome::Refuse(error.with_detail(detail))
}
