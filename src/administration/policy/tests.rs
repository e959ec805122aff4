use std::collections::BTreeMap;

use serde_json::json;

use super::*;
use crate::{authentication::factor::testing, on_both, storage::audit_search};

fn policies(database: Database, adjust: impl FnOnce(&mut Config)) -> Policies {
    let mut config = testing::config();
    adjust(&mut config);
    Policies {
        database,
        clock: Clock::fixed(Timestamp::from_seconds(1_800_000_000)),
        random: Random::seeded(3),
        actor: Actor { account_id: Some("a1".into()), ..Actor::default() },
        registry: Registry::new(&config, &testing::vault()),
        written: Arc::new(config),
        guide: None,
    }
}

fn settings(json: Value) -> Settings {
    serde_json::from_value::<BTreeMap<_, _>>(json).unwrap()
}

fn faults(error: Error) -> String {
    let Error::Invalid(faults) = error else { panic!("{error:?}") };
    faults.join("\n")
}

on_both!(a_version_follows_one_other_and_is_told_with_before_and_after, |db| async move {
    let policies = policies(db.clone(), |_| {});
    let wanted =
        settings(json!({ "session.idle": "30m", "policy.clients": { "shop": "urn:doorward:acr:aal2" } }));
    let first = policies.change(&wanted, " Shorter, for the audit ", 0, None).await.unwrap();
    assert_eq!(
        (first.number, first.reason.as_str(), first.account_id.as_deref()),
        (1, "Shorter, for the audit", Some("a1"))
    );
    assert_eq!(policies.newest().await.unwrap(), first);
    let other = settings(json!({ "session.idle": "45m" }));
    assert!(matches!(policies.change(&other, "late", 0, None).await, Err(Error::Raced)));
    assert_eq!(policies.change(&wanted, "again", 1, None).await.unwrap(), first, "nothing changes");
    let second = policies.change(&other, "longer", 1, None).await.unwrap();
    let told: Vec<_> = policies.difference(&first, &second).iter().map(Change::words).collect();
    assert_eq!(
        told,
        [
            "policy.clients.\"shop\" is removed; it was urn:doorward:acr:aal2",
            "session.idle changes from 30m to 45m"
        ]
    );
    let third = policies.restore(1, "back", 2, None).await.unwrap();
    assert_eq!((third.number, third.restores, &third.settings), (3, Some(1), &first.settings));
    let fourth = policies.restore(0, "as written", 3, None).await.unwrap();
    assert!(fourth.settings.is_empty());
    assert!(matches!(policies.restore(9, "x", 4, None).await, Err(Error::Missing(_))));
    let numbers: Vec<_> = policies.page(i64::MAX, 9).await.unwrap().iter().map(|one| one.number).collect();
    assert_eq!(numbers, [4, 3, 2, 1]);

    let filter =
        audit_search::Filter { kind: Some("policy.changed".into()), ..audit_search::Filter::default() };
    let from = storage::audit::Place { happened_at: Timestamp(i64::MAX), event_id: String::new() };
    let events = audit_search::page(&mut db.read().await.unwrap(), &filter, &from, 9).await.unwrap();
    assert_eq!(events.len(), 4);
    let details: Vec<Value> =
        events.iter().map(|event| serde_json::from_str(&event.detail).unwrap()).collect();
    let second = details.iter().find(|detail| detail["version"] == 2).unwrap();
    assert_eq!(
        second["before"],
        json!({ "policy.clients.\"shop\"": "urn:doorward:acr:aal2", "session.idle": "30m" })
    );
    assert_eq!(second["after"], json!({ "policy.clients.\"shop\"": null, "session.idle": "45m" }));
    assert_eq!((&second["reason"], &second["actor"]), (&json!("longer"), &json!("a1")));
});

on_both!(of_two_that_follow_the_same_version_at_once_one_counts, |db| async move {
    let policies = policies(db.clone(), |_| {});
    let runs: Vec<_> = (0..6_u8)
        .map(|minutes| {
            let policies = policies.clone();
            tokio::spawn(async move {
                let wanted = settings(json!({ "session.idle": format!("{}m", 10 + minutes) }));
                policies.change(&wanted, "mine", 0, None).await
            })
        })
        .collect();
    let mut won = 0;
    for run in runs {
        match run.await.unwrap() {
            Ok(_) => won += 1,
            Err(error) => assert!(matches!(error, Error::Raced), "{error:?}"),
        }
    }
    assert_eq!((won, policies.newest().await.unwrap().number), (1, 1));
});

on_both!(what_could_not_start_cannot_count, |db| async move {
    let policies = policies(db.clone(), |config| config.admin.fixed_settings = vec!["token".into()]);
    let refused =
        async |json: Value| faults(policies.change(&settings(json), "try", 0, None).await.unwrap_err());
    let level = |acr: &str, chain: Value| json!([{ "acr": acr, "chains": [chain] }]);
    for (wanted, told) in [
        (json!({ "session.idle": "2d" }), "session.idle must not be longer than session.absolute"),
        (json!({ "policy.default_level": "none" }), "policy.default_level is not one of policy.levels"),
        (json!({ "policy.groups": { "staff": "none" } }), "policy names the level \"none\""),
        (json!({ "token.id_lifetime": "5m" }), "token.id_lifetime is fixed by the configuration"),
        (json!({ "policy.administrator_level": "x" }), "is not a setting of the policy"),
        (json!({ "policy.enrol_at_sign_in": ["passkye"] }), "did you mean passkey"),
        (
            json!({ "policy.enrol_at_sign_in": [], "policy.default_level": "urn:doorward:acr:image" }),
            "is locked out",
        ),
        (
            json!({ "policy.levels": level("aal2", json!(["password"])), "policy.default_level": "aal2" }),
            "aal2",
        ),
        (
            json!({ "policy.levels": level("mfa", json!(["password", "sms_code"])), "policy.default_level": "mfa" }),
            "sms_code",
        ),
        (
            json!({ "policy.enrol_at_sign_in": [], "policy.conditions": [
                { "name": "away", "level": "urn:doorward:acr:image", "outside": ["10.0.0.0/8"] }] }),
            "is locked out",
        ),
    ] {
        let said = refused(wanted.clone()).await;
        assert!(said.contains(told), "{wanted}: {said}");
    }
    let reason = async |text: &str| {
        let wanted = settings(json!({ "session.idle": "30m" }));
        faults(policies.change(&wanted, text, 0, None).await.unwrap_err())
    };
    assert!(reason("  ").await.contains("reason") && reason(&"x".repeat(501)).await.contains("reason"));
    assert!(reason("two\nlines").await.contains("reason"));
    assert_eq!(policies.newest().await.unwrap(), Version::default(), "nothing of it counts");
});

on_both!(what_was_fixed_since_stays_as_it_is_written, |db| async move {
    let free = policies(db.clone(), |_| {});
    let wanted = settings(json!({ "session.idle": "30m", "token.id_lifetime": "5m" }));
    let first = free.change(&wanted, "both", 0, None).await.unwrap();
    let fixed = policies(db.clone(), |config| config.admin.fixed_settings = vec!["token.id_lifetime".into()]);
    let fixed = Policies { random: Random::seeded(4), ..fixed };
    let effective = fixed.effective(&first.settings);
    assert_eq!((&effective["session.idle"], &effective["token.id_lifetime"]), (&json!("30m"), &json!("1h")));
    fixed.change(&Settings::new(), "none", 1, None).await.unwrap();
    let back = fixed.restore(1, "back", 2, None).await.unwrap();
    assert_eq!(back.settings, settings(json!({ "session.idle": "30m" })));
});
