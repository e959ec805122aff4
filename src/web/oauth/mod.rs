//! The endpoints of the protocol: each handler reads the request, makes one call into `oauth`, and writes the answer.

pub mod introspection;
mod machine;
pub mod revocation;
pub mod token;
pub mod userinfo;

pub use machine::Provides;

#[cfg(test)]
mod tests;
