//! A square of pixels as the numbers that one network or another wants.

use super::wiped::Wiped;
use crate::config::face::{Colours, Layout};

/// How a network wants a picture.
#[derive(Clone, Copy, Debug)]
pub(super) struct Input {
    /// Pixels to a side.
    pub(super) size: u32,
    /// In which order the values come.
    pub(super) layout: Layout,
    /// In which order the colours come.
    pub(super) colours: Colours,
    /// Taken from every value, which is 0 to 255.
    pub(super) mean: f32,
    /// Then multiplied by this.
    pub(super) scale: f32,
}

impl Input {
    /// The shape of the tensor, one picture at a time.
    pub(super) fn shape(&self) -> [usize; 4] {
        let size = self.size as usize;
        match self.layout {
            Layout::Nhwc => [1, size, size, 3],
            Layout::Nchw => [1, 3, size, size],
        }
    }

    /// The values of a square of red, green and blue.
    pub(super) fn values(&self, square: &[f32]) -> Wiped<f32> {
        let pixels: &[[f32; 3]] = square.as_chunks().0;
        let ready = |value: f32| (value - self.mean) * self.scale;
        let pixel = |[red, green, blue]: [f32; 3]| match self.colours {
            Colours::Rgb => [red, green, blue].map(ready),
            Colours::Bgr => [blue, green, red].map(ready),
        };
        let mut values = Wiped::from(Vec::with_capacity(square.len()));
        match self.layout {
            Layout::Nhwc => pixels.iter().for_each(|it| values.extend_from_slice(&pixel(*it))),
            Layout::Nchw => {
                for colour in 0..3 {
                    values.extend(pixels.iter().filter_map(|it| pixel(*it).get(colour).copied()));
                }
            }
        }
        values
    }

    /// A grey square, to see whether the network runs.
    pub(super) fn grey(&self) -> Wiped<f32> {
        let size = self.size as usize;
        Wiped::from(vec![128.0; size * size * 3])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_come_in_the_order_that_is_wanted() {
        let square = [10.0, 20.0, 30.0, 40.0, 50.0, 60.0];
        let input = |layout, colours| Input { size: 1, layout, colours, mean: 10.0, scale: 0.5 };
        let values = |layout, colours| input(layout, colours).values(&square).to_vec();
        assert_eq!(values(Layout::Nhwc, Colours::Rgb), [0.0, 5.0, 10.0, 15.0, 20.0, 25.0]);
        assert_eq!(values(Layout::Nhwc, Colours::Bgr), [10.0, 5.0, 0.0, 25.0, 20.0, 15.0]);
        assert_eq!(values(Layout::Nchw, Colours::Rgb), [0.0, 15.0, 5.0, 20.0, 10.0, 25.0]);
        assert_eq!(values(Layout::Nchw, Colours::Bgr), [10.0, 25.0, 5.0, 20.0, 0.0, 15.0]);
        assert_eq!(input(Layout::Nchw, Colours::Rgb).shape(), [1, 3, 1, 1]);
    }
}
