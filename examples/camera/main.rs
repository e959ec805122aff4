//! A fake camera for tests: makes a sequence of frames, MJPEG or Y4M, out of one still picture.
//!
//! ```text
//! cargo run --release --example camera -- STILL OUT PARTS [--seed N] [--yaw DEGREES] [--plane DEGREES]
//!     [--tilt DEGREES] [--radius PIXELS] [--rate FRAMES] [--other STILL] [--cut LEFT,TOP,SIDE] [--models DIR]
//! ```
//!
//! Of the still, --cut takes a square only: of a picture of several people, one.
//! OUT is a file .mjpeg or .y4m, or a folder for numbered JPEGs. PARTS are kinds and numbers of frames, such as
//! `still:15,blink:8,still:8,left:18,still:8,right:18,still:10`. Of a living head: still, blink, left, right (its own). Of a
//! photograph: frozen, pan, rotate, zoom, tilt, plane-left, plane-right, bend-left, bend-right. And nothing, and swap, from
//! which on the other still is shown. Chromium takes such a file as its camera:
//! `--use-fake-device-for-media-stream --use-file-for-fake-video-capture=OUT`; it plays .mjpeg at 30 frames a second, .y4m as
//! its header says, and begins again at its end, which is seen as the replay that it is.

use std::path::{Path, PathBuf};

use doorward::{
    config::Config,
    face::{Chain, Settings, Wants},
};
use films::{
    output,
    script::{Extent, Player, parse},
    still::Still,
};

fn main() -> Result<(), String> {
    let mut plain = Vec::new();
    let (mut extent, mut seed, mut other, mut config) = (Extent::default(), 1, None, Config::default());
    let mut square = None;
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
            "other" => other = Some(PathBuf::from(value)),
            "models" => config.face.models = Some(PathBuf::from(value)),
            _ => return Err(format!("there is no --{name}")),
        }
    }
    let [still, out, parts] = plain.as_slice() else {
        return Err("usage: camera STILL OUT PARTS, as in face.png camera.y4m still:15,blink:8".to_owned());
    };
    let parts = parse(parts)?;
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
    let frames: Vec<_> = parts.into_iter().flat_map(|part| player.play(part)).collect();
    output::write(Path::new(out), &frames, extent.rate).map_err(|error| format!("{out}: {error}"))?;
    println!("{} frames", frames.len());
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
