//! The pages of a journey: who, proof, another way, consent.

use serde::Serialize;
use serde_json::Value;

use super::{Fault, View};
use crate::{
    authentication::{guide::Live, journey::Heading},
    clock::Timestamp,
};

/// Whom the journey is for.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Client {
    /// The name it gave itself; shown only if somebody checked it.
    pub name: String,
    /// The host of its redirect URI: what is shown otherwise.
    pub host: String,
    /// An operator vouches for the name.
    pub verified: bool,
    /// The host where it describes itself: what is shown where nobody registered it.
    pub document: Option<String>,
    /// Where its picture is, here.
    pub logo: Option<String>,
    /// Its privacy notice.
    pub policy_uri: Option<String>,
    /// Its terms.
    pub tos_uri: Option<String>,
}

impl From<&Heading> for Client {
    fn from(heading: &Heading) -> Self {
        let Heading { name, host, verified, document, logo, policy_uri, tos_uri, .. } = heading.clone();
        Self { name, host, verified, document, logo, policy_uri, tos_uri }
    }
}

/// What every page of a journey is given.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Flow {
    /// The journey's id.
    pub journey: String,
    /// The token against forged posts.
    pub csrf: String,
    /// None if the journey leads to the account page.
    pub client: Option<Client>,
    /// What was typed to begin with.
    pub identity: Option<String>,
    /// There is another way to prove it.
    pub others: bool,
    /// The step may be left out.
    pub optional: bool,
    /// Which of how many steps, where both are known.
    pub step: Option<StepOf>,
    /// What went wrong with the answer before.
    pub error: Option<Fault>,
    /// Good news: a key of `locales/*/login.ftl`.
    pub notice: Option<String>,
}

/// An account that is signed in in this browser.
#[derive(Clone, Debug, Serialize)]
pub struct SignedIn {
    /// Its session.
    pub session: String,
    /// What its person is called, or else their user name.
    pub name: String,
    /// Their user name.
    pub username: String,
    /// It is the one in use.
    pub current: bool,
}

impl From<&Live> for SignedIn {
    fn from(live: &Live) -> Self {
        let username = live.account.username.clone();
        Self {
            session: live.session.session_id.clone(),
            name: live.account.profile.name.clone().unwrap_or_else(|| username.clone()),
            username,
            current: live.current,
        }
    }
}

/// Step `n` of `of`.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct StepOf {
    /// This step.
    pub n: u32,
    /// All steps.
    pub of: u32,
}

/// Who are you?
#[derive(Clone, Debug, Default, Serialize)]
pub struct Identifier {
    /// The journey.
    #[serde(flatten)]
    pub flow: Flow,
    /// What was typed before, or hinted.
    pub typed: String,
    /// What can be answered instead of a name.
    pub nameless: Vec<Nameless>,
    /// A name is asked for to choose a new password, not to sign in.
    pub recovers: bool,
    /// Whoever has no account may make one.
    pub registers: bool,
    /// The accounts that are signed in here.
    pub accounts: Vec<SignedIn>,
}

/// A factor that names the account by itself: `factor/<kind>/nameless.html`, a part of the first page.
#[derive(Clone, Debug, Serialize)]
pub struct Nameless {
    /// The factor's kind.
    pub kind: String,
    /// What the factor shows. `passkey`: `options`; `registered_device`: `question`.
    pub challenge: Value,
}

/// Prove it: `factor/<kind>/verify.html`.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Verify {
    /// The journey.
    #[serde(flatten)]
    pub flow: Flow,
    /// The factor's kind.
    pub kind: String,
    /// For waits in seconds.
    pub now: Timestamp,
    /// Offers to keep the session this long.
    pub remember_days: Option<u32>,
    /// Offers not to ask for this factor again on this device for so many days.
    pub trust_days: Option<u32>,
    /// When another message may be asked for, if the factor sends any.
    pub resend_at: Option<Timestamp>,
    /// Until when sends are refused, if this one was.
    pub send_refused_until: Option<Timestamp>,
    /// What the factor shows. `email_code`, `dot_grid`, `sms_code`: `sent_to` (or null), `minutes`; `passkey`: `options`;
    /// `registered_device`: `question`.
    pub challenge: Value,
}

/// Take a new factor into use: `factor/<kind>/enrol.html`.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Enrol {
    /// The journey.
    #[serde(flatten)]
    pub flow: Flow,
    /// The factor's kind.
    pub kind: String,
    /// The name typed for it so far.
    pub name: Option<String>,
    /// What the browser is, if it can be told: a name for what stays in it.
    pub browser: String,
    /// For waits in seconds.
    pub now: Timestamp,
    /// When another message may be asked for, if this round sent one.
    pub resend_at: Option<Timestamp>,
    /// Until when sends are refused, if this one was.
    pub send_refused_until: Option<Timestamp>,
    /// What the factor shows. `totp`: `qr`, `secret_groups`, `uri`. `sms_code`: `round`, `phone`, `sent_to`, `minutes`; `passkey`: `options`;
    /// `registered_device`: `question`.
    pub challenge: Value,
}

/// Take something new into use? Nothing demands it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Offer {
    /// The journey.
    #[serde(flatten)]
    pub flow: Flow,
    /// The factor's kind.
    pub kind: String,
    /// After how many days "not now" is asked again.
    pub days: u64,
}

/// Which other way?
#[derive(Clone, Debug, Default, Serialize)]
pub struct Other {
    /// The journey.
    #[serde(flatten)]
    pub flow: Flow,
    /// The ways, the one used last first.
    pub factors: Vec<Way>,
}

/// One way to prove it.
#[derive(Clone, Debug, Serialize)]
pub struct Way {
    /// The factor's kind.
    pub kind: String,
    /// It is the one the person came from.
    pub current: bool,
}

/// May the client?
#[derive(Clone, Debug, Default, Serialize)]
pub struct Consent {
    /// The journey.
    #[serde(flatten)]
    pub flow: Flow,
    /// Of which account: an answer for another is none.
    pub account: String,
    /// What it asks for.
    pub scopes: Vec<Scope>,
}

/// A thing that is asked for.
#[derive(Clone, Debug, Serialize)]
pub struct Scope {
    /// Its name (RFC 6749 section 3.3).
    pub name: String,
    /// It can be left out.
    pub optional: bool,
    /// It was given before.
    pub granted: bool,
}

impl View for Identifier {
    fn template(&self) -> String {
        "login/identifier.html".into()
    }
}

impl View for Verify {
    fn template(&self) -> String {
        format!("factor/{}/verify.html", self.kind)
    }
}

impl View for Enrol {
    fn template(&self) -> String {
        format!("factor/{}/enrol.html", self.kind)
    }
}

impl View for Offer {
    fn template(&self) -> String {
        "login/offer.html".into()
    }
}

impl View for Other {
    fn template(&self) -> String {
        "login/other.html".into()
    }
}

impl View for Consent {
    fn template(&self) -> String {
        "consent.html".into()
    }
}
