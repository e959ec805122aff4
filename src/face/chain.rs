//! From the bytes of one frame to what is measured in it: decode, find or follow the face, lay the mesh, look, embed.
//!
//! Owns the order and the networks that it takes; it is synchronous and single-threaded. When it is run, on which thread and
//! for how many at a time, is the engine's.

use std::time::{Duration, Instant};

use aws_lc_rs::digest::{Context, SHA256};

use super::{
    detect::Detector,
    embed::{self, Embedder, Facts},
    genuine::Genuine,
    iris::{Eye, Iris},
    measurement::{Face, Measurement},
    mesh::{self, Mesh, Mesher, Region},
    model::{self, ModelError},
    picture::{Bounds, Picture, Unreadable},
    pose, quality,
    runtime::{self, Broken, Network},
    settings::Settings,
    warp::Pyramid,
};

/// What is wanted of a frame beside the mesh, which is always laid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wants {
    /// How far the eyes are open by the iris network: both eyes.
    pub iris: bool,
    /// The face as a vector.
    pub embedding: bool,
    /// How the deployment's anti-spoofing network likes it, if there is one.
    pub genuine: bool,
}

impl Wants {
    /// Everything.
    pub const ALL: Self = Self { iris: true, embedding: true, genuine: true };
    /// The mesh alone.
    pub const MESH: Self = Self { iris: false, embedding: false, genuine: false };
}

/// Where the face was in the last frame, so that it need not be looked for in the next one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tracking {
    region: Region,
    frame: (u32, u32),
    faces: u32,
    /// Frames since it was detected; from then on it is only followed.
    since: u8,
}

/// After so many frames the whole picture is looked at again, for somebody else may have come.
const LOOK_AGAIN: u8 = 5;
/// A face that is followed with less presence than this is looked for afresh.
const LOST: f32 = 0.5;

/// How long each part of a measurement took.
#[derive(Clone, Copy, Debug, Default)]
#[allow(missing_docs)] // the names say it
pub struct Took {
    pub decode: Duration,
    pub detect: Duration,
    pub mesh: Duration,
    pub iris: Duration,
    pub embed: Duration,
    pub genuine: Duration,
}

/// What came of a frame.
#[derive(Clone, Debug)]
pub struct Measured {
    /// What was measured.
    pub measurement: Measurement,
    /// To be handed in with the next frame; none if there is no face to follow.
    pub tracking: Option<Tracking>,
    /// How long it took.
    pub took: Took,
}

/// Why nothing is measured.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Unmeasured {
    /// The frame is no picture that is taken.
    #[error("the frame is refused: {0}")]
    Unreadable(#[from] Unreadable),
    /// A network did not answer with numbers. Rare, and possibly the picture's fault; the next frame may fare better.
    #[error("a network {0}")]
    Broken(#[from] Broken),
}

/// The networks in memory.
pub struct Chain {
    detector: Detector,
    mesher: Mesher,
    iris: Iris,
    embedder: Embedder,
    genuine: Option<Genuine>,
    facts: Facts,
}

impl Chain {
    /// Reads, checks and loads every model; networks of the deployment's own are run once.
    pub fn load(settings: &Settings) -> Result<Self, ModelError> {
        let environment = runtime::environment(&settings.backend)?;
        let folder = model::folder(settings.models.as_deref())?;
        let own = |model: &model::Pinned| {
            let bytes = model::read(&folder, model)?;
            let network = Network::load(&environment, &bytes);
            network
                .map(|network| (network, bytes))
                .map_err(|reason| ModelError::Broken { path: folder.join(model.file), reason })
        };
        let (embedder, mut facts) = match &settings.embedder {
            Some((path, manner)) => {
                settings.slot(&environment, path, |network, bytes| Embedder::of(network, bytes, manner))?
            }
            None => {
                let (network, bytes) = own(&model::EMBEDDER)?;
                (Embedder::own(network), embed::own_facts(&bytes, settings.threshold))
            }
        };
        let genuine = match &settings.anti_spoofing {
            Some((path, manner)) => {
                let (genuine, digest) = settings.slot(&environment, path, |network, bytes| {
                    Ok((Genuine::of(network, manner)?, embed::digest_of(bytes)))
                })?;
                facts.anti_spoofing = Some(digest);
                Some(genuine)
            }
            None => None,
        };
        Ok(Self {
            detector: Detector::new(own(&model::DETECTOR)?.0),
            mesher: Mesher::new(own(&model::MESH)?.0),
            iris: Iris::new(own(&model::IRIS)?.0),
            embedder,
            genuine,
            facts,
        })
    }

    /// What belongs to the embedder that it has.
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// Measures one frame, which may be a photograph.
    pub fn measure(
        &mut self,
        file: &[u8],
        wants: Wants,
        tracking: Option<Tracking>,
    ) -> Result<Measured, Unmeasured> {
        self.measure_within(Bounds::PHOTOGRAPH, file, wants, tracking)
    }

    /// Measures one frame that is no larger than these bounds.
    pub fn measure_within(
        &mut self,
        bounds: Bounds,
        file: &[u8],
        wants: Wants,
        tracking: Option<Tracking>,
    ) -> Result<Measured, Unmeasured> {
        let mut took = Took::default();
        let picture = timed(&mut took.decode, || Picture::decode_within(bounds, file))?;
        let mut measured = self.look(&picture, wants, tracking, took)?;
        measured.measurement.digest = digest(&picture);
        Ok(measured)
    }

    /// Measures pixels. The digest of the result is empty.
    fn look(
        &mut self,
        picture: &Picture,
        wants: Wants,
        tracking: Option<Tracking>,
        mut took: Took,
    ) -> Result<Measured, Unmeasured> {
        let frame = (picture.width(), picture.height());
        let mut pyramid = Pyramid::new(picture);
        let following = tracking.filter(|it| it.frame == frame);
        let Some((mesh, faces, since)) = self.find(&mut pyramid, following, &mut took)? else {
            return Ok(Measured { measurement: Measurement::default(), tracking: None, took });
        };
        let tracking = Region::of_points(&mesh.points).map(|region| Tracking { region, frame, faces, since });
        let face = self.face(&mut pyramid, mesh, wants, &mut took)?;
        let measurement = Measurement { faces, face: Some(face), ..Measurement::default() };
        Ok(Measured { measurement, tracking, took })
    }

    /// The face, how many there are, and for how many frames nobody has counted them; nothing if there is none.
    fn find(
        &mut self,
        picture: &mut Pyramid<'_>,
        tracking: Option<Tracking>,
        took: &mut Took,
    ) -> Result<Option<(Mesh, u32, u8)>, Unmeasured> {
        let mut followed = None;
        if let Some(tracking) = tracking
            && let Some(mesh) = self.follow(picture, &tracking.region, took)?
        {
            let since = tracking.since.saturating_add(1);
            if since <= LOOK_AGAIN {
                return Ok(Some((mesh, tracking.faces, since)));
            }
            followed = Some((mesh, tracking.faces, since));
        }
        let detected = timed(&mut took.detect, || self.detector.find(picture))?;
        let counted = quality::alike(&detected);
        match (followed, detected.first()) {
            // A mesh lies better where it lay than where a face was detected, and what is measured on it goes on as it
            // was; but not beside a face that is so much wider that only that one is counted.
            (Some((mesh, ..)), _) if detected.iter().take(counted as usize).any(|face| mesh.is_on(face)) => {
                Ok(Some((mesh, counted, 0)))
            }
            (followed, Some(widest)) => {
                let mesh = timed(&mut took.mesh, || self.mesher.lay(picture, widest))?;
                let is_face = mesh.presence >= mesh::LEAST_PRESENCE;
                let followed = followed.map(|(mesh, faces, since)| (mesh, faces.max(counted), since));
                Ok(if is_face { Some((mesh, counted, 0)) } else { followed })
            }
            // The detector knows heads that look ahead. One that has turned away meanwhile is followed until it is found again.
            (followed, None) => Ok(followed),
        }
    }

    /// The face where it was in the last frame; nothing if it is there no more.
    fn follow(
        &mut self,
        picture: &mut Pyramid<'_>,
        region: &Region,
        took: &mut Took,
    ) -> Result<Option<Mesh>, Unmeasured> {
        let mesh = timed(&mut took.mesh, || self.mesher.pass(picture, region))?;
        if mesh.presence >= LOST {
            return Ok(Some(mesh));
        }
        // A head that turns fast leaves the square within one frame; the points show where to.
        let Some(region) = Region::of_points(&mesh.points) else { return Ok(None) };
        let mesh = timed(&mut took.mesh, || self.mesher.pass(picture, &region))?;
        Ok((mesh.presence >= LOST).then_some(mesh))
    }

    fn face(
        &mut self,
        picture: &mut Pyramid<'_>,
        mesh: Mesh,
        wants: Wants,
        took: &mut Took,
    ) -> Result<Face, Unmeasured> {
        let points = mesh.points;
        let look = quality::look(&mesh.seen);
        let mut face = Face {
            rect: mesh::rect(&points),
            frame: [picture.picture().width() as f32, picture.picture().height() as f32],
            presence: mesh.presence,
            luma: look.luma,
            sharpness: look.sharpness,
            pose: pose::angles(&points).ok_or(Broken::NotFinite)?,
            yaw2d: pose::flat_yaw(&points).ok_or(Broken::NotFinite)?,
            ear: pose::openness(&points).ok_or(Broken::NotFinite)?,
            ..Face::default()
        };
        if wants.iris {
            let iris = &mut self.iris;
            face.iris = Some(timed(&mut took.iris, || {
                let right = iris.openness(picture, &points, Eye::Right)?;
                Ok::<_, Broken>([right, iris.openness(picture, &points, Eye::Left)?])
            })?);
        }
        if wants.embedding {
            face.embedding = Some(timed(&mut took.embed, || self.embedder.embed(picture, &points))?);
        }
        if let Some(genuine) = self.genuine.as_mut().filter(|_| wants.genuine) {
            face.genuine = Some(timed(&mut took.genuine, || genuine.probability(picture, &points))?);
        }
        face.landmarks = points;
        Ok(face)
    }
}

/// Of what a file shows, not of its bytes: those can be others for the same pixels.
fn digest(picture: &Picture) -> [u8; 32] {
    let mut context = Context::new(&SHA256);
    context.update(&picture.width().to_be_bytes());
    context.update(&picture.height().to_be_bytes());
    context.update(picture.pixels().as_flattened());
    let mut whole = [0; 32];
    whole.iter_mut().zip(context.finish().as_ref()).for_each(|(into, byte)| *into = *byte);
    whole
}

fn timed<T>(took: &mut Duration, work: impl FnOnce() -> T) -> T {
    let begun = Instant::now();
    let outcome = work();
    *took += begun.elapsed();
    outcome
}

#[cfg(test)]
#[path = "chain_tests.rs"]
mod tests;
