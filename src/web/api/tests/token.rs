//! Access tokens that open the API, and those that do not.

use super::*;

#[tokio::test]
async fn only_tokens_for_this_api_open_it() {
    let (database, _scratch) = storage::testing::sqlite().await;
    let world = World::new(database).await;
    let scope = "admin.clients.read admin.clients.write";
    let good = world.token_for("good", scope).await;
    let me = world.with_token(&good, "GET", "/api/v1/me", &json!({})).await;
    assert_eq!(
        me.json(),
        json!({ "client_id": "good", "permissions": ["admin.clients.read", "admin.clients.write"] })
    );

    let other = world.service("other", scope, "https://api.example.org", "api").await;
    let other = world.token("other", &other).await.json()["access_token"].as_str().unwrap().to_owned();
    let dynamic = world.service("dynamic", scope, &format!("{ORIGIN}/api/v1"), "dynamic").await;
    let dynamic = world.token("dynamic", &dynamic).await.json()["access_token"].as_str().unwrap().to_owned();
    let described = world.service("described", scope, &format!("{ORIGIN}/api/v1"), "document").await;
    let described = world.token("described", &described).await.json();
    let described = described["access_token"].as_str().unwrap_or_default().to_owned();
    let mut damaged = good.clone();
    damaged.pop();
    for token in [other.as_str(), &dynamic, &described, &damaged, "x", ""] {
        let answer = world.with_token(token, "GET", "/api/v1/me", &json!({})).await;
        assert_eq!(answer.status, 401, "{token}");
        assert!(answer.header("www-authenticate").contains("error=\"invalid_token\""), "{token}");
    }
    let basic = Request::get("/api/v1/me").header("authorization", "Basic Z29vZDp4");
    assert_eq!(world.send(basic, Body::empty()).await.status, 401);

    // A client that is switched off, or whose token lapsed, is out at once.
    let client = world.site.clients().find("good").await.unwrap();
    world.site.clients().set_disabled(&client, true).await.unwrap();
    assert_eq!(world.with_token(&good, "GET", "/api/v1/me", &json!({})).await.status, 401);
}

#[tokio::test]
async fn a_service_account_ends_with_its_secret() {
    let (database, _scratch) = storage::testing::sqlite().await;
    let world = World::new(database).await;
    let owner = world.person("owner", Some(Role::Owner), TWO).await;
    let body = json!({
        "client_id": "robot", "client_name": "Robot", "grant_types": ["client_credentials"], "scope": "admin.audit.read",
        "token_endpoint_auth_method": "client_secret_post", "access_token_audience": [format!("{ORIGIN}/api/v1")],
        "secret_lifetime": 3600,
    });
    let made = world.by(&owner, "POST", "/api/v1/clients", &body).await;
    assert_eq!((made.status, made.header("location")), (201, "/api/v1/clients/robot"), "{}", made.text);
    let secret = made.json()["client_secret"].as_str().unwrap().to_owned();
    let token = world.token("robot", &secret).await.json()["access_token"].as_str().unwrap().to_owned();
    let events = world.with_token(&token, "GET", "/api/v1/audit?kind=client.created", &json!({})).await;
    assert_eq!(events.json()["items"][0]["client_id"], "robot", "{}", events.text);
    world.clock.advance(std::time::Duration::from_secs(3600));
    assert_eq!(world.token("robot", &secret).await.status, 401);
    assert_eq!(world.with_token(&token, "GET", "/api/v1/audit", &json!({})).await.status, 401);
}

#[tokio::test]
async fn a_caller_who_asks_too_often_waits() {
    let (database, _scratch) = storage::testing::sqlite().await;
    let world = World::with(database, |config| config.admin.requests_per_minute = 8).await;
    let owner = world.person("owner", Some(Role::Owner), TWO).await;
    let auditor = world.person("auditor", Some(Role::Auditor), TWO).await;
    let mut answers = Vec::new();
    for _ in 0..4 {
        answers.push(world.by(&owner, "GET", "/api/v1/me", &json!({})).await);
    }
    assert_eq!(answers[0].status, 200);
    assert_eq!((answers[3].status, answers[3].header("retry-after")), (429, "1"));
    assert_eq!(world.by(&auditor, "GET", "/api/v1/me", &json!({})).await.status, 200, "each for themselves");
}
