//! When a level is demanded beside what is demanded anyway: from which networks, on which days, at which hours.
//!
//! Owns how a condition is written; whether it holds is decided in `authentication`. Hours are in UTC or carry an offset of their
//! own: a zone by its name would make what is demanded depend on the machine's table of zones.

use std::{fmt, str::FromStr};

use ipnet::IpNet;

use super::{
    fault::nearest,
    setting::Setting,
    value::{Value, quote},
};

/// A condition. All that it names must hold; what it does not name always does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Condition {
    /// What it is called.
    pub name: String,
    /// The level that is demanded while it holds.
    pub level: String,
    /// Networks of which any holds the address.
    pub inside: Vec<IpNet>,
    /// Networks of which none holds it.
    pub outside: Vec<IpNet>,
    /// Days of the week; a stretch of hours belongs to the day that it begins on.
    pub days: Vec<Day>,
    /// Hours of the day.
    pub hours: Option<Hours>,
    /// Clients, by client_id.
    pub clients: Vec<String>,
    /// Groups of which the person is in any.
    pub groups: Vec<String>,
}

/// The conditions, in the order in which they were written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conditions(pub Vec<Condition>);

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Day {
    /// Monday.
    Mon,
    /// Tuesday.
    Tue,
    /// Wednesday.
    Wed,
    /// Thursday.
    Thu,
    /// Friday.
    Fri,
    /// Saturday.
    Sat,
    /// Sunday.
    Sun,
}

impl Day {
    /// All of them, from Monday.
    pub const ALL: [Self; 7] = [Self::Mon, Self::Tue, Self::Wed, Self::Thu, Self::Fri, Self::Sat, Self::Sun];

    /// As it is written.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Mon => "mon",
            Self::Tue => "tue",
            Self::Wed => "wed",
            Self::Thu => "thu",
            Self::Fri => "fri",
            Self::Sat => "sat",
            Self::Sun => "sun",
        }
    }
}

impl FromStr for Day {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|day| day.name() == text).ok_or(())
    }
}

/// A stretch of the day; one that ends before it begins goes on into the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hours {
    /// The first minute of the day, from 0.
    pub from: u16,
    /// The first minute after it.
    pub to: u16,
    /// By how many minutes the clock there is ahead of UTC.
    pub offset: i16,
}

/// Minutes of a day.
pub const DAY: u16 = 24 * 60;

impl FromStr for Hours {
    type Err = ();

    /// `22:00-06:00`, in UTC, or `22:00-06:00+01:00`.
    fn from_str(text: &str) -> Result<Self, ()> {
        let (hours, zone) = text.split_at_checked(11).ok_or(())?;
        let (from, to) = hours.split_once('-').ok_or(())?;
        let (from, to) = (minutes(from, DAY)?, minutes(to, DAY + 1)?);
        let offset = match zone.split_at_checked(1) {
            None => 0,
            Some(("Z", "")) => 0,
            Some(("+", ahead)) => i16::try_from(minutes(ahead, 15 * 60)?).map_err(drop)?,
            Some(("-", behind)) => -i16::try_from(minutes(behind, 15 * 60)?).map_err(drop)?,
            Some(_) => return Err(()),
        };
        if from == to || (from == 0 && to == DAY) { Err(()) } else { Ok(Self { from, to, offset }) }
    }
}

/// `hh:mm` as minutes, fewer than `below`.
fn minutes(text: &str, below: u16) -> Result<u16, ()> {
    let (hours, minutes) = text.split_once(':').ok_or(())?;
    let number = |part: &str| {
        let plain = part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        if plain { part.parse::<u16>().map_err(drop) } else { Err(()) }
    };
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    let whole = hours.saturating_mul(60).saturating_add(minutes);
    if minutes < 60 && whole < below { Ok(whole) } else { Err(()) }
}

impl fmt::Display for Hours {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { from, to, offset } = self;
        write!(formatter, "{:02}:{:02}-{:02}:{:02}", from / 60, from % 60, to / 60, to % 60)?;
        if *offset == 0 {
            return Ok(());
        }
        let (sign, away) = (if *offset < 0 { '-' } else { '+' }, offset.unsigned_abs());
        write!(formatter, "{sign}{:02}:{:02}", away / 60, away % 60)
    }
}

/// What a condition may name.
const PARTS: [&str; 7] = ["level", "inside", "outside", "days", "hours", "clients", "groups"];

impl Condition {
    fn read(name: &str, value: &Value) -> Result<Self, String> {
        let Value::Table(parts) = value else {
            return Err(format!(
                "{} is not a table, as in {{ level = \"…\", outside = [\"10.0.0.0/8\"] }}",
                value.quoted()
            ));
        };
        let mut read = Self { name: name.to_owned(), ..Self::default() };
        for (part, value, _) in parts {
            match part.as_str() {
                "level" => read.level = String::from_value(value)?,
                "inside" => read.inside = networks(value)?,
                "outside" => read.outside = networks(value)?,
                "days" => {
                    let named: Vec<String> = Setting::from_value(value)?;
                    let day = |text: &String| {
                        text.parse().map_err(|()| format!("{} is not a day, as in \"mon\"", quote(text)))
                    };
                    read.days = named.iter().map(day).collect::<Result<_, _>>()?;
                }
                "hours" => {
                    let text = String::from_value(value)?;
                    let hours = text.parse().map_err(|()| {
                        format!(
                            "{} is not a part of the day, as in \"22:00-06:00\" or \"22:00-06:00+01:00\"",
                            quote(&text)
                        )
                    })?;
                    read.hours = Some(hours);
                }
                "clients" => read.clients = Setting::from_value(value)?,
                "groups" => read.groups = Setting::from_value(value)?,
                other => {
                    let meant = nearest(other, PARTS).map(|it| format!("; did you mean {it}?"));
                    return Err(format!("{other} is not a part of a condition{}", meant.unwrap_or_default()));
                }
            }
        }
        if read.level.is_empty() {
            return Err("level is missing: what is demanded while it holds".to_owned());
        }
        if read == (Self { name: read.name.clone(), level: read.level.clone(), ..Self::default() }) {
            return Err("it names nothing that it depends on: write it as policy.default_level".to_owned());
        }
        Ok(read)
    }

    /// What it names, as TOML, beside its name.
    fn parts(&self) -> Vec<(&'static str, String)> {
        let list = |items: Vec<String>| {
            Some(items).filter(|items| !items.is_empty()).map(|items| {
                format!("[{}]", items.iter().map(|item| quote(item)).collect::<Vec<_>>().join(", "))
            })
        };
        let shown = |networks: &[IpNet]| list(networks.iter().map(ToString::to_string).collect());
        [
            ("level", Some(quote(&self.level))),
            ("inside", shown(&self.inside)),
            ("outside", shown(&self.outside)),
            ("days", list(self.days.iter().map(|day| day.name().to_owned()).collect())),
            ("hours", self.hours.map(|hours| quote(&hours.to_string()))),
            ("clients", list(self.clients.clone())),
            ("groups", list(self.groups.clone())),
        ]
        .into_iter()
        .filter_map(|(part, toml)| Some((part, toml?)))
        .collect()
    }
}

/// Networks, or single addresses.
fn networks(value: &Value) -> Result<Vec<IpNet>, String> {
    let named: Vec<String> = Setting::from_value(value)?;
    let network = |text: &String| {
        let read = text
            .parse::<IpNet>()
            .ok()
            .or_else(|| text.parse().ok().map(|address: std::net::IpAddr| address.into()));
        read.map(|network| network.trunc())
            .ok_or_else(|| format!("{} is not a network, as in \"10.0.0.0/8\"", quote(text)))
    };
    named.iter().map(network).collect()
}

impl Setting for Conditions {
    const TABLE: bool = true;

    fn from_value(value: &Value) -> Result<Self, String> {
        let Value::Table(entries) = value else {
            return Err(format!("{} is not a table of conditions", value.quoted()));
        };
        let read = |(name, value, _): &(String, Value, usize)| {
            Condition::read(name, value).map_err(|why| format!("{}: {why}", quote(name)))
        };
        entries.iter().map(read).collect::<Result<_, _>>().map(Self)
    }

    fn from_text(text: &str) -> Result<Self, String> {
        Self::from_value(&Value::parse(text)?)
    }

    fn to_toml(&self) -> Option<String> {
        let line = |condition: &Condition| {
            let parts = condition.parts().into_iter().map(|(part, toml)| format!("{part} = {toml}"));
            format!("{} = {{ {} }}\n", quote(&condition.name), parts.collect::<Vec<_>>().join(", "))
        };
        Some(self.0.iter().map(line).collect())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(toml: &str) -> Result<Conditions, String> {
        Conditions::from_text(toml)
    }

    #[test]
    fn what_is_written_is_read_and_written_again() {
        let toml = r#"{ "away" = { level = "strong", outside = ["10.0.0.0/8", "2001:db8::/32"], groups = ["staff"] }, "night" = { level = "strong", days = ["fri", "sat"], hours = "22:00-06:00+01:00", clients = ["till"] } }"#;
        let conditions = read(toml).unwrap();
        assert_eq!(conditions.0.len(), 2);
        assert_eq!(conditions.0[1].hours, Some(Hours { from: 22 * 60, to: 6 * 60, offset: 60 }));
        let again = format!("{{ {} }}", conditions.to_toml().unwrap().trim().replace('\n', ", "));
        assert_eq!(read(&again).unwrap(), conditions);
    }

    #[test]
    fn a_slip_is_named() {
        for (toml, told) in [
            (r#"{ "x" = { level = "strong" } }"#, "names nothing that it depends on"),
            (r#"{ "x" = { hours = "22:00-06:00" } }"#, "level is missing"),
            (r#"{ "x" = { level = "s", outsid = ["10.0.0.0/8"] } }"#, "did you mean outside"),
            (r#"{ "x" = { level = "s", outside = ["10.0.0/8"] } }"#, "is not a network"),
            (r#"{ "x" = { level = "s", days = ["monday"] } }"#, "is not a day"),
            (r#"{ "x" = { level = "s", hours = "22:00" } }"#, "is not a part of the day"),
            (r#"{ "x" = { level = "s", hours = "08:00-08:00" } }"#, "is not a part of the day"),
            (r#"{ "x" = { level = "s", hours = "00:00-24:00" } }"#, "is not a part of the day"),
            (r#"{ "x" = { level = "s", hours = "08:60-09:00" } }"#, "is not a part of the day"),
            (r#"{ "x" = 7 }"#, "is not a table"),
        ] {
            let refused = read(toml).unwrap_err();
            assert!(refused.contains(told), "{toml}: {refused}");
        }
    }

    proptest! {
        #[test]
        fn hours_are_read_as_they_are_written(from in 0..DAY, to in 0..=DAY, offset in -899i16..900) {
            prop_assume!(from != to && !(from == 0 && to == DAY));
            let hours = Hours { from, to, offset };
            prop_assert_eq!(hours.to_string().parse(), Ok(hours));
        }

        #[test]
        fn whatever_is_no_hours_is_refused_without_a_panic(text in "\\PC*") {
            if let Ok(hours) = text.parse::<Hours>() {
                prop_assert!(hours.from < DAY && hours.to <= DAY);
            }
        }
    }
}
