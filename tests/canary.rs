//! After every flow nothing secret stands in the database, the log (at debug level), the metrics or an error page.
//!
//! The real program is driven through its pages, with each way to sign in set up, given wrong, and used. Every secret that
//! went through is remembered, and looked for afterwards wherever the program leaves something.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/form_browser.rs"]
mod form_browser;
#[path = "../src/authentication/factor/passkey/soft_authenticator.rs"]
#[allow(dead_code)] // it lies where other tests say so
mod soft_authenticator;

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread::JoinHandle,
    time::{Duration, Instant},
};

use aws_lc_rs::digest::{SHA256, digest};
use data_encoding::{BASE32_NOPAD, BASE64URL_NOPAD, HEXLOWER};
use form_browser::{FormBrowser, attribute, plain};
use serde_json::Value;
use soft_authenticator::SoftAuthenticator;

const PROGRAM: &str = env!("CARGO_BIN_EXE_doorward");
const CALLBACK: &str = "http://127.0.0.1:9/cb";
const WRONG_PASSWORD: &str = "canary-wrong-password-7c1f";
const WRONG_RECOVERY: &str = "CANA-RYCA-NARY-CAN0";
const PATTERN: &str = "L R U D LL RR U L D R RR U";
const WRONG_PATTERN: &str = "R L D U RR LL D R U L LL D";
/// Bytes of the shortest secret: a code of six digits.
const SHORTEST: usize = 6;
const JUNK_TOKEN: &str = "canary-bearer-token-55ab";

/// Levels of one factor each, so that a client can ask for any.
const POLICY: &str = r#"
[policy]
default_level = "one"
enrol_at_sign_in = ["totp", "passkey", "image_passcode", "pointer_pattern", "recovery_code", "sms_code"]
offer_at_sign_in = []
clients = { keeper = "totp" }
[policy.levels]
one = [["password"]]
totp = [["password", "totp"]]
email_code = [["password", "email_code"]]
dot_grid = [["password", "dot_grid"]]
sms_code = [["password", "sms_code"]]
image_passcode = [["password", "image_passcode"]]
pointer_pattern = [["password", "pointer_pattern"]]
recovery_code = [["password", "recovery_code"]]
passkey = [["passkey"], ["password", "passkey"]]
[email_code]
resend_wait = ["0s"]
per_address_per_hour = 100
per_network_per_hour = 1000
[sms]
transport = "file"
per_network_per_hour = 100
[remembered_device]
replaces = ["totp"]
"#;

/// The running program and everything secret that was shown to it or by it.
struct World {
    directory: tempfile::TempDir,
    issuer: String,
    metrics: String,
    child: Child,
    log: Option<JoinHandle<Vec<u8>>>,
    client_secrets: BTreeMap<&'static str, String>,
    secrets: BTreeSet<(String, Vec<u8>)>,
    /// Pages that tell of an error or a wrong answer, by where they were.
    pages: Vec<(String, String)>,
    /// Messages read so far.
    read: BTreeSet<PathBuf>,
}

/// Somebody with an account.
#[derive(Default)]
struct Person {
    name: String,
    email: String,
    password: String,
    phone: String,
    totp: Option<Vec<u8>>,
    /// Steps of the app are used once.
    step: u64,
    image: Vec<u8>,
    recovery: Vec<String>,
    passkey: Option<SoftAuthenticator>,
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

fn program(directory: &Path) -> Command {
    let mut command = Command::new(PROGRAM);
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("DOORWARD")) {
        command.env_remove(name);
    }
    command.current_dir(directory).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn run(directory: &Path, arguments: &[&str], input: &str) -> String {
    let mut child = program(directory).args(arguments).stdin(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

impl World {
    fn start() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path();
        let (port, metrics) = (free_port(), free_port());
        let issuer = format!("http://localhost:{port}");
        run(path, &["init", "--issuer", &issuer], "");
        let file = path.join("doorward.toml");
        let text = std::fs::read_to_string(&file).unwrap();
        let text = text.replace("127.0.0.1:8080", &format!("127.0.0.1:{port}"));
        let text = text.split("[mail]").next().unwrap().to_owned();
        std::fs::write(&file, text + "[mail]\ntransport = \"file\"\n" + POLICY).unwrap();
        let mut client_secrets = BTreeMap::new();
        for id in ["shop", "keeper"] {
            let made = run(
                path,
                &["client", "create", "--id", id, "--redirect-uri", CALLBACK, "--skip-consent", "--json"],
                "",
            );
            let made: Value = serde_json::from_str(&made).unwrap();
            client_secrets.insert(id, made["client_secret"].as_str().unwrap().to_owned());
        }
        let mut child = program(path)
            .arg("serve")
            .env("DOORWARD__LOG__LEVEL", "debug")
            .env("DOORWARD__LISTENER__METRICS_ADDRESS", format!("127.0.0.1:{metrics}"))
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let mut errors = child.stderr.take().unwrap();
        let log = std::thread::spawn(move || {
            let mut log = Vec::new();
            errors.read_to_end(&mut log).unwrap();
            log
        });
        let until = Instant::now() + Duration::from_secs(30);
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(Instant::now() < until && child.try_wait().unwrap().is_none(), "it does not listen");
            std::thread::sleep(Duration::from_millis(50));
        }
        let mut world = Self {
            directory,
            issuer,
            metrics: format!("http://127.0.0.1:{metrics}/metrics"),
            child,
            log: Some(log),
            client_secrets,
            secrets: BTreeSet::new(),
            pages: Vec::new(),
            read: BTreeSet::new(),
        };
        for (id, secret) in world.client_secrets.clone() {
            world.secret(&format!("secret of {id}"), secret);
        }
        for (what, secret) in [
            ("a wrong password", WRONG_PASSWORD),
            ("a wrong recovery code", WRONG_RECOVERY),
            ("a pattern", PATTERN),
            ("a wrong pattern", WRONG_PATTERN),
            ("a junk token", JUNK_TOKEN),
        ] {
            world.secret(what, secret);
        }
        world
    }

    fn secret(&mut self, what: &str, secret: impl AsRef<[u8]>) {
        assert!(secret.as_ref().len() >= SHORTEST, "{what} is too short to look for");
        self.secrets.insert((what.to_owned(), secret.as_ref().to_vec()));
    }

    fn person(&mut self, name: &str) -> Person {
        let person = Person {
            name: name.into(),
            email: format!("{name}@example.org"),
            password: format!("canary long password for {name}"),
            phone: format!("+49151{:08}", 23_000_000 + name.len() * 1_111 + usize::from(name.as_bytes()[0])),
            image: picture(name),
            ..Person::default()
        };
        let options = ["account", "create", name, "--email", &person.email, "--email-verified"];
        run(self.directory.path(), &options, &format!("{}\n", person.password));
        self.secret(&format!("password of {name}"), &person.password);
        person
    }

    fn browser(&self) -> FormBrowser {
        FormBrowser::new(&self.issuer)
    }

    /// The newest message to `to` in the directory of `kind` that nobody has read. It is on its way for a moment.
    async fn message(&mut self, kind: &str, to: &str) -> String {
        let until = Instant::now() + Duration::from_secs(20);
        while Instant::now() < until {
            let files = std::fs::read_dir(self.directory.path().join(kind)).unwrap();
            let whole =
                |path: &PathBuf| path.extension().is_some_and(|ending| ending == "eml" || ending == "txt");
            for path in files.map(|file| file.unwrap().path()).filter(whole) {
                // Quoted-printable (RFC 2045 section 6.7), as far as it matters here.
                let text = std::fs::read_to_string(&path).unwrap().replace("=\r\n", "").replace("=3D", "=");
                if text.contains(&format!("To: {to}")) && self.read.insert(path) {
                    return text;
                }
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("no message to {to} came");
    }

    /// The code that was sent last; notices that came meanwhile are passed over.
    async fn code(&mut self, kind: &str, to: &str) -> String {
        loop {
            let text = self.message(kind, to).await;
            if let Some((_, rest)) = text.rsplit_once("@localhost #") {
                let code = rest.split_whitespace().next().unwrap().to_owned();
                self.secret(&format!("a code by {kind}"), &code);
                return code;
            }
        }
    }

    /// Opens an authorization request and takes the person through it; the first answer to each factor in `wrong` is a wrong
    /// one. Redeems the code.
    async fn sign_in(
        &mut self,
        browser: &mut FormBrowser,
        person: &mut Person,
        asked: &[(&str, &str)],
        wrong: &[&str],
    ) -> Value {
        let client = asked.iter().find(|(name, _)| *name == "client_id").map_or("shop", |(_, id)| *id);
        let verifier = format!("canary-verifier-{}-{}", person.name, "v".repeat(40));
        let challenge = BASE64URL_NOPAD.encode(digest(&SHA256, verifier.as_bytes()).as_ref());
        let mut pairs = vec![
            ("client_id", client),
            ("redirect_uri", CALLBACK),
            ("response_type", "code"),
            ("scope", "openid email offline_access"),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
        ];
        pairs.extend(asked.iter().filter(|(name, _)| *name != "client_id"));
        let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        browser.open(&format!("/authorize?{query}")).await;
        let mut still_wrong: Vec<&str> = wrong.to_vec();
        for _ in 0..24 {
            if browser.left.is_some() {
                break;
            }
            let step = browser.at.path().split('/').skip(3).collect::<Vec<_>>().join("/");
            if let Some(at) = still_wrong.iter().position(|kind| step.ends_with(kind)) {
                still_wrong.remove(at);
                self.mistake(browser, person, &step).await;
            } else {
                self.answer(browser, person, &step).await;
            }
        }
        self.keep_cookies(browser);
        assert!(still_wrong.is_empty(), "{still_wrong:?} was not asked for");
        let left = browser.left.clone().unwrap_or_else(|| panic!("{}: {}", browser.at, browser.body));
        let answer: BTreeMap<_, _> = left.query_pairs().into_owned().collect();
        let code = answer.get("code").unwrap_or_else(|| panic!("{left}"));
        self.secret("an authorization code", code);
        self.secret("a code verifier", &verifier);
        self.redeem(
            client,
            &[
                ("grant_type", "authorization_code"),
                ("code", code),
                ("redirect_uri", CALLBACK),
                ("code_verifier", &verifier),
            ],
        )
        .await
    }

    fn keep_cookies(&mut self, browser: &FormBrowser) {
        for value in browser.cookie_values.iter().filter(|value| value.len() >= 20) {
            self.secret("a cookie", value);
        }
    }

    /// A wrong answer, and the page that says so.
    async fn mistake(&mut self, browser: &mut FormBrowser, person: &Person, step: &str) {
        let form = "id=\"login-form\"";
        match step.rsplit('/').next().unwrap() {
            "password" => browser.submit(form, &[("password", WRONG_PASSWORD)]).await,
            "pointer_pattern" => browser.submit(form, &[("pattern", WRONG_PATTERN)]).await,
            "recovery_code" => browser.submit(form, &[("code", WRONG_RECOVERY)]).await,
            "image_passcode" => browser.submit_file(form, "image", &picture("wrong")).await,
            "dot_grid" => browser.submit(form, &[("code", "1-2-3-4-5-7")]).await,
            "passkey" => {
                let options = attribute(&browser.body, "data-options").unwrap();
                let mut thief = SoftAuthenticator::new(b"canary passkey of nobody at all!");
                thief.origin.clone_from(&self.issuer);
                thief.user_handle = Some(b"nobody".to_vec());
                browser.submit("data-passkey=\"get\"", &[("credential", &thief.get(&options))]).await;
            }
            _ => browser.submit(form, &[("code", "000000")]).await,
        }
        assert!(browser.body.contains("error-summary"), "{step} {}: {}", person.name, browser.body);
        self.pages.push((format!("the page of a wrong {step}"), browser.body.clone()));
    }

    /// The right answer to the step.
    async fn answer(&mut self, browser: &mut FormBrowser, person: &mut Person, step: &str) {
        let form = "id=\"login-form\"";
        match step {
            "identifier" if person.passkey.is_some() => {
                let options = attribute(&browser.body, "data-options").unwrap();
                let credential = person.passkey.as_ref().unwrap().get(&options);
                let answer: Value = serde_json::from_str(&credential).unwrap();
                self.secret("a signature", answer["response"]["signature"].as_str().unwrap());
                browser.submit("id=\"passkey-form\"", &[("credential", &credential)]).await;
            }
            "identifier" => browser.submit(form, &[("username", &person.email)]).await,
            "password" => browser.submit(form, &[("password", &person.password)]).await,
            "email_code" | "dot_grid" => {
                let code = self.code("mail", &person.email).await;
                browser.submit(form, &[("code", &code)]).await;
            }
            "sms_code" => {
                let code = self.code("sms", &person.phone).await;
                browser.submit(form, &[("code", &code)]).await;
            }
            "totp" => {
                let code = person.totp_code();
                self.secret("a code of the app", &code);
                browser.submit(form, &[("code", &code), ("trust", "1")]).await;
            }
            "image_passcode" => browser.submit_file(form, "image", &person.image).await,
            "pointer_pattern" => browser.submit(form, &[("pattern", PATTERN)]).await,
            "recovery_code" => {
                let code = person.recovery.pop().unwrap();
                browser.submit(form, &[("code", &code)]).await;
            }
            step => {
                self.enrol(
                    browser,
                    person,
                    step.strip_prefix("enrol/").unwrap_or_else(|| panic!("{step}: {}", browser.body)),
                )
                .await
            }
        }
    }

    /// One round of setting up a factor.
    async fn enrol(&mut self, browser: &mut FormBrowser, person: &mut Person, kind: &str) {
        let form = "id=\"login-form\"";
        let whose = format!("of {}", person.name);
        match kind {
            "totp" => {
                let uri = plain(browser.body.split("otpauth://").nth(1).unwrap().split('"').next().unwrap());
                let seed = uri.split("secret=").nth(1).unwrap().split('&').next().unwrap().to_owned();
                let bytes = BASE32_NOPAD.decode(seed.as_bytes()).unwrap();
                self.secret(&format!("seed {whose}"), &seed);
                self.secret(&format!("seed {whose}, raw"), &bytes);
                self.secret(&format!("seed {whose}, hex"), HEXLOWER.encode(&bytes));
                person.totp = Some(bytes);
                let code = person.totp_code();
                browser.submit(form, &[("code", &code), ("name", "Phone")]).await;
            }
            "sms_code" if browser.body.contains("name=\"phone\"") => {
                browser.submit(form, &[("phone", &person.phone)]).await;
            }
            "sms_code" => {
                let code = self.code("sms", &person.phone).await;
                browser.submit(form, &[("code", &code)]).await;
            }
            "image_passcode" => {
                let hash = digest(&SHA256, &person.image);
                self.secret(&format!("image {whose}, a part"), &person.image[200..232]);
                self.secret(&format!("image {whose}, digest"), hash.as_ref());
                self.secret(&format!("image {whose}, hex digest"), HEXLOWER.encode(hash.as_ref()));
                browser.submit_file(form, "image", &person.image).await;
            }
            "pointer_pattern" => browser.submit(form, &[("pattern", PATTERN)]).await,
            "recovery_code" => {
                let codes =
                    browser.body.split("<li><code>").skip(1).map(|rest| rest.split('<').next().unwrap());
                person.recovery = codes.map(plain).collect();
                assert_eq!(person.recovery.len(), 10);
                for code in person.recovery.clone() {
                    self.secret(&format!("recovery code {whose}"), code.replace('-', ""));
                    self.secret(&format!("recovery code {whose}"), code);
                }
                browser.submit(form, &[("saved", "1")]).await;
            }
            "passkey" => {
                let options = attribute(&browser.body, "data-options").unwrap();
                let mut passkey = SoftAuthenticator::new(b"canary passkey id, 32 bytes long");
                passkey.origin.clone_from(&self.issuer);
                let credential = passkey.create(&options);
                self.secret("the id of a passkey", &passkey.id);
                person.passkey = Some(passkey);
                browser.submit(form, &[("credential", &credential), ("name", "Key")]).await;
            }
            _ => panic!("{kind}: {}", browser.body),
        }
    }

    /// At the token endpoint; what comes is secret.
    async fn redeem(&mut self, client: &str, form: &[(&str, &str)]) -> Value {
        let http = reqwest::Client::new();
        let request = http
            .post(format!("{}/token", self.issuer))
            .basic_auth(client, Some(&self.client_secrets[client]));
        let answer = request.form(form).send().await.unwrap();
        assert_eq!(answer.status(), 200, "{}", answer.text().await.unwrap());
        let tokens: Value = answer.json().await.unwrap();
        for token in ["access_token", "refresh_token", "id_token"] {
            self.secret(token, tokens[token].as_str().unwrap());
            // A signature alone makes a token of what is no secret.
            self.secret(
                &format!("end of {token}"),
                tokens[token].as_str().unwrap().rsplit('.').next().unwrap(),
            );
        }
        tokens
    }

    /// Ends the program without warning, and gives every place where it left something.
    fn places(&mut self) -> Vec<(String, Vec<u8>)> {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        let mut places = vec![("the log".to_owned(), self.log.take().unwrap().join().unwrap())];
        places.extend(self.pages.iter().map(|(name, page)| (name.clone(), page.clone().into_bytes())));
        for file in std::fs::read_dir(self.directory.path()).unwrap() {
            let path = file.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if name.starts_with("doorward.db") {
                places.push((name, std::fs::read(&path).unwrap()));
            }
        }
        places
    }
}

impl Drop for World {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Person {
    /// The next code of the app that was not used; the program takes one of the step to come.
    #[allow(clippy::disallowed_methods)] // the program under test goes by the real time
    fn totp_code(&mut self) -> String {
        use totp_rs::{Algorithm, Builder};
        let app = Builder::new()
            .with_algorithm(Algorithm::SHA1)
            .with_digits(6)
            .with_step_duration(30)
            .with_secret(self.totp.clone().unwrap())
            .build()
            .unwrap();
        loop {
            let now =
                std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs() / 30;
            if self.step <= now {
                self.step = self.step.max(now - 1) + 1;
                return app.generate(self.step * 30).to_string();
            }
            std::thread::sleep(Duration::from_millis(500));
        }
    }
}

/// A picture of its own for each name.
fn picture(name: &str) -> Vec<u8> {
    let mut chance = digest(&SHA256, name.as_bytes()).as_ref().to_vec();
    let picture = image::RgbImage::from_fn(80, 80, |_, _| {
        chance = digest(&SHA256, &chance).as_ref().to_vec();
        image::Rgb([chance[0], chance[1], chance[2]])
    });
    let mut file = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut file, image::ImageFormat::Png).unwrap();
    file.into_inner()
}

/// Everything to look for, by how it begins: of many bytes few begin a secret.
struct Needles<'a> {
    begins: Vec<bool>,
    by_beginning: BTreeMap<&'a [u8], Vec<&'a (String, Vec<u8>)>>,
}

impl<'a> Needles<'a> {
    fn new(secrets: impl IntoIterator<Item = &'a (String, Vec<u8>)>) -> Self {
        let mut needles = Self { begins: vec![false; 65_536], by_beginning: BTreeMap::new() };
        for secret in secrets {
            needles.begins[pair(&secret.1)] = true;
            needles.by_beginning.entry(&secret.1[..SHORTEST]).or_default().push(secret);
        }
        needles
    }

    /// What `bytes` hold. A secret of digits alone stands for itself only between other characters, and not as the fraction
    /// of a second that a log line begins with.
    fn held_by(&self, bytes: &[u8]) -> BTreeSet<&'a (String, Vec<u8>)> {
        let mut held = BTreeSet::new();
        for (at, beginning) in bytes.windows(SHORTEST).enumerate() {
            if !self.begins[pair(beginning)] {
                continue;
            }
            for needle in self.by_beginning.get(beginning).into_iter().flatten() {
                let secret = &needle.1;
                let digits = secret.iter().all(u8::is_ascii_digit);
                let before = at.checked_sub(1).and_then(|at| bytes.get(at)).copied().unwrap_or(b' ');
                let after = bytes.get(at + secret.len()).copied().unwrap_or(b' ');
                let fraction = before == b'.' && after == b'Z';
                let apart = !(before.is_ascii_digit() || after.is_ascii_digit() || fraction);
                if bytes[at..].starts_with(secret) && (!digits || apart) {
                    held.insert(*needle);
                }
            }
        }
        held
    }
}

fn pair(bytes: &[u8]) -> usize {
    (usize::from(bytes[0]) << 8) | usize::from(bytes[1])
}

fn holds(bytes: &[u8], secret: &[u8]) -> bool {
    !Needles::new([&(String::new(), secret.to_vec())]).held_by(bytes).is_empty()
}

#[test]
fn a_code_is_found_where_it_stands_and_nowhere_else() {
    for (text, found) in [
        ("code=123456", true),
        ("\"123456\"", true),
        ("123456", true),
        ("1123456", false),
        ("1234567", false),
        ("22:51:31.123456Z", false),
    ] {
        assert_eq!(holds(text.as_bytes(), b"123456"), found, "{text}");
    }
    assert!(holds(b"xsecretx", b"secret") && !holds(b"xsecre", b"secret"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_secret_is_left_behind_by_any_flow() {
    let mut world = World::start();
    let kinds = [
        "totp",
        "email_code",
        "dot_grid",
        "sms_code",
        "image_passcode",
        "pointer_pattern",
        "recovery_code",
        "passkey",
    ];
    let mut apps = None;
    for kind in kinds {
        let mut person = world.person(&format!("somebody-{}", kind.replace('_', "-")));
        // Set up on the way through a sign-in (or, what comes with the address, just used) …
        let mut browser = world.browser();
        let first = ["password", "email_code"];
        let wrong = if kind == "dot_grid" { &first[..1] } else { &first[..] };
        let tokens = world.sign_in(&mut browser, &mut person, &[("acr_values", kind)], wrong).await;
        let acr = claims(&tokens["id_token"])["acr"].clone();
        assert_eq!(acr, kind, "it was set up and counts");
        // … and used on another browser, wrong at first.
        let mut other = world.browser();
        let wrong = if kind == "passkey" { "identifier" } else { kind };
        if kind == "passkey" {
            other.open("/account").await;
            world.mistake(&mut other, &person, "passkey").await;
        }
        let wrong = if kind == "passkey" { vec![] } else { vec![wrong] };
        let tokens = world.sign_in(&mut other, &mut person, &[("acr_values", kind)], &wrong).await;
        assert_eq!(claims(&tokens["id_token"])["acr"], kind);
        if kind == "totp" {
            apps = Some(person);
        }
    }
    let mut ada = apps.unwrap();

    // A remembered device: ticked beside the app's code, then not asked any more.
    let mut keeper = world.browser();
    world.sign_in(&mut keeper, &mut ada, &[("client_id", "keeper")], &["totp"]).await;
    world.sign_in(&mut keeper, &mut ada, &[("client_id", "keeper"), ("prompt", "login")], &[]).await;
    // Step-up: the password first, later the app's code, of which the token tells one by one.
    let mut browser = world.browser();
    let tokens = world.sign_in(&mut browser, &mut ada, &[("acr_values", "one")], &[]).await;
    assert_eq!(claims(&tokens["id_token"])["acr"], "one");
    let wish = r#"{"id_token":{"acr":{"essential":true,"value":"totp"},"doorward_factors":null}}"#;
    let tokens = world.sign_in(&mut browser, &mut ada, &[("claims", wish)], &[]).await;
    let said = claims(&tokens["id_token"]);
    let kinds: Vec<_> =
        said["doorward_factors"].as_array().unwrap().iter().map(|told| told["kind"].clone()).collect();
    assert_eq!((said["acr"].clone(), kinds), ("totp".into(), vec!["password".into(), "totp".into()]));
    // Tokens are renewed, looked at and taken back.
    let refresh = tokens["refresh_token"].as_str().unwrap();
    let renewed = world.redeem("shop", &[("grant_type", "refresh_token"), ("refresh_token", refresh)]).await;
    assert_eq!(claims(&renewed["id_token"])["doorward_factors"], said["doorward_factors"]);
    let http = reqwest::Client::new();
    let access = renewed["access_token"].as_str().unwrap();
    let userinfo = http.get(format!("{}/userinfo", world.issuer)).bearer_auth(access).send().await.unwrap();
    assert_eq!(userinfo.status(), 200);
    for (path, token) in [("introspect", access), ("revoke", renewed["refresh_token"].as_str().unwrap())] {
        let request = http.post(format!("{}/{path}", world.issuer));
        let request =
            request.basic_auth("shop", Some(&world.client_secrets["shop"])).form(&[("token", token)]);
        assert_eq!(request.send().await.unwrap().status(), 200, "{path}");
    }
    // "This was not me": the link of a notice, used, and used once more.
    let notice = loop {
        let text = world.message("mail", &ada.email).await;
        if text.contains("/not-me/") {
            break text;
        }
    };
    let link =
        format!("/not-me/{}", notice.split("/not-me/").nth(1).unwrap().split_whitespace().next().unwrap());
    world.secret("the token of a notice", link.split("token=").nth(1).unwrap());
    browser.open(&link).await;
    browser.submit("id=\"not-me-form\"", &[]).await;
    assert!(browser.at.path().ends_with("/not-me/done"), "{}: {}", browser.at, browser.body);
    browser.open(&link).await;
    assert_eq!(browser.status, 410);
    world.pages.push(("the page of a spent link".into(), browser.body.clone()));
    world.keep_cookies(&browser);

    errors(&mut world, &ada).await;
    let metrics = http.get(&world.metrics).send().await.unwrap().text().await.unwrap();
    assert!(metrics.contains("doorward_http_requests_total"), "{metrics}");
    world.pages.push(("the metrics".into(), metrics));

    let places = world.places();
    let size = |name: &str| {
        places.iter().filter(|(place, _)| place.starts_with(name)).map(|(_, b)| b.len()).sum::<usize>()
    };
    assert!(size("doorward.db") > 100_000 && size("the log") > 20_000 && world.secrets.len() > 100);
    // The needle is found where it is: the test can fail.
    for (place, there) in [("doorward.db", &*ada.email), ("the log", "/login/{journey}/{step}")] {
        let found =
            places.iter().any(|(name, bytes)| name.starts_with(place) && holds(bytes, there.as_bytes()));
        assert!(found, "looking finds nothing in {place}");
    }
    let log = String::from_utf8_lossy(&places[0].1);
    assert!(log.contains("DEBUG"), "the log is not at debug level");
    let mut found = Vec::new();
    let needles = Needles::new(&world.secrets);
    for (place, bytes) in &places {
        for (what, secret) in needles.held_by(bytes) {
            found.push(format!("{place} holds {what}: {}", String::from_utf8_lossy(secret)));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// Everything that is answered with an error, with secrets in what was sent.
async fn errors(world: &mut World, ada: &Person) {
    let http = reqwest::Client::new();
    let issuer = world.issuer.clone();
    let form = |path: &str, fields: &[(&str, &str)]| http.post(format!("{issuer}{path}")).form(fields);
    let secret = world.client_secrets["shop"].clone();
    let requests = [
        ("a foreign sign-in", 410, http.get(format!("{issuer}/login/nobodys/password?code={JUNK_TOKEN}"))),
        ("a forged form", 403, form(&format!("/login/{JUNK_TOKEN}/password"), &[("password", &ada.password), ("csrf", "x")])),
        ("an unknown token", 401, http.get(format!("{issuer}/userinfo")).bearer_auth(JUNK_TOKEN)),
        (
            "an unknown code",
            400,
            form("/token", &[("grant_type", "authorization_code"), ("code", JUNK_TOKEN), ("redirect_uri", CALLBACK)])
                .basic_auth("shop", Some(&secret)),
        ),
        ("an unknown refresh token", 400, {
            let fields = [("grant_type", "refresh_token"), ("refresh_token", JUNK_TOKEN)];
            form("/token", &fields).basic_auth("shop", Some(&secret))
        }),
        (
            "a wrong client secret",
            401,
            form("/token", &[("grant_type", "refresh_token"), ("refresh_token", "x")]).basic_auth("shop", Some(JUNK_TOKEN)),
        ),
        ("a doubled parameter", 400, http.post(format!("{issuer}/token")).body(format!("client_secret={secret}&client_secret={secret}"))
            .header("content-type", "application/x-www-form-urlencoded")),
        (
            "a wrong redirect_uri",
            400,
            http.get(format!("{issuer}/authorize?client_id=shop&response_type=code&redirect_uri=https://evil.example/&state=s")),
        ),
        ("a page that is not there", 404, http.get(format!("{issuer}/nothing?token={JUNK_TOKEN}"))),
        ("a dead link", 410, http.get(format!("{issuer}/not-me/a/b?token={JUNK_TOKEN}"))),
    ];
    for (what, status, request) in requests {
        for accept in ["text/html", "application/json"] {
            let answer = request.try_clone().unwrap().header("accept", accept).send().await.unwrap();
            assert_eq!(answer.status(), status, "{what}");
            world.pages.push((format!("the answer to {what}"), answer.text().await.unwrap()));
        }
    }
}

/// What a token says; its signature is for others to check.
fn claims(token: &Value) -> Value {
    let payload = token.as_str().unwrap().split('.').nth(1).unwrap();
    serde_json::from_slice(&BASE64URL_NOPAD.decode(payload.as_bytes()).unwrap()).unwrap()
}
