//! Lists of resources (RFC 7644 section 3.4.2): which, in which order, and which page of them.
//!
//! Without a filter and an order a page is read as such. Else the resources that an index leads to, or all if they are few enough, are
//! looked at, and only their identifiers kept until it is known which are on the page.

use serde_json::{Map, Value};

use super::{
    Directory, Resource,
    fault::Fault,
    filter::Filter,
    lead::{LOOKED_AT, Lead, too_many},
    matching::{holds, sort_key},
    path::Path,
    schema::{Place, ResourceType},
    showing::Showing,
};
use crate::storage::{self, Reader, account::Account, account_group};

/// Resources of a page where nothing is said.
pub const USUAL: usize = 100;
/// Resources of a page at most.
pub const MOST: usize = 200;
/// Rows that one read takes.
const PIECE: i64 = 500;

/// What is asked for.
#[derive(Clone, Debug, Default)]
pub struct Query {
    filter: Option<Filter>,
    sort_by: Option<Place>,
    descending: bool,
    start: usize,
    count: usize,
}

/// The same, as it comes.
#[derive(Clone, Debug, Default)]
pub struct Asked<'a> {
    /// Which.
    pub filter: Option<&'a str>,
    /// By which attribute they are sorted.
    pub sort_by: Option<&'a str>,
    /// `ascending` or `descending`.
    pub sort_order: Option<&'a str>,
    /// The number of the first, from 1.
    pub start_index: Option<i64>,
    /// How many.
    pub count: Option<i64>,
}

impl Query {
    /// Reads it.
    ///
    /// # Errors
    /// `invalidFilter`; `invalidValue` for an order that there is not.
    pub fn parse(resource: ResourceType, asked: &Asked<'_>) -> Result<Self, Fault> {
        let whole = |number: i64| usize::try_from(number.max(0)).unwrap_or(usize::MAX);
        let sort_by = match asked.sort_by.map(|name| Path::parse(name, resource)) {
            None => None,
            Some(Ok(Path::At(place, None))) => Some(place),
            Some(_) => return Err(Fault::value("sortBy: there is no such attribute")),
        };
        let descending = match asked.sort_order {
            None => false,
            Some(order) if order.eq_ignore_ascii_case("ascending") => false,
            Some(order) if order.eq_ignore_ascii_case("descending") => true,
            Some(_) => return Err(Fault::value("sortOrder: ascending or descending")),
        };
        // Several values are sorted by their most telling part.
        let sort_by = sort_by.map(|place| match super::schema::find(place.attribute.within, "value") {
            Some(value) if place.within.is_none() => Place { within: Some(value), ..place },
            _ => place,
        });
        Ok(Self {
            filter: asked.filter.map(|filter| Filter::parse(filter, resource)).transpose()?,
            sort_by,
            descending,
            // Less than 1 is 1, less than 0 is 0 (table 6).
            start: whole(asked.start_index.unwrap_or(1)).max(1),
            count: asked.count.map_or(USUAL, whole).min(MOST),
        })
    }

    fn is_plain(&self) -> bool {
        self.filter.is_none() && self.sort_by.is_none()
    }

    fn mentions(&self, name: &str) -> bool {
        self.filter.as_ref().is_some_and(|filter| filter.mentions(name))
            || self.sort_by.is_some_and(|place| place.attribute.name == name)
    }
}

/// A page.
#[derive(Clone, Debug)]
pub struct Page {
    /// How many fit in all.
    pub total: usize,
    /// The number of the first, from 1.
    pub start: usize,
    /// What is shown of them.
    pub resources: Vec<Map<String, Value>>,
}

/// What fits, by identifier, until it is known which are shown.
#[derive(Default)]
struct Fitting(Vec<(Option<String>, String)>);

impl Fitting {
    fn look(&mut self, query: &Query, id: &str, document: &Map<String, Value>) {
        if query.filter.as_ref().is_none_or(|filter| holds(filter, document)) {
            let key = query.sort_by.and_then(|place| sort_key(document, &place));
            self.0.push((key, id.to_owned()));
        }
    }

    /// How many there are, and those of the page.
    fn page(mut self, query: &Query) -> (usize, Vec<String>) {
        if query.sort_by.is_some() {
            // Whoever lacks the attribute comes last, or first if the order is turned around (section 3.4.2.3).
            self.0.sort_by(|(one, a), (other, b)| {
                let keys = match (one, other) {
                    (None, None) => std::cmp::Ordering::Equal,
                    (None, Some(_)) => std::cmp::Ordering::Greater,
                    (Some(_), None) => std::cmp::Ordering::Less,
                    (Some(one), Some(other)) => one.cmp(other),
                };
                (if query.descending { keys.reverse() } else { keys }).then_with(|| a.cmp(b))
            });
        }
        let total = self.0.len();
        let page = self.0.into_iter().skip(query.start.saturating_sub(1)).take(query.count);
        (total, page.map(|(_, id)| id).collect())
    }
}

fn number(size: usize) -> i64 {
    i64::try_from(size).unwrap_or(i64::MAX)
}

impl Directory {
    /// Accounts.
    ///
    /// # Errors
    /// `tooMany` when more would have to be looked at than one request may.
    pub async fn users(&self, query: &Query, showing: &Showing) -> Result<Page, Fault> {
        let mut reader = self.accounts.database.read().await?;
        let groups = showing.shows("groups");
        if query.is_plain() {
            let total = storage::account::count(&mut reader).await?;
            let rows = storage::account::page(
                &mut reader,
                number(query.count),
                number(query.start.saturating_sub(1)),
            )
            .await?;
            let resources = self.dressed_users(&mut reader, rows, groups).await?;
            return Ok(shown(usize::try_from(total).unwrap_or_default(), query, showing, resources));
        }
        let mut fitting = Fitting::default();
        let with_groups = query.mentions("groups");
        if let Some(lead) = query.filter.as_ref().and_then(Lead::of) {
            for id in lead.accounts(&mut reader).await? {
                let account = storage::account::find(&mut reader, &id).await?;
                let found =
                    self.dressed_users(&mut reader, account.into_iter().collect(), with_groups).await?;
                found.iter().for_each(|one| fitting.look(query, &one.id, &one.document));
            }
        } else {
            if storage::account::count(&mut reader).await? > number(LOOKED_AT) {
                return Err(too_many());
            }
            let mut after = String::new();
            loop {
                let rows = storage::account::list(&mut reader, &after, PIECE).await?;
                let Some(last) = rows.last() else { break };
                after.clone_from(&last.account_id);
                let found = self.dressed_users(&mut reader, rows, with_groups).await?;
                found.iter().for_each(|one| fitting.look(query, &one.id, &one.document));
            }
        }
        let (total, ids) = fitting.page(query);
        let mut resources = Vec::with_capacity(ids.len());
        for id in ids {
            let account = storage::account::find(&mut reader, &id).await?;
            resources.extend(self.dressed_users(&mut reader, account.into_iter().collect(), groups).await?);
        }
        Ok(shown(total, query, showing, resources))
    }

    async fn dressed_users(
        &self,
        reader: &mut Reader,
        accounts: Vec<Account>,
        with_groups: bool,
    ) -> Result<Vec<Resource>, Fault> {
        let (Some(first), Some(last)) = (accounts.first(), accounts.last()) else { return Ok(Vec::new()) };
        let kept = storage::scim_user::between(reader, &first.account_id, &last.account_id).await?;
        let mut kept: std::collections::HashMap<String, _> = kept
            .into_iter()
            .map(|row| {
                let own =
                    storage::scim_user::ScimUser { external_id: row.external_id, document: row.document };
                (row.account_id, own)
            })
            .collect();
        let mut resources = Vec::with_capacity(accounts.len());
        for account in accounts {
            let groups = if with_groups {
                account_group::of_account(reader, &account.account_id).await?
            } else {
                Vec::new()
            };
            let kept = kept.remove(&account.account_id);
            resources.push(self.dressed_user(&account, kept.as_ref(), &groups));
        }
        Ok(resources)
    }

    /// Groups.
    ///
    /// # Errors
    /// `tooMany` when more would have to be looked at than one request may.
    pub async fn groups(&self, query: &Query, showing: &Showing) -> Result<Page, Fault> {
        let mut reader = self.accounts.database.read().await?;
        let members = showing.shows("members");
        if query.is_plain() {
            let total = account_group::count(&mut reader).await?;
            let rows = account_group::list(
                &mut reader,
                "",
                number(query.count),
                number(query.start.saturating_sub(1)),
            )
            .await?;
            let resources = self.dressed_groups(&mut reader, rows, members).await?;
            return Ok(shown(usize::try_from(total).unwrap_or_default(), query, showing, resources));
        }
        let mut fitting = Fitting::default();
        let with_members = query.mentions("members");
        let led = match query.filter.as_ref().and_then(Lead::of) {
            Some(lead) => lead.groups(&mut reader).await?,
            None => None,
        };
        if let Some(ids) = led {
            for id in ids {
                let group = account_group::find(&mut reader, &id).await?;
                let found =
                    self.dressed_groups(&mut reader, group.into_iter().collect(), with_members).await?;
                found.iter().for_each(|one| fitting.look(query, &one.id, &one.document));
            }
        } else {
            if account_group::count(&mut reader).await? > number(LOOKED_AT) {
                return Err(too_many());
            }
            let mut after = String::new();
            loop {
                let rows = account_group::list(&mut reader, &after, PIECE, 0).await?;
                let Some(last) = rows.last() else { break };
                after.clone_from(&last.group_id);
                let found = self.dressed_groups(&mut reader, rows, with_members).await?;
                found.iter().for_each(|one| fitting.look(query, &one.id, &one.document));
            }
        }
        let (total, ids) = fitting.page(query);
        let mut rows = Vec::with_capacity(ids.len());
        for id in ids {
            rows.extend(account_group::find(&mut reader, &id).await?);
        }
        let resources = self.dressed_groups(&mut reader, rows, members).await?;
        Ok(shown(total, query, showing, resources))
    }
}

fn shown(total: usize, query: &Query, showing: &Showing, resources: Vec<Resource>) -> Page {
    let resources = resources.into_iter().map(|one| showing.of(one.document)).collect();
    Page { total, start: query.start, resources }
}
