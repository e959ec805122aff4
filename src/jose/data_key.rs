//! A key of an account's own, wrapped by the master key: what is sealed under it can be made unreadable by itself, by
//! destroying this one key.

use aws_lc_rs::hmac;
use zeroize::Zeroizing;

use super::seal::{About, SealError, Sealer, Vault, derive};

/// 256 bits that seal records of one account. Wiped when dropped, never printed.
pub struct DataKey {
    sealing: Zeroizing<[u8; 32]>,
    key_id: [u8; 4],
    vault: Vault,
}

impl DataKey {
    /// A new key, and its wrapped form to keep at `about`.
    pub fn generate(vault: &Vault, about: About<'_>) -> Result<(Self, Vec<u8>), SealError> {
        let key = Zeroizing::new(vault.random().bytes::<32>());
        let wrapped = vault.seal(about, key.as_slice())?;
        Ok((Self::of(vault, &key), wrapped))
    }

    /// The key that was wrapped for the same place.
    pub fn unwrap(vault: &Vault, about: About<'_>, wrapped: &[u8]) -> Result<Self, SealError> {
        let plain = vault.open(about, wrapped)?;
        let key = <[u8; 32]>::try_from(plain.as_slice()).map_err(|_| SealError::Broken)?;
        Ok(Self::of(vault, &Zeroizing::new(key)))
    }

    fn of(vault: &Vault, key: &Zeroizing<[u8; 32]>) -> Self {
        let root = hmac::Key::new(hmac::HMAC_SHA256, key.as_slice());
        let [a, b, c, d, ..] = derive(&root, "key id");
        Self { sealing: Zeroizing::new(derive(&root, "seal")), key_id: [a, b, c, d], vault: vault.clone() }
    }

    /// [`Vault::seal`], under this key.
    pub fn seal(&self, about: About<'_>, plain: &[u8]) -> Result<Vec<u8>, SealError> {
        self.sealer().seal(self.vault.random().bytes(), about, plain)
    }

    /// [`Vault::open`], under this key.
    pub fn open(&self, about: About<'_>, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, SealError> {
        self.sealer().open(about, sealed)
    }

    fn sealer(&self) -> Sealer<'_> {
        Sealer { key: &self.sealing, key_id: self.key_id }
    }
}

impl std::fmt::Debug for DataKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("DataKey")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{jose::seal::MasterKey, random::Random};

    const KEY: About<'static> = About { table: "data_key", row: "r1", account: "a1" };
    const HERE: About<'static> = About { table: "authenticator", row: "r1", account: "a1" };

    fn vault(seed: u64) -> Vault {
        Vault::new(&MasterKey::generate(&Random::seeded(seed)), Random::seeded(seed + 1))
    }

    #[test]
    fn what_it_seals_opens_with_it_alone_and_in_its_place() {
        let vault = vault(1);
        let (key, wrapped) = DataKey::generate(&vault, KEY).unwrap();
        let sealed = key.seal(HERE, b"template").unwrap();
        let again = DataKey::unwrap(&vault, KEY, &wrapped).unwrap();
        assert_eq!(again.open(HERE, &sealed).unwrap().as_slice(), b"template");
        for elsewhere in [About { row: "r2", ..HERE }, About { account: "a2", ..HERE }, KEY] {
            assert_eq!(key.open(elsewhere, &sealed), Err(SealError::Broken), "{elsewhere:?}");
        }
        assert_eq!(vault.open(HERE, &sealed), Err(SealError::OtherKey), "the master key alone opens nothing");
        let (other, _) = DataKey::generate(&vault, KEY).unwrap();
        assert_eq!(other.open(HERE, &sealed), Err(SealError::OtherKey));
        assert_eq!(key.open(HERE, &vault.seal(HERE, b"template").unwrap()), Err(SealError::OtherKey));
    }

    #[test]
    fn a_key_moved_to_another_account_row_or_installation_does_not_unwrap() {
        let here = vault(1);
        let (_, wrapped) = DataKey::generate(&here, KEY).unwrap();
        for elsewhere in [About { row: "r2", ..KEY }, About { account: "a2", ..KEY }, HERE] {
            assert_eq!(DataKey::unwrap(&here, elsewhere, &wrapped).unwrap_err(), SealError::Broken);
        }
        assert_eq!(DataKey::unwrap(&vault(5), KEY, &wrapped).unwrap_err(), SealError::OtherKey);
        let short = here.seal(KEY, b"short").unwrap();
        assert_eq!(DataKey::unwrap(&here, KEY, &short).unwrap_err(), SealError::Broken);
        assert_eq!(format!("{:?}", DataKey::generate(&here, KEY).unwrap().0), "DataKey");
    }
}
