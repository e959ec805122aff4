//! What clients and people do: rotate a refresh token, sign in.

use std::sync::Arc;

use anyhow::Context;

use super::{
    generator::Errand,
    http::{Connection, between, get, post},
    stage::{PASSWORD, WEB_REDIRECT},
};

/// Rotates the newest token of one family.
pub struct Rotate {
    pub authorization: Arc<str>,
    pub token: String,
}

impl Errand for Rotate {
    async fn once(&mut self, connection: &mut Connection) -> anyhow::Result<()> {
        let body = format!("grant_type=refresh_token&refresh_token={}", self.token);
        connection.expect(200, &post("/token", &self.authorization, &body)).await?;
        let next = between(connection.body(), "\"refresh_token\":\"", b'"').context("no refresh token")?;
        self.token = next.to_owned();
        Ok(())
    }
}

/// Signs in with a password in a browser that was never here: from the authorization request to the code.
pub struct SignIn {
    pub authorize: Arc<[u8]>,
    pub names: Vec<String>,
    pub at: usize,
}

impl Errand for SignIn {
    async fn once(&mut self, connection: &mut Connection) -> anyhow::Result<()> {
        self.at = (self.at + 1) % self.names.len();
        let name = &self.names[self.at];
        connection.expect(303, &self.authorize).await?;
        let cookies = cookies(connection);
        let page = connection.header("location").context("no location")?.to_owned();
        let journey = page.split('/').rev().nth(1).context("no journey")?.to_owned();
        let csrf = look(connection, &page, &cookies).await?;
        let form = format!("journey={journey}&csrf={csrf}&username={name}&login-submit=1");
        connection.expect(303, &post(&page, &cookies, &form)).await?;
        let page = connection.header("location").context("no location")?.to_owned();
        let csrf = look(connection, &page, &cookies).await?;
        let form = format!("journey={journey}&csrf={csrf}&password={PASSWORD}&login-submit=1");
        connection.expect(303, &post(&page, &cookies, &form)).await?;
        let answer = connection.header("location").unwrap_or_default();
        anyhow::ensure!(
            answer.starts_with(WEB_REDIRECT) && answer.contains("code="),
            "no code, but {answer}"
        );
        Ok(())
    }
}

/// Looks at a page; the token of its form.
async fn look(connection: &mut Connection, page: &str, cookies: &str) -> anyhow::Result<String> {
    let mut request = get(page);
    request.truncate(request.len() - 2);
    request.extend_from_slice(format!("{cookies}\r\n").as_bytes());
    connection.expect(200, &request).await?;
    let csrf = between(connection.body(), "name=\"csrf\" value=\"", b'"').context("no csrf token")?;
    Ok(csrf.to_owned())
}

/// The cookies just set, as a header line.
fn cookies(connection: &Connection) -> String {
    let pairs: Vec<&str> =
        connection.headers("set-cookie").filter_map(|cookie| cookie.split(';').next()).collect();
    format!("cookie: {}\r\n", pairs.join("; "))
}
