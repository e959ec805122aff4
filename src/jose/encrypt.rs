//! Encrypting a compact JWE to a key of somebody else, and opening one that was encrypted to us (RFC 7516).
//!
//! The only file that names josekit, and so OpenSSL. It does the cryptography; the form is settled here before, because its
//! own reader takes what must not pass: it inflates, it panics where an initialization vector or a wrapped key is too short,
//! takes GCM tags that are cut short, and undoes the padding of CBC before it has looked at the tag, which makes an oracle of
//! whoever answers (RFC 7518 section 5.2.2.2). What opens is a text; what it says, and who signed it, is for
//! [`super::verify`].

use aws_lc_rs::{hmac, rand};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use josekit::{
    JoseError,
    jwe::{
        self, ECDH_ES, ECDH_ES_A128KW, ECDH_ES_A256KW, JweContentEncryption, JweDecrypter, JweEncrypter,
        JweHeader, RSA_OAEP, RSA_OAEP_256,
        enc::{A128CBC_HS256, A128GCM, A256GCM},
    },
    jwk::Jwk,
};
use serde_json::{Map, Value};
use zeroize::Zeroizing;

use super::{
    algorithm::KeyError,
    encryption::{ContentEncryption, KeyManagement, Pair},
    json,
    jwks::{EncryptionKey, p256},
    verify::Refusal,
};
use crate::secret::equal;

/// The longest token that is looked at: the longest JWS, encrypted.
const MOST_BYTES: usize = 24 * 1024;
/// The longest header of one, encoded.
const MOST_HEADER_BYTES: usize = 4 * 1024;
/// The longest encrypted key: that of RSA with 8192 bits.
const MOST_KEY_BYTES: usize = 1024;
const TAG_LENGTH: usize = 16;
/// Header members that compress, bring or fetch a key, choose what opening costs, or must be understood and are not.
const REFUSED_MEMBERS: [&str; 9] = ["crit", "zip", "b64", "jwk", "jku", "x5u", "x5c", "p2s", "p2c"];

/// Nothing was encrypted.
#[derive(Debug, thiserror::Error)]
#[error("encrypting failed: {0}")]
pub struct EncryptError(#[from] JoseError);

/// What is encrypted, as the header tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inside<'a> {
    /// Claims that nobody signed.
    Claims,
    /// A signed JWT (RFC 7519 section 5.2).
    Jwt,
    /// A signed JWT whose issuer can be told before it is opened (RFC 7519 section 5.3).
    JwtOf(&'a str),
}

/// Encrypts `payload`, which is what `inside` says. The chance comes from OpenSSL's own generator.
pub fn encrypt(
    payload: &[u8],
    inside: Inside<'_>,
    key: &EncryptionKey,
    algorithm: KeyManagement,
    content: ContentEncryption,
) -> Result<String, EncryptError> {
    let mut header = JweHeader::new();
    header.set_content_encryption(content.name());
    if inside != Inside::Claims {
        header.set_content_type("JWT");
    }
    if let Inside::JwtOf(issuer) = inside {
        header.set_issuer(issuer);
    }
    if let Some(kid) = &key.kid {
        header.set_key_id(kid);
    }
    let jwk = Jwk::from_map(key.members.clone())?;
    let encrypter: Box<dyn JweEncrypter> = match algorithm {
        KeyManagement::RsaOaep => Box::new(RSA_OAEP.encrypter_from_jwk(&jwk)?),
        KeyManagement::RsaOaep256 => Box::new(RSA_OAEP_256.encrypter_from_jwk(&jwk)?),
        KeyManagement::EcdhEs => Box::new(ECDH_ES.encrypter_from_jwk(&jwk)?),
        KeyManagement::EcdhEsA128kw => Box::new(ECDH_ES_A128KW.encrypter_from_jwk(&jwk)?),
        KeyManagement::EcdhEsA256kw => Box::new(ECDH_ES_A256KW.encrypter_from_jwk(&jwk)?),
    };
    Ok(jwe::serialize_compact(payload, &header, &*encrypter)?)
}

/// A private key of ours, ready to open what is encrypted to it.
pub struct DecryptionKey {
    kid: String,
    ways: Vec<Way>,
}

struct Way {
    algorithm: KeyManagement,
    decrypter: Box<dyn JweDecrypter>,
}

impl Way {
    fn new(algorithm: KeyManagement, decrypter: impl JweDecrypter + 'static) -> Self {
        Self { algorithm, decrypter: Box::new(decrypter) }
    }
}

impl DecryptionKey {
    /// Reads a PKCS#8 private key.
    pub fn from_pkcs8(kid: &str, pair: Pair, der: &[u8]) -> Result<Self, KeyError> {
        let ways = Self::ways(pair, der);
        let ways = ways.map_err(|error| KeyError { algorithm: pair.name(), detail: error.to_string() })?;
        Ok(Self { kid: kid.to_owned(), ways })
    }

    fn ways(pair: Pair, der: &[u8]) -> Result<Vec<Way>, JoseError> {
        Ok(match pair {
            Pair::Rsa => vec![
                Way::new(KeyManagement::RsaOaep, RSA_OAEP.decrypter_from_der(der)?),
                Way::new(KeyManagement::RsaOaep256, RSA_OAEP_256.decrypter_from_der(der)?),
            ],
            Pair::Ec => vec![
                Way::new(KeyManagement::EcdhEs, ECDH_ES.decrypter_from_der(der)?),
                Way::new(KeyManagement::EcdhEsA128kw, ECDH_ES_A128KW.decrypter_from_der(der)?),
                Way::new(KeyManagement::EcdhEsA256kw, ECDH_ES_A256KW.decrypter_from_der(der)?),
            ],
        })
    }
}

impl std::fmt::Debug for DecryptionKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "DecryptionKey({})", self.kid)
    }
}

/// What was agreed on with the sender; what is not named is free.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Agreed {
    /// `alg`.
    pub algorithm: Option<KeyManagement>,
    /// `enc`.
    pub content: Option<ContentEncryption>,
}

/// Whether this has the form of a JWE, and so not that of a JWS.
pub fn is_jwe(token: &str) -> bool {
    token.bytes().filter(|byte| *byte == b'.').count() == 4
}

/// Opens `token` with the key of ours that it was encrypted to. Every failure after the form is the same
/// [`Refusal::Decryption`] (RFC 7516 section 11.5).
pub fn decrypt(token: &str, keys: &[DecryptionKey], agreed: Agreed) -> Result<String, Refusal> {
    let parts = Parts::read(token, agreed)?;
    let meant = |key: &&DecryptionKey| parts.kid.as_ref().is_none_or(|kid| *kid == key.kid);
    let mut refusal = Refusal::UnknownKey;
    for key in keys.iter().filter(meant) {
        let Some(way) = key.ways.iter().find(|way| way.algorithm == parts.algorithm) else { continue };
        match parts.open(&*way.decrypter) {
            Some(plain) => {
                return String::from_utf8(plain).map_err(|_| Refusal::Malformed("the content is not text"));
            }
            None => refusal = Refusal::Decryption,
        }
    }
    Err(refusal)
}

/// A JWE whose form is right.
struct Parts<'a> {
    protected: &'a str,
    header: JweHeader,
    kid: Option<String>,
    algorithm: KeyManagement,
    content: ContentEncryption,
    encrypted_key: Vec<u8>,
    iv: Vec<u8>,
    ciphertext: Vec<u8>,
    tag: Vec<u8>,
}

impl<'a> Parts<'a> {
    fn read(token: &'a str, agreed: Agreed) -> Result<Self, Refusal> {
        if token.len() > MOST_BYTES {
            return Err(Refusal::Malformed("too long"));
        }
        let parts: Vec<&str> = token.split('.').collect();
        let [protected, encrypted_key, iv, ciphertext, tag] = parts.as_slice() else {
            return Err(Refusal::Malformed("not five parts"));
        };
        if protected.len() > MOST_HEADER_BYTES {
            return Err(Refusal::Malformed("the header is too long"));
        }
        let decode = |part: &str| {
            URL_SAFE_NO_PAD.decode(part).map_err(|_| Refusal::Malformed("not canonical base64url"))
        };
        let members = json::object(&decode(protected)?)
            .ok_or(Refusal::Malformed("the header is not a plain object"))?;
        for name in REFUSED_MEMBERS {
            if members.contains_key(name) {
                return Err(Refusal::Header(name));
            }
        }
        let text = |name: &str| members.get(name).and_then(Value::as_str);
        let algorithm = text("alg").and_then(KeyManagement::from_name);
        let algorithm = algorithm.filter(|one| agreed.algorithm.is_none_or(|other| *one == other));
        let content = text("enc").and_then(ContentEncryption::from_name);
        let content = content.filter(|one| agreed.content.is_none_or(|other| *one == other));
        let (algorithm, content) = algorithm.zip(content).ok_or(Refusal::Algorithm)?;
        check_content_type(members.get("cty"))?;
        let kid = match members.get("kid") {
            None => None,
            Some(Value::String(kid)) => Some(kid.clone()),
            Some(_) => return Err(Refusal::Malformed("kid is not a string")),
        };
        if algorithm.pair() == Pair::Ec {
            check_ephemeral_key(&members)?;
        }
        let parts = Self {
            protected,
            header: JweHeader::from_map(members)
                .map_err(|_| Refusal::Malformed("a member of the header is not what it should be"))?,
            kid,
            algorithm,
            content,
            encrypted_key: decode(encrypted_key)?,
            iv: decode(iv)?,
            ciphertext: decode(ciphertext)?,
            tag: decode(tag)?,
        };
        if parts.fits() { Ok(parts) } else { Err(Refusal::Malformed("a part has the wrong length")) }
    }

    /// Whether each part is as long as the algorithms have it.
    fn fits(&self) -> bool {
        let wrapped = match self.algorithm {
            KeyManagement::RsaOaep | KeyManagement::RsaOaep256 => {
                (256..=MOST_KEY_BYTES).contains(&self.encrypted_key.len())
            }
            KeyManagement::EcdhEs => self.encrypted_key.is_empty(),
            // RFC 3394 section 2.2.1: one block of eight bytes more.
            KeyManagement::EcdhEsA128kw | KeyManagement::EcdhEsA256kw => {
                self.encrypted_key.len() == self.content.key_length() + 8
            }
        };
        let whole = match self.content {
            ContentEncryption::A128CbcHs256 => {
                !self.ciphertext.is_empty() && self.ciphertext.len().is_multiple_of(16)
            }
            ContentEncryption::A128Gcm | ContentEncryption::A256Gcm => true,
        };
        wrapped && whole && self.iv.len() == self.content.iv_length() && self.tag.len() == TAG_LENGTH
    }

    fn open(&self, decrypter: &dyn JweDecrypter) -> Option<Vec<u8>> {
        let (cbc, gcm128, gcm256) = (A128CBC_HS256, A128GCM, A256GCM);
        let content: &dyn JweContentEncryption = match self.content {
            ContentEncryption::A128CbcHs256 => &cbc,
            ContentEncryption::A128Gcm => &gcm128,
            ContentEncryption::A256Gcm => &gcm256,
        };
        // RFC 7516 section 11.5: with a key that does not open goes one that nobody knows, so that both take the same way.
        let mut key = Zeroizing::new(vec![0; self.content.key_length()]);
        rand::fill(&mut key).ok()?;
        let encrypted_key = Some(self.encrypted_key.as_slice()).filter(|bytes| !bytes.is_empty());
        if let Ok(opened) = decrypter.decrypt(encrypted_key, content, &self.header) {
            let opened = Zeroizing::new(opened.into_owned());
            if opened.len() == key.len() {
                key = opened;
            }
        }
        if self.content == ContentEncryption::A128CbcHs256 && !self.is_authentic(&key) {
            return None;
        }
        let protected = self.protected.as_bytes();
        content.decrypt(&key, Some(&self.iv), &self.ciphertext, protected, Some(&self.tag)).ok()
    }

    /// RFC 7518 section 5.2.2.2: before anything is decrypted, and in constant time.
    fn is_authentic(&self, key: &[u8]) -> bool {
        let (mac_key, _) = key.split_at(key.len() / 2);
        let protected = self.protected.as_bytes();
        let mut mac = hmac::Context::with_key(&hmac::Key::new(hmac::HMAC_SHA256, mac_key));
        for part in [protected, &self.iv, &self.ciphertext, &(protected.len() as u64 * 8).to_be_bytes()] {
            mac.update(part);
        }
        mac.sign().as_ref().split_at_checked(TAG_LENGTH).is_some_and(|(tag, _)| equal(tag, &self.tag))
    }
}

/// What is inside is a JWT, or nothing is said about it (RFC 7519 section 5.2).
fn check_content_type(cty: Option<&Value>) -> Result<(), Refusal> {
    match cty {
        None => Ok(()),
        Some(Value::String(cty))
            if ["JWT", "application/jwt"].iter().any(|one| one.eq_ignore_ascii_case(cty)) =>
        {
            Ok(())
        }
        Some(_) => Err(Refusal::Type),
    }
}

/// RFC 7518 section 4.6.1.1. A point that is not on the curve would tell of the private key, bit by bit.
fn check_ephemeral_key(header: &Map<String, Value>) -> Result<(), Refusal> {
    let unfit = Refusal::Header("an unfit epk");
    let epk = header.get("epk").and_then(Value::as_object).ok_or(unfit.clone())?;
    let is = |name: &str, value: &str| epk.get(name).and_then(Value::as_str) == Some(value);
    if !is("kty", "EC") || !is("crv", "P-256") || epk.contains_key("d") {
        return Err(unfit);
    }
    p256(epk).map(drop).map_err(|_| unfit)
}

#[cfg(test)]
#[path = "encrypt_tests.rs"]
mod tests;
