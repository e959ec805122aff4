//! One row per way to get a request wrong, with the exact answer.

use proptest::prelude::*;

use super::*;
use crate::{authentication::errand::Errand, clock::Timestamp, storage::client::Metadata};

const ISSUER: &str = "https://id.example.org";
const CALLBACK: &str = "https://rp.example/cb";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

pub(crate) fn a_client() -> Client {
    Client {
        client_id: "shop".into(),
        metadata: Metadata {
            redirect_uris: vec![CALLBACK.into(), format!("{CALLBACK}?bar=foo")],
            grant_types: vec!["authorization_code".into(), "refresh_token".into()],
            ..Metadata::default()
        },
        source: "cli".into(),
        disabled: false,
        created_at: Timestamp(0),
        updated_at: Timestamp(0),
        version: 1,
    }
}

pub(crate) fn a_request(scope: &str) -> Request {
    let raw = changed(&[("scope", Some(scope))]);
    check(&a_client(), &raw).expect("a good request")
}

/// A good request with some parameters changed, taken away, or added.
fn changed(changes: &[(&str, Option<&str>)]) -> Raw {
    let good = [
        ("client_id", "shop"),
        ("redirect_uri", CALLBACK),
        ("response_type", "code"),
        ("scope", "openid"),
        ("state", "s"),
    ];
    let kept = good.iter().filter(|(name, _)| !changes.iter().any(|(changed, _)| changed == name)).copied();
    let added = changes.iter().filter_map(|(name, value)| Some((*name, (*value)?)));
    kept.chain(added).collect()
}

fn hint(token: &str) -> Option<Hint> {
    let of =
        |audience: &str| Hint { subject: "alice".into(), session_id: None, audience: vec![audience.into()] };
    match token {
        "ours" => Some(of("shop")),
        "another-clients" => Some(of("other")),
        _ => None,
    }
}

fn check(client: &Client, raw: &Raw) -> Result<Request, Refusal> {
    validate(
        client,
        raw,
        &Rules { settings: &Settings::new(ISSUER), governed: &Governed::default(), back: None, hint: &hint },
    )
}

/// The error code and description of a refusal that was sent to the client with its state and our name.
fn answered(refusal: Refusal) -> (String, String) {
    let Refusal::Answer(answer) = refusal else { panic!("not an answer: {refusal:?}") };
    assert_eq!(answer.parameter("iss"), Some(ISSUER));
    assert_eq!(answer.parameter("code"), None);
    let text = |name| answer.parameter(name).unwrap_or_default().to_owned();
    (text("error"), text("error_description"))
}

#[test]
fn a_claim_that_a_scope_alone_releases_is_asked_for_with_that_scope() {
    let settings = Settings::from_config(&crate::oauth::testing::employment(), Vec::new());
    let asked = |scope: &str, registered: &str, claims: &str| {
        let mut client = a_client();
        client.metadata.scope = registered.into();
        let raw = changed(&[("scope", Some(scope)), ("claims", Some(claims))]);
        let rules = Rules { settings: &settings, governed: &Governed::default(), back: None, hint: &hint };
        validate(&client, &raw, &rules).expect("a good request").scopes.to_string()
    };
    let dept = r#"{"id_token":{"dept":null},"userinfo":{"badge":{"essential":true},"name":null}}"#;
    assert_eq!(asked("openid", "openid email employment", dept), "openid employment");
    assert_eq!(asked("openid hr", "openid email hr employment", dept), "openid hr employment");
    assert_eq!(asked("openid", "openid email", dept), "openid", "the client may have neither scope");
    assert_eq!(asked("openid", "openid employment", r#"{"userinfo":{"name":null}}"#), "openid");
}

#[test]
fn a_claim_is_asked_for_only_where_its_scope_could_be() {
    let text = r#"{"userinfo":{"phone_number":null,"email":{"essential":true},"sub":null},"id_token":{"phone_number":null,"acr":null}}"#;
    let mut client = a_client();
    client.metadata.scope = "openid email".into();
    let request = check(&client, &changed(&[("claims", Some(text))])).unwrap();
    assert_eq!(request.claims.names().collect::<Vec<_>>(), ["email", "sub", "acr"]);
    assert_eq!(request.scopes.to_string(), "openid");
}

#[test]
fn every_malformed_parameter_has_its_exact_answer() {
    let long = "x".repeat(8_001);
    let rows: &[(&str, Option<&str>, &str, &str)] = &[
        ("response_type", None, "invalid_request", "response_type is missing"),
        ("response_type", Some(""), "invalid_request", "response_type is missing"),
        ("response_type", Some("token"), "unsupported_response_type", "this response_type is not supported"),
        (
            "response_type",
            Some("code id_token"),
            "unsupported_response_type",
            "this response_type is not supported",
        ),
        ("response_type", Some("CODE"), "unsupported_response_type", "this response_type is not supported"),
        (
            "response_type",
            Some(&long),
            "invalid_request",
            "response_type is too long or holds control characters",
        ),
        (
            "response_mode",
            Some("web_message"),
            "invalid_request",
            "response_mode is not one that is supported",
        ),
        ("scope", None, "invalid_scope", "scope is missing"),
        (
            "scope",
            Some("open\"id"),
            "invalid_scope",
            "scope holds a character that RFC 6749 section 3.3 forbids",
        ),
        ("scope", Some("unheard-of"), "invalid_scope", "the client may ask for none of these scopes"),
        ("scope", Some(&long), "invalid_request", "scope is too long or holds control characters"),
        ("prompt", Some("none login"), "invalid_request", "prompt=none cannot be combined with other values"),
        ("prompt", Some("create"), "invalid_request", "prompt holds a value that is not supported"),
        (
            "code_challenge",
            Some(CHALLENGE),
            "invalid_request",
            "code_challenge_method is missing and plain is not supported; use S256",
        ),
        ("code_challenge_method", Some("S256"), "invalid_request", "code_challenge is missing"),
        ("max_age", Some("soon"), "invalid_request", "max_age is not a number of seconds"),
        ("max_age", Some("-1"), "invalid_request", "max_age is not a number of seconds"),
        ("max_age", Some("1.5"), "invalid_request", "max_age is not a number of seconds"),
        (
            "claims",
            Some("[]"),
            "invalid_request",
            "claims is not a JSON object of the shape that OpenID Connect Core 5.5 gives",
        ),
        ("claims", Some(&long), "invalid_request", "claims is too long or holds control characters"),
        (
            "acr_values",
            Some("1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21"),
            "invalid_request",
            "acr_values names too many levels",
        ),
        (
            "claims",
            Some(r#"{"id_token":{"acr":{"essential":true,"value":"moon"}}}"#),
            "unmet_authentication_requirements",
            "none of the essential acr values can be met here",
        ),
        (
            "id_token_hint",
            Some("forged"),
            "invalid_request",
            "id_token_hint is not an ID token that this issuer gave this client",
        ),
        (
            "id_token_hint",
            Some("another-clients"),
            "invalid_request",
            "id_token_hint is not an ID token that this issuer gave this client",
        ),
        (
            "id_token_hint",
            Some(&long),
            "invalid_request",
            "id_token_hint is too long or holds control characters",
        ),
        ("nonce", Some("a\0b"), "invalid_request", "nonce is too long or holds control characters"),
        ("nonce", Some(&long), "invalid_request", "nonce is too long or holds control characters"),
        (
            "login_hint",
            Some("a\r\nb"),
            "invalid_request",
            "login_hint is too long or holds control characters",
        ),
        ("ui_locales", Some(&long), "invalid_request", "ui_locales is too long or holds control characters"),
        ("registration", Some("{}"), "registration_not_supported", "registration is not supported"),
    ];
    for (name, value, error, description) in rows {
        let refusal = check(&a_client(), &changed(&[(name, *value)])).unwrap_err();
        if let Refusal::Answer(answer) = &refusal {
            assert_eq!(answer.parameter("state"), Some("s"), "{name}");
        }
        assert_eq!(answered(refusal), ((*error).to_owned(), (*description).to_owned()), "{name}={value:?}");
    }
}

#[test]
fn a_parameter_that_comes_twice_is_refused_whatever_it_is() {
    for (name, _) in LIMITS {
        let raw = changed(&[(name, Some("s")), (name, Some("s"))]);
        let expected = ("invalid_request".to_owned(), format!("{name} came more than once"));
        assert_eq!(answered(check(&a_client(), &raw).unwrap_err()), expected);
    }
    let unknown = changed(&[("<script>", Some("1")), ("<script>", Some("2"))]);
    assert_eq!(answered(check(&a_client(), &unknown).unwrap_err()).1, "a parameter came more than once");
    let resource = changed(&[("resource", Some("https://a")), ("resource", Some("https://b"))]);
    let mut client = a_client();
    client.metadata.access_token_audience = vec!["https://a".into(), "https://b".into()];
    assert_eq!(
        check(&client, &resource).unwrap().resources,
        ["https://a", "https://b"],
        "RFC 8707 repeats it"
    );
    assert_eq!(answered(check(&a_client(), &resource).unwrap_err()).0, "invalid_target");
}

#[test]
fn a_doubled_or_too_long_state_is_not_returned() {
    for raw in [
        changed(&[("state", Some("a")), ("state", Some("b"))]),
        changed(&[("state", Some(&"a".repeat(4_001)))]),
    ] {
        let Err(Refusal::Answer(answer)) = check(&a_client(), &raw) else { panic!("not an answer") };
        assert_eq!(answer.parameter("error"), Some("invalid_request"));
        assert_eq!(answer.parameter("state"), None);
    }
    let long = "s".repeat(4_000);
    assert_eq!(check(&a_client(), &changed(&[("state", Some(&long))])).unwrap().back.state, Some(long));
}

#[test]
fn without_a_registered_redirect_uri_nothing_is_sent_anywhere() {
    for uri in [
        None,
        Some(""),
        Some("https://rp.example/cb/"),
        Some("https://rp.example/cb?bar=foo&x=y"),
        Some("//evil"),
    ] {
        let raw = changed(&[("redirect_uri", uri), ("response_type", Some("nonsense"))]);
        let refusal = check(&a_client(), &raw).unwrap_err();
        let Refusal::Page(error) = refusal else { panic!("{uri:?}: {refusal:?}") };
        assert_eq!(error.code, "invalid_request");
        assert!(error.description.contains("redirect_uri"), "{}", error.description);
    }
    for name in ["redirect_uri", "client_id"] {
        let twice = changed(&[(name, Some(CALLBACK)), (name, Some(CALLBACK))]);
        assert!(matches!(check(&a_client(), &twice), Err(Refusal::Page(_))), "{name}");
    }
    let kept =
        check(&a_client(), &changed(&[("redirect_uri", Some("https://rp.example/cb?bar=foo"))])).unwrap();
    assert_eq!(kept.back.redirect_uri, "https://rp.example/cb?bar=foo");
}

#[test]
fn a_client_gets_only_what_it_registered_for() {
    let mut client = a_client();
    client.metadata.grant_types = vec!["client_credentials".into()];
    assert_eq!(answered(check(&client, &changed(&[])).unwrap_err()).0, "unauthorized_client");
    let mut client = a_client();
    client.metadata.response_types.clear();
    assert_eq!(answered(check(&client, &changed(&[])).unwrap_err()).0, "unauthorized_client");
    let mut client = a_client();
    client.metadata.scope = "openid email offline_access".into();
    client.metadata.grant_types = vec!["authorization_code".into()];
    let request = check(&client, &changed(&[("scope", Some("offline_access phone email openid"))])).unwrap();
    assert_eq!(request.scopes.to_string(), "email openid", "what it may not have is left out");
}

#[test]
fn pkce_is_there_where_it_must_be() {
    let missing = "code_challenge is missing (PKCE is required)";
    let mut public = a_client();
    public.metadata.token_endpoint_auth_method = "none".into();
    let mut strict = a_client();
    strict.metadata.require_pkce = true;
    for client in [public, strict] {
        assert_eq!(
            answered(check(&client, &changed(&[])).unwrap_err()),
            ("invalid_request".into(), missing.into())
        );
        let with = |challenge, method| {
            check(
                &client,
                &changed(&[("code_challenge", Some(challenge)), ("code_challenge_method", Some(method))]),
            )
        };
        assert_eq!(with(CHALLENGE, "S256").unwrap().code_challenge.as_deref(), Some(CHALLENGE));
        assert_eq!(answered(with(CHALLENGE, "plain").unwrap_err()).1, "code_challenge_method must be S256");
        assert_eq!(answered(with(CHALLENGE, "s256").unwrap_err()).1, "code_challenge_method must be S256");
        assert_eq!(
            answered(with("short", "S256").unwrap_err()).1,
            "code_challenge is not the S256 challenge of a verifier"
        );
    }
}

/// A request for an ID token alone, of a public client, where that is offered.
fn implicit(scope: &str) -> Result<Request, Refusal> {
    let settings = Settings { front_channel_tokens: true, ..Settings::new(ISSUER) };
    let mut client = a_client();
    client.metadata.token_endpoint_auth_method = "none".into();
    client.metadata.grant_types.push("implicit".into());
    client.metadata.response_types = ["code", "id_token", "code id_token"].map(String::from).to_vec();
    let raw = changed(&[("response_type", Some("id_token")), ("nonce", Some("n")), ("scope", Some(scope))]);
    validate(
        &client,
        &raw,
        &Rules { settings: &settings, governed: &Governed::default(), back: None, hint: &hint },
    )
}

#[test]
fn no_proof_key_is_demanded_and_no_refresh_token_asked_for_where_no_code_is_returned() {
    let request = implicit("openid offline_access").unwrap();
    assert_eq!((request.code_challenge.as_deref(), request.scopes.to_string().as_str()), (None, "openid"));
    assert_eq!(answered(implicit("offline_access").unwrap_err()).0, "invalid_scope");
}

#[test]
fn the_answer_travels_as_it_was_asked_to_even_when_it_is_no() {
    for (mode, expected) in [("fragment", ResponseMode::Fragment), ("form_post", ResponseMode::FormPost)] {
        let raw = changed(&[("response_mode", Some(mode)), ("scope", None)]);
        let Err(Refusal::Answer(answer)) = check(&a_client(), &raw) else { panic!("not an answer") };
        assert_eq!(answer.mode, expected);
    }
    let mut app = a_client();
    app.metadata.redirect_uris = vec!["com.example.app:/cb".into()];
    let raw = changed(&[("redirect_uri", Some("com.example.app:/cb")), ("response_mode", Some("form_post"))]);
    let Err(Refusal::Answer(answer)) = check(&app, &raw) else { panic!("not an answer") };
    assert_eq!((answer.mode, answer.parameter("error")), (ResponseMode::Query, Some("invalid_request")));
    let Err(Refusal::Answer(answer)) = check(&a_client(), &changed(&[("response_type", Some("id_token"))]))
    else {
        panic!("not an answer")
    };
    assert_eq!(answer.mode, ResponseMode::Fragment);
}

#[test]
fn everything_a_good_request_says_is_kept() {
    let mut client = a_client();
    client.metadata.default_max_age = Some(60);
    let raw = changed(&[
        ("scope", Some("openid email offline_access")),
        ("nonce", Some("n")),
        ("prompt", Some("login")),
        ("max_age", Some("0")),
        ("claims", Some(r#"{"userinfo":{"name":{"essential":true}}}"#)),
        ("acr_values", Some("moon urn:doorward:acr:aal2")),
        ("login_hint", Some("älice@example.org")),
        ("id_token_hint", Some("ours")),
        ("ui_locales", Some("de-AT fr <b>")),
        ("claims_locales", Some("se")),
        ("display", Some("popup")),
        ("extra", Some("foobar")),
    ]);
    let request = check(&client, &raw).unwrap();
    assert_eq!(request.scopes.to_string(), "openid email offline_access");
    assert_eq!((request.nonce.as_deref(), request.max_age), (Some("n"), Some(0)));
    assert_eq!(request.acr_values, ["urn:doorward:acr:aal2"]);
    assert_eq!(request.account_id.as_deref(), Some("alice"));
    assert_eq!(request.login_hint.as_deref(), Some("älice@example.org"));
    assert_eq!(request.ui_locales, ["de-AT", "fr"]);
    assert!(request.prompt.login && request.claims.userinfo["name"].essential);
    assert_eq!(Request::from_errand(&request.to_errand()).as_ref(), Some(&request));
    assert_eq!(Request::from_errand(&Errand::of("account", &request)), None, "the errand of another");
    assert_eq!(check(&client, &changed(&[])).unwrap().max_age, Some(60), "the client's default");
}

#[test]
fn a_sub_asked_for_by_value_is_the_only_one_that_will_do() {
    let claims = r#"{"id_token":{"sub":{"value":"bob"}}}"#;
    let asked = check(&a_client(), &changed(&[("claims", Some(claims))])).unwrap();
    assert_eq!(asked.account_id.as_deref(), Some("bob"));
    let both = changed(&[("claims", Some(claims)), ("id_token_hint", Some("ours"))]);
    assert_eq!(answered(check(&a_client(), &both).unwrap_err()).0, "login_required");
}

/// What parameters are called, and values among which some are good.
const NAMES: [&str; 20] = [
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
    "request",
    "resource",
    "dpop_jkt",
    "other",
];
const VALUES: [&str; 12] = [
    "shop",
    CALLBACK,
    "code",
    "query",
    "form_post",
    "openid email",
    "none",
    "login",
    "S256",
    CHALLENGE,
    "ours",
    "",
];

proptest! {
    #[test]
    fn whatever_is_asked_is_answered_nowhere_but_where_the_client_is(
        pairs in prop::collection::vec(
            (
                prop::sample::select(NAMES.to_vec()),
                prop_oneof![prop::sample::select(VALUES.to_vec()).prop_map(str::to_owned), ".{0,60}"],
            ),
            0..14,
        ),
        kept in any::<bool>(),
    ) {
        let good = [("client_id", "shop"), ("redirect_uri", CALLBACK), ("response_type", "code")];
        let good = good.into_iter().filter(|_| kept).map(|(name, value)| (name, value.to_owned()));
        let raw: Raw = good.chain(pairs).collect();
        let client = a_client();
        let registered = |uri: &str| client.metadata.redirect_uris.iter().any(|one| one == uri);
        match check(&client, &raw) {
            Err(Refusal::Page(error)) => prop_assert!((400..500).contains(&error.status)),
            Err(Refusal::Answer(answer)) => {
                prop_assert!(registered(&answer.redirect_uri));
                prop_assert!(answer.parameter("code").is_none() && answer.parameter("iss") == Some(ISSUER));
            }
            Ok(request) => {
                prop_assert!(registered(&request.back.redirect_uri) && !request.scopes.is_empty());
                prop_assert!(request.scopes.is_subset_of(&Scopes::from(client.metadata.scope.as_str())));
            }
        }
    }
}
