use std::sync::atomic::Ordering;

use super::*;
use crate::clock::Timestamp;

const CHEAP: Cost = Cost { memory_kib: 64, iterations: 1, parallelism: 1 };

fn password(cost: Cost) -> Password {
    Password::new(Settings {
        cost,
        min_length: 8,
        min_length_single: 15,
        max_length: 64,
        alone: false,
        min_score: 0,
        history: 5,
        breached: None,
        pepper: Zeroizing::new(b"pepper".to_vec()),
    })
}

fn scene() -> Scene {
    Scene {
        now: Timestamp::from_seconds(1_800_000_000),
        random: Random::seeded(7),
        decoy_key: [9; 32],
        host: "id.example.org".into(),
        identifier: "alice".into(),
        proved: false,
    }
}

fn answer(plain: &str) -> Submission {
    Submission::of([("password".to_owned(), plain.to_owned())])
}

fn bound(credential: impl Into<PasswordHash>) -> Vec<Bound<PasswordHash>> {
    let credential = credential.into();
    vec![Bound { authenticator_id: "a1".into(), version: 3, high_water: None, credential }]
}

impl From<SlowHash> for PasswordHash {
    fn from(hash: SlowHash) -> Self {
        Self::Own(hash)
    }
}

/// A hash of ours, which everything here makes.
fn own(hash: PasswordHash) -> SlowHash {
    match hash {
        PasswordHash::Own(hash) => hash,
        PasswordHash::Foreign(_) => panic!("foreign"),
    }
}

fn set(factor: &Password, plain: &str) -> Vec<Bound<PasswordHash>> {
    bound(factor.set(plain, false, &[], &Random::seeded(1)).unwrap())
}

fn refusal(verdict: Verdict<PasswordHash>) -> Reason {
    match verdict {
        Verdict::Refused(reason) => reason,
        Verdict::Verified(_) => panic!("verified"),
    }
}

#[test]
fn the_right_password_is_knowledge_and_a_wrong_one_is_refused() {
    let factor = password(CHEAP);
    let bound = set(&factor, "correct horse");
    let Verdict::Verified(verified) =
        factor.verify(&bound, &Circumstances::default(), &answer("correct horse"), &scene())
    else {
        panic!("refused")
    };
    assert_eq!((verified.authenticator_id.as_str(), verified.version, verified.high_water), ("a1", 3, None));
    assert_eq!((verified.amr, verified.characters), (vec!["pwd".to_owned()], vec![Character::Knowledge]));
    assert!(verified.amended.is_none());
    for wrong in ["correct horsf", "correct horse ", " correct horse", "Correct horse", "correct hors"] {
        assert_eq!(
            refusal(factor.verify(&bound, &Circumstances::default(), &answer(wrong), &scene())),
            WRONG,
            "{wrong:?}"
        );
    }
}

#[test]
fn an_unknown_account_costs_the_same_hash_and_gets_the_same_words() {
    let factor = password(CHEAP);
    let bound = set(&factor, "correct horse");
    let known = refusal(factor.verify(&bound, &Circumstances::default(), &answer("wrong horse"), &scene()));
    assert_eq!(factor.hashed.load(Ordering::SeqCst), 1);
    let unknown = refusal(factor.verify(&[], &Circumstances::default(), &answer("wrong horse"), &scene()));
    assert_eq!(factor.hashed.load(Ordering::SeqCst), 2, "nothing bound is hashed all the same");
    assert_eq!(known, unknown);
    let pages = [&bound[..], &[]].map(|bound| factor.challenge(bound, &scene()).page);
    assert_eq!(pages[0], pages[1]);
}

#[test]
fn the_same_characters_from_two_keyboards_are_the_same_password() {
    let factor = password(CHEAP);
    let bound = set(&factor, "Mu\u{308}nchen \u{1112}\u{1161}\u{11ab}!");
    let composed =
        factor.verify(&bound, &Circumstances::default(), &answer("M\u{fc}nchen \u{d55c}!"), &scene());
    assert!(matches!(composed, Verdict::Verified(_)));
    // Compatibility forms are other characters: NFC, not NFKC.
    let bound = set(&factor, "file ﬁle 12");
    assert_eq!(
        refusal(factor.verify(&bound, &Circumstances::default(), &answer("file file 12"), &scene())),
        WRONG
    );
}

#[test]
fn an_endless_password_is_refused_without_hashing() {
    let factor = password(CHEAP);
    let bound = set(&factor, "correct horse");
    let endless = answer(&"\u{301}".repeat(50_000_000));
    assert_eq!(factor.screen(&endless), Err(WRONG));
    for bound in [&bound[..], &[]] {
        assert_eq!(refusal(factor.verify(bound, &Circumstances::default(), &endless, &scene())), WRONG);
    }
    assert_eq!(factor.hashed.load(Ordering::SeqCst), 0);
    assert_eq!(factor.weaknesses(endless.field("password"), false, &["alice"]), [Weakness::TooLong(64)]);
    assert_eq!(factor.screen(&answer("")), Err(MISSING));
}

#[test]
fn a_hash_of_another_cost_is_renewed_at_sign_in() {
    let old = set(&password(CHEAP), "correct horse");
    let factor = password(Cost { iterations: 2, ..CHEAP });
    let Verdict::Verified(verified) =
        factor.verify(&old, &Circumstances::default(), &answer("correct horse"), &scene())
    else {
        panic!("refused")
    };
    let renewed = own(verified.amended.expect("renewed"));
    assert_eq!(renewed.cost(), Cost { iterations: 2, ..CHEAP });
    let again = factor.verify(&bound(renewed), &Circumstances::default(), &answer("correct horse"), &scene());
    assert!(matches!(again, Verdict::Verified(Verified { amended: None, .. })));
    let wrong = factor.verify(&old, &Circumstances::default(), &answer("wrong horse"), &scene());
    assert_eq!(refusal(wrong), WRONG);
}

#[test]
fn lengths_are_counted_in_code_points_after_normalising() {
    let factor = password(CHEAP);
    let weak = |plain: &str, alone| factor.weaknesses(plain, alone, &[]);
    assert_eq!(weak("7 chars", false), [Weakness::TooShort(8)]);
    assert_eq!(weak("8 chars!", false), []);
    assert_eq!(weak("8 chars!", true), [Weakness::TooShort(15)]);
    assert_eq!(weak(&"🐎".repeat(8), false), []);
    assert_eq!(
        weak(&"e\u{301}".repeat(7), false),
        [Weakness::TooShort(8)],
        "fourteen code points, seven in NFC"
    );
    assert_eq!(weak(&"e\u{301}".repeat(64), false), []);
    assert_eq!(weak(&"x".repeat(64), false), []);
    assert_eq!(weak(&"x".repeat(65), false), [Weakness::TooLong(64)]);
    assert_eq!(weak("        ", false), [], "no rules of composition");
}

#[test]
fn the_persons_own_names_are_no_password() {
    let factor = password(CHEAP);
    let context = ["alice", "alice.liddell@example.org", "id.example.org", "Doorward"];
    for obvious in
        ["alice2026!", "Liddell-1865", "doorward123", "example.org", "AliceLiddell", "doorwardalice"]
    {
        let weaknesses = factor.weaknesses(obvious, false, &context);
        assert_eq!(weaknesses, [Weakness::Obvious], "{obvious}");
    }
    for good in ["alice and the looking glass", "correct horse"] {
        assert_eq!(factor.weaknesses(good, false, &context), [], "{good}");
    }
    let Err(NotSet::Weak(weaknesses)) = factor.set("alice", true, &context, &Random::seeded(1)) else {
        panic!("set")
    };
    assert_eq!(weaknesses, [Weakness::TooShort(15), Weakness::Obvious]);
}

/// Like [`password`], with lists and the estimate of strength.
fn strict(adjust: impl FnOnce(&mut Settings)) -> Password {
    let mut settings = (*password(CHEAP).settings()).clone();
    settings.min_score = 3;
    adjust(&mut settings);
    Password::new(settings)
}

#[test]
fn what_everybody_uses_and_what_is_quickly_guessed_is_refused_with_its_reason() {
    let factor = strict(|_| {});
    let cases = [
        ("password", Weakness::Common),
        ("PassWord", Weakness::Common),
        ("iloveyou", Weakness::Common),
        ("wertyuio", Weakness::Guessable(Pattern::Keyboard)),
        ("aaaaaaaaaaaaa", Weakness::Guessable(Pattern::Repeat)),
        ("abcdefghijklmno", Weakness::Guessable(Pattern::Sequence)),
        ("1987-12-24", Weakness::Guessable(Pattern::Date)),
        ("Margaretha", Weakness::Guessable(Pattern::Name)),
        ("weatherman", Weakness::Guessable(Pattern::Other)),
        ("P@ssword1!", Weakness::Guessable(Pattern::Word)),
    ];
    for (plain, expected) in cases {
        assert_eq!(factor.weaknesses(plain, false, &[]), [expected], "{plain}");
    }
    for good in
        ["correct horse battery", "zebra lamp 9 quartz", "Straße nach Übersee", "鳥が空を静かに飛ぶ朝"]
    {
        assert_eq!(factor.weaknesses(good, false, &[]), [], "{good}");
    }
    let own = ["thibodeaux@example.org", "Marguerite Thibodeaux", "Quartermain Shop"];
    for named in ["marguerite quartermain1", "Thibodeaux1Marguerite"] {
        assert!(!factor.weaknesses(named, false, &own).is_empty(), "{named}");
    }
}

#[test]
fn a_password_has_256_characters_if_somebody_wants_and_the_estimate_stays_quick() {
    let factor = strict(|settings| settings.max_length = 256);
    let long: String = ('a'..='z').chain('0'..='9').cycle().step_by(7).take(256).collect();
    let began = std::time::Instant::now();
    assert_eq!(factor.weaknesses(&long, true, &[]), []);
    assert_eq!(factor.weaknesses(&format!("{long}x"), true, &[]), [Weakness::TooLong(256)]);
    for hostile in ["ab".repeat(128), "1".repeat(256), "19".repeat(128), "q1w2e3r4".repeat(32)] {
        factor.weaknesses(&hostile, true, &[]);
    }
    assert!(began.elapsed() < std::time::Duration::from_secs(20), "{:?}", began.elapsed());
}

#[test]
fn a_stolen_password_is_refused_and_without_its_list_every_one_is() {
    let file = tempfile::NamedTempFile::new().unwrap();
    // SHA-1 of "correct horse battery staple", between two others.
    let stolen = "ABF7AAD6438836DBE526AA231ABDE2D0EEF74D42";
    std::fs::write(file.path(), format!("{}:1\r\n{stolen}:216\r\n{}:9\r\n", "0".repeat(40), "F".repeat(40)))
        .unwrap();
    let factor = strict(|settings| settings.breached = Some(Breached::new(file.path())));
    assert_eq!(factor.weaknesses("correct horse battery staple", true, &[]), [Weakness::Stolen]);
    assert_eq!(factor.weaknesses("correct horse battery stapler", true, &[]), []);
    drop(file);
    assert_eq!(factor.weaknesses("correct horse battery stapler", true, &[]), [Weakness::Unchecked]);
}

fn enrolled(factor: &Password, plain: &str, circumstances: &Circumstances) -> Result<PasswordHash, Reason> {
    let person = Person {
        account_id: "1".into(),
        username: "alice".into(),
        email: Some("alice.liddell@example.org".into()),
        phone: None,
    };
    match factor.enrol(&person, circumstances, &answer(plain), &scene())? {
        Round::Done(enrolment) => {
            assert!(enrolment.characters.is_empty() && enrolment.amr.is_empty(), "setting it proves nothing");
            Ok(enrolment.credential)
        }
        Round::Again(_) => panic!("one round"),
    }
}

#[test]
fn a_new_password_is_taken_or_told_its_reason() {
    let factor = strict(|_| {});
    let plain = Circumstances { names: vec!["Quartermain".into()], former: Vec::new() };
    let taken = enrolled(&factor, "zebra lamp 9 quartz", &plain).unwrap();
    assert!(own(taken.clone()).matches(b"zebra lamp 9 quartz", b"pepper").unwrap());
    let refused = |typed: &str| enrolled(&factor, typed, &plain).unwrap_err().key;
    assert_eq!(refused(""), "error-password-new");
    assert_eq!(refused("short"), "error-password-short");
    assert_eq!(refused("liddell1865"), "error-password-obvious");
    assert_eq!(refused("Quartermain1"), "error-password-obvious");
    assert_eq!(refused("password"), "error-password-common");
    assert_eq!(refused(&"\u{301}".repeat(50_000_000)), "error-password-long");

    let former = Circumstances { names: Vec::new(), former: vec![taken] };
    let again = enrolled(&factor, "zebra lamp 9 quartz", &former).unwrap_err();
    assert_eq!((again.key, again.field), ("error-password-former", "password"));
    assert!(enrolled(&factor, "zebra lamp 8 quartz", &former).is_ok());
}

#[test]
fn the_page_names_the_length_that_the_policy_wants() {
    for (alone, least) in [(true, 15), (false, 8)] {
        let factor = strict(|settings| settings.alone = alone);
        let person = Person { account_id: "1".into(), username: "a".into(), email: None, phone: None };
        let page = factor.offer(&person, &[], &scene()).unwrap().page;
        assert_eq!(page["least"], least);
        let rules = page["rules"].as_str().unwrap();
        assert!(rules.starts_with(&format!("minlength: {least}; maxlength: 64;")), "{rules}");
        let refused = enrolled(&factor, "q9 zebra lamp", &Circumstances::default());
        assert_eq!(refused.is_err(), alone);
    }
}

#[test]
fn an_imported_hash_signs_in_once_and_is_ours_from_then_on() {
    let factor = password(CHEAP);
    let imported = foreign::ForeignHash::new("{SSHA}kotVi0JlrqAWO6WNMeGX2OuLHIDHeI8x").unwrap();
    let bound_to = bound(PasswordHash::Foreign(imported.clone()));
    let plain = "correct horse battery staple";
    let wrong = factor.verify(&bound_to, &Circumstances::default(), &answer("correct horse"), &scene());
    assert_eq!(refusal(wrong), WRONG);
    let Verdict::Verified(verified) =
        factor.verify(&bound_to, &Circumstances::default(), &answer(plain), &scene())
    else {
        panic!("refused")
    };
    let renewed = own(verified.amended.expect("rehashed in the same answer"));
    assert!(renewed.matches(plain.as_bytes(), b"pepper").unwrap());
    let again = factor.verify(&bound(renewed), &Circumstances::default(), &answer(plain), &scene());
    assert!(matches!(again, Verdict::Verified(Verified { amended: None, .. })));

    let former = Circumstances { names: Vec::new(), former: vec![PasswordHash::Foreign(imported)] };
    assert_eq!(enrolled(&factor, plain, &former).unwrap_err().key, "error-password-former");
}

#[test]
fn other_software_hashed_what_the_keyboard_sent_and_both_spellings_are_taken() {
    let factor = password(CHEAP);
    let (typed, composed) = ("Mu\u{308}nchen", "M\u{fc}nchen");
    let digest = |plain: &str| {
        let digest =
            aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA1_FOR_LEGACY_USE_ONLY, plain.as_bytes());
        format!("{{SHA}}{}", data_encoding::BASE64.encode(digest.as_ref()))
    };
    for (hashed, typed) in [(typed, typed), (composed, composed), (composed, typed)] {
        let hash = PasswordHash::Foreign(foreign::ForeignHash::new(&digest(hashed)).unwrap());
        let verdict = factor.verify(&bound(hash), &Circumstances::default(), &answer(typed), &scene());
        assert!(matches!(verdict, Verdict::Verified(_)), "{hashed:?} typed as {typed:?}");
    }
}
