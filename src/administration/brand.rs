//! How pages and mails look: the name, logo and colours of this installation, and those of a sign-in to one client.
//!
//! What an operator says of a look is read and judged by [`draft`]; here it is kept, with its logo, which is decoded and drawn anew,
//! and served by us. Nothing on a page comes from elsewhere.

pub mod draft;

use std::collections::BTreeMap;

use serde_json::{Value, json};

use self::draft::{Draft, Fault, drawn};
use super::{
    Error,
    actor::{About, Actor},
};
use crate::{
    clock::Clock,
    random::Random,
    storage::{
        self, Database,
        audit::Event,
        brand::{Brand, INSTALLATION},
    },
    text::{
        palette::{Palette, Shades},
        variables::{Mode, ROUND},
    },
};

/// Most bytes of a logo's file.
pub const LARGEST: usize = 2_000_000;
/// What is kept of it.
const LOGO_TYPE: &str = "image/png";

/// Everything looking after looks needs.
#[derive(Clone)]
pub struct Brands {
    /// Where they are kept.
    pub database: Database,
    /// Time.
    pub clock: Clock,
    /// Chance.
    pub random: Random,
    /// Who looks after them.
    pub actor: Actor,
}

/// What is to change; what is not said stays, and what is said to be empty is taken back.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// What we are called on the pages.
    pub name: Option<String>,
    /// The content of a PNG, JPEG or WebP file.
    pub logo: Option<Vec<u8>>,
    /// No logo any more.
    pub no_logo: bool,
    /// The colour of buttons and links, as `#rrggbb`.
    pub accent: Option<String>,
    /// The same on dark pages; made from the other if not said.
    pub accent_dark: Option<String>,
    /// What else is set of the style.
    pub variables: BTreeMap<String, String>,
    /// The same on dark pages.
    pub variables_dark: BTreeMap<String, String>,
}

impl Change {
    /// The look after this.
    fn over(self, before: &Brand) -> (Draft, Logo) {
        let said = |text: String| Some(text).filter(|text| !text.is_empty());
        let accent_dark = match (&self.accent, self.accent_dark) {
            (_, Some(dark)) => said(dark),
            (Some(_), None) => None,
            (None, None) => before.accent_dark.clone(),
        };
        let mut variables = before.variables.clone();
        variables.light.extend(self.variables);
        variables.dark.extend(self.variables_dark);
        let draft = Draft {
            name: self.name.or_else(|| before.name.clone()),
            accent: self.accent.map_or_else(|| before.accent.clone(), said),
            accent_dark,
            variables,
        };
        let logo = match (self.logo, self.no_logo) {
            (Some(file), _) => Logo::Draw(file),
            (None, true) => Logo::Remove,
            (None, false) => Logo::Keep,
        };
        (draft, logo)
    }
}

/// What becomes of a logo.
#[derive(Clone)]
pub enum Logo {
    /// It stays.
    Keep,
    /// There is none any more.
    Remove,
    /// The content of a PNG, JPEG or WebP file takes its place.
    Draw(Vec<u8>),
}

/// Why a look is not kept.
#[derive(Debug)]
pub enum Refused {
    /// Because of these, each with the part of the look that it is about.
    Faults(Vec<Fault>),
    /// Because of something else.
    Error(Error),
}

impl From<Error> for Refused {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

impl From<storage::Error> for Refused {
    fn from(error: storage::Error) -> Self {
        Self::Error(error.into())
    }
}

impl Refused {
    /// The same without knowing which part each fault is about, but by its name.
    pub fn into_error(self) -> Error {
        match self {
            Self::Faults(faults) => Error::Invalid(faults.iter().map(ToString::to_string).collect()),
            Self::Error(error) => error,
        }
    }
}

impl Brands {
    /// The look of a client, or of the installation; where there is none, one that says nothing and has no identifier.
    ///
    /// # Errors
    /// [`Error::Missing`] for a client that there is none of.
    pub async fn find(&self, client_id: Option<&str>) -> Result<Brand, Error> {
        let mut reader = self.database.read().await?;
        if let Some(client_id) = client_id
            && storage::client::find(&mut reader, client_id).await?.is_none()
        {
            return Err(Error::Missing(format!("client {client_id}")));
        }
        let owner = client_id.unwrap_or(INSTALLATION);
        let found = storage::brand::find(&mut reader, owner).await?;
        Ok(found.unwrap_or_else(|| Brand { owner: owner.to_owned(), ..Brand::default() }))
    }

    /// Every look there is, the installation's first.
    pub async fn list(&self) -> Result<Vec<Brand>, Error> {
        let mut all = storage::brand::all(&mut self.database.read().await?).await?;
        all.sort_by(|a, b| a.owner.cmp(&b.owner));
        Ok(all)
    }

    /// Changes the look of a client, or of the installation.
    ///
    /// # Errors
    /// [`Error::Missing`] for a client that there is none of; [`Error::Invalid`] naming every fault; [`Error::Raced`].
    pub async fn set(&self, client_id: Option<&str>, change: Change) -> Result<Brand, Error> {
        let before = self.find(client_id).await?;
        let (draft, logo) = change.over(&before);
        self.replace(&before, draft, logo).await.map_err(Refused::into_error)
    }

    /// Makes a look say this. It must still be as `before` was read.
    ///
    /// # Errors
    /// Every fault; [`Error::Raced`].
    pub async fn replace(&self, before: &Brand, draft: Draft, logo: Logo) -> Result<Brand, Refused> {
        let (file, kept) = match logo {
            Logo::Draw(file) => (Some(file), None),
            Logo::Remove => (None, None),
            Logo::Keep => {
                let found = storage::brand::logo(&mut self.database.read().await?, &before.brand_id).await?;
                (None, found.map(|(content, _)| content))
            }
        };
        // A picture may take a second to draw.
        let judged = tokio::task::spawn_blocking(move || judged(draft, file)).await;
        let judged = judged.map_err(|error| Error::Faulty(format!("drawing was interrupted: {error}")))?;
        let (brand, drawn) = judged.map_err(Refused::Faults)?;
        let logo = drawn.or(kept);
        let brand = Brand {
            owner: before.owner.clone(),
            brand_id: self.random.token(),
            logo_type: logo.as_ref().map(|_| LOGO_TYPE.to_owned()),
            ..brand
        };
        let event = self.event("brand.changed", before, &brand);
        let (now, old, stored) = (self.clock.now(), before.brand_id.clone(), brand.clone());
        let current: bool = self
            .database
            .write(move |write| {
                Box::pin(async move {
                    let current = if old.is_empty() {
                        storage::brand::insert(write, &stored, logo.as_deref(), now).await?
                    } else {
                        storage::brand::update(write, &old, &stored, logo.as_deref(), now).await?
                    };
                    if current {
                        storage::audit::insert(write, &event).await?;
                    }
                    Ok::<_, storage::Error>(current)
                })
            })
            .await?;
        if current { Ok(brand) } else { Err(Error::Raced.into()) }
    }

    /// Returns to the look of the installation, or to ours; `false` if there was none of its own.
    ///
    /// # Errors
    /// [`Error::Raced`] if it is no longer as `before` was read.
    pub async fn remove(&self, before: &Brand) -> Result<bool, Error> {
        if before.brand_id.is_empty() {
            return Ok(false);
        }
        let nothing = Brand { owner: before.owner.clone(), ..Brand::default() };
        let event = self.event("brand.removed", before, &nothing);
        let brand_id = before.brand_id.clone();
        let removed: bool = self
            .database
            .write(move |write| {
                Box::pin(async move {
                    let removed = storage::brand::delete(write, &brand_id).await?;
                    if removed {
                        storage::audit::insert(write, &event).await?;
                    }
                    Ok::<_, storage::Error>(removed)
                })
            })
            .await?;
        if removed { Ok(true) } else { Err(Error::Raced) }
    }

    fn event(&self, kind: &str, before: &Brand, after: &Brand) -> Event {
        let detail = json!({ "before": described(before), "after": described(after) });
        let client_id = Some(after.owner.as_str()).filter(|owner| *owner != INSTALLATION);
        let about = About { account_id: None, client_id };
        self.actor.event(&self.random, self.clock.now(), kind, about, detail)
    }
}

/// For the audit log.
fn described(brand: &Brand) -> Value {
    json!({
        "name": brand.name,
        "accent": brand.accent,
        "accent_dark": brand.accent_dark,
        "variables": brand.variables.light,
        "variables_dark": brand.variables.dark,
        "logo": brand.logo_type.is_some(),
    })
}

/// The look that is described, and its logo as it is kept; all faults at once.
fn judged(draft: Draft, file: Option<Vec<u8>>) -> Result<(Brand, Option<Vec<u8>>), Vec<Fault>> {
    match (draft.checked(), file.map(|file| drawn(&file)).transpose()) {
        (Ok(brand), Ok(logo)) => Ok((brand, logo)),
        (checked, drawn) => Err(checked.err().into_iter().flatten().chain(drawn.err()).collect()),
    }
}

/// The style that a look adds to our own: what is otherwise in it. Whoever asks for more contrast has our own colours.
pub fn style(brand: &Brand) -> String {
    let palette = palette(brand);
    let mut style = String::new();
    for mode in Mode::ALL {
        let ours = Shades::ours(mode).named();
        let others = palette.shades(mode).named().into_iter().zip(ours).filter(|(own, ours)| own != ours);
        let rules: Vec<String> = others.map(|((name, colour), _)| format!("--{name}:{colour}")).collect();
        if !rules.is_empty() {
            let dark = if mode == Mode::Dark { "" } else { "not all and " };
            let rules = rules.join(";");
            style.push_str(&format!("@media {dark}(prefers-color-scheme:dark){{:root{{{rules}}}}}"));
        }
    }
    if !style.is_empty() {
        style = format!("@media not all and (prefers-contrast:more){{{style}}}");
    }
    let round = brand.variables.round();
    style + &round.map(|round| format!(":root{{--{ROUND}:{round}}}")).unwrap_or_default()
}

/// The colours of a look.
pub fn palette(brand: &Brand) -> Palette {
    Palette::of(brand.accent.as_deref(), brand.accent_dark.as_deref(), &brand.variables)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::variables::Variables;

    fn set(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    fn look(accent: Option<&str>, light: &[(&str, &str)], dark: &[(&str, &str)]) -> Brand {
        let variables = Variables { light: set(light), dark: set(dark) };
        let draft = Draft { accent: accent.map(str::to_owned), variables, ..Draft::default() };
        draft.checked().unwrap()
    }

    #[test]
    fn a_colour_that_is_taken_becomes_the_style_of_light_and_dark_pages() {
        let brand = look(Some("#0b57d0"), &[], &[]);
        let css = style(&brand);
        let (light, dark) = css.split_once("@media (prefers-color-scheme:dark)").unwrap();
        let start = "@media not all and (prefers-contrast:more){@media not all and (prefers-color-scheme:dark){:root{";
        assert!(light.starts_with(&format!("{start}--accent:#0b57d0;--accent-deep:#")), "{css}");
        assert!(dark.contains(&format!("--accent:{};", brand.accent_dark.unwrap())), "{css}");
        assert_eq!(style(&Brand::default()), "");
    }

    #[test]
    fn a_style_says_what_is_otherwise_and_nothing_else() {
        let css = style(&look(None, &[("paper", "#FFFFFF"), ("round", ".25rem")], &[]));
        assert_eq!(
            css,
            "@media not all and (prefers-contrast:more){@media not all and (prefers-color-scheme:dark)\
             {:root{--paper:#ffffff}}}:root{--round:0.25rem}"
        );
        let css = style(&look(None, &[], &[("paper", "#000000"), ("sheet", "#101010")]));
        assert_eq!(
            css,
            "@media not all and (prefers-contrast:more){@media (prefers-color-scheme:dark)\
             {:root{--paper:#000000;--sheet:#101010}}}"
        );
        // As many braces are closed as opened, whatever is set.
        let css = style(&look(
            Some("#115e56"),
            &[("sheet", "#fffdf5"), ("ink", "#000000"), ("round", "2rem")],
            &[("edge", "#909090")],
        ));
        assert_eq!(css.matches('{').count(), css.matches('}').count(), "{css}");
    }

    #[test]
    fn what_stands_in_a_row_and_is_no_colour_becomes_no_style() {
        for bad in
            ["#000;}body{display:none", "url(//evil.example)", "red", "#0000", "\\23 000000", "#000000/**/"]
        {
            let variables = Variables {
                light: set(&[("paper", bad), ("round", bad), ("--x", "#000000")]),
                dark: set(&[("ink", bad)]),
            };
            let brand = Brand {
                accent: Some(bad.into()),
                accent_dark: Some(bad.into()),
                variables,
                ..Brand::default()
            };
            assert_eq!(style(&brand), "", "{bad}");
        }
    }

    #[test]
    fn what_is_not_said_stays_and_what_is_empty_is_taken_back() {
        let before = look(Some("#115e56"), &[("paper", "#ffffff"), ("round", "1rem")], &[("ink", "#ffffff")]);
        let (draft, logo) = Change::default().over(&before);
        assert_eq!((draft.checked().unwrap(), matches!(logo, Logo::Keep)), (before.clone(), true));
        let change = Change {
            accent: Some("#0b57d0".into()),
            variables: set(&[("paper", ""), ("soft", "#444444")]),
            no_logo: true,
            ..Change::default()
        };
        let (draft, logo) = change.over(&before);
        let after = draft.checked().unwrap();
        assert!(matches!(logo, Logo::Remove));
        assert_eq!(after.variables.light, set(&[("round", "1rem"), ("soft", "#444444")]));
        assert_eq!(after.variables.dark, before.variables.dark);
        assert_ne!(after.accent_dark, before.accent_dark, "made anew from the new one");
        let change = Change { accent: Some(String::new()), ..Change::default() };
        let plain = change.over(&before).0.checked().unwrap();
        assert_eq!((plain.accent, plain.accent_dark), (None, None));
    }

    #[test]
    fn a_name_can_be_seen_and_a_logo_is_a_picture() {
        let name = |name: &str| judged(Draft { name: Some(name.into()), ..Draft::default() }, None);
        assert_eq!(name(" Acme ").unwrap().0.name.as_deref(), Some("Acme"));
        assert_eq!(name(" ").unwrap().0.name, None);
        assert!(name("Ac\u{202e}me").is_err() && name(&"x".repeat(41)).is_err());
        for bad in [&b"<svg onload=alert(1)>"[..], b"", b"\x89PNG\r\n\x1a\n", &[0; LARGEST + 1]] {
            let draft = Draft { name: Some("x".repeat(41)), ..Draft::default() };
            let faults = judged(draft, Some(bad.to_vec())).unwrap_err();
            assert_eq!(faults.iter().map(Fault::id).collect::<Vec<_>>(), ["name", "logo"], "both at once");
        }
    }
}
