//! What measuring faces takes of memory: of this process, and of a whole one that serves.
//!
//! The latter is a provider with nobody on it but the one before its camera: all pages, texts and keys, a database of its
//! own, and the models while somebody looks.

use std::{
    fs::{self, DirBuilder},
    net::SocketAddr,
    os::unix::fs::DirBuilderExt,
    path::PathBuf,
    time::Duration,
};

use anyhow::{Context, ensure};
use bytes::Bytes;
use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use super::large_runtime;
use crate::{
    app::App,
    clock::Clock,
    config::Config,
    face::{Action, Challenge, Hint, Purpose, Said},
    jose::MasterKey,
    random::Random,
    server::{self, Doors},
    web::drain,
};

/// How long nobody looks before the models leave.
const IDLE: Duration = Duration::from_secs(1);
/// How long they may take to be gone.
const GONE: Duration = Duration::from_secs(3);

/// Resident memory of a process, in millions of bytes; none where the system does not tell.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) struct Memory {
    pub(super) before: Option<f64>,
    pub(super) loaded: Option<f64>,
    pub(super) peak: Option<f64>,
    pub(super) unloaded: Option<f64>,
}

impl Memory {
    /// As a line under the table.
    pub(super) fn print(&self, of: &str) {
        let Self { before: Some(before), loaded: Some(loaded), peak: Some(peak), unloaded: Some(unloaded) } =
            self
        else {
            return;
        };
        println!(
            "resident memory of {of}: {before:.0} MB before, {loaded:.0} MB with the models, {peak:.0} MB at most, \
             {unloaded:.0} MB without them again"
        );
    }
}

/// A line of /proc/self/status, in millions of bytes.
pub(super) fn resident(line: &str) -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let rest = status.lines().find_map(|it| it.strip_prefix(line)?.strip_prefix(':'))?;
    let kibibytes: f64 = rest.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some((kibibytes * 1.024).round() / 1e3)
}

/// Serves in this process, has a face measured so many times, and waits until the models have left.
pub(super) fn of_server(faces: &Config, picture: &[u8], frames: u32) -> anyhow::Result<Memory> {
    let random = Random::system();
    let folder = Folder::new(&random)?;
    let runtime = large_runtime()?;
    let memory = runtime.block_on(Box::pin(serve(faces, &folder, random, picture, frames)));
    runtime.shutdown_background();
    memory
}

async fn serve(
    faces: &Config,
    folder: &Folder,
    random: Random,
    picture: &[u8],
    frames: u32,
) -> anyhow::Result<Memory> {
    let public = server::bind_loopback(0).await?;
    let address = public.first().context("no port is free")?.local_addr()?;
    let mut config = Config::dev(&folder.0, address.port());
    config.face = faces.face.clone();
    config.face_embedder = faces.face_embedder.clone();
    config.face_anti_spoofing = faces.face_anti_spoofing.clone();
    config.face.enabled = true;
    config.face.idle_unload = IDLE;
    config.log.access = false;
    MasterKey::generate(&random).write_new(&config.master_key_file)?;
    let (trigger, drain) = drain::channel();
    let doors = Doors::around(public, &config).await?;
    let app = App::open(config, Clock::system(), random).await?;
    let service = server::service(&app, None, &drain)?;
    let serving = tokio::spawn(server::serve(app.clone(), doors, service, drain));
    first_page(address).await?;

    let before = resident("VmRSS");
    for _ in 0..frames {
        // An attempt each: within one, the same frame again is seen to be a recording.
        let challenge = Challenge { nonce: [0; 16], actions: vec![Action::Blink] };
        let mut watch = app.sight.watch(challenge, Purpose::Verify);
        let said = watch.frame(Bytes::copy_from_slice(picture), Duration::ZERO).await?;
        ensure!(!matches!(said, Said::Hint { hint: Hint::NoFace, .. }), "there is no face in the picture");
    }
    let loaded = resident("VmRSS");
    tokio::time::sleep(IDLE + GONE).await;
    let unloaded = resident("VmRSS");
    trigger.halt();
    serving.await??;
    Ok(Memory { before, loaded, peak: resident("VmHWM"), unloaded })
}

/// A page, so that what every server has in memory after its first guest is there.
async fn first_page(address: SocketAddr) -> anyhow::Result<()> {
    let mut stream = TcpStream::connect(address).await?;
    let host = format!("host: localhost:{}", address.port());
    stream.write_all(format!("GET / HTTP/1.1\r\n{host}\r\nconnection: close\r\n\r\n").as_bytes()).await?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await?;
    ensure!(answer.starts_with(b"HTTP/1.1 200"), "the first page did not come");
    Ok(())
}

/// A directory of our own, gone with this.
struct Folder(PathBuf);

impl Folder {
    fn new(random: &Random) -> anyhow::Result<Self> {
        let name = format!("doorward-benchmark-{}", HEXLOWER.encode(&random.bytes::<8>()));
        let path = std::env::temp_dir().join(name);
        DirBuilder::new().mode(0o700).create(&path).with_context(|| path.display().to_string())?;
        Ok(Self(path))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0); // what is left is in the system's directory for such things
    }
}
