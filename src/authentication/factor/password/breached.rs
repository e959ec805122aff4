//! Passwords that were stolen elsewhere (OWASP ASVS 6.2.12), looked up in a file on this machine.
//!
//! The file is the sorted list that "Have I Been Pwned" gives out: one SHA-1 a line in hexadecimal, perhaps with `:` and a
//! count. It may hold a thousand million lines, so it is searched where it lies and nothing of it is kept.

use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom},
    path::{Path, PathBuf},
};

use aws_lc_rs::digest;

/// Such a file.
#[derive(Clone, Debug)]
pub(super) struct Breached(PathBuf);

/// Digits of a SHA-1.
const DIGITS: usize = 40;
/// More than a line has.
const LONGEST_LINE: usize = 128;

impl Breached {
    pub(super) fn new(path: &Path) -> Self {
        Self(path.to_owned())
    }

    /// Whether `plain` is in the file.
    ///
    /// # Errors
    /// When the file cannot be read, or holds something else.
    pub(super) fn holds(&self, plain: &str) -> io::Result<bool> {
        let digest = digest::digest(&digest::SHA1_FOR_LEGACY_USE_ONLY, plain.as_bytes());
        search(&mut File::open(&self.0)?, data_encoding::HEXUPPER.encode(digest.as_ref()).as_bytes())
    }
}

/// Halves the file until one line is left.
fn search(file: &mut (impl Read + Seek), wanted: &[u8]) -> io::Result<bool> {
    let (mut low, mut high) = (0, file.seek(SeekFrom::End(0))?);
    while low < high {
        let middle = low.midpoint(high);
        let Some((start, line)) = line_at_or_after(file, middle, low)? else {
            high = middle;
            continue;
        };
        let digest = line.get(..DIGITS).filter(|digest| digest.iter().all(u8::is_ascii_hexdigit));
        let digest = digest.ok_or_else(|| io::Error::other("a line is no SHA-1"))?.to_ascii_uppercase();
        match digest.as_slice().cmp(wanted) {
            std::cmp::Ordering::Equal => return Ok(true),
            std::cmp::Ordering::Less => low = start.saturating_add(line.len() as u64),
            std::cmp::Ordering::Greater => high = middle,
        }
    }
    Ok(false)
}

/// The first line that begins at `at` or later, its end included, and where it begins; none if there is no more. Lines begin
/// at `low`.
fn line_at_or_after(file: &mut (impl Read + Seek), at: u64, low: u64) -> io::Result<Option<(u64, Vec<u8>)>> {
    // One byte earlier, to see whether a line ends there.
    let from = if at == low { at } else { at.saturating_sub(1) };
    file.seek(SeekFrom::Start(from))?;
    let mut bytes = Vec::with_capacity(2 * LONGEST_LINE);
    file.take(2 * LONGEST_LINE as u64).read_to_end(&mut bytes)?;
    let begin = if at == low {
        0
    } else {
        match bytes.iter().position(|byte| *byte == b'\n') {
            Some(end) => end.saturating_add(1),
            None if bytes.len() < 2 * LONGEST_LINE => return Ok(None),
            None => return Err(io::Error::other("a line is too long")),
        }
    };
    let rest = bytes.get(begin..).unwrap_or_default();
    if rest.is_empty() {
        return Ok(None);
    }
    let end = rest.iter().position(|byte| *byte == b'\n').map_or(rest.len(), |end| end.saturating_add(1));
    let line = rest.get(..end).unwrap_or_default().to_vec();
    Ok(Some((from.saturating_add(begin as u64), line)))
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn sha1(plain: &str) -> String {
        let digest = digest::digest(&digest::SHA1_FOR_LEGACY_USE_ONLY, plain.as_bytes());
        data_encoding::HEXUPPER.encode(digest.as_ref())
    }

    fn list(count: usize, line: impl Fn(String, usize) -> String) -> Vec<u8> {
        let mut digests: Vec<String> = (0..count).map(|number| sha1(&format!("stolen {number}"))).collect();
        digests.sort();
        digests.into_iter().enumerate().map(|(at, digest)| line(digest, at)).collect::<String>().into_bytes()
    }

    #[test]
    fn every_stolen_password_is_found_and_no_other() {
        let forms: [fn(String, usize) -> String; 3] = [
            |digest, _| format!("{digest}\n"),
            |digest, at| format!("{digest}:{}\r\n", 7_usize.pow(u32::try_from(at % 8).unwrap())),
            |digest, at| format!("{}:{at}\n", digest.to_lowercase()),
        ];
        for form in forms {
            for count in [0, 1, 2, 3, 200] {
                let mut file = Cursor::new(list(count, form));
                for number in 0..count {
                    let wanted = sha1(&format!("stolen {number}"));
                    assert!(search(&mut file, wanted.as_bytes()).unwrap(), "{number} of {count}");
                }
                for number in 0..200 {
                    let wanted = sha1(&format!("safe {number}"));
                    assert!(!search(&mut file, wanted.as_bytes()).unwrap(), "{number} beside {count}");
                }
                for edge in ["0", "F"] {
                    assert!(!search(&mut file, edge.repeat(DIGITS).as_bytes()).unwrap());
                }
            }
        }
    }

    #[test]
    fn the_last_line_needs_no_end() {
        let mut bytes = list(50, |digest, at| format!("{digest}:{at}\n"));
        bytes.pop();
        let mut file = Cursor::new(bytes);
        for number in 0..50 {
            assert!(search(&mut file, sha1(&format!("stolen {number}")).as_bytes()).unwrap(), "{number}");
        }
    }

    #[test]
    fn what_is_no_such_file_is_an_error_and_no_answer() {
        let wanted = sha1("anything");
        for other in ["password\n12345678\n".repeat(9), "x".repeat(4_000)] {
            assert!(search(&mut Cursor::new(other.into_bytes()), wanted.as_bytes()).is_err());
        }
        assert!(Breached::new(Path::new("/nowhere/at/all")).holds("anything").is_err());
    }
}
