//! The token against forged posts in the forms of the two consoles: made for a browser, and for the account whose console a form
//! shows. Several people may be signed in in one browser; a form that shows the console of one does not write as another.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use serde_json::Value;

use super::{
    account::Place,
    error::Problem,
    guest::Guest,
    page::{Action, ErrorPage},
    site::Site,
};
use crate::{oauth::parameters::Parameters, storage::account::Account};

/// Whose forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Console {
    /// Those of the account console.
    Account,
    /// Those of the admin side.
    Admin,
}

impl Console {
    /// The token for the forms that show this account, whoever's is in use when they come back; of no account for a form that is
    /// about all who are signed in here. It says whose it is.
    pub fn token(self, site: &Site, browser: &str, account_id: &str) -> String {
        format!("{account_id}.{}", site.csrf.token(browser, &self.purpose(account_id)))
    }

    /// What the proof in a token is bound to.
    pub fn purpose(self, account_id: &str) -> String {
        let name = match self {
            Self::Account => "account",
            Self::Admin => "admin",
        };
        format!("{name}/{account_id}")
    }

    /// Refuses a post that did not come from a form of this console in this browser; tells whose account that form showed.
    pub fn guard<'f>(self, site: &Site, guest: &Guest, fields: &'f Parameters) -> Result<&'f str, Problem> {
        let (shown, proof) = parts(fields.get("csrf"));
        guest.guard_token(site, &self.purpose(shown), Some(proof))?;
        Ok(shown)
    }
}

/// Whose a token says it is, and the proof.
pub fn parts(token: Option<&str>) -> (&str, &str) {
    token.and_then(|token| token.rsplit_once('.')).unwrap_or_default()
}

/// Refuses a form that showed another account than the one in use, in a tab from before: nobody writes into an account that they do
/// not see.
pub fn shows(shown: &str, in_use: &Account) -> Result<(), Problem> {
    if shown == in_use.account_id {
        return Ok(());
    }
    let name = in_use.profile.name.as_ref().unwrap_or(&in_use.username);
    let page = ErrorPage {
        title_key: "error-account-title".into(),
        message_key: "error-account-message".into(),
        args: BTreeMap::from([("name".to_owned(), Value::from(name.as_str()))]),
        action: Some(Action { href: Place::Accounts.path().into(), label_key: "action-account".into() }),
        ..ErrorPage::default()
    };
    Err(Problem::new(StatusCode::CONFLICT, "other_account", "Another account is in use")
        .with_detail("the form shows another account than the one in use")
        .on(page))
}
