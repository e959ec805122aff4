//! What people call their authenticators.

const LONGEST: usize = 64;

/// One line of at most 64 characters; `usual` where nothing was typed.
pub(super) fn name(typed: &str, usual: &str) -> String {
    let visible: String =
        typed.trim().chars().filter(|character| !character.is_control()).take(LONGEST).collect();
    let name = visible.trim();
    if name.is_empty() { usual.to_owned() } else { name.to_owned() }
}
