//! Who is before a camera: so many at the same time, few of one account, and of one journey the newest only.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};

/// How many attempts of one account run at the same time, so that nobody takes every place.
const OF_ONE_OWNER: usize = 2;

/// The places. Clones share them.
#[derive(Clone)]
pub struct Places(Arc<Inner>);

struct Inner {
    free: Arc<Semaphore>,
    taken: Mutex<Taken>,
}

#[derive(Default)]
struct Taken {
    next: u64,
    journeys: HashMap<String, (u64, oneshot::Sender<()>)>,
    /// Of which journey and whose each place is.
    held: HashMap<u64, (String, Option<String>)>,
}

/// A place before the camera, free again when this is dropped.
pub struct Place {
    places: Places,
    journey: String,
    number: u64,
    overtaken: oneshot::Receiver<()>,
    _permit: OwnedSemaphorePermit,
}

impl Places {
    /// So many of them.
    pub fn new(at_a_time: usize) -> Self {
        Self(Arc::new(Inner { free: Arc::new(Semaphore::new(at_a_time)), taken: Mutex::default() }))
    }

    /// A place for an attempt of this journey and the account it is of, if one is free and the account has not taken as many
    /// as it may. Whoever had one for the same journey is told to leave, and does not count.
    pub fn take(&self, journey: &str, owner: Option<&str>) -> Option<Place> {
        let mut taken = self.0.taken.lock().unwrap_or_else(PoisonError::into_inner);
        if owner.is_some_and(|owner| taken.elsewhere(journey, owner) >= OF_ONE_OWNER) {
            return None;
        }
        let permit = self.0.free.clone().try_acquire_owned().ok()?;
        let number = taken.next;
        taken.next = number.wrapping_add(1);
        let (leave, overtaken) = oneshot::channel();
        if let Some((_, older)) = taken.journeys.insert(journey.to_owned(), (number, leave)) {
            let _ = older.send(()); // it may have left by itself
        }
        taken.held.insert(number, (journey.to_owned(), owner.map(str::to_owned)));
        Some(Place { places: self.clone(), journey: journey.to_owned(), number, overtaken, _permit: permit })
    }
}

impl Taken {
    /// How many places this owner has in other journeys.
    fn elsewhere(&self, journey: &str, owner: &str) -> usize {
        self.held.values().filter(|(of, whose)| of != journey && whose.as_deref() == Some(owner)).count()
    }
}

impl Place {
    /// Returns when another attempt of the same journey took over.
    pub async fn overtaken(&mut self) {
        let _ = (&mut self.overtaken).await;
    }

    /// Whether that has happened.
    pub fn is_overtaken(&mut self) -> bool {
        !matches!(self.overtaken.try_recv(), Err(oneshot::error::TryRecvError::Empty))
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.places.0.taken.lock().unwrap_or_else(PoisonError::into_inner);
        taken.held.remove(&self.number);
        if taken.journeys.get(&self.journey).is_some_and(|(number, _)| *number == self.number) {
            taken.journeys.remove(&self.journey);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_newest_attempt_of_a_journey_takes_over_and_places_are_few() {
        let places = Places::new(3);
        let mut first = places.take("j1", None).unwrap();
        assert!(!first.is_overtaken());
        let mut other = places.take("j2", None).unwrap();
        let mut second = places.take("j1", None).unwrap();
        first.overtaken().await;
        assert!(places.take("j3", None).is_none(), "whoever was overtaken has not left yet");
        drop(first);
        assert!(!second.is_overtaken() && !other.is_overtaken());
        drop(places.take("j3", None).unwrap());
        drop(second);
        assert!(places.0.taken.lock().unwrap().journeys.keys().eq(["j2"]));
    }

    #[test]
    fn one_account_does_not_take_every_place() {
        let places = Places::new(9);
        let (alice, bob) = (Some("alice"), Some("bob"));
        let first = places.take("a1", alice).unwrap();
        let second = places.take("a2", alice).unwrap();
        assert!(places.take("a3", alice).is_none());
        let newer = places.take("a2", alice).expect("its own older place does not count");
        drop(second);
        assert!(places.take("a3", alice).is_none() && places.take("b1", bob).is_some());
        drop(first);
        let third = places.take("a3", alice).unwrap();
        drop((newer, third));
        assert!(places.0.taken.lock().unwrap().held.is_empty());
    }
}
