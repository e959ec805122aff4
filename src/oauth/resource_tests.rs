//! Which resources may be named, and what a token for them is like.

use super::*;
use crate::oauth::authorization::validate::tests::a_client;

const ORDERS: &str = "https://orders.example";
const STOCK: &str = "https://stock.example/api";

fn settings() -> Settings {
    let server = |identifier: &str, scopes: &[&str], algorithm: Option<&str>, seconds| ResourceServer {
        identifier: identifier.into(),
        scopes: scopes.iter().map(ToString::to_string).collect(),
        lifetime: Some(Duration::from_secs(seconds)),
        algorithm: algorithm.map(str::to_owned),
        format: None,
    };
    Settings {
        resources: vec![
            server(ORDERS, &["orders:read", "orders:write"], Some("ES256"), 60),
            server(STOCK, &["stock:read"], None, 120),
            server("urn:ed", &[], Some("EdDSA"), 5),
        ],
        ..Settings::new("https://id.example.org")
    }
}

fn client() -> Client {
    let mut client = a_client();
    client.metadata.scope = "openid email orders:read own:read".into();
    client.metadata.access_token_audience = vec!["https://own.example".into()];
    client
}

fn named(list: &[&str]) -> Vec<String> {
    list.iter().map(ToString::to_string).collect()
}

#[test]
fn a_resource_is_an_absolute_uri_without_a_fragment() {
    for good in [ORDERS, "urn:example:api", "https://a.example/b?c=d", "https://a.example:8443/"] {
        assert_eq!(read([good, "", good].into_iter()).unwrap(), [good]);
    }
    let long = format!("https://a.example/{}", "x".repeat(512));
    for wrong in
        ["api", "/api", "https://a.example/#x", "https://", "//a.example", "https://a .example", "ü:x", &long]
    {
        assert_eq!(read([wrong].into_iter()).unwrap_err().code, "invalid_target", "{wrong}");
    }
    let many: Vec<String> = (0..9).map(|n| format!("urn:x:{n}")).collect();
    assert_eq!(read(many.iter().map(String::as_str)).unwrap_err().code, "invalid_target");
}

#[test]
fn a_client_asks_for_what_it_has_scopes_of_or_was_registered_with() {
    let (settings, client) = (settings(), client());
    assert!(check(&settings, &client, &named(&[ORDERS, "https://own.example", "urn:ed"])).is_ok());
    for wrong in [STOCK, "https://nobody.example", "https://orders.example/", "https://id.example.org"] {
        assert_eq!(
            check(&settings, &client, &named(&[wrong])).unwrap_err().code,
            "invalid_target",
            "{wrong}"
        );
    }
}

#[test]
fn less_may_be_named_than_was_granted_and_never_more() {
    let granted = named(&[ORDERS, STOCK]);
    assert_eq!(narrow(&granted, &[]).unwrap(), granted);
    assert_eq!(narrow(&granted, &named(&[STOCK])).unwrap(), [STOCK]);
    assert_eq!(narrow(&[], &named(&[STOCK])).unwrap(), [STOCK]);
    assert_eq!(narrow(&granted, &named(&[STOCK, "urn:ed"])).unwrap_err().code, "invalid_target");
}

#[test]
fn a_token_follows_its_resource_servers_where_they_agree() {
    let (settings, client) = (settings(), client());
    let life = std::time::Duration::from_mins(10);
    let of = |list: &[&str]| target(&settings, &client, &named(list), life);
    let usual = of(&[]).unwrap();
    assert_eq!((usual.lifetime, usual.algorithm, usual.audience.len()), (life, Algorithm::RS256, 0));
    let orders = of(&[ORDERS]).unwrap();
    assert_eq!((orders.lifetime.as_secs(), orders.algorithm), (60, Algorithm::ES256));
    let both = of(&[STOCK, ORDERS]).unwrap();
    assert_eq!((both.lifetime.as_secs(), both.algorithm), (60, Algorithm::ES256), "the shorter life");
    assert_eq!(both.audience, [STOCK, ORDERS]);
    assert_eq!(of(&[ORDERS, "urn:ed"]).unwrap_err().code, "invalid_target", "two algorithms");
}

#[test]
fn a_token_carries_the_scopes_of_its_resources_only() {
    let settings = settings();
    let all = Scopes::from("openid email orders:read stock:read own:read");
    let of = |list: &[&str]| carried(&settings, &named(list), &all).to_string();
    assert_eq!(of(&[]), all.to_string());
    assert_eq!(of(&[ORDERS]), "orders:read");
    assert_eq!(of(&[ORDERS, STOCK]), "orders:read stock:read");
    assert_eq!(of(&["https://own.example"]), "own:read");
    assert_eq!(of(&["urn:ed"]), "");
}
