//! `/Users` and `/Groups`: the same handlers for both.

use std::sync::Arc;

use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};

use super::{
    answer,
    operation::{Operation, perform, to_its_end},
    read::{Document, Meant, Parameters},
};
use crate::{
    administration::scim::schema::ResourceType,
    web::{api::Caller, error::Problem, extract::Path, site::Site},
};

/// A page of them.
async fn listed(
    site: &Site,
    caller: &Caller,
    resource: ResourceType,
    asked: &Parameters,
) -> Result<Response, Problem> {
    let (query, showing) = (asked.query(resource)?, asked.showing(resource)?);
    let directory = caller.directory(site);
    let page = match resource {
        ResourceType::User => directory.users(&query, &showing).await?,
        ResourceType::Group => directory.groups(&query, &showing).await?,
    };
    Ok(answer::list(page))
}

/// One of them, unless whoever asks has this version.
async fn shown(
    site: &Site,
    caller: &Caller,
    resource: ResourceType,
    id: &str,
    asked: &Parameters,
    headers: &HeaderMap,
) -> Result<Response, Problem> {
    let showing = asked.showing(resource)?;
    let directory = caller.directory(site);
    let mut whole = match resource {
        ResourceType::User => directory.user(id).await?,
        ResourceType::Group => directory.group(id, showing.shows("members")).await?,
    };
    if answer::is_known(headers, &whole.tag) {
        return Ok(answer::not_modified(&whole.tag));
    }
    let document = showing.of(std::mem::take(&mut whole.document));
    Ok(answer::resource(StatusCode::OK, &whole, document))
}

/// A change of one of them.
async fn changed(
    site: &Site,
    caller: &Caller,
    resource: ResourceType,
    operation: Operation,
    asked: &Parameters,
) -> Result<Response, Problem> {
    let showing = asked.showing(resource)?;
    let made = matches!(operation, Operation::Create(_));
    // Whoever changes a group of many members does not want all of them back (RFC 7644 section 3.5.2).
    let silent =
        resource == ResourceType::Group && matches!(operation, Operation::Patch(..)) && !showing.is_asked();
    let with_members = showing.shows("members") && !silent;
    let directory = caller.directory(site);
    let done = to_its_end(async move { perform(&directory, resource, operation, with_members).await }).await;
    let Some(mut whole) = done? else {
        return Ok(answer::nothing(None));
    };
    if silent {
        return Ok(answer::nothing(Some(&whole.tag)));
    }
    let document = showing.of(std::mem::take(&mut whole.document));
    Ok(answer::resource(if made { StatusCode::CREATED } else { StatusCode::OK }, &whole, document))
}

macro_rules! endpoint {
    ($(#[doc = $about:literal])+ $name:ident = $resource:expr) => {
        $(#[doc = $about])+
        pub mod $name {
            use super::*;

            /// A page of them.
            pub async fn list(
                State(site): State<Arc<Site>>,
                caller: Caller,
                asked: Parameters,
            ) -> Result<Response, Problem> {
                listed(&site, &caller, $resource, &asked).await
            }

            /// A page of them, by a search in the body (section 3.4.3).
            pub async fn search(
                State(site): State<Arc<Site>>,
                caller: Caller,
                Document(body): Document,
            ) -> Result<Response, Problem> {
                listed(&site, &caller, $resource, &Parameters::of(body)?).await
            }

            /// One of them.
            pub async fn show(
                State(site): State<Arc<Site>>,
                caller: Caller,
                Path(id): Path<String>,
                asked: Parameters,
                headers: HeaderMap,
            ) -> Result<Response, Problem> {
                shown(&site, &caller, $resource, &id, &asked, &headers).await
            }

            /// Makes one.
            pub async fn create(
                State(site): State<Arc<Site>>,
                caller: Caller,
                asked: Parameters,
                Document(body): Document,
            ) -> Result<Response, Problem> {
                changed(&site, &caller, $resource, Operation::Create(body), &asked).await
            }

            /// Replaces one.
            pub async fn replace(
                State(site): State<Arc<Site>>,
                caller: Caller,
                Path(id): Path<String>,
                asked: Parameters,
                Meant(condition): Meant,
                Document(body): Document,
            ) -> Result<Response, Problem> {
                changed(&site, &caller, $resource, Operation::Replace(id, condition, body), &asked).await
            }

            /// Changes one.
            pub async fn patch(
                State(site): State<Arc<Site>>,
                caller: Caller,
                Path(id): Path<String>,
                asked: Parameters,
                Meant(condition): Meant,
                Document(body): Document,
            ) -> Result<Response, Problem> {
                changed(&site, &caller, $resource, Operation::Patch(id, condition, body), &asked).await
            }

            /// Removes one.
            pub async fn delete(
                State(site): State<Arc<Site>>,
                caller: Caller,
                Path(id): Path<String>,
                Meant(condition): Meant,
            ) -> Result<Response, Problem> {
                let none = Parameters::default();
                changed(&site, &caller, $resource, Operation::Delete(id, condition), &none).await
            }
        }
    };
}

endpoint! {
    /// Accounts.
    users = ResourceType::User
}
endpoint! {
    /// Groups.
    groups = ResourceType::Group
}
