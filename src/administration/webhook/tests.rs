use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

use super::{herald::Herald, *};
use crate::{
    administration::{
        account::{Accounts, Draft as Person},
        audit::Keeper,
    },
    clock::Timestamp,
    config::{Outbound, setting::Setting, value::Value as Text},
    jose::MasterKey,
    on_both, outbound,
    storage::account::State,
};

const NOW: Timestamp = Timestamp::from_seconds(1_800_000_000);

/// What a receiver does with the next request.
#[derive(Clone)]
enum Manner {
    Answers(&'static str),
    Stalls,
    Garbage,
    HangsUp,
}

/// What came: the headers that matter, in lower case, and the body.
#[derive(Clone, Debug)]
struct Received {
    id: String,
    seconds: i64,
    signature: String,
    body: Value,
    raw: Vec<u8>,
}

/// A receiver that behaves as told, one manner a request, and fine once there is none left.
#[derive(Clone, Default)]
struct Receiver {
    manners: Arc<Mutex<VecDeque<Manner>>>,
    received: Arc<Mutex<Vec<Received>>>,
}

impl Receiver {
    async fn start(&self) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let receiver = self.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(receiver.clone().serve(stream));
            }
        });
        format!("http://127.0.0.1:{port}/hooks?from=doorward")
    }

    fn will(&self, manners: impl IntoIterator<Item = Manner>) {
        self.manners.lock().unwrap().extend(manners);
    }

    fn received(&self) -> Vec<Received> {
        self.received.lock().unwrap().clone()
    }

    async fn serve(self, mut stream: tokio::net::TcpStream) {
        let mut bytes = Vec::new();
        let mut buffer = [0; 4096];
        let (head, body) = loop {
            let read = stream.read(&mut buffer).await.unwrap_or(0);
            if read == 0 {
                return;
            }
            bytes.extend_from_slice(&buffer[..read]);
            let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else { continue };
            let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
            let length: usize = header(&head, "content-length").parse().unwrap();
            if bytes.len() >= end + 4 + length {
                break (head, bytes[end + 4..].to_vec());
            }
        };
        assert!(head.starts_with("POST /hooks?from=doorward HTTP/1.1"), "{head}");
        assert_eq!(header(&head, "content-type"), "application/json");
        let manner = self.manners.lock().unwrap().pop_front().unwrap_or(Manner::Answers("204 No Content"));
        if let Manner::Answers(status) = &manner
            && status.starts_with('2')
        {
            self.received.lock().unwrap().push(Received {
                id: header(&head, "webhook-id"),
                seconds: header(&head, "webhook-timestamp").parse().unwrap(),
                signature: header(&head, "webhook-signature"),
                body: serde_json::from_slice(&body).unwrap(),
                raw: body,
            });
        }
        match manner {
            Manner::Answers(status) => {
                let answer = format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
                let _ = stream.write_all(answer.as_bytes()).await;
            }
            Manner::Stalls => tokio::time::sleep(Duration::from_secs(30)).await,
            Manner::Garbage => {
                let _ = stream.write_all(b"\x16\x03\x01 this is no answer\r\n\r\n").await;
            }
            Manner::HangsUp => {}
        }
    }
}

fn header(head: &str, name: &str) -> String {
    let line = head.lines().find_map(|line| {
        let (key, value) = line.split_once(": ")?;
        key.eq_ignore_ascii_case(name).then(|| value.to_owned())
    });
    line.unwrap_or_default()
}

struct World {
    webhooks: Webhooks,
    accounts: Accounts,
    keeper: Keeper,
    herald: Arc<Herald>,
}

fn world(database: &Database) -> World {
    let random = Random::system();
    let vault = Vault::new(&MasterKey::generate(&random), random.clone());
    let clock = Clock::fixed(NOW);
    let webhooks = Webhooks {
        database: database.clone(),
        vault: vault.clone(),
        clock: clock.clone(),
        random: random.clone(),
        actor: crate::administration::actor::Actor::default(),
    };
    let allow = vec![Setting::from_value(&Text::Text("127.0.0.0/8".into())).unwrap()];
    let outbound = Outbound { allow, timeout: Duration::from_millis(400), ..Outbound::default() };
    World {
        accounts: Accounts {
            database: database.clone(),
            vault: vault.clone(),
            clock: clock.clone(),
            random: random.clone(),
            actor: crate::administration::actor::Actor::default(),
            declared: std::sync::Arc::default(),
            sender: std::sync::Arc::default(),
        },
        keeper: Keeper::new(database.clone(), &vault, clock, random, "https://id.example.org".into())
            .unwrap(),
        herald: Herald::new(webhooks.clone(), outbound::Client::new(&outbound).unwrap()),
        webhooks,
    }
}

impl World {
    async fn person(&self, username: &str) -> String {
        let draft = Person { username: username.into(), ..Person::default() };
        let account_id = self.accounts.create(draft).await.unwrap().account_id;
        self.moment();
        account_id
    }

    /// What happens in one millisecond has no order.
    fn moment(&self) {
        self.webhooks.clock.advance(Duration::from_millis(1));
    }

    /// What the background does in a second.
    async fn round(&self) {
        self.keeper.tick().await.unwrap();
        Arc::clone(&self.herald).round().await.unwrap();
    }

    async fn after(&self, wait: Duration) {
        self.webhooks.clock.advance(wait);
        self.round().await;
    }

    async fn hook(&self, receiver: &Receiver, kinds: &[&str]) -> (String, Key) {
        let draft = Draft {
            url: receiver.start().await,
            description: "shop".into(),
            kinds: kinds.iter().map(|kind| (*kind).to_owned()).collect(),
        };
        let (row, secret) = self.webhooks.create(draft).await.unwrap();
        (row.webhook_id, Key::parse(&secret).unwrap())
    }

    async fn states(&self, webhook_id: &str) -> [usize; 3] {
        let mut counts = [0; 3];
        for (at, state) in ["waiting", "delivered", "dead"].into_iter().enumerate() {
            counts[at] = self.webhooks.deliveries(webhook_id, state, i64::MAX, 100).await.unwrap().len();
        }
        counts
    }
}

on_both!(a_receiver_is_told_what_it_wants_to_hear_signed_and_in_order, |db| async move {
    let world = world(&db);
    world.person("before").await;
    world.keeper.tick().await.unwrap();
    Arc::clone(&world.herald).round().await.unwrap();
    let shop = Receiver::default();
    let (id, key) = world.hook(&shop, &["account.*"]).await;
    let alice = world.person("alice").await;
    world.accounts.set_state("alice", State::Disabled).await.unwrap();
    world.moment();
    world.accounts.reset_factor("alice", "totp").await.unwrap();
    world.moment();
    world.accounts.delete("alice", None).await.unwrap();
    world.round().await;

    let received = shop.received();
    let kinds: Vec<_> = received.iter().map(|it| it.body["type"].as_str().unwrap()).collect();
    assert_eq!(
        kinds,
        ["account.created", "account.disabled", "account.deleted"],
        "in order, and nothing of factors"
    );
    for it in &received {
        assert!(key.signed(&it.id, it.seconds, &it.raw, &it.signature));
        assert_eq!((it.seconds, &it.body["data"]["account"]["sub"]), (NOW.seconds(), &alice.as_str().into()));
        assert_eq!(it.body["data"]["account"]["state"], "deleted", "how it is when it is told");
        assert!(it.id.starts_with("msg_"));
    }
    assert_eq!(received.iter().map(|it| &it.id).collect::<std::collections::BTreeSet<_>>().len(), 3);
    assert_eq!(world.states(&id).await, [0, 3, 0]);
    world.round().await;
    assert_eq!(shop.received().len(), 3, "once");
});

on_both!(accounts_that_people_make_and_lose_are_told_like_those_of_operators, |db| async move {
    let world = world(&db);
    let shop = Receiver::default();
    world.hook(&shop, &[]).await;
    // What the guide writes of somebody who registers, who is made room for, or who recovers; and an operator's end of sessions.
    for kind in [
        "account.registered",
        "registration.told",
        "email.given_up",
        "account.recovered",
        "session.all_ended",
        "account.displaced",
    ] {
        let event = storage::audit::Event {
            event_id: world.webhooks.random.identifier(world.webhooks.clock.now()),
            happened_at: world.webhooks.clock.now(),
            kind: kind.into(),
            account_id: Some("newcomer".into()),
            client_id: None,
            address: None,
            detail: "{}".into(),
        };
        let told: Result<(), storage::Error> =
            db.write(move |write| Box::pin(async move { storage::audit::insert(write, &event).await })).await;
        told.unwrap();
        world.moment();
    }
    world.round().await;
    let received = shop.received();
    let kinds: Vec<_> = received.iter().map(|it| it.body["type"].as_str().unwrap()).collect();
    assert_eq!(
        kinds,
        [
            "account.created",
            "account.changed",
            "account.changed",
            "factor.replaced",
            "session.ended",
            "account.deleted"
        ]
    );
    assert!(received.iter().all(|it| it.body["data"]["account"]["sub"] == "newcomer"));
});

on_both!(a_receiver_that_fails_stalls_or_talks_nonsense_is_told_again_and_holds_nobody_up, |db| async move {
    let world = world(&db);
    let (bad, good) = (Receiver::default(), Receiver::default());
    let (id, _) = world.hook(&bad, &["account.created", "account.disabled"]).await;
    world.hook(&good, &["*"]).await;
    bad.will([Manner::Stalls]);
    world.person("alice").await;
    world.accounts.set_state("alice", State::Disabled).await.unwrap();
    world.round().await;
    assert_eq!(good.received().len(), 2);
    assert!(bad.received().is_empty());
    assert_eq!(world.states(&id).await, [2, 0, 0], "the second waits for the first");
    let stalled = world.webhooks.deliveries(&id, "waiting", i64::MAX, 9).await.unwrap();
    assert!(
        stalled.iter().any(|it| it.last_error.as_deref() == Some("no answer within 400 ms")),
        "{stalled:?}"
    );

    for (manner, wait, says) in [
        (Manner::Garbage, 6, None),
        (Manner::HangsUp, 40, None),
        (Manner::Answers("500 Internal Server Error"), 150, Some("it answered 500")),
        (Manner::Answers("302 Found"), 700, Some("it answered 302")),
    ] {
        bad.will([manner]);
        world.after(Duration::from_secs(wait)).await;
        let waiting = world.webhooks.deliveries(&id, "waiting", i64::MAX, 9).await.unwrap();
        assert_eq!(waiting.len(), 2, "{says:?}");
        let error = waiting.iter().find_map(|it| it.last_error.clone()).unwrap();
        assert!(says.is_none_or(|says| error == says), "{error}");
    }
    world.after(Duration::from_mins(34)).await;
    let kinds: Vec<_> = bad.received().iter().map(|it| it.body["type"].clone()).collect();
    assert_eq!(kinds, ["account.created", "account.disabled"], "both, and in their order");
    assert_eq!(world.states(&id).await, [0, 2, 0]);
});

on_both!(what_never_arrives_is_given_up_shown_and_sent_again_on_request, |db| async move {
    let world = world(&db);
    let shop = Receiver::default();
    let (id, _) = world.hook(&shop, &[]).await;
    shop.will((0..10).map(|_| Manner::Answers("503 Service Unavailable\r\nretry-after: 3600")));
    let alice = world.person("alice").await;
    world.round().await;
    assert_eq!(world.states(&id).await, [1, 0, 0]);
    world.after(Duration::from_mins(50)).await;
    let waiting = world.webhooks.deliveries(&id, "waiting", i64::MAX, 9).await.unwrap();
    assert_eq!(waiting[0].attempts, 1, "it asked for an hour");
    for _ in 0..9 {
        world.after(Duration::from_hours(12)).await;
    }
    assert_eq!(world.states(&id).await, [0, 0, 1]);
    assert_eq!(world.webhooks.fares(&id).await.unwrap(), Fares { waiting: 0, dead: 1 });
    let dead = world.webhooks.deliveries(&id, "dead", i64::MAX, 9).await.unwrap();
    assert_eq!(
        (dead[0].attempts, dead[0].last_status, dead[0].last_error.as_deref()),
        (10, Some(503), Some("it answered 503"))
    );
    assert!(shop.received().is_empty());

    assert!(matches!(world.webhooks.replay(&id, Some("nothing")).await, Err(Error::Missing(_))));
    assert_eq!(world.webhooks.replay(&id, None).await.unwrap(), 1);
    world.round().await;
    let first = shop.received();
    assert_eq!((first.len(), &first[0].body["data"]["account"]["sub"]), (1, &alice.as_str().into()));
    assert_eq!(world.webhooks.replay(&id, Some(&dead[0].delivery_id)).await.unwrap(), 1);
    world.round().await;
    let both = shop.received();
    assert_eq!(both.len(), 2);
    assert_eq!(both[0].id, both[1].id, "a receiver knows that it had it");
});

on_both!(a_new_secret_signs_beside_the_old_one_until_that_lapses, |db| async move {
    let world = world(&db);
    let shop = Receiver::default();
    let (id, old) = world.hook(&shop, &["account.created"]).await;
    let new = Key::parse(&world.webhooks.rotate_secret(&id, Duration::from_hours(1)).await.unwrap()).unwrap();
    world.person("alice").await;
    world.round().await;
    world.webhooks.clock.advance(Duration::from_hours(1));
    world.person("bob").await;
    world.round().await;
    let received = shop.received();
    let fits = |key: &Key, it: &Received| key.signed(&it.id, it.seconds, &it.raw, &it.signature);
    assert!(fits(&old, &received[0]) && fits(&new, &received[0]));
    assert!(!fits(&old, &received[1]) && fits(&new, &received[1]));
    assert_eq!(received[1].signature.split(' ').count(), 1);
});

on_both!(a_receiver_that_is_gone_or_off_is_sent_nothing, |db| async move {
    let world = world(&db);
    let shop = Receiver::default();
    let (id, _) = world.hook(&shop, &[]).await;
    shop.will([Manner::Answers("410 Gone")]);
    world.person("alice").await;
    world.round().await;
    assert_eq!(world.webhooks.find(&id).await.unwrap().state, "disabled");
    world.person("bob").await;
    world.round().await;
    world.webhooks.set_active(&id, true).await.unwrap();
    world.person("carol").await;
    world.round().await;
    let names: Vec<_> =
        shop.received().iter().map(|it| it.body["data"]["account"]["preferred_username"].clone()).collect();
    assert_eq!(names, ["carol"], "what happened meanwhile is not kept");
    world.webhooks.delete(&id, None).await.unwrap();
    assert!(matches!(world.webhooks.find(&id).await, Err(Error::Missing(_))));
});

#[tokio::test]
async fn nothing_is_sent_to_this_machine_unless_that_is_allowed() {
    let (db, _scratch) = storage::testing::sqlite().await;
    let world = world(&db);
    let shop = Receiver::default();
    let (id, _) = world.hook(&shop, &["account.created"]).await;
    let strict = Herald::new(world.webhooks.clone(), outbound::Client::new(&Outbound::default()).unwrap());
    world.person("alice").await;
    world.keeper.tick().await.unwrap();
    strict.round().await.unwrap();
    assert!(shop.received().is_empty());
    let waiting = world.webhooks.deliveries(&id, "waiting", i64::MAX, 9).await.unwrap();
    assert_eq!((waiting[0].attempts, waiting[0].last_status), (1, None));
    assert!(waiting[0].last_error.is_some());
}

#[tokio::test]
async fn a_description_is_checked_and_every_fault_named() {
    let (db, _scratch) = storage::testing::sqlite().await;
    let world = world(&db);
    for url in
        ["", "shop.example", "ftp://shop.example/", "https://user@shop.example/", "https://shop.example/#x"]
    {
        let draft = Draft { url: url.into(), kinds: vec!["acount.*".into()], ..Draft::default() };
        let Err(Error::Invalid(faults)) = world.webhooks.create(draft).await else { panic!("{url}") };
        assert_eq!(faults.len(), 2, "{faults:?}");
        assert!(faults[1].contains("account.created"), "the kinds are named: {faults:?}");
    }
    let draft = Draft { url: " https://shop.example/hooks ".into(), ..Draft::default() };
    let (row, _) = world.webhooks.create(draft).await.unwrap();
    assert_eq!((row.url.as_str(), row.kinds.as_str()), ("https://shop.example/hooks", r#"["*"]"#));
    let draft = Draft { url: row.url.clone(), kinds: vec!["session.ended".into()], ..Draft::default() };
    world.webhooks.change(&row, draft.clone()).await.unwrap();
    let late = Draft { kinds: vec!["*".into()], ..draft };
    assert!(matches!(world.webhooks.change(&row, late).await, Err(Error::Raced)), "it was read before");
    let removed = world.webhooks.delete(&row.webhook_id, Some(row.version)).await;
    assert!(matches!(removed, Err(Error::Raced)), "it was read before");
    assert_eq!(world.webhooks.list().await.unwrap()[0].kinds, r#"["session.ended"]"#);
}
