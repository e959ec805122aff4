//! The attributes of resources (RFC 7643 sections 2, 4 and 7): what each is called, holds, and who may write it. Filters, paths,
//! documents and the `/Schemas` endpoint all read these tables, so that none of them knows an attribute that another does not.

mod table;

use serde_json::{Value, json};

pub use table::{COMMON, ENTERPRISE, GROUP, USER};

/// The schemas of messages and resources.
pub const CORE_USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
/// Groups.
pub const CORE_GROUP: &str = "urn:ietf:params:scim:schemas:core:2.0:Group";
/// What an employer knows of somebody.
pub const ENTERPRISE_USER: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/// What the configuration declares of users. See [`super::declared`].
pub const DECLARED_USER: &str = "urn:ietf:params:scim:schemas:extension:doorward:2.0:User";

/// The name of one in the schema of declared attributes; an empty one for all of them.
pub fn in_declared(name: &str) -> Option<&str> {
    if name.eq_ignore_ascii_case(DECLARED_USER) {
        return Some("");
    }
    in_schema(name, DECLARED_USER).filter(|name| !name.is_empty())
}

/// What an attribute holds (RFC 7643 section 2.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    String,
    /// `true` or `false`.
    Boolean,
    /// A moment (RFC 3339).
    DateTime,
    /// An address of something.
    Reference,
    /// Attributes within.
    Complex,
}

/// Who writes an attribute, and when (RFC 7643 section 7).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mutability {
    /// Only this server.
    ReadOnly,
    /// The client, at any time.
    ReadWrite,
    /// The client, once.
    Immutable,
    /// The client, and nobody reads it.
    WriteOnly,
}

/// When an attribute is shown (RFC 7643 section 7).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Returned {
    /// Whatever is asked for.
    Always,
    /// Unless something else is asked for.
    Default,
    /// Never.
    Never,
}

/// An attribute.
#[derive(Clone, Copy, Debug)]
pub struct Attribute {
    /// Its name, in its usual letter case.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// Whether it holds several of them.
    pub several: bool,
    /// Whether a resource must have it.
    pub required: bool,
    /// Whether letter case makes a difference.
    pub exact: bool,
    /// Who writes it.
    pub mutability: Mutability,
    /// When it is shown.
    pub returned: Returned,
    /// Whether no two resources share a value.
    pub unique: bool,
    /// Usual values.
    pub canonical: &'static [&'static str],
    /// What a reference may lead to.
    pub references: &'static [&'static str],
    /// The attributes within.
    pub within: &'static [Attribute],
    /// What it means.
    pub about: &'static str,
}

/// The two kinds of resources.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResourceType {
    /// Accounts.
    User,
    /// Groups.
    Group,
}

impl ResourceType {
    /// Both.
    pub const ALL: [Self; 2] = [Self::User, Self::Group];

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::User => "User",
            Self::Group => "Group",
        }
    }

    /// Where its resources are, below the base address.
    pub const fn endpoint(self) -> &'static str {
        match self {
            Self::User => "/Users",
            Self::Group => "/Groups",
        }
    }

    /// Its own schema.
    pub const fn schema(self) -> &'static str {
        match self {
            Self::User => CORE_USER,
            Self::Group => CORE_GROUP,
        }
    }

    /// The attributes of its own schema.
    pub const fn attributes(self) -> &'static [Attribute] {
        match self {
            Self::User => USER,
            Self::Group => GROUP,
        }
    }

    /// The schema that extends it, with its attributes.
    pub const fn extension(self) -> Option<(&'static str, &'static [Attribute])> {
        match self {
            Self::User => Some((ENTERPRISE_USER, ENTERPRISE)),
            Self::Group => None,
        }
    }
}

/// The attribute of this name, in any letter case (RFC 7643 section 2.1).
pub fn find(attributes: &'static [Attribute], name: &str) -> Option<&'static Attribute> {
    attributes.iter().find(|attribute| attribute.name.eq_ignore_ascii_case(name))
}

/// An attribute where it stands: in the schema of the resource or in its extension, alone or within another.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// The schema that extends the resource, if it stands there.
    pub extension: Option<&'static str>,
    /// The attribute.
    pub attribute: &'static Attribute,
    /// The one within it.
    pub within: Option<&'static Attribute>,
}

impl Place {
    /// The attribute at the end.
    pub fn last(&self) -> &'static Attribute {
        self.within.unwrap_or(self.attribute)
    }

    /// What `name` stands for: an attribute, perhaps one within another (`name.givenName`), perhaps after the name of a schema and
    /// a colon (RFC 7644 section 3.10).
    pub fn find(resource: ResourceType, name: &str) -> Option<Self> {
        let (extension, attributes, name) = match in_schema(name, resource.schema()) {
            Some(rest) => (None, resource.attributes(), rest),
            None => match resource.extension().and_then(|(schema, attributes)| {
                in_schema(name, schema).map(|rest| (Some(schema), attributes, rest))
            }) {
                Some(found) => found,
                None => (None, resource.attributes(), name),
            },
        };
        let (first, second) = match name.split_once('.') {
            None => (name, None),
            Some((first, second)) => (first, Some(second)),
        };
        let common = if extension.is_none() { find(COMMON, first) } else { None };
        let attribute = find(attributes, first).or(common)?;
        let within = match second {
            None => None,
            Some(second) => Some(find(attribute.within, second)?),
        };
        Some(Self { extension, attribute, within })
    }
}

/// What follows `schema` and a colon.
fn in_schema<'a>(name: &'a str, schema: &str) -> Option<&'a str> {
    let start = name.get(..schema.len()).filter(|start| start.eq_ignore_ascii_case(schema))?;
    name.get(start.len()..)?.strip_prefix(':')
}

/// A schema as `/Schemas` shows it (RFC 7643 section 7).
pub fn described(schema: &str, base: &str) -> Option<Value> {
    let (name, about, attributes) = match schema {
        CORE_USER => ("User", "Somebody with an account", USER),
        CORE_GROUP => ("Group", "Accounts that belong together", GROUP),
        ENTERPRISE_USER => ("EnterpriseUser", "What an employer knows of somebody", ENTERPRISE),
        _ => return None,
    };
    Some(json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Schema"],
        "id": schema, "name": name, "description": about,
        "attributes": attributes.iter().map(Attribute::described).collect::<Vec<_>>(),
        "meta": { "resourceType": "Schema", "location": format!("{base}/Schemas/{schema}") },
    }))
}

impl Attribute {
    fn described(&self) -> Value {
        let mut shown = json!({
            "name": self.name,
            "type": match self.kind {
                Kind::String => "string",
                Kind::Boolean => "boolean",
                Kind::DateTime => "dateTime",
                Kind::Reference => "reference",
                Kind::Complex => "complex",
            },
            "multiValued": self.several, "description": self.about, "required": self.required,
            "mutability": match self.mutability {
                Mutability::ReadOnly => "readOnly",
                Mutability::ReadWrite => "readWrite",
                Mutability::Immutable => "immutable",
                Mutability::WriteOnly => "writeOnly",
            },
            "returned": match self.returned {
                Returned::Always => "always",
                Returned::Default => "default",
                Returned::Never => "never",
            },
        });
        let more = [
            (self.kind != Kind::Complex, "caseExact", json!(self.exact)),
            (self.kind != Kind::Complex, "uniqueness", json!(if self.unique { "server" } else { "none" })),
            (!self.canonical.is_empty(), "canonicalValues", json!(self.canonical)),
            (!self.references.is_empty(), "referenceTypes", json!(self.references)),
            (
                self.kind == Kind::Complex,
                "subAttributes",
                self.within.iter().map(Self::described).collect::<Vec<_>>().into(),
            ),
        ];
        if let Some(shown) = shown.as_object_mut() {
            shown.extend(
                more.into_iter().filter(|(is, ..)| *is).map(|(_, name, value)| (name.to_owned(), value)),
            );
        }
        shown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_attribute_is_found_where_it_stands() {
        let path = |resource, name: &str| {
            Place::find(resource, name).map(|place| {
                let within = place.within.map(|within| format!(".{}", within.name)).unwrap_or_default();
                format!("{}{}{within}", place.extension.map_or("", |_| "ext:"), place.attribute.name)
            })
        };
        use ResourceType::{Group, User};
        for (name, found) in [
            ("USERNAME", "userName"),
            ("name.GIVENname", "name.givenName"),
            ("urn:ietf:params:scim:schemas:core:2.0:User:userName", "userName"),
            ("URN:ietf:params:scim:schemas:core:2.0:user:emails.value", "emails.value"),
            ("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department", "ext:department"),
            ("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value", "ext:manager.value"),
            ("meta.lastModified", "meta.lastModified"),
            ("id", "id"),
        ] {
            assert_eq!(path(User, name).as_deref(), Some(found), "{name}");
        }
        for name in [
            "",
            ".",
            "nope",
            "userName.x",
            "name.",
            ".name",
            "name.givenName.x",
            "department",
            "members",
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:id",
            "urn:x:userName",
            "emails[0]",
        ] {
            assert_eq!(path(User, name), None, "{name}");
        }
        assert_eq!(path(Group, "members.value").as_deref(), Some("members.value"));
        assert_eq!(path(Group, "userName"), None);
    }

    #[test]
    fn names_are_told_apart_in_every_letter_case() {
        fn check(attributes: &[Attribute]) {
            for (number, attribute) in attributes.iter().enumerate() {
                let same = |other: &Attribute| other.name.eq_ignore_ascii_case(attribute.name);
                assert_eq!(attributes.iter().position(same), Some(number), "{}", attribute.name);
                assert_eq!(
                    attribute.kind == Kind::Complex,
                    !attribute.within.is_empty(),
                    "{}",
                    attribute.name
                );
                assert!(!attribute.about.is_empty(), "{}", attribute.name);
                check(attribute.within);
            }
        }
        for attributes in [USER, GROUP, ENTERPRISE, COMMON] {
            check(attributes);
        }
    }
}
