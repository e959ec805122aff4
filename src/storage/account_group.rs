//! `account_group` and `group_member`: groups as things of their own, and who is in each.
//!
//! The names of an account's groups stand in the account too, where every token reads them. [`follow`] keeps both in step
//! wherever these names change: one that is new makes a group, and a group stays until somebody removes it.

use std::collections::BTreeSet;

use sqlx::FromRow;

use super::{
    Connection, Error, Write,
    account::Account,
    bulk::{Many, groups, many},
    list_from_json, list_to_json,
};
use crate::clock::Timestamp;

/// A group.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Group {
    /// Random or made of an account and a moment; never reassigned.
    pub group_id: String,
    /// As it stands in accounts and in the claim `groups`.
    pub name: String,
    /// What a provisioning client calls it.
    pub external_id: Option<String>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it or its members last changed.
    pub updated_at: Timestamp,
    /// Counts the changes, those of its members among them, but for accounts that were removed.
    pub version: i64,
}

/// Somebody in a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Whose account.
    pub account_id: String,
    /// Their user name.
    pub username: String,
    /// Their account is behind: the group's name does not stand there.
    pub is_behind: bool,
}

/// Makes a group without members.
///
/// # Errors
/// [`Error::Duplicate`] when there is one of that name.
pub async fn insert(db: &mut Write, group: &Group) -> Result<(), Error> {
    db.query(
        "INSERT INTO account_group (group_id, name, external_id, created_at, updated_at, version) \
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(&group.group_id)
    .bind(&group.name)
    .bind(&group.external_id)
    .bind(group.created_at)
    .bind(group.updated_at)
    .bind(group.version)
    .execute()
    .await?;
    Ok(())
}

/// The group with this identifier.
pub async fn find(db: &mut impl Connection, group_id: &str) -> Result<Option<Group>, Error> {
    db.query("SELECT * FROM account_group WHERE group_id = $1").bind(group_id).fetch_optional().await
}

/// A page of groups in order of identifier, after `after`, but for the first `skip`.
pub async fn list(db: &mut impl Connection, after: &str, limit: i64, skip: i64) -> Result<Vec<Group>, Error> {
    db.query("SELECT * FROM account_group WHERE group_id > $1 ORDER BY group_id LIMIT $2 OFFSET $3")
        .bind(after)
        .bind(limit)
        .bind(skip)
        .fetch_all()
        .await
}

/// How many groups there are.
pub async fn count(db: &mut impl Connection) -> Result<i64, Error> {
    db.query("SELECT COUNT(*) FROM account_group").fetch_count().await
}

/// Replaces what a group is called. `false` when `version` is no longer current.
///
/// # Errors
/// [`Error::Duplicate`] when there is another of that name.
pub async fn update(db: &mut Write, group: &Group, now: Timestamp) -> Result<bool, Error> {
    let changed = db
        .query(
            "UPDATE account_group SET name = $3, external_id = $4, updated_at = $5, version = version + 1 \
             WHERE group_id = $1 AND version = $2",
        )
        .bind(&group.group_id)
        .bind(group.version)
        .bind(&group.name)
        .bind(&group.external_id)
        .bind(now)
        .execute()
        .await?;
    Ok(changed == 1)
}

/// Removes a group. Its name is not taken out of the accounts that hold it.
pub async fn delete(db: &mut Write, group_id: &str) -> Result<bool, Error> {
    let changed = db.query("DELETE FROM account_group WHERE group_id = $1").bind(group_id).execute().await?;
    Ok(changed == 1)
}

/// Some members of a group in order of account, after `after`. The names of all their groups would outweigh them many times, so
/// what those tell is all that is kept of them.
pub async fn members(
    db: &mut impl Connection,
    group: &Group,
    after: &str,
    limit: i64,
) -> Result<Vec<Member>, Error> {
    let rows: Vec<(String, String, String)> = db
        .query(
            "SELECT account.account_id, account.username, account.groups FROM group_member \
             JOIN account ON account.account_id = group_member.account_id \
             WHERE group_member.group_id = $1 AND group_member.account_id > $2 \
             ORDER BY group_member.account_id LIMIT $3",
        )
        .bind(&group.group_id)
        .bind(after)
        .bind(limit)
        .fetch_all()
        .await?;
    let member = |(account_id, username, names): (String, String, String)| {
        let is_behind = !list_from_json(&names).contains(&group.name);
        Member { account_id, username, is_behind }
    };
    Ok(rows.into_iter().map(member).collect())
}

/// Whose accounts are in a group, in order, and no more of them than `limit`; none where there is no such group.
pub async fn member_ids(db: &mut impl Connection, group_id: &str, limit: i64) -> Result<Vec<String>, Error> {
    let rows: Vec<(String,)> = db
        .query("SELECT account_id FROM group_member WHERE group_id = $1 ORDER BY account_id LIMIT $2")
        .bind(group_id)
        .bind(limit)
        .fetch_all()
        .await?;
    Ok(rows.into_iter().map(|(account_id,)| account_id).collect())
}

/// How many members a group has.
pub async fn size(db: &mut impl Connection, group_id: &str) -> Result<i64, Error> {
    db.query("SELECT COUNT(*) FROM group_member WHERE group_id = $1").bind(group_id).fetch_count().await
}

/// The groups of an account, in order of their names.
pub async fn of_account(db: &mut impl Connection, account_id: &str) -> Result<Vec<Group>, Error> {
    db.query(
        "SELECT account_group.* FROM group_member JOIN account_group ON account_group.group_id = group_member.group_id \
         WHERE group_member.account_id = $1 ORDER BY account_group.name",
    )
    .bind(account_id)
    .fetch_all()
    .await
}

/// Puts an account into a group; `false` if it was.
pub async fn join(db: &mut Write, group_id: &str, account_id: &str) -> Result<bool, Error> {
    let changed = db
        .query("INSERT INTO group_member (group_id, account_id) VALUES ($1, $2) ON CONFLICT DO NOTHING")
        .bind(group_id)
        .bind(account_id)
        .execute()
        .await?;
    Ok(changed == 1)
}

/// Takes an account out of a group; `false` if it was not in it.
pub async fn leave(db: &mut Write, group_id: &str, account_id: &str) -> Result<bool, Error> {
    let changed = db
        .query("DELETE FROM group_member WHERE group_id = $1 AND account_id = $2")
        .bind(group_id)
        .bind(account_id)
        .execute()
        .await?;
    Ok(changed == 1)
}

/// Counts a change of a group's members.
pub async fn touch(db: &mut Write, group_id: &str, now: Timestamp) -> Result<(), Error> {
    db.query("UPDATE account_group SET version = version + 1, updated_at = $2 WHERE group_id = $1")
        .bind(group_id)
        .bind(now)
        .execute()
        .await?;
    Ok(())
}

/// Writes the names of an account's groups, and nothing else of it; whoever calls it tends to its memberships. `false` when
/// `version` is no longer current.
pub async fn rename_in_account(
    db: &mut Write,
    account: &Account,
    names: &[String],
    now: Timestamp,
) -> Result<bool, Error> {
    let changed = db
        .query(
            "UPDATE account SET groups = $3, updated_at = $4, version = version + 1 \
             WHERE account_id = $1 AND version = $2",
        )
        .bind(&account.account_id)
        .bind(account.version)
        .bind(list_to_json(names))
        .bind(now)
        .execute()
        .await?;
    Ok(changed == 1)
}

/// Does to the memberships of an account what a write changes of its names, which were `before`. A name that it leaves as it was may
/// be behind, while its group is being renamed: who is in that stays in it. `serial` tells the writes of one account apart.
pub(super) async fn follow(
    db: &mut Write,
    account: &Account,
    before: &[String],
    serial: i64,
    now: Timestamp,
) -> Result<(), Error> {
    let before: BTreeSet<&str> = before.iter().map(String::as_str).collect();
    let wanted: BTreeSet<&str> = account.groups.iter().map(String::as_str).collect();
    if before == wanted {
        return Ok(());
    }
    // Whoever was in none has none to leave.
    let held = if before.is_empty() { Vec::new() } else { of_account(db, &account.account_id).await? };
    let gone = |name: &str| before.contains(name) && !wanted.contains(name);
    for group in held.iter().filter(|group| gone(&group.name)) {
        leave(db, &group.group_id, &account.account_id).await?;
        touch(db, &group.group_id, now).await?;
    }
    for (number, name) in wanted.difference(&before).enumerate() {
        let made = format!("{}-{:x}-{serial}-{number}", account.account_id, now.milliseconds());
        let group_id = ensure(db, name, &made, now).await?;
        if join(db, &group_id, &account.account_id).await? {
            touch(db, &group_id, now).await?;
        }
    }
    Ok(())
}

/// The identifier of the group of this name, which is made as `made` if there is none.
async fn ensure(db: &mut Write, name: &str, made: &str, now: Timestamp) -> Result<String, Error> {
    db.query(
        "INSERT INTO account_group (group_id, name, external_id, created_at, updated_at, version) \
         VALUES ($1, $2, NULL, $3, $3, 1) ON CONFLICT (name) DO NOTHING",
    )
    .bind(made)
    .bind(name)
    .bind(now)
    .execute()
    .await?;
    let row: Option<(String,)> =
        db.query("SELECT group_id FROM account_group WHERE name = $1").bind(name).fetch_optional().await?;
    row.map(|(group_id,)| group_id).ok_or_else(|| Error::Faulty(format!("the group {name} is not there")))
}

static MEMBERS: Many = many!("INSERT INTO group_member (group_id, account_id)", 2, "($1, $2)");

/// The memberships of accounts that were made just now, many at once.
pub(super) async fn follow_all(db: &mut Write, accounts: &[Account], now: Timestamp) -> Result<(), Error> {
    let named: BTreeSet<(&str, &str)> = accounts
        .iter()
        .flat_map(|account| account.groups.iter().map(|name| (name.as_str(), account.account_id.as_str())))
        .collect();
    let mut rows: Vec<(String, &str)> = Vec::with_capacity(named.len());
    let mut last: Option<(&str, String)> = None;
    for (number, (name, account_id)) in named.into_iter().enumerate() {
        let group_id = match &last {
            Some((same, group_id)) if *same == name => group_id.clone(),
            _ => {
                let made = format!("{account_id}-{:x}-0-{number}", now.milliseconds());
                let group_id = ensure(db, name, &made, now).await?;
                touch(db, &group_id, now).await?;
                group_id
            }
        };
        last = Some((name, group_id.clone()));
        rows.push((group_id, account_id));
    }
    for rows in groups(&rows) {
        let mut query = db.query(MEMBERS.statement(rows.len()));
        for (group_id, account_id) in rows {
            query = query.bind(group_id).bind(*account_id);
        }
        query.execute().await?;
    }
    Ok(())
}
