use std::collections::BTreeMap;

use rstest::rstest;

use super::*;
use crate::random::Random;

fn factor() -> Totp {
    Totp::new(Settings { issuer_name: None, skew_steps: 1 })
}

fn scene(seconds: i64) -> Scene {
    Scene {
        now: Timestamp::from_seconds(seconds),
        random: Random::seeded(7),
        decoy_key: [9; 32],
        host: "id.example.org".into(),
        identifier: "alice".into(),
        proved: true,
    }
}

fn bound(high_water: Option<i64>) -> Vec<Bound<Seed>> {
    let credential = Seed::new(b"12345678901234567890");
    vec![Bound { authenticator_id: "t1".into(), version: 4, high_water, credential }]
}

fn answer(code: &str) -> Submission {
    Submission::of([("code".to_owned(), code.to_owned())])
}

fn used(bound: &[Bound<Seed>], code: &str, seconds: i64) -> Option<i64> {
    match factor().verify(bound, &Offered { seed: None }, &answer(code), &scene(seconds)) {
        Verdict::Verified(verified) => {
            assert_eq!(
                (verified.amr, verified.characters),
                (vec!["otp".to_owned()], vec![Character::Possession])
            );
            assert_eq!((verified.authenticator_id.as_str(), verified.version), ("t1", 4));
            verified.high_water
        }
        Verdict::Refused(reason) => {
            assert_eq!(reason, WRONG);
            None
        }
    }
}

/// RFC 6238 appendix B for SHA-1; six digits are the last six of its eight.
#[rstest]
#[case(59, "287082", 1)]
#[case(1_111_111_109, "081804", 37_037_036)]
#[case(1_111_111_111, "050471", 37_037_037)]
#[case(1_234_567_890, "005924", 41_152_263)]
#[case(2_000_000_000, "279037", 66_666_666)]
#[case(20_000_000_000, "353130", 666_666_666)]
fn the_codes_of_the_standard_are_accepted(#[case] seconds: i64, #[case] code: &str, #[case] step: i64) {
    assert_eq!(used(&bound(None), code, seconds), Some(step));
    assert_eq!(used(&bound(None), &format!("{} {}", &code[..3], &code[3..]), seconds), Some(step));
}

#[test]
fn a_clock_may_be_off_by_one_step_and_no_more() {
    let here = 1_000_000;
    let code = Seed::new(b"12345678901234567890").code(here).unwrap();
    let (first, last) = (here * 30, here * 30 + 29);
    assert_eq!(used(&bound(None), &code, first - 30), Some(here));
    assert_eq!(used(&bound(None), &code, last + 30), Some(here));
    assert_eq!(used(&bound(None), &code, first - 31), None);
    assert_eq!(used(&bound(None), &code, last + 31), None);
}

#[test]
fn a_used_step_and_all_before_it_are_refused() {
    let here = 1_000_000;
    let seed = Seed::new(b"12345678901234567890");
    let [before, now, next] = [here - 1, here, here + 1].map(|step| seed.code(step).unwrap());
    let seconds = here * 30 + 5;
    assert_eq!(used(&bound(Some(here - 1)), &now, seconds), Some(here));
    assert_eq!(used(&bound(Some(here)), &now, seconds), None, "replayed");
    assert_eq!(used(&bound(Some(here)), &before, seconds), None, "older than a used one");
    assert_eq!(used(&bound(Some(here)), &next, seconds), Some(here + 1));
    assert_eq!(used(&bound(Some(here + 5)), &next, seconds), None);
}

#[test]
fn what_is_no_code_spends_no_try() {
    for (typed, reason) in
        [("", MISSING), (" ", MISSING), ("12345", MALFORMED), ("abcdef", MALFORMED), ("1234567", MALFORMED)]
    {
        let verdict = factor().verify(&bound(None), &Offered { seed: None }, &answer(typed), &scene(59));
        assert!(matches!(verdict, Verdict::Refused(refused) if refused == reason), "{typed:?}");
        assert_eq!(factor().screen(&answer(typed)), Err(reason));
    }
}

#[test]
fn nothing_bound_is_refused_with_the_same_page_and_words() {
    assert_eq!(used(&[], "287082", 59), None);
    let pages = [&bound(None)[..], &[]].map(|bound| factor().challenge(bound, &scene(59)).page);
    assert_eq!(pages[0], pages[1]);
    // Nor is the stand-in's own code of any use.
    let decoy = Seed::new(&[9; 20]).code(1).unwrap();
    assert_eq!(used(&[], &decoy, 59), None);
}

#[test]
fn of_several_apps_the_one_that_answers_is_named() {
    let mut several = bound(None);
    let other = Seed::new(&[5; 20]);
    let code = other.code(1).unwrap();
    several
        .insert(0, Bound { authenticator_id: "t0".into(), version: 9, high_water: None, credential: other });
    let verdict = factor().verify(&several, &Offered { seed: None }, &answer(&code), &scene(59));
    assert!(
        matches!(verdict, Verdict::Verified(Verified { authenticator_id, version: 9, .. }) if authenticator_id == "t0")
    );
    assert_eq!(used(&several, "287082", 59), Some(1));
}

fn person(username: &str) -> Person {
    Person { account_id: "1".into(), username: username.into(), email: None, phone: None }
}

#[test]
fn an_offer_shows_one_secret_in_three_ways() {
    let challenge = factor().offer(&person("alice"), &[], &scene(59)).unwrap();
    let seed = challenge.secret.seed.as_ref().unwrap().base32();
    assert_eq!(seed.len(), 32, "160 bits");
    let groups: Vec<&str> = challenge.page["secret_groups"]
        .as_array()
        .unwrap()
        .iter()
        .map(|group| group.as_str().unwrap())
        .collect();
    assert!(groups.len() == 8 && groups.iter().all(|group| group.len() == 4));
    assert_eq!(groups.concat(), seed);
    let uri = challenge.page["uri"].as_str().unwrap();
    assert_eq!(
        uri,
        format!(
            "otpauth://totp/id.example.org:alice?secret={seed}&issuer=id.example.org&algorithm=SHA1&digits=6&period=30"
        )
    );
    let qr = challenge.page["qr"].as_str().unwrap();
    assert!(qr.starts_with("<svg") && qr.ends_with("</svg>"), "{qr}");
    assert!(qr.contains(r##"fill="#fff""##) && !qr.contains("<script") && !qr.contains("style"));
    let another =
        factor().offer(&person("alice"), &[], &Scene { random: Random::seeded(8), ..scene(59) }).unwrap();
    assert_ne!(another.secret.seed.unwrap().base32(), seed);
}

#[test]
fn names_are_percent_encoded() {
    let factor = Totp::new(Settings { issuer_name: Some("Äpfel & Söhne: Ltd".into()), skew_steps: 1 });
    let challenge = factor.offer(&person("a b+c@example.org?x#y"), &[], &scene(59)).unwrap();
    let uri = url::Url::parse(challenge.page["uri"].as_str().unwrap()).unwrap();
    assert_eq!(uri.path(), "/%C3%84pfel%20%26%20S%C3%B6hne%3A%20Ltd:a%20b%2Bc%40example.org%3Fx%23y");
    let parameters: BTreeMap<_, _> = uri.query_pairs().into_owned().collect();
    assert_eq!(parameters["issuer"], "Äpfel & Söhne: Ltd");
    assert!(!uri.as_str().contains('+'));
}

#[test]
fn enrolling_needs_one_code_and_uses_its_step_up() {
    let factor = factor();
    let offered = factor.offer(&person("alice"), &[], &scene(59)).unwrap().secret;
    let code = offered.seed.as_ref().unwrap().code(1).unwrap();
    let mut submission = answer(&code);
    submission.fields.insert("name".into(), format!("  My\nphone {}", "x".repeat(80)));
    let Ok(Round::Done(enrolment)) = factor.enrol(&person("alice"), &offered, &submission, &scene(59)) else {
        panic!("not enrolled")
    };
    assert_eq!(enrolment.high_water, Some(1));
    assert_eq!((enrolment.amr, enrolment.characters), (vec!["otp".to_owned()], vec![Character::Possession]));
    assert!(enrolment.name.starts_with("Myphone x") && enrolment.name.chars().count() == 64);
    let unnamed = factor.enrol(&person("alice"), &offered, &answer(&code), &scene(59));
    assert!(matches!(unnamed, Ok(Round::Done(enrolment)) if enrolment.name == "Authenticator app"));
    let kept = vec![Bound {
        authenticator_id: "t1".into(),
        version: 4,
        high_water: enrolment.high_water,
        credential: enrolment.credential,
    }];
    assert_eq!(used(&kept, &code, 59), None, "the code that confirmed does not sign in");
    assert_eq!(factor.enrol(&person("alice"), &offered, &answer(""), &scene(59)).unwrap_err(), MISSING);
    assert_eq!(factor.enrol(&person("alice"), &offered, &answer(&code), &scene(300)).unwrap_err(), WRONG);
    assert_eq!(
        factor.enrol(&person("alice"), &Offered { seed: None }, &answer(&code), &scene(59)).unwrap_err(),
        WRONG
    );
}
