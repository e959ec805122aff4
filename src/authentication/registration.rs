//! What somebody who makes an account of their own must tell, and which addresses are free for it. Pure; the journey is the
//! guide's.

use super::factor::Reason;
use crate::{
    config::{Config, RegistrationMode},
    storage::{
        account::Profile,
        name::name_key,
        registration::{Holder, Registration},
    },
};

/// What the operator decided.
#[derive(Clone, Debug)]
pub struct Rules {
    /// Who may.
    pub mode: RegistrationMode,
    /// What is asked beside the address.
    pub require: Vec<String>,
    /// The terms.
    pub terms: Option<Terms>,
    /// What a new account is offered beside what it needs.
    pub offer: Vec<String>,
}

/// Terms that are to be accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// Which.
    pub version: String,
    /// Where they stand.
    pub uri: String,
}

impl Default for Rules {
    fn default() -> Self {
        Self { mode: RegistrationMode::Off, require: Vec::new(), terms: None, offer: Vec::new() }
    }
}

/// The attribute that is proved by a code.
const PHONE: &str = "phone";
/// The field by which the terms are accepted; its value is their version.
pub const TERMS: &str = "terms";

impl Rules {
    /// What the configuration says.
    pub fn from_config(config: &Config) -> Self {
        let said = &config.registration;
        let terms = said.terms_version.clone().zip(said.terms_uri.clone());
        Self {
            mode: said.mode,
            require: said.require.clone(),
            terms: terms.map(|(version, uri)| Terms { version, uri }),
            offer: said.offer.clone(),
        }
    }

    /// What the form asks for, in its order.
    pub fn claims(&self) -> impl Iterator<Item = &str> {
        self.require.iter().map(String::as_str).filter(|name| *name != PHONE)
    }

    /// Whether a number is asked for.
    pub fn wants_phone(&self) -> bool {
        self.require.iter().any(|name| name == PHONE)
    }

    /// Whether the person of this registration has something to tell, or terms to accept.
    pub fn asks(&self, registration: &Registration) -> bool {
        let untold = registration.told_at.is_none() && self.claims().next().is_some();
        let accepted = registration.terms_version.as_deref();
        untold || self.terms.as_ref().is_some_and(|terms| accepted != Some(&terms.version))
    }

    /// Writes what was told into `profile`.
    ///
    /// # Errors
    /// The first that is missing, in the order of the page.
    pub fn take(&self, told: &Profile, accepted: &str, profile: &mut Profile) -> Result<(), Reason> {
        for claim in self.claims() {
            let (from, to, field) = match claim {
                "name" => (&told.name, &mut profile.name, "name"),
                "given_name" => (&told.given_name, &mut profile.given_name, "given_name"),
                "family_name" => (&told.family_name, &mut profile.family_name, "family_name"),
                "nickname" => (&told.nickname, &mut profile.nickname, "nickname"),
                "birthdate" => (&told.birthdate, &mut profile.birthdate, "birthdate"),
                "locale" => (&told.locale, &mut profile.locale, "locale"),
                _ => continue,
            };
            if from.is_none() {
                return Err(Reason { key: "error-claim-empty", field });
            }
            to.clone_from(from);
        }
        if profile.name.is_none() {
            let names = [&profile.given_name, &profile.family_name].into_iter().flatten();
            let whole = names.cloned().collect::<Vec<_>>().join(" ");
            profile.name = Some(whole).filter(|name| !name.is_empty());
        }
        match &self.terms {
            Some(terms) if accepted != terms.version => Err(Reason { key: "error-terms", field: TERMS }),
            _ => Ok(()),
        }
    }
}

/// What an address means to somebody who has just proved it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is nobody's.
    Free,
    /// An account has no other name, and nobody has proved it or set anything up: it makes room, with all that was prepared on it.
    MakesRoom(String),
    /// An account with another name claims it and has not proved it: it loses the address.
    GivesUp(String),
    /// It is somebody's.
    Held,
}

impl Standing {
    /// Judges who has the name `address`.
    ///
    /// An account that may not sign in keeps its address, or being shut out would end by registering anew. One that
    /// administers goes for nobody: who vouched for its person is the operator.
    pub fn of(address: &str, holder: Option<&Holder>) -> Self {
        let Some(holder) = holder else { return Self::Free };
        if holder.state != "active" || holder.email.is_none() {
            return Self::Held;
        }
        if holder.unfinished_since.is_some() {
            return Self::MakesRoom(holder.account_id.clone());
        }
        let named = name_key(&holder.username) == name_key(address);
        match holder.email_verified_at {
            Some(_) => Self::Held,
            None if named && holder.role.is_some() => Self::Held,
            None if named => Self::MakesRoom(holder.account_id.clone()),
            None => Self::GivesUp(holder.account_id.clone()),
        }
    }
}

/// Why this cannot be the address of a new account.
///
/// Only ASCII is taken (a domain in another script by its `xn--` form): then no two addresses look alike, and what is somebody's
/// is found in every spelling.
pub fn address_fault(typed: &str) -> Option<&'static str> {
    let plain = |character: char| character.is_ascii_graphic() && !"<>(),;:\"[]\\".contains(character);
    if typed.is_empty() {
        return Some("error-email-empty");
    }
    let label = |label: &str| {
        let inner = label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        !label.is_empty() && label.len() <= 63 && inner && !label.starts_with('-') && !label.ends_with('-')
    };
    let right = typed.len() <= 254
        && typed.chars().all(plain)
        && typed.rsplit_once('@').is_some_and(|(local, domain)| {
            let dots = !local.starts_with('.') && !local.ends_with('.') && !local.contains("..");
            (1..=64).contains(&local.len())
                && dots
                && !local.contains('@')
                && domain.contains('.')
                && domain.split('.').all(label)
        });
    (!right).then_some("error-contact-email")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Timestamp;

    #[test]
    fn an_address_is_plain_or_refused() {
        for good in
            ["alice@example.org", "a.b+c_d@sub.example.co", "ALICE@EXAMPLE.ORG", "x@xn--mnchen-3ya.example"]
        {
            assert_eq!(address_fault(good), None, "{good}");
        }
        assert_eq!(address_fault(""), Some("error-email-empty"));
        let long = format!("{}@example.org", "a".repeat(65));
        let huge = format!("{}@example.org", "a".repeat(1_000_000));
        for bad in [
            "alice",
            "@example.org",
            "alice@",
            "alice@localhost",
            "a@b@example.org",
            "alice@example..org",
            ".a@example.org",
            "a..b@example.org",
            "alice@-example.org",
            "al ice@example.org",
            "alice@example.org\r\nBcc: eve@example.org",
            "<alice@example.org>",
            "\u{430}lice@example.org",
            "alice@ex\u{430}mple.org",
            "ａlice@example.org",
            "al\u{200b}ice@example.org",
            "\u{202e}gro.elpmaxe@ecila",
            "alice@münchen.example",
            "alice@example.org,eve@example.org",
            &long,
            &huge,
        ] {
            assert_eq!(address_fault(bad), Some("error-contact-email"), "{bad}");
        }
    }

    fn rules() -> Rules {
        Rules {
            require: ["given_name", "family_name", "phone"].map(str::to_owned).to_vec(),
            terms: Some(Terms { version: "2".into(), uri: "https://example.org/terms".into() }),
            ..Rules::default()
        }
    }

    fn registration() -> Registration {
        Registration {
            account_id: "a".into(),
            started_at: Timestamp(1),
            told_at: None,
            finished_at: None,
            terms_version: None,
            terms_uri: None,
            terms_accepted_at: None,
        }
    }

    #[test]
    fn what_is_asked_for_is_told_and_nothing_else_is_taken() {
        let told = Profile {
            given_name: Some("Ada".into()),
            family_name: Some("Lovelace".into()),
            website: Some("https://example.org/".into()),
            ..Profile::default()
        };
        let mut profile = Profile::default();
        rules().take(&told, "2", &mut profile).unwrap();
        assert_eq!((profile.name.as_deref(), profile.website), (Some("Ada Lovelace"), None));
        let field = |told: &Profile, accepted| {
            rules().take(told, accepted, &mut Profile::default()).unwrap_err().field
        };
        assert_eq!(field(&Profile { given_name: None, ..told.clone() }, "2"), "given_name");
        assert_eq!(field(&Profile { family_name: None, ..told.clone() }, "2"), "family_name");
        assert_eq!(
            (field(&told, ""), field(&told, "1")),
            (TERMS, TERMS),
            "the terms that were shown, not older ones"
        );
    }

    #[test]
    fn a_person_is_asked_until_they_told_and_again_when_the_terms_change() {
        let told =
            Registration { told_at: Some(Timestamp(2)), terms_version: Some("2".into()), ..registration() };
        assert!(rules().asks(&registration()) && !rules().asks(&told));
        assert!(rules().asks(&Registration { terms_version: Some("1".into()), ..told.clone() }));
        assert!(!Rules::default().asks(&registration()));
        let bare = Rules { terms: None, ..rules() };
        assert!(bare.asks(&registration()) && !bare.asks(&told));
    }

    #[test]
    fn an_address_that_was_proved_is_kept_and_one_that_was_not_gives_way() {
        let holder = Holder {
            account_id: "a".into(),
            username: "alice@example.org".into(),
            email: Some("alice@example.org".into()),
            email_verified_at: None,
            state: "active".into(),
            unfinished_since: None,
            role: None,
            profile: "{}".into(),
            language: None,
            language_chosen: false,
        };
        let of = |holder: Holder| Standing::of("ALICE@example.org", Some(&holder));
        let proved = Some(Timestamp(1));
        assert_eq!(Standing::of("x@example.org", None), Standing::Free);
        assert_eq!(of(holder.clone()), Standing::MakesRoom("a".into()));
        assert_eq!(of(Holder { username: "alice".into(), ..holder.clone() }), Standing::GivesUp("a".into()));
        assert_eq!(of(Holder { email_verified_at: proved, ..holder.clone() }), Standing::Held);
        let owner = Holder { role: Some("owner".into()), ..holder.clone() };
        assert_eq!(of(owner.clone()), Standing::Held, "nobody's claim takes away who administers");
        assert_eq!(of(Holder { username: "alice".into(), ..owner }), Standing::GivesUp("a".into()));
        let unfinished = Holder { email_verified_at: proved, unfinished_since: proved, ..holder.clone() };
        assert_eq!(of(unfinished.clone()), Standing::MakesRoom("a".into()));
        assert_eq!(of(Holder { state: "disabled".into(), ..unfinished }), Standing::Held);
        assert_eq!(of(Holder { email: None, ..holder }), Standing::Held);
    }
}
