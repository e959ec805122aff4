//! A runtime that runs no network: the one of ort-sys that answers every call by an error. No target looks at a picture, and the real one is
//! a quarter of all that would have to be built with the sanitizer.

pub use ort_sys::stub::api;
