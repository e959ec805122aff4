//! The hashes that can be checked here, read.

/// A hash function below PBKDF2, or alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Digest {
    Sha1,
    Sha256,
    Sha384,
    Sha512,
}

impl Digest {
    /// Bytes of its output.
    pub(super) fn length(self) -> usize {
        match self {
            Self::Sha1 => 20,
            Self::Sha256 => 32,
            Self::Sha384 => 48,
            Self::Sha512 => 64,
        }
    }

    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name.to_ascii_lowercase().replace('-', "").as_str() {
            "sha" | "sha1" => Self::Sha1,
            "sha256" => Self::Sha256,
            "sha384" => Self::Sha384,
            "sha512" => Self::Sha512,
            _ => return None,
        })
    }
}

/// What is made of a password before bcrypt, which reads 72 bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Before {
    /// Nothing.
    Nothing,
    /// SHA-256 in hexadecimal (Django).
    Sha256Hex,
    /// SHA-256 in base64 (passlib, first version).
    Sha256Base64,
    /// HMAC-SHA-256 keyed with the text of the salt, in base64 (passlib, second version).
    HmacBase64(String),
    /// HMAC-SHA-384 of what is left without white space at either end, in base64 (WordPress).
    WordPress,
}

/// A hash, read.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Scheme {
    Pbkdf2 {
        digest: Digest,
        rounds: u32,
        salt: Vec<u8>,
        hash: Vec<u8>,
    },
    Argon2 {
        variant: argon2::Algorithm,
        version: argon2::Version,
        cost: Argon2Cost,
        data: Vec<u8>,
        salt: Vec<u8>,
        hash: Vec<u8>,
    },
    Scrypt {
        cost: ScryptCost,
        salt: Vec<u8>,
        hash: Vec<u8>,
    },
    /// `signs`: made by an implementation that took bytes for signed numbers (`$2x$`).
    Bcrypt {
        before: Before,
        signs: bool,
        cost: u32,
        salt: [u8; 16],
        hash: [u8; 23],
    },
    Salted {
        digest: Digest,
        salt: Vec<u8>,
        hash: Vec<u8>,
    },
    Firebase {
        cost: ScryptCost,
        salt: Vec<u8>,
        key: Vec<u8>,
        hash: Vec<u8>,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Argon2Cost {
    pub(super) memory_kib: u32,
    pub(super) passes: u32,
    pub(super) lanes: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ScryptCost {
    pub(super) log_n: u8,
    pub(super) r: u32,
    pub(super) p: u32,
}

impl Scheme {
    /// What an operator calls it.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Pbkdf2 { .. } => "PBKDF2",
            Self::Argon2 { .. } => "Argon2",
            Self::Scrypt { .. } => "scrypt",
            Self::Bcrypt { .. } => "bcrypt",
            Self::Salted { salt, .. } if salt.is_empty() => "one SHA without a salt",
            Self::Salted { .. } => "one salted SHA",
            Self::Firebase { .. } => "Firebase scrypt",
        }
    }
}
