//! Makes what a camera sees of a living head, or of a photograph of one, out of a still picture.
//!
//! It is a tool of tests, and no model of people: lids are painted, a turned head is the mesh of the still turned, and
//! what is measured by the same mesh flatters whoever measures. Where the mesh lies, whoever asks says; faces are not looked
//! for here. A crate of its own, so that it alone of our tests is built with optimisation (docs/decisions/0032).

pub mod chance;
mod delaunay;
mod lids;
pub mod output;
pub mod photograph;
pub mod picture;
pub mod script;
pub mod still;
