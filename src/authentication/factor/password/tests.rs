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

fn bound(credential: SlowHash) -> Vec<Bound<SlowHash>> {
    vec![Bound { authenticator_id: "a1".into(), version: 3, high_water: None, credential }]
}

fn set(factor: &Password, plain: &str) -> Vec<Bound<SlowHash>> {
    bound(factor.set(plain, false, &[], &Random::seeded(1)).unwrap())
}

fn refusal(verdict: Verdict<SlowHash>) -> Reason {
    match verdict {
        Verdict::Refused(reason) => reason,
        Verdict::Verified(_) => panic!("verified"),
    }
}

#[test]
fn the_right_password_is_knowledge_and_a_wrong_one_is_refused() {
    let factor = password(CHEAP);
    let bound = set(&factor, "correct horse");
    let Verdict::Verified(verified) = factor.verify(&bound, &Nothing {}, &answer("correct horse"), &scene())
    else {
        panic!("refused")
    };
    assert_eq!((verified.authenticator_id.as_str(), verified.version, verified.high_water), ("a1", 3, None));
    assert_eq!((verified.amr, verified.characters), (vec!["pwd".to_owned()], vec![Character::Knowledge]));
    assert!(verified.amended.is_none());
    for wrong in ["correct horsf", "correct horse ", " correct horse", "Correct horse", "correct hors"] {
        assert_eq!(refusal(factor.verify(&bound, &Nothing {}, &answer(wrong), &scene())), WRONG, "{wrong:?}");
    }
}

#[test]
fn an_unknown_account_costs_the_same_hash_and_gets_the_same_words() {
    let factor = password(CHEAP);
    let bound = set(&factor, "correct horse");
    let known = refusal(factor.verify(&bound, &Nothing {}, &answer("wrong horse"), &scene()));
    assert_eq!(factor.hashed.load(Ordering::SeqCst), 1);
    let unknown = refusal(factor.verify(&[], &Nothing {}, &answer("wrong horse"), &scene()));
    assert_eq!(factor.hashed.load(Ordering::SeqCst), 2, "nothing bound is hashed all the same");
    assert_eq!(known, unknown);
    let pages = [&bound[..], &[]].map(|bound| factor.challenge(bound, &scene()).page);
    assert_eq!(pages[0], pages[1]);
}

#[test]
fn the_same_characters_from_two_keyboards_are_the_same_password() {
    let factor = password(CHEAP);
    let bound = set(&factor, "Mu\u{308}nchen \u{1112}\u{1161}\u{11ab}!");
    let composed = factor.verify(&bound, &Nothing {}, &answer("M\u{fc}nchen \u{d55c}!"), &scene());
    assert!(matches!(composed, Verdict::Verified(_)));
    // Compatibility forms are other characters: NFC, not NFKC.
    let bound = set(&factor, "file ﬁle 12");
    assert_eq!(refusal(factor.verify(&bound, &Nothing {}, &answer("file file 12"), &scene())), WRONG);
}

#[test]
fn an_endless_password_is_refused_without_hashing() {
    let factor = password(CHEAP);
    let bound = set(&factor, "correct horse");
    let endless = answer(&"\u{301}".repeat(50_000_000));
    assert_eq!(factor.screen(&endless), Err(WRONG));
    for bound in [&bound[..], &[]] {
        assert_eq!(refusal(factor.verify(bound, &Nothing {}, &endless, &scene())), WRONG);
    }
    assert_eq!(factor.hashed.load(Ordering::SeqCst), 0);
    assert_eq!(factor.weaknesses(endless.field("password"), false, &["alice"]), [Weakness::TooLong(64)]);
    assert_eq!(factor.screen(&answer("")), Err(MISSING));
}

#[test]
fn a_hash_of_another_cost_is_renewed_at_sign_in() {
    let old = set(&password(CHEAP), "correct horse");
    let factor = password(Cost { iterations: 2, ..CHEAP });
    let Verdict::Verified(verified) = factor.verify(&old, &Nothing {}, &answer("correct horse"), &scene())
    else {
        panic!("refused")
    };
    let renewed = verified.amended.expect("renewed");
    assert_eq!(renewed.cost(), Cost { iterations: 2, ..CHEAP });
    let again = factor.verify(&bound(renewed), &Nothing {}, &answer("correct horse"), &scene());
    assert!(matches!(again, Verdict::Verified(Verified { amended: None, .. })));
    let wrong = factor.verify(&old, &Nothing {}, &answer("wrong horse"), &scene());
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
    for good in ["alice and the looking glass", "12345678", "correct horse"] {
        assert_eq!(factor.weaknesses(good, false, &context), [], "{good}");
    }
    let Err(NotSet::Weak(weaknesses)) = factor.set("alice", true, &context, &Random::seeded(1)) else {
        panic!("set")
    };
    assert_eq!(weaknesses, [Weakness::TooShort(15), Weakness::Obvious]);
}
