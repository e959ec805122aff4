//! The checks of an authorization request, in one list: RFC 6749 section 4.1.1, OpenID Connect Core 3.1.2.2.

use super::{AuthorizationResponse, Raw, Request, Return, response::Signed};
use crate::{
    oauth::{
        Governed, OAuthError, Settings, attributes,
        claims::Claims,
        claims_of, dpop,
        hint::Hint,
        pkce,
        prompt::Prompt,
        redirect_uri, resource,
        response_mode::{self, ResponseMode},
        response_type::ResponseType,
        scope::{OFFLINE_ACCESS, OPENID, Scopes},
    },
    storage::client::Client,
};

/// A request that is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// On a page of ours: nobody has proved where an answer may go (RFC 6749 section 4.1.2.1).
    Page(OAuthError),
    /// By an answer to the client.
    Answer(AuthorizationResponse),
}

/// What the checks go by.
pub struct Rules<'a> {
    /// What the operator decided.
    pub settings: &'a Settings,
    /// The same, as far as it may change while we run.
    pub governed: &'a Governed,
    /// An address of ours that this one request may come back to, though its client did not register it.
    pub back: Option<&'a str>,
    /// Reads an `id_token_hint`; nothing unless it is an ID token of ours, expired or not.
    pub hint: &'a (dyn Fn(&str) -> Option<Hint> + Sync),
}

/// A request that is refused, and where the answer may go if that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where to.
    pub back: Option<Return>,
    /// What.
    pub error: OAuthError,
}

impl Fault {
    /// A fault found before the request could be read: it is answered where `raw` says, if the client registered that.
    pub fn beside(client: &Client, raw: &Raw, error: OAuthError) -> Self {
        Self { back: return_address(client, raw, None).ok(), error }
    }

    /// How it is told.
    pub fn told(self, issuer: &str) -> Refusal {
        match self.back {
            Some(back) => Refusal::Answer(back.error(issuer, &self.error)),
            None => Refusal::Page(self.error),
        }
    }
}

struct Inquiry<'a> {
    raw: &'a Raw,
    client: &'a Client,
    rules: &'a Rules<'a>,
}

impl Inquiry<'_> {
    /// The scopes that there are, and that the client was registered for.
    fn may_ask(&self) -> Scopes {
        let of_client = Scopes::from(self.client.metadata.scope.as_str());
        self.rules.settings.known_scopes().filter(|scope| of_client.contains(scope))
    }
}

type Check = fn(&Inquiry, &mut Request) -> Result<(), OAuthError>;

/// Every check after the client and the redirect URI are known, in order: the first to fail is the answer.
const CHECKS: [(&str, Check); 15] = [
    ("each parameter comes once", once),
    ("no parameter is too long", sizes),
    ("no registration on the way", registration),
    ("response_type is offered, and the client's", response_type),
    ("response_mode is known", response_mode),
    ("scope is well-formed and the client's", scope),
    ("nonce is there where an ID token comes through the browser", nonce),
    ("prompt is known and not contradictory", prompt),
    ("PKCE is S256, and there where it must be", proof_key),
    ("max_age is a number", max_age),
    ("claims is well-formed", claims),
    ("levels are known", levels),
    ("hints are ours", hints),
    ("resources are known, and the client's", resources),
    ("dpop_jkt is a thumbprint", dpop_key),
];

/// Longest values, in bytes. What is not listed is not read.
const LIMITS: [(&str, usize); 16] = [
    ("state", 4_000),
    ("nonce", 1_000),
    ("response_type", 100),
    ("response_mode", 100),
    ("scope", 2_000),
    ("prompt", 100),
    ("code_challenge", 128),
    ("code_challenge_method", 10),
    ("max_age", 10),
    ("claims", 4_000),
    ("acr_values", 1_000),
    ("login_hint", 320),
    ("id_token_hint", 8_000),
    ("ui_locales", 200),
    ("display", 100),
    ("dpop_jkt", 64),
];

const DEFAULT_SIGNATURE: &str = "RS256";
const MOST_LANGUAGES: usize = 10;
const MOST_LEVELS: usize = 20;

/// Checks a request of `client`, unfolded; says how a refusal is told.
pub fn validate(client: &Client, raw: &Raw, rules: &Rules) -> Result<Request, Refusal> {
    check(client, raw, rules).map_err(|fault| fault.told(&rules.settings.issuer))
}

/// The same; what to do about a fault is the caller's.
#[allow(clippy::result_large_err)] // made once a request, and moved twice
pub fn check(client: &Client, raw: &Raw, rules: &Rules) -> Result<Request, Fault> {
    let back = return_address(client, raw, rules.back).map_err(|error| Fault { back: None, error })?;
    let inquiry = Inquiry { raw, client, rules };
    let mut request = Request::new(&client.client_id, back);
    // What every value will do for.
    request.nonce = raw.get("nonce").map(str::to_owned);
    request.login_hint = raw.get("login_hint").map(str::to_owned);
    request.ui_locales = languages(raw.get("ui_locales").unwrap_or_default());
    for (_, check) in CHECKS {
        if let Err(error) = check(&inquiry, &mut request) {
            return Err(Fault { back: Some(request.back), error });
        }
    }
    Ok(request)
}

/// Where any answer goes. Until this is known, nothing is sent anywhere.
fn return_address(client: &Client, raw: &Raw, ours: Option<&str>) -> Result<Return, OAuthError> {
    if raw.is_doubled("client_id") || raw.is_doubled("redirect_uri") {
        return Err(OAuthError::invalid_request("client_id and redirect_uri must come once"));
    }
    let presented =
        raw.get("redirect_uri").ok_or_else(|| OAuthError::invalid_request("redirect_uri is missing"))?;
    let native = client.metadata.application_type == "native";
    let registered = redirect_uri::is_registered(&client.metadata.redirect_uris, presented, native);
    if !registered && ours != Some(presented) {
        return Err(OAuthError::invalid_request("redirect_uri is not one that the client registered"));
    }
    let of_token = |kinds: &str| kinds.split(' ').any(|kind| kind == "token" || kind == "id_token");
    // Multiple Response Types 5: what would have come in the fragment is refused there.
    let usual = match raw.get("response_type") {
        Some(kinds) if of_token(kinds) => ResponseMode::Fragment,
        _ => ResponseMode::Query,
    };
    let asked = raw.get("response_mode").and_then(|name| response_mode::parse(name, usual));
    let asked = asked.filter(|(mode, _)| {
        carries(*mode, presented) && !(usual == ResponseMode::Fragment && *mode == ResponseMode::Query)
    });
    let algorithm = client.metadata.authorization_signed_response_alg.as_deref();
    let signed = || Signed { algorithm: algorithm.unwrap_or(DEFAULT_SIGNATURE).to_owned() };
    Ok(Return {
        client_id: client.client_id.clone(),
        redirect_uri: presented.to_owned(),
        mode: asked.map_or(usual, |(mode, _)| mode),
        signed: asked.is_some_and(|(_, signed)| signed).then(signed),
        state: raw.get("state").filter(|state| fits("state", state)).map(str::to_owned),
    })
}

fn fits(name: &str, value: &str) -> bool {
    let limit = LIMITS.iter().find(|(own, _)| *own == name).map_or(usize::MAX, |(_, limit)| *limit);
    // What was not UTF-8 came out of the parser as U+FFFD.
    value.len() <= limit && !value.chars().any(|c| c.is_control() || c == '\u{fffd}')
}

fn refuse<T>(description: &str) -> Result<T, OAuthError> {
    Err(OAuthError::invalid_request(description))
}

/// RFC 6749 section 3.1.
fn once(inquiry: &Inquiry, _: &mut Request) -> Result<(), OAuthError> {
    match inquiry.raw.doubled().first() {
        None => Ok(()),
        // Only names of our own list are repeated to the caller.
        Some(name) => match LIMITS.iter().find(|(own, _)| own == name) {
            Some((name, _)) => refuse(&format!("{name} came more than once")),
            None => refuse("a parameter came more than once"),
        },
    }
}

fn sizes(inquiry: &Inquiry, _: &mut Request) -> Result<(), OAuthError> {
    for (name, _) in LIMITS {
        if inquiry.raw.get(name).is_some_and(|value| !fits(name, value)) {
            return refuse(&format!("{name} is too long or holds control characters"));
        }
    }
    Ok(())
}

/// OpenID Connect Core 7.2.1.
fn registration(inquiry: &Inquiry, _: &mut Request) -> Result<(), OAuthError> {
    match inquiry.raw.get("registration") {
        None => Ok(()),
        Some(_) => Err(OAuthError::new("registration_not_supported", "registration is not supported")),
    }
}

/// RFC 6749 section 3.1.1, OpenID Connect Core 3.
fn response_type(inquiry: &Inquiry, request: &mut Request) -> Result<(), OAuthError> {
    let (client, settings) = (inquiry.client, inquiry.rules.settings);
    let Some(text) = inquiry.raw.get("response_type") else { return refuse("response_type is missing") };
    let asked =
        ResponseType::parse(text).filter(|asked| settings.front_channel_tokens || !asked.is_front_channel());
    let Some(asked) = asked else {
        return Err(OAuthError::new("unsupported_response_type", "this response_type is not supported"));
    };
    let is_asked = |registered: &String| ResponseType::parse(registered) == Some(asked);
    let granted = (!asked.code || client.may_use("authorization_code"))
        && (!asked.is_front_channel() || client.may_use("implicit"));
    if !granted || !client.metadata.response_types.iter().any(is_asked) {
        return Err(OAuthError::unauthorized_client("the client is not registered for this response_type"));
    }
    // RFC 9449: nothing comes through the browser that is bound to a key, and what is not bound this client does not take.
    if asked.token && client.metadata.dpop_bound_access_tokens {
        return Err(OAuthError::unauthorized_client(
            "the client takes no access token that is not bound to a key",
        ));
    }
    request.response_type = asked;
    Ok(())
}

/// OpenID Connect Core 3.2.2.1 and 3.3.2.11.
fn nonce(inquiry: &Inquiry, request: &mut Request) -> Result<(), OAuthError> {
    if !request.response_type.id_token {
        return Ok(());
    }
    if !request.scopes.contains(OPENID) {
        return Err(OAuthError::invalid_scope("an ID token needs the scope openid"));
    }
    match inquiry.raw.get("nonce") {
        Some(_) => Ok(()),
        None => refuse("nonce is missing (an ID token comes through the browser)"),
    }
}

/// No browser posts a form to an app's private scheme.
fn carries(mode: ResponseMode, uri: &str) -> bool {
    mode != ResponseMode::FormPost || uri.starts_with("http://") || uri.starts_with("https://")
}

fn response_mode(inquiry: &Inquiry, request: &mut Request) -> Result<(), OAuthError> {
    let Some(name) = inquiry.raw.get("response_mode") else { return Ok(()) };
    let front = request.response_type.is_front_channel();
    let usual = if front { ResponseMode::Fragment } else { ResponseMode::Query };
    match response_mode::parse(name, usual) {
        None => refuse("response_mode is not one that is supported"),
        Some((mode, _)) if !carries(mode, &request.back.redirect_uri) => {
            refuse("response_mode form_post needs an http or https redirect_uri")
        }
        // Multiple Response Types 3 and 5: a query ends up in logs and in what browsers pass on.
        Some((ResponseMode::Query, _)) if front => {
            refuse("response_mode query does not go with this response_type")
        }
        // The return address has it already.
        Some(_) => Ok(()),
    }
}

/// RFC 6749 section 3.3: scopes unknown here or not the client's are left out; none left is an error.
fn scope(inquiry: &Inquiry, request: &mut Request) -> Result<(), OAuthError> {
    let Some(text) = inquiry.raw.get("scope") else {
        return Err(OAuthError::invalid_scope("scope is missing"));
    };
    let asked = Scopes::parse(text).map_err(|error| OAuthError::invalid_scope(error.to_string()))?;
    let client = inquiry.client;
    let may = inquiry.may_ask();
    // OpenID Connect Core 11: without a code there is nothing to exchange for a refresh token, and the scope means nothing.
    let lasts = request.response_type.code && client.may_use("refresh_token");
    let usable = |scope: &str| scope != OFFLINE_ACCESS || lasts;
    request.scopes = asked.filter(|scope| may.contains(scope) && usable(scope));
    if request.scopes.is_empty() {
        return Err(OAuthError::invalid_scope("the client may ask for none of these scopes"));
    }
    Ok(())
}

fn prompt(inquiry: &Inquiry, request: &mut Request) -> Result<(), OAuthError> {
    request.prompt =
        Prompt::parse(inquiry.raw.get("prompt").unwrap_or_default(), inquiry.rules.governed.registers)
            .map_err(|error| OAuthError::invalid_request(error.to_string()))?;
    Ok(())
}

/// RFC 7636 section 4.3 and 4.4.1; RFC 9700 2.1.1. What guards a code is not demanded where none is returned.
fn proof_key(inquiry: &Inquiry, request: &mut Request) -> Result<(), OAuthError> {
    let (client, settings) = (inquiry.client, inquiry.rules.settings);
    let method = inquiry.raw.get("code_challenge_method");
    let demanded = client.is_public() || client.metadata.require_pkce || settings.require_pkce;
    let required = demanded && request.response_type.code;
    match (inquiry.raw.get("code_challenge"), method) {
        (None, None) if required => refuse("code_challenge is missing (PKCE is required)"),
        (None, None) => Ok(()),
        (None, Some(_)) => refuse("code_challenge is missing"),
        (Some(_), None) => refuse("code_challenge_method is missing and plain is not supported; use S256"),
        (Some(challenge), Some(pkce::METHOD)) if pkce::is_challenge(challenge) => {
            request.code_challenge = Some(challenge.to_owned());
            Ok(())
        }
        (Some(_), Some(pkce::METHOD)) => refuse("code_challenge is not the S256 challenge of a verifier"),
        (Some(_), Some(_)) => refuse("code_challenge_method must be S256"),
    }
}

fn max_age(inquiry: &Inquiry, request: &mut Request) -> Result<(), OAuthError> {
    request.max_age = match inquiry.raw.get("max_age") {
        None => inquiry.client.metadata.default_max_age,
        Some(text) if text.bytes().all(|byte| byte.is_ascii_digit()) => {
            Some(text.parse().unwrap_or(u32::MAX))
        }
        Some(_) => return refuse("max_age is not a number of seconds"),
    };
    Ok(())
}

fn claims(inquiry: &Inquiry, request: &mut Request) -> Result<(), OAuthError> {
    if let Some(text) = inquiry.raw.get("claims")
        && request.scopes.contains(OPENID)
    {
        request.claims =
            Claims::parse(text).map_err(|error| OAuthError::invalid_request(error.to_string()))?;
        // What is released by a scope alone is asked for with one, so that the person reads what they allow.
        let (declared, may) = (&inquiry.rules.settings.attributes, inquiry.may_ask());
        for claim in request.claims.names() {
            let scope = attributes::scope_of(declared, claim, &request.scopes, |scope| may.contains(scope));
            request.scopes = request.scopes.union(&scope.into_iter().collect());
        }
        // What the client may not have by its scope it may not have by its name.
        let is_open = |claim: &str| claims_of::scope_of(claim).is_none_or(|scope| may.contains(scope));
        request.claims = std::mem::take(&mut request.claims).filter(is_open);
    }
    Ok(())
}

/// OpenID Connect Core 3.1.2.1 (`acr_values`, voluntary) and 5.5.1.1 (the `acr` claim, which may be essential). Levels
/// that nobody here knows are left out, unless that would turn an essential demand into none.
fn levels(inquiry: &Inquiry, request: &mut Request) -> Result<(), OAuthError> {
    let known = |level: &String| inquiry.rules.governed.acr_values_supported.contains(level);
    let (asked, essential) = match (request.claims.acr(), inquiry.raw.get("acr_values")) {
        (Some(claimed), _) => claimed,
        (None, Some(text)) => (text.split(' ').map(str::to_owned).collect(), false),
        (None, None) => (inquiry.client.metadata.default_acr_values.clone(), false),
    };
    if asked.len() > MOST_LEVELS {
        return refuse("acr_values names too many levels");
    }
    let reachable: Vec<String> = asked.into_iter().filter(known).collect();
    if essential && reachable.is_empty() {
        return Err(OAuthError::new(
            "unmet_authentication_requirements",
            "none of the essential acr values can be met here",
        ));
    }
    (request.acr_values, request.acr_essential) = (reachable, essential);
    Ok(())
}

/// OpenID Connect Core 3.1.2.1: `id_token_hint` must be ours and the client's; another person than the one it names is
/// never accepted silently.
fn hints(inquiry: &Inquiry, request: &mut Request) -> Result<(), OAuthError> {
    request.account_id = request.claims.subject().map(str::to_owned);
    let Some(token) = inquiry.raw.get("id_token_hint") else { return Ok(()) };
    let hint = (inquiry.rules.hint)(token).filter(|hint| hint.audience.contains(&inquiry.client.client_id));
    let Some(hint) = hint else {
        return refuse("id_token_hint is not an ID token that this issuer gave this client");
    };
    if request.account_id.as_ref().is_some_and(|asked| *asked != hint.subject) {
        return Err(OAuthError::new("login_required", "id_token_hint and the sub asked for differ"));
    }
    request.account_id = Some(hint.subject);
    Ok(())
}

/// RFC 8707 section 2.
fn resources(inquiry: &Inquiry, request: &mut Request) -> Result<(), OAuthError> {
    let (settings, client, usual) =
        (inquiry.rules.settings, inquiry.client, inquiry.rules.governed.access_lifetime);
    request.resources = resource::read(inquiry.raw.resources())?;
    resource::check(settings, client, &request.resources)?;
    // A token that comes back with the answer is for all of them; at the token endpoint one can be asked for at a time.
    if request.response_type.token {
        resource::target(settings, client, &request.resources, usual)?;
    }
    Ok(())
}

/// RFC 9449 section 10.
fn dpop_key(inquiry: &Inquiry, request: &mut Request) -> Result<(), OAuthError> {
    match inquiry.raw.get("dpop_jkt") {
        None => Ok(()),
        Some(jkt) if dpop::is_thumbprint(jkt) => {
            request.dpop_jkt = Some(jkt.to_owned());
            Ok(())
        }
        Some(_) => refuse("dpop_jkt is not the SHA-256 thumbprint of a key"),
    }
}

/// OpenID Connect Core 3.1.2.1: an unknown language is no error.
fn languages(text: &str) -> Vec<String> {
    let is_tag = |tag: &&str| !tag.is_empty() && tag.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    text.split(' ').filter(is_tag).take(MOST_LANGUAGES).map(str::to_owned).collect()
}

#[cfg(test)]
#[path = "validate_tests.rs"]
pub(crate) mod tests;
