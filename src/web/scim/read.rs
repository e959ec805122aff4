//! What comes in: bodies within a limit, no member of them twice, and the parameters of the query.

use std::fmt;

use axum::{
    body::to_bytes,
    extract::{FromRequest, FromRequestParts, Request},
    http::{HeaderMap, StatusCode, header::CONTENT_TYPE, header::IF_MATCH, request::Parts},
};
use serde::{
    Deserialize, Deserializer,
    de::{self, MapAccess, SeqAccess, Visitor},
};
use serde_json::{Map, Number, Value};

use crate::{
    administration::scim::{
        condition::Condition,
        fault::Fault,
        listing::{self, Query},
        schema::ResourceType,
        showing::Showing,
    },
    web::{body::Fate, error::Problem, extract::holds_nul},
};

/// The most bytes of a body.
pub const LARGEST: usize = 1_048_576;

/// A JSON body.
#[derive(Debug)]
pub struct Document(pub Value);

impl<S: Send + Sync> FromRequest<S> for Document {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &S) -> Result<Self, Problem> {
        let (parts, body) = request.into_parts();
        if !is_json(&parts.headers) {
            let (status, code) = (StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type");
            return Err(Problem::new(status, code, "the content type must be application/scim+json"));
        }
        if let Some(fate) = parts.extensions.get::<Fate>() {
            fate.allow(u64::try_from(LARGEST).unwrap_or_default());
        }
        let bytes = to_bytes(body, LARGEST).await;
        let bytes = bytes.map_err(|_| {
            Fault::too_large(format!("the body has more than {LARGEST} bytes, or did not arrive whole"))
        })?;
        serde_json::from_slice(&bytes)
            .map(|Single(value)| Self(value))
            .map_err(|error| Fault::syntax(format!("the body cannot be read: {error}")).into())
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    ["application/scim+json", "application/json"].contains(&essence.as_str())
}

/// Which version a request means.
#[derive(Debug)]
pub struct Meant(pub Condition);

impl<S: Send + Sync> FromRequestParts<S> for Meant {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        // One that cannot be read names no version of ours, which is not to name none.
        let tags = parts.headers.get(IF_MATCH).map(|value| value.to_str().unwrap_or_default());
        Ok(Self(Condition::of(tags)))
    }
}

/// The parameters of the query (table 5, section 3.9). Others mean nothing.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Parameters {
    pub attributes: Option<String>,
    pub excluded_attributes: Option<String>,
    pub filter: Option<String>,
    pub sort_by: Option<String>,
    pub sort_order: Option<String>,
    pub start_index: Option<i64>,
    pub count: Option<i64>,
}

impl<S: Send + Sync> FromRequestParts<S> for Parameters {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        match <axum::extract::Query<Self> as FromRequestParts<S>>::from_request_parts(parts, state).await {
            Ok(_) if holds_nul(parts.uri.query()) => Err(Fault::value("a parameter holds U+0000").into()),
            Ok(axum::extract::Query(parameters)) => Ok(parameters),
            Err(rejection) => Err(Fault::value(rejection.body_text()).into()),
        }
    }
}

/// The same in a body (section 3.4.3).
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Search {
    schemas: Vec<String>,
    #[serde(default)]
    attributes: Vec<String>,
    #[serde(default)]
    excluded_attributes: Vec<String>,
    filter: Option<String>,
    sort_by: Option<String>,
    sort_order: Option<String>,
    start_index: Option<i64>,
    count: Option<i64>,
}

impl Parameters {
    /// Reads a search request.
    pub fn of(body: Value) -> Result<Self, Fault> {
        let search: Search =
            serde_json::from_value(body).map_err(|error| Fault::syntax(error.to_string()))?;
        let message = "urn:ietf:params:scim:api:messages:2.0:SearchRequest";
        if !search.schemas.iter().any(|schema| schema.eq_ignore_ascii_case(message)) {
            return Err(Fault::syntax(format!("schemas must name {message}")));
        }
        let joined = |names: Vec<String>| Some(names.join(",")).filter(|names| !names.is_empty());
        Ok(Self {
            attributes: joined(search.attributes),
            excluded_attributes: joined(search.excluded_attributes),
            filter: search.filter,
            sort_by: search.sort_by,
            sort_order: search.sort_order,
            start_index: search.start_index,
            count: search.count,
        })
    }

    /// What of a resource is to be shown.
    pub fn showing(&self, resource: ResourceType) -> Result<Showing, Fault> {
        Showing::parse(resource, self.attributes.as_deref(), self.excluded_attributes.as_deref())
    }

    /// Which resources are.
    pub fn query(&self, resource: ResourceType) -> Result<Query, Fault> {
        let asked = listing::Asked {
            filter: self.filter.as_deref(),
            sort_by: self.sort_by.as_deref(),
            sort_order: self.sort_order.as_deref(),
            start_index: self.start_index,
            count: self.count,
        };
        Query::parse(resource, &asked)
    }
}

/// JSON in which no object has a member twice: which of them counts is not for chance to say.
struct Single(Value);

impl<'de> Deserialize<'de> for Single {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader).map(Single)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<Value, E> {
        self.visit_string(value.to_owned())
    }

    fn visit_string<E: de::Error>(self, value: String) -> Result<Value, E> {
        // No text here holds it, and one of the databases takes none that does.
        if value.contains('\0') { Err(E::custom("a text holds U+0000")) } else { Ok(Value::String(value)) }
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(Single(value)) = list.next_element()? {
            values.push(value);
        }
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some((name, Single(value))) = fields.next_entry::<String, Single>()? {
            if map.contains_key(&name) {
                let short: String = name.chars().take(80).collect();
                return Err(de::Error::custom(format!("{short:?} stands there twice")));
            }
            map.insert(name, value);
        }
        Ok(Value::Object(map))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_condition_that_cannot_be_read_is_one_that_no_version_meets() {
        let odd = axum::http::HeaderValue::from_bytes(b"\"\xff\"").unwrap();
        let request = axum::http::Request::builder().header(IF_MATCH, odd).body(()).unwrap();
        let (mut parts, ()) = request.into_parts();
        let Ok(Meant(condition)) = Meant::from_request_parts(&mut parts, &()).await else {
            panic!("refused")
        };
        assert!(!condition.is_any() && !condition.allows("W/\"1\""));
    }

    #[test]
    fn no_member_comes_twice() {
        let read = |text: &str| serde_json::from_str::<Single>(text).map(|Single(value)| value);
        let whole = r#"{"a":[1,-2,0.5,true,null,"x",{"b":{}}]}"#;
        assert_eq!(read(whole).unwrap(), serde_json::from_str::<Value>(whole).unwrap());
        for text in [r#"{"a":1,"a":1}"#, r#"[{"b":{"a":1,"\u0061":2}}]"#] {
            assert!(read(text).unwrap_err().to_string().contains("twice"), "{text}");
        }
        assert!(read(&"[".repeat(10_000)).is_err());
        assert!(
            read(&format!("{}{}", "[".repeat(200), "]".repeat(200))).is_err(),
            "deeper than anything here goes"
        );
    }
}
