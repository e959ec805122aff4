//! Giving all accounts out, without anything secret: what [`super::import`] takes again, elsewhere.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::table::{COLUMNS, claim, columns_of, guarded};
use crate::{
    administration::{
        Error,
        account::Accounts,
        actor::About,
        attribute::{self, Place},
    },
    config::Attributes as Declared,
    storage::{
        self,
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

impl Accounts {
    /// Writes every account to `out`, in the order of their identifiers; how many. That it was done is in the audit log before
    /// the first one is out.
    ///
    /// # Errors
    /// The database, or `out`.
    pub async fn export(&self, form: Form, out: &mut (dyn Write + Send)) -> Result<u64, Error> {
        let now = self.clock.now();
        let form_name = match form {
            Form::Ndjson => "ndjson",
            Form::Csv => "csv",
        };
        let detail = json!({ "format": form_name });
        let event = self.actor.event(&self.random, now, "accounts.exported", About::default(), detail);
        self.database
            .write(move |write| Box::pin(async move { storage::audit::insert(write, &event).await }))
            .await?;
        let written = |error: io::Error| Error::Faulty(format!("the output cannot be written: {error}"));
        let mut table = (form == Form::Csv).then(|| csv::Writer::from_writer(Vec::new()));
        if let Some(table) = &mut table {
            let head = COLUMNS.iter().map(ToString::to_string).chain(columns_of(&self.declared));
            table.write_record(head).map_err(|error| written(error.into()))?;
        }
        let (mut count, mut after) = (0_u64, String::new());
        loop {
            let page = storage::account::list(&mut self.database.read().await?, &after, PAGE).await?;
            let Some(last) = page.last() else { break };
            after.clone_from(&last.account_id);
            count = count.saturating_add(page.len() as u64);
            let mut text = Vec::new();
            for account in &page {
                if let Some(table) = &mut table {
                    table
                        .write_record(row(account, &self.declared))
                        .map_err(|error| written(error.into()))?;
                } else {
                    serde_json::to_writer(&mut text, &object(account))
                        .map_err(|error| written(error.into()))?;
                    text.push(b'\n');
                }
            }
            if let Some(full) = table.take() {
                text = full.into_inner().map_err(|error| written(io::Error::other(error.to_string())))?;
                table = Some(csv::Writer::from_writer(Vec::new()));
            }
            out.write_all(&text).map_err(written)?;
        }
        if let Some(rest) = table {
            let rest = rest.into_inner().map_err(|error| written(io::Error::other(error.to_string())))?;
            out.write_all(&rest).map_err(written)?;
        }
        out.flush().map_err(written)?;
        Ok(count)
    }
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
            "groups" => guarded(&account.groups.join(";")),
            "created_at" => account.created_at.to_rfc3339_exactly(),
            name => guarded(claim(&mut profile, name).and_then(|claim| claim.as_deref()).unwrap_or_default()),
        })
        .chain(attributes)
        .collect()
}
