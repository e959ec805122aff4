//! The load benchmark: `cargo bench --bench load`.
//!
//! Drives the release binary over loopback and, in turn with it, what it is compared with; prints a table and writes it
//! to `benches/RESULTS.md`. Takes about six minutes, on a machine that does nothing else. `benches/README.md` says
//! what each line means.

#![allow(
    clippy::indexing_slicing,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss
)]

mod bare;
mod errands;
mod generator;
#[path = "../shared/http.rs"]
mod http;
mod report;
#[path = "../shared/server.rs"]
mod server;
mod stage;

use std::{net::SocketAddr, path::Path, sync::Arc, time::Duration};

use anyhow::Context;

use bare::{Rotations, Signer};
use errands::{Rotate, SignIn};
use generator::{Same, Tally, load};
use http::{Connection, get, post};
use report::{Measure, median, table};
use server::{Server, free_port};
use stage::{Stage, WEB_REDIRECT, authorization};

/// The speed of a shared machine changes by a tenth within seconds.
const ROUNDS: usize = 5;
/// Memory is shared with others on the machine, and its speed changes most: what hangs on it gets more rounds.
const PASSWORD_ROUNDS: usize = 15;
const SPAN: Duration = Duration::from_millis(1_200);
const CONNECTIONS: usize = 32;
const FAMILIES: usize = 64;
const ACCOUNTS: usize = 256;
const STARTS: usize = 20;
const DISCOVERY: &str = "/.well-known/openid-configuration";

fn main() -> anyhow::Result<()> {
    if std::env::var_os(bare::FOLDER).is_some() {
        return bare::serve();
    }
    // `cargo test --all-targets` starts benchmarks too, without this.
    if !std::env::args().any(|argument| argument == "--bench") {
        println!("Nothing is measured without --bench: cargo bench --bench load");
        return Ok(());
    }
    let only: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let text = run(&only)?;
    println!("{text}");
    if only.is_empty() {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/RESULTS.md");
        std::fs::write(&file, text).context("benches/RESULTS.md")?;
    }
    Ok(())
}

fn run(only: &[String]) -> anyhow::Result<String> {
    let folder = tempfile::Builder::new().prefix("doorward-bench-").tempdir()?;
    let runtime = tokio::runtime::Runtime::new()?;
    let build = |name: &str, families, accounts| {
        runtime.block_on(stage::build(&folder.path().join(name), free_port()?, families, accounts))
    };
    let mut ours = build("doorward", FAMILIES, ACCOUNTS)?;
    let theirs = build("bare", FAMILIES, 1)?;

    let mut starts = Vec::new();
    for _ in 0..STARTS {
        let server = Server::doorward(&ours.config, ours.port, false)?;
        starts.push(server.ready.as_secs_f64() * 1000.0);
    }
    let ready = median(starts.iter().copied());

    let mut tables = String::new();
    let mut memory = Vec::new();
    for access_log in [false, true] {
        let title = if access_log { "With the access log" } else { "Without the access log" };
        let server = Server::doorward(&ours.config, ours.port, access_log)?;
        if !access_log {
            std::thread::sleep(Duration::from_secs(1));
            memory.push(("after the start", server.memory("VmRSS")));
            runtime.block_on(sign_in_once(&server, &ours))?;
            std::thread::sleep(Duration::from_secs(2));
            memory.push(("after the first sign-in", server.memory("VmRSS")));
        }
        let samples = runtime.block_on(samples(&server, &mut ours))?;
        bare::write_bodies(folder.path(), &samples.discovery, &samples.jwks, &samples.token)?;
        let bare = bare::start(folder.path(), free_port()?, access_log)?;
        let pair = Pair { server: &server, bare: &bare, only };
        let measures = pair.measure(&mut ours, &theirs, &samples)?;
        if !measures.is_empty() {
            tables += &table(title, &measures);
            tables.push('\n');
        }
        if !access_log {
            std::thread::sleep(Duration::from_secs(2));
            memory.push(("after all of the first table", server.memory("VmRSS")));
            memory.push(("at its highest", server.memory("VmHWM")));
        }
    }
    Ok(format!("{}{tables}{}", head()?, foot(ready, &starts, &memory)))
}

/// What the server answers, to be answered as well by what it is compared with.
struct Samples {
    discovery: Vec<u8>,
    jwks: Vec<u8>,
    token: Vec<u8>,
    /// What is signed in a client_credentials answer, and in one to a refresh of each client.
    signed: [Vec<Vec<u8>>; 3],
}

fn machine(client: &str) -> Arc<[u8]> {
    let body = "grant_type=client_credentials&scope=orders%3Aread";
    post("/token", &authorization(client), body).into()
}

async fn ask(connection: &mut Connection, request: &[u8]) -> anyhow::Result<Vec<u8>> {
    connection.expect(200, request).await?;
    Ok(connection.body().to_vec())
}

async fn samples(server: &Server, stage: &mut Stage) -> anyhow::Result<Samples> {
    let mut connection = Connection::open(server.address).await?;
    let jwts = |body: &[u8]| -> Vec<Vec<u8>> {
        ["access_token", "id_token"]
            .iter()
            .filter_map(|name| http::between(body, &format!("\"{name}\":\""), b'"'))
            .filter_map(|token| Some(token.rsplit_once('.')?.0.as_bytes().to_vec()))
            .collect()
    };
    let discovery = ask(&mut connection, &get(DISCOVERY)).await?;
    let jwks = ask(&mut connection, &get("/jwks")).await?;
    let token = ask(&mut connection, &machine("machine-es256")).await?;
    let machine = jwts(&ask(&mut connection, &machine("machine")).await?);
    let mut refreshed = Vec::new();
    for (client, family) in [("web", 0), ("web-es256", 1)] {
        let newest = stage.families[family].last_mut().context("no family")?;
        let mut rotate = Rotate { authorization: authorization(client), token: newest.clone() };
        generator::Errand::once(&mut rotate, &mut connection).await?;
        *newest = rotate.token;
        refreshed.push(jwts(connection.body()));
    }
    let second = refreshed.pop().unwrap_or_default();
    let first = refreshed.pop().unwrap_or_default();
    Ok(Samples { discovery, jwks, token, signed: [machine, first, second] })
}

fn sign_in(stage: &Stage, connection: usize) -> SignIn {
    let path = format!(
        "/authorize?response_type=code&client_id=web&redirect_uri={}&scope=openid&state=s&nonce=n",
        WEB_REDIRECT.replace(':', "%3A").replace('/', "%2F")
    );
    // Nobody signs in twice at the same time.
    let names = stage.names.iter().skip(connection).step_by(CONNECTIONS).cloned().collect();
    SignIn { authorize: get(&path).into(), names, at: 0 }
}

async fn sign_in_once(server: &Server, stage: &Stage) -> anyhow::Result<()> {
    let mut connection = Connection::open(server.address).await?;
    generator::Errand::once(&mut sign_in(stage, 0), &mut connection).await
}

/// Doorward and the bare server, both running.
struct Pair<'a> {
    server: &'a Server,
    bare: &'a Server,
    only: &'a [String],
}

impl Pair<'_> {
    fn measure(&self, ours: &mut Stage, theirs: &Stage, samples: &Samples) -> anyhow::Result<Vec<Measure>> {
        let (rsa, ec) = (Signer::rsa()?, Signer::ec()?);
        let signed = |at: usize| samples.signed[at].as_slice();
        let mut all = vec![
            self.same("discovery", "bare axum handler, same bytes", 0.75, &get(DISCOVERY).into())?,
            self.same("JWKS", "bare axum handler, same bytes", 0.75, &get("/jwks").into())?,
            self.turns(
                "client_credentials RS256",
                "raw RSA-2048 signing, all cores",
                Some(0.7),
                ROUNDS,
                || {
                    let ours = self.drive(&machine("machine"))?;
                    Ok((ours, bare::sign(&rsa, &signed(0)[0], SPAN)))
                },
            )?,
            self.same(
                "client_credentials ES256",
                "bare axum POST handler, same form and bytes",
                0.3,
                &machine("machine-es256"),
            )?,
        ];
        let lines = [
            ("refresh rotation RS256, 64 connections", "web", 0, Some(0.5), &rsa),
            ("refresh rotation ES256, 64 connections", "web-es256", 1, None, &ec),
        ];
        for (name, client, at, least, signer) in lines {
            let bare = Rotations::open(&theirs.database, client, FAMILIES)?;
            let mut rotating: Vec<Rotate> = ours.families[at]
                .iter()
                .map(|token| Rotate { authorization: authorization(client), token: token.clone() })
                .collect();
            all.push(self.turns(
                name,
                "bare loop: same SQL, same signatures, all cores",
                least,
                ROUNDS,
                || {
                    let cpu = || self.server.core_seconds();
                    let (back, tally) = load(self.server.address, std::mem::take(&mut rotating), SPAN, cpu)?;
                    rotating = back;
                    Ok((tally, bare.run(signer, signed(at + 1), SPAN)))
                },
            )?);
            ours.families[at] = rotating.into_iter().map(|one| one.token).collect();
        }
        all.push(self.turns(
            "password sign-in, whole journey",
            "raw Argon2id, all cores",
            Some(0.9),
            PASSWORD_ROUNDS,
            || {
                let people = (0..CONNECTIONS).map(|at| sign_in(ours, at)).collect();
                let (_, tally) = load(self.server.address, people, SPAN, || self.server.core_seconds())?;
                Ok((tally, bare::hash(ours.cost, SPAN)?))
            },
        )?);
        all.retain(|measure| !measure.rounds.is_empty());
        Ok(all)
    }

    fn drive(&self, request: &Arc<[u8]>) -> anyhow::Result<Tally> {
        same(self.server.address, request, || self.server.core_seconds())
    }

    /// The same request to both.
    fn same(
        &self,
        name: &'static str,
        beside: &'static str,
        least: f64,
        request: &Arc<[u8]>,
    ) -> anyhow::Result<Measure> {
        self.turns(name, beside, Some(least), ROUNDS, || {
            let ours = self.drive(request)?;
            Ok((ours, same(self.bare.address, request, || self.bare.core_seconds())?))
        })
    }

    fn turns(
        &self,
        name: &'static str,
        beside: &'static str,
        least: Option<f64>,
        rounds: usize,
        mut round: impl FnMut() -> anyhow::Result<(Tally, Tally)>,
    ) -> anyhow::Result<Measure> {
        let wanted = self.only.is_empty() || self.only.iter().any(|part| name.contains(part.as_str()));
        let rounds = if wanted { rounds } else { 0 };
        if wanted {
            eprintln!("{name} …");
        }
        let rounds = (0..rounds).map(|_| round()).collect::<Result<_, _>>().context(name)?;
        Ok(Measure { name, beside, least, rounds })
    }
}

fn same(address: SocketAddr, request: &Arc<[u8]>, cpu: impl Fn() -> f64) -> anyhow::Result<Tally> {
    let errands = vec![Same(Arc::clone(request)); CONNECTIONS];
    Ok(load(address, errands, SPAN, cpu)?.1)
}

fn head() -> anyhow::Result<String> {
    let cores = std::thread::available_parallelism()?;
    let processor = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let processor = processor.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    let now = time::OffsetDateTime::from_unix_timestamp(doorward::clock::Clock::system().now().seconds())?;
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().unwrap_or("?").to_owned();
    Ok(format!(
        "# Results of the load benchmark\n\n\
         {}, {cores} cores ({}), shared by the server and what drives it; load average at the end {load}. Made by \
         `cargo bench --bench load`; [README.md](README.md) says what is compared with what.\n\n",
        now.date(),
        processor.map_or("unknown", |(_, name)| name),
    ))
}

fn foot(ready: f64, starts: &[f64], memory: &[(&str, f64)]) -> String {
    let slowest = starts.iter().copied().fold(0.0, f64::max);
    let verdict = |fits: bool| if fits { "" } else { " **missed**" };
    let mut text = format!(
        "## Start and memory of `doorward serve`\n\n| What | Measured | At most |\n|---|--:|--:|\n\
         | ready on an existing database, median of {} starts | {ready:.0} ms | 60 ms{} |\n\
         | the slowest of them | {slowest:.0} ms | – |\n",
        starts.len(),
        verdict(ready <= 60.0)
    );
    for (at, (when, size)) in memory.iter().enumerate() {
        let most = if at < 2 { format!("40 MiB{}", verdict(*size <= 40.0)) } else { "–".into() };
        text += &format!("| resident, {when} | {size:.1} MiB | {most} |\n");
    }
    text
}
