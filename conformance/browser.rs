//! A small browser: keeps cookies, follows redirects within the issuer, fills the forms it is shown.

use std::collections::BTreeMap;

use axum::http::Method;
use doorward::authentication::factor::totp;

use crate::world::{Answer, FORM, ISSUER, PASSWORD, World, ask, merged, seed};

/// One browser of one person.
pub struct Browser<'w> {
    world: &'w World,
    pub cookies: BTreeMap<String, String>,
    /// Every `Set-Cookie` that came.
    pub set: Vec<String>,
}

/// A form of a page: where it leads, and what it sends when nothing is typed.
#[derive(Debug)]
pub struct Form {
    pub action: String,
    pub fields: Vec<(String, String)>,
}

impl<'w> Browser<'w> {
    pub fn new(world: &'w World) -> Self {
        Self { world, cookies: BTreeMap::new(), set: Vec::new() }
    }

    /// What it says in `Cookie`.
    pub fn cookie_header(&self) -> String {
        self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    async fn request(&mut self, method: Method, address: &str, more: &[(&str, &str)], body: &str) -> Answer {
        let path = address.strip_prefix(ISSUER).unwrap_or(address);
        let cookies = self.cookie_header();
        let mut headers = vec![("accept", "text/html")];
        if !cookies.is_empty() {
            headers.push(("cookie", &cookies));
        }
        headers.extend(more);
        let answer = self.world.send(method, path, &headers, body).await;
        for line in answer.headers.get_all("set-cookie") {
            let line = line.to_str().unwrap();
            let (name, value) = line.split(';').next().unwrap().split_once('=').unwrap();
            if line.contains("Max-Age=0;") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
            self.set.push(line.to_owned());
        }
        answer
    }

    /// One request.
    pub async fn get(&mut self, address: &str) -> Answer {
        self.request(Method::GET, address, &[], "").await
    }

    /// One post from a page of the issuer.
    pub async fn post(&mut self, address: &str, fields: &[(&str, &str)]) -> Answer {
        let headers = [("content-type", FORM), ("origin", ISSUER), ("sec-fetch-site", "same-origin")];
        self.request(Method::POST, address, &headers, &merged(&[], fields)).await
    }

    /// One post from a page of somebody else.
    pub async fn post_from_elsewhere(&mut self, address: &str, fields: &[(&str, &str)]) -> Answer {
        let headers =
            [("content-type", FORM), ("origin", "https://rp.example"), ("sec-fetch-site", "cross-site")];
        self.request(Method::POST, address, &headers, &merged(&[], fields)).await
    }

    /// Goes where it is led, until a page is shown or another origin is named.
    pub async fn follow(&mut self, mut answer: Answer) -> Answer {
        for _ in 0..10 {
            let location = answer.location();
            if answer.status != 303 || !(location.starts_with('/') || location.starts_with(ISSUER)) {
                return answer;
            }
            let location = location.to_owned();
            answer = self.get(&location).await;
        }
        panic!("redirects without end: {}", answer.location());
    }

    /// Visits an address.
    pub async fn open(&mut self, address: &str) -> Answer {
        let answer = self.get(address).await;
        self.follow(answer).await
    }

    /// Sends a form of a page, with what was typed and pressed.
    pub async fn submit(&mut self, page: &Answer, form: &str, typed: &[(&str, &str)]) -> Answer {
        let form = page.form(form).unwrap_or_else(|| panic!("no {form} at {}: {}", page.address, page.body));
        let mut fields: Vec<(&str, &str)> =
            form.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        fields.retain(|(name, _)| !typed.iter().any(|(own, _)| own == name));
        fields.extend(typed);
        let answer = self.post(&form.action, &fields).await;
        // The exception is an answer to the client that is a form itself.
        let form_post = answer.status == 200 && answer.body.contains("data-now");
        assert!(
            form_post || matches!(answer.status, 303 | 400..),
            "{}: a post is answered by a redirect",
            answer.status
        );
        self.follow(answer).await
    }

    /// Gives every page what it asks for, until there is none.
    pub async fn sign_in(&mut self, mut page: Answer, name: &str) -> Answer {
        for _ in 0..8 {
            if page.status != 200 || page.body.contains("data-now") {
                return page;
            }
            let step = page.address.rsplit('/').next().unwrap_or_default();
            page = match step {
                _ if page.address.starts_with("/consent/") => {
                    self.submit(&page, "consent-form", &[("consent-allow", "1")]).await
                }
                "identifier" => self.submit(&page, "login-form", &[("username", name)]).await,
                "password" => self.submit(&page, "login-form", &[("password", PASSWORD)]).await,
                "totp" => {
                    let code = seed().code(totp::step(self.world.clock.now())).unwrap();
                    self.submit(&page, "login-form", &[("code", &code)]).await
                }
                _ => return page,
            };
        }
        panic!("a sign-in without end at {}: {}", page.address, page.body);
    }

    /// A whole authorization request.
    pub async fn authorize(&mut self, client_id: &str, changes: &[(&str, &str)], name: &str) -> Answer {
        let page = self.open(&ask(client_id, changes)).await;
        self.sign_in(page, name).await
    }
}

impl Answer {
    /// The first form in whose tag `mark` stands.
    pub fn form(&self, mark: &str) -> Option<Form> {
        let mut rest = self.body.as_str();
        loop {
            rest = rest.get(rest.find("<form ")?..)?;
            let (whole, after) = rest.split_once("</form>")?;
            let (tag, inside) = whole.split_once('>')?;
            if !tag.contains(mark) {
                rest = after;
                continue;
            }
            let mut fields = Vec::new();
            for input in inside.split("<input ").skip(1) {
                let tag = input.split('>').next()?;
                let ticked =
                    attribute(tag, "type").as_deref() != Some("checkbox") || tag.contains(" checked");
                if let (Some(name), true) = (attribute(tag, "name"), ticked) {
                    fields.push((name, attribute(tag, "value").unwrap_or_default()));
                }
            }
            return Some(Form { action: attribute(tag, "action")?, fields });
        }
    }
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let tag = format!(" {tag}");
    let (_, after) = tag.split_once(&format!(" {name}=\""))?;
    Some(unescaped(after.split('"').next()?))
}

/// The text of an HTML attribute.
pub fn unescaped(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        plain.push_str(before);
        let (name, after) = after.split_once(';').expect("a whole character reference");
        let number = |text: &str, radix| char::from_u32(u32::from_str_radix(text, radix).ok()?);
        plain.push(match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            name => match name.strip_prefix("#x") {
                Some(hexadecimal) => number(hexadecimal, 16),
                None => number(name.trim_start_matches('#'), 10),
            }
            .unwrap_or_else(|| panic!("&{name};")),
        });
        rest = after;
    }
    plain + rest
}
