//! Putting accounts into groups and taking them out, and writing a group's new name into its members: in pieces that nobody waits
//! behind, each with the events that tell of it. One write is the usual case.

use std::collections::BTreeMap;

use serde_json::json;

use crate::{
    administration::{
        Error,
        account::{Accounts, MOST_GROUPS},
        actor::About,
    },
    clock::Timestamp,
    storage::{self, Write, account_group},
};

/// Accounts of one write.
pub(super) const PIECE: usize = 200;

/// What becomes of one member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// It comes.
    In,
    /// It goes.
    Out,
    /// It stays, and what the group is called changes.
    Stays,
}

/// Members of a group and what becomes of each, in the order of their accounts, so that two writes never wait for one another.
pub(super) type Turns = BTreeMap<String, Turn>;

/// What a group is called, before and after.
#[derive(Clone, Debug)]
pub(super) struct Called {
    pub group_id: String,
    pub before: String,
    pub after: String,
}

/// Holds these accounts, so that the rows of groups are written after those of accounts everywhere.
pub(super) async fn hold(write: &mut Write, turns: &[(String, Turn)]) -> Result<(), Error> {
    for (account_id, _) in turns {
        storage::account::hold(write, account_id).await?;
    }
    Ok(())
}

/// Does it to one piece.
pub(super) async fn turn(
    write: &mut Write,
    accounts: &Accounts,
    called: &Called,
    turns: &[(String, Turn)],
    now: Timestamp,
) -> Result<(), Error> {
    for (account_id, turn) in turns {
        // Whoever is gone is no member.
        let Some(account) = storage::account::find(write, account_id).await? else { continue };
        match turn {
            Turn::In => account_group::join(write, &called.group_id, account_id).await?,
            Turn::Out => account_group::leave(write, &called.group_id, account_id).await?,
            Turn::Stays => true,
        };
        // What stands in the account may be behind; who is in which group is not.
        let held = account_group::of_account(write, account_id).await?;
        let mut names = account.groups.clone();
        names.retain(|name| held.iter().any(|group| group.name == *name));
        let new = held.iter().filter(|group| !account.groups.contains(&group.name));
        names.extend(new.map(|group| group.name.clone()));
        if *turn == Turn::In && names.len() > MOST_GROUPS {
            let fault = format!("{} would be in more than {MOST_GROUPS} groups", account.username);
            return Err(Error::Invalid(vec![fault]));
        }
        if names == account.groups {
            continue;
        }
        if !account_group::rename_in_account(write, &account, &names, now).await? {
            return Err(Error::Raced);
        }
        let detail = json!({
            "changed": ["groups"], "before": { "groups": account.groups }, "after": { "groups": names },
        });
        let about = About::account(account_id);
        let event = accounts.actor.event(&accounts.random, now, "account.changed", about, detail);
        storage::audit::insert(write, &event).await?;
    }
    Ok(())
}
