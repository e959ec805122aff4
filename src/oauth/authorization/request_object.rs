//! Request objects: parameters in a JWT that the client has signed, and perhaps encrypted to us (RFC 9101, OpenID Connect
//! Core 6), by value, by reference, or pushed beforehand (RFC 9126). What comes out is a request like any other, for [`super::validate`].
//!
//! What stands inside wins over what stands beside it, and `redirect_uri` inside is the one that is checked (OpenID Connect
//! Core 6.1). Clients registered with `require_signed_request_object` may say nothing beside it (RFC 9101 section 10.5).

use serde_json::{Map, Value};

use super::{Raw, request::RESOURCE, validate::Fault};
use crate::{
    jose::{
        ContentEncryption, KeyManagement, VerifyAlgorithm,
        encrypt::{Agreed, is_jwe},
        verify::{Expect, unverified_kid, verify},
    },
    oauth::{KnownClient, OAuthError, Provider, client_test, pushed},
};

/// Claims about the object itself (RFC 9101 section 4), no parameters.
const ABOUT: [&str; 6] = ["iss", "aud", "exp", "iat", "nbf", "jti"];
const LONGEST_URI: usize = 512;

/// A request with its object unfolded.
pub struct Unfolded {
    /// The parameters that count.
    pub raw: Raw,
    /// The digest of its reference, if it was pushed.
    pub pushed: Option<Vec<u8>>,
    /// The browser that an operator began it in, to try the client out.
    pub tested_in: Option<Vec<u8>>,
}

/// How a request came.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// By the browser.
    Browser,
    /// From the client itself.
    Pushed,
}

/// Unfolds `raw`, a request of `known`.
pub async fn unfold(provider: &Provider, known: &KnownClient, raw: Raw, way: Way) -> Result<Unfolded, Fault> {
    match parameters(provider, known, &raw, way).await {
        Ok(Some(unfolded)) => Ok(unfolded),
        Ok(None) => Ok(Unfolded { raw, pushed: None, tested_in: None }),
        // Told to the client if what stands outside says where; that may be wrong, but not unregistered.
        Err(error) => Err(Fault::beside(&known.client, &raw, error)),
    }
}

async fn parameters(
    provider: &Provider,
    known: &KnownClient,
    raw: &Raw,
    way: Way,
) -> Result<Option<Unfolded>, OAuthError> {
    let metadata = &known.client.metadata;
    let (request, request_uri) = (raw.get("request"), raw.get("request_uri"));
    if request.is_some() && request_uri.is_some() {
        return Err(OAuthError::invalid_request("request and request_uri exclude one another"));
    }
    if let Some(reference) = request_uri.filter(|uri| uri.starts_with(pushed::PREFIX)) {
        let (raw, hash) = pushed::find(provider, &known.client.client_id, reference).await?;
        return Ok(Some(Unfolded { raw, pushed: Some(hash), tested_in: None }));
    }
    if let Some(reference) = request_uri.filter(|uri| uri.starts_with(client_test::PREFIX)) {
        let found = client_test::find(provider, &known.client.client_id, reference).await?;
        let (pushed, tested_in) = (Some(found.hash), Some(found.browser));
        return Ok(Some(Unfolded { raw: found.raw, pushed, tested_in }));
    }
    let must_push =
        metadata.require_pushed_authorization_requests || provider.settings.require_pushed_requests;
    if must_push && way == Way::Browser {
        return Err(OAuthError::invalid_request("the request must be pushed (RFC 9126)"));
    }
    let object = match (request, request_uri) {
        (Some(object), _) => object.to_owned(),
        (None, Some(uri)) => fetched(provider, known, uri).await?,
        (None, None) if metadata.require_signed_request_object => {
            return Err(OAuthError::invalid_request("the client must send a signed request object"));
        }
        (None, None) => return Ok(None),
    };
    let claims = verified(provider, known, &object).await?;
    let inside = pairs(claims, raw)?;
    let raw = if metadata.require_signed_request_object {
        raw.replaced(inside)
    } else {
        raw.clone().overlaid(inside)
    };
    Ok(Some(Unfolded { raw, pushed: None, tested_in: None }))
}

/// OpenID Connect Core 6.2: only from where the client registered.
async fn fetched(provider: &Provider, known: &KnownClient, uri: &str) -> Result<String, OAuthError> {
    let refused = |why: &str| OAuthError::new("invalid_request_uri", why);
    if uri.len() > LONGEST_URI || !known.client.metadata.request_uris.iter().any(|own| own == uri) {
        return Err(refused("request_uri is not one that the client registered"));
    }
    let accept = "application/oauth-authz-req+jwt, application/jwt";
    // Anybody can send a browser here, as often as they please.
    let read = provider.request_objects.get(&provider.fetcher, uri, accept).await;
    let text = read.map_err(|why| refused("request_uri could not be read").with_detail(why))?;
    let text = std::str::from_utf8(&text).map_err(|_| refused("request_uri leads to no request object"))?;
    Ok(text.trim().to_owned())
}

/// RFC 9101 section 6.
async fn verified(
    provider: &Provider,
    known: &KnownClient,
    object: &str,
) -> Result<Map<String, Value>, OAuthError> {
    let refused = |why: &str| {
        OAuthError::new("invalid_request_object", "the request object cannot be verified").with_detail(why)
    };
    let client = &known.client;
    let opened = is_jwe(object).then(|| provider.keyring.decrypt(object, agreed(known)));
    let opened = opened.transpose().map_err(|refusal| refused(&refusal.to_string()))?;
    let object = opened.as_deref().unwrap_or(object);
    let registered = client.metadata.request_object_signing_alg.as_deref();
    let algorithms: Vec<VerifyAlgorithm> = VerifyAlgorithm::ALL
        .into_iter()
        .filter(|algorithm| registered.is_none_or(|name| name == algorithm.name()))
        .collect();
    let kid = unverified_kid(object);
    let keys = provider.client_keys.find(&provider.fetcher, known, kid.as_deref()).await;
    let keys = keys.map_err(|why| refused(&why))?;
    let expect = Expect { algorithms: &algorithms, ..Expect::request_object() };
    let now = provider.clock.now();
    let claims =
        verify(object, keys.keys(), &expect, now).map_err(|refusal| refused(&refusal.to_string()))?.claims;
    let text = |name: &str| claims.get(name).and_then(Value::as_str);
    if claims.contains_key("iss") && text("iss") != Some(&client.client_id) {
        return Err(refused("iss is not the client"));
    }
    let issuer = provider.settings.issuer.as_str();
    let for_us = match claims.get("aud") {
        None => true,
        Some(Value::String(one)) => one == issuer,
        Some(Value::Array(several)) => several.iter().any(|one| one == issuer),
        Some(_) => false,
    };
    if !for_us {
        return Err(refused("aud is not this issuer"));
    }
    // RFC 9101 section 10.8: a client assertion is signed with the same key and must not pass for a request.
    if text("sub") == Some(&client.client_id) {
        return Err(refused("sub is the client: this is an assertion"));
    }
    Ok(claims)
}

/// How the client said that it would encrypt them, where it does (OpenID Connect Registration 2).
fn agreed(known: &KnownClient) -> Agreed {
    let metadata = &known.client.metadata;
    let (alg, enc) = (&metadata.request_object_encryption_alg, &metadata.request_object_encryption_enc);
    Agreed {
        algorithm: alg.as_deref().and_then(KeyManagement::from_name),
        content: enc.as_deref().and_then(ContentEncryption::from_name),
    }
}

/// The claims as parameters, agreeing with those outside where they must (OpenID Connect Core 6.1).
pub(in crate::oauth) fn pairs(
    claims: Map<String, Value>,
    outside: &Raw,
) -> Result<Vec<(String, String)>, OAuthError> {
    let refused = |why: &str| Err(OAuthError::new("invalid_request_object", why));
    let mut pairs = Vec::new();
    for (name, value) in claims {
        if ABOUT.contains(&name.as_str()) {
            continue;
        }
        if name == "request" || name == "request_uri" {
            return refused("a request object holds no other one");
        }
        let values = match value {
            Value::Null => continue,
            // RFC 8707 section 2: of these there may be several.
            Value::Array(several) if name == RESOURCE => several,
            one => vec![one],
        };
        let texts = values.into_iter().map(|value| match value {
            Value::String(text) => text,
            other => other.to_string(),
        });
        let texts: Vec<String> = texts.collect();
        if (name == "client_id" || name == "response_type")
            && outside.get(&name).is_some_and(|own| texts.iter().any(|text| own != text))
        {
            return refused(
                "client_id and response_type must be the same inside and outside of a request object",
            );
        }
        pairs.extend(texts.into_iter().map(|text| (name.clone(), text)));
    }
    Ok(pairs)
}
