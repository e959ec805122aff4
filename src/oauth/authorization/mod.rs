//! The authorization endpoint: RFC 6749 section 3.1 and 4.1, OpenID Connect Core 3.1.2.
//!
//! A request is unfolded ([`request_object`]), goes through [`validate`], begins a journey ([`begin`]) and is resumed whenever the journey has moved
//! ([`resume`]) until it is answered ([`response`]). Who the person is, the journey finds out; what they allow,
//! [`consent`] knows.

pub mod begin;
pub mod consent;
pub mod request;
pub mod request_object;
pub mod response;
pub mod resume;
#[cfg(test)]
pub(crate) mod testing;
pub mod validate;

pub use begin::begin;
pub use request::{Raw, Request};
pub use response::{AuthorizationResponse, Return};
pub use resume::{Continue, Error, answer, ask, resume};
