//! What the documents tell people to write is taken: every configuration loads, and every client is one.

use std::{fs, path::PathBuf};

use super::*;
use crate::{
    administration::{actor::Actor, client::Clients},
    authentication::{
        factor::{self, Registry},
        policy_of,
    },
    cli::clients_d::{self, Manner},
    clock::{Clock, Timestamp},
    random::Random,
    storage::testing,
};

/// The least that `serve` needs.
const LEAST: &str = "issuer = 'https://id.example.org'\nmail.host = 'smtp.example.org'\n";
/// How a block begins that is the file of a client.
const CLIENT: &str = "# clients.d/";

/// Every block of TOML in the documents, with its place. What is a fragment, or another program's, is marked as something else.
fn blocks() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut folders, mut files) = (vec![root.join("docs")], vec![root.join("README.md")]);
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let (inner, documents): (Vec<PathBuf>, Vec<PathBuf>) = entries.partition(|path| path.is_dir());
        folders.extend(inner);
        files.extend(
            documents.into_iter().filter(|path| path.extension().is_some_and(|ending| ending == "md")),
        );
    }
    let of_file = |file: PathBuf| {
        let text = fs::read_to_string(&file).unwrap();
        let blocks = text.split("```toml\n").enumerate().skip(1);
        let block = |(number, rest): (usize, &str)| {
            (format!("{}, block {number}", file.display()), rest.split("```").next().unwrap().to_owned())
        };
        blocks.map(block).collect::<Vec<_>>()
    };
    files.into_iter().flat_map(of_file).collect()
}

/// The block, with the files that it names where they can be read: in `folder`.
fn with_files(block: &str, folder: &Path) -> String {
    let placed = |line: &str| {
        let Some((setting, rest)) = line.split_once("_file = \"") else { return format!("{line}\n") };
        let (named, rest) = rest.split_once('"').unwrap();
        let here = folder.join(Path::new(named).file_name().unwrap());
        fs::write(&here, "0123456789012345678901234567890123456789\n").unwrap();
        format!("{setting}_file = \"{}\"{rest}\n", here.display())
    };
    block.lines().map(placed).collect()
}

#[test]
fn every_configuration_in_the_documents_loads_and_locks_nobody_out() {
    let vault = factor::testing::vault();
    let mut count = 0;
    for (place, block) in blocks().into_iter().filter(|(_, block)| !block.starts_with(CLIENT)) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("doorward.toml");
        fs::write(&file, format!("{LEAST}{}", with_files(&block, folder.path()))).unwrap();
        let mut config = Config::load(Some(&file), std::iter::empty())
            .unwrap_or_else(|faults| panic!("{place}: {faults}"));
        (config.password.memory_kib, config.password.iterations) = (64, 1);
        let registry = Registry::new(&config, &vault);
        config.check_factors(&registry.kinds()).unwrap_or_else(|faults| panic!("{place}: {faults}"));
        policy_of(&config, &registry).unwrap_or_else(|faults| panic!("{place}: {}", faults.join("; ")));
        count += 1;
    }
    assert!(count >= 8, "{count}");
}

#[tokio::test]
async fn every_client_in_the_documents_is_taken() {
    let (database, _scratch) = testing::sqlite().await;
    let clients = Clients {
        database,
        vault: factor::testing::vault(),
        clock: Clock::fixed(Timestamp::from_seconds(1_800_000_000)),
        random: Random::seeded(3),
        actor: Actor::default(),
        algorithms: vec!["RS256".into(), "ES256".into(), "EdDSA".into()],
        directory: None,
    };
    let folder = tempfile::tempdir().unwrap();
    let shown: Vec<_> = blocks().into_iter().filter(|(_, block)| block.starts_with(CLIENT)).collect();
    for (number, (_, block)) in shown.iter().enumerate() {
        let file = folder.path().join(format!("{number}.toml"));
        fs::write(file, with_files(block, folder.path())).unwrap();
    }
    let taken = clients_d::sync(&clients, folder.path(), Manner::default()).await.unwrap();
    assert!(!taken.is_empty() && taken.len() == shown.len(), "{taken:?}");
}
