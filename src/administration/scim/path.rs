//! The paths of PATCH (RFC 7644 section 3.5.2): an attribute, perhaps some of its values, perhaps a part of each.

use super::{
    declared,
    fault::Fault,
    filter::{Filter, Parser},
    schema::{Attribute, Place, ResourceType, find, in_declared},
};

/// The most bytes of a path.
const LONGEST: usize = 4096;

/// Where an operation leads.
#[derive(Clone, Debug)]
pub enum Path {
    /// A whole extension.
    Extension(&'static str, &'static [Attribute]),
    /// An attribute that the configuration declares, or all of them.
    Declared(Option<String>),
    /// An attribute or a part of it.
    At(Place, Option<Filter>),
}

impl Path {
    /// Reads a path.
    ///
    /// # Errors
    /// `invalidPath`; `invalidFilter` for what stands in brackets.
    pub fn parse(text: &str, resource: ResourceType) -> Result<Self, Fault> {
        let short = || text.chars().take(80).collect::<String>();
        let fault = || Fault::path(format!("{}: there is nothing that is called so", short()));
        if text.len() > LONGEST {
            return Err(fault());
        }
        if let Some((schema, attributes)) = resource.extension()
            && text.eq_ignore_ascii_case(schema)
        {
            return Ok(Self::Extension(schema, attributes));
        }
        if let (ResourceType::User, Some(name)) = (resource, in_declared(text)) {
            let all = name.is_empty();
            let name = if all { None } else { Some(declared::name_of(name).ok_or_else(fault)?) };
            return Ok(Self::Declared(name));
        }
        let mut parser = Parser::new(text);
        let place = Place::find(resource, parser.word()).ok_or_else(fault)?;
        if parser.rest().is_empty() {
            return Ok(Self::At(place, None));
        }
        let selection = parser.selection(place, 0)?;
        let within = if parser.take('.') {
            Some(find(place.attribute.within, parser.word()).ok_or_else(fault)?)
        } else {
            None
        };
        if !parser.rest().is_empty() {
            return Err(fault());
        }
        Ok(Self::At(Place { within, ..place }, Some(selection)))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn paths_lead_to_attributes_values_and_parts() {
        for good in [
            "userName",
            "Name.givenName",
            "emails",
            "emails.value",
            "emails[type eq \"work\"]",
            "emails[type eq \"work\"].value",
            "emails[type eq \"w]o\\\"rk\" and primary eq true].display",
            "urn:ietf:params:scim:schemas:core:2.0:User:emails[type pr].value",
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
            "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value",
            "urn:ietf:params:scim:schemas:extension:doorward:2.0:User",
            "URN:ietf:params:scim:schemas:extension:doorward:2.0:User:Cost_Centre",
        ] {
            assert!(Path::parse(good, ResourceType::User).is_ok(), "{good}");
        }
        for bad in [
            "",
            " ",
            "nope",
            "userName ",
            " userName",
            "/userName",
            "userName/x",
            "emails[0]",
            "emails[type eq \"work\"",
            "emails[]",
            "emails[type eq \"work\"]value",
            "emails[type eq \"work\"].",
            "emails[type eq \"work\"].nope",
            "emails..value",
            "emails[type eq \"work\"].value.x",
            "userName[value pr]",
            "name[givenName pr]",
            "name.nope",
            "../userName",
            "$",
            "__proto__",
            "constructor.prototype",
            "emails[type eq \"work\"] ",
            "urn:x",
            "urn:ietf:params:scim:schemas:extension:doorward:2.0:User:",
            "urn:ietf:params:scim:schemas:extension:doorward:2.0:User:a.b",
            "urn:ietf:params:scim:schemas:extension:doorward:2.0:User:tools[value eq \"saw\"]",
            "emails.value[type pr]",
            "userName\0",
        ] {
            let fault = Path::parse(bad, ResourceType::User).expect_err(bad);
            assert!(["invalidPath", "invalidFilter"].contains(&fault.scim_type.unwrap()), "{bad}");
        }
        assert!(Path::parse(&"a".repeat(1_000_000), ResourceType::User).unwrap_err().detail.len() < 200);
    }

    proptest! {
        #[test]
        fn no_text_brings_the_parser_down(text in any::<String>()) {
            let _ = Path::parse(&text, ResourceType::Group);
        }
    }
}
