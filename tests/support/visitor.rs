//! A person with a browser that knows no JavaScript.

#![allow(dead_code)] // not every test needs all of it

use reqwest::{StatusCode, header};
use serde_json::Value;

/// A person with a browser: follows redirects by hand, keeps cookies, fills the forms that it is shown.
pub struct Visitor {
    pub http: reqwest::Client,
    pub at: url::Url,
    pub body: String,
    pub status: StatusCode,
}

impl Visitor {
    pub fn new() -> Self {
        let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
        let http = reqwest::Client::builder().cookie_store(true).build().unwrap();
        let at = "http://localhost/".parse().unwrap();
        Self { http, at, body: String::new(), status: StatusCode::OK }
    }

    pub async fn take(&mut self, request: reqwest::RequestBuilder) {
        let answer = request.send().await.unwrap();
        self.at = answer.url().clone();
        self.status = answer.status();
        self.body = answer.text().await.unwrap();
    }

    pub async fn open(&mut self, address: &str) {
        self.take(self.http.get(address)).await;
    }

    /// Sends the form of the page with these fields beside its hidden ones.
    pub async fn fill(&mut self, fields: &[(&str, &str)]) {
        let start =
            self.body.find("id=\"login-form\"").unwrap_or_else(|| panic!("{}: {}", self.at, self.body));
        let form = &self.body[start..][..self.body[start..].find("</form>").unwrap()];
        let value = |name: &str| {
            let (_, rest) = form.split_once(&format!("name=\"{name}\" value=\"")).unwrap();
            rest.split_once('"').unwrap().0.to_owned()
        };
        let (_, rest) = form.split_once("action=\"").unwrap();
        let action = self.at.join(rest.split_once('"').unwrap().0).unwrap();
        let mut sent = vec![("journey", value("journey")), ("csrf", value("csrf"))];
        sent.extend(fields.iter().map(|(name, value)| (*name, (*value).to_owned())));
        let post =
            self.http.post(action.clone()).header(header::ORIGIN, action.origin().ascii_serialization());
        self.take(post.form(&sent)).await;
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body)
            .unwrap_or_else(|_| panic!("{} {}: {}", self.status, self.at, self.body))
    }
}

/// The code of an authenticator app, now.
pub fn totp(secret: &str) -> String {
    use totp_rs::{Algorithm, Builder};
    let bytes = data_encoding::BASE32_NOPAD.decode(secret.as_bytes()).unwrap();
    let app = Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(6)
        .with_step_duration(30)
        .with_secret(bytes)
        .build()
        .unwrap();
    #[allow(clippy::disallowed_methods)] // the program under test goes by the real time
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    app.generate(now.as_secs()).to_string()
}
