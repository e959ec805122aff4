//! Making, showing, changing and removing groups. Their names are those that stand in accounts and in the claim `groups`; who comes or
//! goes is told as a change of their account.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::{
    Directory, Meta, Resource,
    condition::Condition,
    fault::Fault,
    membership::{self, Called, PIECE, Turn, Turns},
    patch,
    reading::{self, MOST_MEMBERS},
    schema::ResourceType,
};
use crate::{
    administration::{Error, account::LONGEST_GROUP, actor::About},
    clock::Timestamp,
    storage::{
        self, Reader, Write,
        account_group::{self, Group, Member},
        account_import,
        audit::Event,
    },
};

/// Members that one read takes.
const AT_ONCE: i64 = 1000;

/// How often a change is tried again: many members may come at the same time, each by a request of its own.
const TRIES: u32 = 10;

/// What a document says of a group.
#[derive(Clone)]
struct Said {
    name: String,
    external_id: Option<String>,
    members: BTreeSet<String>,
}

fn said(document: &Map<String, Value>) -> Result<Said, Fault> {
    let text = |name: &str| document.get(name).and_then(Value::as_str).map(str::to_owned);
    let name = text("displayName").unwrap_or_default();
    let fits = !name.is_empty() && name.trim() == name && name.chars().count() <= LONGEST_GROUP;
    if !fits {
        return Err(Fault::value(format!(
            "displayName must have 1 to {LONGEST_GROUP} characters, none of them white space at either end"
        )));
    }
    let members = document.get("members").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let mut ids = BTreeSet::new();
    for member in members {
        let kind = member.get("type").and_then(Value::as_str).unwrap_or("User");
        if !kind.eq_ignore_ascii_case("User") {
            return Err(Fault::value("members: a group holds accounts, and no other groups"));
        }
        ids.extend(member.get("value").and_then(Value::as_str).map(str::to_owned));
    }
    Ok(Said { name, external_id: text("externalId").filter(|id| !id.is_empty()), members: ids })
}

fn document(group: &Group, members: Option<&[Member]>, base: &str) -> Map<String, Value> {
    let mut document = Map::new();
    document.insert("displayName".into(), group.name.clone().into());
    if let Some(external_id) = &group.external_id {
        document.insert("externalId".into(), external_id.clone().into());
    }
    let members = members.unwrap_or_default();
    if !members.is_empty() {
        let listed = members.iter().map(|member| {
            let id = &member.account_id;
            json!({ "value": id, "$ref": format!("{base}/Users/{id}"), "type": "User", "display": member.username })
        });
        document.insert("members".into(), listed.collect());
    }
    document
}

impl Directory {
    async fn group_row(&self, reader: &mut Reader, id: &str) -> Result<Group, Fault> {
        let group = account_group::find(reader, id).await?;
        group.ok_or_else(|| Fault::missing(format!("Group {id}")))
    }

    async fn dressed_group(
        &self,
        reader: &mut Reader,
        group: &Group,
        members: Option<&[Member]>,
    ) -> Result<Resource, Fault> {
        // Members go with their accounts without a word to the group, so their number is a part of its version.
        let size = account_group::size(reader, &group.group_id).await?;
        let meta = Meta {
            resource: ResourceType::Group,
            id: &group.group_id,
            created: group.created_at,
            modified: group.updated_at,
            tag: format!("W/\"{}.{size}\"", group.version),
        };
        Ok(self.dressed(meta, document(group, members, &self.base)))
    }

    /// Groups as they are shown, together with at most so many members as one request looks at.
    pub(super) async fn dressed_groups(
        &self,
        reader: &mut Reader,
        groups: Vec<Group>,
        with_members: bool,
    ) -> Result<Vec<Resource>, Fault> {
        let mut left = MOST_MEMBERS;
        let mut resources = Vec::with_capacity(groups.len());
        for group in groups {
            let members = if with_members { Some(members(reader, &group, left).await?) } else { None };
            left = left.saturating_sub(members.as_ref().map_or(0, Vec::len));
            resources.push(self.dressed_group(reader, &group, members.as_deref()).await?);
        }
        Ok(resources)
    }

    /// One group.
    ///
    /// # Errors
    /// 404; `tooMany` for more members than one answer holds.
    pub async fn group(&self, id: &str, with_members: bool) -> Result<Resource, Fault> {
        let mut reader = self.accounts.database.read().await?;
        let group = self.group_row(&mut reader, id).await?;
        let shown = self.dressed_groups(&mut reader, vec![group], with_members).await?;
        shown.into_iter().next().ok_or_else(|| Fault::internal("a group that is not shown"))
    }

    /// Makes a group.
    ///
    /// # Errors
    /// What is wrong with the body; `uniqueness` for a name that another has.
    pub async fn create_group(&self, body: &Value) -> Result<Resource, Fault> {
        let said = said(&reading::resource(ResourceType::Group, body)?)?;
        let now = self.accounts.clock.now();
        let group = Group {
            group_id: self.accounts.random.identifier(now),
            name: said.name,
            external_id: said.external_id,
            created_at: now,
            updated_at: now,
            version: 1,
        };
        let turns: Turns = said.members.into_iter().map(|id| (id, Turn::In)).collect();
        self.may_turn(&turns).await?;
        let id = group.group_id.clone();
        let called = Called { group_id: id.clone(), before: group.name.clone(), after: group.name.clone() };
        let event = self.group_event("group.created", &called, now);
        let (first, rest) = pieces(turns);
        let (accounts, calling) = (self.accounts.clone(), called.clone());
        self.accounts
            .database
            .write(move |write| {
                Box::pin(async move {
                    membership::hold(write, &first).await?;
                    account_group::insert(write, &group).await.map_err(named)?;
                    membership::turn(write, &accounts, &calling, &first, now).await?;
                    storage::audit::insert(write, &event).await?;
                    Ok::<_, Error>(())
                })
            })
            .await?;
        self.turn_rest(&called, rest, now).await?;
        self.group(&id, true).await
    }

    /// Replaces a group with its members.
    ///
    /// # Errors
    /// As of making one; 404, 412.
    pub async fn replace_group(
        &self,
        id: &str,
        condition: &Condition,
        body: &Value,
    ) -> Result<Resource, Fault> {
        let said = said(&reading::resource(ResourceType::Group, body)?)?;
        self.change_group(id, condition, |_| Ok(said.clone())).await?;
        self.group(id, true).await
    }

    /// Does the operations of a PATCH.
    ///
    /// # Errors
    /// As of replacing; what an operation cannot do.
    pub async fn patch_group(&self, id: &str, condition: &Condition, body: &Value) -> Result<(), Fault> {
        let operations = patch::read(ResourceType::Group, body)?;
        self.change_group(id, condition, |before| {
            said(&patch::apply(ResourceType::Group, before, &operations)?)
        })
        .await
    }

    /// Changes a group; again, where another was faster and no version is meant.
    async fn change_group(
        &self,
        id: &str,
        condition: &Condition,
        change: impl Fn(&Map<String, Value>) -> Result<Said, Fault>,
    ) -> Result<(), Fault> {
        let mut tries = 0_u32;
        loop {
            tries = tries.saturating_add(1);
            match self.change_group_once(id, condition, &change).await {
                Err(fault) if fault == Fault::changed() && condition.is_any() && tries < TRIES => {}
                done => return done,
            }
        }
    }

    async fn change_group_once(
        &self,
        id: &str,
        condition: &Condition,
        change: &impl Fn(&Map<String, Value>) -> Result<Said, Fault>,
    ) -> Result<(), Fault> {
        let mut reader = self.accounts.database.read().await?;
        let group = self.group_row(&mut reader, id).await?;
        let members = members(&mut reader, &group, MOST_MEMBERS).await?;
        self.dressed_group(&mut reader, &group, None).await?.meets(condition)?;
        drop(reader);
        let said = change(&document(&group, Some(&members), &self.base))?;
        let called = Called { group_id: id.to_owned(), before: group.name.clone(), after: said.name.clone() };
        let renamed = called.before != called.after;
        let mut turns = Turns::new();
        // Of a new name, and of one that an earlier change did not bring everywhere.
        let stays = members.iter().filter(|member| renamed || member.is_behind);
        turns.extend(stays.map(|member| (member.account_id.clone(), Turn::Stays)));
        let held: BTreeSet<String> = members.into_iter().map(|member| member.account_id).collect();
        turns.extend(said.members.difference(&held).map(|id| (id.clone(), Turn::In)));
        turns.extend(held.difference(&said.members).map(|id| (id.clone(), Turn::Out)));
        if turns.is_empty() && !renamed && said.external_id == group.external_id {
            return Ok(());
        }
        self.may_turn(&turns).await?;
        let now = self.accounts.clock.now();
        let event = self.group_event("group.changed", &called, now);
        let stored = Group { name: said.name, external_id: said.external_id, ..group };
        let (first, rest) = pieces(turns);
        let (accounts, calling) = (self.accounts.clone(), called.clone());
        self.accounts
            .database
            .write(move |write| {
                Box::pin(async move {
                    membership::hold(write, &first).await?;
                    if !account_group::update(write, &stored, now).await.map_err(named)? {
                        return Err(Error::Raced);
                    }
                    membership::turn(write, &accounts, &calling, &first, now).await?;
                    storage::audit::insert(write, &event).await?;
                    Ok(())
                })
            })
            .await?;
        self.turn_rest(&called, rest, now).await
    }

    /// Removes a group; its members are in it no longer.
    ///
    /// # Errors
    /// 404, 412, 403 if somebody who administers is in it.
    pub async fn delete_group(&self, id: &str, condition: &Condition) -> Result<(), Fault> {
        let mut reader = self.accounts.database.read().await?;
        let group = self.group_row(&mut reader, id).await?;
        let members = members(&mut reader, &group, MOST_MEMBERS).await?;
        self.dressed_group(&mut reader, &group, None).await?.meets(condition)?;
        drop(reader);
        let called =
            Called { group_id: id.to_owned(), before: group.name.clone(), after: group.name.clone() };
        let turns: Turns = members.into_iter().map(|member| (member.account_id, Turn::Out)).collect();
        self.may_turn(&turns).await?;
        let now = self.accounts.clock.now();
        let event = self.group_event("group.deleted", &called, now);
        // The last piece goes with the group itself.
        let (last, rest) = pieces(turns);
        // The version that is meant is taken by whatever is written first, which makes it another.
        let mut meant = (!condition.is_any()).then_some(group);
        if !rest.is_empty()
            && let Some(group) = meant.take()
        {
            self.accounts
                .database
                .write(move |write| Box::pin(async move { taken_over(write, &group, now).await }))
                .await?;
        }
        self.turn_rest(&called, rest, now).await?;
        let accounts = self.accounts.clone();
        self.accounts
            .database
            .write(move |write| {
                Box::pin(async move {
                    membership::hold(write, &last).await?;
                    if let Some(group) = meant {
                        taken_over(write, &group, now).await?;
                    }
                    membership::turn(write, &accounts, &called, &last, now).await?;
                    if account_group::delete(write, &called.group_id).await? {
                        storage::audit::insert(write, &event).await?;
                    }
                    Ok::<_, Error>(())
                })
            })
            .await?;
        Ok(())
    }

    /// Refuses members that there are not, and those that the caller may not act on.
    async fn may_turn(&self, turns: &Turns) -> Result<(), Fault> {
        let mut reader = self.accounts.database.read().await?;
        let beyond = self.beyond(&mut reader).await?;
        if turns.keys().any(|id| beyond.contains(id)) {
            return Err(Fault::beyond());
        }
        let new: Vec<String> =
            turns.iter().filter(|(_, turn)| **turn == Turn::In).map(|(id, _)| id.clone()).collect();
        let known: BTreeSet<String> = account_import::known(&mut reader, &new).await?.into_iter().collect();
        match new.iter().find(|id| !known.contains(*id)) {
            Some(id) => Err(Fault::value(format!(
                "members: there is no User {}",
                id.chars().take(80).collect::<String>()
            ))),
            None => Ok(()),
        }
    }

    async fn turn_rest(&self, called: &Called, rest: Piece, now: Timestamp) -> Result<(), Fault> {
        for piece in rest.chunks(PIECE) {
            let (piece, called, accounts) = (piece.to_vec(), called.clone(), self.accounts.clone());
            self.accounts
                .database
                .write(move |write| {
                    Box::pin(async move {
                        membership::hold(write, &piece).await?;
                        membership::turn(write, &accounts, &called, &piece, now).await?;
                        account_group::touch(write, &called.group_id, now).await?;
                        Ok::<_, Error>(())
                    })
                })
                .await?;
        }
        Ok(())
    }

    fn group_event(&self, kind: &str, called: &Called, now: Timestamp) -> Event {
        let mut detail = json!({ "group": called.group_id, "name": called.after });
        if called.before != called.after
            && let Some(fields) = detail.as_object_mut()
        {
            fields.insert("before".into(), json!({ "name": called.before }));
        }
        self.accounts.actor.event(&self.accounts.random, now, kind, About::default(), detail)
    }
}

/// Accounts with what becomes of each in the group.
type Piece = Vec<(String, Turn)>;

/// What is done in the write of the group itself, and what after it.
fn pieces(turns: Turns) -> (Piece, Piece) {
    let mut first: Vec<_> = turns.into_iter().collect();
    let rest = first.split_off(first.len().min(PIECE));
    (first, rest)
}

/// Makes a group that is to go another version.
///
/// # Errors
/// [`Error::Raced`] if it is one already.
async fn taken_over(write: &mut Write, group: &Group, now: Timestamp) -> Result<(), Error> {
    if account_group::update(write, group, now).await.map_err(named)? { Ok(()) } else { Err(Error::Raced) }
}

fn named(error: storage::Error) -> Error {
    match error {
        storage::Error::Duplicate => Error::Exists("a group of that name".into()),
        error => Error::Storage(error),
    }
}

/// All members of a group, if they are not more than `most`.
async fn members(reader: &mut Reader, group: &Group, most: usize) -> Result<Vec<Member>, Fault> {
    let mut all: Vec<Member> = Vec::new();
    loop {
        let after = all.last().map_or(String::new(), |member| member.account_id.clone());
        let page = account_group::members(reader, group, &after, AT_ONCE).await?;
        if page.is_empty() {
            return Ok(all);
        }
        all.extend(page);
        if all.len() > most {
            return Err(too_many());
        }
    }
}

fn too_many() -> Fault {
    Fault::too_many(format!("more than {MOST_MEMBERS} members; ask with excludedAttributes=members"))
}
