//! What the operating system is asked for that no crate asks it: memory to take back, turns to give. All else is the standard
//! library's.

pub mod memory;
pub mod turns;
