use super::{
    super::{sent_code::EXPIRED, testing},
    *,
};
use crate::{clock::Timestamp, random::Random};

fn factor() -> DotGrid {
    DotGrid::from_config(&testing::config(), &testing::vault())
}

fn scene(seed: u64, seconds: i64, proved: bool) -> Scene {
    Scene {
        now: Timestamp::from_seconds(1_800_000_000 + seconds),
        random: Random::seeded(seed),
        decoy_key: [9; 32],
        host: "id.example.org".into(),
        identifier: "alice".into(),
        proved,
    }
}

fn alice() -> Vec<Bound<Address>> {
    let credential = Address("alice@example.org".into());
    vec![Bound { authenticator_id: String::new(), version: 0, high_water: None, credential }]
}

fn answer(path: &str) -> Submission {
    Submission::of([("code".to_owned(), path.to_owned())])
}

fn code(challenge: &Challenge<Sent>) -> String {
    challenge.send[0].context["code"].as_str().unwrap().to_owned()
}

fn refusal(verdict: Verdict<Address>) -> Reason {
    match verdict {
        Verdict::Refused(reason) => reason,
        Verdict::Verified(_) => panic!("verified"),
    }
}

#[test]
fn the_path_goes_to_the_proved_address_and_only_its_digest_stays() {
    let person = Person {
        account_id: "1".into(),
        username: "alice".into(),
        email: Some("alice@example.org".into()),
        phone: Some("+4915123456789".into()),
    };
    assert_eq!(factor().implied(&person).unwrap().0, "alice@example.org");
    assert!(factor().implied(&Person { email: None, ..person }).is_none());
    let asked = factor().challenge(&alice(), &scene(7, 0, true));
    let code = code(&asked);
    assert_eq!(Pattern::read(&code).unwrap().to_string(), code);
    let message = &asked.send[0];
    assert_eq!(
        (message.channel, message.to.as_str(), message.template),
        (Channel::Mail, "alice@example.org", "dot_grid")
    );
    let kept = serde_json::to_string(&asked.secret).unwrap() + &asked.page.to_string();
    assert!(!kept.contains(&code), "{kept}");
    assert_eq!(asked.page["sent_to"], "a•••@example.org");
}

#[test]
fn the_right_path_proves_the_address_however_it_is_written() {
    let asked = factor().challenge(&alice(), &scene(7, 0, true));
    for typed in
        [code(&asked), code(&asked).replace('-', " "), format!(" {} ", code(&asked).replace('-', ", "))]
    {
        let verdict = factor().verify(&alice(), &asked.secret, &answer(&typed), &scene(7, 599, true));
        let Verdict::Verified(verified) = verdict else { panic!("refused {typed:?}") };
        assert_eq!(
            (verified.amr, verified.characters),
            (vec!["dot_grid".to_owned()], vec![Character::Address])
        );
    }
    let late = factor().verify(&alice(), &asked.secret, &answer(&code(&asked)), &scene(7, 600, true));
    assert_eq!(refusal(late), EXPIRED);
}

#[test]
fn other_paths_are_refused_and_what_is_no_path_spends_no_try() {
    let asked = factor().challenge(&alice(), &scene(7, 0, true));
    let code = code(&asked);
    let verify =
        |typed: &str| refusal(factor().verify(&alice(), &asked.secret, &answer(typed), &scene(7, 1, true)));
    let backwards: Vec<&str> = code.split('-').rev().collect();
    assert_eq!(verify(&backwards.join("-")), WRONG, "the same dots the other way round");
    assert_eq!(verify(" "), MISSING);
    assert_eq!(verify("1 2 3"), MALFORMED);
    assert_eq!(factor().screen(&answer("1 2 3 4 5 5")), Err(MALFORMED));
    assert_eq!(factor().screen(&answer("1 2 3 4 5 6")), Ok(()));
    let other = factor().challenge(&alice(), &scene(8, 0, true));
    assert_eq!(refusal(factor().verify(&alice(), &other.secret, &answer(&code), &scene(7, 1, true))), WRONG);
    let moved = vec![Bound { credential: Address("new@example.org".into()), ..alice()[0].clone() }];
    assert_eq!(refusal(factor().verify(&moved, &asked.secret, &answer(&code), &scene(7, 1, true))), WRONG);
}

#[test]
fn an_unknown_account_gets_the_same_page_and_nothing_is_sent() {
    let known = factor().challenge(&alice(), &scene(7, 0, false));
    let unknown = factor().challenge(&[], &scene(7, 0, false));
    assert_eq!(known.page, unknown.page);
    assert!(unknown.send.is_empty());
    let drawn = answer(&code(&known));
    assert_eq!(refusal(factor().verify(&[], &unknown.secret, &drawn, &scene(7, 0, false))), WRONG);
}
