//! Who is before a camera: so many at the same time, and of one journey the newest only.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};

/// How many attempts run at the same time in one process. What the models can look at bounds it further: frames that find
/// their queue full are dropped.
pub const AT_A_TIME: usize = 32;

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

    /// A place for an attempt of this journey, if one is free. Whoever had one for the same journey is told to leave.
    pub fn take(&self, journey: &str) -> Option<Place> {
        let permit = self.0.free.clone().try_acquire_owned().ok()?;
        let mut taken = self.0.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let number = taken.next;
        taken.next = number.wrapping_add(1);
        let (leave, overtaken) = oneshot::channel();
        if let Some((_, older)) = taken.journeys.insert(journey.to_owned(), (number, leave)) {
            let _ = older.send(()); // it may have left by itself
        }
        Some(Place { places: self.clone(), journey: journey.to_owned(), number, overtaken, _permit: permit })
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
        let mut first = places.take("j1").unwrap();
        assert!(!first.is_overtaken());
        let mut other = places.take("j2").unwrap();
        let mut second = places.take("j1").unwrap();
        first.overtaken().await;
        assert!(places.take("j3").is_none(), "whoever was overtaken has not left yet");
        drop(first);
        assert!(!second.is_overtaken() && !other.is_overtaken());
        drop(places.take("j3").unwrap());
        drop(second);
        assert!(places.0.taken.lock().unwrap().journeys.keys().eq(["j2"]));
    }
}
