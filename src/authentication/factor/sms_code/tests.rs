use std::time::Duration;

use super::{
    super::{
        sent_code::{EXPIRED, MALFORMED, MISSING},
        testing,
    },
    *,
};
use crate::{clock::Timestamp, random::Random};

const NUMBER: &str = "+4915123456789";
const START: i64 = 1_800_000_000;

fn factor() -> SmsCode {
    SmsCode::from_config(&testing::config(), &testing::vault())
}

fn scene(seed: u64, seconds: i64) -> Scene {
    Scene {
        now: Timestamp::from_seconds(START + seconds),
        random: Random::seeded(seed),
        decoy_key: [9; 32],
        host: "id.example.org".into(),
        identifier: "alice".into(),
        proved: true,
    }
}

fn alice() -> Person {
    Person { account_id: "1".into(), username: "alice".into(), email: None, phone: None }
}

fn bound(number: &str) -> Vec<Bound<Number>> {
    let credential = Number(number.into());
    vec![Bound { authenticator_id: "a".into(), version: 3, high_water: None, credential }]
}

fn typed(fields: &[(&str, &str)]) -> Submission {
    Submission::of(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())))
}

fn code(challenge: &Challenge<Asked>) -> String {
    challenge.send[0].context["code"].as_str().unwrap().to_owned()
}

fn again(round: Result<Round<Number, Asked>, Reason>) -> Challenge<Asked> {
    match round.unwrap() {
        Round::Again(challenge) => challenge,
        Round::Done(_) => panic!("done"),
    }
}

fn refusal(round: Result<Round<Number, Asked>, Reason>) -> Reason {
    round.err().unwrap()
}

#[test]
fn a_number_is_bound_after_a_code_that_went_there() {
    let factor = factor();
    let offered = factor.offer(&alice(), &[], &scene(1, 0)).unwrap();
    assert_eq!((&offered.page["round"], &offered.page["phone"]), (&json!("number"), &json!("")));
    assert!(offered.send.is_empty());
    let typed_number = typed(&[("phone", "+49 151 23456789")]);
    let sent = again(factor.enrol(&alice(), &offered.secret, &typed_number, &scene(1, 0)));
    let message = &sent.send[0];
    assert_eq!((message.channel, message.to.as_str(), message.template), (Channel::Sms, NUMBER, "code"));
    assert_eq!(message.lives, Duration::from_mins(10));
    assert_eq!(sent.page["sent_to"], "+49 •••••••89");
    let code = code(&sent);
    let kept = serde_json::to_string(&sent.secret).unwrap() + &sent.page.to_string();
    assert!(!kept.contains(&code), "{kept}");

    let enrol = |answer: &[(&str, &str)], seconds| {
        factor.enrol(&alice(), &sent.secret, &typed(answer), &scene(2, seconds))
    };
    let wrong = if code == "000000" { "111111" } else { "000000" };
    assert_eq!(refusal(enrol(&[], 1)), MISSING);
    assert_eq!(refusal(enrol(&[("code", "12345")], 1)), MALFORMED);
    assert_eq!(refusal(enrol(&[("code", wrong)], 1)), WRONG);
    assert_eq!(refusal(enrol(&[("code", &code)], 600)), EXPIRED);
    let Round::Done(done) = enrol(&[("code", &code)], 599).unwrap() else { panic!("asked again") };
    assert_eq!((done.credential.0.as_str(), done.name.as_str()), (NUMBER, "+49 •••••••89"));
    assert_eq!((done.amr, done.characters), (vec!["sms".to_owned()], vec![Character::Address]));
}

#[test]
fn a_code_binds_no_other_number_than_the_one_it_went_to() {
    let factor = factor();
    let to = |number: &str, seed| {
        again(factor.enrol(&alice(), &Asked::Number, &typed(&[("phone", number)]), &scene(seed, 0)))
    };
    let (own, other) = (to(NUMBER, 1), to("+447400123456", 2));
    let answer = typed(&[("code", &code(&own)), ("phone", "+447400123456")]);
    assert_eq!(refusal(factor.enrol(&alice(), &other.secret, &answer, &scene(3, 0))), WRONG);
    let Ok(Round::Done(done)) = factor.enrol(&alice(), &own.secret, &answer, &scene(3, 0)) else { panic!() };
    assert_eq!(done.credential.0, NUMBER, "a number typed beside the code is not looked at");
    let unasked = typed(&[("code", "123456")]);
    assert!(factor.enrol(&alice(), &Asked::Number, &unasked, &scene(3, 0)).is_err());
}

#[test]
fn another_code_kills_the_first_and_the_number_can_be_taken_back() {
    let factor = factor();
    let first = again(factor.enrol(&alice(), &Asked::Number, &typed(&[("phone", NUMBER)]), &scene(1, 0)));
    let second = again(factor.enrol(&alice(), &first.secret, &typed(&[("again", "1")]), &scene(2, 60)));
    assert_eq!(second.send[0].to, NUMBER);
    let old = typed(&[("code", &code(&first))]);
    assert_eq!(refusal(factor.enrol(&alice(), &second.secret, &old, &scene(3, 60))), WRONG);
    let back = again(factor.enrol(&alice(), &second.secret, &typed(&[("change", "1")]), &scene(4, 60)));
    assert!(matches!(back.secret, Asked::Number) && back.send.is_empty());
}

#[test]
fn a_number_that_the_account_has_proved_is_offered_and_one_is_enough() {
    let person = Person { phone: Some(NUMBER.into()), ..alice() };
    assert_eq!(factor().offer(&person, &[], &scene(1, 0)).unwrap().page["phone"], NUMBER);
    assert!(factor().offer(&person, &bound(NUMBER), &scene(1, 0)).is_none());
}

#[test]
fn countries_that_are_not_served_get_no_code() {
    let mut config = testing::config();
    config.sms.calling_codes = vec![44];
    let factor = SmsCode::from_config(&config, &testing::vault());
    let enrol = |number| factor.enrol(&alice(), &Asked::Number, &typed(&[("phone", number)]), &scene(1, 0));
    assert_eq!(refusal(enrol(NUMBER)), UNSERVED);
    assert_eq!(again(enrol("+447400123456")).send.len(), 1);
}

#[test]
fn the_code_of_a_sign_in_proves_the_number_and_nothing_more() {
    let factor = factor();
    let asked = factor.challenge(&bound(NUMBER), &scene(1, 0));
    let answer = typed(&[("code", &code(&asked))]);
    let Verdict::Verified(verified) = factor.verify(&bound(NUMBER), &asked.secret, &answer, &scene(2, 1))
    else {
        panic!("refused")
    };
    assert_eq!((verified.authenticator_id.as_str(), verified.version), ("a", 3));
    assert_eq!((verified.amr, verified.characters), (vec!["sms".to_owned()], vec![Character::Address]));
    let refused = |bound: &[Bound<Number>], asked: &Challenge<Asked>, seconds| match factor.verify(
        bound,
        &asked.secret,
        &answer,
        &scene(2, seconds),
    ) {
        Verdict::Refused(reason) => reason,
        Verdict::Verified(_) => panic!("verified"),
    };
    assert_eq!(refused(&bound(NUMBER), &asked, 600), EXPIRED);
    assert_eq!(refused(&bound("+447400123456"), &asked, 1), WRONG, "the number changed meanwhile");
    assert_eq!(refused(&bound(NUMBER), &factor.challenge(&bound(NUMBER), &scene(5, 0)), 1), WRONG);
}

#[test]
fn an_unknown_account_gets_the_same_page_and_nothing_is_sent() {
    let factor = factor();
    let stranger = Scene { proved: false, ..scene(1, 0) };
    let (known, unknown) = (factor.challenge(&bound(NUMBER), &stranger), factor.challenge(&[], &stranger));
    assert_eq!(known.page, unknown.page);
    assert!(known.page["sent_to"].is_null() && unknown.send.is_empty());
    // Even the code that was drawn for nobody opens nothing.
    let answer = typed(&[("code", &code(&known))]);
    assert!(matches!(factor.verify(&[], &unknown.secret, &answer, &stranger), Verdict::Refused(WRONG)));
}
