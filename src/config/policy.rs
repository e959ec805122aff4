//! What a sign-in must prove: assurance levels and who demands which.
//!
//! Factors are names here; whoever knows the factors calls [`super::Config::check_factors`].

use std::{collections::BTreeMap, time::Duration};

use super::{
    condition::Conditions,
    section::section,
    setting::Setting,
    value::{Value, quote},
};

section! {
    /// What a sign-in must prove.
    Policy {
        /// Assurance levels, from the weakest to the strongest: each `acr` value with the chains that reach it. A chain
        /// is a list of links in order; a link is a factor or a list of factors to choose from; any one chain suffices. What the
        /// default names and is off (sms_code without [sms], face without [face]) is left out of it.
        levels: Levels = {
            "urn:doorward:acr:password" = [["password"]],
            "urn:doorward:acr:image" = [["password", "image_passcode"]],
            "urn:doorward:acr:pattern" = [["password", "pointer_pattern"]],
            "urn:doorward:acr:face" = [["password", "face"]],
            "urn:doorward:acr:two-step" = [
                ["passkey"],
                ["password", ["totp", "passkey", "registered_device", "email_code", "dot_grid", "sms_code", "recovery_code"]]
            ],
            "urn:doorward:acr:aal2" = [["passkey"], ["password", ["totp", "passkey", "registered_device", "recovery_code"]]]
        };
        /// The level that a client gets when neither it nor its request says otherwise.
        default_level: String = "urn:doorward:acr:two-step";
        /// Levels demanded by client: client_id = acr.
        clients: Clients = {};
        /// Levels demanded of the members of a group, whatever the client: group = acr.
        groups: Clients = {};
        /// Levels demanded of an account, whatever the client: user name = acr.
        accounts: Clients = {};
        /// Levels demanded beside all of these at some times or from some networks:
        /// "away from the office" = { level = "urn:doorward:acr:aal2", outside = ["10.0.0.0/8"] }
        /// Beside `inside` and `outside` (networks) a condition may name `days` ("mon" to "sun"), `hours` ("22:00-06:00", in UTC or
        /// "22:00-06:00+01:00"), `clients` and `groups`; it holds when all that it names does. It can only add to what is demanded.
        conditions: Conditions = {};
        /// Groups whose members administer: the confirmation of an enrolment never counts as a proof for them.
        administrators: Vec<String> = ["administrators"];
        /// The level that whoever has a role on the admin side must reach in every sign-in. It must be more than one factor,
        /// whatever way it is reached. Where there is no such level, the strongest that is serves.
        administrator_level: String = "urn:doorward:acr:aal2";
        /// Factors that a person may be led through enrolling at sign-in when a level needs one.
        enrol_at_sign_in: Vec<String> = ["passkey", "totp", "image_passcode", "pointer_pattern"];
        /// Whether the confirmation that ends an enrolment counts as the new factor's proof in the same sign-in. Never for
        /// administrators, who sign in once more.
        confirmation_counts: bool = true;
        /// Factors that a person is offered after signing in with a password, where the browser can take them into use.
        offer_at_sign_in: Vec<String> = ["passkey"];
        /// When a person who said "not now" is asked again.
        offer_again: Duration = "14d";
    }
}

section! {
    /// Devices that a person may have remembered, so that they stand in for a second factor. They count for the level that
    /// a client needs by policy and never for one that it asks for; tokens tell what was shown without them. A changed
    /// password ends them.
    RememberedDevice {
        /// How long a device is remembered; 0s remembers none.
        lifetime: Duration = "30d";
        /// The second factors that it stands in for.
        replaces: Vec<String> = ["totp", "email_code", "dot_grid"];
        /// The clients for which it does, by client_id; "*" is all of them.
        clients: Vec<String> = ["*"];
        /// Whether administrators may have theirs remembered.
        administrators: bool = false;
    }
}

impl Policy {
    /// The levels to go by. The default names every factor there may be, also one that is off here; what somebody wrote is
    /// taken as it is, so that a slip is found.
    pub fn levels_of(&self, known: &[&str]) -> Levels {
        self.levels_where(|kind| known.contains(&kind))
    }

    /// The same, with what is known or not as a question.
    pub(super) fn levels_where(&self, known: impl Fn(&str) -> bool) -> Levels {
        let mut levels = self.levels.clone();
        if levels == Self::default().levels {
            for level in &mut levels.0 {
                for link in level.chains.iter_mut().flatten() {
                    link.retain(|kind| known(kind));
                }
                level.chains.retain(|chain| chain.iter().all(|link| !link.is_empty()));
            }
            levels.0.retain(|level| !level.chains.is_empty());
        }
        levels
    }

    /// Whether somebody gets in somewhere with nothing but a password.
    pub fn lets_a_password_stand_alone(&self) -> bool {
        let alone = |chain: &Chain| chain.len() == 1 && chain.iter().flatten().any(|kind| kind == "password");
        std::iter::once(&self.default_level)
            .chain(self.clients.values())
            .filter_map(|acr| self.levels.get(acr))
            .any(|level| level.chains.iter().any(alone))
    }
}

/// Levels demanded by client: client_id to acr.
pub type Clients = BTreeMap<String, String>;

/// One link of a chain: the kinds of factor to choose from.
pub type Link = Vec<String>;

/// A chain of links, in order.
pub type Chain = Vec<Link>;

/// An assurance level: any one of its chains satisfies it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Level {
    /// Its name as an Authentication Context Class Reference (OpenID Connect Core section 2).
    pub acr: String,
    /// What reaches it.
    pub chains: Vec<Chain>,
}

/// The assurance levels, in the order in which they were written: from the weakest to the strongest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Levels(pub Vec<Level>);

impl Levels {
    /// The level named `acr`.
    pub fn get(&self, acr: &str) -> Option<&Level> {
        self.0.iter().find(|level| level.acr == acr)
    }

    /// Every factor named anywhere, with the level that names it.
    pub fn factors(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().flat_map(|level| {
            level.chains.iter().flatten().flatten().map(|kind| (level.acr.as_str(), kind.as_str()))
        })
    }
}

impl Setting for Levels {
    const TABLE: bool = true;

    fn from_value(value: &Value) -> Result<Self, String> {
        let Value::Table(entries) = value else {
            return Err(format!("{} is not a table of levels", value.quoted()));
        };
        let level =
            |acr: &String, chains: &Value| Some(Level { acr: acr.clone(), chains: list(chains, chain)? });
        entries
            .iter()
            .map(|(acr, chains, _)| {
                level(acr, chains).ok_or_else(|| {
                    format!(
                        "{} = {} is not a list of chains, as in [[\"password\", [\"totp\", \"email_code\"]]]",
                        quote(acr),
                        chains.quoted()
                    )
                })
            })
            .collect::<Result<_, _>>()
            .map(Self)
    }

    fn from_text(text: &str) -> Result<Self, String> {
        Self::from_value(&Value::parse(text)?)
    }

    fn to_toml(&self) -> Option<String> {
        let lines = self.0.iter().map(|level| {
            format!(
                "{} = [{}]\n",
                quote(&level.acr),
                each(&level.chains, |chain| {
                    format!(
                        "[{}]",
                        each(chain, |link| match link.as_slice() {
                            [only] => quote(only),
                            several => format!("[{}]", each(several, |kind| quote(kind))),
                        })
                    )
                })
            )
        });
        Some(lines.collect())
    }
}

fn list<T>(value: &Value, item: impl Fn(&Value) -> Option<T>) -> Option<Vec<T>> {
    match value {
        Value::List(items) if !items.is_empty() => items.iter().map(item).collect(),
        _ => None,
    }
}

fn chain(value: &Value) -> Option<Chain> {
    list(value, |link| kind(link).map(|only| vec![only]).or_else(|| list(link, kind)))
}

fn kind(value: &Value) -> Option<String> {
    match value {
        Value::Text(kind) if !kind.is_empty() => Some(kind.clone()),
        _ => None,
    }
}

fn each<T>(items: &[T], show: impl Fn(&T) -> String) -> String {
    items.iter().map(show).collect::<Vec<_>>().join(", ")
}
