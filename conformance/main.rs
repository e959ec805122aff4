//! Conformance: one test per MUST of what is built, named by its clause, over the whole program in process: requests go
//! through the frame and the router into a SQLite database, time and chance are the test's.
//!
//! Files are named by specification. What the plans of the OpenID Foundation's suite check is among it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod browser;
mod client_documents;
mod client_on_pages;
mod cors;
mod discovery_walk;
mod dpop;
mod form_post;
mod jarm;
mod malformed;
mod oidc_core;
mod oidc_core_claims;
mod oidc_core_front_channel;
mod oidc_logout_channels;
mod oidc_rp_initiated_logout;
mod oidc_session_management;
mod papers;
mod rfc6749;
mod rfc6749_refresh;
mod rfc6750;
mod rfc7009;
mod rfc7516;
mod rfc7523;
mod rfc7591;
mod rfc7636;
mod rfc7644;
mod rfc7662;
mod rfc8414_discovery;
mod rfc8628;
mod rfc8693;
mod rfc8707;
mod rfc9068;
mod rfc9101;
mod rfc9126;
mod rfc9207;
mod rfc9449;
mod rfc9700;
mod rfc9701;
mod routes;
mod sessions_and_cookies;
mod world;
