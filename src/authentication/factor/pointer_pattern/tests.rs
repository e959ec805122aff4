use super::*;
use crate::{authentication::factor::testing, clock::Timestamp, random::Random};

const OWN: &str = "L R U D LL RR L U";

fn factor() -> PointerPattern {
    PointerPattern::from_config(&testing::config(), &testing::vault())
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

fn made(pattern: &str) -> Submission {
    Submission::of([("pattern".to_owned(), pattern.to_owned())])
}

fn again(factor: &PointerPattern, pattern: &str) -> Result<Challenge<Given>, Reason> {
    match factor.enrol(&person(), &Given::default(), &made(pattern), &scene())? {
        Round::Again(challenge) => Ok(challenge),
        Round::Done(_) => panic!("bound at once"),
    }
}

fn enrolled(factor: &PointerPattern, pattern: &str) -> Vec<Bound<SlowHash>> {
    let second = again(factor, pattern).unwrap().secret;
    let Ok(Round::Done(enrolment)) = factor.enrol(&person(), &second, &made(pattern), &scene()) else {
        panic!("not enrolled")
    };
    assert_eq!(enrolment.characters, [Character::Knowledge]);
    let credential = enrolment.credential;
    vec![Bound { authenticator_id: "p1".into(), version: 2, high_water: None, credential }]
}

fn judged(
    factor: &PointerPattern,
    bound: &[Bound<SlowHash>],
    pattern: &str,
) -> Result<Verified<SlowHash>, Reason> {
    match factor.verify(bound, &Given::default(), &made(pattern), &scene()) {
        Verdict::Verified(verified) => Ok(verified),
        Verdict::Refused(reason) => Err(reason),
    }
}

#[test]
fn the_same_events_in_the_same_order_sign_in() {
    let factor = factor();
    let bound = enrolled(&factor, OWN);
    let verified = judged(&factor, &bound, "l,r,u,d,ll,rr,l,u").unwrap();
    assert_eq!((verified.authenticator_id.as_str(), verified.version), ("p1", 2));
    assert_eq!((verified.amr, verified.characters), (vec!["pattern".to_owned()], vec![Character::Knowledge]));
    for other in ["R L U D LL RR L U", "L R U D LL RR L", "L R U D LL RR L U U", "L R U D L L RR L U"] {
        assert_eq!(judged(&factor, &bound, other).unwrap_err(), WRONG, "{other}");
    }
    assert_eq!(judged(&factor, &[], OWN).unwrap_err(), WRONG, "nobody's pattern");
}

#[test]
fn it_is_given_twice_and_one_can_begin_anew() {
    let factor = factor();
    let second = again(&factor, OWN).unwrap();
    assert_eq!((&second.page["again"], &second.page["bits"]), (&true.into(), &20.into()));
    let shown = second.page.to_string();
    assert!(!shown.contains("LL") && !shown.contains('U'), "the page does not tell it: {shown}");
    let other = factor.enrol(&person(), &second.secret, &made("L R U D LL RR L D"), &scene());
    assert_eq!(other.unwrap_err(), DIFFERENT);
    let anew = Submission::of([("over".to_owned(), "1".to_owned())]);
    let Ok(Round::Again(first)) = factor.enrol(&person(), &second.secret, &anew, &scene()) else {
        panic!("goes on")
    };
    assert!(first.secret.first.is_none() && first.page["again"] == false);
}

#[test]
fn a_pattern_that_is_easily_guessed_is_refused_with_the_reason() {
    let factor = factor();
    for (pattern, reason) in [
        ("", MISSING),
        ("L R U D LL RR L", SHORT),
        ("L R U D L R U D L R U D", SIMPLE),
        ("L L L L R L L U", WEAK),
        ("LRUD", UNREADABLE),
        (&"L R U ".repeat(22), LONG),
    ] {
        assert_eq!(again(&factor, pattern).unwrap_err(), reason, "{pattern}");
    }
    let mut config = testing::config();
    config.pointer_pattern.min_bits = 21;
    let strict = PointerPattern::from_config(&config, &testing::vault());
    assert_eq!(again(&strict, OWN).unwrap_err(), WEAK);
}

#[test]
fn what_cannot_be_a_pattern_costs_no_try() {
    let factor = factor();
    assert_eq!(factor.screen(&made(" ")).unwrap_err(), MISSING);
    assert_eq!(factor.screen(&made("hello")).unwrap_err(), UNREADABLE);
    assert_eq!(factor.screen(&made("L")), Ok(()), "a short one is merely wrong");
}

#[test]
fn what_is_kept_is_nothing_without_its_pepper_and_renewed_when_it_is_old() {
    let factor = factor();
    let bound = enrolled(&factor, OWN);
    let pepper = Zeroizing::new(vec![1; 32]);
    let elsewhere = PointerPattern::new(Settings { pepper, ..factor.settings.clone() });
    assert_eq!(judged(&elsewhere, &bound, OWN).unwrap_err(), WRONG);
    let cost = Cost { iterations: 2, ..factor.settings.cost };
    let dearer = PointerPattern::new(Settings { cost, ..factor.settings.clone() });
    assert_eq!(judged(&dearer, &bound, OWN).unwrap().amended.map(|hash| hash.cost()), Some(cost));
}
