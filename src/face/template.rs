//! A face as it is kept: the mean of several vectors, turned by a rotation that only this account in this installation has.
//!
//! The rotation is a random orthogonal matrix drawn from a stream whose key is derived (HKDF, RFC 5869) from the account's
//! secret and the installation's key. It keeps Euclidean distances, so thresholds mean the same; vectors are compared only
//! after it, and a template says nothing beside one that was made with another key (cancelable and unlinkable in the terms
//! of ISO/IEC 24745). Whoever holds both keys can turn it back: that is what sealing and destroying keys are for, which
//! this module leaves to whoever keeps the template. The vectors come from `embed`.

use aws_lc_rs::hkdf;
use rand_chacha::{
    ChaCha20Rng,
    rand_core::{Rng, SeedableRng},
};
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::measurement::Embedding;

/// Fewest vectors a template is made of and is compared with.
pub const FEWEST: usize = 3;
/// Fewest and most numbers of a vector: below, a rotation hides little; above, it is no face embedder's.
pub(super) const LENGTHS: std::ops::RangeInclusive<usize> = 32..=4096;
/// The square of the length of what still is a vector, and not what rounding left of zero.
const SMALLEST: f64 = 1e-12;
/// Names the use of the derived key; another number would be another rotation.
const INFO: &[u8] = b"doorward/face template/1";

/// A face as it is kept. It says nothing without both keys, and is wiped when dropped.
#[derive(Clone, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
pub struct Template {
    /// The mean of the turned vectors.
    turned: Vec<f32>,
}

/// Why vectors cannot be made a template or compared with one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TemplateError {
    /// Fewer than [`FEWEST`].
    #[error("too few vectors of a face: {0}, and {FEWEST} are the fewest")]
    TooFew(usize),
    /// A vector, or the template itself, is of another length than the rest, or of none that an embedder has.
    #[error("a face's vectors differ in length: other embedders made them, or they are damaged")]
    Length,
    /// A number that is not finite, or nothing but zeros.
    #[error("a face's vector is no vector: a number is not finite, or all are zero")]
    Degenerate,
    /// The threshold is not a distance.
    #[error("a threshold is not a distance above zero")]
    Threshold,
    /// The key could not be derived.
    #[error("the key of a face's rotation could not be derived")]
    Key,
}

impl Template {
    /// The mean of at least [`FEWEST`] vectors, turned by the rotation of these two keys.
    pub fn enrol(
        account_secret: &[u8; 32],
        installation_key: &[u8; 32],
        embeddings: &[Embedding],
    ) -> Result<Self, TemplateError> {
        let turned = turned(account_secret, installation_key, embeddings)?;
        let first = turned.first().ok_or(TemplateError::TooFew(0))?;
        let mut sum = Zeroizing::new(vec![0.0_f64; first.len()]);
        for vector in &turned {
            for (total, value) in sum.iter_mut().zip(vector.iter()) {
                *total += value;
            }
        }
        let count = turned.len() as f64;
        #[allow(clippy::cast_possible_truncation)] // a template has the precision of its vectors
        let mean: Zeroizing<Vec<f32>> =
            Zeroizing::new(sum.iter().map(|total| (total / count) as f32).collect());
        usable(&mean)?;
        Ok(Self { turned: mean.to_vec() })
    }

    /// Whether the median distance of at least [`FEWEST`] vectors is at most `threshold`. Of an even number the larger
    /// of the two in the middle counts.
    pub fn matches(
        &self,
        account_secret: &[u8; 32],
        installation_key: &[u8; 32],
        probes: &[Embedding],
        threshold: f32,
    ) -> Result<bool, TemplateError> {
        if !threshold.is_finite() || threshold <= 0.0 {
            return Err(TemplateError::Threshold);
        }
        usable(&self.turned)?;
        if probes.first().is_some_and(|probe| probe.len() != self.turned.len()) {
            return Err(TemplateError::Length);
        }
        let mut distances: Vec<f64> = turned(account_secret, installation_key, probes)?
            .iter()
            .map(|probe| {
                let squares = probe.iter().zip(&self.turned).map(|(a, b)| (a - f64::from(*b)).powi(2));
                squares.sum::<f64>().sqrt()
            })
            .collect();
        distances.sort_by(f64::total_cmp);
        Ok(distances.get(distances.len() / 2).is_some_and(|median| *median <= f64::from(threshold)))
    }
}

impl std::fmt::Debug for Template {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Template")
    }
}

/// Refuses what is no vector of a face.
fn usable(vector: &[f32]) -> Result<(), TemplateError> {
    if !LENGTHS.contains(&vector.len()) {
        return Err(TemplateError::Length);
    }
    let squares: f64 = vector.iter().map(|value| f64::from(*value).powi(2)).sum();
    if squares.is_finite() && squares > SMALLEST { Ok(()) } else { Err(TemplateError::Degenerate) }
}

/// Every vector, turned by the rotation of these keys.
///
/// The rotation is uniform among all of them (Stewart, "The efficient generation of random orthogonal matrices", 1980):
/// the product of one Householder reflection for each dimension, each from a Gaussian vector. The matrix itself is never
/// written down.
fn turned(
    account_secret: &[u8; 32],
    installation_key: &[u8; 32],
    embeddings: &[Embedding],
) -> Result<Vec<Zeroizing<Vec<f64>>>, TemplateError> {
    let length = embeddings.first().map_or(0, |first| first.len());
    if embeddings.len() < FEWEST {
        return Err(TemplateError::TooFew(embeddings.len()));
    }
    let mut vectors = Vec::with_capacity(embeddings.len());
    for embedding in embeddings {
        usable(embedding)?;
        if embedding.len() != length {
            return Err(TemplateError::Length);
        }
        vectors.push(Zeroizing::new(embedding.iter().map(|value| f64::from(*value)).collect::<Vec<_>>()));
    }
    let mut stream = stream(account_secret, installation_key, length)?;
    let mut gaussian = Gaussian { stream: &mut stream, spare: None };
    for dimensions in 1..=length {
        let mut normal: Zeroizing<Vec<f64>> =
            Zeroizing::new((0..dimensions).map(|_| gaussian.draw()).collect());
        let norm = normal.iter().map(|value| value * value).sum::<f64>().sqrt();
        let Some(first) = normal.first_mut() else { continue };
        let sign = if *first < 0.0 { -1.0 } else { 1.0 };
        *first += sign * norm;
        let squares: f64 = normal.iter().map(|value| value * value).sum();
        for vector in &mut vectors {
            let part = vector.get_mut(length - dimensions..).unwrap_or_default();
            if let Some(first) = part.first_mut() {
                *first *= -sign;
            }
            let along = normal.iter().zip(part.iter()).map(|(a, b)| a * b).sum::<f64>() * 2.0 / squares;
            for (value, direction) in part.iter_mut().zip(normal.iter()) {
                *value -= along * direction;
            }
        }
    }
    Ok(vectors)
}

/// The stream that both keys and the length of the vectors determine.
fn stream(
    account_secret: &[u8; 32],
    installation_key: &[u8; 32],
    length: usize,
) -> Result<ChaCha20Rng, TemplateError> {
    let length = u32::try_from(length).map_err(|_| TemplateError::Length)?.to_be_bytes();
    let mut seed = Zeroizing::new([0; 32]);
    hkdf::Salt::new(hkdf::HKDF_SHA256, installation_key)
        .extract(account_secret)
        .expand(&[INFO, &length], hkdf::HKDF_SHA256)
        .and_then(|key| key.fill(seed.as_mut_slice()))
        .map_err(|_| TemplateError::Key)?;
    Ok(ChaCha20Rng::from_seed(*seed))
}

/// Numbers of a normal distribution (Marsaglia's polar method), the same on every platform: `libm` is one implementation,
/// the platform's logarithm is not.
struct Gaussian<'a> {
    stream: &'a mut ChaCha20Rng,
    spare: Option<f64>,
}

impl Gaussian<'_> {
    fn draw(&mut self) -> f64 {
        if let Some(spare) = self.spare.take() {
            return spare;
        }
        loop {
            let (x, y) = (self.uniform(), self.uniform());
            let square = x * x + y * y;
            if square > 0.0 && square < 1.0 {
                let scale = (-2.0 * libm::log(square) / square).sqrt();
                self.spare = Some(y * scale);
                return x * scale;
            }
        }
    }

    /// Between -1 and 1, in steps of 2^-52.
    fn uniform(&mut self) -> f64 {
        const STEPS: u64 = 1 << 53;
        #[allow(clippy::cast_precision_loss)] // 53 bits are exact
        let fraction = (self.stream.next_u64() % STEPS) as f64 / STEPS as f64;
        2.0 * fraction - 1.0
    }
}

#[cfg(test)]
#[path = "template_tests.rs"]
mod tests;
