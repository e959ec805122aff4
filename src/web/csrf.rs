//! Forged posts: a form of the hosted pages is believed when the browser says that it comes from one of our pages and
//! it carries a token made for this browser and this purpose (OWASP CSRF cheat sheet: Fetch Metadata and HMAC token).
//!
//! The protocol's own endpoints, and POST /authorize which a client may send (OpenID Connect Core 3.1.2.1), do not ask.

use aws_lc_rs::hmac;
use axum::http::{
    HeaderMap, HeaderName,
    header::{ORIGIN, REFERER},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use url::Url;

const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Why a post is not believed. For the log: the person reads that the page was open for too long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Forged {
    /// `Sec-Fetch-Site` names another site.
    #[error("the browser says that the form is not ours (Sec-Fetch-Site)")]
    FetchSite,
    /// `Origin` is not the issuer's.
    #[error("the form comes from another origin")]
    Origin,
    /// `Referer` is not below the issuer.
    #[error("the form comes from another page (Referer)")]
    Referer,
    /// The token was made for another browser or purpose.
    #[error("the form's token is missing or not for this browser")]
    Token,
}

/// Makes and checks tokens.
#[derive(Clone)]
pub struct Csrf {
    key: hmac::Key,
    origin: String,
}

impl std::fmt::Debug for Csrf {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Csrf").field("origin", &self.origin).finish_non_exhaustive()
    }
}

impl Csrf {
    /// With a key of its own, and the origin of `issuer`.
    pub fn new(key: &[u8], issuer: &Url) -> Self {
        let key = hmac::Key::new(hmac::HMAC_SHA256, key);
        Self { key, origin: issuer.origin().ascii_serialization() }
    }

    /// The token for the forms of one `purpose` (a journey's id, or what the form does) in one browser.
    pub fn token(&self, browser_secret: &str, purpose: &str) -> String {
        URL_SAFE_NO_PAD.encode(hmac::sign(&self.key, &message(browser_secret, purpose)))
    }

    /// Whether a post is one of ours: [`Csrf::same_origin`] and the token.
    pub fn verify(
        &self,
        headers: &HeaderMap,
        browser_secret: &str,
        purpose: &str,
        token: Option<&str>,
    ) -> Result<(), Forged> {
        self.same_origin(headers)?;
        let tag = token.and_then(|token| URL_SAFE_NO_PAD.decode(token).ok()).ok_or(Forged::Token)?;
        hmac::verify(&self.key, &message(browser_secret, purpose), &tag).map_err(|_| Forged::Token)
    }

    /// Whether the browser says that the post comes from us. The strongest of its words that it gives decides. Every
    /// browser says `Origin` in a post from elsewhere; what says nothing at all is a script, and has the token to show. So has a
    /// browser that says `null`: under the `Referrer-Policy` of our pages their own posts say it (Fetch section 3.2), and
    /// browsers of before 2023 say nothing stronger.
    pub fn same_origin(&self, headers: &HeaderMap) -> Result<(), Forged> {
        if let Some(site) = headers.get(FETCH_SITE) {
            return if site == "same-origin" || site == "none" { Ok(()) } else { Err(Forged::FetchSite) };
        }
        if let Some(origin) = headers.get(ORIGIN).filter(|origin| *origin != "null") {
            return if origin == self.origin.as_str() { Ok(()) } else { Err(Forged::Origin) };
        }
        if let Some(referer) = headers.get(REFERER) {
            let ours = referer.to_str().ok().and_then(|page| Url::parse(page).ok());
            let ours = ours.is_some_and(|page| page.origin().ascii_serialization() == self.origin);
            return if ours { Ok(()) } else { Err(Forged::Referer) };
        }
        Ok(())
    }
}

impl Csrf {
    /// Whether a WebSocket is opened by one of our pages: every browser says `Origin` (RFC 6455 section 4.1 item 8), and no
    /// rule of another site's keeps that site from opening one.
    pub fn same_origin_socket(&self, headers: &HeaderMap) -> Result<(), Forged> {
        let ours = headers.get(ORIGIN).is_some_and(|origin| origin == self.origin.as_str());
        if ours { self.same_origin(headers) } else { Err(Forged::Origin) }
    }

    /// Our own origin as browsers name that of a WebSocket, for a `Content-Security-Policy`.
    pub fn socket_origin(&self) -> String {
        self.origin.replacen("http", "ws", 1)
    }
}

/// Both parts with their boundary, so that no two pairs give the same bytes.
fn message(browser_secret: &str, purpose: &str) -> Vec<u8> {
    let length = (browser_secret.len() as u64).to_be_bytes();
    [&length, browser_secret.as_bytes(), purpose.as_bytes()].concat()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn csrf() -> Csrf {
        Csrf::new(&[7; 32], &"https://id.example.org/tenant".parse().unwrap())
    }

    #[test]
    fn a_token_holds_for_one_browser_and_one_purpose() {
        let (csrf, none) = (csrf(), HeaderMap::new());
        let token = csrf.token("browser", "journey");
        assert_eq!(csrf.verify(&none, "browser", "journey", Some(&token)), Ok(()));
        assert_eq!(csrf.verify(&none, "other", "journey", Some(&token)), Err(Forged::Token));
        assert_eq!(csrf.verify(&none, "browser", "other", Some(&token)), Err(Forged::Token));
        assert_eq!(csrf.verify(&none, "browserj", "ourney", Some(&token)), Err(Forged::Token));
        assert_eq!(csrf.verify(&none, "browser", "journey", Some("")), Err(Forged::Token));
        assert_eq!(csrf.verify(&none, "browser", "journey", None), Err(Forged::Token));
        let other_key = Csrf::new(&[8; 32], &"https://id.example.org".parse().unwrap());
        assert_eq!(other_key.verify(&none, "browser", "journey", Some(&token)), Err(Forged::Token));
    }

    #[rstest]
    #[case(&[("sec-fetch-site", "same-origin")], Ok(()))]
    #[case(&[("sec-fetch-site", "none")], Ok(()))]
    #[case(&[("sec-fetch-site", "same-origin"), ("origin", "null")], Ok(()))]
    #[case(&[("sec-fetch-site", "same-site")], Err(Forged::FetchSite))]
    #[case(&[("sec-fetch-site", "cross-site"), ("origin", "https://id.example.org")], Err(Forged::FetchSite))]
    #[case(&[("origin", "https://id.example.org")], Ok(()))]
    #[case(&[("origin", "null")], Ok(()))]
    #[case(&[("origin", "null"), ("referer", "https://evil.example/")], Err(Forged::Referer))]
    #[case(&[("sec-fetch-site", "cross-site"), ("origin", "null")], Err(Forged::FetchSite))]
    #[case(&[("origin", "https://evil.example")], Err(Forged::Origin))]
    #[case(&[("origin", "https://id.example.org.evil.example")], Err(Forged::Origin))]
    #[case(&[("referer", "https://id.example.org/login/1/password")], Ok(()))]
    #[case(&[("referer", "https://evil.example/?https://id.example.org/")], Err(Forged::Referer))]
    #[case(&[], Ok(()))]
    fn the_browsers_strongest_word_decides(
        #[case] lines: &[(&'static str, &str)],
        #[case] expected: Result<(), Forged>,
    ) {
        let headers =
            lines.iter().map(|(name, value)| (HeaderName::from_static(name), value.parse().unwrap()));
        assert_eq!(csrf().same_origin(&headers.collect()), expected);
    }
}
