//! The program as an operator meets it: commands, exit codes, what goes where.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    path::Path,
    process::{Child, ChildStdout, Command, Output, Stdio},
    time::{Duration, Instant},
};

use serde_json::Value;
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_doorward");
/// What an operator waits for a refusal.
const PATIENCE: Duration = Duration::from_secs(5);

/// The program in a directory of its own, with nothing of ours in its environment.
fn program(directory: &Path) -> Command {
    let mut command = Command::new(PROGRAM);
    for (name, _) in std::env::vars() {
        if name.starts_with("DOORWARD") {
            command.env_remove(name);
        }
    }
    command.current_dir(directory).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn run(directory: &Path, arguments: &[&str]) -> Output {
    program(directory).args(arguments).output().unwrap()
}

fn run_with(directory: &Path, arguments: &[&str], input: &str) -> Output {
    let mut child = program(directory).args(arguments).stdin(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[track_caller]
fn done(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(0), "{}{}", out(output), err(output));
    out(output)
}

#[track_caller]
fn json(output: &Output) -> Value {
    serde_json::from_str(&done(output)).unwrap()
}

/// One line, this exit code, in time.
#[track_caller]
fn refused(directory: &Path, arguments: &[&str], code: i32, why: &str) {
    let started = Instant::now();
    let output = run(directory, arguments);
    assert!(started.elapsed() < PATIENCE, "{arguments:?} took {:?}", started.elapsed());
    let text = err(&output);
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {text}");
    assert!(text.contains(why), "{arguments:?}: {text}");
    assert_eq!(text.trim_end().lines().count(), 1, "{arguments:?}: {text}");
}

/// A port that nobody has, for a moment.
fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// An installation that `init` made, with an issuer on loopback.
fn installation() -> (TempDir, u16) {
    let directory = tempfile::tempdir().unwrap();
    let port = free_port();
    done(&run(directory.path(), &["init", "--issuer", &format!("http://localhost:{port}")]));
    let file = directory.path().join("doorward.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    let text = text.replace("127.0.0.1:8080", &format!("127.0.0.1:{port}"));
    let text = text.split("[mail]").next().unwrap().to_owned() + "[mail]\ntransport = \"file\"\n";
    std::fs::write(&file, text).unwrap();
    std::fs::create_dir(directory.path().join("mail")).unwrap();
    (directory, port)
}

/// A running server; ended with the test.
struct Running(Child, BufReader<ChildStdout>);

impl Running {
    fn begin(directory: &Path, arguments: &[&str]) -> Self {
        let mut child = program(directory).args(arguments).stderr(Stdio::inherit()).spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap());
        Self(child, lines)
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.1.read_line(&mut line).unwrap();
        line
    }

    fn signal(&self, name: &str) {
        let sent = Command::new("sh").args(["-c", &format!("kill -{name} {}", self.0.id())]).status();
        assert!(sent.unwrap().success());
    }

    fn ended(mut self) -> Option<i32> {
        let started = Instant::now();
        while started.elapsed() < Duration::from_secs(20) {
            if let Some(status) = self.0.try_wait().unwrap() {
                return status.code();
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        panic!("it does not end");
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Status and body of a GET by plain HTTP.
fn get(port: u16, host: &str, path: &str) -> (u16, String) {
    let started = Instant::now();
    let mut stream = loop {
        match TcpStream::connect(("127.0.0.1", port)) {
            Ok(stream) => break stream,
            Err(_) if started.elapsed() < Duration::from_secs(20) => {
                std::thread::sleep(Duration::from_millis(20))
            }
            Err(error) => panic!("{error}"),
        }
    };
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let status = answer.split_whitespace().nth(1).unwrap().parse().unwrap();
    (status, answer.split_once("\r\n\r\n").map(|(_, body)| body.to_owned()).unwrap_or_default())
}

#[test]
fn help_names_every_command_and_wrong_usage_is_two() {
    let directory = tempfile::tempdir().unwrap();
    let help = done(&run(directory.path(), &["--help"]));
    for command in
        ["dev", "init", "serve", "migrate", "doctor", "key", "client", "account", "admin", "face", "config"]
    {
        assert!(help.contains(&format!("  {command} ")), "{command}: {help}");
    }
    assert_eq!(run(directory.path(), &["no-such"]).status.code(), Some(2));
    assert_eq!(run(directory.path(), &[]).status.code(), Some(2));
    assert!(done(&run(directory.path(), &["--version"])).starts_with("doorward 0."));
    assert_eq!(std::fs::read_dir(directory.path()).unwrap().count(), 0, "nothing was written");
}

#[test]
fn every_fault_of_a_configuration_is_named_at_once() {
    let directory = tempfile::tempdir().unwrap();
    let text =
        "issuer = \"http://id.example.org\"\nlistner.address = \"x\"\n[token]\ncode_lifetime = \"1h\"\n";
    std::fs::write(directory.path().join("doorward.toml"), text).unwrap();
    for arguments in [&["config", "check"][..], &["serve"], &["account", "list"], &["migrate"], &["doctor"]] {
        let started = Instant::now();
        let output = run(directory.path(), arguments);
        assert!(started.elapsed() < PATIENCE);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let text = err(&output);
        for fault in ["issuer must begin with https://", "did you mean", "code_lifetime", "mail.host"] {
            assert!(text.contains(fault), "{arguments:?}: {fault}: {text}");
        }
    }
    let missing = run(directory.path(), &["--config", "none.toml", "config", "dump"]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(err(&missing).contains("none.toml: cannot be read"), "{}", err(&missing));
    let reference = done(&run(directory.path(), &["config", "reference"]));
    assert!(reference.contains("issuer"));
}

#[test]
fn an_installation_is_made_migrated_and_dumped_without_its_secrets() {
    let (directory, _) = installation();
    let path = directory.path();
    refused(path, &["init"], 1, "exists already");
    assert!(done(&run(path, &["config", "check"])).contains("is sound"));
    assert!(!done(&run(path, &["config", "dump"])).contains("doorward.db"), "storage is masked");
    assert!(done(&run(path, &["migrate"])).contains("up to date (sqlite)"));
    assert_eq!(run(path, &["key", "list", "--json"]).status.code(), Some(0));
    let link = done(&run(path, &["admin", "link"]));
    assert!(link.starts_with("http://localhost:") && link.contains("/setup?token="), "{link}");
    assert!(done(&run(path, &["key", "rotate"])).contains("RS256"));
    let keys = json(&run(path, &["key", "list", "--json"]));
    assert!(
        keys.as_array().unwrap().iter().any(|key| key["algorithm"] == "RS256" && key["state"] == "active")
    );
    let active = keys.as_array().unwrap().iter().find(|key| key["state"] == "active").unwrap();
    let kid = active["kid"].as_str().unwrap();
    assert!(done(&run(path, &["key", "revoke", kid, "--yes"])).contains("takes its place"));
    refused(path, &["key", "revoke", kid, "--yes"], 1, "there is no key");
    let health = run(path, &["doctor"]);
    let text = done(&health);
    assert!(text.contains("ok    database       the master key is the one"), "{text}");
    assert!(text.contains("synchronous 2"), "{text}");
}

#[test]
fn clients_are_made_shown_changed_and_removed() {
    let (directory, _) = installation();
    let path = directory.path();
    let create = [
        "client",
        "create",
        "--id",
        "shop",
        "--name",
        "Shop",
        "--redirect-uri",
        "https://shop.example/cb",
        "--json",
    ];
    let made = json(&run(path, &create));
    assert_eq!(made["client_id"], "shop");
    assert!(made["client_secret"].as_str().unwrap().len() >= 43);
    assert_eq!(made["grant_types"], serde_json::json!(["authorization_code", "refresh_token"]));
    refused(path, &create, 1, "exists already");
    refused(path, &["client", "create", "--redirect-uri", "http://shop.example/cb"], 2, "shop.example");
    refused(path, &["client", "show", "nobody"], 1, "there is no client nobody");

    let listed = json(&run(path, &["client", "list", "--json"]));
    assert_eq!(listed.as_array().unwrap().len(), 1);
    assert!(listed[0].get("client_secret").is_none(), "a secret is shown once");
    assert!(done(&run(path, &["client", "list"])).contains("shop"));
    assert!(done(&run(path, &["client", "show", "shop"])).contains("https://shop.example/cb"));
    let rotated = json(&run(path, &["client", "rotate-secret", "shop", "--keep-old", "1h", "--json"]));
    assert_ne!(rotated["client_secret"], made["client_secret"]);
    refused(path, &["client", "rotate-secret", "shop", "--keep-old", "soon"], 2, "--keep-old");

    let public = json(&run(
        path,
        &["client", "create", "--native", "--redirect-uri", "http://127.0.0.1/cb", "--json"],
    ));
    assert!(public.get("client_secret").is_none());
    let site = "https://site.example";
    let told = json(&run(
        path,
        &[
            &["client", "create", "--json", "--redirect-uri", "https://site.example/cb"][..],
            &["--post-logout-redirect-uri", "https://site.example/out"],
            &["--backchannel-logout-uri", "https://site.example/back"],
            &["--frontchannel-logout-uri", "https://site.example/front"],
            &["--set", "policy_uri=https://site.example/privacy", "--set", "claims_in_id_token=true"],
            &["--set", "contacts=ann@site.example", "--set", "contacts=bob@site.example"],
        ]
        .concat(),
    ));
    assert_eq!(told["post_logout_redirect_uris"][0], format!("{site}/out"));
    assert_eq!(told["backchannel_logout_uri"], format!("{site}/back"));
    assert_eq!(told["frontchannel_logout_uri"], format!("{site}/front"));
    assert_eq!(
        (&told["policy_uri"], &told["claims_in_id_token"]),
        (&format!("{site}/privacy").into(), &true.into())
    );
    assert_eq!(told["contacts"], serde_json::json!(["ann@site.example", "bob@site.example"]));
    refused(path, &["client", "create", "--set", "nonsense=1"], 2, "--set nonsense");
    let machine = done(&run(path, &["client", "create", "--machine", "--scope", "openid"]));
    assert!(machine.contains("client_secret: "), "{machine}");

    refused(path, &["client", "delete", "shop"], 2, "--yes");
    done(&run(path, &["client", "delete", "shop", "--yes"]));
    refused(path, &["client", "show", "shop"], 1, "there is no client shop");
}

#[test]
fn looks_are_set_with_the_variables_of_the_style_shown_and_removed() {
    let (directory, _) = installation();
    let path = directory.path();
    done(&run(path, &["client", "create", "--id", "shop", "--redirect-uri", "https://shop.example/cb"]));
    assert!(done(&run(path, &["brand", "show"])).contains("as it comes"));
    let set = ["brand", "set", "--name", "Acme", "--accent", "#0b57d0", "--variable", "paper=#FFFFFF"];
    let more = ["--variable", "round=.25rem", "--variable-dark", "ink=#ffffff"];
    let made = json(&run(path, &[&set[..], &more[..]].concat()));
    assert_eq!(made["variables"], serde_json::json!({ "paper": "#ffffff", "round": "0.25rem" }));
    assert_eq!((&made["variables_dark"]["ink"], &made["client"]), (&"#ffffff".into(), &Value::Null));
    let less = json(&run(path, &["brand", "set", "--variable", "paper=", "--no-logo"]));
    assert_eq!(less["variables"], serde_json::json!({ "round": "0.25rem" }));
    assert_eq!((&less["name"], &less["accent"]), (&made["name"], &made["accent"]), "what is not named stays");

    let shop = ["brand", "set", "--client", "shop"];
    let with = |rest: &[&'static str]| [&shop[..], rest].concat();
    refused(
        path,
        &with(&["--variable", "soft=#999999"]),
        2,
        "soft #999999 on paper #f4f2ee has a contrast of",
    );
    refused(path, &with(&["--variable", "paper=#000;}"]), 2, "is not a colour like #115e56");
    refused(path, &with(&["--variable", "focus=#000000"]), 2, "no such variable");
    assert_eq!(run(path, &with(&["--variable", "paper"])).status.code(), Some(2));
    assert_eq!(run(path, &with(&["--no-logo", "--logo", "x.png"])).status.code(), Some(2));
    json(&run(path, &with(&["--name", "Shop"])));
    assert_eq!(json(&run(path, &["brand", "show", "--json"])).as_array().unwrap().len(), 2);

    // A client takes its look along.
    done(&run(path, &["client", "delete", "shop", "--yes"]));
    assert_eq!(json(&run(path, &["brand", "show", "--json"])).as_array().unwrap().len(), 1);
    assert!(done(&run(path, &["brand", "remove"])).contains("Removed the look of this installation"));
    assert!(done(&run(path, &["brand", "remove"])).contains("There was no look"));
    refused(path, &["brand", "remove", "--client", "shop"], 1, "there is no client shop");
}

#[test]
fn clients_in_files_are_synchronised() {
    let (directory, _) = installation();
    let path = directory.path();
    std::fs::create_dir(path.join("clients.d")).unwrap();
    let file = path.join("clients.d/app.toml");
    let good = "client_id = \"app\"\ntoken_endpoint_auth_method = \"none\"\nredirect_uris = [\"https://app.example/cb\"]\n";
    std::fs::write(&file, good).unwrap();
    refused(path, &["client", "sync"], 2, "client.directory");
    let sync = ["client", "sync", "--directory", "clients.d"];
    assert_eq!(done(&run(path, &[&sync[..], &["--dry-run"]].concat())), "created    app\n");
    assert_eq!(done(&run(path, &sync)), "created    app\n");
    assert_eq!(done(&run(path, &sync)), "unchanged  app\n");
    std::fs::write(&file, format!("{good}redirect_uri = 1\n")).unwrap();
    refused(path, &sync, 2, "clients.d/app.toml");
    std::fs::remove_file(&file).unwrap();
    assert_eq!(done(&run(path, &[&sync[..], &["--prune"]].concat())), "removed    app\n");
}

#[test]
fn accounts_are_made_shown_changed_and_removed() {
    let (directory, _) = installation();
    let path = directory.path();
    let claims = path.join("claims.json");
    std::fs::write(&claims, r#"{"given_name":"Ada","address":{"country":"UK"}}"#).unwrap();
    let create = [
        "account",
        "create",
        "ada",
        "--email",
        "ada@example.org",
        "--email-verified",
        "--group",
        "staff",
        "--claims",
        "claims.json",
        "--json",
    ];
    let made = run_with(path, &create, "a long enough passphrase\n");
    let made = json(&made);
    assert_eq!(made["claims"]["address"]["country"], "UK");
    assert_eq!(made["email_verified"], true);
    let again = run_with(path, &create, "a long enough passphrase\n");
    assert_eq!(again.status.code(), Some(1), "{}", err(&again));
    let weak = run_with(path, &["account", "create", "bob"], "bob\n");
    assert_eq!(weak.status.code(), Some(2), "{}", err(&weak));
    assert!(err(&weak).contains("fewer than"), "{}", err(&weak));
    refused(path, &["account", "create", "bob"], 2, "no password on standard input");
    done(&run(path, &["account", "create", "bob", "--no-password"]));
    assert!(done(&run(path, &["account", "role", "bob", "owner"])).contains("owner"));
    refused(path, &["account", "role", "bob", "none"], 1, "last owner");
    refused(path, &["account", "delete", "bob", "--yes"], 1, "last owner");
    refused(path, &["account", "role", "bob", "king"], 2, "king is no role");
    assert_eq!(json(&run(path, &["account", "roles", "--json"]))[0]["username"], "bob");

    let shown = json(&run(path, &["account", "show", "ADA@example.org", "--json"]));
    assert_eq!(shown["account_id"], made["account_id"]);
    assert_eq!(shown["factors"][0]["kind"], "password");
    assert_eq!(json(&run(path, &["account", "list", "--json"])).as_array().unwrap().len(), 2);
    assert!(done(&run(path, &["account", "list"])).contains("ada@example.org"));
    done(&run(path, &["account", "disable", "ada"]));
    assert_eq!(json(&run(path, &["account", "show", "ada", "--json"]))["state"], "disabled");
    done(&run(path, &["account", "enable", "ada"]));
    done(&run_with(path, &["account", "set-password", "ada"], "another long passphrase\n"));
    let common = run_with(path, &["account", "set-password", "ada"], "iloveyou\n");
    assert_eq!(common.status.code(), Some(2), "{}", err(&common));
    assert!(err(&common).contains("one of the most used passwords"), "{}", err(&common));
    let reset = done(&run(path, &["account", "reset", "ada"]));
    assert!(reset.contains("ada can choose a new password by a mailed code"), "{reset}");
    let nobodys = run(path, &["account", "reset", "bob"]);
    assert!(
        !nobodys.status.success() && err(&nobodys).contains("no proved e-mail address"),
        "{}",
        err(&nobodys)
    );
    done(&run(path, &["account", "reset-factor", "ada", "totp"]));
    refused(path, &["account", "reset-factor", "ada", "retina"], 2, "retina");
    refused(path, &["account", "delete", "ada"], 2, "--yes");
    done(&run(path, &["account", "delete", "ada", "--yes"]));
    refused(path, &["account", "show", "ada"], 1, "there is no account ada");
}

#[test]
fn what_mail_and_texts_cannot_leave_with_is_a_fault_of_the_configuration() {
    let (directory, _) = installation();
    let run = |arguments: &[&str], variables: &[(&str, &str)]| {
        program(directory.path()).args(arguments).envs(variables.iter().copied()).output().unwrap()
    };
    for arguments in [&["config", "check"][..], &["serve"]] {
        let refused = run(arguments, &[("DOORWARD__MAIL__FROM", "Example <nobody>")]);
        let text = err(&refused);
        assert_eq!(refused.status.code(), Some(2), "{arguments:?}: {text}");
        assert!(text.starts_with("mail.from is not an e-mail address (Example <nobody>)"), "{text}");
    }
    let gateway = [
        ("DOORWARD__SMS__TRANSPORT", "gateway"),
        ("DOORWARD__SMS__URL", "https://sms.example/{{ nobody }}"),
        ("DOORWARD__SMS__BODY", "{{ text }}"),
    ];
    let refused = run(&["serve"], &gateway);
    assert_eq!(refused.status.code(), Some(2), "{}", err(&refused));
    assert!(err(&refused).contains("sms.url: "), "{}", err(&refused));
}

#[test]
fn whoever_stops_to_read_hears_no_complaint() {
    let directory = tempfile::tempdir().unwrap();
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let output = program(directory.path()).args(["config", "reference"]).stdout(writer).output().unwrap();
    assert_eq!((output.status.code(), err(&output)), (Some(1), String::new()));
}

#[test]
fn a_wrong_or_missing_master_key_refuses_and_touches_nothing() {
    let (directory, _) = installation();
    let path = directory.path();
    done(&run(path, &["migrate"]));
    let before = std::fs::read(path.join("doorward.db")).unwrap();
    std::fs::rename(path.join("master.key"), path.join("kept.key")).unwrap();
    for arguments in [&["serve"][..], &["migrate"], &["client", "list"]] {
        refused(path, arguments, 1, "master_key_file");
    }
    std::fs::write(path.join("master.key"), format!("{}\n", "A".repeat(43))).unwrap();
    refused(path, &["serve"], 1, "chmod 600");
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path.join("master.key"), std::fs::Permissions::from_mode(0o600)).unwrap();
    refused(path, &["serve"], 1, "not the one this database was sealed with");
    assert_eq!(run(path, &["doctor"]).status.code(), Some(1));
    assert_eq!(std::fs::read(path.join("doorward.db")).unwrap(), before);
}

#[tokio::test]
async fn a_schema_newer_than_the_program_is_left_alone() {
    use sqlx::Connection;
    let (directory, _) = installation();
    let path = directory.path();
    done(&run(path, &["migrate"]));
    let address = format!("sqlite://{}", path.join("doorward.db").display());
    let mut connection = sqlx_sqlite::SqliteConnection::connect(&address).await.unwrap();
    sqlx::query(
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
         VALUES (9999, 'of tomorrow', 1, x'00', 0)",
    )
    .execute(&mut connection)
    .await
    .unwrap();
    connection.close().await.unwrap();
    for arguments in [&["serve"][..], &["migrate"], &["account", "list"]] {
        refused(path, arguments, 1, "its schema (9999) is newer than this program");
    }
    let health = run(path, &["doctor"]);
    assert_eq!(health.status.code(), Some(1));
    assert!(out(&health).contains("FAIL  database       schema 9999 is newer"), "{}", out(&health));
}

#[test]
fn what_cannot_be_served_is_said_in_a_line() {
    let (directory, port) = installation();
    let path = directory.path();
    let taken = TcpListener::bind(("127.0.0.1", port)).unwrap();
    refused(path, &["serve"], 1, "cannot listen on 127.0.0.1");
    assert!(!path.join("doorward.db").exists(), "the database was not touched");
    drop(taken);

    let started = Instant::now();
    let nowhere = program(path)
        .arg("serve")
        .env("DOORWARD__STORAGE", format!("postgres://nobody@127.0.0.1:{}/none", free_port()))
        .output()
        .unwrap();
    assert!(started.elapsed() < PATIENCE);
    assert_eq!(nowhere.status.code(), Some(1));
    assert!(err(&nowhere).contains("storage"), "{}", err(&nowhere));
    assert_eq!(err(&nowhere).trim_end().lines().count(), 1, "{}", err(&nowhere));

    let folder =
        program(path).arg("serve").env("DOORWARD__STORAGE", "sqlite://none/doorward.db").output().unwrap();
    assert_eq!(
        (folder.status.code(), err(&folder).trim_end().lines().count()),
        (Some(1), 1),
        "{}",
        err(&folder)
    );
}

#[test]
fn faces_are_timed_by_what_is_there_and_nothing_else() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let models = root.join("models").display().to_string();
    let benchmark = ["face", "benchmark", "--frames", "1", "--json", "--models", &models];
    let reports = json(&run(path, &benchmark));
    assert_eq!(reports[0]["runtime"], "tract");
    assert!(reports[0]["tracking"]["whole"].as_f64().unwrap() > 0.0 && reports[1].is_null(), "{reports}");
    // A server of its own, with a database that is gone again.
    let serving = |when: &str| reports[0]["serving"][when].as_f64().unwrap();
    assert!(serving("before") < serving("loaded") && serving("loaded") <= serving("peak"), "{reports}");

    let text = root.join("Cargo.toml").display().to_string();
    for path_of_library in ["/no/such.so", &text] {
        let why = format!("{path_of_library}: not an ONNX Runtime library that can be used: ");
        let arguments = ["--onnxruntime", path_of_library, "--runtime", "onnxruntime"];
        refused(path, &[&benchmark[..], &arguments].concat(), 1, &why);
    }
    refused(path, &["face", "benchmark", "--models", "/no/such"], 1, "/no/such/embedder.onnx: No such file");
    refused(path, &["face", "benchmark"], 1, "there is no folder \"models\"");
    let nobody = root.join("docs/sign-in.png").display().to_string();
    refused(path, &[&benchmark[..], &[&nobody]].concat(), 1, "there is no face in the picture");
    refused(path, &["face", "benchmark", "--frames", "0"], 2, "--frames must be at least 1");

    // The doctor looks at the models, once faces are on.
    std::fs::write(
        path.join("doorward.toml"),
        "issuer = 'https://id.example.org'\nmail.host = 'h'\nface.enabled = true",
    )
    .unwrap();
    let health = run(path, &["doctor"]);
    assert!(out(&health).contains("FAIL  face           there is no folder"), "{}", out(&health));
}

#[test]
fn serve_is_ready_hands_out_a_link_once_and_drains() {
    let (directory, port) = installation();
    let path = directory.path();
    let mut first = Running::begin(path, &["serve"]);
    assert!(first.line().contains("Nobody owns this installation yet"));
    let (status, metadata) = get(port, &format!("localhost:{port}"), "/.well-known/openid-configuration");
    assert_eq!(status, 200);
    let metadata: Value = serde_json::from_str(&metadata).unwrap();
    assert_eq!(metadata["issuer"], format!("http://localhost:{port}"));
    assert_eq!(get(port, "localhost", "/health/ready").0, 200);
    assert_eq!(get(port, "localhost", "/dev/mail").0, 404);
    first.signal("TERM");
    assert_eq!(first.ended(), Some(0));

    done(&run(path, &["account", "create", "ada", "--no-password"]));
    done(&run(path, &["account", "role", "ada", "owner"]));
    let mut second = Running::begin(path, &["serve"]);
    assert_eq!(get(port, "localhost", "/health/live").0, 200);
    second.signal("INT");
    assert_eq!(second.line(), "", "no link is due any more");
    assert_eq!(second.ended(), Some(0));
}

#[test]
fn serve_ends_when_nobody_reads_its_log_any_more() {
    let (directory, port) = installation();
    for format in ["json", "text"] {
        let mut child = program(directory.path())
            .arg("serve")
            .env("DOORWARD__LOG__FORMAT", format)
            .env("DOORWARD__LOG__ACCESS", "true")
            .spawn()
            .unwrap();
        drop(child.stderr.take());
        let lines = BufReader::new(child.stdout.take().unwrap());
        let running = Running(child, lines);
        // Lines that cannot be written fail no request either.
        for _ in 0..3 {
            assert_eq!(get(port, "localhost", "/health/ready").0, 200, "{format}");
        }
        running.signal("TERM");
        assert_eq!(running.ended(), Some(0), "{format}");
    }
}

#[test]
fn dev_needs_nothing_and_says_the_same_at_its_second_start() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path();
    let arguments = ["dev", "--json", "--port", "0", "--relying-party-port", "0", "--data", "data"];
    let mut told = Vec::new();
    for start in 0..2 {
        let mut running = Running::begin(path, &arguments);
        let line: Value = serde_json::from_str(&running.line()).unwrap();
        let port = line["issuer"].as_str().unwrap().rsplit(':').next().unwrap().parse().unwrap();
        let (status, metadata) = get(port, &format!("localhost:{port}"), "/.well-known/openid-configuration");
        assert_eq!(status, 200);
        assert_eq!(serde_json::from_str::<Value>(&metadata).unwrap()["issuer"], line["issuer"]);
        assert_eq!(get(port, &format!("127.0.0.1:{port}"), "/dev/mail").0, 200);
        assert_eq!(get(port, &format!("rebound.example:{port}"), "/dev/mail").0, 421);
        let application =
            line["relying_party"].as_str().unwrap().rsplit(':').next().unwrap().parse().unwrap();
        assert!(get(application, "localhost", "/").1.contains("id=\"sign-in\""));
        assert!(line["admin"].as_str().unwrap().contains("/setup?token="));
        running.signal("TERM");
        assert_eq!(running.line(), "", "one line, start {start}");
        assert_eq!(running.ended(), Some(0));
        told.push(line);
    }
    assert_eq!(told[0]["accounts"], told[1]["accounts"]);
    let secrets = |line: &Value| -> Vec<Value> {
        line["clients"].as_array().unwrap().iter().map(|client| client["client_secret"].clone()).collect()
    };
    assert_eq!(secrets(&told[0]), secrets(&told[1]));
    assert_eq!(told[0]["accounts"][0]["username"], "alice");
    assert_eq!(told[0]["accounts"][0]["totp_secret"].as_str().unwrap().len(), 32);
    assert!(told[0]["accounts"][1]["totp_secret"].is_null());
    use std::os::unix::fs::PermissionsExt;
    for private in ["dev.json", "master.key", "doorward.db"] {
        let mode = std::fs::metadata(path.join("data").join(private)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{private}");
    }
    assert_eq!(std::fs::read_dir(path).unwrap().count(), 1, "everything is in the data directory");

    std::fs::remove_file(path.join("data/master.key")).unwrap();
    refused(path, &arguments, 1, "start afresh");
}

#[test]
fn dev_listens_to_nobody_else() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path();
    refused(path, &["dev", "--json", "--address", "0.0.0.0"], 2, "loopback");
    let help = done(&run(path, &["dev", "--help"]));
    assert!(help.contains("No configuration file is read") && !help.contains("--config"), "{help}");
    let told = run(path, &["dev", "--config", "none.toml", "--address", "0.0.0.0"]);
    assert!(err(&told).contains("loopback"), "{}", err(&told));
    let variable =
        program(path).arg("dev").env("DOORWARD__LISTENER__ADDRESS", "0.0.0.0:8080").output().unwrap();
    assert_eq!(variable.status.code(), Some(2), "{}", err(&variable));
    assert!(!path.join(".doorward").exists());
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    refused(path, &["dev", "--port", &port], 1, "cannot listen");
}

#[test]
fn accounts_come_in_with_their_passwords_and_the_log_of_it_can_be_checked_elsewhere() {
    let (directory, _) = installation();
    let path = directory.path();
    let write = |name: &str, text: &str| std::fs::write(path.join(name), text).unwrap();
    write(
        "users.ndjson",
        concat!(
            "{\"username\":\"ada\",\"email\":\"ada@example.org\",\"password_hash\":\"{SSHA}kotVi0JlrqAWO6WNMeGX2OuLHIDHeI8x\"}\n",
            "{\"username\":\"eve\",\"password_hash\":\"md5$x$y\"}\n"
        ),
    );
    let faulty = run(path, &["account", "import", "users.ndjson"]);
    assert_eq!(faulty.status.code(), Some(2));
    assert!(
        err(&faulty).starts_with("line 2: the password hash has a form that is not taken: md5\n"),
        "{}",
        err(&faulty)
    );
    assert!(err(&faulty).contains("nothing was imported: 1 faults in users.ndjson"));
    assert_eq!(json(&run(path, &["account", "list", "--json"])), serde_json::json!([]));
    write(
        "users.ndjson",
        "{\"username\":\"ada\",\"password_hash\":\"{SSHA}kotVi0JlrqAWO6WNMeGX2OuLHIDHeI8x\"}\n",
    );
    let tried = json(&run(path, &["account", "import", "users.ndjson", "--dry-run", "--json"]));
    assert_eq!((&tried["outcome"], &tried["accounts"]), (&"dry_run".into(), &1.into()));
    assert_eq!(json(&run(path, &["account", "list", "--json"])), serde_json::json!([]));
    let told = done(&run(path, &["account", "import", "users.ndjson"]));
    assert!(told.contains("1 accounts were imported") && told.contains("one salted SHA"), "{told}");
    let twice = run(path, &["account", "import", "users.ndjson"]);
    assert!(
        err(&twice).contains("line 1: ada is the name or address of an account already"),
        "{}",
        err(&twice)
    );
    refused(path, &["account", "import", "users.txt"], 2, "--format");
    refused(path, &["account", "import", "none.csv"], 2, "none.csv");
    refused(path, &["account", "import", "u", "--format", "firebase"], 2, "--firebase-parameters");
    let exported = done(&run(path, &["account", "export", "--format", "csv"]));
    assert!(exported.lines().nth(1).unwrap().contains(",ada,") && !exported.contains("SSHA"), "{exported}");

    write("audit.ndjson", &done(&run(path, &["audit", "export"])));
    let signer = done(&run(path, &["audit", "signer"]));
    // Anywhere: there is no installation here.
    let elsewhere = tempfile::tempdir().unwrap();
    std::fs::copy(path.join("audit.ndjson"), elsewhere.path().join("audit.ndjson")).unwrap();
    let checked = json(&run(
        elsewhere.path(),
        &["audit", "verify", "audit.ndjson", "--signer", signer.trim(), "--json"],
    ));
    assert_eq!((&checked["holds"], &checked["signer"]), (&true.into(), &signer.trim().into()));
    let text = std::fs::read_to_string(elsewhere.path().join("audit.ndjson")).unwrap();
    std::fs::write(
        elsewhere.path().join("forged.ndjson"),
        text.replacen("accounts.imported", "accounts.exported", 1),
    )
    .unwrap();
    let forged = run(elsewhere.path(), &["audit", "verify", "forged.ndjson"]);
    assert_eq!(forged.status.code(), Some(1));
    assert!(
        out(&forged).contains("was altered") && out(&forged).contains("does NOT hold"),
        "{}",
        out(&forged)
    );
    let last = checked["last"].to_string();
    let more = done(&run(path, &["audit", "export", "--after", &last]));
    std::fs::write(elsewhere.path().join("more.ndjson"), more).unwrap();
    let joined = json(&run(
        elsewhere.path(),
        &["audit", "verify", "more.ndjson", "--earlier", "audit.ndjson", "--json"],
    ));
    assert_eq!(
        (&joined["holds"], &joined["retired"], &joined["entries"]),
        (&true.into(), &checked["last"], &1.into())
    );
    refused(path, &["audit", "export", "--since", "yesterday"], 2, "--since");
    refused(elsewhere.path(), &["audit", "verify", "none.ndjson"], 1, "none.ndjson");
}
