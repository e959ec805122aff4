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
        unused: [("notes.mp4".to_owned(), "no frames".to_owned())].into(),
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
            unused: [("bert".to_owned(), "no frames".to_owned())].into(),
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
    not used: bert: no frames

    attack  APCER (95 % bounds)
    <bent>  0.67 % (1/150; 0.02 to 3.66 %)
    frozen  0.00 % (0/150; 0.00 to 2.43 %)
    worst: <bent>, 0.67 % (1/150; 0.02 to 3.66 %)
    not used: <bent>/notes.mp4: no frames
    not used: frozen/notes.mp4: no frames

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
fn what_cannot_be_looked_at_is_named_and_counts_neither_way() {
    let whole = PORTRAIT.repeat(2);
    let broken = [PORTRAIT, &PORTRAIT[..50_000]].concat();
    let folder = folder(&[
        ("people/anna.jpg", PORTRAIT),
        ("people/anna/first day/morning/1.png.JPEG", PORTRAIT),
        ("people/anna/2.jpg", PORTRAIT),
        ("people/bert/only.jpg", PORTRAIT),
        ("people/nobody/notes.txt", b"not looked at"),
        ("people/.hidden/1.jpg", PORTRAIT),
        ("live/anna.MJPG", &whole),
        ("live/bert.mjpeg", &broken),
        ("live/film.mp4", b"a film"),
        ("live/.DS_Store", b"not looked at"),
        ("attacks/bent/day 1/try 1/1.jpg", PORTRAIT),
        ("attacks/bent/empty.mjpeg", b""),
        ("attacks/bent/one/1.jpg", PORTRAIT),
        ("attacks/bent/two/1.jpg", b"GIF89a"),
    ]);
    fs::create_dir_all(folder.path().join("people/bert/folder.jpg")).unwrap();
    std::os::unix::fs::symlink("/no/such", folder.path().join("people/bert/lost.jpg")).unwrap();
    std::os::unix::fs::symlink(folder.path(), folder.path().join("people/bert/round")).unwrap();
    let report = evaluate(folder.path(), &Config::default(), 10.0).unwrap();
    let people = report.people.unwrap();
    assert_eq!((people.people, people.pictures), (2, 3));
    assert_eq!((people.genuine.count, people.impostor.count), (1, 2));
    let unused: Vec<_> = people.unused.iter().map(|unused| unused.picture.as_str()).collect();
    assert_eq!(unused, ["anna.jpg", "bert/lost.jpg", "nobody"]);
    let live = report.live.unwrap();
    assert_eq!((live.bpcer.count, live.bpcer.of), (1, 1));
    let unused: Vec<_> = live.unused.iter().map(|(name, why)| (name.as_str(), why.as_str())).collect();
    let (film, frame) = unused.split_last().unwrap();
    assert_eq!(frame, [("bert.mjpeg", "frame 2: it is broken")]);
    assert!(film.0 == "film.mp4" && film.1.contains("neither"), "{film:?}");
    let [bent] = report.attacks.as_slice() else { panic!() };
    assert_eq!((bent.apcer.count, bent.apcer.of), (0, 1), "{bent:?}");
    assert_eq!(bent.unused.keys().collect::<Vec<_>>(), ["day 1", "empty.mjpeg", "two"]);
}

#[test]
fn what_a_network_cannot_measure_is_not_taken_for_refused() {
    let folder = folder(&[
        ("people/anna/1.jpg", PORTRAIT),
        ("live/anna/1.jpg", PORTRAIT),
        ("attacks/bent/one/1.jpg", PORTRAIT),
    ]);
    let mut config = Config::default();
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    config.face_embedder.model = Some(fixtures.join("not_a_number.onnx"));
    (config.face_embedder.mean, config.face_embedder.scale) = (0.0, 1.0);
    let report = evaluate(folder.path(), &config, 10.0).unwrap();
    let why = "a network answered with what is not a finite number";
    assert_eq!(report.people.unwrap().unused[0].reason, why);
    let live = report.live.unwrap();
    assert_eq!((live.bpcer.of, live.unused["anna"].as_str()), (0, why));
    let [bent] = report.attacks.as_slice() else { panic!() };
    assert_eq!((bent.apcer.of, bent.unused["one"].as_str()), (0, why));
}

#[test]
fn frames_come_in_the_order_in_which_people_count() {
    let names = ["frame10.jpg", "frame2.jpg", "frame 1.jpg", "frame02b.jpg", "1.jpg", "frame2.10.jpg"];
    let files = names.map(|name| (name, PORTRAIT));
    let folder = folder(&files);
    let ordered: Vec<_> = sorted(folder.path()).unwrap().iter().map(|path| name(path)).collect();
    let counted = ["1.jpg", "frame2.10.jpg", "frame2.jpg", "frame02b.jpg", "frame10.jpg", "frame 1.jpg"];
    assert_eq!(ordered, counted);
}

#[test]
fn a_rate_that_no_recording_has_is_wrong_usage() {
    for rate in [0.0, -1.0, f32::NAN, f32::INFINITY, 1e-30, 1e9] {
        let options = Evaluate {
            directory: "/no/such".into(),
            rate,
            plot: None,
            models: None,
            output: super::super::args::Output { json: false },
        };
        let error = run(&options, Config::default()).unwrap_err().to_string();
        assert_eq!(error, "--rate must be between 0.1 and 1000", "{rate}");
    }
}

#[test]
fn a_folder_without_anything_is_wrong_usage() {
    let folder = folder(&[("photos/1.jpg", PORTRAIT)]);
    let error = evaluate(folder.path(), &Config::default(), 10.0).unwrap_err();
    assert!(error.is::<Usage>(), "{error}");
}
