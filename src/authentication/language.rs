//! In which language somebody is spoken to, as far as that is known of their account.
//!
//! What the person picked from the menu comes first, then the `locale` claim of their profile, and for mails that nobody
//! is there to ask for, the language they last signed in with.

use crate::{
    storage::{
        account::{Account, Language, Profile},
        registration::Holder,
    },
    text,
};

/// What an account tells of its owner's language.
#[derive(Clone, Debug)]
pub struct Known {
    language: Language,
    locale: Option<String>,
}

impl From<&Account> for Known {
    fn from(account: &Account) -> Self {
        Self { language: account.language.clone(), locale: account.profile.locale.clone() }
    }
}

impl From<&Holder> for Known {
    fn from(holder: &Holder) -> Self {
        let profile: Profile = serde_json::from_str(&holder.profile).unwrap_or_default();
        let language = Language { tag: holder.language.clone(), chosen: holder.language_chosen };
        Self { language, locale: profile.locale }
    }
}

/// The language saved with an account, if it is one of `offered`.
pub fn saved(known: impl Into<Known>, offered: &[String]) -> Option<&str> {
    let Known { language, locale } = known.into();
    let chosen = language.tag.filter(|_| language.chosen);
    chosen.into_iter().chain(locale).find_map(|tag| text::best(&tag, offered))
}

/// The same, or else the language of its last sign-in.
pub fn last_known(known: impl Into<Known>, offered: &[String]) -> Option<&str> {
    let known = known.into();
    let seen = known.language.tag.clone();
    saved(known, offered).or_else(|| text::best(&seen?, offered))
}
