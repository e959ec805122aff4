//! `doorward admin link`: a one-time way into the administration.

use super::Opened;

/// Makes a link and prints it.
pub async fn link(opened: &Opened) -> anyhow::Result<()> {
    println!("{}", opened.links().issue(&opened.config.issuer).await?);
    eprintln!("It works once, within 15 minutes.");
    Ok(())
}
