//! How pages and mails look: the name, logo and colour of this installation, and those of a sign-in to one client.
//!
//! A colour that people could not read is refused with the ratio that was computed; a logo is decoded and drawn anew, and served
//! by us. Nothing on a page comes from elsewhere.

use super::{Error, picture};
use crate::{
    clock::Clock,
    random::Random,
    storage::{
        self, Database,
        audit::Event,
        brand::{Brand, INSTALLATION},
    },
    text::colour::{Colour, DARK, LIGHT, Palette, Shades},
};

/// Most bytes of a logo's file.
pub const LARGEST: usize = 2_000_000;
/// The room that a logo is drawn into, in pixels: twice what pages show, for dense screens.
const ROOM: (u32, u32) = (480, 96);
/// What is kept.
const LOGO_TYPE: &str = "image/png";
const LONGEST_NAME: usize = 40;

/// Everything looking after looks needs.
#[derive(Clone)]
pub struct Brands {
    /// Where they are kept.
    pub database: Database,
    /// Time.
    pub clock: Clock,
    /// Chance.
    pub random: Random,
}

/// What is to change; what is not said stays.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// What we are called on the pages.
    pub name: Option<String>,
    /// The content of a PNG, JPEG or WebP file.
    pub logo: Option<Vec<u8>>,
    /// The colour of buttons and links, as `#rrggbb`.
    pub accent: Option<String>,
    /// The same on dark pages; made from the other if not said.
    pub accent_dark: Option<String>,
}

impl Brands {
    /// Changes the look of a client, or of the installation.
    ///
    /// # Errors
    /// [`Error::Missing`] for a client that there is none of; [`Error::Invalid`] naming every fault.
    pub async fn set(&self, client_id: Option<&str>, change: Change) -> Result<Brand, Error> {
        let owner = client_id.unwrap_or(INSTALLATION).to_owned();
        let mut reader = self.database.read().await?;
        if let Some(client_id) = client_id
            && storage::client::find(&mut reader, client_id).await?.is_none()
        {
            return Err(Error::Missing(format!("client {client_id}")));
        }
        let before = storage::brand::find(&mut reader, &owner).await?.unwrap_or_default();
        let old_logo = storage::brand::logo(&mut reader, &before.brand_id).await?;
        drop(reader);
        let now = self.clock.now();
        let (mut brand, logo) = changed(before, change)?;
        let logo = logo.or(old_logo.map(|(content, _)| content));
        brand.logo_type = logo.as_ref().map(|_| LOGO_TYPE.to_owned());
        brand.brand_id = self.random.token();
        brand.owner = owner;
        let event = self.event("brand.changed", &brand);
        let stored = brand.clone();
        self.database
            .write(move |write| {
                Box::pin(async move {
                    storage::brand::put(write, &stored, logo.as_deref(), now).await?;
                    storage::audit::insert(write, &event).await
                })
            })
            .await?;
        Ok(brand)
    }

    /// Returns to the look of the installation, or to ours; `false` if there was none of its own.
    pub async fn remove(&self, client_id: Option<&str>) -> Result<bool, Error> {
        let owner = client_id.unwrap_or(INSTALLATION).to_owned();
        let event = self.event("brand.removed", &Brand { owner: owner.clone(), ..Brand::default() });
        let removed = self
            .database
            .write(move |write| {
                Box::pin(async move {
                    let removed = storage::brand::delete(write, &owner).await?;
                    if removed {
                        storage::audit::insert(write, &event).await?;
                    }
                    Ok::<_, storage::Error>(removed)
                })
            })
            .await?;
        Ok(removed)
    }

    fn event(&self, kind: &str, brand: &Brand) -> Event {
        let now = self.clock.now();
        let detail = serde_json::json!({ "by": "operator", "name": brand.name, "accent": brand.accent });
        Event {
            event_id: self.random.identifier(now),
            happened_at: now,
            kind: kind.into(),
            account_id: None,
            client_id: Some(brand.owner.clone()).filter(|owner| !owner.is_empty()),
            address: None,
            detail: detail.to_string(),
        }
    }
}

/// The look after `change`, and the new logo as it is kept; all faults at once.
fn changed(mut brand: Brand, change: Change) -> Result<(Brand, Option<Vec<u8>>), Error> {
    let mut faults = Vec::new();
    if let Some(name) = change.name {
        let name = name.trim().to_owned();
        if name.chars().count() > LONGEST_NAME || storage::name::name_fault(&name).is_some() {
            faults.push(format!("the name has at most {LONGEST_NAME} characters, all of which can be seen"));
        }
        brand.name = Some(name).filter(|name| !name.is_empty());
    }
    let light = change.accent.map(|text| Colour::read(&text, &LIGHT)).transpose();
    let dark = change.accent_dark.map(|text| Colour::read(&text, &DARK)).transpose();
    match (light, dark) {
        (Ok(None), Ok(None)) => {}
        (Ok(light), Ok(dark)) => {
            if let Some(light) = light {
                brand.accent = Some(light.to_string());
                brand.accent_dark = Some(light.lightened().to_string());
            }
            if let Some(dark) = dark {
                brand.accent_dark = Some(dark.to_string());
            }
        }
        (light, dark) => faults.extend(light.err().into_iter().chain(dark.err())),
    }
    if brand.accent.is_none() && brand.accent_dark.is_some() {
        faults.push("accent_dark is of no use without accent".to_owned());
    }
    let drawn = change.logo.map(|file| match file.len() {
        0..=LARGEST => picture::fitted(&file, ROOM)
            .map_err(|_| "the logo is no PNG, JPEG or WebP of fair size".to_owned()),
        _ => Err(format!("the logo has more than {LARGEST} bytes")),
    });
    let logo = drawn.transpose().unwrap_or_else(|fault| {
        faults.push(fault);
        None
    });
    if faults.is_empty() { Ok((brand, logo)) } else { Err(Error::Invalid(faults)) }
}

/// The style that a look adds to our own: its accent, and what is made from it. Empty where it names no colour.
pub fn style(brand: &Brand) -> String {
    let Some(Palette { light, dark }) = palette(brand) else { return String::new() };
    let variables = |Shades { accent, deep, pale }: Shades| {
        format!(":root{{--accent:{accent};--accent-deep:{deep};--accent-pale:{pale}}}")
    };
    format!("{}@media (prefers-color-scheme:dark){{{}}}", variables(light), variables(dark))
}

fn palette(brand: &Brand) -> Option<Palette> {
    Palette::of(brand.accent.as_deref()?, brand.accent_dark.as_deref()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colours(accent: &str) -> Result<Brand, Error> {
        let change = Change { accent: Some(accent.into()), ..Change::default() };
        changed(Brand::default(), change).map(|(brand, _)| brand)
    }

    #[test]
    fn a_colour_that_cannot_be_read_is_refused_with_its_ratio() {
        let Err(Error::Invalid(faults)) = colours("#ffcc00") else { panic!("it was taken") };
        assert_eq!(
            faults,
            ["#ffcc00 on #ffffff has a contrast of 1.51:1; text needs 4.5:1 (WCAG 2.2, 1.4.3)"]
        );
        for bad in ["red", "#fff", "#12345g", "#1234567", "url(//evil)", "#00000;}", ""] {
            assert!(matches!(colours(bad), Err(Error::Invalid(_))), "{bad}");
        }
        let change = Change { accent_dark: Some("#115e56".into()), ..Change::default() };
        assert!(changed(Brand::default(), change).is_err(), "too dark for a dark page");
    }

    #[test]
    fn a_colour_that_is_taken_becomes_the_style_of_light_and_dark_pages() {
        let brand = colours("#0b57d0").unwrap();
        assert_eq!(brand.accent.as_deref(), Some("#0b57d0"));
        let css = style(&brand);
        let (light, dark) = css.split_once("@media (prefers-color-scheme:dark)").unwrap();
        assert!(light.starts_with(":root{--accent:#0b57d0;--accent-deep:#"), "{css}");
        assert!(dark.contains(&format!("--accent:{};", brand.accent_dark.unwrap())), "{css}");
        assert_eq!(style(&Brand::default()), "");
    }

    #[test]
    fn a_name_can_be_seen_and_a_logo_is_a_picture() {
        let with = |change| changed(Brand::default(), change);
        let name = |name: &str| with(Change { name: Some(name.into()), ..Change::default() });
        assert_eq!(name(" Acme ").unwrap().0.name.as_deref(), Some("Acme"));
        assert_eq!(name(" ").unwrap().0.name, None);
        assert!(name("Ac\u{202e}me").is_err() && name(&"x".repeat(41)).is_err());
        for bad in [&b"<svg onload=alert(1)>"[..], b"", b"\x89PNG\r\n\x1a\n", &[0; LARGEST + 1]] {
            assert!(with(Change { logo: Some(bad.to_vec()), ..Change::default() }).is_err());
        }
    }
}
