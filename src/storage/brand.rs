//! `brand`: how pages look, of this installation and of a sign-in to one client.

use sqlx::FromRow;

use super::{Connection, Error, Write};
use crate::{clock::Timestamp, text::variables::Variables};

/// The owner of the look that holds where no client has one of its own.
pub const INSTALLATION: &str = "";

/// What is known of one look without its picture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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
    /// What else it sets of the style.
    pub variables: Variables,
    /// The media type of the logo, if there is one.
    pub logo_type: Option<String>,
}

impl Brand {
    /// Whether it has a style of its own.
    pub fn is_styled(&self) -> bool {
        self.accent.is_some() || !self.variables.is_empty()
    }
}

#[derive(FromRow)]
struct Row {
    owner: String,
    brand_id: String,
    name: Option<String>,
    accent: Option<String>,
    accent_dark: Option<String>,
    variables: String,
    logo_type: Option<String>,
}

impl TryFrom<Row> for Brand {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        let variables = serde_json::from_str(&row.variables);
        Ok(Self {
            variables: variables
                .map_err(|error| Error::Faulty(format!("brand {}: variables: {error}", row.brand_id)))?,
            owner: row.owner,
            brand_id: row.brand_id,
            name: row.name,
            accent: row.accent,
            accent_dark: row.accent_dark,
            logo_type: row.logo_type,
        })
    }
}

fn variables_json(brand: &Brand) -> Result<String, Error> {
    serde_json::to_string(&brand.variables).map_err(|error| Error::Faulty(error.to_string()))
}

/// Keeps the first look of its owner, with its picture; `false` if there is one already.
pub async fn insert(
    db: &mut Write,
    brand: &Brand,
    logo: Option<&[u8]>,
    now: Timestamp,
) -> Result<bool, Error> {
    let made = db
        .query(
            "INSERT INTO brand (owner, brand_id, name, accent, accent_dark, variables, logo, logo_type, updated_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (owner) DO NOTHING",
        )
        .bind(&brand.owner)
        .bind(&brand.brand_id)
        .bind(&brand.name)
        .bind(&brand.accent)
        .bind(&brand.accent_dark)
        .bind(variables_json(brand)?)
        .bind(logo.map(<[u8]>::to_vec))
        .bind(&brand.logo_type)
        .bind(now)
        .execute()
        .await?;
    Ok(made == 1)
}

/// Keeps a look with its picture in place of the one that its owner had, if that is still `before`.
pub async fn update(
    db: &mut Write,
    before: &str,
    brand: &Brand,
    logo: Option<&[u8]>,
    now: Timestamp,
) -> Result<bool, Error> {
    let changed = db
        .query(
            "UPDATE brand SET brand_id = $3, name = $4, accent = $5, accent_dark = $6, variables = $7, logo = $8, \
             logo_type = $9, updated_at = $10 WHERE owner = $1 AND brand_id = $2",
        )
        .bind(&brand.owner)
        .bind(before)
        .bind(&brand.brand_id)
        .bind(&brand.name)
        .bind(&brand.accent)
        .bind(&brand.accent_dark)
        .bind(variables_json(brand)?)
        .bind(logo.map(<[u8]>::to_vec))
        .bind(&brand.logo_type)
        .bind(now)
        .execute()
        .await?;
    Ok(changed == 1)
}

/// Every look there is.
pub async fn all(db: &mut impl Connection) -> Result<Vec<Brand>, Error> {
    let rows: Vec<Row> = db
        .query("SELECT owner, brand_id, name, accent, accent_dark, variables, logo_type FROM brand")
        .fetch_all()
        .await?;
    rows.into_iter().map(Brand::try_from).collect()
}

/// The look of this owner.
pub async fn find(db: &mut impl Connection, owner: &str) -> Result<Option<Brand>, Error> {
    let row: Option<Row> = db
        .query(
            "SELECT brand_id, owner, name, accent, accent_dark, variables, logo_type FROM brand WHERE owner = $1",
        )
        .bind(owner)
        .fetch_optional()
        .await?;
    row.map(Brand::try_from).transpose()
}

/// The picture of the look with this identifier, and its media type.
pub async fn logo(db: &mut impl Connection, brand_id: &str) -> Result<Option<(Vec<u8>, String)>, Error> {
    db.query("SELECT logo, logo_type FROM brand WHERE brand_id = $1 AND logo IS NOT NULL")
        .bind(brand_id)
        .fetch_optional()
        .await
}

/// Removes the look with this identifier.
pub async fn delete(db: &mut Write, brand_id: &str) -> Result<bool, Error> {
    let changed = db.query("DELETE FROM brand WHERE brand_id = $1").bind(brand_id).execute().await?;
    Ok(changed == 1)
}

/// Removes whatever look an owner has who is no more: another client of that name is to begin without.
pub async fn forget(db: &mut Write, owner: &str) -> Result<(), Error> {
    db.query("DELETE FROM brand WHERE owner = $1").bind(owner).execute().await?;
    Ok(())
}
