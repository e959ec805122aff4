//! A picture of a person: decoded within limits and drawn anew, so that nothing of the file goes on but what is seen.

use std::io::Cursor;

use image::{
    DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, RgbImage, codecs::jpeg::JpegEncoder,
    imageops::FilterType, metadata::Orientation,
};

/// Most bytes of a file.
pub const LARGEST: usize = 10_000_000;
/// Most pixels, in millions.
pub const MEGAPIXELS: u64 = 40;
/// The side of what is kept, in pixels.
pub const SIDE: u32 = 256;
/// What is kept, for `Content-Type`.
pub const CONTENT_TYPE: &str = "image/jpeg";
/// Fewer pixels to a side show nobody.
const SHORTEST_SIDE: u32 = 32;
/// Of 100: smaller is not seen at this size.
const QUALITY: u8 = 88;

/// Why a file cannot be a picture of somebody; each is a key of the locales.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// Not one of the formats, by its first bytes.
    Format,
    /// It begins like one and cannot be read.
    Broken,
    /// Too few pixels.
    Small,
    /// Too many.
    Huge,
}

impl Unfit {
    /// What to say.
    pub fn key(self) -> &'static str {
        match self {
            Self::Format => "error-picture-format",
            Self::Broken => "error-picture-broken",
            Self::Small => "error-picture-small",
            Self::Huge => "error-picture-huge",
        }
    }
}

/// The middle of a PNG, JPEG or WebP as a square JPEG of [`SIDE`] pixels, upright, on white, without metadata. Slow: up to a
/// second of one core, and at most about sixteen bytes of memory for each pixel of the file, whatever its shape.
pub fn square(file: &[u8]) -> Result<Vec<u8>, Unfit> {
    square_within(file, MEGAPIXELS)
}

/// The same for a file of at most `megapixels`.
pub fn square_within(file: &[u8], megapixels: u64) -> Result<Vec<u8>, Unfit> {
    let (picture, upright) = decoded(file, megapixels)?;
    // Cut before it is scaled: the other way round, a strip of few pixels would grow to billions.
    let (width, height) = (picture.width(), picture.height());
    let side = width.min(height);
    let cut = picture.crop_imm((width - side) / 2, (height - side) / 2, side, side);
    drop(picture);
    let mut picture = cut.resize_exact(SIDE, SIDE, FilterType::CatmullRom);
    picture.apply_orientation(upright);
    let mut drawn = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut drawn, QUALITY);
    on_white(&picture).write_with_encoder(encoder).map_err(|_| Unfit::Broken)?;
    Ok(drawn)
}

/// The whole of a PNG, JPEG or WebP as a PNG that fits into so many pixels, upright, without metadata. As slow as [`square`].
pub fn fitted(file: &[u8], (width, height): (u32, u32)) -> Result<Vec<u8>, Unfit> {
    let (mut picture, upright) = decoded(file, MEGAPIXELS)?;
    picture.apply_orientation(upright);
    if picture.width() > width || picture.height() > height {
        picture = picture.resize(width, height, FilterType::CatmullRom);
    }
    let mut drawn = Cursor::new(Vec::new());
    DynamicImage::from(picture.to_rgba8())
        .write_to(&mut drawn, ImageFormat::Png)
        .map_err(|_| Unfit::Broken)?;
    Ok(drawn.into_inner())
}

/// The picture within limits, and how it is to be turned.
fn decoded(file: &[u8], megapixels: u64) -> Result<(DynamicImage, Orientation), Unfit> {
    let format = match image::guess_format(file) {
        Ok(format @ (ImageFormat::Png | ImageFormat::Jpeg | ImageFormat::WebP)) => format,
        _ => return Err(Unfit::Format),
    };
    let reader = || ImageReader::with_format(Cursor::new(file), format);
    let (width, height) = reader().into_dimensions().map_err(|_| Unfit::Broken)?;
    let pixels = u64::from(width) * u64::from(height);
    // The head is believed only to refuse; the decoder is held to it.
    if pixels > megapixels * 1_000_000 {
        return Err(Unfit::Huge);
    }
    if width.min(height) < SHORTEST_SIDE {
        return Err(Unfit::Small);
    }
    let mut limits = Limits::no_limits();
    limits.max_image_width = Some(width);
    limits.max_image_height = Some(height);
    limits.max_alloc = Some(pixels.saturating_mul(8).saturating_add(1 << 20));
    let mut reader = reader();
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|_| Unfit::Broken)?;
    let upright = decoder.orientation().map_err(|_| Unfit::Broken)?;
    let picture = DynamicImage::from_decoder(decoder).map_err(|_| Unfit::Broken)?;
    Ok((picture, upright))
}

/// JPEG has no transparency.
fn on_white(picture: &DynamicImage) -> RgbImage {
    let seen = picture.to_rgba8();
    RgbImage::from_fn(seen.width(), seen.height(), |x, y| {
        let [red, green, blue, alpha] = seen.get_pixel(x, y).0;
        let over = |part: u8| {
            let (part, alpha) = (u32::from(part), u32::from(alpha));
            u8::try_from((part * alpha + 255 * (255 - alpha)) / 255).unwrap_or(255)
        };
        image::Rgb([over(red), over(green), over(blue)])
    })
}

#[cfg(test)]
mod tests {
    use image::{Rgba, RgbaImage};

    use super::*;

    fn file(format: ImageFormat, width: u32, height: u32) -> Vec<u8> {
        let picture = RgbaImage::from_fn(width, height, |x, _| {
            if x < width / 2 { Rgba([200, 30, 30, 255]) } else { Rgba([0, 0, 0, 0]) }
        });
        let mut bytes = Cursor::new(Vec::new());
        let picture = DynamicImage::from(picture);
        let picture = if format == ImageFormat::Jpeg { picture.to_rgb8().into() } else { picture };
        picture.write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    #[test]
    fn every_picture_becomes_a_square_of_one_kind() {
        for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP] {
            let drawn = square(&file(format, 400, 300)).unwrap();
            assert_eq!(image::guess_format(&drawn).unwrap(), ImageFormat::Jpeg);
            let drawn = image::load_from_memory(&drawn).unwrap();
            assert_eq!((drawn.width(), drawn.height()), (SIDE, SIDE));
        }
        let drawn = image::load_from_memory(&square(&file(ImageFormat::Png, 400, 300)).unwrap()).unwrap();
        let [red, green, blue] = drawn.to_rgb8().get_pixel(250, 128).0;
        assert!(red > 245 && green > 245 && blue > 245, "what cannot be seen is white");
        assert!(drawn.to_rgb8().get_pixel(5, 128).0[1] < 60, "what can be seen stays");
    }

    #[test]
    fn nothing_of_the_file_goes_on_but_what_is_seen() {
        let mut jpeg = file(ImageFormat::Jpeg, 300, 300);
        let comment = b"\xff\xfe\x00\x1aGPS 52.5,13.4 <script>12";
        jpeg.splice(2..2, comment.iter().copied());
        jpeg.extend_from_slice(b"<script>alert(1)</script>");
        let drawn = square(&jpeg).unwrap();
        let has = |needle: &[u8]| drawn.windows(needle.len()).any(|part| part == needle);
        assert!(!has(b"GPS") && !has(b"<script>"));
    }

    /// Scaled before it is cut, this strip would be 256 pixels by 800,000: more than what can be asked of memory for one.
    #[test]
    fn a_long_strip_is_cut_before_it_is_scaled() {
        for (width, height) in [(32, 100_000), (100_000, 32)] {
            let drawn = square(&file(ImageFormat::Png, width, height)).unwrap();
            let drawn = image::load_from_memory(&drawn).unwrap();
            assert_eq!((drawn.width(), drawn.height()), (SIDE, SIDE));
        }
        let drawn = fitted(&file(ImageFormat::Png, 32, 100_000), (256, 64)).unwrap();
        let drawn = image::load_from_memory(&drawn).unwrap();
        assert!(drawn.width() <= 256 && drawn.height() <= 64);
    }

    #[test]
    fn what_is_no_picture_of_a_sensible_size_is_refused() {
        assert_eq!(square(b"<svg xmlns='http://www.w3.org/2000/svg'/>"), Err(Unfit::Format));
        assert_eq!(square(b"GIF89a\x01\x00\x01\x00"), Err(Unfit::Format));
        assert_eq!(square(b""), Err(Unfit::Format));
        assert_eq!(square(&file(ImageFormat::Png, 31, 400)), Err(Unfit::Small));
        let whole = file(ImageFormat::Png, 400, 300);
        assert_eq!(square(&whole[..whole.len() / 2]), Err(Unfit::Broken));
        // A head that announces 60,000 pixels to a side, and nothing behind it.
        let mut flood = whole;
        flood[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
        assert!(matches!(square(&flood), Err(Unfit::Huge | Unfit::Broken)));
    }
}
