//! Sessions: what they carry over, and what ends with them.

use super::*;
use crate::storage::{
    client::{Client, Metadata},
    grant::Grant,
};

fn fresh() -> Demand {
    Demand { fresh: true, ..Demand::default() }
}

impl World {
    /// A grant of `scope` to the client `shop`, made in the session of `who`; its identifier.
    async fn granted(&self, who: &Authenticated, scope: &str) -> String {
        let now = self.clock.now();
        let grant = Grant {
            grant_id: self.random.identifier(now),
            client_id: "shop".into(),
            account_id: who.account.account_id.clone(),
            session_id: Some(who.session_id.clone()),
            scope: scope.into(),
            claims: "{}".into(),
            acr: who.acr.clone(),
            amr: "[]".into(),
            auth_time: who.auth_time,
            factors: "[]".into(),
            resources: "[]".into(),
            created_at: now,
            expires_at: now.after(Duration::from_hours(24 * 365)),
            revoked_at: None,
        };
        let client = Client {
            client_id: "shop".into(),
            metadata: Metadata::default(),
            source: "cli".into(),
            disabled: false,
            created_at: now,
            updated_at: now,
            version: 0,
        };
        let grant_id = grant.grant_id.clone();
        self.write(move |write| {
            Box::pin(async move {
                if storage::client::find(write, "shop").await?.is_none() {
                    storage::client::insert(write, &client).await?;
                }
                storage::grant::insert(write, &grant).await
            })
        })
        .await;
        grant_id
    }

    async fn stands(&self, grant_id: &str) -> bool {
        let mut reader = self.database.read().await.unwrap();
        storage::grant::find_live(&mut reader, grant_id, self.clock.now()).await.unwrap().is_some()
    }
}

on_both!(each_authentication_gives_a_new_secret_and_kills_the_old_one, |db| async move {
    let world = World::new(db).await;
    let alice = world.person("alice", true).await;
    let mut browser = world.browser();
    let first = world.sign_in(&mut browser, &alice, Demand::default()).await;
    let old = browser.clone();
    // Used as it is, it stays.
    let travel = world.begin(&browser, Demand::default()).await;
    let finished = world.try_finish(&browser, travel).await.unwrap();
    assert!(finished.session.is_none());
    assert_eq!(finished.value.session_id, first.session_id);
    world.clock.advance(Duration::from_mins(5));
    let second = world.sign_in(&mut browser, &alice, fresh()).await;
    assert_ne!(browser.session, old.session);
    assert_eq!(second.session_id, first.session_id, "sid is constant");
    assert!(second.auth_time > first.auth_time);
    assert!(world.guide.live_session(&old).await.unwrap().is_none());
    assert_eq!(world.begin(&old, Demand::default()).await.step, Step::Identify);
    assert_eq!(world.sessions(&alice).await.len(), 1);
});

on_both!(a_session_ends_after_idling_and_after_its_whole_time, |db| async move {
    let world = World::new(db).await;
    let alice = world.person("alice", true).await;
    let mut browser = world.browser();
    world.sign_in(&mut browser, &alice, Demand::default()).await;
    world.clock.advance(Duration::from_secs(3_599));
    let travel = world.begin(&browser, Demand::default()).await;
    assert_eq!(travel.step, Step::Permission);
    world.try_finish(&browser, travel).await.unwrap();
    world.clock.advance(Duration::from_hours(1));
    assert_eq!(world.begin(&browser, Demand::default()).await.step, Step::Identify, "idle for an hour");
    browser.session = None;
    world.sign_in(&mut browser, &alice, Demand::default()).await;
    let mut alive = Duration::ZERO;
    while world.guide.live_session(&browser).await.unwrap().is_some() {
        let travel = world.begin(&browser, Demand::default()).await;
        world.try_finish(&browser, travel).await.unwrap();
        world.clock.advance(Duration::from_mins(30));
        alive += Duration::from_mins(30);
    }
    assert!(alive <= Duration::from_hours(24) && alive >= Duration::from_hours(23), "{alive:?}");
});

on_both!(renewing_one_factor_does_not_renew_the_session_as_a_whole, |db| async move {
    let world = World::new(db).await;
    let alice = world.person("alice", true).await;
    let mut browser = world.browser();
    // A password at first, the second factor much later: the limit is measured from the password.
    let one = Demand { minimum: Some("one".into()), ..Demand::default() };
    let id = world.begin(&browser, one).await.journey_id;
    world.identify(&browser, &id, "alice").await;
    let travel = world.password(&browser, &id, PASSWORD).await;
    let first = world.finish(&mut browser, travel).await;
    assert_eq!((first.acr.as_str(), first.amr), ("one", vec!["pwd".to_owned()]));
    world.clock.advance(Duration::from_mins(50));
    let stepped = world.sign_in(&mut browser, &alice, Demand::default()).await;
    assert_eq!(stepped.acr, "two");
    assert_eq!(stepped.amr, ["mfa", "otp", "pwd"]);
    assert_eq!(stepped.auth_time, first.auth_time, "as old as its oldest proof");
    let told: Vec<_> = stepped.factors.iter().map(|shown| (shown.kind.as_str(), shown.at)).collect();
    let now = world.clock.now().seconds();
    assert_eq!(told.first(), Some(&("password", first.auth_time.seconds())));
    assert_eq!(told.last(), Some(&("totp", now)), "and the newest has its own time");
    let session = world.sessions(&alice).await.remove(0);
    assert_eq!(session.absolute_until, first.auth_time.after(Duration::from_hours(24)));
});

on_both!(a_remembered_session_is_one_factor_after_a_day, |db| async move {
    let world = World::new(db).await;
    let alice = world.person("alice", true).await;
    let mut browser = world.browser();
    world.sign_in_with(&mut browser, &alice, Demand::default(), &["remember"]).await;
    // Never left alone.
    for _ in 0..47 {
        world.clock.advance(Duration::from_mins(30));
        let travel = world.begin(&browser, Demand::default()).await;
        assert_eq!(travel.step, Step::Permission);
        world.try_finish(&browser, travel).await.unwrap();
    }
    world.clock.advance(Duration::from_mins(59));
    let travel = world.begin(&browser, Demand::default()).await;
    assert_eq!(asked(&travel), "totp", "the password is remembered, the rest is not");
    let one = Demand { minimum: Some("one".into()), levels: vec!["two".into()], ..Demand::default() };
    let silent = Demand { interactive: false, ..one.clone() };
    let needed = Demand { essential: true, ..silent.clone() };
    assert_eq!(world.begin(&browser, needed).await.step, Step::End(End::NeedsPerson));
    let travel = world.begin(&browser, silent).await;
    let alone = world.try_finish(&browser, travel).await.unwrap().value;
    assert_eq!((alone.acr.as_str(), alone.amr), ("one", vec!["pwd".to_owned()]));
    world.clock.advance(Duration::from_hours(24 * 30));
    assert_eq!(world.begin(&browser, Demand::default()).await.step, Step::Identify);
});

on_both!(a_remembered_session_left_alone_is_one_factor_and_no_use_revives_the_other, |db| async move {
    let world = World::new(db).await;
    let alice = world.person("alice", true).await;
    let mut browser = world.browser();
    world.sign_in_with(&mut browser, &alice, Demand::default(), &["remember"]).await;
    world.clock.advance(Duration::from_mins(59));
    let travel = world.begin(&browser, Demand::default()).await;
    assert_eq!(travel.step, Step::Permission);
    world.try_finish(&browser, travel).await.unwrap();
    world.clock.advance(Duration::from_hours(1));
    assert_eq!(
        asked(&world.begin(&browser, Demand::default()).await),
        "totp",
        "nobody was there for an hour"
    );
    // A use with what is left moves the limit, and brings nothing back.
    let one = Demand { minimum: Some("one".into()), ..Demand::default() };
    let travel = world.begin(&browser, one).await;
    let used = world.try_finish(&browser, travel).await.unwrap().value;
    assert_eq!((used.acr.as_str(), used.amr), ("one", vec!["pwd".to_owned()]));
    assert_eq!(asked(&world.begin(&browser, Demand::default()).await), "totp");
    let proofs = world.sessions(&alice).await.remove(0).proofs;
    assert!(proofs.contains("password") && !proofs.contains("totp"), "{proofs}");
    world.sign_in(&mut browser, &alice, Demand::default()).await;
    assert_eq!(
        world.begin(&browser, Demand::default()).await.step,
        Step::Permission,
        "shown again, it counts"
    );
});

on_both!(where_no_session_is_kept_any_more_a_kept_one_lives_on_as_everybodys, |db| async move {
    let world = World::new(db).await;
    let alice = world.person("alice", true).await;
    let mut browser = world.browser();
    world.sign_in_with(&mut browser, &alice, Demand::default(), &["remember"]).await;
    assert!(world.sessions(&alice).await.remove(0).remembered);
    let settings = Settings { session_remember: Duration::ZERO, ..(*world.guide.settings()).clone() };
    world.guide.govern((*world.guide.policy()).clone(), settings);
    // Its next use does not end it.
    let travel = world.begin(&browser, Demand::default()).await;
    world.try_finish(&browser, travel).await.unwrap();
    assert!(world.guide.live_session(&browser).await.unwrap().is_some());
    world.clock.advance(Duration::from_mins(5));
    world.sign_in_with(&mut browser, &alice, fresh(), &["remember"]).await;
    assert!(!world.sessions(&alice).await.remove(0).remembered);
    assert!(world.guide.live_session(&browser).await.unwrap().is_some());
    world.clock.advance(Duration::from_hours(1));
    assert!(world.guide.live_session(&browser).await.unwrap().is_none(), "idle for an hour");
});

on_both!(what_came_with_a_session_ends_with_it, |db| async move {
    let world = World::new(db).await;
    let alice = world.person("alice", true).await;
    let mut browser = world.browser();
    world.sign_in(&mut browser, &alice, Demand::default()).await;
    // The consent page of one tab is open while another signs out.
    let travel = world.begin(&browser, Demand::default()).await;
    let unasked = travel.clone();
    let asked_for = world.permit(&browser, travel, Permission::Ask).await;
    assert_eq!(asked_for.step, Step::Permission);
    let session = world.sessions(&alice).await.remove(0);
    let now = world.clock.now();
    world
        .write(move |write| {
            Box::pin(async move {
                storage::session::end(write, &session.account_id, &session.session_id, now).await
            })
        })
        .await;
    // Requests that had looked before the session ended do not revive it …
    let id = asked_for.journey_id.clone();
    let given = world.permit(&browser, asked_for, Permission::Given).await;
    assert_eq!(given.step, Step::End(End::Done));
    assert!(matches!(world.try_finish(&browser, given).await, Err(Error::Gone)));
    assert!(matches!(world.try_finish(&browser, unasked).await, Err(Error::Gone)));
    // … and for later ones nothing is proved any more.
    let travel = world.load(&browser, &id).await;
    assert_eq!(travel.step, verify("password", &[]));
    assert!(matches!(world.try_finish(&browser, travel).await, Err(Error::Faulty(_))));
    assert!(world.sessions(&alice).await.is_empty());
});

on_both!(an_account_disabled_on_the_way_does_not_arrive, |db| async move {
    let world = World::new(db).await;
    let alice = world.person("alice", true).await;
    let mut home = world.browser();
    world.sign_in(&mut home, &alice, Demand::default()).await;
    let open = world.begin(&home, Demand::default()).await;
    let open = world.permit(&home, open, Permission::Ask).await;
    let browser = world.browser();
    let (id, _) = world.second_step(&browser, "alice").await;
    let nearly = world.browser();
    world.clock.advance(Duration::from_secs(30));
    let (near, _) = world.second_step(&nearly, "alice").await;
    let travel = world.code(&nearly, &near, "totp", &world.totp(&alice)).await;
    assert_eq!(travel.step, Step::Permission);
    world.disable(&alice).await;
    world.clock.advance(Duration::from_secs(30));
    let travel = world.code(&browser, &id, "totp", &world.totp(&alice)).await;
    assert!(matches!(travel.step, Step::Verify { .. }), "{:?}", travel.step);
    assert_eq!(world.load(&nearly, &near).await.step, Step::End(End::NeedsPerson));
    let travel = world.load(&home, &open.journey_id).await;
    assert!(!matches!(travel.step, Step::Permission | Step::End(End::Done)), "{:?}", travel.step);
    assert_eq!(world.begin(&home, Demand::default()).await.step, Step::Identify);
    // A name like any that nobody has.
    let id = world.named(&browser, "alice").await;
    let travel = world.password(&browser, &id, PASSWORD).await;
    assert_eq!((asked(&travel), problem(&travel)), ("password", "error-password-wrong"));
});

on_both!(where_one_browser_is_one_persons_it_is_signed_in_as_them_alone, |db| async move {
    let world = World::with(db, |setup| setup.settings.accounts_per_browser = 1).await;
    let (alice, bob) = (world.person("alice", true).await, world.person("bob", true).await);
    let mut browser = world.browser();
    let first = world.sign_in(&mut browser, &alice, Demand::default()).await;
    let (bound, free) =
        (world.granted(&first, "openid").await, world.granted(&first, "offline_access").await);
    // A hint at somebody else: neither a silent switch nor the wrong person.
    let hinted = Demand { account_id: Some(bob.account_id.clone()), ..Demand::default() };
    let silent = Demand { interactive: false, ..hinted.clone() };
    assert_eq!(world.begin(&browser, silent).await.step, Step::End(End::NeedsPerson));
    let id = world.begin(&browser, hinted.clone()).await.journey_id;
    let travel = world.identify(&browser, &id, "alice").await;
    assert_eq!(travel.step, Step::End(End::NeedsPerson));
    // Choosing anew asks who it is, and the session counts only for whom it belongs to.
    let choose = Demand { choose_account: true, ..Demand::default() };
    let id = world.begin(&browser, choose.clone()).await.journey_id;
    assert_eq!(world.load(&browser, &id).await.step, Step::Identify);
    assert_eq!(world.identify(&browser, &id, "alice").await.step, Step::Permission);
    let id = world.begin(&browser, choose.clone()).await.journey_id;
    assert_eq!(asked(&world.identify(&browser, &id, "bob").await), "password");
    world.sign_in(&mut browser, &bob, choose).await;
    assert!(world.sessions(&alice).await.is_empty(), "the other session of this browser ends");
    assert_eq!(world.sessions(&bob).await.len(), 1);
    // It ends as if she had signed out: what was granted in it is taken back, and she finds it among her events.
    assert!(!world.stands(&bound).await);
    assert!(world.stands(&free).await, "meant to outlive it");
    let ended = world.events(&alice, "session.ended").await;
    let told: Vec<Value> = ended.iter().map(|event| serde_json::from_str(&event.detail).unwrap()).collect();
    assert_eq!(told.len(), 1);
    assert_eq!(told[0]["session"], first.session_id);
    assert!(world.events(&bob, "session.ended").await.is_empty());
});

on_both!(each_of_several_people_in_one_browser_has_a_session_of_their_own, |db| async move {
    let world = World::new(db).await;
    let (alice, bob) = (world.person("alice", true).await, world.person("bob", true).await);
    let mut browser = world.browser();
    world.sign_in(&mut browser, &alice, Demand::default()).await;
    let first = browser.session.clone().unwrap();
    let choose = Demand { choose_account: true, ..Demand::default() };
    world.sign_in(&mut browser, &bob, choose).await;
    browser.others = vec![first.clone()];
    let sessions = world.guide.live_sessions(&browser).await.unwrap();
    let who: Vec<_> = sessions.iter().map(|live| (live.account.username.as_str(), live.current)).collect();
    assert_eq!(who, [("bob", true), ("alice", false)]);
    // A hint takes the parked one, silently, with what it had proved.
    let silent =
        Demand { account_id: Some(alice.account_id.clone()), interactive: false, ..Demand::default() };
    let travel = world.begin(&browser, silent.clone()).await;
    assert_eq!(travel.step, Step::Permission);
    let finished = world.try_finish(&browser, travel).await.unwrap();
    assert_eq!(finished.value.account.username, "alice");
    assert!(finished.session.is_none(), "no cookie moves");
    // What is asked of it is asked of it alone.
    world.clock.advance(Duration::from_mins(10));
    let old = Demand { max_age: Some(Duration::from_mins(5)), ..silent };
    assert_eq!(world.begin(&browser, old).await.step, Step::End(End::NeedsPerson));
    // Another browser gets nothing out of either cookie.
    let thief = Visitor { session: browser.session.clone(), others: vec![first], ..world.browser() };
    assert!(world.guide.live_sessions(&thief).await.unwrap().is_empty());
});

on_both!(old_proofs_do_not_count_beyond_max_age_or_for_prompt_login, |db| async move {
    let world = World::new(db).await;
    let alice = world.person("alice", true).await;
    let mut browser = world.browser();
    world.sign_in(&mut browser, &alice, Demand::default()).await;
    world.clock.advance(Duration::from_secs(30));
    let aged = |seconds| Demand { max_age: Some(Duration::from_secs(seconds)), ..Demand::default() };
    assert_eq!(world.begin(&browser, aged(60)).await.step, Step::Permission);
    for (demand, age) in [(aged(59), 59), (aged(0), 0), (fresh(), 0)] {
        let oldest = world.clock.now().before(Duration::from_secs(age));
        assert_eq!(world.begin(&browser, demand.clone()).await.step, verify("password", &[]));
        let done = world.sign_in(&mut browser, &alice, demand).await;
        assert!(done.auth_time >= oldest);
        world.clock.advance(Duration::from_mins(1));
    }
});
