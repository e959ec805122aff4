//! `doorward migrate`: the schema, brought up to date before a new version serves.

use super::PATIENCE;
use crate::{app, config::Config, random::Random};

/// Opening does it; a wrong master key is noticed first.
pub async fn migrate(config: &Config) -> anyhow::Result<()> {
    // Answers in time if there is no database, but lets a long migration take what it takes.
    let random = Random::system();
    let work = app::open_storage(config, &random);
    tokio::pin!(work);
    let (database, _) = tokio::select! {
        opened = &mut work => opened?,
        () = tokio::time::sleep(PATIENCE) => {
            eprintln!("This takes a while.");
            work.await?
        }
    };
    println!("The schema is up to date ({}).", database.kind());
    database.close().await;
    Ok(())
}
