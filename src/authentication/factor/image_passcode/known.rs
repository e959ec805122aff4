//! Pictures that everybody has: our own, some that come with programs, and those that the operator names.

use aws_lc_rs::digest::{SHA256, digest};
use data_encoding::HEXLOWER;

/// SHA-256 of each file. A test holds the list to the pictures of our own.
const WELL_KNOWN: &[&str] = &[
    // docs/sign-in.png
    "5798905c5286e275f4ab0dd45796a10f87a539e68644a67e7930a4b2e5dd11a9",
    // The icons of Chromium, 128 and 256 pixels, as Debian ships them
    "ea2d5a7c15ae1e03138d2bb227d3ed4684808c7de10a1443d776cde3ca3dcd9d",
    "e14120fdefb8eb455f44eac572f34bda75c32c9404e5c3745d44793dae217331",
    // The picture in the installer of Node.js
    "17e6289cb45a094db754652be1c30960ff28916314722204a706843870758fa0",
];

pub(super) fn is_known(file: &[u8], named: &[String]) -> bool {
    let digest = HEXLOWER.encode(digest(&SHA256, file).as_ref());
    WELL_KNOWN.contains(&digest.as_str()) || named.iter().any(|named| named.eq_ignore_ascii_case(&digest))
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use super::*;

    #[test]
    fn our_own_pictures_are_known() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut pictures = 0;
        for folder in ["docs", "static"] {
            for entry in fs::read_dir(root.join(folder)).unwrap() {
                let path = entry.unwrap().path();
                let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
                if ["png", "jpg", "jpeg", "webp", "gif"].contains(&ending) {
                    let file = fs::read(&path).unwrap();
                    let hex = HEXLOWER.encode(digest(&SHA256, &file).as_ref());
                    assert!(is_known(&file, &[]), "{} is not in WELL_KNOWN: {hex}", path.display());
                    pictures += 1;
                }
            }
        }
        assert!(pictures > 0);
    }

    #[test]
    fn an_operator_names_more() {
        let hex = HEXLOWER.encode(digest(&SHA256, b"our logo").as_ref());
        assert!(!is_known(b"our logo", &[]));
        assert!(is_known(b"our logo", &[hex.to_uppercase()]) && !is_known(b"our logp", &[hex]));
    }
}
