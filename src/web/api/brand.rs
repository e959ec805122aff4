//! How pages and mails look: those of this installation, and those of a sign-in to one client.
//!
//! A look is always there; one that nobody set says nothing. What is said of it is [`super::brand_view`]'s. A logo is a picture and
//! no JSON, so it has an address of its own, where a body may be larger ([`takes_logo`]).

use std::sync::Arc;

use axum::{
    body::{Bytes, to_bytes},
    extract::{FromRequest, Request, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use tokio::sync::OwnedSemaphorePermit;

use super::{
    Caller, ROOT,
    brand_view::{Brand, BrandDraft},
    failure::{admin, problem},
    precondition::{IfMatch, tagged},
    read::{Json, essence},
};
use crate::{
    administration::brand::{LARGEST, Logo, Refused, draft::Draft},
    storage::brand::Brand as Record,
    web::{
        body::Fate,
        error::{self, Problem},
        extract::{Path, upload::COME_BACK},
        site::Site,
    },
};

/// The version of a look that nobody set.
const NOTHING: &str = "0";

/// Whether a picture is taken at this path.
pub fn takes_logo(path: &str) -> bool {
    path.strip_prefix(ROOT).is_some_and(|rest| rest.ends_with("/brand/logo"))
}

/// A PNG, JPEG or WebP, with its place among what is read and drawn at the same time.
pub struct Picture(Bytes, OwnedSemaphorePermit);

impl FromRequest<Arc<Site>> for Picture {
    type Rejection = Problem;

    async fn from_request(request: Request, site: &Arc<Site>) -> Result<Self, Problem> {
        let (parts, body) = request.into_parts();
        if !["image/png", "image/jpeg", "image/webp"].contains(&essence(&parts.headers).as_str()) {
            let description = "the content type must be image/png, image/jpeg or image/webp";
            return Err(problem(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", description));
        }
        let place = site.uploads.clone().try_acquire_owned().map_err(|_| Problem::busy(COME_BACK))?;
        if let Some(fate) = parts.extensions.get::<Fate>() {
            fate.allow(LARGEST as u64);
        }
        let description = format!("a logo has at most {LARGEST} bytes, and arrives whole");
        let too_large = |_| problem(StatusCode::PAYLOAD_TOO_LARGE, "too_large", description);
        let content = to_bytes(body, LARGEST).await.map_err(too_large)?;
        Ok(Self(content, place))
    }
}

/// All looks: the installation's, and those of clients.
#[utoipa::path(
    get, path = "/api/v1/brands", operation_id = "list_brands", tag = "Brands",
    responses((status = 200, description = "All of them", body = Vec<Brand>)),
)]
pub async fn list(State(site): State<Arc<Site>>) -> Result<Response, Problem> {
    let all = site.brands().list().await.map_err(admin)?;
    Ok(error::json(StatusCode::OK, all.into_iter().map(Brand::from).collect::<Vec<_>>()))
}

/// Shows how every page and mail looks. What is not said is ours.
#[utoipa::path(
    get, path = "/api/v1/brand", operation_id = "show_brand", tag = "Brands",
    responses((status = 200, description = "The look", body = Brand)),
)]
pub async fn show(State(site): State<Arc<Site>>) -> Result<Response, Problem> {
    Ok(shown(find(&site, None).await?))
}

/// Replaces how every page and mail looks, on every node within a second. The logo stays.
#[utoipa::path(
    put, path = "/api/v1/brand", operation_id = "change_brand", tag = "Brands",
    params(("If-Match" = String, Header, description = "The version")), request_body = BrandDraft,
    responses(
        (status = 200, description = "The look as it is now", body = Brand),
        (status = 412, description = "It is another version by now"),
        (status = 422, description = "Values that are none, or that people could not read, each named with its contrast"),
    ),
)]
pub async fn replace(
    State(site): State<Arc<Site>>,
    caller: Caller,
    version: IfMatch,
    Json(draft): Json<BrandDraft>,
) -> Result<Response, Problem> {
    replaced(&site, &caller, None, &version, Some(draft), Logo::Keep).await
}

/// Returns to our own look.
#[utoipa::path(
    delete, path = "/api/v1/brand", operation_id = "remove_brand", tag = "Brands",
    params(("If-Match" = String, Header, description = "The version")),
    responses(
        (status = 204, description = "There is none of its own"),
        (status = 412, description = "It is another version by now"),
    ),
)]
pub async fn remove(
    State(site): State<Arc<Site>>,
    caller: Caller,
    version: IfMatch,
) -> Result<Response, Problem> {
    removed(&site, &caller, None, &version).await
}

/// Sets the logo: a PNG, JPEG or WebP of at most 2 MB, which is drawn anew.
#[utoipa::path(
    put, path = "/api/v1/brand/logo", operation_id = "set_brand_logo", tag = "Brands",
    params(("If-Match" = String, Header, description = "The version")),
    request_body(description = "The picture", content(("image/png"), ("image/jpeg"), ("image/webp"))),
    responses(
        (status = 200, description = "The look as it is now", body = Brand),
        (status = 412, description = "It is another version by now"),
        (status = 413, description = "It has more than 2 MB"),
        (status = 415, description = "It is of another type"),
        (status = 422, description = "It cannot be drawn"),
    ),
)]
pub async fn set_logo(
    State(site): State<Arc<Site>>,
    caller: Caller,
    version: IfMatch,
    picture: Picture,
) -> Result<Response, Problem> {
    let Picture(file, _place) = picture;
    replaced(&site, &caller, None, &version, None, Logo::Draw(file.to_vec())).await
}

/// Takes the logo away.
#[utoipa::path(
    delete, path = "/api/v1/brand/logo", operation_id = "remove_brand_logo", tag = "Brands",
    params(("If-Match" = String, Header, description = "The version")),
    responses(
        (status = 200, description = "The look as it is now", body = Brand),
        (status = 412, description = "It is another version by now"),
    ),
)]
pub async fn remove_logo(
    State(site): State<Arc<Site>>,
    caller: Caller,
    version: IfMatch,
) -> Result<Response, Problem> {
    replaced(&site, &caller, None, &version, None, Logo::Remove).await
}

/// Shows how a sign-in to a client looks, with the mails that belong to it. What is not said is the installation's; of the style all
/// is, or nothing.
#[utoipa::path(
    get, path = "/api/v1/clients/{client_id}/brand", operation_id = "show_client_brand", tag = "Brands",
    params(("client_id" = String, Path, description = "Which")),
    responses(
        (status = 200, description = "The look", body = Brand),
        (status = 404, description = "There is no such client"),
    ),
)]
pub async fn show_of_client(
    State(site): State<Arc<Site>>,
    Path(client_id): Path<String>,
) -> Result<Response, Problem> {
    Ok(shown(find(&site, Some(&client_id)).await?))
}

/// Replaces how a sign-in to a client looks. The logo stays.
#[utoipa::path(
    put, path = "/api/v1/clients/{client_id}/brand", operation_id = "change_client_brand", tag = "Brands",
    params(("client_id" = String, Path, description = "Which"), ("If-Match" = String, Header, description = "The version")),
    request_body = BrandDraft,
    responses(
        (status = 200, description = "The look as it is now", body = Brand),
        (status = 404, description = "There is no such client"),
        (status = 412, description = "It is another version by now"),
        (status = 422, description = "Values that are none, or that people could not read, each named with its contrast"),
    ),
)]
pub async fn replace_of_client(
    State(site): State<Arc<Site>>,
    caller: Caller,
    Path(client_id): Path<String>,
    version: IfMatch,
    Json(draft): Json<BrandDraft>,
) -> Result<Response, Problem> {
    replaced(&site, &caller, Some(&client_id), &version, Some(draft), Logo::Keep).await
}

/// Returns a client's sign-in to the look of the installation.
#[utoipa::path(
    delete, path = "/api/v1/clients/{client_id}/brand", operation_id = "remove_client_brand", tag = "Brands",
    params(("client_id" = String, Path, description = "Which"), ("If-Match" = String, Header, description = "The version")),
    responses(
        (status = 204, description = "There is none of its own"),
        (status = 404, description = "There is no such client"),
        (status = 412, description = "It is another version by now"),
    ),
)]
pub async fn remove_of_client(
    State(site): State<Arc<Site>>,
    caller: Caller,
    Path(client_id): Path<String>,
    version: IfMatch,
) -> Result<Response, Problem> {
    removed(&site, &caller, Some(&client_id), &version).await
}

/// Sets the logo of a client's sign-in: a PNG, JPEG or WebP of at most 2 MB, which is drawn anew.
#[utoipa::path(
    put, path = "/api/v1/clients/{client_id}/brand/logo", operation_id = "set_client_brand_logo", tag = "Brands",
    params(("client_id" = String, Path, description = "Which"), ("If-Match" = String, Header, description = "The version")),
    request_body(description = "The picture", content(("image/png"), ("image/jpeg"), ("image/webp"))),
    responses(
        (status = 200, description = "The look as it is now", body = Brand),
        (status = 404, description = "There is no such client"),
        (status = 412, description = "It is another version by now"),
        (status = 413, description = "It has more than 2 MB"),
        (status = 415, description = "It is of another type"),
        (status = 422, description = "It cannot be drawn"),
    ),
)]
pub async fn set_logo_of_client(
    State(site): State<Arc<Site>>,
    caller: Caller,
    Path(client_id): Path<String>,
    version: IfMatch,
    picture: Picture,
) -> Result<Response, Problem> {
    let Picture(file, _place) = picture;
    replaced(&site, &caller, Some(&client_id), &version, None, Logo::Draw(file.to_vec())).await
}

/// Takes the logo of a client's sign-in away.
#[utoipa::path(
    delete, path = "/api/v1/clients/{client_id}/brand/logo", operation_id = "remove_client_brand_logo", tag = "Brands",
    params(("client_id" = String, Path, description = "Which"), ("If-Match" = String, Header, description = "The version")),
    responses(
        (status = 200, description = "The look as it is now", body = Brand),
        (status = 404, description = "There is no such client"),
        (status = 412, description = "It is another version by now"),
    ),
)]
pub async fn remove_logo_of_client(
    State(site): State<Arc<Site>>,
    caller: Caller,
    Path(client_id): Path<String>,
    version: IfMatch,
) -> Result<Response, Problem> {
    replaced(&site, &caller, Some(&client_id), &version, None, Logo::Remove).await
}

async fn find(site: &Site, client_id: Option<&str>) -> Result<Record, Problem> {
    site.brands().find(client_id).await.map_err(admin)
}

/// The version of a look, which is its identifier: that is another one after each change.
pub fn version(brand: &Record) -> &str {
    if brand.brand_id.is_empty() { NOTHING } else { &brand.brand_id }
}

fn shown(brand: Record) -> Response {
    let version = version(&brand).to_owned();
    tagged(error::json(StatusCode::OK, Brand::from(brand)), version)
}

/// Makes a look say what a draft does, or what it said before.
async fn replaced(
    site: &Site,
    caller: &Caller,
    client_id: Option<&str>,
    meant: &IfMatch,
    draft: Option<BrandDraft>,
    logo: Logo,
) -> Result<Response, Problem> {
    let before = find(site, client_id).await?;
    meant.holds(version(&before))?;
    let draft = draft.map_or_else(|| Draft::from(&before), Draft::from);
    let after = caller.brands(site).replace(&before, draft, logo).await;
    let after = after.map_err(|refused: Refused| admin(refused.into_error()))?;
    site.looks.forget();
    Ok(shown(after))
}

async fn removed(
    site: &Site,
    caller: &Caller,
    client_id: Option<&str>,
    meant: &IfMatch,
) -> Result<Response, Problem> {
    let before = find(site, client_id).await?;
    meant.holds(version(&before))?;
    caller.brands(site).remove(&before).await.map_err(admin)?;
    site.looks.forget();
    Ok(StatusCode::NO_CONTENT.into_response())
}

#[cfg(test)]
mod tests {
    use super::takes_logo;

    #[test]
    fn only_a_logo_may_be_larger() {
        assert!(takes_logo("/api/v1/brand/logo") && takes_logo("/api/v1/clients/shop/brand/logo"));
        for other in ["/api/v1/brand", "/api/v1/clients/shop", "/brand/logo", "/api/v1/brand/logo/", "/"] {
            assert!(!takes_logo(other), "{other}");
        }
    }
}
