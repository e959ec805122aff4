use std::time::Duration;

use super::{
    super::sent_code::{EXPIRED, MALFORMED},
    *,
};
use crate::{clock::Timestamp, random::Random};

fn factor() -> EmailCode {
    EmailCode::new(Settings { lifetime: Duration::from_mins(10), tries: 5, key: [3; 32] })
}

fn scene(identifier: &str) -> Scene {
    Scene {
        now: Timestamp::from_seconds(1_800_000_000),
        random: Random::seeded(7),
        decoy_key: [9; 32],
        host: "id.example.org".into(),
        identifier: identifier.into(),
        proved: false,
    }
}

fn alice() -> Vec<Bound<Address>> {
    let person = Person {
        account_id: "1".into(),
        username: "alice".into(),
        email: Some("alice@example.org".into()),
        phone: None,
    };
    let credential = factor().implied(&person).unwrap();
    vec![Bound { authenticator_id: String::new(), version: 0, high_water: None, credential }]
}

fn answer(code: &str) -> Submission {
    Submission::of([("code".to_owned(), code.to_owned())])
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
fn the_code_goes_to_the_proved_address_and_only_its_digest_stays() {
    let challenge = factor().challenge(&alice(), &scene("alice@example.org"));
    let code = code(&challenge);
    assert_eq!(code.len(), 6);
    assert_eq!(challenge.send.len(), 1);
    assert_eq!((challenge.send[0].to.as_str(), challenge.send[0].template), ("alice@example.org", "code"));
    assert_eq!(challenge.send[0].lives, Duration::from_mins(10));
    let kept = serde_json::to_string(&challenge.secret).unwrap() + &challenge.page.to_string();
    assert!(!kept.contains(&code), "{kept}");
    assert_eq!(challenge.page["sent_to"], "a•••@example.org");
}

#[test]
fn the_right_code_proves_the_address_however_it_is_spaced() {
    let challenge = factor().challenge(&alice(), &scene("alice"));
    let code = code(&challenge);
    let spaced = format!(" {} {} ", &code[..3], &code[3..]);
    for typed in [code.clone(), spaced] {
        let verdict = factor().verify(&alice(), &challenge.secret, &answer(&typed), &scene("alice"));
        let Verdict::Verified(verified) = verdict else { panic!("refused {typed:?}") };
        assert_eq!((verified.amr, verified.characters), (vec!["email".to_owned()], vec![Character::Address]));
    }
}

#[test]
fn other_codes_are_refused_and_what_is_no_code_spends_no_try() {
    let challenge = factor().challenge(&alice(), &scene("alice"));
    let right: u32 = code(&challenge).parse().unwrap();
    let verify =
        |typed: &str| refusal(factor().verify(&alice(), &challenge.secret, &answer(typed), &scene("alice")));
    assert_eq!(verify(&format!("{:06}", (right + 1) % 1_000_000)), WRONG);
    assert_eq!(verify(""), MISSING);
    assert_eq!(verify("  "), MISSING);
    assert_eq!(verify("12345"), MALFORMED);
    assert_eq!(verify("password"), MALFORMED);
    assert_eq!(factor().screen(&answer("12345")), Err(MALFORMED));
    assert_eq!(factor().screen(&answer("123 456")), Ok(()));
}

#[test]
fn a_code_ends_after_its_lifetime() {
    let challenge = factor().challenge(&alice(), &scene("alice"));
    let code = code(&challenge);
    let at = |seconds: i64| {
        let scene = Scene { now: Timestamp::from_seconds(1_800_000_000 + seconds), ..scene("alice") };
        factor().verify(&alice(), &challenge.secret, &answer(&code), &scene)
    };
    assert!(matches!(at(599), Verdict::Verified(_)));
    assert_eq!(refusal(at(600)), EXPIRED);
}

#[test]
fn a_code_belongs_to_one_challenge_one_address_and_one_key() {
    let first = factor().challenge(&alice(), &scene("alice"));
    let second = factor().challenge(&alice(), &Scene { random: Random::seeded(8), ..scene("alice") });
    let old = answer(&code(&first));
    assert_eq!(refusal(factor().verify(&alice(), &second.secret, &old, &scene("alice"))), WRONG);
    let moved = vec![Bound { credential: Address("new@example.org".into()), ..alice()[0].clone() }];
    assert_eq!(refusal(factor().verify(&moved, &first.secret, &old, &scene("alice"))), WRONG);
    let other = EmailCode::new(Settings { key: [4; 32], ..factor().0.settings });
    assert_eq!(refusal(other.verify(&alice(), &first.secret, &old, &scene("alice"))), WRONG);
}

#[test]
fn an_unknown_account_gets_the_same_page_and_nothing_is_sent() {
    for typed in ["alice@example.org", "alice", " alice@example.org ", "alice@", "@", "a b@example.org"] {
        let known = factor().challenge(&alice(), &scene(typed));
        let unknown = factor().challenge(&[], &scene(typed));
        assert_eq!(known.page, unknown.page, "{typed:?}");
        assert!(unknown.send.is_empty());
        let keys = |sent: &Sent| {
            serde_json::to_value(sent).unwrap().as_object().unwrap().keys().cloned().collect::<Vec<_>>()
        };
        assert_eq!(keys(&known.secret), keys(&unknown.secret));
        // Even the code that was drawn for nobody opens nothing.
        let drawn = code(&known);
        assert_eq!(refusal(factor().verify(&[], &unknown.secret, &answer(&drawn), &scene(typed))), WRONG);
    }
    let named = factor().challenge(&alice(), &scene("alice"));
    assert!(named.page["sent_to"].is_null(), "a user name alone must not tell the address");
    let proved = Scene { proved: true, ..scene("alice") };
    assert_eq!(factor().challenge(&alice(), &proved).page["sent_to"], "a•••@example.org");
}
