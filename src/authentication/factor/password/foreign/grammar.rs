//! The texts that password hashes are written in, and how much each may cost.
//!
//! One function a family, in the order of [`Scheme::parse`]. Every number and length is bounded before anything is computed.

use base64::{
    Engine, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};

use super::{
    Fault, MOST_BCRYPT_COST, MOST_MEMORY_KIB, MOST_PASSES, MOST_ROUNDS, MOST_SCRYPT_KIB,
    scheme::{Argon2Cost, Before, Digest, Scheme, ScryptCost},
};

/// Longest text of a hash.
const LONGEST: usize = 1024;
/// Longest salt, key and separator, in bytes.
const LONGEST_PART: usize = 256;
/// Longest output of a derivation.
const LONGEST_OUTPUT: usize = 128;
/// Shortest output that says anything.
const SHORTEST_OUTPUT: usize = 10;

/// An exponent of scrypt's N above this is beyond every cap by itself.
const MOST_EXPONENT: u32 = 40;
const NO_ROUNDS: &str = "the rounds are not a number";

const LENIENT: GeneralPurposeConfig = GeneralPurposeConfig::new()
    .with_decode_padding_mode(DecodePaddingMode::Indifferent)
    // What is beyond the last whole byte, some software fills with anything.
    .with_decode_allow_trailing_bits(true);
const BASE64: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, LENIENT);
const BCRYPT64: GeneralPurpose = GeneralPurpose::new(&alphabet::BCRYPT, LENIENT);

impl Scheme {
    /// Reads a hash in any of the forms.
    pub(super) fn parse(text: &str) -> Result<Self, Fault> {
        if text.len() > LONGEST {
            return Err(Fault::Malformed("it is longer than 1024 bytes"));
        }
        if let Some(rest) = text.strip_prefix('{') {
            return ldap(rest);
        }
        if let Some(rest) = text.strip_prefix('$') {
            return crypt(rest);
        }
        let Some((name, rest)) = text.split_once('$') else { return aspnet(text) };
        match name {
            "argon2" => crypt(rest),
            "bcrypt" => bcrypt(rest, Before::Nothing),
            "bcrypt_sha256" => bcrypt(rest, Before::Sha256Hex),
            "scrypt" => django_scrypt(rest),
            _ if name.starts_with("pbkdf2_") => django_pbkdf2(name, rest),
            _ if name.starts_with("pbkdf2:") || name.starts_with("scrypt:") => werkzeug(name, rest),
            _ => Err(unknown(name)),
        }
    }
}

/// `{SSHA}…` and its kin (RFC 2307 section 5.3), and what OpenLDAP's modules put behind the braces.
fn ldap(rest: &str) -> Result<Scheme, Fault> {
    let (name, value) = rest.split_once('}').ok_or(Fault::Malformed("the closing brace is missing"))?;
    let name = name.to_ascii_uppercase();
    match name.as_str() {
        "CRYPT" | "BCRYPT" | "ARGON2" => {
            return crypt(value.strip_prefix('$').ok_or_else(|| unknown_of("{{}}", &name))?);
        }
        "PBKDF2" | "PBKDF2-SHA1" | "PBKDF2-SHA256" | "PBKDF2-SHA512" => {
            let digest = Digest::named(name.strip_prefix("PBKDF2-").unwrap_or("SHA1"));
            return crypt_pbkdf2(digest.ok_or_else(|| unknown_of("{{}}", &name))?, value);
        }
        _ => {}
    }
    let (bare, salted) = match name.strip_prefix("SSHA") {
        Some(length) => (format!("SHA{length}"), true),
        None => (name.clone(), false),
    };
    let digest = Digest::named(&bare).ok_or_else(|| unknown_of("{{}}", &name))?;
    let mut hash = base64(value, "the digest is not base64")?;
    if hash.len() < digest.length() {
        return Err(Fault::Malformed("the digest is too short"));
    }
    let salt = hash.split_off(digest.length());
    match (salted, salt.len()) {
        (true, 0) => Err(Fault::Malformed("the salt is missing")),
        (false, 1..) => Err(Fault::Malformed("the digest is too long")),
        (_, length) if length > LONGEST_PART => Err(Fault::Malformed("the salt is too long")),
        _ => Ok(Scheme::Salted { digest, salt, hash }),
    }
}

/// What follows the first `$`: PHC strings, the modular crypt format, passlib's.
fn crypt(rest: &str) -> Result<Scheme, Fault> {
    // Django writes "argon2$argon2id$…".
    let rest = rest.strip_prefix('$').unwrap_or(rest);
    let (name, value) = rest.split_once('$').ok_or_else(|| unknown(""))?;
    match name {
        "2a" | "2b" | "2x" | "2y" => bcrypt(rest, Before::Nothing),
        "argon2i" | "argon2d" | "argon2id" => argon2(name, value),
        "scrypt" => phc_scrypt(value),
        "pbkdf2" => crypt_pbkdf2(Digest::Sha1, value),
        "bcrypt-sha256" => passlib_bcrypt(value),
        "wp" => bcrypt(value, Before::WordPress),
        "firebase-scrypt" => firebase(value),
        _ => match name.strip_prefix("pbkdf2-").and_then(Digest::named) {
            Some(digest) => crypt_pbkdf2(digest, value),
            None => Err(unknown(name)),
        },
    }
}

/// `i=rounds,l=length$salt$hash` (PHC) or `rounds$salt$hash` (passlib, OpenLDAP).
fn crypt_pbkdf2(digest: Digest, value: &str) -> Result<Scheme, Fault> {
    let [cost, salt, hash] = parts(value)?;
    let rounds = match cost.strip_prefix("i=") {
        Some(cost) => cost.split(',').next().unwrap_or_default(),
        None => cost,
    };
    let (salt, hash) = (base64(salt, "the salt is not base64")?, base64(hash, "the hash is not base64")?);
    pbkdf2(digest, number(rounds, NO_ROUNDS)?, salt, hash)
}

/// `pbkdf2_sha256$rounds$salt$base64`.
fn django_pbkdf2(name: &str, value: &str) -> Result<Scheme, Fault> {
    let digest = name.strip_prefix("pbkdf2_").and_then(Digest::named);
    let digest = digest.ok_or_else(|| unknown_of("pbkdf2_{}", name.trim_start_matches("pbkdf2_")))?;
    let [rounds, salt, hash] = parts(value)?;
    let hash = base64(hash, "the hash is not base64")?;
    pbkdf2(digest, number(rounds, NO_ROUNDS)?, salt.as_bytes().to_vec(), hash)
}

/// What ASP.NET Core Identity writes: its version, what belongs to that, the salt and the key, all of it in base64.
fn aspnet(text: &str) -> Result<Scheme, Fault> {
    let bytes = BASE64.decode(text).map_err(|_| unknown(""))?;
    match bytes.split_first() {
        Some((0, rest)) if rest.len() == 48 => {
            let (salt, hash) = rest.split_at(16);
            pbkdf2(Digest::Sha1, 1000, salt.to_vec(), hash.to_vec())
        }
        Some((1, rest)) => {
            let (function, rest) = leading(rest)?;
            let (rounds, rest) = leading(rest)?;
            let (length, rest) = leading(rest)?;
            let digest = match function {
                0 => Digest::Sha1,
                1 => Digest::Sha256,
                2 => Digest::Sha512,
                _ => return Err(unknown("")),
            };
            let parts = rest.split_at_checked(usize::try_from(length).unwrap_or(usize::MAX));
            let (salt, hash) = parts.ok_or(Fault::Malformed("the salt is too short"))?;
            pbkdf2(digest, rounds, salt.to_vec(), hash.to_vec())
        }
        _ => Err(unknown("")),
    }
}

/// The number of four bytes that comes first, and what follows it.
fn leading(bytes: &[u8]) -> Result<(u32, &[u8]), Fault> {
    let (number, rest) = bytes.split_first_chunk::<4>().ok_or_else(|| unknown(""))?;
    Ok((u32::from_be_bytes(*number), rest))
}

fn pbkdf2(digest: Digest, rounds: u32, salt: Vec<u8>, hash: Vec<u8>) -> Result<Scheme, Fault> {
    let mut hash = output(hash)?;
    if rounds == 0 {
        return Err(Fault::Malformed(NO_ROUNDS));
    }
    capped("PBKDF2's rounds", u64::from(rounds), u64::from(MOST_ROUNDS))?;
    // Blocks are made each by itself (RFC 8018 section 5.2), and the first tells enough: 160 bits or more. Whoever guesses computes
    // no more of them either.
    hash.truncate(digest.length());
    Ok(Scheme::Pbkdf2 { digest, rounds, salt: part(salt)?, hash })
}

/// `pbkdf2:sha256:rounds$salt$hex` and `scrypt:n:r:p$salt$hex`.
fn werkzeug(method: &str, value: &str) -> Result<Scheme, Fault> {
    let (salt, hash) = value.split_once('$').ok_or(Fault::Malformed("a part is missing"))?;
    let hash = data_encoding::HEXLOWER_PERMISSIVE
        .decode(hash.as_bytes())
        .map_err(|_| Fault::Malformed("the hash is not hexadecimal"))?;
    let salt = salt.as_bytes().to_vec();
    let mut words = method.split(':');
    match (words.next(), words.next(), words.next(), words.next(), words.next()) {
        (Some("pbkdf2"), Some(name), Some(rounds), None, None) => {
            let digest = Digest::named(name).ok_or_else(|| unknown_of("pbkdf2:{}", name))?;
            pbkdf2(digest, number(rounds, NO_ROUNDS)?, salt, hash)
        }
        (Some("scrypt"), Some(n), Some(r), Some(p), None) => scrypt(log2(n)?, r, p, salt, hash),
        _ => Err(Fault::Malformed("the method has other parameters")),
    }
}

/// `n$salt$r$p$base64`.
fn django_scrypt(value: &str) -> Result<Scheme, Fault> {
    let [n, salt, r, p, hash] = parts(value)?;
    scrypt(log2(n)?, r, p, salt.as_bytes().to_vec(), base64(hash, "the hash is not base64")?)
}

/// `ln=16,r=8,p=1$salt$hash`; Ory Kratos writes N itself behind `ln=`.
fn phc_scrypt(value: &str) -> Result<Scheme, Fault> {
    let [cost, salt, hash] = parts(value)?;
    let [log_n, r, p] = named(cost, ["ln", "r", "p"]);
    let log_n = log_n.ok_or(Fault::Malformed("ln is missing"))?;
    let (r, p) = (r.ok_or(Fault::Malformed("r is missing"))?, p.ok_or(Fault::Malformed("p is missing"))?);
    let log_n = number(log_n, "ln is not a number")?;
    let log_n = if log_n > MOST_EXPONENT && log_n.is_power_of_two() { log_n.ilog2() } else { log_n };
    scrypt(log_n, r, p, base64(salt, "the salt is not base64")?, base64(hash, "the hash is not base64")?)
}

fn scrypt(log_n: u32, r: &str, p: &str, salt: Vec<u8>, hash: Vec<u8>) -> Result<Scheme, Fault> {
    let cost = scrypt_cost(log_n, number(r, "r is not a number")?, number(p, "p is not a number")?)?;
    Ok(Scheme::Scrypt { cost, salt: part(salt)?, hash: output(hash)? })
}

fn scrypt_cost(log_n: u32, r: u32, p: u32) -> Result<ScryptCost, Fault> {
    if log_n == 0 || r == 0 || p == 0 {
        return Err(Fault::Malformed("a parameter of scrypt is zero"));
    }
    // 128 · N · r bytes, p times (RFC 7914 section 2).
    capped("scrypt's exponent of N", u64::from(log_n), u64::from(MOST_EXPONENT))?;
    let blocks = u64::from(r) << log_n.min(MOST_EXPONENT);
    capped("scrypt's memory in KiB", blocks.div_ceil(8), u64::from(MOST_MEMORY_KIB))?;
    capped("scrypt's work in KiB", blocks.saturating_mul(u64::from(p)).div_ceil(8), MOST_SCRYPT_KIB)?;
    // The buffer that all p lanes begin in.
    capped("scrypt's r · p", u64::from(r).saturating_mul(u64::from(p)), 1 << 16)?;
    let log_n = u8::try_from(log_n).map_err(|_| Fault::Malformed("ln is not a number"))?;
    Ok(ScryptCost { log_n, r, p })
}

/// `v=19$m=65536,t=3,p=4$salt$hash`; without `v=` it is version 16.
fn argon2(name: &str, value: &str) -> Result<Scheme, Fault> {
    let variant = match name {
        "argon2i" => argon2::Algorithm::Argon2i,
        "argon2d" => argon2::Algorithm::Argon2d,
        _ => argon2::Algorithm::Argon2id,
    };
    let (version, value) = match value.strip_prefix("v=") {
        None => ("16", value),
        Some(rest) => rest.split_once('$').ok_or(Fault::Malformed("a part is missing"))?,
    };
    let version = match version {
        "16" => argon2::Version::V0x10,
        "19" => argon2::Version::V0x13,
        _ => return Err(Fault::Malformed("Argon2 has versions 16 and 19")),
    };
    let [cost, salt, hash] = parts(value)?;
    let [memory, passes, lanes, key, data] = named(cost, ["m", "t", "p", "keyid", "data"]);
    if key.is_some_and(|key| !key.is_empty()) {
        return Err(Fault::Keyed);
    }
    let cost = Argon2Cost {
        memory_kib: number(memory.unwrap_or_default(), "m is not a number")?,
        passes: number(passes.unwrap_or_default(), "t is not a number")?,
        lanes: number(lanes.unwrap_or_default(), "p is not a number")?,
    };
    capped("Argon2's memory in KiB", u64::from(cost.memory_kib), u64::from(MOST_MEMORY_KIB))?;
    capped("Argon2's passes", u64::from(cost.passes), u64::from(MOST_PASSES))?;
    if cost.passes == 0 || cost.lanes == 0 || cost.memory_kib < cost.lanes.saturating_mul(8) {
        return Err(Fault::Malformed("Argon2 needs a pass, a lane and 8 KiB for each lane"));
    }
    let data = base64(data.unwrap_or_default(), "the data are not base64")?;
    if data.len() > 32 {
        return Err(Fault::Malformed("the data are longer than 32 bytes"));
    }
    let salt = part(base64(salt, "the salt is not base64")?)?;
    if salt.len() < 8 {
        return Err(Fault::Malformed("the salt is shorter than 8 bytes"));
    }
    let hash = output(base64(hash, "the hash is not base64")?)?;
    Ok(Scheme::Argon2 { variant, version, cost, data, salt, hash })
}

/// `2b$12$` and 53 characters.
fn bcrypt(value: &str, before: Before) -> Result<Scheme, Fault> {
    let [name, cost, text] = parts(value.strip_prefix('$').unwrap_or(value))?;
    if !matches!(name, "2a" | "2b" | "2x" | "2y") {
        return Err(unknown_of("bcrypt {}", name));
    }
    let (salt, hash) = text.split_at_checked(22).ok_or(Fault::Malformed("the salt is too short"))?;
    bcrypt_of(before, name, cost, salt, hash)
}

/// `v=2,t=2b,r=12$salt$hash` or `2b,12$salt$hash`.
fn passlib_bcrypt(value: &str) -> Result<Scheme, Fault> {
    let [cost, salt, hash] = parts(value)?;
    if let Some((name, cost)) = cost.split_once(',').filter(|(name, _)| !name.contains('=')) {
        return bcrypt_of(Before::Sha256Base64, name, cost, salt, hash);
    }
    let [version, name, cost] = named(cost, ["v", "t", "r"]);
    if version != Some("2") {
        return Err(Fault::Malformed("its version is not 2"));
    }
    bcrypt_of(
        Before::HmacBase64(salt.to_owned()),
        name.unwrap_or_default(),
        cost.unwrap_or_default(),
        salt,
        hash,
    )
}

fn bcrypt_of(before: Before, name: &str, cost: &str, salt: &str, hash: &str) -> Result<Scheme, Fault> {
    let cost = number(cost, "the cost is not a number")?;
    capped("bcrypt's cost", u64::from(cost), u64::from(MOST_BCRYPT_COST))?;
    if cost < 4 {
        return Err(Fault::Malformed("bcrypt's cost is at least 4"));
    }
    let decoded = |text: &str| BCRYPT64.decode(text).unwrap_or_default();
    let salt = decoded(salt).try_into().map_err(|_| Fault::Malformed("the salt is not 22 characters"))?;
    let hash = decoded(hash).try_into().map_err(|_| Fault::Malformed("the hash is not 31 characters"))?;
    Ok(Scheme::Bcrypt { before, signs: name == "2x", cost, salt, hash })
}

/// Our own writing of what Firebase exports in fields: `ln=14,r=8$salt$separator$key$hash`.
fn firebase(value: &str) -> Result<Scheme, Fault> {
    let [cost, salt, separator, key, hash] = parts(value)?;
    let [log_n, r] = named(cost, ["ln", "r"]);
    let log_n = number(log_n.unwrap_or_default(), "the memory cost is not a number")?;
    let cost = scrypt_cost(log_n, number(r.unwrap_or_default(), "the rounds are not a number")?, 1)?;
    let mut salt = base64(salt, "the salt is not base64")?;
    salt.extend(base64(separator, "the salt separator is not base64")?);
    let key = part(base64(key, "the signer key is not base64")?)?;
    let hash = base64(hash, "the hash is not base64")?;
    if key.len() < SHORTEST_OUTPUT || key.len() != hash.len() {
        return Err(Fault::Malformed("the hash is as long as the signer key"));
    }
    Ok(Scheme::Firebase { cost, salt: part(salt)?, key, hash })
}

/// Names of schemes that are not taken. Another word is not repeated: where a hash should be there may be a password.
const FOREIGN: [&str; 22] = [
    "md5",
    "sha1",
    "sha256",
    "sha512",
    "unsalted_md5",
    "unsalted_sha1",
    "crypt",
    "hmac",
    "1",
    "5",
    "6",
    "7",
    "y",
    "gy",
    "apr1",
    "sha1crypt",
    "sha256_crypt",
    "sha512_crypt",
    "yescrypt",
    "P",
    "H",
    "S",
];

fn unknown(form: &str) -> Fault {
    Fault::Unknown(if FOREIGN.contains(&form) { form.to_owned() } else { String::new() })
}

/// A family that is known, and a member of it that is not.
fn unknown_of(family: &str, member: &str) -> Fault {
    let plain = member.len() <= 16 && member.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c));
    Fault::Unknown(if plain { family.replace("{}", member) } else { family.replace("{}", "") })
}

/// Exactly so many parts between `$` signs.
fn parts<const N: usize>(value: &str) -> Result<[&str; N], Fault> {
    let parts: Vec<&str> = value.split('$').collect();
    parts.try_into().map_err(|parts: Vec<&str>| {
        Fault::Malformed(if parts.len() < N { "a part is missing" } else { "there are too many parts" })
    })
}

/// The values of `a=1,b=2` under these names, in this order of names.
fn named<'v, const N: usize>(value: &'v str, names: [&str; N]) -> [Option<&'v str>; N] {
    names.map(|name| {
        value
            .split(',')
            .find_map(|pair| pair.split_once('=').filter(|(key, _)| *key == name))
            .map(|(_, value)| value)
    })
}

fn number(text: &str, fault: &'static str) -> Result<u32, Fault> {
    // `parse` alone would take a sign.
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Fault::Malformed(fault));
    }
    text.parse().map_err(|_| Fault::Malformed(fault))
}

/// N as a power of two.
fn log2(n: &str) -> Result<u32, Fault> {
    let n = number(n, "N is not a number")?;
    if n.is_power_of_two() { Ok(n.ilog2()) } else { Err(Fault::Malformed("N is not a power of two")) }
}

fn capped(what: &'static str, is: u64, most: u64) -> Result<(), Fault> {
    if is > most { Err(Fault::TooCostly { what, is, most }) } else { Ok(()) }
}

/// Standard base64, padded or not, with `.` for `+` where passlib wrote it.
fn base64(text: &str, fault: &'static str) -> Result<Vec<u8>, Fault> {
    BASE64.decode(text.replace('.', "+")).map_err(|_| Fault::Malformed(fault))
}

fn part(bytes: Vec<u8>) -> Result<Vec<u8>, Fault> {
    if bytes.len() > LONGEST_PART { Err(Fault::Malformed("the salt or key is too long")) } else { Ok(bytes) }
}

fn output(bytes: Vec<u8>) -> Result<Vec<u8>, Fault> {
    match bytes.len() {
        SHORTEST_OUTPUT..=LONGEST_OUTPUT => Ok(bytes),
        ..SHORTEST_OUTPUT => Err(Fault::Malformed("the hash is too short")),
        _ => Err(Fault::Malformed("the hash is too long")),
    }
}

/// How many bytes a key in base64 has.
pub(super) fn base64_length(text: &str) -> Result<usize, Fault> {
    base64(text.trim(), "the signer key is not base64").map(|key| key.len())
}
