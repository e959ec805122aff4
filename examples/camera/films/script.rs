//! What is played: parts of a number of frames each, and how each differs by its seed.

use std::{f32::consts::PI, str::FromStr};

use image::RgbImage;

use super::{
    chance::{Chance, Noise},
    photograph::{Held, photograph},
    still::{Pose, Still, moved},
};

/// One thing that is before the camera for a while.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // `FromStr` below says what each is
pub enum Kind {
    Still,
    Blink,
    Left,
    Right,
    Frozen,
    Pan,
    Rotate,
    Zoom,
    Tilt,
    PlaneLeft,
    PlaneRight,
    BendLeft,
    BendRight,
    Nothing,
    Swap,
}

/// A part: what, and for how many frames.
pub type Part = (Kind, usize);

impl FromStr for Kind {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        Ok(match name {
            // A living head: it sways, blinks, turns to its own left or right and back.
            "still" => Self::Still,
            "blink" => Self::Blink,
            "left" | "yaw+" => Self::Left,
            "right" | "yaw-" => Self::Right,
            // A photograph: held still, moved about, turned in its plane, moved to and fro, leaned.
            "frozen" => Self::Frozen,
            "pan" => Self::Pan,
            "rotate" => Self::Rotate,
            "zoom" => Self::Zoom,
            "tilt" => Self::Tilt,
            // Turned about the vertical and back, flat or bent round a cylinder.
            "plane-left" => Self::PlaneLeft,
            "plane-right" => Self::PlaneRight,
            "bend-left" => Self::BendLeft,
            "bend-right" => Self::BendRight,
            // Nobody, and from here on the next still.
            "nothing" => Self::Nothing,
            "swap" => Self::Swap,
            other => return Err(format!("there is no {other:?}")),
        })
    }
}

/// Reads parts such as `still:15,blink:8,left:12`.
pub fn parse(text: &str) -> Result<Vec<Part>, String> {
    text.split(',')
        .map(|part| {
            let (name, count) = part.trim().split_once(':').unwrap_or((part.trim(), "1"));
            let count = count.parse().map_err(|_| format!("{part:?} has no number of frames"))?;
            Ok((name.parse()?, count))
        })
        .collect()
}

/// How large movements are. Angles are degrees.
#[derive(Clone, Copy, Debug)]
pub struct Extent {
    /// How far a head turns.
    pub yaw: f32,
    /// How far a photograph is turned.
    pub plane: f32,
    /// How far a photograph leans.
    pub tilt: f32,
    /// Round what radius a photograph is bent, in pixels.
    pub radius: f32,
    /// How many frames a second are meant.
    pub rate: f32,
}

impl Default for Extent {
    fn default() -> Self {
        Self { yaw: 28.0, plane: 40.0, tilt: 35.0, radius: 220.0, rate: 15.0 }
    }
}

/// Plays parts with the chance of one seed: sway, how the camera is held, exposure, noise of the sensor.
pub struct Player<'a> {
    stills: Vec<&'a Still>,
    extent: Extent,
    chance: Chance,
    noise: Noise,
    phases: [f32; 4],
    sway: f32,
    blink: f32,
    gain: f32,
    deviation: f32,
    camera: [f32; 4],
    shown: usize,
}

impl<'a> Player<'a> {
    /// The first still is shown first.
    pub fn of(stills: Vec<&'a Still>, extent: Extent, seed: u64) -> Self {
        let mut chance = Chance::new(seed);
        let noise = Noise::new(&mut chance);
        let phases = [(); 4].map(|()| chance.between(0.0, 6.0));
        Self {
            noise,
            phases,
            sway: chance.between(0.7, 1.4),
            blink: chance.between(0.9, 1.0),
            gain: chance.between(0.9, 1.1),
            deviation: chance.between(1.5, 3.5),
            camera: [
                chance.between(-4.0, 4.0),
                chance.between(-20.0, 20.0),
                chance.between(-15.0, 15.0),
                chance.between(0.92, 1.08),
            ],
            chance,
            extent,
            stills,
            shown: 0,
        }
    }

    /// The frames of one part.
    pub fn play(&mut self, part: Part) -> Vec<RgbImage> {
        self.frames(part).collect()
    }

    /// The same, each made when it is asked for.
    pub fn frames(&mut self, (kind, count): Part) -> impl Iterator<Item = RgbImage> {
        let (count, by) = if kind == Kind::Swap {
            self.shown = (self.shown + 1) % self.stills.len();
            (0, 1.0)
        } else {
            // The same movement is never made twice.
            (count, self.chance.between(0.92, 1.08))
        };
        (0..count).map(move |number| self.frame(kind, (number as f32 + 0.5) / count as f32, by))
    }

    fn frame(&mut self, kind: Kind, part: f32, by: f32) -> RgbImage {
        for (phase, step) in self.phases.iter_mut().zip([0.21, 0.17, 0.13, 0.19]) {
            *phase += step * 15.0 / self.extent.rate;
        }
        let [a, b, c, d] = self.phases.map(f32::sin);
        let there = (PI * part).sin();
        let reach = (2.2 * there).min(1.0) * by;
        let wave = (2.0 * PI * part).sin() * by;
        let sway = Pose { yaw: a * 1.5 * self.sway, pitch: b * 1.2 * self.sway, closed: 0.0 };
        let closed = (1.6 * there).min(1.0) * self.blink;
        let turned = |yaw: f32| Pose { yaw: yaw * reach + sway.yaw * 0.3, ..sway };
        // Nobody holds a photograph as still as a wall does.
        let hand = Held { roll: c * 0.6, across: a * 2.0, down: d * 2.0, ..Held::default() };
        let extent = self.extent;
        let held = |change: &dyn Fn(&mut Held)| {
            let mut held = hand;
            change(&mut held);
            Shown::Photograph(held)
        };
        let shown = match kind {
            Kind::Still | Kind::Swap => Shown::Head(sway),
            Kind::Blink => Shown::Head(Pose { closed, ..sway }),
            Kind::Left => Shown::Head(turned(extent.yaw)),
            Kind::Right => Shown::Head(turned(-extent.yaw)),
            Kind::Frozen => Shown::Photograph(Held::default()),
            Kind::Pan => {
                held(&|it| (it.across, it.down) = (80.0 * wave, 30.0 * (4.0 * PI * part).sin() * by))
            }
            Kind::Rotate => held(&|it| it.roll = 20.0 * wave),
            Kind::Zoom => held(&|it| it.scale = 1.0 + 0.25 * wave),
            Kind::Tilt => held(&|it| it.pitch = extent.tilt * wave),
            Kind::PlaneLeft => held(&|it| it.yaw = extent.plane * reach),
            Kind::PlaneRight => held(&|it| it.yaw = -extent.plane * reach),
            Kind::BendLeft => held(&|it| (it.yaw, it.radius) = (extent.plane * reach, Some(extent.radius))),
            Kind::BendRight => held(&|it| (it.yaw, it.radius) = (-extent.plane * reach, Some(extent.radius))),
            Kind::Nothing => Shown::Nothing,
        };
        let still = self.stills[self.shown];
        let seen = match shown {
            Shown::Head(pose) => still.look(&pose),
            Shown::Photograph(held) => photograph(&still.frame, &held),
            Shown::Nothing => {
                RgbImage::from_pixel(still.frame.width(), still.frame.height(), image::Rgb([90; 3]))
            }
        };
        let [roll, across, down, scale] = self.camera;
        let mut frame = moved(&seen, roll, across, down, scale);
        self.noise.add(&mut frame, &mut self.chance, self.deviation, self.gain);
        frame
    }
}

enum Shown {
    Head(Pose),
    Photograph(Held),
    Nothing,
}
