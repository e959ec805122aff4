//! Which URLs name a document, and what a document may say.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::{
    oauth::{
        Settings,
        testing::{START, World},
    },
    on_both,
    storage::Database,
};

const ID: &str = "https://app.example/oauth/client.json";

fn document(changes: &Value) -> String {
    let mut document = json!({
        "client_id": ID,
        "client_name": "An agent",
        "redirect_uris": ["http://127.0.0.1:33418/", "https://app.example/callback"],
        "grant_types": ["authorization_code", "refresh_token", "client_credentials"],
        "logo_uri": "http://10.0.0.1/logo.png",
        "software_id": "x",
        "skip_consent": true,
        "verified": true,
        "may_introspect": true,
    });
    for (name, value) in changes.as_object().unwrap() {
        document[name] = value.clone();
    }
    document.as_object_mut().unwrap().retain(|_, value| !value.is_null());
    document.to_string()
}

/// The public key of RFC 7517 appendix A.1, which is one to encrypt to.
fn encrypting() -> Value {
    json!({"keys": [{
        "kty": "EC", "crv": "P-256", "use": "enc", "kid": "1",
        "x": "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4", "y": "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM",
    }]})
}

/// That of RFC 8037 appendix A.2, which signs.
fn signing() -> Value {
    json!({"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"})
}

fn read_with(changes: &Value) -> Result<KnownClient, String> {
    read(ID, document(changes).as_bytes(), None, "openid tools", Timestamp(1))
}

#[test]
fn keys_are_found_elsewhere_where_they_are_needed() {
    let at = |changes: Value| keys_elsewhere(document(&changes).as_bytes());
    let uri = "https://keys.example/jwks";
    let proves = json!({"token_endpoint_auth_method": "private_key_jwt", "jwks_uri": uri});
    assert_eq!(at(proves.clone()).unwrap().unwrap().as_str(), uri);
    let encrypts = json!({"id_token_encrypted_response_alg": "ECDH-ES", "jwks_uri": uri});
    assert_eq!(at(encrypts).unwrap().unwrap().as_str(), uri);
    assert_eq!(at(json!({"jwks_uri": "nowhere"})), Ok(None), "nobody needs them");
    assert_eq!(at(json!({"jwks": {"keys": [signing()]}})), Ok(None));
    for wrong in ["http://keys.example/jwks", "", "jwks", "file:///etc/passwd"] {
        let changes = json!({"token_endpoint_auth_method": "private_key_jwt", "jwks_uri": wrong});
        assert!(at(changes).is_err(), "{wrong}");
    }
    assert!(at(json!({"jwks_uri": uri, "jwks": {"keys": [signing()]}})).is_err(), "two places");

    let (text, keys) = (document(&proves), json!({"keys": [signing()]}).to_string());
    let read = |keys: &str| read(ID, text.as_bytes(), Some(keys.as_bytes()), "openid", Timestamp(1));
    let known = read(&keys).unwrap();
    assert_eq!(known.keys.unwrap().keys().len(), 1);
    assert!(known.client.metadata.jwks.is_some(), "they are kept as they were");
    assert_eq!(
        known.client.metadata.jwks_uri, None,
        "and looked for nowhere until the document is read anew"
    );
    for wrong in ["", "none", "{}", r#"{"keys":[]}"#, &encrypting().to_string()] {
        assert!(read(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn a_document_describes_a_public_client_and_gives_itself_no_privilege() {
    let client = read_with(&json!({})).unwrap().client;
    assert!(client.is_public());
    let metadata = &client.metadata;
    assert_eq!((metadata.client_name.as_str(), metadata.application_type.as_str()), ("An agent", "native"));
    assert_eq!(metadata.grant_types, ["authorization_code", "refresh_token"]);
    assert_eq!(metadata.scope, "openid tools");
    assert!(
        !metadata.skip_consent && !metadata.verified && !metadata.may_introspect && metadata.require_pkce
    );
    assert_eq!(host(&client).as_deref(), Some("app.example"));
    let bare = read_with(
        &json!({"redirect_uris": ["https://app.example/cb"], "scope": "openid", "grant_types": null}),
    );
    let bare = bare.unwrap().client.metadata;
    assert_eq!((bare.application_type.as_str(), bare.scope.as_str()), ("web", "openid"));
}

#[test]
fn a_document_says_how_what_it_gets_and_sends_is_signed_and_encrypted() {
    let known = read_with(&json!({
        "jwks": encrypting(), "id_token_signed_response_alg": "ES256", "id_token_encrypted_response_alg": "ECDH-ES",
        "userinfo_encrypted_response_alg": "ECDH-ES+A128KW", "userinfo_encrypted_response_enc": "A256GCM",
        "request_object_encryption_alg": "RSA-OAEP", "introspection_encrypted_response_alg": "ECDH-ES",
        "request_uris": ["https://app.example/request"], "require_pushed_authorization_requests": true,
    }));
    let known = known.unwrap();
    let metadata = &known.client.metadata;
    assert!(known.client.is_public() && known.keys.is_some());
    assert_eq!(metadata.id_token_signed_response_alg, "ES256");
    assert_eq!(metadata.id_token_encrypted_response_alg.as_deref(), Some("ECDH-ES"));
    assert_eq!(metadata.id_token_encrypted_response_enc.as_deref(), Some("A128CBC-HS256"), "the default");
    assert_eq!(metadata.userinfo_encrypted_response_enc.as_deref(), Some("A256GCM"));
    assert_eq!(metadata.request_object_encryption_alg.as_deref(), Some("RSA-OAEP"));
    // Not for a client that nobody registered.
    assert_eq!(metadata.introspection_encrypted_response_alg, None);
    assert!(metadata.request_uris.is_empty() && !metadata.require_pushed_authorization_requests);
    let signs = json!({"request_object_signing_alg": "EdDSA", "jwks": {"keys": [signing()]}});
    assert_eq!(read_with(&signs).unwrap().keys.unwrap().keys().len(), 1);
}

#[test]
fn keys_that_nobody_needs_are_passed_over() {
    for jwks in [encrypting(), json!({"keys": []}), json!("none")] {
        let known = read_with(&json!({ "jwks": jwks })).unwrap();
        assert!(known.keys.is_none() && known.client.metadata.jwks.is_none(), "{jwks}");
    }
}

/// A client that was granted something by its document before, and one that an operator called by an address there.
async fn known_before(db: Database, adjust: impl FnOnce(&mut Settings)) {
    let world = World::with(db, adjust).await;
    let client = read_with(&json!({})).unwrap().client;
    let described = world.provider.database.write::<_, storage::Error, _>(move |write| {
        Box::pin(async move { storage::client::describe(write, &client, START).await })
    });
    described.await.unwrap();
    assert!(find(&world.provider, None, ID).await.unwrap().is_none(), "it begins nothing new");
    assert!(world.provider.clients.find(ID).await.unwrap().is_some(), "what it was granted stands");
    let registered = "https://app.example/registered";
    world.client(registered, |_| {}).await;
    assert!(find(&world.provider, None, registered).await.unwrap().is_some());
}

on_both!(documents_that_are_switched_off_again_begin_nothing, |db| async move {
    known_before(db, |settings| settings.client_documents = false).await;
});

on_both!(nor_do_those_of_a_host_that_is_no_longer_named, |db| async move {
    known_before(db, |settings| {
        settings.client_documents = true;
        settings.document_hosts = vec!["other.example".into()];
    })
    .await;
});

#[test]
fn what_a_document_may_not_say_refuses_it() {
    for changes in [
        json!({"client_id": "https://app.example/oauth/client"}),
        json!({"client_id": null}),
        json!({"client_id": 7}),
        json!({"client_secret": "x"}),
        json!({"client_secret_expires_at": 0}),
        json!({"token_endpoint_auth_method": "client_secret_basic"}),
        json!({"token_endpoint_auth_method": "client_secret_post"}),
        json!({"token_endpoint_auth_method": "client_secret_jwt"}),
        json!({"token_endpoint_auth_method": "private_key_jwt"}),
        json!({"token_endpoint_auth_method": "private_key_jwt", "jwks": {"keys": []}}),
        json!({"token_endpoint_auth_method": "private_key_jwt", "jwks": encrypting()}),
        json!({"token_endpoint_auth_signing_alg": "HS256"}),
        json!({"id_token_signed_response_alg": "none"}),
        json!({"id_token_encrypted_response_alg": "RSA-OAEP"}),
        json!({"id_token_encrypted_response_alg": "ECDH-ES", "jwks": {"keys": [signing()]}}),
        json!({"id_token_encrypted_response_alg": "ECDH-ES", "jwks_uri": "https://app.example/jwks"}),
        json!({"id_token_encrypted_response_alg": "RSA1_5", "jwks": encrypting()}),
        json!({"id_token_encrypted_response_alg": ["ECDH-ES"], "jwks": encrypting()}),
        json!({"userinfo_encrypted_response_enc": "A128GCM", "jwks": encrypting()}),
        json!({"authorization_encrypted_response_alg": "ECDH-ES", "authorization_encrypted_response_enc": "x", "jwks": encrypting()}),
        json!({"request_object_encryption_alg": "dir"}),
        json!({"require_signed_request_object": true}),
        json!({"require_signed_request_object": true, "jwks": encrypting()}),
        json!({"redirect_uris": null}),
        json!({"redirect_uris": []}),
        json!({"redirect_uris": "https://app.example/cb"}),
        json!({"redirect_uris": ["http://app.example/cb"]}),
        json!({"redirect_uris": ["https://app.example/cb#x"]}),
        json!({"redirect_uris": ["javascript:alert(1)"]}),
        json!({"redirect_uris": ["https://*.example/cb"]}),
        json!({"redirect_uris": vec!["https://app.example/cb"; 21]}),
        json!({"client_name": "x".repeat(101)}),
        json!({"client_name": "a\nb"}),
    ] {
        assert!(read_with(&changes).is_err(), "{changes}");
    }
    for text in ["", "{}", "[]", "null", "{", "\u{feff}{}"] {
        assert!(read(ID, text.as_bytes(), None, "openid", Timestamp(1)).is_err(), "{text}");
    }
}

#[test]
fn only_an_https_url_with_a_path_and_one_spelling_names_a_document() {
    for good in [ID, "https://app.example/c", "https://app.example:8443/c?d=e", "https://app.example/a/b/"] {
        assert!(document_url(good).is_some(), "{good}");
    }
    for wrong in [
        "",
        "shop",
        "http://app.example/c",
        "https://app.example",
        "https://app.example/",
        "https://app.example/c#f",
        "https://user@app.example/c",
        "https://user:pw@app.example/c",
        "https://app.example/./c",
        "https://app.example/a/../c",
        "https://app.example/%2e%2e/c",
        "https://app.example:443/c",
        "https://APP.example/c",
        "HTTPS://app.example/c",
        "https://app.example\\c/d",
        "https://app.example/c d",
        "https:///c",
        &format!("https://app.example/{}", "x".repeat(255)),
    ] {
        assert!(document_url(wrong).is_none(), "{wrong}");
    }
}

#[test]
fn no_document_gets_a_secret_or_a_privilege() {
    let metadata = serde_json::to_value(Metadata::default()).unwrap();
    let mut passed_over = Vec::new();
    for name in metadata.as_object().unwrap().keys() {
        for value in [true, false] {
            let Ok(known) = read_with(&json!({ name.as_str(): value })) else { continue };
            let described = &known.client.metadata;
            assert!(!described.skip_consent && !described.verified && !described.may_introspect, "{name}");
            assert!(described.require_pkce && !described.refresh_always, "{name}");
            assert!(known.secrets.is_empty(), "{name}");
            passed_over.push(name.as_str());
        }
    }
    for privilege in ["skip_consent", "verified", "may_introspect", "refresh_always", "require_pkce"] {
        assert!(passed_over.contains(&privilege), "{privilege} is passed over, not refused");
    }
}

proptest! {
    #[test]
    fn no_text_is_more_than_refused(text in ".{0,300}", id in ".{0,80}") {
        let _ = document_url(&id);
        prop_assert!(read(ID, text.as_bytes(), None, "openid", Timestamp(1)).is_err());
    }
}
