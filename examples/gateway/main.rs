//! A gateway in front of a service that asks for a stronger sign-in where it matters, all of it started by
//!
//! ```text
//! cargo run --example gateway
//! ```
//!
//! That starts `doorward dev` (its program comes from `DOORWARD_PROGRAM`, else from `cargo run`), registers the gateway as a
//! client, and serves the gateway and the service. Open the gateway, look at the balance (password and a second step), then
//! pay out: the service demands `urn:doorward:acr:aal2`, and the gateway steps you up. Ctrl-C or SIGTERM ends all of it.
//!
//! What speaks where: `gateway.rs` is the client of the provider, `microservice.rs` verifies access tokens by the
//! provider's JWKS, `../support/bearer.rs` does the verifying.

#[path = "../support/bearer.rs"]
mod bearer;
mod gateway;
mod microservice;

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
};

use anyhow::Context;
use doorward::{
    demo::oidc::{Registration, RelyingParty},
    secret::Secret,
};
use serde_json::Value;
use tokio::{
    net::TcpListener,
    signal::unix::{SignalKind, signal},
    task::spawn_blocking,
};

/// The provider; ended with us.
struct Provider(Child);

impl Drop for Provider {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn program() -> Command {
    match std::env::var_os("DOORWARD_PROGRAM") {
        Some(program) => Command::new(program),
        None => {
            let mut cargo = Command::new(env!("CARGO"));
            cargo.args(["run", "--quiet", "--bin", "doorward", "--"]);
            cargo
        }
    }
}

/// Starts `doorward dev` in `data` and reads what it says.
async fn provider(data: &Path) -> anyhow::Result<(Provider, Value)> {
    let mut command = program();
    command.args(["dev", "--json", "--port", "0", "--relying-party-port", "0", "--data"]).arg(data);
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn()?;
    let output = child.stdout.take().context("no output")?;
    let provider = Provider(child);
    // Off this thread, so that a signal is heeded meanwhile: the first build takes minutes.
    let mut line = String::new();
    let read = spawn_blocking(move || BufReader::new(output).read_line(&mut line).map(|_| line));
    let line = read.await??;
    let said = serde_json::from_str(&line).context("doorward dev did not start")?;
    Ok((provider, said))
}

/// Registers the gateway: its redirect URI, and the service that its access tokens are for.
fn register(data: &Path, callback: &str, audience: &str) -> anyhow::Result<(String, Secret)> {
    let output = program()
        .args(["client", "create", "--json", "--name", "Bank", "--redirect-uri", callback])
        .args(["--audience", audience, "--scope", "openid profile email", "--skip-consent"])
        .env("DOORWARD__ISSUER", "https://id.example.org")
        .env("DOORWARD__STORAGE", format!("sqlite://{}", data.join("doorward.db").display()))
        .env("DOORWARD__MASTER_KEY_FILE", data.join("master.key"))
        .env("DOORWARD__MAIL__TRANSPORT", "file")
        .output()?;
    anyhow::ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let client: Value = serde_json::from_slice(&output.stdout)?;
    let text = |name: &str| client.get(name).and_then(Value::as_str).map(str::to_owned);
    let client_id = text("client_id").context("no client_id")?;
    Ok((client_id, Secret::new(text("client_secret").context("no client_secret")?)))
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    // A signal that nobody heeds would end us alone; heeded, it drops what `run` holds, and that is the provider.
    tokio::select! {
        ended = run() => ended,
        _ = terminate.recv() => Ok(()),
        _ = interrupt.recv() => Ok(()),
    }
}

/// Starts everything and serves.
async fn run() -> anyhow::Result<()> {
    let data = tempfile::tempdir()?;
    let (_provider, said) = provider(data.path()).await?;
    let issuer = said.get("issuer").and_then(Value::as_str).context("no issuer")?.to_owned();

    let service = TcpListener::bind(("127.0.0.1", 0)).await?;
    let service_address = format!("http://127.0.0.1:{}", service.local_addr()?.port());
    let port = std::env::var("PORT").ok().map_or(Ok(8083), |port| port.parse())?;
    let front = TcpListener::bind(("127.0.0.1", port)).await?;
    let origin = format!("http://localhost:{}", front.local_addr()?.port());
    let redirect_uri = format!("{origin}/callback");
    let (client_id, client_secret) = register(data.path(), &redirect_uri, &service_address)?;

    let guard = bearer::Guard::new(issuer.clone(), service_address.clone())?;
    let relying_party = RelyingParty::new(Registration {
        issuer,
        client_id,
        client_secret: Some(client_secret),
        redirect_uri,
        post_logout_redirect_uri: origin.clone(),
        scopes: vec!["profile".into()],
    })
    .map_err(|error| anyhow::anyhow!("{error}"))?;
    let gateway = gateway::Gateway::new(relying_party, service_address)?;

    let said = serde_json::json!({
        "gateway": origin, "accounts": said.get("accounts"), "mail": said.get("mail"), "strong": microservice::STRONG,
    });
    println!("{said}");
    tokio::select! {
        served = axum::serve(service, microservice::router(guard)) => served?,
        served = axum::serve(front, gateway.router()) => served?,
    }
    Ok(())
}
