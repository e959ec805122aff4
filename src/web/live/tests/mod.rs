//! The camera's connection as it comes over the wire. Owns a whole service whose eyes are told what they see, and the
//! openings of the cases in its rooms.

mod before_a_socket;
mod by_upload;
mod on_another_device;
mod when_it_is_busy;

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
        errand::Errand,
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

/// What a page's form is sent as, and one with a frame.
const FORM: &str = "application/x-www-form-urlencoded";
const FILE: &str = "multipart/form-data; boundary=x";

/// Places before the camera.
const ROOM: usize = 8;

/// Sees what the first letter of a frame says: `n`obody, `s`lowly somebody, a failure (`f`), nothing to read (`x`), nothing for
/// want of time (`b`), or person `1`, `2` …
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

    /// With alice before the camera, who is to enrol.
    async fn before_camera() -> (Self, Visitor, String) {
        let served = Self::new().await;
        served.account("alice").await;
        let visitor = served.browser();
        let id = served.to_camera(&visitor, "alice").await;
        (served, visitor, id)
    }

    /// With alice before the camera of a strange browser, who has enrolled as person `1`.
    async fn enrolled() -> (Self, Visitor, String) {
        let (served, visitor, id) = Self::before_camera().await;
        served.show(&visitor, &id, b"1").await;
        let visitor = served.browser();
        let id = served.to_camera(&visitor, "alice").await;
        (served, visitor, id)
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
            errand: Errand::none(),
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

    /// An attempt all of whose frames are passed over.
    async fn pass_over(&self, socket: &mut Socket) -> Value {
        for _ in 0..10 {
            socket.send(Packet::Binary("b".into())).await.unwrap();
            // What comes while one is looked at is dropped.
            tokio::time::sleep(Duration::from_millis(30)).await;
        }
        hear(socket).await
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

/// A form with one frame.
fn upload(token: &str, frame: &[u8]) -> Vec<u8> {
    let head = format!("--x\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{token}\r\n--x\r\n");
    let file = "Content-Disposition: form-data; name=\"frame\"; filename=\"frame.jpg\"\r\n\
                Content-Type: image/jpeg\r\n\r\n";
    [head.as_bytes(), file.as_bytes(), frame, b"\r\n--x--\r\n"].concat()
}
