//! An authorization request: as it came, and as it counts (OpenID Connect Core 3.1.2.1).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Return;
use crate::{
    authentication::errand::Errand,
    oauth::{claims::Claims, claims_of, prompt::Prompt, response_type::ResponseType, scope::Scopes},
};

pub(super) const RESOURCE: &str = "resource";

/// Tells our errands from those of others.
const OWNER: &str = "authorization";

/// The parameters as they came. An empty one counts as absent (RFC 6749 section 3.1).
#[derive(Clone, Debug, Default)]
pub struct Raw {
    values: BTreeMap<String, String>,
    doubled: Vec<String>,
    resources: Vec<String>,
}

impl Raw {
    /// The parameter's value, unless it is absent, empty or doubled: no check may pick one of two.
    pub fn get(&self, name: &str) -> Option<&str> {
        let value = self.values.get(name).map(String::as_str).filter(|value| !value.is_empty())?;
        (!self.is_doubled(name)).then_some(value)
    }

    /// Whether the parameter came more than once.
    pub fn is_doubled(&self, name: &str) -> bool {
        self.doubled.iter().any(|doubled| doubled == name)
    }

    /// The parameters that came more than once.
    pub fn doubled(&self) -> &[String] {
        &self.doubled
    }

    /// The values of `resource`, the one parameter that may be repeated (RFC 8707 section 2).
    pub fn resources(&self) -> impl Iterator<Item = &str> {
        self.resources.iter().map(String::as_str)
    }

    /// The parameters by name; of one that came more than once, `resource` apart, the last.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        let values = self.values.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        values.chain(self.resources().map(|resource| (RESOURCE, resource)))
    }

    /// With `inside` over them: one of theirs replaces ours, however often ours came.
    #[must_use]
    pub fn overlaid(mut self, inside: Vec<(String, String)>) -> Self {
        if inside.iter().any(|(name, _)| name == RESOURCE) {
            self.resources.clear();
        }
        for (name, value) in inside {
            if name == RESOURCE {
                self.resources.push(value);
                continue;
            }
            self.doubled.retain(|doubled| *doubled != name);
            self.values.insert(name, value);
        }
        self
    }

    /// `inside` alone, with our `client_id`.
    #[must_use]
    pub fn replaced(&self, inside: Vec<(String, String)>) -> Self {
        let own = self.values.get_key_value("client_id").map(|(name, value)| (name.clone(), value.clone()));
        Self::from_iter(own).overlaid(inside)
    }

    /// The same as one form-encoded text.
    pub fn encode(&self) -> String {
        form_urlencoded::Serializer::new(String::new()).extend_pairs(self.pairs()).finish()
    }
}

impl<N: Into<String>, V: Into<String>> FromIterator<(N, V)> for Raw {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(pairs: I) -> Self {
        let mut raw = Self::default();
        for (name, value) in pairs {
            let name = name.into();
            if name == RESOURCE {
                raw.resources.push(value.into());
                continue;
            }
            if raw.values.insert(name.clone(), value.into()).is_some() {
                raw.doubled.push(name);
            }
        }
        raw
    }
}

/// A request that passed every check; the errand of its journey.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Request {
    /// Who asks.
    pub client_id: String,
    /// How it is answered.
    pub back: Return,
    /// With what.
    #[serde(default)]
    pub response_type: ResponseType,
    /// The digest of its reference, if it was pushed: an answer spends it.
    #[serde(default)]
    pub pushed: Option<Vec<u8>>,
    /// Whether an operator began it, to try the client out: it comes back to us.
    #[serde(default)]
    pub tests: bool,
    /// What is asked for: known here and allowed to the client.
    pub scopes: Scopes,
    /// To be returned in the ID token.
    pub nonce: Option<String>,
    /// PKCE's S256 challenge.
    pub code_challenge: Option<String>,
    /// What the person must, or must not, be shown.
    pub prompt: Prompt,
    /// Seconds that the authentication may be old.
    pub max_age: Option<u32>,
    /// Single claims asked for.
    pub claims: Claims,
    /// Levels asked for, the most wanted first.
    pub acr_values: Vec<String>,
    /// Whether one of them must be reached.
    pub acr_essential: bool,
    /// What to put into the identifier field.
    pub login_hint: Option<String>,
    /// The one account that will do.
    pub account_id: Option<String>,
    /// Languages for the pages, the most wanted first.
    pub ui_locales: Vec<String>,
    /// What the person allowed of all that they were asked for ([`Request::asked`]), once they were.
    #[serde(default)]
    pub allowed: Option<Scopes>,
    /// The resource servers asked for (RFC 8707).
    #[serde(default)]
    pub resources: Vec<String>,
    /// The key that the code is bound to (RFC 9449 section 10).
    #[serde(default)]
    pub dpop_jkt: Option<String>,
}

impl Request {
    /// A request of which nothing is known yet but how it is answered.
    pub(super) fn new(client_id: &str, back: Return) -> Self {
        Self {
            client_id: client_id.to_owned(),
            back,
            response_type: ResponseType::default(),
            pushed: None,
            tests: false,
            scopes: Scopes::default(),
            nonce: None,
            code_challenge: None,
            prompt: Prompt::default(),
            max_age: None,
            claims: Claims::default(),
            acr_values: Vec::new(),
            acr_essential: false,
            login_hint: None,
            account_id: None,
            ui_locales: Vec::new(),
            allowed: None,
            resources: Vec::new(),
            dpop_jkt: None,
        }
    }

    /// The errand of a journey; nothing if it was not begun here.
    pub fn from_errand(errand: &Errand) -> Option<Self> {
        errand.read(OWNER)
    }

    /// As the errand of a journey.
    pub fn to_errand(&self) -> Errand {
        Errand::of(OWNER, self)
    }

    /// What the person is asked for: the scopes, and those that stand for the claims asked for one by one, so that nothing is given
    /// away of which they read nothing.
    pub fn asked(&self) -> Scopes {
        self.scopes.union(&self.claims.names().filter_map(claims_of::scope_of).collect())
    }

    /// The scopes that are granted if the journey ends well.
    pub fn granted(&self) -> Scopes {
        self.scopes.filter(|scope| self.allows(scope))
    }

    /// The claims that are granted one by one.
    pub fn granted_claims(&self) -> Claims {
        self.claims.clone().filter(|claim| claims_of::scope_of(claim).is_none_or(|scope| self.allows(scope)))
    }

    fn allows(&self, scope: &str) -> bool {
        self.allowed.as_ref().is_none_or(|allowed| allowed.contains(scope))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_is_absent_and_of_two_none_is_chosen() {
        let raw: Raw = [("a", ""), ("b", "1"), ("c", "1"), ("c", "2")].into_iter().collect();
        assert_eq!((raw.get("a"), raw.get("b"), raw.get("c"), raw.get("d")), (None, Some("1"), None, None));
        assert_eq!(raw.doubled(), ["c"]);
        assert_eq!(raw.encode(), "a=&b=1&c=2");
        let raw: Raw = [("resource", "urn:a"), ("b", "1"), ("resource", "urn:b")].into_iter().collect();
        assert_eq!(raw.resources().collect::<Vec<_>>(), ["urn:a", "urn:b"]);
        assert!(raw.doubled().is_empty());
        assert_eq!(raw.encode(), "b=1&resource=urn%3Aa&resource=urn%3Ab");
    }
}
