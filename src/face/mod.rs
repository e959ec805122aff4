//! Faces: pixels in, measurements and vectors out.
//!
//! Owns decoding, the models and their runtime, what is measured in a frame, whether a living person followed a challenge,
//! and how templates are transformed and compared. It knows nothing of accounts, journeys, pages or storage: whoever asks
//! hands it bytes, time and chance.

pub mod chain;
pub mod challenge;
mod container;
mod detect;
pub mod embed;
pub mod engine;
mod genuine;
mod iris;
pub mod live;
pub mod liveness;
pub mod measurement;
mod mesh;
pub mod model;
pub mod observation;
pub mod pace;
pub mod picture;
mod pool;
mod pose;
mod quality;
mod remembered;
pub mod runtime;
pub mod settings;
pub mod sight;
pub mod template;
mod tensor;
mod warp;
mod wiped;

pub use chain::{Chain, Measured, Tracking, Wants};
pub use challenge::{Action, Challenge};
pub use engine::{Engine, EngineError};
pub use live::{Failure, Hint, Live, Said};
pub use liveness::{Purpose, Rules};
pub use measurement::{Embedding, Face, Measurement};
pub use observation::Observation;
pub use settings::Settings;
pub use sight::Sight;
pub use template::{Template, TemplateError};
