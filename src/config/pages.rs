//! The section about pages of one's own.

use std::path::PathBuf;

use super::section::section;

section! {
    /// Pages, mails and texts of one's own. Colours, logo and name need none of this: `doorward brand set`.
    Pages {
        /// A directory with `templates/` and `locales/` that lie over ours, file by file and text by text; docs/pages.md tells
        /// what each is given. It is read at the start, and `doorward config check` renders every page with it.
        directory: Option<PathBuf>, such as "/etc/doorward/pages";
    }
}
