//! `doorward migrate`: the schema, brought up to date before a new version serves.

use super::{PATIENCE, in_time};
use crate::{app, config::Config, random::Random};

/// Opening does it; a wrong master key is noticed first.
pub async fn migrate(config: &Config) -> anyhow::Result<()> {
    let random = Random::system();
    // Answers in time if there is no database, but lets a long migration take what it takes.
    let (database, vault) = in_time(app::reach_storage(config, &random)).await?;
    {
        let work = app::prepare_storage(&database, &vault);
        tokio::pin!(work);
        tokio::select! {
            prepared = &mut work => prepared?,
            () = tokio::time::sleep(PATIENCE) => {
                eprintln!("This takes a while.");
                work.await?;
            }
        }
    }
    println!("The schema is up to date ({}).", database.kind());
    database.close().await;
    Ok(())
}
