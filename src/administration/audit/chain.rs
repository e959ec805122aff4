//! What the chain is made of: SHA-256 over fields whose lengths stand before them, so that no two entries share an encoding.
//!
//! An entry has two digests. The *content* covers what tells of a person (the address and the detail), with a salt of 256 bits
//! that is destroyed with them; so an entry can be emptied without breaking the chain, and nobody can tell by guessing what
//! stood there. The *link* covers the rest, the content's digest, and the link before.

use aws_lc_rs::digest::{Context, SHA256};
use serde_json::Value;

use crate::storage::audit::Event;

/// Bytes of a digest and of a salt.
pub const LENGTH: usize = 32;
/// The link before the first entry.
pub const GENESIS: [u8; LENGTH] = [0; LENGTH];

/// The digest of an address and a detail, which is JSON and hashed in the form of [`canonical`].
pub fn content(salt: &[u8], address: Option<&str>, detail: &str) -> [u8; LENGTH] {
    let mut hash = Fields::new("doorward/audit/content/1");
    hash.add(salt);
    hash.add_option(address);
    hash.add(canonical_text(detail).as_bytes());
    hash.end()
}

/// The link of an entry.
pub fn link(previous: &[u8], sequence: i64, event: &Event, content: &[u8]) -> [u8; LENGTH] {
    let mut hash = Fields::new("doorward/audit/link/1");
    hash.add(previous);
    hash.add(&sequence.to_be_bytes());
    hash.add(event.event_id.as_bytes());
    hash.add(&event.happened_at.milliseconds().to_be_bytes());
    hash.add(event.kind.as_bytes());
    hash.add_option(event.account_id.as_deref());
    hash.add_option(event.client_id.as_deref());
    hash.add(content);
    hash.end()
}

/// JSON with sorted names and no space, so that a detail has one form whoever writes it.
pub fn canonical(value: &Value) -> String {
    match value {
        Value::Object(fields) => {
            let mut names: Vec<&String> = fields.keys().collect();
            names.sort();
            let fields = names.into_iter().filter_map(|name| {
                Some(format!("{}:{}", Value::String(name.clone()), canonical(fields.get(name)?)))
            });
            format!("{{{}}}", fields.collect::<Vec<_>>().join(","))
        }
        Value::Array(items) => {
            format!("[{}]", items.iter().map(canonical).collect::<Vec<_>>().join(","))
        }
        plain => plain.to_string(),
    }
}

/// The value of a stored detail; what is no JSON counts as a text.
pub fn value_of(detail: &str) -> Value {
    serde_json::from_str(detail).unwrap_or_else(|_| Value::String(detail.to_owned()))
}

fn canonical_text(detail: &str) -> String {
    canonical(&value_of(detail))
}

struct Fields(Context);

impl Fields {
    fn new(purpose: &str) -> Self {
        let mut fields = Self(Context::new(&SHA256));
        fields.add(purpose.as_bytes());
        fields
    }

    fn add(&mut self, bytes: &[u8]) {
        self.0.update(&(bytes.len() as u64).to_be_bytes());
        self.0.update(bytes);
    }

    fn add_option(&mut self, text: Option<&str>) {
        self.0.update(&[u8::from(text.is_some())]);
        self.add(text.unwrap_or_default().as_bytes());
    }

    fn end(self) -> [u8; LENGTH] {
        let mut digest = [0; LENGTH];
        for (to, from) in digest.iter_mut().zip(self.0.finish().as_ref()) {
            *to = *from;
        }
        digest
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Timestamp;

    fn event() -> Event {
        Event {
            event_id: "e1".into(),
            happened_at: Timestamp(1000),
            kind: "factor.added".into(),
            account_id: Some("a1".into()),
            client_id: None,
            address: Some("192.0.2.1".into()),
            detail: r#"{"b":1,"a":[{"d":null,"c":"x"}]}"#.into(),
        }
    }

    #[test]
    fn every_field_counts_and_none_flows_into_its_neighbour() {
        let whole = link(&GENESIS, 1, &event(), &[1; 32]);
        let others = [
            link(&[1; 32], 1, &event(), &[1; 32]),
            link(&GENESIS, 2, &event(), &[1; 32]),
            link(&GENESIS, 1, &event(), &[2; 32]),
            link(&GENESIS, 1, &Event { event_id: "e2".into(), ..event() }, &[1; 32]),
            link(&GENESIS, 1, &Event { happened_at: Timestamp(1001), ..event() }, &[1; 32]),
            link(&GENESIS, 1, &Event { kind: "factor.adde".into(), ..event() }, &[1; 32]),
            link(&GENESIS, 1, &Event { account_id: None, client_id: Some("a1".into()), ..event() }, &[1; 32]),
            link(&GENESIS, 1, &Event { account_id: Some(String::new()), ..event() }, &[1; 32]),
            link(&GENESIS, 1, &Event { account_id: None, ..event() }, &[1; 32]),
        ];
        for (at, other) in others.iter().enumerate() {
            assert_ne!(*other, whole, "{at}");
            assert!(others.iter().skip(at + 1).all(|later| later != other), "{at}");
        }
    }

    #[test]
    fn the_content_is_hidden_by_its_salt_and_the_same_in_every_order() {
        let salt = [7; 32];
        let digest = content(&salt, Some("192.0.2.1"), r#"{"b":1,"a":[{"d":null,"c":"x"}]}"#);
        assert_eq!(content(&salt, Some("192.0.2.1"), r#"{ "a": [{"c":"x","d":null}], "b": 1 }"#), digest);
        assert_ne!(content(&[8; 32], Some("192.0.2.1"), r#"{"b":1,"a":[{"d":null,"c":"x"}]}"#), digest);
        assert_ne!(content(&salt, None, r#"{"b":1,"a":[{"d":null,"c":"x"}]}"#), digest);
        assert_ne!(content(&salt, Some("192.0.2.1"), r#"{"b":1,"a":[{"d":null,"c":"y"}]}"#), digest);
        assert_eq!(canonical(&value_of(r#"{"ü\n":"\u00e9"}"#)), "{\"ü\\n\":\"é\"}");
    }
}
