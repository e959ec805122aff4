use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

use super::*;
use crate::{authentication::factor::testing, clock::Timestamp, config::Config, random::Random};

fn factor() -> ImagePasscode {
    ImagePasscode::from_config(&testing::config(), &testing::vault())
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

/// Something that nobody else has.
fn picture(seed: u64, width: u32, height: u32) -> DynamicImage {
    let random = Random::seeded(seed);
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, |_, _| Rgb(random.bytes())))
}

fn file(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Vec::new();
    picture.write_to(&mut Cursor::new(&mut bytes), format).unwrap();
    bytes
}

fn own() -> Vec<u8> {
    file(&picture(1, 80, 80), ImageFormat::Png)
}

fn chosen(file: &[u8]) -> Submission {
    Submission { files: [("image".to_owned(), file.to_vec())].into(), ..Submission::default() }
}

fn refusal(factor: &ImagePasscode, file: &[u8]) -> &'static str {
    match factor.enrol(&person(), &Given::default(), &chosen(file), &scene()) {
        Err(reason) => reason.key,
        Ok(Round::Again(_)) => "",
        Ok(Round::Done(_)) => panic!("bound at once"),
    }
}

fn enrolled(factor: &ImagePasscode, file: &[u8]) -> Vec<Bound<SlowHash>> {
    let Ok(Round::Again(second)) = factor.enrol(&person(), &Given::default(), &chosen(file), &scene()) else {
        panic!("refused")
    };
    let Ok(Round::Done(enrolment)) = factor.enrol(&person(), &second.secret, &chosen(file), &scene()) else {
        panic!("not enrolled")
    };
    assert_eq!((enrolment.amr, enrolment.characters), (vec!["image".to_owned()], vec![Character::Knowledge]));
    let credential = enrolment.credential;
    vec![Bound { authenticator_id: "i1".into(), version: 2, high_water: None, credential }]
}

fn judged(
    factor: &ImagePasscode,
    bound: &[Bound<SlowHash>],
    file: &[u8],
) -> Result<Verified<SlowHash>, Reason> {
    match factor.verify(bound, &Given::default(), &chosen(file), &scene()) {
        Verdict::Verified(verified) => Ok(verified),
        Verdict::Refused(reason) => Err(reason),
    }
}

#[test]
fn exactly_the_same_file_signs_in() {
    let factor = factor();
    let own = own();
    let bound = enrolled(&factor, &own);
    let verified = judged(&factor, &bound, &own).unwrap();
    assert_eq!((verified.authenticator_id.as_str(), verified.version), ("i1", 2));
    assert_eq!((verified.amr, verified.characters), (vec!["image".to_owned()], vec![Character::Knowledge]));
    assert!(verified.amended.is_none());
    let step = own.len() / 50;
    for at in (0..own.len()).step_by(step) {
        let mut other = own.clone();
        other[at] ^= 1;
        assert_eq!(judged(&factor, &bound, &other).unwrap_err(), WRONG, "byte {at}");
    }
    let same_pixels = file(&image::load_from_memory(&own).unwrap(), ImageFormat::WebP);
    for other in [&own[1..], &own[..own.len() - 1], &[&own[..], b"\0"].concat(), &same_pixels] {
        assert_eq!(judged(&factor, &bound, other).unwrap_err(), WRONG);
    }
    assert_eq!(judged(&factor, &[], &own).unwrap_err(), WRONG, "nobody's picture");
    assert_eq!(factor.screen(&Submission::default()).unwrap_err(), MISSING);
    assert_eq!(factor.screen(&chosen(b"")).unwrap_err(), MISSING);
}

#[test]
fn at_sign_in_a_file_is_not_looked_at_as_a_picture() {
    let factor = factor();
    let bound = enrolled(&factor, &own());
    for other in [&b"no picture at all"[..], b"\x89PNG\r\n\x1a\n", &vec![0; 10_000_001]] {
        assert_eq!(judged(&factor, &bound, other).unwrap_err(), WRONG, "told nothing else");
    }
}

#[test]
fn it_is_given_twice_and_one_can_begin_anew() {
    let factor = factor();
    let own = own();
    let Ok(Round::Again(second)) = factor.enrol(&person(), &Given::default(), &chosen(&own), &scene()) else {
        panic!("refused")
    };
    assert_eq!((&second.page["again"], &second.page["width"]), (&true.into(), &80.into()));
    let other = file(&picture(2, 80, 80), ImageFormat::Png);
    let differs = factor.enrol(&person(), &second.secret, &chosen(&other), &scene());
    assert_eq!(differs.unwrap_err(), DIFFERENT);
    let none = factor.enrol(&person(), &second.secret, &Submission::default(), &scene());
    assert_eq!(none.unwrap_err(), MISSING);
    let anew = Submission::of([("over".to_owned(), "1".to_owned())]);
    let Ok(Round::Again(first)) = factor.enrol(&person(), &second.secret, &anew, &scene()) else {
        panic!("goes on")
    };
    assert!(first.secret.first.is_none() && first.page["again"] == false);
}

#[test]
fn every_format_is_taken_by_its_first_bytes() {
    let factor = factor();
    let picture = picture(1, 80, 80);
    for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP, ImageFormat::Gif] {
        assert_eq!(refusal(&factor, &file(&picture, format)), "", "{format:?}");
    }
    let own = own();
    for other in [b"BM".to_vec(), b"%PDF-1.7".to_vec(), b"<svg/>".to_vec(), own[1..].to_vec()] {
        assert_eq!(refusal(&factor, &[&other[..], &[0; 4000]].concat()), "error-image-format");
    }
    for cut in [own.len() / 2, 3000] {
        assert_eq!(refusal(&factor, &own[..cut]), "error-image-broken");
    }
    assert_eq!(refusal(&factor, b"\x89PNG\r\n\x1a\n"), "error-image-broken");
}

#[test]
fn what_others_have_is_refused_with_the_reason() {
    let factor = factor();
    assert_eq!(refusal(&factor, &file(&picture(1, 63, 200), ImageFormat::Png)), "error-image-small");
    assert_eq!(refusal(&factor, &file(&picture(1, 64, 64), ImageFormat::Png)), "");
    let blank = RgbImage::from_pixel(600, 600, Rgb([200, 10, 10]));
    // Some bytes behind its end, or its size alone would betray it.
    let blank = [file(&DynamicImage::ImageRgb8(blank), ImageFormat::Png), vec![0; 4000]].concat();
    assert_eq!(refusal(&factor, &blank), "error-image-uniform");
    let noise = Random::seeded(4);
    let nearly = RgbImage::from_fn(200, 200, |_, _| Rgb([250 + noise.bytes::<1>()[0] % 4; 3]));
    assert_eq!(
        refusal(&factor, &file(&DynamicImage::ImageRgb8(nearly), ImageFormat::Png)),
        "error-image-uniform"
    );
    let ours = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/sign-in.png")).unwrap();
    assert_eq!(refusal(&factor, &ours), "error-image-known");
    assert_eq!(refusal(&factor, &vec![0; 10_000_001]), "error-image-large");
}

/// A PNG of a few bytes whose head announces this many pixels (PNG third edition, section 11.2.1).
fn bomb(width: u32, height: u32) -> Vec<u8> {
    let head = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 6, 0, 0, 0]].concat();
    [b"\x89PNG\r\n\x1a\n".to_vec(), chunk(*b"IHDR", &head), chunk(*b"IDAT", &[0; 4000])].concat()
}

fn chunk(kind: [u8; 4], data: &[u8]) -> Vec<u8> {
    let body = [&kind[..], data].concat();
    let check = body.iter().fold(u32::MAX, |check, byte| {
        (0..8).fold(check ^ u32::from(*byte), |check, _| {
            if check & 1 == 1 { (check >> 1) ^ 0xedb8_8320 } else { check >> 1 }
        })
    });
    let length = u32::try_from(data.len()).unwrap();
    [&length.to_be_bytes()[..], &body, &(!check).to_be_bytes()].concat()
}

#[test]
fn a_head_that_announces_too_much_is_not_followed() {
    let factor = factor();
    for (width, height) in [(50_000, 50_000), (u32::MAX >> 1, 1), (6_500, 6_500)] {
        assert_eq!(refusal(&factor, &bomb(width, height)), "error-image-huge", "{width} x {height}");
    }
    assert_eq!(
        refusal(&factor, &bomb(6_000, 6_000)),
        "error-image-broken",
        "within the limit, and nothing in it"
    );
    let mut config = Config::default();
    config.image_passcode.max_megapixels = 1;
    let strict = ImagePasscode::from_config(&config, &testing::vault());
    assert_eq!(
        refusal(&strict, &file(&DynamicImage::ImageRgb8(RgbImage::new(1_100, 1_000)), ImageFormat::Jpeg)),
        "error-image-huge"
    );
}

#[test]
fn what_is_kept_holds_no_digest_of_the_file() {
    let factor = factor();
    let own = own();
    let bound = enrolled(&factor, &own);
    let kept = serde_json::to_string(&bound[0].credential).unwrap();
    assert!(kept.len() < 400, "a record of some hundred bytes");
    let settings = Settings { pepper: Zeroizing::new(vec![1; 32]), ..factor.settings.clone() };
    let elsewhere = ImagePasscode::new(settings, testing::vault());
    assert_eq!(judged(&elsewhere, &bound, &own).unwrap_err(), WRONG, "its pepper is missing");
    let other_key =
        crate::jose::Vault::new(&crate::jose::MasterKey::generate(&Random::seeded(9)), Random::seeded(2));
    let elsewhere = ImagePasscode::new(factor.settings.clone(), other_key);
    assert_eq!(judged(&elsewhere, &bound, &own).unwrap_err(), WRONG, "the key of its digest is missing");
}

#[test]
fn an_older_hash_is_renewed() {
    let factor = factor();
    let own = own();
    let bound = enrolled(&factor, &own);
    let cost = Cost { iterations: 2, ..factor.settings.cost };
    let dearer = ImagePasscode::new(Settings { cost, ..factor.settings.clone() }, testing::vault());
    let amended = judged(&dearer, &bound, &own).unwrap().amended.expect("hashed anew");
    assert_eq!(amended.cost(), cost);
    let bound = vec![Bound { credential: amended, ..bound[0].clone() }];
    assert!(judged(&dearer, &bound, &own).unwrap().amended.is_none());
}
