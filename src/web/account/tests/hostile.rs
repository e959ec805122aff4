//! What people and machines put into the fields of addresses, codes, names and looks: nothing of it runs, collides or is claimed.

use super::{
    profile::{PAYLOADS, unharmed},
    *,
};
use crate::{administration::brand::Change, on_both};

fn first_words(payload: &str) -> &str {
    &payload[..payload.len().min(40)]
}

on_both!(scripts_in_a_new_address_or_number_are_refused_and_sent_nowhere, |db| async move {
    let world = World::new(db).await;
    let alice = world.person("alice").await;
    for payload in PAYLOADS {
        for field in ["email", "phone"] {
            let path = format!("/account/profile/{field}");
            let answer = world.post(&alice, &path, &[(field, payload)]).await;
            assert_eq!(answer.status, 422, "{field}: {payload}");
            let page = answer.text();
            assert!(page.contains(&format!("href=\"#{field}\"")), "{field}: {payload}");
            unharmed(&page, payload);
        }
        let path = format!("/account/profile?{}", encoded(&[("error", payload), ("notice", payload)]));
        unharmed(&world.page(&alice, &path).await, payload);
    }
    for odd in [
        "b\u{43e}b@example.com",
        "bob@ex\u{430}mple.com",
        "b\u{200b}ob@example.com",
        "\u{202e}moc.elpmaxe@bob",
        "bob@example.com\u{2069}",
        "\u{1d4f7}ew@example.com",
        "b\u{131}b@example.com",
        "bob@example.com%0d%0aBcc: eve@example.com",
        "bob@example.com;eve@example.com",
    ] {
        let answer = world.post(&alice, "/account/profile/email", &[("email", odd)]).await;
        assert!(answer.status == 422 && answer.text().contains("href=\"#email\""), "{odd:?}");
    }
    assert!(world.mails().await.is_empty());
    assert_eq!(world.account(&alice).await.unwrap().email.as_deref(), Some("alice@example.org"));
});

on_both!(a_new_address_is_the_one_that_was_proved_whatever_else_a_form_says, |db| async move {
    let world = World::new(db).await;
    let (mut alice, bob) = (world.person("alice").await, world.person("bob").await);
    let more = [
        ("email_verified", "true"),
        ("email_verified_at", "1"),
        ("address", "eve@example.com"),
        ("account_id", "bob-id"),
        ("sub", "bob-id"),
        ("username", "root"),
        ("groups", "administrators"),
        ("role", "owner"),
        ("state", "disabled"),
        ("expires_at", "99999999999999"),
        ("tries", "-5"),
    ];
    let form = [&[("email", "new@example.com")][..], &more[..]].concat();
    let begun = world.post(&alice, "/account/profile/email", &form).await;
    assert_eq!(world.prove(&mut alice, &begun).await, "/account/profile/email");
    let code = world.code_to("new@example.com", "confirm").await;
    for payload in &PAYLOADS[..4] {
        let form = [&[("code", *payload)][..], &more[..]].concat();
        let wrong = world.post(&alice, "/account/profile/email/confirm", &form).await;
        assert_eq!(wrong.status, 422, "{payload}");
        unharmed(&wrong.text(), payload);
    }
    let form = [&[("code", code.as_str()), ("email", "eve@example.com")][..], &more[..]].concat();
    let done = world.post(&alice, "/account/profile/email/confirm", &form).await;
    assert_eq!(done.location(), "/account/profile?notice=email-changed", "the fifth answer still counts");
    let account = world.account(&alice).await.unwrap();
    assert_eq!((account.email.as_deref(), account.username.as_str()), (Some("new@example.com"), "alice"));
    assert_eq!((account.state, account.groups.len()), (State::Active, 0));
    assert_eq!(world.account(&bob).await.unwrap().email.as_deref(), Some("bob@example.org"));
    let mut reader = world.site.database.read().await.unwrap();
    assert_eq!(storage::account_role::find(&mut reader, &alice.account_id).await.unwrap(), None);
});

on_both!(a_way_to_sign_in_is_renamed_and_nothing_else_about_it, |db| async move {
    let world = World::new(db).await;
    let (alice, bob) = (world.person("alice").await, world.person("bob").await);
    let (own, other) = (world.add_totp(&alice).await, world.add_totp(&bob).await);
    const RENAME: &str = "/account/factors/rename";
    let rows = async |person: &Person| {
        let mut reader = world.site.database.read().await.unwrap();
        storage::authenticator::of_account(&mut reader, &person.account_id).await.unwrap()
    };
    for payload in PAYLOADS {
        let answer = world.post(&alice, RENAME, &[("name", payload), ("authenticator", &own)]).await;
        assert_eq!(answer.location(), "/account?notice=factor-renamed", "{payload}");
        unharmed(&world.page(&alice, "/account").await, payload);
        let nobody = world.post(&alice, RENAME, &[("name", "mine"), ("authenticator", payload)]).await;
        assert_eq!(nobody.location(), "/account");
    }
    let hidden = "gnp.\u{202e}exe\u{200b}\u{2066}\u{1b}[31m";
    world.post(&alice, RENAME, &[("name", hidden), ("authenticator", &own)]).await;
    assert!(rows(&alice).await.iter().any(|row| row.name == "gnp.exe[31m"));
    assert_eq!(
        world.post(&alice, RENAME, &[("name", "\u{200b}\u{202e}"), ("authenticator", &own)]).await.location(),
        "/account"
    );
    let before = rows(&bob).await;
    world
        .post(&alice, RENAME, &[("name", "mine"), ("authenticator", &other), ("account_id", "bob-id")])
        .await;
    assert_eq!(
        rows(&bob).await.iter().map(|row| &row.name).collect::<Vec<_>>(),
        before.iter().map(|row| &row.name).collect::<Vec<_>>()
    );
    let form = [
        ("name", "Phone"),
        ("authenticator", own.as_str()),
        ("kind", "password"),
        ("state", "disabled"),
        ("account_id", "bob-id"),
        ("version", "9"),
        ("high_water", "0"),
    ];
    world.post(&alice, RENAME, &form).await;
    let row = rows(&alice).await.into_iter().find(|row| row.authenticator_id == own).unwrap();
    assert_eq!((row.name.as_str(), row.kind.as_str(), row.state.as_str()), ("Phone", "totp", "active"));
    assert_eq!((row.version, row.high_water, row.account_id.as_str()), (1, None, "alice-id"));
});

on_both!(whatever_is_typed_for_a_name_to_sign_in_with_stays_text, |db| async move {
    let world = World::new(db).await;
    let alice = world.person("alice").await;
    for payload in PAYLOADS {
        let nobody = Person { session: None, browser: world.site.random.token(), ..alice.clone() };
        let path = world.get(&nobody, "/account").await.location().to_owned();
        let next = world.post(&nobody, &path, &[("username", payload)]).await.location().to_owned();
        unharmed(&world.page(&nobody, &next).await, payload);
        let wrong = world.post(&nobody, &next, &[("password", payload)]).await.location().to_owned();
        unharmed(&world.page(&nobody, &wrong).await, payload);
    }
});

on_both!(a_look_is_a_name_a_picture_and_a_colour_and_no_markup, |db| async move {
    let world = World::new(db).await;
    let alice = world.person("alice").await;
    let brands = world.site.brands();
    let set = |name: &str, value: &str| Change {
        variables: [(name.to_owned(), value.to_owned())].into(),
        ..Change::default()
    };
    for payload in PAYLOADS {
        let name = Change { name: Some(first_words(payload).into()), ..Change::default() };
        brands.set(None, name).await.unwrap();
        world.clock.advance(std::time::Duration::from_secs(2));
        for page in ["/account", "/account/profile"] {
            unharmed(&world.page(&alice, page).await, payload);
        }
        let stranger = Person { session: None, browser: world.site.random.token(), ..alice.clone() };
        let path = world.get(&stranger, "/account").await.location().to_owned();
        unharmed(&world.page(&stranger, &path).await, payload);
        for change in [
            Change { accent: Some(payload.into()), ..Change::default() },
            Change { accent_dark: Some(payload.into()), ..Change::default() },
            Change { logo: Some(payload.into()), ..Change::default() },
            Change { accent: Some(format!("#115e56{payload}")), ..Change::default() },
            set("paper", payload),
            set("round", &format!("1rem{payload}")),
            set(payload, "#000000"),
            Change {
                variables_dark: set("ink", &format!("#ffffff{payload}")).variables,
                ..Change::default()
            },
        ] {
            assert!(brands.set(None, change).await.is_err(), "{payload}");
        }
        assert!(brands.set(Some(payload), Change::default()).await.is_err(), "no such client: {payload}");
    }
    for hidden in ["Ac\u{202e}me", "Ac\u{200b}me", "\u{410}cme", &"x".repeat(1_000_000)] {
        let name = Change { name: Some(hidden.to_owned()), ..Change::default() };
        assert!(brands.set(None, name).await.is_err(), "{}", &hidden[..2]);
    }
});
