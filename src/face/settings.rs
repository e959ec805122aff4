//! What the configuration says about faces, as this module needs it.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use ort::environment::Environment;

use super::{
    model::{self, ModelError},
    runtime::{Backend, Broken, Network},
};
use crate::config::{Config, FaceAntiSpoofing, FaceEmbedder};

/// The models, what runs them, and how much of the machine they may take.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The folder of the models, if one is named.
    pub models: Option<PathBuf>,
    /// What runs them.
    pub backend: Backend,
    /// The largest distance of one person's faces, with the embedder that comes with Doorward.
    pub threshold: f32,
    /// Another embedder, and how it is used.
    pub embedder: Option<(PathBuf, FaceEmbedder)>,
    /// An anti-spoofing network, and how it is used.
    pub anti_spoofing: Option<(PathBuf, FaceAntiSpoofing)>,
    /// How long nobody must have asked before the models leave memory.
    pub idle_unload: Duration,
    /// Frames that are measured at the same time, at most.
    pub workers: usize,
    /// Frames that may wait.
    pub queue: usize,
}

/// More at a time take as much memory again for each, and are for the operator to want.
const USUAL_WORKERS: usize = 4;

impl Settings {
    /// As configured.
    pub fn from_config(config: &Config) -> Self {
        let face = &config.face;
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let slot = |model: &Option<PathBuf>| model.clone();
        Self {
            models: face.models.clone(),
            backend: face.onnxruntime.clone().map_or(Backend::Tract, Backend::OnnxRuntime),
            threshold: face.threshold,
            embedder: slot(&config.face_embedder.model).map(|path| (path, config.face_embedder.clone())),
            anti_spoofing: slot(&config.face_anti_spoofing.model)
                .map(|path| (path, config.face_anti_spoofing.clone())),
            idle_unload: face.idle_unload,
            workers: workers(face.workers.map(|it| it as usize), cores),
            queue: face.queue as usize,
        }
    }

    /// Loads a network of the deployment's own.
    pub(super) fn slot<T>(
        &self,
        environment: &Environment,
        path: &Path,
        make: impl FnOnce(Network, &[u8]) -> Result<T, Broken>,
    ) -> Result<T, ModelError> {
        let bytes = model::read_any(path)?;
        Network::load(environment, &bytes)
            .and_then(|network| make(network, &bytes))
            .map_err(|reason| ModelError::Broken { path: path.to_owned(), reason })
    }
}

/// One core is never taken, where there are several: whoever signs in without a face has it.
fn workers(wanted: Option<usize>, cores: usize) -> usize {
    wanted.unwrap_or(USUAL_WORKERS).min(cores.saturating_sub(1)).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_core_is_left_alone() {
        assert_eq!([1, 2, 3, 5, 64].map(|cores| workers(None, cores)), [1, 1, 2, 4, 4]);
        assert_eq!([1, 2, 64].map(|cores| workers(Some(100), cores)), [1, 1, 63]);
        assert_eq!(workers(Some(2), 64), 2);
    }

    #[test]
    fn own_networks_are_there_when_their_files_are_named() {
        let mut config = Config::default();
        let settings = Settings::from_config(&config);
        assert!(settings.embedder.is_none() && settings.anti_spoofing.is_none());
        assert_eq!(settings.backend, Backend::Tract);
        config.face.onnxruntime = Some("/lib/o.so".into());
        config.face_embedder.model = Some("/e.onnx".into());
        let settings = Settings::from_config(&config);
        assert_eq!(settings.backend, Backend::OnnxRuntime("/lib/o.so".into()));
        assert_eq!(settings.embedder.unwrap().0, Path::new("/e.onnx"));
    }
}
