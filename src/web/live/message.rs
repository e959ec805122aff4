//! What the page is told, as JSON.

use std::time::Duration;

use serde::Serialize;

use crate::face::live::Hint;

/// One message.
#[derive(Debug, Serialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub(super) enum Message {
    /// The attempt has begun.
    Begun {
        /// For so many seconds.
        seconds: u64,
        /// Names it, where each frame is a request of its own.
        #[serde(skip_serializing_if = "Option::is_none")]
        attempt: Option<String>,
    },
    /// What to do now.
    Hint {
        /// `face-hint-<key>` of the locales.
        key: &'static str,
        /// How many actions are done …
        done: usize,
        /// … of how many.
        of: usize,
    },
    /// It is over.
    Over {
        /// How.
        how: Over,
        /// Where to go on.
        to: String,
    },
}

/// How an attempt ended. Never why.
#[derive(Clone, Copy, Debug, Serialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub(super) enum Over {
    /// It counts.
    Next,
    /// It does not; the page that follows says what can be done.
    Refused,
    /// It cannot be looked at now.
    Busy,
}

impl Message {
    pub(super) fn begun(limit: Duration, attempt: Option<String>) -> Self {
        Self::Begun { seconds: limit.as_secs(), attempt }
    }

    pub(super) fn hint(hint: Hint, done: usize, of: usize) -> Self {
        Self::Hint { key: hint.key(), done, of }
    }

    pub(super) fn over(how: Over, to: String) -> Self {
        Self::Over { how, to }
    }

    pub(super) fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_read_as_the_page_reads_them() {
        let texts = [
            Message::begun(Duration::from_secs(30), None),
            Message::begun(Duration::from_secs(30), Some("a1".into())),
            Message::hint(Hint::NoFace, 1, 3),
            Message::over(Over::Refused, "/login/j1/identifier".into()),
        ]
        .map(|message| message.to_json());
        assert_eq!(
            texts,
            [
                r#"{"begun":{"seconds":30}}"#,
                r#"{"begun":{"seconds":30,"attempt":"a1"}}"#,
                r#"{"hint":{"key":"no-face","done":1,"of":3}}"#,
                r#"{"over":{"how":"refused","to":"/login/j1/identifier"}}"#,
            ]
        );
    }
}
