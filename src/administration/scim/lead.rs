//! Which index leads to the resources that a filter can fit. What it finds is looked at one by one by the whole filter, so a lead may
//! bring too many and never too few. See `docs/decisions/0055`.

use serde_json::Value;

use super::{
    fault::Fault,
    filter::{Comparison, Filter, Operator},
};
use crate::storage::{
    self, Connection, account_group,
    account_word::{self, Found},
    scim_user,
};

/// The most resources that one request looks at.
pub(super) const LOOKED_AT: usize = 20_000;

/// Where to look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Lead {
    /// The one of this identifier.
    Id(String),
    /// The one that signs in so.
    Name(String),
    /// Those with this address.
    Address(String),
    /// Those that the client calls so.
    External(String),
    /// Those whose user name begins so.
    Prefix(String),
    /// Those in this group; of groups, those with this member.
    Of(String),
    /// All of these.
    Any(Vec<Lead>),
}

impl Lead {
    /// The best that a filter of accounts or of groups gives.
    pub(super) fn of(filter: &Filter) -> Option<Self> {
        match filter {
            Filter::And(one, other) => match (Self::of(one), Self::of(other)) {
                (Some(one), Some(other)) => Some(if one.width() <= other.width() { one } else { other }),
                (one, other) => one.or(other),
            },
            Filter::Or(one, other) => {
                let (one, other) = (Self::of(one)?, Self::of(other)?);
                Some(Self::Any(vec![one, other]))
            }
            Filter::Not(_) => None,
            Filter::Within(place, inner) if place.extension.is_none() => {
                value_of(inner).and_then(|value| Self::by_value(place.attribute.name, value))
            }
            Filter::Within(..) => None,
            Filter::Compare(Comparison { place, operator, value: Value::String(value) })
                if place.extension.is_none() =>
            {
                let name = place.attribute.name;
                match (name, place.within.map(|within| within.name), operator) {
                    ("id", None, Operator::Eq) => Some(Self::Id(value.clone())),
                    ("userName", None, Operator::Eq) => Some(Self::Name(value.clone())),
                    ("externalId", None, Operator::Eq) => Some(Self::External(value.clone())),
                    (_, Some("value"), Operator::Eq) => Self::by_value(name, value),
                    // Beyond ASCII what begins a text need not begin the form in which names are compared.
                    ("userName", None, Operator::Sw)
                        if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_graphic()) =>
                    {
                        Some(Self::Prefix(value.clone()))
                    }
                    _ => None,
                }
            }
            Filter::Compare(_) => None,
        }
    }

    fn by_value(attribute: &str, value: &str) -> Option<Self> {
        match attribute {
            "emails" => Some(Self::Address(value.to_owned())),
            "groups" | "members" => Some(Self::Of(value.to_owned())),
            _ => None,
        }
    }

    /// Less is fewer.
    fn width(&self) -> u8 {
        match self {
            Self::Id(_) | Self::Name(_) => 0,
            Self::Address(_) | Self::External(_) => 1,
            Self::Of(_) => 2,
            Self::Prefix(_) => 3,
            Self::Any(_) => 4,
        }
    }

    /// The accounts that it leads to, each once.
    pub(super) async fn accounts(&self, db: &mut impl Connection) -> Result<Vec<String>, Fault> {
        let most = i64::try_from(LOOKED_AT).unwrap_or(i64::MAX).saturating_add(1);
        let mut found = Vec::new();
        let mut open = vec![self];
        while let Some(lead) = open.pop() {
            match lead {
                Self::Id(id) => found.push(id.clone()),
                Self::Name(name) => found.extend(by_name(db, name).await?),
                Self::Address(address) => {
                    found.extend(by_name(db, address).await?);
                    found.extend(scim_user::by_address(db, address, most).await?);
                }
                Self::External(id) => found.extend(scim_user::by_external_id(db, id, most).await?),
                Self::Prefix(text) => {
                    let rows = account_word::search(db, text, &Found::default(), most).await?;
                    found.extend(rows.into_iter().map(|row| row.account_id));
                }
                Self::Of(group) => found.extend(account_group::member_ids(db, group, most).await?),
                Self::Any(leads) => open.extend(leads),
            }
        }
        found.sort_unstable();
        found.dedup();
        if found.len() > LOOKED_AT { Err(too_many()) } else { Ok(found) }
    }

    /// The groups that it leads to, each once; nothing where no index does.
    pub(super) async fn groups(&self, db: &mut impl Connection) -> Result<Option<Vec<String>>, Fault> {
        let mut found = Vec::new();
        let mut open = vec![self];
        while let Some(lead) = open.pop() {
            match lead {
                Self::Id(id) => found.push(id.clone()),
                Self::Of(account) => {
                    let groups = account_group::of_account(db, account).await?;
                    found.extend(groups.into_iter().map(|group| group.group_id));
                }
                Self::Any(leads) => open.extend(leads),
                _ => return Ok(None),
            }
        }
        found.sort_unstable();
        found.dedup();
        Ok(Some(found))
    }
}

async fn by_name(db: &mut impl Connection, name: &str) -> Result<Option<String>, Fault> {
    Ok(storage::account::find_by_name(db, name).await?.map(|account| account.account_id))
}

/// What `value` must be for a value of an attribute to fit.
fn value_of(filter: &Filter) -> Option<&str> {
    match filter {
        Filter::And(one, other) => value_of(one).or_else(|| value_of(other)),
        Filter::Compare(Comparison { place, operator: Operator::Eq, value })
            if place.attribute.name == "value" =>
        {
            value.as_str()
        }
        _ => None,
    }
}

/// More fits than is looked at.
pub(super) fn too_many() -> Fault {
    Fault::too_many(format!(
        "more than {LOOKED_AT} resources would have to be looked at; narrow it by id, userName, externalId, emails.value, \
         groups.value or members.value"
    ))
}

#[cfg(test)]
mod tests {
    use super::{super::schema::ResourceType, *};

    #[test]
    fn the_narrowest_index_leads() {
        let of = |text: &str| Lead::of(&Filter::parse(text, ResourceType::User).unwrap());
        let name = |name: &str| Some(Lead::Name(name.into()));
        for (filter, lead) in [
            ("userName eq \"a\"", name("a")),
            ("title pr and userName eq \"a\"", name("a")),
            ("userName sw \"b\" and userName eq \"a\"", name("a")),
            ("title pr or userName eq \"a\"", None),
            ("not (userName eq \"a\")", None),
            ("userName ne \"a\"", None),
            ("userName eq null", None),
            ("userName sw \"a\u{301}\"", None),
            ("userName sw \"\"", None),
            ("emails eq \"a@b.example\"", Some(Lead::Address("a@b.example".into()))),
            ("emails[type eq \"work\" and value eq \"x\"]", Some(Lead::Address("x".into()))),
            ("emails[type eq \"work\"].value eq \"x\"", Some(Lead::Address("x".into()))),
            ("emails[type eq \"work\" or value eq \"x\"]", None),
            ("emails[not (value eq \"x\")]", None),
            ("phoneNumbers.value eq \"x\"", None),
            ("groups.value eq \"g\"", Some(Lead::Of("g".into()))),
            ("externalId eq \"e\"", Some(Lead::External("e".into()))),
            (
                "id eq \"a\" or externalId eq \"e\"",
                Some(Lead::Any(vec![Lead::Id("a".into()), Lead::External("e".into())])),
            ),
        ] {
            assert_eq!(of(filter), lead, "{filter}");
        }
        let members = Filter::parse("id eq \"g\" and members eq \"a\"", ResourceType::Group).unwrap();
        assert_eq!(Lead::of(&members), Some(Lead::Id("g".into())));
    }
}
