//! Pictures that everybody has: our own, those of `well_known.txt` (wallpapers, icons, test pictures), and those that the
//! operator names.

use std::collections::BTreeSet;

use aws_lc_rs::digest::{SHA256, digest};
use data_encoding::HEXLOWER;

use crate::config::digests;

const LIST: &str = include_str!("well_known.txt");
/// Digested when the program starts, so that retaking one changes nothing here. A test holds them to what there is.
const OUR_OWN: [&[u8]; 1] = [include_bytes!("../../../../docs/sign-in.png")];

/// The SHA-256 of each, in lower-case hexadecimal.
pub(super) struct Known(BTreeSet<String>);

impl Known {
    /// The list and what the operator adds.
    pub(super) fn new<'a>(named: impl IntoIterator<Item = &'a String>) -> Self {
        let listed = digests(LIST).unwrap_or_default(); // a test reads it
        let named = named.into_iter().map(|digest| digest.to_ascii_lowercase());
        Self(OUR_OWN.into_iter().map(sha256).chain(listed).chain(named).collect())
    }

    pub(super) fn holds(&self, file: &[u8]) -> bool {
        self.0.contains(&sha256(file))
    }
}

fn sha256(file: &[u8]) -> String {
    HEXLOWER.encode(digest(&SHA256, file).as_ref())
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
                    assert!(Known::new([]).holds(&file), "{} is not in OUR_OWN", path.display());
                    pictures += 1;
                }
            }
        }
        assert_eq!(pictures, OUR_OWN.len());
    }

    #[test]
    fn the_list_is_read_whole() {
        let listed = digests(LIST).unwrap();
        let lines = LIST.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).count();
        assert_eq!(listed.len(), lines);
        assert!(listed.len() > 400, "{}", listed.len());
        assert_eq!(listed.iter().collect::<BTreeSet<_>>().len(), lines, "none stands there twice");
    }

    #[test]
    fn an_operator_names_more() {
        let hex = sha256(b"our logo");
        assert!(!Known::new([]).holds(b"our logo"));
        let known = Known::new([&hex.to_uppercase()]);
        assert!(known.holds(b"our logo") && !known.holds(b"our logp"));
    }
}
