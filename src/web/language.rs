//! In which language a page is: asked for in the address (`ui_locales`), set by the menu, or said by the browser; and the
//! menu itself, a form on every page.
//!
//! What a journey and an account add to that is decided by `authentication`; a page that knows of one hands its language to
//! [`Guest::page_in`].

use std::sync::Arc;

use axum::{
    extract::State,
    http::{
        HeaderMap, HeaderValue, Method, Uri,
        header::{ACCEPT_LANGUAGE, CONTENT_LANGUAGE, SET_COOKIE, VARY},
    },
    response::Response,
};
use serde::Serialize;
use url::Url;

use super::{
    answer,
    cookie::{CookieJar, Kind, LANGUAGE_AGE},
    error::Problem,
    extract::Fields,
    guest::Guest,
    site::Site,
};
use crate::{authentication::guide, config, oauth::AUTHORIZE, text};

/// Where the menu's form is sent.
pub const MENU: &str = "/language";

/// A parameter of OpenID Connect Core 3.1.2.1 and RP-Initiated Logout 1.0 section 2, taken on any page.
const UI_LOCALES: &str = "ui_locales";
/// The most languages of one request that are looked at: a longer list costs time and says nothing more.
const MOST: usize = 20;
/// The longest `Accept-Language`.
const LONGEST: usize = 512;

/// The languages that are offered.
#[derive(Clone, Debug)]
pub struct Languages {
    offered: Vec<String>,
    default: String,
}

/// A line of the menu.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// BCP 47.
    pub tag: String,
    /// What the language calls itself.
    pub name: String,
}

impl Default for Languages {
    /// Every language there are texts in.
    fn default() -> Self {
        Self { offered: text::languages(), default: text::FALLBACK.to_owned() }
    }
}

impl From<&config::Locale> for Languages {
    fn from(locale: &config::Locale) -> Self {
        Self { offered: locale.offered.clone(), default: locale.default.clone() }
    }
}

impl Languages {
    /// Their tags, in the order of the menu.
    pub fn offered(&self) -> &[String] {
        &self.offered
    }

    /// The menu; empty where there is nothing to choose.
    pub fn menu(&self) -> Vec<Line> {
        if self.offered.len() < 2 {
            return Vec::new();
        }
        self.offered.iter().map(|tag| Line { tag: tag.clone(), name: text::own_name(tag) }).collect()
    }

    /// What the `ui_locales` of a query ask for, the most wanted first; nothing if none of them is offered.
    pub fn asked(&self, query: &str) -> Option<&str> {
        let mut pairs = form_urlencoded::parse(query.as_bytes());
        let (_, tags) = pairs.find(|(name, _)| name == UI_LOCALES)?;
        tags.split(' ').take(MOST).find_map(|tag| text::best(tag, &self.offered))
    }

    /// What the menu has set, else what the browser likes best (RFC 9110 section 12.5.4), else the default.
    pub fn of_browser(&self, cookies: CookieJar, headers: &HeaderMap) -> &str {
        let set = cookies.read(headers, Kind::Language);
        let set = set.and_then(|tag| self.offered.iter().find(|own| **own == tag)).map(String::as_str);
        let liked = || {
            let accepted = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok())?;
            accepted_languages(accepted).into_iter().find_map(|tag| text::best(tag, &self.offered))
        };
        set.or_else(liked).unwrap_or(&self.default)
    }
}

/// The tags of an `Accept-Language`, the most wanted first, those that are not wanted (`q=0`) and what is malformed left out.
fn accepted_languages(accepted: &str) -> Vec<&str> {
    if accepted.len() > LONGEST {
        return Vec::new();
    }
    let weighed = accepted.split(',').take(MOST).filter_map(|range| {
        let (tag, weight) = match range.split_once(';') {
            None => (range, Some(1_000)),
            Some((tag, weight)) => (tag, weight.trim().strip_prefix("q=").and_then(thousandths)),
        };
        weight.filter(|weight| *weight > 0).map(|weight| (tag.trim(), weight))
    });
    let mut weighed: Vec<(&str, u32)> = weighed.collect();
    // Stable: of two that are wanted as much, the first named comes first.
    weighed.sort_by_key(|(_, weight)| std::cmp::Reverse(*weight));
    weighed.into_iter().map(|(tag, _)| tag).collect()
}

/// A weight (RFC 9110 section 12.4.2): 0 to 1, with up to three digits behind the point.
fn thousandths(weight: &str) -> Option<u32> {
    let (whole, fraction) = weight.split_once('.').unwrap_or((weight, ""));
    let digits = fraction.len() <= 3 && fraction.bytes().all(|digit| digit.is_ascii_digit());
    let fraction: u32 = format!("{fraction:0<3}").parse().ok().filter(|_| digits)?;
    match whole {
        "0" => Some(fraction),
        "1" if fraction == 0 => Some(1_000),
        _ => None,
    }
}

/// Says of a page in which language it is, and on what that depends (RFC 9110 sections 8.5 and 12.5.5).
pub(super) fn mark(headers: &mut HeaderMap, language: &str) {
    if let Ok(language) = HeaderValue::from_str(language) {
        headers.insert(CONTENT_LANGUAGE, language);
    }
    headers.append(VARY, HeaderValue::from_static("accept-language, cookie"));
}

/// Where the menu leads back to: the page itself, without the `ui_locales` that would decide again. Nowhere from a page that
/// answers a post, which a visit would not show again.
pub(super) fn back(method: &Method, uri: &Uri) -> Option<String> {
    if !method.is_safe() {
        return None;
    }
    let decides = |pair: &&str| {
        form_urlencoded::parse(pair.as_bytes()).any(|(name, _)| name == UI_LOCALES) || pair.is_empty()
    };
    let kept: Vec<&str> = uri.query().unwrap_or_default().split('&').filter(|pair| !decides(pair)).collect();
    let path = uri.path();
    Some(if kept.is_empty() { path.to_owned() } else { format!("{path}?{}", kept.join("&")) })
}

/// The same from a page that tells of an error. What a link held is not repeated there, but for the request of a client,
/// which is no secret.
pub(super) fn back_from_error(method: &Method, uri: &Uri) -> Option<String> {
    let back = back(method, uri)?;
    let whole = uri.path() == AUTHORIZE;
    Some(if whole { back } else { uri.path().to_owned() })
}

/// `POST /language`: the browser keeps the choice; so does the journey it was made in, or the account of whoever is signed in.
pub async fn choose(
    State(site): State<Arc<Site>>,
    guest: Guest,
    Fields(fields): Fields,
) -> Result<Response, Problem> {
    // No token: the menu stands on pages that have no browser to bind one to, and a choice harms nobody.
    guest.from_here(&site)?;
    let to = fields.get("to").filter(|to| is_local(to, &site.config.issuer)).unwrap_or("/");
    let wanted = fields.get("language").unwrap_or_default();
    let offered = site.pages.languages().offered().iter();
    let Some(language) = offered.into_iter().find(|own| *own == wanted) else {
        return Ok(answer::see_other(to));
    };
    let kept = match journey_of(to) {
        Some(journey) => site.guide.speak(&guest.visitor, journey, language).await,
        None => site.guide.speak_always(&guest.visitor, language).await,
    };
    match kept {
        // The page that is gone back to says what became of the journey.
        Ok(())
        | Err(
            guide::Error::Gone | guide::Error::Lapsed(_) | guide::Error::OtherBrowser | guide::Error::Raced,
        ) => {}
        Err(error) => return Err(error.into()),
    }
    let mut response = answer::see_other(to);
    let cookie = site.cookies.set(Kind::Language, language, Some(LANGUAGE_AGE));
    response.headers_mut().append(SET_COOKIE, cookie);
    Ok(response)
}

/// The journey whose page an address is.
fn journey_of(address: &str) -> Option<&str> {
    let path = address.split('?').next()?;
    let below = path.strip_prefix("/login/").or_else(|| path.strip_prefix("/consent/"))?;
    below.split('/').next()
}

/// Whether an address is one of our own, whatever a browser makes of it.
fn is_local(address: &str, issuer: &str) -> bool {
    let plain = address.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    let ours = Url::parse(issuer).and_then(|issuer| Ok((issuer.join(address)?, issuer)));
    address.starts_with('/') && plain && ours.is_ok_and(|(to, issuer)| to.origin() == issuer.origin())
}

#[cfg(test)]
mod tests {
    use axum::http::header::COOKIE;
    use rstest::rstest;

    use super::*;

    const PLAIN: CookieJar = CookieJar { secure: false };

    fn languages() -> Languages {
        let offered = ["en", "de", "zh-Hans", "ar"].map(str::to_owned).to_vec();
        Languages { offered, default: "ar".into() }
    }

    fn headers(lines: &[(axum::http::HeaderName, &str)]) -> HeaderMap {
        lines.iter().map(|(name, value)| (name.clone(), value.parse().unwrap())).collect()
    }

    #[rstest]
    #[case("de", "de")]
    #[case("xx, en-GB;q=0.8", "en")]
    #[case("en;q=0.2, de-AT;q=0.9, zh;q=0.9", "de")]
    #[case("zh-TW, zh;q=0.5", "zh-Hans")]
    #[case("de;q=0, zh-CN;q=0.001", "zh-Hans")]
    #[case("de;q=0", "ar")]
    #[case("de;q=nan, de;q=2, de;q=-1, de;q=0.0001, de;q=, de;x", "ar")]
    #[case("*", "ar")]
    #[case("!;;q=;,*", "ar")]
    #[case("tlh", "ar")]
    fn the_browsers_best_language_is_taken(#[case] accepted: &str, #[case] expected: &str) {
        let headers = headers(&[(ACCEPT_LANGUAGE, accepted)]);
        assert_eq!(languages().of_browser(PLAIN, &headers), expected, "{accepted}");
    }

    #[test]
    fn a_list_without_an_end_is_not_read() {
        let headers = headers(&[(ACCEPT_LANGUAGE, &"de,".repeat(1_000))]);
        assert_eq!(languages().of_browser(PLAIN, &headers), "ar");
    }

    #[test]
    fn what_the_menu_set_comes_before_what_the_browser_says() {
        let of = |cookie: &str| {
            let headers = headers(&[(ACCEPT_LANGUAGE, "de"), (COOKIE, cookie)]);
            languages().of_browser(PLAIN, &headers).to_owned()
        };
        assert_eq!(of("doorward-language=zh-Hans"), "zh-Hans");
        for garbage in ["tlh", "", "zh", "ZH-HANS", "../en"] {
            assert_eq!(of(&format!("doorward-language={garbage}")), "de", "{garbage}");
        }
        assert_eq!(of("doorward-language=en; doorward-language=ar"), "de", "doubled");
    }

    #[rstest]
    #[case("ui_locales=de", Some("de"))]
    #[case("a=b&ui_locales=fr+zh-CN%20de", Some("zh-Hans"))]
    #[case("ui_locales=se%20%00&ui_locales=de", None)]
    #[case("ui_locales=", None)]
    #[case("a=ui_locales", None)]
    fn a_client_may_ask_for_languages(#[case] query: &str, #[case] expected: Option<&str>) {
        assert_eq!(languages().asked(query), expected);
    }

    #[rstest]
    #[case("/account", Some("/account"))]
    #[case("/?ui_locales=de", Some("/"))]
    #[case("/logout?a=1&ui%5Flocales=de&b=%26", Some("/logout?a=1&b=%26"))]
    fn the_menu_leads_back_to_its_page(#[case] at: &str, #[case] expected: Option<&str>) {
        assert_eq!(back(&Method::GET, &at.parse().unwrap()).as_deref(), expected);
        assert_eq!(back(&Method::POST, &at.parse().unwrap()), None);
    }

    #[test]
    fn an_error_page_repeats_no_link() {
        let of = |at: &str| back_from_error(&Method::GET, &at.parse().unwrap());
        assert_eq!(of("/not-me/a/b?token=secret&ui_locales=de").as_deref(), Some("/not-me/a/b"));
        assert_eq!(of("/authorize?client_id=c&ui_locales=de").as_deref(), Some("/authorize?client_id=c"));
        assert_eq!(back_from_error(&Method::POST, &"/authorize".parse().unwrap()), None);
    }

    #[rstest]
    #[case("/account?notice=x", true)]
    #[case("/login/j/identifier", true)]
    #[case("//evil.example", false)]
    #[case("/\\evil.example", false)]
    #[case("/\t/evil.example", false)]
    #[case("/\r\nset-cookie:x", false)]
    #[case("https://id.example.org/account", false)]
    #[case("javascript:alert(1)", false)]
    #[case("account", false)]
    #[case("", false)]
    fn nobody_is_led_elsewhere(#[case] to: &str, #[case] expected: bool) {
        assert_eq!(is_local(to, "https://id.example.org"), expected, "{to:?}");
    }

    #[test]
    fn a_page_of_a_journey_is_known_by_its_address() {
        assert_eq!(journey_of("/login/j1/enrol/totp?a=/login/j2"), Some("j1"));
        assert_eq!(journey_of("/consent/j1"), Some("j1"));
        assert_eq!(journey_of("/account?x=/login/j1"), None);
    }

    #[test]
    fn one_language_needs_no_menu() {
        let one = Languages { offered: vec!["de".into()], default: "de".into() };
        assert!(one.menu().is_empty());
        let menu = languages().menu();
        assert_eq!(menu.first(), Some(&Line { tag: "en".into(), name: "English".into() }));
        assert_eq!(menu.len(), 4);
    }
}
