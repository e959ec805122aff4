//! What a mail looks like: name, logo and colours of the client whose sign-in it belongs to, and for what that does not say
//! of the installation, as pages do.
//!
//! Read when the mail is put into words. No mail fails for want of it: then it has ours.

use serde::Serialize;

use super::{Channel, Letter};
use crate::{
    storage::{
        Database, Error,
        brand::{self, Brand, INSTALLATION},
    },
    text::palette::Palette,
};

/// The `Content-ID` of the logo (RFC 2392), which travels with the mail: an address elsewhere would tell who reads it, and when.
pub(super) const LOGO: &str = "logo@doorward";

/// What templates of mails are given as `look`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Look {
    /// What we are called instead.
    pub name: Option<String>,
    /// The address of a logo within the mail.
    pub logo: Option<String>,
    /// Its colours.
    #[serde(flatten)]
    pub colours: Palette,
}

/// A look, and the picture that belongs to it (PNG).
#[derive(Clone, Debug, Default)]
pub(super) struct Dress {
    pub(super) look: Look,
    pub(super) logo: Option<Vec<u8>>,
}

/// How this letter is dressed.
pub(super) async fn of(database: &Database, letter: &Letter) -> Dress {
    if letter.channel != Channel::Mail {
        return Dress::default();
    }
    read(database, &letter.client_id).await.unwrap_or_else(|error| {
        tracing::warn!(%error, "the look of mails cannot be read");
        Dress::default()
    })
}

async fn read(database: &Database, client_id: &str) -> Result<Dress, Error> {
    let mut reader = database.read().await?;
    let mut looks = Vec::new();
    for owner in [client_id, INSTALLATION] {
        looks.extend(brand::find(&mut reader, owner).await?);
    }
    let colours =
        |brand: &Brand| Palette::of(brand.accent.as_deref(), brand.accent_dark.as_deref(), &brand.variables);
    let mut logo = None;
    if let Some(brand) = looks.iter().find(|brand| brand.logo_type.is_some()) {
        logo = brand::logo(&mut reader, &brand.brand_id).await?.map(|(content, _)| content);
    }
    let look = Look {
        name: looks.iter().find_map(|brand| brand.name.clone()),
        logo: logo.as_ref().map(|_| format!("cid:{LOGO}")),
        colours: looks.iter().find(|brand| brand.is_styled()).map(colours).unwrap_or_default(),
    };
    Ok(Dress { look, logo })
}
