//! How pages look, set by a form.

use super::*;

/// Sends the form with all that is in it, and a file.
async fn send(world: &World, person: &Person, path: &str, fields: &[(&str, &str)], file: &[u8]) -> Answer {
    let csrf = world.console_csrf(person, &person.account);
    let mut body = Vec::new();
    for (name, value) in fields.iter().chain(&[("csrf", csrf.as_str())]) {
        body.extend(
            format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").into_bytes(),
        );
    }
    body.extend_from_slice(b"--x\r\nContent-Disposition: form-data; name=\"logo\"; filename=\"a\"\r\n\r\n");
    body.extend_from_slice(file);
    body.extend_from_slice(b"\r\n--x--\r\n");
    let request = Request::post(path)
        .header("accept", "text/html")
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "multipart/form-data; boundary=x")
        .header("cookie", person.cookies());
    world.send(request, Body::from(body)).await
}

fn version(page: &Answer) -> String {
    let (_, rest) = page.text.split_once("name=\"version\" value=\"").expect("a version");
    rest.split('"').next().unwrap().to_owned()
}

on_both!(a_look_is_set_by_a_form_with_its_logo_seen_at_once_and_removed, |db| async move {
    let world = World::new(db).await;
    let admin = world.person("admin", Some(Role::Administrator), TWO).await;
    let support = world.person("support", Some(Role::Support), TWO).await;
    world.service("shop", "orders", "https://api.example", "api").await;
    for (path, owner) in [("/admin/brand", None), ("/admin/clients/shop/brand", Some("shop"))] {
        let shown = page(&world, &admin, path).await;
        assert!(shown.status == 200 && !shown.text.contains("id=\"brand-remove\""), "{}", shown.text);
        let first = version(&shown);
        let fields = [
            ("version", first.as_str()),
            ("name", "Acme & Sons"),
            ("accent", "#0B57D0"),
            ("paper", "#ffffff"),
            ("ink_dark", "#ffffff"),
            ("round", ".25rem"),
            ("unheard_of", "#000000"),
        ];
        let saved = send(&world, &admin, path, &fields, &crate::web::api::tests::brand::png()).await;
        assert_eq!(saved.header("location"), format!("{path}?notice=saved"), "{}", saved.text);
        let late = send(&world, &admin, path, &fields, b"").await;
        assert!(late.status == 200 && late.text.contains(FAULT), "{}", late.text);

        let shown = page(&world, &admin, path).await.text;
        assert!(shown.contains("<span>Acme &amp; Sons</span>"), "the page has the look itself: {shown}");
        assert!(shown.contains("rel=\"stylesheet\" href=\"/brand/"), "{shown}");
        for value in ["#0b57d0", "#ffffff", "0.25rem"] {
            assert!(shown.contains(&format!("value=\"{value}\"")), "{value}: {shown}");
        }
        assert!(
            shown.contains("id=\"brand-logo\"") && shown.contains("<details id=\"brand-more\" open>"),
            "{shown}"
        );
        let brand = world.site.brands().find(owner).await.unwrap();
        assert_eq!(brand.variables.dark["ink"], "#ffffff");
        assert_eq!((brand.variables.light.len(), brand.logo_type.is_some()), (2, true), "and nothing else");

        // Who only looks sees what is set, and no form of it.
        let looked = page(&world, &support, path).await;
        assert!(looked.status == 200 && !looked.text.contains("id=\"brand-form\""), "{}", looked.text);
        assert!(looked.text.contains("#0b57d0") && looked.text.contains("0.25rem"), "{}", looked.text);
        assert_eq!(send(&world, &support, path, &fields, b"").await.status, 403);

        // What is not typed again is not said any more; the logo stays until it is taken away.
        let next = version(&page(&world, &admin, path).await);
        send(&world, &admin, path, &[("version", &next), ("name", "Acme")], b"").await;
        let brand = world.site.brands().find(owner).await.unwrap();
        assert_eq!((brand.accent, brand.variables.is_empty(), brand.logo_type.is_some()), (None, true, true));
        let next = version(&page(&world, &admin, path).await);
        send(&world, &admin, path, &[("version", &next), ("no_logo", "1")], b"").await;
        let bare = page(&world, &admin, path).await;
        assert!(!bare.text.contains("id=\"brand-logo\""), "{}", bare.text);

        let remove = format!("{path}/remove");
        let old = post(&world, &admin, &remove, &[("version", &next)]).await;
        assert!(old.text.contains(FAULT), "it is another by now: {}", old.text);
        let removed = post(&world, &admin, &remove, &[("version", &version(&bare))]).await;
        assert_eq!(removed.header("location"), format!("{path}?notice=done"), "{}", removed.text);
        assert!(world.site.brands().find(owner).await.unwrap().brand_id.is_empty());
    }
    assert_eq!(page(&world, &admin, "/admin/clients/nobody/brand").await.status, 404);
});

on_both!(each_fault_of_a_look_is_told_at_its_field_and_what_was_typed_stays, |db| async move {
    let world = World::new(db).await;
    let admin = world.person("admin", Some(Role::Administrator), TWO).await;
    let path = "/admin/brand";
    let first = version(&page(&world, &admin, path).await);
    let hostile = "#000;}</style><script>alert(1)</script>";
    let fields = [
        ("version", first.as_str()),
        ("name", "Ac\u{202e}me"),
        ("accent", "#115e56"),
        ("ink", hostile),
        ("round", "calc(1px)"),
    ];
    let refused = send(&world, &admin, path, &fields, b"<svg onload=alert(1)>").await;
    assert!(refused.status == 200 && refused.text.contains(FAULT), "{}", refused.text);
    for field in ["name", "ink", "round", "logo"] {
        assert!(refused.text.contains(&format!("<li id=\"{field}-error\"><a href=\"#{field}\">")), "{field}");
        let described = format!("aria-invalid=\"true\" aria-describedby=\"{field}-error");
        assert!(refused.text.contains(&described), "{field}: {}", refused.text);
    }
    assert!(refused.text.contains("value=\"#115e56\""), "what was typed stays");
    assert!(
        !refused.text.contains("</style>") && refused.text.matches("<script").count() == 1,
        "{}",
        refused.text
    );

    let faint = [("version", first.as_str()), ("soft", "#999999"), ("sheet_dark", "#888888")];
    let refused = send(&world, &admin, path, &faint, b"").await.text;
    for field in ["soft", "sheet_dark"] {
        assert!(refused.contains(&format!("<li id=\"{field}-error\">")), "{field}: {refused}");
    }
    assert!(refused.contains("to 1. At least 4.5 to 1 is needed"), "{refused}");

    let large = send(&world, &admin, path, &[("version", &first)], &vec![0; 2_000_001]).await;
    assert!(large.text.contains("Choose a picture of at most 2 MB"), "{}", large.text);
    let endless = send(&world, &admin, path, &[("version", &first)], &vec![0; 11_000_000]).await;
    assert_eq!(endless.status, 413);
    let huge = "x".repeat(30_000);
    let many = post(&world, &admin, path, &[("version", &first), ("paper", &huge), ("name", &huge)]).await;
    assert!(many.text.contains("id=\"paper-error\"") && many.text.len() < 40_000, "{}", many.text.len());
    assert!(world.site.brands().find(None).await.unwrap().brand_id.is_empty(), "nothing of it was kept");

    let body = "--x\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nAcme\r\n--x--\r\n";
    let request = Request::post(path)
        .header("accept", "text/html")
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "multipart/form-data; boundary=x")
        .header("cookie", admin.cookies());
    assert_eq!(
        world.send(request, Body::from(body)).await.status,
        403,
        "without its token it is not believed"
    );
});
