//! Whether a condition holds for a sign-in: who it is of, at which client, from where and when. Pure.
//!
//! A condition adds a level to what is demanded and takes none away, so that whatever it says nobody gets in with less than
//! without it. What cannot be told (an address behind a proxy that is not trusted) is judged as what it seems.

use std::net::IpAddr;

use crate::{
    clock::Timestamp,
    config::{Condition, Day, Hours, condition::DAY},
};

/// A sign-in, as conditions may know it.
#[derive(Clone, Copy, Debug)]
pub struct Circumstances<'a> {
    /// The client; empty for none.
    pub client_id: &'a str,
    /// The person's groups.
    pub groups: &'a [String],
    /// From where, behind trusted proxies.
    pub address: IpAddr,
    /// When.
    pub at: Timestamp,
}

/// Whether all that it names holds.
pub fn holds(condition: &Condition, circumstances: &Circumstances<'_>) -> bool {
    let Circumstances { client_id, groups, address, at } = *circumstances;
    let Condition { inside, outside, days, hours, clients, groups: of, .. } = condition;
    // An IPv4 address is one however it is written (RFC 4291 section 2.5.5.2).
    let address = address.to_canonical();
    (inside.is_empty() || inside.iter().any(|network| network.contains(&address)))
        && !outside.iter().any(|network| network.contains(&address))
        && within(days, *hours, at)
        && (clients.is_empty() || clients.iter().any(|client| client == client_id))
        && concerns(of, groups)
}

/// Whether a condition that names these groups concerns somebody in those.
pub fn concerns(named: &[String], groups: &[String]) -> bool {
    named.is_empty() || named.iter().any(|group| groups.contains(group))
}

/// Whether the moment is on one of these days and at these hours; a stretch that goes on past midnight belongs to the day that it
/// began on.
fn within(days: &[Day], hours: Option<Hours>, at: Timestamp) -> bool {
    let offset = hours.map_or(0, |hours| i64::from(hours.offset));
    let minutes = at.seconds().div_euclid(60).saturating_add(offset);
    let (date, minute) = (minutes.div_euclid(i64::from(DAY)), minutes.rem_euclid(i64::from(DAY)));
    let begun = match hours {
        None => Some(date),
        Some(Hours { from, to, .. }) => {
            let (from, to) = (i64::from(from), i64::from(to));
            if from < to {
                (from..to).contains(&minute).then_some(date)
            } else if minute >= from {
                Some(date)
            } else {
                (minute < to).then(|| date.saturating_sub(1))
            }
        }
    };
    begun.is_some_and(|date| days.is_empty() || days.contains(&weekday(date)))
}

/// The day of the week so many days after 1970-01-01, which was a Thursday.
fn weekday(date: i64) -> Day {
    let from_monday = date.saturating_add(3).rem_euclid(7);
    let day = usize::try_from(from_monday).ok().and_then(|day| Day::ALL.get(day));
    day.copied().unwrap_or(Day::Mon)
}

#[cfg(test)]
#[path = "condition_tests.rs"]
mod tests;
