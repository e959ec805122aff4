//! The kinds of application that a client can be registered as, and what each of them needs: what the wizard asks for.

use super::client::Draft;
use crate::{oauth::grant::device_code, storage::client::Metadata};

/// A kind of application.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Runs on a server, and keeps a secret there.
    Web,
    /// Runs in the browser.
    SinglePage,
    /// Runs on people's devices.
    Native,
    /// Acts for itself.
    Machine,
    /// Has no browser of its own: its person answers on another device (RFC 8628).
    Device,
    /// Speaks the Model Context Protocol, on the device of its person.
    Mcp,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Web, Self::SinglePage, Self::Native, Self::Machine, Self::Device, Self::Mcp];

    /// As it is written in addresses, and the ending of the keys of its texts.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Web => "web",
            Self::SinglePage => "single-page",
            Self::Native => "native",
            Self::Machine => "machine",
            Self::Device => "device",
            Self::Mcp => "mcp",
        }
    }

    /// The kind of this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Whether people are sent back to it.
    pub const fn returns(self) -> bool {
        !matches!(self, Self::Machine | Self::Device)
    }

    /// The nearest kind to what a client says of itself, for what is shown of it.
    pub fn of(metadata: &Metadata) -> Self {
        let public = metadata.token_endpoint_auth_method == "none";
        let uses = |grant: &str| metadata.grant_types.iter().any(|used| used == grant);
        match (metadata.application_type.as_str(), public) {
            _ if uses(device_code::GRANT_TYPE) => Self::Device,
            _ if !uses("authorization_code") => Self::Machine,
            ("native", _) => Self::Native,
            (_, true) => Self::SinglePage,
            (_, false) => Self::Web,
        }
    }

    /// A client of this kind. What else it needs is set on its page.
    pub fn draft(self, name: &str, redirect_uris: Vec<String>) -> Draft {
        let list = |items: &[&str]| items.iter().map(ToString::to_string).collect::<Vec<_>>();
        let public = !matches!(self, Self::Web | Self::Machine);
        let metadata = Metadata {
            client_name: name.to_owned(),
            redirect_uris,
            application_type: if matches!(self, Self::Native | Self::Device | Self::Mcp) {
                "native"
            } else {
                "web"
            }
            .into(),
            token_endpoint_auth_method: if public { "none" } else { "client_secret_basic" }.into(),
            grant_types: match self {
                Self::Machine => list(&["client_credentials"]),
                Self::Device => list(&[device_code::GRANT_TYPE, "refresh_token"]),
                _ => list(&["authorization_code", "refresh_token"]),
            },
            require_pkce: self == Self::Web,
            ..Metadata::default()
        };
        let metadata =
            if self == Self::Machine { Metadata { scope: String::new(), ..metadata } } else { metadata };
        Draft { metadata, ..Draft::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::administration::client_rules::check;

    #[test]
    fn what_the_wizard_makes_keeps_the_rules_and_is_known_again() {
        for kind in Kind::ALL {
            let uris = if kind.returns() { vec!["https://app.example/cb".to_owned()] } else { vec![] };
            let draft = kind.draft("App", uris);
            check(&draft).unwrap_or_else(|error| panic!("{kind:?}: {error}"));
            let known = if kind == Kind::Mcp { Kind::Native } else { kind };
            assert_eq!(Kind::of(&draft.metadata), known);
            assert_eq!(Kind::parse(kind.name()), Some(kind));
        }
        let loopback = Kind::Native.draft("App", vec!["http://127.0.0.1/cb".into()]);
        check(&loopback).unwrap();
    }
}
