//! Making an account as a browser meets it: for an application and without one, what a stranger can tell from the pages, and
//! everything that people and machines put into the fields.

use std::collections::BTreeSet;

use super::{profile::PAYLOADS, *};
use crate::{
    administration::invitation::{Terms, Wanted},
    config::{Level, RegistrationMode},
    on_both,
};

const ADDRESS: &str = "new@example.org";
const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

fn on(config: &mut Config) {
    config.registration.mode = RegistrationMode::On;
}

fn asking(config: &mut Config) {
    on(config);
    config.registration.require = ["given_name", "birthdate", "locale"].map(str::to_owned).to_vec();
    config.registration.terms_version = Some("7".into());
    config.registration.terms_uri = Some("https://example.org/terms".into());
}

impl World {
    /// A browser that nobody has signed in with.
    fn stranger(&self, email: &str) -> Person {
        Person {
            account_id: String::new(),
            email: email.into(),
            browser: self.site.random.token(),
            session: None,
            parked: Vec::new(),
        }
    }

    /// A registration behind its code and its password; where it leads.
    async fn registered(&self, person: &mut Person, first: &str) -> String {
        let path = self.get(person, first).await.location().to_owned();
        let email = person.email.clone();
        let path = self.post(person, &path, &[("username", &email)]).await.location().to_owned();
        let code = self.code_to(&email, "register").await;
        let path = self.post(person, &path, &[("code", &code)]).await.location().to_owned();
        assert!(path.ends_with("/enrol/password"), "{path}");
        let answer = self.post(person, &path, &[("password", "zebra lamp 9 quartz")]).await;
        keep_cookies(person, &answer);
        answer.location().to_owned()
    }

    async fn named(&self, name: &str) -> Account {
        let mut reader = self.site.database.read().await.unwrap();
        storage::account::find_by_name(&mut reader, name).await.unwrap().unwrap()
    }

    async fn set(&self, person: &Person, adjust: impl FnOnce(&mut Account)) {
        let mut account = self.account(person).await.unwrap();
        adjust(&mut account);
        let state = account.state;
        self.write(move |write| {
            Box::pin(async move {
                storage::account::update(write, &account, START).await?;
                storage::account::set_state(write, &account.account_id, state, START).await
            })
        })
        .await;
    }
}

on_both!(an_application_sends_somebody_to_register_and_gets_them_back_signed_in, |db| async move {
    let world = World::with(db, on).await;
    let mut person = world.stranger(ADDRESS);
    let request = format!(
        "/authorize?client_id=shop&response_type=code&scope=openid&redirect_uri=https%3A%2F%2Fshop.example%2Fcb&state=s\
         &code_challenge={CHALLENGE}&code_challenge_method=S256&prompt=create"
    );
    let consent = world.registered(&mut person, &request).await;
    assert!(consent.starts_with("/consent/"), "{consent}");
    let journey = consent.rsplit('/').next().unwrap();
    let csrf = world.site.csrf.token(&person.browser, journey);
    let page = world.page(&person, &consent).await;
    let asked = page.split("name=\"account\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    // Without the account that was asked it is no answer.
    let body = encoded(&[("csrf", &csrf), ("consent-allow", "1")]);
    let again = world.raw(&person, &consent, &body, "same-origin").await;
    assert_eq!(again.location(), consent);
    let body = encoded(&[("csrf", &csrf), ("account", asked), ("consent-allow", "1")]);
    let back = world.raw(&person, &consent, &body, "same-origin").await;
    assert!(back.location().starts_with("https://shop.example/cb?"), "{}", back.location());
    assert!(back.location().contains("code="), "{}", back.location());
    keep_cookies(&mut person, &back);
    assert!(world.page(&person, "/account").await.contains("new@example.org"));
    let (empty, _scratch) = crate::storage::testing::sqlite().await;
    let closed = World::new(empty).await;
    let refused = closed.get(&closed.stranger(ADDRESS), &request).await;
    assert!(refused.location().contains("error=invalid_request"), "{}", refused.location());
    let refused = closed.get(&closed.stranger(ADDRESS), "/register").await;
    assert_eq!(refused.status, 403);
});

on_both!(an_invitation_opens_the_page_and_is_spent_by_the_account, |db| async move {
    let world = World::with(db, |config| config.registration.mode = RegistrationMode::Invitation).await;
    let gives = crate::storage::invitation::Invitation { email: Some(ADDRESS.into()), groups: Vec::new() };
    let wanted = Wanted { gives, ..Wanted::default() };
    let terms = Terms::from_config(&world.site.in_force().config);
    let link = world.site.invitations().issue(wanted, &terms).await.unwrap().link.unwrap();
    let link = link.strip_prefix(ORIGIN).unwrap().to_owned();
    for _ in 0..2 {
        // Whatever fetches addresses spends nothing.
        let opened = world.get(&world.stranger(ADDRESS), &link).await;
        assert!(opened.location().ends_with("/identifier"));
    }
    let mut person = world.stranger(ADDRESS);
    let path = world.get(&person, &link).await.location().to_owned();
    assert!(
        world.page(&person, &path).await.contains("value=\"new@example.org\""),
        "the address is there already"
    );
    assert_eq!(world.registered(&mut person, &link).await, "/account");
    for gone in [link.as_str(), "/register?invitation=guessed", "/register"] {
        assert_eq!(world.get(&world.stranger(ADDRESS), gone).await.status, 403, "{gone}");
    }
});

on_both!(no_script_in_a_field_of_a_new_account_is_ever_markup, |db| async move {
    let world = World::with(db, asking).await;
    let mut person = world.stranger(ADDRESS);
    let path = world.registered(&mut person, "/register").await;
    assert!(path.ends_with("/details"), "{path}");
    for payload in PAYLOADS {
        for field in ["given_name", "birthdate", "locale", "terms"] {
            let mut form =
                vec![("given_name", "Ada"), ("birthdate", "1990"), ("locale", "en"), ("terms", "no")];
            form.iter_mut().find(|(name, _)| *name == field).unwrap().1 = payload;
            let answer = world.post(&person, &path, &form).await;
            assert_eq!(answer.location(), path, "{field}: {payload}");
            let html = world.page(&person, &path).await;
            assert_eq!(html.matches("<script").count(), 1, "{field}: {payload}");
            assert!(!html.contains(payload) || !payload.contains(['<', '"', '\'']), "{field}: {payload}");
        }
    }
    for hidden in ["a\u{202e}b", "a\u{200b}b", "a\u{2066}b", "a\0b"] {
        let form = [("given_name", hidden), ("birthdate", "1990"), ("locale", "en"), ("terms", "7")];
        world.post(&person, &path, &form).await;
        assert!(world.page(&person, &path).await.contains("nobody can see"), "{hidden:?}");
    }
    // Fields that nobody asked for claim nothing.
    let form = [
        ("given_name", "Ada"),
        ("birthdate", "1990"),
        ("locale", "pt-br"),
        ("terms", "7"),
        ("email", "eve@example.org"),
        ("email_verified", "true"),
        ("email_verified_at", "1"),
        ("phone", "+4915112345678"),
        ("groups", "administrators"),
        ("groups[]", "administrators"),
        ("username", "admin"),
        ("account_id", "alice-id"),
        ("sub", "alice-id"),
        ("state", "active"),
        ("website", "https://example.org/"),
        ("picture", "https://evil.example/x.png"),
        ("acr", "high"),
    ];
    assert_eq!(world.post(&person, &path, &form).await.location(), "/account");
    let account = world.named(ADDRESS).await;
    assert_eq!((account.email.as_deref(), account.username.as_str()), (Some(ADDRESS), ADDRESS));
    assert_eq!((account.phone, account.groups.len()), (None, 0));
    assert_eq!((account.profile.website, account.profile.picture), (None, None));
    assert_eq!(account.profile.locale.as_deref(), Some("pt-BR"));
    assert_eq!(account.profile.name.as_deref(), Some("Ada"));
});

on_both!(a_password_of_a_hundred_megabytes_costs_nothing_but_its_refusal, |db| async move {
    let world = World::with(db, on).await;
    let person = world.stranger(ADDRESS);
    let path = world.get(&person, "/register").await.location().to_owned();
    world.post(&person, &path, &[("username", ADDRESS)]).await;
    let code = world.code_to(ADDRESS, "register").await;
    let path = world.post(&person, &path.replace("identifier", "email_code"), &[("code", &code)]).await;
    let path = path.location().to_owned();
    let huge = "x".repeat(100_000_000);
    let answer = world.post(&person, &path, &[("password", &huge)]).await;
    assert!((400..500).contains(&answer.status), "{}", answer.status);
    // What a form may hold at most is too long, which the page says.
    let long = "ж".repeat(257);
    assert_eq!(world.post(&person, &path, &[("password", &long)]).await.location(), path);
    assert!(world.page(&person, &path).await.contains("That password is too long"));
});

/// A page without what differs for every visitor and every name.
fn masked(html: &str, name: &str) -> String {
    let mut text = html.to_owned();
    for (start, end) in [
        ("name=\"csrf\" value=\"", "\""),
        ("name=\"journey\" value=\"", "\""),
        ("nonce=\"", "\""),
        ("/login/", "/"),
        ("data-options=\"", "\""),
        ("data-question=\"", "\""),
    ] {
        let mut parts = text.split(start).map(str::to_owned).collect::<Vec<_>>();
        for part in parts.iter_mut().skip(1) {
            *part = part.split_once(end).map_or(String::new(), |(_, rest)| rest.to_owned());
        }
        text = parts.join(start);
    }
    let first = name.chars().next().unwrap();
    text.replace(name, "NAME").replace(&format!("{first}•••@"), "x•••@")
}

on_both!(nobody_can_tell_from_a_page_whether_there_is_an_account, |db| async move {
    let world = World::with(db, |config| {
        on(config);
        // One network asks for all of it here.
        config.email_code.per_network_per_hour = 1_000;
    })
    .await;
    world.person("alice").await;
    let disabled = world.person("carol").await;
    world.set(&disabled, |account| account.state = State::Disabled).await;
    let unproved = world.person("dave").await;
    world.set(&unproved, |account| account.email_verified_at = None).await;
    let names = ["alice@example.org", "nobody@example.org", "carol@example.org", "dave@example.org"];
    let wrong: &[(&str, &str)] = &[("password", "wrong horse battery"), ("code", "000000")];
    let mut seen: Vec<BTreeSet<(usize, u16, String)>> = Vec::new();
    for name in names {
        let mut answers = BTreeSet::new();
        // Sign in; recover; register: the name, a wrong answer, another message.
        for way in ["sign-in", "recover", "register"] {
            let person = world.stranger(name);
            let first = if way == "register" { "/register" } else { "/account" };
            let mut path = world.get(&person, first).await.location().to_owned();
            let journey = path.split('/').nth(2).unwrap().to_owned();
            path = world.post(&person, &path, &[("username", name)]).await.location().to_owned();
            if way == "recover" {
                path = world
                    .post(&person, &format!("/login/{journey}/recover"), &[])
                    .await
                    .location()
                    .to_owned();
            }
            let journey = path.split('/').nth(2).unwrap().to_owned();
            let nothing: &[(&str, &str)] = &[];
            let resend = format!("/login/{journey}/resend");
            let posts = [(None, nothing), (Some(path.clone()), wrong), (Some(resend), nothing)];
            for (at, (to, form)) in posts.into_iter().enumerate() {
                if let Some(to) = to {
                    let answer = world.post(&person, &to, form).await;
                    path = answer.location().to_owned();
                }
                let page = world.get(&person, &path).await;
                answers.insert((at, page.status, format!("{way}: {}", masked(&page.text(), name))));
            }
        }
        assert!(answers.len() >= 8, "{}", answers.len());
        seen.push(answers);
    }
    for (name, answers) in names.iter().zip(&seen) {
        let new: Vec<_> = answers.difference(&seen[0]).collect();
        assert!(new.is_empty(), "{name}: {new:#?}");
    }
});

/// How somebody comes to the first answer that could tell of an account.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Way {
    SignIn,
    /// A mailed code is asked for first.
    Code,
    Recover,
    Register,
}

/// How long `way` takes with each of these names, in microseconds, sorted. The names take turns, so that whatever else the machine does
/// meets all of them alike.
async fn times(world: &World, names: &[&str], tries: usize, way: Way) -> Vec<Vec<u128>> {
    let mut taken: Vec<Vec<u128>> = vec![Vec::new(); names.len()];
    for turn in 0..tries {
        for place in 0..names.len() {
            // Who is first in a turn changes: the one after a pause may be slower.
            let at = (place + turn) % names.len();
            let person = world.stranger(names[at]);
            let first = if way == Way::Register { "/register" } else { "/account" };
            let path = world.get(&person, first).await.location().to_owned();
            let began = std::time::Instant::now();
            let next = world.post(&person, &path, &[("username", names[at])]).await.location().to_owned();
            if way == Way::Recover {
                let journey = path.split('/').nth(2).unwrap();
                world.post(&person, &format!("/login/{journey}/recover"), &[]).await;
            } else {
                let wrong: &[(&str, &str)] = &[("password", "wrong horse battery"), ("code", "000000")];
                world.post(&person, &next, wrong).await;
            }
            taken[at].push(began.elapsed().as_micros());
        }
        // The postman empties the outbox; a full one is looked through for longer, and then refuses.
        let now = world.clock.now();
        let mut reader = world.site.database.read().await.unwrap();
        let due = storage::outbox::due(&mut reader, "mail", now, 100).await.unwrap();
        drop(reader);
        world
            .write(move |write| {
                Box::pin(async move {
                    for id in &due {
                        storage::outbox::sent(write, id, now, false).await?;
                    }
                    Ok(())
                })
            })
            .await;
    }
    taken.iter_mut().for_each(|times| times.sort_unstable());
    taken
}

/// Somebody of each kind, whom nothing stops from trying.
async fn patient(database: Database, way: Way) -> World {
    let world = World::with(database, |config| {
        on(config);
        config.email_code.per_network_per_hour = 1_000_000;
        config.email_code.per_address_per_hour = 1_000_000;
        config.throttle.tries_per_window = 1_000_000;
        config.throttle.disable_after = 1_000_000;
        if way == Way::Code {
            let chain = ["email_code", "password"].map(|kind| vec![kind.to_owned()]).to_vec();
            config.policy.levels.0 = vec![Level { acr: "mail".into(), chains: vec![chain] }];
            config.policy.default_level = "mail".into();
        }
    })
    .await;
    world.person("alice").await;
    let disabled = world.person("carol").await;
    world.set(&disabled, |account| account.state = State::Disabled).await;
    let unproved = world.person("dave").await;
    world.set(&unproved, |account| account.email_verified_at = None).await;
    world
}

/// `DOORWARD_TRIES=2000 cargo test it_takes_the_same_time` is the measure; the few here find a way that is much longer. That as
/// much is written for every name is tested by itself.
#[tokio::test]
async fn it_takes_the_same_time_whether_there_is_an_account() {
    let tries: usize = std::env::var("DOORWARD_TRIES").map_or(24, |tries| tries.parse().unwrap());
    let names = [
        "nobody@example.org",
        "no-one@example.org",
        "alice@example.org",
        "carol@example.org",
        "dave@example.org",
    ];
    let what = ["nobody", "nobody, again", "known", "disabled", "unproved"];
    for way in [Way::SignIn, Way::Code, Way::Recover, Way::Register] {
        // What the ways before left in the tables is nothing to this one.
        let (database, _scratch) = crate::storage::testing::sqlite().await;
        let world = patient(database, way).await;
        let times = times(&world, &names, tries, way).await;
        let part = |times: &[u128], quarter: usize| times[(times.len() - 1) * quarter / 4];
        let middles: Vec<u128> = times.iter().map(|times| part(times, 2)).collect();
        println!(
            "\n| {way:?}, {tries} tries each | microseconds, middle | middle half of the tries |\n| --- | --- | --- |"
        );
        for (what, times) in what.iter().zip(&times) {
            println!("| {what} | {} | {} to {} |", part(times, 2), part(times, 1), part(times, 3));
        }
        // A middle is off by 0.93 middle halves over the root of the tries (one standard error), the difference of two by half as
        // much again; four of these are noise, and so is what two names differ by that nobody has.
        let half = |times: &[u128]| part(times, 3) - part(times, 1);
        let root = u128::try_from(tries).unwrap().isqrt().max(1);
        let widest = times.iter().map(|times| half(times)).max().unwrap();
        let noise = (21 * widest / (4 * root)).max(middles[0].abs_diff(middles[1]));
        // A few tries on a busy machine tell no more than that nobody waits twice as long: a hash that is not made.
        let share = if tries < 1_000 { 1 } else { 20 };
        let most = middles[0] / share + noise;
        println!("\n| may differ by | {most}, of which noise {noise} |");
        for (what, middle) in what.iter().zip(&middles) {
            assert!(middle.abs_diff(middles[0]) <= most, "{way:?}: {what} takes {middle}, {middles:?}");
        }
    }
}
