//! The passwords that everybody has (NIST SP 800-63B-4 section 3.1.1.2, OWASP ASVS 6.2.4).
//!
//! `common.txt` holds those of the 30,000 most used that have the eight characters a password needs here, one a line, in
//! lower case and in the order of their bytes. They come with the crate zxcvbn (MIT licence).

static LIST: &str = include_str!("common.txt");

/// Whether `plain`, in any letter case, is one of them.
pub(super) fn is_common(plain: &str) -> bool {
    let wanted = plain.to_lowercase();
    let (mut low, mut high) = (0, LIST.len());
    while low < high {
        let middle = low.midpoint(high);
        let start =
            LIST.get(..middle).and_then(|before| before.rfind('\n')).map_or(0, |at| at.saturating_add(1));
        let Some(rest) = LIST.get(start..) else { return false };
        let line = rest.split('\n').next().unwrap_or_default();
        match line.cmp(wanted.as_str()) {
            std::cmp::Ordering::Equal => return !line.is_empty(),
            std::cmp::Ordering::Less => low = start.saturating_add(line.len()).saturating_add(1),
            std::cmp::Ordering::Greater => high = start,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_found_and_nothing_else_is() {
        let lines: Vec<&str> = LIST.lines().collect();
        assert!(lines.len() > 10_000, "{}", lines.len());
        assert!(lines.is_sorted() && lines.iter().all(|line| line.chars().count() >= 8));
        for line in &lines {
            assert!(is_common(line), "{line}");
            assert!(!is_common(&format!("{line}~")), "{line}");
        }
        for famous in ["password", "PassWord", "12345678", "iloveyou", "qwertyuiop"] {
            assert!(is_common(famous), "{famous}");
        }
        for other in ["", "\n", "~~~~", "\u{0}", "correct horse battery", "password\npassword"] {
            assert!(!is_common(other), "{other:?}");
        }
    }
}
