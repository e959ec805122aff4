//! The pages for people of devices (RFC 8628): the code, the question, the end.

use serde::Serialize;

use super::{Fault, Flow, View};
use crate::clock::Timestamp;

/// Which code does the device show?
#[derive(Clone, Debug, Default, Serialize)]
pub struct DeviceCode {
    /// The token against forged posts.
    pub csrf: String,
    /// What was typed before, or stood in the address.
    pub typed: String,
    /// What went wrong with the answer before.
    pub error: Option<Fault>,
}

/// Did you begin this, at a device in front of you?
#[derive(Clone, Debug, Default, Serialize)]
pub struct DeviceAsk {
    /// The journey.
    #[serde(flatten)]
    pub flow: Flow,
    /// Of which account: an answer for another is none.
    pub account: String,
    /// To be compared with what the device shows.
    pub user_code: String,
    /// What the application may do.
    pub scopes: Vec<String>,
    /// The address that the device asked from.
    pub address: String,
    /// What the device calls itself; may be empty.
    pub label: String,
    /// When it began.
    pub began: Timestamp,
}

/// It is over.
#[derive(Clone, Debug, Default, Serialize)]
pub struct DeviceDone {
    /// The device is signed in.
    pub allowed: bool,
}

impl View for DeviceCode {
    fn template(&self) -> String {
        "device/code.html".into()
    }
}

impl View for DeviceAsk {
    fn template(&self) -> String {
        "device/ask.html".into()
    }
}

impl View for DeviceDone {
    fn template(&self) -> String {
        "device/done.html".into()
    }
}
