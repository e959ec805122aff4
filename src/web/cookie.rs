//! The cookies of the hosted pages: their names and attributes, in one place.
//!
//! `__Host-`, Secure, HttpOnly, SameSite=Lax, Path=/ (RFC 6265bis section 4.1.3.2; ASVS 3.3); one, which is worth nothing, is
//! for scripts in frames of other sites. Development mode speaks
//! plain http on loopback, where not every browser and script keeps Secure cookies: there without prefix and Secure.

use std::time::Duration;

use axum::http::{HeaderMap, HeaderValue, header::COOKIE};

/// What a cookie is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The session in use: who is signed in.
    Session,
    /// One of the sessions of other accounts in the same browser, from 0.
    Parked(usize),
    /// The browser secret that journeys are bound to; also how a known device is known.
    Browser,
    /// A notice for the next page.
    Flash,
    /// The language that was picked from the menu.
    Language,
    /// Stands for who is signed in, for the page that clients keep in a frame ([`super::oauth::check_session`]).
    State,
}

/// The cookies of parked sessions; an account more than these is in use.
pub const PARKED: [(&str, &str); 4] = [
    ("__Host-doorward-session-1", "doorward-session-1"),
    ("__Host-doorward-session-2", "doorward-session-2"),
    ("__Host-doorward-session-3", "doorward-session-3"),
    ("__Host-doorward-session-4", "doorward-session-4"),
];

/// How long a browser is remembered.
pub const BROWSER_AGE: Duration = Duration::from_hours(365 * 24);
/// How long a language is remembered.
pub const LANGUAGE_AGE: Duration = BROWSER_AGE;

/// Reads and writes the cookies.
#[derive(Clone, Copy, Debug)]
pub struct CookieJar {
    /// False in development mode over plain http only.
    pub secure: bool,
}

impl CookieJar {
    /// Its name.
    pub fn name(self, kind: Kind) -> &'static str {
        match (kind, self.secure) {
            (Kind::Session, true) => "__Host-doorward-session",
            (Kind::Session, false) => "doorward-session",
            (Kind::Parked(n), true) => PARKED.get(n).map_or("", |(secure, _)| secure),
            (Kind::Parked(n), false) => PARKED.get(n).map_or("", |(_, plain)| plain),
            (Kind::Browser, true) => "__Host-doorward-browser",
            (Kind::Browser, false) => "doorward-browser",
            (Kind::Flash, true) => "__Host-doorward-flash",
            (Kind::Flash, false) => "doorward-flash",
            (Kind::Language, true) => "__Host-doorward-language",
            (Kind::Language, false) => "doorward-language",
            (Kind::State, true) => "__Host-doorward-state",
            (Kind::State, false) => "doorward-state",
        }
    }

    /// Its value. None also when it comes twice: somebody else has set the second, and who is not to be guessed.
    pub fn read(self, headers: &HeaderMap, kind: Kind) -> Option<String> {
        let name = self.name(kind);
        let lines = headers.get_all(COOKIE).iter().filter_map(|line| line.to_str().ok());
        let pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.split_once('='));
        let mut values = pairs.filter(|(own, _)| own.trim() == name).map(|(_, value)| value.trim());
        let value = values.next().filter(|value| !value.is_empty())?;
        values.next().is_none().then(|| value.to_owned())
    }

    /// `Set-Cookie` for a value of unreserved characters; without `max_age` it goes when the browser closes.
    pub fn set(self, kind: Kind, value: &str, max_age: Option<Duration>) -> HeaderValue {
        debug_assert!(value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte)));
        let age = max_age.map(|age| format!("; Max-Age={}", age.as_secs())).unwrap_or_default();
        let secure = if self.secure { "; Secure" } else { "" };
        let reach = match kind {
            // Browsers take SameSite=None with Secure only.
            Kind::State if self.secure => "SameSite=None",
            Kind::State => "SameSite=Lax",
            _ => "HttpOnly; SameSite=Lax",
        };
        let line = format!("{}={value}; Path=/{age}{secure}; {reach}", self.name(kind));
        // A value that cannot stand in a header is none: the cookie ends.
        HeaderValue::try_from(line).unwrap_or_else(|_| self.clear(kind))
    }

    /// `Set-Cookie` that ends it.
    pub fn clear(self, kind: Kind) -> HeaderValue {
        self.set(kind, "", Some(Duration::ZERO))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECURE: CookieJar = CookieJar { secure: true };
    const PLAIN: CookieJar = CookieJar { secure: false };

    fn headers(lines: &[&str]) -> HeaderMap {
        lines.iter().map(|line| (COOKIE, line.parse().unwrap())).collect()
    }

    #[test]
    fn a_cookie_has_every_attribute_and_development_has_no_prefix() {
        let set =
            |jar: CookieJar| jar.set(Kind::Browser, "abc", Some(BROWSER_AGE)).to_str().unwrap().to_owned();
        assert_eq!(
            set(SECURE),
            "__Host-doorward-browser=abc; Path=/; Max-Age=31536000; Secure; HttpOnly; SameSite=Lax"
        );
        assert_eq!(set(PLAIN), "doorward-browser=abc; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax");
        assert_eq!(
            SECURE.clear(Kind::Session).to_str().unwrap(),
            "__Host-doorward-session=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Lax"
        );
    }

    #[test]
    fn one_cookie_is_for_scripts_in_frames_of_other_sites() {
        let set = |jar: CookieJar| jar.set(Kind::State, "abc", None).to_str().unwrap().to_owned();
        assert_eq!(set(SECURE), "__Host-doorward-state=abc; Path=/; Secure; SameSite=None");
        assert_eq!(set(PLAIN), "doorward-state=abc; Path=/; SameSite=Lax");
    }

    #[test]
    fn a_cookie_is_read_by_its_exact_name() {
        let sent = headers(&["a=1; __Host-doorward-session=abc", "doorward-session=plain"]);
        assert_eq!(SECURE.read(&sent, Kind::Session).as_deref(), Some("abc"));
        assert_eq!(PLAIN.read(&sent, Kind::Session).as_deref(), Some("plain"));
        assert_eq!(SECURE.read(&sent, Kind::Browser), None);
    }

    #[test]
    fn a_doubled_cookie_is_none() {
        assert_eq!(PLAIN.read(&headers(&["doorward-session=a; doorward-session=b"]), Kind::Session), None);
        assert_eq!(PLAIN.read(&headers(&["doorward-session=a", "doorward-session=a"]), Kind::Session), None);
    }
}
