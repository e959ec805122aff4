//! A small HTTP/1.1 client that keeps its connection and asks one thing at a time.

use std::net::SocketAddr;

use anyhow::{Context, bail};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// One connection.
pub struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
    head: usize,
    end: usize,
}

impl Connection {
    pub async fn open(address: SocketAddr) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: Vec::with_capacity(16_384), head: 0, end: 0 })
    }

    /// Sends `request` and reads the answer; its status.
    pub async fn ask(&mut self, request: &[u8]) -> anyhow::Result<u16> {
        self.stream.write_all(request).await?;
        self.buffer.clear();
        self.head = loop {
            self.fill().await?;
            if let Some(at) = find(&self.buffer, b"\r\n\r\n") {
                break at + 4;
            }
        };
        let length = match self.header("content-length") {
            Some(length) => length.parse()?,
            None => 0,
        };
        self.end = self.head + length;
        while self.buffer.len() < self.end {
            self.fill().await?;
        }
        let status = self.buffer.get(9..12).and_then(|digits| std::str::from_utf8(digits).ok());
        status.context("no status")?.parse().context("status")
    }

    /// The same, refusing anything but `status`.
    pub async fn expect(&mut self, status: u16, request: &[u8]) -> anyhow::Result<()> {
        let answered = self.ask(request).await?;
        if answered != status {
            let asked = String::from_utf8_lossy(request);
            bail!("{answered} instead of {status}\n{asked}\n{}", String::from_utf8_lossy(&self.buffer));
        }
        Ok(())
    }

    pub fn body(&self) -> &[u8] {
        &self.buffer[self.head..self.end]
    }

    /// The first header called `name` (lower case).
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers(name).next()
    }

    /// All headers called `name` (lower case).
    pub fn headers(&self, name: &str) -> impl Iterator<Item = &str> {
        self.buffer[..self.head].split(|byte| *byte == b'\n').skip(1).filter_map(move |line| {
            let (own, value) = line.split_at_checked(name.len())?;
            let value = value.strip_prefix(b":")?;
            own.eq_ignore_ascii_case(name.as_bytes())
                .then(|| std::str::from_utf8(value).ok().map(str::trim))?
        })
    }

    async fn fill(&mut self) -> anyhow::Result<()> {
        if self.stream.read_buf(&mut self.buffer).await? == 0 {
            bail!("the server closed the connection");
        }
        Ok(())
    }
}

fn find(hay: &[u8], needle: &[u8]) -> Option<usize> {
    hay.windows(needle.len()).position(|window| window == needle)
}

/// The text between `before` and the next `after`.
pub fn between<'a>(text: &'a [u8], before: &str, after: u8) -> Option<&'a str> {
    let start = find(text, before.as_bytes())? + before.len();
    let rest = &text[start..];
    let end = rest.iter().position(|byte| *byte == after)?;
    std::str::from_utf8(&rest[..end]).ok()
}

#[allow(dead_code)] // not every benchmark asks for a page
pub fn get(path: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nhost: localhost\r\naccept: */*\r\n\r\n").into_bytes()
}

/// A form; `extra` are header lines.
pub fn post(path: &str, extra: &str, body: &str) -> Vec<u8> {
    format!(
        "POST {path} HTTP/1.1\r\nhost: localhost\r\naccept: */*\r\n{extra}\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}
