//! What can be said of looks.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::Output;

/// `doorward brand`
#[derive(Debug, Subcommand)]
pub enum Brand {
    /// Change the look of every page and mail, or of a client's sign-in; what is not named stays, what is given empty is taken back
    Set(SetBrand),
    /// Show every look
    Show(Output),
    /// Return to the look of the installation, or to ours
    Remove {
        /// The client; without it the installation
        #[arg(long, value_name = "CLIENT_ID")]
        client: Option<String>,
    },
}

/// A look.
#[derive(Debug, Args)]
pub struct SetBrand {
    /// The client whose sign-in looks so, with the mails that belong to it; without it every page and mail
    #[arg(long, value_name = "CLIENT_ID")]
    pub client: Option<String>,
    /// What is said at the head of a page and a mail
    #[arg(long)]
    pub name: Option<String>,
    /// A PNG, JPEG or WebP file of at most 2 MB; it is drawn anew
    #[arg(long, value_name = "FILE")]
    pub logo: Option<PathBuf>,
    /// Show no logo
    #[arg(long, conflicts_with = "logo")]
    pub no_logo: bool,
    /// Colour of buttons and links, such as #115e56; one that cannot be read is refused
    #[arg(long, value_name = "COLOUR")]
    pub accent: Option<String>,
    /// The same on dark pages; made from the other if not given
    #[arg(long, value_name = "COLOUR")]
    pub accent_dark: Option<String>,
    /// A variable of the style, such as paper=#ffffff or round=0.5rem, as often as needed; paper= takes it back. There are paper,
    /// sheet, ink, soft, line and edge, which are colours, and round
    #[arg(long = "variable", value_name = "NAME=VALUE", value_parser = named)]
    pub variables: Vec<(String, String)>,
    /// The same for dark pages
    #[arg(long = "variable-dark", value_name = "NAME=VALUE", value_parser = named)]
    pub variables_dark: Vec<(String, String)>,
}

fn named(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("a name, =, and a value")?;
    Ok((name.to_owned(), value.to_owned()))
}
