//! The endpoints of the protocol: each handler reads the request, makes one call into `oauth`, and writes the answer.

pub mod authorize;
pub mod check_session;
pub mod consent;
pub mod device;
pub mod discovery;
pub mod introspection;
pub mod logout;
pub(in crate::web) mod machine;
mod problem;
pub mod pushed;
pub mod registration;
pub mod revocation;
pub mod token;
pub mod userinfo;

pub use authorize::{failure, form_action, resume};
pub use machine::Provides;

#[cfg(test)]
mod browser_tests;
#[cfg(test)]
mod language_tests;
#[cfg(test)]
mod tests;
