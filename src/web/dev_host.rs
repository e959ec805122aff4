//! Development mode answers only to its own loopback names, so that no web page can reach it by having its own name
//! point to 127.0.0.1 (DNS rebinding).

use axum::http::{HeaderMap, Uri, header::HOST, uri::Authority};

/// The port that is ours.
#[derive(Clone, Copy, Debug)]
pub struct DevHost {
    /// Of the listener.
    pub port: u16,
}

impl DevHost {
    /// Whether the request names localhost, 127.0.0.1 or [::1] with our port, once.
    pub fn allows(self, uri: &Uri, headers: &HeaderMap) -> bool {
        let mut hosts = headers.get_all(HOST).iter();
        match (uri.authority(), hosts.next(), hosts.next()) {
            (Some(authority), None, None) => self.ours(authority),
            (authority, Some(host), None) => {
                let host = Authority::try_from(host.as_bytes());
                host.is_ok_and(|host| self.ours(&host))
                    && authority.is_none_or(|authority| self.ours(authority))
            }
            _ => false,
        }
    }

    fn ours(self, authority: &Authority) -> bool {
        let host = authority.host();
        let loopback = ["localhost", "127.0.0.1", "[::1]"].iter().any(|name| host.eq_ignore_ascii_case(name));
        loopback && authority.port_u16().unwrap_or(80) == self.port && !authority.as_str().contains('@')
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("localhost:8080", true)]
    #[case("LOCALHOST:8080", true)]
    #[case("127.0.0.1:8080", true)]
    #[case("[::1]:8080", true)]
    #[case("localhost", false)]
    #[case("localhost:8081", false)]
    #[case("evil.example:8080", false)]
    #[case("localhost.evil.example:8080", false)]
    #[case("localhost@evil.example:8080", false)]
    #[case("evil@localhost:8080", false)]
    #[case("", false)]
    fn only_loopback_names_with_our_port_are_ours(#[case] host: &str, #[case] allowed: bool) {
        let headers = HeaderMap::from_iter([(HOST, host.parse().unwrap())]);
        assert_eq!(DevHost { port: 8080 }.allows(&Uri::from_static("/"), &headers), allowed);
    }

    #[test]
    fn a_host_is_named_once_or_as_http_2_does() {
        let ours = DevHost { port: 8080 };
        let mut headers = HeaderMap::new();
        assert!(!ours.allows(&Uri::from_static("/"), &headers));
        assert!(ours.allows(&Uri::from_static("http://localhost:8080/"), &headers));
        headers.append(HOST, "localhost:8080".parse().unwrap());
        assert!(!ours.allows(&Uri::from_static("http://evil.example:8080/"), &headers));
        headers.append(HOST, "evil.example".parse().unwrap());
        assert!(!ours.allows(&Uri::from_static("/"), &headers));
    }
}
