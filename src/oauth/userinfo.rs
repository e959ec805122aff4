//! The userinfo endpoint: OpenID Connect Core 5.3, guarded as RFC 6750 and RFC 9449 section 7 say.

use serde_json::{Map, Value};

use super::{
    OAuthError, Provider, USERINFO,
    access_token::{self, Shown},
    attributes,
    claims_of::claims_of,
    dpop,
    encryption::{self, Answer, sealed},
    id_token::wishes,
    scope::OPENID,
};
use crate::{
    clock::Timestamp,
    storage::{self, account},
};

/// An access token, and how it was shown.
#[derive(Clone, Copy, Debug)]
pub enum Presented<'a> {
    /// RFC 6750.
    Bearer(&'a str),
    /// RFC 9449 section 7.1: with the proof, if one came, and the method of the request.
    Dpop {
        /// The token.
        token: &'a str,
        /// The header `DPoP`.
        proof: Option<&'a str>,
        /// How we were asked.
        method: &'a str,
    },
}

impl<'a> From<&'a String> for Presented<'a> {
    fn from(token: &'a String) -> Self {
        Self::Bearer(token)
    }
}

/// What an access token opens, as its client registered it.
#[derive(Debug)]
pub enum Userinfo {
    /// An object.
    Plain(Map<String, Value>),
    /// The same as a JWT: signed, encrypted, or the one within the other (section 5.3.2).
    Jwt(String),
}

/// The claims that an access token opens. `sub` is the ID token's (section 5.3.2).
///
/// # Errors
/// `invalid_token` unless the token is ours, meant for us, alive, and its grant and account are too, and it is shown as it is
/// bound; `invalid_dpop_proof`, `use_dpop_nonce`; `insufficient_scope` without `openid`.
pub async fn answer<'a>(
    provider: &Provider,
    presented: impl Into<Presented<'a>>,
) -> Result<Userinfo, OAuthError> {
    match presented.into() {
        Presented::Bearer(token) => of(provider, token, Presented::Bearer(token)).await,
        presented @ Presented::Dpop { token, .. } => {
            of(provider, token, presented).await.map_err(OAuthError::for_bound_resource)
        }
    }
}

async fn of(provider: &Provider, token: &str, presented: Presented<'_>) -> Result<Userinfo, OAuthError> {
    let now = provider.clock.now();
    let shown = access_token::read(provider, token, now)
        .await?
        .ok_or_else(|| OAuthError::invalid_token("not one of ours, or it has lapsed"))?;
    let standing = access_token::standing(provider, &shown, now)
        .await?
        .ok_or_else(|| OAuthError::invalid_token("the token, its grant, client or account was taken back"))?;
    if !shown.audience.contains(&provider.settings.issuer) {
        return Err(OAuthError::invalid_token("meant for another resource server"));
    }
    check_binding(provider, &shown, presented, now).await?;
    let grant = standing.grant().filter(|_| shown.scopes.contains(OPENID));
    let grant = grant.ok_or_else(|| OAuthError::insufficient_scope("the scope openid is required"))?;
    let account = account::find(&mut provider.database.read().await?, &grant.account_id)
        .await?
        .ok_or_else(|| OAuthError::invalid_token("the account is gone"))?;
    let mut claims = claims_of(&account, &shown.scopes, &wishes(grant).userinfo);
    claims.extend(attributes::claims_of(&provider.settings.attributes, &account, &shown.scopes, |_| true));
    let known = provider.clients.find(&shown.client_id).await?;
    let known = known.ok_or_else(|| OAuthError::invalid_token("the client is gone"))?;
    let client = &known.client;
    claims.insert("sub".to_owned(), provider.subject(client, &grant.account_id).into());
    let recipient = Box::pin(encryption::recipient(provider, &known, Answer::Userinfo)).await;
    let recipient = recipient.map_err(OAuthError::for_resource)?;
    let signature = client.metadata.userinfo_signed_response_alg.as_deref();
    if signature.is_none() && recipient.is_none() {
        return Ok(Userinfo::Plain(claims));
    }
    claims.insert("iss".to_owned(), provider.settings.issuer.clone().into());
    claims.insert("aud".to_owned(), client.client_id.clone().into());
    let jwt = match (signature, &recipient) {
        (None, Some(recipient)) => recipient.seal_claims(&Value::Object(claims).to_string())?,
        (signature, recipient) => {
            let algorithm = access_token::algorithm(signature.unwrap_or_default());
            let signed = provider.keyring.sign(algorithm, "JWT", &claims);
            let signed = signed.map_err(|error| OAuthError::server_error(error.to_string()))?;
            sealed(recipient.as_ref(), signed)?
        }
    };
    Ok(Userinfo::Jwt(jwt))
}

/// RFC 9449 section 7.1 and 7.2: a token that is bound to a key is good in its holder's hands only, and the scheme says so.
async fn check_binding(
    provider: &Provider,
    shown: &Shown,
    presented: Presented<'_>,
    now: Timestamp,
) -> Result<(), OAuthError> {
    let (token, proof, method) = match (presented, &shown.jkt) {
        (Presented::Bearer(_), None) => return Ok(()),
        (Presented::Bearer(_), Some(_)) => {
            let error = OAuthError::invalid_token("bound to a key, and shown without a proof");
            return Err(error.for_bound_resource());
        }
        (Presented::Dpop { .. }, None) => {
            return Err(OAuthError::invalid_token("not bound to any key, and shown with the scheme DPoP"));
        }
        (Presented::Dpop { token, proof, method }, Some(_)) => (token, proof, method),
    };
    let proof = proof.ok_or_else(|| OAuthError::invalid_dpop_proof("there is none"))?;
    let target = dpop::Target { method, path: USERINFO, access_token: Some(token) };
    let proof = dpop::check(provider, proof, target, now)?;
    if shown.jkt.as_ref() != Some(&proof.jkt) {
        return Err(OAuthError::invalid_token("bound to another key than was shown"));
    }
    let write = provider
        .database
        .write::<_, storage::Error, _>(move |db| Box::pin(async move { proof.spend(db, now).await }));
    if write.await? { Ok(()) } else { Err(dpop::replayed()) }
}
