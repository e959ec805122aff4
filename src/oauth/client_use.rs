//! When clients were last given tokens. Each process notes a client once an hour, beside its work: no request waits for it.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use crate::{
    clock::Timestamp,
    storage::{self, Database},
};

/// How exactly it is told.
const EXACT_TO: Duration = Duration::from_hours(1);

/// What this process has noted.
#[derive(Default)]
pub struct Uses(Mutex<HashMap<String, Timestamp>>);

impl Uses {
    /// Notes that a client was given tokens.
    pub fn note(&self, database: &Database, client_id: &str, now: Timestamp) {
        {
            let mut noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if noted.get(client_id).is_some_and(|at| now.since(*at) < EXACT_TO) {
                return;
            }
            noted.insert(client_id.to_owned(), now);
        }
        let (database, client_id) = (database.clone(), client_id.to_owned());
        tokio::spawn(async move {
            let noted: Result<(), storage::Error> = database
                .write(move |write| {
                    Box::pin(async move { storage::client_use::note(write, &client_id, now).await })
                })
                .await;
            if let Err(error) = noted {
                tracing::debug!(%error, "the use of a client was not noted");
            }
        });
    }
}
