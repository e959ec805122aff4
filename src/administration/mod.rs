//! The rules of the admin side: what an operator may make, whatever door they come through (command line, files, API).

pub mod account;
pub mod account_change;
pub mod actor;
pub mod attribute;
pub mod audit;
pub mod brand;
mod claims;
pub mod client;
pub mod client_change;
pub mod client_field;
mod client_invitation;
pub mod client_kind;
mod client_rules;
pub mod client_test;
pub mod desk;
pub mod erasure;
pub mod export;
pub mod invitation;
pub mod link;
pub mod notice;
pub mod picture;
pub mod policy;
pub mod profile;
pub mod registration;
mod removal;
pub mod reset;
pub mod role;
pub mod roles;
pub mod scim;
#[cfg(any(test, feature = "fuzzing"))]
pub mod targets;
pub mod transfer;
pub mod webhook;

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
    /// It was changed by somebody else since it was read.
    #[error("it was changed meanwhile; look at it again")]
    Raced,
    /// Nobody would be left who may do everything.
    #[error("this is the last owner who can sign in; make another one first")]
    LastOwner,
    /// The database.
    #[error(transparent)]
    Storage(#[from] crate::storage::Error),
    /// A record cannot be sealed or read.
    #[error("{0}")]
    Faulty(String),
}
