//! The master key and what hangs from it: sealing at rest, digests of bearer secrets, the password pepper.
//!
//! The master key is never in the database, so a stolen database holds nothing usable. Every use has a key of its own,
//! derived by HKDF (RFC 5869), and every sealed value is bound to its table, row and account, so that a sealed value
//! moved elsewhere does not open.

use std::{
    fs::{File, OpenOptions},
    io::{Read, Write},
    os::unix::fs::{MetadataExt, OpenOptionsExt},
    path::Path,
    sync::Arc,
};

use aws_lc_rs::{
    aead::{AES_256_GCM_SIV, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey},
    hmac,
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use zeroize::Zeroizing;

use crate::random::Random;

const VERSION: u8 = 1;
pub(super) const KEY_ID_LEN: usize = 4;

/// Why there is no master key. The texts are for the operator and name what to do.
#[derive(Debug, thiserror::Error)]
pub enum MasterKeyError {
    /// The file is not there, cannot be read, or (on writing) exists already.
    #[error("the master key file {path} cannot be used: {source}")]
    File {
        /// Which file.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// Others may read it.
    #[error("the master key file {path} has mode {mode:04o}, which lets others use it: run chmod 600 {path}")]
    TooOpen {
        /// Which file.
        path: String,
        /// Its permission bits.
        mode: u32,
    },
    /// Not 32 bytes in base64url.
    #[error("the master key is not 32 bytes in unpadded base64url (43 characters)")]
    Malformed,
}

/// 256 bits that everything secret in the database is sealed under. Wiped when dropped, never printed.
pub struct MasterKey(Zeroizing<[u8; 32]>);

impl MasterKey {
    /// A new key.
    pub fn generate(random: &Random) -> Self {
        Self(Zeroizing::new(random.bytes()))
    }

    /// Reads 43 characters of unpadded base64url; white space around them is ignored.
    pub fn parse(text: &str) -> Result<Self, MasterKeyError> {
        let bytes =
            Zeroizing::new(URL_SAFE_NO_PAD.decode(text.trim()).map_err(|_| MasterKeyError::Malformed)?);
        let key = <[u8; 32]>::try_from(bytes.as_slice()).map_err(|_| MasterKeyError::Malformed)?;
        Ok(Self(Zeroizing::new(key)))
    }

    /// Reads the key from `path`, which nobody but its owner may be able to use.
    pub fn read(path: &Path) -> Result<Self, MasterKeyError> {
        let fault = |source| MasterKeyError::File { path: path.display().to_string(), source };
        let file = File::open(path).map_err(fault)?;
        // Asked of the open file, so that it cannot be another one than the one read.
        let mode = file.metadata().map_err(fault)?.mode() & 0o7777;
        if mode & 0o077 != 0 {
            return Err(MasterKeyError::TooOpen { path: path.display().to_string(), mode });
        }
        let mut text = Zeroizing::new(String::with_capacity(64));
        file.take(1024).read_to_string(&mut text).map_err(fault)?;
        Self::parse(&text)
    }

    /// Writes the key to a new file of mode 0600, durably; an existing file is never touched.
    pub fn write_new(&self, path: &Path) -> Result<(), MasterKeyError> {
        let fault = |source| MasterKeyError::File { path: path.display().to_string(), source };
        let mut file =
            OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).map_err(fault)?;
        let text = Zeroizing::new(URL_SAFE_NO_PAD.encode(self.0.as_slice()) + "\n");
        file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(fault)?;
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        File::open(folder).and_then(|folder| folder.sync_all()).map_err(fault)
    }
}

impl std::fmt::Debug for MasterKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("MasterKey")
    }
}

/// Where a sealed value belongs; it opens nowhere else.
#[derive(Clone, Copy, Debug)]
pub struct About<'a> {
    /// The table.
    pub table: &'a str,
    /// The key of the row.
    pub row: &'a str,
    /// The account it belongs to; empty when it belongs to none.
    pub account: &'a str,
}

impl About<'_> {
    /// Length before content, so that no two places share an encoding.
    fn encode(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for part in [self.table, self.row, self.account] {
            bytes.extend_from_slice(&(part.len() as u64).to_be_bytes());
            bytes.extend_from_slice(part.as_bytes());
        }
        bytes
    }
}

/// Why a value did not seal or open.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// Sealed under another master key.
    #[error("sealed under another master key")]
    OtherKey,
    /// Damaged, moved from another place, or of an unknown form.
    #[error("a sealed value does not open: it is damaged or belongs elsewhere")]
    Broken,
}

/// One key and its mark: how every sealed value is framed, whatever the key.
pub(super) struct Sealer<'k> {
    pub(super) key: &'k [u8; 32],
    pub(super) key_id: [u8; KEY_ID_LEN],
}

impl Sealer<'_> {
    pub(super) fn seal(
        &self,
        nonce: [u8; NONCE_LEN],
        about: About<'_>,
        plain: &[u8],
    ) -> Result<Vec<u8>, SealError> {
        let mut sealed = plain.to_vec();
        self.cipher()?
            .seal_in_place_append_tag(
                Nonce::assume_unique_for_key(nonce),
                Aad::from(about.encode()),
                &mut sealed,
            )
            .map_err(|_| SealError::Broken)?;
        let mut framed = Vec::with_capacity(1 + KEY_ID_LEN + NONCE_LEN + sealed.len());
        framed.push(VERSION);
        framed.extend_from_slice(&self.key_id);
        framed.extend_from_slice(&nonce);
        framed.extend_from_slice(&sealed);
        Ok(framed)
    }

    pub(super) fn open(&self, about: About<'_>, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, SealError> {
        let (version, rest) = sealed.split_first().ok_or(SealError::Broken)?;
        let (key_id, rest) = rest.split_first_chunk::<KEY_ID_LEN>().ok_or(SealError::Broken)?;
        let (nonce, body) = rest.split_first_chunk::<NONCE_LEN>().ok_or(SealError::Broken)?;
        if *version != VERSION {
            return Err(SealError::Broken);
        }
        if *key_id != self.key_id {
            return Err(SealError::OtherKey);
        }
        let mut buffer = Zeroizing::new(body.to_vec());
        let length = self
            .cipher()?
            .open_in_place(Nonce::assume_unique_for_key(*nonce), Aad::from(about.encode()), &mut buffer)
            .map_err(|_| SealError::Broken)?
            .len();
        buffer.truncate(length);
        Ok(buffer)
    }

    fn cipher(&self) -> Result<LessSafeKey, SealError> {
        UnboundKey::new(&AES_256_GCM_SIV, self.key).map(LessSafeKey::new).map_err(|_| SealError::Broken)
    }
}

/// Seals and opens, digests and derives. Clones share the keys.
#[derive(Clone)]
pub struct Vault(Arc<Inner>);

struct Inner {
    random: Random,
    root: hmac::Key,
    key_id: [u8; KEY_ID_LEN],
    sealing: Zeroizing<[u8; 32]>,
    digesting: hmac::Key,
    pepper: Zeroizing<[u8; 32]>,
}

impl Vault {
    /// Derives every key that Doorward needs from the one master key.
    pub fn new(master: &MasterKey, random: Random) -> Self {
        // HKDF-Extract (RFC 5869 section 2.2).
        let salt = hmac::Key::new(hmac::HMAC_SHA256, b"doorward/1");
        let root = hmac::Key::new(hmac::HMAC_SHA256, hmac::sign(&salt, master.0.as_slice()).as_ref());
        let [a, b, c, d, ..] = derive(&root, "key id");
        Self(Arc::new(Inner {
            random,
            key_id: [a, b, c, d],
            sealing: Zeroizing::new(derive(&root, "seal")),
            digesting: hmac::Key::new(hmac::HMAC_SHA256, Zeroizing::new(derive(&root, "digest")).as_slice()),
            pepper: Zeroizing::new(derive(&root, "pepper")),
            root,
        }))
    }

    /// Seals `plain` with AES-256-GCM-SIV (RFC 8452): version, key id, nonce, ciphertext and tag.
    pub fn seal(&self, about: About<'_>, plain: &[u8]) -> Result<Vec<u8>, SealError> {
        self.sealer().seal(self.0.random.bytes(), about, plain)
    }

    /// Opens what [`Vault::seal`] sealed for the same place.
    pub fn open(&self, about: About<'_>, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, SealError> {
        self.sealer().open(about, sealed)
    }

    fn sealer(&self) -> Sealer<'_> {
        Sealer { key: &self.0.sealing, key_id: self.0.key_id }
    }

    /// Chance for what is sealed under other keys.
    pub(super) fn random(&self) -> &Random {
        &self.0.random
    }

    /// The stored form of a bearer secret: HMAC-SHA256, bound to what the secret is for, so that a digest copied
    /// between columns matches nothing. Only for secrets that cannot be guessed, or whose tries are counted.
    pub fn digest(&self, purpose: &str, secret: &[u8]) -> Vec<u8> {
        let mut context = hmac::Context::with_key(&self.0.digesting);
        context.update(&(purpose.len() as u64).to_be_bytes());
        context.update(purpose.as_bytes());
        context.update(secret);
        context.sign().as_ref().to_vec()
    }

    /// The secret that Argon2 takes beside the password (RFC 9106 section 3.1).
    pub fn pepper(&self) -> &[u8] {
        self.0.pepper.as_slice()
    }

    /// A key of its own for the use named `label`.
    pub fn subkey(&self, label: &str) -> [u8; 32] {
        // A prefix of its own, so that no caller's label can name one of the keys above.
        derive(&self.0.root, &format!("subkey/{label}"))
    }

    /// Tells master keys apart without telling anything about them; kept in `installation` and compared at start.
    pub fn check_value(&self) -> String {
        URL_SAFE_NO_PAD.encode(derive(&self.0.root, "check value"))
    }
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Vault")
    }
}

/// HKDF-Expand (RFC 5869 section 2.3) for exactly one block, T(1): no length to get wrong, so no error to handle.
pub(super) fn derive(root: &hmac::Key, label: &str) -> [u8; 32] {
    let mut context = hmac::Context::with_key(root);
    context.update(label.as_bytes());
    context.update(&[1]);
    let mut key = [0; 32];
    for (to, from) in key.iter_mut().zip(context.sign().as_ref()) {
        *to = *from;
    }
    key
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    const HERE: About<'static> = About { table: "authenticator", row: "r1", account: "a1" };

    fn vault() -> Vault {
        Vault::new(&MasterKey::generate(&Random::seeded(1)), Random::seeded(2))
    }

    #[test]
    fn a_sealed_value_opens_where_it_belongs() {
        let vault = vault();
        let sealed = vault.seal(HERE, b"seed").unwrap();
        assert_eq!(vault.open(HERE, &sealed).unwrap().as_slice(), b"seed");
        assert_eq!(sealed.len(), 1 + 4 + 12 + 4 + 16);
        assert_ne!(vault.seal(HERE, b"seed").unwrap(), sealed, "a nonce is drawn each time");
        assert!(vault.open(HERE, &vault.seal(HERE, b"").unwrap()).unwrap().is_empty());
    }

    #[test]
    fn a_value_moved_to_another_table_row_or_account_is_refused() {
        let vault = vault();
        let sealed = vault.seal(HERE, b"seed").unwrap();
        let elsewhere = [
            About { table: "signing_key", ..HERE },
            About { row: "r2", ..HERE },
            About { account: "a2", ..HERE },
            About { account: "", ..HERE },
            // The same characters cut differently.
            About { table: "authenticatorr", row: "1", account: "a1" },
            About { table: "authenticator", row: "r1a", account: "1" },
        ];
        for about in elsewhere {
            assert_eq!(vault.open(about, &sealed), Err(SealError::Broken), "{about:?}");
        }
    }

    #[test]
    fn a_damaged_value_is_refused_at_every_byte() {
        let vault = vault();
        let sealed = vault.seal(HERE, b"seed").unwrap();
        for at in 0..sealed.len() {
            let mut damaged = sealed.clone();
            damaged[at] ^= 1;
            assert!(vault.open(HERE, &damaged).is_err(), "byte {at}");
            assert!(vault.open(HERE, &sealed[..at]).is_err(), "cut at {at}");
        }
    }

    #[test]
    fn another_master_key_opens_nothing_and_shows_another_check_value() {
        let (one, other) = (vault(), Vault::new(&MasterKey::generate(&Random::seeded(9)), Random::seeded(2)));
        assert_eq!(other.open(HERE, &one.seal(HERE, b"seed").unwrap()), Err(SealError::OtherKey));
        assert_ne!(one.check_value(), other.check_value());
        assert_eq!(one.check_value(), vault().check_value());
        assert_ne!(one.pepper(), other.pepper());
    }

    #[test]
    fn digests_and_subkeys_differ_by_purpose() {
        let vault = vault();
        assert_eq!(vault.digest("code", b"x"), vault.digest("code", b"x"));
        assert_eq!(vault.digest("code", b"x").len(), 32);
        assert_ne!(vault.digest("code", b"x"), vault.digest("token", b"x"));
        assert_ne!(vault.digest("code", b"x"), vault.digest("codex", b""));
        assert_ne!(vault.subkey("a"), vault.subkey("b"));
        assert_ne!(vault.subkey("pepper").as_slice(), vault.pepper());
    }

    /// RFC 5869 appendix A.3 (empty salt and info) shows that one block is what HKDF says.
    #[test]
    fn derivation_is_hkdf() {
        let extracted = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, &[0; 32]), &[0x0b; 22]);
        let block = derive(&hmac::Key::new(hmac::HMAC_SHA256, extracted.as_ref()), "");
        assert_eq!(
            data_encoding::HEXLOWER.encode(&block),
            "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"
        );
    }

    #[test]
    fn the_master_key_file_is_private_and_never_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("master.key");
        let key = MasterKey::generate(&Random::seeded(3));
        key.write_new(&path).unwrap();
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(*MasterKey::read(&path).unwrap().0, *key.0);
        assert!(matches!(key.write_new(&path), Err(MasterKeyError::File { .. })));

        for mode in [0o640, 0o604, 0o660, 0o601] {
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
            let refused = MasterKey::read(&path).unwrap_err();
            assert!(matches!(refused, MasterKeyError::TooOpen { .. }), "{mode:o}");
            assert!(refused.to_string().contains("chmod 600"), "{refused}");
        }
        assert!(matches!(MasterKey::read(&folder.path().join("none")), Err(MasterKeyError::File { .. })));
        assert!(matches!(MasterKey::parse("short"), Err(MasterKeyError::Malformed)));
        assert_eq!(format!("{key:?}"), "MasterKey");
    }
}
