//! Text messages against a gateway that really listens.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
    time::Duration,
};

use serde_json::json;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

use super::*;
use crate::{
    clock::Clock,
    config::{self, SmsMethod, SmsTransport, setting::Setting, value},
    jose::seal::MasterKey,
    random::Random,
    secret::Secret,
    storage::testing,
};

const START: Timestamp = Timestamp::from_seconds(1_800_000_000);
const NUMBER: &str = "+4915123456789";

/// A gateway that writes down whole requests and answers with the statuses it is told, then with 200.
#[derive(Clone, Default)]
pub(super) struct Gateway {
    heard: Arc<Mutex<Vec<String>>>,
    answers: Arc<Mutex<VecDeque<u16>>>,
}

impl Gateway {
    pub(super) async fn start(answers: &[u16]) -> (Self, u16) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let gateway =
            Self { answers: Arc::new(Mutex::new(answers.iter().copied().collect())), ..Self::default() };
        let listening = gateway.clone();
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let mut request = Vec::new();
                while !complete(&request) {
                    let mut piece = [0; 2048];
                    match stream.read(&mut piece).await {
                        Ok(length) if length > 0 => request.extend_from_slice(&piece[..length]),
                        _ => break,
                    }
                }
                listening.heard.lock().unwrap().push(String::from_utf8(request).unwrap());
                let status = listening.answers.lock().unwrap().pop_front().unwrap_or(200);
                let answer = format!("HTTP/1.1 {status} X\r\ncontent-length: 4\r\n\r\nsaid");
                let _ = stream.write_all(answer.as_bytes()).await;
            }
        });
        (gateway, port)
    }

    pub(super) fn heard(&self) -> Vec<String> {
        self.heard.lock().unwrap().clone()
    }
}

fn complete(request: &[u8]) -> bool {
    let text = String::from_utf8_lossy(request);
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
    body.len() >= length.unwrap_or(0)
}

pub(super) fn outbound() -> config::Outbound {
    let loopback = Setting::from_value(&value::Value::Text("127.0.0.1".into())).unwrap();
    config::Outbound { allow: vec![loopback], ..config::Outbound::default() }
}

fn settings(port: u16) -> config::Sms {
    config::Sms {
        transport: SmsTransport::Gateway,
        url: Some(format!("http://127.0.0.1:{port}/{{{{ user|form }}}}/messages")),
        headers: [
            ("Content-Type".to_owned(), "application/json".to_owned()),
            ("Authorization".to_owned(), "Basic {{ (user ~ ':' ~ secret)|base64 }}".to_owned()),
        ]
        .into(),
        body: Some(r#"{"to":{{ to|json }},"from":{{ from|json }},"text":{{ text|json }},"id":{{ message_id|json }}}"#.into()),
        from: Some("Door".into()),
        user: Some("a b".into()),
        secret: Some(Secret::new("hunter2")),
        retries: 2,
        ..config::Sms::default()
    }
}

struct Office {
    database: Database,
    vault: Vault,
    clock: Clock,
    postman: Arc<Postman>,
    bell: Bell,
}

fn office(database: Database, settings: &config::Sms) -> Office {
    let clock = Clock::fixed(START);
    let vault = Vault::new(&MasterKey::generate(&Random::seeded(1)), Random::seeded(2));
    let mail = config::Mail { transport: config::MailTransport::Capture, ..config::Mail::default() };
    let bell = Bell::default();
    let postman = Postman::new(Parts {
        database: database.clone(),
        vault: vault.clone(),
        clock: clock.clone(),
        random: Random::seeded(3),
        text: Arc::new(Text::new()),
        mailer: Mailer::new(&mail, "id.example.org", "Doorward <no-reply@id.example.org>").unwrap(),
        texter: Texter::new(settings, &outbound()).unwrap(),
        bell: bell.clone(),
        retries: 3,
    });
    Office { database, vault, clock, postman, bell }
}

impl Office {
    async fn post(&self, id: &'static str, to: &str) {
        self.post_by(Channel::Sms, id, to).await;
    }

    async fn post_by(&self, channel: Channel, id: &'static str, to: &str) {
        let letter = Letter {
            channel,
            to: to.into(),
            template: "code".into(),
            context: json!({
                "code": "123456", "client": "Shop \"X\"\n@evil.example #000000", "host": "id.example.org",
                "minutes": 10, "browser": "Firefox", "address": "192.0.2.1", "at": START.milliseconds(),
            }),
            locale: "en".into(),
            client_id: String::new(),
        };
        let (vault, now) = (self.vault.clone(), self.clock.now());
        let until = Some(now.after(Duration::from_mins(10)));
        self.database
            .write(move |write| {
                Box::pin(async move { enqueue(write, &vault, id, &letter, now, until).await })
            })
            .await
            .unwrap();
    }

    async fn after(&self, seconds: u64) -> usize {
        self.clock.advance(Duration::from_secs(seconds));
        self.postman.clone().tick().await.unwrap()
    }

    async fn row(&self, id: &str) -> outbox::Message {
        outbox::find(&mut self.database.read().await.unwrap(), id).await.unwrap().unwrap()
    }
}

crate::on_both!(a_text_is_one_call_in_the_gateways_own_language, |database| async move {
    let (gateway, port) = Gateway::start(&[]).await;
    let office = office(database, &settings(port));
    office.post("m1", NUMBER).await;
    assert_eq!(office.after(0).await, 1);
    let heard = gateway.heard();
    assert_eq!(heard.len(), 1);
    let (head, body) = heard[0].split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("POST /a+b/messages HTTP/1.1\r\n"), "{head}");
    assert!(head.contains("authorization: Basic YSBiOmh1bnRlcjI="), "{head}");
    let body: Value = serde_json::from_str(body).unwrap();
    assert_eq!((&body["to"], &body["from"], &body["id"]), (&json!(NUMBER), &json!("Door"), &json!("m1")));
    let text = body["text"].as_str().unwrap();
    assert!(text.starts_with("123456 ") && text.contains("Shop \"X\""), "{text}");
    let read_by_phones: Vec<&str> = text.lines().filter(|line| line.starts_with('@')).collect();
    assert_eq!(read_by_phones, ["@id.example.org #123456"], "the client's name begins no line");
    assert!(text.len() <= 160, "one segment: {text}");
    let row = office.row("m1").await;
    assert_eq!((row.kind.as_str(), row.sent_at, row.payload_sealed), ("sms", Some(START), None));
});

crate::on_both!(what_the_gateway_says_decides_whether_it_is_tried_again, |database| async move {
    let (gateway, port) = Gateway::start(&[503, 408, 429, 307, 400, 401, 202]).await;
    let office = office(database, &settings(port));
    // Three tries, all of them refused for now: each may cost money, so it ends before the code does.
    office.post("m1", NUMBER).await;
    office.after(0).await;
    let row = office.row("m1").await;
    assert!(row.last_error.unwrap().contains("503") && row.failed_at.is_none());
    assert_eq!(office.after(0).await, 0, "not before its time");
    office.after(30).await;
    office.after(30).await;
    let row = office.row("m1").await;
    assert_eq!((row.attempts, row.payload_sealed), (3, None));
    assert!(row.failed_at.is_some() && row.last_error.unwrap().contains("429: said"));
    // A redirect is no success; the answer to the second try is final.
    office.post("m2", NUMBER).await;
    office.after(0).await;
    assert!(office.row("m2").await.failed_at.is_none());
    office.after(30).await;
    assert!(office.row("m2").await.failed_at.is_some());
    office.post("m3", NUMBER).await;
    office.after(0).await;
    assert!(office.row("m3").await.failed_at.is_some());
    office.post("m4", NUMBER).await;
    office.after(0).await;
    assert!(office.row("m4").await.sent_at.is_some());
    assert_eq!(gateway.heard().len(), 7);
});

#[tokio::test]
async fn nothing_leaves_for_what_is_no_number_or_a_country_that_is_not_served() {
    let (database, _scratch) = testing::sqlite().await;
    let (gateway, port) = Gateway::start(&[]).await;
    let office = office(database, &config::Sms { calling_codes: vec![49, 1], ..settings(port) });
    let refused = [
        ("m1", "4915123456789"),
        ("m2", "+49151234567890123"),
        ("m3", "+49 151 2345678"),
        ("m4", "+4915123456789\r\nX: y"),
        ("m5", "+"),
        ("m6", "+٤٩١٥١٢٣٤٥٦٧٨"),
        ("m7", "+447700900123"),
    ];
    for (id, to) in refused {
        office.post(id, to).await;
    }
    office.after(0).await;
    for (id, to) in refused {
        assert!(office.row(id).await.failed_at.is_some(), "{to:?}");
    }
    assert!(gateway.heard().is_empty());
    office.post("m8", "+12025550123").await;
    office.after(0).await;
    assert_eq!(gateway.heard().len(), 1);
}

#[tokio::test]
async fn a_gateway_that_is_away_or_forbidden_is_tried_again_without_holding_up_mail() {
    let (database, _scratch) = testing::sqlite().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let office = office(database, &settings(port));
    office.post("m1", NUMBER).await;
    office.after(0).await;
    let row = office.row("m1").await;
    assert!(row.last_error.is_some() && row.failed_at.is_none() && row.sent_at.is_none());
    let texter = Texter::new(&settings(port), &config::Outbound::default()).unwrap().unwrap();
    let error = texter.send("m1", NUMBER, "text").await.unwrap_err();
    assert!(matches!(&error, Error::Later(why) if why.contains("outbound.allow")), "{error}");
}

#[tokio::test]
async fn a_gateway_that_hangs_holds_up_no_mail() {
    let (database, _scratch) = testing::sqlite().await;
    let hangs = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let office = office(database, &settings(hangs.local_addr().unwrap().port()));
    office.post("m1", NUMBER).await;
    let running = tokio::spawn(office.postman.clone().run(std::future::pending()));
    let (_called, _) = hangs.accept().await.unwrap(); // and never answers
    office.post_by(Channel::Mail, "m2", "alice@example.org").await;
    office.bell.ring();
    let sent = tokio::time::timeout(Duration::from_secs(3), async {
        while office.row("m2").await.sent_at.is_none() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    });
    sent.await.expect("a mail waits for no gateway");
    assert!(office.row("m1").await.sent_at.is_none());
    running.abort();
}

/// Gateways like to say what they refuse.
#[tokio::test]
async fn what_a_gateway_repeats_of_a_message_is_not_kept() {
    let (database, _scratch) = testing::sqlite().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut request = Vec::new();
        while !complete(&request) {
            let mut piece = [0; 2048];
            let length = stream.read(&mut piece).await.unwrap();
            request.extend_from_slice(&piece[..length]);
        }
        let said = "no route to 4915123456789 (%2B4915123456789) for \"123456 is your code\"";
        let answer = format!("HTTP/1.1 400 X\r\ncontent-length: {}\r\n\r\n{said}", said.len());
        stream.write_all(answer.as_bytes()).await.unwrap();
    });
    let office = office(database, &settings(port));
    office.post("m1", NUMBER).await;
    office.after(0).await;
    let error = office.row("m1").await.last_error.unwrap();
    assert_eq!(error, "the gateway answered 400: no route to … (%2B…) for \"… is your code\"");
}

#[tokio::test]
async fn in_development_texts_stay_beside_the_mails_and_can_be_read() {
    let (database, _scratch) = testing::sqlite().await;
    let office =
        office(database, &config::Sms { transport: SmsTransport::Capture, ..config::Sms::default() });
    office.post("m1", NUMBER).await;
    office.after(0).await;
    assert!(office.row("m1").await.sent_at.is_some());
    let caught = captured(&office.database, &office.vault, &Text::new(), 10).await.unwrap();
    let [text] = caught.as_slice() else { panic!("{caught:?}") };
    assert_eq!(
        (text.channel, text.to.as_str(), text.code.as_deref()),
        (Channel::Sms, NUMBER, Some("123456"))
    );
    assert!(
        text.html.is_none()
            && text.text.ends_with("@id.example.org #123456")
            && text.subject.starts_with("123456 ")
    );
}

#[tokio::test]
async fn texts_can_be_written_into_a_directory() {
    let (database, scratch) = testing::sqlite().await;
    let directory = scratch.path().join("made/for/texts");
    let sms =
        config::Sms { transport: SmsTransport::File, directory: directory.clone(), ..config::Sms::default() };
    let office = office(database, &sms);
    office.post("m1", NUMBER).await;
    office.after(0).await;
    let row = office.row("m1").await;
    assert!(row.sent_at.is_some() && row.payload_sealed.is_none(), "nothing of it stays in the database");
    let files: Vec<_> =
        std::fs::read_dir(&directory).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert_eq!(files, ["m1.txt"], "nothing half-written is left");
    let text = std::fs::read_to_string(directory.join("m1.txt")).unwrap();
    assert!(text.starts_with(&format!("To: {NUMBER}\n\n123456 is your code")), "{text}");
    assert!(text.ends_with("@id.example.org #123456"), "{text}");
    // Where it cannot be written it waits, and in the end is given up.
    std::fs::remove_dir_all(&directory).unwrap();
    std::fs::write(&directory, "in the way").unwrap();
    office.post("m2", NUMBER).await;
    office.after(0).await;
    let row = office.row("m2").await;
    assert!(row.sent_at.is_none() && row.failed_at.is_none() && row.last_error.is_some());
    let blocked = Texter::new(&sms, &outbound()).unwrap_err().to_string();
    assert!(blocked.starts_with("sms.directory "), "{blocked}");
}

#[test]
fn a_configuration_that_cannot_work_is_refused_before_anybody_waits() {
    let fault = |adjust: &dyn Fn(&mut config::Sms)| {
        let mut sms = settings(9);
        adjust(&mut sms);
        Texter::new(&sms, &outbound()).unwrap_err().to_string()
    };
    assert!(fault(&|sms| sms.url = Some("not a url".into())).starts_with("sms.url: "));
    assert!(fault(&|sms| sms.body = Some("{{ code }}".into())).starts_with("sms.body: "));
    assert!(fault(&|sms| sms.body = Some("{{ to ".into())).starts_with("sms.body: "));
    assert!(
        fault(&|sms| drop(sms.headers.insert("X Y".into(), "z".into()))).starts_with("sms.headers.X Y: ")
    );
    assert!(fault(&|sms| drop(sms.headers.insert("X".into(), "a\nb".into()))).starts_with("sms.headers.X "));
    let off = config::Sms { transport: SmsTransport::Off, ..settings(9) };
    assert!(Texter::new(&off, &outbound()).unwrap().is_none());
}

#[tokio::test]
async fn a_message_does_not_lead_the_call_elsewhere() {
    let (gateway, port) = Gateway::start(&[]).await;
    let get =
        |url: String| config::Sms { method: SmsMethod::Get, url: Some(url), body: None, ..settings(port) };
    let leads = get("http://127.0.0.1:{{ text|length }}/".to_owned());
    let sent =
        Texter::new(&leads, &outbound()).unwrap().unwrap().send("m1", NUMBER, "longer than trial").await;
    assert!(matches!(sent, Err(Error::Never(_))), "{sent:?}");
    let query = get(format!("http://127.0.0.1:{port}/send?to={{{{ to|form }}}}&text={{{{ text|form }}}}"));
    let texter = Texter::new(&query, &outbound()).unwrap().unwrap();
    texter.send("m1", NUMBER, "a&b=c\nü").await.unwrap();
    let heard = gateway.heard();
    assert!(
        heard[0].starts_with("GET /send?to=%2B4915123456789&text=a%26b%3Dc%0A%C3%BC HTTP/1.1\r\n"),
        "{heard:?}"
    );
}
