//! Whether a resource fulfils a filter. Resources are documents as [`super::reading`] makes them: names in their usual letter case,
//! values of the right type.

use std::cmp::Ordering;

use serde_json::{Map, Value};

use super::{
    filter::{Comparison, Filter, Operator},
    schema::{Attribute, Kind, Place},
};
use crate::clock::Timestamp;

/// Whether `node`, a resource or one value of an attribute, fulfils `filter`.
pub fn holds(filter: &Filter, node: &Map<String, Value>) -> bool {
    match filter {
        Filter::And(one, other) => holds(one, node) && holds(other, node),
        Filter::Or(one, other) => holds(one, node) || holds(other, node),
        Filter::Not(filter) => !holds(filter, node),
        Filter::Within(place, filter) => {
            let values = values(node, &Place { within: None, ..*place });
            values.into_iter().filter_map(Value::as_object).any(|value| holds(filter, value))
        }
        Filter::Compare(comparison) => compares(comparison, node),
    }
}

/// The values at a place.
pub fn values<'a>(node: &'a Map<String, Value>, place: &Place) -> Vec<&'a Value> {
    let node = match place.extension {
        None => Some(node),
        Some(schema) => node.get(schema).and_then(Value::as_object),
    };
    let Some(value) = node.and_then(|node| node.get(place.attribute.name)) else { return Vec::new() };
    let several: Vec<&Value> = value.as_array().map_or_else(|| vec![value], |list| list.iter().collect());
    match place.within {
        None => several,
        Some(within) => several.into_iter().filter_map(|value| value.get(within.name)).collect(),
    }
}

fn compares(comparison: &Comparison, node: &Map<String, Value>) -> bool {
    let Comparison { place, operator, value } = comparison;
    let found = values(node, place);
    let present = found.iter().any(|value| !is_empty(value));
    match operator {
        Operator::Pr => present,
        // Nothing is the same as no value (RFC 7643 section 2.5).
        Operator::Eq if value.is_null() => !present,
        Operator::Ne if value.is_null() => present,
        Operator::Ne => !found.iter().any(|one| fits(place.last(), one, Operator::Eq, value)),
        _ => found.iter().any(|one| fits(place.last(), one, *operator, value)),
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(list) => list.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        _ => false,
    }
}

fn fits(attribute: &Attribute, one: &Value, operator: Operator, other: &Value) -> bool {
    let (Some(one), Some(other)) = (one.as_str(), other.as_str()) else { return one == other };
    let moments = (Timestamp::from_rfc3339(one), Timestamp::from_rfc3339(other));
    if let (Kind::DateTime, (Some(one), Some(other))) = (attribute.kind, moments) {
        return ordered(one.cmp(&other), operator);
    }
    let folded = |text: &str| if attribute.exact { text.to_owned() } else { text.to_lowercase() };
    let (one, other) = (folded(one), folded(other));
    match operator {
        Operator::Co => one.contains(&other),
        Operator::Sw => one.starts_with(&other),
        Operator::Ew => one.ends_with(&other),
        _ => ordered(one.cmp(&other), operator),
    }
}

fn ordered(order: Ordering, operator: Operator) -> bool {
    match operator {
        Operator::Eq => order == Ordering::Equal,
        Operator::Gt => order == Ordering::Greater,
        Operator::Ge => order != Ordering::Less,
        Operator::Lt => order == Ordering::Less,
        Operator::Le => order != Ordering::Greater,
        _ => false,
    }
}

/// What a resource is sorted by (RFC 7644 section 3.4.2.3): of several values the primary one, else the first. A resource without
/// has none, and comes last.
pub fn sort_key(node: &Map<String, Value>, place: &Place) -> Option<String> {
    let whole = values(node, &Place { within: None, ..*place });
    let primary = whole.iter().find(|value| value.get("primary") == Some(&Value::Bool(true)));
    let value = primary.or(whole.first())?;
    let value = place.within.map_or(Some(*value), |within| value.get(within.name))?;
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Null => return None,
        other => other.to_string(),
    };
    Some(if place.last().exact { text } else { text.to_lowercase() })
}
