//! Which counter a try or a message counts on.
//!
//! Counters belong to accounts and factors, so that every path, spelling and node shares them. Known devices have
//! their own, and what a stranger can fill never shuts the owner out (NIST SP 800-63B-4 section 3.2.2).

use std::time::Duration;

use super::guide::hex;
use crate::storage::{self, Write, throttle::Limit};

/// How much is allowed.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// How long tries are counted together.
    pub window: Duration,
    /// How many tries in that time.
    pub tries_per_window: u32,
    /// After so many failures in a row a password needs a mailed code, and another factor is disabled.
    pub disable_after: u32,
    /// Messages an hour to one address.
    pub sends_per_address: u32,
    /// Messages an hour caused from one network.
    pub sends_per_network: u32,
    /// Messages an hour caused from one known device.
    pub sends_per_device: u32,
    /// The same of text messages, which cost money.
    pub texts: Texts,
}

/// How many text messages may leave.
#[derive(Clone, Copy, Debug)]
pub struct Texts {
    /// An hour to one number.
    pub per_number: u32,
    /// An hour caused by one account, whatever the numbers.
    pub per_account: u32,
    /// An hour caused from one network.
    pub per_network: u32,
    /// A day, all together.
    pub per_day: u32,
}

/// How fast a factor may be tried that brings limits of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// So many failures in a row without a wait.
    pub free: u32,
    /// Then this between two tries.
    pub wait: Duration,
    /// After so many in a row the factor is disabled.
    pub in_a_row: u32,
}

impl Pace {
    /// The counter with these limits instead of its own, wherever the factor is asked for: a biometric may not be tried
    /// without end by anybody (NIST SP 800-63B-4 section 3.2.3).
    pub fn on(self, counter: Counter) -> Counter {
        let limit = Limit {
            per_window: 1,
            window: milliseconds(self.wait),
            in_a_row: i64::from(self.in_a_row),
            free: i64::from(self.free),
        };
        Counter { limit, ..counter }
    }
}

impl Default for Texts {
    fn default() -> Self {
        Self { per_number: 5, per_account: 10, per_network: 10, per_day: 1000 }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            window: Duration::from_mins(15),
            tries_per_window: 10,
            disable_after: 100,
            sends_per_address: 5,
            sends_per_network: 30,
            sends_per_device: 10,
            texts: Texts::default(),
        }
    }
}

/// A counter and what it allows.
#[derive(Clone, Debug)]
pub struct Counter {
    /// Its key.
    pub subject: String,
    /// Its limit.
    pub limit: Limit,
    /// What a try or a message takes of it: one, or nothing where none leaves, which the limit refuses all the same.
    pub cost: i64,
}

impl Limits {
    fn counter(self, subject: String, in_a_row: i64) -> Counter {
        let limit = Limit {
            per_window: i64::from(self.tries_per_window),
            window: milliseconds(self.window),
            in_a_row,
            free: 0,
        };
        Counter { subject, limit, cost: 1 }
    }

    /// Passwords of `owner` tried on strange devices.
    pub fn password_unknown(self, owner: &str) -> Counter {
        self.counter(format!("password/{owner}/unknown"), i64::from(self.disable_after))
    }

    /// Passwords of `owner` tried on one device it used before.
    pub fn password_known(self, owner: &str, device: &str) -> Counter {
        self.counter(format!("password/{owner}/known/{device}"), i64::from(self.disable_after))
    }

    /// Passwords of `owner` tried in a journey in which a mailed code was given.
    pub fn password_mailed(self, owner: &str, journey_id: &str) -> Counter {
        self.counter(format!("password/{owner}/mailed/{journey_id}"), i64::from(self.tries_per_window))
    }

    /// Answers to another factor, behind a correct first one.
    pub fn factor(self, owner: &str, kind: &str) -> Counter {
        self.counter(format!("factor/{owner}/{kind}"), i64::from(self.disable_after))
    }

    /// Mailed codes tried before the password, where anybody may: never disables anything. A device that `owner` used before
    /// counts by itself.
    pub fn unlock(self, owner: &str, kind: &str, device: Option<&str>) -> Counter {
        let subject = match device {
            Some(device) => format!("unlock/{owner}/{kind}/known/{device}"),
            None => format!("unlock/{owner}/{kind}"),
        };
        self.counter(subject, i64::MAX)
    }

    /// The counters of a message to `address`, from a network and perhaps from a known device, in the order in which they are
    /// spent: a network that has used up its own takes nothing of the address. `proved`: behind a correct password, where what
    /// strangers cause does not count.
    pub fn sends(self, address: &str, network: &str, device: Option<&str>, proved: bool) -> Vec<Counter> {
        let whose = if proved { "owner" } else { "anybody" };
        match device {
            Some(device) => vec![hourly(format!("send/device/{device}/{address}"), self.sends_per_device)],
            None => vec![
                hourly(format!("send/network/{network}"), self.sends_per_network),
                hourly(format!("send/address/{address}/{whose}"), self.sends_per_address),
            ],
        }
    }

    /// The counters of a text message to `number`. No device is an exception, or an account that pays for itself by
    /// messages to numbers of its own would be one. What does not leave (for an unknown name) spends nothing of the day, and is
    /// refused when the day is used up, as what leaves is.
    pub fn texts(self, number: &str, owner: &str, network: &str, proved: bool, leaves: bool) -> Vec<Counter> {
        let whose = if proved { "owner" } else { "anybody" };
        let day = per("text/day".to_owned(), self.texts.per_day, Duration::from_hours(24));
        vec![
            hourly(format!("text/network/{network}"), self.texts.per_network),
            hourly(format!("text/account/{owner}/{whose}"), self.texts.per_account),
            hourly(format!("text/number/{number}/{whose}"), self.texts.per_number),
            Counter { cost: i64::from(leaves), ..day },
        ]
    }
}

/// Forgets the failures of one factor of an account, whoever made them and where: an operator replaces or resets it, or it is
/// bound anew. The counters of single journeys end with those.
pub async fn clear_factor(write: &mut Write, account_id: &str, kind: &str) -> Result<(), storage::Error> {
    clear_factors(write, account_id, &[kind]).await
}

/// The same of several. Only what was counted is deleted: an account may have been used on very many devices.
pub async fn clear_factors(
    write: &mut Write,
    account_id: &str,
    kinds: &[&str],
) -> Result<(), storage::Error> {
    let devices = storage::session::known_devices(write, account_id).await?;
    let devices: Vec<String> = devices.iter().map(|browser_hash| hex(browser_hash)).collect();
    let subjects: Vec<String> =
        kinds.iter().flat_map(|kind| subjects_of(account_id, kind, &devices)).collect();
    for subject in storage::throttle::find_all(write, &subjects).await?.into_keys() {
        storage::throttle::clear(write, &subject).await?;
    }
    Ok(())
}

/// On what failures of a factor of an account count: on these devices, and on all others.
fn subjects_of(account_id: &str, kind: &str, devices: &[String]) -> Vec<String> {
    let limits = Limits::default();
    let mut counters = vec![limits.factor(account_id, kind), limits.unlock(account_id, kind, None)];
    counters.extend(devices.iter().map(|device| limits.unlock(account_id, kind, Some(device.as_str()))));
    if kind == "password" {
        counters.push(limits.password_unknown(account_id));
        counters.extend(devices.iter().map(|device| limits.password_known(account_id, device)));
    }
    counters.into_iter().map(|counter| counter.subject).collect()
}

fn hourly(subject: String, count: u32) -> Counter {
    per(subject, count, Duration::from_hours(1))
}

fn per(subject: String, count: u32, window: Duration) -> Counter {
    let limit =
        Limit { per_window: i64::from(count), window: milliseconds(window), in_a_row: i64::MAX, free: 0 };
    Counter { subject, limit, cost: 1 }
}

fn milliseconds(span: Duration) -> i64 {
    i64::try_from(span.as_millis()).unwrap_or(i64::MAX)
}
