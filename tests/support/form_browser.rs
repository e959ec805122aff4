//! A browser of a few lines: cookies, redirects and forms, without JavaScript. It remembers every cookie it was ever given.

#![allow(dead_code)] // not every test needs all of it

use std::collections::{BTreeMap, BTreeSet};

use reqwest::{StatusCode, header, redirect::Policy};
use url::Url;

/// The browser, at a page.
pub struct FormBrowser {
    http: reqwest::Client,
    pub at: Url,
    pub status: StatusCode,
    pub body: String,
    /// The answer left the provider for this address.
    pub left: Option<Url>,
    home: Url,
    cookies: BTreeMap<String, String>,
    /// Every value a cookie ever had.
    pub cookie_values: BTreeSet<String>,
}

/// A form as the page shows it.
pub struct Form {
    pub action: Url,
    /// Its hidden fields.
    pub fields: Vec<(String, String)>,
}

impl FormBrowser {
    pub fn new(home: &str) -> Self {
        let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
        let home: Url = home.parse().unwrap();
        Self {
            http: reqwest::Client::builder().redirect(Policy::none()).build().unwrap(),
            at: home.clone(),
            status: StatusCode::OK,
            body: String::new(),
            left: None,
            home,
            cookies: BTreeMap::new(),
            cookie_values: BTreeSet::new(),
        }
    }

    /// The last part of the path: the step of a sign-in.
    pub fn step(&self) -> &str {
        self.at.path().rsplit('/').next().unwrap_or_default()
    }

    pub async fn open(&mut self, address: &str) {
        let at = self.home.join(address).unwrap();
        self.go(at, None).await;
    }

    /// The form with this text in its opening tag.
    pub fn form(&self, marker: &str) -> Form {
        let forms = self.body.split("<form").skip(1).map(|rest| rest.split("</form>").next().unwrap());
        let form = forms
            .into_iter()
            .find(|form| form.split('>').next().unwrap().contains(marker))
            .unwrap_or_else(|| panic!("no form {marker} at {}: {}", self.at, self.body));
        let hidden = form.split("<input").skip(1).map(|tag| tag.split('>').next().unwrap());
        Form {
            action: self.at.join(&attribute(form, "action").unwrap()).unwrap(),
            fields: hidden
                .filter(|tag| tag.contains("type=\"hidden\""))
                .map(|tag| (attribute(tag, "name").unwrap(), attribute(tag, "value").unwrap_or_default()))
                .collect(),
        }
    }

    /// Sends the form with these fields beside, and over, its hidden ones.
    pub async fn submit(&mut self, marker: &str, fields: &[(&str, &str)]) {
        let mut form = self.form(marker);
        form.fields.retain(|(name, _)| fields.iter().all(|(own, _)| own != name));
        form.fields.extend(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(&form.fields).finish();
        self.go(form.action, Some(("application/x-www-form-urlencoded".into(), body.into_bytes()))).await;
    }

    /// Sends the form with a file (RFC 7578).
    pub async fn submit_file(&mut self, marker: &str, field: &str, file: &[u8]) {
        let form = self.form(marker);
        let mut body = Vec::new();
        for (name, value) in &form.fields {
            body.extend(
                format!("--border\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
                    .bytes(),
            );
        }
        let head =
            format!("--border\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"own.png\"\r\n");
        body.extend(
            [head.as_bytes(), b"Content-Type: image/png\r\n\r\n", file, b"\r\n--border--\r\n"].concat(),
        );
        self.go(form.action, Some(("multipart/form-data; boundary=border".into(), body))).await;
    }

    /// Goes there and follows redirects until there is a page, or one that leads away.
    async fn go(&mut self, mut to: Url, mut send: Option<(String, Vec<u8>)>) {
        self.left = None;
        for _ in 0..10 {
            if to.origin() != self.home.origin() {
                self.left = Some(to);
                return;
            }
            let jar: Vec<String> =
                self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            let request = match send.take() {
                None => self.http.get(to.clone()),
                Some((kind, body)) => self
                    .http
                    .post(to.clone())
                    .header(header::CONTENT_TYPE, kind)
                    .header(header::ORIGIN, self.home.origin().ascii_serialization())
                    .body(body),
            };
            let request = request.header(header::ACCEPT, "text/html").header(header::COOKIE, jar.join("; "));
            let answer = request.send().await.unwrap();
            for line in answer.headers().get_all(header::SET_COOKIE) {
                let pair = line.to_str().unwrap().split(';').next().unwrap();
                let (name, value) = pair.split_once('=').unwrap();
                self.cookies.insert(name.into(), value.into());
                self.cookie_values.insert(value.into());
            }
            let location = answer.headers().get(header::LOCATION).map(|to| to.to_str().unwrap().to_owned());
            (self.at, self.status) = (to.clone(), answer.status());
            self.body = answer.text().await.unwrap();
            let Some(location) = location else { return };
            to = to.join(&location).unwrap();
        }
        panic!("redirects without end at {to}");
    }
}

/// An attribute of the first tag of `text`, as the browser reads it.
pub fn attribute(text: &str, name: &str) -> Option<String> {
    let (_, rest) = text.split_once(&format!("{name}=\""))?;
    Some(plain(rest.split('"').next()?))
}

/// Without the references that HTML writes for some letters.
pub fn plain(text: &str) -> String {
    let mut parts = text.split('&');
    let mut read = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (reference, rest) = part.split_once(';').unwrap_or(("amp", part));
        let number = reference.strip_prefix("#x").map(|hex| u32::from_str_radix(hex, 16));
        let number = number.or_else(|| reference.strip_prefix('#').map(str::parse));
        read.push(match (reference, number) {
            (_, Some(number)) => char::from_u32(number.unwrap()).unwrap(),
            ("quot", _) => '"',
            ("lt", _) => '<',
            ("gt", _) => '>',
            _ => '&',
        });
        read.push_str(rest);
    }
    read
}
