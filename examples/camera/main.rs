//! A fake camera for tests: makes a sequence of frames, MJPEG or Y4M, out of one still picture.
//!
//! ```text
//! cargo run --release --example camera -- STILL OUT [PARTS] [--seed N] [--yaw DEGREES] [--plane DEGREES]
//!     [--tilt DEGREES] [--radius PIXELS] [--rate FRAMES] [--other STILL] [--cut LEFT,TOP,SIDE] [--models DIR]
//!     [--record FILE]
//! ```
//!
//! Of the still, --cut takes a square only: of a picture of several people, one.
//! OUT is a file .mjpeg or .y4m, or a folder for numbered JPEGs. PARTS are kinds and numbers of frames, such as
//! `still:15,blink:8,still:8,left:18,still:8,right:18,still:10`. Of a living head: still, blink, left, right (its own). Of a
//! photograph: frozen, pan, rotate, zoom, tilt, plane-left, plane-right, bend-left, bend-right. And nothing, and swap, from
//! which on the other still is shown. Chromium takes such a file as its camera:
//! `--use-fake-device-for-media-stream --use-file-for-fake-video-capture=OUT`; it plays .mjpeg at 30 frames a second, .y4m as
//! its header says, and begins again at its end, which is seen as the replay that it is.
//!
//! Without PARTS somebody acts who is told what to do: each line of standard input is PARTS, which are played in the time that
//! they take, into a file .y4m of the one frame that is before the camera now; a line is answered once it has been played.
//! --record keeps what was shown as a .y4m file of its own.

use std::{
    io,
    path::{Path, PathBuf},
    thread::sleep,
    time::{Duration, Instant},
};

use doorward::{
    config::Config,
    face::{Chain, Settings, Wants},
};
use films::{
    output::{self, Camera},
    script::{Extent, Kind, Player, parse},
    still::Still,
};

fn main() -> Result<(), String> {
    let mut plain = Vec::new();
    let (mut extent, mut seed, mut other, mut config) = (Extent::default(), 1, None, Config::default());
    let (mut square, mut record) = (None, None);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let Some(name) = argument.strip_prefix("--") else {
            plain.push(argument);
            continue;
        };
        let value = arguments.next().ok_or_else(|| format!("--{name} wants a value"))?;
        let number = || value.parse::<f32>().map_err(|_| format!("--{name} wants a number"));
        match name {
            "seed" => seed = value.parse().map_err(|_| "--seed wants a whole number")?,
            "yaw" => extent.yaw = number()?,
            "plane" => extent.plane = number()?,
            "tilt" => extent.tilt = number()?,
            "radius" => extent.radius = number()?,
            "rate" => extent.rate = number()?,
            "cut" => square = Some(cut(&value)?),
            "record" => record = Some(PathBuf::from(value)),
            "other" => other = Some(PathBuf::from(value)),
            "models" => config.face.models = Some(PathBuf::from(value)),
            _ => return Err(format!("there is no --{name}")),
        }
    }
    let (still, out, parts) = match plain.as_slice() {
        [still, out, parts] => (still, Path::new(out), Some(parse(parts)?)),
        [still, out] => (still, Path::new(out), None),
        _ => return Err("usage: camera STILL OUT [PARTS], as in face.png it.y4m still:15,blink:8".to_owned()),
    };
    let mut chain = Chain::load(&Settings::from_config(&config)).map_err(|error| error.to_string())?;
    let mut open = |path: &Path, square: Option<[u32; 3]>| {
        let picture = image::open(path).map_err(|error| format!("{}: {error}", path.display()))?;
        let picture = match square {
            Some([left, top, side]) => picture.crop_imm(left, top, side, side),
            None => picture,
        };
        Still::of(&picture.to_rgb8(), &mut |file| mesh(&mut chain, file))
            .map_err(|error| format!("{}: {error}", path.display()))
    };
    let mut stills = vec![open(Path::new(still), square)?];
    if let Some(other) = other {
        stills.push(open(&other, None)?);
    }
    let mut player = Player::of(stills.iter().collect(), extent, seed);
    let told = |error: io::Error| format!("{}: {error}", out.display());
    let Some(parts) = parts else {
        return act(&mut player, out, extent.rate, record.as_deref()).map_err(told);
    };
    let frames: Vec<_> = parts.into_iter().flat_map(|part| player.play(part)).collect();
    output::write(out, &frames, extent.rate).map_err(told)?;
    println!("{} frames", frames.len());
    Ok(())
}

/// Plays what standard input says, when it says it. Frames that are late are not made up for.
fn act(player: &mut Player<'_>, out: &Path, rate: f32, record: Option<&Path>) -> io::Result<()> {
    let first = player.play((Kind::Still, 1)).remove(0);
    let mut camera = Camera::open(out, record, &first, rate)?;
    println!("ready");
    let (period, mut due) = (Duration::from_secs_f32(1.0 / rate), Instant::now());
    for line in io::stdin().lines() {
        for part in parse(&line?).map_err(io::Error::other)? {
            for frame in player.frames(part) {
                sleep(due.saturating_duration_since(Instant::now()));
                due = Instant::now() + period;
                camera.show(&frame)?;
            }
        }
        println!("played");
    }
    Ok(())
}

/// Where the landmarks of a picture's face are.
fn mesh(chain: &mut Chain, file: &[u8]) -> Option<Vec<[f32; 3]>> {
    let face = chain.measure(file, Wants::MESH, None).ok()?.measurement.face?;
    (face.presence >= 0.5).then_some(face.landmarks)
}

/// Reads a square such as `1415,259,346`.
fn cut(text: &str) -> Result<[u32; 3], String> {
    let numbers: Vec<u32> = text.split(',').filter_map(|number| number.parse().ok()).collect();
    numbers.try_into().map_err(|_| "--cut wants LEFT,TOP,SIDE".to_owned())
}
