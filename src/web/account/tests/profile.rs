//! The profile and the picture, and everything that people and machines put into their fields.

use std::io::Cursor;

use super::*;
use crate::on_both;

const TEXTS: [&str; 10] = [
    "name",
    "given_name",
    "middle_name",
    "family_name",
    "nickname",
    "gender",
    "street_address",
    "locality",
    "region",
    "country",
];

/// Scripts in the ways that they are smuggled.
pub(super) const PAYLOADS: [&str; 40] = [
    "<script>alert(1)</script>",
    "\"><script>alert(1)</script>",
    "'><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"><img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg/onload=alert(1)>",
    "<body onload=alert(1)>",
    "<iframe src=javascript:alert(1)>",
    "<a href=javascript:alert(1)>",
    "javascript:alert(1)",
    "\" onfocus=alert(1) autofocus=\"",
    "' onfocus=alert(1) '",
    "\" onmouseover=\"alert(1)",
    "</title><script>alert(1)",
    "</textarea><script>alert(1)",
    "</option></select><script>",
    "<!--<script>alert(1)",
    "--><script>alert(1)",
    "<math><mi xlink:href=x>",
    "<details open ontoggle=alert(1)>",
    "<input autofocus onfocus=a>",
    "<video src=x onerror=alert(1)>",
    "<object data=javascript:a>",
    "<embed src=javascript:a>",
    "<base href=//evil>",
    "<link rel=stylesheet href=//e>",
    "<meta http-equiv=refresh>",
    "<style>*{x:y}</style>",
    "<form action=//evil>",
    "{{ 7*7 }}",
    "{% raw %}",
    "${7*7}",
    "#{7*7}",
    "<%= 7*7 %>",
    "&lt;script&gt;",
    "%3Cscript%3E",
    "\\u003cscript\\u003e",
    "`-alert(1)-`",
    "<ScRiPt>alert(1)</sCrIpT>",
];

pub(super) fn unharmed(page: &str, why: &str) {
    assert_eq!(page.matches("<script").count(), 1, "{why}");
    for mark in [
        "<img src=x",
        "<svg onload",
        "<svg/onload",
        " onerror=\"",
        " onfocus=\"",
        "<iframe",
        "<base",
        "<math",
    ] {
        assert!(!page.contains(mark), "{why}: {mark}");
    }
    // What is ours never stands beside it unquoted.
    assert!(!page.contains("\" onfocus=alert") && !page.contains("\" onmouseover=\"alert"), "{why}");
    assert!(!page.contains(">49<") && !page.contains("\"49\""), "{why}: it was computed");
}

on_both!(scripts_in_every_field_stay_text, |db| async move {
    let world = World::new(db).await;
    let alice = world.person("alice").await;
    for payload in PAYLOADS {
        let fields: Vec<_> = TEXTS
            .iter()
            .chain(&["formatted", "postal_code"])
            .map(|claim| (*claim, &payload[..payload.len().min(40)]))
            .collect();
        let answer = world.post(&alice, "/account/profile", &fields).await;
        assert_eq!(answer.location(), "/account/profile?notice=profile-saved", "{payload}");
        for page in ["/account/profile", "/account", "/account/accounts", "/account/sessions"] {
            unharmed(&world.page(&alice, page).await, payload);
        }
        for claim in ["profile", "website", "birthdate", "zoneinfo", "locale"] {
            let answer = world.post(&alice, "/account/profile", &[(claim, payload)]).await;
            assert_eq!(answer.status, 422, "{claim}: {payload}");
            unharmed(&answer.text(), payload);
        }
    }
});

on_both!(what_nobody_sees_and_what_is_too_much_is_refused_in_every_field, |db| async move {
    let world = World::new(db).await;
    let alice = world.person("alice").await;
    let before = world.account(&alice).await.unwrap();
    for claim in TEXTS {
        for hidden in [
            "a\u{202e}b",
            "a\u{200b}b",
            "a\u{2067}b",
            "a\u{feff}",
            "a\u{7f}",
            "a\u{1b}[31m",
            &"a".repeat(200),
        ] {
            // Lines of an address may be longer.
            if claim == "street_address" && hidden.len() == 200 {
                continue;
            }
            let answer = world.post(&alice, "/account/profile", &[(claim, hidden)]).await;
            assert_eq!(answer.status, 422, "{claim} {hidden:?}");
            assert!(answer.text().contains(&format!("id=\"{claim}-error\"")), "{claim}");
        }
    }
    let large = "a".repeat(1_000_000);
    assert_eq!(world.post(&alice, "/account/profile", &[("name", &large)]).await.status, 413);
    assert_eq!(world.post(&alice, "/account/profile/email", &[("email", &large)]).await.status, 413);
    assert_eq!(world.account(&alice).await.unwrap().profile, before.profile);
});

on_both!(only_what_the_form_has_fields_for_is_read, |db| async move {
    let world = World::new(db).await;
    let alice = world.person("alice").await;
    world.clock.advance(std::time::Duration::from_mins(1));
    let answer = world
        .post(
            &alice,
            "/account/profile",
            &[
                ("name", "Alice Liddell"),
                ("birthdate", "1852-05-04"),
                ("zoneinfo", "Europe/London"),
                ("locale", "en-gb"),
                ("website", "https://example.org/alice"),
                ("locality", "Oxford"),
                ("email", "root@example.org"),
                ("email_verified", "true"),
                ("email_verified_at", "1"),
                ("phone", "+4915123456789"),
                ("phone_number_verified", "true"),
                ("groups", "admins"),
                ("groups[]", "admins"),
                ("state", "disabled"),
                ("account_id", "bob-id"),
                ("sub", "bob-id"),
                ("username", "bob"),
                ("version", "99"),
                ("updated_at", "1"),
                ("picture", "https://evil.example/x.svg"),
                ("created_at", "0"),
            ],
        )
        .await;
    assert_eq!(answer.status, 422, "too long ago");
    let answer = world
        .post(
            &alice,
            "/account/profile",
            &[
                ("name", "Alice Liddell"),
                ("birthdate", "1952-05-04"),
                ("zoneinfo", "Europe/London"),
                ("locale", "en-gb"),
                ("website", "https://example.org/alice"),
                ("locality", "Oxford"),
                ("email", "root@example.org"),
                ("email_verified", "true"),
                ("groups", "admins"),
                ("state", "disabled"),
                ("account_id", "bob-id"),
                ("username", "bob"),
                ("version", "99"),
                ("picture", "https://evil.example/x.svg"),
            ],
        )
        .await;
    assert_eq!(answer.location(), "/account/profile?notice=profile-saved");
    let account = world.account(&alice).await.unwrap();
    assert_eq!((account.username.as_str(), account.email.as_deref()), ("alice", Some("alice@example.org")));
    assert_eq!((account.email_verified_at, account.phone, account.state), (Some(START), None, State::Active));
    assert!(account.groups.is_empty() && account.version == 2);
    let profile = account.profile;
    assert_eq!((profile.picture, profile.locale.as_deref()), (None, Some("en-GB")));
    assert_eq!(account.updated_at, world.clock.now(), "updated_at moves");
    assert_eq!(world.events(&alice).await, ["profile.changed"]);
    let again = world.page(&alice, "/account/profile").await;
    assert!(again.contains("value=\"Alice Liddell\"") && again.contains("<option selected>Europe/London"));
});

fn file() -> Vec<u8> {
    let picture = image::RgbaImage::from_fn(300, 200, |x, y| {
        image::Rgba([u8::try_from(x % 256).unwrap(), u8::try_from(y % 256).unwrap(), 90, 255])
    });
    let mut bytes = Cursor::new(Vec::new());
    image::DynamicImage::from(picture).write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

async fn upload(world: &World, person: &Person, csrf: &str, content: &[u8]) -> Answer {
    let head = format!(
        "--x\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{csrf}\r\n--x\r\nContent-Disposition: \
                        form-data; name=\"picture\"; filename=\"../../etc/passwd.svg\"\r\nContent-Type: image/svg+xml\r\n\r\n"
    );
    let body = [head.as_bytes(), content, b"\r\n--x--\r\n"].concat();
    let request = Request::post("/account/profile/picture")
        .header("content-type", "multipart/form-data; boundary=x")
        .header("sec-fetch-site", "same-origin");
    world.send(person, request, Body::from(body)).await
}

on_both!(a_picture_is_drawn_anew_and_served_as_nothing_but_a_picture, |db| async move {
    let world = World::new(db).await;
    let (alice, bob) = (world.person("alice").await, world.person("bob").await);
    let csrf = world.token(&alice);
    let saved = upload(&world, &alice, &csrf, &file()).await;
    assert_eq!(saved.location(), "/account/profile?notice=picture-saved");
    let claim = world.account(&alice).await.unwrap().profile.picture.unwrap();
    let path = claim.strip_prefix(ORIGIN).unwrap().to_owned();
    assert_eq!(path.len(), "/picture/".len() + 43, "nobody guesses it");
    let nobody = Person { session: None, ..bob.clone() };
    let served = world.get(&nobody, &path).await;
    assert_eq!((served.status, served.header("content-type")), (200, "image/jpeg"));
    assert_eq!(served.header("x-content-type-options"), "nosniff");
    assert!(served.header("content-security-policy").contains("default-src 'none'; sandbox"));
    assert_eq!(served.header("cross-origin-resource-policy"), "cross-origin");
    assert_eq!(image::guess_format(&served.bytes).unwrap(), image::ImageFormat::Jpeg);
    assert!(served.bytes.len() < 60_000);
    assert!(world.page(&alice, "/account/profile").await.contains(&format!("<img src=\"{path}\"")));
    let claims = crate::oauth::claims_of::claims_of(
        &world.account(&alice).await.unwrap(),
        &"profile".into(),
        &std::collections::BTreeMap::new(),
    );
    assert_eq!(claims["picture"], claim);

    for (content, error) in [
        (&b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"[..], "picture-format"),
        (b"GIF89a", "picture-format"),
        (&file()[..100], "picture-broken"),
        (b"", "picture-missing"),
    ] {
        let answer = upload(&world, &alice, &csrf, content).await;
        assert_eq!(answer.status, 422, "{error}");
        let page = answer.text();
        assert!(page.contains("<p id=\"picture-error\"><a href=\"#picture\">"), "{error}: {page}");
        assert!(
            page.contains(" aria-invalid=\"true\" aria-describedby=\"picture-error picture-hint\""),
            "{page}"
        );
        assert!(page.contains(&crate::text::say("en", &format!("error-{error}")).unwrap()), "{error}");
    }
    let large = upload(&world, &alice, &csrf, &vec![0; 10_100_000]).await;
    assert_eq!(large.status, 413);
    assert!(
        large.text().contains("That file is too large") && large.text().contains("href=\"/account/profile\"")
    );
    assert_eq!(upload(&world, &bob, &csrf, &file()).await.status, 403, "another browser's token");
    assert_eq!(upload(&world, &nobody, &csrf, &file()).await.status, 403, "nobody is signed in");
    assert_eq!(world.account(&bob).await.unwrap().profile.picture, None);

    let second = upload(&world, &alice, &csrf, &file()).await;
    assert_eq!(second.status, 303);
    assert_eq!(world.get(&nobody, &path).await.status, 404, "the old address leads nowhere");
    let removed = world.post(&alice, "/account/profile/picture/remove", &[]).await;
    assert_eq!(removed.location(), "/account/profile?notice=picture-removed");
    assert_eq!(world.account(&alice).await.unwrap().profile.picture, None);
    for bad in ["/picture/x", "/picture/..%2f..%2fetc", &format!("/picture/{}", "a".repeat(43))] {
        assert_eq!(world.get(&nobody, bad).await.status, 404, "{bad}");
    }
});
