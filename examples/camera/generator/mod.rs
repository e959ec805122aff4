//! Makes what a camera sees of a living head, or of a photograph of one, out of a still picture.
//!
//! It is a tool of tests, and no model of people: lids are painted, a turned head is the mesh of the still turned, and
//! what is measured by the same mesh flatters whoever measures.

#![allow(dead_code, missing_docs)] // each of its users takes a part
#![allow(clippy::indexing_slicing, clippy::expect_used)]
#![allow(clippy::cast_possible_truncation, clippy::cast_precision_loss, clippy::cast_sign_loss)]
#![allow(clippy::cast_possible_wrap, clippy::many_single_char_names, clippy::similar_names)]

pub mod chance;
mod delaunay;
mod lids;
pub mod output;
pub mod photograph;
pub mod picture;
pub mod script;
pub mod still;
