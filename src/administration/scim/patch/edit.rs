//! One operation at one place.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::Op;
use crate::administration::scim::{
    fault::Fault,
    filter::{Comparison, Filter, Operator},
    matching::holds,
    reading::{self, MOST_MEMBERS},
    schema::{Attribute, Kind, Mutability, Place},
};

/// Does it.
pub(super) fn edit(
    document: &mut Map<String, Value>,
    op: Op,
    place: &Place,
    selection: Option<&Filter>,
    value: &Value,
) -> Result<(), Fault> {
    let attribute = place.attribute;
    let value = unwrapped(place.last(), value);
    // To replace something by nothing is to remove it.
    let op = if op == Op::Replace && is_nothing(value) { Op::Remove } else { op };
    let fields = match place.extension {
        None => &mut *document,
        Some(schema) => {
            let extension = document.entry(schema).or_insert_with(|| Value::Object(Map::new()));
            extension.as_object_mut().ok_or_else(|| Fault::internal("an extension that is no object"))?
        }
    };
    match (selection, place.within) {
        (None, None) => whole(fields, op, attribute, value)?,
        (None, Some(within)) if !attribute.several => part(fields, op, attribute, within, value)?,
        (selection, within) => chosen(fields, op, attribute, selection, within, value)?,
    }
    let name = attribute.name;
    if fields.get(name).is_some_and(is_nothing) {
        fields.remove(name);
    }
    if let Some(schema) = place.extension
        && document.get(schema).is_some_and(is_nothing)
    {
        document.remove(schema);
    }
    Ok(())
}

/// What is to stand where one value does. One widespread client wraps it as if there were several: `[{ "value": "Babs" }]`.
fn unwrapped<'v>(attribute: &Attribute, value: &'v Value) -> &'v Value {
    match (attribute.several, elements(Some(value))) {
        (false, [one]) if attribute.kind == Kind::Complex => one,
        (false, [one]) => one.get("value").unwrap_or(one),
        _ => value,
    }
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(list) => list.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        _ => false,
    }
}

/// An attribute as a whole.
fn whole(
    fields: &mut Map<String, Value>,
    op: Op,
    attribute: &'static Attribute,
    value: &Value,
) -> Result<(), Fault> {
    let name = attribute.name;
    if op == Op::Remove {
        if attribute.required {
            return Err(Fault::mutability(format!("{name} cannot be removed")));
        }
        // One widespread client names the members to remove in the value.
        if attribute.several && !is_nothing(value) {
            let gone = reading::value(attribute, value)?;
            let gone: HashSet<String> = elements(gone.as_ref()).iter().map(key).collect();
            if let Some(list) = fields.get_mut(name).and_then(Value::as_array_mut) {
                list.retain(|one| !gone.contains(&key(one)));
            }
        } else {
            fields.remove(name);
        }
        return Ok(());
    }
    let Some(read) = reading::value(attribute, value)? else { return Ok(()) };
    if attribute.several && op == Op::Add {
        return add(fields, attribute, read);
    }
    match (fields.get_mut(name).and_then(Value::as_object_mut), read) {
        // The parts that are not named stay as they are.
        (Some(known), Value::Object(parts)) if attribute.kind == Kind::Complex => known.extend(parts),
        (_, read) => {
            fields.insert(name.to_owned(), read);
        }
    }
    Ok(())
}

fn elements(value: Option<&Value>) -> &[Value] {
    value.and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// What tells two values of an attribute apart.
fn key(value: &Value) -> String {
    let own = value.get("value").and_then(Value::as_str).map(str::to_owned);
    own.unwrap_or_else(|| value.to_string())
}

fn add(fields: &mut Map<String, Value>, attribute: &'static Attribute, read: Value) -> Result<(), Fault> {
    let Value::Array(new) = read else { return Ok(()) };
    let known = fields.entry(attribute.name).or_insert_with(|| Value::Array(Vec::new()));
    let Some(known) = known.as_array_mut() else { return Ok(()) };
    if new.iter().any(is_primary) {
        demote(known);
    }
    // Members are told apart by their identifier, other values by all of them.
    let same = |value: &Value| if attribute.name == "members" { key(value) } else { value.to_string() };
    let mut seen: HashSet<String> = known.iter().map(same).collect();
    known.extend(new.into_iter().filter(|value| seen.insert(same(value))));
    limit(attribute, known.len())
}

fn limit(attribute: &Attribute, length: usize) -> Result<(), Fault> {
    let most = if attribute.name == "members" { MOST_MEMBERS } else { 100 };
    if length > most {
        Err(Fault::value(format!("{}: at most {most} values", attribute.name)))
    } else {
        Ok(())
    }
}

fn is_primary(value: &Value) -> bool {
    value.get("primary") == Some(&Value::Bool(true))
}

/// There is one primary value at most; the one that was set last is it.
fn demote(list: &mut [Value]) {
    for value in list.iter_mut().filter_map(Value::as_object_mut) {
        if value.get("primary") == Some(&Value::Bool(true)) {
            value.insert("primary".into(), Value::Bool(false));
        }
    }
}

/// A part of an attribute that has one value.
fn part(
    fields: &mut Map<String, Value>,
    op: Op,
    attribute: &'static Attribute,
    within: &'static Attribute,
    value: &Value,
) -> Result<(), Fault> {
    let known = fields.entry(attribute.name).or_insert_with(|| Value::Object(Map::new()));
    let known =
        known.as_object_mut().ok_or_else(|| Fault::internal("a complex attribute that is no object"))?;
    set(known, op, attribute, within, value)
}

fn set(
    known: &mut Map<String, Value>,
    op: Op,
    attribute: &Attribute,
    within: &'static Attribute,
    value: &Value,
) -> Result<(), Fault> {
    let named = format!("{}.{}", attribute.name, within.name);
    if within.mutability == Mutability::Immutable {
        return Err(Fault::mutability(format!(
            "{named} cannot be changed; remove the value and add another"
        )));
    }
    if op == Op::Remove {
        if within.required {
            return Err(Fault::mutability(format!("{named} cannot be removed")));
        }
        known.remove(within.name);
        return Ok(());
    }
    if let Some(read) = reading::value(within, value)? {
        known.insert(within.name.to_owned(), read);
    }
    Ok(())
}

/// Some or all values of an attribute that has several, or a part of each.
fn chosen(
    fields: &mut Map<String, Value>,
    op: Op,
    attribute: &'static Attribute,
    selection: Option<&Filter>,
    within: Option<&'static Attribute>,
    value: &Value,
) -> Result<(), Fault> {
    let list = fields.entry(attribute.name).or_insert_with(|| Value::Array(Vec::new()));
    let list = list.as_array_mut().ok_or_else(|| Fault::internal("several values that are no list"))?;
    // Without what it is of, a value says nothing.
    let of_itself = |within: &Attribute| {
        within.name == "value" && !within.required && within.mutability == Mutability::ReadWrite
    };
    if op == Op::Remove && within.is_none_or(of_itself) {
        list.retain(|one| !is_meant(one, selection));
        return Ok(());
    }
    let meant: Vec<usize> =
        (0..).zip(list.iter()).filter(|(_, one)| is_meant(one, selection)).map(|(at, _)| at).collect();
    match (meant.is_empty(), op) {
        (true, Op::Remove) => return Ok(()),
        (true, Op::Replace) => {
            return Err(Fault::no_target(format!("{}: no value is meant", attribute.name)));
        }
        (true, Op::Add) => {
            let new = wished(attribute, selection, within, value)?;
            return add(fields, attribute, Value::Array(vec![new]));
        }
        (false, _) => {}
    }
    let primary = match within {
        Some(within) => within.name == "primary" && reading::value(within, value)? == Some(Value::Bool(true)),
        None => is_primary(value),
    };
    if primary {
        demote(list);
    }
    for at in meant {
        let Some(one) = list.get_mut(at) else { continue };
        match within {
            Some(within) => {
                if let Some(fields) = one.as_object_mut() {
                    set(fields, op, attribute, within, value)?;
                }
            }
            None => change(one, op, attribute, value)?,
        }
    }
    Ok(())
}

/// A whole value among several.
fn change(one: &mut Value, op: Op, attribute: &'static Attribute, value: &Value) -> Result<(), Fault> {
    if attribute.within.iter().any(|within| within.mutability == Mutability::Immutable) {
        return Err(Fault::mutability(format!(
            "a value of {} is removed or added, never changed",
            attribute.name
        )));
    }
    let mut whole = match (op, one.as_object()) {
        (Op::Add, Some(known)) => known.clone(),
        _ => Map::new(),
    };
    let given = value.as_object().or_else(|| elements(Some(value)).first().and_then(Value::as_object));
    let given = given.ok_or_else(|| Fault::value(format!("{}: an object is expected", attribute.name)))?;
    whole.extend(given.clone());
    // It is one value, and read as one.
    let read = reading::value(attribute, &Value::Array(vec![Value::Object(whole)]))?;
    if let Some(read) = read.as_ref().and_then(|read| elements(Some(read)).first()) {
        one.clone_from(read);
    }
    Ok(())
}

fn is_meant(value: &Value, selection: Option<&Filter>) -> bool {
    let Some(fields) = value.as_object() else { return false };
    match selection {
        None => true,
        // The usual one, among perhaps very many values.
        Some(Filter::Compare(Comparison { place, operator: Operator::Eq, value: Value::String(wanted) }))
            if place.attribute.exact && place.within.is_none() =>
        {
            fields.get(place.attribute.name).and_then(Value::as_str) == Some(wanted)
        }
        Some(filter) => holds(filter, fields),
    }
}

/// The value that a selection describes which finds none: `emails[type eq "work"].value` set to an address is a work address.
fn wished(
    attribute: &'static Attribute,
    selection: Option<&Filter>,
    within: Option<&'static Attribute>,
    value: &Value,
) -> Result<Value, Fault> {
    let mut fields = Map::new();
    if let Some(selection) = selection
        && !describes(selection, &mut fields)
    {
        return Err(Fault::no_target(format!("{}: no value is meant", attribute.name)));
    }
    match within {
        Some(within) => {
            fields.insert(within.name.to_owned(), value.clone());
        }
        None => {
            let given = value.as_object().ok_or_else(|| Fault::value("an object is expected"))?;
            fields.extend(given.clone());
        }
    }
    let read = reading::value(attribute, &Value::Array(vec![Value::Object(fields)]))?;
    let first = read.as_ref().and_then(|read| elements(Some(read)).first()).cloned();
    first.ok_or_else(|| Fault::no_target(format!("{}: no value is meant", attribute.name)))
}

/// Whether the filter says of a value what it is, and nothing else; then that is what it is.
fn describes(filter: &Filter, fields: &mut Map<String, Value>) -> bool {
    match filter {
        Filter::And(one, other) => describes(one, fields) && describes(other, fields),
        Filter::Compare(Comparison { place, operator: Operator::Eq, value }) if !value.is_null() => {
            fields.insert(place.attribute.name.to_owned(), value.clone());
            true
        }
        _ => false,
    }
}
