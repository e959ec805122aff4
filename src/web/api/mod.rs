//! `/api/v1`: everything an admin can do, for programs. The console calls what these routes call and can do no more.
//!
//! A handler is a line in [`router`] and a line in [`rules`], which says who may call it: [`access`] refuses a route that has
//! none. The document ([`document`]) is made from the handlers.

mod access;
mod account;
mod account_help;
mod account_view;
mod attribute;
mod audit;
mod audit_chain;
mod brand;
mod brand_view;
mod caller;
mod client;
mod client_secret;
mod client_view;
pub mod cursor;
mod document;
mod export;
mod failure;
pub mod import;
mod initial_access_token;
mod invitation;
mod key;
mod me;
mod policy;
mod policy_simulation;
mod policy_version;
mod precondition;
mod read;
mod role;
pub mod rules;
mod status;
#[cfg(test)]
pub(in crate::web) mod tests;
mod viewer;
mod webhook;

use std::sync::Arc;

use axum::{Router, middleware};
use utoipa_axum::{router::OpenApiRouter, routes};

pub use access::{Pace, guard};
pub use account::found as accounts_found;
pub use account_help::terms as reset_terms;
pub use audit::page as audit_page;
pub use brand::{takes_logo, version as version_of_brand};
pub use caller::{Caller, Who};
pub use client::found as clients_found;
pub use export::given_out;
pub use failure::admin as failure;
pub use invitation::terms as invitation_terms;
pub use key::{revoked as revoke_key, rotated as rotate_keys};
pub use policy::follow as follow_policy;
pub use policy_simulation::{Scene, simulated};
pub use status::Status;

use super::site::Site;

/// Where the API is, below the issuer; also the resource that its access tokens are for (RFC 8707).
pub const ROOT: &str = "/api/v1";

/// Whether files are taken at this path, whose handler knows how large they may be.
pub fn takes_files(path: &str) -> bool {
    path == import::IMPORTS
}

/// The handlers with what they say of themselves.
fn described() -> OpenApiRouter<Arc<Site>> {
    OpenApiRouter::with_openapi(document::head())
        .routes(routes!(document::show))
        .routes(routes!(viewer::show))
        .routes(routes!(me::show))
        .routes(routes!(client::list, client::create))
        .routes(routes!(client::show, client::change, client::remove))
        .routes(routes!(client::enable))
        .routes(routes!(client::disable))
        .routes(routes!(client_secret::rotate))
        .routes(routes!(client_secret::end_old))
        .routes(routes!(client_secret::problems, client_secret::clear_problems))
        .routes(routes!(initial_access_token::create))
        .routes(routes!(account::list, account::create))
        .routes(routes!(account::show, account::change, account::remove))
        .routes(routes!(account_help::enable))
        .routes(routes!(account_help::disable))
        .routes(routes!(account_help::end_sessions))
        .routes(routes!(account_help::start_reset))
        .routes(routes!(account_help::unfreeze))
        .routes(routes!(account_help::reset_factor))
        .routes(routes!(import::import))
        .routes(routes!(export::accounts))
        .routes(routes!(attribute::list))
        .routes(routes!(invitation::list, invitation::create))
        .routes(routes!(invitation::show, invitation::revoke))
        .routes(routes!(invitation::send))
        .routes(routes!(role::list))
        .routes(routes!(role::put, role::remove))
        .routes(routes!(key::list))
        .routes(routes!(key::rotate))
        .routes(routes!(key::revoke))
        .routes(routes!(policy::show, policy::change))
        .routes(routes!(policy_simulation::simulate, policy_simulation::simulate_draft))
        .routes(routes!(policy_version::list))
        .routes(routes!(policy_version::show))
        .routes(routes!(policy_version::difference))
        .routes(routes!(policy_version::restore))
        .routes(routes!(brand::list))
        .routes(routes!(brand::show, brand::replace, brand::remove))
        .routes(routes!(brand::set_logo, brand::remove_logo))
        .routes(routes!(brand::show_of_client, brand::replace_of_client, brand::remove_of_client))
        .routes(routes!(brand::set_logo_of_client, brand::remove_logo_of_client))
        .routes(routes!(audit::list))
        .routes(routes!(audit::export))
        .routes(routes!(audit_chain::export))
        .routes(routes!(audit_chain::signer))
        .routes(routes!(status::show))
        .routes(routes!(webhook::list, webhook::create))
        .routes(routes!(webhook::show, webhook::change, webhook::remove))
        .routes(routes!(webhook::enable))
        .routes(routes!(webhook::disable))
        .routes(routes!(webhook::test))
        .routes(routes!(webhook::rotate))
        .routes(routes!(webhook::deliveries))
        .routes(routes!(webhook::replay))
}

/// Every route of the API behind [`access`].
pub fn router(site: &Arc<Site>) -> Router<Arc<Site>> {
    let (router, _) = described().split_for_parts();
    router.route_layer(middleware::from_fn_with_state(site.clone(), access::guard))
}
