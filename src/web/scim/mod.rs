//! `/scim/v2`: provisioning by SCIM 2.0 (RFC 7644). A handler reads, makes one call of [`administration::scim`] and answers; errors
//! have the form of section 3.12 wherever they come from ([`is_below`]).
//!
//! Every route stands in the table of [`api::rules`] behind the same guard as the API's; tokens for either come in. The secret of a
//! service account does, too: some provisioning clients can ask for no token.
//!
//! [`administration::scim`]: crate::administration::scim
//! [`api::rules`]: super::api::rules

mod answer;
mod bulk;
mod discovery;
mod operation;
mod read;
mod resources;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use axum::{
    Router, middleware,
    routing::{get, post},
};

use super::{api, site::Site};

/// Where it is, below the issuer; also the resource that its access tokens are for (RFC 8707).
pub const ROOT: &str = "/scim/v2";

/// Whether a path is below that address.
pub fn is_below(path: &str) -> bool {
    path.strip_prefix(ROOT).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Every route behind the guard.
pub fn router(site: &Arc<Site>) -> Router<Arc<Site>> {
    use resources::{groups, users};
    Router::new()
        .route("/scim/v2/ServiceProviderConfig", get(discovery::config))
        .route("/scim/v2/ResourceTypes", get(discovery::resource_types))
        .route("/scim/v2/ResourceTypes/{name}", get(discovery::resource_type))
        .route("/scim/v2/Schemas", get(discovery::schemas))
        .route("/scim/v2/Schemas/{schema}", get(discovery::schema))
        .route("/scim/v2/Users", get(users::list).post(users::create))
        .route("/scim/v2/Users/.search", post(users::search))
        .route(
            "/scim/v2/Users/{id}",
            get(users::show).put(users::replace).patch(users::patch).delete(users::delete),
        )
        .route("/scim/v2/Groups", get(groups::list).post(groups::create))
        .route("/scim/v2/Groups/.search", post(groups::search))
        .route(
            "/scim/v2/Groups/{id}",
            get(groups::show).put(groups::replace).patch(groups::patch).delete(groups::delete),
        )
        .route("/scim/v2/Bulk", post(bulk::run))
        .route("/scim/v2/Me", get(discovery::me))
        .route_layer(middleware::from_fn_with_state(site.clone(), api::guard))
}
