//! Measurements of a head that a test turns as it likes.

use std::sync::atomic::{AtomicU64, Ordering};

use zeroize::Zeroizing;

use crate::face::{Face, Measurement};

/// How the head is held.
#[derive(Clone, Copy, Debug)]
pub struct Pose {
    pub yaw: f32,
    pub pitch: f32,
    /// Openness of the eyes as the iris model measures it, as a part of this person's own.
    pub eyes: f32,
    /// Whose face it is.
    pub person: u8,
    /// How far the face's vector is from the person's own.
    pub drift: f32,
    /// Whether it is a picture that is turned, and not a head.
    pub flat: bool,
}

impl Default for Pose {
    fn default() -> Self {
        Self { yaw: 0.0, pitch: 0.0, eyes: 1.0, person: 1, drift: 0.0, flat: false }
    }
}

/// What would be measured of it. Every frame has a digest of its own.
pub fn frame(pose: Pose) -> Measurement {
    static FRAMES: AtomicU64 = AtomicU64::new(0);
    let mut digest = [0; 32];
    digest[..8].copy_from_slice(&FRAMES.fetch_add(1, Ordering::Relaxed).to_le_bytes());
    let mut embedding = vec![0.0; 128];
    embedding[usize::from(pose.person)] = 0.6;
    embedding[100] = pose.drift;
    let mesh = 1.0 - (1.0 - pose.eyes) * 0.5;
    Measurement {
        faces: 1,
        face: Some(Face {
            rect: [220.0, 120.0, 420.0, 360.0],
            frame: [640.0, 480.0],
            presence: 0.99,
            luma: 120.0,
            sharpness: 100.0,
            pose: [pose.yaw, pose.pitch, 0.0],
            yaw2d: pose.yaw * 0.035,
            ear: [0.3 * mesh; 2],
            iris: Some([0.25 * pose.eyes; 2]),
            landmarks: landmarks(pose),
            embedding: Some(Zeroizing::new(embedding)),
            genuine: None,
        }),
        digest,
    }
}

/// Points of an ellipsoid, the corners of the eyes among them, turned about the neck.
pub fn landmarks(pose: Pose) -> Vec<[f32; 3]> {
    let (sin, cos) = pose.yaw.to_radians().sin_cos();
    let tilt = pose.pitch.to_radians().sin() * 100.0;
    (0..468_u16)
        .map(|index| {
            let (x, y, z) = match index {
                33 => (-45.0, -30.0, -70.0),
                263 => (45.0, -30.0, -70.0),
                _ => {
                    let (around, out) =
                        (f32::from(index) * 2.399_963, (f32::from(index) / 468.0).sqrt() * 0.97);
                    let (x, y) = (around.cos() * out, around.sin() * out);
                    (x * 90.0, y * 115.0, -100.0 * (1.0 - out * out).sqrt())
                }
            };
            let turned = if pose.flat { x * cos } else { x * cos - z * sin };
            [320.0 + turned, 240.0 + y + tilt, z]
        })
        .collect()
}
