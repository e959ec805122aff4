//! The `claims` parameter (OpenID Connect Core 5.5): single claims, and where they are wanted.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

const MOST_CHARACTERS: usize = 4_000;
const MOST_CLAIMS: usize = 50;
const MOST_VALUES: usize = 20;

/// What was asked for; members other than these two are ignored, as the clause says.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Claims {
    /// In the answer of the userinfo endpoint.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub userinfo: BTreeMap<String, Wish>,
    /// In the ID token.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub id_token: BTreeMap<String, Wish>,
}

/// How one claim is wanted (section 5.5.1).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Wish {
    /// The client cannot go on without.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub essential: bool,
    /// The values that would do, the most wanted first; empty for any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<Value>,
}

/// Why a `claims` parameter is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Malformed {
    /// Not JSON, or not the shape of section 5.5.
    #[error("claims is not a JSON object of the shape that OpenID Connect Core 5.5 gives")]
    Shape,
    /// More than anybody needs.
    #[error("claims asks for too much")]
    TooMuch,
}

impl Claims {
    /// Reads the parameter.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        if text.len() > MOST_CHARACTERS {
            return Err(Malformed::TooMuch);
        }
        let mut members: Map<String, Value> = serde_json::from_str(text).map_err(|_| Malformed::Shape)?;
        Ok(Self {
            userinfo: wishes(members.remove("userinfo"))?,
            id_token: wishes(members.remove("id_token"))?,
        })
    }

    /// The names of all that are wanted anywhere; one that is wanted in both places comes twice.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.userinfo.keys().chain(self.id_token.keys()).map(String::as_str)
    }

    /// Those that `keep` wants.
    #[must_use]
    pub fn filter(mut self, keep: impl Fn(&str) -> bool) -> Self {
        for wishes in [&mut self.userinfo, &mut self.id_token] {
            wishes.retain(|claim, _| keep(claim));
        }
        self
    }

    /// The `acr` values wanted in the ID token, if any are named (section 5.5.1.1).
    pub fn acr(&self) -> Option<(Vec<String>, bool)> {
        let wish = self.id_token.get("acr")?;
        let levels: Vec<String> = wish.values.iter().filter_map(Value::as_str).map(str::to_owned).collect();
        (!levels.is_empty()).then_some((levels, wish.essential))
    }

    /// The one account that will do, when the ID token's `sub` is asked for by value (section 5.5.1).
    pub fn subject(&self) -> Option<&str> {
        match self.id_token.get("sub")?.values.as_slice() {
            [Value::String(subject)] => Some(subject),
            _ => None,
        }
    }
}

fn wishes(member: Option<Value>) -> Result<BTreeMap<String, Wish>, Malformed> {
    match member {
        None | Some(Value::Null) => Ok(BTreeMap::new()),
        Some(Value::Object(claims)) if claims.len() > MOST_CLAIMS => Err(Malformed::TooMuch),
        Some(Value::Object(claims)) => {
            claims.into_iter().map(|(name, wanted)| Ok((name, wish(wanted)?))).collect()
        }
        Some(_) => Err(Malformed::Shape),
    }
}

fn wish(wanted: Value) -> Result<Wish, Malformed> {
    let mut members = match wanted {
        Value::Null => return Ok(Wish::default()),
        Value::Object(members) => members,
        _ => return Err(Malformed::Shape),
    };
    let essential = match members.remove("essential") {
        None => false,
        Some(Value::Bool(essential)) => essential,
        Some(_) => return Err(Malformed::Shape),
    };
    let values = match (members.remove("value"), members.remove("values")) {
        (Some(value), _) => vec![value],
        (None, None) => Vec::new(),
        (None, Some(Value::Array(values))) if values.len() <= MOST_VALUES => values,
        (None, Some(Value::Array(_))) => return Err(Malformed::TooMuch),
        (None, Some(_)) => return Err(Malformed::Shape),
    };
    Ok(Wish { essential, values })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_example_of_the_specification_is_understood() {
        let claims = Claims::parse(
            r#"{"userinfo": {"given_name": {"essential": true}, "nickname": null, "email": {"essential": true},
                "email_verified": {"essential": true}, "picture": null, "http://example.info/claims/groups": null},
                "id_token": {"auth_time": {"essential": true},
                "acr": {"values": ["urn:mace:incommon:iap:silver"]}}, "other": 7}"#,
        )
        .unwrap();
        assert_eq!(claims.userinfo.len(), 6);
        assert!(claims.userinfo["email"].essential && !claims.userinfo["nickname"].essential);
        assert_eq!(claims.acr(), Some((vec!["urn:mace:incommon:iap:silver".into()], false)));
        assert_eq!(claims.subject(), None);
        let stored = serde_json::to_string(&claims).unwrap();
        assert_eq!(serde_json::from_str::<Claims>(&stored).unwrap(), claims);
        assert_eq!(serde_json::to_string(&Claims::default()).unwrap(), "{}");
    }

    #[test]
    fn a_single_value_counts_as_a_list_of_one() {
        let claims =
            Claims::parse(r#"{"id_token":{"sub":{"value":"248"},"acr":{"essential":true,"value":"2"}}}"#)
                .unwrap();
        assert_eq!(claims.subject(), Some("248"));
        assert_eq!(claims.acr(), Some((vec!["2".into()], true)));
    }

    #[test]
    fn other_shapes_are_refused() {
        for text in [
            "",
            "null",
            "[]",
            "7",
            "{",
            r#"{"userinfo":[]}"#,
            r#"{"id_token":"acr"}"#,
            r#"{"userinfo":{"name":true}}"#,
            r#"{"userinfo":{"name":{"essential":"yes"}}}"#,
            r#"{"id_token":{"acr":{"values":"1"}}}"#,
        ] {
            assert_eq!(Claims::parse(text), Err(Malformed::Shape), "{text}");
        }
    }

    #[test]
    fn sizes_have_limits() {
        let many: Vec<String> = (0..51).map(|n| format!("\"c{n}\":null")).collect();
        assert_eq!(
            Claims::parse(&format!("{{\"userinfo\":{{{}}}}}", many.join(","))),
            Err(Malformed::TooMuch)
        );
        assert_eq!(Claims::parse(&" ".repeat(4_001)), Err(Malformed::TooMuch));
        let deep = format!("{}{}", "[".repeat(1_900), "]".repeat(1_900));
        assert_eq!(Claims::parse(&format!("{{\"x\":{deep}}}")), Err(Malformed::Shape));
    }

    proptest! {
        #[test]
        fn parsing_is_total(text in "[\\[\\]{}\":,a-z0-9 ]{0,60}") {
            let _ = Claims::parse(&text);
        }
    }
}
