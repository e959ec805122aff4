//! Which claim a scope stands for, and where it is kept: OpenID Connect Core 5.1 and 5.4 as one table.
//!
//! A claim that has no value is left out: never null, never empty (section 5.3.2).

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{claims::Wish, scope::Scopes};
use crate::storage::account::{Account, Profile};

type Read = fn(&Account) -> Option<Value>;

/// Scope, claim, and how it is read.
const TABLE: [(&str, &str, Read); 21] = [
    ("profile", "name", |a| text(a, |p| &p.name)),
    ("profile", "family_name", |a| text(a, |p| &p.family_name)),
    ("profile", "given_name", |a| text(a, |p| &p.given_name)),
    ("profile", "middle_name", |a| text(a, |p| &p.middle_name)),
    ("profile", "nickname", |a| text(a, |p| &p.nickname)),
    ("profile", "preferred_username", |a| some_text(Some(&a.username))),
    ("profile", "profile", |a| text(a, |p| &p.profile)),
    ("profile", "picture", |a| text(a, |p| &p.picture)),
    ("profile", "website", |a| text(a, |p| &p.website)),
    ("profile", "gender", |a| text(a, |p| &p.gender)),
    ("profile", "birthdate", |a| text(a, |p| &p.birthdate)),
    ("profile", "zoneinfo", |a| text(a, |p| &p.zoneinfo)),
    ("profile", "locale", |a| text(a, |p| &p.locale)),
    ("profile", "updated_at", |a| Some(a.updated_at.seconds().into())),
    ("email", "email", |a| some_text(a.email.as_deref())),
    ("email", "email_verified", |a| {
        some_text(a.email.as_deref()).map(|_| a.email_verified_at.is_some().into())
    }),
    ("address", "address", address),
    ("phone", "phone_number", |a| some_text(a.phone.as_deref())),
    ("phone", "phone_number_verified", |a| {
        some_text(a.phone.as_deref()).map(|_| a.phone_verified_at.is_some().into())
    }),
    ("groups", "groups", |a| (!a.groups.is_empty()).then(|| a.groups.clone().into())),
    ("openid", "sub", |a| some_text(Some(&a.account_id))),
];

/// The claims that can be given out, for `claims_supported`.
pub fn names() -> impl Iterator<Item = &'static str> {
    TABLE.iter().map(|(_, claim, _)| *claim)
}

/// Whether a claim is about the person (rather than about the token or the sign-in).
pub fn is_known(claim: &str) -> bool {
    TABLE.iter().any(|(_, own, _)| *own == claim)
}

/// The scope that stands for a claim.
pub fn scope_of(claim: &str) -> Option<&'static str> {
    TABLE.iter().find(|(_, own, _)| *own == claim).map(|(scope, ..)| *scope)
}

/// The claims of `account` that the scopes stand for or that are wished for one by one (section 5.5).
pub fn claims_of(account: &Account, scopes: &Scopes, wishes: &BTreeMap<String, Wish>) -> Map<String, Value> {
    TABLE
        .iter()
        .filter(|(scope, claim, _)| scopes.contains(scope) || wishes.contains_key(*claim))
        .filter_map(|(_, claim, read)| Some(((*claim).to_owned(), read(account)?)))
        .collect()
}

fn text(account: &Account, field: fn(&Profile) -> &Option<String>) -> Option<Value> {
    some_text(field(&account.profile).as_deref())
}

fn some_text(text: Option<&str>) -> Option<Value> {
    text.filter(|text| !text.is_empty()).map(Value::from)
}

/// Section 5.1.1, without its empty members.
fn address(account: &Account) -> Option<Value> {
    let Ok(Value::Object(mut members)) = serde_json::to_value(account.profile.address.as_ref()?) else {
        return None;
    };
    members.retain(|_, value| value.as_str().is_some_and(|text| !text.is_empty()));
    (!members.is_empty()).then_some(Value::Object(members))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::oauth::testing;

    fn given(account: &Account, scopes: &str, wishes: &[&str]) -> Value {
        let wishes = wishes.iter().map(|name| ((*name).to_owned(), Wish::default())).collect();
        Value::Object(claims_of(account, &Scopes::from(scopes), &wishes))
    }

    #[test]
    fn each_scope_gives_its_claims_and_no_others() {
        let account = testing::account("a1");
        assert_eq!(given(&account, "openid", &[]), json!({"sub": "a1"}));
        assert_eq!(
            given(&account, "openid email", &[]),
            json!({"sub": "a1", "email": "a1@example.com", "email_verified": true})
        );
        assert_eq!(
            given(&account, "phone", &[]),
            json!({"phone_number": "+4915112345678", "phone_number_verified": false})
        );
        assert_eq!(given(&account, "address", &[]), json!({"address": {"locality": "Ulm"}}));
        assert_eq!(given(&account, "groups", &[]), json!({"groups": ["staff"]}));
        let profile = given(&account, "profile", &[]);
        assert_eq!(profile.as_object().unwrap().len(), 14);
        assert_eq!(profile["updated_at"], json!(1_700_000_000), "seconds, an integer");
        assert_eq!(given(&account, "offline_access unheard_of", &[]), json!({}));
    }

    #[test]
    fn single_claims_come_when_wished_for() {
        let account = testing::account("a1");
        assert_eq!(given(&account, "openid", &["name", "no_such"]), json!({"sub": "a1", "name": "Ada Ames"}));
    }

    #[test]
    fn nothing_is_null_or_empty() {
        let mut account = testing::account("a1");
        account.profile = Profile {
            name: Some(String::new()),
            address: Some(crate::storage::account::Address::default()),
            ..Profile::default()
        };
        account.email = None;
        account.phone = Some(String::new());
        account.groups.clear();
        assert_eq!(
            given(&account, "openid profile email phone address groups", &["name"]),
            json!({"sub": "a1", "preferred_username": "a1", "updated_at": 1_700_000_000})
        );
    }
}
