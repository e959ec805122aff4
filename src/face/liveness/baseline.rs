//! The person's own measures, taken from the first frames, and how much a later frame differs from them.

use zeroize::Zeroizing;

use super::{
    Rules,
    geometry::{distance, eye_distance, median, residual},
};
use crate::face::{Embedding, Face};

/// What a face that looks ahead with open eyes measures.
#[derive(Debug)]
pub struct Baseline {
    yaw: f32,
    pitch: f32,
    nose: f32,
    iris: [f32; 2],
    mesh: f32,
    landmarks: Vec<[f32; 3]>,
    embedding: Embedding,
}

/// How much a frame differs from the baseline.
#[derive(Clone, Copy, Debug)]
pub struct Change {
    /// Degrees; positive to image-right, which is the person's own left.
    pub yaw: f32,
    /// Degrees.
    pub pitch: f32,
    /// Where the nose lies between the sides of the face; the sign as for `yaw`.
    pub nose: f32,
    /// The yaw itself.
    pub absolute_yaw: f32,
    /// Openness of both eyes by the iris model, as a part of the baseline's: their mean, and the wider one's.
    pub iris: Option<(f32, f32)>,
    /// Openness of both eyes by the mesh, as a part of the baseline's.
    pub mesh: f32,
    /// Distance from the nearest flat picture of the baseline; measured only in a head that is turned.
    pub residual: f32,
    /// Distance of the face from the baseline's, if it was measured.
    pub identity: Option<f32>,
}

/// The first frames, until there are enough.
#[derive(Debug, Default)]
pub struct First {
    frames: Vec<Face>,
}

impl First {
    /// Begins afresh.
    pub fn clear(&mut self) {
        self.frames.clear();
    }

    /// Takes a frame that looks ahead, and gives the baseline and its frames once there are enough that agree with one another.
    pub fn take(&mut self, face: Face, rules: &Rules) -> Option<(Baseline, Vec<Face>)> {
        let wanted = rules.liveness.baseline_frames as usize;
        let open = |face: &Face| face.iris.is_some_and(|eyes| mean(eyes) >= rules.liveness.eyes_open);
        if face.embedding.is_none() || !open(&face) {
            return None;
        }
        self.frames.push(face);
        if self.frames.len() > wanted {
            self.frames.remove(0);
        }
        if self.frames.len() < wanted || !self.agree(rules) {
            return None;
        }
        let baseline = Baseline::of(&self.frames)?;
        Some((baseline, std::mem::take(&mut self.frames)))
    }

    /// Whether the head is held still and no eye is closed.
    fn agree(&self, rules: &Rules) -> bool {
        let limits = &rules.liveness;
        let spread = |of: fn(&Face) -> f32| {
            let values = self.frames.iter().map(of);
            values.clone().fold(f32::NEG_INFINITY, f32::max) - values.fold(f32::INFINITY, f32::min)
        };
        let eyes: Vec<f32> = self.frames.iter().filter_map(|face| face.iris).map(mean).collect();
        let usual = median(eyes.clone()).unwrap_or(f32::INFINITY);
        spread(|face| face.pose[0]) <= limits.steady
            && spread(|face| face.pose[1]) <= limits.steady
            && eyes.iter().all(|eyes| *eyes >= usual * limits.blink_open)
    }
}

impl Baseline {
    fn of(frames: &[Face]) -> Option<Self> {
        let of = |measure: fn(&Face) -> f32| median(frames.iter().map(measure).collect());
        let iris =
            |eye: fn([f32; 2]) -> f32| median(frames.iter().filter_map(|face| face.iris).map(eye).collect());
        let vectors: Vec<&Embedding> = frames.iter().filter_map(|face| face.embedding.as_ref()).collect();
        let mut embedding = Zeroizing::new(vec![0.0; vectors.first()?.len()]);
        for vector in &vectors {
            for (sum, value) in embedding.iter_mut().zip(vector.iter()) {
                *sum += value / vectors.len() as f32;
            }
        }
        let baseline = Self {
            yaw: of(|face| face.pose[0])?,
            pitch: of(|face| face.pose[1])?,
            nose: of(|face| face.yaw2d)?,
            iris: [iris(|[right, _]| right)?, iris(|[_, left]| left)?],
            mesh: of(|face| mean(face.ear))?,
            landmarks: frames.last()?.landmarks.clone(),
            embedding,
        };
        let measurable = baseline.iris.iter().chain([&baseline.mesh]).all(|eyes| *eyes > 0.0);
        (measurable && eye_distance(&baseline.landmarks).is_some()).then_some(baseline)
    }

    /// How much `face` differs.
    pub fn change(&self, face: &Face, rules: &Rules) -> Change {
        let [absolute_yaw, pitch, _] = face.pose;
        let yaw = absolute_yaw - self.yaw;
        let iris = face.iris.map(|eyes| {
            let [right, left] = self.iris;
            let [right_now, left_now] = eyes;
            (mean(eyes) / mean(self.iris), (right_now / right).max(left_now / left))
        });
        let turned = yaw.abs() > rules.liveness.turn_yaw;
        Change {
            yaw,
            pitch: pitch - self.pitch,
            nose: face.yaw2d - self.nose,
            absolute_yaw,
            iris,
            mesh: mean(face.ear) / self.mesh,
            residual: turned.then(|| residual(&self.landmarks, &face.landmarks)).flatten().unwrap_or(0.0),
            identity: face.embedding.as_ref().map(|vector| distance(&self.embedding, vector)),
        }
    }
}

fn mean([right, left]: [f32; 2]) -> f32 {
    f32::midpoint(right, left)
}
