//! The sections about the process: where it listens, what it logs, where it stores, how it sends mail.

use std::{net::SocketAddr, path::PathBuf, time::Duration};

use ipnet::IpNet;

use super::{section::section, setting::choice};
use crate::secret::Secret;

section! {
    /// Where requests come in, and what a connection may cost.
    Listener {
        /// Address and port to listen on.
        address: SocketAddr = "127.0.0.1:8080";
        /// PEM file with the TLS certificate chain; without it the listener speaks plain HTTP, for a proxy in front.
        tls_certificate_file: Option<PathBuf>, such as "/etc/doorward/tls.pem";
        /// PEM file with the private key of that certificate.
        tls_key_file: Option<PathBuf>, such as "/etc/doorward/tls.key";
        /// Networks whose Forwarded and X-Forwarded-* headers are believed (RFC 7239 section 8.1).
        trusted_proxies: Vec<IpNet> = [], such as ["10.0.0.0/8"];
        /// How long a client may take to send the headers of a request.
        header_timeout: Duration = "10s";
        /// How long a client may take to send the body of a request.
        body_timeout: Duration = "20s";
        /// How long a file may take to arrive where one is asked for. It has body_timeout, and a second more for each
        /// upload_rate bytes that have come, up to this: with the defaults 10 MB at 0.5 Mbit/s, and 3 MB at half of that.
        upload_timeout: Duration = "3m";
        /// Bytes of such a file that earn it another second.
        upload_rate: u32 = 32768;
        /// How long a connection may wait for its next request.
        idle_timeout: Duration = "75s";
        /// Largest body of a request, in bytes.
        max_body: u32 = 65536;
        /// Largest head of a request (request line and all headers), in bytes.
        max_header_bytes: u32 = 16384;
        /// Connections served at the same time; more wait to be accepted. Fewer, where the process may not open so many files.
        max_connections: u32 = 4096;
        /// How long requests in flight may take to end after SIGTERM.
        drain_timeout: Duration = "30s";
        /// Address and port of /metrics (Prometheus). Not served without it. Keep it off the internet.
        metrics_address: Option<SocketAddr>, such as "127.0.0.1:9464";
    }
}

choice! {
    /// How log lines look.
    LogFormat {
        /// For people.
        Text = "text",
        /// For machines: one JSON object per line.
        Json = "json",
    }
}

section! {
    /// What is written to standard error.
    Log {
        /// "text" for people, "json" for machines.
        format: LogFormat = "text";
        /// Least level: error, warn, info, debug or trace; or per module, as in "info,doorward=debug".
        level: String = "info";
        /// Whether each request is logged with one line when it ends.
        access: bool = true;
    }
}

section! {
    /// Connections to the database that `storage` names.
    Database {
        /// Connections kept (PostgreSQL); reading connections beside the one writer (SQLite).
        pool_size: u32 = 8;
        /// How long a request may wait for a connection.
        acquire_timeout: Duration = "2s";
        /// How long one statement may take (PostgreSQL).
        statement_timeout: Duration = "2s";
    }
}

choice! {
    /// How mail leaves.
    MailTransport {
        /// To a mail server.
        Smtp = "smtp",
        /// One .eml file per mail, into a directory.
        File = "file",
        /// Kept in the database and shown at /dev/mail; dev mode only.
        Capture = "capture",
    }
}

choice! {
    /// How the connection to the mail server is protected.
    MailSecurity {
        /// TLS from the first byte (RFC 8314 section 3.3).
        Tls = "tls",
        /// Upgraded by STARTTLS, which is demanded (RFC 3207).
        StartTls = "starttls",
        /// Not at all.
        None = "none",
    }
}

section! {
    /// How mail is sent: codes and notices.
    Mail {
        /// "smtp" to a mail server, or "file" (one .eml file per mail, into `directory`).
        transport: MailTransport = "smtp";
        /// The sender. Without it: no-reply at the issuer's host.
        from: Option<String>, such as "Example <no-reply@example.org>";
        /// Host name of the mail server.
        host: Option<String>, such as "smtp.example.org";
        /// Port of the mail server. Without it: 465 for "tls", 587 for "starttls", 25 for "none".
        port: Option<u16>, such as 587;
        /// "tls" (from the first byte, RFC 8314), "starttls" (demanded, RFC 3207) or "none".
        security: MailSecurity = "tls";
        /// User name at the mail server, if it wants one.
        username: Option<String>, such as "doorward";
        /// Password at the mail server.
        password: Option<Secret>, such as "…";
        /// Where the file transport writes.
        directory: PathBuf = "mail";
        /// How often a mail is tried again that nobody waits for (a notice, an invitation), with waits that grow to half an hour,
        /// before it is given up. One with a code is tried until that lapses.
        retries: u32 = 48;
    }
}

impl Mail {
    /// The port to connect to: the one given, or the usual one for the kind of protection (RFC 8314, 6409, 5321).
    pub fn port_or_usual(&self) -> u16 {
        self.port.unwrap_or(match self.security {
            MailSecurity::Tls => 465,
            MailSecurity::StartTls => 587,
            MailSecurity::None => 25,
        })
    }
}
