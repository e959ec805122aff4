//! The audit log as evidence: a chain over everything that happened, statements about it that are signed, and a file of it
//! that anybody can check without this installation.
//!
//! Events are written by whoever makes them happen, in that same write, and know nothing of this. [`Keeper`] gives them their
//! places. [`chain`] says what is hashed; [`export`] writes the file, [`verify`] reads it. See `docs/decisions/0024`.

pub mod chain;
mod export;
mod keeper;
pub mod verify;

pub use self::{
    export::{Beginning, Exporting},
    keeper::{Keeper, Seen},
};
