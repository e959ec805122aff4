//! From the bytes of a picture to its pixels, within limits.
//!
//! Owns what is taken for a picture: JPEG and PNG, whole, still, of a sensible size. The files are walked before anything is
//! decoded: decoders are lenient, and paint grey what a broken file lacks. What a picture shows is for others.

use std::io::Cursor;

use image::{
    ColorType, ImageDecoder, ImageError, Limits,
    codecs::{jpeg::JpegDecoder, png::PngDecoder},
    metadata::Orientation,
};
use zeroize::Zeroizing;

use super::container::{self, Outline};

/// Most bytes of an encoded picture.
pub const MOST_BYTES: usize = 2 * 1024 * 1024;
/// Most pixels to a side.
pub const LONGEST_SIDE: u32 = 4096;
/// Fewer pixels to a side show no face.
const SHORTEST_SIDE: u32 = 32;
/// Most memory that a decoder may take beside the pixels.
const MOST_MEMORY: u64 = 256 * 1024 * 1024;

/// A decoded picture: red, green and blue, row by row from the top. Wiped when dropped.
#[derive(Clone, Debug)]
pub struct Picture {
    width: u32,
    height: u32,
    rgb: Zeroizing<Vec<u8>>,
}

/// Why bytes are not taken for a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// There are none.
    #[error("it is empty")]
    Empty,
    /// More than [`MOST_BYTES`].
    #[error("it has more than {MOST_BYTES} bytes")]
    Heavy,
    /// Neither JPEG nor PNG, by its first bytes.
    #[error("it is neither JPEG nor PNG")]
    Format,
    /// It has several pictures in it, shown one after the other.
    #[error("it is animated")]
    Animated,
    /// It ends too early, or is not what it says it is.
    #[error("it is broken")]
    Broken,
    /// A side is longer than [`LONGEST_SIDE`], or decoding would take too much memory or time.
    #[error("it is too large")]
    Large,
    /// A side is shorter than 32 pixels.
    #[error("it is too small")]
    Small,
}

impl Unreadable {
    /// A code for programs.
    pub fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Heavy => "heavy",
            Self::Format => "format",
            Self::Animated => "animated",
            Self::Broken => "broken",
            Self::Large => "large",
            Self::Small => "small",
        }
    }
}

impl Picture {
    /// Decodes a JPEG or PNG, and turns it the way its Exif data says.
    pub fn decode(file: &[u8]) -> Result<Self, Unreadable> {
        if file.is_empty() {
            return Err(Unreadable::Empty);
        }
        if file.len() > MOST_BYTES {
            return Err(Unreadable::Heavy);
        }
        let outline = container::walk(file)?;
        let (width, height) = outline.size();
        if width.max(height) > LONGEST_SIDE {
            return Err(Unreadable::Large);
        }
        if width.min(height) < SHORTEST_SIDE {
            return Err(Unreadable::Small);
        }
        match outline {
            Outline::Jpeg { .. } => Self::read(JpegDecoder::new(Cursor::new(file)).map_err(unreadable)?),
            Outline::Png { .. } => {
                Self::read(PngDecoder::with_limits(Cursor::new(file), limits()).map_err(unreadable)?)
            }
        }
    }

    /// A picture of these pixels: three bytes for each.
    pub fn from_rgb(width: u32, height: u32, rgb: Vec<u8>) -> Option<Self> {
        let rgb = Zeroizing::new(rgb);
        (rgb.len() as u64 == u64::from(width) * u64::from(height) * 3).then_some(Self { width, height, rgb })
    }

    /// Pixels from left to right.
    pub fn width(&self) -> u32 {
        self.width
    }

    /// Pixels from top to bottom.
    pub fn height(&self) -> u32 {
        self.height
    }

    /// Its pixels, row by row.
    pub fn pixels(&self) -> &[[u8; 3]] {
        self.rgb.as_chunks().0
    }

    fn read(mut decoder: impl ImageDecoder) -> Result<Self, Unreadable> {
        decoder.set_limits(limits()).map_err(unreadable)?;
        let turn = decoder.orientation().unwrap_or(Orientation::NoTransforms);
        let (width, height) = decoder.dimensions();
        let colour = decoder.color_type();
        let bytes = usize::try_from(decoder.total_bytes()).map_err(|_| Unreadable::Large)?;
        let mut raw = Zeroizing::new(vec![0; bytes]);
        decoder.read_image(&mut raw).map_err(unreadable)?;
        let picture = if colour == ColorType::Rgb8 {
            Self { width, height, rgb: raw }
        } else {
            Self { width, height, rgb: to_rgb(&raw, colour).ok_or(Unreadable::Format)? }
        };
        let whole = picture.rgb.len() as u64 == u64::from(width) * u64::from(height) * 3;
        if whole { Ok(picture.turned(turn)) } else { Err(Unreadable::Broken) }
    }

    /// Turned and mirrored, as `image` would, in wiped memory.
    fn turned(self, turn: Orientation) -> Self {
        let (w, h) = (self.width as usize, self.height as usize);
        let swaps = matches!(
            turn,
            Orientation::Rotate90
                | Orientation::Rotate270
                | Orientation::Rotate90FlipH
                | Orientation::Rotate270FlipH
        );
        // Where the pixel at column x and row y of the turned picture comes from.
        let from = move |x: usize, y: usize| match turn {
            Orientation::NoTransforms => (x, y),
            Orientation::FlipHorizontal => (w - 1 - x, y),
            Orientation::FlipVertical => (x, h - 1 - y),
            Orientation::Rotate180 => (w - 1 - x, h - 1 - y),
            Orientation::Rotate90 => (y, h - 1 - x),
            Orientation::Rotate270 => (w - 1 - y, x),
            Orientation::Rotate90FlipH => (y, x),
            Orientation::Rotate270FlipH => (w - 1 - y, h - 1 - x),
        };
        if turn == Orientation::NoTransforms {
            return self;
        }
        let (width, height) = if swaps { (h, w) } else { (w, h) };
        let pixels = self.pixels();
        let mut rgb = Zeroizing::new(Vec::with_capacity(pixels.len() * 3));
        for y in 0..height {
            for x in 0..width {
                let (x, y) = from(x, y);
                rgb.extend_from_slice(&pixels.get(y * w + x).copied().unwrap_or_default());
            }
        }
        let (width, height) = if swaps { (self.height, self.width) } else { (self.width, self.height) };
        Self { width, height, rgb }
    }
}

fn limits() -> Limits {
    let mut limits = Limits::no_limits();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits.max_alloc = Some(MOST_MEMORY);
    limits
}

#[allow(clippy::needless_pass_by_value)] // for `map_err`
fn unreadable(error: ImageError) -> Unreadable {
    match error {
        ImageError::Limits(_) => Unreadable::Large,
        ImageError::Unsupported(_) => Unreadable::Format,
        _ => Unreadable::Broken,
    }
}

/// Other pixels as red, green and blue; what cannot be seen through counts as it is painted.
fn to_rgb(raw: &[u8], colour: ColorType) -> Option<Zeroizing<Vec<u8>>> {
    let mut rgb = Zeroizing::new(Vec::with_capacity(raw.len() / usize::from(colour.bytes_per_pixel()) * 3));
    // Of two bytes, the one that counts more; `image` writes them as this machine orders them.
    let high = usize::from(cfg!(target_endian = "little"));
    let mut push = |parts: [Option<&u8>; 3]| parts.into_iter().flatten().for_each(|part| rgb.push(*part));
    let (step, at) = match colour {
        ColorType::L8 => (1, [0, 0, 0]),
        ColorType::La8 => (2, [0, 0, 0]),
        ColorType::Rgb8 => (3, [0, 1, 2]),
        ColorType::Rgba8 => (4, [0, 1, 2]),
        ColorType::L16 => (2, [high; 3]),
        ColorType::La16 => (4, [high; 3]),
        ColorType::Rgb16 => (6, [high, 2 + high, 4 + high]),
        ColorType::Rgba16 => (8, [high, 2 + high, 4 + high]),
        _ => return None,
    };
    raw.chunks_exact(step).for_each(|pixel| push(at.map(|at| pixel.get(at))));
    Some(rgb)
}
