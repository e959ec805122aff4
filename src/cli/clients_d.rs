//! Clients declared in files: `client.directory/*.toml`, one client each, with the names of RFC 7591 and ours.
//!
//! A directory is read whole before anything is written, so a fault anywhere leaves the clients as they were; each file
//! is then one write. `client_secret_file` names a file with the secret, relative to the file that names it.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    process::ExitCode,
};

use crate::{
    administration::{
        self,
        client::{Clients, Difference, Draft},
    },
    storage,
};

/// Where such clients come from, in their records.
const SOURCE: &str = "file";

/// How to go about it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Manner {
    /// Remove clients whose file is gone.
    pub prune: bool,
    /// Change nothing.
    pub dry_run: bool,
}

/// What became of one client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It was as its file says.
    None,
    /// It was not there.
    Created,
    /// It was otherwise.
    Changed,
    /// Its file is gone.
    Removed,
}

impl From<Difference> for Change {
    fn from(difference: Difference) -> Self {
        match difference {
            Difference::None => Self::None,
            Difference::Created => Self::Created,
            Difference::Changed => Self::Changed,
        }
    }
}

/// Why the files were not applied.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// What is wrong with the files, a line each.
    #[error("{}", .0.join("\n"))]
    Faults(Vec<String>),
    /// The database.
    #[error(transparent)]
    Storage(#[from] storage::Error),
}

/// Makes the clients what the files of `directory` say.
pub async fn sync(
    clients: &Clients,
    directory: &Path,
    manner: Manner,
) -> Result<Vec<(String, Change)>, Error> {
    let declared = read(directory).map_err(Error::Faults)?;
    let mut faults = Vec::new();
    let mut plan = Vec::new();
    for (client_id, (file, draft)) in declared {
        match clients.compare(&draft).await {
            Ok(difference) => plan.push((client_id, file, draft, difference.into())),
            Err(error) => faults.extend(named(&file, error)?),
        }
    }
    if !faults.is_empty() {
        return Err(Error::Faults(faults));
    }
    let mut stale = Vec::new();
    if manner.prune {
        let all = clients.list().await.map_err(stored)?;
        let is_stale = |id: &String| !plan.iter().any(|(declared, ..)| declared == id);
        stale =
            all.into_iter().filter(|client| client.source == SOURCE).map(|client| client.client_id).collect();
        stale.retain(is_stale);
    }
    let mut done = Vec::new();
    for (client_id, file, draft, change) in plan {
        let is_due = !manner.dry_run && change != Change::None;
        if is_due && let Err(error) = clients.put(draft, SOURCE).await {
            return Err(Error::Faults(named(&file, error)?));
        }
        done.push((client_id, change));
    }
    for client_id in stale {
        if !manner.dry_run {
            clients.delete(&client_id, None).await.map_err(stored)?;
        }
        done.push((client_id, Change::Removed));
    }
    Ok(done)
}

/// `doorward client sync`.
pub async fn command(clients: &Clients, directory: &Path, manner: Manner) -> anyhow::Result<ExitCode> {
    let changes = match sync(clients, directory, manner).await {
        Ok(changes) => changes,
        Err(Error::Faults(faults)) => return Err(super::Usage(faults.join("\n")).into()),
        Err(error) => return Err(error.into()),
    };
    for (client_id, change) in &changes {
        let word = match change {
            Change::None => "unchanged",
            Change::Created => "created",
            Change::Changed => "changed",
            Change::Removed => "removed",
        };
        println!("{word:<9}  {client_id}");
    }
    if manner.dry_run {
        eprintln!("Nothing was done (--dry-run).");
    }
    Ok(ExitCode::SUCCESS)
}

/// The drafts of all files by client, or every fault with its file.
fn read(directory: &Path) -> Result<BTreeMap<String, (PathBuf, Draft)>, Vec<String>> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(directory)
        .and_then(|entries| entries.map(|entry| entry.map(|entry| entry.path())).collect())
        .map_err(|error| vec![format!("{}: {error}", directory.display())])?;
    files.retain(|file| file.extension().is_some_and(|ending| ending == "toml"));
    files.sort();
    let (mut drafts, mut faults) = (BTreeMap::<String, (PathBuf, Draft)>::new(), Vec::new());
    for file in files {
        match parse(&file) {
            Ok(draft) => {
                if let Some((other, _)) = drafts.get(&draft.client_id) {
                    let both = format!(
                        "{}: client_id {} is in {}, too",
                        file.display(),
                        draft.client_id,
                        other.display()
                    );
                    faults.push(both);
                } else {
                    drafts.insert(draft.client_id.clone(), (file, draft));
                }
            }
            Err(found) => {
                faults.extend(found.into_iter().map(|fault| format!("{}: {fault}", file.display())));
            }
        }
    }
    if faults.is_empty() { Ok(drafts) } else { Err(faults) }
}

fn parse(file: &Path) -> Result<Draft, Vec<String>> {
    let one =
        |error: &dyn std::fmt::Display| vec![error.to_string().replace('\n', " ").trim_end().to_owned()];
    let text = std::fs::read_to_string(file).map_err(|error| one(&error))?;
    let mut table: toml::Table = toml::from_str(&text).map_err(|error: toml::de::Error| {
        let line =
            error.span().map(|span| 1 + text.bytes().take(span.start).filter(|byte| *byte == b'\n').count());
        vec![format!("line {}: {}", line.unwrap_or(1), error.message())]
    })?;
    if let Some(named) = table.remove("client_secret_file") {
        if table.contains_key("client_secret") {
            return Err(one(&"client_secret_file is set as well as client_secret; keep one"));
        }
        let named = named.as_str().ok_or_else(|| one(&"client_secret_file: must be a text"))?.to_owned();
        let path = file.parent().unwrap_or(Path::new("")).join(named);
        let secret = std::fs::read_to_string(&path)
            .map_err(|error| one(&format!("client_secret_file: {}: {error}", path.display())))?;
        table.insert("client_secret".into(), secret.trim_end_matches(['\r', '\n']).into());
    }
    let described = serde_json::to_value(table).map_err(|error| one(&error))?;
    let serde_json::Value::Object(described) = described else { return Err(one(&"must be a table")) };
    if described.get("client_id").and_then(serde_json::Value::as_str).is_none_or(str::is_empty) {
        return Err(one(&"client_id is missing"));
    }
    match Draft::parse(described) {
        Ok(draft) => Ok(draft),
        Err(administration::Error::Invalid(faults)) => Err(faults),
        Err(error) => Err(one(&error)),
    }
}

/// The faults of one file, or the database's own.
fn named(file: &Path, error: administration::Error) -> Result<Vec<String>, Error> {
    let prefix = |fault: String| format!("{}: {fault}", file.display());
    match error {
        administration::Error::Storage(error) => Err(error.into()),
        administration::Error::Invalid(faults) => Ok(faults.into_iter().map(prefix).collect()),
        other => Ok(vec![prefix(other.to_string())]),
    }
}

fn stored(error: administration::Error) -> Error {
    match error {
        administration::Error::Storage(error) => error.into(),
        other => Error::Faults(vec![other.to_string()]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        clock::{Clock, Timestamp},
        jose::{MasterKey, Vault},
        random::Random,
        storage::testing,
    };

    const APPLY: Manner = Manner { prune: false, dry_run: false };

    async fn clients() -> (Clients, testing::Scratch) {
        let (database, scratch) = testing::sqlite().await;
        let vault = Vault::new(&MasterKey::generate(&Random::seeded(1)), Random::seeded(2));
        let clock = Clock::fixed(Timestamp::from_seconds(1_800_000_000));
        let actor = crate::administration::actor::Actor::default();
        let (random, algorithms) = (Random::seeded(3), vec!["RS256".into(), "ES256".into(), "EdDSA".into()]);
        (Clients { database, vault, clock, random, actor, algorithms, directory: None }, scratch)
    }

    fn write(directory: &Path, name: &str, text: &str) {
        std::fs::write(directory.join(name), text).unwrap();
    }

    #[tokio::test]
    async fn files_are_applied_once_and_what_is_gone_only_when_asked() {
        let (clients, _scratch) = clients().await;
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path();
        write(path, "secret", "0123456789012345678901234567890123456789\n");
        write(
            path,
            "shop.toml",
            "client_id = \"shop\"\nclient_name = \"Shop\"\nredirect_uris = [\"https://shop.example/cb\"]\nclient_secret_file = \"secret\"\n",
        );
        write(
            path,
            "app.toml",
            "client_id = \"app\"\ntoken_endpoint_auth_method = \"none\"\nredirect_uris = [\"https://app.example/cb\"]\n",
        );
        write(path, "notes.txt", "not a client");

        let dry = sync(&clients, path, Manner { prune: true, dry_run: true }).await.unwrap();
        assert_eq!(dry, [("app".into(), Change::Created), ("shop".into(), Change::Created)]);
        assert!(clients.list().await.unwrap().is_empty());
        assert_eq!(sync(&clients, path, APPLY).await.unwrap(), dry);
        assert_eq!(clients.find("shop").await.unwrap().source, "file");

        write(path, "secret", "another-secret-of-more-than-32-characters");
        std::fs::remove_file(path.join("app.toml")).unwrap();
        assert_eq!(sync(&clients, path, APPLY).await.unwrap(), [("shop".into(), Change::Changed)]);
        assert_eq!(sync(&clients, path, APPLY).await.unwrap(), [("shop".into(), Change::None)]);
        let pruned = sync(&clients, path, Manner { prune: true, dry_run: false }).await.unwrap();
        assert_eq!(pruned, [("shop".into(), Change::None), ("app".into(), Change::Removed)]);
        assert!(clients.find("app").await.is_err());
    }

    #[tokio::test]
    async fn every_fault_is_named_with_its_file_and_nothing_is_applied() {
        let (clients, _scratch) = clients().await;
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path();
        let good = "token_endpoint_auth_method = \"none\"\nredirect_uris = [\"https://app.example/cb\"]\n";
        write(path, "a.toml", &format!("client_id = \"good\"\n{good}"));
        write(path, "b.toml", &format!("client_id = \"good\"\n{good}"));
        write(path, "c.toml", "client_id = \"c\"\nredirect_uri = \"x\"\n");
        write(path, "d.toml", "client_id = ");
        write(path, "e.toml", good);
        write(path, "f.toml", &format!("client_id = \"f\"\nclient_secret_file = \"none\"\n{good}"));
        let Err(Error::Faults(faults)) = sync(&clients, path, APPLY).await else { panic!("applied") };
        for (file, what) in
            [("b", "is in"), ("c", "redirect_uri"), ("d", "line 1"), ("e", "missing"), ("f", "none")]
        {
            let fault = |fault: &&String| fault.contains(&format!("{file}.toml")) && fault.contains(what);
            assert!(faults.iter().find(fault).is_some(), "{file}: {faults:?}");
        }
        for file in ["b", "c", "d", "e", "f"] {
            std::fs::remove_file(path.join(format!("{file}.toml"))).unwrap();
        }
        write(path, "g.toml", "client_id = \"g\"\nredirect_uris = [\"http://g.example/cb\"]\n");
        let Err(Error::Faults(faults)) = sync(&clients, path, APPLY).await else { panic!("applied") };
        assert!(faults.iter().all(|fault| fault.contains("g.toml")), "{faults:?}");
        assert!(clients.list().await.unwrap().is_empty());
    }
}
