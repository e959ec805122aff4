//! The rules of the admin side: what an operator may make, whatever door they come through (command line, files, API).

pub mod account;
pub mod brand;
pub mod client;
pub mod erasure;
pub mod export;
pub mod invitation;
pub mod link;
pub mod picture;
pub mod profile;
pub mod registration;
pub mod reset;

/// What an operator asked for and cannot have, fault by fault.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The request breaks rules; each is named.
    #[error("{}", .0.join("\n"))]
    Invalid(Vec<String>),
    /// There is one already.
    #[error("{0} exists already")]
    Exists(String),
    /// There is none.
    #[error("there is no {0}")]
    Missing(String),
    /// The database.
    #[error(transparent)]
    Storage(#[from] crate::storage::Error),
    /// A record cannot be sealed or read.
    #[error("{0}")]
    Faulty(String),
}
