//! RFC 9207: the issuer in every authorization response.

use crate::world::{ISSUER, World, ask};

#[tokio::test]
async fn rfc9207_2_every_answer_names_the_issuer() {
    let world = World::new().await;
    for mode in ["", "query", "fragment", "form_post"] {
        let response =
            world.browser().authorize("shop", &[("response_mode", mode)], "alice").await.response();
        assert!(response.get("code").is_some());
        assert_eq!(response.get("iss"), Some(ISSUER), "{mode}");
    }
}

#[tokio::test]
async fn rfc9207_2_every_refusal_names_the_issuer() {
    let world = World::new().await;
    for mode in ["query", "fragment", "form_post"] {
        for change in [
            ("response_type", "x"),
            ("scope", "unheard_of"),
            ("prompt", "none"),
            ("max_age", "x"),
            ("code_challenge_method", "plain"),
            ("request", "a.b.c"),
            ("claims", "{"),
        ] {
            let answer = world.get(&ask("shop", &[("response_mode", mode), change])).await;
            let response = answer.response();
            assert!(response.get("error").is_some(), "{change:?}");
            assert_eq!((response.get("iss"), response.mode), (Some(ISSUER), mode), "{change:?}");
        }
    }
    let mut browser = world.browser();
    let page = browser.open(&ask("shop", &[])).await;
    let response = browser.submit(&page, "/cancel", &[]).await.response();
    assert_eq!((response.get("error"), response.get("iss")), (Some("access_denied"), Some(ISSUER)));
}
