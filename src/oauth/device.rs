//! Device authorization: RFC 8628. A device without a browser shows a code; its person types it at another one, signs in
//! there and says whether the device may.
//!
//! Whoever begins this flow decides who sees the code, so a thief can begin it and send the code to a victim (section 5.4).
//! Therefore the person is always asked, at the end, with what they cannot have been told by the thief: which application,
//! since when, from where; and that they should go on only if they began this at a device in front of them. Tries at codes
//! are counted in the database before a code is looked at.

use std::{net::IpAddr, time::Duration};

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{
    DEVICE, OAuthError, Provider,
    authorization::Error,
    client_authentication::authenticate,
    grant::device_code,
    logout::heading,
    parameters::Parameters,
    resource,
    scope::{OFFLINE_ACCESS, Scopes},
    subject,
    token::Headers,
    user_code,
};
use crate::{
    authentication::{
        errand,
        guide::{self, Authenticated, Opening, SessionCookie, Travel},
        journey::{Demand, End, Journey, Permission, Purpose, Step},
        visitor::{Visitor, label, network},
    },
    clock::Timestamp,
    storage::{
        self, Write,
        audit::{self, Event},
        client::Client,
        device_authorization::{self as device, DeviceAuthorization},
        grant::{self, Grant},
        list_to_json,
        throttle::{self, Limit},
    },
};

const USER_CODE: &str = "user_code";
/// How long a person has.
const LIFE: Duration = Duration::from_mins(10);
/// How often a device may ask, in milliseconds.
const INTERVAL: i64 = 5_000;
/// Tries at codes from one network: with a hundred devices waiting day and night, it guesses one in 700 years.
const TRIES: Limit = Limit { per_window: 10, window: 15 * 60 * 1000, in_a_row: i64::MAX, free: 0 };
/// Devices of public clients that begin in one network: anybody can call themselves that.
const BEGINS: Limit = Limit { per_window: 60, window: 15 * 60 * 1000, in_a_row: i64::MAX, free: 0 };
const LONGEST_AGENT: usize = 200;
/// Tells our errands from those of others.
const OWNER: &str = "device";

/// Section 3.2.
#[derive(Debug, Serialize)]
pub struct Response {
    /// What the device keeps.
    pub device_code: String,
    /// What its person types.
    pub user_code: String,
    /// Where.
    pub verification_uri: String,
    /// The same with the code, for a picture to be scanned.
    pub verification_uri_complete: String,
    /// Seconds.
    pub expires_in: u64,
    /// Seconds between two questions.
    pub interval: i64,
}

/// What the journey of a device is for.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Errand {
    device_hash: Vec<u8>,
    user_code: String,
    client_id: String,
    scope: String,
    resources: String,
    address: String,
    label: String,
    began: Timestamp,
}

/// What the person is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The code, to be compared with what the device shows.
    pub user_code: String,
    /// The scopes.
    pub scopes: Vec<String>,
    /// The address that the device asked from.
    pub address: String,
    /// What the device calls itself.
    pub label: String,
    /// When it began.
    pub began: Timestamp,
}

/// What comes next.
#[derive(Debug)]
pub enum Next {
    /// A step of the sign-in.
    Journey(Travel),
    /// The question.
    Ask(Travel),
    /// The end: allowed or not.
    End(bool, Option<SessionCookie>),
    /// The end, too late: it was answered elsewhere, or has lapsed.
    Lapsed,
}

/// Answers a device that wants to begin (section 3.1).
///
/// # Errors
/// Those of the token endpoint: `invalid_client`, `unauthorized_client`, `invalid_scope`, `invalid_target`.
pub async fn begin(
    provider: &Provider,
    headers: Headers<'_>,
    parameters: &Parameters,
    address: IpAddr,
    user_agent: &str,
) -> Result<Response, OAuthError> {
    let now = provider.clock.now();
    let known = authenticate(provider, headers.authorization, parameters, now).await?;
    let client = &known.client;
    if !client.may_use(device_code::GRANT_TYPE) {
        return Err(OAuthError::unauthorized_client("the client is not registered for device_code"));
    }
    let scopes = scopes(provider, client, parameters)?;
    let resources = resource::of(parameters)?;
    resource::check(&provider.settings, client, &resources)?;
    let device_code = provider.random.token();
    let user_code = user_code::draw(&provider.random);
    let row = DeviceAuthorization {
        device_hash: provider.vault.digest(device_code::DIGEST, device_code.as_bytes()),
        user_code_hash: provider.vault.digest(USER_CODE, user_code.as_bytes()),
        client_id: client.client_id.clone(),
        scope: scopes.to_string(),
        resources: list_to_json(&resources),
        address: address.to_string(),
        user_agent: user_agent.chars().filter(|c| !c.is_control()).take(LONGEST_AGENT).collect(),
        state: "pending".into(),
        grant_id: None,
        poll_interval: INTERVAL,
        polled_at: None,
        hurried: false,
        created_at: now,
        expires_at: now.after(LIFE),
    };
    let counted = client.is_public().then(|| format!("device/begun/{}", network(address)));
    wait(provider, row, counted).await?;
    let (verification_uri, shown) = (provider.settings.endpoint(DEVICE), user_code::grouped(&user_code));
    Ok(Response {
        verification_uri_complete: format!("{verification_uri}?user_code={shown}"),
        verification_uri,
        device_code,
        user_code: shown,
        expires_in: LIFE.as_secs(),
        interval: INTERVAL / 1000,
    })
}

/// Stores a device that waits from now on; `counted` is what it counts for, where anybody may begin.
async fn wait(
    provider: &Provider,
    row: DeviceAuthorization,
    counted: Option<String>,
) -> Result<(), OAuthError> {
    let write = provider.database.write::<_, storage::Error, _>(move |db| {
        Box::pin(async move {
            if let Some(subject) = counted
                && throttle::spend(db, &subject, BEGINS, row.created_at).await?.is_none()
            {
                return Ok(false);
            }
            device::insert(db, &row).await.map(|()| true)
        })
    });
    match write.await {
        Ok(true) => Ok(()),
        Ok(false) => Err(OAuthError::temporarily_unavailable("too many devices begin in this network")),
        // Two of the same code alive at once: one in millions, and the device simply begins again.
        Err(storage::Error::Duplicate) => {
            Err(OAuthError::temporarily_unavailable("a user code came up twice"))
        }
        Err(error) => Err(error.into()),
    }
}

/// RFC 6749 section 3.3, as the authorization endpoint reads it: what is unknown or not the client's is left out.
fn scopes(provider: &Provider, client: &Client, parameters: &Parameters) -> Result<Scopes, OAuthError> {
    let asked = parameters.get("scope").ok_or_else(|| OAuthError::invalid_scope("scope is missing"))?;
    let asked = Scopes::parse(asked).map_err(|error| OAuthError::invalid_scope(error.to_string()))?;
    let (known, own) = (provider.settings.known_scopes(), Scopes::from(client.metadata.scope.as_str()));
    let usable = |scope: &str| scope != OFFLINE_ACCESS || client.may_use("refresh_token");
    let scopes = asked.filter(|scope| known.contains(scope) && own.contains(scope) && usable(scope));
    if scopes.is_empty() {
        return Err(OAuthError::invalid_scope("the client may ask for none of these scopes"));
    }
    Ok(scopes)
}

/// A person typed a code. `None` if nobody waits with it; the wait until another try where there were too many.
///
/// # Errors
/// Those of a journey's begin.
pub async fn open(
    provider: &Provider,
    visitor: &Visitor,
    typed: &str,
) -> Result<Result<Option<Travel>, Timestamp>, Error> {
    let now = provider.clock.now();
    let counter = format!("device/{}", visitor.network());
    let subject = counter.clone();
    let spent = provider.database.write::<_, storage::Error, _>(move |db| {
        Box::pin(async move { throttle::spend(db, &subject, TRIES, now).await })
    });
    if spent.await.map_err(OAuthError::from)?.is_none() {
        let mut reader = provider.database.read().await.map_err(OAuthError::from)?;
        let count = throttle::find(&mut reader, &counter).await.map_err(OAuthError::from)?;
        let began = count.map_or(now, |count| count.window_started_at);
        return Ok(Err(Timestamp(began.milliseconds().saturating_add(TRIES.window))));
    }
    let Some(user_code) = user_code::normal(typed) else { return Ok(Ok(None)) };
    let hash = provider.vault.digest(USER_CODE, user_code.as_bytes());
    let mut reader = provider.database.read().await.map_err(OAuthError::from)?;
    let row = device::find_pending(&mut reader, &hash, now).await.map_err(OAuthError::from)?;
    drop(reader);
    let Some(row) = row else { return Ok(Ok(None)) };
    let known = provider.clients.find(&row.client_id).await.map_err(OAuthError::from)?;
    let Some(known) = known else { return Ok(Ok(None)) };
    let errand = Errand {
        device_hash: row.device_hash,
        user_code: user_code::grouped(&user_code),
        client_id: row.client_id,
        scope: row.scope,
        resources: row.resources,
        address: row.address,
        label: label(&row.user_agent),
        began: row.created_at,
    };
    let metadata = &known.client.metadata;
    let opening = Opening {
        purpose: Purpose::SignIn,
        errand: errand::Errand::of(OWNER, &errand),
        heading: heading(&known.client),
        demand: Demand {
            levels: metadata.default_acr_values.clone(),
            client_id: known.client.client_id.clone(),
            minimum: Some(provider.guide.policy().minimum(&known.client.client_id).to_owned()),
            max_age: metadata.default_max_age.map(|seconds| Duration::from_secs(u64::from(seconds))),
            // max_age=0 means what prompt=login means.
            fresh: metadata.default_max_age == Some(0),
            ..Demand::default()
        },
    };
    Ok(Ok(Some(Box::pin(provider.guide.begin(visitor, opening)).await?)))
}

/// Whether a journey is that of a device.
pub fn is_device(journey: &Journey) -> bool {
    journey.errand.read::<Errand>(OWNER).is_some()
}

/// Says what comes next after such a journey has moved.
pub async fn resume(provider: &Provider, visitor: &Visitor, mut travel: Travel) -> Result<Next, Error> {
    let errand: Errand = travel
        .journey
        .errand
        .read(OWNER)
        .ok_or_else(|| guide::Error::Faulty("the journey has no device".into()))?;
    if travel.step == Step::Permission && travel.journey.permission == Permission::Unknown {
        travel = Box::pin(provider.guide.permit(visitor, travel, Permission::Ask)).await?;
    }
    match travel.step {
        Step::Permission => Ok(Next::Ask(travel)),
        Step::End(End::Done) if travel.leaves_at().is_none() => {
            allow(provider, visitor, travel, errand).await
        }
        Step::End(End::Done)
        | Step::Identify
        | Step::Verify { .. }
        | Step::Enrol { .. }
        | Step::Offer { .. }
        | Step::Details
        | Step::Phone => Ok(Next::Journey(travel)),
        Step::End(_) => {
            provider.guide.close(&travel).await?;
            let now = provider.clock.now();
            let write = provider.database.write::<_, storage::Error, _>(move |db| {
                Box::pin(async move { device::deny(db, &errand.device_hash, now).await })
            });
            let denied = write.await.map_err(OAuthError::from)?;
            Ok(if denied { Next::End(false, None) } else { Next::Lapsed })
        }
    }
}

/// What the page asks, if that is where the journey is.
pub async fn ask(
    provider: &Provider,
    visitor: &Visitor,
    journey_id: &str,
) -> Result<(Travel, Option<Question>), Error> {
    let travel = Box::pin(provider.guide.load(visitor, journey_id)).await?;
    let asked = travel.step == Step::Permission && travel.journey.permission == Permission::Ask;
    let errand: Option<Errand> = travel.journey.errand.read(OWNER);
    let question = errand.filter(|_| asked).map(|errand| Question {
        user_code: errand.user_code,
        scopes: Scopes::from(errand.scope).iter().map(str::to_owned).collect(),
        address: errand.address,
        label: errand.label,
        began: errand.began,
    });
    Ok((travel, question))
}

/// The person answered. `asked` is the account that the page asked: where the journey is another's meanwhile, that one is asked.
pub async fn answer(
    provider: &Provider,
    visitor: &Visitor,
    journey_id: &str,
    asked: &str,
    allowed: bool,
) -> Result<Next, Error> {
    let (mut travel, question) = ask(provider, visitor, journey_id).await?;
    // Nobody answers a question that was not asked, nor for somebody else.
    let its_own = travel.account.as_ref().is_some_and(|account| account.account_id == asked);
    if question.is_some() && its_own {
        let permission = if allowed { Permission::Given } else { Permission::Refused };
        travel = Box::pin(provider.guide.permit(visitor, travel, permission)).await?;
    }
    Box::pin(resume(provider, visitor, travel)).await
}

/// Ends the journey with a grant for the device, in one write.
async fn allow(
    provider: &Provider,
    visitor: &Visitor,
    travel: Travel,
    errand: Errand,
) -> Result<Next, Error> {
    let known = provider.clients.find(&errand.client_id).await.map_err(OAuthError::from)?;
    let Some(known) = known else {
        return Err(OAuthError::unauthorized_client("the client is not known here any more").into());
    };
    let now = provider.clock.now();
    let governed = provider.governed();
    let lasts = super::refresh_token::is_due(&known.client, &Scopes::from(errand.scope.as_str()));
    let life = if lasts {
        governed.refresh_absolute
    } else {
        LIFE.saturating_add(provider.settings.longest_access(governed.access_lifetime))
    };
    let work = Work {
        grant_id: provider.random.identifier(now),
        event_id: provider.random.identifier(now),
        subject: subject::Notes::of(provider, &known.client),
        address: visitor.address.to_string(),
        expires_at: now.after(life),
        errand,
        now,
    };
    let finished = provider
        .guide
        .finish(visitor, travel, move |write, authenticated| Box::pin(store(write, authenticated, work)))
        .await?;
    Ok(if finished.value { Next::End(true, finished.session) } else { Next::Lapsed })
}

struct Work {
    grant_id: String,
    event_id: String,
    /// Of a client with subjects of its own.
    subject: Option<subject::Notes>,
    address: String,
    expires_at: Timestamp,
    errand: Errand,
    now: Timestamp,
}

/// `false` when the device no longer waits: then nothing is granted.
async fn store(write: &mut Write, authenticated: Authenticated, work: Work) -> Result<bool, storage::Error> {
    let Work { grant_id, errand, now, .. } = work;
    if !device::approve(write, &errand.device_hash, &grant_id, now).await? {
        return Ok(false);
    }
    let json = |value: serde_json::Result<String>| {
        value.map_err(|error| storage::Error::Faulty(format!("a grant does not become JSON: {error}")))
    };
    let account_id = authenticated.account.account_id.clone();
    let grant = Grant {
        grant_id,
        client_id: errand.client_id,
        account_id: account_id.clone(),
        // A device stays signed in when the browser that let it in signs out.
        session_id: None,
        scope: errand.scope,
        claims: "{}".into(),
        acr: authenticated.acr,
        amr: json(serde_json::to_string(&authenticated.amr))?,
        auth_time: authenticated.auth_time,
        factors: json(serde_json::to_string(&authenticated.factors))?,
        resources: errand.resources,
        created_at: now,
        expires_at: work.expires_at,
        revoked_at: None,
    };
    grant::insert(write, &grant).await?;
    if let Some(subject) = &work.subject {
        subject.put(write, &account_id).await?;
    }
    let event = Event {
        event_id: work.event_id,
        happened_at: now,
        kind: "grant.made".into(),
        account_id: Some(account_id),
        client_id: Some(grant.client_id),
        address: Some(work.address),
        detail: json!({"grant": grant.grant_id, "scope": grant.scope, "asked": true, "device": errand.label})
            .to_string(),
    };
    audit::insert(write, &event).await?;
    Ok(true)
}
