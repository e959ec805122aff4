//! The section about passkeys, and what the issuer's address makes of it.

use std::time::Duration;

use url::{Host, Url};

use super::{Config, section::section};

section! {
    /// Passkeys (WebAuthn).
    Passkey {
        /// The domain that passkeys are made for: the issuer's host or a domain above it. A passkey is of no use for another
        /// one, so it never changes. Without it: the issuer's host.
        rp_id: Option<String>, such as "example.org";
        /// The name that browsers show. Without it: rp_id.
        rp_name: Option<String>, such as "Example";
        /// Other origins that may use these passkeys, published at /.well-known/webauthn (WebAuthn Level 3 section 5.11);
        /// answers given there are accepted. Browsers read the list from rp_id and stop after five domains.
        related_origins: Vec<String> = [];
        /// How long the prompt of a browser waits for its person.
        timeout: Duration = "5m";
    }
}

impl Config {
    /// The domain that passkeys are made for; none where the issuer is reached by a bare network address, for which there
    /// are no passkeys (WebAuthn Level 3 section 5.1.3).
    pub fn rp_id(&self) -> Option<String> {
        let host = self.domain()?;
        Some(self.passkey.rp_id.clone().unwrap_or(host))
    }

    /// Whether `passkey.rp_id` is the issuer's host or a domain above it. A name without a dot holds everybody's domains.
    pub(super) fn rp_id_holds(&self) -> bool {
        let Some(rp_id) = &self.passkey.rp_id else { return true };
        self.domain().is_some_and(|host| {
            let above = host.strip_suffix(rp_id.as_str()).is_some_and(|rest| rest.ends_with('.'));
            host == *rp_id || (above && rp_id.contains('.') && !rp_id.starts_with('.'))
        })
    }

    /// Whether every related origin is one: https, a host, perhaps a port, nothing after it.
    pub(super) fn related_origins_hold(&self) -> bool {
        self.passkey.related_origins.iter().all(|text| {
            let url = Url::parse(text).ok().filter(|url| url.scheme() == "https");
            url.is_some_and(|url| url.origin().ascii_serialization() == *text)
        })
    }

    /// The issuer's host, if it is a name.
    fn domain(&self) -> Option<String> {
        match Url::parse(&self.issuer).ok()?.host()? {
            Host::Domain(name) => Some(name.to_owned()),
            Host::Ipv4(_) | Host::Ipv6(_) => None,
        }
    }
}
