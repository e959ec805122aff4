//! Passwords that somebody else than their person sets: held to the same rules, hashed in the same lane.

use std::sync::Arc;

use zeroize::Zeroizing;

use super::{Error, Guide};
use crate::authentication::factor::{Record, password::NotSet};

impl Guide {
    /// The record of a new password. `context`: the names that somebody who knows the person would try first.
    ///
    /// # Errors
    /// [`Error::Busy`] when too many wait for a hash already. What speaks against the password itself is within.
    pub async fn hash_password(
        self: &Arc<Self>,
        plain: Zeroizing<String>,
        context: Vec<String>,
    ) -> Result<Result<Record, NotSet>, Error> {
        let guide = self.clone();
        let work = move || {
            let password = guide.registry.password();
            let context: Vec<&str> = context.iter().map(String::as_str).collect();
            password.set(&plain, password.settings().alone, &context, &guide.random)
        };
        match self.judge(true, work).await? {
            Ok(hash) => Ok(Ok(Record::of(&hash).map_err(|error| Error::Faulty(error.to_string()))?)),
            Err(not_set) => Ok(Err(not_set)),
        }
    }
}
