//! Which attribute of an account becomes which claim: what `[profile.attributes]` declares, beside the standard claims of
//! [`super::claims_of`].
//!
//! An attribute is released by one of its scopes and by nothing else, so that people were asked in that scope's words. A request
//! that asks for its claim alone (OpenID Connect Core 5.5) asks for such a scope with it: see [`scope_of`].

use serde_json::{Map, Value};

use super::scope::Scopes;
use crate::{
    config::{Attribute, Attributes},
    storage::account::Account,
};

/// The claims of `account` that the granted scopes release, of those that are wanted in this place. What was stored under another
/// declaration, and does not fit this one, is left out.
pub fn claims_of(
    declared: &Attributes,
    account: &Account,
    granted: &Scopes,
    wanted: impl Fn(&Attribute) -> bool,
) -> Map<String, Value> {
    let released = declared.iter().filter(|attribute| is_released(attribute, granted) && wanted(attribute));
    released
        .filter_map(|attribute| {
            let value = account.attributes.get(&attribute.name)?;
            attribute.kind.fits(value).then(|| (attribute.claim.clone(), value.clone()))
        })
        .collect()
}

/// Whether one of the scopes releases it.
pub fn is_released(attribute: &Attribute, granted: &Scopes) -> bool {
    attribute.scopes.iter().any(|scope| granted.contains(scope))
}

/// The claims that can be released, for `claims_supported`.
pub fn names(declared: &Attributes) -> impl Iterator<Item = &str> {
    let releasable = declared.iter().filter(|attribute| !attribute.scopes.is_empty());
    releasable.map(|attribute| attribute.claim.as_str())
}

/// The scope to be asked for beside the claim `claim` of an attribute, if none that releases it is among `asked`: the first that
/// the client may have.
pub fn scope_of<'a>(
    declared: &'a Attributes,
    claim: &str,
    asked: &Scopes,
    may: impl Fn(&str) -> bool,
) -> Option<&'a str> {
    let attribute = declared.iter().find(|attribute| attribute.claim == claim)?;
    if is_released(attribute, asked) {
        return None;
    }
    attribute.scopes.iter().map(String::as_str).find(|scope| may(scope))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{
        config::attribute::is_reserved,
        oauth::{claims_of as standard, discovery, testing},
    };

    fn declared() -> Attributes {
        testing::employment().profile.attributes
    }

    #[test]
    fn a_scope_releases_what_it_was_declared_to_and_what_fits() {
        let given = |scopes: &str, wanted: fn(&Attribute) -> bool| {
            let account = testing::account("a1");
            Value::Object(claims_of(&declared(), &account, &Scopes::from(scopes), wanted))
        };
        let all = json!({ "dept": "Sales", "badge": "B7" });
        assert_eq!(given("openid employment", |_| true), all, "a floor is a number");
        assert_eq!(given("openid hr", |_| true), json!({ "dept": "Sales" }));
        assert_eq!(given("openid employment", |attribute| attribute.id_token), json!({ "badge": "B7" }));
        assert_eq!(given("openid profile email", |_| true), json!({}));
        let names: Vec<_> = names(&declared()).map(str::to_owned).collect();
        assert_eq!(names, ["dept", "floor", "badge"], "no scope releases a shoe size");
    }

    #[test]
    fn a_claim_that_is_asked_for_alone_brings_a_scope_that_the_client_may_have() {
        let (declared, none) = (declared(), Scopes::from("openid"));
        assert_eq!(scope_of(&declared, "dept", &none, |_| true), Some("employment"));
        assert_eq!(scope_of(&declared, "dept", &none, |scope| scope == "hr"), Some("hr"));
        assert_eq!(scope_of(&declared, "dept", &none, |_| false), None);
        assert_eq!(
            scope_of(&declared, "dept", &Scopes::from("openid hr"), |_| true),
            None,
            "it is asked for"
        );
        assert_eq!(
            scope_of(&declared, "department", &none, |_| true),
            None,
            "that is its name, not its claim"
        );
        assert_eq!(scope_of(&declared, "shoe_size", &none, |_| true), None);
    }

    #[test]
    fn every_claim_of_ours_is_reserved() {
        for claim in standard::names().chain(discovery::CLAIMS.iter().copied()) {
            assert!(is_reserved(claim), "{claim}");
        }
    }
}
