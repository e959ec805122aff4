//! What people call their authenticators.

use crate::storage::name::is_invisible;

const LONGEST: usize = 64;

/// One line of at most 64 characters, all of which can be seen; `usual` where nothing was typed.
pub fn name(typed: &str, usual: &str) -> String {
    let seen = |character: &char| !character.is_control() && !is_invisible(*character);
    let visible: String = typed.trim().chars().filter(seen).take(LONGEST).collect();
    let name = visible.trim();
    if name.is_empty() { usual.to_owned() } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_line_that_can_be_seen() {
        assert_eq!(name("  Mein Telefon\r\n", "App"), "Mein Telefon");
        assert_eq!(name("gnp.\u{202e}exe\u{200b}\u{2066}\0", "App"), "gnp.exe");
        assert_eq!(name("\u{200b}\u{202e} ", "App"), "App");
        assert_eq!(name(&"ж".repeat(1_000), "App"), "ж".repeat(64));
    }
}
