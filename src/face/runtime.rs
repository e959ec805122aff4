//! What runs a network: tract, which is built in, or an ONNX Runtime library that is loaded when the process first needs it.
//!
//! Owns the one environment of the process and a network's life from its bytes to its outputs. Which networks there are, and
//! what their numbers mean, is for others.

use std::{
    fmt,
    path::PathBuf,
    sync::{Mutex, PoisonError},
};

use ort::{
    environment::Environment,
    session::{Session, builder::GraphOptimizationLevel},
    value::TensorRef,
};
use zeroize::{Zeroize, Zeroizing};

/// What runs the networks of this process.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Backend {
    /// tract: pure Rust, nothing to install.
    Tract,
    /// The ONNX Runtime library of this path, 1.24 or newer.
    OnnxRuntime(PathBuf),
}

impl fmt::Display for Backend {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tract => formatter.write_str("tract"),
            Self::OnnxRuntime(path) => write!(formatter, "ONNX Runtime of {}", path.display()),
        }
    }
}

/// Why there is nothing to run networks with.
#[derive(Clone, Debug, thiserror::Error)]
pub enum NoRuntime {
    /// The library cannot be loaded, or is too old.
    #[error("{path}: not an ONNX Runtime library that can be used: {reason}", path = path.display())]
    Library {
        /// Which one.
        path: PathBuf,
        /// What the loader said.
        reason: String,
    },
    /// There is one runtime to a process, and another one has begun.
    #[error("this process runs networks with {0} already")]
    Other(Backend),
    /// It did not begin.
    #[error("{0}")]
    Broken(String),
}

/// Why a network gave nothing.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Broken {
    /// What it is made of cannot be run.
    #[error("cannot be run: {0}")]
    Network(String),
    /// An output that it should have is not there, or has another size.
    #[error("has no output {0} of the expected size")]
    Output(String),
    /// It answered with what is no number.
    #[error("answered with what is not a finite number")]
    NotFinite,
}

/// The environment, once there is one. The library it came from cannot be unloaded, so it is for good.
static BEGUN: Mutex<Option<(Backend, Environment)>> = Mutex::new(None);

/// The environment of this process, begun if it is not yet.
pub(super) fn environment(backend: &Backend) -> Result<Environment, NoRuntime> {
    let mut begun = BEGUN.lock().unwrap_or_else(PoisonError::into_inner);
    match &*begun {
        Some((present, environment)) if present == backend => return Ok(environment.clone()),
        Some((present, _)) => return Err(NoRuntime::Other(present.clone())),
        None => {}
    }
    let builder = match backend {
        Backend::Tract => {
            ort::set_api(ort_tract::api());
            ort::init()
        }
        Backend::OnnxRuntime(path) => ort::init_from(path)
            .map_err(|error| NoRuntime::Library { path: path.clone(), reason: error.to_string() })?,
    };
    let environment = builder
        .with_name("doorward")
        .with_telemetry(false)
        .build()
        .map_err(|error| NoRuntime::Broken(error.to_string()))?;
    *begun = Some((backend.clone(), environment.clone()));
    Ok(environment)
}

/// A network in memory. It runs one picture at a time, on the thread that asks.
pub(super) struct Network {
    session: Session,
    input: String,
}

impl Network {
    /// Takes in an ONNX file.
    pub(super) fn load(environment: &Environment, file: &[u8]) -> Result<Self, Broken> {
        let broken = |error: String| Broken::Network(error);
        let session = Session::builder(environment)
            .map_err(|error| broken(error.to_string()))?
            .with_optimization_level(GraphOptimizationLevel::Level3)
            .map_err(|error| broken(error.to_string()))?
            .with_intra_threads(1)
            .map_err(|error| broken(error.to_string()))?
            .commit_from_memory(file)
            .map_err(|error| broken(error.to_string()))?;
        let [input] = session.inputs() else {
            return Err(broken(format!("it has {} inputs, not one", session.inputs().len())));
        };
        let input = input.name().to_owned();
        Ok(Self { session, input })
    }

    /// The name of its first output.
    pub(super) fn first_output(&self) -> Result<String, Broken> {
        let first = self.session.outputs().first();
        Ok(first.ok_or_else(|| Broken::Output("at all".to_owned()))?.name().to_owned())
    }

    /// Runs it once. `outputs` are names; every number of theirs is finite.
    pub(super) fn run<const N: usize>(
        &mut self,
        shape: [usize; 4],
        values: &[f32],
        outputs: [&str; N],
    ) -> Result<[Zeroizing<Vec<f32>>; N], Broken> {
        let broken = |error: ort::Error| Broken::Network(error.to_string());
        let input = TensorRef::from_array_view((shape, values)).map_err(broken)?;
        let mut answered = self.session.run(ort::inputs![self.input.as_str() => input]).map_err(broken)?;
        let mut read: [Zeroizing<Vec<f32>>; N] = std::array::from_fn(|_| Zeroizing::new(Vec::new()));
        for (name, into) in outputs.iter().zip(&mut read) {
            let missing = || Broken::Output((*name).to_owned());
            let output = answered.get_mut(name).ok_or_else(missing)?;
            let (_, values) = output.try_extract_tensor_mut::<f32>().map_err(|_| missing())?;
            into.extend_from_slice(values);
            values.zeroize();
            if !into.iter().all(|value| value.is_finite()) {
                return Err(Broken::NotFinite);
            }
        }
        Ok(read)
    }
}
