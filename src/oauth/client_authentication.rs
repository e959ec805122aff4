//! Client authentication: RFC 6749 section 2.3, OpenID Connect Core 9, RFC 7523.
//!
//! A request may show one kind of proof, and it must be the kind that the client is registered with. Whoever names no
//! client, an unknown one or a wrong secret gets the same answer after the same work.

use std::{borrow::Cow, sync::Arc};

use base64::{Engine, engine::general_purpose::STANDARD};

use super::{AssertionAudience, KnownClient, OAuthError, Provider, TOKEN, parameters::Parameters};
use crate::{
    clock::Timestamp,
    jose::{
        VerifyAlgorithm,
        verify::{Expect, LEEWAY, unverified_kid, unverified_text, verify},
    },
    secret::equal,
    storage::{self, spent},
};

/// What client secrets are digested for.
pub const SECRET_DIGEST: &str = "client_secret";
const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
const LONGEST_JTI: usize = 255;

/// What a request shows of its client.
#[derive(Debug, PartialEq)]
enum Proof<'a> {
    /// Name and password in the header: as RFC 6749 section 2.3.1 encodes them, and as many clients write them.
    Basic { decoded: Option<(String, String)>, raw: (String, String) },
    /// Name and password in the body.
    Post { client_id: &'a str, secret: &'a str },
    /// A signed assertion.
    Assertion { client_id: Option<&'a str>, assertion: &'a str },
    /// A name alone.
    Name { client_id: Cow<'a, str> },
}

/// Finds out which client is asking.
///
/// # Errors
/// `invalid_client` unless it proves to be a registered client in the way it is registered for; `invalid_request` when
/// the request shows more than one proof.
pub async fn authenticate(
    provider: &Provider,
    authorization: Option<&str>,
    parameters: &Parameters,
    now: Timestamp,
) -> Result<Arc<KnownClient>, OAuthError> {
    match read(authorization, parameters)? {
        Proof::Basic { decoded, raw } => {
            let mut known = None;
            if let Some((client_id, _)) = &decoded {
                known = provider.clients.find(client_id).await?;
            }
            if known.is_none() && decoded.as_ref().is_none_or(|(client_id, _)| *client_id != raw.0) {
                known = provider.clients.find(&raw.0).await?;
            }
            let decoded = decoded.map(|(_, secret)| secret).filter(|secret| *secret != raw.1);
            let readings: Vec<&str> =
                [Some(raw.1.as_str()), decoded.as_deref()].into_iter().flatten().collect();
            by_secret(provider, known, &readings)
        }
        Proof::Post { client_id, secret } => {
            by_secret(provider, provider.clients.find(client_id).await?, &[secret])
        }
        Proof::Assertion { client_id, assertion } => {
            Box::pin(by_assertion(provider, client_id, assertion, now)).await
        }
        Proof::Name { client_id } => match provider.clients.find(&client_id).await? {
            Some(known) if known.client.is_public() => Ok(known),
            Some(_) => Err(OAuthError::invalid_client("a confidential client showed no proof")),
            None => Err(OAuthError::invalid_client("unknown or disabled client")),
        },
    }
}

/// As [`authenticate`], for endpoints where a name alone is not enough (RFC 7662 section 2.1).
pub async fn authenticate_confidential(
    provider: &Provider,
    authorization: Option<&str>,
    parameters: &Parameters,
    now: Timestamp,
) -> Result<Arc<KnownClient>, OAuthError> {
    let known = authenticate(provider, authorization, parameters, now).await?;
    if known.client.is_public() {
        return Err(OAuthError::invalid_client("a public client cannot prove itself"));
    }
    Ok(known)
}

/// Sorts out which proof is shown. Cheap: nothing is looked up.
fn read<'a>(authorization: Option<&str>, parameters: &'a Parameters) -> Result<Proof<'a>, OAuthError> {
    let client_id = parameters.get("client_id");
    let secret = parameters.get("client_secret");
    let assertion = match (parameters.get("client_assertion_type"), parameters.get("client_assertion")) {
        (None, None) => None,
        (Some(ASSERTION_TYPE), Some(assertion)) => Some(assertion),
        (Some(_), Some(_)) => return Err(OAuthError::invalid_client("unknown client_assertion_type")),
        _ => {
            return Err(OAuthError::invalid_request(
                "client_assertion and client_assertion_type go together",
            ));
        }
    };
    let shown = [authorization.is_some(), secret.is_some(), assertion.is_some()];
    if shown.into_iter().filter(|shown| *shown).count() > 1 {
        return Err(OAuthError::invalid_request("more than one kind of client authentication"));
    }
    if let Some(authorization) = authorization {
        let (decoded, raw) = read_basic(authorization)?;
        let named = |name: &str| decoded.as_ref().is_some_and(|(id, _)| id == name) || raw.0 == name;
        if client_id.is_some_and(|client_id| !named(client_id)) {
            return Err(OAuthError::invalid_request("client_id differs from the Authorization header"));
        }
        // RFC 6749 section 2.3.1: an empty secret may be left out, so it is none.
        return Ok(if raw.1.is_empty() {
            Proof::Name { client_id: Cow::Owned(decoded.map_or(raw.0, |(client_id, _)| client_id)) }
        } else {
            Proof::Basic { decoded, raw }
        });
    }
    match (client_id, secret, assertion) {
        (client_id, None, Some(assertion)) => Ok(Proof::Assertion { client_id, assertion }),
        (Some(client_id), Some(secret), _) => Ok(Proof::Post { client_id, secret }),
        (Some(client_id), None, None) => Ok(Proof::Name { client_id: Cow::Borrowed(client_id) }),
        (None, ..) => Err(OAuthError::invalid_client("no client is named")),
    }
}

type Pair = (String, String);

/// RFC 7617 section 2, then RFC 6749 section 2.3.1. The base64 is strict: one text per value.
fn read_basic(authorization: &str) -> Result<(Option<Pair>, Pair), OAuthError> {
    let refused =
        || OAuthError::invalid_client("the Authorization header is not Basic as RFC 7617 writes it");
    let (scheme, encoded) = authorization.split_once(' ').ok_or_else(refused)?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return Err(refused());
    }
    let bytes = STANDARD.decode(encoded.trim_start_matches(' ')).map_err(|_| refused())?;
    let text = String::from_utf8(bytes).map_err(|_| refused())?;
    let (client_id, secret) = text.split_once(':').ok_or_else(refused)?;
    let decoded = form_decoded(client_id).zip(form_decoded(secret));
    Ok((decoded, (client_id.to_owned(), secret.to_owned())))
}

/// `application/x-www-form-urlencoded`, or nothing where an escape is broken.
fn form_decoded(text: &str) -> Option<String> {
    let mut decoded = Vec::with_capacity(text.len());
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        decoded.push(match byte {
            b'+' => b' ',
            b'%' => {
                let mut digit = || char::from(bytes.next()?).to_digit(16);
                u8::try_from(digit()? * 16 + digit()?).ok()?
            }
            other => other,
        });
    }
    String::from_utf8(decoded).ok()
}

fn by_secret(
    provider: &Provider,
    known: Option<Arc<KnownClient>>,
    readings: &[&str],
) -> Result<Arc<KnownClient>, OAuthError> {
    let decoy = [vec![0; 32]];
    let secrets = known.as_ref().map_or(decoy.as_slice(), |known| &known.secrets);
    let mut fits = false;
    for reading in readings {
        let digest = provider.vault.digest(SECRET_DIGEST, reading.as_bytes());
        for secret in secrets {
            fits |= equal(&digest, secret);
        }
    }
    let known = known.ok_or_else(|| OAuthError::invalid_client("unknown or disabled client"))?;
    // Basic and post are one method for us: what they prove is the same, and libraries choose without asking.
    match known.client.metadata.token_endpoint_auth_method.as_str() {
        "client_secret_basic" | "client_secret_post" if fits => Ok(known),
        "client_secret_basic" | "client_secret_post" => {
            Err(OAuthError::invalid_client("wrong client secret"))
        }
        _ => Err(OAuthError::invalid_client("a secret is not how this client authenticates")),
    }
}

/// RFC 7523 section 3, with the single audience of draft-ietf-oauth-rfc7523bis.
async fn by_assertion(
    provider: &Provider,
    client_id: Option<&str>,
    assertion: &str,
    now: Timestamp,
) -> Result<Arc<KnownClient>, OAuthError> {
    let refused = |why: &str| OAuthError::invalid_client(format!("client assertion: {why}"));
    let claimed = unverified_text(assertion, "sub").ok_or_else(|| refused("no sub"))?;
    if client_id.is_some_and(|client_id| client_id != claimed) {
        return Err(refused("sub is not the client_id of the request"));
    }
    let known =
        provider.clients.find(&claimed).await?.ok_or_else(|| refused("unknown or disabled client"))?;
    if known.client.metadata.token_endpoint_auth_method != "private_key_jwt" {
        return Err(refused("not how this client authenticates"));
    }
    let kid = unverified_kid(assertion);
    let keys = provider.client_keys.find(&provider.fetcher, &known, kid.as_deref()).await;
    let keys = keys.map_err(|why| refused(&why))?;
    let registered = known.client.metadata.token_endpoint_auth_signing_alg.as_deref();
    let algorithms: Vec<VerifyAlgorithm> = VerifyAlgorithm::ALL
        .into_iter()
        .filter(|algorithm| registered.is_none_or(|name| name == algorithm.name()))
        .collect();
    let issuer = provider.settings.issuer.as_str();
    let token_endpoint = provider.settings.endpoint(TOKEN);
    let audiences = match provider.settings.assertion_audience {
        AssertionAudience::Issuer => &[issuer][..],
        AssertionAudience::IssuerOrTokenEndpoint => &[issuer, token_endpoint.as_str()][..],
    };
    let expect = Expect { algorithms: &algorithms, ..Expect::client_assertion(&claimed, audiences) };
    let verified =
        verify(assertion, keys.keys(), &expect, now).map_err(|refusal| refused(&refusal.to_string()))?;
    if verified.text("sub") != Some(&claimed) {
        return Err(refused("wrong sub"));
    }
    // PostgreSQL holds no text with a NUL.
    let fits = |jti: &&str| !jti.is_empty() && jti.len() <= LONGEST_JTI && !jti.contains('\0');
    let jti = verified.text("jti").filter(fits);
    let (Some(jti), Some(expires)) = (jti, verified.moment("exp")) else {
        return Err(refused("jti is missing or too long"));
    };
    let (owner, jti, until) = (claimed.clone(), jti.to_owned(), expires.after(LEEWAY));
    let first: bool = provider
        .database
        .write::<_, storage::Error, _>(move |db| {
            Box::pin(async move { spent::spend(db, "client_assertion", &owner, &jti, until).await })
        })
        .await?;
    if first { Ok(known) } else { Err(refused("jti was used before")) }
}

#[cfg(test)]
#[path = "client_authentication_tests.rs"]
mod tests;
