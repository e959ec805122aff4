//! The section about pointer patterns.

use super::section::section;

section! {
    /// Pointer patterns: clicks, double clicks and scrolls in an order. They are hashed at the cost of passwords.
    PointerPattern {
        /// Fewest events of a new pattern; the most is 64.
        min_events: u32 = 8;
        /// Fewest bits that a new pattern is estimated to have. An event that nothing foretells counts 2.6, a repetition 1.
        min_bits: u32 = 18;
    }
}
