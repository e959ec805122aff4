//! The front page, the style and script of all pages, and the answer to addresses there are not.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use super::{
    answer, assets,
    error::{self, Problem},
    extract::Path,
    guest::Guest,
    page::Home,
    site::Site,
    squeeze,
};

/// `GET /`.
pub async fn show(State(site): State<Arc<Site>>, guest: Guest) -> Result<Response, Problem> {
    let view = Home { issuer: site.config.issuer.clone(), relying_party: site.relying_party.clone() };
    let known = site.guide.live_session(&guest.visitor).await?;
    let account = known.as_ref().map(|(_, account)| account);
    guest.page_in(&site, guest.language(&site, account), &view)
}

/// `GET /static/{name}`. An address with the right `v` never changes what it means; one with another is of a node that runs another
/// version, and what is answered to it must not be kept under its name.
pub async fn asset(
    Path(name): Path<String>,
    headers: HeaderMap,
    request: Request,
) -> Result<Response, Problem> {
    let asset = assets::asset(&name).ok_or_else(answer::missing)?;
    let named = request.uri().query().and_then(|query| query.strip_prefix("v="));
    let versioned = named == Some(asset.version.as_str());
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
    error::not_found()
}

/// An address of ours, by a method that it has not, as when a browser opens a tab of yesterday at the address of a form (RFC 9110
/// section 15.5.6; the router says `Allow`).
pub async fn other_method() -> Problem {
    error::method_not_allowed()
}

#[cfg(test)]
mod tests {
    use axum::{Router, body::Body, routing::get};
    use tower::ServiceExt;

    use super::*;

    #[tokio::test]
    async fn only_what_an_address_names_is_kept_for_ever_under_it() {
        let router = Router::new().route("/static/{name}", get(asset));
        let ours = assets::asset_url("style.css").unwrap();
        for (address, kept) in [
            (ours.as_str(), assets::FOR_EVER),
            ("/static/style.css?v=0123456789ab", assets::REVALIDATE),
            ("/static/style.css?v=", assets::REVALIDATE),
            ("/static/style.css", assets::REVALIDATE),
        ] {
            let asked = axum::http::Request::get(address).body(Body::empty()).unwrap();
            let answer = router.clone().oneshot(asked).await.unwrap();
            assert_eq!(answer.status(), StatusCode::OK, "{address}");
            assert_eq!(answer.headers()["cache-control"], kept, "{address}");
        }
    }
}
