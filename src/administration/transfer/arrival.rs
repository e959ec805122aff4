//! An account as some file describes it, held to the rules for accounts.

use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use crate::{
    administration::{
        account::{Draft, checked},
        attribute::{self, Hand},
        claims,
    },
    authentication::factor::{
        Record,
        password::{
            PasswordHash,
            foreign::{Fault, ForeignHash},
        },
        totp::{NotTaken, Seed},
    },
    clock::Timestamp,
    config::Attributes as Declared,
    storage::account::{Attributes, Profile},
};

/// Longest identifier that another system may have given an account.
const LONGEST_ID: usize = 128;
/// Most authenticator apps of one account.
const MOST_SEEDS: usize = 10;

/// An account that is to be made.
#[derive(Debug, Default)]
pub struct Arrival {
    /// What an operator would have typed.
    pub draft: Draft,
    /// The identifier that it had, which its clients know as `sub`; drawn if there is none.
    pub account_id: Option<String>,
    /// Whether the number is vouched for.
    pub phone_verified: bool,
    /// It may not sign in.
    pub disabled: bool,
    /// When it was made.
    pub created_at: Option<Timestamp>,
    /// How its password was hashed.
    pub scheme: Option<&'static str>,
    /// How many authenticator apps it has.
    pub seeds: usize,
}

/// An arrival that is being read: faults are gathered, so that one pass names all of them.
#[derive(Default)]
pub(super) struct Reading {
    pub(super) arrival: Arrival,
    pub(super) faults: Vec<String>,
}

impl Reading {
    pub(super) fn password(&mut self, hash: Result<ForeignHash, Fault>) {
        let kept = hash.map_err(|fault| fault.to_string()).and_then(|hash| {
            let scheme = hash.scheme();
            let record = Record::of(&PasswordHash::Foreign(hash)).map_err(|error| error.to_string())?;
            Ok((scheme, record))
        });
        match kept {
            Ok((scheme, record)) => {
                self.arrival.scheme = Some(scheme);
                self.arrival.draft.authenticators.push(("password".into(), String::new(), record));
            }
            Err(fault) => self.faults.push(fault),
        }
    }

    pub(super) fn totp(&mut self, seed: Result<Seed, NotTaken>, name: &str) {
        let record = seed
            .map_err(|fault| fault.to_string())
            .and_then(|seed| Record::of(&seed).map_err(|error| error.to_string()));
        match record {
            Ok(_) if self.arrival.seeds == MOST_SEEDS => {
                self.faults.push(format!("there are more than {MOST_SEEDS} TOTP secrets"));
            }
            Ok(record) => {
                let name: String = name.trim().chars().filter(|c| !c.is_control()).take(64).collect();
                let name = if name.is_empty() { "Authenticator app".to_owned() } else { name };
                self.arrival.seeds += 1;
                self.arrival.draft.authenticators.push(("totp".into(), name, record));
            }
            Err(fault) => self.faults.push(fault),
        }
    }

    /// What is said beside the standard claims.
    pub(super) fn attributes(&mut self, declared: &Declared, said: Attributes) {
        match attribute::checked(declared, &Attributes::new(), said, Hand::Import) {
            Ok(kept) => self.arrival.draft.attributes = kept,
            Err(faults) => self.faults.extend(faults.iter().map(ToString::to_string)),
        }
    }

    /// When it was made, in RFC 3339; `field` is what the file calls it.
    pub(super) fn created(&mut self, field: &str, text: &str) {
        match OffsetDateTime::parse(text.trim(), &Rfc3339) {
            Ok(at) => {
                let milliseconds = at.unix_timestamp_nanos().div_euclid(1_000_000);
                self.arrival.created_at = i64::try_from(milliseconds).ok().map(Timestamp);
            }
            Err(_) => self.faults.push(format!("{field} is not a moment like 2024-05-01T12:00:00Z")),
        }
    }

    /// The arrival, if it keeps every rule.
    pub(super) fn done(mut self) -> Result<Arrival, Vec<String>> {
        let draft = std::mem::take(&mut self.arrival.draft);
        if let Some(id) = &self.arrival.account_id {
            let plain = |c: char| c.is_ascii_alphanumeric() || "-._|~".contains(c);
            if id.is_empty() || id.len() > LONGEST_ID || !id.chars().all(plain) {
                self.faults
                    .push("account_id has at most 128 of the characters A-Z, a-z, 0-9, - . _ | and ~".into());
            }
        }
        // One by itself would be passed over in silence.
        if draft.groups.iter().any(|group| group.trim().is_empty()) {
            self.faults.push("a group has no name".into());
        }
        self.faults.extend(claims::faults(&Profile::default(), &draft.profile));
        match checked(draft) {
            Ok(draft) if self.faults.is_empty() => {
                self.arrival.draft = draft;
                Ok(self.arrival)
            }
            Ok(_) => Err(self.faults),
            Err(crate::administration::Error::Invalid(more)) => {
                self.faults.extend(more);
                Err(self.faults)
            }
            Err(error) => {
                self.faults.push(error.to_string());
                Err(self.faults)
            }
        }
    }
}
