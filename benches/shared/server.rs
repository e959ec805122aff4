//! Programs under load: started, asked when they are ready, looked at through /proc, ended.

use std::{
    fs::File,
    io::{Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context, bail};

/// The program that is measured.
const PROGRAM: &str = env!("CARGO_BIN_EXE_doorward");
const PATIENCE: Duration = Duration::from_secs(10);
/// USER_HZ of every Linux.
const TICKS: f64 = 100.0;

/// A running server; ends when dropped.
pub struct Server {
    child: Child,
    pub address: SocketAddr,
    /// From its start to the first 200 of `/health/ready`.
    #[allow(dead_code)] // not every benchmark measures it
    pub ready: Duration,
}

/// The program, without settings from outside.
pub fn doorward() -> Command {
    let mut command = Command::new(PROGRAM);
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("DOORWARD")) {
        command.env_remove(name);
    }
    command
}

/// A line of /proc/…/status in MiB: of the process `pid`.
pub fn memory(pid: u32, line: &str) -> f64 {
    let text = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let found = text.lines().find_map(|own| own.strip_prefix(line)?.strip_prefix(':'));
    found.and_then(|value| value.split_whitespace().next()?.parse::<f64>().ok()).unwrap_or(f64::NAN) / 1024.0
}

/// A port that nobody has, for a moment.
pub fn free_port() -> anyhow::Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

impl Server {
    /// `doorward serve`.
    pub fn doorward(config: &Path, port: u16, access_log: bool) -> anyhow::Result<Self> {
        let mut command = doorward();
        command.arg("serve").arg("--config").arg(config);
        command.env("DOORWARD__LOG__ACCESS", access_log.to_string());
        Self::start(command, port, &config.with_extension("log"))
    }

    /// `command`, which listens on `port` and writes to `log`.
    pub fn start(mut command: Command, port: u16, log: &Path) -> anyhow::Result<Self> {
        let address = SocketAddr::from(([127, 0, 0, 1], port));
        let log = File::create(log)?;
        command.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
        let began = Instant::now();
        let child = command.spawn().context("the server does not start")?;
        let mut server = Self { child, address, ready: Duration::ZERO };
        while !is_ready(address) {
            if began.elapsed() > PATIENCE || server.child.try_wait()?.is_some() {
                bail!("the server at {address} is not ready");
            }
            std::thread::sleep(Duration::from_micros(500));
        }
        server.ready = began.elapsed();
        Ok(server)
    }

    /// Processor seconds that it has used.
    #[allow(dead_code)] // not every benchmark measures them
    pub fn core_seconds(&self) -> f64 {
        let text = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap_or_default();
        // The second field is a name in brackets, which may hold spaces; utime and stime are the 14th and 15th.
        let rest = text.rsplit_once(')').map_or("", |(_, rest)| rest);
        rest.split_whitespace().skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>()
            / TICKS
    }

    /// A line of /proc/…/status in MiB.
    pub fn memory(&self, line: &str) -> f64 {
        memory(self.child.id(), line)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = Command::new("sh").args(["-c", &format!("kill -TERM {}", self.child.id())]).status();
        let began = Instant::now();
        while began.elapsed() < Duration::from_secs(5) {
            if matches!(self.child.try_wait(), Ok(Some(_))) {
                return;
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn is_ready(address: SocketAddr) -> bool {
    let ask = || -> std::io::Result<bool> {
        let mut stream = TcpStream::connect(address)?;
        stream.set_read_timeout(Some(Duration::from_secs(2)))?;
        stream.write_all(b"GET /health/ready HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")?;
        let mut status = [0; 12];
        stream.read_exact(&mut status)?;
        Ok(status.ends_with(b"200"))
    };
    ask().unwrap_or(false)
}
