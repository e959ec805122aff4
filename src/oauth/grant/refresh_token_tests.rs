use std::{sync::Arc, time::Duration};

use crate::{
    clock::Timestamp,
    oauth::{
        Governed,
        refresh_token::DIGEST,
        testing::{START, World},
    },
    on_both,
    random::Random,
    storage::{self, Database, audit, grant, token},
};

const SCOPE: &str = "openid offline_access read";

/// A family: a fresh grant's first refresh token.
async fn family(world: &World) -> String {
    let code = world.code("shop", SCOPE, |_, _| {}).await;
    world.redeem("shop", &code).await.unwrap().refresh_token.unwrap()
}

async fn row(world: &World, token: &str) -> token::RefreshToken {
    let hash = world.provider.vault.digest(DIGEST, token.as_bytes());
    token::find_refresh(&mut world.provider.database.read().await.unwrap(), &hash).await.unwrap().unwrap()
}

async fn live(world: &World, grant_id: &str) -> (i64, bool) {
    let mut db = world.provider.database.read().await.unwrap();
    let count = storage::testing::live_tokens(&mut db, grant_id).await.unwrap();
    (count, grant::find_live(&mut db, grant_id, world.clock.now()).await.unwrap().is_some())
}

async fn world(database: Database, grace: u64) -> World {
    let world = World::new(database).await;
    world
        .provider
        .govern(Governed { refresh_reuse_grace: Duration::from_secs(grace), ..Governed::default() });
    world.client("shop", |_| {}).await;
    world.client("other", |_| {}).await;
    world
}

/// The rule of decision 0003 as a model: what each token of one family is, and whether the family lives.
#[derive(Default)]
struct Model {
    tokens: Vec<Node>,
    dead: bool,
}

#[derive(Clone, Copy)]
enum Node {
    Live,
    Used { at: Timestamp, repeated: bool, successor: usize },
    Replaced,
}

impl Model {
    /// Whether showing token `shown` gets an answer.
    fn show(&mut self, shown: usize, now: Timestamp, grace: Duration) -> bool {
        if self.dead {
            return false;
        }
        let next = self.tokens.len();
        match self.tokens[shown] {
            Node::Live => {
                self.tokens[shown] = Node::Used { at: now, repeated: false, successor: next };
                self.tokens.push(Node::Live);
                true
            }
            Node::Used { at, repeated, successor }
                if now.since(at) < grace && matches!(self.tokens[successor], Node::Live) =>
            {
                if !repeated {
                    self.tokens[successor] = Node::Replaced;
                    self.tokens[shown] = Node::Used { at, repeated: true, successor: next };
                    self.tokens.push(Node::Live);
                }
                !repeated
            }
            Node::Used { .. } | Node::Replaced => {
                self.dead = true;
                false
            }
        }
    }

    fn live(&self) -> usize {
        self.tokens.iter().filter(|node| matches!(node, Node::Live)).count()
    }
}

on_both!(any_history_of_showings_follows_the_model, |db| async move {
    let world = world(db, 30).await;
    let random = Random::seeded(20_261_121);
    for history in 0..40 {
        let mut tokens = vec![family(&world).await];
        let grant_id = row(&world, &tokens[0]).await.grant_id;
        let mut model = Model { tokens: vec![Node::Live], dead: false };
        let mut trail = String::new();
        for _ in 0..14 {
            // Mostly the newest tokens, as clients and thieves do; now and then any.
            let back = if random.below(5) == 0 { random.below(64) } else { random.below(3) } as usize;
            let shown = tokens.len() - 1 - back.min(tokens.len() - 1);
            world.clock.advance(Duration::from_millis(
                [0, 1, 999, 10_000, 29_000, 30_000][random.below(6) as usize],
            ));
            if random.below(8) == 0 {
                assert_eq!(world.refresh("other", &tokens[shown]).await.unwrap_err().code, "invalid_grant");
                let wide = [
                    ("grant_type", "refresh_token"),
                    ("client_id", "shop"),
                    ("client_secret", "shop-secret"),
                    ("refresh_token", tokens[shown].as_str()),
                    ("scope", "openid read write"),
                ];
                // Too wide a scope changes nothing, unless the showing alone is a reuse.
                let mut trial = Model { tokens: model.tokens.clone(), dead: model.dead };
                let now = world.clock.now();
                let answered = trial.show(shown, now, Duration::from_secs(30));
                let refusal = world.token(&wide).await.unwrap_err();
                assert_eq!(refusal.code, if answered { "invalid_scope" } else { "invalid_grant" });
                model.dead = trial.dead;
            }
            let expected = model.show(shown, world.clock.now(), Duration::from_secs(30));
            let answer = world.refresh("shop", &tokens[shown]).await;
            trail += &format!("{shown}:{} ", answer.is_ok());
            assert_eq!(answer.is_ok(), expected, "history {history}: {trail}");
            match answer {
                Ok(answer) => tokens.push(answer.refresh_token.unwrap()),
                Err(error) => assert_eq!((error.status, error.code), (400, "invalid_grant")),
            }
            let (count, alive) = live(&world, &grant_id).await;
            assert_eq!(usize::try_from(count).unwrap(), model.live(), "history {history}: {trail}");
            assert!(count == 1, "one live token at every moment");
            assert_eq!(alive, !model.dead, "history {history}: {trail}");
        }
    }
});

on_both!(without_grace_every_repetition_revokes, |db| async move {
    let world = world(db, 0).await;
    let first = family(&world).await;
    let second = world.refresh("shop", &first).await.unwrap().refresh_token.unwrap();
    assert_eq!(world.refresh("shop", &first).await.unwrap_err().code, "invalid_grant");
    assert_eq!(world.refresh("shop", &second).await.unwrap_err().code, "invalid_grant", "the family is dead");
});

async fn race(world: &Arc<World>, token: &str, grant_id: &str) -> Vec<String> {
    let done = Arc::new(std::sync::atomic::AtomicBool::new(false));
    let watcher = tokio::spawn({
        let (world, grant_id, done) = (Arc::clone(world), grant_id.to_owned(), Arc::clone(&done));
        async move {
            while !done.load(std::sync::atomic::Ordering::SeqCst) {
                assert_eq!(live(&world, &grant_id).await.0, 1, "one live token at every moment");
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        }
    });
    let tasks: Vec<_> = (0..64)
        .map(|_| {
            let (world, token) = (Arc::clone(world), token.to_owned());
            tokio::spawn(async move { world.refresh("shop", &token).await })
        })
        .collect();
    let mut answers = Vec::new();
    for task in tasks {
        match task.await.unwrap() {
            Ok(answer) => answers.push(answer.refresh_token.unwrap()),
            Err(error) => assert_eq!(error.code, "invalid_grant", "{error}"),
        }
    }
    done.store(true, std::sync::atomic::Ordering::SeqCst);
    watcher.await.unwrap();
    answers
}

on_both!(a_race_of_64_gets_at_most_two_answers_and_one_live_token, |db| async move {
    let world = Arc::new(world(db, 30).await);
    for _ in 0..4 {
        let token = family(&world).await;
        let grant_id = row(&world, &token).await.grant_id;
        let answers = race(&world, &token, &grant_id).await;
        assert!((1..=2).contains(&answers.len()), "{} answers", answers.len());
        assert_eq!(live(&world, &grant_id).await, (1, true));
        let mut states: Vec<String> = Vec::new();
        for answer in &answers {
            states.push(row(&world, answer).await.state);
        }
        states.sort();
        assert_eq!(states, if answers.len() == 2 { vec!["live", "replaced"] } else { vec!["live"] });
    }
});

on_both!(a_race_of_64_without_grace_gets_one_answer, |db| async move {
    let world = Arc::new(world(db, 0).await);
    for _ in 0..4 {
        let token = family(&world).await;
        let grant_id = row(&world, &token).await.grant_id;
        assert_eq!(race(&world, &token, &grant_id).await.len(), 1);
        assert!(!live(&world, &grant_id).await.1, "a repetition is a reuse");
    }
});

on_both!(a_family_ends_with_its_limits_account_session_and_grant, |db| async move {
    let world = World::new(db).await;
    world.provider.govern(Governed {
        refresh_idle: Duration::from_mins(10),
        refresh_absolute: Duration::from_mins(25),
        ..Governed::default()
    });
    world.client("shop", |m| m.refresh_always = true).await;

    // Not used for too long.
    let idle = family(&world).await;
    world.clock.advance(Duration::from_mins(10));
    assert_eq!(world.refresh("shop", &idle).await.unwrap_err().code, "invalid_grant");

    // Used all the time, and still not beyond the absolute limit.
    let mut token = family(&world).await;
    for _ in 0..2 {
        world.clock.advance(Duration::from_mins(9));
        token = world.refresh("shop", &token).await.unwrap().refresh_token.unwrap();
    }
    let last = row(&world, &token).await;
    assert_eq!(last.expires_at.since(last.created_at), Duration::from_mins(7));
    world.clock.advance(Duration::from_mins(6));
    let answer = world.refresh("shop", &token).await.unwrap();
    assert_eq!(answer.expires_in, 60, "the access token ends with the grant as well");
    world.clock.advance(Duration::from_mins(1));
    assert!(world.refresh("shop", &answer.refresh_token.unwrap()).await.is_err());

    // Without offline_access it ends with the session; with it, it does not.
    let code = world.code("shop", "openid read", |_, _| {}).await;
    let bound = world.redeem("shop", &code).await.unwrap().refresh_token.unwrap();
    let free = family(&world).await;
    world.end_session().await;
    assert_eq!(world.refresh("shop", &bound).await.unwrap_err().code, "invalid_grant");
    let free = world.refresh("shop", &free).await.unwrap().refresh_token.unwrap();

    // A disabled account gets nothing.
    world.disable_account().await;
    assert_eq!(world.refresh("shop", &free).await.unwrap_err().code, "invalid_grant");
});

on_both!(a_session_that_lapses_ends_what_depends_on_it_though_nobody_revokes_it, |db| async move {
    let world = World::new(db).await;
    world.client("shop", |m| m.refresh_always = true).await;
    let code = world.code("shop", "openid read", |_, _| {}).await;
    let bound = world.redeem("shop", &code).await.unwrap().refresh_token.unwrap();
    let free = family(&world).await;
    world.clock.advance(Duration::from_hours(1));
    let grant_id = row(&world, &bound).await.grant_id;
    assert!(live(&world, &grant_id).await.1, "the grant itself stands");
    assert_eq!(world.refresh("shop", &bound).await.unwrap_err().code, "invalid_grant");
    assert!(world.refresh("shop", &free).await.is_ok());
});

on_both!(a_refresh_may_narrow_and_keeps_what_was_proved, |db| async move {
    let world = world(db, 30).await;
    let first = family(&world).await;
    let ask = |token: String, scope: &'static str| {
        let world = &world;
        async move {
            world
                .token(&[
                    ("grant_type", "refresh_token"),
                    ("client_id", "shop"),
                    ("client_secret", "shop-secret"),
                    ("refresh_token", &token),
                    ("scope", scope),
                ])
                .await
        }
    };
    assert_eq!(ask(first.clone(), "openid email").await.unwrap_err().code, "invalid_scope");
    assert_eq!(ask(first.clone(), "open\"id").await.unwrap_err().code, "invalid_scope");
    world.clock.advance(Duration::from_secs(5));
    let narrow = ask(first, "read").await.unwrap();
    assert_eq!((narrow.scope.as_str(), narrow.id_token.is_none()), ("read", true));
    // The next one has the whole grant again (RFC 6749 section 6).
    let whole = world.refresh("shop", &narrow.refresh_token.unwrap()).await.unwrap();
    assert_eq!(whole.scope, SCOPE);
    let claims = World::claims(&whole.id_token.unwrap());
    assert_eq!(claims["auth_time"], START.seconds() - 90);
    assert_eq!(claims["sid"], "s1");
    assert_eq!(claims["iat"], START.seconds() + 5);
    assert!(claims.get("nonce").is_none());
});

on_both!(what_is_shown_again_stands_in_the_audit_log_once, |db| async move {
    let world = world(db, 0).await;
    let token = family(&world).await;
    world.refresh("shop", &token).await.unwrap();
    let code = world.code("shop", SCOPE, |_, _| {}).await;
    world.redeem("shop", &code).await.unwrap();
    for _ in 0..2 {
        assert!(world.refresh("shop", &token).await.is_err());
        assert!(world.redeem("shop", &code).await.is_err());
    }
    let mut reader = world.provider.database.read().await.unwrap();
    let events = audit::of_account(&mut reader, "a1", 20).await.unwrap();
    let told = events.iter().filter(|event| event.kind == "grant.replayed");
    let mut shown: Vec<String> = told
        .map(|event| {
            assert_eq!(event.client_id.as_deref(), Some("shop"));
            let detail: serde_json::Value = serde_json::from_str(&event.detail).unwrap();
            detail["shown_again"].as_str().unwrap().to_owned()
        })
        .collect();
    shown.sort();
    assert_eq!(shown, ["authorization_code", "refresh_token"]);
});
