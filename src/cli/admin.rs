//! `doorward admin link`: a one-time link that makes an owner.

use super::Opened;

/// Makes a link and prints it.
pub async fn link(opened: &Opened) -> anyhow::Result<()> {
    println!("{}", opened.links().issue(&opened.in_force.issuer).await?);
    eprintln!("It makes an owner, once, within an hour.");
    Ok(())
}
