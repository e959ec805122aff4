//! What can be written on the command line. Nothing secret can: the process list shows it to everybody.

#![allow(missing_docs)] // what is documented here is the help text

mod brand;
mod face;
mod invitation;
mod policy;
mod records;
mod version;

use std::{net::IpAddr, path::PathBuf};

use clap::{Args, Parser, Subcommand};

pub use self::{
    brand::{Brand, SetBrand},
    face::{Benchmark, Evaluate, Face, Runtime},
    invitation::Invite,
    policy::Policy,
    records::{Audit, ExportAudit, ExportFormat, ImportAccounts, ImportFormat, VerifyAudit, Webhook},
};

/// A standalone OAuth 2.0 and OpenID Connect provider with hosted sign-in.
#[derive(Debug, Parser)]
#[command(name = "doorward", version = version::version(), propagate_version = true)]
#[command(after_help = "To try it out: doorward dev\nFor good:      doorward init, then doorward serve\n\n\
    Exit codes: 0 done, 1 failed, 2 wrong usage or configuration.")]
pub struct Arguments {
    /// Configuration file; doorward.toml if there is one. DOORWARD__SECTION__KEY variables lie over it.
    #[arg(long, global = true, value_name = "FILE", env = "DOORWARD_CONFIG")]
    pub config: Option<PathBuf>,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Try Doorward out on this machine: no configuration, demo accounts, a demo application, caught mail
    Dev(Dev),
    /// Write a first configuration and the master key
    Init(Init),
    /// Run the provider
    Serve,
    /// Bring the database's schema up to date (serve does so, too)
    Migrate,
    /// Look for what is wrong with this installation
    Doctor,
    /// The keys that sign, and those that requests are encrypted to
    #[command(subcommand)]
    Key(Key),
    /// Applications that people sign in to
    #[command(subcommand)]
    Client(Client),
    /// People
    #[command(subcommand)]
    Account(Account),
    /// How pages look
    #[command(subcommand)]
    Brand(Brand),
    /// What a sign-in must prove, as the admin side sets it
    #[command(subcommand)]
    Policy(Policy),
    /// Administration
    #[command(subcommand)]
    Admin(Admin),
    /// The log of what happened
    #[command(subcommand)]
    Audit(Audit),
    /// Other services that are told what happens
    #[command(subcommand)]
    Webhook(Webhook),
    /// Faces
    #[command(subcommand)]
    Face(Face),
    /// The configuration itself
    #[command(subcommand)]
    Config(Config),
}

/// `doorward dev`
#[derive(Clone, Debug, Args)]
#[command(
    after_help = "No configuration file is read; of the DOORWARD__… variables DOORWARD__LOG__LEVEL alone counts."
)]
pub struct Dev {
    /// In place of the one that every other command has: there is nothing to read
    #[arg(long, hide = true, value_name = "FILE", env = "DOORWARD_CONFIG")]
    pub config: Option<PathBuf>,
    /// Where everything is kept; remove it to start afresh
    #[arg(long, value_name = "DIR", default_value = ".doorward")]
    pub data: PathBuf,
    /// The provider's port; 0 takes any free one
    #[arg(long, default_value_t = 8080)]
    pub port: u16,
    /// The demo application's port; 0 takes any free one
    #[arg(long, default_value_t = 8081)]
    pub relying_party_port: u16,
    /// Listen on this address alone instead of 127.0.0.1 and [::1]; it must be a loopback address
    #[arg(long, value_name = "IP")]
    pub address: Option<IpAddr>,
    /// Where the models of faces are; without it "models" beside the program or in the working directory, and no faces
    /// where there are none
    #[arg(long, value_name = "DIR")]
    pub models: Option<PathBuf>,
    /// What is asked before the camera, in this order, instead of a random one; for tests
    #[arg(long, value_name = "ACTIONS", value_delimiter = ',')]
    pub challenge: Vec<String>,
    /// Print one line of JSON once ready, and nothing else
    #[arg(long)]
    pub json: bool,
}

/// `doorward init`
#[derive(Debug, Args)]
pub struct Init {
    /// The URL that people and clients will reach the provider by, such as https://id.example.org
    #[arg(long, value_name = "URL")]
    pub issuer: Option<String>,
}

/// `doorward key`
#[derive(Debug, Subcommand)]
pub enum Key {
    /// Show the keys and what will happen to each
    List(Output),
    /// Take a key out at once, because somebody else may know it: what it signed is refused, and people sign in again
    Revoke {
        /// Its kid
        #[arg(allow_hyphen_values = true)]
        kid: String,
        #[command(flatten)]
        sure: Sure,
    },
    /// Have new keys take over: at once if they have been published long enough, else as soon as they have
    Rotate,
}

/// `doorward client`
#[derive(Debug, Subcommand)]
pub enum Client {
    /// Register a client; its secret is printed once
    Create(Box<NewClient>),
    /// Show all clients
    List(Output),
    /// Show one client
    Show {
        /// Its identifier
        client_id: String,
        #[command(flatten)]
        output: Output,
    },
    /// Remove a client; everything granted to it ends
    Delete {
        /// Its identifier
        client_id: String,
        #[command(flatten)]
        sure: Sure,
    },
    /// Give a client a new secret; it is printed once
    RotateSecret {
        /// Its identifier
        client_id: String,
        /// How long the old secret still works, at most 30 days
        #[arg(long, value_name = "TIME", default_value = "24h")]
        keep_old: String,
        #[command(flatten)]
        output: Output,
    },
    /// Make an initial access token, with which somebody can register a client; it is printed once
    Invite {
        /// Whom it is for
        #[arg(long, value_name = "TEXT", default_value = "")]
        note: String,
        /// How many clients it may register
        #[arg(long, value_name = "N", default_value_t = 1)]
        uses: u32,
        /// How long it is good for
        #[arg(long, value_name = "TIME", default_value = "7d")]
        lifetime: String,
        #[command(flatten)]
        output: Output,
    },
    /// Make the clients what the files of client.directory say
    Sync {
        /// The directory, instead of client.directory
        #[arg(long, value_name = "DIR")]
        directory: Option<PathBuf>,
        /// Remove clients that came from a file which is no longer there
        #[arg(long)]
        prune: bool,
        /// Only say what would be done
        #[arg(long)]
        dry_run: bool,
    },
}

/// A client to register.
#[derive(Debug, Args)]
pub struct NewClient {
    /// Its identifier; drawn if not given
    #[arg(long, value_name = "ID")]
    pub id: Option<String>,
    /// Its name, as people see it
    #[arg(long, default_value = "")]
    pub name: String,
    /// Where people may be sent back to, exactly; repeat for more
    #[arg(long, value_name = "URI")]
    pub redirect_uri: Vec<String>,
    /// Where people may be sent after signing out; repeat for more
    #[arg(long, value_name = "URI")]
    pub post_logout_redirect_uri: Vec<String>,
    /// Where the server tells it that a session has ended (OpenID Connect Back-Channel Logout 1.0)
    #[arg(long, value_name = "URI")]
    pub backchannel_logout_uri: Option<String>,
    /// What is loaded in a frame when somebody signs out (OpenID Connect Front-Channel Logout 1.0)
    #[arg(long, value_name = "URI")]
    pub frontchannel_logout_uri: Option<String>,
    /// A public client (single-page or native app): no secret, PKCE instead
    #[arg(long)]
    pub public: bool,
    /// An app on people's devices: public, any loopback port and custom schemes allowed (RFC 8252)
    #[arg(long)]
    pub native: bool,
    /// A machine that gets tokens for itself: client_credentials only
    #[arg(long, conflicts_with_all = ["public", "native", "redirect_uri"])]
    pub machine: bool,
    /// Grant types instead of the usual ones; repeat for more
    #[arg(long, value_name = "TYPE", conflicts_with = "machine")]
    pub grant_type: Vec<String>,
    /// client_secret_basic, client_secret_post, private_key_jwt or none
    #[arg(long, value_name = "METHOD")]
    pub auth_method: Option<String>,
    /// File with its public keys, for private_key_jwt
    #[arg(long, value_name = "FILE")]
    pub jwks: Option<PathBuf>,
    /// Scopes it may ask for, separated by spaces
    #[arg(long, value_name = "SCOPES")]
    pub scope: Option<String>,
    /// jwt or opaque
    #[arg(long, value_name = "FORMAT")]
    pub access_token_format: Option<String>,
    /// An API that its access tokens are for; repeat for more
    #[arg(long, value_name = "URI")]
    pub audience: Vec<String>,
    /// RS256, ES256 or EdDSA
    #[arg(long, value_name = "ALG")]
    pub id_token_alg: Option<String>,
    /// Do not ask people for permission: it is ours
    #[arg(long)]
    pub skip_consent: bool,
    /// Show its name without the warning that nobody vouches for it
    #[arg(long)]
    pub verified: bool,
    /// Demand PKCE, although it has a secret
    #[arg(long)]
    pub require_pkce: bool,
    /// Let it look into tokens of others (RFC 7662): it is an API
    #[arg(long)]
    pub may_introspect: bool,
    /// Give it access tokens only with a DPoP proof (RFC 9449)
    #[arg(long)]
    pub dpop: bool,
    /// Any other field by its name in RFC 7591 or in the API, such as policy_uri=https://…; repeat for more, also for
    /// each value of a list
    #[arg(long, value_name = "NAME=VALUE")]
    pub set: Vec<String>,
    #[command(flatten)]
    pub output: Output,
}

/// `doorward account`
#[derive(Debug, Subcommand)]
pub enum Account {
    /// Make an account; the password is asked for, or read from standard input
    Create(Box<NewAccount>),
    /// Print a link by which one person may make an account, or send it by mail; it works once
    Invite(Invite),
    /// Show invitations, the newest first, and what became of them
    Invitations(Output),
    /// Send an invitation once more, with a new link and a new term
    SendInvitation {
        /// Its identifier
        invitation_id: String,
    },
    /// Take back an invitation that was not used
    RevokeInvitation {
        /// Its identifier
        invitation_id: String,
    },
    /// Show all accounts
    List(Output),
    /// Make the accounts of a file, with the password hashes of the system they come from: all of them, or none
    Import(Box<ImportAccounts>),
    /// Write all accounts to standard output, without anything secret
    Export {
        /// How
        #[arg(long, value_enum, default_value_t = ExportFormat::Ndjson)]
        format: ExportFormat,
    },
    /// Show one account with its ways to sign in
    Show {
        /// User name, e-mail address or identifier
        name: String,
        #[command(flatten)]
        output: Output,
    },
    /// Say what an account administers as; the last owner stays one
    Role {
        /// User name, e-mail address or identifier
        name: String,
        /// owner, administrator, support, auditor or none
        role: String,
    },
    /// Show who administers
    Roles(Output),
    /// Let an account sign in no longer; its sessions and grants end
    Disable {
        /// User name, e-mail address or identifier
        name: String,
    },
    /// Let an account sign in again
    Enable {
        /// User name, e-mail address or identifier
        name: String,
    },
    /// Say of an account what the configuration declares ([profile.attributes]); without a value it says it no longer
    SetAttribute {
        /// User name, e-mail address or identifier
        name: String,
        /// The name of the attribute
        attribute: String,
        /// The value: text, a number, true or false, entries parted by semicolons, or JSON, whatever its type is
        #[arg(allow_hyphen_values = true)]
        value: Option<String>,
    },
    /// Replace the password, asked for or read from standard input; sessions and grants end
    SetPassword {
        /// User name, e-mail address or identifier
        name: String,
    },
    /// Remove every authenticator of a factor that was lost, or disabled after too many failures; its owner is told by mail
    ResetFactor {
        /// User name, e-mail address or identifier
        name: String,
        /// Which one, such as totp
        factor: String,
    },
    /// Begin a reset for somebody who lost every second factor; it opens after a wait in which its owner can stop it
    Reset {
        /// User name, e-mail address or identifier
        name: String,
    },
    /// Let its ways to sign in be changed again, after its person said "this was not me" and was recognised
    Unfreeze {
        /// User name, e-mail address or identifier
        name: String,
    },
    /// Remove an account and all that is its own
    Delete {
        /// User name, e-mail address or identifier
        name: String,
        #[command(flatten)]
        sure: Sure,
    },
}

/// An account to make.
#[derive(Debug, Args)]
pub struct NewAccount {
    /// What its person signs in with; the e-mail address if not given
    #[arg(required_unless_present = "email")]
    pub username: Option<String>,
    /// E-mail address
    #[arg(long)]
    pub email: Option<String>,
    /// Vouch for the address: codes may be sent there from the start
    #[arg(long, requires = "email")]
    pub email_verified: bool,
    /// Telephone number in E.164, like +491701234567
    #[arg(long)]
    pub phone: Option<String>,
    /// Full name
    #[arg(long)]
    pub name: Option<String>,
    /// Name of a group; repeat for more
    #[arg(long)]
    pub group: Vec<String>,
    /// File with more standard claims (OpenID Connect Core 5.1) as a JSON object: given_name, locale, address, …
    #[arg(long, value_name = "FILE")]
    pub claims: Option<PathBuf>,
    /// What else it says, as the configuration declares it ([profile.attributes]); repeat for more
    #[arg(long, value_name = "NAME=VALUE")]
    pub attribute: Vec<String>,
    /// Without a password
    #[arg(long)]
    pub no_password: bool,
    #[command(flatten)]
    pub output: Output,
}

/// `doorward admin`
#[derive(Debug, Subcommand)]
pub enum Admin {
    /// Make a one-time link that makes an owner; it works for an hour
    Link,
}

/// `doorward config`
#[derive(Clone, Copy, Debug, Subcommand)]
pub enum Config {
    /// Name everything that is wrong with the configuration
    Check,
    /// Print every setting with its meaning and default, as a configuration file
    Reference,
    /// Print what holds after the file and the variables; secrets masked
    Dump,
}

/// How to print.
#[derive(Clone, Copy, Debug, Args)]
pub struct Output {
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// What cannot be undone wants a word.
#[derive(Clone, Copy, Debug, Args)]
pub struct Sure {
    /// Do not ask
    #[arg(long, short)]
    pub yes: bool,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_sound_and_takes_no_secret() {
        let command = Arguments::command();
        command.clone().debug_assert();
        fn names(command: &clap::Command, found: &mut Vec<String>) {
            found.extend(command.get_arguments().filter_map(|it| it.get_long()).map(str::to_owned));
            command.get_subcommands().for_each(|inner| names(inner, found));
        }
        let mut found = Vec::new();
        names(&command, &mut found);
        let secret = |name: &&String| ["password", "secret", "key", "token"].contains(&name.as_str());
        assert_eq!(found.iter().find(secret), None);
    }
}
