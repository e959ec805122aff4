//! Verifying a compact JWS that claims to be a JWT, strictly (RFC 7519, RFC 8725).
//!
//! The order is the rule: size and form, header, key, signature, and only then a claim (RFC 8725 section 3.3). The
//! algorithm is one that the key was made for; the token's `alg` must merely agree. Base64url is canonical and JSON has
//! no repeated member, so that one signature covers one text with one meaning. jsonwebtoken checks the signature; it
//! reads the clock itself for the times, so those are checked here, against the moment that is handed in.

use std::time::Duration;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Map, Value};

use super::{algorithm::VerifyAlgorithm, json, jwks::VerificationKey};
use crate::clock::Timestamp;

/// The longest token that is looked at.
const MOST_BYTES: usize = 16 * 1024;
/// How far the clocks of two parties may be apart (RFC 7519 section 4.1.4).
pub const LEEWAY: Duration = Duration::from_mins(1);
/// The last second of the year 9999: a NumericDate beyond it is a mistake or an attack.
const LAST_SECOND: i64 = 253_402_300_799;
/// Header members that bring or fetch a key, change what was signed, or must be understood and are not.
pub(super) const REFUSED_MEMBERS: [&str; 7] = ["crit", "zip", "b64", "enc", "jwk", "jku", "x5u"];

/// Why a token is refused. For the log: a client learns no more than "invalid".
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Not three canonical base64url parts of at most 16 KiB, or not JSON objects without repeated members.
    #[error("malformed: {0}")]
    Malformed(&'static str),
    /// The header holds a member that is never accepted.
    #[error("the header holds {0}")]
    Header(&'static str),
    /// No algorithm that any key for it was made for.
    #[error("the algorithm is not that of the key")]
    Algorithm,
    /// No key is known by that `kid`.
    #[error("unknown key")]
    UnknownKey,
    /// The signature is not the key's.
    #[error("bad signature")]
    Signature,
    /// It is not what was encrypted to that key.
    #[error("does not decrypt")]
    Decryption,
    /// Another `typ` than expected.
    #[error("wrong typ")]
    Type,
    /// Another `iss` than expected.
    #[error("wrong iss")]
    Issuer,
    /// Another `aud` than expected.
    #[error("wrong aud")]
    Audience,
    /// `exp` has passed.
    #[error("expired")]
    Expired,
    /// `exp` lies further ahead than such a token may live.
    #[error("lives too long")]
    LivesTooLong,
    /// `nbf` or `iat` lies in the future.
    #[error("not yet valid")]
    NotYetValid,
    /// A claim is missing or not what RFC 7519 section 4.1 says.
    #[error("claim {0} is missing or malformed")]
    Claim(&'static str),
}

/// Whom the token must be for.
#[derive(Clone, Copy, Debug)]
pub enum Audience<'a> {
    /// The caller looks at `aud` itself.
    Any,
    /// A string or an array that holds this one.
    Contains(&'a str),
    /// Exactly one string, equal to one of these (draft-ietf-oauth-rfc7523bis: an array would let a client be made
    /// to sign for two servers at once).
    ExactlyOneOf(&'a [&'a str]),
}

/// What to do with a token whose `exp` has passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expired {
    /// Refuse it, this long after `exp`.
    RefusedAfter(Duration),
    /// The same, where there is an `exp` (OpenID Connect Core 6 demands none of request objects).
    IfAny(Duration),
    /// Accept it: an `id_token_hint` names a person, it opens nothing (OpenID Connect RP-Initiated Logout 1.0 section 2).
    Accepted,
}

/// What a token must be to be accepted.
#[derive(Clone, Copy, Debug)]
pub struct Expect<'a> {
    /// Accepted `typ` values; `None` stands for an absent one (RFC 8725 section 3.11).
    pub types: &'a [Option<&'a str>],
    /// The `iss` it must have; `None` leaves it to the caller.
    pub issuer: Option<&'a str>,
    /// Whom it must be for.
    pub audience: Audience<'a>,
    /// The algorithms agreed on; each key narrows them to its own.
    pub algorithms: &'a [VerifyAlgorithm],
    /// What `exp` may be.
    pub expired: Expired,
    /// How far ahead `exp` may lie, so that a record of its `jti` need not be kept for years.
    pub longest_life: Option<Duration>,
}

impl<'a> Expect<'a> {
    /// One of our access tokens (RFC 9068 section 4).
    pub const fn access_token(issuer: &'a str, audience: Audience<'a>) -> Self {
        Self {
            types: &[Some("at+jwt")],
            issuer: Some(issuer),
            audience,
            algorithms: &VerifyAlgorithm::ALL,
            expired: Expired::RefusedAfter(Duration::ZERO),
            longest_life: None,
        }
    }

    /// One of our ID tokens shown as `id_token_hint`, expired or not (OpenID Connect Core 3.1.2.1).
    pub const fn id_token_hint(issuer: &'a str) -> Self {
        Self {
            types: &[Some("JWT")],
            issuer: Some(issuer),
            audience: Audience::Any,
            algorithms: &VerifyAlgorithm::ALL,
            expired: Expired::Accepted,
            longest_life: None,
        }
    }

    /// A client's assertion for `private_key_jwt` (OpenID Connect Core 9, RFC 7523 section 3): `iss` is the client,
    /// `aud` exactly one of `audiences`. The caller checks `sub` and spends `jti`.
    pub const fn client_assertion(client_id: &'a str, audiences: &'a [&'a str]) -> Self {
        Self {
            types: &[None, Some("JWT"), Some("client-authentication+jwt")],
            issuer: Some(client_id),
            audience: Audience::ExactlyOneOf(audiences),
            algorithms: &VerifyAlgorithm::ALL,
            expired: Expired::RefusedAfter(LEEWAY),
            longest_life: Some(Duration::from_hours(1)),
        }
    }
}

impl Expect<'_> {
    /// A client's request object (RFC 9101 section 4). The caller looks at `iss`, `aud` and `sub`.
    pub const fn request_object() -> Self {
        Self {
            types: &[None, Some("JWT"), Some("oauth-authz-req+jwt")],
            issuer: None,
            audience: Audience::Any,
            algorithms: &VerifyAlgorithm::ALL,
            expired: Expired::IfAny(LEEWAY),
            longest_life: None,
        }
    }
}

/// A token that was accepted.
#[derive(Clone, Debug)]
pub struct Verified {
    /// The algorithm of the key.
    pub algorithm: VerifyAlgorithm,
    /// The key that verified.
    pub kid: Option<String>,
    /// The claims.
    pub claims: Map<String, Value>,
}

impl Verified {
    /// A claim that is a string.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.claims.get(name).and_then(Value::as_str)
    }

    /// A claim that is a NumericDate (RFC 7519 section 2).
    pub fn moment(&self, name: &str) -> Option<Timestamp> {
        self.claims.get(name).and_then(numeric_date)
    }
}

/// Verifies `token` against `keys` as of `now`.
pub fn verify(
    token: &str,
    keys: &[VerificationKey],
    expect: &Expect<'_>,
    now: Timestamp,
) -> Result<Verified, Refusal> {
    let parts = Parts::read(token)?;
    for name in REFUSED_MEMBERS {
        if parts.header.contains_key(name) {
            return Err(Refusal::Header(name));
        }
    }
    check_type(&parts.header, expect)?;
    let (key, algorithm) = parts.find_signer(keys, expect)?;
    let claims = parts.claims()?;
    check_claims(&claims, expect, now)?;
    Ok(Verified { algorithm, kid: key.kid().map(str::to_owned), claims })
}

/// A string claim of a token that nobody has verified: only to find out whose keys to verify it with.
pub fn unverified_text(token: &str, claim: &str) -> Option<String> {
    let claims = Parts::read(token).ok()?.claims().ok()?;
    claims.get(claim).and_then(Value::as_str).map(str::to_owned)
}

/// The `kid` of a token that nobody has verified: only to find the key to verify it with.
pub fn unverified_kid(token: &str) -> Option<String> {
    Parts::read(token).ok()?.header.get("kid").and_then(Value::as_str).map(str::to_owned)
}

pub(super) struct Parts<'a> {
    pub(super) header: Map<String, Value>,
    signed: &'a str,
    payload: Vec<u8>,
    signature: &'a str,
}

impl<'a> Parts<'a> {
    pub(super) fn read(token: &'a str) -> Result<Self, Refusal> {
        if token.len() > MOST_BYTES {
            return Err(Refusal::Malformed("too long"));
        }
        let three = Refusal::Malformed("not three parts");
        let (signed, signature) = token.rsplit_once('.').ok_or(three.clone())?;
        let (header, payload) = signed.split_once('.').ok_or(three.clone())?;
        if payload.contains('.') || signature.is_empty() {
            return Err(three);
        }
        // The engine takes no padding, no foreign character and no stray trailing bits: one text per value.
        let decode = |part: &str| {
            URL_SAFE_NO_PAD.decode(part).map_err(|_| Refusal::Malformed("not canonical base64url"))
        };
        decode(signature)?;
        let header =
            json::object(&decode(header)?).ok_or(Refusal::Malformed("the header is not a plain object"))?;
        Ok(Self { header, signed, payload: decode(payload)?, signature })
    }

    pub(super) fn claims(&self) -> Result<Map<String, Value>, Refusal> {
        json::object(&self.payload).ok_or(Refusal::Malformed("the claims are not a plain object"))
    }

    /// The key whose signature this is, among those that the header can mean.
    pub(super) fn find_signer<'k>(
        &self,
        keys: &'k [VerificationKey],
        expect: &Expect<'_>,
    ) -> Result<(&'k VerificationKey, VerifyAlgorithm), Refusal> {
        let algorithm = self
            .header
            .get("alg")
            .and_then(Value::as_str)
            .and_then(VerifyAlgorithm::from_name)
            .filter(|algorithm| expect.algorithms.contains(algorithm))
            .ok_or(Refusal::Algorithm)?;
        let kid = match self.header.get("kid") {
            None => None,
            Some(Value::String(kid)) => Some(kid.as_str()),
            Some(_) => return Err(Refusal::Malformed("kid is not a string")),
        };
        // Without a kid any key may be meant; with one, that key, or one that was registered without a name.
        let meant = |key: &&VerificationKey| kid.is_none() || key.kid().is_none() || key.kid() == kid;
        let mut refusal = Refusal::UnknownKey;
        for key in keys.iter().filter(meant) {
            if !key.algorithms().contains(&algorithm) {
                refusal = Refusal::Algorithm;
                continue;
            }
            let verdict = jsonwebtoken::crypto::verify(
                self.signature,
                self.signed.as_bytes(),
                &key.key,
                algorithm.to_jsonwebtoken(),
            );
            if verdict.unwrap_or(false) {
                return Ok((key, algorithm));
            }
            refusal = Refusal::Signature;
        }
        Err(refusal)
    }
}

/// Media types ignore letter case, and `application/` may be left out (RFC 7515 section 4.1.9).
pub(super) fn check_type(header: &Map<String, Value>, expect: &Expect<'_>) -> Result<(), Refusal> {
    let typ = match header.get("typ") {
        None => None,
        Some(Value::String(typ)) => Some(match typ.split_at_checked("application/".len()) {
            Some((prefix, rest)) if prefix.eq_ignore_ascii_case("application/") => rest,
            _ => typ.as_str(),
        }),
        Some(_) => return Err(Refusal::Type),
    };
    let accepted = expect.types.iter().any(|expected| match (expected, typ) {
        (None, None) => true,
        (Some(expected), Some(typ)) => expected.eq_ignore_ascii_case(typ),
        _ => false,
    });
    if accepted { Ok(()) } else { Err(Refusal::Type) }
}

fn check_claims(claims: &Map<String, Value>, expect: &Expect<'_>, now: Timestamp) -> Result<(), Refusal> {
    for name in ["iss", "sub", "jti"] {
        if claims.get(name).is_some_and(|value| !value.is_string()) {
            return Err(Refusal::Claim(name));
        }
    }
    if let Some(issuer) = expect.issuer
        && claims.get("iss").and_then(Value::as_str) != Some(issuer)
    {
        return Err(Refusal::Issuer);
    }
    check_audience(claims.get("aud"), expect.audience)?;
    check_times(claims, expect, now)
}

fn check_audience(aud: Option<&Value>, expected: Audience<'_>) -> Result<(), Refusal> {
    let members: Vec<&str> = match aud {
        None => Vec::new(),
        Some(Value::String(one)) => vec![one.as_str()],
        Some(Value::Array(list)) => {
            list.iter().map(Value::as_str).collect::<Option<_>>().ok_or(Refusal::Claim("aud"))?
        }
        Some(_) => return Err(Refusal::Claim("aud")),
    };
    let fits = match expected {
        Audience::Any => true,
        Audience::Contains(wanted) => members.contains(&wanted),
        Audience::ExactlyOneOf(wanted) => {
            aud.and_then(Value::as_str).is_some_and(|one| wanted.contains(&one))
        }
    };
    if fits { Ok(()) } else { Err(Refusal::Audience) }
}

fn check_times(claims: &Map<String, Value>, expect: &Expect<'_>, now: Timestamp) -> Result<(), Refusal> {
    let expires = match (claims.get("exp"), expect.expired) {
        (None, Expired::IfAny(_)) => None,
        (exp, _) => Some(exp.and_then(numeric_date).ok_or(Refusal::Claim("exp"))?),
    };
    if let (Some(expires), Expired::RefusedAfter(grace) | Expired::IfAny(grace)) = (expires, expect.expired)
        && expires.after(grace) <= now
    {
        return Err(Refusal::Expired);
    }
    if let (Some(expires), Some(longest)) = (expires, expect.longest_life)
        && expires > now.after(longest).after(LEEWAY)
    {
        return Err(Refusal::LivesTooLong);
    }
    for name in ["nbf", "iat"] {
        if let Some(value) = claims.get(name) {
            let begins = numeric_date(value).ok_or(Refusal::Claim(name))?;
            if begins > now.after(LEEWAY) {
                return Err(Refusal::NotYetValid);
            }
        }
    }
    Ok(())
}

/// Seconds since the epoch, fractions allowed (RFC 7519 section 2), within the years that have four digits.
#[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)] // within the range checked
fn numeric_date(value: &Value) -> Option<Timestamp> {
    if let Some(seconds) = value.as_i64() {
        return (0..=LAST_SECOND).contains(&seconds).then(|| Timestamp::from_seconds(seconds));
    }
    let seconds = value.as_f64()?;
    (0.0..=LAST_SECOND as f64).contains(&seconds).then(|| Timestamp((seconds * 1000.0).floor() as i64))
}

#[cfg(test)]
#[path = "verify_tests.rs"]
mod tests;
