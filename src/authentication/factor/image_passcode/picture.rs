//! Whether a file is a picture that can be a secret: a format we know, of a sensible size, with something on it.
//!
//! The head is read first; nothing is decoded whose head announces more pixels than are allowed, and the decoder gets no
//! more memory than those pixels need.

use std::{collections::BTreeSet, io::Cursor};

use image::{DynamicImage, GenericImageView, ImageError, ImageFormat, ImageReader, Limits};

/// What a picture may have.
pub(super) struct Bounds {
    /// Most pixels, in millions.
    pub(super) megapixels: u32,
}

/// What its owner may recognise it by.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Facts {
    pub(super) format: &'static str,
    pub(super) width: u32,
    pub(super) height: u32,
}

/// Why it cannot be a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unfit {
    /// Not one of the formats, by its first bytes.
    Format,
    /// It begins like one and cannot be read.
    Broken,
    /// Few pixels or few bytes.
    Small,
    /// More pixels than are allowed.
    Huge,
    /// Hardly anything to see: others have such a picture, too.
    Uniform,
}

/// Fewer bytes than this are an icon or a blank sheet.
const FEWEST_BYTES: usize = 2_048;
/// Fewer pixels to a side are an icon.
const SHORTEST_SIDE: u32 = 64;
/// Points to a side at which a picture is looked at.
const GRID: u32 = 64;
/// Fewer colours at all these points together are a blank sheet, a flag or a form.
const FEWEST_COLOURS: usize = 16;
/// A smaller variance of brightness (of 255 steps) cannot be told from a blank sheet by eye.
const LEAST_VARIANCE: f64 = 16.0;

pub(super) fn examine(file: &[u8], bounds: &Bounds) -> Result<Facts, Unfit> {
    let (kind, format) = format_of(file).ok_or(Unfit::Format)?;
    let reader = || ImageReader::with_format(Cursor::new(file), kind);
    let (width, height) = reader().into_dimensions().map_err(unfit)?;
    let pixels = u64::from(width) * u64::from(height);
    if pixels > u64::from(bounds.megapixels) * 1_000_000 {
        return Err(Unfit::Huge);
    }
    if file.len() < FEWEST_BYTES || width.min(height) < SHORTEST_SIDE {
        return Err(Unfit::Small);
    }
    let mut limits = Limits::no_limits();
    limits.max_image_width = Some(width);
    limits.max_image_height = Some(height);
    // Four bytes to a pixel, and as much again for a decoder that writes twice.
    limits.max_alloc = Some(pixels.saturating_mul(8).saturating_add(1 << 20));
    let mut reader = reader();
    reader.limits(limits);
    let picture = reader.decode().map_err(unfit)?;
    if is_uniform(&picture) { Err(Unfit::Uniform) } else { Ok(Facts { format, width, height }) }
}

#[allow(clippy::needless_pass_by_value)] // for `map_err`
fn unfit(error: ImageError) -> Unfit {
    match error {
        ImageError::Limits(_) => Unfit::Huge,
        _ => Unfit::Broken,
    }
}

fn format_of(file: &[u8]) -> Option<(ImageFormat, &'static str)> {
    match image::guess_format(file).ok()? {
        ImageFormat::Png => Some((ImageFormat::Png, "PNG")),
        ImageFormat::Jpeg => Some((ImageFormat::Jpeg, "JPEG")),
        ImageFormat::WebP => Some((ImageFormat::WebP, "WebP")),
        ImageFormat::Gif => Some((ImageFormat::Gif, "GIF")),
        _ => None,
    }
}

/// Whether there are few colours, or hardly any difference between light and dark, at the points of a grid.
fn is_uniform(picture: &DynamicImage) -> bool {
    let (width, height) = picture.dimensions();
    let at = |step: u32, length: u32| u64::from(step) * u64::from(length) / u64::from(GRID);
    let mut colours = BTreeSet::new();
    let (mut sum, mut squares, mut count) = (0.0, 0.0, 0.0);
    for row in 0..GRID {
        for column in 0..GRID {
            let x = u32::try_from(at(column, width)).unwrap_or(0);
            let y = u32::try_from(at(row, height)).unwrap_or(0);
            let [red, green, blue, alpha] = picture.get_pixel(x, y).0;
            // What cannot be seen through counts as white, whatever colour it hides.
            let seen = [red, green, blue].map(|part| {
                let (part, alpha) = (u32::from(part), u32::from(alpha));
                (part * alpha + 255 * (255 - alpha)) / 255
            });
            colours.insert(seen);
            let [red, green, blue] = seen.map(f64::from);
            // The weights of ITU-R BT.601.
            let brightness = 0.299 * red + 0.587 * green + 0.114 * blue;
            sum += brightness;
            squares += brightness * brightness;
            count += 1.0;
        }
    }
    let mean: f64 = sum / count;
    colours.len() < FEWEST_COLOURS || squares / count - mean * mean < LEAST_VARIANCE
}
