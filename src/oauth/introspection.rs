//! The introspection endpoint: RFC 7662, and its answers as JWTs (RFC 9701).
//!
//! A client learns about its own tokens; a resource server (`may_introspect`) about everybody's access tokens that are for it
//! (`introspects_for`), but about nobody's refresh tokens: one that takes them for access tokens must not be told they are active.

use serde::Serialize;
use serde_json::Value;

use super::{
    KnownClient, OAuthError, Provider,
    access_token::{self, Confirmation, OneOrMany, Shown, Standing},
    client_authentication::authenticate_confidential,
    encryption::{self, Answer, sealed},
    parameters::Parameters,
    refresh_token,
};
use crate::{
    clock::Timestamp,
    storage::{account, client::Client, grant::Grant, list_from_json},
};

/// The scope of the names of people (OpenID Connect Core 5.4).
const PROFILE: &str = "profile";

/// What a caller asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Json,
    Jwt,
}

/// Section 2.2, as JSON.
///
/// # Errors
/// `invalid_client` unless a confidential client asks, `invalid_request` without a token. Never because of the token.
pub async fn answer(
    provider: &Provider,
    authorization: Option<&str>,
    parameters: &Parameters,
) -> Result<String, OAuthError> {
    let now = provider.clock.now();
    let caller = authenticate_confidential(provider, authorization, parameters, now).await?;
    told(provider, &caller, parameters, Form::Json, now).await
}

/// The same, signed for the caller and for nobody else, and encrypted where it wants that (RFC 9701 section 5). Its type is its own, and it has neither `sub` nor
/// `exp`, so that nobody takes it for a token.
///
/// # Errors
/// As [`answer`].
pub async fn signed(
    provider: &Provider,
    authorization: Option<&str>,
    parameters: &Parameters,
) -> Result<String, OAuthError> {
    let now = provider.clock.now();
    let caller = authenticate_confidential(provider, authorization, parameters, now).await?;
    let recipient = Box::pin(encryption::recipient(provider, &caller, Answer::Introspection)).await?;
    let told = told(provider, &caller, parameters, Form::Jwt, now).await?;
    let faulty = |error: &dyn std::fmt::Display| OAuthError::server_error(error.to_string());
    let claims = Signed {
        iss: &provider.settings.issuer,
        aud: &caller.client.client_id,
        iat: now.seconds(),
        token_introspection: serde_json::from_str(&told).map_err(|error| faulty(&error))?,
    };
    let algorithm = access_token::algorithm(&caller.client.metadata.introspection_signed_response_alg);
    let signed = provider.keyring.sign(algorithm, "token-introspection+jwt", &claims);
    sealed(recipient.as_ref(), signed.map_err(|error| faulty(&error))?)
}

#[derive(Serialize)]
struct Signed<'a> {
    iss: &'a str,
    aud: &'a str,
    iat: i64,
    token_introspection: Value,
}

async fn told(
    provider: &Provider,
    caller: &KnownClient,
    parameters: &Parameters,
    form: Form,
    now: Timestamp,
) -> Result<String, OAuthError> {
    let token = parameters.get("token").ok_or_else(|| OAuthError::invalid_request("token is missing"))?;
    // `token_type_hint` would only say where to look first, and an access token tells itself apart by its form.
    if let Some(shown) = access_token::read(provider, token, now).await? {
        return of_access_token(provider, caller, &shown, form, now).await;
    }
    if token.contains('.') {
        return Ok(inactive());
    }
    of_refresh_token(provider, caller, token, now).await
}

#[derive(Serialize)]
#[allow(clippy::struct_field_names)] // the names are the clause's
struct Active<'a> {
    active: bool,
    iss: &'a str,
    sub: &'a str,
    client_id: &'a str,
    #[serde(skip_serializing_if = "String::is_empty")]
    scope: String,
    exp: i64,
    iat: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    aud: Option<OneOrMany<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    jti: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    token_type: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cnf: Option<Confirmation<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    act: Option<&'a Value>,
    #[serde(flatten)]
    person: Option<Person<'a>>,
}

/// RFC 9470 section 6.2 and RFC 7662: how the person behind the token signed in.
#[derive(Serialize)]
struct Person<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    username: Option<String>,
    gid: &'a str,
    auth_time: i64,
    acr: &'a str,
    amr: Vec<String>,
}

impl<'a> Person<'a> {
    fn of(grant: &'a Grant, username: Option<String>) -> Self {
        Self {
            username,
            gid: &grant.grant_id,
            auth_time: grant.auth_time.seconds(),
            acr: &grant.acr,
            amr: list_from_json(&grant.amr),
        }
    }
}

/// Whether a resource server may hear of this token of somebody else. RFC 9701 section 5: a signed answer says of a token that is
/// not for who asks that it is not active. RFC 7662 section 4 leaves that to us, and we to the operator, who may list nothing.
fn is_for(caller: &Client, shown: &Shown, form: Form) -> bool {
    let audiences = &caller.metadata.introspects_for;
    let meant = |one: &String| *one == caller.client_id || audiences.contains(one);
    let all = form == Form::Json && audiences.is_empty();
    caller.metadata.may_introspect && (all || shown.audience.iter().any(meant))
}

async fn of_access_token(
    provider: &Provider,
    caller: &KnownClient,
    shown: &Shown,
    form: Form,
    now: Timestamp,
) -> Result<String, OAuthError> {
    if shown.client_id != caller.client.client_id && !is_for(&caller.client, shown, form) {
        return Ok(inactive());
    }
    let Some(standing) = access_token::standing(provider, shown, now).await? else {
        return Ok(inactive());
    };
    let person = match &standing {
        Standing::Client => None,
        Standing::Grant(grant) => {
            // A client learns by what name people sign in where it may ask for their profile, as at userinfo.
            let named = caller.client.metadata.may_introspect || shown.scopes.contains(PROFILE);
            let account = if named {
                account::find(&mut provider.database.read().await?, &grant.account_id).await?
            } else {
                None
            };
            Some(Person::of(grant, account.map(|account| account.username)))
        }
    };
    write(&Active {
        active: true,
        iss: &provider.settings.issuer,
        sub: &shown.subject,
        client_id: &shown.client_id,
        scope: shown.scopes.to_string(),
        exp: shown.expires_at.seconds(),
        iat: shown.issued_at.seconds(),
        aud: Some(shown.audience.as_slice().into()),
        jti: Some(&shown.token_id),
        token_type: Some(access_token::token_type(shown.jkt.as_deref())),
        cnf: shown.jkt.as_deref().map(|jkt| Confirmation { jkt }),
        act: shown.actor.as_ref(),
        person,
    })
}

async fn of_refresh_token(
    provider: &Provider,
    caller: &KnownClient,
    token: &str,
    now: Timestamp,
) -> Result<String, OAuthError> {
    let row = refresh_token::find(provider, token).await?;
    let Some(row) = row.filter(|row| row.client_id == caller.client.client_id) else { return Ok(inactive()) };
    let mut db = provider.database.read().await?;
    let Some(grant) = refresh_token::live_grant(&mut db, &row, now).await? else { return Ok(inactive()) };
    write(&Active {
        active: true,
        iss: &provider.settings.issuer,
        sub: &provider.subject(&caller.client, &grant.account_id),
        client_id: &row.client_id,
        scope: grant.scope.clone(),
        exp: row.expires_at.seconds(),
        iat: row.created_at.seconds(),
        aud: None,
        jti: None,
        token_type: None,
        cnf: row.dpop_jkt.as_deref().map(|jkt| Confirmation { jkt }),
        act: None,
        person: Some(Person::of(&grant, None)),
    })
}

fn write(active: &Active<'_>) -> Result<String, OAuthError> {
    serde_json::to_string(active).map_err(|error| OAuthError::server_error(error.to_string()))
}

/// Section 2.2: no more is said, whatever the reason.
fn inactive() -> String {
    r#"{"active":false}"#.to_owned()
}
