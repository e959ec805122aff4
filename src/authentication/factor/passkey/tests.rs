use data_encoding::BASE64URL_NOPAD as BASE64URL;
use rstest::rstest;

use super::{
    soft_authenticator::{BE, BS, SoftAuthenticator, UP, UV},
    *,
};
use crate::{
    authentication::factor::{Record, testing},
    clock::Timestamp,
    random::Random,
};

fn factor() -> Passkey {
    Passkey::from_config(&testing::config(), &testing::vault())
}

fn factor_with(adjust: impl FnOnce(&mut Config)) -> Passkey {
    let mut config = testing::config();
    adjust(&mut config);
    Passkey::from_config(&config, &testing::vault())
}

fn scene(proved: bool) -> Scene {
    Scene {
        now: Timestamp::from_seconds(59),
        random: Random::seeded(7),
        decoy_key: [9; 32],
        host: "id.example.org".into(),
        identifier: "alice".into(),
        proved,
    }
}

fn person(name: &str) -> Person {
    Person { account_id: format!("{name}-id"), username: name.into(), email: None, phone: None }
}

fn answer(credential: &str) -> Submission {
    Submission::of([("credential".to_owned(), credential.to_owned())])
}

fn options<S>(challenge: &Challenge<S>) -> &str {
    challenge.page["options"].as_str().unwrap()
}

fn parsed<S>(challenge: &Challenge<S>) -> Value {
    serde_json::from_str(options(challenge)).unwrap()
}

fn enrolled(
    name: &str,
    device: &mut SoftAuthenticator,
    held: &[Bound<CredentialRecord>],
) -> Result<Enrolment<CredentialRecord>, Reason> {
    let asked = factor().offer(&person(name), held, &scene(true)).unwrap();
    let submission = answer(&device.create(options(&asked)));
    match factor().enrol(&person(name), &asked.secret, &submission, &scene(true))? {
        Round::Done(enrolment) => Ok(enrolment),
        Round::Again(_) => panic!("one round is enough"),
    }
}

/// A credential of `name` as the guide would hand it back, by way of the bytes that are stored.
fn bound(name: &str, device: &mut SoftAuthenticator) -> Bound<CredentialRecord> {
    let enrolment = enrolled(name, device, &[]).unwrap();
    Bound {
        authenticator_id: format!("{name}-key"),
        version: 4,
        high_water: enrolment.high_water,
        credential: Record::of(&enrolment.credential).unwrap().read().unwrap(),
    }
}

fn alice() -> (SoftAuthenticator, Bound<CredentialRecord>) {
    let mut device = SoftAuthenticator::new(b"alice's key");
    let bound = bound("alice", &mut device);
    (device, bound)
}

/// The verdict on what `device` answers to a challenge that named nobody.
fn used(
    device: &SoftAuthenticator,
    bound: &[Bound<CredentialRecord>],
) -> Result<Verified<CredentialRecord>, Reason> {
    let asked = factor().nameless(&scene(false)).unwrap();
    judged(bound, &asked.secret, &device.get(options(&asked)))
}

fn judged(
    bound: &[Bound<CredentialRecord>],
    ceremony: &Ceremony,
    credential: &str,
) -> Result<Verified<CredentialRecord>, Reason> {
    match factor().verify(bound, ceremony, &answer(credential), &scene(false)) {
        Verdict::Verified(verified) => Ok(verified),
        Verdict::Refused(reason) => Err(reason),
    }
}

#[test]
fn a_passkey_proves_possession_and_that_its_holder_was_checked() {
    let (device, bound) = alice();
    let verified = used(&device, &[bound]).unwrap();
    assert_eq!((verified.authenticator_id.as_str(), verified.version), ("alice-key", 4));
    assert_eq!(verified.characters, [Character::Possession, Character::Activation]);
    assert_eq!(verified.amr, ["pop", "user"]);
    assert_eq!(verified.high_water, None, "an authenticator that does not count stays at zero");
    assert!(verified.amended.is_none());
}

#[test]
fn what_is_asked_for_is_what_the_standard_and_our_policy_say() {
    let (_, bound) = alice();
    let created =
        parsed(&factor().offer(&person("alice"), std::slice::from_ref(&bound), &scene(true)).unwrap());
    assert_eq!(created["rp"], json!({ "id": "id.example.org", "name": "id.example.org" }));
    assert_eq!(created["attestation"], "none");
    assert_eq!(created["authenticatorSelection"]["residentKey"], "preferred");
    assert_eq!(created["authenticatorSelection"]["userVerification"], "required");
    assert_eq!(created["timeout"], 300_000);
    let algorithms: Vec<_> =
        created["pubKeyCredParams"].as_array().unwrap().iter().map(|p| &p["alg"]).collect();
    assert_eq!(algorithms, [-7, -35, -257]);
    let id = BASE64URL.encode(b"alice's key");
    assert_eq!(created["excludeCredentials"], json!([{ "type": "public-key", "id": id }]));
    let user = BASE64URL.decode(created["user"]["id"].as_str().unwrap().as_bytes()).unwrap();
    assert!(user.len() <= 64 && !user.windows(5).any(|part| part == b"alice"));
    assert!(bound.credential.is_of(&user), "one user handle for all passkeys of an account");

    let asked = parsed(&factor().challenge(&[bound], &scene(true)));
    assert_eq!(asked["rpId"], "id.example.org");
    assert_eq!(asked["userVerification"], "required");
    let known = json!([{ "type": "public-key", "id": id, "transports": ["internal"] }]);
    assert_eq!(asked["allowCredentials"], known);
    let challenge =
        |options: &Value| BASE64URL.decode(options["challenge"].as_str().unwrap().as_bytes()).unwrap();
    assert!(challenge(&asked).len() >= 16);
    assert_ne!(challenge(&asked), challenge(&created));
}

#[test]
fn before_a_proof_a_challenge_does_not_tell_who_has_passkeys() {
    let (device, bound) = alice();
    let mut seen = Vec::new();
    for bound in [vec![bound.clone()], Vec::new()] {
        let asked = factor().challenge(&bound, &scene(false));
        let mut options = parsed(&asked);
        assert!(options["challenge"].take().is_string());
        seen.push(options);
        let refused = judged(&[], &asked.secret, &device.get(self::options(&asked)));
        assert_eq!(refused.unwrap_err(), UNKNOWN);
    }
    assert_eq!(seen[0], seen[1]);
    assert_eq!(seen[0]["allowCredentials"], json!([]));
    let asked = factor().challenge(std::slice::from_ref(&bound), &scene(false));
    assert!(
        judged(&[bound], &asked.secret, &device.get(options(&asked))).is_ok(),
        "its owner may use it at once"
    );
}

/// One thing wrong with an assertion.
#[rstest]
#[case::a_subdomain(|d: &mut SoftAuthenticator| d.origin = "https://a.id.example.org".into())]
#[case::a_longer_name(|d: &mut SoftAuthenticator| d.origin = "https://badid.example.org".into())]
#[case::another_port(|d: &mut SoftAuthenticator| d.origin = "https://id.example.org:8443".into())]
#[case::plain_http(|d: &mut SoftAuthenticator| d.origin = "http://id.example.org".into())]
#[case::more_than_an_origin(|d: &mut SoftAuthenticator| d.origin = "https://id.example.org/".into())]
#[case::another_spelling(|d: &mut SoftAuthenticator| d.origin = "https://ID.example.org".into())]
#[case::an_app(|d: &mut SoftAuthenticator| d.origin = "android:apk-key-hash:AAAA".into())]
#[case::no_origin(|d: &mut SoftAuthenticator| d.client_data = json!({ "origin": null }))]
#[case::another_relying_party(|d: &mut SoftAuthenticator| d.rp_id = Some("example.org".into()))]
#[case::no_user_verified(|d: &mut SoftAuthenticator| d.flags = UP)]
#[case::no_user_present(|d: &mut SoftAuthenticator| d.flags = UV)]
#[case::backed_up_but_not_eligible(|d: &mut SoftAuthenticator| d.flags = UP | UV | BS)]
#[case::eligible_all_at_once(|d: &mut SoftAuthenticator| d.flags = UP | UV | BE)]
#[case::in_a_frame_elsewhere(|d: &mut SoftAuthenticator| d.client_data = json!({ "crossOrigin": true }))]
#[case::below_another_page(|d: &mut SoftAuthenticator| d.client_data = json!({ "topOrigin": "https://id.example.org" }))]
#[case::the_other_ceremony(|d: &mut SoftAuthenticator| d.client_data = json!({ "type": "webauthn.create" }))]
#[case::another_challenge(|d: &mut SoftAuthenticator| d.client_data = json!({ "challenge": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" }))]
#[case::no_challenge(|d: &mut SoftAuthenticator| d.client_data = json!({ "challenge": "" }))]
#[case::a_tampered_signature(|d: &mut SoftAuthenticator| d.tampers = true)]
#[case::another_user_handle(|d: &mut SoftAuthenticator| d.user_handle = Some(b"bob".to_vec()))]
#[case::no_user_handle(|d: &mut SoftAuthenticator| d.user_handle = None)]
#[case::no_public_key(|d: &mut SoftAuthenticator| d.answer = json!({ "type": "password" }))]
#[case::no_response(|d: &mut SoftAuthenticator| d.answer = json!({ "response": {} }))]
fn an_assertion_with_one_fault_is_refused(#[case] spoil: fn(&mut SoftAuthenticator)) {
    let (mut device, bound) = alice();
    let bound = [bound];
    assert!(used(&device, &bound).is_ok());
    spoil(&mut device);
    assert_eq!(used(&device, &bound).unwrap_err(), REFUSED);
}

#[test]
fn an_answer_is_to_one_challenge_only() {
    let (device, bound) = alice();
    let bound = [bound];
    let [first, second] = [(); 2].map(|()| factor().nameless(&scene(false)).unwrap());
    let given = device.get(options(&first));
    assert!(judged(&bound, &first.secret, &given).is_ok());
    assert_eq!(judged(&bound, &second.secret, &given).unwrap_err(), REFUSED, "replayed into another journey");
    let offered = factor().offer(&person("alice"), &[], &scene(true)).unwrap();
    assert_eq!(judged(&bound, &offered.secret, &device.get(options(&first))).unwrap_err(), REFUSED);
    assert_eq!(judged(&bound, &Ceremony::None, &given).unwrap_err(), REFUSED);
}

#[test]
fn anothers_passkey_is_not_ones_own() {
    let (_, alice) = alice();
    let mut device = SoftAuthenticator::new(b"bob's key");
    let bob = bound("bob", &mut device);
    assert_eq!(used(&device, std::slice::from_ref(&alice)).unwrap_err(), UNKNOWN);
    assert_eq!(used(&device, &[alice.clone(), bob.clone()]).unwrap().authenticator_id, "bob-key");
    // Bob's key under the id of Alice's, with either user handle.
    device.id = b"alice's key".to_vec();
    assert_eq!(used(&device, std::slice::from_ref(&alice)).unwrap_err(), REFUSED);
    device.user_handle = SoftAuthenticator::new(b"").user_handle;
    let listed = factor().challenge(std::slice::from_ref(&alice), &scene(true));
    assert_eq!(judged(&[alice], &listed.secret, &device.get(options(&listed))).unwrap_err(), REFUSED);
}

#[test]
fn a_key_that_keeps_no_user_handle_serves_where_the_account_is_known() {
    let (mut device, bound) = alice();
    device.user_handle = None;
    let asked = factor().challenge(std::slice::from_ref(&bound), &scene(true));
    assert!(judged(std::slice::from_ref(&bound), &asked.secret, &device.get(options(&asked))).is_ok());
    device.user_handle = Some(b"bob".to_vec());
    assert_eq!(judged(&[bound], &asked.secret, &device.get(options(&asked))).unwrap_err(), REFUSED);
}

#[test]
fn a_counter_only_goes_up() {
    let mut device = SoftAuthenticator::new(b"counting");
    device.counter = 7;
    let mut bound = bound("alice", &mut device);
    assert_eq!(bound.high_water, Some(7));
    for (counter, high_water) in
        [(7, None), (6, None), (0, None), (8, Some(8)), (u32::MAX, Some(i64::from(u32::MAX)))]
    {
        device.counter = counter;
        let verdict = used(&device, std::slice::from_ref(&bound));
        assert_eq!(verdict.ok().and_then(|verified| verified.high_water), high_water, "{counter}");
    }
    bound.high_water = Some(20);
    device.counter = 20;
    assert_eq!(
        used(&device, std::slice::from_ref(&bound)).unwrap_err(),
        REFUSED,
        "the mark counts, not the record"
    );
    device.counter = 21;
    assert_eq!(used(&device, &[bound]).unwrap().high_water, Some(21));

    let (mut device, mut never) = alice();
    device.counter = 1;
    assert_eq!(used(&device, std::slice::from_ref(&never)).unwrap().high_water, Some(1));
    never.high_water = Some(1);
    device.counter = 0;
    assert_eq!(used(&device, &[never]).unwrap_err(), REFUSED, "it does not stop counting");
}

#[test]
fn whether_it_is_synced_is_kept_up_to_date() {
    let mut device = SoftAuthenticator::new(b"manager");
    device.flags = UP | UV | BE;
    let mut bound = bound("alice", &mut device);
    assert_eq!(Factor::describe(&factor(), &bound.credential)["backup"], "eligible");
    let verified = used(&device, std::slice::from_ref(&bound)).unwrap();
    assert_eq!(verified.amr, ["swk", "user"]);
    assert!(verified.amended.is_none());
    for (flags, shown) in [(UP | UV | BE | BS, "synced"), (UP | UV | BE, "eligible")] {
        device.flags = flags;
        bound.credential = used(&device, std::slice::from_ref(&bound)).unwrap().amended.unwrap();
        assert_eq!(Factor::describe(&factor(), &bound.credential)["backup"], shown);
        assert!(used(&device, std::slice::from_ref(&bound)).unwrap().amended.is_none());
    }
    device.flags = UP | UV;
    assert_eq!(used(&device, &[bound]).unwrap_err(), REFUSED, "eligibility never changes");
    let described = Factor::describe(&factor(), &alice().1.credential);
    assert_eq!(described["backup"], "bound");
    assert_eq!(described["credential_id"], BASE64URL.encode(b"alice's key"));
    assert_eq!(described["rp_id"], "id.example.org");
}

#[test]
fn a_new_passkey_has_its_name_and_its_handle() {
    let mut device = SoftAuthenticator::new(b"new");
    device.flags = UP | UV | BE | BS;
    let enrolment = enrolled("alice", &mut device, &[]).unwrap();
    assert_eq!(enrolment.name, "Passkey");
    assert_eq!(enrolment.handle.unwrap(), b"new");
    assert_eq!(enrolment.high_water, None);
    assert_eq!(enrolment.amr, ["swk", "user"]);
    assert_eq!(enrolment.characters, [Character::Possession, Character::Activation]);
    let asked = factor().nameless(&scene(false)).unwrap();
    assert_eq!(Factor::handle(&factor(), &answer(&device.get(options(&asked)))).unwrap(), b"new");
    assert_eq!(Factor::handle(&factor(), &answer("{}")), None);
}

/// One thing wrong with a registration.
#[rstest]
#[case::another_origin(|d: &mut SoftAuthenticator| d.origin = "https://evil.example".into())]
#[case::another_relying_party(|d: &mut SoftAuthenticator| d.rp_id = Some("evil.example".into()))]
#[case::no_user_verified(|d: &mut SoftAuthenticator| d.flags = UP)]
#[case::no_user_present(|d: &mut SoftAuthenticator| d.flags = UV)]
#[case::backed_up_but_not_eligible(|d: &mut SoftAuthenticator| d.flags = UP | UV | BS)]
#[case::in_a_frame_elsewhere(|d: &mut SoftAuthenticator| d.client_data = json!({ "crossOrigin": true }))]
#[case::below_another_page(|d: &mut SoftAuthenticator| d.client_data = json!({ "topOrigin": "https://evil.example" }))]
#[case::the_other_ceremony(|d: &mut SoftAuthenticator| d.client_data = json!({ "type": "webauthn.get" }))]
#[case::another_challenge(|d: &mut SoftAuthenticator| d.client_data = json!({ "challenge": "AAAA" }))]
#[case::no_public_key(|d: &mut SoftAuthenticator| d.answer = json!({ "type": "password" }))]
#[case::another_id(|d: &mut SoftAuthenticator| d.answer = json!({ "rawId": "AAAA" }))]
#[case::an_id_too_long(|d: &mut SoftAuthenticator| d.id = vec![1; 1024])]
#[case::an_algorithm_not_asked_for(|d: &mut SoftAuthenticator| d.algorithm = 0x27)]
#[case::a_key_held_already(|d: &mut SoftAuthenticator| d.id = b"alice's key".to_vec())]
fn a_registration_with_one_fault_is_refused(#[case] spoil: fn(&mut SoftAuthenticator)) {
    let (_, held) = alice();
    let mut device = SoftAuthenticator::new(b"new");
    assert!(enrolled("alice", &mut device, std::slice::from_ref(&held)).is_ok());
    spoil(&mut device);
    assert_eq!(enrolled("alice", &mut device, &[held]).unwrap_err(), NOT_MADE);
}

#[test]
fn an_answer_that_is_none_is_refused() {
    let (_, bound) = alice();
    let asked = factor().nameless(&scene(false)).unwrap();
    let offered = factor().offer(&person("alice"), &[], &scene(true)).unwrap();
    for (text, reason, enrolment) in [
        ("", MISSING, MISSING),
        ("x", REFUSED, NOT_MADE),
        ("{}", REFUSED, NOT_MADE),
        ("[[[[", REFUSED, NOT_MADE),
    ] {
        assert_eq!(judged(std::slice::from_ref(&bound), &asked.secret, text).unwrap_err(), reason);
        let refused = factor().enrol(&person("alice"), &offered.secret, &answer(text), &scene(true));
        assert_eq!(refused.unwrap_err(), enrolment);
    }
    let refused = factor().enrol(&person("alice"), &asked.secret, &answer("{}"), &scene(true));
    assert_eq!(refused.unwrap_err(), NOT_MADE);
}

#[test]
fn an_account_holds_no_more_than_twenty() {
    let (_, one) = alice();
    assert!(factor().offer(&person("alice"), &vec![one.clone(); 19], &scene(true)).is_some());
    assert!(factor().offer(&person("alice"), &vec![one; 20], &scene(true)).is_none());
}

#[test]
fn a_related_origin_may_use_what_was_made_here() {
    let (mut device, bound) = alice();
    device.origin = "https://example.com".into();
    assert_eq!(used(&device, std::slice::from_ref(&bound)).unwrap_err(), REFUSED);
    let factor = factor_with(|config| config.passkey.related_origins = vec!["https://example.com".into()]);
    let asked = Factor::nameless(&factor, &scene(false)).unwrap();
    let given = answer(&device.get(options(&asked)));
    assert!(matches!(factor.judge(&[bound], &asked.secret, &given), Ok(verified) if verified.version == 4));
}

#[test]
fn at_a_bare_network_address_there_are_no_passkeys() {
    let factor = factor_with(|config| config.issuer = "http://127.0.0.1:8080".into());
    let manner = Factor::manner(&factor);
    assert!(!manner.nameless && !manner.enrols);
    assert!(Factor::nameless(&factor, &scene(false)).is_none());
    assert!(Factor::offer(&factor, &person("alice"), &[], &scene(true)).is_none());
    let (device, bound) = alice();
    let asked = Factor::challenge(&factor, &[], &scene(false));
    assert_eq!(asked.page["options"], "");
    let answered = answer(&device.get(options(&self::factor().nameless(&scene(false)).unwrap())));
    assert!(matches!(
        Factor::verify(&factor, &[bound], &asked.secret, &answered, &scene(false)),
        Verdict::Refused(REFUSED)
    ));
}

#[test]
fn a_damaged_record_or_secret_is_an_error_and_no_refusal() {
    use crate::authentication::factor::{AnyFactor, Damaged};
    let factor: Box<dyn AnyFactor> = Box::new(factor());
    let damaged = Bound {
        authenticator_id: "x".into(),
        version: 1,
        high_water: None,
        credential: Record::new(br#"{"user_id":"00000000-0000-0000-0000-000000000000"}"#.to_vec()),
    };
    let asked = factor.nameless(&scene(false)).unwrap().unwrap();
    let verdict: Result<_, Damaged> = factor.verify(&[damaged], &asked.secret, &answer("{}"), &scene(false));
    assert!(verdict.is_err());
    assert!(factor.verify(&[], &json!(7), &answer("{}"), &scene(false)).is_err());
}

#[test]
fn a_record_prints_nothing() {
    assert_eq!(format!("{:?}", alice().1.credential), "[credential]");
}
