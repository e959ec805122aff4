use std::net::Ipv4Addr;

use axum::{
    body::Bytes,
    extract::Extension,
    response::IntoResponse,
    routing::{get, post},
};
use rustls::{ClientConfig, RootCertStore, pki_types::ServerName};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    task::JoinHandle,
};
use tokio_rustls::TlsConnector;

use super::*;
use crate::{
    random::Random,
    web::{
        api,
        drain::{self, Trigger},
        frame::Frame,
        health::Readiness,
    },
};

struct Served {
    address: SocketAddr,
    trigger: Trigger,
    ending: JoinHandle<Ending>,
}

fn short() -> Limits {
    Limits {
        handshake_timeout: Duration::from_millis(300),
        header_timeout: Duration::from_millis(300),
        body_timeout: Duration::from_millis(300),
        upload_timeout: Duration::from_secs(2),
        upload_rate: 1_000,
        idle_timeout: Duration::from_millis(900),
        max_body: 1_000,
        max_header_bytes: 4_096,
        drain_timeout: Duration::from_secs(5),
        ..Limits::default()
    }
}

async fn start(limits: Limits, tls: Option<Arc<ServerConfig>>) -> Served {
    let (trigger, drain) = drain::channel();
    let router = Router::new()
        .route("/", get(async |Extension(peer): Extension<Peer>| peer.address.ip().to_string()))
        .route("/echo", post(async |body: Bytes| body))
        .route(
            "/file",
            post(async |Extension(fate): Extension<body::Fate>, request: axum::extract::Request| {
                fate.allow(5_000);
                let read = axum::body::to_bytes(request.into_body(), usize::MAX).await;
                read.map_or_else(|error| error.to_string(), |bytes| format!("{} bytes", bytes.len()))
            }),
        )
        .route(
            api::import::IMPORTS,
            post(async |Extension(fate): Extension<body::Fate>, request: axum::extract::Request| {
                fate.allow_bulk(9_000);
                let read = axum::body::to_bytes(request.into_body(), usize::MAX).await;
                read.map_or_else(|error| error.to_string(), |bytes| format!("{} bytes", bytes.len()))
            }),
        )
        .route("/long", get(async || pieces(true)))
        .route("/usual", get(async || pieces(false)))
        .route(
            "/slow",
            get(async || {
                sleep(Duration::from_millis(600)).await;
                "done"
            }),
        )
        .route("/slower", get(async || sleep(Duration::from_secs(20)).await))
        .merge(Readiness::new(drain.clone()).router());
    let router = Frame::new(&"https://id.example.org".parse().unwrap(), Random::seeded(1)).around(router);
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    let ending = tokio::spawn(serve(listener, tls, router, limits, drain));
    Served { address, trigger, ending }
}

/// Six pieces, over more time than a connection may wait between requests.
fn pieces(long: bool) -> Response {
    let pieces = futures_util::stream::unfold(0, |number| async move {
        sleep(Duration::from_millis(400)).await;
        (number < 6).then_some((Ok::<_, io::Error>("piece "), number + 1))
    });
    if long {
        stream::file("a.txt", "text/plain", pieces).unwrap()
    } else {
        Body::from_stream(pieces).into_response()
    }
}

impl Served {
    async fn connect(&self) -> TcpStream {
        TcpStream::connect(self.address).await.unwrap()
    }

    /// Sends `request` and reads until the server closes.
    async fn ask(&self, request: &[u8]) -> String {
        let mut stream = self.connect().await;
        stream.write_all(request).await.unwrap();
        rest(&mut stream).await
    }
}

async fn rest(stream: &mut (impl AsyncRead + Unpin)) -> String {
    let mut bytes = Vec::new();
    // A server that refuses to read on may reset; what it has said stands.
    let _ =
        tokio::time::timeout(Duration::from_secs(5), stream.read_to_end(&mut bytes)).await.expect("closes");
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Reads one answer, without waiting for the end of the connection.
async fn one(stream: &mut TcpStream) -> String {
    let mut bytes = vec![0; 4_096];
    let read = stream.read(&mut bytes).await.unwrap();
    String::from_utf8_lossy(&bytes[..read]).into_owned()
}

#[tokio::test]
async fn a_request_is_answered_and_the_handler_knows_the_peer() {
    let served = start(Limits::default(), None).await;
    let answer = served.ask(b"GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await;
    assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("127.0.0.1"), "{answer}");
    assert!(answer.contains("x-content-type-options: nosniff"));
}

#[tokio::test]
async fn a_slow_head_is_closed_in_time_the_first_and_the_second() {
    let served = start(short(), None).await;
    let mut stream = served.connect().await;
    let started = Instant::now();
    stream.write_all(b"GET / HTTP/1.1\r\nhost:").await.unwrap();
    assert_eq!(rest(&mut stream).await, "");
    assert!(started.elapsed() < Duration::from_secs(3), "{:?}", started.elapsed());

    let mut stream = served.connect().await;
    stream.write_all(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
    assert!(one(&mut stream).await.starts_with("HTTP/1.1 200"));
    let started = Instant::now();
    for _ in 0..20 {
        // Trickling does not help.
        if stream.write_all(b"G").await.is_err() {
            break;
        }
        sleep(Duration::from_millis(50)).await;
    }
    let _ = rest(&mut stream).await;
    assert!(started.elapsed() < Duration::from_secs(3), "{:?}", started.elapsed());
}

#[tokio::test]
async fn a_connection_may_wait_between_requests_but_not_for_ever() {
    let served = start(short(), None).await;
    let mut stream = served.connect().await;
    let request = b"GET / HTTP/1.1\r\nhost: x\r\n\r\n";
    stream.write_all(request).await.unwrap();
    one(&mut stream).await;
    sleep(Duration::from_millis(600)).await;
    stream.write_all(request).await.unwrap();
    assert!(
        one(&mut stream).await.starts_with("HTTP/1.1 200"),
        "longer than a head may take, but only waiting"
    );
    let started = Instant::now();
    assert_eq!(rest(&mut stream).await, "");
    assert!(started.elapsed() > Duration::from_millis(700), "{:?}", started.elapsed());
}

#[tokio::test]
async fn only_who_expects_a_file_reads_a_larger_body_and_no_longer() {
    let served = start(short(), None).await;
    let ask = async |path: &str, announced: usize, sent: usize| {
        let head = format!(
            "POST {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\
             content-type: multipart/form-data; boundary=x\r\ncontent-length: {announced}\r\n\r\n"
        );
        served.ask(format!("{head}{}", "x".repeat(sent)).as_bytes()).await
    };
    let whole = ask("/file", 5_000, 5_000).await;
    assert!(whole.starts_with("HTTP/1.1 200") && whole.ends_with("5000 bytes"), "{whole}");
    assert!(ask("/file", 5_001, 5_001).await.starts_with("HTTP/1.1 413"));
    assert!(ask("/echo", 1_001, 1_001).await.starts_with("HTTP/1.1 413"));
    assert!(
        ask("/file", 5_000, 100).await.starts_with("HTTP/1.1 408"),
        "nor does it wait for what does not come"
    );
}

#[tokio::test]
async fn a_file_on_a_slow_line_arrives_and_no_other_body_has_its_time() {
    let served = start(short(), None).await;
    let dribble = async |path: &str, part: usize, parts: usize| {
        let mut stream = served.connect().await;
        let (announced, head) =
            (part * parts, "content-type: multipart/form-data; boundary=x\r\nconnection: close");
        let head =
            format!("POST {path} HTTP/1.1\r\nhost: x\r\n{head}\r\ncontent-length: {announced}\r\n\r\n");
        stream.write_all(head.as_bytes()).await.unwrap();
        for _ in 0..parts {
            if stream.write_all("x".repeat(part).as_bytes()).await.is_err() {
                break;
            }
            sleep(Duration::from_millis(100)).await;
        }
        rest(&mut stream).await
    };
    let slow = dribble("/file", 300, 10).await;
    assert!(slow.starts_with("HTTP/1.1 200") && slow.ends_with("3000 bytes"), "{slow}");
    assert!(dribble("/file", 20, 10).await.starts_with("HTTP/1.1 408"), "slower than it may be");
    assert!(dribble("/echo", 90, 10).await.starts_with("HTTP/1.1 408"), "no file was asked for");
    assert!(dribble("/file", 150, 30).await.starts_with("HTTP/1.1 408"), "not for ever");
    let bulk = dribble(api::import::IMPORTS, 150, 30).await;
    assert!(bulk.starts_with("HTTP/1.1 200") && bulk.ends_with("4500 bytes"), "{bulk}");
    assert!(dribble(api::import::IMPORTS, 20, 10).await.starts_with("HTTP/1.1 408"), "slower than it may be");
}

#[tokio::test]
async fn an_import_needs_no_form_to_be_large() {
    let served = start(short(), None).await;
    let ask = async |path: &str, announced: usize| {
        let head = format!(
            "POST {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: {announced}\r\n\r\n"
        );
        served.ask(format!("{head}{}", "x".repeat(announced)).as_bytes()).await
    };
    let whole = ask(api::import::IMPORTS, 9_000).await;
    assert!(whole.starts_with("HTTP/1.1 200") && whole.ends_with("9000 bytes"), "{whole}");
    assert!(ask(api::import::IMPORTS, 9_001).await.starts_with("HTTP/1.1 413"));
    assert!(ask("/file", 1_001).await.starts_with("HTTP/1.1 413"), "nothing else does");
}

#[tokio::test]
async fn a_long_answer_is_given_to_its_end() {
    let served = start(short(), None).await;
    let ask = async |path: &str| {
        let mut stream = served.connect().await;
        let request = format!("GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
        rest(&mut stream).await
    };
    let long = ask("/long").await;
    assert!(long.matches("piece").count() == 6 && long.ends_with("0\r\n\r\n"), "{long}");
    let usual = ask("/usual").await;
    assert!(!usual.ends_with("0\r\n\r\n"), "what does not say so counts as idle: {usual}");
}

#[tokio::test]
async fn a_slow_body_is_answered_408_and_a_large_one_413() {
    let served = start(short(), None).await;
    let answer = served.ask(b"POST /echo HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nabc").await;
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
    assert!(answer.contains("connection: close") && answer.contains("\"request_timeout\""), "{answer}");
    assert!(answer.contains("x-frame-options: DENY"), "refusals have their headers too: {answer}");

    let announced = served.ask(b"POST /echo HTTP/1.1\r\nhost: x\r\ncontent-length: 1001\r\n\r\n").await;
    assert!(announced.starts_with("HTTP/1.1 413"), "{announced}");

    let chunk = format!("3e9\r\n{}\r\n0\r\n\r\n", "x".repeat(1_001));
    let head = "POST /echo HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n";
    let chunked = served.ask(format!("{head}{chunk}").as_bytes()).await;
    assert!(chunked.starts_with("HTTP/1.1 413"), "{chunked}");

    let good = "POST /echo HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 1000\r\n\r\n";
    let whole = served.ask(format!("{good}{}", "x".repeat(1_000)).as_bytes()).await;
    assert!(whole.starts_with("HTTP/1.1 200"), "{whole}");
}

#[tokio::test]
async fn a_large_head_is_answered_431() {
    let served = start(short(), None).await;
    let request = format!("GET / HTTP/1.1\r\nhost: x\r\nx-long: {}\r\n\r\n", "y".repeat(5_000));
    let answer = served.ask(request.as_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 431"), "{answer}");
}

#[tokio::test]
async fn more_connections_than_allowed_wait() {
    let served = start(Limits { max_connections: 1, ..short() }, None).await;
    let holder = served.connect().await;
    sleep(Duration::from_millis(50)).await;
    let mut waiter = served.connect().await;
    waiter.write_all(b"GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await.unwrap();
    let mut byte = [0];
    let early = tokio::time::timeout(Duration::from_millis(100), waiter.read(&mut byte)).await;
    assert!(early.is_err(), "answered beside the one that is allowed");
    drop(holder);
    assert!(rest(&mut waiter).await.starts_with("HTTP/1.1 200"));
}

#[tokio::test]
async fn while_few_places_are_left_nobody_keeps_one() {
    let served = start(Limits { max_connections: 4, ..Limits::default() }, None).await;
    let mut open = Vec::new();
    for last in [false, false, false, true] {
        let mut stream = served.connect().await;
        stream.write_all(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
        let answer = one(&mut stream).await;
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        assert_eq!(answer.contains("connection: close"), last, "{answer}");
        open.push(stream);
    }
}

#[tokio::test]
async fn a_drain_finishes_what_is_in_flight_and_then_refuses() {
    let served = start(Limits::default(), None).await;
    let mut idle = served.connect().await;
    idle.write_all(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
    assert!(!one(&mut idle).await.contains("connection: close"));
    let mut slow = served.connect().await;
    slow.write_all(b"GET /slow HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
    let silent = served.connect().await;
    sleep(Duration::from_millis(100)).await;

    served.trigger.drain();
    assert_eq!(rest(&mut idle).await, "", "an idle connection closes");
    let ready = served.ask(b"GET /health/ready HTTP/1.1\r\nhost: x\r\n\r\n").await;
    assert!(ready.starts_with("HTTP/1.1 503") && ready.contains("connection: close"), "{ready}");

    let answer = rest(&mut slow).await;
    assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("done"), "{answer}");
    assert!(answer.contains("connection: close"));
    let ending = tokio::time::timeout(Duration::from_secs(2), served.ending).await.expect("ends").unwrap();
    assert_eq!(ending, Ending::Drained);
    assert!(TcpStream::connect(served.address).await.is_err());
    drop(silent);
}

#[tokio::test]
async fn a_drain_has_a_limit_and_a_second_signal_does_not_wait() {
    let limits = Limits { drain_timeout: Duration::from_millis(100), ..Limits::default() };
    for (halt, expected) in [(false, Ending::TimedOut), (true, Ending::Halted)] {
        let limits = if halt { Limits::default() } else { limits.clone() };
        let served = start(limits, None).await;
        let mut slow = served.connect().await;
        slow.write_all(b"GET /slower HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
        sleep(Duration::from_millis(50)).await;
        served.trigger.drain();
        if halt {
            served.trigger.halt();
        }
        assert_eq!(served.ending.await.unwrap(), expected);
        assert_eq!(rest(&mut slow).await, "", "cut off");
    }
}

/// A certificate for localhost, and a client that trusts it.
fn certificate() -> (Arc<ServerConfig>, ClientConfig) {
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let directory = tempfile::tempdir().unwrap();
    let (chain, key) = (directory.path().join("tls.pem"), directory.path().join("tls.key"));
    std::fs::write(&chain, made.cert.pem()).unwrap();
    std::fs::write(&key, made.signing_key.serialize_pem()).unwrap();
    let server = crate::web::tls::config(&chain, &key).unwrap();
    assert!(crate::web::tls::config(&key, &chain).is_err());

    let mut roots = RootCertStore::empty();
    roots.add(made.cert.der().clone()).unwrap();
    let client = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    (server, client)
}

async fn tls(
    served: &Served,
    mut client: ClientConfig,
    protocol: &[u8],
) -> tokio_rustls::client::TlsStream<TcpStream> {
    client.alpn_protocols = vec![protocol.to_vec()];
    let name = ServerName::try_from("localhost").unwrap();
    TlsConnector::from(Arc::new(client)).connect(name, served.connect().await).await.unwrap()
}

#[tokio::test]
async fn tls_is_spoken_and_what_does_not_speak_it_is_closed() {
    let (config, client) = certificate();
    let served = start(short(), Some(config)).await;
    let mut stream = tls(&served, client, b"http/1.1").await;
    stream.write_all(b"GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await.unwrap();
    assert!(rest(&mut stream).await.starts_with("HTTP/1.1 200"));

    let started = Instant::now();
    assert_eq!(rest(&mut served.connect().await).await, "", "a silent client has no handshake");
    assert!(started.elapsed() < Duration::from_secs(3));
}

/// The type of the next frame (RFC 9113 section 4.1), its payload read away.
async fn frame_type(stream: &mut (impl AsyncRead + Unpin)) -> Option<u8> {
    let mut head = [0; 9];
    stream.read_exact(&mut head).await.ok()?;
    let length = u32::from_be_bytes([0, head[0], head[1], head[2]]);
    let mut payload = vec![0; usize::try_from(length).unwrap()];
    stream.read_exact(&mut payload).await.ok()?;
    Some(head[3])
}

#[tokio::test]
async fn http_2_comes_by_alpn_and_goes_with_goaway() {
    const SETTINGS: u8 = 4;
    const GOAWAY: u8 = 7;
    let (config, client) = certificate();
    let served = start(Limits::default(), Some(config)).await;
    let mut stream = tls(&served, client, b"h2").await;
    assert_eq!(stream.get_ref().1.alpn_protocol(), Some(&b"h2"[..]));
    stream.write_all(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0").await.unwrap();
    assert_eq!(frame_type(&mut stream).await, Some(SETTINGS));

    served.trigger.drain();
    let mut seen = Vec::new();
    while let Some(kind) = frame_type(&mut stream).await {
        seen.push(kind);
        if kind == GOAWAY {
            break;
        }
    }
    assert!(seen.contains(&GOAWAY), "{seen:?}");
    drop(stream);
    assert_eq!(served.ending.await.unwrap(), Ending::Drained);
}
