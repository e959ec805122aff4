//! Accounts and roles, by the API.

use super::*;
use crate::{authentication::factor::Record, on_both, storage::account_role};

on_both!(an_account_is_made_found_changed_and_removed, |db| async move {
    let world = World::new(db).await;
    let admin = world.person("admin", Some(Role::Administrator), TWO).await;
    let body = json!({
        "email": "Alice@Example.org", "email_verified": true, "groups": ["staff"],
        "claims": { "name": "Alice Liddell", "address": { "country": "UK", "locality": "Oxford" } },
    });
    let made = world.by(&admin, "POST", "/api/v1/accounts", &body).await;
    assert_eq!((made.status, made.header("etag")), (201, "\"1\""), "{}", made.text);
    let id = made.json()["account_id"].as_str().unwrap().to_owned();
    let path = format!("/api/v1/accounts/{id}");
    assert_eq!(world.by(&admin, "POST", "/api/v1/accounts", &body).await.status, 409);

    for q in ["ali", "ALICE@example", "alice%20liddell"] {
        let found = world.by(&admin, "GET", &format!("/api/v1/accounts?q={q}"), &json!({})).await.json();
        assert_eq!(found["items"][0]["account_id"], id.as_str(), "{q}");
    }
    let patch = json!({ "groups": ["staff", "night"], "claims": { "address": { "locality": null } } });
    let changed = world.by(&admin, "PATCH", &path, &patch).await;
    assert_eq!((changed.status, changed.header("etag")), (200, "\"2\""), "{}", changed.text);
    assert_eq!(changed.json()["groups"], json!(["staff", "night"]));
    assert_eq!(changed.json()["claims"]["address"], json!({ "country": "UK" }));
    // What was said of one address is not said of another.
    for (patch, verified) in [
        (json!({ "email": "ALICE@example.org" }), true),
        (json!({ "email": "typo@else.example", "username": "alice" }), false),
        (json!({ "email": "alice@example.org", "email_verified": true }), true),
        (json!({ "email": null }), false),
        (json!({ "email": "Alice@Example.org", "username": "Alice@Example.org" }), false),
        (json!({ "email_verified": true }), true),
    ] {
        let answer = world.by(&admin, "PATCH", &path, &patch).await;
        assert_eq!(
            (answer.status, &answer.json()["email_verified"]),
            (200, &json!(verified)),
            "{}",
            answer.text
        );
    }
    for body in
        [json!({ "password": "x" }), json!({ "email": "no address" }), json!({ "claims": { "nope": 1 } })]
    {
        assert_eq!(world.by(&admin, "PATCH", &path, &body).await.status, 422, "{body}");
    }
    assert_eq!(world.by(&admin, "POST", &format!("{path}/disable"), &json!({})).await.status, 204);
    let shown = world.by(&admin, "GET", &path, &json!({})).await.json();
    assert_eq!((&shown["enabled"], &shown["role"]), (&json!(false), &json!(null)), "{shown}");
    assert_eq!(world.by(&admin, "POST", &format!("{path}/enable"), &json!({})).await.status, 204);
    let reset = world.by(&admin, "POST", &format!("{path}/reset"), &json!({})).await;
    assert_eq!(reset.status, 201, "{}", reset.text);
    assert!(world.by(&admin, "GET", &path, &json!({})).await.json()["reset_opens_at"].is_string());
    assert_eq!(world.by(&admin, "POST", &format!("{path}/unfreeze"), &json!({})).await.status, 204);
    assert_eq!(world.by(&admin, "DELETE", &path, &json!({})).await.status, 204);
    assert_eq!(world.by(&admin, "GET", &path, &json!({})).await.status, 404);

    let audit = world.by(&admin, "GET", &format!("/api/v1/audit?account_id={id}"), &json!({})).await.json();
    let kinds: Vec<_> =
        audit["items"].as_array().unwrap().iter().map(|one| one["kind"].as_str().unwrap()).collect();
    for kind in
        ["account.created", "account.changed", "account.disabled", "account.enabled", "account.deleted"]
    {
        assert!(kinds.contains(&kind), "{kinds:?}");
    }
    let actors = audit["items"].as_array().unwrap().iter().map(|one| one["detail"]["actor"].clone());
    assert!(actors.into_iter().all(|actor| actor == admin.account.account_id.as_str()), "{audit}");
    let lines = world.by(&admin, "GET", &format!("/api/v1/audit/export?account_id={id}"), &json!({})).await;
    assert_eq!(lines.header("content-type"), "application/x-ndjson");
    assert_eq!(lines.text.lines().count(), kinds.len());
    assert!(lines.text.lines().all(|line| serde_json::from_str::<Value>(line).is_ok()));
});

on_both!(what_no_database_holds_is_asked_for_in_vain, |db| async move {
    let world = World::new(db).await;
    let owner = world.person("owner", Some(Role::Owner), TWO).await;
    for (path, status) in [
        ("/api/v1/accounts/%00", 404),
        ("/api/v1/accounts?q=a%00", 400),
        ("/api/v1/audit?kind=%00", 400),
        ("/api/v1/clients/a%00b", 404),
        ("/scim/v2/Users/%00", 404),
        ("/scim/v2/Groups?filter=displayName%20eq%20%22%00%22", 400),
        ("/scim/v2/Users?filter=userName%20eq%20%22%5Cu0000%22", 400),
        ("/authorize?response_type=code&client_id=%00", 400),
        ("/brand/%00/logo.png", 404),
    ] {
        let answer = world.by(&owner, "GET", path, &json!({})).await;
        assert_eq!(answer.status, status, "{path}: {}", answer.text);
    }
    for (path, body) in [
        ("/api/v1/accounts", json!({ "username": "a\u{0}" })),
        ("/api/v1/webhooks", json!({ "url": "https://a.example/\u{0}" })),
        ("/scim/v2/Users", json!({ "userName": "a\u{0}" })),
    ] {
        assert_eq!(world.by(&owner, "POST", path, &body).await.status, 400, "{path}");
    }
    assert_eq!(world.token("a\u{0}", "x").await.status, 400);
    let basic = Request::post("/token")
        .header("content-type", "application/x-www-form-urlencoded")
        .header("authorization", format!("Basic {}", data_encoding::BASE64.encode(b"a%00:x")));
    let answer = world.send(basic, Body::from("grant_type=client_credentials")).await;
    assert_eq!(answer.status, 401, "{}", answer.text);
});

on_both!(a_lost_factor_is_removed_and_the_password_never, |db| async move {
    let world = World::new(db).await;
    let support = world.person("support", Some(Role::Support), TWO).await;
    let alice = world.person("alice", None, TWO).await;
    let id = &alice.account.account_id;
    let seed = crate::authentication::factor::totp::Seed::new(&world.site.random.bytes());
    let record = Record::of(&seed).unwrap();
    world.add_factor(&alice.account, "totp", &record).await;
    let path = format!("/api/v1/accounts/{id}");
    let shown = world.by(&support, "GET", &path, &json!({})).await.json();
    assert_eq!(shown["factors"][0]["kind"], "totp");
    assert_eq!(shown["sessions"][0]["session_id"], "alice-s");
    assert!(!shown.to_string().contains("secret"), "{shown}");
    let removed = world.by(&support, "DELETE", &format!("{path}/factors/totp"), &json!({})).await;
    assert_eq!(removed.json(), json!({ "removed": 1 }));
    for factor in ["password", "nonsense"] {
        let answer = world.by(&support, "DELETE", &format!("{path}/factors/{factor}"), &json!({})).await;
        assert_eq!(answer.status, 404, "{factor}");
    }
    assert_eq!(world.by(&support, "DELETE", &format!("{path}/sessions"), &json!({})).await.status, 204);
    let shown = world.by(&support, "GET", &path, &json!({})).await.json();
    assert_eq!(shown["sessions"], json!([]));
});

on_both!(nobody_acts_on_who_stands_above_them, |db| async move {
    let world = World::new(db).await;
    let owner = world.person("owner", Some(Role::Owner), TWO).await;
    let admin = world.person("admin", Some(Role::Administrator), TWO).await;
    let support = world.person("support", Some(Role::Support), TWO).await;
    let alice = world.account("alice", None).await;
    let disable = async |who: &Person, whom: &Account| {
        let path = format!("/api/v1/accounts/{}/disable", whom.account_id);
        world.by(who, "POST", &path, &json!({})).await.status
    };
    assert_eq!(disable(&support, &owner.account).await, 403);
    assert_eq!(disable(&support, &admin.account).await, 403);
    assert_eq!(disable(&admin, &owner.account).await, 403);
    assert_eq!(disable(&support, &alice).await, 204);
    let path = format!("/api/v1/accounts/{}/reset", owner.account.account_id);
    assert_eq!(world.by(&admin, "POST", &path, &json!({})).await.status, 403);
    let path = format!("/api/v1/accounts/{}", owner.account.account_id);
    assert_eq!(world.by(&admin, "PATCH", &path, &json!({ "email": "me@example.org" })).await.status, 403);
    assert_eq!(world.by(&admin, "DELETE", &path, &json!({})).await.status, 403);
    // A service with the same scopes gets no further.
    let token = world.token_for("robot", "admin.accounts.help admin.accounts.write").await;
    assert_eq!(world.with_token(&token, "DELETE", &path, &json!({})).await.status, 403);
    assert_eq!(disable(&owner, &admin.account).await, 204);
});

on_both!(roles_are_given_by_owners_and_the_last_owner_stays, |db| async move {
    let world = World::new(db).await;
    let owner = world.person("owner", Some(Role::Owner), TWO).await;
    let alice = world.account("alice", None).await;
    let of = |account: &Account| format!("/api/v1/accounts/{}/role", account.account_id);
    let last = world.by(&owner, "DELETE", &of(&owner.account), &json!({})).await;
    assert_eq!((last.status, last.json()["code"].as_str()), (409, Some("last_owner")));
    let path = format!("/api/v1/accounts/{}", owner.account.account_id);
    assert_eq!(world.by(&owner, "DELETE", &path, &json!({})).await.status, 409);
    assert_eq!(world.by(&owner, "PUT", &of(&alice), &json!({ "role": "king" })).await.status, 422);
    assert_eq!(world.by(&owner, "PUT", &of(&alice), &json!({ "role": "owner" })).await.status, 204);
    let roles = world.by(&owner, "GET", "/api/v1/roles", &json!({})).await.json();
    assert_eq!(roles.as_array().unwrap().len(), 2, "{roles}");
    assert_eq!(world.by(&owner, "DELETE", &of(&owner.account), &json!({})).await.status, 204);
    let mut reader = world.site.database.read().await.unwrap();
    let role = account_role::find(&mut reader, &owner.account.account_id).await.unwrap();
    assert_eq!(role, None);
    assert_eq!(world.by(&owner, "GET", "/api/v1/me", &json!({})).await.status, 403, "at once");
});

on_both!(a_simulation_says_what_would_be_asked_and_why, |db| async move {
    let world = World::new(db).await;
    let owner = world.person("owner", Some(Role::Owner), TWO).await;
    let alice = world.account("alice", None).await;
    world.add_password(&owner.account).await;
    world.add_password(&alice).await;
    let support = world.person("support", Some(Role::Support), TWO).await;
    let ask = async |account: &Account, more: &str| {
        let path = format!("/api/v1/policy/simulation?account_id={}{more}", account.account_id);
        world.by(&support, "GET", &path, &json!({})).await
    };
    let factors = |answer: &Answer| -> Vec<String> {
        let json = answer.json();
        let questions = json["questions"].as_array().unwrap();
        questions.iter().map(|one| one["factor"].as_str().unwrap().to_owned()).collect()
    };
    let plain = ask(&alice, "").await;
    assert_eq!(factors(&plain), ["password", "email_code"], "{}", plain.text);
    assert_eq!((&plain.json()["succeeds"], &plain.json()["multi_factor"]), (&json!(true), &json!(false)));
    assert_eq!(plain.json()["needs"], json!([{ "acr": "urn:doorward:acr:two-step", "by": "client" }]));
    let aal2 = ask(&alice, "&acr_values=urn:doorward:acr:aal2").await.json();
    assert!(aal2["questions"].as_array().unwrap().iter().any(|one| one["enrols"] == true), "{aal2}");
    let mighty = ask(&owner.account, "").await.json();
    let of_role = json!({ "acr": "urn:doorward:acr:aal2", "by": "account" });
    assert!(mighty["needs"].as_array().unwrap().contains(&of_role), "{mighty}");
    assert_eq!(mighty["multi_factor"], true, "{mighty}");
    assert_eq!(ask(&alice, "&client_id=nobody").await.status, 404);
});
