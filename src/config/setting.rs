//! How each kind of setting is read from TOML or from a text, and written back.
//!
//! A reader answers with a reason that follows the setting's name: "listener.address: …".

use std::{collections::BTreeMap, net::SocketAddr, path::PathBuf, time::Duration};

use ipnet::IpNet;

use super::{
    fault::nearest,
    value::{Value, quote},
};
use crate::secret::Secret;

/// A type that a setting can have.
pub trait Setting: Sized {
    /// Whether `<name>_file` may name a file that holds the value, and no fault may quote it.
    const SECRET: bool = false;
    /// Whether it is a TOML table that the person names the keys of.
    const TABLE: bool = false;

    /// The value of a setting that is nowhere written and has no default.
    fn unset() -> Option<Self> {
        None
    }

    /// Reads a TOML value.
    fn from_value(value: &Value) -> Result<Self, String>;

    /// Reads a text without quotes, as an environment variable holds it.
    fn from_text(text: &str) -> Result<Self, String> {
        Self::from_value(&Value::Text(text.to_owned()))
    }

    /// The value as TOML; `None` for a setting that is not set, the lines of the table for a table.
    fn to_toml(&self) -> Option<String>;
}

/// Gives a setting a value, or what it is without one.
///
/// # Errors
/// Why it cannot have that value.
pub fn put<T: Setting>(place: &mut T, value: Option<&Value>) -> Result<(), String> {
    *place = match value {
        Some(value) => T::from_value(value)?,
        None => T::unset().ok_or_else(|| "it cannot be without a value".to_owned())?,
    };
    Ok(())
}

impl<T: Setting> Setting for Option<T> {
    const SECRET: bool = T::SECRET;
    const TABLE: bool = T::TABLE;

    fn unset() -> Option<Self> {
        Some(None)
    }

    fn from_value(value: &Value) -> Result<Self, String> {
        T::from_value(value).map(Some)
    }

    fn from_text(text: &str) -> Result<Self, String> {
        if text.is_empty() { Ok(None) } else { T::from_text(text).map(Some) }
    }

    fn to_toml(&self) -> Option<String> {
        self.as_ref().and_then(T::to_toml)
    }
}

impl Setting for String {
    fn from_value(value: &Value) -> Result<Self, String> {
        match value {
            Value::Text(text) => Ok(text.clone()),
            other => Err(format!("{} is not a text in quotes", other.quoted())),
        }
    }

    fn to_toml(&self) -> Option<String> {
        Some(quote(self))
    }
}

impl Setting for Secret {
    const SECRET: bool = true;

    fn from_value(value: &Value) -> Result<Self, String> {
        match value {
            Value::Text(text) => Ok(Self::new(text.clone())),
            _ => Err("the value is not a text in quotes".to_owned()),
        }
    }

    fn to_toml(&self) -> Option<String> {
        Some(quote("[secret]"))
    }
}

impl Setting for bool {
    fn from_value(value: &Value) -> Result<Self, String> {
        match value {
            Value::Truth(truth) => Ok(*truth),
            other => Err(format!("{} is neither true nor false", other.quoted())),
        }
    }

    fn from_text(text: &str) -> Result<Self, String> {
        text.parse().map_err(|_| format!("{} is neither true nor false", quote(text)))
    }

    fn to_toml(&self) -> Option<String> {
        Some(self.to_string())
    }
}

macro_rules! whole_number {
    ($($type:ty)*) => { $(
        impl Setting for $type {
            fn from_value(value: &Value) -> Result<Self, String> {
                let whole = match value {
                    Value::Whole(number) => Self::try_from(*number).ok(),
                    _ => None,
                };
                whole.ok_or_else(|| format!("{} is not a whole number from 0 to {}", value.quoted(), Self::MAX))
            }

            fn from_text(text: &str) -> Result<Self, String> {
                text.parse().map_err(|_| format!("{} is not a whole number from 0 to {}", quote(text), Self::MAX))
            }

            fn to_toml(&self) -> Option<String> {
                Some(self.to_string())
            }
        }
    )* };
}
whole_number!(u16 u32);

impl Setting for f32 {
    fn from_value(value: &Value) -> Result<Self, String> {
        let number = match value {
            Value::Whole(number) => number.to_string().parse().ok(),
            Value::Other(fraction) => fraction.replace('_', "").parse::<Self>().ok(),
            _ => None,
        };
        number
            .filter(|number| number.is_finite())
            .ok_or_else(|| format!("{} is not a number, as in 0.5", value.quoted()))
    }

    fn from_text(text: &str) -> Result<Self, String> {
        let number = text.parse::<Self>().ok().filter(|number| number.is_finite());
        number.ok_or_else(|| format!("{} is not a number, as in 0.5", quote(text)))
    }

    fn to_toml(&self) -> Option<String> {
        Some(format!("{self:?}"))
    }
}

impl Setting for Duration {
    fn from_value(value: &Value) -> Result<Self, String> {
        let length = match value {
            Value::Text(text) => duration(text),
            _ => None,
        };
        length.ok_or_else(|| {
            format!(
                "{} is not a length of time: write a number and ms, s, m, h or d, as in \"10m\"",
                value.quoted()
            )
        })
    }

    fn to_toml(&self) -> Option<String> {
        let milliseconds = self.as_millis();
        let exact = UNITS.iter().rev().find(|(_, unit)| milliseconds.is_multiple_of(u128::from(*unit)));
        exact.map(|(name, unit)| quote(&format!("{}{name}", milliseconds / u128::from(*unit))))
    }
}

/// The units of time and their milliseconds.
const UNITS: [(&str, u64); 5] = [("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000)];

fn duration(text: &str) -> Option<Duration> {
    let (number, name) = text.split_at_checked(text.find(|character: char| !character.is_ascii_digit())?)?;
    let (_, unit) = UNITS.iter().find(|(known, _)| *known == name.trim_start())?;
    number.parse::<u64>().ok()?.checked_mul(*unit).map(Duration::from_millis)
}

macro_rules! parsed_text {
    ($($type:ty: $what:literal, as in $example:literal;)*) => { $(
        impl Setting for $type {
            fn from_value(value: &Value) -> Result<Self, String> {
                let parsed = match value {
                    Value::Text(text) => text.parse().ok(),
                    _ => None,
                };
                parsed.ok_or_else(|| format!("{} is not {}, as in {:?}", value.quoted(), $what, $example))
            }

            fn to_toml(&self) -> Option<String> {
                Some(quote(&self.to_string()))
            }
        }
    )* };
}
parsed_text! {
    SocketAddr: "an address and a port", as in "127.0.0.1:8080";
    IpNet: "a network", as in "10.0.0.0/8";
}

impl Setting for PathBuf {
    fn from_value(value: &Value) -> Result<Self, String> {
        match value {
            Value::Text(text) if !text.is_empty() => Ok(Self::from(text)),
            other => Err(format!("{} is not a path", other.quoted())),
        }
    }

    fn to_toml(&self) -> Option<String> {
        Some(quote(&self.to_string_lossy()))
    }
}

impl<T: Setting> Setting for Vec<T> {
    fn from_value(value: &Value) -> Result<Self, String> {
        match value {
            Value::List(items) => items.iter().map(T::from_value).collect(),
            other => Err(format!("{} is not a list in square brackets", other.quoted())),
        }
    }

    /// `a, b` or, as in TOML, `["a", "b"]`.
    fn from_text(text: &str) -> Result<Self, String> {
        match text.trim() {
            "" => Ok(Self::new()),
            list if list.starts_with('[') => Self::from_value(&Value::parse(list)?),
            list => list.split(',').map(|item| T::from_text(item.trim())).collect(),
        }
    }

    fn to_toml(&self) -> Option<String> {
        Some(format!("[{}]", self.iter().filter_map(T::to_toml).collect::<Vec<_>>().join(", ")))
    }
}

impl Setting for BTreeMap<String, String> {
    const TABLE: bool = true;

    fn from_value(value: &Value) -> Result<Self, String> {
        match value {
            Value::Table(entries) => entries
                .iter()
                .map(|(key, value, _)| {
                    Ok((key.clone(), String::from_value(value).map_err(|why| format!("{key}: {why}"))?))
                })
                .collect(),
            other => Err(format!("{} is not a table", other.quoted())),
        }
    }

    fn from_text(text: &str) -> Result<Self, String> {
        Self::from_value(&Value::parse(text)?)
    }

    fn to_toml(&self) -> Option<String> {
        let lines: Vec<_> =
            self.iter().map(|(key, value)| format!("{} = {}\n", quote(key), quote(value))).collect();
        Some(lines.concat())
    }
}

/// Says which words a choice has, and which one was probably meant.
pub(super) fn not_one_of(value: &Value, words: &[&str]) -> String {
    let meant = match value {
        Value::Text(text) => nearest(text, words.iter().copied()),
        _ => None,
    };
    let meant = meant.map(|word| format!("; did you mean {word}?")).unwrap_or_default();
    format!("{} is not one of {}{meant}", value.quoted(), words.join(", "))
}

/// Declares a setting that is one of a few words.
macro_rules! choice {
    ($(#[doc = $about:literal])+ $name:ident { $( $(#[doc = $doc:literal])+ $variant:ident = $word:literal, )+ }) => {
        $(#[doc = $about])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name { $( $(#[doc = $doc])+ $variant, )+ }

        impl $crate::config::setting::Setting for $name {
            fn from_value(value: &$crate::config::value::Value) -> Result<Self, String> {
                match value {
                    $( $crate::config::value::Value::Text(text) if text == $word => Ok(Self::$variant), )+
                    other => Err($crate::config::setting::not_one_of(other, &[$($word),+])),
                }
            }

            fn to_toml(&self) -> Option<String> {
                Some($crate::config::value::quote(match self { $( Self::$variant => $word, )+ }))
            }
        }
    };
}
pub(super) use choice;
