//! Who asks, when a proxy stands between: forwarding headers are believed from configured addresses only, and taken
//! off every other request (RFC 9700 section 4.13; RFC 7239 section 8.1).
//!
//! The issuer is never built from any of them.

use std::net::{IpAddr, SocketAddr};

use axum::http::{HeaderMap, HeaderName, HeaderValue, header::FORWARDED};
use ipnet::IpNet;

use super::listener::Peer;

const FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
const PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");
const STRIPPED: [HeaderName; 7] = [
    FORWARDED,
    FOR,
    PROTO,
    HeaderName::from_static("x-forwarded-host"),
    HeaderName::from_static("x-forwarded-port"),
    HeaderName::from_static("x-forwarded-prefix"),
    HeaderName::from_static("x-real-ip"),
];

/// The networks whose word is taken.
#[derive(Clone, Debug, Default)]
pub struct TrustedProxies(Vec<IpNet>);

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Client {
    /// The right-most address that is not a trusted proxy's.
    pub address: IpAddr,
    /// Whether it came by https.
    pub https: bool,
    /// Whether a trusted proxy stands between.
    pub by_proxy: bool,
}

impl TrustedProxies {
    /// Trusts `networks`.
    pub fn new(networks: impl Into<Vec<IpNet>>) -> Self {
        Self(networks.into())
    }

    fn trusts(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(&address))
    }

    /// Who asks through `peer`. Takes forwarding headers off unless the peer is trusted.
    pub fn client(&self, peer: Peer, headers: &mut HeaderMap) -> Client {
        // An IPv4 client of a dual-stack socket is itself, not ::ffff:itself.
        let address = peer.address.ip().to_canonical();
        if self.0.is_empty() || !self.trusts(address) {
            for name in &STRIPPED {
                headers.remove(name);
            }
            return Client { address, https: peer.tls, by_proxy: false };
        }
        let https = last(headers, &PROTO).map(str::to_owned).or_else(|| forwarded(headers, "proto").pop());
        Client {
            address: self.furthest(address, headers),
            https: https.map_or(peer.tls, |scheme| scheme.trim().eq_ignore_ascii_case("https")),
            by_proxy: true,
        }
    }

    /// A proxy writes one of the two headers and passes the other on as the client made it up. So where both stand and
    /// disagree, neither is believed.
    fn furthest(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let by_custom = headers.contains_key(FOR).then(|| self.walk(peer, &listed(headers, &FOR)));
        let by_standard =
            headers.contains_key(FORWARDED).then(|| self.walk(peer, &forwarded(headers, "for")));
        match (by_custom, by_standard) {
            (Some(a), Some(b)) if a != b => peer,
            (Some(address), _) | (None, Some(address)) => address,
            (None, None) => peer,
        }
    }

    /// From the nearest hop outwards as long as each is trusted; a hop that names no address ends the walk.
    fn walk(&self, peer: IpAddr, hops: &[String]) -> IpAddr {
        let mut furthest = peer;
        for hop in hops.iter().rev() {
            let Some(address) = address(hop) else { break };
            furthest = address;
            if !self.trusts(address) {
                break;
            }
        }
        furthest
    }
}

fn texts<'a>(headers: &'a HeaderMap, name: &HeaderName) -> impl DoubleEndedIterator<Item = &'a str> {
    headers.get_all(name).iter().map(|value| HeaderValue::to_str(value).unwrap_or(""))
}

fn listed(headers: &HeaderMap, name: &HeaderName) -> Vec<String> {
    texts(headers, name).flat_map(|text| text.split(',')).map(|hop| hop.trim().to_owned()).collect()
}

fn last<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    texts(headers, name).next_back().and_then(|text| text.rsplit(',').next())
}

/// One parameter of every element of `Forwarded` (RFC 7239 section 4); an element without it counts as unknown.
/// A quoted comma or semicolon splits too: no address or scheme holds one, so such an element is unknown as well.
fn forwarded(headers: &HeaderMap, parameter: &str) -> Vec<String> {
    let value = |element: &str| {
        let mut pairs = element.split(';').filter_map(|pair| pair.split_once('='));
        let found = pairs.find(|(name, _)| name.trim().eq_ignore_ascii_case(parameter));
        found.map(|(_, value)| value.trim().trim_matches('"').to_owned()).unwrap_or_default()
    };
    texts(headers, &FORWARDED).flat_map(|text| text.split(',')).map(value).collect()
}

/// `192.0.2.1`, `192.0.2.1:80`, `2001:db8::1`, `[2001:db8::1]` or `[2001:db8::1]:80`.
fn address(hop: &str) -> Option<IpAddr> {
    let bare = hop.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(hop);
    let address = bare.parse().ok().or_else(|| hop.parse::<SocketAddr>().ok().map(|socket| socket.ip()))?;
    Some(IpAddr::to_canonical(&address))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn client(peer: &str, lines: &[(&'static str, &str)]) -> (Client, HeaderMap) {
        let proxies = TrustedProxies::new(["10.0.0.0/8".parse().unwrap(), "fd00::/8".parse().unwrap()]);
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            headers.append(*name, value.parse().unwrap());
        }
        let peer = Peer { address: SocketAddr::new(peer.parse().unwrap(), 1), tls: false };
        (proxies.client(peer, &mut headers), headers)
    }

    #[rstest]
    #[case::one_hop(&[("x-forwarded-for", "203.0.113.7")], "203.0.113.7")]
    #[case::forged_by_the_client(&[("x-forwarded-for", "1.1.1.1, 203.0.113.7")], "203.0.113.7")]
    #[case::two_proxies(&[("x-forwarded-for", "1.1.1.1, 203.0.113.7, 10.2.2.2")], "203.0.113.7")]
    #[case::two_lines(&[("x-forwarded-for", "203.0.113.7"), ("x-forwarded-for", "10.2.2.2")], "203.0.113.7")]
    #[case::rubbish_ends_the_walk(&[("x-forwarded-for", "203.0.113.7, rubbish, 10.2.2.2")], "10.2.2.2")]
    #[case::with_port(&[("x-forwarded-for", "203.0.113.7:4711")], "203.0.113.7")]
    #[case::standard(&[("forwarded", "for=1.1.1.1, for=\"[2001:db8::7]:4711\";proto=https;by=10.0.0.1")], "2001:db8::7")]
    #[case::unknown(&[("forwarded", "for=unknown")], "10.0.0.1")]
    #[case::agreeing(&[("forwarded", "for=203.0.113.7"), ("x-forwarded-for", "203.0.113.7")], "203.0.113.7")]
    #[case::disagreeing(&[("forwarded", "for=1.1.1.1"), ("x-forwarded-for", "203.0.113.7")], "10.0.0.1")]
    #[case::none(&[], "10.0.0.1")]
    fn behind_a_trusted_proxy_the_nearest_stranger_asks(
        #[case] lines: &[(&'static str, &str)],
        #[case] expected: &str,
    ) {
        let (client, _) = client("10.0.0.1", lines);
        assert_eq!(client.address, expected.parse::<IpAddr>().unwrap());
        assert!(client.by_proxy);
    }

    #[test]
    fn a_stranger_is_not_believed_and_its_headers_are_taken_off() {
        let lines =
            [("x-forwarded-for", "1.1.1.1"), ("x-forwarded-proto", "https"), ("forwarded", "for=1.1.1.1")];
        let (client, headers) = client("203.0.113.9", &lines);
        let address = "203.0.113.9".parse().unwrap();
        assert_eq!(client, Client { address, https: false, by_proxy: false });
        assert!(headers.is_empty());
    }

    #[test]
    fn the_scheme_is_the_proxys_word() {
        assert!(client("10.0.0.1", &[("x-forwarded-proto", "https")]).0.https);
        assert!(client("::ffff:10.0.0.1", &[("forwarded", "for=1.1.1.1;proto=https")]).0.https);
        assert!(!client("10.0.0.1", &[]).0.https);
    }
}
