//! `doorward init`: a first configuration and the master key, for an installation that is to last.

use std::{
    fs::OpenOptions,
    io::Write,
    path::{Path, PathBuf},
    process::ExitCode,
};

use crate::{
    config::value::quote,
    jose::{MasterKey, seal::MasterKeyError},
    random::Random,
};

/// Writes `file` and, beside it, `master.key`; touches nothing that exists. Says what to do next.
pub fn init(file: &Path, issuer: Option<&str>, random: &Random) -> ExitCode {
    match create(file, issuer, random) {
        Ok(next) => {
            println!("{next}");
            ExitCode::SUCCESS
        }
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}

/// Why there is no new installation. The texts are for the operator.
#[derive(Debug, thiserror::Error)]
enum Error {
    #[error("{} exists already; init overwrites nothing", .0.display())]
    Exists(PathBuf),
    #[error("{} cannot be written: {}", .0.display(), .1)]
    Write(PathBuf, std::io::Error),
    #[error(transparent)]
    Key(#[from] MasterKeyError),
}

fn create(file: &Path, issuer: Option<&str>, random: &Random) -> Result<String, Error> {
    let folder = file.parent().unwrap_or(Path::new(""));
    let key = folder.join("master.key");
    if let Some(there) = [file, &key].into_iter().find(|path| path.symlink_metadata().is_ok()) {
        return Err(Error::Exists(there.to_owned()));
    }
    if !folder.as_os_str().is_empty() {
        std::fs::create_dir_all(folder).map_err(|error| Error::Write(folder.to_owned(), error))?;
    }
    MasterKey::generate(random).write_new(&key)?;
    let text = template(issuer.unwrap_or("https://id.example.org"), folder, &key);
    OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(file)
        .and_then(|mut open| open.write_all(text.as_bytes()).and_then(|()| open.sync_all()))
        .map_err(|error| Error::Write(file.to_owned(), error))?;
    let (file, key) = (file.display(), key.display());
    Ok(format!(
        "Wrote {file} and {key}.\n\n\
        1. Put a copy of {key} where the database's backups are not: without it they cannot be read.\n\
        2. Open {file} and set the issuer, the mail server and, for several nodes, PostgreSQL.\n\
        3. doorward config check --config {file}\n\
        4. doorward serve --config {file}"
    ))
}

/// A short configuration: what every installation decides for itself.
fn template(issuer: &str, folder: &Path, key: &Path) -> String {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let database = quote(&format!("sqlite://{}", folder.join("doorward.db").display()));
    let (issuer, key) = (quote(issuer), quote(&key.display().to_string()));
    format!(
        r#"# Doorward. Every setting with its meaning: doorward config reference
# Each one is also a variable, which lies over this file: DOORWARD__LISTENER__ADDRESS

# The URL that people and clients reach this provider by, exactly so, without a slash at the end.
# It is in every token and cannot be changed later.
issuer = {issuer}

# One node: SQLite. Several nodes: "postgres://user:password@host/name", or storage_file for a file that holds it.
storage = {database}

# Seals what the database keeps secret. Keep a copy apart from the database; whoever loses it loses the accounts' factors.
master_key_file = {key}

[listener]
address = "127.0.0.1:8080"
# TLS ends here with these two, or at a proxy in front, whose network is then to be named:
#tls_certificate_file = "/etc/doorward/tls.pem"
#tls_key_file = "/etc/doorward/tls.key"
#trusted_proxies = ["10.0.0.0/8"]

[mail]
# Codes and notices go out through this server.
host = "smtp.example.org"
security = "tls"
#from = "Example <no-reply@example.org>"
#username = "doorward"
#password_file = "/etc/doorward/mail-password"
"#
    )
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;
    use crate::config::Config;

    #[test]
    fn what_init_writes_is_short_sound_and_private() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("new").join("doorward.toml");
        let next = create(&file, Some("https://sign-in.example.net"), &Random::seeded(1)).unwrap();
        assert!(next.contains("doorward serve --config"));

        let text = std::fs::read_to_string(&file).unwrap();
        assert!(text.lines().count() < 40);
        let config = Config::load(Some(&file), std::iter::empty()).unwrap();
        assert_eq!(config.issuer, "https://sign-in.example.net");
        assert_eq!(config.storage.expose(), format!("sqlite://{}/new/doorward.db", folder.path().display()));
        let mode = std::fs::metadata(&config.master_key_file).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        assert!(MasterKey::read(&config.master_key_file).is_ok());

        // What stands commented out would be taken, too.
        let uncommented: String = text
            .lines()
            .map(|line| {
                line.strip_prefix('#').filter(|rest| !rest.starts_with(' ')).unwrap_or(line).to_owned() + "\n"
            })
            .collect();
        let secret = folder.path().join("mail-password");
        std::fs::write(&secret, "x").unwrap();
        let named = uncommented.replace("/etc/doorward/mail-password", &secret.display().to_string());
        std::fs::write(&file, named).unwrap();
        assert!(Config::load(Some(&file), std::iter::empty()).is_ok());
    }

    #[test]
    fn init_overwrites_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let (file, key) = (folder.path().join("doorward.toml"), folder.path().join("master.key"));
        std::fs::write(&key, "precious").unwrap();
        assert!(
            create(&file, None, &Random::seeded(1))
                .unwrap_err()
                .to_string()
                .contains("master.key exists already")
        );
        assert_eq!(std::fs::read_to_string(&key).unwrap(), "precious");
        assert!(!file.exists());

        std::fs::remove_file(&key).unwrap();
        std::fs::write(&file, "mine").unwrap();
        assert!(create(&file, None, &Random::seeded(1)).is_err());
        assert_eq!(std::fs::read_to_string(&file).unwrap(), "mine");
        assert!(!key.exists());
    }
}
