//! The reading connections of a SQLite file.

use std::{path::Path, sync::Arc, time::Duration};

use tokio::{
    sync::{Mutex, OwnedMappedMutexGuard, OwnedMutexGuard, OwnedSemaphorePermit, Semaphore},
    time::timeout,
};

use super::{
    Error,
    sqlite::{Sqlite, Use},
};

/// As many connections as are needed at a time, up to a limit.
#[derive(Clone)]
pub(super) struct Readers {
    path: Arc<Path>,
    patience: Duration,
    /// One for each place.
    permits: Arc<Semaphore>,
    places: Arc<[Place]>,
}

/// Empty until it is needed.
type Place = Arc<Mutex<Option<Connected>>>;

struct Connected {
    connection: Sqlite,
    failed: bool,
}

impl Readers {
    /// Connects to nothing yet. At most `size` are held at a time; a caller waits `patience` for one.
    pub(super) fn new(path: Arc<Path>, size: u32, patience: Duration) -> Self {
        let permits = Arc::new(Semaphore::new(size as usize));
        Self { path, patience, permits, places: (0..size).map(|_| Place::default()).collect() }
    }

    /// A connection, for as long as it is held.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when all are held for too long, the file cannot be opened, or after [`Readers::close`].
    pub(super) async fn take(&self) -> Result<Held, Error> {
        let permit = timeout(self.patience, Arc::clone(&self.permits).acquire_owned())
            .await
            .map_err(|_| Error::Unavailable("every connection is in use".into()))?
            .map_err(|_| closed())?;
        // The first that is free was used last, more often than not: its pages are still at hand.
        let free = self.places.iter().find_map(|place| Arc::clone(place).try_lock_owned().ok());
        let mut place = free.ok_or_else(closed)?;
        // A permit taken before the closing may meet a place that was emptied by it.
        if self.permits.is_closed() {
            return Err(closed());
        }
        if place.as_ref().is_none_or(|connected| connected.failed) {
            *place = Some(Connected { connection: Sqlite::open(&self.path, Use::Read)?, failed: false });
        }
        let connected = OwnedMutexGuard::try_map(place, Option::as_mut).map_err(|_| closed())?;
        Ok(Held { connected, _permit: permit })
    }

    /// Lets nobody in any more, waits for those that are held and closes all.
    pub(super) async fn close(&self) {
        // First: whoever came meanwhile would connect anew in an emptied place, for nobody to close.
        self.permits.close();
        for place in self.places.iter() {
            let connected = place.lock().await.take();
            if let Some(Connected { connection, .. }) = connected {
                connection.close();
            }
        }
    }
}

fn closed() -> Error {
    Error::Unavailable("the database is closed".into())
}

/// A connection; free again when dropped.
pub(super) struct Held {
    connected: OwnedMappedMutexGuard<Option<Connected>, Connected>,
    // Last: whoever gets it finds the place free.
    _permit: OwnedSemaphorePermit,
}

impl Held {
    /// The connection, and what a statement sets that fails on it: such a connection is replaced.
    pub(super) fn parts(&mut self) -> (&mut Sqlite, &mut bool) {
        let Connected { connection, failed } = &mut *self.connected;
        (connection, failed)
    }
}
