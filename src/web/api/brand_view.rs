//! A look as the API shows it, and as it takes it.

use std::{borrow::Cow, collections::BTreeMap};

use serde::{Deserialize, Serialize};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        ObjectBuilder, RefOr,
        schema::{AdditionalProperties, Schema, Type},
    },
};

use crate::{
    administration::brand::draft::Draft,
    storage::brand::{Brand as Record, INSTALLATION},
    text::variables::{ROUND, TONES, Variables},
};

/// Variables of the style on light pages.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BrandVariables(BTreeMap<String, String>);

/// Variables of the style on dark pages.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BrandVariablesDark(BTreeMap<String, String>);

fn text(about: &str) -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String).description(Some(about))
}

fn tones() -> ObjectBuilder {
    let object = ObjectBuilder::new()
        .schema_type(Type::Object)
        .additional_properties(Some(AdditionalProperties::FreeForm(false)));
    TONES.iter().fold(object, |object, (name, about)| object.property(*name, text(about)))
}

impl PartialSchema for BrandVariables {
    fn schema() -> RefOr<Schema> {
        let round = text("How round the corners of fields and buttons are, from 0 to 2rem.");
        tones()
            .description(Some("What is set of the style on light pages."))
            .property(ROUND, round)
            .build()
            .into()
    }
}

impl ToSchema for BrandVariables {
    fn name() -> Cow<'static, str> {
        "BrandVariables".into()
    }
}

impl PartialSchema for BrandVariablesDark {
    fn schema() -> RefOr<Schema> {
        tones().description(Some("What is set of the style on dark pages.")).build().into()
    }
}

impl ToSchema for BrandVariablesDark {
    fn name() -> Cow<'static, str> {
        "BrandVariablesDark".into()
    }
}

/// A look.
#[derive(Debug, Serialize, ToSchema)]
pub struct Brand {
    /// The client whose sign-in looks so; null for the installation.
    client_id: Option<String>,
    /// What is said at the head of pages and mails.
    name: Option<String>,
    /// Colour of buttons and links, as `#rrggbb`.
    accent: Option<String>,
    /// The same on dark pages.
    accent_dark: Option<String>,
    /// What else is set of the style.
    variables: BrandVariables,
    /// The same on dark pages.
    variables_dark: BrandVariablesDark,
    /// Where its logo is, below the issuer.
    logo: Option<String>,
}

impl From<Record> for Brand {
    fn from(record: Record) -> Self {
        Self {
            logo: record.logo_type.map(|_| format!("/brand/{}/logo.png", record.brand_id)),
            client_id: Some(record.owner).filter(|owner| owner != INSTALLATION),
            name: record.name,
            accent: record.accent,
            accent_dark: record.accent_dark,
            variables: BrandVariables(record.variables.light),
            variables_dark: BrandVariablesDark(record.variables.dark),
        }
    }
}

/// A look without its logo. What is absent is not said.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct BrandDraft {
    /// What is said at the head of pages and mails.
    name: Option<String>,
    /// Colour of buttons and links, as `#rrggbb`; one that text cannot be read on is refused.
    accent: Option<String>,
    /// The same on dark pages; made from the other if absent.
    accent_dark: Option<String>,
    /// What else is to be set of the style; colours that cannot be told apart are refused.
    variables: BrandVariables,
    /// The same on dark pages.
    variables_dark: BrandVariablesDark,
}

impl From<BrandDraft> for Draft {
    fn from(draft: BrandDraft) -> Self {
        Self {
            name: draft.name,
            accent: draft.accent,
            accent_dark: draft.accent_dark,
            variables: Variables { light: draft.variables.0, dark: draft.variables_dark.0 },
        }
    }
}
