//! What accounts say beside the standard claims, on the command line: one text for each value, the entries of a list parted by
//! semicolons.

use serde_json::Value;

use super::{Opened, Usage};
use crate::{
    administration::{
        account_change::Change,
        attribute::{self, Fault, Place, Why},
    },
    config::Attributes as Declared,
    storage::account::Attributes,
};

/// The value that a text says; nothing if it is empty.
fn read(declared: &Declared, name: &str, text: &str) -> Result<Option<Value>, Usage> {
    let told = |why| Usage(Fault { name: name.to_owned(), why }.to_string());
    let kind = declared.get(name).ok_or_else(|| told(Why::Unknown))?.kind;
    attribute::read(kind, text, Place::Cell).map_err(told)
}

/// The values of `name=value` pairs.
pub fn of_pairs(declared: &Declared, pairs: &[String]) -> Result<Attributes, Usage> {
    let mut said = Attributes::new();
    for pair in pairs {
        let (name, text) = pair.split_once('=').ok_or_else(|| Usage(format!("{pair} is not NAME=VALUE")))?;
        said.extend(read(declared, name, text)?.map(|value| (name.to_owned(), value)));
    }
    Ok(said)
}

/// Says it of an account, or says it no longer.
pub async fn set(opened: &Opened, name: &str, attribute: &str, text: Option<&str>) -> anyhow::Result<()> {
    let accounts = opened.accounts();
    let before = accounts.find(name).await?;
    let mut change = Change::of(&before);
    match read(&accounts.declared, attribute, text.unwrap_or_default()) {
        Ok(Some(value)) => drop(change.attributes.insert(attribute.to_owned(), value)),
        Ok(None) => drop(change.attributes.remove(attribute)),
        // What is declared no more can still be taken away.
        Err(_) if text.is_none() && change.attributes.remove(attribute).is_some() => {}
        Err(usage) => return Err(usage.into()),
    }
    let after = accounts.change(&before, change).await?;
    match after.attributes.get(attribute) {
        Some(value) => println!("{}: {attribute} is {value}.", after.username),
        None => println!("{} says nothing of {attribute}.", after.username),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::config::setting::Setting;

    #[test]
    fn pairs_are_read_by_the_types_of_their_attributes() {
        let declared =
            Declared::from_text("{ shift = {}, level = { type = \"number\" }, tools = { type = \"list\" } }")
                .unwrap();
        let pairs = |pairs: &[&str]| {
            let pairs: Vec<String> = pairs.iter().map(ToString::to_string).collect();
            of_pairs(&declared, &pairs).map(|said| json!(said)).map_err(|usage| usage.to_string())
        };
        let said = pairs(&["shift=a=b", "level=-3", "tools=saw; axe"]);
        assert_eq!(said, Ok(json!({ "shift": "a=b", "level": -3, "tools": ["saw", "axe"] })));
        assert_eq!(pairs(&["shift="]), Ok(json!({})));
        assert_eq!(pairs(&["shift"]), Err("shift is not NAME=VALUE".to_owned()));
        assert_eq!(pairs(&["level=x"]), Err("attributes.level is no number".to_owned()));
        let unknown = Err("attributes.hat is not declared in [profile.attributes]".to_owned());
        assert_eq!(pairs(&["hat=1"]), unknown);
    }
}
