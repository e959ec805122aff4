//! How authenticators are kept: sealed under the master key, or under a key of the account's own that goes with them.

use std::collections::BTreeMap;

use super::{Error, Guide, faulty};
use crate::{
    authentication::factor::{Bound, Record},
    clock::Timestamp,
    jose::{DataKey, seal::About},
    storage::{self, Connection, authenticator::Authenticator, data_key::DataKeyRow},
};

/// The account's own keys, wrapped, by what they seal.
pub(super) type Keys = BTreeMap<String, Vec<u8>>;

fn about<'a>(row: &'a str, account: &'a str) -> About<'a> {
    About { table: "authenticator", row, account }
}

fn about_key<'a>(row: &'a str, account: &'a str) -> About<'a> {
    About { table: "data_key", row, account }
}

/// The keys that an account has, also of factors that are switched off.
pub(super) async fn stored_keys(reader: &mut impl Connection, account_id: &str) -> Result<Keys, Error> {
    let keys = storage::data_key::of_account(reader, account_id).await?;
    Ok(keys.into_iter().map(|key| (key.authenticator_id, key.key_sealed)).collect())
}

impl Guide {
    fn has_own_key(&self, kind: &str) -> bool {
        self.registry.get(kind).is_some_and(|factor| factor.manner().own_key)
    }

    /// The keys that `rows`, all of one account, are sealed under.
    pub(super) async fn keys_of(
        &self,
        reader: &mut impl Connection,
        account_id: &str,
        rows: &[Authenticator],
    ) -> Result<Keys, Error> {
        if !rows.iter().any(|row| self.has_own_key(&row.kind)) {
            return Ok(Keys::new());
        }
        stored_keys(reader, account_id).await
    }

    /// Seals a new authenticator, and the key of its own that it may have.
    pub(super) fn seal_new(
        &self,
        kind: &str,
        row: &str,
        account: &str,
        credential: &Record,
        now: Timestamp,
    ) -> Result<(Vec<u8>, Option<DataKeyRow>), Error> {
        if !self.has_own_key(kind) {
            return Ok((self.vault.seal(about(row, account), credential.bytes()).map_err(faulty)?, None));
        }
        let (key, key_sealed) = DataKey::generate(&self.vault, about_key(row, account)).map_err(faulty)?;
        let sealed = key.seal(about(row, account), credential.bytes()).map_err(faulty)?;
        let key = DataKeyRow {
            authenticator_id: row.to_owned(),
            account_id: account.to_owned(),
            key_sealed,
            created_at: now,
        };
        Ok((sealed, Some(key)))
    }

    /// Seals what changed of an authenticator, under the key that it has.
    pub(super) async fn seal_again(
        &self,
        kind: &str,
        row: &str,
        account: &str,
        credential: &Record,
    ) -> Result<Vec<u8>, Error> {
        if !self.has_own_key(kind) {
            return self.vault.seal(about(row, account), credential.bytes()).map_err(faulty);
        }
        let keys = storage::data_key::of_account(&mut self.database.read().await?, account).await?;
        let key = keys.into_iter().find(|key| key.authenticator_id == row);
        // Erased meanwhile: whatever is written now, nobody reads it again.
        let key = key.ok_or(Error::Raced)?;
        let key = DataKey::unwrap(&self.vault, about_key(row, account), &key.key_sealed).map_err(faulty)?;
        key.seal(about(row, account), credential.bytes()).map_err(faulty)
    }

    /// Opens an authenticator; none if the key that it was sealed under was destroyed.
    ///
    /// # Errors
    /// [`Error::Faulty`] if it, or its key, was sealed for another row or account, or in another installation.
    pub(super) fn unseal(&self, row: &Authenticator, keys: &Keys) -> Result<Option<Bound<Record>>, Error> {
        let (id, account) = (row.authenticator_id.as_str(), row.account_id.as_str());
        let plain = if self.has_own_key(&row.kind) {
            let Some(wrapped) = keys.get(id) else { return Ok(None) };
            let key = DataKey::unwrap(&self.vault, about_key(id, account), wrapped).map_err(faulty)?;
            key.open(about(id, account), &row.credential_sealed)
        } else {
            self.vault.open(about(id, account), &row.credential_sealed)
        };
        Ok(Some(Bound {
            authenticator_id: row.authenticator_id.clone(),
            version: row.version,
            high_water: row.high_water,
            credential: Record::new(plain.map_err(faulty)?),
        }))
    }
}
