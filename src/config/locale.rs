//! The section about languages.

use super::section::section;

section! {
    /// The languages of pages, mails and text messages.
    Locale {
        /// The languages that are offered (BCP 47), in the order of the menu. There are texts in all of these; leave out
        /// what nobody here reads. They are the ui_locales_supported of discovery.
        offered: Vec<String> = ["en", "es", "fr", "de", "pt", "ja", "zh-Hans", "hi", "ar"];
        /// The language where nobody says another: neither the application (ui_locales), nor the menu, the account or the
        /// browser.
        default: String = "en";
    }
}
