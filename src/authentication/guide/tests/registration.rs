//! Making an account: what the address proves, what a stranger learns, and what somebody else prepared beforehand.

use super::*;
use crate::{
    authentication::{
        factor::{Character, Verified},
        registration::{Rules, Terms},
    },
    config::RegistrationMode,
    storage::{contact_change, grant, invitation::Invitation, registration},
};

const NEW: &str = "zebra lamp 9 quartz";
const ADDRESS: &str = "new@example.org";

/// Everybody may, and is asked nothing.
pub(super) fn rules() -> Rules {
    Rules { mode: RegistrationMode::On, ..Rules::default() }
}

fn asking(setup: &mut Setup) {
    setup.settings.registration = Rules {
        require: vec!["given_name".into(), "family_name".into()],
        terms: Some(Terms { version: "1".into(), uri: "https://example.org/terms".into() }),
        ..rules()
    };
}

fn closed(setup: &mut Setup) {
    setup.settings.registration.mode = RegistrationMode::Invitation;
}

fn enrol(kind: &str, others: &[&str]) -> Step {
    Step::Enrol { kind: kind.into(), others: others.iter().map(ToString::to_string).collect() }
}

fn ada() -> Profile {
    Profile {
        given_name: Some("Ada".into()),
        family_name: Some("Lovelace".into()),
        website: Some("https://example.org/".into()),
        ..Profile::default()
    }
}

impl World {
    /// A registration at the page that asks for the code.
    async fn registering(&self, visitor: &Visitor, address: &str) -> (String, Travel) {
        let id = self.open(visitor, Purpose::Register, Demand::default()).await.journey_id;
        let travel = self.identify(visitor, &id, address).await;
        (id, travel)
    }

    async fn letters_to(&self, address: &str, template: &str) -> Vec<Letter> {
        let mails = self.mails().await;
        mails.into_iter().filter(|mail| mail.to == address && mail.template == template).collect()
    }

    async fn registration_code(&self, address: &str) -> String {
        let mail = self.letters_to(address, "register").await.remove(0);
        mail.context["code"].as_str().unwrap().to_owned()
    }

    /// The same behind the code.
    async fn proved(&self, visitor: &Visitor, address: &str) -> (String, Travel) {
        let (id, _) = self.registering(visitor, address).await;
        let code = self.registration_code(address).await;
        let travel = self.code(visitor, &id, "email_code", &code).await;
        (id, travel)
    }

    async fn account(&self, name: &str) -> Option<Account> {
        account::find_by_name(&mut self.database.read().await.unwrap(), name).await.unwrap()
    }

    async fn tell(&self, visitor: &Visitor, id: &str, told: Profile, accepted: &str) -> Travel {
        Box::pin(self.guide.answer_details(visitor, id, Ok(told), accepted, [].into())).await.unwrap()
    }

    async fn invite(&self, secret: &str, invitation: Invitation) {
        let digest = self.vault.digest("invitation", secret.as_bytes());
        let now = self.clock.now();
        let record = storage::invitation::Record {
            invitation_id: secret.to_owned(),
            gives: invitation,
            created_at: now,
            expires_at: now.after(Duration::from_hours(1)),
            ..Default::default()
        };
        self.write(move |write| {
            Box::pin(async move { storage::invitation::insert(write, &digest, &record).await })
        })
        .await;
    }

    async fn invited(&self, visitor: &Visitor, secret: &str) -> String {
        let demand = Demand { invitation: Some(secret.into()), ..Demand::default() };
        self.open(visitor, Purpose::Register, demand).await.journey_id
    }
}

on_both!(an_address_a_code_and_a_password_make_an_account_that_is_signed_in, |db| async move {
    let world = World::new(db).await;
    let mut browser = world.browser();
    let (id, travel) = world.registering(&browser, " New@Example.org ").await;
    assert_eq!(travel.step, verify("email_code", &[]));
    assert!(world.account(ADDRESS).await.is_none(), "nothing is made for an address that nobody proved");
    let code = world.registration_code("New@Example.org").await;
    assert_eq!(
        world.code(&browser, &id, "email_code", &other_than(&code)).await.step,
        verify("email_code", &[])
    );
    assert!(world.account(ADDRESS).await.is_none());
    let travel = world.code(&browser, &id, "email_code", &code).await;
    assert_eq!(travel.step, enrol("password", &["passkey"]));
    let refused = world.confirm(&browser, &id, "password", typed("password", "new@example.org")).await;
    assert!(problem(&refused).starts_with("error-password-"), "{}", problem(&refused));
    let travel = world.confirm(&browser, &id, "password", typed("password", NEW)).await;
    assert_eq!(travel.step, Step::Permission, "a password and a mailed code are the level that is needed");
    let authenticated = world.finish(&mut browser, travel).await;
    assert_eq!(
        (authenticated.acr.as_str(), authenticated.amr),
        ("two", vec!["email".to_owned(), "pwd".into()])
    );
    let account = world.account(ADDRESS).await.unwrap();
    assert_eq!(account.email.as_deref(), Some("New@Example.org"));
    assert_eq!((account.email_verified_at, account.groups.len()), (Some(world.clock.now()), 0));
    assert!(world.mails().await.iter().all(|mail| mail.template == "register"), "no word of a change");
    let row =
        registration::find(&mut world.database.read().await.unwrap(), &account.account_id).await.unwrap();
    assert_eq!(row.unwrap().finished_at, Some(world.clock.now()));

    let other = world.browser();
    let id = world.named(&other, ADDRESS).await;
    assert_eq!(asked(&world.password(&other, &id, NEW).await), "email_code", "and it is there to stay");
});

on_both!(a_browser_that_can_is_asked_for_a_passkey_first, |db| async move {
    let world = World::new(db).await;
    let browser = world.browser();
    let id = world.open(&browser, Purpose::Register, Demand::default()).await.journey_id;
    let mut form = typed("username", ADDRESS);
    form.fields.insert("capable".into(), " passkey".into());
    Box::pin(world.guide.identify(&browser, &id, &form)).await.unwrap();
    let code = world.registration_code(ADDRESS).await;
    let travel = world.code(&browser, &id, "email_code", &code).await;
    assert_eq!(travel.step, enrol("passkey", &["password"]));
    assert_eq!(world.choose(&browser, &id, "password").await.step, enrol("password", &["passkey"]));
});

on_both!(what_a_level_needs_is_set_up_on_the_way, |db| async move {
    let world = World::with(db, |setup| {
        setup.default_level = "aal2";
        setup.settings.enrol_at_sign_in.clear();
    })
    .await;
    let mut browser = world.browser();
    let (id, _) = world.proved(&browser, ADDRESS).await;
    let travel = world.confirm(&browser, &id, "password", typed("password", NEW)).await;
    assert_eq!(travel.step, enrol_totp());
    let uri = shown(&travel, "totp")["uri"].as_str().unwrap().to_owned();
    let seed = uri.split("secret=").nth(1).unwrap().split('&').next().unwrap().to_owned();
    let seed =
        totp::Seed::new(&data_encoding::BASE32_NOPAD.decode(seed.as_bytes()).unwrap().try_into().unwrap());
    let code = seed.code(totp::step(world.clock.now())).unwrap();
    let travel = world.confirm(&browser, &id, "totp", typed("code", &code)).await;
    assert_eq!(world.finish(&mut browser, travel).await.acr, "aal2");
});

on_both!(
    an_address_that_has_an_account_leads_through_the_same_pages_and_its_owner_is_told,
    |db| async move {
        let world = World::new(db).await;
        let alice = world.person("alice", false).await;
        let shut = world.person("carol", false).await;
        world.disable(&shut).await;
        world.somebody("dora", false, false).await;
        let mut seen = Vec::new();
        for address in
            [ADDRESS, "alice@example.org", "ALICE@EXAMPLE.ORG", "carol@example.org", "dora@example.org"]
        {
            let browser = world.browser();
            let (id, travel) = world.registering(&browser, address).await;
            let wrong = world.code(&browser, &id, "email_code", "000000").await;
            let again = world.resend(&browser, &id).await;
            let shown = |travel: &Travel| {
                let pending = travel.journey.pending.as_ref().unwrap();
                let masked =
                    pending.page["sent_to"].as_str().unwrap().replacen(&address[..1], "x", 1).to_lowercase();
                (travel.step.clone(), problem(travel).to_owned(), pending.sends, pending.resend_at, masked)
            };
            seen.push([shown(&travel), shown(&wrong), shown(&again)]);
        }
        assert!(seen.iter().all(|one| *one == seen[0]), "{seen:#?}");
        assert_eq!(
            world.letters_to(&alice.email, "register").await.len(),
            0,
            "no code goes to an account that is there"
        );
        let told = world.letters_to(&alice.email, "registered").await;
        assert_eq!(told.len(), 2);
        assert_eq!(told[0].context["sign_in_uri"], "https://id.example.org/account");
        assert_eq!(world.letters_to(&shut.email, "registered").await.len(), 1);
        assert_eq!(world.letters_to("dora@example.org", "register").await.len(), 1, "nobody has proved it");
    }
);

on_both!(no_spelling_of_an_address_makes_a_second_account, |db| async move {
    let world = World::new(db).await;
    world.person("alice", false).await;
    for odd in [
        "\u{430}lice@example.org",
        "ａlice@example.org",
        "al\u{200b}ice@example.org",
        "alice@example.org\u{202e}",
        "alıce@example.org",
        "alice@example.org\r\nBcc: eve@example.org",
        "alice",
        "",
        "alice@example.org, eve@example.org",
    ] {
        let browser = world.browser();
        let (_, travel) = world.registering(&browser, odd).await;
        assert_eq!(travel.step, Step::Identify, "{odd:?}");
        assert!(problem(&travel).starts_with("error-"), "{odd:?}");
    }
    assert!(world.mails().await.is_empty());
});

on_both!(whoever_proves_an_address_first_takes_it_from_those_who_did_not, |db| async move {
    let world = World::new(db).await;
    // Made by somebody else: an account whose only name is the address, with a password, a session and a grant.
    let mut squatter = world.browser();
    let thief = world.somebody("thief", false, false).await;
    let account = Account {
        username: "thief@example.org".into(),
        ..account::find(&mut world.database.read().await.unwrap(), &thief.account_id).await.unwrap().unwrap()
    };
    world.write(move |write| Box::pin(async move { account::update(write, &account, START).await })).await;
    let one = Demand { minimum: Some("one".into()), ..Demand::default() };
    let id = world.begin(&squatter, one).await.journey_id;
    world.identify(&squatter, &id, "thief@example.org").await;
    let travel = world.password(&squatter, &id, PASSWORD).await;
    world.finish(&mut squatter, travel).await;
    assert!(world.guide.live_session(&squatter).await.unwrap().is_some());

    let mut owner = world.browser();
    let (id, travel) = world.proved(&owner, "thief@example.org").await;
    assert_eq!(travel.step, enrol("password", &["passkey"]));
    assert!(world.guide.live_session(&squatter).await.unwrap().is_none(), "its session is gone");
    let travel = world.confirm(&owner, &id, "password", typed("password", NEW)).await;
    let authenticated = world.finish(&mut owner, travel).await;
    assert_ne!(authenticated.account.account_id, thief.account_id, "and what applications knew of it");
    let other = world.browser();
    let id = world.named(&other, "thief@example.org").await;
    assert_eq!(problem(&world.password(&other, &id, PASSWORD).await), "error-password-wrong");
    assert_eq!(world.events(&thief, "account.displaced").await.len(), 1);
    let mut reader = world.database.read().await.unwrap();
    assert!(grant::of_account(&mut reader, &thief.account_id, START).await.unwrap().is_empty());
});

on_both!(an_account_with_another_name_loses_an_address_that_it_never_proved, |db| async move {
    let world = World::new(db).await;
    let bob = world.somebody("bob", false, false).await;
    let change = contact_change::ContactChange {
        account_id: bob.account_id.clone(),
        kind: "email".into(),
        address: bob.email.clone(),
        code_hash: vec![1],
        tries: 0,
        created_at: START,
        expires_at: START.after(Duration::from_mins(10)),
    };
    world.write(move |write| Box::pin(async move { contact_change::put(write, &change).await })).await;
    let browser = world.browser();
    world.proved(&browser, "bob@example.org").await;
    let kept = world.account("bob").await.unwrap();
    assert_eq!((kept.account_id, kept.email), (bob.account_id.clone(), None));
    assert_ne!(world.account("bob@example.org").await.unwrap().account_id, bob.account_id);
    assert_eq!(world.events(&bob, "email.given_up").await.len(), 1);
    let mut reader = world.database.read().await.unwrap();
    assert!(contact_change::find(&mut reader, &bob.account_id, "email", START).await.unwrap().is_none());
});

on_both!(a_registration_that_was_left_is_taken_up_again_and_two_make_one_account, |db| async move {
    let world = World::new(db).await;
    let (first, second) = (world.browser(), world.browser());
    let (one, _) = world.registering(&first, ADDRESS).await;
    let code = world.registration_code(ADDRESS).await;
    world.clock.advance(Duration::from_secs(1));
    let (two, _) = world.registering(&second, ADDRESS).await;
    let other = world.registration_code(ADDRESS).await;
    world.code(&first, &one, "email_code", &code).await;
    let left = world.account(ADDRESS).await.unwrap();
    // Its person comes back from another browser: what was begun holds nothing, and makes room.
    let travel = world.code(&second, &two, "email_code", &other).await;
    assert_eq!(travel.step, enrol("password", &["passkey"]));
    assert_ne!(world.account(ADDRESS).await.unwrap().account_id, left.account_id);
    world.confirm(&second, &two, "password", typed("password", NEW)).await;
    let stale = world.confirm(&first, &one, "password", typed("password", NEW)).await;
    assert_eq!(stale.step, Step::End(End::NeedsPerson), "the one that made room leads nowhere");
    // Once there is a password, it is an account like others.
    let browser = world.browser();
    world.registering(&browser, ADDRESS).await;
    assert_eq!(world.letters_to(ADDRESS, "registered").await.len(), 1);
});

on_both!(what_a_new_account_is_asked_for_is_told_before_anything_goes_on, |db| async move {
    let world = World::with(db, asking).await;
    let mut browser = world.browser();
    let (id, _) = world.proved(&browser, ADDRESS).await;
    let ahead = world.tell(&browser, &id, ada(), "1").await;
    assert_eq!(ahead.step, enrol("password", &["passkey"]), "told ahead of its question is not told");
    let travel = world.confirm(&browser, &id, "password", typed("password", NEW)).await;
    assert_eq!(travel.step, Step::Details);
    assert!(matches!(world.try_finish(&browser, travel).await, Err(Error::Faulty(_))));
    let lacking = world.tell(&browser, &id, Profile { family_name: None, ..ada() }, "1").await;
    assert_eq!((problem(&lacking), &lacking.step), ("error-claim-empty", &Step::Details));
    for accepted in ["", "0", "on"] {
        assert_eq!(problem(&world.tell(&browser, &id, ada(), accepted).await), "error-terms");
    }
    let travel = world.tell(&browser, &id, ada(), "1").await;
    assert_eq!(travel.step, Step::Permission);
    world.finish(&mut browser, travel).await;
    let account = world.account(ADDRESS).await.unwrap();
    assert_eq!(account.profile.name.as_deref(), Some("Ada Lovelace"));
    assert_eq!(account.profile.website, None, "what was not asked for is not taken");
    let row =
        registration::find(&mut world.database.read().await.unwrap(), &account.account_id).await.unwrap();
    let row = row.unwrap();
    assert_eq!((row.terms_version.as_deref(), row.terms_accepted_at), (Some("1"), Some(world.clock.now())));
});

on_both!(whoever_left_before_telling_is_asked_at_the_next_sign_in, |db| async move {
    let world = World::with(db, asking).await;
    let (browser, mut later) = (world.browser(), world.browser());
    let (id, _) = world.proved(&browser, ADDRESS).await;
    world.confirm(&browser, &id, "password", typed("password", NEW)).await;
    world.clock.advance(Duration::from_mins(5));
    let id = world.named(&later, ADDRESS).await;
    world.password(&later, &id, NEW).await;
    let code = world.letters_to(ADDRESS, "code").await.remove(0).context["code"].as_str().unwrap().to_owned();
    assert_eq!(world.code(&later, &id, "email_code", &code).await.step, Step::Details);
    let travel = world.tell(&later, &id, ada(), "1").await;
    world.finish(&mut later, travel).await;
    // A silent request of somebody who is signed in goes on as ever.
    let silent = world.begin(&later, Demand { interactive: false, ..Demand::default() }).await;
    assert_eq!(silent.step, Step::Permission);
});

on_both!(an_invitation_makes_one_account_for_its_address, |db| async move {
    let world = World::with(db, closed).await;
    let staff = Invitation { email: Some(ADDRESS.into()), groups: vec!["staff".into()] };
    world.invite("s3cret", staff).await;
    let browser = world.browser();
    let (_, travel) = world.registering(&browser, ADDRESS).await;
    assert_eq!(travel.step, verify("email_code", &[]), "the same pages");
    let code = world.registration_code(ADDRESS).await;
    let uninvited = world.code(&browser, &travel.journey_id, "email_code", &code).await;
    assert_eq!(problem(&uninvited), "error-invitation");
    assert!(world.account(ADDRESS).await.is_none());

    let (first, second) = (world.browser(), world.browser());
    let (one, two) = (world.invited(&first, "s3cret").await, world.invited(&second, "s3cret").await);
    let refused = world.identify(&first, &one, "eve@example.org").await;
    assert_eq!((problem(&refused), &refused.step), ("error-invitation-address", &Step::Identify));
    world.clock.advance(Duration::from_secs(1));
    world.identify(&second, &two, ADDRESS).await;
    let other = world.registration_code(ADDRESS).await;
    world.clock.advance(Duration::from_secs(1));
    world.identify(&first, &one, "NEW@example.org").await;
    let code = world.registration_code("NEW@example.org").await;
    let travel = world.code(&first, &one, "email_code", &code).await;
    assert_eq!(travel.step, enrol("password", &["passkey"]));
    assert_eq!(world.account(ADDRESS).await.unwrap().groups, ["staff"]);
    let used = world.code(&second, &two, "email_code", &other).await;
    assert_eq!(problem(&used), "error-invitation");
    let browser = world.browser();
    let id = world.invited(&browser, "guessed").await;
    assert_eq!(problem(&world.identify(&browser, &id, ADDRESS).await), "error-invitation");
});

on_both!(an_invitation_is_spent_in_the_write_that_goes_on_or_not_at_all, |db| async move {
    let world = World::with(db, |setup| {
        asking(setup);
        closed(setup);
    })
    .await;
    world.invite("s3cret", Invitation { email: None, groups: vec!["staff".into()] }).await;
    let browser = world.browser();
    let id = world.invited(&browser, "s3cret").await;
    world.identify(&browser, &id, ADDRESS).await;
    let code = world.registration_code(ADDRESS).await;
    // Judged as right, and then the journey is another: as if the program ended before its write.
    let stale = world.load(&browser, &id).await;
    Box::pin(world.guide.speak(&browser, &id, "de")).await.unwrap();
    let counter = world.guide.counter(&browser, &stale, "email_code");
    let verified = Verified {
        authenticator_id: String::new(),
        version: 0,
        high_water: None,
        amended: None,
        amr: vec!["email".into()],
        characters: vec![Character::Address],
    };
    let lost = Box::pin(world.guide.accept(&browser, stale, "email_code", verified, &counter)).await;
    assert!(matches!(lost, Err(Error::Raced)), "{lost:?}");
    assert!(world.account(ADDRESS).await.is_none());
    assert!(world.guide.invitation("s3cret").await.unwrap().is_some());

    let travel = world.code(&browser, &id, "email_code", &code).await;
    assert_eq!(travel.step, enrol("password", &["passkey"]));
    assert!(world.guide.invitation("s3cret").await.unwrap().is_none());
    assert_eq!(world.account(ADDRESS).await.unwrap().groups, ["staff"]);
    let travel = world.confirm(&browser, &id, "password", typed("password", NEW)).await;
    assert_eq!(travel.step, Step::Details, "what a new account is asked for");
});

on_both!(a_sign_in_turns_into_a_registration_and_back_for_the_same_errand, |db| async move {
    let world = World::new(db).await;
    let alice = world.person("alice", false).await;
    let browser = world.browser();
    let id = world.begin(&browser, Demand::default()).await.journey_id;
    let travel = Box::pin(world.guide.register(&browser, &id)).await.unwrap();
    assert_eq!((travel.step, travel.journey.purpose), (Step::Identify, Purpose::Register));
    let travel = Box::pin(world.guide.sign_in_instead(&browser, &id)).await.unwrap();
    assert_eq!(travel.journey.purpose, Purpose::SignIn);
    assert_eq!(asked(&world.identify(&browser, &id, "alice").await), "password");
    world.password(&browser, &id, PASSWORD).await;
    let late = Box::pin(world.guide.register(&browser, &id)).await.unwrap();
    assert_eq!(late.journey.purpose, Purpose::SignIn, "not behind a proof");

    // Whose session this is does not matter: a new account is made, and nobody's proofs count for it.
    let mut signed_in = world.browser();
    world.clock.advance(Duration::from_secs(1));
    world.sign_in(&mut signed_in, &alice, Demand::default()).await;
    let (id, travel) = world.registering(&signed_in, ADDRESS).await;
    assert!(travel.journey.proofs.is_empty());
    let code = world.registration_code(ADDRESS).await;
    assert_eq!(world.code(&signed_in, &id, "email_code", &code).await.step, enrol("password", &["passkey"]));

    let world = World { guide: guide_with(&world, closed), ..world };
    let browser = world.browser();
    let id = world.begin(&browser, Demand::default()).await.journey_id;
    let travel = Box::pin(world.guide.register(&browser, &id)).await.unwrap();
    assert_eq!(travel.journey.purpose, Purpose::SignIn, "only where everybody may");
});

fn guide_with(world: &World, adjust: impl FnOnce(&mut Setup)) -> Arc<Guide> {
    let mut setup = Setup::default();
    adjust(&mut setup);
    guide(&world.database, &world.vault, &world.clock, &world.random, setup)
}

on_both!(a_number_that_is_asked_for_is_proved_by_a_code, |db| async move {
    let world = World::with(db, |setup| setup.settings.registration.require = vec!["phone".into()]).await;
    let mut browser = world.browser();
    let (id, _) = world.proved(&browser, ADDRESS).await;
    let travel = world.confirm(&browser, &id, "password", typed("password", NEW)).await;
    assert_eq!(travel.step, Step::Phone);
    assert_eq!(world.guide.waiting_number(&travel).await.unwrap(), None);
    let wrong = Box::pin(world.guide.take_number(&browser, &id, Err("error-phone-format"))).await.unwrap();
    assert_eq!(problem(&wrong), "error-phone-format");
    let early = Box::pin(world.guide.confirm_number(&browser, &id, "123456")).await.unwrap();
    assert_eq!(problem(&early), "error-code-spent");
    let travel = Box::pin(world.guide.take_number(&browser, &id, Ok("+4915112345678"))).await.unwrap();
    assert_eq!(world.guide.waiting_number(&travel).await.unwrap().as_deref(), Some("+4915112345678"));
    assert_eq!(world.account(ADDRESS).await.unwrap().phone, None, "nothing is claimed that was not proved");
    let code = super::texts::texts(&world).await.remove(0).1;
    let wrong = Box::pin(world.guide.confirm_number(&browser, &id, &other_than(&code))).await.unwrap();
    assert_eq!((problem(&wrong), &wrong.step), ("error-code-wrong", &Step::Phone));
    let travel = Box::pin(world.guide.confirm_number(&browser, &id, &code)).await.unwrap();
    assert_eq!(travel.step, Step::Permission);
    world.finish(&mut browser, travel).await;
    let account = world.account(ADDRESS).await.unwrap();
    assert_eq!(account.phone.as_deref(), Some("+4915112345678"));
    assert!(account.phone_verified_at.is_some());
});
