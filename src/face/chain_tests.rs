use std::path::Path;

use image::{ExtendedColorType, RgbImage, codecs::jpeg::JpegEncoder, imageops};

use super::*;
use crate::config::Config;

const PORTRAIT: &[u8] = include_bytes!("../../tests/fixtures/astronaut.jpg");

fn fixture(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)
}

fn settings(change: impl FnOnce(&mut Config)) -> Settings {
    let mut config = Config::default();
    config.face.models = Some(Path::new(env!("CARGO_MANIFEST_DIR")).join("models"));
    change(&mut config);
    Settings::from_config(&config)
}

fn chain() -> Chain {
    Chain::load(&settings(|_| {})).unwrap()
}

fn portrait() -> RgbImage {
    image::load_from_memory(PORTRAIT).unwrap().to_rgb8()
}

fn jpeg(picture: &RgbImage) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut file, 88);
    encoder.encode(picture, picture.width(), picture.height(), ExtendedColorType::Rgb8).unwrap();
    file
}

fn face(chain: &mut Chain, file: &[u8]) -> Face {
    chain.measure(file, Wants::ALL, None).unwrap().measurement.face.unwrap()
}

fn distance(left: &Face, right: &Face) -> f32 {
    let [left, right] = [left, right].map(|it| it.embedding.as_ref().unwrap());
    left.iter().zip(right.iter()).map(|(a, b)| (a - b) * (a - b)).sum::<f32>().sqrt()
}

#[test]
fn a_portrait_is_measured_as_by_the_reference() {
    let measured = chain().measure(PORTRAIT, Wants::ALL, None).unwrap();
    assert_eq!(measured.measurement.faces, 1);
    let face = measured.measurement.face.unwrap();
    assert_eq!((face.frame, face.landmarks.len()), ([512.0, 512.0], 468));
    let near = |number: f32, expected: f32, within: f32| (number - expected).abs() <= within;
    for (number, [x, y, z]) in REFERENCE_POINTS {
        let [px, py, pz] = face.landmarks[number];
        assert!(
            near(px, x, 1.0) && near(py, y, 1.0) && near(pz, z, 1.5),
            "{number}: {:?}",
            face.landmarks[number]
        );
    }
    assert!(face.presence > 0.99);
    let [yaw, pitch, roll] = face.pose;
    let [r_yaw, r_pitch, r_roll] = REFERENCE_POSE;
    assert!(near(yaw, r_yaw, 1.0) && near(pitch, r_pitch, 1.0) && near(roll, r_roll, 1.0), "{:?}", face.pose);
    assert!(near(face.yaw2d, REFERENCE_YAW2D, 0.03), "{}", face.yaw2d);
    for ((ear, iris), (r_ear, r_iris)) in face.ear.into_iter().zip(face.iris.unwrap()).zip(REFERENCE_EYES) {
        assert!(near(ear, r_ear, 0.01) && near(iris, r_iris, 0.01), "{:?} {:?}", face.ear, face.iris);
    }
    let embedding = face.embedding.unwrap();
    assert_eq!(embedding.len(), 128);
    for (value, expected) in embedding.iter().zip(REFERENCE_EMBEDDING) {
        assert!(near(*value, expected, 0.02), "{value} {expected}");
    }
    assert_eq!(face.genuine, None);
}

#[test]
fn only_what_is_wanted_is_measured() {
    let mut chain = chain();
    let face = chain.measure(PORTRAIT, Wants::MESH, None).unwrap().measurement.face.unwrap();
    assert!(face.iris.is_none() && face.embedding.is_none() && !face.landmarks.is_empty());
}

#[test]
fn the_same_pixels_are_the_same_frame_whatever_their_file() {
    let mut chain = chain();
    let mut digest = |file: &[u8]| chain.measure(file, Wants::MESH, None).unwrap().measurement.digest;
    let (start, rest) = PORTRAIT.split_at(2);
    let commented = [start, b"\xff\xfe\x00\x04no", rest].concat();
    let longer = [PORTRAIT, b"x"].concat();
    let frame = digest(PORTRAIT);
    assert_eq!((digest(&commented), digest(&longer)), (frame, frame));
    let mut whole = portrait();
    let pixel = whole.get_pixel_mut(5, 5);
    pixel.0[0] ^= 1;
    let changed = Picture::from_rgb(whole.width(), whole.height(), whole.into_raw()).unwrap();
    assert_ne!(super::digest(&changed), frame, "one pixel");
    let [wide, tall] = [(64, 32), (32, 64)].map(|(width, height)| {
        super::digest(&Picture::from_rgb(width, height, vec![7; 64 * 32 * 3]).unwrap())
    });
    assert_ne!(wide, tall);
}

#[test]
fn the_same_face_stays_near_and_is_turned_with_its_picture() {
    let (mut chain, whole) = (chain(), portrait());
    let here = face(&mut chain, PORTRAIT);
    let again = face(&mut chain, &jpeg(&whole));
    let small = face(&mut chain, &jpeg(&imageops::resize(&whole, 410, 410, imageops::FilterType::Triangle)));
    let mirrored = face(&mut chain, &jpeg(&imageops::flip_horizontal(&whole)));
    assert!(distance(&here, &again) < 0.1, "{}", distance(&here, &again));
    assert!(distance(&here, &small) < 0.2, "{}", distance(&here, &small));
    assert!((here.pose[0] + mirrored.pose[0]).abs() < 4.0, "{:?} {:?}", here.pose, mirrored.pose);
    assert!((here.pose[2] + mirrored.pose[2]).abs() < 4.0, "{:?} {:?}", here.pose, mirrored.pose);
}

#[test]
fn a_face_is_followed_and_the_whole_picture_is_looked_at_again() {
    let mut chain = chain();
    let first = chain.measure(PORTRAIT, Wants::ALL, None).unwrap();
    let (mut tracking, mut looked) = (first.tracking, Vec::new());
    assert!(first.took.detect > Duration::ZERO);
    for _ in 0..7 {
        let next = chain.measure(PORTRAIT, Wants::ALL, tracking).unwrap();
        let (before, now) =
            (first.measurement.face.as_ref().unwrap(), next.measurement.face.as_ref().unwrap());
        assert!(distance(before, now) < 0.1 && next.measurement.faces == 1);
        looked.push(next.took.detect > Duration::ZERO);
        tracking = next.tracking;
    }
    assert_eq!(looked, [false, false, false, false, false, true, false]);
    // A face that is gone is looked for at once, and not found; one of another camera is, too.
    let grey = RgbImage::from_pixel(512, 512, [120, 120, 120].into());
    let gone = chain.measure(&jpeg(&grey), Wants::ALL, tracking).unwrap();
    assert!(gone.tracking.is_none() && gone.measurement.face.is_none() && gone.took.detect > Duration::ZERO);
    let wide = imageops::resize(&portrait(), 640, 512, imageops::FilterType::Triangle);
    assert!(chain.measure(&jpeg(&wide), Wants::MESH, tracking).unwrap().took.detect > Duration::ZERO);
}

/// The portrait, leaning by so many degrees about the middle of its face.
fn leaning(degrees: f32) -> RgbImage {
    let (portrait, (sin, cos)) = (portrait(), degrees.to_radians().sin_cos());
    RgbImage::from_fn(512, 512, |x, y| {
        let (x, y) = (x as f32 - 224.0, y as f32 - 120.0);
        let (from_x, from_y) = (x * cos + y * sin + 224.0, y * cos - x * sin + 120.0);
        let within = (0.0..511.0).contains(&from_x) && (0.0..511.0).contains(&from_y);
        if within { *portrait.get_pixel(from_x as u32, from_y as u32) } else { [90; 3].into() }
    })
}

/// The portrait, so many times as large about the middle of its face.
fn near(zoom: f32) -> RgbImage {
    let portrait = portrait();
    RgbImage::from_fn(512, 512, |x, y| {
        let (from_x, from_y) = ((x as f32 - 256.0) / zoom + 224.0, (y as f32 - 256.0) / zoom + 120.0);
        let within = (0.0..511.0).contains(&from_x) && (0.0..511.0).contains(&from_y);
        if within { *portrait.get_pixel(from_x as u32, from_y as u32) } else { [90; 3].into() }
    })
}

/// Follows the face through pictures that change by so much at a time, and eight times in the last of them; nothing is found in
/// that without what came before. Whether the whole picture was looked at, those eight times.
fn followed(chain: &mut Chain, pictures: Vec<RgbImage>) -> Vec<bool> {
    let last = jpeg(pictures.last().unwrap());
    assert!(chain.measure(&last, Wants::MESH, None).unwrap().measurement.face.is_none(), "it is not found");
    let mut tracking = None;
    for picture in pictures {
        let measured = chain.measure(&jpeg(&picture), Wants::MESH, tracking).unwrap();
        assert_eq!(measured.measurement.faces, 1);
        tracking = measured.tracking;
    }
    let hold = |_| {
        let measured = chain.measure(&last, Wants::MESH, tracking).unwrap();
        tracking = measured.tracking;
        assert_eq!(measured.measurement.faces, 1);
        measured.took.detect > Duration::ZERO
    };
    (0..8).map(hold).collect()
}

#[test]
fn a_face_that_the_detector_does_not_know_is_followed_while_it_is_there() {
    let held = followed(&mut chain(), (0..=18).map(|step| near(1.15_f32.powi(step - 2))).collect());
    assert_eq!(held[6..], [true; 2], "it is looked for all the while: {held:?}");
}

#[test]
fn a_face_keeps_its_mesh_where_a_new_one_would_not_lie() {
    let held = followed(&mut chain(), (0..=11_u8).map(|step| leaning(f32::from(step) * 10.0)).collect());
    assert_eq!(held.iter().filter(|looked| **looked).count(), 2, "it is detected, and well again: {held:?}");
}

#[test]
fn people_are_counted() {
    let mut chain = chain();
    let mut two = RgbImage::new(800, 512);
    let half = imageops::crop_imm(&portrait(), 0, 0, 400, 512).to_image();
    imageops::replace(&mut two, &half, 0, 0);
    imageops::replace(&mut two, &half, 400, 0);
    let measurement = chain.measure(&jpeg(&two), Wants::MESH, None).unwrap().measurement;
    assert_eq!(measurement.faces, 2);
    assert!(measurement.face.is_some());
    for nobody in [RgbImage::from_pixel(640, 480, [255, 255, 255].into()), RgbImage::new(64, 2000)] {
        let measurement = chain.measure(&jpeg(&nobody), Wants::ALL, None).unwrap().measurement;
        assert!(measurement.faces == 0 && measurement.face.is_none());
        assert_ne!(measurement.digest, [0; 32], "it is known again, whatever is on it");
    }
}

/// The portrait's face at the left, beside it 400 columns of another picture, from this one on.
fn beside(other: &RgbImage, from: u32) -> Vec<u8> {
    let mut both = RgbImage::new(800, 512);
    for (at, picture, from) in [(0, &portrait(), 0), (400, other, from)] {
        imageops::replace(&mut both, &imageops::crop_imm(picture, from, 0, 400, 512).to_image(), at, 0);
    }
    jpeg(&both)
}

/// What is measured of the portrait's face while somebody else comes to stand beside it: every frame until they are counted.
fn joined_by(other: &RgbImage, from: u32) -> Vec<Measurement> {
    let mut chain = chain();
    let nobody = RgbImage::from_pixel(400, 512, [90; 3].into());
    let mut tracking = chain.measure(&beside(&nobody, 0), Wants::MESH, None).unwrap().tracking;
    assert!(tracking.is_some());
    let look = |_| {
        let measured = chain.measure(&beside(other, from), Wants::MESH, tracking).unwrap();
        tracking = measured.tracking;
        measured.measurement
    };
    (0..=LOOK_AGAIN).map(look).collect()
}

#[test]
fn who_comes_while_a_face_is_followed_is_counted() {
    let seen = joined_by(&portrait(), 0);
    assert_eq!(seen.iter().map(|it| it.faces).collect::<Vec<_>>(), [1, 1, 1, 1, 1, 2]);
}

#[test]
fn a_face_beside_a_much_larger_one_is_not_the_one_that_is_measured() {
    let seen = joined_by(&near(3.0), 56);
    let middle =
        |it: &Measurement| it.face.as_ref().map(|face| f32::midpoint(face.rect[0], face.rect[2])).unwrap();
    assert!(middle(&seen[4]) < 400.0 && seen[4].faces == 1, "followed");
    assert!(middle(&seen[5]) > 400.0 && seen[5].faces == 1, "the widest is");
}

#[test]
fn light_and_blur_show_in_the_numbers() {
    let (mut chain, whole) = (chain(), portrait());
    let here = face(&mut chain, PORTRAIT);
    let blurred = face(&mut chain, &jpeg(&imageops::blur(&whole, 4.0)));
    let mut dark = whole;
    dark.pixels_mut().for_each(|pixel| pixel.0 = pixel.0.map(|value| value / 4));
    let dark = face(&mut chain, &jpeg(&dark));
    assert!(here.luma > 60.0 && here.luma < 200.0 && dark.luma < 50.0, "{} {}", here.luma, dark.luma);
    let least = Config::default().face.min_sharpness;
    assert!(
        here.sharpness > 2.0 * least && blurred.sharpness < least / 2.0,
        "{} {}",
        here.sharpness,
        blurred.sharpness
    );
}

#[test]
fn a_deployment_brings_its_own_embedder() {
    let own = |distance| {
        settings(|config| {
            config.face_embedder.model = Some(fixture("embedder.onnx"));
            (config.face_embedder.mean, config.face_embedder.scale) = (0.0, 1.0);
            config.face_embedder.distance = distance;
        })
    };
    use crate::config::face::Distance;
    let mut plain = Chain::load(&own(Distance::Euclidean)).unwrap();
    assert_eq!((plain.facts().dimensions, plain.facts().threshold), (48, 0.4));
    let face_of = face(&mut plain, PORTRAIT);
    let vector = face_of.embedding.unwrap();
    // The mean of each part of the face, red parts first: skin is redder than blue.
    let (red, blue) = (vector[..16].iter().sum::<f32>(), vector[32..].iter().sum::<f32>());
    assert!(
        vector.len() == 48 && red > blue && vector.iter().all(|it| (0.0..=255.0).contains(it)),
        "{vector:?}"
    );

    let mut cosine = Chain::load(&own(Distance::Cosine)).unwrap();
    assert!((cosine.facts().threshold - 0.8f32.sqrt()).abs() < 1e-6);
    assert_ne!(cosine.facts().name, plain.facts().name);
    let unit = face(&mut cosine, PORTRAIT).embedding.unwrap();
    assert!((unit.iter().map(|it| it * it).sum::<f32>() - 1.0).abs() < 1e-4);
}

#[test]
fn an_own_network_that_cannot_be_used_is_found_at_the_start() {
    let error = |change: fn(&mut Config)| Chain::load(&settings(change)).err().unwrap().to_string();
    let size = error(|config| {
        config.face_embedder.model = Some(fixture("embedder.onnx"));
        config.face_embedder.size = 100;
    });
    assert!(size.contains("embedder.onnx: "), "{size}");
    let live = error(|config| {
        config.face_anti_spoofing.model = Some(fixture("classes.onnx"));
        config.face_anti_spoofing.live = 3;
    });
    assert!(live.contains("classes.onnx: ") && live.contains("class 3"), "{live}");
    let short = error(|config| {
        config.face_embedder.model = Some(fixture("classes.onnx"));
        config.face_embedder.size = 80;
    });
    assert!(short.contains("of 32 to 4096 numbers, but of 3"), "{short}");
    let none = error(|config| config.face_embedder.model = Some(fixture("README.md")));
    assert!(none.contains("README.md: cannot be run"), "{none}");
    let gone = error(|config| config.face_anti_spoofing.model = Some("/no/such.onnx".into()));
    assert!(gone.starts_with("/no/such.onnx: "), "{gone}");
}

#[test]
fn what_is_not_a_number_is_refused() {
    let mut chain = Chain::load(&settings(|config| {
        config.face_embedder.model = Some(fixture("not_a_number.onnx"));
        (config.face_embedder.mean, config.face_embedder.scale) = (0.0, 1.0);
    }))
    .unwrap();
    let refused = chain.measure(PORTRAIT, Wants::ALL, None).unwrap_err();
    assert!(matches!(refused, Unmeasured::Broken(Broken::NotFinite)), "{refused}");
    // The networks are as good as before.
    assert!(chain.measure(PORTRAIT, Wants::MESH, None).unwrap().measurement.face.is_some());
}

#[test]
fn a_deployment_brings_its_own_anti_spoofing() {
    let genuine = |change: fn(&mut Config)| {
        let mut chain = Chain::load(&settings(|config| {
            config.face_anti_spoofing.model = Some(fixture("classes.onnx"));
            change(config);
        }))
        .unwrap();
        let face = face(&mut chain, PORTRAIT);
        face.genuine.unwrap()
    };
    let parts = [
        genuine(|config| config.face_anti_spoofing.live = 0),
        genuine(|config| config.face_anti_spoofing.live = 1),
        genuine(|config| config.face_anti_spoofing.live = 2),
    ];
    assert!((parts.iter().sum::<f32>() - 1.0).abs() < 1e-4, "{parts:?}");
    // Blue comes first; the other order gives the other end.
    let rgb = genuine(|config| {
        config.face_anti_spoofing.live = 0;
        config.face_anti_spoofing.colours = crate::config::face::Colours::Rgb;
    });
    assert!((rgb - parts[2]).abs() < 1e-6 && (rgb - parts[0]).abs() > 1e-3, "{rgb} {parts:?}");
}

// What an independent chain of the same networks (Python, OpenCV, ONNX Runtime 1.31.1) measures in the same file;
// docs/face-measurements.md says how the two compare.

#[rustfmt::skip] // a line each
const REFERENCE_POINTS: [(usize, [f32; 3]); 9] = [
    (1, [223.05, 130.89, -22.90]),
    (33, [194.18, 101.06, 4.44]),
    (263, [256.48, 104.19, 3.62]),
    (152, [220.69, 176.46, 8.63]),
    (10, [227.01, 69.61, -11.73]),
    (234, [179.54, 111.99, 41.76]),
    (454, [271.07, 116.90, 40.38]),
    (61, [201.01, 139.01, 7.77]),
    (291, [246.16, 141.59, 7.15]),
];
const REFERENCE_POSE: [f32; 3] = [-0.755, -10.761, 2.877];
const REFERENCE_YAW2D: f32 = -0.031;
const REFERENCE_EYES: [(f32, f32); 2] = [(0.3353, 0.2779), (0.3367, 0.2914)];
#[rustfmt::skip]
const REFERENCE_EMBEDDING: [f32; 128] = [
    -0.068, 0.017, 0.016, -0.062, -0.163, -0.019, -0.045, -0.122, 0.105, -0.109, 0.171, -0.050,
    -0.277, -0.036, 0.009, 0.150, -0.150, -0.171, -0.140, -0.078, 0.023, 0.034, -0.005, 0.046,
    -0.256, -0.274, -0.060, -0.107, 0.021, -0.063, -0.039, 0.093, -0.088, 0.032, 0.119, 0.119,
    -0.003, -0.105, 0.130, -0.074, -0.247, -0.036, 0.063, 0.182, 0.304, -0.046, -0.001, -0.093,
    0.135, -0.290, 0.026, 0.081, 0.048, 0.090, 0.035, -0.169, 0.002, 0.246, -0.279, -0.046,
    0.020, -0.176, -0.045, -0.043, 0.149, 0.127, -0.184, -0.145, 0.186, -0.244, 0.005, 0.070,
    -0.112, -0.172, -0.300, -0.023, 0.435, 0.182, -0.175, -0.037, -0.048, 0.021, 0.024, 0.019,
    -0.052, -0.119, -0.129, 0.031, 0.207, -0.056, 0.041, 0.223, 0.026, -0.020, 0.041, 0.122,
    -0.160, -0.058, -0.088, -0.028, -0.059, -0.066, 0.060, 0.160, -0.110, 0.190, -0.022, -0.033,
    -0.023, -0.062, 0.010, -0.084, 0.141, -0.244, 0.063, 0.171, 0.096, 0.184, -0.012, 0.041,
    -0.042, -0.057, -0.177, -0.027, 0.022, -0.051, 0.021, 0.020,
];
