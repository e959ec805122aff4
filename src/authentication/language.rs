//! In which language somebody is spoken to, as far as that is known of their account.
//!
//! What the person picked from the menu comes first, then the `locale` claim of their profile, and for mails that nobody
//! is there to ask for, the language they last signed in with.

use crate::{storage::account::Account, text};

/// The language saved with an account, if it is one of `offered`.
pub fn saved<'a>(account: &Account, offered: &'a [String]) -> Option<&'a str> {
    let chosen = account.language.tag.as_ref().filter(|_| account.language.chosen);
    chosen.into_iter().chain(&account.profile.locale).find_map(|tag| text::best(tag, offered))
}

/// The same, or else the language of its last sign-in.
pub fn last_known<'a>(account: &Account, offered: &'a [String]) -> Option<&'a str> {
    saved(account, offered).or_else(|| text::best(account.language.tag.as_ref()?, offered))
}
