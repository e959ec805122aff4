//! The section about text messages: the gateway that sends them, and what they may cost.

use std::{collections::BTreeMap, path::PathBuf};

use super::{section::section, setting::choice};
use crate::secret::Secret;

choice! {
    /// How text messages leave.
    SmsTransport {
        /// Not at all: there are no codes by text message.
        Off = "off",
        /// By a call to a gateway.
        Gateway = "gateway",
        /// One .txt file per text, into a directory.
        File = "file",
        /// Kept in the database and shown at /dev/mail; dev mode only.
        Capture = "capture",
    }
}

choice! {
    /// How the gateway is called.
    SmsMethod {
        /// With a body.
        Post = "POST",
        /// With a body.
        Put = "PUT",
        /// With everything in the URL.
        Get = "GET",
    }
}

section! {
    /// How text messages are sent. `url`, `headers` and `body` are templates: {{ to }} is the number (+ and digits), {{ text }}
    /// the message, {{ message_id }} its name, the same at each try; {{ from }}, {{ user }} and {{ secret }} are the settings
    /// below. The filters json (a string with its quotes), form (for URLs and forms) and base64 escape. An answer of 2xx
    /// means sent, of 4xx refused for good (but 408 and 429), anything else is tried again.
    Sms {
        /// "off", "gateway" for an HTTP gateway, or "file" (one .txt file per text, into `directory`) for trying it out or for a
        /// program of yours that sends them.
        transport: SmsTransport = "off";
        /// Where the gateway is; see [outbound] for one that is on a private address.
        url: Option<String>, such as "https://gateway.example/messages";
        /// "POST", "PUT" or "GET".
        method: SmsMethod = "POST";
        /// Headers of the call: name = template.
        headers: Headers = {};
        /// Body of the call.
        body: Option<String>, such as "{\"to\": {{ to|json }}, \"text\": {{ text|json }}}";
        /// The sender, as the gateway wants it.
        from: Option<String>, such as "+15005550006";
        /// The user name or account at the gateway.
        user: Option<String>, such as "doorward";
        /// The password or key at the gateway.
        secret: Option<Secret>, such as "…";
        /// Where the file transport writes.
        directory: PathBuf = "sms";
        /// How often sending is tried again, with growing waits, before a message is given up, codes too: each try may cost
        /// money. Whoever waits asks for another, or chooses another way.
        retries: u32 = 4;
        /// Country calling codes that messages may go to. Empty: all. Name those you serve: messages to others are how
        /// fraud earns its money.
        calling_codes: Vec<u16> = [], such as [49, 43, 41];
        /// Messages to one number in an hour.
        per_number_per_hour: u32 = 5;
        /// Messages that one account may cause in an hour, whatever the numbers.
        per_account_per_hour: u32 = 10;
        /// Messages that one network (IPv4 /32, IPv6 /64) may cause in an hour.
        per_network_per_hour: u32 = 10;
        /// Messages in a day, all together.
        per_day: u32 = 1000;
    }
}

impl Sms {
    /// Whether there are text messages at all.
    pub fn is_on(&self) -> bool {
        self.transport != SmsTransport::Off
    }

    /// Whether messages may go to `number` (E.164). No calling code begins another (ITU-T E.164 section 6), so a beginning is enough.
    pub fn serves(&self, number: &str) -> bool {
        let Some(digits) = number.strip_prefix('+') else { return false };
        self.calling_codes.is_empty()
            || self.calling_codes.iter().any(|code| digits.starts_with(&code.to_string()))
    }
}

/// Headers of a call: name to template.
pub type Headers = BTreeMap<String, String>;
