//! The pages of a list: which of them was asked for, and where one ends. That travels sealed for its list and its filter: a cursor
//! that was changed, or belongs to another list, opens nothing.

use axum::http::StatusCode;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use utoipa::{IntoParams, ToSchema};

use super::failure::problem;
use crate::{
    jose::seal::About,
    web::{error::Problem, site::Site},
};

/// Entries of a page where nothing is said, and at most.
const USUAL: u32 = 50;
const MOST: u32 = 200;

/// Which page of a list, in the query of every route that lists.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Paging {
    /// Where the page begins: `next` of the one before.
    pub cursor: Option<String>,
    /// Entries of a page, at most 200.
    pub limit: Option<u32>,
}

impl Paging {
    /// The parameters that these are.
    pub const NAMES: [&str; 2] = ["cursor", "limit"];

    /// How many entries were asked for, within limits.
    pub fn limit(&self) -> usize {
        usize::try_from(self.limit.unwrap_or(USUAL).clamp(1, MOST)).unwrap_or(1)
    }

    /// Where the page before ended; `None` on the first. See [`seal`].
    pub fn after<T: DeserializeOwned>(
        &self,
        site: &Site,
        list: &str,
        filter: &str,
    ) -> Result<Option<T>, Problem> {
        self.cursor.as_deref().map(|cursor| open(site, list, filter, cursor)).transpose()
    }
}

/// A page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct Page<T> {
    /// The entries.
    pub items: Vec<T>,
    /// The cursor of the next page; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// Seals where a page of `list` ended. `filter` is all that decides what stands in the list.
pub fn seal(site: &Site, list: &str, filter: &str, at: &impl Serialize) -> Result<String, Problem> {
    let text = serde_json::to_vec(at).map_err(Problem::internal)?;
    let sealed = site.vault.seal(about(list, filter), &text).map_err(Problem::internal)?;
    Ok(URL_SAFE_NO_PAD.encode(sealed))
}

/// Opens a cursor of `list` with the same `filter`.
pub fn open<T: DeserializeOwned>(site: &Site, list: &str, filter: &str, cursor: &str) -> Result<T, Problem> {
    let opened = URL_SAFE_NO_PAD.decode(cursor).ok().and_then(|sealed| {
        let plain = site.vault.open(about(list, filter), &sealed).ok()?;
        serde_json::from_slice(&plain).ok()
    });
    let refused = || problem(StatusCode::BAD_REQUEST, "invalid_cursor", "the cursor is not one of this list");
    opened.ok_or_else(refused)
}

fn about<'a>(list: &'a str, filter: &'a str) -> About<'a> {
    About { table: list, row: filter, account: "" }
}

/// A page of what was read: one entry more than fits says that there is another page.
pub fn page<R, T>(
    mut rows: Vec<R>,
    limit: usize,
    shown: impl FnMut(R) -> T,
    seal: impl FnOnce(&R) -> Result<String, Problem>,
) -> Result<Page<T>, Problem> {
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next = rows.last().filter(|_| more).map(seal).transpose()?;
    Ok(Page { items: rows.into_iter().map(shown).collect(), next })
}
