//! The only place with SQL: one file is one table, its record and its queries.
//!
//! Every statement is written once, with `$1` placeholders that SQLite and PostgreSQL both accept, and reads as the
//! rule it enforces: what may happen once is a single conditional statement. Callers bring time and identifiers.

pub mod account;
pub mod account_at_browser;
pub mod account_deletion;
pub mod account_group;
pub mod account_import;
pub mod account_reset;
pub mod account_role;
pub mod account_word;
pub mod audit;
pub mod audit_chain;
pub mod audit_search;
pub mod authenticator;
pub mod authorization_code;
pub mod brand;
mod bulk;
pub mod client;
pub mod client_problem;
pub mod client_registration;
pub mod client_secret;
pub mod client_use;
pub mod consent;
pub mod contact_change;
pub mod data_key;
pub mod database;
pub mod declined_offer;
pub mod device_authorization;
pub mod diagnosis;
pub mod factor_freeze;
pub mod farewell;
pub mod grant;
pub mod handover;
pub mod installation;
pub mod invitation;
pub mod journey;
pub mod name;
pub mod one_time_link;
pub mod outbox;
pub mod pairwise_subject;
pub mod password_history;
pub mod picture;
pub mod policy_version;
pub mod pushed_request;
pub mod registration;
pub mod remembered_device;
pub mod scim_user;
pub mod session;
pub mod session_client;
pub mod signing_key;
pub mod spent;
pub mod statistics;
#[cfg(test)]
pub mod testing;
pub mod throttle;
pub mod token;
pub mod webhook;
pub mod webhook_delivery;
mod writer;

#[cfg(test)]
mod suite;

pub use database::{Connection, Database, Error, Reader, Settings, Write};

/// A list of texts kept as JSON in one TEXT column (groups, `amr`, audiences). A damaged column reads as empty.
pub(crate) fn list_from_json(text: &str) -> Vec<String> {
    serde_json::from_str(text).unwrap_or_default()
}

/// The JSON of a list of texts.
pub(crate) fn list_to_json(list: &[String]) -> String {
    serde_json::Value::from(list.to_vec()).to_string()
}
