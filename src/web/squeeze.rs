//! A page that brings its style, for the way: gzip (RFC 1952) of which the style alone is compressed.
//!
//! What is secret on a page and what a stranger can have written there are not compressed, since the length would tell of the
//! secret (BREACH). The style is the same for everybody: it is compressed once, and what stands around it is stored as it is
//! (RFC 1951 section 3.2.4).

use std::sync::LazyLock;

use axum::http::{HeaderMap, header};
use flate2::{Compress, Compression, Crc, FlushCompress};

use super::assets::asset;

/// No name, no time, no system that it is of (RFC 1952 section 2.3).
const HEAD: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
/// The longest stored block.
const LONGEST: usize = 0xffff;

/// The style, and the blocks that it becomes, up to a whole byte; none of them is the last.
static STYLE: LazyLock<Option<(&str, Vec<u8>)>> = LazyLock::new(|| {
    let style = std::str::from_utf8(&asset("style.css")?.bytes).ok()?;
    let mut compress = Compress::new(Compression::best(), false);
    let mut blocks = Vec::with_capacity(style.len());
    compress.compress_vec(style.as_bytes(), &mut blocks, FlushCompress::Sync).ok()?;
    (compress.total_in() == style.len() as u64).then_some((style, blocks))
});

/// Whether whoever sent these headers takes gzip (RFC 9110 section 12.5.3).
pub fn is_accepted(headers: &HeaderMap) -> bool {
    let codings =
        headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    codings.split(',').any(|coding| {
        let mut parts = coding.split(';').map(str::trim);
        let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case("gzip"));
        named
            && !parts
                .any(|part| part.strip_prefix("q=").is_some_and(|q| q.trim_matches(['0', '.']).is_empty()))
    })
}

/// `html` so, if the style stands in it.
pub fn squeezed(html: &str) -> Option<Vec<u8>> {
    let (style, blocks) = STYLE.as_ref()?;
    let (before, after) = html.split_once(style)?;
    let mut file = Vec::with_capacity(before.len() + blocks.len() + after.len() + 64);
    file.extend(HEAD);
    store(&mut file, before, false);
    file.extend(blocks);
    store(&mut file, after, true);
    let mut check = Crc::new();
    check.update(html.as_bytes());
    file.extend(check.sum().to_le_bytes());
    file.extend(check.amount().to_le_bytes());
    Some(file)
}

/// Blocks that hold `text` as it is; the `last` of a file says so.
fn store(file: &mut Vec<u8>, text: &str, last: bool) {
    let mut rest = text.as_bytes();
    loop {
        let (piece, more) = rest.split_at(rest.len().min(LONGEST));
        let length = u16::try_from(piece.len()).unwrap_or(u16::MAX);
        file.push(u8::from(last && more.is_empty()));
        file.extend(length.to_le_bytes());
        file.extend((!length).to_le_bytes());
        file.extend(piece);
        if more.is_empty() {
            return;
        }
        rest = more;
    }
}

#[cfg(test)]
mod tests {
    use std::io::read_to_string;

    use axum::http::HeaderValue;
    use flate2::read::GzDecoder;

    use super::*;

    #[test]
    fn it_is_the_page_again_and_only_the_style_is_smaller() {
        let style = STYLE.as_ref().unwrap().0;
        for (before, after) in [
            ("<style>\n".to_owned(), "\n</style>ü".to_owned()),
            (String::new(), String::new()),
            ("ü".repeat(70_000), "b".repeat(LONGEST)),
            ("a".repeat(LONGEST + 1), "b".repeat(3 * LONGEST)),
        ] {
            let page = format!("{before}{style}{after}");
            let file = squeezed(&page).unwrap();
            assert_eq!(read_to_string(GzDecoder::new(file.as_slice())).unwrap(), page);
            let around = before.len() + after.len();
            assert!(file.len() < around + style.len() / 3 && file.len() > around, "{}", file.len());
        }
        assert_eq!(squeezed("<p>nothing that is ours"), None);
    }

    #[test]
    fn what_is_repeated_around_it_makes_it_no_shorter() {
        let style = STYLE.as_ref().unwrap().0;
        let length = |guess: &str| squeezed(&format!("secret=4711{style}{guess}")).unwrap().len();
        assert_eq!(length("secret=4711"), length("secret=9999"));
    }

    #[test]
    fn it_is_for_who_asks_for_it() {
        for (accepted, codings) in [
            (true, "gzip"),
            (true, "br, GZIP;q=0.5"),
            (true, "gzip ; q=1"),
            (false, ""),
            (false, "br"),
            (false, "gzip;q=0"),
            (false, "br, gzip; q=0.000"),
            (false, "gzipped"),
        ] {
            let headers =
                HeaderMap::from_iter([(header::ACCEPT_ENCODING, HeaderValue::from_static(codings))]);
            assert_eq!(is_accepted(&headers), accepted, "{codings}");
        }
        assert!(!is_accepted(&HeaderMap::new()));
    }
}
