//! Faces: pixels in, measurements and vectors out.
//!
//! Owns decoding, the models and their runtime, what is measured in a frame, whether a living person followed a challenge,
//! and how templates are transformed and compared. It knows nothing of accounts, journeys, pages or storage: whoever asks
//! hands it bytes, time and chance.

pub mod challenge;
pub mod live;
pub mod liveness;
pub mod measurement;
pub mod observation;
mod pace;
mod remembered;
pub mod template;

pub use challenge::{Action, Challenge};
pub use liveness::{Purpose, Rules};
pub use live::{Failure, Hint, Live, Said};
pub use measurement::{Embedding, Face, Measurement};
pub use observation::Observation;
pub use template::{Template, TemplateError};
