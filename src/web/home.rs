//! The front page, the style and script of all pages, and the answer to addresses there are not.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use super::{answer, assets, error::Problem, extract::Path, guest::Guest, page::Home, site::Site, squeeze};

/// `GET /`.
pub async fn show(State(site): State<Arc<Site>>, guest: Guest) -> Result<Response, Problem> {
    let view = Home { issuer: site.config.issuer.clone(), relying_party: site.relying_party.clone() };
    let known = site.guide.live_session(&guest.visitor).await?;
    let account = known.as_ref().map(|(_, account)| account);
    guest.page_in(&site, guest.language(&site, account), &view)
}

/// `GET /static/{name}`. An address with the right `v` never changes what it means.
pub async fn asset(
    Path(name): Path<String>,
    headers: HeaderMap,
    request: Request,
) -> Result<Response, Problem> {
    let asset = assets::asset(&name).ok_or_else(answer::missing)?;
    let versioned = request.uri().query().is_some_and(|query| query.starts_with("v="));
    let cache = if versioned { assets::FOR_EVER } else { assets::REVALIDATE };
    let mut response =
        if headers.get(header::IF_NONE_MATCH).is_some_and(|tag| tag.as_bytes() == asset.etag.as_bytes()) {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            match asset.gzip.clone().filter(|_| squeeze::is_accepted(&headers)) {
                Some(body) => ([(header::CONTENT_ENCODING, "gzip")], body).into_response(),
                None => asset.bytes.clone().into_response(),
            }
        };
    let fields = response.headers_mut();
    fields.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    fields.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    fields.insert(header::CONTENT_TYPE, HeaderValue::from_static(asset.content_type));
    if let Ok(tag) = HeaderValue::from_str(&asset.etag) {
        fields.insert(header::ETAG, tag);
    }
    Ok(response)
}

/// Any other address.
pub async fn missing() -> Problem {
    Problem::new(StatusCode::NOT_FOUND, "not_found", "There is nothing here")
}
