//! Which names have an account shows in nothing that a stranger can see.

use super::*;

/// All that a page is made of, as bytes.
fn all_shown(travel: &Travel, name: &str) -> String {
    let pending = travel.journey.pending.as_ref().map(|pending| {
        json!({
            "kind": pending.kind, "page": without_chance(&pending.page), "tries": pending.tries, "sends": pending.sends,
            "resend_at": pending.resend_at, "refused": pending.send_refused_until,
        })
    });
    let problem = serde_json::to_value(&travel.journey.problem).unwrap();
    let nameless: Vec<_> =
        travel.nameless().iter().map(|asked| json!([asked.kind, without_chance(&asked.page)])).collect();
    let all = json!({
        "step": format!("{:?}", travel.step), "pending": pending, "nameless": nameless, "problem": problem,
        "notice": travel.journey.notice, "typed": travel.journey.typed,
    });
    all.to_string().replace(name, "NAME")
}

/// A page as it would be were its challenge not another one each time.
fn without_chance(page: &Value) -> Value {
    let mut page = page.clone();
    for (field, chance) in [("options", "challenge"), ("question", "nonce")] {
        if let Some(text) = page.get(field).and_then(Value::as_str) {
            let mut asked: Value = serde_json::from_str(text).unwrap();
            assert!(asked[chance].take().is_string());
            page[field] = asked;
        }
    }
    page
}

/// Everything a stranger may do with a name: guess on, ask for a code, guess that, ask again, come back.
async fn probe(world: &World, name: &str, levels: &[&str]) -> Vec<String> {
    let browser = world.browser();
    let demand = || Demand {
        levels: levels.iter().map(ToString::to_string).collect(),
        essential: true,
        ..Demand::default()
    };
    let mut seen = Vec::new();
    let mut note = |travel: &Travel| seen.push(all_shown(travel, name));
    let id = world.begin(&browser, demand()).await.journey_id;
    note(&world.identify(&browser, &id, name).await);
    note(&world.load(&browser, &id).await);
    for _ in 0..12 {
        note(&world.password(&browser, &id, WRONG).await);
    }
    note(&world.choose(&browser, &id, "totp").await);
    note(&world.choose(&browser, &id, "registered_device").await);
    note(&world.choose(&browser, &id, "email_code").await);
    for _ in 0..7 {
        // Once in a million this is right; the seed of these tests says it is not.
        note(&world.code(&browser, &id, "email_code", "271828").await);
    }
    for _ in 0..7 {
        note(&world.resend(&browser, &id).await);
        world.clock.advance(Duration::from_mins(1));
    }
    note(&world.choose(&browser, &id, "password").await);
    world.clock.advance(Duration::from_mins(15));
    let id = world.begin(&browser, demand()).await.journey_id;
    note(&world.identify(&browser, &id, name).await);
    for _ in 0..2 {
        note(&world.password(&browser, &id, WRONG).await);
    }
    note(&world.restart(&browser, &id).await);
    seen
}

on_both!(an_unknown_name_is_shown_what_a_known_one_is, |db| async move {
    let world = World::with(db, |setup| setup.settings.limits.disable_after = 12).await;
    // One first letter, since the page shows that of a typed address.
    world.person("a-with-an-app", true).await;
    world.person("a-with-mail", false).await;
    let disabled = world.person("a-disabled", true).await;
    world.disable(&disabled).await;
    // One after another, so each at the same distance from its beginning.
    for levels in [&[][..], &["one"], &["two"], &["aal2"], &["aal2", "one"]] {
        let mut answers = Vec::new();
        for name in ["a-nobody", "a-with-an-app", "a-with-mail", "a-disabled"] {
            let name = format!("{name}@example.org");
            let began = world.clock.now();
            let seen = probe(&world, &name, levels).await;
            let relative = |text: &String| relative(text, began);
            answers.push((name, seen.iter().map(relative).collect::<Vec<_>>()));
            // Windows and hours pass, so that every name starts alike.
            world.clock.advance(Duration::from_hours(2));
        }
        let (_, expected) = answers.remove(0);
        for (name, seen) in answers {
            for (at, (seen, expected)) in seen.iter().zip(&expected).enumerate() {
                assert_eq!(seen, expected, "{name}, levels {levels:?}, page {at}");
            }
        }
    }
});

/// Moments as the time since `began`.
fn relative(text: &str, began: Timestamp) -> String {
    let mut out = String::new();
    let mut digits = String::new();
    for character in text.chars().chain(std::iter::once(' ')) {
        if character.is_ascii_digit() {
            digits.push(character);
            continue;
        }
        match digits.parse::<i64>() {
            Ok(number) if digits.len() >= 13 => out += &format!("+{}", number - began.0),
            _ => out += &digits,
        }
        digits.clear();
        out.push(character);
    }
    out
}

on_both!(the_password_page_of_a_known_name_depends_on_nothing_but_what_was_typed, |db| async move {
    let world = World::new(db).await;
    world.person("alice", true).await;
    world.somebody("bob", false, false).await;
    let mut pages = Vec::new();
    for name in ["alice", "bob", "carol"] {
        for minimum in ["one", "two", "aal2"] {
            let browser = world.browser();
            let demand = Demand { minimum: Some(minimum.into()), ..Demand::default() };
            let id = world.begin(&browser, demand).await.journey_id;
            let travel = world.identify(&browser, &id, name).await;
            let page = travel.journey.pending.as_ref().map(|pending| pending.page.to_string());
            pages.push((travel.step, page, travel.journey.typed.replace(name, "NAME")));
        }
    }
    for page in &pages {
        assert_eq!(page, &pages[0]);
    }
});

on_both!(tries_of_unknown_names_are_counted_like_those_of_known_ones, |db| async move {
    let world = World::new(db).await;
    world.person("alice", true).await;
    for (name, other) in [("alice", "ALICE"), ("nobody", "\u{ff2e}OBODY ")] {
        let mut said = Vec::new();
        for at in 0..12 {
            let browser = world.browser();
            let id = world.named(&browser, if at % 2 == 0 { name } else { other }).await;
            said.push(problem(&world.password(&browser, &id, WRONG).await).to_owned());
        }
        let expected: Vec<_> =
            (0..12).map(|at| if at < 10 { "error-password-wrong" } else { "error-too-many-tries" }).collect();
        assert_eq!(said, expected, "{name}");
    }
});
