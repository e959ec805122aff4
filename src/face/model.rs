//! The files that networks are made of: which there are, where they lie, and that they are the ones we measured.
//!
//! Owns their names and digests. `models/SOURCES.md` says where each comes from and under which licence, `models/convert`
//! makes them again.

use std::{
    fs,
    io::Read,
    path::{Path, PathBuf},
};

use aws_lc_rs::digest::{SHA256, digest};
use data_encoding::HEXLOWER;

use super::runtime::{Broken, NoRuntime};

/// A file that comes with Doorward, by name and SHA-256.
#[derive(Clone, Copy, Debug)]
pub struct Pinned {
    /// Its name in the folder of the models.
    pub file: &'static str,
    /// What is in it.
    pub sha256: &'static str,
}

/// Finds faces in a picture: BlazeFace, short range.
pub const DETECTOR: Pinned = Pinned {
    file: "detector.onnx",
    sha256: "46a325f0bc3de3da91976958d9068f07b90089239d35adc32e7c29372f44e1c7",
};
/// Lays 468 points on a face: FaceMesh.
pub const MESH: Pinned =
    Pinned { file: "mesh.onnx", sha256: "644dc5fcf2d2ca9915f2a81b7b152add0ff1ca5e19d0dd227316770d843b6fe3" };
/// Draws the lids of one eye.
pub const IRIS: Pinned =
    Pinned { file: "iris.onnx", sha256: "b57c5c04efdcca69ad3e831c134b8359129c272ea0e3934552fa4c98da99b7fb" };
/// Turns a face into 128 numbers: dlib's residual network.
pub const EMBEDDER: Pinned = Pinned {
    file: "embedder.onnx",
    sha256: "7033819916f8ec744c9b2baef8db69109ed94b8352b1c385fcf88927db8a5d19",
};
/// All of them.
pub const ALL: [Pinned; 4] = [DETECTOR, MESH, IRIS, EMBEDDER];

/// No network is larger than this.
const MOST_BYTES: u64 = 512 * 1024 * 1024;

/// Why a model cannot be used.
#[derive(Clone, Debug, thiserror::Error)]
pub enum ModelError {
    /// There is no folder of models anywhere.
    #[error("there is no folder \"models\" beside the program or in the working directory")]
    NoFolder,
    /// The file cannot be read.
    #[error("{path}: {reason}", path = path.display())]
    Missing {
        /// Which one.
        path: PathBuf,
        /// What the system said.
        reason: String,
    },
    /// Its content is not what was measured.
    #[error("{path} is not the model that this program knows: its SHA-256 is {found}", path = path.display())]
    Altered {
        /// Which one.
        path: PathBuf,
        /// The digest it has.
        found: String,
    },
    /// It cannot be run as configured.
    #[error("{path}: {reason}", path = path.display())]
    Broken {
        /// Which one.
        path: PathBuf,
        /// Why.
        reason: Broken,
    },
    /// A network of the deployment's own is not the one that was there when the program started.
    #[error(
        "a network of [face_embedder] or [face_anti_spoofing] was exchanged: start the program again to use it"
    )]
    Exchanged,
    /// There is nothing to run it with.
    #[error(transparent)]
    Runtime(#[from] NoRuntime),
}

/// The folder of the models: the one that is set, or `models` beside the program, or in the working directory.
pub fn folder(set: Option<&Path>) -> Result<PathBuf, ModelError> {
    if let Some(set) = set {
        return Ok(set.to_owned());
    }
    let beside = std::env::current_exe().ok().and_then(|it| it.canonicalize().ok());
    let beside = beside.and_then(|program| Some(program.parent()?.join("models")));
    let usual = beside.into_iter().chain([PathBuf::from("models")]);
    usual.into_iter().find(|folder| folder.join(DETECTOR.file).is_file()).ok_or(ModelError::NoFolder)
}

/// The bytes of a pinned model. What is returned is what was checked.
pub fn read(folder: &Path, model: &Pinned) -> Result<Vec<u8>, ModelError> {
    let path = folder.join(model.file);
    let bytes = read_any(&path)?;
    let found = HEXLOWER.encode(digest(&SHA256, &bytes).as_ref());
    if found == model.sha256 { Ok(bytes) } else { Err(ModelError::Altered { path, found }) }
}

/// The bytes of a network that the operator named.
pub(super) fn read_any(path: &Path) -> Result<Vec<u8>, ModelError> {
    let missing = |reason: String| ModelError::Missing { path: path.to_owned(), reason };
    let file = fs::File::open(path).map_err(|error| missing(error.to_string()))?;
    let mut bytes = Vec::new();
    let read =
        file.take(MOST_BYTES + 1).read_to_end(&mut bytes).map_err(|error| missing(error.to_string()))?;
    if read as u64 > MOST_BYTES { Err(missing("is larger than any network".to_owned())) } else { Ok(bytes) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_models_of_this_repository_are_the_pinned_ones() {
        let folder = folder(None).unwrap();
        for model in ALL {
            assert!(!read(&folder, &model).unwrap().is_empty());
        }
    }

    #[test]
    fn an_altered_model_is_refused_by_name() {
        let folder = tempfile::tempdir().unwrap();
        let missing = read(folder.path(), &IRIS).unwrap_err();
        assert!(matches!(&missing, ModelError::Missing { path, .. } if path.ends_with("iris.onnx")));
        let mut bytes = read(&super::folder(None).unwrap(), &IRIS).unwrap();
        bytes[1000] ^= 1;
        fs::write(folder.path().join("iris.onnx"), &bytes).unwrap();
        let altered = read(folder.path(), &IRIS).unwrap_err();
        assert!(
            altered.to_string().contains("iris.onnx is not the model that this program knows"),
            "{altered}"
        );
    }

    #[test]
    fn the_folder_that_is_set_is_taken_as_it_is() {
        assert_eq!(folder(Some(Path::new("/no/such"))).unwrap(), Path::new("/no/such"));
        assert!(
            read(Path::new("/no/such"), &MESH).unwrap_err().to_string().starts_with("/no/such/mesh.onnx: ")
        );
    }
}
