//! Demonstrating proof of possession: RFC 9449, the server's side.
//!
//! A proof is judged in the order of section 4.3; what it is bound to (a code, a refresh token, an access token), the caller
//! compares. It counts once: the caller spends it in the write that it pays for, so that a request which gets nothing stores
//! nothing. Nonces (section 8) are made from the time and a key that all nodes share; none is stored.

use std::time::Duration;

use aws_lc_rs::digest::{SHA256, digest};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use url::Url;

use super::{OAuthError, Provider};
use crate::{
    clock::Timestamp,
    jose::proof,
    secret::equal,
    storage::{self, Write, spent},
};

/// The `typ` of section 4.2.
const TYPE: &str = "dpop+jwt";
const NONCE: &str = "dpop_nonce";
/// A nonce is given out for so long, and accepted for as long again.
const NONCE_LIFE: Duration = Duration::from_mins(5);
/// How far `iat` may be from now …
const WINDOW: Duration = Duration::from_mins(1);
/// … and where the nonce says how old the proof is, so that a person's wrong clock is no obstacle (section 4.3, 11).
const WINDOW_WITH_NONCE: Duration = Duration::from_mins(5);
/// No proof could be shown again after so long.
const REMEMBERED: Duration = Duration::from_mins(15);
const LONGEST_JTI: usize = 255;

/// What a proof must have been made for.
#[derive(Clone, Copy, Debug)]
pub struct Target<'a> {
    /// The method of the request: `htm`.
    pub method: &'a str,
    /// Our endpoint, below the issuer: `htu`.
    pub path: &'a str,
    /// The access token beside it: `ath`.
    pub access_token: Option<&'a str>,
}

/// A proof that is good, once.
#[derive(Clone, Debug)]
pub struct Proof {
    /// The thumbprint of its key.
    pub jkt: String,
    id: String,
}

impl Proof {
    /// Spends it; `false` when it was spent before.
    pub async fn spend(&self, db: &mut Write, now: Timestamp) -> Result<bool, storage::Error> {
        spent::spend(db, "dpop", &self.jkt, &self.id, now.after(REMEMBERED)).await
    }
}

/// What is said of a proof that was spent before.
pub fn replayed() -> OAuthError {
    OAuthError::invalid_dpop_proof("jti was used before")
}

/// Judges a proof (section 4.3).
///
/// # Errors
/// `invalid_dpop_proof`; `use_dpop_nonce` where one is wanted and is missing or too old.
pub fn check(
    provider: &Provider,
    proof: &str,
    target: Target<'_>,
    now: Timestamp,
) -> Result<Proof, OAuthError> {
    let refused = OAuthError::invalid_dpop_proof::<&str>;
    let shown =
        proof::verify(proof, TYPE).map_err(|refusal| OAuthError::invalid_dpop_proof(refusal.to_string()))?;
    let text = |name: &str| shown.claims.get(name).and_then(serde_json::Value::as_str);
    let jti = text("jti").filter(|jti| !jti.is_empty() && jti.len() <= LONGEST_JTI);
    let jti = jti.ok_or_else(|| refused("jti is missing or too long"))?;
    if text("htm") != Some(target.method) {
        return Err(refused("htm is not the method of the request"));
    }
    if !text("htu").is_some_and(|htu| is_same(htu, &provider.settings.endpoint(target.path))) {
        return Err(refused("htu is not the address of the request"));
    }
    let wants_nonce = provider.settings.dpop_nonce;
    let nonce = text("nonce");
    if wants_nonce && !nonce.is_some_and(|nonce| is_current(provider, nonce, now)) {
        return Err(OAuthError::use_dpop_nonce());
    }
    let made = shown.claims.get("iat").and_then(serde_json::Value::as_f64).filter(|made| made.is_finite());
    let made = made.ok_or_else(|| refused("iat is missing"))?;
    #[allow(clippy::cast_precision_loss)] // seconds of this era are exact
    let apart = (made - now.seconds() as f64).abs();
    let window = if wants_nonce { WINDOW_WITH_NONCE } else { WINDOW };
    if apart > window.as_secs_f64() {
        return Err(refused("iat is too far from now"));
    }
    if let Some(token) = target.access_token
        && text("ath") != Some(&hash(token.as_bytes()))
    {
        return Err(refused("ath is not the hash of the access token"));
    }
    let id = hash(jti.as_bytes());
    Ok(Proof { jkt: shown.thumbprint, id })
}

/// The nonce to use from now on; none where none is wanted.
pub fn nonce(provider: &Provider, now: Timestamp) -> Option<String> {
    provider.settings.dpop_nonce.then(|| nonce_of(provider, step(now)))
}

/// The value of `algs` in a challenge (section 7.1), and of the metadata (section 5.1).
pub fn algorithms() -> Vec<&'static str> {
    proof::ALGORITHMS.iter().map(|algorithm| algorithm.name()).collect()
}

/// Whether a text is what a thumbprint looks like: 32 bytes in base64url (RFC 7638 with SHA-256).
pub fn is_thumbprint(text: &str) -> bool {
    text.len() == 43 && URL_SAFE_NO_PAD.decode(text).is_ok_and(|bytes| bytes.len() == 32)
}

/// Section 4.3, 9: without query and fragment, after the normalisation of RFC 3986 sections 6.2.2 and 6.2.3.
fn is_same(presented: &str, endpoint: &str) -> bool {
    let normal = |text: &str| {
        let text = unescaped(text);
        let mut url = Url::parse(&text).ok().filter(|_| is_plain(&text))?;
        url.set_query(None);
        url.set_fragment(None);
        Some(url)
    };
    normal(presented).is_some_and(|presented| Some(presented) == normal(endpoint))
}

/// Whether an address is one as clients write them. `Url` forgives more: spaces around it, line breaks and backslashes within it,
/// another number of slashes before the host, a user without a name, and letters of other alphabets that a host's are taken for.
fn is_plain(uri: &str) -> bool {
    let after_scheme = uri.split_once(':').and_then(|(_, rest)| rest.strip_prefix("//"));
    let host = after_scheme.and_then(|rest| rest.split(['/', '?', '#']).next());
    uri.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\')
        && host.is_some_and(|host| !host.is_empty() && !host.contains(['@', '%']))
}

/// RFC 3986 sections 6.2.2.1 and 6.2.2.2, which `Url` leaves to us: what needs no escape has none, and what needs one has it in
/// capitals.
fn unescaped(uri: &str) -> String {
    let mut pieces = uri.split('%');
    let mut plain = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let escape = piece.split_at_checked(2).filter(|(digits, _)| is_hexadecimal(digits));
        let Some((digits, rest)) = escape else {
            plain.push('%');
            plain.push_str(piece);
            continue;
        };
        let byte = u8::from_str_radix(digits, 16).ok();
        match byte.filter(|byte| byte.is_ascii_alphanumeric() || b"-._~".contains(byte)) {
            Some(unreserved) => plain.push(char::from(unreserved)),
            None => {
                plain.push('%');
                plain.push_str(&digits.to_ascii_uppercase());
            }
        }
        plain.push_str(rest);
    }
    plain
}

fn is_hexadecimal(digits: &str) -> bool {
    digits.bytes().all(|digit| digit.is_ascii_hexdigit())
}

fn is_current(provider: &Provider, nonce: &str, now: Timestamp) -> bool {
    let step = step(now);
    // Another node's clock may be a little ahead.
    [step, step - 1, step + 1]
        .into_iter()
        .fold(false, |found, step| found | equal(nonce.as_bytes(), nonce_of(provider, step).as_bytes()))
}

fn nonce_of(provider: &Provider, step: i64) -> String {
    URL_SAFE_NO_PAD.encode(provider.vault.digest(NONCE, &step.to_be_bytes()))
}

fn step(now: Timestamp) -> i64 {
    now.milliseconds().div_euclid(i64::try_from(NONCE_LIFE.as_millis()).unwrap_or(i64::MAX))
}

fn hash(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(digest(&SHA256, bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_compared_as_rfc_3986_normalises_it() {
        let endpoint = "https://id.example.org/token";
        for same in [
            endpoint,
            "https://id.example.org/token?a=b",
            "https://id.example.org/token#x",
            "HTTPS://ID.example.org:443/token",
            "https://id.example.org/./x/../token",
            "https://id.example.org/%74o%6Be%6e",
            "https://%69d%2Eexample.org:/token",
        ] {
            assert!(is_same(same, endpoint), "{same}");
        }
        for other in [
            "",
            "/token",
            "https://id.example.org/token/",
            "https://id.example.org/TOKEN",
            "https://id.example.org/%54oken",
            "https://id.example.org/%2Ftoken",
            "https://id.example.org/%2574oken",
            "https://id.example.org/%+74oken",
            "https://id.example.org/token%",
            "https://id.example.org/userinfo",
            "http://id.example.org/token",
            "https://id.example.org:8443/token",
            "https://id.example.org.evil.example/token",
            "https://evil@id.example.org/token",
            "https://@id.example.org/token",
            "https:id.example.org/token",
            "https:/id.example.org/token",
            "https:///id.example.org/token",
            "https:id.example.org/token?https://id.example.org/token",
            "https://i%C2%ADd.example.org/token",
            "https://%EF%BD%89d.example.org/token",
            " https://id.example.org/token",
            "https:\\\\id.example.org\\token",
            "https://id.example.org/to\nken",
        ] {
            assert!(!is_same(other, endpoint), "{other}");
        }
        assert!(is_same("https://id.example.org/a%2fb%7Ec", "https://id.example.org/a%2Fb~c"));
    }

    #[test]
    fn a_thumbprint_has_one_form() {
        assert!(is_thumbprint("0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"));
        for wrong in ["", "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4J", "0ZcOCORZNYy", &"=".repeat(43)] {
            assert!(!is_thumbprint(wrong), "{wrong}");
        }
    }
}
