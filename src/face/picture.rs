//! From the bytes of a picture to its pixels, within limits.
//!
//! Owns what is taken for a picture: JPEG and PNG, whole, still, of a sensible size. The files are walked before anything is
//! decoded: decoders are lenient, and paint grey what a broken file lacks. What a picture shows is for others.

use std::{fmt, io::Cursor};

use image::{
    ColorType, ImageDecoder, ImageError, Limits,
    codecs::{jpeg::JpegDecoder, png::PngDecoder},
    metadata::Orientation,
};

use super::{
    container::{self, Outline},
    wiped::Wiped,
};

/// Most bytes of an encoded picture.
pub const MOST_BYTES: usize = 2 * 1024 * 1024;
/// Most pixels to a side.
pub const LONGEST_SIDE: u32 = 4096;
/// How much work a picture may be.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Most pixels to a side.
    pub side: u32,
    /// Most scans of a JPEG. Usual progressive pictures have ten or so.
    pub scans: u32,
}

impl Bounds {
    /// Of a photograph in a file of the operator's.
    pub const PHOTOGRAPH: Self = Self { side: LONGEST_SIDE, scans: 32 };
    /// Of a frame that a browser sends, ten times a second: our page's have 640 pixels to a side, and one scan.
    pub const FRAME: Self = Self { side: 1280, scans: 12 };
}

/// Fewer pixels to a side show no face.
const SHORTEST_SIDE: u32 = 32;
/// Most memory that a decoder may take beside the pixels.
const MOST_MEMORY: u64 = 256 * 1024 * 1024;

/// A decoded picture: red, green and blue, row by row from the top. Wiped when dropped.
#[derive(Clone)]
pub struct Picture {
    width: u32,
    height: u32,
    rgb: Wiped<u8>,
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
    /// A side is longer than it may be ([`Bounds`]), or decoding would take too much memory or time.
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

impl fmt::Debug for Picture {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Picture({} x {})", self.width, self.height)
    }
}

impl Picture {
    /// Decodes a photograph: a JPEG or PNG, turned the way its Exif data says.
    pub fn decode(file: &[u8]) -> Result<Self, Unreadable> {
        Self::decode_within(Bounds::PHOTOGRAPH, file)
    }

    /// The same within these bounds.
    pub fn decode_within(bounds: Bounds, file: &[u8]) -> Result<Self, Unreadable> {
        if file.is_empty() {
            return Err(Unreadable::Empty);
        }
        if file.len() > MOST_BYTES {
            return Err(Unreadable::Heavy);
        }
        let outline = container::walk(file, bounds.scans)?;
        let (width, height) = outline.size();
        if width.max(height) > bounds.side {
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
        let rgb = Wiped::from(rgb);
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
        let mut raw = Wiped::from(vec![0; bytes]);
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
        let mut rgb = Wiped::from(Vec::with_capacity(pixels.len() * 3));
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
fn to_rgb(raw: &[u8], colour: ColorType) -> Option<Wiped<u8>> {
    let mut rgb = Wiped::from(Vec::with_capacity(raw.len() / usize::from(colour.bytes_per_pixel()) * 3));
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

#[cfg(test)]
mod tests {
    use image::{
        DynamicImage, ExtendedColorType, ImageEncoder, codecs::jpeg::JpegEncoder, codecs::png::PngEncoder,
    };

    use super::*;

    const PORTRAIT: &[u8] = include_bytes!("../../tests/fixtures/astronaut.jpg");

    /// Pixels that differ everywhere.
    fn rgb(width: u32, height: u32) -> Vec<u8> {
        (0..width * height).flat_map(|at| [at as u8, (at / 7) as u8, (at / 31) as u8]).collect()
    }

    fn png(width: u32, height: u32, raw: &[u8], colour: ExtendedColorType) -> Vec<u8> {
        let mut file = Vec::new();
        PngEncoder::new(&mut file).write_image(raw, width, height, colour).unwrap();
        file
    }

    fn jpeg(width: u32, height: u32) -> Vec<u8> {
        let mut file = Vec::new();
        JpegEncoder::new(&mut file)
            .encode(&rgb(width, height), width, height, ExtendedColorType::Rgb8)
            .unwrap();
        file
    }

    /// A JPEG with Exif data that says how it is to be turned.
    fn turned_jpeg(orientation: u8) -> Vec<u8> {
        let mut exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0".to_vec();
        exif[25] = orientation;
        let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
        let whole = jpeg(64, 40);
        [&whole[..2], &[0xff, 0xe1], &length, &exif, &whole[2..]].concat()
    }

    #[test]
    fn a_portrait_is_decoded() {
        let picture = Picture::decode(PORTRAIT).unwrap();
        assert_eq!((picture.width(), picture.height(), picture.pixels().len()), (512, 512, 512 * 512));
        let raw = rgb(40, 50);
        let picture = Picture::decode(&png(40, 50, &raw, ExtendedColorType::Rgb8)).unwrap();
        assert_eq!(picture.pixels().as_flattened(), raw);
    }

    #[test]
    fn every_kind_of_pixel_becomes_three_colours() {
        let (w, h) = (32, 33);
        let expected: Vec<[u8; 3]> = rgb(w, h).as_chunks().0.to_vec();
        let wide = |value: &u8| [*value, 0x55]; // PNG has the greater byte first, `image` turns it round
        type Encode = Box<dyn Fn(&[u8; 3]) -> Vec<u8>>;
        let cases: [(ExtendedColorType, Encode); 5] = [
            (ExtendedColorType::Rgb8, Box::new(|it| it.to_vec())),
            (ExtendedColorType::Rgba8, Box::new(|[r, g, b]| vec![*r, *g, *b, 7])),
            (ExtendedColorType::Rgb16, Box::new(move |it| it.iter().flat_map(|v| ne(wide(v))).collect())),
            (ExtendedColorType::L8, Box::new(|[r, ..]| vec![*r])),
            (ExtendedColorType::La16, Box::new(move |[r, ..]| [ne(wide(r)), [9, 9]].concat())),
        ];
        fn ne([high, low]: [u8; 2]) -> [u8; 2] {
            u16::from_be_bytes([high, low]).to_ne_bytes()
        }
        for (colour, of) in cases {
            let raw: Vec<u8> = expected.iter().flat_map(of).collect();
            let picture = Picture::decode(&png(w, h, &raw, colour)).unwrap();
            let grey = matches!(colour, ExtendedColorType::L8 | ExtendedColorType::La16);
            for (pixel, expected) in picture.pixels().iter().zip(&expected) {
                assert_eq!(*pixel, if grey { [expected[0]; 3] } else { *expected }, "{colour:?}");
            }
        }
    }

    #[test]
    fn a_photograph_is_turned_as_its_camera_was_held() {
        for value in 1..=8 {
            let file = turned_jpeg(value);
            let mut expected = image::load_from_memory(&file).unwrap();
            expected.apply_orientation(Orientation::from_exif(value).unwrap());
            let expected: DynamicImage = expected.to_rgb8().into();
            let picture = Picture::decode(&file).unwrap();
            assert_eq!((picture.width(), picture.height()), (expected.width(), expected.height()), "{value}");
            assert!(picture.pixels().as_flattened() == expected.as_bytes(), "{value}");
        }
    }

    #[test]
    fn a_file_that_ends_early_is_broken_wherever_it_ends() {
        for whole in [jpeg(48, 40), png(48, 40, &rgb(48, 40), ExtendedColorType::Rgb8)] {
            assert!(Picture::decode(&whole).is_ok());
            for end in 1..whole.len() {
                assert_eq!(Picture::decode(&whole[..end]).unwrap_err(), Unreadable::Broken, "{end}");
            }
        }
        for end in (1..PORTRAIT.len()).step_by(997) {
            assert_eq!(Picture::decode(&PORTRAIT[..end]).unwrap_err(), Unreadable::Broken, "{end}");
        }
    }

    #[test]
    fn what_is_not_taken_is_refused_by_name() {
        let refused = |file: &[u8]| Picture::decode(file).unwrap_err();
        assert_eq!(refused(b""), Unreadable::Empty);
        assert_eq!(refused(&[0; MOST_BYTES + 1]), Unreadable::Heavy);
        assert_eq!(refused(&[0; MOST_BYTES]), Unreadable::Format);
        assert_eq!(refused(b"GIF89a\x40\0\x40\0\0\0\0;"), Unreadable::Format);
        assert_eq!(refused(b"<svg xmlns='http://www.w3.org/2000/svg'/>"), Unreadable::Format);
        assert_eq!(refused(&png(31, 900, &rgb(31, 900), ExtendedColorType::Rgb8)), Unreadable::Small);
        let still = png(64, 64, &rgb(64, 64), ExtendedColorType::Rgb8);
        // After the signature and IHDR, which are 33 bytes.
        let moving =
            [&still[..33], b"\0\0\0\x08acTL\0\0\0\x02\0\0\0\0\xf3\x8d\x93\x70", &still[33..]].concat();
        assert_eq!(refused(&moving), Unreadable::Animated);
    }

    #[test]
    fn a_frame_of_a_camera_is_smaller_than_a_photograph_may_be() {
        let frame = |width, height| Picture::decode_within(Bounds::FRAME, &jpeg(width, height)).err();
        assert_eq!((frame(1280, 32), frame(32, 1280)), (None, None));
        assert_eq!(frame(1281, 32), Some(Unreadable::Large));
        assert_eq!(frame(32, 1281), Some(Unreadable::Large));
        assert!(Picture::decode(&jpeg(1281, 32)).is_ok());
        // A scan is repeated before the end of the image: decoders are not asked.
        let whole = jpeg(64, 64);
        let scan = whole.windows(2).position(|it| it == [0xff, 0xda]).unwrap();
        let (head, scan) = whole[..whole.len() - 2].split_at(scan);
        let many = [head, &scan.repeat(13), &[0xff, 0xd9]].concat();
        assert_eq!(Picture::decode_within(Bounds::FRAME, &many).unwrap_err(), Unreadable::Large);
    }

    #[test]
    fn a_head_that_announces_too_much_costs_nothing() {
        for (width, height) in
            [(20_000u32, 20_000u32), (1, 65_535), (65_535, 1), (0, 64), (4097, 64), (u32::MAX, u32::MAX)]
        {
            let mut png = png(64, 64, &rgb(64, 64), ExtendedColorType::Rgb8);
            png[16..20].copy_from_slice(&width.to_be_bytes());
            png[20..24].copy_from_slice(&height.to_be_bytes());
            let why = Picture::decode(&png).unwrap_err();
            assert!(matches!(why, Unreadable::Large | Unreadable::Small), "{width} x {height}: {why}");

            let (Ok(width), Ok(height)) = (u16::try_from(width), u16::try_from(height)) else { continue };
            let mut jpeg = jpeg(64, 64);
            let frame = jpeg.windows(2).position(|it| it == [0xff, 0xc0]).unwrap();
            jpeg[frame + 5..frame + 7].copy_from_slice(&height.to_be_bytes());
            jpeg[frame + 7..frame + 9].copy_from_slice(&width.to_be_bytes());
            let why = Picture::decode(&jpeg).unwrap_err();
            assert!(matches!(why, Unreadable::Large | Unreadable::Small), "{width} x {height}: {why}");
        }
    }

    #[test]
    fn bytes_that_changed_on_the_way_never_panic() {
        for whole in [jpeg(48, 40), png(48, 40, &rgb(48, 40), ExtendedColorType::Rgb8)] {
            for at in 0..whole.len() {
                for flip in [0x01, 0x80, 0xff] {
                    let mut file = whole.clone();
                    file[at] ^= flip;
                    if let Ok(picture) = Picture::decode(&file) {
                        assert_eq!(
                            picture.pixels().len() as u64,
                            u64::from(picture.width()) * u64::from(picture.height())
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn pixels_are_never_printed() {
        let picture = Picture::from_rgb(1, 1, vec![201, 202, 203]).unwrap();
        assert!(!format!("{picture:?}").contains("20"), "{picture:?}");
        assert!(Picture::from_rgb(2, 1, vec![0; 3]).is_none());
    }
}
