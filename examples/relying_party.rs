//! A web application that signs people in through OpenID Connect: the very one that `doorward dev` starts.
//!
//! Register it first, then run it:
//!
//! ```text
//! doorward client create --name Shop --redirect-uri http://localhost:8084/callback \
//!     --post-logout-redirect-uri http://localhost:8084/signed-out
//! ISSUER=http://localhost:8080 CLIENT_ID=… CLIENT_SECRET=… ORIGIN=http://localhost:8084 \
//!     cargo run --example relying_party
//! ```
//!
//! Beside `doorward dev`, whose own is at port 8081, first export the variables of `docs/clients/README.md`: they tell
//! `doorward client` where its data is.
//!
//! The code is in `src/demo/`; what it says to the provider, in the order of a sign-in, in `src/demo/oidc.rs`.

use doorward::{
    demo::{Settings, router, serve},
    secret::Secret,
};
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let given = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let origin = given("ORIGIN").unwrap_or_else(|| "http://localhost:8084".into());
    let port = url::Url::parse(&origin)?.port_or_known_default().unwrap_or(8084);
    let application = router(Settings {
        issuer: given("ISSUER").unwrap_or_else(|| "http://localhost:8080".into()),
        client_id: given("CLIENT_ID").ok_or_else(|| anyhow::anyhow!("CLIENT_ID is not set"))?,
        client_secret: given("CLIENT_SECRET").map(Secret::new),
        origin: origin.clone(),
    })?;
    let listener = TcpListener::bind(("127.0.0.1", port)).await?;
    println!("{origin}");
    serve(listener, application, async { tokio::signal::ctrl_c().await.unwrap_or_default() }).await?;
    Ok(())
}
