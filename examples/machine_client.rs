//! A program that gets an access token for itself: the client credentials grant (RFC 6749 section 4.4).
//!
//! ```text
//! doorward client create --name Robot --machine --scope orders:read --audience http://localhost:8082
//! TOKEN_ENDPOINT=http://localhost:8080/token CLIENT_ID=… CLIENT_SECRET=… SCOPE=orders:read \
//!     cargo run --example machine_client
//! ```
//!
//! Beside `doorward dev`, first export the variables of `docs/clients/README.md`: they tell `doorward client` where its data is.
//!
//! Prints the token. Show it to `examples/resource_server.rs` as `Authorization: Bearer …`.

use oauth2::{
    ClientId, ClientSecret, HttpRequest, HttpResponse, Scope, TokenResponse, TokenUrl, basic::BasicClient,
};

#[derive(Debug, thiserror::Error)]
enum HttpError {
    #[error(transparent)]
    Request(#[from] reqwest::Error),
    #[error(transparent)]
    Answer(#[from] http::Error),
}

/// One request for the `oauth2` crate. Redirects are not followed: they would carry the secret elsewhere.
async fn send(client: &reqwest::Client, request: HttpRequest) -> Result<HttpResponse, HttpError> {
    let answer = client.execute(request.try_into()?).await?;
    let mut response = http::Response::builder().status(answer.status());
    for (name, value) in answer.headers() {
        response = response.header(name, value);
    }
    Ok(response.body(answer.bytes().await?.to_vec())?)
}

fn given(name: &str) -> anyhow::Result<String> {
    std::env::var(name).map_err(|_| anyhow::anyhow!("{name} is not set"))
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
    let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build()?;
    let send = |request| send(&http, request);

    let client = BasicClient::new(ClientId::new(given("CLIENT_ID")?))
        .set_client_secret(ClientSecret::new(given("CLIENT_SECRET")?))
        .set_token_uri(TokenUrl::new(given("TOKEN_ENDPOINT")?)?);
    let scopes = std::env::var("SCOPE").unwrap_or_default();
    let answer = client
        .exchange_client_credentials()
        .add_scopes(scopes.split_whitespace().map(|scope| Scope::new(scope.to_owned())))
        .request_async(&send)
        .await?;
    println!("{}", answer.access_token().secret());
    Ok(())
}
