//! The demo application's one page, in its three states.

use std::sync::LazyLock;

use axum::{
    http::{HeaderName, StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use minijinja::{Environment, value::Serde};
use serde::Serialize;
use serde_json::Value;
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use super::oidc::SignedIn;

/// The stylesheet.
pub const STYLE: &str = include_str!("style.css");

static ENVIRONMENT: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut environment = Environment::new();
    // The name's ending turns escaping on.
    if let Err(error) = environment.add_template("page.html", include_str!("page.html")) {
        tracing::error!(%error, "the demo page is damaged");
    }
    environment
});

#[derive(Serialize)]
struct View<'a> {
    issuer: &'a str,
    problem: Option<&'a str>,
    news: Option<&'a str>,
    person: Option<Person<'a>>,
}

#[derive(Serialize)]
struct Person<'a> {
    name: String,
    how: Vec<Row<'a>>,
    id_token: Vec<Row<'a>>,
    userinfo: Vec<Row<'a>>,
    scopes: &'a [String],
    minutes: Option<u64>,
    renews: bool,
}

/// A claim as a row of a table.
#[derive(Serialize)]
struct Row<'a> {
    name: &'a str,
    value: String,
}

/// What the page says on top.
#[derive(Clone, Copy, Debug, Default)]
pub struct Notice<'a> {
    /// What went wrong.
    pub problem: Option<&'a str>,
    /// What went well.
    pub news: Option<&'a str>,
}

/// The page. `issuer` is where forms may lead to.
pub fn page(status: StatusCode, issuer: &str, person: Option<&SignedIn>, notice: Notice<'_>) -> Response {
    let view = View {
        issuer,
        problem: notice.problem,
        news: notice.news,
        person: person.map(|person| Person {
            name: greeting(person),
            how: rows(&person.id_token, |name| HOW.contains(&name)),
            id_token: rows(&person.id_token, |name| !HOW.contains(&name)),
            userinfo: rows(&person.userinfo, |_| true),
            scopes: &person.scopes,
            minutes: person.expires_in.map(|left| left.as_secs() / 60),
            renews: person.renews(),
        }),
    };
    let shown = ENVIRONMENT.get_template("page.html").and_then(|template| template.render(Serde(&view)));
    match shown {
        Ok(html) => (status, headers(issuer), Html(html)).into_response(),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}

/// How the person signed in.
const HOW: [&str; 3] = ["acr", "amr", "auth_time"];
/// Claims that are moments.
const MOMENTS: [&str; 4] = ["auth_time", "exp", "iat", "updated_at"];

fn greeting(person: &SignedIn) -> String {
    let find = |name: &str| {
        [&person.userinfo, &person.id_token].into_iter().find_map(|claims| claims.get(name)?.as_str())
    };
    ["name", "preferred_username", "email", "sub"].into_iter().find_map(find).unwrap_or("you").to_owned()
}

fn rows(claims: &Value, wanted: impl Fn(&str) -> bool) -> Vec<Row<'_>> {
    let Some(claims) = claims.as_object() else { return Vec::new() };
    let chosen = claims.iter().filter(|(name, value)| wanted(name) && !value.is_null());
    chosen.map(|(name, value)| Row { name, value: shown(name, value) }).collect()
}

fn shown(name: &str, value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) if items.iter().all(Value::is_string) => {
            items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", ")
        }
        Value::Number(number) if MOMENTS.contains(&name) => number
            .as_i64()
            .and_then(|seconds| OffsetDateTime::from_unix_timestamp(seconds).ok())
            .and_then(|moment| moment.format(&Rfc3339).ok())
            .unwrap_or_else(|| number.to_string()),
        other => other.to_string(),
    }
}

fn headers(issuer: &str) -> [(HeaderName, String); 4] {
    let provider = url::Url::parse(issuer).map(|url| url.origin().ascii_serialization()).unwrap_or_default();
    // A form's target is checked again after a redirect, so the provider must stand here too.
    let policy = format!(
        "default-src 'none'; style-src 'self'; img-src data:; form-action 'self' {provider}; frame-ancestors 'none'; base-uri 'none'"
    );
    [
        (header::CONTENT_SECURITY_POLICY, policy),
        (header::CACHE_CONTROL, "no-store".into()),
        (header::REFERRER_POLICY, "no-referrer".into()),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".into()),
    ]
}
