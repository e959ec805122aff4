//! Tokens in the authorization response: the implicit and hybrid flows (OpenID Connect Core 3.2.2.5 and 3.3.2.5). Behind
//! `oauth.front_channel_tokens`; what was asked for [`super::authorization`] has checked.
//!
//! They rest on the grant that the end of the journey has stored, and are minted after it, as those of the token endpoint
//! are. There is never a refresh token.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

use super::{
    KnownClient, OAuthError, Provider,
    access_token::{self, AccessToken},
    authorization::Request,
    encryption::{self, Answer},
    grant::Plan,
    id_token, resource,
    scope::Scopes,
};
use crate::{
    clock::Timestamp,
    storage::{self, client::Client, grant::Grant, list_from_json, token},
};

/// The parameters that `request` asks for beside the code.
pub async fn mint(
    provider: &Provider,
    known: &KnownClient,
    request: &Request,
    grant: &Grant,
    code: Option<&str>,
) -> Result<Vec<(&'static str, String)>, OAuthError> {
    let (client, now) = (&known.client, provider.clock.now());
    let scopes = request.granted();
    let mut parameters = Vec::new();
    let mut access_token = None;
    if request.response_type.token {
        let (access, minted) = access(provider, client, grant, &scopes, now).await?;
        parameters.push(("access_token", minted.clone()));
        parameters.push(("token_type", "Bearer".to_owned()));
        parameters.push(("expires_in", (access.expires_at.seconds() - now.seconds()).to_string()));
        parameters.push(("scope", access.scopes.to_string()));
        access_token = Some(minted);
    }
    if request.response_type.id_token {
        let recipient = encryption::recipient(provider, known, Answer::IdToken).await?;
        let particulars = id_token::Particulars {
            scopes: &scopes,
            nonce: request.nonce.as_deref(),
            access_token: access_token.as_deref(),
            code,
            recipient: recipient.as_ref(),
        };
        let id_token = id_token::issue(provider, client, grant, particulars, now).await?;
        parameters.push(("id_token", id_token));
    }
    Ok(parameters)
}

/// The access token of a grant for all that was granted, as it is and as it is shown; stored, if that takes a row.
async fn access(
    provider: &Provider,
    client: &Client,
    grant: &Grant,
    scopes: &Scopes,
    now: Timestamp,
) -> Result<(AccessToken, String), OAuthError> {
    let plan = Plan {
        grant: Some(grant.clone()),
        offered: scopes.clone(),
        asked: None,
        nonce: None,
        refresh: false,
        exchanged: None,
    };
    let token_id = URL_SAFE_NO_PAD.encode(provider.random.bytes::<16>());
    let resources = list_from_json(&grant.resources);
    let target =
        resource::target(&provider.settings, client, &resources, provider.governed().access_lifetime)?;
    let carried = resource::carried(&provider.settings, &resources, scopes);
    let access = AccessToken::new(provider, client, &plan, target, carried, token_id, now);
    if !access.opaque {
        let minted = access.sign(provider, client, Some(grant))?;
        return Ok((access, minted));
    }
    let secret = provider.random.token();
    let hash = provider.vault.digest(access_token::DIGEST, secret.as_bytes());
    let row = access.row(hash, client, Some(grant));
    let write = provider.database.write::<_, storage::Error, _>(move |db| {
        Box::pin(async move { token::insert_access(db, &row).await })
    });
    write.await?;
    Ok((access, secret))
}
