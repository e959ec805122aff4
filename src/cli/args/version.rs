//! Which Doorward this is.

use std::sync::LazyLock;

/// The version, and the commit if whoever built it named one.
pub(super) fn version() -> &'static str {
    static TEXT: LazyLock<String> =
        LazyLock::new(|| text(option_env!("DOORWARD_COMMIT").unwrap_or_default()));
    &TEXT
}

fn text(commit: &str) -> String {
    let version = env!("CARGO_PKG_VERSION");
    if commit.is_empty() { version.to_owned() } else { format!("{version} ({commit})") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_commit_stands_behind_the_version() {
        assert_eq!(text(""), env!("CARGO_PKG_VERSION"));
        assert_eq!(text("0ea76ec"), format!("{} (0ea76ec)", env!("CARGO_PKG_VERSION")));
    }
}
