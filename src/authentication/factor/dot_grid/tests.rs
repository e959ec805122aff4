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

fn alice() -> Vec<Bound<Reach>> {
    let credential = Reach { mail: Some("alice@example.org".into()), phone: None };
    vec![Bound { authenticator_id: String::new(), version: 0, high_water: None, credential }]
}

fn answer(path: &str) -> Submission {
    Submission::of([("code".to_owned(), path.to_owned())])
}

fn code(challenge: &Challenge<Posted>) -> String {
    challenge.send[0].context["code"].as_str().unwrap().to_owned()
}

fn refusal(verdict: Verdict<Reach>) -> Reason {
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
    let reach = factor().implied(&person).unwrap();
    assert_eq!(
        (reach.mail.as_deref(), reach.phone),
        (Some("alice@example.org"), None),
        "no texts are sent here"
    );
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
    let moved = vec![Bound {
        credential: Reach { mail: Some("new@example.org".into()), phone: None },
        ..alice()[0].clone()
    }];
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

fn with_texts(calling_codes: &[u16]) -> DotGrid {
    let mut config = testing::config();
    config.sms.transport = crate::config::SmsTransport::Capture;
    config.sms.calling_codes = calling_codes.to_vec();
    DotGrid::from_config(&config, &testing::vault())
}

fn bound(reach: Option<Reach>) -> Vec<Bound<Reach>> {
    let bound =
        |credential| Bound { authenticator_id: String::new(), version: 0, high_water: None, credential };
    reach.map(bound).into_iter().collect()
}

#[test]
fn a_proved_number_gets_the_path_instead_if_its_owner_says_so() {
    let person = Person {
        account_id: "1".into(),
        username: "alice".into(),
        email: Some("alice@example.org".into()),
        phone: Some("+4915123456789".into()),
    };
    let factor = with_texts(&[49]);
    let alice = bound(factor.implied(&person));
    let mailed = factor.challenge(&alice, &scene(7, 0, true));
    assert_eq!((mailed.send[0].channel, &mailed.page["other"]), (Channel::Mail, &json!("sms")));
    let texted = factor.challenge_by(Channel::Sms, &alice, &scene(8, 0, true)).unwrap();
    let message = &texted.send[0];
    assert_eq!((message.channel, message.to.as_str()), (Channel::Sms, "+4915123456789"));
    assert_eq!((&texted.page["sent_to"], &texted.page["other"]), (&json!("+49 •••••••89"), &json!("mail")));
    let judge =
        |posted: &Posted, path: &str| factor.verify(&alice, posted, &answer(path), &scene(7, 1, true));
    assert!(matches!(judge(&texted.secret, &code(&texted)), Verdict::Verified(_)));
    assert_eq!(refusal(judge(&texted.secret, &code(&mailed))), WRONG, "the mailed path died");
    let lost = bound(factor.implied(&Person { phone: None, ..person.clone() }));
    let verdict = factor.verify(&lost, &texted.secret, &answer(&code(&texted)), &scene(7, 1, true));
    assert_eq!(refusal(verdict), WRONG, "the number is not theirs any more");
    assert!(factor.challenge_by(Channel::Sms, &lost, &scene(8, 0, true)).is_none());
    // Before anything is proved nobody learns that there is a number.
    let early = factor.challenge(&alice, &scene(7, 0, false));
    assert_eq!(early.page["other"], serde_json::Value::Null);
    // Numbers that are not served get nothing; who has only a number gets it there.
    assert!(with_texts(&[1]).implied(&person).unwrap().phone.is_none());
    let phone_only = bound(factor.implied(&Person { email: None, ..person }));
    assert_eq!(factor.challenge(&phone_only, &scene(7, 0, true)).send[0].channel, Channel::Sms);
}
