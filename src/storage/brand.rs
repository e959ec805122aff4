//! `brand`: how pages look, of this installation and of a sign-in to one client.

use sqlx::FromRow;

use super::{Connection, Error, Write};
use crate::clock::Timestamp;

/// The owner of the look that holds where no client has one of its own.
pub const INSTALLATION: &str = "";

/// What is known of one look without its picture.
#[derive(Clone, Debug, Default, PartialEq, Eq, FromRow)]
pub struct Brand {
    /// A client, or [`INSTALLATION`].
    pub owner: String,
    /// Another one after each change; stands in addresses.
    pub brand_id: String,
    /// What we are called on the pages.
    pub name: Option<String>,
    /// The colour of buttons and links on light pages, as `#rrggbb`.
    pub accent: Option<String>,
    /// The same on dark pages.
    pub accent_dark: Option<String>,
    /// The media type of the logo, if there is one.
    pub logo_type: Option<String>,
}

/// Keeps a look in place of the one that its owner had. `logo` is its picture.
pub async fn put(db: &mut Write, brand: &Brand, logo: Option<&[u8]>, now: Timestamp) -> Result<(), Error> {
    db.query(
        "INSERT INTO brand (owner, brand_id, name, accent, accent_dark, logo, logo_type, updated_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (owner) DO UPDATE SET brand_id = $2, name = $3, \
         accent = $4, accent_dark = $5, logo = $6, logo_type = $7, updated_at = $8",
    )
    .bind(&brand.owner)
    .bind(&brand.brand_id)
    .bind(&brand.name)
    .bind(&brand.accent)
    .bind(&brand.accent_dark)
    .bind(logo.map(<[u8]>::to_vec))
    .bind(&brand.logo_type)
    .bind(now)
    .execute()
    .await?;
    Ok(())
}

/// Every look there is.
pub async fn all(db: &mut impl Connection) -> Result<Vec<Brand>, Error> {
    db.query("SELECT owner, brand_id, name, accent, accent_dark, logo_type FROM brand").fetch_all().await
}

/// The look of this owner.
pub async fn find(db: &mut impl Connection, owner: &str) -> Result<Option<Brand>, Error> {
    db.query("SELECT brand_id, owner, name, accent, accent_dark, logo_type FROM brand WHERE owner = $1")
        .bind(owner)
        .fetch_optional()
        .await
}

/// The picture of the look with this identifier, and its media type.
pub async fn logo(db: &mut impl Connection, brand_id: &str) -> Result<Option<(Vec<u8>, String)>, Error> {
    db.query("SELECT logo, logo_type FROM brand WHERE brand_id = $1 AND logo IS NOT NULL")
        .bind(brand_id)
        .fetch_optional()
        .await
}

/// Removes the look of this owner.
pub async fn delete(db: &mut Write, owner: &str) -> Result<bool, Error> {
    let changed = db.query("DELETE FROM brand WHERE owner = $1").bind(owner).execute().await?;
    Ok(changed == 1)
}
