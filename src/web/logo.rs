//! `GET /logo/{client_id}`: the picture that a client registered (`logo_uri`), as we drew it.
//!
//! Browsers of people never call the client for it: it is fetched through the guard of `outbound`, decoded within limits,
//! drawn anew and kept for a while, whether there was one or not, so that nobody makes us fetch at will.

use std::{sync::Arc, time::Duration};

use axum::{
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use moka::future::Cache;

use super::{answer, error::Problem, extract::Path, site::Site};
use crate::administration::picture::{CONTENT_TYPE, square_within};

/// Most pixels, in millions: a logo is small, and strangers name it.
const MEGAPIXELS: u64 = 4;
const KEPT: Duration = Duration::from_hours(1);
const MOST: u64 = 1_000;
const AGE: HeaderValue = HeaderValue::from_static("private, max-age=600");
const POLICY: HeaderValue =
    HeaderValue::from_static("default-src 'none'; sandbox; base-uri 'none'; frame-ancestors 'none'");

/// The pictures of clients, by the address where each was found.
pub struct Logos(Cache<String, Option<Bytes>>);

impl Default for Logos {
    fn default() -> Self {
        Self(Cache::builder().max_capacity(MOST).time_to_live(KEPT).build())
    }
}

/// `GET /logo/{client_id}`.
pub async fn show(State(site): State<Arc<Site>>, Path(client_id): Path<String>) -> Result<Response, Problem> {
    let known = site.provider.clients.find(&client_id).await?;
    let uri = known.and_then(|known| known.client.metadata.logo_uri.clone()).ok_or_else(answer::missing)?;
    let drawn = site.logos.0.get_with_by_ref(&uri, draw(&site, &uri)).await;
    let content = drawn.ok_or_else(answer::missing)?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(CONTENT_TYPE)),
        (header::CACHE_CONTROL, AGE),
        (header::CONTENT_SECURITY_POLICY, POLICY),
    ];
    Ok((headers, content).into_response())
}

async fn draw(site: &Site, uri: &str) -> Option<Bytes> {
    let file = match site.provider.fetcher.get(uri, "image/png, image/jpeg, image/webp").await {
        Ok(file) => file,
        Err(error) => {
            tracing::info!(%error, "a client's logo was not fetched");
            return None;
        }
    };
    let _place = site.uploads.acquire().await.ok()?;
    let drawn = tokio::task::spawn_blocking(move || square_within(&file, MEGAPIXELS)).await.ok()?;
    drawn.map(Bytes::from).ok()
}
