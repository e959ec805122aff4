//! Whether a resource fulfils a filter. Resources are documents as [`super::reading`] makes them: names in their usual letter case,
//! values of the right type.

use std::cmp::Ordering;

use serde_json::{Map, Value};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

use super::{
    filter::{Comparison, Filter, Operator},
    schema::{Attribute, Kind, Place},
};

/// What makes a positive number of every moment, in nanoseconds.
const BEFORE_ALL: i128 = 1 << 80;

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
    if attribute.kind == Kind::DateTime
        && let (Some(one), Some(other)) = (moment(one), moment(other))
    {
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

/// A moment as exactly as it is written: who reads on from the last change misses none of the same second.
fn moment(text: &str) -> Option<OffsetDateTime> {
    OffsetDateTime::parse(text, &Rfc3339).ok()
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
    // As texts, 05:00.1 and 05:00.12 would stand the other way round.
    if place.last().kind == Kind::DateTime
        && let Some(at) = moment(&text)
    {
        return Some(format!("{:030}", at.unix_timestamp_nanos().saturating_add(BEFORE_ALL)));
    }
    Some(if place.last().exact { text } else { text.to_lowercase() })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{super::schema::ResourceType, *};

    fn changed(at: &str) -> Map<String, Value> {
        json!({ "meta": { "lastModified": at } }).as_object().unwrap().clone()
    }

    #[test]
    fn moments_of_one_second_are_told_apart() {
        let node = changed("2026-03-03T14:05:00.12Z");
        for (compared, fits) in [
            ("gt \"2026-03-03T14:05:00Z\"", true),
            ("gt \"2026-03-03T14:05:00.119Z\"", true),
            ("gt \"2026-03-03T14:05:00.12Z\"", false),
            ("ge \"2026-03-03T14:05:00.120Z\"", true),
            ("eq \"2026-03-03T15:05:00.120+01:00\"", true),
            ("eq \"2026-03-03T14:05:00Z\"", false),
            ("lt \"2026-03-03T14:05:00.2Z\"", true),
        ] {
            let filter = format!("meta.lastModified {compared}");
            let filter = Filter::parse(&filter, ResourceType::User).unwrap();
            assert_eq!(holds(&filter, &node), fits, "{compared}");
        }
    }

    #[test]
    fn moments_are_sorted_by_time_and_not_by_letters() {
        let place = Place::find(ResourceType::User, "meta.lastModified").unwrap();
        let sorted = ["05:00Z", "05:00.1Z", "05:00.12Z", "05:00.2Z", "05:01Z"];
        let keys = sorted.map(|at| sort_key(&changed(&format!("2026-03-03T14:{at}")), &place).unwrap());
        assert!(keys.windows(2).all(|pair| pair[0] < pair[1]), "{keys:?}");
    }
}
