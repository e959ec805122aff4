//! The page of the console about how pages look.

use serde::Serialize;

use super::{AdminFrame, View};

/// A look, as a form.
#[derive(Clone, Debug, Default, Serialize)]
pub struct AdminBrand {
    /// What every page of the console shows.
    #[serde(flatten)]
    pub frame: AdminFrame,
    /// The client whose sign-in looks so; none for the installation.
    pub client: Option<BrandOwner>,
    /// Which state of it this is, against lost updates.
    pub version: String,
    /// Whether they may change it.
    pub may_change: bool,
    /// Whether there is a look of its own.
    pub is_set: bool,
    /// Where its logo is.
    pub logo: Option<String>,
    /// The largest file of a logo, in megabytes.
    pub megabytes: usize,
    /// What we are called.
    pub name: BrandField,
    /// Where another logo is chosen.
    pub picture: BrandField,
    /// The accent, for light and for dark pages.
    pub accents: Vec<BrandField>,
    /// How round corners are.
    pub round: BrandField,
    /// The other colours, for light and for dark pages.
    pub groups: Vec<BrandGroup>,
    /// Whether any of these is set or wrong.
    pub is_open: bool,
    /// What is wrong, part by part.
    pub wrong: Vec<BrandFault>,
}

/// A client that has a look.
#[derive(Clone, Debug, Default, Serialize)]
pub struct BrandOwner {
    /// Its identifier.
    pub id: String,
    /// Its name; may be empty.
    pub name: String,
}

/// A part of a look.
#[derive(Clone, Debug, Default, Serialize)]
pub struct BrandField {
    /// Its `id` and `name`.
    pub id: String,
    /// What its label says: `brand-<part>` of the locales.
    pub part: &'static str,
    /// What is set, or was typed.
    pub value: String,
    /// What holds where nothing is set; may be empty.
    pub ours: String,
    /// Whether what was typed is wrong.
    pub is_wrong: bool,
}

/// The colours of light or of dark pages.
#[derive(Clone, Debug, Default, Serialize)]
pub struct BrandGroup {
    /// `light` or `dark`.
    pub mode: &'static str,
    /// The colours.
    pub fields: Vec<BrandField>,
}

/// What is wrong with a part.
#[derive(Clone, Debug, Default, Serialize)]
pub struct BrandFault {
    /// The `id` of its field.
    pub id: String,
    /// What its label says.
    pub part: String,
    /// Whether it is about dark pages.
    pub dark: bool,
    /// What is wrong: a key of the locales.
    pub key: &'static str,
    /// The colour that stands on the other; may be empty, as the next three.
    pub upper: String,
    /// What it stands on.
    pub lower: String,
    /// The contrast between them.
    pub ratio: String,
    /// What it must be.
    pub least: String,
}

impl View for AdminBrand {
    fn template(&self) -> String {
        "admin/brand.html".into()
    }
}
