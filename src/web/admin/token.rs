//! The token against forged posts in the forms of the console: made for a browser, and for the account whose console it is.
//! Several who administer may be signed in in one browser; a form that shows the console of one does not write as another.

use super::Admin;
use crate::{
    oauth::parameters::Parameters,
    web::{account, error::Problem, guest::Guest, site::Site},
};

/// The token for the forms of the console of this account, whoever's is in use when they come back. It says whose it is.
pub fn of(site: &Site, browser: &str, account_id: &str) -> String {
    format!("{account_id}.{}", site.csrf.token(browser, &purpose(account_id)))
}

/// What the proof in a token is bound to.
pub fn purpose(account_id: &str) -> String {
    format!("admin/{account_id}")
}

/// Whose a token says it is, and the proof.
pub fn parts(token: Option<&str>) -> (&str, &str) {
    token.and_then(|token| token.rsplit_once('.')).unwrap_or_default()
}

impl Admin {
    /// Refuses a post that did not come from a form of the console in this browser, or came from one in the console of another
    /// account than the one in use.
    pub fn guard(&self, site: &Site, guest: &Guest, fields: &Parameters) -> Result<(), Problem> {
        let (shown, proof) = parts(fields.get("csrf"));
        guest.guard_token(site, &purpose(shown), Some(proof))?;
        if shown == self.account.account_id { Ok(()) } else { Err(account::in_use(&self.account)) }
    }
}
