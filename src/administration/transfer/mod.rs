//! Accounts in numbers: whole files of them in and out.
//!
//! [`read`] turns a file of another system, or one of ours, into [`Arrival`]s, one at a time, whatever its length. [`import`]
//! has two passes: the first looks at every record and writes nothing, the second writes all of them or, in the end, none.
//! [`export`] gives out what is not secret. How the password hashes of others are checked belongs to the factor.

mod arrival;
mod documents;
mod entry;
pub mod export;
pub mod import;
mod read;
mod stream;
mod table;

pub use self::{
    arrival::Arrival,
    documents::Firebase,
    read::{Format, Options, Source},
};

/// Most bytes of one record.
const LONGEST_RECORD: u64 = 1024 * 1024;
