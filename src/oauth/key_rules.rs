//! The rules about a client's keys and their algorithms, whoever describes it (an operator, or the client itself): there is a key
//! for everything that it signs, and for everything that is to be encrypted to it (OpenID Connect Registration 2, JARM 3, RFC
//! 9701 section 6). Of keys at a `jwks_uri` nobody knows before they are needed.

use super::encryption::Answer;
use crate::{
    jose::{Algorithm, ContentEncryption, JwkSet, KeyManagement, VerifyAlgorithm},
    storage::client::Metadata,
};

/// The rules that `metadata` breaks; each names its field.
pub fn faults(metadata: &Metadata) -> Vec<String> {
    let proves_itself = metadata.token_endpoint_auth_method == "private_key_jwt";
    let has_keys = metadata.jwks.is_some() || metadata.jwks_uri.is_some();
    let places = [
        (metadata.jwks.is_none() || metadata.jwks_uri.is_none(), "jwks: not beside jwks_uri"),
        (has_keys || !proves_itself, "jwks: private_key_jwt needs it, or jwks_uri"),
        (
            has_keys || !metadata.require_signed_request_object,
            "jwks: require_signed_request_object needs it, or jwks_uri",
        ),
    ];
    let broken = places.into_iter().chain(signatures(metadata)).filter(|(holds, _)| !holds);
    let mut faults: Vec<String> = broken.map(|(_, fault)| fault.to_owned()).collect();
    let keys = match metadata.jwks.as_ref().map(|keys| JwkSet::parse(keys.to_string().as_bytes())) {
        Some(Err(error)) => {
            faults.push(format!("jwks: {error}"));
            return faults;
        }
        Some(Ok(keys)) => Some(keys),
        None => None,
    };
    if (proves_itself || metadata.require_signed_request_object)
        && keys.as_ref().is_some_and(|keys| keys.keys().is_empty())
    {
        faults.push("jwks: private_key_jwt and signed request objects need a key for signatures".into());
    }
    encryption(metadata, keys.as_ref(), &mut faults);
    faults
}

/// Whether what we sign and what the client signs is signed by an algorithm that there is, and what is wrong if not.
fn signatures(metadata: &Metadata) -> [(bool, &'static str); 5] {
    let ours = |algorithm: Option<&str>| algorithm.is_none_or(|name| Algorithm::from_name(name).is_some());
    let theirs =
        |algorithm: Option<&str>| algorithm.is_none_or(|name| VerifyAlgorithm::from_name(name).is_some());
    [
        (
            ours(Some(metadata.id_token_signed_response_alg.as_str())),
            "id_token_signed_response_alg: RS256, ES256 or EdDSA",
        ),
        (
            ours(metadata.userinfo_signed_response_alg.as_deref()),
            "userinfo_signed_response_alg: RS256, ES256 or EdDSA",
        ),
        (
            ours(metadata.authorization_signed_response_alg.as_deref()),
            "authorization_signed_response_alg: RS256, ES256 or EdDSA",
        ),
        (
            theirs(metadata.request_object_signing_alg.as_deref()),
            "request_object_signing_alg: RS256, PS256, ES256, ES384 or EdDSA",
        ),
        (
            theirs(metadata.token_endpoint_auth_signing_alg.as_deref()),
            "token_endpoint_auth_signing_alg: RS256, PS256, ES256, ES384 or EdDSA",
        ),
    ]
}

/// What could not be encrypted, to the client or to us, as it is registered; its own `keys` are those that stand in its metadata.
fn encryption(metadata: &Metadata, keys: Option<&JwkSet>, faults: &mut Vec<String>) {
    for answer in Answer::ALL {
        let [alg, enc] = answer.registered(metadata);
        let supported = check(answer.members(), alg, enc, faults);
        let Some(algorithm) = supported else { continue };
        let [member, _] = answer.members();
        let missing = match keys {
            Some(keys) => keys.encryption_key(algorithm).is_none(),
            None => metadata.jwks_uri.is_none(),
        };
        if missing {
            faults.push(format!("{member}: there is no key with use enc for {} in jwks", algorithm.name()));
        }
    }
    let (alg, enc) = (&metadata.request_object_encryption_alg, &metadata.request_object_encryption_enc);
    let members = ["request_object_encryption_alg", "request_object_encryption_enc"];
    check(members, alg.as_deref(), enc.as_deref(), faults);
}

/// The rules that `metadata` breaks where only `algorithms` have keys here: what is to be signed otherwise could never be.
pub fn unsignable(metadata: &Metadata, algorithms: &[String]) -> Vec<String> {
    let wanted = [
        ("id_token_signed_response_alg", Some(&metadata.id_token_signed_response_alg)),
        ("userinfo_signed_response_alg", metadata.userinfo_signed_response_alg.as_ref()),
        ("authorization_signed_response_alg", metadata.authorization_signed_response_alg.as_ref()),
        ("introspection_signed_response_alg", Some(&metadata.introspection_signed_response_alg)),
        ("access_token_signed_response_alg", Some(&metadata.access_token_signed_response_alg)),
    ];
    let missing = wanted.into_iter().filter_map(|(member, algorithm)| {
        let known = algorithm.filter(|one| Algorithm::from_name(one).is_some())?;
        (!algorithms.contains(known))
            .then(|| format!("{member}: there is no key for {known} here, but for {}", algorithms.join(", ")))
    });
    missing.collect()
}

/// What `alg` means, if anything is asked for and all of it is supported.
fn check(
    [alg_member, enc_member]: [&str; 2],
    alg: Option<&str>,
    enc: Option<&str>,
    faults: &mut Vec<String>,
) -> Option<KeyManagement> {
    let list = |names: &[&str]| names.join(", ");
    let algorithm = alg.and_then(KeyManagement::from_name);
    if alg.is_some() && algorithm.is_none() {
        faults.push(format!("{alg_member}: one of {}", list(&KeyManagement::ALL.map(KeyManagement::name))));
    }
    if enc.is_some_and(|name| ContentEncryption::from_name(name).is_none()) {
        let names = ContentEncryption::ALL.map(ContentEncryption::name);
        faults.push(format!("{enc_member}: one of {}", list(&names)));
    }
    if enc.is_some() && alg.is_none() {
        faults.push(format!("{enc_member}: only with {alg_member}"));
    }
    algorithm
}

/// OpenID Connect Registration 2: the default of what was left out, so that a client is told what it has.
pub fn complete(metadata: &mut Metadata) {
    let default = ContentEncryption::default().name();
    for (alg, enc) in [
        (&metadata.id_token_encrypted_response_alg, &mut metadata.id_token_encrypted_response_enc),
        (&metadata.userinfo_encrypted_response_alg, &mut metadata.userinfo_encrypted_response_enc),
        (&metadata.authorization_encrypted_response_alg, &mut metadata.authorization_encrypted_response_enc),
        (&metadata.request_object_encryption_alg, &mut metadata.request_object_encryption_enc),
    ] {
        if alg.is_some() {
            enc.get_or_insert_with(|| default.to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::jose::{Pair, Purpose};

    fn key(purpose: Purpose) -> Value {
        serde_json::from_str(&purpose.generate(2048).unwrap().public_jwk).unwrap()
    }

    fn of(change: impl FnOnce(&mut Metadata)) -> Vec<String> {
        let mut metadata = Metadata::default();
        change(&mut metadata);
        faults(&metadata)
    }

    #[test]
    fn a_client_needs_a_key_of_the_right_use_for_what_it_asks_for() {
        let (signing, ec) = (key(Purpose::Sign(Algorithm::ES256)), key(Purpose::Decrypt(Pair::Ec)));
        let asking = |keys: Option<Value>, alg: &str| {
            of(|metadata| {
                metadata.jwks = keys;
                metadata.id_token_encrypted_response_alg = Some(alg.into());
            })
        };
        let set = |keys: &[&Value]| Some(json!({ "keys": keys }));
        assert!(asking(set(&[&signing, &ec]), "ECDH-ES+A128KW").is_empty());
        for (keys, alg) in [(set(&[&ec]), "RSA-OAEP"), (set(&[&signing]), "ECDH-ES"), (None, "RSA-OAEP")] {
            let faults = asking(keys, alg);
            let expected =
                format!("id_token_encrypted_response_alg: there is no key with use enc for {alg} in jwks");
            assert_eq!(faults, [expected]);
        }
        let at_an_address = of(|metadata| {
            metadata.jwks_uri = Some("https://app.example/jwks".into());
            metadata.userinfo_encrypted_response_alg = Some("RSA-OAEP-256".into());
        });
        assert!(at_an_address.is_empty(), "{at_an_address:?}");
        let unsigned = of(|metadata| {
            metadata.jwks = set(&[&ec]);
            metadata.token_endpoint_auth_method = "private_key_jwt".into();
        });
        assert_eq!(unsigned.len(), 1, "{unsigned:?}");
    }

    #[test]
    fn nothing_is_to_be_signed_by_an_algorithm_without_a_key() {
        let ours = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let metadata = Metadata {
            id_token_signed_response_alg: "ES256".into(),
            userinfo_signed_response_alg: Some("EdDSA".into()),
            authorization_signed_response_alg: Some("none".into()),
            ..Metadata::default()
        };
        assert_eq!(
            unsignable(&metadata, &ours(&["RS256", "EdDSA"])),
            ["id_token_signed_response_alg: there is no key for ES256 here, but for RS256, EdDSA"]
        );
        assert_eq!(unsignable(&metadata, &ours(&["RS256"])).len(), 2);
        assert!(unsignable(&Metadata::default(), &ours(&["RS256"])).is_empty());
    }

    #[test]
    fn what_is_not_supported_is_named_with_what_is() {
        for alg in ["RSA1_5", "dir", "A128KW", "PBES2-HS256+A128KW", "none", ""] {
            let faults = of(|metadata| metadata.request_object_encryption_alg = Some(alg.into()));
            assert!(
                faults[0].starts_with("request_object_encryption_alg: one of RSA-OAEP, "),
                "{alg}: {faults:?}"
            );
        }
        let alone = of(|metadata| metadata.userinfo_encrypted_response_enc = Some("A128GCM".into()));
        assert_eq!(alone, ["userinfo_encrypted_response_enc: only with userinfo_encrypted_response_alg"]);
        let unknown = of(|metadata| {
            metadata.request_object_encryption_alg = Some("ECDH-ES".into());
            metadata.request_object_encryption_enc = Some("A192GCM".into());
        });
        assert_eq!(unknown, ["request_object_encryption_enc: one of A128CBC-HS256, A128GCM, A256GCM"]);
    }

    #[test]
    fn a_client_is_told_the_default() {
        let mut metadata =
            Metadata { id_token_encrypted_response_alg: Some("RSA-OAEP".into()), ..Metadata::default() };
        complete(&mut metadata);
        assert_eq!(metadata.id_token_encrypted_response_enc.as_deref(), Some("A128CBC-HS256"));
        assert_eq!(metadata.userinfo_encrypted_response_enc, None);
    }
}
