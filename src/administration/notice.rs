//! Telling an account's owner by mail what an operator did to the ways to sign in, with a way to say "this was not me".

use serde_json::{Value, json};

use super::account::Accounts;
use crate::{
    authentication::{guide::Notice, language},
    clock::Timestamp,
    config::Config,
    delivery::{Channel, Letter},
    storage::account::Account,
};

/// Who writes, and in which languages.
#[derive(Clone, Debug, Default)]
pub struct Sender {
    /// Where links lead.
    pub issuer: String,
    /// Names this service.
    pub host: String,
    /// The languages that are offered.
    pub languages: Vec<String>,
    /// The one for people of whom none of these is known.
    pub language: String,
}

impl Sender {
    /// What the configuration says.
    pub fn from_config(config: &Config) -> Self {
        Self {
            issuer: config.issuer.clone(),
            host: config.host(),
            languages: config.locale.offered.clone(),
            language: config.locale.default.clone(),
        }
    }
}

impl Accounts {
    /// That every authenticator of a factor was removed; nothing, if the account has no proved address.
    pub(super) fn tell_of_factor(&self, account: &Account, kind: &str, now: Timestamp) -> Option<Notice> {
        self.notice(account, "notice", json!({ "event": "factor-removed", "factor": kind }), now)
    }

    /// That the account has another address, or none; to the one that it had.
    pub(super) fn tell_of_address(&self, before: &Account, gone: bool, now: Timestamp) -> Option<Notice> {
        // Without one there is no new address to write to.
        let event = if gone { "change" } else { "email-changed" };
        self.notice(before, "change", json!({ "event": event, "name": "" }), now)
    }

    fn notice(
        &self,
        account: &Account,
        template: &str,
        mut context: Value,
        now: Timestamp,
    ) -> Option<Notice> {
        let to = account.email.clone().filter(|_| account.email_verified_at.is_some())?;
        let sender = &self.sender;
        if let Some(fields) = context.as_object_mut() {
            fields.insert("host".into(), sender.host.clone().into());
            fields.insert("at".into(), now.milliseconds().into());
            // Of the operator the owner learns neither the browser nor the address.
            fields.insert("browser".into(), "".into());
            fields.insert("address".into(), "".into());
        }
        let letter = Letter {
            channel: Channel::Mail,
            to,
            template: template.to_owned(),
            context,
            locale: language::last_known(account, &sender.languages).unwrap_or(&sender.language).to_owned(),
            client_id: String::new(),
        };
        let means = (&self.vault, &self.random, now);
        Some(Notice::from_afar(means, &sender.issuer, &account.account_id, letter))
    }
}
