//! What a picture file consists of, without decoding it: whether it is whole, still, and how large it says it is.
//!
//! JPEG is walked as ITU-T T.81 annex B orders its markers, PNG as the W3C's recommendation (sections 5 and 11) orders its
//! chunks. What is in between is for the decoders.

use super::picture::Unreadable;

/// What a file says it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outline {
    Jpeg { width: u32, height: u32 },
    Png { width: u32, height: u32 },
}

impl Outline {
    pub(super) fn size(self) -> (u32, u32) {
        match self {
            Self::Jpeg { width, height } | Self::Png { width, height } => (width, height),
        }
    }
}

const JPEG: &[u8] = &[0xff, 0xd8, 0xff];
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";
/// Walks a file; a JPEG of more than `most_scans` is refused: a decoder walks all pixels for each, and a scan of nothing takes
/// ten bytes.
pub(super) fn walk(file: &[u8], most_scans: u32) -> Result<Outline, Unreadable> {
    match file {
        _ if file.starts_with(JPEG) => jpeg(file, most_scans),
        _ if file.starts_with(PNG) => png(file),
        // The first bytes of one of them, and no more.
        _ if JPEG.starts_with(file) || PNG.starts_with(file) => Err(Unreadable::Broken),
        _ => Err(Unreadable::Format),
    }
}

fn jpeg(file: &[u8], most_scans: u32) -> Result<Outline, Unreadable> {
    let mut rest = file.get(2..).unwrap_or_default();
    let (mut size, mut scans) = (None, 0);
    loop {
        let marker;
        (marker, rest) = next_marker(rest).ok_or(Unreadable::Broken)?;
        match marker {
            // End of image. What follows (other pictures, a film) is not looked at.
            0xd9 => break,
            // Markers that stand alone.
            0x01 | 0xd0..=0xd7 => continue,
            0xd8 => return Err(Unreadable::Broken),
            _ => {}
        }
        let length = rest.first_chunk().map_or(0, |bytes| usize::from(u16::from_be_bytes(*bytes)));
        let segment = rest.get(2..length).ok_or(Unreadable::Broken)?;
        rest = rest.get(length..).ok_or(Unreadable::Broken)?;
        match marker {
            // Start of frame; C4, C8 and CC are other things.
            0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => {
                let [_, h1, h0, w1, w0, ..] = *segment else { return Err(Unreadable::Broken) };
                let side = |high, low| u32::from(u16::from_be_bytes([high, low]));
                if size.replace((side(w1, w0), side(h1, h0))).is_some() {
                    return Err(Unreadable::Broken);
                }
            }
            // Start of scan; its data has no marker but those within it.
            0xda => {
                scans += 1;
                if scans > most_scans {
                    return Err(Unreadable::Large);
                }
            }
            _ => {}
        }
    }
    let (width, height) = size.filter(|_| scans > 0).ok_or(Unreadable::Broken)?;
    Ok(Outline::Jpeg { width, height })
}

/// The next marker and what follows it. FF 00 is a data byte, FF FF fills.
fn next_marker(mut rest: &[u8]) -> Option<(u8, &[u8])> {
    loop {
        let at = rest.iter().position(|byte| *byte == 0xff)?;
        rest = rest.get(at + 1..)?;
        match *rest.first()? {
            0x00 => rest = rest.get(1..)?,
            0xff => {}
            marker => return Some((marker, rest.get(1..)?)),
        }
    }
}

fn png(file: &[u8]) -> Result<Outline, Unreadable> {
    let mut rest = file.get(PNG.len()..).unwrap_or_default();
    let mut size = None;
    loop {
        // Length, kind, data, checksum.
        let length = rest.first_chunk().map(|bytes| u32::from_be_bytes(*bytes)).ok_or(Unreadable::Broken)?;
        let end = usize::try_from(length).ok().and_then(|it| it.checked_add(12)).ok_or(Unreadable::Broken)?;
        let (kind, data) = (rest.get(4..8), rest.get(8..end - 4));
        let (Some(kind), Some(data), Some(after)) = (kind, data, rest.get(end..)) else {
            return Err(Unreadable::Broken);
        };
        match kind {
            b"IHDR" => {
                let [w, h] = [data.get(..4), data.get(4..8)]
                    .map(|side| side.and_then(<[u8]>::first_chunk).map(|bytes| u32::from_be_bytes(*bytes)));
                size = w.zip(h);
            }
            b"acTL" => return Err(Unreadable::Animated),
            b"IEND" => break,
            _ => {}
        }
        rest = after;
    }
    let (width, height) = size.ok_or(Unreadable::Broken)?;
    Ok(Outline::Png { width, height })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn walk(file: &[u8]) -> Result<Outline, Unreadable> {
        super::walk(file, 32)
    }

    /// A marker with a length and this in it.
    fn segment(marker: u8, data: &[u8]) -> Vec<u8> {
        let length = u16::try_from(data.len() + 2).unwrap().to_be_bytes();
        [&[0xff, marker], &length[..], data].concat()
    }

    fn jpeg_of(parts: &[Vec<u8>]) -> Vec<u8> {
        [&[0xff, 0xd8][..], &parts.concat(), &[0xff, 0xd9]].concat()
    }

    fn frame(width: u16, height: u16) -> Vec<u8> {
        segment(0xc0, &[&[8][..], &height.to_be_bytes(), &width.to_be_bytes(), &[1, 1, 0x11, 0]].concat())
    }

    fn scan() -> Vec<u8> {
        [segment(0xda, &[1, 1, 0, 0, 63, 0]), vec![1, 2, 0xff, 0x00, 3, 0xff, 0xd0, 4]].concat()
    }

    #[test]
    fn a_jpeg_is_walked_to_its_end() {
        // The preview within has an end of its own.
        let preview = segment(0xe1, &jpeg_of(&[frame(9, 9), scan()]));
        let whole = jpeg_of(&[preview, frame(640, 480), scan()]);
        assert_eq!(walk(&whole), Ok(Outline::Jpeg { width: 640, height: 480 }));
        for end in 1..whole.len() {
            assert_eq!(walk(&whole[..end]), Err(Unreadable::Broken), "{end}");
        }
        let film = [whole, b"and a film".to_vec()].concat();
        assert_eq!(walk(&film).unwrap().size(), (640, 480));
    }

    #[test]
    fn a_jpeg_of_many_scans_is_a_bomb() {
        let scans = |count| jpeg_of(&[vec![frame(4096, 4096)], vec![scan(); count]].concat());
        assert!(walk(&scans(32)).is_ok());
        assert_eq!(walk(&scans(33)), Err(Unreadable::Large));
        assert_eq!(walk(&scans(0)), Err(Unreadable::Broken));
        assert_eq!(walk(&jpeg_of(&[frame(8, 8), frame(9, 9), scan()])), Err(Unreadable::Broken));
    }

    #[test]
    fn a_png_is_walked_to_its_end() {
        let chunk = |kind: &[u8], data: &[u8]| {
            [&u32::try_from(data.len()).unwrap().to_be_bytes()[..], kind, data, &[0; 4]].concat()
        };
        let head = chunk(b"IHDR", &[0, 0, 2, 128, 0, 0, 1, 224, 8, 2, 0, 0, 0]);
        let whole = [PNG, &head, &chunk(b"IDAT", b"x"), &chunk(b"IEND", b"")].concat();
        assert_eq!(walk(&whole), Ok(Outline::Png { width: 640, height: 480 }));
        for end in 1..whole.len() {
            assert_eq!(walk(&whole[..end]), Err(Unreadable::Broken), "{end}");
        }
        let moving = [PNG, &head, &chunk(b"acTL", &[0; 8]), &chunk(b"IEND", b"")].concat();
        assert_eq!(walk(&moving), Err(Unreadable::Animated));
        let endless = [PNG, &[0xff; 4], b"IDAT"].concat();
        assert_eq!(walk(&endless), Err(Unreadable::Broken));
    }

    #[test]
    fn nothing_else_is_a_picture() {
        for other in [&b"GIF89a......"[..], b"RIFF....WEBP", b"<svg/>", b"\0\0\0\0", b"BM......"] {
            assert_eq!(walk(other), Err(Unreadable::Format));
        }
    }
}
