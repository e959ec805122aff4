//! The examples, run against `doorward dev` as their own comments say.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/visitor.rs"]
mod visitor;

use std::{
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::Once,
    time::Duration,
};

use reqwest::{StatusCode, header};
use serde_json::Value;
use visitor::{Visitor, totp};

/// A running program; ended with the test. It is told so, that it may end what it started, and killed if it does not heed that.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = Command::new("sh").args(["-c", &format!("kill -TERM {}", self.0.id())]).status();
        for _ in 0..400 {
            if matches!(self.0.try_wait(), Ok(Some(_))) {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Starts it and reads the first line that it prints.
fn begin(command: &mut Command) -> (Running, String) {
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    (Running(child), line.trim().to_owned())
}

/// An example. `cargo test` has built it beside the program, `cargo test --test examples` has not.
fn example(name: &str) -> PathBuf {
    static BUILT: Once = Once::new();
    let place = Path::new(env!("CARGO_BIN_EXE_doorward")).parent().unwrap().join("examples");
    BUILT.call_once(|| {
        let mut build = Command::new(env!("CARGO"));
        build.args(["build", "--quiet", "--examples"]).current_dir(env!("CARGO_MANIFEST_DIR"));
        if place.parent().unwrap().ends_with("release") {
            build.arg("--release");
        }
        assert!(build.status().unwrap().success());
    });
    place.join(name)
}

/// `doorward dev` and what it said.
fn dev(directory: &Path) -> (Running, Value) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_doorward"));
    command.current_dir(directory).args(["dev", "--json", "--port", "0", "--relying-party-port", "0"]);
    let (running, line) = begin(&mut command);
    (running, serde_json::from_str(&line).unwrap())
}

fn client<'a>(said: &'a Value, client_id: &str) -> &'a Value {
    said["clients"].as_array().unwrap().iter().find(|client| client["client_id"] == client_id).unwrap()
}

fn http() -> reqwest::Client {
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
    reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap()
}

#[tokio::test]
async fn a_machine_gets_a_token_that_an_api_believes() {
    let directory = tempfile::tempdir().unwrap();
    let (_provider, said) = dev(directory.path());
    let issuer = said["issuer"].as_str().unwrap();
    let machine = |scope: &str, secret: &str| {
        Command::new(example("machine_client"))
            .env("TOKEN_ENDPOINT", format!("{issuer}/token"))
            .env("CLIENT_ID", "demo-machine")
            .env("CLIENT_SECRET", secret)
            .env("SCOPE", scope)
            .output()
            .unwrap()
    };
    let secret = client(&said, "demo-machine")["client_secret"].as_str().unwrap();
    let output = machine("orders:read", secret);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let token = String::from_utf8(output.stdout).unwrap().trim().to_owned();
    let refused = machine("orders:read", "a-secret-that-is-not-its-own-0123456789");
    assert!(String::from_utf8_lossy(&refused.stderr).contains("invalid_client"), "{refused:?}");

    let (_api, address) =
        begin(Command::new(example("resource_server")).env("ISSUER", issuer).env("PORT", "0"));
    let orders = format!("{address}/orders").replace("localhost", "127.0.0.1");
    let ask = |shown: Option<String>| {
        let mut request = http().get(&orders);
        if let Some(shown) = shown {
            request = request.header(header::AUTHORIZATION, shown);
        }
        async move {
            let answer = request.send().await.unwrap();
            let challenge = answer.headers().get(header::WWW_AUTHENTICATE);
            let challenge = challenge.map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default();
            (answer.status(), challenge, answer.text().await.unwrap())
        }
    };
    let (status, _, body) = ask(Some(format!("Bearer {token}"))).await;
    assert_eq!(status, StatusCode::OK, "{body}");
    assert_eq!(serde_json::from_str::<Value>(&body).unwrap()["client_id"], "demo-machine");

    // RFC 6750 section 3: nothing shown, nothing explained.
    assert_eq!(ask(None).await.1, "Bearer");
    let (head, rest) = token.split_once('.').unwrap();
    let (claims, signature) = rest.split_once('.').unwrap();
    for forged in [
        "x".to_owned(),
        format!("{head}.{claims}.{}", signature.chars().rev().collect::<String>()),
        // {"alg":"none","typ":"at+jwt"}
        format!("eyJhbGciOiJub25lIiwidHlwIjoiYXQrand0In0.{claims}."),
        // {"alg":"HS256","typ":"at+jwt"}
        format!("eyJhbGciOiJIUzI1NiIsInR5cCI6ImF0K2p3dCJ9.{claims}.{signature}"),
    ] {
        let (status, challenge, _) = ask(Some(format!("Bearer {forged}"))).await;
        assert_eq!(status, StatusCode::UNAUTHORIZED, "{forged}");
        assert!(challenge.contains("error=\"invalid_token\""), "{forged}: {challenge}");
    }
    let without = machine("", secret);
    let narrow = String::from_utf8(without.stdout).unwrap().trim().to_owned();
    if !narrow.is_empty() {
        let (status, challenge, _) = ask(Some(format!("Bearer {narrow}"))).await;
        // Without a wish a machine gets all it may have, or nothing at all (RFC 6749 section 3.3).
        assert!(
            status == StatusCode::OK || challenge.contains("insufficient_scope"),
            "{status}: {challenge}"
        );
    }
}

#[tokio::test]
async fn the_relying_party_of_the_examples_sends_people_to_its_issuer() {
    let directory = tempfile::tempdir().unwrap();
    let (_provider, said) = dev(directory.path());
    let issuer = said["issuer"].as_str().unwrap();
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let (_application, origin) = begin(
        Command::new(example("relying_party"))
            .env("ISSUER", issuer)
            .env("CLIENT_ID", "demo-app")
            .env("CLIENT_SECRET", client(&said, "demo-app")["client_secret"].as_str().unwrap())
            .env("ORIGIN", format!("http://127.0.0.1:{port}")),
    );
    let answer = http().get(format!("{origin}/sign-in?prompt=login")).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    let to = url::Url::parse(answer.headers()[header::LOCATION].to_str().unwrap()).unwrap();
    assert!(to.as_str().starts_with(&format!("{issuer}/authorize?")));
    let sent: std::collections::HashMap<_, _> = to.query_pairs().collect();
    assert_eq!(sent["code_challenge_method"], "S256");
    assert_eq!(sent["redirect_uri"], format!("http://127.0.0.1:{port}/callback"));
    assert_eq!(sent["prompt"], "login");
    assert!(sent.contains_key("state") && sent.contains_key("nonce") && sent.contains_key("code_challenge"));
    let cookie = answer.headers()[header::SET_COOKIE].to_str().unwrap();
    assert!(cookie.starts_with("rp_session=") && cookie.contains("HttpOnly"), "{cookie}");

    // An answer that this browser did not ask for, or from another provider, ends here.
    let state = &sent["state"];
    for query in [
        "code=x&state=y".to_owned(),
        format!("code=x&state={state}"),
        format!("code=x&state={state}&iss=http%3A%2F%2Fevil.example"),
    ] {
        let answer = http().get(format!("{origin}/callback?{query}")).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST, "{query}");
        assert!(answer.text().await.unwrap().contains("id=\"problem\""));
    }
    let other = http().get(format!("{origin}/sign-in?iss=https%3A%2F%2Fevil.example")).send().await.unwrap();
    assert_eq!(other.status(), StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_service_asks_for_more_and_the_gateway_steps_the_person_up() {
    let (running, line) = begin(
        Command::new(example("gateway"))
            .env("DOORWARD_PROGRAM", env!("CARGO_BIN_EXE_doorward"))
            .env("PORT", "0"),
    );
    let said: Value = serde_json::from_str(&line).unwrap();
    let gateway = said["gateway"].as_str().unwrap();
    let accounts = said["accounts"].as_array().unwrap();
    let account = accounts.iter().find(|account| account["totp_secret"].is_string()).unwrap();
    let text = |name: &str| account[name].as_str().unwrap();

    // A password and an app's code satisfy the client's level; a password alone does not get through.
    let mut visitor = Visitor::new();
    visitor.open(&format!("{gateway}/balance")).await;
    visitor.fill(&[("username", text("username"))]).await;
    visitor.fill(&[("password", text("password"))]).await;
    assert!(visitor.at.path().ends_with("/totp"), "{}", visitor.at);
    // Another way is a mailed code, which is worth less.
    let choose = visitor.at.join("choose").unwrap();
    let form = visitor.body.clone();
    let value = |name: &str| {
        let (_, rest) = form.split_once(&format!("name=\"{name}\" value=\"")).unwrap();
        rest.split_once('"').unwrap().0.to_owned()
    };
    let sent = [("journey", value("journey")), ("csrf", value("csrf")), ("factor", "email_code".to_owned())];
    let origin = choose.origin().ascii_serialization();
    let post = visitor.http.post(choose).header(header::ORIGIN, origin).form(&sent);
    visitor.take(post).await;
    assert!(visitor.at.path().ends_with("/email_code"), "{}", visitor.at);
    let code = mailed_code(&visitor, said["mail"].as_str().unwrap()).await;
    visitor.fill(&[("code", &code)]).await;
    assert_eq!(visitor.json()["balance"], 120, "{}", visitor.body);
    assert_eq!(visitor.json()["acr"], "urn:doorward:acr:two-step");

    // The service wants more: only what is missing is asked for, and then it pays.
    let payout = format!("{gateway}/payout");
    visitor.take(visitor.http.post(&payout)).await;
    assert!(visitor.at.path().ends_with("/totp"), "{}: {}", visitor.at, visitor.body);
    visitor.fill(&[("code", &totp(text("totp_secret")))]).await;
    assert_eq!(visitor.at.path(), "/", "back at the gateway");
    visitor.take(visitor.http.post(&payout)).await;
    assert_eq!(visitor.json()["paid"], true, "{}", visitor.body);
    assert_eq!(visitor.json()["acr"], said["strong"]);

    // What the gateway started ends with it.
    let mails = url::Url::parse(said["mail"].as_str().unwrap()).unwrap();
    let provider = ("127.0.0.1", mails.port().unwrap());
    assert!(std::net::TcpStream::connect(provider).is_ok());
    drop(running);
    assert!(std::net::TcpStream::connect(provider).is_err(), "the provider is left behind");
}

/// The newest code in the caught mail.
async fn mailed_code(visitor: &Visitor, mails: &str) -> String {
    for _ in 0..100 {
        let list = visitor.http.get(mails).send().await.unwrap().text().await.unwrap();
        if let Some((_, rest)) = list.split_once("href=\"/dev/mail/") {
            let id = rest.split_once('"').unwrap().0;
            let mail = visitor.http.get(format!("{mails}/{id}")).send().await.unwrap().text().await.unwrap();
            // The line that phones fill the code in from.
            let line = mail.split_once("@localhost #").map_or("", |(_, rest)| rest);
            let digits: String = line.chars().take_while(char::is_ascii_digit).collect();
            if !digits.is_empty() {
                return digits;
            }
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("no mail came");
}

#[tokio::test]
async fn a_service_keeps_its_accounts_in_step_by_webhooks() {
    let directory = tempfile::tempdir().unwrap();
    let (_provider, said) = dev(directory.path());
    let doorward = |arguments: &[&str]| {
        let data = directory.path().join(".doorward");
        let output = Command::new(env!("CARGO_BIN_EXE_doorward"))
            .current_dir(directory.path())
            .env("DOORWARD__ISSUER", said["issuer"].as_str().unwrap())
            .env("DOORWARD__STORAGE", format!("sqlite://{}", data.join("doorward.db").display()))
            .env("DOORWARD__MASTER_KEY_FILE", data.join("master.key"))
            .env("DOORWARD__MAIL__TRANSPORT", "file")
            .args(arguments)
            .stdin(Stdio::null())
            .output()
            .unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let address = format!("http://127.0.0.1:{port}");
    let made =
        doorward(&["webhook", "create", &format!("{address}/hooks"), "--event", "account.*", "--json"]);
    let made: Value = serde_json::from_str(&made).unwrap();
    let mirror = |secret: &str| {
        let mut command = Command::new(example("account_mirror"));
        begin(command.env("WEBHOOK_SECRET", secret).env("PORT", port.to_string()))
    };
    let (running, line) = mirror(made["secret"].as_str().unwrap());
    assert_eq!(line, address);
    let mirrored = async |wanted: &dyn Fn(&[Value]) -> bool| {
        let mut last = Vec::new();
        for _ in 0..300 {
            let body = http().get(format!("{address}/accounts")).send().await.unwrap().text().await.unwrap();
            last = serde_json::from_str::<Vec<Value>>(&body).unwrap();
            // Those of the demo, made a moment before, are told of as well.
            last.retain(|account| {
                account["preferred_username"] != "alice" && account["preferred_username"] != "bob"
            });
            if wanted(&last) {
                return last;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("not in step: {last:?}")
    };
    doorward(&[
        "account",
        "create",
        "mira",
        "--email",
        "mira@example.org",
        "--group",
        "staff",
        "--no-password",
    ]);
    let there = mirrored(&|all| all.len() == 1).await;
    assert_eq!(
        (&there[0]["preferred_username"], &there[0]["email"]),
        (&"mira".into(), &"mira@example.org".into())
    );
    assert_eq!((&there[0]["groups"][0], &there[0]["state"]), (&"staff".into(), &"active".into()));
    doorward(&["account", "disable", "mira"]);
    mirrored(&|all| all.len() == 1 && all[0]["state"] == "disabled").await;

    // A forged message, and one that was signed long ago, change nothing.
    let forged = http()
        .post(format!("{address}/hooks"))
        .header("webhook-id", "msg_1")
        .header("webhook-timestamp", "1")
        .header("webhook-signature", "v1,AAAA")
        .body(r#"{"data":{"account":{"sub":"x","state":"active"}}}"#)
        .send()
        .await
        .unwrap();
    assert_eq!(forged.status(), StatusCode::UNAUTHORIZED);

    // A service that was away hears what it missed.
    drop(running);
    doorward(&["account", "create", "noa", "--no-password"]);
    tokio::time::sleep(Duration::from_secs(3)).await;
    let (_again, _) = mirror(made["secret"].as_str().unwrap());
    mirrored(&|all| all.iter().any(|account| account["preferred_username"] == "noa")).await;
    doorward(&["account", "delete", "mira", "--yes"]);
    mirrored(&|all| all.len() == 1).await;
}
