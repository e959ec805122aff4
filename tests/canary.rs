//! After a sign-in nothing secret stands in the database, the log, the metrics or an error page.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "support/visitor.rs"]
mod visitor;

use std::{
    io::{BufRead, BufReader, Read},
    process::{Child, Command, Stdio},
};

use serde_json::Value;
use visitor::{Visitor, totp};

const WRONG_PASSWORD: &str = "canary-wrong-password-7c1f";
const WRONG_TOKEN: &str = "canary-bearer-token-55ab";

struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[tokio::test]
async fn no_secret_is_left_behind_by_a_sign_in() {
    let data = tempfile::tempdir().unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_doorward"))
        .args(["dev", "--json", "--port", "0", "--relying-party-port", "0", "--data"])
        .arg(data.path())
        .env("DOORWARD__LOG__LEVEL", "debug")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    let mut errors = child.stderr.take().unwrap();
    let log = std::thread::spawn(move || {
        let mut log = Vec::new();
        errors.read_to_end(&mut log).unwrap();
        log
    });
    let mut running = Running(child);
    let mut line = String::new();
    output.read_line(&mut line).unwrap();
    let said: Value = serde_json::from_str(&line).unwrap();
    let accounts = said["accounts"].as_array().unwrap();
    let account = accounts.iter().find(|account| account["totp_secret"].is_string()).unwrap();
    let text = |name: &str| account[name].as_str().unwrap().to_owned();

    let mut visitor = Visitor::new();
    visitor.open(&format!("{}/sign-in", said["relying_party"].as_str().unwrap())).await;
    visitor.fill(&[("username", &text("username"))]).await;
    visitor.fill(&[("password", WRONG_PASSWORD)]).await;
    let refused = visitor.body.clone();
    visitor.fill(&[("password", &text("password"))]).await;
    assert!(visitor.at.path().ends_with("/totp"), "{}", visitor.at);
    visitor.fill(&[("code", &totp(&text("totp_secret")))]).await;
    assert!(visitor.at.path().starts_with("/consent/"), "{}: {}", visitor.at, visitor.body);
    let issuer = said["issuer"].as_str().unwrap();
    let userinfo = visitor.http.get(format!("{issuer}/userinfo")).bearer_auth(WRONG_TOKEN);
    let unknown = userinfo.send().await.unwrap().text().await.unwrap();
    let missing = visitor.http.get(format!("{issuer}/login/{WRONG_TOKEN}/password"));
    let missing = missing.send().await.unwrap().text().await.unwrap();

    let mut client_secrets: Vec<String> = said["clients"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|client| client["client_secret"].as_str().map(str::to_owned))
        .collect();
    let mut secrets =
        vec![WRONG_PASSWORD.to_owned(), WRONG_TOKEN.to_owned(), text("password"), text("totp_secret")];
    secrets.append(&mut client_secrets);

    running.0.kill().unwrap();
    running.0.wait().unwrap();
    let mut places = vec![("the log".to_owned(), log.join().unwrap())];
    for page in [&refused, &unknown] {
        places.push(("a page".to_owned(), page.clone().into_bytes()));
    }
    assert!(!missing.contains(&text("password")));
    for file in std::fs::read_dir(data.path()).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name.starts_with("doorward.db") {
            places.push((name, std::fs::read(&path).unwrap()));
        }
    }
    assert!(
        places.iter().any(|(name, bytes)| name.starts_with("doorward.db") && bytes.len() > 10_000),
        "no database"
    );
    // The needle is found where it is: the test can fail.
    let holds =
        |bytes: &[u8], secret: &str| bytes.windows(secret.len()).any(|part| part == secret.as_bytes());
    assert!(places.iter().any(|(_, bytes)| holds(bytes, &text("username"))), "looking finds nothing");
    for (place, bytes) in &places {
        for secret in &secrets {
            assert!(!holds(bytes, secret), "{place} holds {secret}");
        }
    }
}
