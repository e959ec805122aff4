//! The metadata document: OpenID Connect Discovery 1.0 section 3 and RFC 8414, the same bytes at both addresses.
//!
//! It says what this build does and nothing more. It is written when the provider is made, and anew
//! when what it tells of changes.

use bytes::Bytes;
use serde_json::{Map, Value, json};

use super::{
    AUTHORIZE, CHECK_SESSION, DEVICE_AUTHORIZATION, Governed, INTROSPECT, JWKS, LOGOUT, PUSH, REGISTER,
    REVOKE, Settings, TOKEN, USERINFO, attributes, dpop, grant, id_token, pkce, prompt, response_mode,
    response_type,
};
use crate::jose::{ContentEncryption, KeyManagement, VerifyAlgorithm};

/// Claims that are given out (OpenID Connect Core 2 and 5.1).
pub(super) const CLAIMS: &[&str] = &[
    "sub",
    "iss",
    "aud",
    "exp",
    "iat",
    "auth_time",
    "nonce",
    "acr",
    "amr",
    "sid",
    "at_hash",
    "c_hash",
    "name",
    "given_name",
    "family_name",
    "middle_name",
    "nickname",
    "preferred_username",
    "profile",
    "picture",
    "website",
    "gender",
    "birthdate",
    "zoneinfo",
    "locale",
    "updated_at",
    "email",
    "email_verified",
    "phone_number",
    "phone_number_verified",
    "address",
    "groups",
    id_token::FACTORS,
];

/// How clients authenticate (OpenID Connect Core 9).
pub const CLIENT_AUTHENTICATION: [&str; 4] =
    ["client_secret_basic", "client_secret_post", "private_key_jwt", "none"];

/// The document.
pub fn document(settings: &Settings, governed: &Governed) -> Bytes {
    let at = |path: &str| settings.endpoint(path);
    let signing: Vec<&str> = VerifyAlgorithm::ALL.iter().map(|algorithm| algorithm.name()).collect();
    let confidential: Vec<&str> =
        CLIENT_AUTHENTICATION.into_iter().filter(|method| *method != "none").collect();
    let scopes = settings.known_scopes();
    let claims: Vec<&str> = CLAIMS.iter().copied().chain(attributes::names(&settings.attributes)).collect();
    let mut grants = grant::SUPPORTED.to_vec();
    let mut response_types = response_type::CODE.to_vec();
    if settings.front_channel_tokens {
        grants.push("implicit");
        response_types = response_type::ALL.to_vec();
    }
    let document = json!({
        "issuer": settings.issuer,
        "authorization_endpoint": at(AUTHORIZE),
        "token_endpoint": at(TOKEN),
        "userinfo_endpoint": at(USERINFO),
        "jwks_uri": at(JWKS),
        "revocation_endpoint": at(REVOKE),
        "introspection_endpoint": at(INTROSPECT),
        "scopes_supported": scopes.iter().collect::<Vec<_>>(),
        "response_types_supported": response_types,
        "response_modes_supported": response_mode::SUPPORTED,
        "grant_types_supported": grants,
        "subject_types_supported": ["public", "pairwise"],
        "acr_values_supported": governed.acr_values_supported,
        "id_token_signing_alg_values_supported": settings.algorithms,
        "userinfo_signing_alg_values_supported": settings.algorithms,
        "request_object_signing_alg_values_supported": signing,
        "token_endpoint_auth_methods_supported": CLIENT_AUTHENTICATION,
        "token_endpoint_auth_signing_alg_values_supported": signing,
        "revocation_endpoint_auth_methods_supported": CLIENT_AUTHENTICATION,
        "revocation_endpoint_auth_signing_alg_values_supported": signing,
        "introspection_endpoint_auth_methods_supported": confidential,
        "introspection_endpoint_auth_signing_alg_values_supported": signing,
        "code_challenge_methods_supported": [pkce::METHOD],
        "claim_types_supported": ["normal"],
        "claims_supported": claims,
        "claims_parameter_supported": true,
        "request_parameter_supported": true,
        "request_uri_parameter_supported": true,
        "require_request_uri_registration": true,
        "ui_locales_supported": settings.ui_locales,
    });
    let members =
        [document, extensions(settings, governed), encryption(settings)].into_iter().filter_map(|part| {
            match part {
                Value::Object(members) => Some(members),
                _ => None,
            }
        });
    Bytes::from(Value::Object(members.flatten().collect()).to_string())
}

/// What later documents than OpenID Connect Discovery and RFC 8414 added.
fn extensions(settings: &Settings, governed: &Governed) -> Value {
    let at = |path: &str| settings.endpoint(path);
    let mut members = json!({
        "device_authorization_endpoint": at(DEVICE_AUTHORIZATION),
        "end_session_endpoint": at(LOGOUT),
        "authorization_signing_alg_values_supported": settings.algorithms,
        "dpop_signing_alg_values_supported": dpop::algorithms(),
        "introspection_signing_alg_values_supported": settings.algorithms,
        "prompt_values_supported": prompt::supported(governed.registers),
        "pushed_authorization_request_endpoint": at(PUSH),
        "require_pushed_authorization_requests": settings.require_pushed_requests,
        "backchannel_logout_supported": true,
        "backchannel_logout_session_supported": true,
        "frontchannel_logout_supported": true,
        "frontchannel_logout_session_supported": true,
        "authorization_response_iss_parameter_supported": true,
        "client_id_metadata_document_supported": client_documents(settings),
    });
    if let Some(members) = members.as_object_mut() {
        if settings.registration {
            members.insert("registration_endpoint".into(), at(REGISTER).into());
        }
        if settings.front_channel_tokens {
            members.insert("check_session_iframe".into(), at(CHECK_SESSION).into());
        }
    }
    members
}

/// Whether a client that describes itself can begin: it becomes known by a request of the browser, and has none to push.
fn client_documents(settings: &Settings) -> bool {
    settings.client_documents && !settings.require_pushed_requests
}

/// What may be encrypted to clients, and how they may encrypt to us.
fn encryption(settings: &Settings) -> Value {
    let contents = ContentEncryption::ALL.map(ContentEncryption::name);
    let to_clients = KeyManagement::ALL.map(KeyManagement::name);
    let mut members = Map::new();
    let mut name = |what: &str, algorithms: &[&str]| {
        members.insert(format!("{what}_encryption_alg_values_supported"), json!(algorithms));
        members.insert(format!("{what}_encryption_enc_values_supported"), json!(contents));
    };
    for answer in ["id_token", "userinfo", "authorization", "introspection"] {
        name(answer, &to_clients);
    }
    let to_us = KeyManagement::ALL.into_iter().filter(|one| settings.encryption.contains(&one.pair()));
    let to_us: Vec<&str> = to_us.map(KeyManagement::name).collect();
    if !to_us.is_empty() {
        name("request_object", &to_us);
    }
    Value::Object(members)
}

/// The paths, from the root of the host, where the document of `issuer` is looked for: appended (Discovery 4.1) and
/// inserted (RFC 8414 section 3.1), under both names.
pub fn paths(issuer: &str) -> Vec<String> {
    let path = match url::Url::parse(issuer) {
        Ok(url) => url.path().trim_end_matches('/').to_owned(),
        Err(_) => String::new(),
    };
    let mut paths = Vec::new();
    for name in ["/.well-known/openid-configuration", "/.well-known/oauth-authorization-server"] {
        paths.push(format!("{path}{name}"));
        if !path.is_empty() {
            paths.push(format!("{name}{path}"));
        }
    }
    paths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_document_says_what_this_build_does() {
        let document: serde_json::Value =
            serde_json::from_slice(&document(&Settings::new("https://id.example.org"), &Governed::default()))
                .unwrap();
        let members = document.as_object().unwrap();
        let mut lines: Vec<String> =
            members.iter().map(|(name, value)| format!("{name} = {value}")).collect();
        lines.sort();
        insta::assert_snapshot!(lines.join("\n"), @r#"
        acr_values_supported = ["urn:doorward:acr:password","urn:doorward:acr:image","urn:doorward:acr:pattern","urn:doorward:acr:two-step","urn:doorward:acr:aal2"]
        authorization_encryption_alg_values_supported = ["RSA-OAEP","RSA-OAEP-256","ECDH-ES","ECDH-ES+A128KW","ECDH-ES+A256KW"]
        authorization_encryption_enc_values_supported = ["A128CBC-HS256","A128GCM","A256GCM"]
        authorization_endpoint = "https://id.example.org/authorize"
        authorization_response_iss_parameter_supported = true
        authorization_signing_alg_values_supported = ["RS256","ES256","EdDSA"]
        backchannel_logout_session_supported = true
        backchannel_logout_supported = true
        claim_types_supported = ["normal"]
        claims_parameter_supported = true
        claims_supported = ["sub","iss","aud","exp","iat","auth_time","nonce","acr","amr","sid","at_hash","c_hash","name","given_name","family_name","middle_name","nickname","preferred_username","profile","picture","website","gender","birthdate","zoneinfo","locale","updated_at","email","email_verified","phone_number","phone_number_verified","address","groups","doorward_factors"]
        client_id_metadata_document_supported = false
        code_challenge_methods_supported = ["S256"]
        device_authorization_endpoint = "https://id.example.org/device_authorization"
        dpop_signing_alg_values_supported = ["ES256","ES384","PS256","EdDSA"]
        end_session_endpoint = "https://id.example.org/logout"
        frontchannel_logout_session_supported = true
        frontchannel_logout_supported = true
        grant_types_supported = ["authorization_code","refresh_token","client_credentials","urn:ietf:params:oauth:grant-type:device_code","urn:ietf:params:oauth:grant-type:token-exchange"]
        id_token_encryption_alg_values_supported = ["RSA-OAEP","RSA-OAEP-256","ECDH-ES","ECDH-ES+A128KW","ECDH-ES+A256KW"]
        id_token_encryption_enc_values_supported = ["A128CBC-HS256","A128GCM","A256GCM"]
        id_token_signing_alg_values_supported = ["RS256","ES256","EdDSA"]
        introspection_encryption_alg_values_supported = ["RSA-OAEP","RSA-OAEP-256","ECDH-ES","ECDH-ES+A128KW","ECDH-ES+A256KW"]
        introspection_encryption_enc_values_supported = ["A128CBC-HS256","A128GCM","A256GCM"]
        introspection_endpoint = "https://id.example.org/introspect"
        introspection_endpoint_auth_methods_supported = ["client_secret_basic","client_secret_post","private_key_jwt"]
        introspection_endpoint_auth_signing_alg_values_supported = ["RS256","PS256","ES256","ES384","EdDSA"]
        introspection_signing_alg_values_supported = ["RS256","ES256","EdDSA"]
        issuer = "https://id.example.org"
        jwks_uri = "https://id.example.org/jwks"
        prompt_values_supported = ["none","login","consent","select_account"]
        pushed_authorization_request_endpoint = "https://id.example.org/par"
        request_object_encryption_alg_values_supported = ["RSA-OAEP","RSA-OAEP-256","ECDH-ES","ECDH-ES+A128KW","ECDH-ES+A256KW"]
        request_object_encryption_enc_values_supported = ["A128CBC-HS256","A128GCM","A256GCM"]
        request_object_signing_alg_values_supported = ["RS256","PS256","ES256","ES384","EdDSA"]
        request_parameter_supported = true
        request_uri_parameter_supported = true
        require_pushed_authorization_requests = false
        require_request_uri_registration = true
        response_modes_supported = ["query","fragment","form_post","jwt","query.jwt","fragment.jwt","form_post.jwt"]
        response_types_supported = ["code"]
        revocation_endpoint = "https://id.example.org/revoke"
        revocation_endpoint_auth_methods_supported = ["client_secret_basic","client_secret_post","private_key_jwt","none"]
        revocation_endpoint_auth_signing_alg_values_supported = ["RS256","PS256","ES256","ES384","EdDSA"]
        scopes_supported = ["openid","profile","email","address","phone","groups","offline_access"]
        subject_types_supported = ["public","pairwise"]
        token_endpoint = "https://id.example.org/token"
        token_endpoint_auth_methods_supported = ["client_secret_basic","client_secret_post","private_key_jwt","none"]
        token_endpoint_auth_signing_alg_values_supported = ["RS256","PS256","ES256","ES384","EdDSA"]
        ui_locales_supported = ["en"]
        userinfo_encryption_alg_values_supported = ["RSA-OAEP","RSA-OAEP-256","ECDH-ES","ECDH-ES+A128KW","ECDH-ES+A256KW"]
        userinfo_encryption_enc_values_supported = ["A128CBC-HS256","A128GCM","A256GCM"]
        userinfo_endpoint = "https://id.example.org/userinfo"
        userinfo_signing_alg_values_supported = ["RS256","ES256","EdDSA"]
        "#);
    }

    #[test]
    fn attributes_are_told_of_with_the_scopes_that_release_them() {
        let settings = Settings::from_config(&crate::oauth::testing::employment(), vec!["en".into()]);
        let document: serde_json::Value =
            serde_json::from_slice(&document(&settings, &Governed::default())).unwrap();
        let told = |member: &str, name: &str| document[member].as_array().unwrap().contains(&name.into());
        assert!(told("scopes_supported", "employment") && told("claims_supported", "dept"));
        assert!(!told("claims_supported", "department") && !told("claims_supported", "shoe_size"));
    }

    #[test]
    fn documents_are_not_promised_where_every_request_must_be_pushed() {
        for (client_documents, require_pushed_requests, promised) in
            [(false, false, false), (true, false, true), (true, true, false)]
        {
            let issuer = Settings::new("https://id.example.org");
            let settings = Settings { client_documents, require_pushed_requests, ..issuer };
            let document: serde_json::Value =
                serde_json::from_slice(&document(&settings, &Governed::default())).unwrap();
            assert_eq!(document["client_id_metadata_document_supported"], promised);
        }
    }

    #[test]
    fn every_endpoint_is_below_the_issuer() {
        let issuer = "https://example.org/auth";
        let document: serde_json::Value =
            serde_json::from_slice(&document(&Settings::new(issuer), &Governed::default())).unwrap();
        assert_eq!(document["issuer"], issuer);
        for (name, value) in document.as_object().unwrap() {
            if name.ends_with("_endpoint") || name == "jwks_uri" {
                assert!(value.as_str().unwrap().starts_with("https://example.org/auth/"), "{name}");
            }
        }
    }

    #[test]
    fn it_is_found_where_either_specification_looks() {
        assert_eq!(
            paths("https://example.org"),
            ["/.well-known/openid-configuration", "/.well-known/oauth-authorization-server"]
        );
        assert_eq!(
            paths("https://example.org/auth"),
            [
                "/auth/.well-known/openid-configuration",
                "/.well-known/openid-configuration/auth",
                "/auth/.well-known/oauth-authorization-server",
                "/.well-known/oauth-authorization-server/auth",
            ]
        );
    }
}
