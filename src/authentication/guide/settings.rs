//! What the guide needs to know of the configuration.

use std::time::Duration;

use crate::{
    authentication::{
        registration,
        throttle::{Limits, Texts},
    },
    config::Config,
};

/// What the operator decided.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The issuer, for links in mails.
    pub issuer: String,
    /// The issuer's host, for labels and mails.
    pub host: String,
    /// The languages that are offered.
    pub languages: Vec<String>,
    /// How long a journey lives.
    pub journey_lifetime: Duration,
    /// How many live journeys one browser has.
    pub journeys_per_browser: u32,
    /// A session ends after so long without use …
    pub session_idle: Duration,
    /// … and after so long in any case.
    pub session_absolute: Duration,
    /// Both limits of a session kept by "keep me signed in"; zero offers no such thing.
    pub session_remember: Duration,
    /// How many accounts one browser is signed in to at the same time.
    pub accounts_per_browser: u32,
    /// Tries and messages.
    pub limits: Limits,
    /// Factors that may be enrolled on the way through a sign-in.
    pub enrol_at_sign_in: Vec<String>,
    /// Factors to offer after a sign-in with a password.
    pub offer_at_sign_in: Vec<String>,
    /// When "not now" is over.
    pub offer_again: Duration,
    /// Who may make an account, and what they are asked.
    pub registration: registration::Rules,
    /// How long to wait before the second, third … message of one step; the last repeats.
    pub resend_waits: Vec<Duration>,
}

impl Settings {
    /// What the configuration says.
    pub fn from_config(config: &Config) -> Self {
        Self {
            issuer: config.issuer.clone(),
            host: config.host(),
            languages: config.locale.offered.clone(),
            journey_lifetime: config.journey.lifetime,
            journeys_per_browser: config.journey.per_browser,
            session_idle: config.session.idle,
            session_absolute: config.session.absolute,
            session_remember: config.session.remember,
            accounts_per_browser: config.session.accounts,
            limits: Limits {
                window: config.throttle.window,
                tries_per_window: config.throttle.tries_per_window,
                disable_after: config.throttle.disable_after,
                sends_per_address: config.email_code.per_address_per_hour,
                sends_per_network: config.email_code.per_network_per_hour,
                sends_per_device: config.email_code.known_device_per_hour,
                texts: Texts {
                    per_number: config.sms.per_number_per_hour,
                    per_account: config.sms.per_account_per_hour,
                    per_network: config.sms.per_network_per_hour,
                    per_day: config.sms.per_day,
                },
            },
            enrol_at_sign_in: config.policy.enrol_at_sign_in.clone(),
            offer_at_sign_in: config.policy.offer_at_sign_in.clone(),
            offer_again: config.policy.offer_again,
            registration: registration::Rules::from_config(config),
            resend_waits: config.email_code.resend_wait.clone(),
        }
    }
}
