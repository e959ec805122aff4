//! The resource servers that tokens can be asked for (RFC 8707).

use std::time::Duration;

use super::{
    setting::Setting,
    value::{Value, quote},
};

/// A resource server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResourceServer {
    /// What clients name it by (`resource`), and the `aud` of its tokens.
    pub identifier: String,
    /// The scopes that mean something there.
    pub scopes: Vec<String>,
    /// How long its access tokens live.
    pub lifetime: Option<Duration>,
    /// What signs them.
    pub algorithm: Option<String>,
    /// `jwt` or `opaque`.
    pub format: Option<String>,
}

/// All of them, in the order in which they were written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resources(pub Vec<ResourceServer>);

impl Resources {
    /// The longest that a token for one of them lives.
    pub fn longest(&self) -> Duration {
        self.0.iter().filter_map(|server| server.lifetime).max().unwrap_or_default()
    }
}

impl ResourceServer {
    fn read(identifier: &str, value: &Value) -> Result<Self, String> {
        let Value::Table(entries) = value else {
            return Err(format!(
                "{} is {}, not a table as {{ scopes = [\"orders:read\"] }}",
                quote(identifier),
                value.quoted()
            ));
        };
        let mut server = Self {
            identifier: identifier.to_owned(),
            scopes: Vec::new(),
            lifetime: None,
            algorithm: None,
            format: None,
        };
        for (key, value, _) in entries {
            let read = match key.as_str() {
                "scopes" => Vec::from_value(value).map(|scopes| server.scopes = scopes),
                "lifetime" => Option::from_value(value).map(|lifetime| server.lifetime = lifetime),
                "algorithm" => Option::from_value(value).map(|algorithm| server.algorithm = algorithm),
                "format" => Option::from_value(value).map(|format| server.format = format),
                _ => Err("there are scopes, lifetime, algorithm and format".to_owned()),
            };
            read.map_err(|why| format!("{}.{key}: {why}", quote(identifier)))?;
        }
        Ok(server)
    }

    fn line(&self) -> String {
        let mut parts = vec![format!("scopes = {}", self.scopes.to_toml().unwrap_or_default())];
        let written = |key: &str, value: Option<String>| value.map(|value| format!("{key} = {value}"));
        parts.extend(written("lifetime", self.lifetime.to_toml()));
        parts.extend(written("algorithm", self.algorithm.to_toml()));
        parts.extend(written("format", self.format.to_toml()));
        format!("{} = {{ {} }}\n", quote(&self.identifier), parts.join(", "))
    }
}

impl Setting for Resources {
    const TABLE: bool = true;

    fn from_value(value: &Value) -> Result<Self, String> {
        let Value::Table(entries) = value else {
            return Err(format!("{} is not a table of resource servers", value.quoted()));
        };
        let read = entries.iter().map(|(identifier, value, _)| ResourceServer::read(identifier, value));
        read.collect::<Result<_, _>>().map(Self)
    }

    fn from_text(text: &str) -> Result<Self, String> {
        Self::from_value(&Value::parse(text)?)
    }

    fn to_toml(&self) -> Option<String> {
        Some(self.0.iter().map(ResourceServer::line).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_resource_server_is_read_and_written_back() {
        let text = r#"{ "https://api.example" = { scopes = ["a", "b"], lifetime = "5m", algorithm = "ES256", format = "jwt" }, "urn:x" = {} }"#;
        let read = Resources::from_text(text).unwrap();
        assert_eq!(read.0.len(), 2);
        assert_eq!(read.0[0].scopes, ["a", "b"]);
        assert_eq!(read.longest(), Duration::from_mins(5));
        let written = read.to_toml().unwrap();
        let (again, faults) = Value::parse_document(&written);
        assert!(faults.is_empty());
        assert_eq!(Resources::from_value(&again).unwrap(), read);
    }

    #[test]
    fn a_slip_is_named() {
        for (text, why) in [
            ("7", "7 is not a table of resource servers"),
            (r#"{ "urn:x" = "a" }"#, r#""urn:x" is "a", not a table as { scopes = ["orders:read"] }"#),
            (
                r#"{ "urn:x" = { scope = [] } }"#,
                r#""urn:x".scope: there are scopes, lifetime, algorithm and format"#,
            ),
        ] {
            assert_eq!(Resources::from_text(text).unwrap_err(), why);
        }
        assert!(
            Resources::from_text(r#"{ "urn:x" = { lifetime = 5 } }"#)
                .unwrap_err()
                .starts_with(r#""urn:x".lifetime: "#)
        );
    }
}
