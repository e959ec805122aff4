//! From a journey to an answer: which page comes next, whether permission stands, and at the end the code.

use std::sync::Arc;

use super::{AuthorizationResponse, Request, consent};
use crate::{
    authentication::{
        guide::{self, Authenticated, SessionCookie, Travel},
        journey::{End, Permission, Step},
        visitor::Visitor,
    },
    clock::Timestamp,
    oauth::{
        KnownClient, OAuthError, Provider, client_document, client_test, front_channel,
        grant::authorization_code::DIGEST as CODE_DIGEST, redirect_uri, refresh_token, scope::Scopes,
        subject,
    },
    storage::{
        self, Write,
        audit::{self, Event},
        authorization_code::{self, AuthorizationCode},
        client::Client,
        grant::{self, Grant},
        pushed_request, session_client,
    },
};

/// What the browser is told next.
#[derive(Clone, Debug)]
pub enum Continue {
    /// Go to this page of ours (303).
    Page(String),
    /// Take this answer to the client, and this cookie.
    Respond(AuthorizationResponse, Option<SessionCookie>),
}

/// Why there is neither page nor answer.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Told to the person; nobody has proved where an answer may go.
    #[error(transparent)]
    Page(#[from] OAuthError),
    /// The journey cannot go on.
    #[error(transparent)]
    Journey(#[from] guide::Error),
}

/// Says what comes next after a journey has moved.
pub async fn resume(provider: &Provider, visitor: &Visitor, travel: Travel) -> Result<Continue, Error> {
    let request = request_of(&travel)?;
    let known = client_of(provider, &request).await?;
    let travel = Box::pin(permission(provider, visitor, travel, &request, &known.client)).await?;
    let page = |step: &str| Ok(Continue::Page(format!("/login/{}/{step}", travel.journey_id)));
    match &travel.step {
        Step::Identify => page("identifier"),
        Step::Verify { kind, .. } => page(kind),
        Step::Enrol { kind, .. } => page(&format!("enrol/{kind}")),
        Step::Offer { .. } => page("offer"),
        Step::Details => page("details"),
        Step::Phone => page("phone"),
        Step::Permission => Ok(Continue::Page(format!("/consent/{}", travel.journey_id))),
        Step::End(End::Done) if travel.leaves_at().is_some() => page("stay"),
        Step::End(End::Done) => Box::pin(grant(provider, visitor, travel, request, &known)).await,
        Step::End(end) => {
            let error = refusal(*end);
            provider.guide.close(&travel).await?;
            Ok(Continue::Respond(request.back.error(&provider.settings.issuer, &error), None))
        }
    }
}

/// What the consent page asks, if that is where the journey is.
pub async fn ask(
    provider: &Provider,
    visitor: &Visitor,
    journey_id: &str,
) -> Result<(Travel, Option<consent::Question>), Error> {
    let travel = Box::pin(provider.guide.load(visitor, journey_id)).await?;
    if travel.step != Step::Permission || travel.journey.permission != Permission::Ask {
        return Ok((travel, None));
    }
    let request = request_of(&travel)?;
    let remembered = remembered(provider, &travel, &request).await?;
    Ok((travel, Some(consent::question(&request, remembered.as_ref()))))
}

/// The person answered the consent page: what they ticked, or nothing where they refused. `asked` is the account that the page
/// asked; where the journey is another's meanwhile, nothing is answered and the page is shown to that one.
pub async fn answer(
    provider: &Provider,
    visitor: &Visitor,
    journey_id: &str,
    asked: &str,
    ticked: Option<&[String]>,
) -> Result<Continue, Error> {
    let mut travel = Box::pin(provider.guide.load(visitor, journey_id)).await?;
    // Nobody answers a question that was not asked: permission comes after the account is known, and once.
    if travel.step == Step::Permission && travel.journey.permission == Permission::Ask {
        if travel.account.as_ref().is_none_or(|account| account.account_id != asked) {
            return Ok(Continue::Page(format!("/consent/{}", travel.journey_id)));
        }
        let permission = match ticked {
            None => Permission::Refused,
            Some(ticked) => {
                let mut request = request_of(&travel)?;
                consent::allow(&mut request, ticked);
                travel.journey.errand = request.to_errand();
                Permission::Given
            }
        };
        travel = Box::pin(provider.guide.permit(visitor, travel, permission)).await?;
    }
    Box::pin(resume(provider, visitor, travel)).await
}

fn request_of(travel: &Travel) -> Result<Request, Error> {
    Request::from_errand(&travel.journey.errand)
        .ok_or_else(|| guide::Error::Faulty("the journey has no authorization request".into()).into())
}

/// The client as it is now: what was allowed when the journey began may have been taken back.
async fn client_of(provider: &Provider, request: &Request) -> Result<Arc<KnownClient>, Error> {
    let known = client_document::find(provider, None, &request.client_id).await?;
    let Some(known) = known else {
        return Err(OAuthError::unauthorized_client("client_id is not known here any more").into());
    };
    let metadata = &known.client.metadata;
    let native = metadata.application_type == "native";
    let ours = request.tests && request.back.redirect_uri == client_test::back(&provider.settings);
    if !ours && !redirect_uri::is_registered(&metadata.redirect_uris, &request.back.redirect_uri, native) {
        return Err(OAuthError::invalid_request("redirect_uri is not registered any more").into());
    }
    Ok(known)
}

/// Settles the permission once the account is known.
async fn permission(
    provider: &Provider,
    visitor: &Visitor,
    travel: Travel,
    request: &Request,
    client: &Client,
) -> Result<Travel, Error> {
    if travel.step != Step::Permission || travel.journey.permission != Permission::Unknown {
        return Ok(travel);
    }
    let remembered = remembered(provider, &travel, request).await?;
    let permission = if consent::must_ask(request, client, remembered.as_ref()) {
        Permission::Ask
    } else {
        Permission::NotNeeded
    };
    Ok(Box::pin(provider.guide.permit(visitor, travel, permission)).await?)
}

/// What the person of this journey allowed this client before.
async fn remembered(
    provider: &Provider,
    travel: &Travel,
    request: &Request,
) -> Result<Option<Scopes>, OAuthError> {
    let Some(account) = &travel.account else { return Ok(None) };
    let mut reader = provider.database.read().await?;
    let found = storage::consent::find_since(
        &mut reader,
        &account.account_id,
        &request.client_id,
        oldest_consent(provider),
    );
    Ok(found.await?.map(Scopes::from))
}

fn oldest_consent(provider: &Provider) -> Timestamp {
    let lifetime = provider.settings.consent_lifetime;
    lifetime.map_or(Timestamp(0), |lifetime| provider.clock.now().before(lifetime))
}

/// Ends the journey with a code: session, grant, code, consent and the record of it are one write.
async fn grant(
    provider: &Provider,
    visitor: &Visitor,
    travel: Travel,
    request: Request,
    known: &KnownClient,
) -> Result<Continue, Error> {
    let (client, now) = (&known.client, provider.clock.now());
    let governed = provider.governed();
    let secret = request.response_type.code.then(|| provider.random.token());
    let scope = request.granted().to_string();
    // Without a code there is no refresh token, whatever the client always gets; and without refresh tokens the grant lasts as
    // long as what one code can be exchanged for.
    let lasts = request.response_type.code && refresh_token::is_due(client, &request.granted());
    let life = if lasts {
        governed.refresh_absolute
    } else {
        governed.code_lifetime.saturating_add(provider.settings.longest_access(governed.access_lifetime))
    };
    let grant_id = provider.random.identifier(now);
    let work = Box::new(Work {
        asked: travel.journey.permission == Permission::Given,
        oldest_consent: oldest_consent(provider),
        grant_id: grant_id.clone(),
        event_id: provider.random.identifier(now),
        code_hash: secret.as_ref().map(|secret| provider.vault.digest(CODE_DIGEST, secret.as_bytes())),
        subject: subject::Notes::of(provider, client),
        address: visitor.address.to_string(),
        code_expires_at: now.after(governed.code_lifetime),
        grant_expires_at: now.after(life),
        now,
        scope,
        described: (client.source == client_document::SOURCE).then(|| client.clone()),
        request: request.clone(),
    });
    let finished = provider
        .guide
        .finish(visitor, travel, move |write, authenticated| Box::pin(store(write, authenticated, work)))
        .await?;
    if !finished.value {
        // The other one was answered; who signed in here is signed in all the same.
        let error = OAuthError::new("invalid_request_uri", "request_uri is unknown, used or has expired");
        return Ok(Continue::Respond(
            request.back.error(&provider.settings.issuer, &error),
            finished.session,
        ));
    }
    let mut parameters: Vec<_> = secret.iter().map(|code| ("code", code.clone())).collect();
    if request.response_type.is_front_channel() {
        let mut reader = provider.database.read().await.map_err(OAuthError::from)?;
        let stored = grant::find_live(&mut reader, &grant_id, now).await.map_err(OAuthError::from)?;
        drop(reader);
        let stored = stored.ok_or_else(|| OAuthError::server_error("the grant is gone"))?;
        let minted = front_channel::mint(provider, known, &request, &stored, secret.as_deref());
        parameters.extend(Box::pin(minted).await?);
    }
    Ok(Continue::Respond(request.back.success(&provider.settings.issuer, parameters), finished.session))
}

/// What the end of a journey writes.
struct Work {
    asked: bool,
    oldest_consent: Timestamp,
    grant_id: String,
    event_id: String,
    code_hash: Option<Vec<u8>>,
    /// Of a client with subjects of its own.
    subject: Option<subject::Notes>,
    address: String,
    code_expires_at: Timestamp,
    grant_expires_at: Timestamp,
    now: Timestamp,
    scope: String,
    /// A client that describes itself, to be known from now on.
    described: Option<Client>,
    request: Request,
}

impl Work {
    /// What was allowed to the client, by somebody who signed in so.
    fn grant(&self, authenticated: Authenticated) -> Result<Grant, storage::Error> {
        let json = |value: serde_json::Result<String>| {
            value.map_err(|error| storage::Error::Faulty(format!("a grant does not become JSON: {error}")))
        };
        Ok(Grant {
            grant_id: self.grant_id.clone(),
            client_id: self.request.client_id.clone(),
            account_id: authenticated.account.account_id.clone(),
            session_id: Some(authenticated.session_id),
            scope: self.scope.clone(),
            claims: json(serde_json::to_string(&self.request.granted_claims()))?,
            acr: authenticated.acr,
            amr: json(serde_json::to_string(&authenticated.amr))?,
            auth_time: authenticated.auth_time,
            factors: json(serde_json::to_string(&authenticated.factors))?,
            resources: storage::list_to_json(&self.request.resources),
            created_at: self.now,
            expires_at: self.grant_expires_at,
            revoked_at: None,
        })
    }

    /// What the code is bound to, if one is returned.
    fn code(&self) -> Option<AuthorizationCode> {
        let code_hash = self.code_hash.clone()?;
        Some(AuthorizationCode {
            code_hash,
            grant_id: self.grant_id.clone(),
            client_id: self.request.client_id.clone(),
            redirect_uri: Some(self.request.back.redirect_uri.clone()),
            code_challenge: self.request.code_challenge.clone(),
            nonce: self.request.nonce.clone(),
            expires_at: self.code_expires_at,
            redeemed_at: None,
            dpop_jkt: self.request.dpop_jkt.clone(),
        })
    }

    /// The record of it.
    fn event(self, account_id: String) -> Event {
        Event {
            event_id: self.event_id,
            happened_at: self.now,
            kind: "grant.made".into(),
            account_id: Some(account_id),
            client_id: Some(self.request.client_id),
            address: Some(self.address),
            detail: serde_json::json!({"grant": self.grant_id, "scope": self.scope, "asked": self.asked})
                .to_string(),
        }
    }
}

/// `false` when the request was pushed, and was answered elsewhere meanwhile: then nothing is granted.
async fn store(
    write: &mut Write,
    authenticated: Authenticated,
    work: Box<Work>,
) -> Result<bool, storage::Error> {
    let (request, now) = (&work.request, work.now);
    let account_id = authenticated.account.account_id.clone();
    // RFC 9126 section 7.3: a reference is answered once, however many pages it opened.
    if let Some(reference) = &request.pushed
        && !pushed_request::spend(write, reference, now).await?
    {
        return Ok(false);
    }
    if let Some(client) = &work.described {
        // As of when it was read: one that is withdrawn meanwhile ages all the same.
        storage::client::describe(write, client, client.updated_at).await?;
    }
    session_client::put(write, &authenticated.session_id, &request.client_id).await?;
    if let Some(subject) = &work.subject {
        subject.put(write, &account_id).await?;
    }
    grant::insert(write, &work.grant(authenticated)?).await?;
    if let Some(code) = work.code() {
        authorization_code::insert(write, &code).await?;
    }
    if work.asked {
        let before =
            storage::consent::find_since(write, &account_id, &request.client_id, work.oldest_consent).await?;
        let scope = consent::remember(request, before.map(Scopes::from).as_ref()).to_string();
        storage::consent::put(write, &account_id, &request.client_id, &scope, now).await?;
    }
    audit::insert(write, &work.event(account_id)).await?;
    Ok(true)
}

/// How an end that is not `Done` is told: RFC 6749 section 4.1.2.1, OpenID Connect Core 3.1.2.6, and Unmet
/// Authentication Requirements 1.0.
fn refusal(end: End) -> OAuthError {
    let (code, description) = match end {
        End::Cancelled => ("access_denied", "the person refused"),
        End::NeedsPerson => ("login_required", "the person must sign in"),
        End::NeedsPermission => ("consent_required", "the person must be asked for consent"),
        End::Unmet => ("unmet_authentication_requirements", "the person cannot authenticate as demanded"),
        End::Done => ("server_error", "the server failed to answer this request"),
    };
    OAuthError::new(code, description)
}

#[cfg(test)]
#[path = "resume_tests.rs"]
mod tests;
