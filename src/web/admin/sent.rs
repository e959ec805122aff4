//! A form of the console that carries a file. As everywhere, a large body is read for who may send it, which [`super::guard`] has
//! seen to, and for a few at a time.

use std::{collections::BTreeMap, sync::Arc};

use axum::extract::{FromRequest, FromRequestParts, Request};
use tokio::sync::OwnedSemaphorePermit;

use super::Admin;
use crate::{
    oauth::parameters::Parameters,
    web::{
        body::Fate,
        error::Problem,
        extract::{
            Fields,
            upload::{COME_BACK, is_multipart, read_cut, whole},
        },
        site::Site,
    },
};

/// What arrived.
pub struct Sent {
    /// The fields.
    pub fields: Parameters,
    /// The file by the name of its field; none where the form was sent without. Cut a byte beyond what it may have.
    pub files: BTreeMap<String, Vec<u8>>,
    /// To be kept until the file was made use of.
    pub place: Option<OwnedSemaphorePermit>,
}

/// Reads the form; its file may have `largest` bytes.
pub async fn sent(request: Request, site: &Arc<Site>, largest: usize) -> Result<Sent, Problem> {
    if !is_multipart(request.headers()) {
        let Fields(fields) = Fields::from_request(request, site).await?;
        return Ok(Sent { fields, files: BTreeMap::new(), place: None });
    }
    let (mut parts, body) = request.into_parts();
    site.csrf.same_origin(&parts.headers).map_err(Problem::forged)?;
    Admin::from_request_parts(&mut parts, site).await?;
    let place = site.uploads.clone().try_acquire_owned().map_err(|_| Problem::busy(COME_BACK))?;
    if let Some(fate) = parts.extensions.get::<Fate>() {
        fate.allow(whole(largest));
    }
    let (fields, files) = read_cut(&parts.headers, body, largest).await?;
    Ok(Sent { fields, files, place: Some(place) })
}
