//! What strangers send to the protocol, read as it is read, and what must hold of whatever is accepted, for tests that try it at
//! random: `docs/decisions/0059`.

use serde_json::{Map, Value};

use super::{
    Governed, Settings,
    access_token::Shown,
    authorization::{
        Raw, Request, Return,
        request_object::pairs,
        validate::{Rules, check},
    },
    client_document,
    encryption::Answer,
    grant::token_exchange::{acting, audience},
    parameters::Parameters,
    redirect_uri::{check_registrable, is_registered},
    scope::Scopes,
    user_code::{grouped, normal},
};
use crate::{
    clock::Timestamp,
    jose::{ContentEncryption, KeyManagement},
    storage::client::{Client, Exchange, Metadata},
};

const ISSUER: &str = "https://id.example.org";
const CALLBACK: &str = "https://rp.example/cb";
const LOOPBACK: &str = "http://127.0.0.1/cb";

fn client(public: bool) -> Client {
    let metadata = Metadata {
        redirect_uris: vec![CALLBACK.into(), LOOPBACK.into()],
        grant_types: vec!["authorization_code".into(), "refresh_token".into(), "implicit".into()],
        response_types: super::response_type::ALL.map(String::from).to_vec(),
        token_endpoint_auth_method: if public { "none" } else { "client_secret_basic" }.into(),
        application_type: if public { "native" } else { "web" }.into(),
        ..Metadata::default()
    };
    Client {
        client_id: "shop".into(),
        metadata,
        source: "cli".into(),
        disabled: false,
        created_at: Timestamp(0),
        updated_at: Timestamp(0),
        version: 1,
    }
}

fn raw(data: &[u8]) -> Raw {
    form_urlencoded::parse(data).map(|(name, value)| (name.into_owned(), value.into_owned())).collect()
}

/// An authorization request, as a query or a form.
pub fn authorization_request(data: &[u8]) {
    let raw = raw(data);
    for (public, front_channel_tokens) in [(false, false), (false, true), (true, true)] {
        let settings = Settings { front_channel_tokens, ..Settings::new(ISSUER) };
        judge(&client(public), &raw, &settings);
    }
}

/// What must hold, whatever was asked.
fn judge(client: &Client, raw: &Raw, settings: &Settings) {
    let governed = Governed::default();
    let rules = Rules { settings, governed: &governed, back: None, hint: &|_| None };
    match check(client, raw, &rules) {
        Ok(request) => {
            goes_home(client, &request.back);
            let guarded = request.code_challenge.is_some() || !request.response_type.code;
            assert!(guarded || !client.is_public(), "PKCE");
            let own = Scopes::from(client.metadata.scope.as_str());
            assert!(!request.scopes.is_empty() && request.scopes.is_subset_of(&own), "scopes");
            assert!(settings.front_channel_tokens || !request.response_type.is_front_channel());
            assert!(request.nonce.is_some() || !request.response_type.id_token, "nonce");
            assert_eq!(
                Request::from_errand(&request.to_errand()),
                Some(request),
                "a journey carries it unchanged"
            );
        }
        Err(fault) => {
            let Some(back) = &fault.back else { return };
            goes_home(client, back);
            if let Some(location) = back.error(ISSUER, &fault.error).location() {
                assert!(location.bytes().all(|byte| byte.is_ascii_graphic()), "a header: {location}");
                assert!(location.starts_with(back.redirect_uri.as_str()));
            }
        }
    }
}

fn goes_home(client: &Client, back: &Return) {
    let native = client.metadata.application_type == "native";
    let same_but_port =
        native && back.redirect_uri.starts_with("http://127.0.0.1") && back.redirect_uri.ends_with("/cb");
    assert!(
        [CALLBACK, LOOPBACK].contains(&back.redirect_uri.as_str()) || same_but_port,
        "{}",
        back.redirect_uri
    );
}

/// The claims of a request object, its signature being good, beside the parameters of a good request.
pub fn request_object(data: &[u8]) {
    let Ok(claims) = serde_json::from_slice::<Map<String, Value>>(data) else { return };
    let outside = raw(
        b"client_id=shop&response_type=code&redirect_uri=https%3A%2F%2Frp.example%2Fcb&scope=openid&state=s",
    );
    let Ok(inside) = pairs(claims, &outside) else { return };
    assert!(
        inside.iter().all(|(name, _)| name != "request" && name != "request_uri"),
        "no object in another"
    );
    let settings = Settings::new(ISSUER);
    for raw in [outside.clone().overlaid(inside.clone()), outside.replaced(inside)] {
        judge(&client(false), &raw, &settings);
    }
}

/// A registered redirect URI and one that is presented, a line each.
pub fn redirect_matching(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let Some((registered, presented)) = text.split_once('\n') else { return };
    for native in [false, true] {
        if check_registrable(registered, native).is_err()
            || !is_registered(&[registered.to_owned()], presented, native)
        {
            continue;
        }
        if registered == presented {
            continue;
        }
        let (one, other) = (url::Url::parse(registered), url::Url::parse(presented));
        let (Ok(one), Ok(other)) = (one, other) else {
            assert_eq!(registered, presented, "what is no URL is compared as it is");
            continue;
        };
        let parts = |url: &url::Url| {
            (
                url.scheme().to_owned(),
                url.host_str().map(str::to_owned),
                url.path().to_owned(),
                url.query().map(str::to_owned),
            )
        };
        assert!(native && one.scheme() == "http" && parts(&one) == parts(&other), "{registered} {presented}");
        assert!(other.username().is_empty() && other.password().is_none() && other.fragment().is_none());
    }
}

/// The parameters of a pushed request, as they are kept and read again.
pub fn pushed_request(data: &[u8]) {
    let first = raw(data);
    let kept = first.encode();
    let again = raw(kept.as_bytes());
    assert_eq!(again.encode(), kept);
    assert!(again.doubled().is_empty() && again.resources().eq(first.resources()));
    for (name, value) in first.pairs().filter(|(name, value)| *name != "resource" && !value.is_empty()) {
        assert_eq!(again.get(name), Some(value), "{name}");
    }
}

/// The code of a device, as somebody types it.
pub fn device_code(data: &[u8]) {
    let Ok(typed) = std::str::from_utf8(data) else { return };
    if let Some(code) = normal(typed) {
        assert!(code.len() == 8 && code.bytes().all(|letter| letter.is_ascii_uppercase()));
        assert_eq!(normal(&grouped(&code)), Some(code), "what is shown is what is read");
    }
}

/// The parameters of a token exchange; the first byte says how many have acted before.
pub fn token_exchange(data: &[u8]) {
    let Some((depth, form)) = data.split_first() else { return };
    let before = (0..depth % 8).fold(None, |before, n| acting(&format!("actor-{n}"), before).ok());
    let mut deep = 0;
    let mut next = before.as_ref();
    while let Some(actor) = next {
        deep += 1;
        next = actor.get("act");
    }
    assert!(deep <= 5, "{deep} actors");
    let Ok(parameters) = Parameters::parse(form) else { return };
    let policy = Exchange { audience: vec!["https://stock.example".into()], ..Exchange::default() };
    let subject = Shown {
        token_id: "t".into(),
        grant_id: None,
        client_id: "shop".into(),
        subject: "alice".into(),
        scopes: Scopes::default(),
        audience: vec!["https://orders.example".into()],
        issued_at: Timestamp(0),
        expires_at: Timestamp(1),
        jkt: None,
        actor: before,
    };
    if let Ok(named) = audience(&policy, &subject, &parameters) {
        let allowed = ["https://stock.example", "https://orders.example"];
        assert!(!named.is_empty() && named.iter().all(|one| allowed.contains(&one.as_str())), "{named:?}");
    }
}

/// The document of a client that describes itself.
pub fn client_document(data: &[u8]) {
    const ID: &str = "https://agent.example/client.json";
    let Ok(known) = client_document::read(ID, data, None, "openid offline_access", Timestamp(0)) else {
        return;
    };
    let metadata = &known.client.metadata;
    assert_eq!(known.client.client_id, ID);
    assert!(
        known.secrets.is_empty() && !metadata.skip_consent && !metadata.verified && !metadata.may_introspect
    );
    assert!(metadata.require_pkce && metadata.token_exchange.is_none() && !metadata.redirect_uris.is_empty());
    let native = metadata.application_type == "native";
    assert!(metadata.redirect_uris.iter().all(|uri| check_registrable(uri, native).is_ok()));
    assert!(metadata.token_endpoint_auth_method == "none" || known.keys.is_some());
    assert_eq!(metadata.jwks.is_some(), known.keys.is_some());
    for answer in Answer::ALL {
        let [Some(alg), enc] = answer.registered(metadata) else { continue };
        let key = KeyManagement::from_name(alg).and_then(|alg| known.keys.as_ref()?.encryption_key(alg));
        assert!(key.is_some() && enc.is_some_and(|enc| ContentEncryption::from_name(enc).is_some()), "{alg}");
    }
}

#[cfg(test)]
mod tests {
    use proptest::{prelude::*, sample::select};
    use serde_json::json;

    use super::*;

    fn value() -> impl Strategy<Value = String> {
        prop_oneof![
            3 => select(vec![
                "shop", CALLBACK, LOOPBACK, "http://127.0.0.1:8123/cb", "http://127.0.0.1:1@evil.example/cb", "code", "id_token",
                "code id_token token", "openid", "openid email offline_access", "openid admin", "s", "query", "fragment",
                "form_post", "query.jwt", "none", "login consent", "S256", "plain", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
                "0", "60", "-1", "{}", r#"{"id_token":{"acr":{"essential":true,"values":["x"]}}}"#, "urn:a", "de en", "",
            ])
            .prop_map(str::to_owned),
            1 => ".{0,60}",
        ]
    }

    fn parameters() -> impl Strategy<Value = Vec<(String, String)>> {
        let names = select(vec![
            "client_id",
            "redirect_uri",
            "response_type",
            "response_mode",
            "scope",
            "state",
            "nonce",
            "prompt",
            "max_age",
            "claims",
            "acr_values",
            "login_hint",
            "id_token_hint",
            "ui_locales",
            "code_challenge",
            "code_challenge_method",
            "dpop_jkt",
            "resource",
            "audience",
            "registration",
            "request",
            "x",
        ]);
        let pair = prop_oneof![20 => (names.prop_map(str::to_owned), value()), 1 => (".{0,8}", ".{0,8}")];
        proptest::collection::vec(pair, 0..12)
    }

    /// Nearly a good request: those that come later stand for those of the same name before them.
    fn nearly(pairs: Vec<(String, String)>) -> Vec<(String, String)> {
        let good = [
            ("client_id", "shop"),
            ("redirect_uri", CALLBACK),
            ("response_type", "code"),
            ("scope", "openid"),
            ("state", "s"),
            ("code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"),
            ("code_challenge_method", "S256"),
        ];
        let kept = good.into_iter().filter(|(name, _)| !pairs.iter().any(|(own, _)| own == name));
        let kept: Vec<_> = kept.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        kept.into_iter().chain(pairs).collect()
    }

    fn form(pairs: Vec<(String, String)>) -> Vec<u8> {
        form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish().into_bytes()
    }

    proptest! {
        #[test]
        fn whoever_asks_is_answered_at_home_and_given_no_more_than_is_theirs(pairs in parameters(), whole in any::<bool>()) {
            authorization_request(&form(if whole { nearly(pairs) } else { pairs }));
        }

        #[test]
        fn what_stands_in_a_request_object_is_judged_like_all_else(pairs in parameters(), number in any::<i64>()) {
            let mut claims: Map<String, Value> = pairs.into_iter().map(|(name, value)| (name, value.into())).collect();
            claims.insert("max_age".into(), number.into());
            claims.insert("resource".into(), json!(["urn:a", number, { "a": [] }]));
            request_object(Value::Object(claims.clone()).to_string().as_bytes());
            claims.insert("claims".into(), json!({ "id_token": { "email": null } }));
            claims.remove("resource");
            request_object(Value::Object(claims).to_string().as_bytes());
        }

        #[test]
        fn a_redirect_uri_fits_itself_and_on_this_computer_any_port(
            registered in select(vec![CALLBACK, LOOPBACK, "http://[::1]/cb", "http://localhost/cb", "com.example.app:/cb", "https://rp.example/cb?a=b"]),
            presented in prop_oneof![
                "(https://rp\\.example|http://127\\.0\\.0\\.1|http://\\[::1\\]|http://localhost|com\\.example\\.app:)[:@/?#.;\\\\a-z0-9%]{0,12}(/cb)?",
                ".{0,40}",
            ],
        ) {
            redirect_matching(format!("{registered}\n{presented}").as_bytes());
        }

        #[test]
        fn a_pushed_request_reads_as_it_was_written(pairs in parameters()) {
            pushed_request(&form(pairs));
        }

        #[test]
        fn a_device_code_is_read_as_it_is_shown(typed in "[ -~\u{2013}\u{ff21}]{0,20}") {
            device_code(typed.as_bytes());
        }

        #[test]
        fn a_token_is_exchanged_for_nobody_else(depth in any::<u8>(), pairs in parameters()) {
            let named = pairs.into_iter().map(|(name, value)| {
                let known = ["https://stock.example", "https://orders.example"];
                if name == "audience" { (name, known[value.len() % 2].to_owned()) } else { (name, value) }
            });
            let mut data = vec![depth];
            data.extend(form(named.collect()));
            token_exchange(&data);
        }

        #[test]
        fn a_document_says_nothing_that_an_operator_vouches_for(
            uris in proptest::collection::vec(value(), 0..3),
            method in select(vec!["none", "private_key_jwt", "client_secret_basic", ""]),
            name in ".{0,110}",
            encrypted in select(vec!["ECDH-ES", "RSA-OAEP", "ECDH-ES+A128KW", "dir", ""]),
            content in proptest::option::of(select(vec!["A128GCM", "A128CBC-HS256", "A192GCM"])),
        ) {
            let mut document = json!({
                "client_id": "https://agent.example/client.json", "client_name": name, "redirect_uris": uris,
                "token_endpoint_auth_method": method, "skip_consent": true, "verified": true, "may_introspect": true,
                "grant_types": ["authorization_code", "client_credentials"],
                "jwks": { "keys": [{ "kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo" }, {
                    "kty": "EC", "crv": "P-256", "use": "enc", "x": "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
                    "y": "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM",
                }] },
            });
            client_document(document.to_string().as_bytes());
            document["id_token_encrypted_response_alg"] = encrypted.into();
            document["id_token_encrypted_response_enc"] = content.into();
            client_document(document.to_string().as_bytes());
        }

        #[test]
        fn bytes_are_only_bytes(data in proptest::collection::vec(any::<u8>(), 0..200)) {
            let targets = [
                authorization_request, request_object, redirect_matching, pushed_request, device_code, token_exchange, client_document,
            ];
            for target in targets {
                target(&data);
            }
        }
    }

    /// So that the properties are about something: a good request, and a good document, are accepted.
    #[test]
    fn what_is_right_is_accepted_by_the_same_functions() {
        let raw = raw(&form(nearly(Vec::new())));
        let settings = Settings::new(ISSUER);
        let governed = Governed::default();
        let rules = Rules { settings: &settings, governed: &governed, back: None, hint: &|_| None };
        assert!(check(&client(true), &raw, &rules).is_ok());
        let document =
            json!({ "client_id": "https://agent.example/c", "redirect_uris": [CALLBACK] }).to_string();
        let read = client_document::read(
            "https://agent.example/c",
            document.as_bytes(),
            None,
            "openid",
            Timestamp(0),
        );
        assert!(read.is_ok());
        assert_eq!(normal("wdjb-mjht").as_deref(), Some("WDJBMJHT"));
    }
}
