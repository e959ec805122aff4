//! The camera's connection as it comes over the wire: who may open one, what may be sent, and how it ends.

use std::{
    net::Ipv4Addr,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use bytes::Bytes;
use futures_util::{SinkExt, StreamExt, future::BoxFuture};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};
use tokio_tungstenite::{WebSocketStream, tungstenite};
use tungstenite::Message as Packet;
use zeroize::Zeroizing;

use super::*;
use crate::{
    app::App,
    authentication::{
        factor::{Record, Registry, Submission},
        guide::{Opening, Travel},
        journey::{Demand, Heading, Purpose},
        visitor::Visitor,
    },
    clock::{Clock, Timestamp},
    config::{Config, Level, MailTransport},
    face::{
        Challenge, Observation, Purpose as FacePurpose, Sight,
        live::{Failure, Hint, Said},
        sight::{Unseen, Watch},
    },
    jose::{MasterKey, Vault, seal::About},
    random::Random,
    storage::{
        self,
        authenticator::Authenticator,
        testing::{Scratch, sqlite},
    },
    web::{
        drain::{self, Trigger},
        frame::Frame,
        listener::{self, Ending, Limits},
        router::router,
    },
};

const ORIGIN: &str = "https://id.example.org";
const PASSWORD: &str = "correct horse battery";

/// Places before the camera.
const ROOM: usize = 8;

/// Sees what the first letter of a frame says: `n`obody, `s`lowly somebody, a failure (`f`), nothing to read (`x`), or person
/// `1`, `2` …
struct Eyes {
    looked: Arc<AtomicUsize>,
    prepared: Arc<AtomicUsize>,
    challenges: Arc<Mutex<Vec<Challenge>>>,
    limit: Arc<Mutex<Duration>>,
}

struct Look {
    challenge: Challenge,
    looked: Arc<AtomicUsize>,
}

impl Sight for Eyes {
    fn watch(&self, challenge: Challenge, _: FacePurpose) -> Box<dyn Watch> {
        self.challenges.lock().unwrap().push(challenge.clone());
        Box::new(Look { challenge, looked: self.looked.clone() })
    }

    fn prepare(&self) {
        self.prepared.fetch_add(1, Ordering::SeqCst);
    }

    fn limit(&self) -> Duration {
        *self.limit.lock().unwrap()
    }

    fn room(&self) -> usize {
        ROOM
    }
}

impl Watch for Look {
    fn frame(&mut self, picture: Bytes, _: Duration) -> BoxFuture<'_, Result<Said, Unseen>> {
        self.looked.fetch_add(1, Ordering::SeqCst);
        let of = self.challenge.actions.len();
        let slow = picture.first() == Some(&b's');
        let said = match picture.first() {
            Some(b's') => Ok(Said::Hint { hint: Hint::HoldStill, done: 0, of }),
            Some(b'n') => Ok(Said::Hint { hint: Hint::NoFace, done: 0, of }),
            Some(b'f') => Ok(Said::Failed(Failure::NotAlive)),
            Some(b'b') => Err(Unseen::Busy),
            Some(number @ b'1'..=b'9') => {
                let random = Random::seeded(u64::from(*number));
                let face: Vec<f32> = (0..128).map(|_| f32::from(random.bytes::<1>()[0]) / 255.0).collect();
                let frames = vec![Zeroizing::new(face); 5];
                Ok(Said::Seen(Observation::for_test(self.challenge.nonce, frames)))
            }
            _ => Err(Unseen::Unreadable),
        };
        Box::pin(async move {
            if slow {
                tokio::time::sleep(Duration::from_millis(400)).await;
            }
            said
        })
    }
}

struct Served {
    site: Arc<Site>,
    address: std::net::SocketAddr,
    trigger: Trigger,
    ending: JoinHandle<Ending>,
    looked: Arc<AtomicUsize>,
    prepared: Arc<AtomicUsize>,
    challenges: Arc<Mutex<Vec<Challenge>>>,
    limit: Arc<Mutex<Duration>>,
    _scratch: Scratch,
}

type Socket = WebSocketStream<TcpStream>;

impl Served {
    async fn new() -> Self {
        let (database, scratch) = sqlite().await;
        let (clock, random) = (Clock::fixed(Timestamp::from_seconds(1_800_000_000)), Random::seeded(5));
        let vault = Vault::new(&MasterKey::generate(&random), random.clone());
        let mut config = Config { issuer: ORIGIN.into(), ..Config::default() };
        config.mail.transport = MailTransport::Capture;
        config.key.algorithms = vec!["ES256".into()];
        config.password.memory_kib = 64;
        config.password.iterations = 1;
        let chain = vec![vec!["password".to_owned()], vec!["face".to_owned()]];
        config.policy.levels.0 = vec![Level { acr: "face".into(), chains: vec![chain] }];
        config.face.enabled = true;
        config.policy.default_level = "face".into();
        config.policy.enrol_at_sign_in = vec!["face".into()];
        let (looked, challenges) = (Arc::<AtomicUsize>::default(), Arc::<Mutex<Vec<_>>>::default());
        let prepared = Arc::<AtomicUsize>::default();
        let limit = Arc::new(Mutex::new(Duration::from_secs(30)));
        let eyes = Eyes {
            looked: looked.clone(),
            prepared: prepared.clone(),
            challenges: challenges.clone(),
            limit: limit.clone(),
        };
        let registry = Registry::new(&config, &vault);
        let app =
            App::assemble_with(config, clock, random.clone(), database, vault, registry, Arc::new(eyes))
                .await
                .unwrap();
        let site = Arc::new(Site::new(app, None).unwrap());
        let frame = Frame { pages: Some(site.pages.clone()), ..Frame::new(&ORIGIN.parse().unwrap(), random) };
        let service = frame.around(router(site.clone()));
        let (trigger, drain) = drain::channel();
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let limits = Limits { idle_timeout: Duration::from_millis(300), ..Limits::default() };
        let ending = tokio::spawn(listener::serve(listener, None, service, limits, drain));
        Self { site, address, trigger, ending, looked, prepared, challenges, limit, _scratch: scratch }
    }

    fn browser(&self) -> Visitor {
        Visitor {
            browser: self.site.random.token(),
            session: None,
            others: Vec::new(),
            address: Ipv4Addr::LOCALHOST.into(),
            user_agent: "Firefox".into(),
            language: "en".into(),
            stands_in: None,
        }
    }

    async fn account(&self, name: &str) {
        let password =
            self.site.guide.registry().password().set(PASSWORD, true, &[], &self.site.random).unwrap();
        let draft = crate::administration::account::Draft {
            username: name.into(),
            email: Some(format!("{name}@example.org")),
            email_verified: true,
            authenticators: vec![("password".into(), String::new(), Record::of(&password).unwrap())],
            ..crate::administration::account::Draft::default()
        };
        self.site.accounts().create(draft).await.unwrap();
    }

    async fn respond(&self, visitor: &Visitor, id: &str, kind: &str, field: &str, value: &str) -> Travel {
        let form = Submission::of([(field.to_owned(), value.to_owned())]);
        Box::pin(self.site.guide.respond(visitor, id, kind, form)).await.unwrap()
    }

    async fn mailed_code(&self) -> String {
        let mut reader = self.site.database.read().await.unwrap();
        let row = storage::outbox::newest(&mut reader, "mail", 1).await.unwrap().remove(0);
        let about = About { table: "outbox", row: &row.message_id, account: "" };
        let plain = self.site.vault.open(about, row.payload_sealed.as_deref().unwrap()).unwrap();
        let letter: Value = serde_json::from_slice(&plain).unwrap();
        letter["context"]["code"].as_str().unwrap().to_owned()
    }

    /// A sign-in of `name` before the camera: to enrol, or to be compared.
    async fn to_camera(&self, visitor: &Visitor, name: &str) -> String {
        let (id, travel) = self.to_face(visitor, name).await;
        if matches!(&travel.step, Step::Enrol { .. }) {
            self.agree(visitor, &id, &travel).await;
        }
        id
    }

    /// Consent to keep a face.
    async fn agree(&self, visitor: &Visitor, id: &str, travel: &Travel) {
        let page = &travel.journey.pending.as_ref().unwrap().page;
        let words = page["consent"]["words"]["en"].as_str().unwrap().to_owned();
        let form = [("agree", "1"), ("locale", "en"), ("words", &words)];
        let form = Submission::of(form.map(|(name, value)| (name.to_owned(), value.to_owned())));
        Box::pin(self.site.guide.confirm(visitor, id, "face", form)).await.unwrap();
    }

    /// The same before its first page.
    async fn to_face(&self, visitor: &Visitor, name: &str) -> (String, Travel) {
        let opening = Opening {
            purpose: Purpose::SignIn,
            errand: json!({}),
            heading: Heading::default(),
            demand: Demand::default(),
        };
        let guide = &self.site.guide;
        let id = Box::pin(guide.begin(visitor, opening)).await.unwrap().journey_id;
        let form = Submission::of([("username".to_owned(), name.to_owned())]);
        Box::pin(guide.identify(visitor, &id, &form)).await.unwrap();
        let mut travel = self.respond(visitor, &id, "password", "password", PASSWORD).await;
        if matches!(&travel.step, Step::Verify { kind, .. } if kind == "email_code") {
            let code = self.mailed_code().await;
            travel = self.respond(visitor, &id, "email_code", "code", &code).await;
        }
        (id, travel)
    }

    fn token(&self, visitor: &Visitor, id: &str) -> String {
        self.site.csrf.token(&visitor.browser, id)
    }

    fn path(&self, visitor: &Visitor, id: &str) -> String {
        format!("/login/{id}/face/live?csrf={}", self.token(visitor, id))
    }

    /// Opens a socket as a browser does; the status if it is refused.
    async fn open(&self, path: &str, cookie: Option<&str>, origin: Option<&str>) -> Result<Socket, u16> {
        let mut request = http::Request::builder()
            .uri(format!("ws://id.example.org{path}"))
            .header("host", "id.example.org")
            .header("connection", "Upgrade")
            .header("upgrade", "websocket")
            .header("sec-websocket-version", "13")
            .header("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==");
        if let Some(cookie) = cookie {
            request = request.header("cookie", format!("__Host-doorward-browser={cookie}"));
        }
        if let Some(origin) = origin {
            request = request.header("origin", origin);
        }
        let stream = TcpStream::connect(self.address).await.unwrap();
        match tokio_tungstenite::client_async(request.body(()).unwrap(), stream).await {
            Ok((socket, _)) => Ok(socket),
            Err(tungstenite::Error::Http(answer)) => Err(answer.status().as_u16()),
            Err(error) => panic!("{error}"),
        }
    }

    /// The socket of `visitor`'s journey, which has begun.
    async fn begin(&self, visitor: &Visitor, id: &str) -> Socket {
        let mut socket =
            self.open(&self.path(visitor, id), Some(&visitor.browser), Some(ORIGIN)).await.unwrap();
        assert_eq!(hear(&mut socket).await["begun"]["seconds"], 30);
        socket
    }

    /// A whole attempt that shows one frame.
    async fn show(&self, visitor: &Visitor, id: &str, frame: &'static [u8]) -> Value {
        let mut socket = self.begin(visitor, id).await;
        socket.send(Packet::Binary(Bytes::from_static(frame))).await.unwrap();
        hear(&mut socket).await
    }

    async fn faces(&self) -> Vec<Authenticator> {
        let mut reader = self.site.database.read().await.unwrap();
        let account = storage::account::find_by_name(&mut reader, "alice").await.unwrap().unwrap();
        let rows = storage::authenticator::of_account(&mut reader, &account.account_id).await.unwrap();
        rows.into_iter().filter(|row| row.kind == "face").collect()
    }

    async fn is_through(&self, visitor: &Visitor, id: &str) -> bool {
        let travel = Box::pin(self.site.guide.load(visitor, id)).await.unwrap();
        travel.step == Step::Permission
    }

    /// A page as a browser loads it.
    async fn get(&self, path: &str, cookie: &str) -> (u16, String) {
        let head = format!(
            "GET {path} HTTP/1.1\r\nhost: id.example.org\r\nconnection: close\r\naccept: text/html\r\n\
             user-agent: Phone\r\ncookie: __Host-doorward-browser={cookie}\r\n\r\n"
        );
        self.send(&head, b"").await
    }

    /// A post of the page's script.
    async fn post(&self, path: &str, cookie: &str, kind: &str, body: &[u8]) -> (u16, String) {
        let head = format!(
            "POST {path} HTTP/1.1\r\nhost: id.example.org\r\nconnection: close\r\norigin: {ORIGIN}\r\nuser-agent: Firefox\r\n\
             cookie: __Host-doorward-browser={cookie}\r\ncontent-type: {kind}\r\ncontent-length: {}\r\n\r\n",
            body.len()
        );
        self.send(&head, body).await
    }

    async fn send(&self, head: &str, body: &[u8]) -> (u16, String) {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(head.as_bytes()).await.unwrap();
        let _ = stream.write_all(body).await; // what is refused is not read to its end
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer).await;
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let status = answer.get(9..12).and_then(|status| status.parse().ok()).unwrap_or(0);
        (status, answer)
    }
}

/// The form of a page of ours.
fn form(csrf: &str, rest: &str) -> Vec<u8> {
    format!("csrf={csrf}&{rest}").into_bytes()
}

/// Where an answer leads.
fn location(answer: &str) -> &str {
    answer.split("location: ").nth(1).unwrap_or_default().split("\r\n").next().unwrap_or_default()
}

/// The next message.
async fn hear(socket: &mut Socket) -> Value {
    match tokio::time::timeout(Duration::from_secs(5), socket.next()).await.expect("an answer") {
        Some(Ok(Packet::Text(text))) => serde_json::from_str(&text).unwrap(),
        other => panic!("{other:?}"),
    }
}

/// How the socket was closed.
async fn closed(socket: &mut Socket) -> Option<u16> {
    loop {
        match tokio::time::timeout(Duration::from_secs(5), socket.next()).await.expect("an end") {
            Some(Ok(Packet::Close(frame))) => return frame.map(|frame| frame.code.into()),
            Some(Ok(_)) => {}
            Some(Err(_)) | None => return None,
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_face_is_enrolled_and_compared_over_the_socket() {
    let served = Served::new().await;
    served.account("alice").await;
    let visitor = served.browser();
    let id = served.to_camera(&visitor, "alice").await;
    let mut socket = served.begin(&visitor, &id).await;
    socket.send(Packet::Binary("n".into())).await.unwrap();
    assert_eq!(hear(&mut socket).await["hint"], json!({ "key": "no-face", "done": 0, "of": 3 }));
    tokio::time::sleep(Duration::from_millis(500)).await; // longer than an idle connection may wait
    socket.send(Packet::Binary("1".into())).await.unwrap();
    let over = json!({ "over": { "how": "next", "to": format!("/login/{id}/identifier") } });
    assert_eq!(hear(&mut socket).await, over);
    assert_eq!(closed(&mut socket).await, Some(1000));
    assert_eq!(served.faces().await.len(), 1);
    assert!(served.is_through(&visitor, &id).await);

    let visitor = served.browser();
    let id = served.to_camera(&visitor, "alice").await;
    for frame in [b"2", b"f", b"x"] {
        assert_eq!(served.show(&visitor, &id, frame).await["over"]["how"], "refused");
        assert!(!served.is_through(&visitor, &id).await);
    }
    assert_eq!(served.show(&visitor, &id, b"1").await["over"]["how"], "next");
    assert!(served.is_through(&visitor, &id).await);
    let challenges = served.challenges.lock().unwrap();
    let nonces: std::collections::BTreeSet<_> = challenges.iter().map(|challenge| challenge.nonce).collect();
    assert_eq!(nonces.len(), challenges.len(), "each attempt is asked something of its own");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_our_own_page_in_the_browser_of_the_journey_opens_a_camera() {
    let served = Served::new().await;
    served.account("alice").await;
    let (visitor, other) = (served.browser(), served.browser());
    let id = served.to_camera(&visitor, "alice").await;
    let path = served.path(&visitor, &id);
    let own = Some(visitor.browser.as_str());
    let foreign = served.path(&other, &id);
    let plain = format!("/login/{id}/face/live");
    for (what, path, cookie, origin, status) in [
        ("another site", &path, own, Some("https://evil.example"), 403),
        ("a sandbox", &path, own, Some("null"), 403),
        ("a program", &path, own, None, 403),
        ("no cookie", &path, None, Some(ORIGIN), 403),
        ("another browser with our token", &path, Some(other.browser.as_str()), Some(ORIGIN), 403),
        ("another browser with its own", &foreign, Some(other.browser.as_str()), Some(ORIGIN), 403),
        ("no token", &plain, own, Some(ORIGIN), 403),
    ] {
        assert_eq!(served.open(path, cookie, origin).await.err(), Some(status), "{what}");
    }
    let token = served.token(&visitor, &id);
    for kind in ["totp", "password", "nothing"] {
        let path = format!("/login/{id}/{kind}/live?csrf={token}");
        assert_eq!(served.open(&path, own, Some(ORIGIN)).await.err(), Some(409), "{kind}");
    }
    let unknown = served.token(&visitor, "unknown");
    let path = format!("/login/unknown/face/live?csrf={unknown}");
    assert_eq!(served.open(&path, own, Some(ORIGIN)).await.err(), Some(410));
    assert!(served.challenges.lock().unwrap().is_empty(), "nobody was watched");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_camera_opens_before_consent() {
    let served = Served::new().await;
    served.account("alice").await;
    let visitor = served.browser();
    let (id, _) = served.to_face(&visitor, "alice").await;
    let mut socket =
        served.open(&served.path(&visitor, &id), Some(&visitor.browser), Some(ORIGIN)).await.unwrap();
    assert_eq!(hear(&mut socket).await["over"]["how"], "refused");
    assert!(served.challenges.lock().unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_looks_gets_ready_while_the_page_is_read_and_not_before_consent() {
    let served = Served::new().await;
    served.account("alice").await;
    let visitor = served.browser();
    let (id, travel) = served.to_face(&visitor, "alice").await;
    let page = format!("/login/{id}/enrol/face");
    let (status, _) = served.get(&page, &visitor.browser).await;
    assert_eq!((status, served.prepared.load(Ordering::SeqCst)), (200, 0));
    served.agree(&visitor, &id, &travel).await;
    let (status, _) = served.get(&page, &visitor.browser).await;
    assert_eq!((status, served.prepared.load(Ordering::SeqCst)), (200, 1));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_no_page_of_ours_sends_ends_the_attempt() {
    let served = Served::new().await;
    served.account("alice").await;
    let visitor = served.browser();
    let id = served.to_camera(&visitor, "alice").await;
    served.show(&visitor, &id, b"1").await;
    let visitor = served.browser();
    let id = served.to_camera(&visitor, "alice").await;

    let mut socket = served.begin(&visitor, &id).await;
    socket.send(Packet::Text(r#"{"over":{"how":"next"},"seen":true}"#.into())).await.unwrap();
    assert_eq!(hear(&mut socket).await["over"]["how"], "refused");
    assert_eq!(closed(&mut socket).await, Some(1003));

    let mut socket = served.begin(&visitor, &id).await;
    let _ = socket.send(Packet::Binary(vec![b'1'; LARGEST_FRAME + 1].into())).await;
    closed(&mut socket).await;
    assert!(!served.is_through(&visitor, &id).await, "a frame of more than 2 MiB is not looked at");

    let mut socket = served.begin(&visitor, &id).await;
    for _ in 0..400 {
        if socket.send(Packet::Binary("n".into())).await.is_err() {
            break;
        }
    }
    assert_eq!(closed(&mut socket).await.unwrap_or(1008), 1008, "a flood");
    assert!(!served.is_through(&visitor, &id).await);
    // Each of them was a try, and the wait has begun with the fifth.
    served.show(&visitor, &id, b"f").await;
    served.show(&visitor, &id, b"f").await;
    let mut socket =
        served.open(&served.path(&visitor, &id), Some(&visitor.browser), Some(ORIGIN)).await.unwrap();
    assert_eq!(hear(&mut socket).await["over"]["how"], "refused");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_comes_while_a_frame_is_looked_at_is_dropped() {
    let served = Served::new().await;
    served.account("alice").await;
    let visitor = served.browser();
    let id = served.to_camera(&visitor, "alice").await;
    let mut socket = served.begin(&visitor, &id).await;
    socket.send(Packet::Binary("slow".into())).await.unwrap();
    tokio::time::sleep(Duration::from_millis(50)).await;
    for _ in 0..10 {
        socket.send(Packet::Binary("f".into())).await.unwrap();
    }
    assert_eq!(hear(&mut socket).await["hint"]["key"], "hold-still");
    assert_eq!(served.looked.load(Ordering::SeqCst), 1, "an old frame is not looked at later");
    socket.send(Packet::Binary("1".into())).await.unwrap();
    assert_eq!(hear(&mut socket).await["over"]["how"], "next");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_connection_takes_the_place_of_the_first() {
    let served = Served::new().await;
    served.account("alice").await;
    let visitor = served.browser();
    let id = served.to_camera(&visitor, "alice").await;
    let mut first = served.begin(&visitor, &id).await;
    let mut second = served.begin(&visitor, &id).await;
    assert_eq!(closed(&mut first).await, Some(1001));
    second.send(Packet::Binary("1".into())).await.unwrap();
    assert_eq!(hear(&mut second).await["over"]["how"], "next");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_finds_every_place_taken_is_told_when_to_come_back() {
    let served = Served::new().await;
    served.account("alice").await;
    let visitor = served.browser();
    let id = served.to_camera(&visitor, "alice").await;
    let taken: Vec<_> = (0..ROOM).map(|n| served.site.places.take(&n.to_string(), None)).collect();
    let own = Some(visitor.browser.as_str());
    assert_eq!(served.open(&served.path(&visitor, &id), own, Some(ORIGIN)).await.err(), Some(503));
    let form = format!("csrf={}", served.token(&visitor, &id));
    let kind = "application/x-www-form-urlencoded";
    let path = format!("/login/{id}/face/frame");
    let (status, answer) = served.post(&path, &visitor.browser, kind, form.as_bytes()).await;
    assert!(status == 503 && answer.contains("retry-after: 5"), "{answer}");
    assert!(served.challenges.lock().unwrap().is_empty(), "no try was spent");
    drop(taken);
    assert_eq!(served.show(&visitor, &id, b"1").await["over"]["how"], "next");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whose_frames_are_always_passed_over_is_told_that_it_is_busy() {
    let served = Served::new().await;
    served.account("alice").await;
    let visitor = served.browser();
    let id = served.to_camera(&visitor, "alice").await;
    let mut socket = served.begin(&visitor, &id).await;
    for _ in 0..10 {
        socket.send(Packet::Binary("b".into())).await.unwrap();
        tokio::time::sleep(Duration::from_millis(30)).await; // what comes while one is looked at is dropped
    }
    assert_eq!(hear(&mut socket).await["over"]["how"], "busy");
    assert_eq!(closed(&mut socket).await, Some(1013));
    let travel = Box::pin(served.site.guide.load(&visitor, &id)).await.unwrap();
    assert!(travel.journey.problem.is_none(), "nobody is blamed");
    assert_eq!(served.show(&visitor, &id, b"1").await["over"]["how"], "next");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_shows_nothing_does_not_keep_the_place_and_one_account_has_two() {
    let served = Served::new().await;
    served.account("alice").await;
    let mut journeys = Vec::new();
    for _ in 0..3 {
        // Of several letters the newest has the code.
        served.site.clock.advance(Duration::from_secs(1));
        let visitor = served.browser();
        let id = served.to_camera(&visitor, "alice").await;
        journeys.push((visitor, id));
    }
    let mut open = Vec::new();
    for (visitor, id) in &journeys {
        let own = Some(visitor.browser.as_str());
        open.push(served.open(&served.path(visitor, id), own, Some(ORIGIN)).await);
    }
    let last = open.remove(2);
    assert_eq!(last.err(), Some(503), "two are before the camera already");
    let mut first = open.remove(0).unwrap();
    assert_eq!(hear(&mut first).await["begun"]["seconds"], 30);
    assert_eq!(hear(&mut first).await["over"]["how"], "refused");
    let visitor = served.browser();
    let id = served.to_camera(&visitor, "alice").await;
    tokio::time::sleep(QUIET).await;
    assert_eq!(served.show(&visitor, &id, b"1").await["over"]["how"], "next");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_leaves_is_in_the_log_and_is_told_nothing() {
    let served = Served::new().await;
    served.account("alice").await;
    let visitor = served.browser();
    let id = served.to_camera(&visitor, "alice").await;
    served.show(&visitor, &id, b"1").await;
    let visitor = served.browser();
    let id = served.to_camera(&visitor, "alice").await;
    drop(served.begin(&visitor, &id).await);
    let left = async || {
        let mut reader = served.site.database.read().await.unwrap();
        let account = storage::account::find_by_name(&mut reader, "alice").await.unwrap().unwrap();
        let events = storage::audit::of_account(&mut reader, &account.account_id, 100).await.unwrap();
        events.iter().filter(|it| it.kind == "factor.refused" && it.detail.contains(r#""left""#)).count()
    };
    let written = tokio::time::timeout(Duration::from_secs(5), async {
        while left().await == 0 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    });
    written.await.expect("it is in the log");
    let travel = Box::pin(served.site.guide.load(&visitor, &id)).await.unwrap();
    assert!(travel.journey.problem.is_none());
}

/// A form with one frame.
fn upload(token: &str, frame: &[u8]) -> Vec<u8> {
    let head = format!("--x\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{token}\r\n--x\r\n");
    let file = "Content-Disposition: form-data; name=\"frame\"; filename=\"frame.jpg\"\r\n\
                Content-Type: image/jpeg\r\n\r\n";
    [head.as_bytes(), file.as_bytes(), frame, b"\r\n--x--\r\n"].concat()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_sockets_are_blocked_frames_are_uploaded() {
    const FORM: &str = "application/x-www-form-urlencoded";
    const FILE: &str = "multipart/form-data; boundary=x";
    let served = Served::new().await;
    served.account("alice").await;
    let (visitor, other) = (served.browser(), served.browser());
    let id = served.to_camera(&visitor, "alice").await;
    let (path, token) = (format!("/login/{id}/face/frame"), served.token(&visitor, &id));
    let own = visitor.browser.as_str();
    let form = format!("csrf={token}");
    assert_eq!(served.post(&path, own, FORM, b"").await.0, 403, "no token");
    assert_eq!(served.post(&path, &other.browser, FORM, form.as_bytes()).await.0, 403);
    let (status, answer) = served.post(&path, own, FORM, form.as_bytes()).await;
    assert_eq!(status, 200, "{answer}");
    let (_, body) = answer.split_once("\r\n\r\n").unwrap();
    let begun: Value = serde_json::from_str(body).unwrap();
    let attempt = begun["begun"]["attempt"].as_str().unwrap().to_owned();
    let next = format!("{path}?attempt={attempt}");
    let frame = upload(&token, b"n");
    assert_eq!(served.post(&path, own, FILE, &frame).await.0, 409, "of no attempt");
    assert_eq!(served.post(&next, &other.browser, FILE, &frame).await.0, 409, "of another browser");
    assert_eq!(served.post(&next, own, FILE, &upload("x", b"n")).await.0, 403, "without its token");
    assert_eq!(served.looked.load(Ordering::SeqCst), 0);
    let large = upload(&token, &vec![b'n'; LARGEST_FRAME + 1]);
    assert_eq!(served.post(&next, own, FILE, &large).await.0, 413);
    let (status, answer) = served.post(&next, own, FILE, &frame).await;
    assert!(status == 200 && answer.contains(r#"{"hint":{"key":"no-face","done":0,"of":3}}"#), "{answer}");
    tokio::time::sleep(Duration::from_millis(250)).await;
    let shown = upload(&token, b"1 and as many bytes as a picture has");
    let (_, answer) = served.post(&next, own, FILE, &shown).await;
    assert!(answer.contains(r#"{"over":{"how":"next""#), "{answer}");
    assert!(served.is_through(&visitor, &id).await);
    assert_eq!(served.post(&next, own, FILE, &shown).await.0, 409, "it is over");
    assert_eq!(served.faces().await.len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn attempts_by_upload_that_are_left_keep_nobody_from_the_camera() {
    const FORM: &str = "application/x-www-form-urlencoded";
    const FILE: &str = "multipart/form-data; boundary=x";
    let served = Served::new().await;
    served.account("alice").await;
    let visitor = served.browser();
    let id = served.to_camera(&visitor, "alice").await;
    served.show(&visitor, &id, b"1").await;
    let (visitor, other) = (served.browser(), served.browser());
    let id = served.to_camera(&visitor, "alice").await;
    let others = served.to_camera(&other, "alice").await;
    let begin = async |who: &Visitor, id: &str| {
        let (path, form) = (format!("/login/{id}/face/frame"), form(&served.token(who, id), ""));
        served.post(&path, &who.browser, FORM, &form).await
    };
    // The socket of `show` may still be parting.
    let mut taken = Vec::new();
    while taken.len() < ROOM {
        match served.site.places.take(&taken.len().to_string(), None) {
            Some(place) => taken.push(place),
            None => tokio::time::sleep(Duration::from_millis(5)).await,
        }
    }
    drop(taken.pop());
    let (status, answer) = begin(&visitor, &id).await;
    assert_eq!(status, 200, "{answer}");
    let first = answer.split("\"attempt\":\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    assert_eq!(begin(&other, &others).await.0, 503, "every place is taken");

    // Who begins again takes over, and from then on the older one is nobody's.
    *served.limit.lock().unwrap() = Duration::from_millis(100);
    let (status, answer) = begin(&visitor, &id).await;
    assert_eq!(status, 200, "{answer}");
    let frame = upload(&served.token(&visitor, &id), b"n");
    let next = format!("/login/{id}/face/frame?attempt={first}");
    assert_eq!(served.post(&next, &visitor.browser, FILE, &frame).await.0, 409);

    // Who never shows a frame is out of time by themselves.
    let began = tokio::time::timeout(Duration::from_secs(10), async {
        while begin(&other, &others).await.0 != 200 {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    });
    began.await.expect("the place of whoever left is free");
    let problem = async || {
        let travel = Box::pin(served.site.guide.load(&visitor, &id)).await.unwrap();
        travel.journey.problem.is_some()
    };
    let told = tokio::time::timeout(Duration::from_secs(5), async {
        while !problem().await {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    });
    told.await.expect("the journey is told that time was up");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_frame_of_an_attempt_is_read_at_a_time_and_one_that_breaks_off_is_accounted_for() {
    const FORM: &str = "application/x-www-form-urlencoded";
    const FILE: &str = "multipart/form-data; boundary=x";
    let served = Served::new().await;
    served.account("alice").await;
    let visitor = served.browser();
    let id = served.to_camera(&visitor, "alice").await;
    let (path, token) = (format!("/login/{id}/face/frame"), served.token(&visitor, &id));
    let own = visitor.browser.as_str();
    let (_, answer) = served.post(&path, own, FORM, &form(&token, "")).await;
    let attempt = answer.split("\"attempt\":\"").nth(1).unwrap().split('"').next().unwrap();
    let next = format!("{path}?attempt={attempt}");
    // A frame that never arrives in whole.
    let head = format!(
        "POST {next} HTTP/1.1\r\nhost: id.example.org\r\norigin: {ORIGIN}\r\nuser-agent: Firefox\r\n\
         cookie: __Host-doorward-browser={own}\r\ncontent-type: {FILE}\r\ncontent-length: 1000\r\n\r\n--x\r\n"
    );
    let mut slow = TcpStream::connect(served.address).await.unwrap();
    slow.write_all(head.as_bytes()).await.unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(served.post(&next, own, FILE, &upload(&token, b"n")).await.0, 204);
    assert_eq!(served.looked.load(Ordering::SeqCst), 0);
    drop(slow);
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(served.post(&next, own, FILE, &upload(&token, b"n")).await.0, 200);

    // The sender of a frame goes away while it is looked at.
    let body = upload(&token, b"slow");
    let length = format!("content-length: {}\r\n\r\n", body.len());
    let head = head.replace("content-length: 1000\r\n\r\n--x\r\n", &length);
    let mut gone = TcpStream::connect(served.address).await.unwrap();
    gone.write_all(&[head.as_bytes(), &body].concat()).await.unwrap();
    tokio::time::sleep(Duration::from_millis(100)).await;
    drop(gone);
    let told = tokio::time::timeout(QUIET * 3, async {
        loop {
            let travel = Box::pin(served.site.guide.load(&visitor, &id)).await.unwrap();
            if travel.journey.problem.is_some() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    });
    told.await.expect("the attempt ends by the clock");
    assert_eq!(served.post(&next, own, FILE, &upload(&token, b"1")).await.0, 409);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_attempt_is_waited_for_when_the_service_ends() {
    let served = Served::new().await;
    served.account("alice").await;
    let visitor = served.browser();
    let id = served.to_camera(&visitor, "alice").await;
    let mut socket = served.begin(&visitor, &id).await;
    served.trigger.drain();
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!(!served.ending.is_finished(), "somebody is before the camera");
    socket.send(Packet::Binary("1".into())).await.unwrap();
    assert_eq!(hear(&mut socket).await["over"]["how"], "next");
    closed(&mut socket).await;
    drop(socket);
    let ending = tokio::time::timeout(Duration::from_secs(5), served.ending).await.unwrap().unwrap();
    assert_eq!(ending, Ending::Drained);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_device_answers_the_step_before_its_own_camera() {
    const FORM: &str = "application/x-www-form-urlencoded";
    let served = Served::new().await;
    served.account("alice").await;
    let visitor = served.browser();
    let id = served.to_camera(&visitor, "alice").await;
    served.show(&visitor, &id, b"1").await;
    let (visitor, phone, stranger) = (served.browser(), served.browser(), served.browser());
    let id = served.to_camera(&visitor, "alice").await;
    let (own, token) = (visitor.browser.as_str(), served.token(&visitor, &id));
    let here = format!("/login/{id}/face/phone");

    assert_eq!(served.get(&here, own).await.0, 303, "nothing was handed over");
    assert_eq!(served.post(&here, own, FORM, b"").await.0, 403, "no token");
    let (status, answer) = served.post(&here, own, FORM, &form(&token, "")).await;
    assert_eq!((status, location(&answer)), (303, here.as_str()));
    let (status, page) = served.get(&here, own).await;
    assert!(status == 200 && page.contains("<svg") && page.contains("data-watch=\"open\""), "{page}");
    assert_eq!(served.get(&here, &stranger.browser).await.0, 403);
    let found = Box::pin(served.site.guide.handover(&visitor, &id, "face")).await.unwrap();
    let link = served.site.guide.handover_link(&visitor, &found.1.unwrap().0);
    let path = link.strip_prefix(ORIGIN).unwrap();
    let secret = path.strip_prefix("/phone?token=").unwrap();

    // Opening it takes nothing.
    for _ in 0..2 {
        let (status, page) = served.get(path, &phone.browser).await;
        assert!(status == 200 && page.contains("Firefox") && !page.contains("alice"), "{page}");
    }
    assert_eq!(served.get("/phone?token=x", &phone.browser).await.0, 410);
    let csrf = served.token(&phone, "phone");
    let take = form(&csrf, &format!("token={secret}&answer=take"));
    assert_eq!(served.post("/phone", &stranger.browser, FORM, &take).await.0, 403, "without its token");
    let (status, answer) = served.post("/phone", &phone.browser, FORM, &take).await;
    assert_eq!(status, 303, "{answer}");
    let away = location(&answer).to_owned();
    let handover = away.strip_prefix("/phone/").unwrap();
    assert_eq!(served.post("/phone", &phone.browser, FORM, &take).await.0, 410, "once");
    let (_, page) = served.get(&away, &phone.browser).await;
    let number = page.split("id=\"handover-number\"").nth(1).unwrap();
    let number = number.split('>').nth(1).unwrap().split('<').next().unwrap();
    assert!(!page.contains("id=\"face\""), "no camera yet: {page}");
    assert_eq!(served.get(&away, &stranger.browser).await.0, 410);

    let live = |who: &Visitor| format!("{away}/live?csrf={}", served.token(who, handover));
    let open = async |who: &Visitor| served.open(&live(who), Some(&who.browser), Some(ORIGIN)).await;
    assert_eq!(open(&phone).await.err(), Some(409), "nobody has confirmed it");
    let (_, page) = served.get(&here, own).await;
    assert!(page.contains("name=\"number\"") && !page.contains(&format!(">{number}<")), "{page}");
    let named = form(&token, &format!("number={number}"));
    let (status, _) = served.post(&format!("{here}/number"), own, FORM, &named).await;
    assert_eq!(status, 303);
    let (_, page) = served.get(&away, &phone.browser).await;
    assert!(page.contains(&format!("data-live=\"/phone/{handover}/live\"")), "{page}");
    assert!(page.contains("permissions-policy: camera=(self)"), "{page}");
    for nobody in [&stranger, &visitor] {
        assert_eq!(open(nobody).await.err(), Some(409));
    }
    let mut socket = open(&phone).await.unwrap();
    assert_eq!(hear(&mut socket).await["begun"]["seconds"], 30);
    socket.send(Packet::Binary("1".into())).await.unwrap();
    assert_eq!(hear(&mut socket).await, json!({ "over": { "how": "next", "to": away } }));
    assert_eq!(open(&phone).await.err(), Some(409), "one attempt");
    let (_, page) = served.get(&away, &phone.browser).await;
    assert!(page.contains("<h1>Done</h1>"), "{page}");
    let onward = format!("/login/{id}/identifier");
    let (status, answer) = served.get(&here, own).await;
    assert_eq!((status, location(&answer)), (303, onward.as_str()));
    assert!(served.is_through(&visitor, &id).await);
    assert_eq!(served.get(&onward, &phone.browser).await.0, 403, "the journey is not the device's");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_device_that_leaves_in_the_middle_has_used_its_attempt() {
    const FORM: &str = "application/x-www-form-urlencoded";
    let served = Served::new().await;
    served.account("alice").await;
    let (visitor, phone) = (served.browser(), served.browser());
    let id = served.to_camera(&visitor, "alice").await;
    let guide = &served.site.guide;
    Box::pin(guide.hand_over(&visitor, &id, "face")).await.unwrap();
    let found = Box::pin(guide.handover(&visitor, &id, "face")).await.unwrap();
    let link = guide.handover_link(&visitor, &found.1.unwrap().0);
    let handover = guide.claim_handover(&phone, link.split_once("token=").unwrap().1).await.unwrap().unwrap();
    let number = guide.handover_here(&phone, &handover).await.unwrap().unwrap().row.number.unwrap();
    Box::pin(guide.confirm_handover(&visitor, &id, "face", &number.to_string())).await.unwrap();
    let path = format!("/phone/{handover}/live?csrf={}", served.token(&phone, &handover));
    let mut socket = served.open(&path, Some(&phone.browser), Some(ORIGIN)).await.unwrap();
    hear(&mut socket).await;
    drop(socket);
    tokio::time::sleep(Duration::from_millis(200)).await;
    let (_, page) = served.get(&format!("/phone/{handover}"), &phone.browser).await;
    assert!(page.contains("That did not work"), "{page}");
    let form = form(&served.token(&phone, &handover), "");
    assert_eq!(served.post(&format!("/phone/{handover}/frame"), &phone.browser, FORM, &form).await.0, 409);
    let (_, page) = served.get(&format!("/login/{id}/face/phone"), &visitor.browser).await;
    assert!(page.contains("It did not work on your phone"), "{page}");
    assert_eq!(
        served.show(&visitor, &id, b"1").await["over"]["how"],
        "next",
        "the browser goes on by itself"
    );
}
