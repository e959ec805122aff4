//! What Doorward is compared with: bare handlers, in a process of their own, and bare loops over every core.

use std::{
    path::{Path, PathBuf},
    process::Command,
    sync::{
        Mutex,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use anyhow::Context;
use argon2::{Algorithm, Argon2, Params, Version};
use aws_lc_rs::{
    rand::SystemRandom,
    rsa::KeySize,
    signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, RSA_PKCS1_SHA256, RsaKeyPair},
};
use axum::{
    Form, Router,
    body::Bytes,
    http::header,
    middleware::{self, Next},
    routing::{get, post},
};
use rusqlite::{Connection, params};

use super::{generator::Tally, server::Server};

/// Set in the environment of the process that is the bare server: where its bodies lie.
pub const FOLDER: &str = "DOORWARD_BENCH_FOLDER";
pub const PORT: &str = "DOORWARD_BENCH_PORT";
pub const LOG: &str = "DOORWARD_BENCH_LOG";

const WARM_UP: Duration = Duration::from_millis(100);
const JSON: [(header::HeaderName, &str); 1] = [(header::CONTENT_TYPE, "application/json")];

/// The bodies that the bare server answers with.
pub fn write_bodies(folder: &Path, discovery: &[u8], jwks: &[u8], token: &[u8]) -> std::io::Result<()> {
    std::fs::write(folder.join("discovery"), discovery)?;
    std::fs::write(folder.join("jwks"), jwks)?;
    std::fs::write(folder.join("token"), token)
}

/// A form as a client_credentials request sends it.
#[derive(serde::Deserialize)]
struct Asked {
    grant_type: String,
    scope: String,
}

/// This program again, as a server.
pub fn start(folder: &Path, port: u16, access_log: bool) -> anyhow::Result<Server> {
    let mut command = Command::new(std::env::current_exe()?);
    command.env(FOLDER, folder).env(PORT, port.to_string());
    if access_log {
        command.env(LOG, "1");
    }
    Server::start(command, port, &folder.join("bare.log"))
}

/// Serves until killed.
pub fn serve() -> anyhow::Result<()> {
    let folder = PathBuf::from(std::env::var(FOLDER)?);
    let port: u16 = std::env::var(PORT)?.parse()?;
    let body = |name: &str| std::fs::read(folder.join(name)).map(Bytes::from);
    let (discovery, jwks, token) = (body("discovery")?, body("jwks")?, body("token")?);
    let mut router = Router::new()
        .route("/health/ready", get(async || "ready"))
        .route("/.well-known/openid-configuration", get(async move || (JSON, discovery.clone())))
        .route("/jwks", get(async move || (JSON, jwks.clone())))
        .route(
            "/token",
            post(async move |Form(asked): Form<Asked>| {
                // Something must depend on the form, or it need not be parsed.
                let short = asked.grant_type.is_empty() || asked.scope.is_empty();
                (JSON, if short { Bytes::new() } else { token.clone() })
            }),
        );
    if std::env::var_os(LOG).is_some() {
        tracing_subscriber::fmt().with_writer(std::io::stderr).with_ansi(false).init();
        router = router.layer(middleware::from_fn(line));
    }
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(async move {
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await?;
        axum::serve(
            axum::serve::ListenerExt::tap_io(listener, |stream| {
                let _ = stream.set_nodelay(true);
            }),
            router,
        )
        .await?;
        Ok(())
    })
}

/// One line for each request, as an access log has it.
async fn line(request: axum::extract::Request, next: Next) -> axum::response::Response {
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let began = Instant::now();
    let response = next.run(request).await;
    tracing::info!(%method, route = path, status = response.status().as_u16(), ms = began.elapsed().as_secs_f64() * 1000.0);
    response
}

/// `work` on every core for `span`; it says how many it did.
pub fn on_every_core<W: FnMut() -> u64>(span: Duration, make: impl Fn(usize) -> W + Sync) -> Tally {
    let cores = thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let (done, running) = (AtomicU64::new(0), AtomicBool::new(true));
    let (mut counted, mut seconds) = (0, 0.0);
    thread::scope(|scope| {
        for core in 0..cores {
            let (make, done, running) = (&make, &done, &running);
            scope.spawn(move || {
                let mut work = make(core);
                while running.load(Ordering::Relaxed) {
                    done.fetch_add(work(), Ordering::Relaxed);
                }
            });
        }
        thread::sleep(WARM_UP);
        let (began, before) = (Instant::now(), done.load(Ordering::Relaxed));
        thread::sleep(span);
        counted = done.load(Ordering::Relaxed) - before;
        seconds = began.elapsed().as_secs_f64();
        running.store(false, Ordering::Relaxed);
    });
    Tally { done: counted as f64, seconds, core_seconds: seconds * cores as f64, ..Tally::default() }
}

/// A key that signs; what stands in for tokens is what Doorward itself answered, without its signature.
pub enum Signer {
    Rsa(RsaKeyPair),
    Ec(EcdsaKeyPair),
}

impl Signer {
    pub fn rsa() -> anyhow::Result<Self> {
        RsaKeyPair::generate(KeySize::Rsa2048).map(Self::Rsa).map_err(|_| anyhow::anyhow!("no RSA key"))
    }

    pub fn ec() -> anyhow::Result<Self> {
        EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING)
            .map(Self::Ec)
            .map_err(|_| anyhow::anyhow!("no EC key"))
    }

    pub fn sign(&self, message: &[u8]) -> usize {
        match self {
            Self::Rsa(pair) => {
                let mut signature = vec![0; pair.public_modulus_len()];
                let signed = pair.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), message, &mut signature);
                assert!(signed.is_ok());
                data_encoding::BASE64URL_NOPAD.encode(&signature).len()
            }
            Self::Ec(pair) => {
                let signature = pair.sign(&SystemRandom::new(), message);
                signature
                    .map_or(0, |signature| data_encoding::BASE64URL_NOPAD.encode(signature.as_ref()).len())
            }
        }
    }
}

/// Raw signing on every core.
pub fn sign(signer: &Signer, message: &[u8], span: Duration) -> Tally {
    on_every_core(span, |_| {
        || {
            std::hint::black_box(signer.sign(message));
            1
        }
    })
}

/// Raw Argon2id on every core, as the library does it.
pub fn hash((memory, iterations, lanes): (u32, u32, u32), span: Duration) -> anyhow::Result<Tally> {
    let params =
        Params::new(memory, iterations, lanes, Some(32)).map_err(|error| anyhow::anyhow!("{error}"))?;
    Ok(on_every_core(span, |core| {
        let (salt, params) = ([core as u8; 16], params.clone());
        move || {
            let argon =
                Argon2::new_with_secret(&[7; 32], Algorithm::Argon2id, Version::V0x13, params.clone());
            let mut out = [0; 32];
            let hashed =
                argon.map(|argon| argon.hash_password_into(b"quiet-meadow-lantern-42", &salt, &mut out));
            assert!(matches!(hashed, Ok(Ok(()))));
            std::hint::black_box(out);
            1
        }
    }))
}

/// The statements of one rotation, in their order, as `storage::token` and `storage::grant` write them. Numbered as
/// `?1`: to SQLite `$1` is a name, which rusqlite would count by where it stands first.
const FIND: &str = "SELECT * FROM refresh_token WHERE token_hash = ?1";
const GRANT: &str = "SELECT authorization_grant.* FROM authorization_grant \
     JOIN account ON account.account_id = authorization_grant.account_id \
     WHERE grant_id = ?1 AND revoked_at IS NULL AND expires_at > ?2 AND account.state = 'active'";
const SPEND: &str = "UPDATE refresh_token SET state = 'used', used_at = ?3, successor_hash = ?2 \
     WHERE token_hash = ?1 AND state = 'live' AND expires_at > ?3";
const STORE: &str = "INSERT INTO refresh_token (token_hash, grant_id, client_id, state, retried, successor_hash, \
     created_at, expires_at, used_at) VALUES (?1, ?2, ?3, 'live', ?6, NULL, ?4, ?5, NULL)";

/// Rotations in batches of one COMMIT, on the database of an installation of its own.
pub struct Rotations {
    connection: Mutex<(Connection, Vec<Family>)>,
    batch: usize,
}

struct Family {
    newest: Vec<u8>,
    client_id: String,
}

impl Rotations {
    /// Over all families of `client_id` in `database`.
    pub fn open(database: &Path, client_id: &str, batch: usize) -> anyhow::Result<Self> {
        let connection = Connection::open(database)?;
        connection.execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; \
             PRAGMA secure_delete = ON;",
        )?;
        connection.set_prepared_statement_cache_capacity(64);
        let families = connection
            .prepare("SELECT token_hash FROM refresh_token WHERE client_id = $1 AND state = 'live'")?
            .query_map([client_id], |row| {
                Ok(Family { newest: row.get(0)?, client_id: client_id.to_owned() })
            })?
            .collect::<Result<_, _>>()?;
        Ok(Self { connection: Mutex::new((connection, families)), batch })
    }

    /// On every core: a batch of rotations, then the tokens of each, signed.
    pub fn run(&self, signer: &Signer, messages: &[Vec<u8>], span: Duration) -> Tally {
        on_every_core(span, |_| {
            || {
                let rotated = self.commit().map_err(|error| error.to_string());
                assert!(rotated.is_ok(), "{rotated:?}");
                for _ in 0..self.batch {
                    for message in messages {
                        std::hint::black_box(signer.sign(message));
                    }
                }
                self.batch as u64
            }
        })
    }

    fn commit(&self) -> anyhow::Result<()> {
        let mut held = self.connection.lock().map_err(|_| anyhow::anyhow!("a thread panicked"))?;
        let (connection, families) = &mut *held;
        connection.prepare_cached("BEGIN IMMEDIATE")?.execute([])?;
        for family in families.iter_mut().take(self.batch) {
            let successor: [u8; 32] = rand_bytes()?;
            let now = 1_800_000_000_000_i64;
            let expires_at = now + 30 * 86_400_000;
            let grant_id: String = {
                let mut find = connection.prepare_cached(FIND)?;
                let mut rows = find.query([&family.newest])?;
                let row = rows.next()?.context("the token is gone")?;
                std::hint::black_box((
                    row.get::<_, Vec<u8>>(0)?,
                    row.get::<_, String>(2)?,
                    row.get::<_, String>(3)?,
                    row.get::<_, i64>(6)?,
                ));
                row.get(1)?
            };
            {
                let mut find = connection.prepare_cached(GRANT)?;
                let mut rows = find.query(params![grant_id, 1_i64])?;
                let row = rows.next()?.context("the grant is gone")?;
                for column in [0, 1, 2, 4, 5, 6, 7] {
                    std::hint::black_box(row.get::<_, String>(column)?);
                }
            }
            let spent =
                connection.prepare_cached(SPEND)?.execute(params![family.newest, successor, 1_i64])?;
            anyhow::ensure!(spent == 1, "the token is spent");
            connection.prepare_cached(STORE)?.execute(params![
                successor,
                grant_id,
                family.client_id,
                now,
                expires_at,
                false
            ])?;
            family.newest = successor.to_vec();
        }
        connection.prepare_cached("COMMIT")?.execute([])?;
        Ok(())
    }
}

fn rand_bytes() -> anyhow::Result<[u8; 32]> {
    let mut bytes = [0; 32];
    aws_lc_rs::rand::fill(&mut bytes).map_err(|_| anyhow::anyhow!("no chance"))?;
    Ok(bytes)
}
