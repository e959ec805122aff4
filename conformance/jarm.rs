//! JWT Secured Authorization Response Mode for OAuth 2.0 (JARM).

use serde_json::json;

use crate::world::{ISSUER, World, ask};

#[tokio::test]
async fn jarm_2_3_every_mode_carries_one_signed_response() {
    let world = World::new().await;
    for (mode, carried) in [
        ("jwt", "query"),
        ("query.jwt", "query"),
        ("fragment.jwt", "fragment"),
        ("form_post.jwt", "form_post"),
    ] {
        let answer = world.browser().authorize("shop", &[("response_mode", mode)], "alice").await;
        let response = answer.response();
        assert_eq!((response.mode, response.names()), (carried, vec!["response"]), "{mode}");
        let (header, claims) = world.verified(response.get("response").unwrap()).await;
        assert_eq!(header["alg"], "RS256");
        assert_eq!(
            (&claims["iss"], &claims["aud"], &claims["state"]),
            (&json!(ISSUER), &json!("shop"), &json!("state-0"))
        );
        let left = claims["exp"].as_i64().unwrap() - world.clock.now().seconds();
        assert!((1..=600).contains(&left), "{left}");
        let code = claims["code"].as_str().unwrap().to_owned();
        assert_eq!(world.redeem("shop", &code, &[]).await.status, 200);
    }
}

#[tokio::test]
async fn jarm_2_1_a_refusal_is_signed_as_the_client_registered() {
    let world = World::new().await;
    world.client("shop", |metadata| metadata.authorization_signed_response_alg = Some("ES256".into())).await;
    let answer = world.get(&ask("shop", &[("response_mode", "jwt"), ("prompt", "none")])).await;
    let response = answer.response();
    assert_eq!(response.names(), ["response"]);
    let (header, claims) = world.verified(response.get("response").unwrap()).await;
    assert_eq!((&header["alg"], &claims["error"]), (&json!("ES256"), &json!("login_required")));
    assert_eq!(claims.get("code"), None);
}
