//! The section about calls that Doorward itself makes: whom it may call, and what a call may cost.

use std::{net::IpAddr, path::PathBuf, time::Duration};

use ipnet::IpNet;

use super::{
    section::section,
    setting::Setting,
    value::{Value, quote},
};

section! {
    /// Calls that Doorward makes by HTTP (to a gateway for text messages, for what clients publish). They go to public addresses
    /// over https, follow no redirect and use no proxy of the environment.
    Outbound {
        /// Hosts that may be private or on this machine, and may be called without TLS: names, addresses or networks.
        allow: Vec<Peer> = [], such as ["sms.internal", "10.0.0.0/8"];
        /// How long one call may take, from resolving the name to the last byte of the answer.
        timeout: Duration = "10s";
        /// Largest body of an answer, in bytes.
        max_response: u32 = 262144;
        /// PEM file with certificate authorities that are trusted beside the system's.
        extra_ca_file: Option<PathBuf>, such as "/etc/doorward/ca.pem";
    }
}

/// Whom an exception is made for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Peer {
    /// A host by its name, wherever that leads.
    Host(String),
    /// Addresses, whatever name leads there.
    Network(IpNet),
}

impl Peer {
    fn read(text: &str) -> Option<Self> {
        if let Ok(network) = text.parse() {
            return Some(Self::Network(network));
        }
        if let Ok(address) = text.parse::<IpAddr>() {
            return Some(Self::Network(address.into()));
        }
        match url::Host::parse(text) {
            Ok(url::Host::Domain(name)) if name.bytes().all(is_of_a_name) => {
                Some(Self::Host(name.trim_end_matches('.').to_owned()))
            }
            _ => None,
        }
    }
}

/// Stricter than a URL, where a star is a name: nobody is called that, and it would be taken for a pattern.
fn is_of_a_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_')
}

impl Setting for Peer {
    fn from_value(value: &Value) -> Result<Self, String> {
        let peer = match value {
            Value::Text(text) => Self::read(text),
            _ => None,
        };
        peer.ok_or_else(|| {
            format!("{} is neither a host name nor a network, as in \"10.0.0.0/8\"", value.quoted())
        })
    }

    fn to_toml(&self) -> Option<String> {
        Some(match self {
            Self::Host(name) => quote(name),
            Self::Network(network) => quote(&network.to_string()),
        })
    }
}
