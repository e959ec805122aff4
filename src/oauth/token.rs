//! The token endpoint: RFC 6749 section 3.2 and 5. The only file that mints tokens, but for
//! [`super::front_channel`], which follows the same order.
//!
//! The phases stand in one order for all grants: authenticate the client, judge the proof of its key, read the request, let
//! the grant decide and spend, narrow scope and audience, store, COMMIT; only then sign and answer. What is drawn at random is drawn before the
//! write, so that the write holds nothing but its statements.

use std::sync::Arc;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::Serialize;

use super::{
    KnownClient, OAuthError, Provider, TOKEN,
    access_token::{self, AccessToken},
    client_authentication::authenticate,
    dpop::{self, Proof},
    encryption::{self, Answer, Recipient},
    grant::{Outcome, Plan, Request, token_exchange},
    id_token,
    parameters::Parameters,
    refresh_token, resource,
    scope::{OPENID, Scopes},
};
use crate::{
    clock::Timestamp,
    storage::{Write, client::Client, list_from_json, token},
};

/// RFC 6749 section 5.1, with the ID token of OpenID Connect Core 3.1.3.3.
#[derive(Debug, Serialize)]
pub struct TokenResponse {
    /// The access token.
    pub access_token: String,
    /// `Bearer`, or `DPoP` for one that is bound to a key (RFC 9449 section 5).
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
    /// What kind of token another one was exchanged for (RFC 8693 section 2.2.1).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issued_token_type: Option<&'static str>,
}

/// What a request shows in its headers.
#[derive(Clone, Copy, Debug, Default)]
pub struct Headers<'a> {
    /// `Authorization`.
    pub authorization: Option<&'a str>,
    /// `DPoP`.
    pub dpop: Option<&'a str>,
}

/// The secrets of an answer, with the digests under which they are stored. Which of them are used is seen later.
struct Drawn {
    refresh_token: String,
    refresh_hash: Vec<u8>,
    opaque: String,
    opaque_hash: Vec<u8>,
    token_id: String,
}

/// What a request shows beside its grant.
struct Beside {
    resources: Vec<String>,
    proof: Option<Proof>,
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
    headers: Headers<'_>,
    parameters: &Parameters,
) -> Result<TokenResponse, OAuthError> {
    let now = provider.clock.now();
    let known = authenticate(provider, headers.authorization, parameters, now).await?;
    let beside = Beside {
        proof: proof(provider, &known.client, headers.dpop, now)?,
        resources: resource::of(parameters)?,
    };
    let tokens = issued(provider, &known, parameters, beside, now).await?;
    provider.uses.note(&provider.database, &known.client.client_id, now);
    Ok(tokens)
}

/// The same in place of a client that does not prove itself: for [`super::client_test`] alone, whose codes nobody else was given.
pub(super) async fn issue_in_place_of(
    provider: &Arc<Provider>,
    known: &Arc<KnownClient>,
    parameters: &Parameters,
) -> Result<TokenResponse, OAuthError> {
    let beside = Beside { proof: None, resources: Vec::new() };
    issued(provider, known, parameters, beside, provider.clock.now()).await
}

async fn issued(
    provider: &Arc<Provider>,
    known: &Arc<KnownClient>,
    parameters: &Parameters,
    beside: Beside,
    now: Timestamp,
) -> Result<TokenResponse, OAuthError> {
    let drawn = Drawn::new(provider);
    let jkt = beside.proof.as_ref().map(|proof| proof.jkt.as_str());
    let request = Request::read(provider, &known.client, parameters, &drawn.refresh_hash, jkt).await?;
    // Found now, since a code that was spent does not come back.
    let recipient = match request {
        Request::ClientCredentials(_) | Request::TokenExchange(_) => None,
        _ => Box::pin(encryption::recipient(provider, known, Answer::IdToken)).await?,
    };
    let (issue, drawn) = match request {
        // Nothing to spend and nothing to store: the writer is not troubled.
        Request::ClientCredentials(request) if stores_nothing(provider, &known.client, &beside)? => {
            let outcome = super::grant::client_credentials::redeem(&known.client, request);
            (narrow(provider, &known.client, &drawn, &beside, outcome, now)?, drawn)
        }
        request => {
            let database = provider.database.clone();
            let (provider, known) = (Arc::clone(provider), Arc::clone(known));
            let write = database.write::<_, OAuthError, _>(move |db| {
                Box::pin(async move {
                    let issue = settle(db, &provider, &known.client, &drawn, &beside, request, now).await?;
                    Ok(issue.map(|issue| (issue, drawn)))
                })
            });
            // On the heap: the state of a write is large, and machines' requests never come here.
            Box::pin(write).await??
        }
    };
    answer(provider, &known.client, issue, drawn, recipient.as_ref(), now).await
}

/// RFC 9449 section 5: the key that was shown, and whether one had to be.
fn proof(
    provider: &Provider,
    client: &Client,
    shown: Option<&str>,
    now: Timestamp,
) -> Result<Option<Proof>, OAuthError> {
    let target = dpop::Target { method: "POST", path: TOKEN, access_token: None };
    match shown {
        Some(proof) => dpop::check(provider, proof, target, now).map(Some),
        None if client.metadata.dpop_bound_access_tokens => {
            Err(OAuthError::invalid_dpop_proof("there is none, and the client is registered to bring one"))
        }
        None => Ok(None),
    }
}

/// Whether a client's token for itself needs no write: a JWT, and no proof to be spent.
fn stores_nothing(provider: &Provider, client: &Client, beside: &Beside) -> Result<bool, OAuthError> {
    let target =
        resource::target(&provider.settings, client, &beside.resources, provider.governed().access_lifetime)?;
    Ok(!target.opaque && beside.proof.is_none())
}

/// The write: an inner error is a refusal whose writes stay, an outer one leaves nothing behind.
async fn settle(
    db: &mut Write,
    provider: &Provider,
    client: &Client,
    drawn: &Drawn,
    beside: &Beside,
    request: Request,
    now: Timestamp,
) -> Result<Result<Issue, OAuthError>, OAuthError> {
    let outcome = match request.redeem(db, client, now).await? {
        Outcome::Refuse(error) => return Ok(Err(error)),
        issue @ Outcome::Issue(_) => issue,
    };
    // A proof that was spent undoes the write: a request sent again by somebody else must not use up a code.
    if let Some(proof) = &beside.proof
        && !proof.spend(db, now).await?
    {
        return Err(dpop::replayed());
    }
    // So does a scope too wide: a malformed request must not use up a code or a refresh token either.
    let issue = narrow(provider, client, drawn, beside, outcome, now)?;
    let grant = issue.plan.grant.as_ref();
    if let Some(grant) = grant.filter(|_| issue.plan.refresh) {
        let jkt = issue.access.jkt.as_deref().filter(|_| client.is_public());
        refresh_token::store(db, provider, &drawn.refresh_hash, grant, jkt, now).await?;
    }
    if issue.access.opaque {
        token::insert_access(db, &issue.access.row(drawn.opaque_hash.clone(), client, grant)).await?;
    }
    Ok(Ok(issue))
}

/// RFC 6749 section 3.3 and 6, RFC 8707 section 2.2: less may be asked for, never more.
fn narrow(
    provider: &Provider,
    client: &Client,
    drawn: &Drawn,
    beside: &Beside,
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
    let resources = match &plan.exchanged {
        // Its own policy has spoken.
        Some(exchanged) => exchanged.audience.clone(),
        None => {
            let granted = plan.grant.as_ref().map(|grant| list_from_json(&grant.resources));
            let resources = resource::narrow(&granted.unwrap_or_default(), &beside.resources)?;
            resource::check(&provider.settings, client, &resources)?;
            resources
        }
    };
    let target =
        resource::target(&provider.settings, client, &resources, provider.governed().access_lifetime)?;
    let carried = resource::carried(&provider.settings, &resources, &scopes);
    let access = AccessToken::new(provider, client, &plan, target, carried, drawn.token_id.clone(), now)
        .bound(beside.proof.as_ref().map(|proof| proof.jkt.clone()));
    Ok(Issue { plan, scopes, access })
}

/// Signs what was stored, outside the write.
async fn answer(
    provider: &Provider,
    client: &Client,
    issue: Issue,
    drawn: Drawn,
    recipient: Option<&Recipient>,
    now: Timestamp,
) -> Result<TokenResponse, OAuthError> {
    let Issue { plan, scopes, access } = issue;
    let grant = plan.grant.as_ref();
    let access_token = if access.opaque { drawn.opaque } else { access.sign(provider, client, grant)? };
    let id_token = match grant.filter(|_| scopes.contains(OPENID)) {
        Some(grant) => {
            let particulars = id_token::Particulars {
                scopes: &scopes,
                nonce: plan.nonce.as_deref(),
                access_token: Some(&access_token),
                code: None,
                recipient,
            };
            Some(Box::pin(id_token::issue(provider, client, grant, particulars, now)).await?)
        }
        None => None,
    };
    Ok(TokenResponse {
        access_token,
        token_type: access.token_type(),
        expires_in: access.expires_at.seconds() - now.seconds(),
        scope: access.scopes.to_string(),
        refresh_token: plan.refresh.then_some(drawn.refresh_token),
        id_token,
        issued_token_type: plan.exchanged.is_some().then_some(token_exchange::ACCESS_TOKEN),
    })
}

impl Drawn {
    fn new(provider: &Provider) -> Self {
        let (refresh_token, opaque) = (provider.random.token(), provider.random.token());
        Self {
            refresh_hash: provider.vault.digest(refresh_token::DIGEST, refresh_token.as_bytes()),
            refresh_token,
            opaque_hash: provider.vault.digest(access_token::DIGEST, opaque.as_bytes()),
            opaque,
            token_id: URL_SAFE_NO_PAD.encode(provider.random.bytes::<16>()),
        }
    }
}

#[cfg(test)]
#[path = "token_tests.rs"]
mod tests;
