//! Signing out: OpenID Connect RP-Initiated Logout 1.0.
//!
//! Nobody can be signed out by a link: unless a valid `id_token_hint` names the very session, the person is asked
//! (ASVS 10.6.2). And nobody is sent anywhere but to a URI that a known client registered for this purpose.

use std::sync::Arc;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};

use super::{
    OAuthError, Provider, authorization,
    authorization::{Error, Raw},
    client_document,
    hint::Hint,
    redirect_uri,
};
use crate::{
    authentication::{guide, journey::Heading, visitor::Visitor},
    jose::About,
    storage::{
        self,
        account::Account,
        audit::{self, Event},
        client::Client,
        session::{self, SessionRow},
        session_client,
    },
};

/// What the browser is told next.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// Ask the person.
    Confirm(Box<Question>),
    /// There is no session (any more): clear its cookie, and go where the client wants or show that it is done.
    Done(Option<String>),
    /// The same, after these pages of clients were loaded in frames (OpenID Connect Front-Channel Logout 1.0).
    Frames(Vec<String>, Option<String>),
}

/// What the page asks.
#[derive(Clone, Debug)]
pub struct Question {
    /// Who wants it, if that is known.
    pub client: Option<Heading>,
    /// Whom it would sign out.
    pub account: Arc<Account>,
    /// Where the answer may lead, as a CSP source: browsers hold a redirect after a post against the page.
    pub leads_to: Option<String>,
    /// Comes back with the answer.
    pub request: String,
}

/// What the answer to the question goes on with.
#[derive(Serialize, Deserialize)]
struct Sealed {
    session_id: String,
    location: Option<String>,
}

const SEALED: About<'static> = About { table: "logout", row: "", account: "" };
const LONGEST_STATE: usize = 4_000;

/// A request to sign out (section 2).
pub async fn begin(provider: &Provider, visitor: &Visitor, raw: &Raw) -> Result<Outcome, Error> {
    if !raw.doubled().is_empty() {
        return Err(OAuthError::invalid_request("a parameter came more than once").into());
    }
    let hint = raw.get("id_token_hint").map(|token| provider.read_hint(token));
    let asking = asking(provider, raw, hint.as_ref()).await?;
    let location = location(raw, asking.as_ref())?;
    let sessions = provider.guide.live_sessions(visitor).await?;
    let hint = hint.flatten().filter(|_| asking.is_some());
    // One that is parked is meant as well as the one in use, if the hint names it.
    let names = |hint: &Hint, session: &SessionRow| {
        let client = asking.as_ref();
        client.is_some_and(|client| hint.subject == provider.subject(client, &session.account_id))
            && hint.session_id.as_ref().is_none_or(|own| *own == session.session_id)
    };
    let hinted = hint.as_ref().and_then(|hint| sessions.iter().find(|live| names(hint, &live.session)));
    let Some(live) = hinted.or_else(|| sessions.iter().find(|live| live.current)) else {
        return Ok(Outcome::Done(location));
    };
    let (session, account, named) = (live.session.clone(), live.account.clone(), hinted.is_some());
    let sent_astray = raw.get("post_logout_redirect_uri").is_some() && location.is_none();
    if named && !sent_astray {
        end(provider, visitor, &session).await?;
        return ended(provider, &session, location).await;
    }
    let leads_to = location.as_deref().and_then(redirect_uri::source);
    let sealed = Sealed { session_id: session.session_id.clone(), location };
    Ok(Outcome::Confirm(Box::new(Question {
        client: asking.as_ref().map(heading),
        account,
        leads_to,
        request: seal(provider, &sealed)?,
    })))
}

/// The person confirmed. `request` is what [`Question::request`] was.
pub async fn confirm(provider: &Provider, visitor: &Visitor, request: &str) -> Result<Outcome, Error> {
    let sealed = unseal(provider, request)?;
    let sessions = provider.guide.live_sessions(visitor).await?;
    match sessions.iter().find(|live| live.session.session_id == sealed.session_id) {
        Some(live) => {
            end(provider, visitor, &live.session).await?;
            ended(provider, &live.session, sealed.location).await
        }
        // Another session than the one that was asked about: it is not touched.
        None if sessions.iter().any(|live| live.current) => {
            Err(OAuthError::invalid_request("this confirmation belongs to another session").into())
        }
        None => Ok(Outcome::Done(sealed.location)),
    }
}

/// The person signs out on a page of ours, whose form the caller has checked.
pub async fn sign_out(provider: &Provider, visitor: &Visitor) -> Result<Outcome, Error> {
    if let Some((session, _)) = provider.guide.live_session(visitor).await? {
        end(provider, visitor, &session).await?;
        return ended(provider, &session, None).await;
    }
    Ok(Outcome::Done(None))
}

/// The person signs out one of the sessions of this browser on a page of ours, whose form the caller has checked; `false`
/// if it is none of them.
pub async fn sign_out_one(provider: &Provider, visitor: &Visitor, session_id: &str) -> Result<bool, Error> {
    let sessions = provider.guide.live_sessions(visitor).await?;
    let Some(live) = sessions.iter().find(|live| live.session.session_id == session_id) else {
        return Ok(false);
    };
    end(provider, visitor, &live.session).await?;
    Ok(true)
}

/// All of them.
pub async fn sign_out_all(provider: &Provider, visitor: &Visitor) -> Result<(), Error> {
    for live in provider.guide.live_sessions(visitor).await? {
        end(provider, visitor, &live.session).await?;
    }
    Ok(())
}

/// The client that asks. One that contradicts its hint, or shows a hint that is not ours, is nobody.
async fn asking(
    provider: &Provider,
    raw: &Raw,
    hint: Option<&Option<Hint>>,
) -> Result<Option<Client>, OAuthError> {
    let client_id = match (hint, raw.get("client_id")) {
        (None, client_id) => client_id,
        (Some(Some(hint)), Some(client_id)) => {
            Some(client_id).filter(|one| hint.audience.iter().any(|aud| aud == one))
        }
        (Some(Some(hint)), None) => hint.audience.first().map(String::as_str),
        (Some(None), _) => None,
    };
    let Some(client_id) = client_id else { return Ok(None) };
    Ok(provider.clients.find(client_id).await?.map(|known| known.client.clone()))
}

/// Section 3: where to go afterwards, only if the client registered exactly that.
fn location(raw: &Raw, client: Option<&Client>) -> Result<Option<String>, OAuthError> {
    let state = raw.get("state");
    if state.is_some_and(|state| state.len() > LONGEST_STATE) {
        return Err(OAuthError::invalid_request("state is too long"));
    }
    let (Some(uri), Some(client)) = (raw.get("post_logout_redirect_uri"), client) else { return Ok(None) };
    if !redirect_uri::is_registered(&client.metadata.post_logout_redirect_uris, uri, false) {
        return Ok(None);
    }
    Ok(Some(match state {
        None => uri.to_owned(),
        Some(state) => authorization::response::with_query(uri, &[("state", state.to_owned())]),
    }))
}

/// What follows the end of a session: the clients that are told by the browser, if there are any.
async fn ended(
    provider: &Provider,
    session: &SessionRow,
    location: Option<String>,
) -> Result<Outcome, Error> {
    let mut reader = provider.database.read().await.map_err(OAuthError::from)?;
    let used =
        session_client::of_session(&mut reader, &session.session_id).await.map_err(OAuthError::from)?;
    drop(reader);
    let mut frames = Vec::new();
    for client_id in used {
        let known = provider.clients.find(&client_id).await.map_err(OAuthError::from)?;
        let uri = known.and_then(|known| known.client.metadata.frontchannel_logout_uri.clone());
        // Section 2: both, so that a forged request ends nothing.
        let parameters = [("iss", provider.settings.issuer.clone()), ("sid", session.session_id.clone())];
        frames.extend(uri.map(|uri| authorization::response::with_query(&uri, &parameters)));
    }
    Ok(if frames.is_empty() { Outcome::Done(location) } else { Outcome::Frames(frames, location) })
}

/// Ends the session, and writes it down.
async fn end(provider: &Provider, visitor: &Visitor, row: &SessionRow) -> Result<(), OAuthError> {
    let now = provider.clock.now();
    let (account_id, session_id) = (row.account_id.clone(), row.session_id.clone());
    let event = Event {
        event_id: provider.random.identifier(now),
        happened_at: now,
        kind: "session.ended".into(),
        account_id: Some(account_id.clone()),
        client_id: None,
        address: Some(visitor.address.to_string()),
        detail: serde_json::json!({"session": session_id}).to_string(),
    };
    provider
        .database
        .write(move |write| {
            Box::pin(async move {
                if session::end(write, &account_id, &session_id, now).await? {
                    audit::insert(write, &event).await?;
                }
                Ok::<_, storage::Error>(())
            })
        })
        .await?;
    Ok(())
}

/// What a page may say about a client that is not asking for anything there. No answer goes to it, which would prove its host: one
/// that only the client itself has named is not said. One without any, as devices are, goes by its identifier.
pub fn heading(client: &Client) -> Heading {
    let metadata = &client.metadata;
    let document = client_document::host(client);
    let host = if client.speaks_for_itself() {
        document.clone()
    } else {
        let uri = metadata.client_uri.as_ref().or(metadata.redirect_uris.first());
        uri.map(|uri| redirect_uri::host(uri)).filter(|host| !host.is_empty())
    };
    Heading {
        name: if metadata.client_name.is_empty() {
            client.client_id.clone()
        } else {
            metadata.client_name.clone()
        },
        host: host.unwrap_or_else(|| client.client_id.clone()),
        verified: metadata.verified,
        document,
        logo: None,
        policy_uri: metadata.policy_uri.clone(),
        tos_uri: metadata.tos_uri.clone(),
        again: None,
        language: None,
    }
}

fn seal(provider: &Provider, sealed: &Sealed) -> Result<String, Error> {
    let faulty = |error: &dyn std::fmt::Display| guide::Error::Faulty(error.to_string());
    let plain = serde_json::to_vec(sealed).map_err(|error| faulty(&error))?;
    let bytes = provider.vault.seal(SEALED, &plain).map_err(|error| faulty(&error))?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

fn unseal(provider: &Provider, request: &str) -> Result<Sealed, OAuthError> {
    let read = || {
        let bytes = URL_SAFE_NO_PAD.decode(request).ok()?;
        let plain = provider.vault.open(SEALED, &bytes).ok()?;
        serde_json::from_slice(&plain).ok()
    };
    read().ok_or_else(|| OAuthError::invalid_request("this confirmation is not one of ours"))
}

#[cfg(test)]
#[path = "logout_tests.rs"]
mod tests;
