//! Which endpoints answer scripts of other origins: exactly those that need it (RFC 9700 section 2.6).

use axum::http::Method;

use crate::world::{World, ask};

const OPEN: [&str; 6] = [
    "/.well-known/openid-configuration",
    "/.well-known/oauth-authorization-server",
    "/jwks",
    "/token",
    "/userinfo",
    "/revoke",
];

fn headers_of(answer: &crate::world::Answer) -> Vec<String> {
    let names = answer.headers.keys().map(|name| name.as_str().to_owned());
    names.filter(|name| name.starts_with("access-control-")).collect()
}

#[tokio::test]
async fn any_origin_may_call_what_single_page_applications_need() {
    let world = World::new().await;
    for path in OPEN {
        let preflight = [
            ("origin", "https://spa.example"),
            ("access-control-request-method", "POST"),
            ("access-control-request-headers", "authorization,content-type,dpop,mcp-protocol-version"),
        ];
        let answer = world.send(Method::OPTIONS, path, &preflight, "").await;
        assert_eq!(answer.status, 204, "{path}");
        assert_eq!(answer.header("access-control-allow-origin"), "*", "{path}");
        let allowed = answer.header("access-control-allow-headers").to_lowercase();
        for name in ["authorization", "content-type", "dpop", "mcp-protocol-version"] {
            assert!(allowed.split(", ").any(|one| one == name), "{path}: {name}");
        }
        for method in [Method::GET, Method::POST] {
            // Refusals, too: a script must be able to read why.
            let answer = world.send(method, path, &[("origin", "https://spa.example")], "").await;
            assert_eq!(answer.header("access-control-allow-origin"), "*", "{path}");
            let exposed = answer.header("access-control-expose-headers");
            assert_eq!(exposed, "WWW-Authenticate, DPoP-Nonce", "{path}");
            assert_eq!(answer.header("access-control-allow-credentials"), "", "{path}");
        }
    }
}

#[tokio::test]
async fn nothing_else_says_a_word_about_other_origins() {
    let world = World::new().await;
    let authorize = ask("shop", &[]);
    let closed = [
        "/",
        "/authorize",
        &authorize,
        "/introspect",
        "/device_authorization",
        "/device",
        "/logout",
        "/account",
        "/login/x/identifier",
        "/consent/x",
        "/nothing",
    ];
    for path in closed {
        for method in [Method::GET, Method::POST, Method::OPTIONS] {
            for origin in ["https://spa.example", "null", "https://id.example.org"] {
                let answer = world.send(method.clone(), path, &[("origin", origin)], "").await;
                assert_eq!(headers_of(&answer), Vec::<String>::new(), "{method} {path} {origin}");
            }
        }
    }
}

#[tokio::test]
async fn an_unknown_well_known_address_is_missing_and_no_fault() {
    let world = World::new().await;
    for path in [
        "/.well-known/oauth-authorization-server/mcp",
        "/.well-known/openid-configuration/mcp",
        "/mcp/.well-known/openid-configuration",
        "/.well-known/oauth-protected-resource",
        "/.well-known/nothing",
    ] {
        assert_eq!(world.get(path).await.status, 404, "{path}");
    }
}
