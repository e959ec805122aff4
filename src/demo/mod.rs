//! A demo application that signs people in through a provider: a client's program that happens to live in this crate.
//!
//! It knows Doorward only through its published endpoints, as every relying party does, and uses nothing of the rest
//! of the crate but [`Secret`](crate::secret::Secret). `doorward dev` starts it beside the provider;
//! `examples/relying_party.rs` runs the same code against any issuer.

mod http;
pub mod oidc;
mod page;
pub mod relying_party;

pub use http::Http;
pub use relying_party::{Settings, router, serve};
