//! The only place with HTTP: every handler is parse, one call, answer.

pub mod assets;
pub mod oauth;
pub mod page;
