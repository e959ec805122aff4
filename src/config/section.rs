//! Declares a section once: its fields, their meaning and their defaults. The reader, the reference and the dump are
//! made from that one declaration, so none of them can drift from the others.

use super::{layers::Layers, setting::Setting, value::Value};

/// What a section says about itself.
pub struct Description {
    /// `""` for the settings at the top, else `listener` and the like.
    pub path: &'static str,
    /// The section's documentation, line by line.
    pub about: &'static [&'static str],
    /// Its settings in the order of their declaration.
    pub entries: Vec<Entry>,
}

/// What a setting says about itself.
pub struct Entry {
    /// The name within its section.
    pub key: &'static str,
    /// The setting's documentation, line by line.
    pub about: &'static [&'static str],
    /// The default as TOML.
    pub default: Option<&'static str>,
    /// What it could look like, as TOML, when the default says nothing.
    pub example: Option<&'static str>,
    /// [`Setting::SECRET`].
    pub secret: bool,
    /// [`Setting::TABLE`].
    pub table: bool,
}

/// A group of settings that [`section!`] declared.
pub trait Section: Default {
    /// Reads the section at `path`; what is wrong is noted in `layers` and read as the default.
    fn read(layers: &mut Layers, path: &'static str) -> Self;
    /// This section and the ones within it.
    fn describe(path: &'static str) -> Vec<Description>;
    /// Gives the setting `key`, or `section.key`, this value, or what it is without one. `None` if there is no such setting.
    fn set(&mut self, path: &str, value: Option<&Value>) -> Option<Result<(), String>>;
    /// Path and TOML of everything that is set; secrets masked.
    fn show(&self, path: &'static str) -> Vec<(String, String)>;
}

/// `path.key`, or `key` at the top.
pub fn join(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

/// The value of a setting that nobody has set.
#[allow(clippy::expect_used, clippy::missing_panics_doc)] // a test reads every default
pub fn initial<T: Setting>(default: Option<&str>) -> T {
    match default {
        Some(toml) => {
            T::from_value(&Value::parse(toml).expect("a default is TOML")).expect("a default is valid")
        }
        None => T::unset().expect("a setting without a default is optional"),
    }
}

/// Declares a section: `name: Type = default;` or `name: Option<Type>, such as "example";`, documented; then the
/// `sections` within it and the fields `beside`, which no configuration sets.
macro_rules! section {
    (
        $(#[doc = $about:literal])+
        $name:ident {
            $( $(#[doc = $doc:literal])+ $key:ident: $type:ty $(= $default:tt)? $(, such as $example:tt)?; )*
        }
        $( sections { $( $(#[doc = $within:literal])+ $section:ident: $inner:ty; )* } )?
        $( beside { $( $(#[doc = $beside_doc:literal])+ $beside:ident: $beside_type:ty; )* } )?
    ) => {
        $(#[doc = $about])+
        #[derive(Clone, Debug)]
        pub struct $name {
            $(
                $(#[doc = $doc])+
                $(#[doc = concat!("\n\nDefault: `", stringify!($default), "`.")])?
                pub $key: $type,
            )*
            $( $( $(#[doc = $within])+ pub $section: $inner, )* )?
            $( $( $(#[doc = $beside_doc])+ pub $beside: $beside_type, )* )?
        }

        impl Default for $name {
            fn default() -> Self {
                use $crate::config::section::initial;
                Self {
                    $( $key: initial(None$(.or(Some(stringify!($default))))?), )*
                    $( $( $section: <$inner>::default(), )* )?
                    $( $( $beside: <$beside_type>::default(), )* )?
                }
            }
        }

        impl $crate::config::section::Section for $name {
            fn read(layers: &mut $crate::config::layers::Layers, path: &'static str) -> Self {
                let default = Self::default();
                Self {
                    $( $key: layers.read(path, stringify!($key)).unwrap_or(default.$key), )*
                    $( $( $section: <$inner>::read(layers, stringify!($section)), )* )?
                    $( $( $beside: default.$beside, )* )?
                }
            }

            fn describe(path: &'static str) -> Vec<$crate::config::section::Description> {
                use $crate::config::{section::{Description, Entry}, setting::Setting};
                #[allow(unused_mut)]
                let mut all = vec![Description {
                    path,
                    about: &[$($about),+],
                    entries: vec![ $( Entry {
                        key: stringify!($key),
                        about: &[$($doc),+],
                        default: None$(.or(Some(stringify!($default))))?,
                        example: None$(.or(Some(stringify!($example))))?,
                        secret: <$type as Setting>::SECRET,
                        table: <$type as Setting>::TABLE,
                    }, )* ],
                }];
                $( $( all.extend(<$inner>::describe(stringify!($section))); )* )?
                all
            }

            fn set(
                &mut self,
                path: &str,
                value: Option<&$crate::config::value::Value>,
            ) -> Option<Result<(), String>> {
                use $crate::config::setting::put;
                match path.split_once('.') {
                    $( None if path == stringify!($key) => Some(put(&mut self.$key, value)), )*
                    $( $( Some((within, key)) if within == stringify!($section) => self.$section.set(key, value), )* )?
                    _ => None,
                }
            }

            fn show(&self, path: &'static str) -> Vec<(String, String)> {
                use $crate::config::{section::join, setting::Setting};
                #[allow(unused_mut)]
                let mut all: Vec<(String, String)> = [
                    $( self.$key.to_toml().map(|toml| (join(path, stringify!($key)), toml)), )*
                ].into_iter().flatten().collect();
                $( $( all.extend(self.$section.show(stringify!($section))); )* )?
                all
            }
        }
    };
}
pub(super) use section;
