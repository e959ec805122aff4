//! Attributes of accounts in forms: a field for each that is declared, and what was typed into them.

use crate::{
    administration::attribute::{self, Fault, Hand, LONGEST_TEXT, Place},
    config::{Attribute, AttributeType, Attributes as Declared},
    oauth::parameters::Parameters,
    storage::account::Attributes,
    web::page::AttributeField,
};

/// The `id` and the name of the field of an attribute.
pub fn id(name: &str) -> String {
    format!("attribute-{name}")
}

/// Every attribute as a field in the language of the page; who may not write one sees what stands in it.
pub fn fields(declared: &Declared, said: &Attributes, hand: Hand, language: &str) -> Vec<AttributeField> {
    let field = |one: &Attribute| {
        let (value, editable) = (said.get(&one.name), hand.may(one.editor));
        let text = |value| match (editable, one.kind) {
            (false, AttributeType::List) => {
                attribute::written(one.kind, value, Place::Form).replace('\n', ", ")
            }
            _ => attribute::written(one.kind, value, Place::Form),
        };
        AttributeField {
            id: id(&one.name),
            label: one.label.in_language(language).to_owned(),
            kind: one.kind.name(),
            value: value.map(text).unwrap_or_default(),
            editable,
            longest: LONGEST_TEXT,
        }
    };
    declared.iter().map(field).collect()
}

/// The same fields with what was typed, to be shown beside what is wrong with it.
pub fn again(fields: Vec<AttributeField>, typed: &Parameters) -> Vec<AttributeField> {
    let again = |field: AttributeField| match typed.iter().find(|(name, _)| *name == field.id) {
        Some((_, typed)) if field.editable => {
            AttributeField { value: typed.chars().take(SHOWN).collect(), ..field }
        }
        _ => field,
    };
    fields.into_iter().map(again).collect()
}

/// Most characters of a field that are shown again.
const SHOWN: usize = 5_000;

/// What an account says once a form was filled in. Only fields that are there, and that this hand may write, are read; whether
/// what they say can stand, [`attribute::checked`] decides.
///
/// # Errors
/// Every field that says nothing of its type.
pub fn typed(
    declared: &Declared,
    before: &Attributes,
    hand: Hand,
    fields: &Parameters,
) -> Result<Attributes, Vec<Fault>> {
    let (mut said, mut faults) = (before.clone(), Vec::new());
    for one in declared.iter().filter(|one| hand.may(one.editor)) {
        let id = id(&one.name);
        let Some((_, text)) = fields.iter().find(|(name, _)| *name == id) else { continue };
        match attribute::read(one.kind, text, Place::Form) {
            Ok(Some(value)) => drop(said.insert(one.name.clone(), value)),
            Ok(None) => drop(said.remove(&one.name)),
            Err(why) => faults.push(Fault { name: one.name.clone(), why }),
        }
    }
    if faults.is_empty() { Ok(said) } else { Err(faults) }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::config::setting::Setting;

    #[test]
    fn a_form_writes_what_it_has_fields_for_and_its_hand_may_write() {
        let declared = Declared::from_text(
            "{ shift = { edit = \"person\" }, tools = { type = \"list\", edit = \"person\" }, level = { type = \"number\" } }",
        )
        .unwrap();
        let before: Attributes =
            serde_json::from_value(json!({ "shift": "day", "tools": ["saw", "axe"], "level": 7, "gone": 1 }))
                .unwrap();
        let form = |pairs: &[(&str, &str)]| {
            let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
            Parameters::parse(body.as_bytes()).unwrap()
        };
        let person = |pairs: &[(&str, &str)]| typed(&declared, &before, Hand::Person, &form(pairs));
        assert_eq!(
            person(&[("shift", "x"), ("attribute-gone", "2"), ("attribute-level", "9")]).unwrap(),
            before
        );
        let said = person(&[("attribute-shift", " "), ("attribute-tools", "awl\r\n\r\nsaw")]).unwrap();
        assert_eq!(json!(said), json!({ "tools": ["awl", "saw"], "level": 7, "gone": 1 }));
        let admin = typed(&declared, &before, Hand::Admin, &form(&[("attribute-level", "high")]));
        assert_eq!(admin.unwrap_err().len(), 1);

        let shown = fields(&declared, &before, Hand::Person, "en");
        let values: Vec<_> = shown.iter().map(|field| (field.value.as_str(), field.editable)).collect();
        assert_eq!(values, [("day", true), ("saw\naxe", true), ("7", false)]);
        let typed = again(shown, &form(&[("attribute-shift", "night"), ("attribute-level", "9")]));
        assert_eq!((typed[0].value.as_str(), typed[2].value.as_str()), ("night", "7"));
        assert_eq!(fields(&declared, &before, Hand::Import, "en")[1].value, "saw\naxe");
    }
}
