//! Bringing a file of accounts in: all of them, or none.
//!
//! One transaction for a million accounts would keep every sign-in waiting. So the whole file is examined first, and then
//! written in pieces, as accounts that may not sign in. Once the last is there, one statement decides for all; until then,
//! whatever goes wrong, every piece is taken back, by whoever imports or, if that process is gone, by the background job of any
//! node ([`Accounts::mend_imports`]). See `docs/decisions/0022`.

use std::{collections::HashMap, io, sync::Arc, time::Duration};

use tokio::{sync::mpsc, task::JoinHandle};

use super::{
    Arrival,
    read::{Record, Source},
};
use crate::{
    administration::{Error, account::Accounts, actor::About},
    config::Attributes as Declared,
    storage::{
        self,
        account::{Account, Language, State, name_key},
        account_import as imports,
        audit::Event,
        authenticator::Authenticator,
    },
};

mod report;

use self::report::Names;
pub use self::report::Report;

/// Accounts of one write, and of one step of letting in or taking back.
const PIECE: usize = 256;
const STEP: i64 = 500;
/// After which time without a sign of life an import is taken from whoever began it.
const SILENCE: Duration = Duration::from_mins(2);

impl Accounts {
    /// Looks at every record of a file and writes nothing.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the file as a whole cannot be read. Faults of single records are in the report.
    pub async fn examine(&self, source: &Source) -> Result<Report, Error> {
        let mut report = Report::default();
        let mut names = Names::default();
        let (mut pieces, reading) = pieces(source.clone(), self.declared.clone());
        while let Some(piece) = pieces.recv().await {
            let mut wanted = Vec::new();
            let mut ids = Vec::new();
            for Record { number, outcome } in piece {
                match outcome {
                    Err(faults) => report.fault(number, faults),
                    Ok(arrival) => {
                        report.count(&arrival);
                        for name in names_of(&arrival) {
                            names.add(&name);
                            wanted.push((number, name));
                        }
                        if let Some(id) = arrival.account_id {
                            names.add(&format!("\0{id}"));
                            ids.push((number, id));
                        }
                    }
                }
            }
            self.meet(&mut report, &wanted, &ids).await?;
        }
        ended(reading).await?;
        self.repeated(source, names, &mut report).await?;
        Ok(report)
    }

    /// Names and identifiers that accounts have already.
    async fn meet(
        &self,
        report: &mut Report,
        names: &[(u64, String)],
        ids: &[(u64, String)],
    ) -> Result<(), Error> {
        let only = |list: &[(u64, String)]| list.iter().map(|(_, text)| text.clone()).collect::<Vec<_>>();
        let mut reader = self.database.read().await?;
        let taken = imports::taken(&mut reader, &only(names)).await?;
        let known = imports::known(&mut reader, &only(ids)).await?;
        for (number, name) in names.iter().filter(|(_, name)| taken.contains(name)) {
            report.fault(*number, vec![format!("{name} is the name or address of an account already")]);
        }
        for (number, id) in ids.iter().filter(|(_, id)| known.contains(id)) {
            report.fault(*number, vec![format!("there is an account with the identifier {id} already")]);
        }
        Ok(())
    }

    /// Names that stand in the file twice: found by their hashes, told by a second reading.
    async fn repeated(&self, source: &Source, names: Names, report: &mut Report) -> Result<(), Error> {
        let Some(repeated) = names.repeated() else { return Ok(()) };
        let mut first: HashMap<String, u64> = HashMap::new();
        let (mut pieces, reading) = pieces(source.clone(), self.declared.clone());
        while let Some(piece) = pieces.recv().await {
            for Record { number, outcome } in piece {
                let Ok(arrival) = outcome else { continue };
                let id = arrival.account_id.as_ref().map(|id| format!("\0{id}"));
                for name in names_of(&arrival).into_iter().chain(id).filter(|name| repeated.holds(name)) {
                    if let Some(earlier) = first.get(&name) {
                        let shown = name.trim_start_matches('\0');
                        let unit = source.format.unit();
                        report.fault(number, vec![format!("{shown} is in {unit} {earlier}, too")]);
                    } else {
                        first.insert(name, number);
                    }
                }
            }
        }
        ended(reading).await
    }

    /// Makes all accounts of a file that was examined; how many. `progress` hears how many are written.
    ///
    /// # Errors
    /// [`Error::Invalid`] or [`Error::Exists`] when something changed since; nothing is kept then. When the database goes away
    /// meanwhile, what was written is taken back as soon as it is there again.
    pub async fn import(
        &self,
        source: &Source,
        progress: &mut (dyn FnMut(u64) + Send),
    ) -> Result<u64, Error> {
        let begun_at = self.clock.now();
        let import_id = self.random.identifier(begun_at);
        let id = import_id.clone();
        self.database
            .write(move |write| Box::pin(async move { imports::begin(write, &id, begun_at).await }))
            .await?;
        match self.write_all(source, &import_id, progress).await {
            Ok(accounts) => {
                self.settle(&import_id).await?;
                Ok(accounts)
            }
            Err(error) => {
                let (id, now) = (import_id.clone(), self.clock.now());
                let abandoned = self
                    .database
                    .write(move |write| Box::pin(async move { imports::abandon(write, &id, now).await }))
                    .await;
                // What cannot be taken back now, a node takes back later.
                let undone = match abandoned {
                    Ok(true) => self.undo(&import_id).await,
                    Ok(false) => Ok(()),
                    Err(error) => Err(error),
                };
                if let Err(error) = undone {
                    tracing::error!(%error, import_id, "an import was not taken back yet");
                }
                Err(error)
            }
        }
    }

    async fn write_all(
        &self,
        source: &Source,
        import_id: &str,
        progress: &mut (dyn FnMut(u64) + Send),
    ) -> Result<u64, Error> {
        let mut written = 0_u64;
        let (mut pieces, reading) = pieces(source.clone(), self.declared.clone());
        while let Some(piece) = pieces.recv().await {
            let (mut accounts, mut authenticators) = (Vec::new(), Vec::new());
            for Record { number, outcome } in piece {
                let arrival = outcome.map_err(|faults| {
                    let unit = source.format.unit();
                    Error::Invalid(faults.iter().map(|fault| format!("{unit} {number}: {fault}")).collect())
                })?;
                let (account, own) = self.rows(arrival)?;
                accounts.push(account);
                authenticators.extend(own);
            }
            written = written.saturating_add(accounts.len() as u64);
            self.write_piece(import_id, accounts, authenticators).await?;
            progress(written);
        }
        ended(reading).await?;
        let event = self.imported("accounts.imported", import_id, written);
        let (id, now) = (import_id.to_owned(), self.clock.now());
        let decided = self
            .database
            .write(move |write| {
                Box::pin(async move {
                    let decided = imports::decide(write, &id, now).await?;
                    if decided {
                        storage::audit::insert(write, &event).await?;
                    }
                    Ok::<_, storage::Error>(decided)
                })
            })
            .await?;
        if decided { Ok(written) } else { Err(taken_away()) }
    }

    async fn write_piece(
        &self,
        import_id: &str,
        accounts: Vec<Account>,
        authenticators: Vec<Authenticator>,
    ) -> Result<(), Error> {
        let (id, now) = (import_id.to_owned(), self.clock.now());
        let kept = self
            .database
            .write(move |write| {
                Box::pin(async move {
                    let more = i64::try_from(accounts.len()).unwrap_or(i64::MAX);
                    let ours = imports::grow(write, &id, more, now).await?;
                    if ours {
                        imports::insert(write, &id, &accounts, &authenticators, "password").await?;
                    }
                    Ok::<_, storage::Error>(ours)
                })
            })
            .await
            .map_err(|error| match error {
                storage::Error::Duplicate => Error::Exists(
                    "an account with a name, address or identifier of the file (made since it was examined)"
                        .into(),
                ),
                error => Error::Storage(error),
            })?;
        if kept { Ok(()) } else { Err(taken_away()) }
    }

    fn rows(&self, arrival: Arrival) -> Result<(Account, Vec<Authenticator>), Error> {
        let now = self.clock.now();
        let Arrival { draft, account_id, phone_verified, disabled, created_at, .. } = arrival;
        let account_id = account_id.unwrap_or_else(|| self.random.identifier(now));
        let mut authenticators = Vec::with_capacity(draft.authenticators.len());
        for (kind, name, record) in draft.authenticators {
            authenticators.push(self.authenticator(&account_id, kind, name, &record, now)?);
        }
        let account = Account {
            email_verified_at: draft.email.as_ref().filter(|_| draft.email_verified).map(|_| now),
            phone_verified_at: draft.phone.as_ref().filter(|_| phone_verified).map(|_| now),
            account_id,
            username: draft.username,
            email: draft.email,
            phone: draft.phone,
            profile: draft.profile,
            groups: draft.groups,
            attributes: draft.attributes,
            language: Language::default(),
            state: if disabled { State::Disabled } else { State::Active },
            created_at: created_at.map_or(now, |at| at.min(now)),
            updated_at: now,
            version: 1,
        };
        Ok((account, authenticators))
    }

    /// Completes or takes back imports that whoever began them left; how many.
    pub async fn mend_imports(&self) -> Result<u64, storage::Error> {
        let mut mended = 0_u64;
        let open = imports::open(&mut self.database.read().await?).await?;
        for import in open {
            let (id, now) = (import.import_id.clone(), self.clock.now());
            let taken = self
                .database
                .write(move |write| {
                    Box::pin(async move { imports::take(write, &id, now.before(SILENCE), now).await })
                })
                .await?;
            if taken {
                mended = mended.saturating_add(1);
                // As it was read: one that was decided stays so.
                if import.state == "settling" {
                    self.settle(&import.import_id).await?;
                } else {
                    self.undo(&import.import_id).await?;
                }
            }
        }
        Ok(mended)
    }

    /// Lets the accounts of a decided import in. Each is made at that moment, as far as anybody else can see, so that is when
    /// the log says so.
    async fn settle(&self, import_id: &str) -> Result<(), storage::Error> {
        loop {
            let (id, now, random) = (import_id.to_owned(), self.clock.now(), self.random.clone());
            let settled: usize = self
                .database
                .write(move |write| {
                    Box::pin(async move {
                        let settled = imports::settle(write, &id, STEP, now).await?;
                        let detail = serde_json::json!({ "by": "operator", "import_id": id }).to_string();
                        let made = |account_id: &String| Event {
                            event_id: random.identifier(now),
                            happened_at: now,
                            kind: "account.created".into(),
                            account_id: Some(account_id.clone()),
                            client_id: None,
                            address: None,
                            detail: detail.clone(),
                        };
                        let events: Vec<Event> = settled.iter().map(made).collect();
                        storage::audit::insert_many(write, &events).await?;
                        Ok::<_, storage::Error>(settled.len())
                    })
                })
                .await?;
            if settled == 0 {
                break;
            }
        }
        let id = import_id.to_owned();
        self.database
            .write(move |write| Box::pin(async move { imports::end(write, &id).await }))
            .await
            .map(drop)
    }

    async fn undo(&self, import_id: &str) -> Result<(), storage::Error> {
        let mut undone = 0_u64;
        loop {
            let (id, now) = (import_id.to_owned(), self.clock.now());
            let removed: u64 = self
                .database
                .write(move |write| Box::pin(async move { imports::undo(write, &id, STEP, now).await }))
                .await?;
            undone = undone.saturating_add(removed);
            if removed == 0 {
                break;
            }
        }
        let event = self.imported("accounts.import_undone", import_id, undone);
        let id = import_id.to_owned();
        self.database
            .write(move |write| {
                Box::pin(async move {
                    if imports::end(write, &id).await? {
                        storage::audit::insert(write, &event).await?;
                    }
                    Ok::<_, storage::Error>(())
                })
            })
            .await
    }

    fn imported(&self, kind: &str, import_id: &str, accounts: u64) -> Event {
        let detail = serde_json::json!({ "import_id": import_id, "accounts": accounts });
        self.actor.event(&self.random, self.clock.now(), kind, About::default(), detail)
    }
}

fn taken_away() -> Error {
    Error::Faulty("the import was silent for too long, and was taken back".into())
}

/// What the person of an account can sign in with.
fn names_of(arrival: &Arrival) -> Vec<String> {
    let username = name_key(&arrival.draft.username);
    let email = arrival.draft.email.as_deref().map(name_key).filter(|email| *email != username);
    std::iter::once(username).chain(email).collect()
}

/// The records of a file, a piece at a time, from a thread that reads ahead of whoever takes them by two pieces.
fn pieces(
    source: Source,
    declared: Arc<Declared>,
) -> (mpsc::Receiver<Vec<Record>>, JoinHandle<io::Result<()>>) {
    let (sender, receiver) = mpsc::channel(2);
    let reading = tokio::task::spawn_blocking(move || {
        let mut piece = Vec::with_capacity(PIECE);
        source.read(&declared, &mut |record| {
            piece.push(record);
            if piece.len() < PIECE {
                return true;
            }
            let full = std::mem::replace(&mut piece, Vec::with_capacity(PIECE));
            sender.blocking_send(full).is_ok()
        })?;
        // Whoever went away does not want the rest.
        let _ = sender.blocking_send(piece);
        Ok(())
    });
    (receiver, reading)
}

async fn ended(reading: JoinHandle<io::Result<()>>) -> Result<(), Error> {
    match reading.await {
        Ok(Ok(())) => Ok(()),
        // What the file is called, whoever gave it knows.
        Ok(Err(error)) => Err(Error::Invalid(vec![error.to_string()])),
        Err(_) => Err(Error::Faulty("reading the file was interrupted".into())),
    }
}

#[cfg(test)]
mod tests;
