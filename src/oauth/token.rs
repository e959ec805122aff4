//! The token endpoint: RFC 6749 section 3.2 and 5. The only file that mints tokens.
//!
//! The phases stand in one order for all grants: authenticate the client, read the request, let the grant decide and
//! spend, narrow the scope, store, COMMIT; only then sign and answer. What is drawn at random is drawn before the
//! write, so that the write holds nothing but its statements.

use std::sync::Arc;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::Serialize;

use super::{
    OAuthError, Provider,
    access_token::{self, AccessToken},
    client_authentication::authenticate,
    grant::{Outcome, Plan, Request},
    id_token,
    parameters::Parameters,
    refresh_token,
    scope::{OPENID, Scopes},
};
use crate::{
    clock::Timestamp,
    storage::{Write, client::Client, token},
};

/// RFC 6749 section 5.1, with the ID token of OpenID Connect Core 3.1.3.3.
#[derive(Debug, Serialize)]
pub struct TokenResponse {
    /// The access token.
    pub access_token: String,
    /// `Bearer`.
    pub token_type: &'static str,
    /// Seconds.
    pub expires_in: i64,
    /// What was given; left out only when it is nothing, for which the grammar has no form.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub scope: String,
    /// The next refresh token.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refresh_token: Option<String>,
    /// The ID token.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id_token: Option<String>,
}

/// The secrets of an answer, with the digests under which they are stored.
struct Drawn {
    refresh_token: String,
    refresh_hash: Vec<u8>,
    opaque: Option<Opaque>,
    token_id: String,
}

struct Opaque {
    token: String,
    hash: Vec<u8>,
}

/// What was decided and stored, to be signed.
struct Issue {
    plan: Plan,
    scopes: Scopes,
    access: AccessToken,
}

/// Answers a token request.
pub async fn exchange(
    provider: &Arc<Provider>,
    authorization: Option<&str>,
    parameters: &Parameters,
) -> Result<TokenResponse, OAuthError> {
    let now = provider.clock.now();
    let known = authenticate(provider, authorization, parameters, now).await?;
    let drawn = Drawn::new(provider, &known.client);
    let request = Request::read(provider, &known.client, parameters, &drawn.refresh_hash)?;
    let (issue, drawn) = match request {
        // Nothing to spend and nothing to store: the writer is not troubled.
        Request::ClientCredentials(request) if drawn.opaque.is_none() => {
            let outcome = super::grant::client_credentials::redeem(&known.client, request);
            (narrow(provider, &known.client, &drawn, outcome, now)?, drawn)
        }
        request => {
            let database = provider.database.clone();
            let (provider, known) = (Arc::clone(provider), Arc::clone(&known));
            let write = database.write::<_, OAuthError, _>(move |db| {
                Box::pin(async move {
                    let issue = settle(db, &provider, &known.client, &drawn, request, now).await?;
                    Ok(issue.map(|issue| (issue, drawn)))
                })
            });
            // On the heap: the state of a write is large, and machines' requests never come here.
            Box::pin(write).await??
        }
    };
    let tokens = answer(provider, &known.client, issue, drawn, now).await?;
    provider.uses.note(&provider.database, &known.client.client_id, now);
    Ok(tokens)
}

/// The write: an inner error is a refusal whose writes stay, an outer one leaves nothing behind.
async fn settle(
    db: &mut Write,
    provider: &Provider,
    client: &Client,
    drawn: &Drawn,
    request: Request,
    now: Timestamp,
) -> Result<Result<Issue, OAuthError>, OAuthError> {
    let outcome = match request.redeem(db, client, now).await? {
        Outcome::Refuse(error) => return Ok(Err(error)),
        issue @ Outcome::Issue(_) => issue,
    };
    // A scope too wide undoes the write: a malformed request must not use up a code or a refresh token.
    let issue = narrow(provider, client, drawn, outcome, now)?;
    let grant = issue.plan.grant.as_ref();
    if let Some(grant) = grant.filter(|_| issue.plan.refresh) {
        refresh_token::store(db, provider, &drawn.refresh_hash, grant, now).await?;
    }
    if let Some(opaque) = &drawn.opaque {
        token::insert_access(db, &issue.access.row(opaque.hash.clone(), client, grant)).await?;
    }
    Ok(Ok(issue))
}

/// RFC 6749 section 3.3 and 6: less may be asked for, never more.
fn narrow(
    provider: &Provider,
    client: &Client,
    drawn: &Drawn,
    outcome: Outcome,
    now: Timestamp,
) -> Result<Issue, OAuthError> {
    let plan = match outcome {
        Outcome::Issue(plan) => *plan,
        Outcome::Refuse(error) => return Err(error),
    };
    let scopes = match &plan.asked {
        None => plan.offered.clone(),
        Some(asked) if asked.is_subset_of(&plan.offered) => asked.clone(),
        Some(_) => return Err(OAuthError::invalid_scope("a scope was asked for that may not be given")),
    };
    let access = AccessToken::new(provider, client, &plan, &scopes, drawn.token_id.clone(), now);
    Ok(Issue { plan, scopes, access })
}

/// Signs what was stored, outside the write.
async fn answer(
    provider: &Provider,
    client: &Client,
    issue: Issue,
    drawn: Drawn,
    now: Timestamp,
) -> Result<TokenResponse, OAuthError> {
    let Issue { plan, scopes, access } = issue;
    let grant = plan.grant.as_ref();
    let access_token = match drawn.opaque {
        Some(opaque) => opaque.token,
        None => access.sign(provider, client, grant)?,
    };
    let id_token = match grant.filter(|_| scopes.contains(OPENID)) {
        Some(grant) => {
            let particulars = id_token::Particulars {
                scopes: &scopes,
                nonce: plan.nonce.as_deref(),
                access_token: &access_token,
            };
            Some(Box::pin(id_token::issue(provider, client, grant, particulars, now)).await?)
        }
        None => None,
    };
    Ok(TokenResponse {
        access_token,
        token_type: "Bearer",
        expires_in: access.expires_at.seconds() - now.seconds(),
        scope: scopes.to_string(),
        refresh_token: plan.refresh.then_some(drawn.refresh_token),
        id_token,
    })
}

impl Drawn {
    fn new(provider: &Provider, client: &Client) -> Self {
        let refresh_token = provider.random.token();
        let opaque = (client.metadata.access_token_format == "opaque").then(|| {
            let token = provider.random.token();
            Opaque { hash: provider.vault.digest(access_token::DIGEST, token.as_bytes()), token }
        });
        Self {
            refresh_hash: provider.vault.digest(refresh_token::DIGEST, refresh_token.as_bytes()),
            refresh_token,
            opaque,
            token_id: URL_SAFE_NO_PAD.encode(provider.random.bytes::<16>()),
        }
    }
}

#[cfg(test)]
#[path = "token_tests.rs"]
mod tests;
