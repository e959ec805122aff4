//! Pages of "continue on your phone": in the browser of the journey, and on the other device.

use serde::Serialize;

use super::{Client, Flow, View};

/// In the browser of the journey.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Handover {
    /// The journey.
    #[serde(flatten)]
    pub flow: Flow,
    /// The factor's kind.
    pub kind: String,
    /// `open`: shows the link; `claimed`: asks for the number; `confirmed`: waits for the attempt; `over`: says why.
    pub stage: &'static str,
    /// The address for the other device.
    pub link: String,
    /// The same as a drawing.
    pub qr: String,
    /// The device that opened it.
    pub phone: String,
}

/// On the other device.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Phone {
    /// The token against forged posts.
    pub csrf: String,
    /// The secret of the link, while it has not been taken.
    pub token: String,
    /// The handover, from then on.
    pub handover: String,
    /// For whom the journey is made.
    pub client: Option<Client>,
    /// The browser that asked.
    pub asker: String,
    /// The step sets a face up.
    pub enrolling: bool,
    /// `offered`: asks whether to go on; `claimed`: shows the number; `confirmed`: the camera; `begun`: waits; `passed`,
    /// `failed`, `declined`, `over`: says so.
    pub stage: &'static str,
    /// The number that the browser asks for.
    pub number: String,
}

impl View for Handover {
    fn template(&self) -> String {
        "handover/first.html".into()
    }
}

impl View for Phone {
    fn template(&self) -> String {
        "handover/phone.html".into()
    }
}
