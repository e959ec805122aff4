//! What no page and no client should be handed as a claim, whichever door it comes through: links that lead to no page, and
//! texts with characters that nobody types. What people say of themselves is held to more ([`super::profile`]).

use serde_json::{Map, Value};
use url::Url;

use super::Error;
use crate::storage::account::Profile;

/// Longest claim, in characters: what SCIM takes, too.
const LONGEST: usize = 1024;
/// Claims that are links.
const LINKS: [&str; 3] = ["profile", "picture", "website"];

/// Refuses what is wrong with `profile` where `before` stood.
///
/// # Errors
/// [`Error::Invalid`] naming every fault.
pub(super) fn check(before: &Profile, profile: &Profile) -> Result<(), Error> {
    let faults = faults(before, profile);
    if faults.is_empty() { Ok(()) } else { Err(Error::Invalid(faults)) }
}

/// What is wrong with it. What stays as it was is not judged.
pub(super) fn faults(before: &Profile, profile: &Profile) -> Vec<String> {
    let (before, after) = (members(before), members(profile));
    let mut faults = Vec::new();
    for (name, claim) in &after {
        if before.get(name) == Some(claim) {
            continue;
        }
        if LINKS.contains(&name.as_str()) && claim.as_str().is_some_and(|link| !leads_to_a_page(link)) {
            faults.push(format!("{name} is no http or https address"));
        }
        let texts: Vec<&str> = match claim {
            Value::Object(address) => address.values().filter_map(Value::as_str).collect(),
            claim => claim.as_str().into_iter().collect(),
        };
        if texts.into_iter().any(is_odd) {
            faults.push(format!("{name} has more than {LONGEST} characters, or control characters"));
        }
    }
    faults
}

fn members(profile: &Profile) -> Map<String, Value> {
    match serde_json::to_value(profile) {
        Ok(Value::Object(claims)) => claims,
        _ => Map::new(),
    }
}

fn leads_to_a_page(link: &str) -> bool {
    Url::parse(link).is_ok_and(|url| matches!(url.scheme(), "https" | "http"))
}

/// The lines of an address are parted by either kind of line break (OpenID Connect Core 5.1.1).
fn is_odd(text: &str) -> bool {
    text.chars().count() > LONGEST || text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::account::Address;

    #[test]
    fn no_script_stands_as_a_link_and_no_control_character_in_a_name() {
        let some = |text: &str| Some(text.to_owned());
        let nothing = Profile::default();
        let address = Address { formatted: some("1 Main Street\r\nOxford"), ..Address::default() };
        let right = Profile {
            name: some("Alice"),
            profile: some("https://example.org/alice"),
            picture: some("http://localhost:8080/alice.png"),
            address: Some(address),
            ..Profile::default()
        };
        assert_eq!(faults(&nothing, &right), Vec::<String>::new());
        for link in
            ["javascript:alert(1)", " javascript:alert(1)", "data:text/html,x", "//example.org", "alice"]
        {
            let wrong = Profile { website: some(link), ..right.clone() };
            assert_eq!(faults(&nothing, &wrong), ["website is no http or https address"], "{link}");
            assert!(faults(&wrong, &wrong).is_empty(), "what stays is not judged");
        }
        for name in ["Al\u{7}ice", "x".repeat(1025).as_str()] {
            let wrong = Profile { name: some(name), ..Profile::default() };
            assert!(matches!(check(&nothing, &wrong), Err(Error::Invalid(faults)) if faults.len() == 1));
        }
    }

    #[test]
    fn names_of_every_script_stand_as_directories_write_them() {
        for name in [
            "María José O\u{2019}Connor-Łuczak",
            "\u{200f}محمد بن عبد الله\u{200f}",
            "می\u{200c}خواهم",
            "क्\u{200d}ष",
            "山田\u{3000}太郎",
            "👩\u{200d}🚀",
        ] {
            let right = Profile { name: Some(name.into()), ..Profile::default() };
            assert_eq!(faults(&Profile::default(), &right), Vec::<String>::new(), "{name}");
        }
    }
}
