//! In which language somebody is spoken to, on pages and in mails.

use super::*;

async fn reads(world: &World, person: &Person, locale: &str) {
    let (account_id, locale, now) = (person.account_id.clone(), locale.to_owned(), world.clock.now());
    world
        .write(move |write| {
            Box::pin(async move {
                let mut account = account::find(write, &account_id).await?.unwrap();
                account.profile.locale = Some(locale);
                account::update(write, &account, now).await
            })
        })
        .await;
}

async fn language(world: &World, person: &Person) -> Language {
    let mut reader = world.database.read().await.unwrap();
    account::find(&mut reader, &person.account_id).await.unwrap().unwrap().language
}

fn asking(world: &World, browser: &str) -> Visitor {
    Visitor { language: browser.into(), ..world.browser() }
}

async fn begin(world: &World, visitor: &Visitor, asked: Option<&str>) -> String {
    let opening = Opening {
        purpose: Purpose::SignIn,
        errand: Errand::none(),
        heading: Heading { language: asked.map(str::to_owned), ..Heading::default() },
        demand: Demand::default(),
    };
    Box::pin(world.guide.begin(visitor, opening)).await.unwrap().journey_id
}

on_both!(a_saved_language_shows_once_something_was_proved_and_not_before, |db| async move {
    let world = World::new(db).await;
    let alice = world.person("alice", false).await;
    reads(&world, &alice, "de-AT").await;
    let browser = asking(&world, "fr");
    let spoken = |travel: &Travel| world.guide.language(&browser, travel);
    for name in ["alice", "nobody"] {
        let id = begin(&world, &browser, None).await;
        assert_eq!(spoken(&world.load(&browser, &id).await), "fr");
        assert_eq!(spoken(&world.identify(&browser, &id, name).await), "fr", "{name}");
        assert_eq!(spoken(&world.password(&browser, &id, "wrong").await), "fr", "{name}");
    }
    let id = world.named(&browser, "alice").await;
    assert_eq!(spoken(&world.password(&browser, &id, PASSWORD).await), "de");
    let mail = world.mails().await.remove(0);
    assert_eq!((mail.template.as_str(), mail.locale.as_str()), ("code", "de"));
    // Another name, and nothing is known any more.
    assert_eq!(spoken(&world.restart(&browser, &id).await), "fr");
});

on_both!(a_choice_comes_first_then_the_client_then_the_account, |db| async move {
    let world = World::new(db).await;
    let alice = world.person("alice", false).await;
    reads(&world, &alice, "de").await;
    let browser = asking(&world, "fr");
    let id = begin(&world, &browser, Some("ja")).await;
    world.identify(&browser, &id, "alice").await;
    let travel = world.password(&browser, &id, PASSWORD).await;
    assert_eq!(world.guide.language(&browser, &travel), "ja");
    assert_eq!(world.mails().await.remove(0).locale, "ja");
    world.guide.speak(&browser, &id, "ar").await.unwrap();
    let travel = world.load(&browser, &id).await;
    assert_eq!(world.guide.language(&browser, &travel), "ar");
});

on_both!(a_choice_changes_nothing_else_about_a_journey, |db| async move {
    let world = World::new(db).await;
    let alice = world.person("alice", false).await;
    let mut browser = asking(&world, "en");
    let (id, before) = world.second_step(&browser, "alice").await;
    let code = world.mailed_code(&alice).await;
    world.guide.speak(&browser, &id, "hi").await.unwrap();
    let after = world.load(&browser, &id).await;
    assert_eq!((&after.step, problem(&after)), (&before.step, problem(&before)));
    assert_eq!(after.journey.pending.unwrap().sends, 1);
    assert_eq!(world.mails().await.len(), 1, "nothing was sent again");
    let stranger = world.browser();
    assert!(matches!(world.guide.speak(&stranger, &id, "ja").await, Err(Error::OtherBrowser)));
    assert!(matches!(world.guide.speak(&browser, "none", "ja").await, Err(Error::Gone)));
    let travel = world.code(&browser, &id, "email_code", &code).await;
    assert_eq!(world.guide.language(&browser, &travel), "hi");
    world.finish(&mut browser, travel).await;
    assert!(matches!(world.guide.speak(&browser, &id, "ja").await, Err(Error::Gone)));
    assert_eq!(language(&world, &alice).await, Language { tag: Some("hi".into()), chosen: true });
});

on_both!(the_language_of_a_sign_in_is_kept_until_one_is_chosen, |db| async move {
    let world = World::new(db).await;
    let alice = world.person("alice", true).await;
    let seen = |tag: &str, chosen| Language { tag: Some(tag.into()), chosen };
    world.sign_in(&mut asking(&world, "fr"), &alice, Demand::default()).await;
    assert_eq!(language(&world, &alice).await, seen("fr", false));
    let mut browser = asking(&world, "ja");
    world.sign_in(&mut browser, &alice, Demand::default()).await;
    assert_eq!(language(&world, &alice).await, seen("ja", false));
    world.guide.speak_always(&browser, "de").await.unwrap();
    assert_eq!(language(&world, &alice).await, seen("de", true));
    world.sign_in(&mut asking(&world, "es"), &alice, Demand::default()).await;
    assert_eq!(language(&world, &alice).await, seen("de", true));
    // Whoever is not signed in chooses for nobody.
    world.guide.speak_always(&asking(&world, "en"), "en").await.unwrap();
    assert_eq!(language(&world, &alice).await, seen("de", true));
});

on_both!(a_notice_is_in_its_owners_language_whoever_caused_it, |db| async move {
    let world = World::with(db, |setup| setup.settings.limits.disable_after = 1).await;
    for (name, saved, signs_in, expected) in [
        ("alice", Some("zh-CN"), "fr", "zh-Hans"),
        ("bob", None, "fr", "fr"),
        ("carol", Some("tlh"), "pt", "pt"),
    ] {
        let person = world.person(name, true).await;
        if let Some(locale) = saved {
            reads(&world, &person, locale).await;
        }
        world.sign_in(&mut asking(&world, signs_in), &person, Demand::default()).await;
        let thief = asking(&world, "ar");
        let (id, _) = world.second_step(&thief, name).await;
        world.code(&thief, &id, "totp", "000000").await;
        let mails = world.mails().await.into_iter();
        let notice = mails.filter(|mail| mail.template == "notice").find(|mail| mail.to == person.email);
        assert_eq!(notice.unwrap().locale, expected, "{name}");
    }
});
