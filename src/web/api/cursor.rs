//! Where a page of a list ends. It travels sealed for its list and its filter: one that was changed, or belongs to another
//! list, opens nothing.

use axum::http::StatusCode;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Serialize, de::DeserializeOwned};
use utoipa::ToSchema;

use super::failure::problem;
use crate::{
    jose::seal::About,
    web::{error::Problem, site::Site},
};

/// Entries of a page where nothing is said, and at most.
pub const USUAL: u32 = 50;
const MOST: u32 = 200;

/// A page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct Page<T> {
    /// The entries.
    pub items: Vec<T>,
    /// The cursor of the next page; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// How many entries were asked for, within limits.
pub fn limit(asked: Option<u32>) -> usize {
    usize::try_from(asked.unwrap_or(USUAL).clamp(1, MOST)).unwrap_or(1)
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
