//! The guard by tables of spellings, and against listeners that misbehave.

use std::sync::{
    Mutex,
    atomic::{AtomicUsize, Ordering},
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

use super::*;
use crate::config::{Outbound, setting::Setting, value::Value};

fn allowing(peers: &[&str]) -> Outbound {
    let allow = peers.iter().map(|peer| Setting::from_value(&Value::Text((*peer).into())).unwrap());
    Outbound { allow: allow.collect(), timeout: Duration::from_millis(800), ..Outbound::default() }
}

/// A resolver that gives one answer after the other, and how often it was asked.
fn answers(rounds: &'static [&'static [&'static str]]) -> (Lookup, Arc<AtomicUsize>) {
    let asked = Arc::new(AtomicUsize::new(0));
    let counter = asked.clone();
    let lookup: Lookup = Arc::new(move |_| {
        let round = counter.fetch_add(1, Ordering::SeqCst).min(rounds.len() - 1);
        Box::pin(async move { Ok(rounds[round].iter().map(|address| address.parse().unwrap()).collect()) })
    });
    (lookup, asked)
}

fn get(url: &str) -> Call {
    Call { method: Method::GET, url: Url::parse(url).unwrap(), headers: HeaderMap::new(), body: Vec::new() }
}

/// Answers every connection with the same pieces, a pause after each; says how many there were and what came last.
async fn server(pieces: Vec<Vec<u8>>, pause: Duration) -> (u16, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let heard = Arc::new(Mutex::new(Vec::new()));
    let hearing = heard.clone();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let (pieces, hearing) = (pieces.clone(), hearing.clone());
            tokio::spawn(async move {
                let mut head = vec![0; 4096];
                let length = stream.read(&mut head).await.unwrap_or(0);
                hearing.lock().unwrap().push(String::from_utf8_lossy(&head[..length]).into_owned());
                for piece in pieces {
                    if stream.write_all(&piece).await.is_err() {
                        return;
                    }
                    tokio::time::sleep(pause).await;
                }
            });
        }
    });
    (port, heard)
}

fn whole(answer: &str) -> Vec<Vec<u8>> {
    vec![answer.as_bytes().to_vec()]
}

const FINE: &str = "HTTP/1.1 200 OK\r\ncontent-length: 4\r\nconnection: close\r\n\r\nfine";

#[test]
fn addresses_that_are_not_of_the_internet_are_forbidden_in_every_form() {
    for address in [
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "10.255.255.255",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.8.8.8",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.8",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.7",
        "203.0.113.9",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::7f00:1",
        "::10.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:10.1.2.3",
        "::ffff:169.254.169.254",
        "::ffff:0:127.0.0.1",
        "fe80::1",
        "febf::1",
        "fec0::1",
        "fc00::1",
        "fdff::1",
        "ff02::1",
        "64:ff9b::7f00:1",
        "64:ff9b::10.0.0.1",
        "64:ff9b::169.254.169.254",
        "64:ff9b:1::1",
        "2002:7f00:1::",
        "2002:a00:1::1",
        "2002:c0a8:101::1",
        "2002:a9fe:a9fe::",
        "2001::1",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
        "2001:10::1",
        "2001:20::1",
        "2001:db8::1",
        "3fff::1",
        "3fff:fff::1",
        "100::1",
        "5f00::1",
        "4000::1",
    ] {
        assert!(guard::forbidden(address.parse().unwrap()), "{address}");
    }
    for address in [
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.1",
        "172.15.255.255",
        "172.32.0.0",
        "192.0.1.1",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "2606:4700::1111",
        "2a00::1",
        "2001:200::1",
        "64:ff9b::8.8.8.8",
        "2002:808:808::1",
        "::ffff:8.8.8.8",
        "3ffe::1",
    ] {
        assert!(!guard::forbidden(address.parse().unwrap()), "{address}");
    }
}

#[tokio::test]
async fn an_address_is_refused_however_the_url_spells_it() {
    let client = Client::new(&allowing(&[])).unwrap();
    for url in [
        "https://127.0.0.1/",
        "https://127.1/",
        "https://2130706433/",
        "https://0x7f000001/",
        "https://0x7f.0.0.1/",
        "https://0177.0.0.1/",
        "https://017700000001/",
        "https://127.0.0.1./",
        "https://127。0。0。1/",
        "https://１２７.0.0.1/",
        "https://0/",
        "https://[::1]/",
        "https://[0:0:0:0:0:0:0:1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[::ffff:7f00:1]/",
        "https://[64:ff9b::7f00:1]/",
        "https://[2002:7f00:1::]/",
        "https://169.254.169.254/latest/meta-data/",
        "https://0xa9fea9fe/",
        "https://10.0.0.1:8443/",
        "https://[fe80::1]/",
        "https://[fd00::1]/",
        "https://%31%32%37.0.0.1/",
    ] {
        let error = client.call(get(url)).await.unwrap_err();
        assert!(matches!(&error, Error::Refused(why) if why.contains("not public")), "{url}: {error}");
    }
}

#[tokio::test]
async fn only_https_leaves_without_an_exception_and_no_user_name_does() {
    let (lookup, asked) = answers(&[&["1.1.1.1"]]);
    let client = Client::resolving(&allowing(&["sms.internal"]), lookup).unwrap();
    for (url, why) in [
        ("http://gateway.example/", "without TLS"),
        ("http://1.1.1.1/", "without TLS"),
        ("http://sms.internal.example/", "without TLS"),
        ("http://notsms.internal/", "without TLS"),
        ("ftp://gateway.example/", "not to be called"),
        ("file:///etc/passwd", "no host"),
        ("data:text/plain,x", "no host"),
        ("https://user@gateway.example/", "user name"),
        ("https://:secret@gateway.example/", "user name"),
    ] {
        let error = client.call(get(url)).await.unwrap_err();
        assert!(matches!(&error, Error::Refused(said) if said.contains(why)), "{url}: {error}");
    }
    assert_eq!(asked.load(Ordering::SeqCst), 0, "nobody was even looked for");
}

#[tokio::test]
async fn a_name_that_leads_inside_is_refused_even_if_it_leads_outside_too() {
    const LEADS: [&[&[&str]]; 5] = [
        &[&["127.0.0.1"]],
        &[&["1.1.1.1", "10.0.0.1"]],
        &[&["2606:4700::1111", "::1"]],
        &[&["::ffff:192.168.0.1"]],
        &[&["64:ff9b::a00:1"]],
    ];
    for rounds in LEADS {
        let (lookup, _) = answers(rounds);
        let client = Client::resolving(&allowing(&["other.example"]), lookup).unwrap();
        let error = client.call(get("https://gateway.example/")).await.unwrap_err();
        let refused = matches!(&error, Error::Refused(why) if why.starts_with("gateway.example leads to "));
        assert!(refused, "{rounds:?}: {error}");
    }
    let (lookup, _) = answers(&[&[]]);
    let client = Client::resolving(&allowing(&[]), lookup).unwrap();
    let error = client.call(get("https://gateway.example/")).await.unwrap_err();
    assert!(matches!(&error, Error::Unreachable(why) if why.contains("has no address")), "{error}");
    let real = Client::new(&allowing(&[])).unwrap().call(get("https://localhost/")).await.unwrap_err();
    assert!(matches!(real, Error::Refused(_)), "{real}");
}

#[tokio::test]
async fn a_name_is_resolved_once_and_that_is_where_the_connection_goes() {
    let (port, heard) = server(whole(FINE), Duration::ZERO).await;
    // The second answer, which nobody must ask for, would lead elsewhere.
    let (lookup, asked) = answers(&[&["127.0.0.1"], &["10.0.0.1"]]);
    let client = Client::resolving(&allowing(&["sms.internal"]), lookup).unwrap();
    let answer = client.call(get(&format!("http://SMS.internal:{port}/send?a=b"))).await.unwrap();
    assert_eq!((answer.status.as_u16(), &answer.body.unwrap()[..]), (200, &b"fine"[..]));
    assert_eq!(asked.load(Ordering::SeqCst), 1);
    let heard = heard.lock().unwrap().clone();
    assert!(heard[0].starts_with("GET /send?a=b HTTP/1.1\r\n"), "{heard:?}");
    assert!(heard[0].contains(&format!("host: sms.internal:{port}\r\n")), "{heard:?}");
    // A network is an exception for whatever name leads there, and for nothing beside it.
    let (lookup, _) = answers(&[&["127.0.0.1", "127.0.0.2"]]);
    let client = Client::resolving(&allowing(&["127.0.0.1"]), lookup).unwrap();
    assert!(matches!(client.call(get("https://x.example/")).await, Err(Error::Refused(_))));
    assert!(client.call(get(&format!("http://127.0.0.1:{port}/"))).await.is_ok());
    assert!(
        client.call(get(&format!("http://[::ffff:127.0.0.1]:{port}/"))).await.is_ok_and(|a| a.status == 200)
    );
}

#[tokio::test]
async fn a_redirect_is_an_answer_and_is_not_followed() {
    let (inner, touched) = server(whole(FINE), Duration::ZERO).await;
    let (port, _) = server(
        whole(&format!(
            "HTTP/1.1 307 Temporary Redirect\r\nlocation: http://127.0.0.1:{inner}/\r\ncontent-length: 0\r\n\r\n"
        )),
        Duration::ZERO,
    )
    .await;
    let client = Client::new(&allowing(&["127.0.0.0/8"])).unwrap();
    let answer = client.call(get(&format!("http://127.0.0.1:{port}/"))).await.unwrap();
    assert_eq!(answer.status, 307);
    assert!(touched.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_body_is_read_up_to_its_limit_announced_or_not() {
    let body = "x".repeat(2_000);
    let announced = format!("HTTP/1.1 200 OK\r\ncontent-length: 2000\r\n\r\n{body}");
    let chunked = format!("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n7d0\r\n{body}\r\n0\r\n\r\n");
    for answer in [announced, chunked] {
        let (port, _) = server(whole(&answer), Duration::ZERO).await;
        let url = format!("http://127.0.0.1:{port}/");
        let with =
            |max_response| Client::new(&Outbound { max_response, ..allowing(&["127.0.0.1"]) }).unwrap();
        let whole = with(2_000).call(get(&url)).await.unwrap();
        assert_eq!(whole.body.unwrap().len(), 2_000);
        let cut = with(1_999).call(get(&url)).await.unwrap();
        assert_eq!((cut.status.as_u16(), cut.body.unwrap_err()), (200, Error::TooLarge(1_999)));
    }
}

#[tokio::test]
async fn the_limit_of_time_covers_a_silent_server_and_a_body_that_drips() {
    let client = Client::new(&allowing(&["127.0.0.1"])).unwrap();
    let limit = Duration::from_millis(800);
    let (port, _) = server(vec![Vec::new()], Duration::from_secs(20)).await;
    let began = Instant::now();
    let silent = client.call(get(&format!("http://127.0.0.1:{port}/"))).await;
    assert_eq!(silent.unwrap_err(), Error::TooSlow(limit));
    assert!(began.elapsed() < Duration::from_secs(5));

    let mut drops = whole("HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n");
    drops.extend(vec![b"x".to_vec(); 1_000]);
    let (port, _) = server(drops, Duration::from_millis(20)).await;
    let began = Instant::now();
    let dripping = client.call(get(&format!("http://127.0.0.1:{port}/"))).await.unwrap();
    assert_eq!((dripping.status.as_u16(), dripping.body.unwrap_err()), (200, Error::TooSlow(limit)));
    assert!(began.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn a_proxy_of_the_environment_is_not_asked_and_an_error_tells_no_url() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let client = Client::new(&allowing(&["127.0.0.1"])).unwrap();
    let error = client.call(get(&format!("http://127.0.0.1:{port}/?key=hunter2"))).await.unwrap_err();
    assert!(matches!(&error, Error::Unreachable(why) if !why.contains("hunter2")), "{error}");
}

/// A TLS server with a certificate of an authority that only `extra_ca_file` knows.
#[tokio::test]
async fn a_certificate_authority_of_ones_own_is_trusted_when_it_is_named() {
    use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
    let mut authority = CertificateParams::new(Vec::new()).unwrap();
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(authority, KeyPair::generate().unwrap()).unwrap();
    let key = KeyPair::generate().unwrap();
    let leaf =
        CertificateParams::new(vec!["sms.internal".into()]).unwrap().signed_by(&key, &authority).unwrap();
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![leaf.der().clone()], key.serialize_der().try_into().unwrap())
        .unwrap();
    let acceptor = tokio_rustls::TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://sms.internal:{}/", listener.local_addr().unwrap().port());
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let Ok(mut stream) = acceptor.accept(stream).await else { continue };
            let mut head = [0; 4096];
            let _ = stream.read(&mut head).await;
            let _ = stream.write_all(FINE.as_bytes()).await;
            let _ = stream.shutdown().await;
        }
    });
    let scratch = tempfile::tempdir().unwrap();
    let file = scratch.path().join("ca.pem");
    std::fs::write(&file, authority.pem()).unwrap();
    let trusting = Outbound { extra_ca_file: Some(file.clone()), ..allowing(&["sms.internal"]) };
    let client = |config: &Outbound| Client::resolving(config, answers(&[&["127.0.0.1"]]).0).unwrap();
    let stranger = client(&allowing(&["sms.internal"])).call(get(&url)).await.unwrap_err();
    assert!(matches!(&stranger, Error::Unreachable(why) if why.contains("certificate")), "{stranger}");
    let answer = client(&trusting).call(get(&url)).await.unwrap();
    assert_eq!(&answer.body.unwrap()[..], b"fine");
    std::fs::write(&file, "no certificate").unwrap();
    let error = Client::new(&trusting).unwrap_err().to_string();
    assert!(error.starts_with("outbound.extra_ca_file "), "{error}");
}

#[test]
fn an_exception_is_a_host_an_address_or_a_network() {
    let read = |text: &str| crate::config::Peer::from_value(&Value::Text(text.into()));
    assert_eq!(read("SMS.Internal.").unwrap(), crate::config::Peer::Host("sms.internal".into()));
    for (text, network) in
        [("10.0.0.0/8", "10.0.0.0/8"), ("10.1.2.3", "10.1.2.3/32"), ("fd00::/8", "fd00::/8")]
    {
        assert_eq!(read(text).unwrap(), crate::config::Peer::Network(network.parse().unwrap()), "{text}");
    }
    for text in ["", "https://sms.internal", "sms internal", "10.0.0.0/33", "*", "a/b"] {
        assert!(read(text).is_err(), "{text:?}");
    }
}
