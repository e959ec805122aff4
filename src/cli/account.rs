//! `doorward account`: people.

use anyhow::Context;
use serde_json::{Value, json};
use zeroize::Zeroizing;

use super::{
    Opened, Usage,
    args::{self, NewAccount, Sure},
    attribute, invitation,
    output::{json, moment, say, table},
    prompt, transfer,
};
use crate::{
    administration::{account::Draft, reset::Terms, role::Role},
    authentication::{
        factor::{
            Record,
            password::{NotSet, PasswordHash},
        },
        password_history,
    },
    storage::{
        self,
        account::{Account, Profile, State},
        authenticator::Authenticator,
    },
};

/// How many accounts one read takes.
const PAGE: i64 = 500;

/// Does what was asked for.
pub async fn run(command: args::Account, opened: &Opened) -> anyhow::Result<()> {
    match command {
        args::Account::Create(new) => create(*new, opened).await,
        args::Account::Import(what) => transfer::import(opened, *what).await,
        args::Account::Export { format } => transfer::export(opened, format).await,
        args::Account::Invite(new) => invitation::invite(new, opened).await,
        args::Account::Invitations(output) => invitation::list(opened, output.json).await,
        args::Account::SendInvitation { invitation_id } => invitation::send(opened, &invitation_id).await,
        args::Account::RevokeInvitation { invitation_id } => invitation::revoke(opened, &invitation_id).await,
        args::Account::List(output) => list(opened, output.json).await,
        args::Account::Show { name, output } => show(opened, &name, output.json).await,
        args::Account::Role { name, role } => give_role(opened, &name, &role).await,
        args::Account::Roles(output) => roles(opened, output.json).await,
        args::Account::Disable { name } => set_state(opened, &name, State::Disabled).await,
        args::Account::Enable { name } => set_state(opened, &name, State::Active).await,
        args::Account::SetAttribute { name, attribute, value } => {
            attribute::set(opened, &name, &attribute, value.as_deref()).await
        }
        args::Account::SetPassword { name } => set_password(opened, &name).await,
        args::Account::ResetFactor { name, factor } => reset_factor(opened, &name, &factor).await,
        args::Account::Reset { name } => reset(opened, &name).await,
        args::Account::Unfreeze { name } => unfreeze(opened, &name).await,
        args::Account::Delete { name, sure } => delete(opened, &name, sure).await,
    }
}

async fn show(opened: &Opened, name: &str, as_json: bool) -> anyhow::Result<()> {
    let account = opened.accounts().find(name).await?;
    let mut reader = opened.database.read().await?;
    let factors = storage::authenticator::of_account(&mut reader, &account.account_id).await?;
    let shown = description(&account, Some(&factors));
    if as_json {
        return json(&shown);
    }
    print(&shown);
    Ok(())
}

async fn give_role(opened: &Opened, name: &str, role: &str) -> anyhow::Result<()> {
    let role = match role {
        "none" => None,
        other => Some(Role::parse(other).ok_or_else(|| {
            Usage(format!("{other} is no role; there are owner, administrator, support, auditor and none"))
        })?),
    };
    let account = opened.accounts().find(name).await?;
    opened.roles().set(&account.account_id, role).await?;
    println!("{} administers as: {}.", account.username, role.map_or("nothing", Role::name));
    Ok(())
}

async fn set_state(opened: &Opened, name: &str, state: State) -> anyhow::Result<()> {
    let account = opened.accounts().set_state(name, state).await?;
    match state {
        State::Active => println!("{} can sign in again.", account.username),
        State::Disabled => {
            println!("{} can no longer sign in; its sessions and grants have ended.", account.username);
        }
    }
    Ok(())
}

async fn set_password(opened: &Opened, name: &str) -> anyhow::Result<()> {
    let accounts = opened.accounts();
    let account = accounts.find(name).await?;
    let plain = prompt::new_password()?;
    let former = former(opened, &account.account_id).await?;
    let record = hashed(opened, &plain, &account.username, account.email.as_deref(), &former)?;
    accounts.set_password(name, &record, opened.in_force.password.history).await?;
    println!("{} has a new password; its sessions and grants have ended.", account.username);
    Ok(())
}

async fn reset_factor(opened: &Opened, name: &str, factor: &str) -> anyhow::Result<()> {
    let kinds = opened.registry.kinds();
    if !kinds.contains(&factor) {
        return Err(Usage(format!("{factor} is not a factor; there are {}", kinds.join(", "))).into());
    }
    match opened.accounts().reset_factor(name, factor).await? {
        0 => println!("{name} had no {factor}; its failures are forgotten."),
        removed => println!("Removed {removed} of {factor} from {name}; its failures are forgotten."),
    }
    Ok(())
}

async fn unfreeze(opened: &Opened, name: &str) -> anyhow::Result<()> {
    if opened.accounts().unfreeze(name).await? {
        println!("The ways to sign in of {name} can be changed again.");
    } else {
        println!("The ways to sign in of {name} were not frozen.");
    }
    Ok(())
}

async fn delete(opened: &Opened, name: &str, sure: Sure) -> anyhow::Result<()> {
    let accounts = opened.accounts();
    let account = accounts.find(name).await?;
    prompt::confirm(sure, &format!("Delete the account {}", account.username))?;
    accounts.delete(&account.account_id, None).await?;
    println!("Deleted the account {}.", account.username);
    Ok(())
}

async fn create(new: NewAccount, opened: &Opened) -> anyhow::Result<()> {
    let mut profile = match &new.claims {
        None => Profile::default(),
        Some(file) => {
            let text = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
            serde_json::from_str(&text).map_err(|error| Usage(format!("{}: {error}", file.display())))?
        }
    };
    if new.name.is_some() {
        profile.name = new.name;
    }
    let attributes = attribute::of_pairs(&opened.in_force.profile.attributes, &new.attribute)?;
    let username = new.username.or_else(|| new.email.clone()).unwrap_or_default();
    let authenticators = if new.no_password {
        Vec::new()
    } else {
        let plain = prompt::new_password()?;
        let record = hashed(opened, &plain, &username, new.email.as_deref(), &[])?;
        vec![("password".to_owned(), String::new(), record)]
    };
    let account = opened
        .accounts()
        .create(Draft {
            username,
            email: new.email,
            email_verified: new.email_verified,
            phone: new.phone,
            profile,
            groups: new.group,
            attributes,
            authenticators,
            role: None,
        })
        .await?;
    if new.output.json {
        json(&description(&account, None))
    } else {
        println!("Made the account {} ({}).", account.username, account.account_id);
        Ok(())
    }
}

async fn roles(opened: &Opened, as_json: bool) -> anyhow::Result<()> {
    let holders = opened.roles().list().await?;
    if as_json {
        let shown = holders.iter().map(|holder| {
            json!({
                "account_id": holder.account_id,
                "username": holder.username,
                "role": holder.role.name(),
                "granted_at": moment(holder.granted_at),
            })
        });
        return json(&shown.collect::<Vec<_>>());
    }
    let rows: Vec<_> = holders
        .into_iter()
        .map(|holder| [holder.username, holder.role.name().to_owned(), moment(holder.granted_at)])
        .collect();
    say(&table(["username", "role", "since"], &rows))
}

async fn reset(opened: &Opened, name: &str) -> anyhow::Result<()> {
    let account = opened.accounts().find(name).await?;
    let reset = opened.resets().start(&account, &Terms::from_config(&opened.in_force)).await?;
    println!(
        "From {} until {} {} can choose a new password by a mailed code, without a second factor. Their addresses are told, \
         with a link that stops it.",
        moment(reset.opens_at),
        moment(reset.closes_at),
        account.username
    );
    Ok(())
}

/// The passwords of an account that are remembered.
async fn former(opened: &Opened, account_id: &str) -> anyhow::Result<Vec<PasswordHash>> {
    let mut reader = opened.database.read().await?;
    let remembered = opened.in_force.password.history;
    let last = password_history::last(&mut reader, &opened.vault, account_id, remembered).await?;
    Ok(last.into_iter().map(|record| record.read()).collect::<Result<_, _>>()?)
}

/// The hash of a new password, if the password is good enough for this installation and none of the `former` ones.
fn hashed(
    opened: &Opened,
    plain: &Zeroizing<String>,
    username: &str,
    email: Option<&str>,
    former: &[PasswordHash],
) -> anyhow::Result<Record> {
    let host = opened.in_force.host();
    let context = [username, email.unwrap_or_default(), &host, "doorward"];
    let credential = opened.registry.password().replace(plain, &context, former, &opened.random).map_err(
        |error| -> anyhow::Error {
            if matches!(error, NotSet::Weak(_)) { Usage(error.to_string()).into() } else { error.into() }
        },
    )?;
    Ok(Record::of(&PasswordHash::Own(credential))?)
}

async fn list(opened: &Opened, as_json: bool) -> anyhow::Result<()> {
    let mut all = Vec::new();
    let mut after = String::new();
    loop {
        let page = storage::account::list(&mut opened.database.read().await?, &after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after.clone_from(&last.account_id);
        all.extend(page);
    }
    if as_json {
        return json(&all.iter().map(|account| description(account, None)).collect::<Vec<_>>());
    }
    let rows: Vec<_> = all
        .into_iter()
        .map(|account| {
            let email = account.email.unwrap_or_default();
            [account.username, email, state(account.state).to_owned(), account.account_id]
        })
        .collect();
    say(&table(["username", "email", "state", "account_id"], &rows))
}

fn state(state: State) -> &'static str {
    match state {
        State::Active => "active",
        State::Disabled => "disabled",
    }
}

/// An account as JSON. Nothing in it is secret.
fn description(account: &Account, factors: Option<&[Authenticator]>) -> Value {
    let mut shown = json!({
        "account_id": account.account_id,
        "username": account.username,
        "email": account.email,
        "email_verified": account.email_verified_at.is_some(),
        "phone": account.phone,
        "state": state(account.state),
        "groups": account.groups,
        "claims": account.profile,
        "attributes": account.attributes,
        "created_at": moment(account.created_at),
    });
    if let (Some(factors), Some(object)) = (factors, shown.as_object_mut()) {
        let factors = factors.iter().map(|factor| {
            json!({
                "kind": factor.kind,
                "name": factor.name,
                "state": factor.state,
                "added": moment(factor.created_at),
                "last_used": factor.last_used_at.map(moment),
            })
        });
        object.insert("factors".into(), factors.collect());
    }
    shown
}

fn print(shown: &Value) {
    for (name, value) in shown.as_object().into_iter().flatten() {
        match value {
            Value::String(text) => println!("{name}: {text}"),
            Value::Array(items) => items.iter().for_each(|item| println!("{name}: {item}")),
            value => println!("{name}: {value}"),
        }
    }
}
