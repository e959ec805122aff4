//! A picture of somebody, sent by who is signed in (`multipart/form-data`, RFC 7578). As with an answer that carries a file,
//! a large body is read for nobody else, and for a few at a time.

use std::sync::Arc;

use axum::{
    extract::{FromRequest, FromRequestParts, Request},
    http::StatusCode,
};
use tokio::sync::OwnedSemaphorePermit;

use super::{
    Malformed,
    upload::{COME_BACK, is_multipart, read_file, way_back, whole},
};
use crate::{
    administration::picture::LARGEST,
    oauth::parameters::Parameters,
    web::{answer, body::Fate, error::Problem, guest::Guest, site::Site},
};

/// The form with the picture.
pub struct Sent {
    /// Its other fields.
    pub fields: Parameters,
    /// The file, unless none was chosen.
    pub file: Option<Vec<u8>>,
    /// Kept until the picture was drawn.
    _place: OwnedSemaphorePermit,
}

impl FromRequest<Arc<Site>> for Sent {
    type Rejection = Problem;

    async fn from_request(request: Request, site: &Arc<Site>) -> Result<Self, Problem> {
        if !is_multipart(request.headers()) {
            return Err(Malformed::ContentType.into_page());
        }
        let (mut parts, body) = request.into_parts();
        site.csrf.same_origin(&parts.headers).map_err(Problem::forged)?;
        let guest = Guest::from_request_parts(&mut parts, site).await?;
        if site.guide.live_session(&guest.visitor).await?.is_none() {
            return Err(answer::page(StatusCode::FORBIDDEN, "forbidden", "error-forged"));
        }
        let place = site.uploads.clone().try_acquire_owned().map_err(|_| Problem::busy(COME_BACK))?;
        let fate = parts.extensions.get::<Fate>().cloned().unwrap_or_default();
        fate.allow(whole(LARGEST));
        let (fields, mut files) = read_file(&parts.headers, body, LARGEST)
            .await
            .map_err(|problem| way_back(fate.problem().unwrap_or(problem), "/account/profile".into()))?;
        let file = files.remove("picture").filter(|file| !file.is_empty());
        Ok(Self { fields, file, _place: place })
    }
}
