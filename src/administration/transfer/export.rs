//! Giving all accounts out, without anything secret: what [`super::import`] takes again, elsewhere.

use std::{
    io::{self, Write},
    sync::Arc,
};

use serde_json::{Map, Value, json};

use super::table::{COLUMNS, claim, columns_of, guarded, joined};
use crate::{
    administration::{
        Error,
        account::Accounts,
        actor::About,
        attribute::{self, Place},
    },
    config::Attributes as Declared,
    storage::{
        self, Database,
        account::{Account, State},
    },
};

/// Accounts of one read.
const PAGE: i64 = 500;

/// How they are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// One JSON object a line, with everything.
    Ndjson,
    /// A table; the address claim, which has parts, is not in it, nor what no declaration speaks of.
    Csv,
}

/// All accounts on their way out, a piece at a time, in the order of their identifiers.
pub struct Exporting {
    database: Database,
    /// The attributes that are columns.
    declared: Arc<Declared>,
    form: Form,
    /// The last that is out.
    after: String,
    count: u64,
    begun: bool,
}

impl Accounts {
    /// Begins to give every account out. That it was done is in the audit log before the first one is out.
    pub async fn export(&self, form: Form) -> Result<Exporting, Error> {
        let form_name = match form {
            Form::Ndjson => "ndjson",
            Form::Csv => "csv",
        };
        let (now, detail) = (self.clock.now(), json!({ "format": form_name }));
        let event = self.actor.event(&self.random, now, "accounts.exported", About::default(), detail);
        self.database
            .write(move |write| Box::pin(async move { storage::audit::insert(write, &event).await }))
            .await?;
        let (database, declared) = (self.database.clone(), Arc::clone(&self.declared));
        Ok(Exporting { database, declared, form, after: String::new(), count: 0, begun: false })
    }
}

impl Exporting {
    /// The next piece; `None` after the last.
    ///
    /// # Errors
    /// The database.
    pub async fn next_piece(&mut self) -> Result<Option<Vec<u8>>, Error> {
        let page = storage::account::list(&mut self.database.read().await?, &self.after, PAGE).await?;
        if let Some(last) = page.last() {
            self.after.clone_from(&last.account_id);
        }
        self.count = self.count.saturating_add(page.len() as u64);
        let first = !std::mem::replace(&mut self.begun, true);
        let text = match self.form {
            Form::Ndjson => lines(&page),
            Form::Csv => rows(&page, &self.declared, first),
        };
        let text = text.map_err(|error| Error::Faulty(format!("accounts cannot be written: {error}")))?;
        Ok(Some(text).filter(|text| !text.is_empty()))
    }

    /// Writes all of it to `out`; how many accounts.
    ///
    /// # Errors
    /// The database, or `out`.
    pub async fn write_to(mut self, out: &mut (dyn Write + Send)) -> Result<u64, Error> {
        let written = |error: io::Error| Error::Faulty(format!("the output cannot be written: {error}"));
        while let Some(piece) = self.next_piece().await? {
            out.write_all(&piece).map_err(written)?;
        }
        out.flush().map_err(written)?;
        Ok(self.count)
    }
}

fn lines(page: &[Account]) -> io::Result<Vec<u8>> {
    let mut text = Vec::new();
    for account in page {
        serde_json::to_writer(&mut text, &object(account))?;
        text.push(b'\n');
    }
    Ok(text)
}

/// The rows of a page, below the head of the table if it is the first.
fn rows(page: &[Account], declared: &Declared, first: bool) -> io::Result<Vec<u8>> {
    let mut table = csv::Writer::from_writer(Vec::new());
    if first {
        table.write_record(COLUMNS.iter().map(ToString::to_string).chain(columns_of(declared)))?;
    }
    for account in page {
        table.write_record(row(account, declared))?;
    }
    table.into_inner().map_err(|error| io::Error::other(error.to_string()))
}

/// The record as JSON; what is not there is left out.
fn object(account: &Account) -> Value {
    let mut object = Map::new();
    let mut put = |name: &str, value: Value| {
        if !value.is_null() {
            object.insert(name.to_owned(), value);
        }
    };
    put("account_id", json!(account.account_id));
    put("username", json!(account.username));
    put("email", json!(account.email));
    put("email_verified", json!(account.email_verified_at.is_some()));
    put("phone", json!(account.phone));
    put("phone_verified", json!(account.phone_verified_at.is_some()));
    put("state", json!(account.state));
    put("groups", json!(account.groups));
    put("claims", json!(account.profile));
    if !account.attributes.is_empty() {
        put("attributes", json!(account.attributes));
    }
    put("created_at", json!(account.created_at.to_rfc3339_exactly()));
    Value::Object(object)
}

fn row(account: &Account, declared: &Declared) -> Vec<String> {
    let mut profile = account.profile.clone();
    let attributes = declared.iter().map(|one| {
        let value = account.attributes.get(&one.name);
        guarded(&value.map(|value| attribute::written(one.kind, value, Place::Cell)).unwrap_or_default())
    });
    COLUMNS
        .iter()
        .map(|name| match *name {
            "account_id" => account.account_id.clone(),
            "username" => guarded(&account.username),
            "email" => guarded(account.email.as_deref().unwrap_or_default()),
            "email_verified" => account.email_verified_at.is_some().to_string(),
            "phone" => guarded(account.phone.as_deref().unwrap_or_default()),
            "phone_verified" => account.phone_verified_at.is_some().to_string(),
            "state" => if account.state == State::Active { "active" } else { "disabled" }.to_owned(),
            "groups" => guarded(&joined(&account.groups)),
            "created_at" => account.created_at.to_rfc3339_exactly(),
            name => guarded(claim(&mut profile, name).and_then(|claim| claim.as_deref()).unwrap_or_default()),
        })
        .chain(attributes)
        .collect()
}
