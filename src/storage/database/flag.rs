//! A column that is true or false. SQLite has no such type and keeps a number.

use sqlx::{Database, Decode, Type, error::BoxDynError};
use sqlx_core::any::{Any, AnyTypeInfo};
use sqlx_postgres::Postgres;

/// What a field that is a `bool` is read through: `#[sqlx(try_from = "Flag")]`.
#[derive(Clone, Copy, Debug)]
pub struct Flag(bool);

impl From<Flag> for bool {
    fn from(flag: Flag) -> Self {
        flag.0
    }
}

impl Type<Postgres> for Flag {
    fn type_info() -> <Postgres as Database>::TypeInfo {
        <bool as Type<Postgres>>::type_info()
    }
}

impl<'r> Decode<'r, Postgres> for Flag {
    fn decode(value: <Postgres as Database>::ValueRef<'r>) -> Result<Self, BoxDynError> {
        <bool as Decode<'r, Postgres>>::decode(value).map(Self)
    }
}

impl Type<Any> for Flag {
    fn type_info() -> AnyTypeInfo {
        <i64 as Type<Any>>::type_info()
    }

    fn compatible(kind: &AnyTypeInfo) -> bool {
        <i64 as Type<Any>>::compatible(kind)
    }
}

impl<'r> Decode<'r, Any> for Flag {
    fn decode(value: <Any as Database>::ValueRef<'r>) -> Result<Self, BoxDynError> {
        <i64 as Decode<'r, Any>>::decode(value).map(|number| Self(number != 0))
    }
}
