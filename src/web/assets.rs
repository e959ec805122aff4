//! Everything below `static/`, embedded: its bytes, its type, its tag and a compressed copy.
//!
//! A page links to [`asset_url`], which names the content; such an address may be kept for ever.

use std::{collections::BTreeMap, io::Write, path::Path, sync::LazyLock};

use aws_lc_rs::digest::{SHA256, digest};
use bytes::Bytes;
use data_encoding::HEXLOWER;
use flate2::{Compression, write::GzEncoder};
use rust_embed::Embed;

/// `Cache-Control` where the address names the content (`?v=` equals [`Asset::version`]).
pub const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// `Cache-Control` where it does not.
pub const REVALIDATE: &str = "public, max-age=0, must-revalidate";

/// Below this a compressed copy saves nothing worth the header.
const WORTH_COMPRESSING: usize = 256;

#[derive(Embed)]
#[folder = "static/"]
struct Files;

/// One file.
#[derive(Clone, Debug)]
pub struct Asset {
    /// Its content.
    pub bytes: Bytes,
    /// `Content-Type`.
    pub content_type: &'static str,
    /// `ETag`, quoted.
    pub etag: String,
    /// The start of its SHA-256, for `?v=`.
    pub version: String,
    /// The content for `Content-Encoding: gzip`.
    pub gzip: Option<Bytes>,
}

/// The one script: what every page uses, then each factor's own, so that a page loads one file.
const SCRIPT: &str = "doorward.js";
/// Where the factors' scripts are; they are served as part of [`SCRIPT`] only …
const OF_FACTORS: &str = "factor/";
/// … but for those that few pages need and that are too heavy for all: they have an address of their own, without the folder.
const APART: [&str; 1] = ["factor/face.js"];

static ASSETS: LazyLock<BTreeMap<String, Asset>> = LazyLock::new(|| {
    Files::iter()
        .filter(|path| !path.starts_with(OF_FACTORS) || APART.contains(&&**path))
        .filter_map(|path| Some((path.trim_start_matches(OF_FACTORS).to_owned(), load(&path)?)))
        .collect()
});

/// The file at a path below `static/`.
pub fn asset(path: &str) -> Option<&'static Asset> {
    ASSETS.get(path)
}

/// Its address, which changes with its content.
pub fn asset_url(path: &str) -> Option<String> {
    asset(path).map(|asset| format!("/static/{path}?v={}", asset.version))
}

fn load(path: &str) -> Option<Asset> {
    let bytes = if path == SCRIPT { script() } else { Files::get(path)?.data.into_owned() };
    let version = HEXLOWER.encode(digest(&SHA256, &bytes).as_ref().get(..6)?);
    let bytes = Bytes::from(bytes);
    let gzip = compress(&bytes).filter(|small| small.len() < bytes.len()).map(Bytes::from);
    Some(Asset { bytes, content_type: content_type(path), etag: format!("\"{version}\""), version, gzip })
}

/// The scripts in a row, each in a block of its own so that their names do not meet.
fn script() -> Vec<u8> {
    let is_part =
        |path: &str| path.starts_with(OF_FACTORS) && path.ends_with(".js") && !APART.contains(&path);
    let mut paths: Vec<_> = Files::iter().filter(|path| is_part(path)).collect();
    paths.sort();
    std::iter::once(SCRIPT.into())
        .chain(paths)
        .filter_map(|path| Files::get(&path))
        .flat_map(|file| [b"{\n".as_slice(), &file.data, b"}\n"].concat())
        .collect()
}

/// `gzip` of some bytes, if they are worth it.
fn compress(bytes: &[u8]) -> Option<Vec<u8>> {
    if bytes.len() < WORTH_COMPRESSING {
        return None;
    }
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).ok()?;
    encoder.finish().ok()
}

fn content_type(path: &str) -> &'static str {
    match Path::new(path).extension().and_then(|ending| ending.to_str()) {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_the_content() {
        let style = asset("style.css").unwrap();
        assert_eq!(style.content_type, "text/css; charset=utf-8");
        assert_eq!(asset_url("style.css").unwrap(), format!("/static/style.css?v={}", style.version));
        assert_eq!(style.etag, format!("\"{}\"", style.version));
        assert_eq!(asset("doorward.js").unwrap().content_type, "text/javascript; charset=utf-8");
    }

    #[test]
    fn there_is_nothing_beside_the_files() {
        assert!(asset("../Cargo.toml").is_none());
        assert!(asset("").is_none());
        assert!(asset_url("none.css").is_none());
    }

    #[test]
    fn the_compressed_copy_holds_the_same() {
        let style = asset("style.css").unwrap();
        let small = style.gzip.as_ref().unwrap();
        assert!(small.len() < style.bytes.len() / 2);
        let mut plain = Vec::new();
        std::io::copy(&mut flate2::read::GzDecoder::new(small.as_ref()), &mut plain).unwrap();
        assert_eq!(plain, style.bytes);
    }
}
