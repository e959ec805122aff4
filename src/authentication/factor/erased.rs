//! Any factor, its types erased: what the guide works with.
//!
//! Credentials go in and out as the bytes that storage seals, secrets as the JSON that the journey's facts hold. A
//! factor never writes any of this: the implementation below covers all of them.

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;
use zeroize::Zeroizing;

use super::{
    Bound, Challenge, Channel, Enrolment, Factor, Manner, Person, Reason, Round, Scene, Submission, Verdict,
    Verified,
};
use crate::face;

/// A factor's own record as the bytes to seal. Wiped when dropped, never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Record(Zeroizing<Vec<u8>>);

impl Record {
    /// What was unsealed.
    pub fn new(bytes: impl Into<Zeroizing<Vec<u8>>>) -> Self {
        Self(bytes.into())
    }

    /// What is to be sealed.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// The bytes of a factor's record.
    pub fn of<C: Serialize>(credential: &C) -> Result<Self, Damaged> {
        // Its length comes first: what a growing buffer leaves behind is not wiped.
        let mut length = Length(0);
        serde_json::to_writer(&mut length, credential).map_err(Damaged)?;
        let mut bytes = Zeroizing::new(Vec::<u8>::with_capacity(length.0));
        serde_json::to_writer(&mut *bytes, credential).map_err(Damaged)?;
        Ok(Self(bytes))
    }

    /// The record itself.
    pub fn read<C: DeserializeOwned>(&self) -> Result<C, Damaged> {
        serde_json::from_slice(&self.0).map_err(Damaged)
    }
}

/// Counts what is written, and keeps nothing of it.
struct Length(usize);

impl std::io::Write for Length {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0 = self.0.saturating_add(bytes.len());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl std::fmt::Debug for Record {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("[record]")
    }
}

/// A stored record or secret is not what its factor wrote. The program's fault, not the person's.
#[derive(Debug, thiserror::Error)]
#[error("a factor's record cannot be read: {0}")]
pub struct Damaged(serde_json::Error);

/// [`Factor`] without its types; see there for what each function means.
pub trait AnyFactor: Send + Sync {
    /// [`Factor::manner`].
    fn manner(&self) -> Manner;
    /// [`Factor::channel`].
    fn channel(&self) -> Channel;
    /// [`Factor::screen`].
    fn screen(&self, submission: &Submission) -> Result<(), Reason>;
    /// [`Factor::look`].
    fn look(&self, secret: &Value, scene: &Scene, still: bool) -> Result<Option<face::Challenge>, Damaged>;
    /// [`Factor::largest_file`].
    fn largest_file(&self) -> Option<usize>;
    /// [`Factor::implied`].
    fn implied(&self, person: &Person) -> Result<Option<Record>, Damaged>;
    /// [`Factor::challenge`].
    fn challenge(&self, bound: &[Bound<Record>], scene: &Scene) -> Result<Challenge<Value>, Damaged>;
    /// [`Factor::challenge_by`].
    fn challenge_by(
        &self,
        route: Channel,
        bound: &[Bound<Record>],
        scene: &Scene,
    ) -> Result<Option<Challenge<Value>>, Damaged>;
    /// [`Factor::verify`].
    fn verify(
        &self,
        bound: &[Bound<Record>],
        secret: &Value,
        submission: &Submission,
        scene: &Scene,
    ) -> Result<Verdict<Record>, Damaged>;
    /// [`Factor::nameless`].
    fn nameless(&self, scene: &Scene) -> Result<Option<Challenge<Value>>, Damaged>;
    /// [`Factor::handle`].
    fn handle(&self, submission: &Submission) -> Option<Vec<u8>>;
    /// [`Factor::unknown`].
    fn unknown(&self) -> Reason;
    /// [`Factor::offer`].
    fn offer(
        &self,
        person: &Person,
        bound: &[Bound<Record>],
        scene: &Scene,
    ) -> Result<Option<Challenge<Value>>, Damaged>;
    /// [`Factor::enrol`]; the inner result is the person's, the outer one the program's.
    fn enrol(
        &self,
        person: &Person,
        secret: &Value,
        submission: &Submission,
        scene: &Scene,
    ) -> Result<Result<Round<Record, Value>, Reason>, Damaged>;
    /// [`Factor::stays_in_browser`].
    fn stays_in_browser(&self) -> bool;
    /// [`Factor::phone`].
    fn phone(&self, credential: &Record) -> Result<Option<String>, Damaged>;
    /// [`Factor::used_up`].
    fn used_up(&self, credential: &Record) -> Result<bool, Damaged>;
    /// [`Factor::tells_of_use`].
    fn tells_of_use(&self) -> bool;
    /// [`Factor::describe`].
    fn describe(&self, credential: &Record) -> Result<Value, Damaged>;
}

impl<F: Factor> AnyFactor for F {
    fn manner(&self) -> Manner {
        Factor::manner(self)
    }

    fn channel(&self) -> Channel {
        Factor::channel(self)
    }

    fn screen(&self, submission: &Submission) -> Result<(), Reason> {
        Factor::screen(self, submission)
    }

    fn look(&self, secret: &Value, scene: &Scene, still: bool) -> Result<Option<face::Challenge>, Damaged> {
        Ok(Factor::look(self, &secret_of::<F>(secret)?, scene, still))
    }

    fn largest_file(&self) -> Option<usize> {
        Factor::largest_file(self)
    }

    fn implied(&self, person: &Person) -> Result<Option<Record>, Damaged> {
        Factor::implied(self, person).map(|credential| Record::of(&credential)).transpose()
    }

    fn challenge(&self, bound: &[Bound<Record>], scene: &Scene) -> Result<Challenge<Value>, Damaged> {
        erase_challenge(Factor::challenge(self, &typed(bound)?, scene))
    }

    fn challenge_by(
        &self,
        route: Channel,
        bound: &[Bound<Record>],
        scene: &Scene,
    ) -> Result<Option<Challenge<Value>>, Damaged> {
        Factor::challenge_by(self, route, &typed(bound)?, scene).map(erase_challenge).transpose()
    }

    fn verify(
        &self,
        bound: &[Bound<Record>],
        secret: &Value,
        submission: &Submission,
        scene: &Scene,
    ) -> Result<Verdict<Record>, Damaged> {
        Ok(match Factor::verify(self, &typed(bound)?, &secret_of::<F>(secret)?, submission, scene) {
            Verdict::Refused(reason) => Verdict::Refused(reason),
            Verdict::Verified(verified) => Verdict::Verified(Verified {
                authenticator_id: verified.authenticator_id,
                version: verified.version,
                high_water: verified.high_water,
                amended: verified.amended.map(|credential| Record::of(&credential)).transpose()?,
                amr: verified.amr,
                characters: verified.characters,
            }),
        })
    }

    fn nameless(&self, scene: &Scene) -> Result<Option<Challenge<Value>>, Damaged> {
        Factor::nameless(self, scene).map(erase_challenge).transpose()
    }

    fn handle(&self, submission: &Submission) -> Option<Vec<u8>> {
        Factor::handle(self, submission)
    }

    fn unknown(&self) -> Reason {
        Factor::unknown(self)
    }

    fn offer(
        &self,
        person: &Person,
        bound: &[Bound<Record>],
        scene: &Scene,
    ) -> Result<Option<Challenge<Value>>, Damaged> {
        Factor::offer(self, person, &typed(bound)?, scene).map(erase_challenge).transpose()
    }

    fn enrol(
        &self,
        person: &Person,
        secret: &Value,
        submission: &Submission,
        scene: &Scene,
    ) -> Result<Result<Round<Record, Value>, Reason>, Damaged> {
        Ok(match Factor::enrol(self, person, &secret_of::<F>(secret)?, submission, scene) {
            Err(reason) => Err(reason),
            Ok(Round::Again(challenge)) => Ok(Round::Again(erase_challenge(challenge)?)),
            Ok(Round::Done(enrolment)) => Ok(Round::Done(Enrolment {
                credential: Record::of(&enrolment.credential)?,
                name: enrolment.name,
                handle: enrolment.handle,
                high_water: enrolment.high_water,
                amr: enrolment.amr,
                characters: enrolment.characters,
            })),
        })
    }

    fn stays_in_browser(&self) -> bool {
        Factor::stays_in_browser(self)
    }

    fn phone(&self, credential: &Record) -> Result<Option<String>, Damaged> {
        Ok(Factor::phone(self, &credential.read()?))
    }

    fn used_up(&self, credential: &Record) -> Result<bool, Damaged> {
        Ok(Factor::used_up(self, &credential.read()?))
    }

    fn tells_of_use(&self) -> bool {
        Factor::tells_of_use(self)
    }

    fn describe(&self, credential: &Record) -> Result<Value, Damaged> {
        Ok(Factor::describe(self, &credential.read()?))
    }
}

fn secret_of<F: Factor>(secret: &Value) -> Result<F::Secret, Damaged> {
    F::Secret::deserialize(secret).map_err(Damaged)
}

fn typed<C: DeserializeOwned>(bound: &[Bound<Record>]) -> Result<Vec<Bound<C>>, Damaged> {
    bound
        .iter()
        .map(|bound| {
            Ok(Bound {
                authenticator_id: bound.authenticator_id.clone(),
                version: bound.version,
                high_water: bound.high_water,
                credential: bound.credential.read()?,
            })
        })
        .collect()
}

fn erase_challenge<S: Serialize>(challenge: Challenge<S>) -> Result<Challenge<Value>, Damaged> {
    Ok(Challenge {
        secret: serde_json::to_value(challenge.secret).map_err(Damaged)?,
        page: challenge.page,
        send: challenge.send,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_written_into_a_buffer_that_never_grew() {
        let credential = serde_json::json!({ "secret": vec![7; 5_000], "name": "\u{e9}\n" });
        let record = Record::of(&credential).unwrap();
        assert_eq!(record.0.capacity(), record.bytes().len());
        assert_eq!(record.read::<Value>().unwrap(), credential);
    }
}
