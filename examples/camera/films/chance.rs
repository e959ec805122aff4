//! Chance that a seed repeats, and the noise of a sensor.

use image::RgbImage;

/// A generator (SplitMix64; Steele, Lea and Flood 2014): fast, and good enough for noise.
#[derive(Clone, Debug)]
pub struct Chance(u64);

impl Chance {
    /// The same seed gives the same sequence.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5851_f42d_4c95_7f2d)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Between `low` and `high`.
    pub fn between(&mut self, low: f32, high: f32) -> f32 {
        low + (high - low) * (self.next() >> 40) as f32 / (1_u64 << 24) as f32
    }

    /// 1 or -1.
    pub fn sign(&mut self) -> f32 {
        if self.next() & 1 == 0 { 1.0 } else { -1.0 }
    }

    /// A number below `bound`.
    pub fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }

    /// Near the normal distribution: the sum of twelve.
    fn normal(&mut self) -> f32 {
        (0..12).map(|_| self.between(-0.5, 0.5)).sum()
    }
}

/// Numbers of a normal distribution, drawn once and read from a random place for every line of every frame.
pub struct Noise(Vec<f32>);

impl Noise {
    /// As many as do not show that they repeat.
    pub fn new(chance: &mut Chance) -> Self {
        Self((0..1 << 16).map(|_| chance.normal()).collect())
    }

    /// Adds noise of this standard deviation to a picture of this gain.
    pub fn add(&self, picture: &mut RgbImage, chance: &mut Chance, deviation: f32, gain: f32) {
        let row = picture.width() as usize * 3;
        let places = self.0.len() - row;
        for line in picture.chunks_exact_mut(row) {
            let from = chance.below(places);
            for (value, noise) in line.iter_mut().zip(&self.0[from..]) {
                *value = (f32::from(*value) * gain + noise * deviation).round().clamp(0.0, 255.0) as u8;
            }
        }
    }
}
