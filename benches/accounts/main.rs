//! Many accounts: `cargo bench --bench accounts`.
//!
//! Imports a million accounts with foreign password hashes into the release binary, exports them, and asks its API for
//! pages and searches; on SQLite, and on PostgreSQL where `DOORWARD_TEST_POSTGRES` names a server. Prints a table and
//! writes it to `benches/ACCOUNTS.md`. `benches/README.md` says what each line means.

#![allow(clippy::indexing_slicing, clippy::cast_precision_loss)]

mod batch;
#[path = "../shared/http.rs"]
mod http;
mod people;
#[path = "../shared/server.rs"]
mod server;
mod stage;

use std::{fmt::Write as _, path::Path, time::Instant};

use anyhow::Context;
use doorward::clock::Clock;

use batch::Batch;
use http::{Connection, between, post};
use server::{Server, free_port};
use stage::{Stage, empty_schema};

const ACCOUNTS: usize = 1_000_000;
/// Requests of each kind.
const ASKED: usize = 400;

/// What is asked about the account with a number, and how many milliseconds it may take.
type Kind = (&'static str, f64, fn(usize) -> String);

const KINDS: [Kind; 7] = [
    ("search by the beginning of an address", 50.0, |number| {
        format!("accounts?q=person-{:05}", number / 100)
    }),
    ("search by a whole address", 50.0, |number| format!("accounts?q=person-{number:07}%40example.org")),
    ("search by a whole name", 50.0, |number| format!("accounts?q=Person%20Number%20{number}")),
    ("search for what is not there", 50.0, |number| format!("accounts?q=nobody-{number}")),
    ("search by what all begin with", 50.0, |_| "accounts?q=person".into()),
    ("first page of the accounts", 100.0, |_| "accounts".into()),
    ("first page of the log", 100.0, |_| "audit".into()),
];

fn main() -> anyhow::Result<()> {
    // `cargo test --all-targets` starts benchmarks too, without this.
    if !std::env::args().any(|argument| argument == "--bench") {
        println!("Nothing is measured without --bench: cargo bench --bench accounts");
        return Ok(());
    }
    let count = std::env::args().skip(1).find_map(|argument| argument.parse().ok());
    let folder = tempfile::Builder::new().prefix("doorward-bench-").tempdir()?;
    let text = run(folder.path(), count.unwrap_or(ACCOUNTS))?;
    println!("{text}");
    if count.is_none() {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/ACCOUNTS.md");
        std::fs::write(&file, text).context("benches/ACCOUNTS.md")?;
    }
    Ok(())
}

fn run(folder: &Path, count: usize) -> anyhow::Result<String> {
    let runtime = tokio::runtime::Runtime::new()?;
    let people = folder.join("people.ndjson");
    people::write(&people, count)?;
    let mut text = format!(
        "# Results of the benchmark of many accounts\n\n{}, {} cores, shared by everything; {count} accounts. Made by \
         `cargo bench --bench accounts`; [README.md](README.md) says what is measured.\n",
        Clock::system().now().to_rfc3339_exactly().split('T').next().unwrap_or_default(),
        std::thread::available_parallelism()?,
    );
    let sqlite = format!("sqlite://{}", folder.join("doorward.db").display());
    measure(&runtime, &mut text, "SQLite", folder, &sqlite, &people, count)?;
    if let Ok(server) = std::env::var("DOORWARD_TEST_POSTGRES") {
        let address = runtime.block_on(empty_schema(&server))?;
        measure(&runtime, &mut text, "PostgreSQL", folder, &address, &people, count)?;
    } else {
        text.push_str(
            "\n## PostgreSQL\n\nNOT DONE for want of a server that `DOORWARD_TEST_POSTGRES` names.\n",
        );
    }
    Ok(text)
}

fn measure(
    runtime: &tokio::runtime::Runtime,
    text: &mut String,
    name: &str,
    folder: &Path,
    storage: &str,
    people: &Path,
    count: usize,
) -> anyhow::Result<()> {
    let stage = runtime.block_on(Stage::build(folder, storage, free_port()?))?;
    let import = Batch::run(&stage, &["account", "import"], Some(people))?;
    let export = Batch::run(&stage, &["account", "export"], None)?;
    let rate = |batch: &Batch| count as f64 / batch.seconds;
    writeln!(text, "\n## {name}\n\n| What | Measured | Wanted |\n|---|--:|--:|")?;
    writeln!(
        text,
        "| import, accounts per second | {:.0} | at least 2000{} |",
        rate(&import),
        missed(rate(&import) >= 2000.0)
    )?;
    writeln!(
        text,
        "| import, most memory | {:.0} MiB | at most 100{} |",
        import.memory,
        missed(import.memory <= 100.0)
    )?;
    writeln!(text, "| export, accounts per second | {:.0} | – |", rate(&export))?;
    writeln!(
        text,
        "| export, most memory | {:.0} MiB | at most 100{} |",
        export.memory,
        missed(export.memory <= 100.0)
    )?;

    let server = Server::doorward(&stage.config, stage.port, false)?;
    runtime.block_on(questions(text, &server, &stage, count))?;
    writeln!(text, "| the server's memory after all of it | {:.0} MiB | – |", server.memory("VmRSS"))?;
    Ok(())
}

async fn questions(text: &mut String, server: &Server, stage: &Stage, count: usize) -> anyhow::Result<()> {
    let mut connection = Connection::open(server.address).await?;
    let body = "grant_type=client_credentials";
    for (what, most, path) in KINDS {
        connection.expect(200, &post("/token", &stage.authorization(), body)).await?;
        let token = between(connection.body(), "\"access_token\":\"", b'"').context("no token")?.to_owned();
        let ask = |path: &str| {
            let head = "host: localhost\r\nauthorization: Bearer";
            format!("GET /api/v1/{path} HTTP/1.1\r\n{head} {token}\r\n\r\n").into_bytes()
        };
        let mut times = Vec::with_capacity(ASKED);
        for at in 0..ASKED {
            // A step that has no factor in common with the count, so that every question is another one.
            let number = (at + 1) * 7_919 % count;
            let request = ask(&path(number));
            let began = Instant::now();
            connection.expect(200, &request).await?;
            times.push(began.elapsed().as_secs_f64() * 1000.0);
        }
        times.sort_by(f64::total_cmp);
        let (median, p99) = (times[ASKED / 2], times[ASKED * 99 / 100]);
        writeln!(
            text,
            "| {what}, median / p99 | {median:.1} / {p99:.1} ms | at most {most:.0}{} |",
            missed(median <= most)
        )?;
    }
    Ok(())
}

fn missed(held: bool) -> &'static str {
    if held { "" } else { " **missed**" }
}
