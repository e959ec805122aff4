//! The addresses of the hosted pages, read off the router's own list: one that is added there is tried like the others.

use crate::{
    browser::Browser,
    world::{Answer, World, ask},
};

const ROUTER: &str = include_str!("../src/web/router.rs");

/// What that list names by a constant, or takes from another file.
const ELSEWHERE: &str = r#"
    .route("/language", post(choose))
    .route("/device", get(enter).post(open))
    .route("/device/{journey}", get(show).post(decide))
    .route("/setup", get(show).post(make))
"#;

/// The browser of somebody who is signed in and asked to sign in once more: it, the page of that journey, and its id. So every
/// form of the hosted pages is theirs to send.
pub async fn before_the_forms(world: &World) -> (Browser<'_>, Answer, String) {
    let mut browser = world.browser();
    browser.authorize("shop", &[], "alice").await;
    let page = browser.open(&ask("shop", &[("prompt", "login")])).await;
    let journey = page.address.split('/').nth(2).unwrap().to_owned();
    (browser, page, journey)
}

/// The addresses that answer to `call`, which is `get(` or `post(`, at the sign-in `journey`; every other place in them is
/// filled with what is not there.
pub fn addresses(call: &str, journey: &str) -> Vec<String> {
    let fill = |part: &str| match part {
        "{journey}" => journey.to_owned(),
        "{step}" => "identifier".to_owned(),
        "{kind}" => "totp".to_owned(),
        "{contact}" => "email".to_owned(),
        part if part.starts_with('{') => "nothing".to_owned(),
        part => part.to_owned(),
    };
    let mut addresses = Vec::new();
    for line in ROUTER.lines().chain(ELSEWHERE.lines()) {
        if line.contains(".route(\"") && line.contains(call) {
            let path = line.split('"').nth(1).unwrap();
            addresses.push(path.split('/').map(fill).collect::<Vec<_>>().join("/"));
        }
    }
    assert!(addresses.len() > 30, "{call}: {addresses:?}");
    addresses
}
