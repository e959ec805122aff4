use data_encoding::BASE64URL_NOPAD as BASE64URL;
use rstest::rstest;

use super::{
    soft_device::{SoftDevice, question},
    *,
};
use crate::{
    authentication::factor::{Record, testing},
    clock::Timestamp,
    random::Random,
};

fn factor() -> RegisteredDevice {
    factor_at("https://id.example.org")
}

fn factor_at(issuer: &str) -> RegisteredDevice {
    let config = Config { issuer: issuer.into(), ..testing::config() };
    RegisteredDevice::from_config(&config, &testing::vault())
}

fn scene(proved: bool) -> Scene {
    Scene {
        now: Timestamp::from_seconds(59),
        random: Random::system(),
        decoy_key: [9; 32],
        host: "id.example.org".into(),
        identifier: "alice".into(),
        proved,
    }
}

fn person(name: &str) -> Person {
    Person {
        account_id: format!("{name}-id"),
        username: name.into(),
        email: Some(format!("{name}@example.org")),
        phone: None,
    }
}

/// A device of `name` as the guide would hand it back, by way of the bytes that are stored.
fn bound(name: &str, device: &SoftDevice) -> Bound<Device> {
    let asked = factor().offer(&person(name), &[], &scene(true)).unwrap();
    let enrolled = factor().enrol(&person(name), &asked.secret, &device.bind(&asked.page), &scene(true));
    let Ok(Round::Done(enrolment)) = enrolled else { panic!("{enrolled:?}") };
    Bound {
        authenticator_id: format!("{name}-device"),
        version: 4,
        high_water: None,
        credential: Record::of(&enrolment.credential).unwrap().read().unwrap(),
    }
}

fn alice() -> (SoftDevice, Bound<Device>) {
    let device = SoftDevice::fresh();
    let bound = bound("alice", &device);
    (device, bound)
}

fn judged(
    bound: &[Bound<Device>],
    asked: &Question,
    answer: &Submission,
) -> Result<Verified<Device>, Reason> {
    match factor().verify(bound, asked, answer, &scene(true)) {
        Verdict::Verified(verified) => Ok(verified),
        Verdict::Refused(reason) => Err(reason),
    }
}

fn used(device: &SoftDevice, bound: &[Bound<Device>]) -> Result<Verified<Device>, Reason> {
    let asked = factor().nameless(&scene(false)).unwrap();
    judged(bound, &asked.secret, &device.prove(&asked.page))
}

/// The reason why a key is not bound with this form.
fn not_bound(asked: &Challenge<Question>, form: &Submission) -> Reason {
    factor().enrol(&person("alice"), &asked.secret, form, &scene(true)).unwrap_err()
}

#[test]
fn a_device_proves_that_it_is_here_and_no_more() {
    let (device, bound) = alice();
    let verified = used(&device, &[bound]).unwrap();
    assert_eq!((verified.authenticator_id.as_str(), verified.version), ("alice-device", 4));
    assert_eq!(verified.amr, ["swk"]);
    assert_eq!(verified.characters, [Character::Possession]);
}

#[test]
fn a_page_helps_its_script_to_find_the_key_and_tells_strangers_nothing() {
    let (device, bound) = alice();
    let offered =
        question(&factor().offer(&person("alice"), std::slice::from_ref(&bound), &scene(true)).unwrap().page);
    assert_eq!(offered["purpose"], "bind");
    assert_eq!(offered["keys"], json!([device.id()]));
    assert_eq!(offered["names"], json!(["alice", "alice@example.org"]));
    assert!(!offered["user"].as_str().unwrap().contains("alice"));

    let proved = question(&factor().challenge(std::slice::from_ref(&bound), &scene(true)).page);
    assert_eq!((&proved["keys"], &proved["user"]), (&json!([device.id()]), &offered["user"]));
    let mut strange = Vec::new();
    for bound in [&[bound][..], &[]] {
        let mut asked = question(&factor().challenge(bound, &scene(false)).page);
        assert!(asked["nonce"].take().as_str().unwrap().len() >= 43);
        strange.push(asked);
    }
    assert_eq!(strange[0], strange[1]);
    assert_eq!(
        (&strange[0]["keys"], &strange[0]["user"], &strange[0]["names"]),
        (&Value::Null, &Value::Null, &json!(["alice"]))
    );
    let nameless = question(&factor().nameless(&scene(false)).unwrap().page);
    assert_eq!((&nameless["names"], &nameless["issuer"]), (&json!([]), &json!("https://id.example.org")));
}

/// One thing wrong with what was signed.
#[rstest]
#[case::another_origin(|d: &mut SoftDevice| d.origin = "https://evil.example".into())]
#[case::a_subdomain(|d: &mut SoftDevice| d.origin = "https://a.id.example.org".into())]
#[case::another_port(|d: &mut SoftDevice| d.origin = "https://id.example.org:8443".into())]
#[case::plain_http(|d: &mut SoftDevice| d.origin = "http://id.example.org".into())]
#[case::more_than_an_origin(|d: &mut SoftDevice| d.origin = "https://id.example.org/".into())]
#[case::another_issuer(|d: &mut SoftDevice| d.issuer = Some("https://evil.example".into()))]
#[case::no_issuer(|d: &mut SoftDevice| d.issuer = Some(String::new()))]
#[case::a_border_moved(|d: &mut SoftDevice| { d.issuer = Some("https://id.example.orghttps://id".into()); d.origin = ".example.org".into() })]
#[case::a_tampered_signature(|d: &mut SoftDevice| d.tampers = true)]
fn what_was_signed_for_anything_else_is_refused(#[case] spoil: fn(&mut SoftDevice)) {
    let (mut device, bound) = alice();
    let bound = [bound];
    assert!(used(&device, &bound).is_ok());
    spoil(&mut device);
    assert_eq!(used(&device, &bound).unwrap_err(), REFUSED);
    let asked = factor().offer(&person("alice"), &[], &scene(true)).unwrap();
    assert_eq!(not_bound(&asked, &device.bind(&asked.page)), NOT_MADE);
}

#[test]
fn a_signature_serves_one_purpose() {
    let (mut device, bound) = alice();
    let bound = [bound];
    let asked = factor().nameless(&scene(false)).unwrap();
    let offered = factor().offer(&person("alice"), &[], &scene(true)).unwrap();
    device.purpose = Some(Purpose::Bind);
    assert_eq!(judged(&bound, &asked.secret, &device.prove(&asked.page)).unwrap_err(), REFUSED);
    assert_eq!(judged(&bound, &offered.secret, &device.prove(&offered.page)).unwrap_err(), REFUSED);
    device.purpose = Some(Purpose::Prove);
    assert_eq!(not_bound(&offered, &device.bind(&offered.page)), NOT_MADE);
    assert_eq!(not_bound(&asked, &device.bind(&asked.page)), NOT_MADE);
}

#[test]
fn an_answer_is_to_one_question_only() {
    let (device, bound) = alice();
    let bound = [bound];
    let [first, second] = [(); 2].map(|()| factor().nameless(&scene(false)).unwrap());
    let given = device.prove(&first.page);
    assert!(judged(&bound, &first.secret, &given).is_ok());
    assert_eq!(judged(&bound, &second.secret, &given).unwrap_err(), REFUSED, "replayed into another journey");
    let [first, second] = [(); 2].map(|()| factor().offer(&person("bob"), &[], &scene(true)).unwrap());
    assert_eq!(not_bound(&second, &device.bind(&first.page)), NOT_MADE);
}

#[test]
fn anothers_device_is_not_ones_own() {
    let (_, alice) = alice();
    let device = SoftDevice::fresh();
    let bob = bound("bob", &device);
    assert_eq!(used(&device, std::slice::from_ref(&alice)).unwrap_err(), REFUSED);
    assert_eq!(used(&device, &[]).unwrap_err(), REFUSED);
    assert_eq!(used(&device, &[alice.clone(), bob]).unwrap().authenticator_id, "bob-device");
    // Bob's signature under the name of Alice's key.
    let asked = factor().nameless(&scene(false)).unwrap();
    let signature = device.sign(Purpose::Prove, &asked.page);
    let form = device.form(&alice.credential.key.id(), &signature);
    assert_eq!(judged(&[alice], &asked.secret, &form).unwrap_err(), REFUSED);
}

#[test]
fn nobody_signs_for_the_key_that_stands_in_where_there_is_none() {
    let decoy = DeviceKey::read(NOBODY).unwrap();
    let form = SoftDevice::fresh().form(&decoy.id(), &[1; 64]);
    let asked = factor().nameless(&scene(false)).unwrap();
    assert_eq!(judged(&[], &asked.secret, &form).unwrap_err(), REFUSED);
}

#[test]
fn a_signature_has_one_form() {
    let (device, bound) = alice();
    let bound = [bound];
    let asked = factor().nameless(&scene(false)).unwrap();
    let right = device.sign(Purpose::Prove, &asked.page);
    let with =
        |signature: &[u8]| judged(&bound, &asked.secret, &device.form(&device.id(), signature)).is_ok();
    assert!(with(&right));
    assert_eq!(right.len(), 64);
    for length in 0..64 {
        assert!(!with(&right[..length]), "cut after {length}");
    }
    let (r, s) = right.split_at(32);
    let der = |r: &[u8], s: &[u8]| {
        let integer = |n: &[u8]| [&[2, 33, 0][..], n].concat();
        let body = [integer(r), integer(s)].concat();
        [&[0x30, u8::try_from(body.len()).unwrap()][..], &body].concat()
    };
    for wrong in [
        der(r, s),
        [&right[..], &[0]].concat(),
        [&[0; 32][..], s].concat(),
        [r, &[0; 32]].concat(),
        [s, r].concat(),
        vec![0; 64],
        vec![0xff; 64],
    ] {
        assert!(!with(&wrong), "{wrong:02x?}");
    }
    let mut form = device.form(&device.id(), &right);
    for spelling in
        [format!("{}=", BASE64URL.encode(&right)), format!(" {}", BASE64URL.encode(&right)), "%".into()]
    {
        form.fields.insert(SIGNATURE.into(), spelling);
        assert_eq!(judged(&bound, &asked.secret, &form).unwrap_err(), REFUSED);
    }
}

/// The parts of a public key: what stands before the point, x, y.
fn parts(device: &SoftDevice) -> (Vec<u8>, Vec<u8>, Vec<u8>) {
    let spki = BASE64URL.decode(device.spki().as_bytes()).unwrap();
    (spki[..26].to_vec(), spki[27..59].to_vec(), spki[59..].to_vec())
}

#[test]
fn a_key_is_a_point_of_the_curve_in_its_one_form() {
    let device = SoftDevice::fresh();
    let (head, x, y) = parts(&device);
    let read = |bytes: &[u8]| DeviceKey::read(&BASE64URL.encode(bytes)).is_some();
    let spki = |form: u8, x: &[u8], y: &[u8]| [&head[..], &[form], x, y].concat();
    let whole = spki(4, &x, &y);
    assert!(read(&whole));
    for length in 0..whole.len() {
        assert!(!read(&whole[..length]), "cut after {length}");
    }
    for at in 0..head.len() {
        let mut other = whole.clone();
        other[at] ^= 1;
        assert!(!read(&other), "another byte at {at}");
    }
    let mut off = y.clone();
    off[31] ^= 1;
    let p = [&[0xff; 4][..], &[0, 0, 0, 1], &[0; 12], &[0xff; 12]].concat();
    // The head of P-384 (secp384r1) with a point of its length.
    let p384 =
        b"\x30\x76\x30\x10\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x05\x2b\x81\x04\x00\x22\x03\x62\x00\x04";
    let k1 =
        b"\x30\x56\x30\x10\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x05\x2b\x81\x04\x00\x0a\x03\x42\x00\x04";
    for (what, wrong) in [
        ("not on the curve", spki(4, &x, &off)),
        ("the point at infinity", [&head[..], &[0]].concat()),
        ("infinity, padded", spki(0, &[0; 32], &[0; 32])),
        ("zeros", spki(4, &[0; 32], &[0; 32])),
        ("beyond the field", spki(4, &p, &y)),
        ("beyond the field by far", spki(4, &[0xff; 32], &[0xff; 32])),
        ("a hybrid form", spki(6 + (y[31] & 1), &x, &y)),
        ("a compressed form", spki(2 + (y[31] & 1), &x, &[])),
        ("a compressed form, padded", spki(2 + (y[31] & 1), &x, &y)),
        ("the bare point", [&[4][..], &x, &y].concat()),
        ("something after it", [&whole[..], &[0]].concat()),
        ("a curve of another size", [&p384[..], &[1; 96]].concat()),
        ("another curve of this size", [&k1[..], &x, &y].concat()),
        ("no DER", vec![0x30; 91]),
        ("nothing", Vec::new()),
    ] {
        assert!(!read(&wrong), "{what}");
    }
    for text in
        [format!("{}=", device.spki()), device.spki().replace('A', "+"), format!("{}\n", device.spki())]
    {
        assert!(DeviceKey::read(&text).is_none(), "{text}");
    }
    let jwk = json!({ "kty": "EC", "crv": "P-256", "x": BASE64URL.encode(&x), "y": BASE64URL.encode(&y) });
    assert!(DeviceKey::read(&jwk.to_string()).is_none());
}

#[test]
fn a_key_that_is_none_is_not_bound() {
    let device = SoftDevice::fresh();
    let asked = factor().offer(&person("alice"), &[], &scene(true)).unwrap();
    let signature = device.sign(Purpose::Bind, &asked.page);
    let other = SoftDevice::fresh();
    assert_eq!(
        not_bound(&asked, &device.form(&device.id(), &signature)),
        NOT_MADE,
        "its name is not the key"
    );
    assert_eq!(
        not_bound(&asked, &device.form(&other.spki(), &signature)),
        NOT_MADE,
        "a key that did not sign"
    );
    assert_eq!(not_bound(&asked, &device.form("x", &signature)), NOT_MADE);
    assert_eq!(not_bound(&asked, &device.form("", &signature)), MISSING);
    assert_eq!(not_bound(&asked, &device.form(&device.spki(), &[])), MISSING);
    assert!(factor().enrol(&person("alice"), &asked.secret, &device.bind(&asked.page), &scene(true)).is_ok());
}

#[test]
fn a_new_device_has_its_name_and_its_handle() {
    let device = SoftDevice::fresh();
    let asked = factor().offer(&person("alice"), &[], &scene(true)).unwrap();
    let mut form = device.bind(&asked.page);
    let enrolled =
        |form: &Submission| match factor().enrol(&person("alice"), &asked.secret, form, &scene(true)) {
            Ok(Round::Done(enrolment)) => enrolment,
            other => panic!("{other:?}"),
        };
    assert_eq!(enrolled(&form).name, "Registered device");
    form.fields.insert("name".into(), "Chrome on Linux".into());
    let enrolment = enrolled(&form);
    assert_eq!(enrolment.name, "Chrome on Linux");
    assert_eq!((enrolment.high_water, enrolment.amr), (None, vec!["swk".to_owned()]));
    let used = device.prove(&factor().nameless(&scene(false)).unwrap().page);
    assert_eq!(enrolment.handle, Factor::handle(&factor(), &used), "it names its account when it is used");
    assert_eq!(Factor::describe(&factor(), &enrolment.credential), json!({ "key": device.id() }));
    for wrong in ["", "x", &device.spki(), &device.id()[..42], &format!("{}A", device.id())] {
        assert_eq!(Factor::handle(&factor(), &device.form(wrong, &[1])), None, "{wrong}");
    }
}

#[test]
fn an_account_holds_no_more_than_twenty() {
    let (_, one) = alice();
    assert!(factor().offer(&person("alice"), &vec![one.clone(); 19], &scene(true)).is_some());
    assert!(factor().offer(&person("alice"), &vec![one; 20], &scene(true)).is_none());
}

#[test]
fn at_a_port_or_a_bare_address_it_works_as_well() {
    for issuer in ["http://localhost:8080", "http://127.0.0.1:8080"] {
        let factor = factor_at(issuer);
        let mut device = SoftDevice::fresh();
        issuer.clone_into(&mut device.origin);
        let asked = Factor::offer(&factor, &person("alice"), &[], &scene(true)).unwrap();
        let enrolled =
            Factor::enrol(&factor, &person("alice"), &asked.secret, &device.bind(&asked.page), &scene(true));
        assert!(matches!(enrolled, Ok(Round::Done(_))), "{issuer}");
    }
}

#[test]
fn what_is_signed_is_written_like_this() {
    let message =
        Message { issuer: "https://a", origin: "https://b", purpose: Purpose::Bind, key_id: "", nonce: "é" };
    let expected = b"doorward registered device v1\
        \x01\0\0\0\x09https://a\x02\0\0\0\x09https://b\x03\0\0\0\x04bind\x04\0\0\0\0\x05\0\0\0\x02\xc3\xa9";
    assert_eq!(message.bytes(), expected);
}

#[test]
fn a_damaged_record_or_secret_is_an_error_and_no_refusal() {
    use crate::authentication::factor::{AnyFactor, Damaged};
    let factor: Box<dyn AnyFactor> = Box::new(factor());
    let form = SoftDevice::fresh().form("x", &[1]);
    let asked = factor.nameless(&scene(false)).unwrap().unwrap();
    for record in ["{}", r#"{"key":"AAAA","user":""}"#] {
        let damaged = Bound {
            authenticator_id: "x".into(),
            version: 1,
            high_water: None,
            credential: Record::new(record.as_bytes().to_vec()),
        };
        let verdict: Result<_, Damaged> = factor.verify(&[damaged], &asked.secret, &form, &scene(false));
        assert!(verdict.is_err());
    }
    assert!(factor.verify(&[], &json!(7), &form, &scene(false)).is_err());
}

#[test]
fn a_record_prints_no_key() {
    let shown = format!("{:?}", alice().1.credential);
    assert!(shown.contains("[device key]"), "{shown}");
}
