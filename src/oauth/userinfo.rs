//! The userinfo endpoint: OpenID Connect Core 5.3, guarded as RFC 6750 and RFC 9449 section 7 say.

use serde_json::{Map, Value};

use super::{
    OAuthError, Provider, USERINFO, access_token, attributes,
    claims_of::claims_of,
    encryption::{self, Answer, sealed},
    id_token::wishes,
    presented::{self, Presented},
    scope::OPENID,
};
use crate::storage::account;

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
    presented::check(provider, &shown, presented, USERINFO, now).await?;
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
