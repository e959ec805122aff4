//! `/Bulk`: many changes in one request (RFC 7644 section 3.7). Each is what it would be alone, and one that fails takes none of the
//! others back.
//!
//! A change that refers to a resource by the `bulkId` of another waits until that is made. Those that wait for one another are refused
//! (409, section 3.7.1).

use std::{
    collections::{BTreeMap, HashSet},
    sync::Arc,
};

use axum::{extract::State, http::StatusCode, response::Response};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    ROOT, answer,
    operation::{Operation, perform, to_its_end},
    read::Document,
};
use crate::{
    administration::scim::{Directory, condition::Condition, fault::Fault, schema::ResourceType},
    web::{api::Caller, error::Problem, site::Site},
};

/// The most changes in one request.
pub const MOST: usize = 1000;
const REQUEST: &str = "urn:ietf:params:scim:api:messages:2.0:BulkRequest";
const RESPONSE: &str = "urn:ietf:params:scim:api:messages:2.0:BulkResponse";
/// What begins a reference.
const REFERENCE: &str = "bulkId:";

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Request {
    schemas: Vec<String>,
    fail_on_errors: Option<u32>,
    #[serde(rename = "Operations")]
    operations: Vec<Part>,
}

#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Part {
    method: String,
    bulk_id: Option<String>,
    version: Option<String>,
    path: String,
    #[serde(default)]
    data: Value,
}

/// Does them.
pub async fn run(
    State(site): State<Arc<Site>>,
    caller: Caller,
    Document(body): Document,
) -> Result<Response, Problem> {
    let request: Request = serde_json::from_value(body).map_err(|error| Fault::syntax(error.to_string()))?;
    if !request.schemas.iter().any(|schema| schema.eq_ignore_ascii_case(REQUEST)) {
        return Err(Fault::syntax(format!("schemas must name {REQUEST}")).into());
    }
    if request.operations.len() > MOST {
        return Err(Fault::too_large(format!("at most {MOST} operations in one request")).into());
    }
    let mut ids = HashSet::new();
    if !request.operations.iter().filter_map(|part| part.bulk_id.as_ref()).all(|id| ids.insert(id)) {
        return Err(Fault::syntax("a bulkId stands there twice").into());
    }
    let most = request.fail_on_errors.filter(|most| *most > 0).map_or(usize::MAX, |most| most as usize);
    let directory = caller.directory(&site);
    let run = Run { directory, made: BTreeMap::new() };
    let answers = to_its_end(async move { Ok(run.all(request.operations, most).await) }).await?;
    Ok(answer::json_of(StatusCode::OK, &json!({ "schemas": [RESPONSE], "Operations": answers })))
}

struct Run {
    directory: Directory,
    /// The resources that were made, by what the request calls them.
    made: BTreeMap<String, String>,
}

impl Run {
    /// The answers, in the order of the changes; those after too many failures have none.
    async fn all(mut self, parts: Vec<Part>, most: usize) -> Vec<Value> {
        let mut answers: Vec<Option<Value>> = parts.iter().map(|_| None).collect();
        // What may yet be made.
        let mut open: HashSet<String> = parts.iter().filter_map(|part| part.bulk_id.clone()).collect();
        let mut waiting: Vec<(usize, Part)> = parts.into_iter().enumerate().collect();
        let mut failures = 0_usize;
        while !waiting.is_empty() && failures < most {
            let before = waiting.len();
            let mut still = Vec::new();
            for (at, part) in waiting {
                if failures >= most {
                    break;
                }
                let missing: Vec<String> =
                    references(&part).into_iter().filter(|name| !self.made.contains_key(name)).collect();
                if !missing.is_empty() && missing.iter().all(|name| open.contains(name)) {
                    still.push((at, part));
                    continue;
                }
                let done = match missing.into_iter().find(|name| !open.contains(name)) {
                    Some(name) => Err(conflict(format!("{REFERENCE}{name} was not made"))),
                    None => self.one(&part).await,
                };
                failures = failures.saturating_add(usize::from(done.is_err()));
                if let Some(name) = &part.bulk_id {
                    open.remove(name);
                }
                answer(&mut answers, at, done.unwrap_or_else(|fault| self.refused(&part, &fault)));
            }
            waiting = still;
            if waiting.len() == before {
                let fault = conflict("its references lead in a circle".to_owned());
                for (at, part) in std::mem::take(&mut waiting) {
                    answer(&mut answers, at, self.refused(&part, &fault));
                }
            }
        }
        answers.into_iter().flatten().collect()
    }

    async fn one(&mut self, part: &Part) -> Result<Value, Fault> {
        let path = self.resolved(&part.path);
        let (resource, id) = target(&path)?;
        let method = part.method.to_ascii_uppercase();
        let condition = Condition::of(part.version.as_deref());
        let data = self.with_identifiers(&part.data);
        let (operation, status) = match (method.as_str(), id) {
            ("POST", None) if part.bulk_id.is_none() => return Err(Fault::syntax("POST needs a bulkId")),
            ("POST", None) => (Operation::Create(data), "201"),
            ("PUT", Some(id)) => (Operation::Replace(id, condition, data), "200"),
            ("PATCH", Some(id)) => (Operation::Patch(id, condition, data), "200"),
            ("DELETE", Some(id)) => (Operation::Delete(id, condition), "204"),
            _ => {
                return Err(Fault::syntax(
                    "POST goes to /Users or /Groups; PUT, PATCH and DELETE to one of them",
                ));
            }
        };
        let location = self.location(&path);
        let done = perform(&self.directory, resource, operation, false).await?;
        let mut answer = json!({ "method": method, "status": status, "location": location });
        if let (Some(resource), Some(fields)) = (done, answer.as_object_mut()) {
            fields.insert("location".into(), resource.location.into());
            fields.insert("version".into(), resource.tag.into());
            if let Some(name) = &part.bulk_id {
                self.made.insert(name.clone(), resource.id);
            }
        }
        name(&mut answer, part);
        Ok(answer)
    }

    /// Where a path leads, whether or not it names the root.
    fn location(&self, path: &str) -> String {
        format!("{}{}", self.directory.base, path.strip_prefix(ROOT).unwrap_or(path))
    }

    /// The answer to a change that failed. It says where the resource is, unless that was to be made.
    fn refused(&self, part: &Part, fault: &Fault) -> Value {
        if fault.status >= 500 {
            tracing::error!(detail = fault.log, "a change of a bulk failed");
        }
        let mut error = json!({
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"], "status": fault.status.to_string(), "detail": fault.detail,
        });
        if let (Some(scim_type), Some(fields)) = (fault.scim_type, error.as_object_mut()) {
            fields.insert("scimType".into(), scim_type.into());
        }
        let method = part.method.to_ascii_uppercase();
        let is_new = method == "POST";
        let mut answer = json!({ "method": method, "status": fault.status.to_string(), "response": error });
        if let (false, Some(fields)) = (is_new, answer.as_object_mut()) {
            fields.insert("location".into(), self.location(&self.resolved(&part.path)).into());
        }
        name(&mut answer, part);
        answer
    }

    fn resolved(&self, text: &str) -> String {
        match text.split_once(REFERENCE) {
            Some((before, name)) => match self.made.get(name) {
                Some(id) => format!("{before}{id}"),
                None => text.to_owned(),
            },
            None => text.to_owned(),
        }
    }

    /// The data with identifiers in place of references to what was made.
    fn with_identifiers(&self, value: &Value) -> Value {
        match value {
            Value::String(text) if text.starts_with(REFERENCE) => self.resolved(text).into(),
            // `members[value eq "bulkId:x"]` is a path like any other, and names nobody who was made just now.
            Value::Array(list) => list.iter().map(|one| self.with_identifiers(one)).collect(),
            Value::Object(fields) => {
                let fields = fields.iter().map(|(name, one)| (name.clone(), self.with_identifiers(one)));
                Value::Object(fields.collect())
            }
            other => other.clone(),
        }
    }
}

fn answer(answers: &mut [Option<Value>], at: usize, value: Value) {
    if let Some(place) = answers.get_mut(at) {
        *place = Some(value);
    }
}

fn name(answer: &mut Value, part: &Part) {
    if let (Some(name), Some(fields)) = (&part.bulk_id, answer.as_object_mut()) {
        fields.insert("bulkId".into(), name.clone().into());
    }
}

fn conflict(detail: String) -> Fault {
    Fault { scim_type: None, ..Fault::uniqueness(detail) }
}

/// The resource that a path names: `/Users`, `/Users/ID`, `/Groups`, `/Groups/ID`.
fn target(path: &str) -> Result<(ResourceType, Option<String>), Fault> {
    let path = path.strip_prefix(ROOT).unwrap_or(path);
    for resource in ResourceType::ALL {
        let Some(rest) = path.strip_prefix(resource.endpoint()) else { continue };
        match rest.strip_prefix('/') {
            None if rest.is_empty() => return Ok((resource, None)),
            Some(id) if !id.is_empty() && !id.contains(['/', '?', '#']) => {
                return Ok((resource, Some(id.to_owned())));
            }
            _ => {}
        }
    }
    Err(Fault::syntax("path must be /Users, /Groups, or one of them with an identifier"))
}

/// What a change refers to, in its path and in its data.
fn references(part: &Part) -> Vec<String> {
    fn walk(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::String(text) => found.extend(text.strip_prefix(REFERENCE).map(str::to_owned)),
            Value::Array(list) => list.iter().for_each(|one| walk(one, found)),
            Value::Object(fields) => fields.values().for_each(|one| walk(one, found)),
            _ => {}
        }
    }
    let mut found: Vec<String> =
        part.path.split_once(REFERENCE).map(|(_, name)| name.to_owned()).into_iter().collect();
    walk(&part.data, &mut found);
    found
}
