//! The computations behind the schemes. Every parameter was bounded by the grammar.

use std::num::NonZeroU32;

use aws_lc_rs::{
    cipher::{AES_256, EncryptingKey, EncryptionContext, UnboundCipherKey},
    digest, hmac, iv, pbkdf2,
};
use base64::{Engine, engine::general_purpose::STANDARD};
use zeroize::Zeroizing;

use super::scheme::{Argon2Cost, Before, Digest, Scheme, ScryptCost};
use crate::secret::equal;

/// What bcrypt reads of a password, in bytes.
const BCRYPT_READS: usize = 72;

impl Digest {
    fn pbkdf2(self) -> pbkdf2::Algorithm {
        match self {
            Self::Sha1 => pbkdf2::PBKDF2_HMAC_SHA1,
            Self::Sha256 => pbkdf2::PBKDF2_HMAC_SHA256,
            Self::Sha384 => pbkdf2::PBKDF2_HMAC_SHA384,
            Self::Sha512 => pbkdf2::PBKDF2_HMAC_SHA512,
        }
    }

    fn plain(self) -> &'static digest::Algorithm {
        match self {
            Self::Sha1 => &digest::SHA1_FOR_LEGACY_USE_ONLY,
            Self::Sha256 => &digest::SHA256,
            Self::Sha384 => &digest::SHA384,
            Self::Sha512 => &digest::SHA512,
        }
    }
}

impl Scheme {
    /// Whether `plain` gives this hash.
    pub(super) fn matches(&self, plain: &[u8]) -> bool {
        let (computed, stored): (Option<Zeroizing<Vec<u8>>>, &[u8]) = match self {
            Self::Pbkdf2 { digest, rounds, salt, hash } => {
                // Compares in constant time by itself.
                return NonZeroU32::new(*rounds).is_some_and(|rounds| {
                    pbkdf2::verify(digest.pbkdf2(), rounds, salt, plain, hash).is_ok()
                });
            }
            Self::Argon2 { variant, version, cost, data, salt, hash } => {
                let computed = argon2(*variant, *version, *cost, data, plain, salt, hash.len());
                (
                    computed
                        .map_err(|error| tracing::error!(%error, "an imported hash cannot be computed"))
                        .ok(),
                    hash.as_slice(),
                )
            }
            Self::Scrypt { cost, salt, hash } => (scrypt(*cost, plain, salt, hash.len()), hash.as_slice()),
            Self::Bcrypt { before, signs, cost, salt, hash } => {
                let key = bcrypt_key(before, *signs, plain);
                let computed = Zeroizing::new(bcrypt::bcrypt(*cost, *salt, &key));
                (Some(Zeroizing::new(computed.iter().copied().take(hash.len()).collect())), hash.as_slice())
            }
            Self::Salted { digest, salt, hash } => {
                let mut context = digest::Context::new(digest.plain());
                context.update(plain);
                context.update(salt);
                (Some(Zeroizing::new(context.finish().as_ref().to_vec())), hash.as_slice())
            }
            Self::Firebase { cost, salt, key, hash } => (firebase(*cost, plain, salt, key), hash.as_slice()),
        };
        computed.is_some_and(|computed| equal(&computed, stored))
    }
}

fn argon2(
    variant: argon2::Algorithm,
    version: argon2::Version,
    cost: Argon2Cost,
    data: &[u8],
    plain: &[u8],
    salt: &[u8],
    length: usize,
) -> Result<Zeroizing<Vec<u8>>, argon2::Error> {
    let mut params = argon2::ParamsBuilder::new();
    params
        .m_cost(cost.memory_kib)
        .t_cost(cost.passes)
        .p_cost(cost.lanes)
        .output_len(length)
        .data(argon2::AssociatedData::new(data)?);
    let mut output = Zeroizing::new(vec![0; length]);
    argon2::Argon2::new(variant, version, params.build()?).hash_password_into(plain, salt, &mut output)?;
    Ok(output)
}

fn scrypt(cost: ScryptCost, plain: &[u8], salt: &[u8], length: usize) -> Option<Zeroizing<Vec<u8>>> {
    let params = scrypt::Params::new(cost.log_n, cost.r, cost.p).ok()?;
    let mut output = Zeroizing::new(vec![0; length]);
    scrypt::scrypt(plain, salt, &params, &mut output).ok()?;
    Some(output)
}

/// Firebase's own scheme: scrypt makes a key, under which the project's key is encrypted with AES-256-CTR from a counter of
/// zero.
fn firebase(cost: ScryptCost, plain: &[u8], salt: &[u8], key: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let derived = scrypt(cost, plain, salt, 32)?;
    let cipher = EncryptingKey::ctr(UnboundCipherKey::new(&AES_256, &derived).ok()?).ok()?;
    let mut output = Zeroizing::new(key.to_vec());
    cipher.less_safe_encrypt(&mut output, EncryptionContext::Iv128(iv::FixedLength::from([0; 16]))).ok()?;
    Some(output)
}

/// What bcrypt's key schedule gets: the password, what is made of it before, and the zero that ends it.
fn bcrypt_key(before: &Before, signs: bool, plain: &[u8]) -> Zeroizing<Vec<u8>> {
    let sha256 = || Zeroizing::new(digest::digest(&digest::SHA256, plain).as_ref().to_vec());
    let mut key = Zeroizing::new(Vec::with_capacity(plain.len().max(BCRYPT_READS) + 1));
    match before {
        Before::Nothing => key.extend_from_slice(plain),
        Before::Sha256Hex => {
            key.extend_from_slice(Zeroizing::new(data_encoding::HEXLOWER.encode(&sha256())).as_bytes());
        }
        Before::Sha256Base64 => key.extend_from_slice(Zeroizing::new(STANDARD.encode(sha256())).as_bytes()),
        Before::HmacBase64(salt) => {
            let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, salt.as_bytes()), plain);
            key.extend_from_slice(Zeroizing::new(STANDARD.encode(tag.as_ref())).as_bytes());
        }
        Before::WordPress => {
            let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA384, b"wp-sha384"), plain.trim_ascii());
            key.extend_from_slice(Zeroizing::new(STANDARD.encode(tag.as_ref())).as_bytes());
        }
    }
    key.push(0);
    if signs {
        return signed(&key);
    }
    key.truncate(BCRYPT_READS);
    key
}

/// What the implementation behind `$2x$` made of a key: it widened each byte with its sign before joining four into a word, so
/// that one beyond ASCII overwrote those before it. The words of all 18 rounds, written out, are a key that a right
/// implementation treats in the same way.
fn signed(key: &[u8]) -> Zeroizing<Vec<u8>> {
    let mut bytes = key.iter().copied().cycle();
    let mut words = Zeroizing::new(Vec::with_capacity(BCRYPT_READS));
    for _ in 0..BCRYPT_READS / 4 {
        let mut word = 0_u32;
        for byte in bytes.by_ref().take(4) {
            word = (word << 8) | i32::from(byte.cast_signed()).cast_unsigned();
        }
        words.extend_from_slice(&word.to_be_bytes());
    }
    words
}
