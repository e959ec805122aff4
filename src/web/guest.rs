//! One request of a browser: who is visiting, in which language, and what its answer needs.

use std::sync::Arc;

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, HeaderValue, header, request::Parts},
    response::{Html, IntoResponse, Response},
};

use super::{
    brand,
    cookie::{self, Kind, PARKED},
    error::Problem,
    extract::Browser,
    language,
    page::{Chrome, View},
    site::Site,
    squeeze,
};
use crate::{
    authentication::{
        guide::{SessionCookie, Travel},
        language as known,
        visitor::Visitor,
    },
    oauth::parameters::Parameters,
    storage::account::Account,
};

/// A request of a browser.
pub struct Guest {
    /// Who.
    pub visitor: Visitor,
    /// The language that the address asks for, one of ours.
    pub asked: Option<String>,
    /// Whether the browser's secret is new and must be set.
    new_browser: bool,
    chrome: Chrome,
    looks: Arc<brand::All>,
    headers: HeaderMap,
    query: String,
}

impl FromRequestParts<Arc<Site>> for Guest {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, site: &Arc<Site>) -> Result<Self, Problem> {
        let asking = <Browser as FromRequestParts<Arc<Site>>>::from_request_parts(parts, site).await?;
        let cookie = |kind| site.cookies.read(&parts.headers, kind).filter(|secret| is_secret(secret));
        let browser = cookie(Kind::Browser);
        let query = parts.uri.query().unwrap_or_default();
        let languages = site.pages.languages();
        let language = languages.of_browser(site.cookies, &parts.headers);
        let chrome = Chrome::new(language, asking.nonce.to_string(), parts.uri.path(), site.config.dev)
            .with_menu(language::back(&parts.method, &parts.uri));
        let looks = site.looks.current(&site.app).await;
        Ok(Self {
            looks,
            asked: languages.asked(query).map(str::to_owned),
            visitor: Visitor {
                browser: browser.clone().unwrap_or_else(|| site.random.token()),
                session: cookie(Kind::Session),
                others: (0..PARKED.len()).filter_map(|n| cookie(Kind::Parked(n))).collect(),
                address: asking.address,
                user_agent: asking.user_agent,
                language: language.to_owned(),
                stands_in: None,
            },
            new_browser: browser.is_none() && may_be_marked(parts),
            chrome,
            query: query.to_owned(),
            headers: parts.headers.clone(),
        })
    }
}

/// Whether a browser without our secret may be given one. A post from another site comes without cookies
/// (SameSite=Lax): answered with a new secret, it would end the sessions that rest on the old one.
fn may_be_marked(parts: &Parts) -> bool {
    parts.method.is_safe() || parts.headers.get("sec-fetch-site").is_some_and(|site| site == "same-origin")
}

/// A secret as we make them; anything else in a cookie was not ours.
fn is_secret(text: &str) -> bool {
    text.len() == 43 && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

impl Guest {
    /// Refuses a post that did not come from our own page in this browser, bound to `purpose`.
    pub fn guard(&self, site: &Site, purpose: &str, fields: &Parameters) -> Result<(), Problem> {
        self.guard_token(site, purpose, fields.get("csrf"))
    }

    /// The same for a token that stands elsewhere.
    pub fn guard_token(&self, site: &Site, purpose: &str, token: Option<&str>) -> Result<(), Problem> {
        site.csrf.verify(&self.headers, &self.visitor.browser, purpose, token).map_err(Problem::forged)
    }

    /// Refuses a WebSocket that was not opened by our own page in this browser, bound to `purpose`; its token is in the query.
    pub fn guard_socket(&self, site: &Site, purpose: &str) -> Result<(), Problem> {
        site.csrf.same_origin_socket(&self.headers).map_err(Problem::forged)?;
        let token = self.query("csrf");
        site.csrf
            .verify(&self.headers, &self.visitor.browser, purpose, token.as_deref())
            .map_err(Problem::forged)
    }

    /// Refuses a post of which the browser says that another site has sent it. Old browsers do not say so of every one: this alone
    /// is for what harms nobody, and [`Guest::guard`] for all else.
    pub fn from_here(&self, site: &Site) -> Result<(), Problem> {
        site.csrf.same_origin(&self.headers).map_err(Problem::forged)
    }

    /// The language for whoever is known to be signed in here: what the address asks for, what is saved with the account,
    /// what the browser says.
    pub fn language<'a>(&'a self, site: &'a Site, account: Option<&Account>) -> &'a str {
        let saved = account.and_then(|account| known::saved(account, site.pages.languages().offered()));
        self.asked.as_deref().or(saved).unwrap_or(&self.visitor.language)
    }

    /// A page for this visitor, of whom nothing is known.
    pub fn page<V: View>(&self, site: &Site, view: &V) -> Result<Response, Problem> {
        self.page_in(site, self.language(site, None), view)
    }

    /// A page for who is signed in here.
    pub fn page_for<V: View>(&self, site: &Site, account: &Account, view: &V) -> Result<Response, Problem> {
        self.page_in(site, self.language(site, Some(account)), view)
    }

    /// A page for who is signed in here, with the look of a client; none without a name.
    pub fn page_like<V: View>(
        &self,
        site: &Site,
        account: &Account,
        client_id: &str,
        view: &V,
    ) -> Result<Response, Problem> {
        self.page_as(site, self.language(site, Some(account)), client_id, view)
    }

    /// A page of a journey.
    pub fn page_of<V: View>(&self, site: &Site, travel: &Travel, view: &V) -> Result<Response, Problem> {
        let language = site.guide.language(&self.visitor, travel);
        self.page_as(site, &language, &travel.journey.demand.client_id, view)
    }

    /// A page in a language that is known.
    pub fn page_in<V: View>(&self, site: &Site, language: &str, view: &V) -> Result<Response, Problem> {
        self.page_as(site, language, "", view)
    }

    /// A page in a language, with the look of a client.
    fn page_as<V: View>(
        &self,
        site: &Site,
        language: &str,
        client_id: &str,
        view: &V,
    ) -> Result<Response, Problem> {
        let look = brand::of(&self.looks, client_id);
        let chrome = self.chrome.clone().in_language(language).looking(look);
        let html = site.pages.show(&chrome, view).map_err(Problem::internal)?;
        let squeezed = squeeze::is_accepted(&self.headers).then(|| squeeze::squeezed(&html)).flatten();
        let mut response = match squeezed {
            Some(file) => {
                let mut response = Html(file).into_response();
                let headers = response.headers_mut();
                headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
                response
            }
            None => Html(html).into_response(),
        };
        language::mark(response.headers_mut(), language);
        Ok(self.keep_browser(site, response))
    }

    /// The answer, with the browser's secret if that is new.
    pub fn keep_browser(&self, site: &Site, mut response: Response) -> Response {
        if self.new_browser {
            let cookie = site.cookies.set(Kind::Browser, &self.visitor.browser, Some(cookie::BROWSER_AGE));
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
        response
    }

    /// The answer, with the session's new secret if there is one.
    pub fn keep_session(&self, site: &Site, response: Response, session: Option<SessionCookie>) -> Response {
        let mut response = self.keep_browser(site, response);
        if let Some(SessionCookie { secret, max_age, others }) = session {
            let mut put = |cookie| response.headers_mut().append(header::SET_COOKIE, cookie);
            put(site.cookies.set(Kind::Session, &secret, max_age));
            for n in 0..PARKED.len() {
                match others.get(n) {
                    Some((secret, max_age)) => {
                        put(site.cookies.set(Kind::Parked(n), secret, *max_age));
                    }
                    None if site.cookies.read(&self.headers, Kind::Parked(n)).is_some() => {
                        put(site.cookies.clear(Kind::Parked(n)));
                    }
                    None => {}
                }
            }
        }
        response
    }

    /// The answer, which ends the cookie of every session that was shown.
    pub fn drop_sessions(&self, site: &Site, mut response: Response) -> Response {
        for kind in std::iter::once(Kind::Session).chain((0..PARKED.len()).map(Kind::Parked)) {
            if site.cookies.read(&self.headers, kind).is_some() {
                response.headers_mut().append(header::SET_COOKIE, site.cookies.clear(kind));
            }
        }
        response
    }

    /// A parameter of the query; the first, if it stands there twice.
    pub fn query(&self, name: &str) -> Option<String> {
        let mut pairs = form_urlencoded::parse(self.query.as_bytes());
        pairs.find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
    }

    /// A notice named in the query, if it is one of these.
    pub fn notice(&self, known: &[&str]) -> Option<String> {
        let named = self.query("notice")?;
        known.contains(&named.as_str()).then(|| format!("notice-{named}"))
    }
}
