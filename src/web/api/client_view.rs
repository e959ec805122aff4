//! A client as the API shows it, and as it takes it.

use std::borrow::Cow;

use serde::{Serialize, Serializer};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        ArrayBuilder, ObjectBuilder, RefOr,
        schema::{Schema, Type},
    },
};

use crate::{
    administration::client_field::{FIELDS, Field, Kind},
    clock::Timestamp,
    storage::{self, client::Client as Record},
};

/// The metadata of a client: RFC 7591, and switches of our own.
#[derive(Debug)]
pub struct ClientMetadata(pub storage::client::Metadata);

impl Serialize for ClientMetadata {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl PartialSchema for ClientMetadata {
    fn schema() -> RefOr<Schema> {
        let object = FIELDS.iter().fold(ObjectBuilder::new().schema_type(Type::Object), |object, field| {
            object.property(field.name, schema_of(field))
        });
        object.build().into()
    }
}

impl ToSchema for ClientMetadata {
    fn name() -> Cow<'static, str> {
        "ClientMetadata".into()
    }
}

fn schema_of(field: &Field) -> Schema {
    let text = || ObjectBuilder::new().schema_type(Type::String);
    let about = Some(field.about);
    match field.kind {
        Kind::Text | Kind::Words | Kind::Url | Kind::Maybe => text().description(about).build().into(),
        Kind::Choice(words) => {
            text().enum_values(Some(words.iter().copied())).description(about).build().into()
        }
        Kind::Lines => ArrayBuilder::new().items(text()).description(about).build().into(),
        Kind::Choices(words) => {
            let one = text().enum_values(Some(words.iter().copied()));
            ArrayBuilder::new().items(one).description(about).build().into()
        }
        Kind::Switch => ObjectBuilder::new().schema_type(Type::Boolean).description(about).build().into(),
        Kind::Seconds => ObjectBuilder::new().schema_type(Type::Integer).description(about).build().into(),
        Kind::Json => ObjectBuilder::new().schema_type(Type::Object).description(about).build().into(),
    }
}

/// A client.
#[derive(Debug, Serialize, ToSchema)]
pub struct Client {
    /// Its identifier.
    pub client_id: String,
    /// What it may do and wants.
    #[serde(flatten)]
    pub metadata: ClientMetadata,
    /// Who made it: `api`, `console`, `cli`, `file`, `dev` or `dynamic`.
    pub source: String,
    /// It is refused everything.
    pub disabled: bool,
    /// When it was made (RFC 3339).
    pub created_at: String,
    /// When it was last changed.
    pub updated_at: String,
    /// When it was last given tokens, to the hour; absent if never.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_used_at: Option<String>,
    /// The version, as its `ETag`.
    pub version: i64,
}

impl Client {
    /// As it is stored.
    pub fn of(record: Record, last_used_at: Option<Timestamp>) -> Self {
        Self {
            client_id: record.client_id,
            metadata: ClientMetadata(record.metadata),
            source: record.source,
            disabled: record.disabled,
            created_at: record.created_at.to_rfc3339(),
            updated_at: record.updated_at.to_rfc3339(),
            last_used_at: last_used_at.map(Timestamp::to_rfc3339),
            version: record.version,
        }
    }
}

/// A client to register.
#[derive(Debug, Serialize, ToSchema)]
pub struct ClientDraft {
    /// Its identifier; drawn if absent.
    pub client_id: Option<String>,
    /// How many seconds its secret is valid: for a service account that is to end. For ever if absent.
    pub secret_lifetime: Option<u32>,
    /// What it may do and wants.
    #[serde(flatten)]
    pub metadata: ClientMetadata,
}

/// A client that was registered.
#[derive(Debug, Serialize, ToSchema)]
pub struct RegisteredClient {
    /// The client.
    #[serde(flatten)]
    pub client: Client,
    /// Its secret, shown this once; absent where it needs none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_secret: Option<String>,
}
