//! Redirect URIs: compared byte for byte (RFC 9700 2.1, 4.1.3), never normalised.
//!
//! Every bypass that peers fell to began with two parsers reading one URI differently. So nothing is parsed here but
//! what the single exception needs: the port of a loopback redirect of a native app (RFC 8252 section 7.3).

/// The hosts of loopback redirects; `localhost` because widely used tools (kubelogin) register nothing else.
const LOOPBACK: [&str; 3] = ["127.0.0.1", "[::1]", "localhost"];
const MOST_CHARACTERS: usize = 2_000;

/// Whether `presented` is one of `registered`; for a native client a loopback port may differ.
pub fn is_registered(registered: &[String], presented: &str, native: bool) -> bool {
    registered.iter().any(|one| one == presented || (native && differs_in_loopback_port_only(one, presented)))
}

fn differs_in_loopback_port_only(registered: &str, presented: &str) -> bool {
    match (loopback(registered), loopback(presented)) {
        (Some(one), Some(other)) => one == other,
        _ => false,
    }
}

/// Host and rest of `http://` + loopback host + optional port + path; nothing for any other text.
fn loopback(uri: &str) -> Option<(&str, &str)> {
    let after_scheme = uri.strip_prefix("http://")?;
    let host = LOOPBACK.into_iter().find(|host| after_scheme.starts_with(host))?;
    let after_host = after_scheme.strip_prefix(host)?;
    let rest = match after_host.strip_prefix(':') {
        None => after_host,
        Some(port_and_rest) => {
            let end = port_and_rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(port_and_rest.len());
            let (port, rest) = port_and_rest.split_at(end);
            // 0 is no port, and "080" is another text for 80.
            if port.starts_with('0') || !port.parse::<u16>().is_ok_and(|port| port > 0) {
                return None;
            }
            rest
        }
    };
    (rest.is_empty() || rest.starts_with(['/', '?'])).then_some((host, rest))
}

/// Why a URI cannot be registered; the texts are fit for whoever registers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// Not an absolute URI in ASCII.
    #[error("is not an absolute URI")]
    NotAbsolute,
    /// A character that no URI holds (RFC 3986).
    #[error("holds a character that URIs do not have; write it percent-encoded")]
    Character,
    /// Something else than a host name or an address where the host stands.
    #[error("names no host; a wildcard is none, and other alphabets are written in Punycode")]
    Host,
    /// RFC 6749 section 3.1.2.
    #[error("has a fragment")]
    Fragment,
    /// User information misleads people and parsers.
    #[error("has user information before its host")]
    UserInformation,
    /// RFC 9700 2.6.
    #[error("is plain http and not on this computer; use https")]
    PlainHttp,
    /// RFC 8252 section 7.1: a scheme of one's own belongs to native apps and is named after a domain.
    #[error(
        "has a scheme of its own, which is for native applications and must contain a dot, as com.example.app"
    )]
    PrivateScheme,
    /// Longer than any client needs.
    #[error("is too long")]
    TooLong,
}

/// Whether `uri` may be registered as a redirect URI, or to return to after sign-out.
pub fn check_registrable(uri: &str, native: bool) -> Result<(), Unfit> {
    if uri.len() > MOST_CHARACTERS {
        return Err(Unfit::TooLong);
    }
    let (scheme, rest) = uri.split_once(':').ok_or(Unfit::NotAbsolute)?;
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_lowercase())
        && scheme.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"+-.".contains(&b));
    if !is_scheme || rest.is_empty() {
        return Err(Unfit::NotAbsolute);
    }
    if uri.contains('#') {
        return Err(Unfit::Fragment);
    }
    let allowed = |b: u8| b.is_ascii_alphanumeric() || b"-._~:/?[]@!$&'()*+,;=%".contains(&b);
    if !uri.bytes().all(allowed) {
        return Err(Unfit::Character);
    }
    match scheme {
        "http" | "https" => {
            let authority = rest.strip_prefix("//").ok_or(Unfit::NotAbsolute)?;
            let authority = authority.split(['/', '?']).next().unwrap_or_default();
            if authority.is_empty() || url::Url::parse(uri).is_err() {
                return Err(Unfit::NotAbsolute);
            }
            if authority.contains('@') {
                return Err(Unfit::UserInformation);
            }
            // A host is a name or an address: no wildcard, and nothing that means something in a security policy.
            if !authority.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._:[]".contains(&b)) {
                return Err(Unfit::Host);
            }
            if scheme == "http" && loopback(uri).is_none() { Err(Unfit::PlainHttp) } else { Ok(()) }
        }
        _ if native && scheme.contains('.') => Ok(()),
        _ => Err(Unfit::PrivateScheme),
    }
}

/// The host a person is sent back to, for the pages. Behind a scheme of one's own stands whatever its app likes, and nobody's
/// host (RFC 8252 section 7.1): there it is the scheme.
pub fn host(uri: &str) -> String {
    url::Url::parse(uri)
        .ok()
        .filter(|url| matches!(url.scheme(), "http" | "https"))
        .and_then(|url| url.host_str().map(str::to_owned))
        .or_else(|| uri.split_once(':').map(|(scheme, _)| scheme.to_owned()))
        .unwrap_or_default()
}

/// What a Content-Security-Policy must let forms lead to for this URI: its origin, of a private scheme the scheme.
pub fn source(uri: &str) -> Option<String> {
    let url = url::Url::parse(uri).ok()?;
    match url.origin() {
        origin @ url::Origin::Tuple(..) => Some(origin.ascii_serialization()),
        url::Origin::Opaque(_) => Some(format!("{}:", url.scheme())),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const WEB: &str = "https://app.example.com/callback";

    /// What peers let through, one class after the other (security.md section 2).
    const ATTACKS: [&str; 46] = [
        // user information
        "https://app.example.com@evil.example/callback",
        "https://evil@app.example.com/callback",
        "https://evil.example@app.example.com@/callback",
        "https://app.example.com:443@evil.example/callback",
        "https://app.example.com%40evil.example/callback",
        // path tricks
        "https://app.example.com/callback/../evil",
        "https://app.example.com/..;/callback",
        "https://app.example.com/callback/..;/evil",
        "https://app.example.com/callback/.",
        "https://app.example.com/./callback",
        "https://app.example.com//callback",
        "https://app.example.com/callback/",
        "https://app.example.com/callback;jsessionid=1",
        "https://app.example.com/callback%2f..%2fevil",
        "https://app.example.com/callback%252f..%252fevil",
        "https://app.example.com/%63allback",
        "https://app.example.com/%2563allback",
        "https://app.example.com/callback%00",
        "https://app.example.com/callback%20",
        // backslashes and whitespace
        "https://app.example.com\\@evil.example/callback",
        "https://evil.example\\.app.example.com/callback",
        "https:\\\\app.example.com\\callback",
        "https:/app.example.com/callback",
        "https:app.example.com/callback",
        " https://app.example.com/callback",
        "https://app.example.com/callback\t",
        "https://app.example.com/callback\r\nLocation: https://evil.example",
        // hosts
        "https://app.example.com.evil.example/callback",
        "https://app.example.com./callback",
        "https://appxexample.com/callback",
        "https://evil-app.example.com/callback",
        "https://sub.app.example.com/callback",
        "https://аpp.example.com/callback",
        "https://app.example。com/callback",
        "https://xn--pp-7ka.example.com/callback",
        "//app.example.com/callback",
        // letter case, scheme, ports
        "HTTPS://app.example.com/callback",
        "https://APP.example.com/callback",
        "https://app.example.com/Callback",
        "http://app.example.com/callback",
        "https://app.example.com:443/callback",
        "https://app.example.com:8443/callback",
        // query and fragment
        "https://app.example.com/callback?",
        "https://app.example.com/callback?next=https://evil.example",
        "https://app.example.com/callback#",
        "https://app.example.com/callback#@evil.example/",
    ];

    const LOOPBACK_ATTACKS: [&str; 28] = [
        "http://127.0.0.1:8000@evil.example/callback",
        "http://127.0.0.1:8000.evil.example/callback",
        "http://127.0.0.1.evil.example/callback",
        "http://localhost.evil.example:8000/callback",
        "http://localhost:80:90/callback",
        "http://localhost:/callback",
        "http://localhost:0/callback",
        "http://localhost:080/callback",
        "http://localhost:65536/callback",
        "http://localhost:99999999999999999999/callback",
        "http://localhost:+80/callback",
        "http://localhost:-1/callback",
        "http://localhost:٨٠/callback",
        "http://localhost:80\\@evil.example/callback",
        "http://localhost%3a80/callback",
        "http://evil@localhost:80/callback",
        "http://LOCALHOST:80/callback",
        "http://localhost.:80/callback",
        "http://127.1:80/callback",
        "http://127.0.0.2:80/callback",
        "http://0x7f000001:80/callback",
        "http://2130706433:80/callback",
        "http://0.0.0.0:80/callback",
        "http://[0:0:0:0:0:0:0:1]:80/callback",
        "http://[::ffff:127.0.0.1]:80/callback",
        "http://[::1%25lo]:80/callback",
        "https://localhost:80/callback",
        "http://localhost:80#/callback",
    ];

    fn registered() -> Vec<String> {
        [WEB, "http://127.0.0.1/callback", "http://localhost:8000/callback", "http://[::1]:1/callback?a=b"]
            .map(str::to_owned)
            .to_vec()
    }

    #[test]
    fn only_the_registered_bytes_are_the_registered_uri() {
        for native in [false, true] {
            assert!(is_registered(&registered(), WEB, native));
            for attack in ATTACKS {
                assert!(!is_registered(&registered(), attack, native), "{attack} (native: {native})");
            }
        }
        assert!(!is_registered(&[], WEB, true) && !is_registered(&registered(), "", true));
        let pattern =
            vec!["https://app.example.com*".to_owned(), "https://*.example.com/callback".to_owned()];
        assert!(!is_registered(&pattern, "https://app.example.com.evil/", false), "no wildcards");
    }

    #[test]
    fn the_query_belongs_to_the_uri() {
        let with_query = vec![format!("{WEB}?bar=foo")];
        assert!(is_registered(&with_query, &format!("{WEB}?bar=foo"), false));
        for other in ["", "?", "?bar=fo", "?bar=foo&x=y", "?bar=foo&", "?bar=%66oo", "?BAR=foo"] {
            assert!(!is_registered(&with_query, &format!("{WEB}{other}"), true), "{other}");
        }
    }

    #[test]
    fn a_native_app_may_listen_on_any_loopback_port() {
        for uri in [
            "http://127.0.0.1:51004/callback",
            "http://127.0.0.1:65535/callback",
            "http://localhost/callback",
            "http://localhost:18000/callback",
            "http://[::1]:9/callback?a=b",
        ] {
            assert!(is_registered(&registered(), uri, true), "{uri}");
            assert!(!is_registered(&registered(), uri, false), "{uri} for a web client");
        }
        for attack in LOOPBACK_ATTACKS {
            assert!(!is_registered(&registered(), attack, true), "{attack}");
        }
        assert!(!is_registered(&registered(), "http://[::1]:9/callback", true), "the query must be the same");
        assert!(!is_registered(&registered(), "http://127.0.0.1:8000/other", true));
    }

    #[test]
    fn what_may_be_registered() {
        for (uri, native, verdict) in [
            (WEB, false, Ok(())),
            ("https://app.example.com/cb?bar=foo", false, Ok(())),
            ("http://localhost:8081/callback", false, Ok(())),
            ("com.example.app:/oauth", true, Ok(())),
            ("com.example.app:/oauth", false, Err(Unfit::PrivateScheme)),
            ("myapp://oauth", true, Err(Unfit::PrivateScheme)),
            ("javascript:alert(1)", true, Err(Unfit::PrivateScheme)),
            ("data:text/html,x", true, Err(Unfit::PrivateScheme)),
            ("http://app.example.com/cb", false, Err(Unfit::PlainHttp)),
            ("http://localhost.evil.example/cb", true, Err(Unfit::PlainHttp)),
            ("https://app.example.com/cb#x", false, Err(Unfit::Fragment)),
            ("https://a@app.example.com/cb", false, Err(Unfit::UserInformation)),
            ("https://app.example.com\\cb", false, Err(Unfit::Character)),
            ("https://app.example.com/c b", false, Err(Unfit::Character)),
            ("https://äpp.example.com/cb", false, Err(Unfit::Character)),
            ("https:///cb", false, Err(Unfit::NotAbsolute)),
            ("HTTPS://app.example.com/cb", false, Err(Unfit::NotAbsolute)),
            ("/cb", false, Err(Unfit::NotAbsolute)),
            ("", false, Err(Unfit::NotAbsolute)),
        ] {
            assert_eq!(check_registrable(uri, native), verdict, "{uri}");
        }
    }

    #[test]
    fn people_see_the_host() {
        assert_eq!(host(WEB), "app.example.com");
        assert_eq!(host("com.example.app:/oauth"), "com.example.app");
        assert_eq!(host("com.x.y://bank.example/cb"), "com.x.y", "an app may write any name there");
        assert_eq!(host("http://127.0.0.1:8000/cb"), "127.0.0.1");
        assert_eq!(source(WEB).as_deref(), Some("https://app.example.com"));
        assert_eq!(source("http://[::1]:8000/cb").as_deref(), Some("http://[::1]:8000"));
        assert_eq!(source("com.example.app:/oauth").as_deref(), Some("com.example.app:"));
    }

    proptest! {
        #[test]
        fn no_mutation_is_accepted(at in 0usize..200, what in any::<char>(), remove in any::<bool>(), native in any::<bool>()) {
            let mut letters: Vec<char> = WEB.chars().collect();
            let at = at % letters.len();
            if remove { letters.remove(at); } else { letters.insert(at, what); }
            let mutated: String = letters.into_iter().collect();
            prop_assert!(!is_registered(&registered(), &mutated, native), "{mutated}");
        }

        #[test]
        fn whatever_a_native_app_gets_through_differs_in_the_port_only(text in "http://(localhost|127\\.0\\.0\\.1|\\[::1\\])[:@./0-9a-z?#%\\\\]{0,14}/callback") {
            if is_registered(&registered(), &text, true) {
                let url = url::Url::parse(&text).unwrap();
                prop_assert!(matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]")));
                prop_assert_eq!(url.path(), "/callback");
                prop_assert!(url.username().is_empty() && url.fragment().is_none());
            }
        }

        #[test]
        fn comparing_is_total(text in ".{0,60}") {
            let _ = is_registered(&registered(), &text, true);
            let _ = check_registrable(&text, true);
            let _ = host(&text);
        }
    }
}
