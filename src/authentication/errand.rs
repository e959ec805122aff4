//! What the owner of a journey needs at its end.

use std::{collections::BTreeMap, sync::Arc};

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::{RawValue, to_raw_value};

/// An errand: JSON that is carried along as it was written, and which only its owner reads. Its one member has the owner's name.
#[derive(Clone, Debug)]
pub struct Errand(Arc<RawValue>);

impl Errand {
    /// The errand of `owner`. What does not become JSON is no errand, and nobody's.
    pub fn of(owner: &str, errand: &impl Serialize) -> Self {
        to_raw_value(&BTreeMap::from([(owner, errand)]))
            .map_or_else(|_| Self::none(), |text| Self(text.into()))
    }

    /// Of a journey that nobody began.
    pub fn none() -> Self {
        Self(RawValue::NULL.to_owned().into())
    }

    /// What `owner` wrote; nothing if it is another's.
    pub fn read<T: for<'e> Deserialize<'e>>(&self, owner: &str) -> Option<T> {
        let errand: BTreeMap<&str, &RawValue> = serde_json::from_str(self.0.get()).ok()?;
        serde_json::from_str(errand.get(owner)?.get()).ok()
    }
}

impl Serialize for Errand {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Errand {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Box::<RawValue>::deserialize(deserializer).map(|text| Self(text.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_its_owner_reads_it() {
        let errand = Errand::of("device", &vec!["a", "\"}"]);
        let text = serde_json::to_string(&errand).unwrap();
        assert_eq!(text, r#"{"device":["a","\"}"]}"#);
        let stored: Errand = serde_json::from_str(&text).unwrap();
        assert_eq!(stored.read("device"), Some(vec!["a".to_owned(), "\"}".to_owned()]));
        assert_eq!(stored.read::<Vec<String>>("account"), None, "the errand of another");
        assert_eq!(stored.read::<u64>("device"), None, "of another shape");
    }

    #[test]
    fn what_is_no_json_is_nobodys() {
        let errand = Errand::of("device", &BTreeMap::from([(vec![1], 1)]));
        assert_eq!(errand.read::<serde_json::Value>("device"), None);
    }
}
