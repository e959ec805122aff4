//! What clients say of themselves, read as it is read, and what must hold of whatever is accepted, for tests that try it at
//! random: `docs/decisions/0059`.

use serde_json::{Map, Value};

use super::{client::Draft, client_rules::check};
use crate::{
    jose::JwkSet,
    oauth::{encryption::Answer, redirect_uri::check_registrable},
    storage::client::Metadata,
};

/// The metadata of a client (RFC 7591), as JSON.
pub fn client_metadata(data: &[u8]) {
    let Ok(description) = serde_json::from_slice::<Map<String, Value>>(data) else { return };
    let Ok(draft) = Draft::parse(description) else { return };
    let metadata = &draft.metadata;
    let written = serde_json::to_string(metadata).unwrap_or_default();
    assert_eq!(
        serde_json::from_str::<Metadata>(&written).ok().as_ref(),
        Some(metadata),
        "it is kept as it is"
    );
    if check(&draft).is_err() {
        return;
    }
    let native = metadata.application_type == "native";
    for uri in metadata.redirect_uris.iter().chain(&metadata.post_logout_redirect_uris) {
        assert!(check_registrable(uri, native).is_ok(), "{uri}");
    }
    let public = metadata.token_endpoint_auth_method == "none";
    let uses = |grant: &str| metadata.grant_types.iter().any(|own| own == grant);
    assert!(!public || !(uses("client_credentials") || metadata.may_introspect), "it proves nothing");
    let keys = metadata.jwks.as_ref().map(|keys| JwkSet::parse(keys.to_string().as_bytes()));
    assert!(keys.is_none_or(|keys| keys.is_ok()), "keys that can be used");
    for answer in Answer::ALL {
        let [alg, _] = answer.registered(metadata);
        assert!(
            alg.is_none() || metadata.jwks.is_some() || metadata.jwks_uri.is_some(),
            "a key to encrypt to"
        );
    }
}

#[cfg(test)]
mod tests {
    use proptest::{prelude::*, sample::select};
    use serde_json::json;

    use super::*;
    use crate::administration::client_field::FIELDS;

    fn value() -> impl Strategy<Value = Value> {
        let words = vec![
            "none",
            "client_secret_basic",
            "private_key_jwt",
            "web",
            "native",
            "jwt",
            "opaque",
            "RS256",
            "ES256",
            "RSA-OAEP",
            "ECDH-ES",
            "A128GCM",
            "RSA1_5",
            "public",
            "pairwise",
            "openid",
            "https://rp.example/cb",
            "http://127.0.0.1/cb",
            "com.example.app:/cb",
            "javascript:alert(1)",
            "https://u@rp.example/",
            "",
            "code",
            "id_token",
            "authorization_code",
            "implicit",
            "client_credentials",
            "refresh_token",
        ];
        let word = select(words.clone());
        prop_oneof![
            4 => word.prop_map(Value::from),
            3 => proptest::collection::vec(select(words), 0..4).prop_map(|list| json!(list)),
            1 => ".{0,120}".prop_map(Value::from),
            1 => any::<bool>().prop_map(Value::from),
            1 => any::<i64>().prop_map(Value::from),
            1 => Just(Value::Null),
            1 => Just(json!({ "keys": [{ "kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo" }] })),
            1 => Just(json!({ "clients": ["a"], "audience": [], "impersonation": true })),
        ]
    }

    proptest! {
        #[test]
        fn what_a_client_says_of_itself_is_refused_or_keeps_the_rules(
            members in proptest::collection::vec((select(FIELDS.to_vec()), value()), 0..6),
            whole in any::<bool>(),
        ) {
            let mut description = Map::new();
            if whole {
                description.insert("redirect_uris".into(), json!(["https://rp.example/cb"]));
            }
            description.extend(members.into_iter().map(|(field, value)| (field.name.to_owned(), value)));
            client_metadata(Value::Object(description).to_string().as_bytes());
        }

        #[test]
        fn bytes_are_only_bytes(data in proptest::collection::vec(any::<u8>(), 0..200)) {
            client_metadata(&data);
        }
    }

    /// So that the properties are about something.
    #[test]
    fn what_is_right_is_accepted_by_the_same_functions() {
        let Value::Object(good) = json!({ "redirect_uris": ["https://rp.example/cb"] }) else {
            panic!("no object")
        };
        check(&Draft::parse(good).unwrap()).unwrap();
    }
}
