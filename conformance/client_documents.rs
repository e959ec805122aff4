//! draft-ietf-oauth-client-id-metadata-document: a client that nobody registered, from its first request to its tokens.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicUsize, Ordering},
};

use doorward::config::Peer;
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

use crate::{
    rfc7516::{opened, public_keys, sealed},
    world::{CHALLENGE, ISSUER, VERIFIER, World, claims, merged},
};

const CALLBACK: &str = "http://127.0.0.1:40000/callback";

/// A site over https that answers every request with one document, but that for its keys, under an authority of its own.
struct Site {
    client_id: String,
    answer: Arc<Mutex<String>>,
    keys: Arc<Mutex<String>>,
    asked: Arc<AtomicUsize>,
    authority: tempfile::NamedTempFile,
}

impl Site {
    async fn new() -> Self {
        use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
        let mut authority = CertificateParams::new(Vec::new()).unwrap();
        authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let authority = CertifiedIssuer::self_signed(authority, KeyPair::generate().unwrap()).unwrap();
        let key = KeyPair::generate().unwrap();
        let leaf =
            CertificateParams::new(vec!["localhost".into()]).unwrap().signed_by(&key, &authority).unwrap();
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let config = rustls::ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![leaf.der().clone()], key.serialize_der().try_into().unwrap())
            .unwrap();
        let acceptor = tokio_rustls::TlsAcceptor::from(Arc::new(config));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let client_id = format!("https://localhost:{}/client.json", listener.local_addr().unwrap().port());
        let (answer, asked) = (Arc::new(Mutex::new(String::new())), Arc::new(AtomicUsize::new(0)));
        let keys = Arc::new(Mutex::new(String::new()));
        let (told, told_keys, counted) = (answer.clone(), keys.clone(), asked.clone());
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let Ok(mut stream) = acceptor.accept(stream).await else { continue };
                let mut head = [0; 4096];
                let _ = stream.read(&mut head).await;
                counted.fetch_add(1, Ordering::SeqCst);
                let wanted = if head.starts_with(b"GET /jwks ") { &told_keys } else { &told };
                let answer = wanted.lock().unwrap().clone();
                let _ = stream.write_all(answer.as_bytes()).await;
                let _ = stream.shutdown().await;
            }
        });
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), authority.pem()).unwrap();
        let site = Self { client_id, answer, keys, asked, authority: file };
        site.describe(json!({}));
        site
    }

    /// A good document, with changes.
    fn describe(&self, changes: Value) {
        let mut document = json!({
            "client_id": self.client_id, "client_name": "Trustworthy Bank", "redirect_uris": ["http://127.0.0.1/callback"],
            "grant_types": ["authorization_code", "refresh_token"], "scope": "openid email offline_access",
        });
        for (name, value) in changes.as_object().unwrap() {
            document[name] = value.clone();
        }
        self.say("200 OK", &document.to_string());
    }

    fn say(&self, status: &str, body: &str) {
        *self.answer.lock().unwrap() = self.response(status, body);
    }

    /// Where these keys are from now on.
    fn publish(&self, keys: &Value) -> String {
        *self.keys.lock().unwrap() = self.response("200 OK", &keys.to_string());
        self.client_id.replace("/client.json", "/jwks")
    }

    fn response(&self, status: &str, body: &str) -> String {
        format!(
            "HTTP/1.1 {status}\r\ncontent-type: application/json\r\nlocation: {}\r\ncontent-length: {}\r\n\
             connection: close\r\n\r\n{body}",
            self.client_id,
            body.len()
        )
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }

    async fn world(&self) -> World {
        let authority = self.authority.path().to_owned();
        World::with(|config| {
            config.client.documents = true;
            config.outbound.allow = vec![Peer::Host("localhost".into())];
            config.outbound.extra_ca_file = Some(authority);
        })
        .await
    }

    fn request(&self, changes: &[(&str, &str)]) -> String {
        let defaults = [
            ("response_type", "code"),
            ("client_id", self.client_id.as_str()),
            ("redirect_uri", CALLBACK),
            ("scope", "openid offline_access"),
            ("state", "s"),
            ("code_challenge", CHALLENGE),
            ("code_challenge_method", "S256"),
        ];
        format!("/authorize?{}", merged(&defaults, changes))
    }
}

#[tokio::test]
async fn cimd_a_client_signs_somebody_in_without_being_registered() {
    let site = Site::new().await;
    let world = site.world().await;
    let document = world.get("/.well-known/oauth-authorization-server").await.json();
    assert_eq!(document["client_id_metadata_document_supported"], true);
    let mut browser = world.browser();
    let page = browser.open(&site.request(&[])).await;
    assert!(page.body.contains("localhost") && !page.body.contains("Trustworthy Bank"), "{}", page.body);
    let page = browser.submit(&page, "login-form", &[("username", "alice")]).await;
    let page = browser.submit(&page, "login-form", &[("password", crate::world::PASSWORD)]).await;
    assert!(page.address.starts_with("/consent/"), "{}", page.address);
    assert!(page.body.contains("Niemand hier hat diese Anwendung registriert oder geprüft"), "{}", page.body);
    let answer =
        browser.submit(&page, "consent-form", &[("consent-allow", "1"), ("scope", "offline_access")]).await;
    let response = answer.response();
    assert_eq!(response.redirect_uri, CALLBACK);
    let fields = [
        ("grant_type", "authorization_code"),
        ("client_id", site.client_id.as_str()),
        ("code", response.get("code").unwrap()),
        ("redirect_uri", CALLBACK),
        ("code_verifier", VERIFIER),
    ];
    let tokens = world.post("/token", &fields).await.tokens();
    assert_eq!(claims(&tokens["id_token"])["aud"], site.client_id.as_str());
    assert_eq!(world.userinfo(tokens["access_token"].as_str().unwrap()).await.status, 200);
    assert_eq!(site.asked(), 1, "it is kept");
    // What it was granted ends like anybody's.
    let refresh = [
        ("grant_type", "refresh_token"),
        ("client_id", site.client_id.as_str()),
        ("refresh_token", tokens["refresh_token"].as_str().unwrap()),
    ];
    assert_eq!(world.post("/token", &refresh).await.status, 200);
    world.app.clients().delete(&site.client_id, None).await.unwrap();
    assert_eq!(world.post("/token", &refresh).await.refusal(), (401, "invalid_client".into()));
}

#[tokio::test]
async fn cimd_what_is_to_be_encrypted_goes_to_the_keys_of_the_document() {
    encrypted(false).await;
}

#[tokio::test]
async fn cimd_keys_elsewhere_are_fetched_with_the_document_and_not_again() {
    encrypted(true).await;
}

async fn encrypted(elsewhere: bool) {
    let site = Site::new().await;
    let world = site.world().await;
    world.app.keyring.tick().await.unwrap();
    let mut keys = public_keys();
    keys["keys"].as_array_mut().unwrap().push(serde_json::from_str(World::public_key()).unwrap());
    let (member, keys) = if elsewhere { ("jwks_uri", site.publish(&keys).into()) } else { ("jwks", keys) };
    site.describe(json!({
        (member): keys,
        "id_token_signed_response_alg": "EdDSA",
        "id_token_encrypted_response_alg": "ECDH-ES+A128KW",
        "userinfo_encrypted_response_alg": "RSA-OAEP-256",
        "userinfo_encrypted_response_enc": "A256GCM",
        "request_object_signing_alg": "ES256",
        "request_object_encryption_alg": "ECDH-ES",
        "request_object_encryption_enc": "A128GCM",
        "require_signed_request_object": true,
    }));
    let object = world.assertion(|claims| {
        *claims = json!({
            "iss": site.client_id, "aud": ISSUER, "client_id": site.client_id, "response_type": "code",
            "scope": "openid email", "redirect_uri": CALLBACK, "state": "inside", "code_challenge": CHALLENGE,
            "code_challenge_method": "S256",
        });
    });
    let request = sealed(&world, &object, json!({ "alg": "ECDH-ES", "enc": "A128GCM", "cty": "JWT" })).await;
    let mut browser = world.browser();
    let page = browser.open(&site.request(&[("request", &request)])).await;
    let response = browser.sign_in(page, "alice").await.response();
    assert_eq!(response.get("state"), Some("inside"));
    let fields = [
        ("grant_type", "authorization_code"),
        ("client_id", site.client_id.as_str()),
        ("code", response.get("code").unwrap()),
        ("redirect_uri", CALLBACK),
        ("code_verifier", VERIFIER),
    ];
    let tokens = world.post("/token", &fields).await.tokens();
    let (header, inner) = opened(tokens["id_token"].as_str().unwrap());
    assert_eq!((&header["alg"], &header["enc"]), (&json!("ECDH-ES+A128KW"), &json!("A128CBC-HS256")));
    let (header, id) = world.verified(&inner).await;
    assert_eq!((&header["alg"], &id["aud"]), (&json!("EdDSA"), &json!(site.client_id)));
    let answer = world.userinfo(tokens["access_token"].as_str().unwrap()).await;
    let (header, content) = opened(&answer.body);
    assert_eq!((&header["alg"], &header["enc"]), (&json!("RSA-OAEP-256"), &json!("A256GCM")));
    assert_eq!(serde_json::from_str::<Value>(&content).unwrap()["email"], "alice@example.org");
    // It is held to what it says of itself.
    let otherwise = sealed(&world, &object, json!({ "alg": "RSA-OAEP", "enc": "A128GCM" })).await;
    let refused = world.get(&site.request(&[("request", &otherwise)])).await;
    assert_eq!(refused.error(), "invalid_request_object");
    assert_eq!(world.get(&site.request(&[])).await.error(), "invalid_request", "nobody signed this");
    assert_eq!(site.asked(), if elsewhere { 2 } else { 1 });
}

#[tokio::test]
async fn cimd_a_document_that_wants_what_cannot_be_encrypted_is_no_client() {
    let site = Site::new().await;
    let world = site.world().await;
    for wrong in [
        json!({ "id_token_encrypted_response_alg": "RSA-OAEP" }),
        json!({ "id_token_encrypted_response_alg": "RSA1_5", "jwks": public_keys() }),
        json!({ "userinfo_encrypted_response_alg": "ECDH-ES", "userinfo_encrypted_response_enc": "A192GCM", "jwks": public_keys() }),
    ] {
        site.describe(wrong.clone());
        let answer = world.get(&site.request(&[])).await;
        assert!(answer.is_error_page() && answer.status == 400, "{wrong}: {}", answer.status);
    }
    site.describe(json!({ "id_token_encrypted_response_alg": "RSA-OAEP", "jwks": public_keys() }));
    assert_eq!(world.get(&site.request(&[])).await.status, 303);
}

#[tokio::test]
async fn cimd_a_redirect_uri_is_one_of_the_documents() {
    let site = Site::new().await;
    let world = site.world().await;
    for wrong in ["http://127.0.0.1:1/other", "https://evil.example/cb", "http://localhost/callback"] {
        let answer = world.get(&site.request(&[("redirect_uri", wrong)])).await;
        assert!(answer.is_error_page() && answer.status == 400, "{wrong}: {}", answer.status);
    }
    let answer = world.get(&site.request(&[("code_challenge", ""), ("code_challenge_method", "")])).await;
    assert_eq!(answer.error(), "invalid_request", "PKCE is demanded");
}

#[tokio::test]
async fn cimd_what_is_no_good_document_is_no_client_and_is_not_remembered() {
    let site = Site::new().await;
    let world = site.world().await;
    let good = site.answer.lock().unwrap().clone();
    site.describe(json!({"client_secret": "x"}));
    let secret = site.answer.lock().unwrap().clone();
    site.describe(json!({"client_id": "https://localhost/other.json"}));
    let another = site.answer.lock().unwrap().clone();
    site.describe(json!({"client_name": "x".repeat(6_000)}));
    let large = site.answer.lock().unwrap().clone();
    site.say("302 Found", "");
    let redirect = site.answer.lock().unwrap().clone();
    site.say("404 Not Found", "{}");
    let missing = site.answer.lock().unwrap().clone();
    for wrong in [secret, another, large, redirect, missing, "nonsense".into()] {
        *site.answer.lock().unwrap() = wrong.clone();
        let answer = world.get(&site.request(&[])).await;
        assert!(answer.is_error_page() && answer.status == 400, "{wrong}: {}", answer.status);
        assert!(answer.body.contains("client_id is not known here"), "nothing is told of what answered");
    }
    *site.answer.lock().unwrap() = good;
    assert_eq!(world.get(&site.request(&[])).await.status, 303);
}

#[tokio::test]
async fn cimd_documents_are_fetched_for_authorization_requests_only_and_not_without_end() {
    let site = Site::new().await;
    let world = site.world().await;
    for path in ["/token", "/revoke", "/introspect", "/device_authorization"] {
        let fields =
            [("client_id", site.client_id.as_str()), ("token", "x"), ("grant_type", "authorization_code")];
        assert_eq!(world.post(path, &fields).await.refusal(), (401, "invalid_client".into()), "{path}");
    }
    assert_eq!(site.asked(), 0);
    site.say("404 Not Found", "{}");
    for _ in 0..30 {
        world.get(&site.request(&[])).await;
    }
    assert_eq!(site.asked(), 20, "so many for one network");
}

#[tokio::test]
async fn cimd_a_client_is_as_old_as_when_its_document_was_read() {
    let site = Site::new().await;
    let world = site.world().await;
    let read_at = world.clock.now();
    for _ in 0..2 {
        let mut browser = world.browser();
        let page = browser.open(&site.request(&[])).await;
        world.advance(60);
        assert!(browser.sign_in(page, "alice").await.response().get("code").is_some());
        let stored = world.app.clients().find(&site.client_id).await.unwrap();
        assert_eq!((stored.updated_at, stored.version), (read_at, 1), "a grant makes it no younger");
    }
}

#[tokio::test]
async fn cimd_is_off_unless_it_is_wanted_and_stays_at_the_hosts_that_are() {
    let site = Site::new().await;
    let off = World::new().await;
    assert!(off.get(&site.request(&[])).await.is_error_page());
    let document = off.get("/.well-known/oauth-authorization-server").await.json();
    assert_eq!(document["client_id_metadata_document_supported"], false);
    let elsewhere = World::with(|config| {
        config.client.documents = true;
        config.client.document_hosts = vec!["agent.example".into()];
        config.outbound.allow = vec![Peer::Host("localhost".into())];
    })
    .await;
    assert!(elsewhere.get(&site.request(&[])).await.is_error_page());
    // Without an exception of the operator's, nothing on this machine is called.
    let guarded = World::with(|config| config.client.documents = true).await;
    assert!(guarded.get(&site.request(&[])).await.is_error_page());
    assert_eq!(site.asked(), 0);
}
