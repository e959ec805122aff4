//! The door of the API: who calls, whether the table of [`rules`] lets them, and how often they may.
//!
//! A caller shows an access token of ours that is for this API (RFC 6750, RFC 8707; RFC 9449 where it is bound to a key), or
//! the session of somebody who administers. A session writes only with the token against forged requests of its account's
//! console, since browsers send it by themselves.

use std::{num::NonZeroU32, sync::Arc};

use axum::{
    extract::{FromRequestParts, MatchedPath, Request, State},
    http::{HeaderMap, Method, StatusCode, header::AUTHORIZATION, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use super::{
    ROOT,
    caller::{Caller, Who},
    failure,
    rules::{self, Asks},
};
use crate::{
    administration::{actor::Actor, role::Permission, roles},
    oauth::{
        OAuthError,
        access_token::{self, Shown, Standing},
        client_authentication,
        parameters::Parameters,
        presented::{self, Presented},
    },
    storage::{grant::Grant, list_from_json},
    web::{
        admin::{self, standing::Standing as Session},
        console_token::{self, Console},
        error::{self, Problem},
        guest::Guest,
        oauth::machine,
        scim,
        site::Site,
        visit::Visit,
    },
};

/// Where a caller by session shows the token against forged requests.
const CSRF_HEADER: &str = "x-csrf-token";

/// Where the clients come from that an operator made.
const OPERATED: [&str; 5] = ["api", "console", "cli", "file", "dev"];

/// How often each caller may ask.
pub struct Pace(DefaultKeyedRateLimiter<String>);

impl Pace {
    /// So many requests a minute, a quarter of them at once.
    pub fn new(per_minute: u32) -> Self {
        let whole = |number: u32| NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN);
        let quota = Quota::per_minute(whole(per_minute)).allow_burst(whole(per_minute.div_ceil(4)));
        Self(RateLimiter::keyed(quota))
    }

    /// Whether one more is within the limit of this key.
    pub fn allows(&self, key: &String) -> bool {
        // Callers are few and known; those that have been quiet are forgotten all the same.
        if self.0.len() > 1_000 {
            self.0.retain_recent();
        }
        self.0.check_key(key).is_ok()
    }
}

/// Lets a request through with its [`Caller`], or answers it.
pub async fn guard(State(site): State<Arc<Site>>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let nonce = machine::next_nonce(&site.provider, &parts.headers);
    let mut response = match admit(&site, &mut parts).await {
        Ok(()) => next.run(Request::from_parts(parts, body)).await,
        Err(problem) => problem.into_response(),
    };
    if let Some(problem) = response.extensions_mut().remove::<Problem>() {
        response.extensions_mut().insert(problem.in_api());
    }
    if let Some(nonce) = nonce {
        response.headers_mut().insert(machine::DPOP_NONCE, nonce);
    }
    response
}

async fn admit(site: &Arc<Site>, parts: &mut Parts) -> Result<(), Problem> {
    let route =
        parts.extensions.get::<MatchedPath>().map(|path| path.as_str().to_owned()).unwrap_or_default();
    let asks = rules::find(&parts.method, &route).ok_or_else(error::method_not_allowed)?;
    if asks == Asks::Nothing {
        return Ok(());
    }
    let caller = identify(site, parts, &route).await?;
    if let Asks::For(permission) = asks
        && !caller.may(permission)
    {
        return Err(failure::insufficient_scope(permission.scope()));
    }
    let pace = if scim::is_below(&route) { &site.pace_of_scim } else { &site.pace };
    if !pace.allows(&caller.key()) {
        let mut refused =
            failure::problem(StatusCode::TOO_MANY_REQUESTS, "too_many_requests", "ask less often");
        refused.retry_after = Some(1);
        return Err(refused);
    }
    parts.extensions.insert(caller);
    Ok(())
}

async fn identify(site: &Arc<Site>, parts: &mut Parts, route: &str) -> Result<Caller, Problem> {
    let mut caller = if scim::is_below(route)
        && let Some(header) = basic(&parts.headers)
    {
        by_secret(site, header).await?
    } else {
        let Some(presented) = presented(&parts.headers, &parts.method)? else {
            return by_session(site, parts).await;
        };
        by_token(site, presented, parts.uri.path(), &resources(site, route)).await?
    };
    let visit = parts.extensions.get::<Visit>();
    caller.actor.address = visit.map(|visit| visit.client.to_string());
    caller.actor.request_id = visit.map(|visit| visit.request_id.to_string());
    Ok(caller)
}

/// The token that came, if one did: by the scheme of RFC 6750, or that of RFC 9449.
fn presented<'a>(headers: &'a HeaderMap, method: &'a Method) -> Result<Option<Presented<'a>>, Problem> {
    let mut values = headers.get_all(AUTHORIZATION).iter();
    let Some(value) = values.next() else { return Ok(None) };
    let token = value.to_str().ok().and_then(|text| text.split_once(' '));
    match (token, values.next()) {
        (Some((scheme, token)), None) if scheme.eq_ignore_ascii_case("bearer") => {
            Ok(Some(Presented::Bearer(token.trim())))
        }
        (Some((scheme, token)), None) if scheme.eq_ignore_ascii_case("dpop") => {
            let proof = machine::dpop(headers).map_err(unproved)?;
            Ok(Some(Presented::Dpop { token: token.trim(), proof, method: method.as_str() }))
        }
        _ => Err(failure::nobody("one Authorization header with a Bearer or a DPoP token is expected")),
    }
}

/// What is wrong with a proof, or with its absence, and how it is mended.
fn unproved(error: OAuthError) -> Problem {
    let error = error.for_bound_resource();
    let challenge = error.www_authenticate().map(String::into_boxed_str);
    let mut problem = Problem::of(error, None);
    problem.challenge = challenge;
    problem
}

/// What a token must be for, or a client be registered for, to come in at a route. Whoever may call the API may provision, if its
/// scopes say so; not the other way round.
fn resources(site: &Site, route: &str) -> Vec<String> {
    let roots = [Some(ROOT), Some(scim::ROOT).filter(|_| scim::is_below(route))];
    roots.into_iter().flatten().map(|root| format!("{}{root}", site.config.issuer)).collect()
}

/// The name and secret of a client, as RFC 7617 writes them.
fn basic(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(AUTHORIZATION)?.to_str().ok()?;
    value.split_once(' ').filter(|(scheme, _)| scheme.eq_ignore_ascii_case("basic")).map(|_| value)
}

/// A service account by its secret itself: for provisioning clients that can ask for no token (RFC 7644 section 2).
async fn by_secret(site: &Arc<Site>, header: &str) -> Result<Caller, Problem> {
    let refused = || {
        failure::nobody("the name or the secret of the client is wrong, or it may not act for itself here")
    };
    let (none, now) = (Parameters::default(), site.clock.now());
    let known =
        client_authentication::authenticate_confidential(&site.provider, Some(header), &none, now).await;
    let known =
        known.map_err(|error| if error.status >= 500 { Problem::of(error, None) } else { refused() })?;
    let client = &known.client;
    let here =
        resources(site, scim::ROOT).iter().any(|one| client.metadata.access_token_audience.contains(one));
    if !(here && client.may_use("client_credentials") && OPERATED.contains(&client.source.as_str())) {
        return Err(refused());
    }
    let scopes: Vec<&str> = client.metadata.scope.split(' ').collect();
    let permissions = Permission::ALL.iter().copied().filter(|one| scopes.contains(&one.scope())).collect();
    let actor = Actor { client_id: Some(client.client_id.clone()), ..Actor::default() };
    Ok(Caller { who: Who::Service { client_id: client.client_id.clone() }, permissions, actor })
}

/// By a token that was shown at `path`.
async fn by_token(
    site: &Arc<Site>,
    presented: Presented<'_>,
    path: &str,
    resources: &[String],
) -> Result<Caller, Problem> {
    let failed = |error: OAuthError| Problem::of(error, None);
    let now = site.clock.now();
    let shown = access_token::read(&site.provider, presented.token(), now).await.map_err(failed)?;
    let Some(shown) = shown else {
        return Err(failure::invalid_token("the token is not one of ours, or it has lapsed"));
    };
    if !shown.audience.iter().any(|one| resources.contains(one)) {
        return Err(failure::invalid_token("the token is not for this API"));
    }
    let standing = access_token::standing(&site.provider, &shown, now).await.map_err(failed)?;
    let Some(standing) = standing else {
        return Err(failure::invalid_token("the token was revoked"));
    };
    presented::check(&site.provider, &shown, presented, path, now).await.map_err(unproved)?;
    let client = site.provider.clients.find(&shown.client_id).await?;
    // Whoever registered or describes itself was given nothing by anybody.
    if !client.is_some_and(|known| OPERATED.contains(&known.client.source.as_str())) {
        return Err(failure::invalid_token("no operator registered this client"));
    }
    match &standing {
        Standing::Client => Ok(service(shown)),
        Standing::Grant(grant) => person(site, &shown, grant).await,
    }
}

/// What the scopes of a token carry.
fn carried(shown: &Shown) -> Vec<Permission> {
    Permission::ALL.iter().copied().filter(|one| shown.scopes.contains(one.scope())).collect()
}

fn service(shown: Shown) -> Caller {
    let permissions = carried(&shown);
    let actor = Actor { client_id: Some(shown.client_id.clone()), ..Actor::default() };
    Caller { who: Who::Service { client_id: shown.client_id }, permissions, actor }
}

/// A person's token carries what its scopes and their role both have, if it came from a sign-in that suffices.
async fn person(site: &Site, shown: &Shown, grant: &Grant) -> Result<Caller, Problem> {
    let Some(role) = roles::of(&site.database, &grant.account_id).await? else {
        return Err(failure::no_role());
    };
    let several = list_from_json(&grant.amr).iter().any(|value| value == "mfa");
    let fresh = site.clock.now().since(grant.auth_time) <= site.config.admin.proof_age;
    if !(several && fresh) {
        return Err(failure::insufficient_authentication(site.guide.policy().administrator_level()));
    }
    let account_id = grant.account_id.clone();
    Ok(Caller {
        permissions: carried(shown).into_iter().filter(|one| role.may(*one)).collect(),
        actor: Actor { account_id: Some(account_id.clone()), ..Actor::default() },
        who: Who::Person { account_id, role },
    })
}

async fn by_session(site: &Arc<Site>, parts: &mut Parts) -> Result<Caller, Problem> {
    let guest = Guest::from_request_parts(parts, site).await?;
    let (account, caller) = match admin::standing::of(site, &guest).await? {
        Session::Nobody => return Err(failure::nobody("show an access token, or sign in")),
        Session::NoRole(_) => return Err(failure::no_role()),
        Session::Weak(_) => {
            return Err(failure::insufficient_authentication(site.guide.policy().administrator_level()));
        }
        Session::Admitted(account, caller) => (account, *caller),
    };
    if !parts.method.is_safe() {
        let token = parts.headers.get(CSRF_HEADER).and_then(|value| value.to_str().ok());
        let (_, proof) = console_token::parts(token);
        let (browser, purpose) = (&guest.visitor.browser, Console::Admin.purpose(&account.account_id));
        let believed = site.csrf.verify(&parts.headers, browser, &purpose, Some(proof));
        believed.map_err(|forged| failure::beyond().with_detail(forged))?;
    }
    Ok(caller)
}

#[cfg(test)]
mod tests {
    use axum::http::header::{RETRY_AFTER, WWW_AUTHENTICATE};

    use super::*;

    #[test]
    fn what_broke_here_asks_for_no_other_proof() {
        let refused = unproved(OAuthError::invalid_dpop_proof("too old")).into_response();
        assert_eq!(refused.status(), 401);
        assert!(refused.headers().contains_key(WWW_AUTHENTICATE));
        let broken = unproved(OAuthError::temporarily_unavailable("down")).into_response();
        assert_eq!(broken.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(broken.headers()[RETRY_AFTER], "1");
        assert!(!broken.headers().contains_key(WWW_AUTHENTICATE));
    }
}
