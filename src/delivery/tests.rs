//! The outbox against a mail server that really talks SMTP.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
    time::Duration,
};

use serde_json::json;
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

use super::*;
use crate::{
    clock::Clock,
    config::{self, MailSecurity, MailTransport},
    jose::seal::MasterKey,
    random::Random,
    storage::{
        brand::{self, Brand},
        testing,
    },
    text::variables::Variables,
};

/// A mail server that writes down what it hears and answers the end of each mail as told, then with 250.
#[derive(Clone, Default)]
struct Server {
    heard: Arc<Mutex<Vec<String>>>,
    answers: Arc<Mutex<VecDeque<&'static str>>>,
}

impl Server {
    async fn start(answers: &[&'static str]) -> (Self, u16) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        (Self::serve(listener, answers), port)
    }

    fn serve(listener: TcpListener, answers: &[&'static str]) -> Self {
        let server =
            Self { answers: Arc::new(Mutex::new(answers.iter().copied().collect())), ..Self::default() };
        let listening = server.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(listening.clone().talk(stream));
            }
        });
        server
    }

    async fn talk(self, stream: TcpStream) {
        let (reader, mut writer) = stream.into_split();
        let mut lines = BufReader::new(reader).lines();
        let mut content = false;
        writer.write_all(b"220 test\r\n").await.unwrap();
        while let Ok(Some(line)) = lines.next_line().await {
            self.heard.lock().unwrap().push(line.clone());
            let answer = match line.split(' ').next().unwrap_or_default() {
                "." if content => {
                    content = false;
                    let answer = self.answers.lock().unwrap().pop_front().unwrap_or("250 taken");
                    match answer.strip_prefix("late ") {
                        Some(late) => {
                            tokio::time::sleep(Duration::from_millis(500)).await;
                            late
                        }
                        None => answer,
                    }
                }
                _ if content => continue,
                "EHLO" => "250-test\r\n250 8BITMIME",
                "DATA" => {
                    content = true;
                    "354 go on"
                }
                "QUIT" => "221 bye",
                _ => "250 fine",
            };
            if writer.write_all(format!("{answer}\r\n").as_bytes()).await.is_err() {
                return;
            }
        }
    }

    fn heard(&self, beginning: &str) -> Vec<String> {
        let heard = self.heard.lock().unwrap();
        heard.iter().filter(|line| line.starts_with(beginning)).cloned().collect()
    }
}

struct Office {
    database: Database,
    vault: Vault,
    clock: Clock,
    postman: Arc<Postman>,
    bell: Bell,
}

const START: Timestamp = Timestamp::from_seconds(1_800_000_000);

fn settings(port: u16) -> config::Mail {
    config::Mail {
        transport: MailTransport::Smtp,
        host: Some("127.0.0.1".into()),
        port: Some(port),
        security: MailSecurity::None,
        retries: 3,
        ..config::Mail::default()
    }
}

fn office(database: Database, settings: &config::Mail) -> Office {
    let clock = Clock::fixed(START);
    let vault = Vault::new(&MasterKey::generate(&Random::seeded(1)), Random::seeded(2));
    let bell = Bell::default();
    let postman = Postman::new(Parts {
        database: database.clone(),
        vault: vault.clone(),
        clock: clock.clone(),
        random: Random::seeded(3),
        text: Arc::new(Text::new()),
        mailer: Mailer::new(settings, "id.example.org", "Doorward <no-reply@id.example.org>").unwrap(),
        texter: None,
        bell: bell.clone(),
        retries: settings.retries,
    });
    Office { database, vault, clock, postman, bell }
}

impl Office {
    async fn post(&self, id: &'static str, to: &str, expires_in: Option<u64>) {
        self.post_for(id, to, expires_in, "").await;
    }

    async fn post_for(&self, id: &'static str, to: &str, expires_in: Option<u64>, client_id: &str) {
        let mail = Letter {
            channel: Channel::Mail,
            to: to.into(),
            template: "code".into(),
            context: json!({
                "code": "123456", "minutes": 10, "client": "Shop\r\nBcc: eve@example.org", "host": "id.example.org",
                "browser": "Firefox", "address": "192.0.2.1", "at": START.milliseconds(),
            }),
            locale: "en".into(),
            client_id: client_id.into(),
        };
        let (vault, now) = (self.vault.clone(), self.clock.now());
        let expires_at = expires_in.map(|seconds| now.after(Duration::from_secs(seconds)));
        self.database
            .write(move |write| {
                Box::pin(async move { enqueue(write, &vault, id, &mail, now, expires_at).await })
            })
            .await
            .unwrap();
    }

    async fn tick(&self) -> usize {
        self.postman.clone().tick().await.unwrap()
    }

    async fn after(&self, seconds: u64) {
        self.clock.advance(Duration::from_secs(seconds));
        self.tick().await;
    }

    async fn row(&self, id: &str) -> outbox::Message {
        let row = self.database.write({
            let id = id.to_owned();
            move |write| Box::pin(async move { outbox::find(write, &id).await })
        });
        row.await.unwrap().unwrap()
    }
}

#[test]
fn what_is_written_about_an_account_is_text_and_html_without_anybody_elses_marks() {
    let context = json!({
        "code": "123456", "minutes": 10, "link": "https://id.example.org/login/j/link?code=123456", "client": "<b>Shop</b>",
        "host": "id.example.org", "browser": "<script>alert(1)</script>", "address": "192.0.2.1",
        "at": START.milliseconds(), "opens_at": START.milliseconds(), "closes_at": START.milliseconds(),
        "stop_uri": "https://id.example.org/reset/a/r?token=t", "sign_in_uri": "https://id.example.org/account",
    });
    for (template, subject, link) in [
        ("recover", "123 456 is your code to choose a new password", "/login/j/link?code=123456"),
        ("reset", "Your account is about to be reset", "/reset/a/r?token=t"),
        ("registered", "You have an account already", "https://id.example.org/account"),
    ] {
        let letter = Letter {
            channel: Channel::Mail,
            to: "alice@example.org".into(),
            template: template.into(),
            context: context.clone(),
            locale: "en".into(),
            client_id: String::new(),
        };
        let Written::Mail(mail) = render(&Text::new(), &letter, look::Dress::default()).unwrap() else {
            panic!("a mail")
        };
        assert_eq!(mail.subject.replace('\u{a0}', " "), subject);
        assert!(
            mail.text.contains(link) && mail.html.replace("&#x2f;", "/").contains(link),
            "{}\n{}",
            mail.text,
            mail.html
        );
        assert!(!mail.html.contains("<script>") && !mail.html.contains("<b>Shop"), "{}", mail.html);
    }
    let sms = Letter {
        channel: Channel::Sms,
        to: "+491701234567".into(),
        template: "reset".into(),
        context,
        locale: "en".into(),
        client_id: String::new(),
    };
    let Written::Sms(text) = render(&Text::new(), &sms, look::Dress::default()).unwrap() else {
        panic!("a text message")
    };
    assert!(text.starts_with("id.example.org: your account is about to be reset"), "{text}");
}

crate::on_both!(
    a_mail_looks_like_the_client_it_belongs_to_and_carries_its_logo_along,
    |database| async move {
        let (server, port) = Server::start(&[]).await;
        let office = office(database, &settings(port));
        let house = Brand {
            brand_id: "h".into(),
            name: Some("Acme & Sons".into()),
            accent: Some("#0b57d0".into()),
            accent_dark: Some("#9cc0ff".into()),
            variables: Variables {
                light: [("sheet".to_owned(), "#fffdf5".to_owned())].into(),
                dark: [("paper".to_owned(), "#0a0b0c".to_owned())].into(),
            },
            logo_type: Some("image/png".into()),
            ..Brand::default()
        };
        let shop = Brand {
            owner: "shop".into(),
            brand_id: "s".into(),
            name: Some("The Shop".into()),
            ..Brand::default()
        };
        office.post("m0", "alice@example.org", None).await;
        assert_eq!(office.tick().await, 1);
        let plain = server.heard("").join("\n");
        assert!(plain.contains("#0b4a44") && !plain.contains("Content-ID"), "{plain}");
        office
            .database
            .write(move |write| {
                Box::pin(async move {
                    brand::insert(write, &house, Some(b"\x89PNG"), START).await?;
                    brand::insert(write, &shop, None, START).await
                })
            })
            .await
            .unwrap();
        for (id, client_id, name) in
            [("m1", "", "Acme &amp; Sons"), ("m2", "shop", "The Shop"), ("m3", "till", "Acme &amp; Sons")]
        {
            server.heard.lock().unwrap().clear();
            office.post_for(id, "alice@example.org", None, client_id).await;
            assert_eq!(office.tick().await, 1);
            let heard = server.heard("").join("\n").replace("=\n", "").replace("=3D", "=");
            assert!(heard.contains(&format!("<bdi>{name}</bdi>")), "{client_id}: {heard}");
            assert!(heard.contains("#9cc0ff") && !heard.contains("#0b4a44"), "{client_id}: {heard}");
            assert!(heard.contains("background:#fffdf5") && heard.contains("background: #0a0b0c"), "{heard}");
            assert!(
                heard.contains("src=\"cid:logo@doorward\"") && heard.contains("Content-ID: <logo@doorward>"),
                "{heard}"
            );
            assert!(heard.contains("Content-Type: image/png") && heard.contains("iVBORw"), "{heard}");
            assert!(!heard.contains("http"), "nothing of it is elsewhere: {heard}");
        }
    }
);

#[test]
fn a_caught_mail_shows_its_logo() {
    assert_eq!(
        shown("<img src=\"cid:logo@doorward\">".into(), Some(b"\x89PNG")),
        "<img src=\"data:image/png;base64,iVBORw==\">"
    );
    assert_eq!(shown("<p>".into(), None), "<p>");
}

crate::on_both!(one_mail_is_one_conversation_with_one_recipient, |database| async move {
    let (server, port) = Server::start(&[]).await;
    let office = office(database, &settings(port));
    office.post("m1", "alice@example.org", Some(600)).await;
    assert_eq!(office.tick().await, 1);
    assert_eq!(server.heard("EHLO "), ["EHLO id.example.org"]);
    assert_eq!(server.heard("MAIL FROM:"), ["MAIL FROM:<no-reply@id.example.org>"]);
    assert_eq!(server.heard("RCPT TO:"), ["RCPT TO:<alice@example.org>"]);
    assert_eq!(server.heard("To: "), ["To: alice@example.org"]);
    assert_eq!(server.heard("Message-ID: "), ["Message-ID: <m1@id.example.org>"]);
    assert_eq!(server.heard("Auto-Submitted: "), ["Auto-Submitted: auto-generated"]);
    assert_eq!(server.heard("Date: "), ["Date: Fri, 15 Jan 2027 08:00:00 +0000"]);
    let subject = server.heard("Subject: ");
    assert!(subject.len() == 1 && subject[0].starts_with("Subject: 123 456"), "{subject:?}");
    for (kind, times) in [("multipart/alternative", 1), ("text/plain", 1), ("text/html", 1)] {
        assert_eq!(server.heard(&format!("Content-Type: {kind}")).len(), times, "{kind}");
    }
    assert_eq!(server.heard("@id.example.org #123456").len(), 1, "the line that phones read");
    // The client's name tried to add a recipient.
    let heard = server.heard.lock().unwrap().clone();
    let head: Vec<&String> =
        heard.iter().skip_while(|line| *line != "DATA").take_while(|line| !line.is_empty()).collect();
    assert!(head.iter().all(|line| !line.starts_with("Bcc")), "{head:?}");
    let row = office.row("m1").await;
    assert_eq!((row.sent_at, row.payload_sealed, row.attempts), (Some(START), None, 1));
    assert_eq!(office.tick().await, 0);
});

crate::on_both!(what_is_refused_for_now_is_sent_later_under_the_same_name, |database| async move {
    let (server, port) = Server::start(&["451 later", "421 closing"]).await;
    let office = office(database, &settings(port));
    office.post("m1", "alice@example.org", None).await;
    office.tick().await;
    let row = office.row("m1").await;
    assert!(row.last_error.unwrap().contains("later") && row.sent_at.is_none());
    let wait = row.next_attempt_at.since(START);
    assert!(wait > Duration::from_millis(499) && wait <= Duration::from_secs(1), "{wait:?}");
    assert_eq!(office.tick().await, 0, "not before its time");
    office.after(1).await;
    let wait = office.row("m1").await.next_attempt_at.since(office.clock.now());
    assert!(wait >= Duration::from_secs(2) && wait <= Duration::from_secs(4), "{wait:?}");
    office.after(4).await;
    let row = office.row("m1").await;
    assert!(row.sent_at.is_some() && row.last_error.is_none() && row.attempts == 3);
    assert_eq!(server.heard("Message-ID: "), vec!["Message-ID: <m1@id.example.org>"; 3]);
});

crate::on_both!(what_is_refused_for_good_is_given_up_and_erased, |database| async move {
    let (server, port) = Server::start(&["550 no such person"]).await;
    let office = office(database, &settings(port));
    office.post("m1", "alice@example.org", None).await;
    office.tick().await;
    let row = office.row("m1").await;
    assert_eq!((row.failed_at, row.payload_sealed), (Some(START), None));
    assert!(row.last_error.unwrap().contains("no such person"));
    office.after(3600).await;
    assert_eq!(server.heard("DATA").len(), 1);
});

crate::on_both!(a_code_that_expired_is_never_sent, |database| async move {
    let (server, port) = Server::start(&[]).await;
    let office = office(database, &settings(port));
    office.post("m1", "alice@example.org", Some(600)).await;
    office.after(600).await;
    assert!(server.heard("").is_empty(), "nobody even connected");
    let row = office.row("m1").await;
    assert!(row.failed_at.is_some() && row.payload_sealed.is_none());
});

crate::on_both!(of_two_postmen_one_sends_each_mail, |database| async move {
    let (server, port) = Server::start(&[]).await;
    let (one, other) = (office(database.clone(), &settings(port)), office(database, &settings(port)));
    for id in ["m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8"] {
        one.post(id, "alice@example.org", None).await;
    }
    tokio::join!(one.tick(), other.tick());
    let mut names = server.heard("Message-ID: ");
    names.sort();
    let each: Vec<String> = (1..=8).map(|number| format!("Message-ID: <m{number}@id.example.org>")).collect();
    assert_eq!(names, each);
});

#[tokio::test]
async fn nothing_that_is_no_address_reaches_the_server() {
    let (database, _scratch) = testing::sqlite().await;
    let (server, port) = Server::start(&[]).await;
    let office = office(database, &settings(port));
    let injections = [
        ("m1", "alice@example.org\r\nRCPT TO:<eve@example.org>"),
        ("m2", "alice@example.org, eve@example.org"),
        ("m3", "alice@example.org>\nBcc: eve@example.org"),
        ("m4", "<alice@example.org> NOTIFY=NEVER"),
        ("m5", "alice"),
        ("m7", "alice\u{0}@example.org"),
    ];
    for (id, to) in injections {
        office.post(id, to, None).await;
    }
    office.tick().await;
    for (id, to) in injections {
        assert!(office.row(id).await.failed_at.is_some(), "{to:?}");
    }
    assert!(server.heard("").is_empty());
    office.post("m8", "alice@bücher.example", None).await;
    office.tick().await;
    assert_eq!(server.heard("RCPT TO:"), ["RCPT TO:<alice@xn--bcher-kva.example>"]);
}

#[tokio::test]
async fn when_the_server_comes_back_nothing_waits_any_longer() {
    let (database, _scratch) = testing::sqlite().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let office = office(database, &settings(address.port()));
    office.post("m1", "alice@example.org", None).await;
    office.post("m2", "alice@example.org", Some(3600)).await;
    for _ in 0..8 {
        office.after(65).await;
    }
    let row = office.row("m1").await;
    assert!(row.attempts == 0 && row.last_error.is_some() && row.failed_at.is_none(), "{row:?}");
    let server = Server::serve(TcpListener::bind(address).await.unwrap(), &[]);
    office.after(30).await;
    assert_eq!(server.heard("DATA").len(), 2, "within the thirty seconds between two looks");
    assert!(office.row("m1").await.sent_at.is_some() && office.row("m2").await.sent_at.is_some());
}

#[tokio::test]
async fn a_server_that_is_away_counts_for_no_try_for_three_days() {
    let (database, _scratch) = testing::sqlite().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let office = office(database, &settings(address.port()));
    office.post("old", "alice@example.org", None).await;
    office.after(43 * 3_600).await;
    office.post("m1", "alice@example.org", Some(7 * 86_400)).await;
    for _ in 0..60 {
        office.after(1_800).await;
    }
    let row = office.row("m1").await;
    assert!(row.attempts == 0 && row.last_error.is_some() && row.failed_at.is_none(), "{row:?}");
    assert!(office.row("old").await.failed_at.is_some(), "not for ever");
    let server = Server::serve(TcpListener::bind(address).await.unwrap(), &["451 later"]);
    office.after(30).await;
    let row = office.row("m1").await;
    assert_eq!((row.attempts, row.failed_at, row.sent_at), (1, None, None), "greylisted");
    office.after(1).await;
    assert!(office.row("m1").await.sent_at.is_some());
    assert_eq!(server.heard("DATA").len(), 2);
}

#[tokio::test]
async fn a_server_that_hangs_up_on_one_mail_only_is_not_away() {
    let (database, _scratch) = testing::sqlite().await;
    // No answer of SMTP: lettre takes it for a broken connection.
    let (_server, port) = Server::start(&["nonsense"; 20]).await;
    let office = office(database, &settings(port));
    office.post("m1", "alice@example.org", None).await;
    for _ in 0..5 {
        office.after(1_800).await;
    }
    let row = office.row("m1").await;
    assert!(row.failed_at.is_some() && row.attempts == 4, "{row:?}");
}

#[tokio::test]
async fn a_mail_that_nobody_waits_for_is_given_up_after_its_retries() {
    let (database, _scratch) = testing::sqlite().await;
    let (_server, port) = Server::start(&["451 later"; 20]).await;
    let office = office(database, &settings(port));
    office.post("m1", "alice@example.org", None).await;
    office.post("m2", "alice@example.org", Some(86_400)).await;
    office.post("m3", "alice@example.org", Some(3_600)).await;
    for _ in 0..5 {
        office.after(300).await;
    }
    for id in ["m1", "m2"] {
        let row = office.row(id).await;
        assert!(row.failed_at.is_some() && row.attempts == 4, "{row:?}");
    }
    let row = office.row("m3").await;
    assert!(row.failed_at.is_none() && row.attempts == 5, "a code is tried until it lapses: {row:?}");
}

#[tokio::test]
async fn codes_wait_for_seconds_notices_for_up_to_half_an_hour() {
    let (database, _scratch) = testing::sqlite().await;
    let (_server, port) = Server::start(&["451 later"; 40]).await;
    let office = office(database, &config::Mail { retries: 48, ..settings(port) });
    office.post("notice", "alice@example.org", Some(7 * 86_400)).await;
    office.post("code", "alice@example.org", Some(3_600)).await;
    for _ in 0..10 {
        office.after(1_800).await;
        if office.row("code").await.failed_at.is_none() {
            let code = office.row("code").await;
            assert!(code.next_attempt_at.since(office.clock.now()) <= Duration::from_secs(30));
        }
    }
    let notice = office.row("notice").await;
    assert_eq!((notice.attempts, notice.failed_at), (10, None));
    let wait = notice.next_attempt_at.since(office.clock.now());
    assert!((Duration::from_mins(15)..=Duration::from_mins(30)).contains(&wait), "{wait:?}");
    assert!(office.row("code").await.failed_at.is_some(), "it has lapsed");
}

#[tokio::test]
async fn a_ring_wakes_the_postman_at_once() {
    let (database, _scratch) = testing::sqlite().await;
    let (server, port) = Server::start(&[]).await;
    let office = office(database, &settings(port));
    let (stop, ended) = tokio::sync::oneshot::channel::<()>();
    let running = tokio::spawn(office.postman.clone().run(async move { drop(ended.await) }));
    tokio::time::sleep(Duration::from_millis(50)).await;
    office.post("m1", "alice@example.org", None).await;
    office.bell.ring();
    tokio::time::timeout(Duration::from_secs(3), async {
        while server.heard("DATA").is_empty() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    })
    .await
    .expect("sent before the next look");
    stop.send(()).unwrap();
    tokio::time::timeout(Duration::from_secs(3), running).await.unwrap().unwrap();
}

crate::on_both!(a_letter_to_nobody_is_stored_as_any_other_and_thrown_away, |database| async move {
    let (server, port) = Server::start(&[]).await;
    let office = office(database, &settings(port));
    office.post("m1", "", Some(600)).await;
    office.post("m2", "alice@example.org", Some(600)).await;
    office.post("m3", "", Some(600)).await;
    let size = async |id: &'static str| office.row(id).await.payload_sealed.unwrap().len();
    assert_eq!(size("m1").await, size("m2").await);
    let shown = captured(&office.database, &office.vault, &Text::new(), 10).await.unwrap();
    assert_eq!(shown.iter().map(|caught| caught.message_id.as_str()).collect::<Vec<_>>(), ["m2"]);
    assert_eq!(office.tick().await, 3);
    assert_eq!(server.heard("RCPT TO:"), ["RCPT TO:<alice@example.org>"]);
    office.post("m4", "", Some(1)).await;
    office.after(2).await;
    for id in ["m1", "m2", "m3", "m4"] {
        let row = office.row(id).await;
        assert!(row.sent_at.is_some() && row.payload_sealed.is_none(), "{id}");
        assert_eq!((row.attempts, row.failed_at, row.last_error), (1, None, None), "{id}");
    }
});

#[tokio::test]
async fn in_development_mails_stay_and_can_be_read() {
    let (database, _scratch) = testing::sqlite().await;
    let office =
        office(database, &config::Mail { transport: MailTransport::Capture, ..config::Mail::default() });
    office.post("m1", "alice@example.org", Some(600)).await;
    let before = captured(&office.database, &office.vault, &Text::new(), 10).await.unwrap();
    office.tick().await;
    assert!(office.row("m1").await.sent_at.is_some());
    office.after(3600).await;
    let after = captured(&office.database, &office.vault, &Text::new(), 10).await.unwrap();
    assert_eq!(before, after);
    let caught = &after[0];
    assert_eq!(
        (caught.to.as_str(), caught.code.as_deref(), caught.at),
        ("alice@example.org", Some("123456"), START)
    );
    assert!(
        caught.subject.contains("123 456")
            && caught.text.contains("123 456")
            && caught.html.as_ref().unwrap().contains("<html")
    );
}

#[tokio::test]
async fn the_file_transport_writes_one_file_per_mail() {
    let (database, scratch) = testing::sqlite().await;
    let directory = scratch.path().join("mail/out");
    let settings = config::Mail {
        transport: MailTransport::File,
        directory: directory.clone(),
        ..config::Mail::default()
    };
    let office = office(database, &settings);
    office.post("m1", "alice@example.org", None).await;
    office.tick().await;
    let names: Vec<_> =
        std::fs::read_dir(&directory).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, ["m1.eml"]);
    let content = std::fs::read_to_string(directory.join("m1.eml")).unwrap();
    assert!(content.contains("To: alice@example.org\r\n") && content.contains("text/html"));
    assert!(office.row("m1").await.payload_sealed.is_none());
}

#[test]
fn a_mailer_that_cannot_work_says_what_to_change() {
    let no_host = config::Mail { host: None, ..settings(25) };
    let error = |settings: &config::Mail, from: &str| {
        Mailer::new(settings, "id.example.org", from).unwrap_err().to_string()
    };
    assert_eq!(error(&no_host, "a@example.org"), "mail.host is missing");
    assert!(error(&settings(25), "nobody").starts_with("mail.from is not"));
    assert!(error(&settings(25), "a@example.org\r\nBcc: eve@example.org").starts_with("mail.from is not"));
}

/// lettre reuses connections and limits no answer: a late one must not be taken for that to the next mail.
#[tokio::test]
async fn a_late_answer_is_not_taken_for_the_next_mails() {
    let (server, port) = Server::start(&["late 250 taken", "550 no"]).await;
    let mut mailer = Mailer::new(&settings(port), "id.example.org", "a@example.org").unwrap();
    mailer.limit = Duration::from_millis(300);
    let mail = text::Mail { subject: "s".into(), text: "t".into(), html: "h".into(), logo: None };
    let first = mailer.send("m1", "alice@example.org", mail.clone(), START).await;
    assert!(matches!(first, Err(Error::Away(_))), "{first:?}");
    tokio::time::sleep(Duration::from_millis(400)).await;
    mailer.limit = Duration::from_secs(5);
    let second = mailer.send("m2", "alice@example.org", mail, START).await;
    assert!(matches!(second, Err(Error::Never(_))), "{second:?}");
    assert_eq!(server.heard("EHLO").len(), 2, "on a connection of its own");
}

#[tokio::test]
async fn without_the_demanded_encryption_nothing_is_said() {
    let (server, port) = Server::start(&[]).await;
    for security in [MailSecurity::StartTls, MailSecurity::Tls] {
        let settings = config::Mail {
            security,
            username: Some("doorward".into()),
            password: Some(crate::secret::Secret::new("hunter2")),
            ..settings(port)
        };
        let mut mailer = Mailer::new(&settings, "id.example.org", "a@example.org").unwrap();
        mailer.limit = Duration::from_secs(1);
        let mail = text::Mail { subject: "s".into(), text: "t".into(), html: "h".into(), logo: None };
        let sent = mailer.send("m1", "alice@example.org", mail, START).await;
        assert!(matches!(sent, Err(Error::Away(_))), "{sent:?}");
    }
    assert!(server.heard("AUTH").is_empty() && server.heard("MAIL").is_empty());
}
