//! PATCH (RFC 7644 section 3.5.2): operations on a document, all of them or none.
//!
//! Two widespread clients write operations their own way, and are understood: `"op": "Add"`, members to remove in the value
//! instead of the path, values that should be objects as texts, a single value in a list, names with dots as keys of a value
//! without a path, a value selection that finds nothing as a wish to have such a value.

mod edit;

use serde_json::{Map, Value};

use super::{
    declared,
    fault::Fault,
    path::Path,
    reading::{self, says},
    schema::{Mutability, Place, ResourceType},
};

/// The schema of the message.
pub const MESSAGE: &str = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
/// The most operations of a request.
pub const MOST: usize = 500;

/// What an operation does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Op {
    Add,
    Remove,
    Replace,
}

/// An operation.
#[derive(Clone, Debug)]
pub struct Operation {
    op: Op,
    path: Option<Path>,
    value: Value,
}

/// Reads the operations of a message.
///
/// # Errors
/// `invalidSyntax`, `invalidPath`, `invalidFilter`.
pub fn read(resource: ResourceType, body: &Value) -> Result<Vec<Operation>, Fault> {
    let fields = body.as_object().ok_or_else(|| Fault::syntax("the body must be an object"))?;
    says(fields, MESSAGE)?;
    let listed = fields.iter().find(|(name, _)| name.eq_ignore_ascii_case("operations"));
    let listed = listed.and_then(|(_, value)| value.as_array()).filter(|list| !list.is_empty());
    let listed = listed.ok_or_else(|| Fault::syntax("Operations must be a list with something in it"))?;
    if listed.len() > MOST {
        return Err(Fault::too_large(format!("at most {MOST} operations in one request")));
    }
    listed.iter().map(|operation| one(resource, operation)).collect()
}

fn one(resource: ResourceType, operation: &Value) -> Result<Operation, Fault> {
    let fields = operation.as_object().ok_or_else(|| Fault::syntax("an operation must be an object"))?;
    let field = |wanted: &str| {
        fields.iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted)).map(|(_, value)| value)
    };
    let op = field("op").and_then(Value::as_str).unwrap_or_default().to_ascii_lowercase();
    let op = match op.as_str() {
        "add" => Op::Add,
        "remove" => Op::Remove,
        "replace" => Op::Replace,
        _ => return Err(Fault::syntax("op must be add, remove or replace")),
    };
    let path = match field("path") {
        None | Some(Value::Null) => None,
        Some(Value::String(path)) if path.is_empty() => None,
        Some(Value::String(path)) => Some(Path::parse(path, resource)?),
        Some(_) => return Err(Fault::path("path must be a text")),
    };
    let value = field("value").cloned().unwrap_or_default();
    match op {
        Op::Remove if path.is_none() => Err(Fault::no_target("remove needs a path")),
        Op::Add if field("value").is_none() => Err(Fault::syntax("add needs a value")),
        _ => Ok(Operation { op, path, value }),
    }
}

/// What the operations make of a document, as [`super::reading`] made it.
///
/// # Errors
/// The fault of the first operation that cannot be done; then none is.
pub fn apply(
    resource: ResourceType,
    document: &Map<String, Value>,
    operations: &[Operation],
) -> Result<Map<String, Value>, Fault> {
    let mut document = document.clone();
    for Operation { op, path, value } in operations {
        match path {
            Some(path) => at(&mut document, *op, path, value)?,
            None => everywhere(resource, &mut document, *op, value)?,
        }
    }
    Ok(document)
}

/// An operation without a path: each attribute of its value.
fn everywhere(
    resource: ResourceType,
    document: &mut Map<String, Value>,
    op: Op,
    value: &Value,
) -> Result<(), Fault> {
    let fields = value.as_object();
    let fields = fields.ok_or_else(|| Fault::syntax("without a path the value must be an object"))?;
    for (name, value) in fields {
        if name.eq_ignore_ascii_case("schemas") {
            continue;
        }
        let path = Path::parse(name, resource)?;
        // Clients send back what they read; only who names it in a path means to change it.
        let theirs = !matches!(&path, Path::At(place, _) if is_ours(place));
        if theirs {
            at(document, op, &path, value)?;
        }
    }
    Ok(())
}

/// What the operations do to this attribute of the resource's own schema, wherever they name it, and with which values.
pub(super) fn aimed_at<'a>(
    resource: ResourceType,
    operations: &'a [Operation],
    name: &'static str,
) -> Vec<(Op, &'a Value)> {
    let leads_there = move |path: &Path| matches!(path, Path::At(place, _) if place.extension.is_none() && place.attribute.name == name);
    let mut found = Vec::new();
    for Operation { op, path, value } in operations {
        match path {
            Some(path) if leads_there(path) => found.push((*op, value)),
            Some(_) => {}
            None => found.extend(
                value
                    .as_object()
                    .into_iter()
                    .flatten()
                    .filter(|(key, _)| Path::parse(key, resource).is_ok_and(|path| leads_there(&path)))
                    .map(|(_, value)| (*op, value)),
            ),
        }
    }
    found
}

fn is_ours(place: &Place) -> bool {
    place.attribute.mutability == Mutability::ReadOnly || place.last().mutability == Mutability::ReadOnly
}

fn at(document: &mut Map<String, Value>, op: Op, path: &Path, value: &Value) -> Result<(), Fault> {
    match path {
        Path::Extension(schema, attributes) => {
            if op == Op::Remove {
                document.remove(*schema);
                return Ok(());
            }
            // Read for its faults; then one by one, since a null within takes something away.
            reading::extension(schema, attributes, value)?;
            for (name, value) in value.as_object().into_iter().flatten() {
                let attribute = super::schema::find(attributes, name);
                let attribute =
                    attribute.ok_or_else(|| Fault::path(format!("{schema}: no such attribute")))?;
                let place = Place { extension: Some(schema), attribute, within: None };
                edit::edit(document, op, &place, None, value)?;
            }
            Ok(())
        }
        Path::Declared(name) => declared::edit(document, op, name.as_deref(), value),
        Path::At(place, _) if is_ours(place) => {
            Err(Fault::mutability(format!("{} is this server's to write", place.last().name)))
        }
        Path::At(place, selection) => edit::edit(document, op, place, selection.as_ref(), value),
    }
}

#[cfg(test)]
mod tests;
