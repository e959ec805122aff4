//! The section about image passcodes.

use super::section::section;

section! {
    /// Image passcodes: exactly the same file, of the person's own, at setup and at sign-in. They are hashed at the cost
    /// of passwords.
    ImagePasscode {
        /// Most bytes of a file. Only where a file is asked for is such a body read, a few at a time.
        max_bytes: u32 = 10_000_000;
        /// Most pixels of a picture, in millions. At setup, one at a time is decoded, in up to 8 MB for each million.
        max_megapixels: u32 = 40;
        /// Files that are refused because many people have them: their SHA-256 in hexadecimal.
        well_known: Vec<String> = [], such as ["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"];
    }
}
