use std::fs;

use super::{
    people::{Distances, Unused},
    statistics::{Rate, Spread},
    *,
};

const PORTRAIT: &[u8] = include_bytes!("../../../tests/fixtures/astronaut.jpg");

fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, bytes) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

fn sample() -> Report {
    let distances = Distances { genuine: vec![0.2, 0.3, 0.4, 0.55], impostor: vec![0.48, 0.7, 0.8, 0.9] };
    let attack = |species: &str, count, of| Species {
        species: species.to_owned(),
        apcer: Rate::new(count, of),
        accepted: (0..count).map(|number| format!("{number}.mjpeg")).collect(),
    };
    Report {
        people: Some(People {
            people: 2,
            pictures: 5,
            unused: vec![Unused { picture: "a/1.jpg".to_owned(), reason: "no face was found".to_owned() }],
            genuine: Spread::of(&distances.genuine),
            impostor: Spread::of(&distances.impostor),
            at: distances.table(0.5),
            distances,
        }),
        live: Some(Live {
            bpcer: Rate::new(1, 60),
            refused: [("anna".to_owned(), "timed_out".to_owned())].into(),
        }),
        attacks: vec![attack("<bent>", 1, 150), attack("frozen", 0, 150)],
    }
}

#[test]
fn a_report_says_every_rate_with_its_bounds() {
    insta::assert_snapshot!(text(&sample()), @r"
    5 pictures of 2 people
    not used: a/1.jpg: no face was found

    distance       pairs  min    1 %    5 %    median  95 %   99 %   max
    of one person  4      0.200  0.200  0.200  0.400   0.550  0.550  0.550
    of two         4      0.480  0.480  0.480  0.800   0.900  0.900  0.900

    threshold  FMR (95 % bounds)               FNMR (95 % bounds)
    0.40       0.00 % (0/4; 0.00 to 60.24 %)   25.00 % (1/4; 0.63 to 80.59 %)
    0.42       0.00 % (0/4; 0.00 to 60.24 %)   25.00 % (1/4; 0.63 to 80.59 %)
    0.44       0.00 % (0/4; 0.00 to 60.24 %)   25.00 % (1/4; 0.63 to 80.59 %)
    0.46       0.00 % (0/4; 0.00 to 60.24 %)   25.00 % (1/4; 0.63 to 80.59 %)
    0.48       25.00 % (1/4; 0.63 to 80.59 %)  25.00 % (1/4; 0.63 to 80.59 %)
    0.50 *     25.00 % (1/4; 0.63 to 80.59 %)  25.00 % (1/4; 0.63 to 80.59 %)
    0.52       25.00 % (1/4; 0.63 to 80.59 %)  25.00 % (1/4; 0.63 to 80.59 %)
    0.54       25.00 % (1/4; 0.63 to 80.59 %)  25.00 % (1/4; 0.63 to 80.59 %)
    0.56       25.00 % (1/4; 0.63 to 80.59 %)  0.00 % (0/4; 0.00 to 60.24 %)
    0.58       25.00 % (1/4; 0.63 to 80.59 %)  0.00 % (0/4; 0.00 to 60.24 %)
    0.60       25.00 % (1/4; 0.63 to 80.59 %)  0.00 % (0/4; 0.00 to 60.24 %)
    * configured

    living people refused, BPCER: 1.67 % (1/60; 0.04 to 8.94 %)
      anna: timed_out

    attack  APCER (95 % bounds)
    <bent>  0.67 % (1/150; 0.02 to 3.66 %)
    frozen  0.00 % (0/150; 0.00 to 2.43 %)
    worst: <bent>, 0.67 % (1/150; 0.02 to 3.66 %)

    The bounds hold for independent tries. Pairs that share a picture, and tries made of one still, are not.
    ");
}

#[test]
fn a_report_is_json_for_programs_and_a_drawing() {
    let json = serde_json::to_value(sample()).unwrap();
    assert_eq!(json["attacks"][0]["apcer"]["count"], 1);
    assert_eq!(json["people"]["at"][5]["configured"], true);
    assert_eq!(json["live"]["refused"]["anna"], "timed_out");
    let drawing = plot::svg(&sample());
    assert!(drawing.starts_with("<svg ") && drawing.ends_with("</svg>\n"));
    assert!(drawing.contains("APCER &lt;bent&gt;") && drawing.contains("threshold 0.50"));
    assert!(!drawing.contains("NaN") && !drawing.contains("inf"), "{drawing}");
    let empty = Report { people: None, live: None, attacks: vec![] };
    assert!(plot::svg(&empty).ends_with("</svg>\n"));
}

#[test]
fn pictures_and_recordings_are_evaluated() {
    let frames: Vec<u8> = PORTRAIT.repeat(8);
    let folder = folder(&[
        ("people/eileen/1.jpg", PORTRAIT),
        ("people/eileen/2.JPG", PORTRAIT),
        ("people/nobody/1.jpg", b"no picture"),
        ("people/nobody/notes.txt", b"not looked at"),
        ("live/eileen/1.jpg", PORTRAIT),
        ("attacks/frozen/1.mjpeg", &frames),
        ("attacks/frozen/2/1.jpg", PORTRAIT),
        ("attacks/frozen/2/2.jpg", PORTRAIT),
    ]);
    let report = evaluate(folder.path(), &Config::default(), 10.0).unwrap();
    let people = report.people.unwrap();
    assert_eq!((people.people, people.pictures), (2, 2));
    assert_eq!((people.genuine.count, people.impostor.count), (1, 0));
    assert!(people.genuine.at.unwrap()[6] < 1e-3, "the same picture twice");
    assert_eq!(people.unused.len(), 1);
    assert_eq!(people.unused[0].picture, "nobody/1.jpg");
    assert_eq!(report.live.unwrap().refused["eileen"], "timed_out");
    let [frozen] = report.attacks.as_slice() else { panic!() };
    assert_eq!((frozen.species.as_str(), frozen.apcer.count, frozen.apcer.of), ("frozen", 0, 2));
}

#[test]
fn a_folder_without_anything_is_wrong_usage() {
    let folder = folder(&[("photos/1.jpg", PORTRAIT)]);
    let error = evaluate(folder.path(), &Config::default(), 10.0).unwrap_err();
    assert!(error.is::<Usage>(), "{error}");
}
