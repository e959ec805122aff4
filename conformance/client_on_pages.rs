//! What people are shown of a client: OpenID Connect Registration 2 (`logo_uri`, `policy_uri`, `tos_uri`).

use std::io::Cursor;

use axum::http::Method;
use image::{DynamicImage, ImageFormat};

use crate::{
    papers::{Papers, reaching_out},
    world::{World, ask},
};

fn picture() -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::new_rgb8(64, 64).write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// Status, kind and content of an answer that is no text.
async fn fetch(world: &World, path: &str) -> (u16, String, Vec<u8>) {
    use tower::ServiceExt;
    let request =
        axum::http::Request::builder().method(Method::GET).uri(path).body(axum::body::Body::empty()).unwrap();
    let (parts, body) = world.service.clone().oneshot(request).await.unwrap().into_parts();
    let kind = parts.headers.get("content-type").map_or("", |kind| kind.to_str().unwrap()).to_owned();
    (parts.status.as_u16(), kind, axum::body::to_bytes(body, 1_000_000).await.unwrap().to_vec())
}

#[tokio::test]
async fn oidc_registration_2_the_first_page_shows_logo_policy_and_terms() {
    let world = World::with(reaching_out).await;
    let papers = Papers::new().await;
    let logo = papers.put("/logo.png", 200, picture());
    world
        .client("shop", |metadata| {
            metadata.logo_uri = Some(logo);
            metadata.policy_uri = Some("https://shop.example/privacy".into());
            metadata.tos_uri = Some("https://shop.example/terms".into());
        })
        .await;
    let page = world.browser().open(&ask("shop", &[])).await;
    for part in
        ["src=\"/logo/shop\"", "href=\"https://shop.example/privacy\"", "href=\"https://shop.example/terms\""]
    {
        assert!(page.body.contains(part), "{part}: {}", page.body);
    }
    assert!(!page.body.contains("logo.png"), "no browser calls the client for it");
    for _ in 0..2 {
        let (status, kind, content) = fetch(&world, "/logo/shop").await;
        assert_eq!((status, kind.as_str()), (200, "image/jpeg"));
        assert_eq!(image::guess_format(&content).unwrap(), ImageFormat::Jpeg, "drawn anew");
    }
    assert_eq!(papers.heard().len(), 1, "fetched once");
    for path in ["/logo/other", "/logo/nobody"] {
        assert_eq!(fetch(&world, path).await.0, 404, "{path}");
    }
}

#[tokio::test]
async fn ssrf_a_logo_is_fetched_from_nowhere_inside_and_what_is_no_picture_is_not_passed_on() {
    let papers = Papers::new().await;
    let world = World::new().await;
    let inside = papers.put("/logo.png", 200, picture());
    world.client("shop", |metadata| metadata.logo_uri = Some(inside)).await;
    assert_eq!(fetch(&world, "/logo/shop").await.0, 404);
    assert!(papers.heard().is_empty());
    let world = World::with(reaching_out).await;
    for (path, content) in
        [("/a", &b"<svg xmlns='http://www.w3.org/2000/svg'/>"[..]), ("/b", b"<html>"), ("/c", b"")]
    {
        let uri = papers.put(path, 200, content);
        world.client("shop", |metadata| metadata.logo_uri = Some(uri)).await;
        assert_eq!(fetch(&world, "/logo/shop").await.0, 404, "{path}");
    }
}
