//! Pixels, and numbers made of them, that leave nothing behind in memory.
//!
//! What `Zeroizing` does, value by value, takes longer for a million pixels than some of what is measured in them. This fills
//! a whole buffer at once and keeps the compiler from leaving it out.

use std::ops::{Deref, DerefMut};

/// A buffer that is overwritten when it is dropped. It is made in its full length: what a growing buffer leaves behind is
/// not found.
#[derive(Clone)]
pub(super) struct Wiped<T: Copy + Default>(Vec<T>);

impl<T: Copy + Default> From<Vec<T>> for Wiped<T> {
    fn from(values: Vec<T>) -> Self {
        Self(values)
    }
}

impl<T: Copy + Default> Deref for Wiped<T> {
    type Target = Vec<T>;

    fn deref(&self) -> &Vec<T> {
        &self.0
    }
}

impl<T: Copy + Default> DerefMut for Wiped<T> {
    fn deref_mut(&mut self) -> &mut Vec<T> {
        &mut self.0
    }
}

impl<T: Copy + Default> Drop for Wiped<T> {
    fn drop(&mut self) {
        wipe(&mut self.0);
    }
}

fn wipe<T: Copy + Default>(values: &mut [T]) {
    values.fill(T::default());
    zeroize::optimization_barrier(values);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_left() {
        let mut values = Wiped::from(vec![1.5_f32; 1000]);
        values[3] = 2.0;
        assert_eq!(values.iter().sum::<f32>(), 1500.5);
        wipe(&mut values);
        assert!(values.iter().all(|value| *value == 0.0));
        assert_eq!(values.clone().len(), 1000);
    }
}
