use super::*;
use crate::{authentication::factor::testing, clock::Timestamp, random::Random};

fn factor() -> RecoveryCode {
    RecoveryCode::from_config(&testing::config(), &testing::vault())
}

fn scene() -> Scene {
    Scene {
        now: Timestamp::from_seconds(59),
        random: Random::seeded(7),
        decoy_key: [9; 32],
        host: "id.example.org".into(),
        identifier: "alice".into(),
        proved: true,
    }
}

fn person() -> Person {
    Person { account_id: "1".into(), username: "alice".into(), email: None, phone: None }
}

fn fields(name: &str, value: &str) -> Submission {
    Submission::of([(name.to_owned(), value.to_owned())])
}

fn enrolled(factor: &RecoveryCode) -> (Vec<String>, Vec<Bound<CodeSet>>) {
    let offered = factor.offer(&person(), &[], &scene()).unwrap();
    let codes: Vec<String> = serde_json::from_value(offered.page["codes"].clone()).unwrap();
    let Ok(Round::Done(enrolment)) =
        factor.enrol(&person(), &offered.secret, &fields("saved", "1"), &scene())
    else {
        panic!("not enrolled")
    };
    assert!(enrolment.amr.is_empty() && enrolment.characters.is_empty(), "a look at them proves nothing");
    let credential = enrolment.credential;
    (codes, vec![Bound { authenticator_id: "r1".into(), version: 4, high_water: None, credential }])
}

fn judged(factor: &RecoveryCode, bound: &[Bound<CodeSet>], code: &str) -> Result<Verified<CodeSet>, Reason> {
    match factor.verify(bound, &Offered::default(), &fields("code", code), &scene()) {
        Verdict::Verified(verified) => Ok(verified),
        Verdict::Refused(reason) => Err(reason),
    }
}

#[test]
fn ten_codes_are_shown_and_bound_once_they_are_saved() {
    let factor = factor();
    let offered = factor.offer(&person(), &[], &scene()).unwrap();
    let codes: Vec<String> = serde_json::from_value(offered.page["codes"].clone()).unwrap();
    assert_eq!(codes.len(), 10);
    assert!(codes.iter().all(|code| code.len() == 19 && code.matches('-').count() == 3));
    assert_eq!(
        (&offered.page["host"], &offered.page["username"]),
        (&"id.example.org".into(), &"alice".into())
    );
    let refused = factor.enrol(&person(), &offered.secret, &fields("saved", ""), &scene());
    assert_eq!(refused.unwrap_err(), UNSAVED);
}

#[test]
fn each_code_works_once_however_it_is_written() {
    let factor = factor();
    let (codes, mut bound) = enrolled(&factor);
    for (used, code) in codes.iter().enumerate() {
        assert!(!factor.used_up(&bound[0].credential));
        let verified = judged(&factor, &bound, &code.to_lowercase().replace('-', " ")).unwrap();
        assert_eq!((verified.authenticator_id.as_str(), verified.version), ("r1", 4));
        assert_eq!(verified.amr, ["recovery_code"]);
        assert_eq!(verified.characters, [Character::Possession]);
        bound[0].credential = verified.amended.expect("the code is struck out");
        assert_eq!(judged(&factor, &bound, code).unwrap_err(), WRONG, "{code} works no more");
        let left = 9 - used;
        assert_eq!(
            factor.describe(&bound[0].credential),
            json!({ "left": left, "of": 10, "low": left <= 3 })
        );
    }
    assert!(factor.used_up(&bound[0].credential));
}

#[test]
fn what_is_kept_tells_no_code_and_is_nothing_without_its_pepper() {
    let factor = factor();
    let (codes, bound) = enrolled(&factor);
    let kept = serde_json::to_string(&bound[0].credential).unwrap();
    for code in &codes {
        assert!(!kept.contains(code) && !kept.contains(&code.replace('-', "")));
    }
    let elsewhere =
        RecoveryCode::new(Settings { pepper: Zeroizing::new(vec![1; 32]), ..factor.settings.clone() });
    assert_eq!(judged(&elsewhere, &bound, &codes[0]).unwrap_err(), WRONG);
    let mut foreign = bound;
    foreign[0].credential = serde_json::from_str(&kept.replace("argon2id", "argon2i")).unwrap();
    assert_eq!(judged(&factor, &foreign, &codes[0]).unwrap_err(), WRONG);
}

#[test]
fn what_cannot_be_a_code_costs_no_try_and_an_unknown_account_is_told_the_same() {
    let factor = factor();
    let (codes, bound) = enrolled(&factor);
    assert_eq!(factor.screen(&fields("code", " ")).unwrap_err(), MISSING);
    assert_eq!(factor.screen(&fields("code", "123 456")).unwrap_err(), MALFORMED);
    assert_eq!(judged(&factor, &bound, "0000-0000-0000-0000").unwrap_err(), WRONG);
    assert_eq!(judged(&factor, &[], &codes[0]).unwrap_err(), WRONG);
}
