//! Who is here, in the terms of NIST SP 800-63B-4.
//!
//! Owns journeys (a sign-in under way), factors, sessions, levels and limits. Knows no OAuth: a journey carries an
//! opaque errand for whoever began it.

pub mod assurance;
pub mod condition;
mod crew;
pub mod ending;
pub mod enrolment;
pub mod errand;
pub mod factor;
pub mod guide;
pub mod journey;
#[cfg(test)]
mod journey_walk_tests;
pub mod lane;
pub mod language;
pub mod next;
pub mod password_history;
pub mod policy;
mod policy_of_config;
#[cfg(test)]
mod policy_table_tests;
pub mod qr;
pub mod registration;
pub mod throttle;
pub mod visitor;

pub use policy_of_config::policy_of;
