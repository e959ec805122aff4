//! Token exchange: RFC 8693. One of our access tokens is brought, and another one, worth less, is given for it.
//!
//! What a client may bring and ask for is its registration's to say (`token_exchange`), and without one it may nothing. Scope
//! and life only shrink; the audience is one of the old token's or one that the policy names. The new token hangs on the same
//! grant, so it dies with it. It says who acts (`act`, section 4.1) and who acted before, unless the policy lets the client step
//! into the person's shoes; what was said before is never unsaid. The audit log tells of each.

use serde_json::{Value, json};

use super::{Exchanged, Outcome, Plan, asked_scope};
use crate::{
    clock::Timestamp,
    oauth::{
        OAuthError, Provider,
        access_token::{self, Shown, Standing},
        parameters::Parameters,
        resource,
        scope::{OFFLINE_ACCESS, OPENID, Scopes},
    },
    storage::{
        Error, Write,
        audit::{self, Event},
        client::{Client, Exchange},
        grant, token,
    },
};

/// The `grant_type`.
pub const GRANT_TYPE: &str = "urn:ietf:params:oauth:grant-type:token-exchange";
/// Section 3: the one kind of token that is taken and given.
pub const ACCESS_TOKEN: &str = "urn:ietf:params:oauth:token-type:access_token";
/// The same, where the token is a JWT.
const JWT: &str = "urn:ietf:params:oauth:token-type:jwt";
/// Who acts for whom for whom … ends somewhere.
const DEEPEST: usize = 5;

/// The parameters of section 2.1, with what they lead to.
pub struct Request {
    event_id: String,
    grant_id: String,
    subject: Shown,
    actor: Option<Value>,
    audience: Vec<String>,
    scope: Option<Scopes>,
}

impl Request {
    /// Reads them. Tokens that are not ours, have lapsed or were taken back are all `invalid_request` (section 2.2.2).
    pub async fn read(
        provider: &Provider,
        client: &Client,
        parameters: &Parameters,
        jkt: Option<&str>,
        now: Timestamp,
    ) -> Result<Self, OAuthError> {
        let policy = client.metadata.token_exchange.as_ref();
        let policy = policy.filter(|_| !client.is_public()).ok_or_else(|| {
            OAuthError::unauthorized_client("the client is not registered to exchange tokens")
        })?;
        if !parameters.get("requested_token_type").is_none_or(|kind| [ACCESS_TOKEN, JWT].contains(&kind)) {
            return Err(OAuthError::invalid_request("requested_token_type must be an access token"));
        }
        let (subject, standing) = bring(provider, parameters, "subject_token", now).await?;
        let Standing::Grant(grant) = standing else {
            return Err(OAuthError::invalid_request("subject_token is not the token of a person"));
        };
        if subject.client_id != client.client_id && !policy.clients.contains(&subject.client_id) {
            return Err(unacceptable("subject_token", "issued to a client that the policy does not name"));
        }
        must_hold(client, "subject_token", &subject, jkt)?;
        let before = subject.actor.clone();
        let actor = if parameters.get("actor_token").is_some() {
            let (actor, _) = bring(provider, parameters, "actor_token", now).await?;
            if actor.client_id != client.client_id {
                return Err(unacceptable("actor_token", "issued to another client"));
            }
            must_hold(client, "actor_token", &actor, jkt)?;
            Some(acting(&actor.subject, before)?)
        } else if parameters.get("actor_token_type").is_some() {
            return Err(OAuthError::invalid_request("actor_token_type without actor_token"));
        } else if policy.impersonation {
            before
        } else {
            Some(acting(&client.client_id, before)?)
        };
        Ok(Self {
            event_id: provider.random.identifier(now),
            grant_id: grant.grant_id,
            audience: audience(policy, &subject, parameters)?,
            scope: asked_scope(parameters)?,
            subject,
            actor,
        })
    }
}

/// Exchanges. Whether the token still stands is asked once more in the write, which a revocation may have overtaken.
pub async fn redeem(
    db: &mut Write,
    client: &Client,
    request: Request,
    now: Timestamp,
) -> Result<Outcome, Error> {
    let Request { event_id, grant_id, subject, actor, audience, scope } = request;
    let revoked = token::is_revoked(db, &subject.token_id).await?;
    let Some(grant) = grant::find_live(db, &grant_id, now).await?.filter(|_| !revoked) else {
        return Ok(Outcome::Refuse(unacceptable("subject_token", "taken back meanwhile")));
    };
    let registered = Scopes::from(client.metadata.scope.as_str());
    // A person signs in at a client: no other may be told who they are, or come back without them.
    let passes = |scope: &str| registered.contains(scope) && scope != OPENID && scope != OFFLINE_ACCESS;
    let detail =
        json!({ "grant": grant_id, "from": subject.client_id, "audience": audience, "actor": actor });
    let event = Event {
        event_id,
        happened_at: now,
        kind: "token.exchanged".into(),
        account_id: Some(grant.account_id.clone()),
        client_id: Some(client.client_id.clone()),
        address: None,
        detail: detail.to_string(),
    };
    audit::insert(db, &event).await?;
    Ok(Outcome::Issue(Box::new(Plan {
        grant: Some(grant),
        offered: subject.scopes.filter(passes),
        asked: scope,
        nonce: None,
        refresh: false,
        exchanged: Some(Exchanged { expires_at: subject.expires_at, audience, actor }),
    })))
}

/// One of the two tokens: ours, alive, and what its type says (section 3).
async fn bring(
    provider: &Provider,
    parameters: &Parameters,
    name: &'static str,
    now: Timestamp,
) -> Result<(Shown, Standing), OAuthError> {
    let missing = || OAuthError::invalid_request(format!("{name} is missing"));
    let token = parameters.get(name).ok_or_else(missing)?;
    match parameters.get(if name == "subject_token" { "subject_token_type" } else { "actor_token_type" }) {
        Some(ACCESS_TOKEN) => {}
        Some(JWT) if token.contains('.') => {}
        Some(_) => return Err(OAuthError::invalid_request(format!("{name}_type must be an access token"))),
        None => return Err(OAuthError::invalid_request(format!("{name}_type is missing"))),
    }
    let shown = access_token::read(provider, token, now).await?;
    let shown = shown.ok_or_else(|| unacceptable(name, "not one of ours, or it has lapsed"))?;
    let standing = access_token::standing(provider, &shown, now).await?;
    let standing = standing.ok_or_else(|| unacceptable(name, "taken back"))?;
    Ok((shown, standing))
}

/// A client's own token that is bound to a key is brought by the holder of that key. One that came to a resource server from
/// a client of the policy is not: its proof was shown where it came in, and the key is elsewhere.
fn must_hold(client: &Client, name: &str, shown: &Shown, jkt: Option<&str>) -> Result<(), OAuthError> {
    if shown.client_id == client.client_id && shown.jkt.is_some() && shown.jkt.as_deref() != jkt {
        return Err(unacceptable(name, "bound to a key that was not shown"));
    }
    Ok(())
}

/// Section 4.1: the newest actor outside.
pub(in crate::oauth) fn acting(subject: &str, before: Option<Value>) -> Result<Value, OAuthError> {
    let mut depth = 1;
    let mut next = before.as_ref();
    while let Some(actor) = next {
        depth += 1;
        next = actor.get("act");
    }
    if depth > DEEPEST {
        return Err(OAuthError::invalid_request("too many have acted for this person already"));
    }
    Ok(match before {
        None => json!({ "sub": subject }),
        Some(before) => json!({ "sub": subject, "act": before }),
    })
}

/// Whom the new token is for: what is named, if the old token was for it or the policy says so; else whom that one was for.
pub(in crate::oauth) fn audience(
    policy: &Exchange,
    subject: &Shown,
    parameters: &Parameters,
) -> Result<Vec<String>, OAuthError> {
    let mut named = resource::of(parameters)?;
    for one in parameters.all("audience") {
        if !named.iter().any(|known| known == one) {
            named.push(one.to_owned());
        }
    }
    if !named.iter().all(|one| policy.audience.contains(one) || subject.audience.contains(one)) {
        return Err(OAuthError::invalid_target("the client may not ask for this audience"));
    }
    Ok(if named.is_empty() { subject.audience.clone() } else { named })
}

/// One description for all: what exactly failed is for the log.
fn unacceptable(name: &str, detail: &str) -> OAuthError {
    let description = format!("{name} is invalid, expired, revoked, or not for this client to exchange");
    OAuthError::invalid_request(description).with_detail(detail)
}
