//! What of a resource is shown (RFC 7644 section 3.9): everything, only some attributes, or all but some.

use serde_json::{Map, Value};

use super::{
    fault::Fault,
    path::Path,
    schema::{DECLARED_USER, ResourceType, Returned},
};

/// The most bytes of either list.
const LONGEST: usize = 4096;

/// Which attributes.
#[derive(Clone, Debug, Default)]
pub struct Showing {
    only: Option<Vec<Path>>,
    without: Vec<Path>,
}

impl Showing {
    /// Reads `attributes` and `excludedAttributes`, lists parted by commas.
    ///
    /// # Errors
    /// `invalidValue` for both at once, and for an attribute that there is not.
    pub fn parse(
        resource: ResourceType,
        attributes: Option<&str>,
        excluded: Option<&str>,
    ) -> Result<Self, Fault> {
        let read = |list: Option<&str>| -> Result<Option<Vec<Path>>, Fault> {
            let Some(list) = list else { return Ok(None) };
            if list.len() > LONGEST {
                return Err(Fault::value(format!("a list of attributes has at most {LONGEST} bytes")));
            }
            let names = list.split(',').map(str::trim).filter(|name| !name.is_empty());
            let paths: Result<Vec<Path>, Fault> = names
                .map(|name| match Path::parse(name, resource) {
                    Ok(Path::At(_, Some(_))) | Err(_) => Err(Fault::value(format!(
                        "{}: there is no such attribute",
                        name.chars().take(80).collect::<String>()
                    ))),
                    Ok(path) => Ok(path),
                })
                .collect();
            paths.map(|paths| Some(paths).filter(|paths| !paths.is_empty()))
        };
        match (read(attributes)?, read(excluded)?) {
            (Some(_), Some(_)) => Err(Fault::value("attributes and excludedAttributes exclude one another")),
            (only, without) => Ok(Self { only, without: without.unwrap_or_default() }),
        }
    }

    /// Whether anything in particular was asked for.
    pub fn is_asked(&self) -> bool {
        self.only.is_some() || !self.without.is_empty()
    }

    /// Whether an attribute of the resource's own schema is shown at all, so that it need not be read.
    pub fn shows(&self, name: &str) -> bool {
        let named = |path: &Path| matches!(path, Path::At(place, _) if place.attribute.name == name);
        let whole = |path: &Path| matches!(path, Path::At(place, _) if place.attribute.name == name && place.within.is_none());
        self.only.as_ref().is_none_or(|only| only.iter().any(named)) && !self.without.iter().any(whole)
    }

    /// What is shown of `document`.
    pub fn of(&self, document: Map<String, Value>) -> Map<String, Value> {
        let Some(only) = &self.only else {
            let mut shown = document;
            for path in &self.without {
                hide(&mut shown, path);
            }
            return shown;
        };
        let mut shown = Map::new();
        for (name, value) in &document {
            let always = name == "id" || name == "schemas";
            if always {
                shown.insert(name.clone(), value.clone());
            }
        }
        for path in only {
            pick(&document, &mut shown, path);
        }
        shown
    }
}

fn hide(shown: &mut Map<String, Value>, path: &Path) {
    match path {
        Path::Extension(schema, _) => {
            shown.remove(*schema);
        }
        Path::Declared(None) => {
            shown.remove(DECLARED_USER);
        }
        Path::Declared(Some(name)) => {
            if let Some(fields) = shown.get_mut(DECLARED_USER).and_then(Value::as_object_mut) {
                fields.remove(name);
            }
        }
        Path::At(place, _) if place.last().returned == Returned::Always => {}
        Path::At(place, _) => {
            let fields = match place.extension {
                None => Some(shown),
                Some(schema) => shown.get_mut(schema).and_then(Value::as_object_mut),
            };
            let Some(fields) = fields else { return };
            let Some(within) = place.within else {
                fields.remove(place.attribute.name);
                return;
            };
            each(fields.get_mut(place.attribute.name), |fields| {
                fields.remove(within.name);
            });
        }
    }
}

fn pick(document: &Map<String, Value>, shown: &mut Map<String, Value>, path: &Path) {
    let place = match path {
        Path::Extension(schema, _) => {
            if let Some(value) = document.get(*schema) {
                shown.insert((*schema).to_owned(), value.clone());
            }
            return;
        }
        Path::Declared(name) => {
            let Some(whole) = document.get(DECLARED_USER) else { return };
            match name {
                None => drop(shown.insert(DECLARED_USER.to_owned(), whole.clone())),
                Some(name) => {
                    let Some(value) = whole.get(name) else { return };
                    let target = shown.entry(DECLARED_USER).or_insert_with(|| Value::Object(Map::new()));
                    if let Some(target) = target.as_object_mut() {
                        target.insert(name.clone(), value.clone());
                    }
                }
            }
            return;
        }
        Path::At(place, _) => place,
    };
    let name = place.attribute.name;
    let (source, target) = match place.extension {
        None => (Some(document), shown),
        Some(schema) => {
            let source = document.get(schema).and_then(Value::as_object);
            if source.is_none_or(|source| !source.contains_key(name)) {
                return;
            }
            let target = shown.entry(schema).or_insert_with(|| Value::Object(Map::new()));
            let Some(target) = target.as_object_mut() else { return };
            (source, target)
        }
    };
    let Some(value) = source.and_then(|source| source.get(name)) else { return };
    let Some(within) = place.within else {
        target.insert(name.to_owned(), value.clone());
        return;
    };
    // `emails.value,emails.type` shows both parts of each.
    let part = |value: &Value| {
        let one = value.get(within.name).map(|part| (within.name.to_owned(), part.clone()));
        Value::Object(one.into_iter().collect())
    };
    let parts = value.as_array().map_or_else(|| part(value), |list| list.iter().map(part).collect());
    match target.get_mut(name) {
        None => {
            target.insert(name.to_owned(), parts);
        }
        Some(known) => join(known, parts),
    }
}

fn join(known: &mut Value, parts: Value) {
    match (known, parts) {
        (Value::Array(known), Value::Array(parts)) => {
            known.iter_mut().zip(parts).for_each(|(known, part)| join(known, part));
        }
        (Value::Object(known), Value::Object(part)) => {
            for (name, value) in part {
                known.entry(name).or_insert(value);
            }
        }
        _ => {}
    }
}

fn each(value: Option<&mut Value>, mut change: impl FnMut(&mut Map<String, Value>)) {
    match value {
        Some(Value::Object(fields)) => change(fields),
        Some(Value::Array(list)) => list.iter_mut().filter_map(Value::as_object_mut).for_each(change),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn shown(only: Option<&str>, without: Option<&str>) -> Value {
        let document = json!({
            "schemas": ["x"], "id": "1", "userName": "alice", "name": { "givenName": "A", "familyName": "S" },
            "emails": [{ "value": "a", "type": "work", "display": "A" }, { "value": "b" }],
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": { "department": "D", "division": "V" },
        });
        let showing = Showing::parse(ResourceType::User, only, without).unwrap();
        Value::Object(showing.of(document.as_object().unwrap().clone()))
    }

    #[test]
    fn what_is_asked_for_is_shown_and_what_is_always_shown() {
        let only = |text| shown(Some(text), None);
        assert_eq!(only("username"), json!({ "schemas": ["x"], "id": "1", "userName": "alice" }));
        assert_eq!(only("name.givenName , title")["name"], json!({ "givenName": "A" }));
        assert_eq!(
            only("emails.value,emails.type,emails.value")["emails"],
            json!([{ "value": "a", "type": "work" }, { "value": "b" }])
        );
        assert_eq!(only("emails,emails.value")["emails"][0]["display"], "A");
        let department = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department";
        assert_eq!(
            only(department)["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
            json!({ "department": "D" })
        );
        let without = |text| shown(None, Some(text));
        assert_eq!(
            without("id,schemas,emails.display")["emails"],
            json!([{ "value": "a", "type": "work" }, { "value": "b" }])
        );
        assert_eq!(without("id")["id"], "1");
        assert!(without("name,emails").get("name").is_none());
        for (only, without) in [
            (Some("nope"), None),
            (None, Some("x.y")),
            (Some("id"), Some("name")),
            (Some("emails[type pr]"), None),
        ] {
            assert!(Showing::parse(ResourceType::User, only, without).is_err());
        }
    }
}
