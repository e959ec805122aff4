//! Whom we may call: the addresses that lead nowhere but inside, in every form in which they can be written.

use std::{
    io,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    sync::Arc,
};

use futures_util::future::BoxFuture;
use ipnet::{Ipv4Net, Ipv6Net};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::{Host, Url};

use crate::config::Peer;

/// Answers with the addresses of a name. The system's in the program; a table in tests.
pub(super) type Lookup = Arc<dyn Fn(String) -> BoxFuture<'static, io::Result<Vec<IpAddr>>> + Send + Sync>;

/// Why somebody is not called.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub(super) struct Refused(pub(super) String);

/// Judges addresses and, since it is the resolver too, is the only one to hand any to the connection: what was judged is
/// what is connected to, and no second answer of a name server can differ.
#[derive(Clone)]
pub(super) struct Guard {
    allow: Arc<[Peer]>,
    lookup: Lookup,
}

/// RFC 6890 and the registry that it began: what is not of the internet at large.
const FORBIDDEN_V4: [Ipv4Net; 16] = [
    v4([0, 0, 0, 0], 8),
    v4([10, 0, 0, 0], 8),
    v4([100, 64, 0, 0], 10),
    v4([127, 0, 0, 0], 8),
    v4([169, 254, 0, 0], 16),
    v4([172, 16, 0, 0], 12),
    v4([192, 0, 0, 0], 24),
    v4([192, 0, 2, 0], 24),
    v4([192, 88, 99, 0], 24),
    v4([192, 168, 0, 0], 16),
    v4([198, 18, 0, 0], 15),
    v4([198, 51, 100, 0], 24),
    v4([203, 0, 113, 0], 24),
    v4([224, 0, 0, 0], 4),
    v4([240, 0, 0, 0], 4),
    v4([255, 255, 255, 255], 32),
];
/// Global unicast (RFC 4291 section 2.4); everything else is loopback, link-local, unique local, multicast or a transition.
const GLOBAL_V6: Ipv6Net = v6([0x2000, 0, 0, 0, 0, 0, 0, 0], 3);
/// Within it: protocol assignments with Teredo, and documentation twice (RFC 3849, RFC 9637).
const FORBIDDEN_V6: [Ipv6Net; 3] = [
    v6([0x2001, 0, 0, 0, 0, 0, 0, 0], 23),
    v6([0x2001, 0xdb8, 0, 0, 0, 0, 0, 0], 32),
    v6([0x3fff, 0, 0, 0, 0, 0, 0, 0], 20),
];
/// An IPv4 address stands in bits 16 to 48 (RFC 3056 section 2).
const SIX_TO_FOUR: Ipv6Net = v6([0x2002, 0, 0, 0, 0, 0, 0, 0], 16);
/// An IPv4 address stands at the end (RFC 6052 section 2.1).
const NAT64: Ipv6Net = v6([0x64, 0xff9b, 0, 0, 0, 0, 0, 0], 96);

const fn v4([a, b, c, d]: [u8; 4], bits: u8) -> Ipv4Net {
    Ipv4Net::new_assert(Ipv4Addr::new(a, b, c, d), bits)
}

const fn v6([a, b, c, d, e, f, g, h]: [u16; 8], bits: u8) -> Ipv6Net {
    Ipv6Net::new_assert(Ipv6Addr::new(a, b, c, d, e, f, g, h), bits)
}

/// Whether an address is not of the internet at large, or hides one that is not.
pub(super) fn forbidden(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(address) => FORBIDDEN_V4.iter().any(|network| network.contains(&address)),
        IpAddr::V6(address) => match embedded(address) {
            Some(inner) => forbidden(inner.into()),
            None => {
                !GLOBAL_V6.contains(&address) || FORBIDDEN_V6.iter().any(|network| network.contains(&address))
            }
        },
    }
}

/// The IPv4 address that a router on the way will make of this one.
fn embedded(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let [_, _, a, b, c, d, _, _, _, _, _, _, w, x, y, z] = address.octets();
    if SIX_TO_FOUR.contains(&address) {
        Some(Ipv4Addr::new(a, b, c, d))
    } else if NAT64.contains(&address) {
        Some(Ipv4Addr::new(w, x, y, z))
    } else {
        None
    }
}

impl Guard {
    pub(super) fn new(allow: &[Peer], lookup: Lookup) -> Self {
        Self { allow: allow.into(), lookup }
    }

    /// What can be judged of a URL before anything is resolved.
    pub(super) fn admit(&self, url: &Url) -> Result<(), Refused> {
        let refuse = |why: &str| Err(Refused(format!("{} {why}", url.host_str().unwrap_or_default())));
        let allowed = match url.host() {
            Some(Host::Domain(name)) => self.allows_name(name),
            Some(Host::Ipv4(address)) => self.allows_address(address.into()),
            Some(Host::Ipv6(address)) => self.allows_address(address.into()),
            None => return refuse("is no host"),
        };
        let literal = match url.host() {
            Some(Host::Ipv4(address)) => Some(IpAddr::V4(address)),
            Some(Host::Ipv6(address)) => Some(IpAddr::V6(address)),
            _ => None,
        };
        match url.scheme() {
            "https" => {}
            "http" if allowed => {}
            "http" => return refuse("is called without TLS and is not one of outbound.allow"),
            _ => return refuse("is not to be called by http"),
        }
        if !url.username().is_empty() || url.password().is_some() {
            return refuse("is called with a user name in the URL");
        }
        match literal {
            Some(address) => self.admit_address(address),
            None => Ok(()),
        }
    }

    /// All addresses of a name; none of them if one is forbidden, since a name that mixes them is up to something.
    async fn addresses(&self, name: String) -> Result<Vec<IpAddr>, Box<dyn std::error::Error + Send + Sync>> {
        let addresses = (self.lookup)(name.clone()).await?;
        if !self.allows_name(&name) {
            for address in &addresses {
                self.admit_address(*address)
                    .map_err(|refused| Refused(format!("{name} leads to {refused}")))?;
            }
        }
        if addresses.is_empty() {
            return Err(io::Error::new(io::ErrorKind::NotFound, format!("{name} has no address")).into());
        }
        Ok(addresses)
    }

    fn admit_address(&self, address: IpAddr) -> Result<(), Refused> {
        if forbidden(address) && !self.allows_address(address) {
            return Err(Refused(format!("{address}, which is not public and not one of outbound.allow")));
        }
        Ok(())
    }

    fn allows_name(&self, name: &str) -> bool {
        let name = name.trim_end_matches('.');
        self.allow.iter().any(|peer| matches!(peer, Peer::Host(host) if host.eq_ignore_ascii_case(name)))
    }

    fn allows_address(&self, address: IpAddr) -> bool {
        let plain = address.to_canonical();
        self.allow.iter().any(|peer| matches!(peer, Peer::Network(network) if network.contains(&plain)))
    }
}

impl Resolve for Guard {
    fn resolve(&self, name: Name) -> Resolving {
        let guard = self.clone();
        Box::pin(async move {
            let addresses = guard.addresses(name.as_str().to_owned()).await?;
            // The port is the URL's.
            let addresses = addresses.into_iter().map(|address| SocketAddr::new(address, 0));
            Ok(Box::new(addresses) as Addrs)
        })
    }
}
