//! The frames that were seen lately, whoever sent them: a frame of a camera never comes twice.
//!
//! Owns a bounded memory of digests, in this process and until it ends. It finds a recording that is sent again as it is;
//! one that was encoded anew, or is sent to another node, it does not.

use std::{
    collections::{HashSet, VecDeque},
    sync::{Mutex, PoisonError},
};

/// As much of a digest as is kept.
type Short = [u8; 16];

/// Digests of frames, the oldest of which are forgotten.
#[derive(Debug)]
pub struct Remembered {
    most: usize,
    frames: Mutex<(HashSet<Short>, VecDeque<Short>)>,
}

impl Remembered {
    /// Remembers `most` frames; none at zero.
    pub fn new(most: u32) -> Self {
        Self { most: usize::try_from(most).unwrap_or(usize::MAX), frames: Mutex::default() }
    }

    /// Remembers a frame; whether it is new.
    pub fn is_new(&self, digest: &[u8; 32]) -> bool {
        let Some(short) = digest.first_chunk::<16>().filter(|_| self.most > 0) else { return true };
        let mut frames = self.frames.lock().unwrap_or_else(PoisonError::into_inner);
        let (known, order) = &mut *frames;
        if !known.insert(*short) {
            return false;
        }
        order.push_back(*short);
        if order.len() > self.most
            && let Some(oldest) = order.pop_front()
        {
            known.remove(&oldest);
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_is_new_once_until_it_is_forgotten() {
        let remembered = Remembered::new(3);
        let frame = |number: u8| [number; 32];
        assert!((1..=3).all(|number| remembered.is_new(&frame(number))));
        assert!((1..=3).all(|number| !remembered.is_new(&frame(number))));
        assert!(remembered.is_new(&frame(4)));
        assert!(remembered.is_new(&frame(1)), "the oldest was forgotten");
        assert!(!remembered.is_new(&frame(3)));
        assert_eq!(remembered.frames.lock().unwrap().0.len(), 3);
        let none = Remembered::new(0);
        assert!(none.is_new(&frame(1)) && none.is_new(&frame(1)));
    }
}
