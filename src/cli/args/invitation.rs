//! What can be said of an invitation.

use clap::Args;

use super::Output;

/// An invitation.
#[derive(Debug, Args)]
pub struct Invite {
    /// The only address that it is good for
    #[arg(long)]
    pub email: Option<String>,
    /// Group of the account that is made by it; repeat for more
    #[arg(long)]
    pub group: Vec<String>,
    /// Send it to the address, instead of printing the link
    #[arg(long, requires = "email")]
    pub mail: bool,
    /// The language of the mail; locale.default if not given
    #[arg(long, value_name = "TAG", requires = "mail")]
    pub language: Option<String>,
    #[command(flatten)]
    pub output: Output,
}
