//! RFC 7636: PKCE.

use crate::world::{CHALLENGE, VERIFIER, World, ask};

#[tokio::test]
async fn rfc7636_4_4_1_what_is_not_s256_is_refused() {
    let world = World::new().await;
    let padded = format!("{CHALLENGE}=");
    for (challenge, method) in [
        (CHALLENGE, "plain"),
        (CHALLENGE, ""),
        (CHALLENGE, "s256"),
        (VERIFIER.get(..42).unwrap(), "S256"),
        (&padded, "S256"),
        ("", "S256"),
    ] {
        for client_id in ["shop", "app"] {
            let changes = [("code_challenge", challenge), ("code_challenge_method", method)];
            let answer = world.get(&ask(client_id, &changes)).await;
            assert_eq!(answer.error(), "invalid_request", "{client_id} {challenge} {method}");
        }
    }
}

#[tokio::test]
async fn rfc7636_4_4_1_a_public_client_must_use_it() {
    let world = World::new().await;
    let without = [("code_challenge", ""), ("code_challenge_method", "")];
    for client_id in ["app", "native"] {
        assert_eq!(world.get(&ask(client_id, &without)).await.error(), "invalid_request");
    }
    world.client("strict", |metadata| metadata.require_pkce = true).await;
    assert_eq!(world.get(&ask("strict", &without)).await.error(), "invalid_request");
    let world = World::with(|config| config.oauth.require_pkce = true).await;
    assert_eq!(world.get(&ask("shop", &without)).await.error(), "invalid_request");
}

#[tokio::test]
async fn rfc7636_4_6_the_verifier_must_fit() {
    let world = World::new().await;
    for client_id in ["shop", "app"] {
        let code = world.code(client_id, &[]).await;
        for verifier in
            ["", CHALLENGE, "x", &"a".repeat(43), &VERIFIER.to_lowercase(), &format!("{VERIFIER}=")]
        {
            let answer = world.redeem(client_id, &code, &[("code_verifier", verifier)]).await;
            assert_eq!(answer.refusal(), (400, "invalid_grant".into()), "{client_id} {verifier}");
        }
        assert_eq!(world.redeem(client_id, &code, &[]).await.status, 200, "no wrong one used it up");
    }
}

#[tokio::test]
async fn rfc9700_4_8_2_a_verifier_that_nobody_asked_for_is_refused() {
    let world = World::new().await;
    let code = world.code("shop", &[("code_challenge", ""), ("code_challenge_method", "")]).await;
    assert_eq!(world.redeem("shop", &code, &[]).await.refusal(), (400, "invalid_grant".into()));
    assert_eq!(world.redeem("shop", &code, &[("code_verifier", "")]).await.status, 200);
}
