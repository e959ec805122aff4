//! The factors. One folder each; this file is what they have in common and the list of them.
//!
//! A factor is pure and synchronous: no storage, no network, no clock of its own. What it wants saved or sent, it
//! returns; the guide saves and sends it in the write that advances the journey.

mod code;
pub mod dot_grid;
pub mod email_code;
mod erased;
pub mod face;
pub mod image_passcode;
pub mod naming;
pub mod passkey;
pub mod password;
pub mod pointer_pattern;
pub mod recovery_code;
pub mod registered_device;
pub mod registry;
mod sent_code;
pub mod slow_hash;
pub mod sms_code;
#[cfg(test)]
pub mod testing;
pub mod totp;

use std::{collections::BTreeMap, time::Duration};

pub(in crate::authentication) use code::normalise as normalise_code;
pub use erased::{AnyFactor, Damaged, Record};
pub use registry::Registry;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

use super::throttle::Pace;
pub use crate::delivery::Channel;
use crate::{clock::Timestamp, face::Observation, random::Random};

/// What a person sent: the fields and files of one form, each at most once; or what a live camera saw of them.
#[derive(Clone, Default)]
pub struct Submission {
    /// Field name and value.
    pub fields: BTreeMap<String, String>,
    /// Field name and content of each file that was chosen.
    pub files: BTreeMap<String, Vec<u8>>,
    /// What the camera saw. No form carries it: only this process makes one, from frames that it has looked at itself.
    pub observed: Option<Observation>,
}

impl std::fmt::Debug for Submission {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_set().entries(self.fields.keys()).entries(self.files.keys()).finish()
    }
}

impl Submission {
    /// A form without files.
    pub fn of(fields: impl IntoIterator<Item = (String, String)>) -> Self {
        Self { fields: fields.into_iter().collect(), ..Self::default() }
    }

    /// What a camera saw, without any form.
    pub fn seen(observation: Observation) -> Self {
        Self { observed: Some(observation), ..Self::default() }
    }

    /// A file's content; none when no file was chosen.
    pub fn file(&self, name: &str) -> Option<&[u8]> {
        self.files.get(name).map(Vec::as_slice).filter(|bytes| !bytes.is_empty())
    }

    /// A field's value; empty when it was not sent.
    pub fn field(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }
}

/// The circumstances of one step.
#[derive(Clone)]
pub struct Scene {
    /// Now.
    pub now: Timestamp,
    /// Chance.
    pub random: Random,
    /// Differs for every name typed and never changes for one: unknown accounts get the same stable pages as known ones.
    pub decoy_key: [u8; 32],
    /// The issuer's host, for labels in authenticator apps and mails.
    pub host: String,
    /// What the person typed to identify themselves.
    pub identifier: String,
    /// Whether the account has proved anything in this journey. Until then a page depends on what was typed only, or
    /// it would tell which accounts exist.
    pub proved: bool,
}

/// The person, as far as a factor may know them. `None` in its place stands for an unknown account.
#[derive(Clone, Debug)]
pub struct Person {
    /// Their account.
    pub account_id: String,
    /// Their user name.
    pub username: String,
    /// Their proved e-mail address.
    pub email: Option<String>,
    /// Their proved phone number (E.164).
    pub phone: Option<String>,
}

/// An authenticator as its factor sees it.
#[derive(Clone, Debug)]
pub struct Bound<C> {
    /// Its row; empty for one that is implied by the account (an e-mail address).
    pub authenticator_id: String,
    /// The version that is being verified against.
    pub version: i64,
    /// The last value that may never come again.
    pub high_water: Option<i64>,
    /// The factor's own record.
    pub credential: C,
}

/// A message that a factor wants sent.
#[derive(Clone, Debug)]
pub struct Message {
    /// How it travels.
    pub channel: Channel,
    /// An e-mail address, or a phone number (E.164).
    pub to: String,
    /// A template below `templates/mail/` or `templates/sms/`, without its ending.
    pub template: &'static str,
    /// What the template needs beside what the guide adds (client, browser, time, host).
    pub context: Value,
    /// Not worth sending after.
    pub lives: Duration,
}

/// What a factor asks of the person.
#[derive(Clone, Debug)]
pub struct Challenge<S> {
    /// Kept, sealed, in the journey until the answer comes.
    pub secret: S,
    /// What the page shows; public.
    pub page: Value,
    /// What is to be sent.
    pub send: Vec<Message>,
}

/// What kind of proof something is (NIST SP 800-63B-4 section 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Character {
    /// Something known.
    Knowledge,
    /// Something held.
    Possession,
    /// Something one is.
    Inherence,
    /// The device checked its holder by a code or a biometric of its own; which of the two it does not tell.
    Activation,
    /// Control of an address at that moment; no authenticator by 3.1.3.1.
    Address,
}

/// What a factor made of an answer.
#[derive(Clone, Debug)]
pub enum Verdict<C> {
    /// It is the person.
    Verified(Verified<C>),
    /// It is not; why, as a key of `locales/*/factor.ftl` that gives nothing away.
    Refused(Reason),
}

/// A success.
#[derive(Clone, Debug)]
pub struct Verified<C> {
    /// Which authenticator answered; empty for an implied one.
    pub authenticator_id: String,
    /// The version it was verified against.
    pub version: i64,
    /// The value that may never come again, if there is one.
    pub high_water: Option<i64>,
    /// The credential to keep from now on, if it changed (a password hashed with newer parameters).
    pub amended: Option<C>,
    /// Values of RFC 8176.
    pub amr: Vec<String>,
    /// What was shown.
    pub characters: Vec<Character>,
}

/// Why an answer was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reason {
    /// A key of `locales/*/factor.ftl`.
    pub key: &'static str,
    /// The form field it is about.
    pub field: &'static str,
}

/// How the guide treats a factor.
#[derive(Clone, Copy, Debug)]
pub struct Manner {
    /// Its name in `amr`-like lists of what a page may offer; a stable kind.
    pub kind: &'static str,
    /// What a success shows, for policies to reason with before anything happened.
    pub characters: &'static [Character],
    /// Runs in the bounded hashing lane instead of inline.
    pub hashes: bool,
    /// Sends something at each challenge: has a resend button, waits and limits.
    pub sends: bool,
    /// How many answers one challenge takes; `None` leaves it to the account's limits.
    pub tries: Option<u32>,
    /// How long one challenge takes answers; `None` as long as the journey.
    pub lives: Option<Duration>,
    /// A person who lacks it can be led through enrolling it.
    pub enrols: bool,
    /// An account may hold several of it; otherwise a new one takes the place of the one before.
    pub several: bool,
    /// It can name the account by itself: it is asked beside the name, and always has a question there.
    pub nameless: bool,
    /// It is answered before a live camera and never by a form (see [`Factor::look`]).
    pub observes: bool,
    /// Its records are sealed under a key of the account's own, which goes with them: erased is erased.
    pub own_key: bool,
    /// How fast it may be tried, if the limits for all factors are not strict enough.
    pub pace: Option<Pace>,
}

/// One way for a person to prove who they are. See `CONTRIBUTING.md` for how to add one.
pub trait Factor: Send + Sync + 'static {
    /// What an account keeps of it; sealed in `authenticator`.
    type Credential: Serialize + DeserializeOwned;
    /// What a journey keeps of it between challenge and answer.
    type Secret: Serialize + DeserializeOwned;

    /// How the guide treats it.
    fn manner(&self) -> Manner;

    /// How its messages travel, if it sends any.
    fn channel(&self) -> Channel {
        Channel::Mail
    }

    /// Turns away what cannot be right (left empty, not six digits) before a try is spent and before any hashing.
    fn screen(&self, _submission: &Submission) -> Result<(), Reason> {
        Ok(())
    }

    /// What to look for before the camera, drawn anew for each attempt; none while no camera is to be opened (consent is
    /// not given yet). `still` spares the person turning their head.
    fn look(&self, _secret: &Self::Secret, _scene: &Scene, _still: bool) -> Option<crate::face::Challenge> {
        None
    }

    /// The most bytes of the file that an answer may carry; none if it carries none. No other step reads files.
    fn largest_file(&self) -> Option<usize> {
        None
    }

    /// A credential that comes with the account itself (its proved e-mail address).
    fn implied(&self, _person: &Person) -> Option<Self::Credential> {
        None
    }

    /// Asks. Unknown accounts come with nothing bound and get a page that looks the same.
    fn challenge(&self, bound: &[Bound<Self::Credential>], scene: &Scene) -> Challenge<Self::Secret>;

    /// Asks anew, with the message sent this way instead of the usual one. None if the factor knows no such way, or not for
    /// this person.
    fn challenge_by(
        &self,
        _route: Channel,
        _bound: &[Bound<Self::Credential>],
        _scene: &Scene,
    ) -> Option<Challenge<Self::Secret>> {
        None
    }

    /// Judges an answer. With nothing bound it does the same work and refuses.
    fn verify(
        &self,
        bound: &[Bound<Self::Credential>],
        secret: &Self::Secret,
        submission: &Submission,
        scene: &Scene,
    ) -> Verdict<Self::Credential>;

    /// Asks whoever comes, before a name was typed; none if this factor cannot name the account by itself
    /// ([`Manner::nameless`]).
    fn nameless(&self, _scene: &Scene) -> Option<Challenge<Self::Secret>> {
        None
    }

    /// What an answer to [`nameless`](Self::nameless) names its account by: the [`Enrolment::handle`] of its authenticator.
    fn handle(&self, _submission: &Submission) -> Option<Vec<u8>> {
        None
    }

    /// Why such an answer is refused when no authenticator has its handle (any more): its holder may as well forget it.
    fn unknown(&self) -> Reason {
        Reason { key: "error-credential-unknown", field: "" }
    }

    /// Begins an enrolment: what to show. `bound` is what the account holds of this factor already. None if it cannot be
    /// enrolled for this person.
    fn offer(
        &self,
        person: &Person,
        bound: &[Bound<Self::Credential>],
        scene: &Scene,
    ) -> Option<Challenge<Self::Secret>>;

    /// Goes on with it: the person answered. Either it is complete, or it has another round.
    fn enrol(
        &self,
        person: &Person,
        secret: &Self::Secret,
        submission: &Submission,
        scene: &Scene,
    ) -> Result<Round<Self::Credential, Self::Secret>, Reason>;

    /// Whether an authenticator of it works in one browser only. Where the browser does not say that it holds one, the other
    /// ways are asked for first.
    fn stays_in_browser(&self) -> bool {
        false
    }

    /// The phone number that this authenticator proved, which other factors may send to ([`Person::phone`]).
    fn phone(&self, _credential: &Self::Credential) -> Option<String> {
        None
    }

    /// Whether nothing is left of an authenticator that wears out (every recovery code was used). It is not asked for.
    fn used_up(&self, _credential: &Self::Credential) -> bool {
        false
    }

    /// Whether its owner is told of each use by mail: it is used so rarely that a use is news.
    fn tells_of_use(&self) -> bool {
        false
    }

    /// What the account page tells about an authenticator beside its name and dates; public.
    fn describe(&self, _credential: &Self::Credential) -> Value {
        Value::Null
    }
}

/// One round of an enrolment.
#[derive(Clone, Debug)]
pub enum Round<C, S> {
    /// Another question (a code sent to a new number, the same pattern once more).
    Again(Challenge<S>),
    /// Complete.
    Done(Enrolment<C>),
}

/// A new authenticator.
#[derive(Clone, Debug)]
pub struct Enrolment<C> {
    /// What to keep.
    pub credential: C,
    /// What its owner calls it.
    pub name: String,
    /// Names the account where nothing was typed.
    pub handle: Option<Vec<u8>>,
    /// The value its confirmation used up.
    pub high_water: Option<i64>,
    /// What the confirmation proved, where a setting lets it count.
    pub amr: Vec<String>,
    /// The same, as kinds of proof.
    pub characters: Vec<Character>,
}
