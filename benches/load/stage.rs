//! The installation that is measured: configuration, clients, accounts, grants; put in place before the server starts.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use anyhow::Context;
use doorward::{
    administration::{account, client},
    app::App,
    authentication::factor::{Record, Registry},
    clock::Clock,
    config::Config,
    jose::MasterKey,
    oauth::refresh_token,
    random::Random,
    secret::Secret,
    storage::{self, client::Metadata, grant::Grant, token},
};

pub const PASSWORD: &str = "quiet-meadow-lantern-42";
pub const WEB_REDIRECT: &str = "https://app.example.org/callback";
const SCOPE: &str = "openid offline_access";
const SECRET: &str = "a-benchmark-secret-of-forty-three-letters-x";
const MACHINE_AUDIENCE: &str = "https://api.example.org";

/// An installation on disk.
pub struct Stage {
    pub config: PathBuf,
    pub database: PathBuf,
    pub port: u16,
    /// Newest refresh tokens, a family each: of the RS256 client, of the ES256 client.
    pub families: [Vec<String>; 2],
    pub names: Vec<String>,
    pub cost: (u32, u32, u32),
}

/// Makes one in `folder`, with as many token families and accounts as asked for.
pub async fn build(folder: &Path, port: u16, families: usize, accounts: usize) -> anyhow::Result<Stage> {
    std::fs::create_dir_all(folder)?;
    let (file, database) = (folder.join("doorward.toml"), folder.join("doorward.db"));
    let key = folder.join("master.key");
    let random = Random::system();
    MasterKey::generate(&random).write_new(&key)?;
    let issuer = format!("http://localhost:{port}");
    std::fs::write(
        &file,
        format!(
            "issuer = \"{issuer}\"\nstorage = \"sqlite://{}\"\nmaster_key_file = \"{}\"\n\
             [listener]\naddress = \"127.0.0.1:{port}\"\n[mail]\ntransport = \"file\"\ndirectory = \"{}\"\n\
             [policy.clients]\nweb = \"urn:doorward:acr:password\"\n",
            database.display(),
            key.display(),
            folder.join("mail").display()
        ),
    )?;
    let config =
        Config::load(Some(&file), std::iter::empty()).map_err(|faults| anyhow::anyhow!("{faults}"))?;
    let cost = (config.password.memory_kib, config.password.iterations, config.password.parallelism);
    let app = App::open(config, Clock::system(), random).await?;
    clients(&app).await?;
    let (names, account_id) = people(&app, accounts).await?;
    let families = [
        tokens(&app, "web", &account_id, families).await?,
        tokens(&app, "web-es256", &account_id, families).await?,
    ];
    app.database.close().await;
    Ok(Stage { config: file, database, port, families, names, cost })
}

/// The header line by which `client` proves itself.
pub fn authorization(client: &str) -> Arc<str> {
    let pair = data_encoding::BASE64.encode(format!("{client}:{SECRET}").as_bytes());
    format!("authorization: Basic {pair}\r\n").into()
}

async fn clients(app: &App) -> anyhow::Result<()> {
    let web = Metadata {
        redirect_uris: vec![WEB_REDIRECT.into()],
        grant_types: vec!["authorization_code".into(), "refresh_token".into()],
        skip_consent: true,
        ..Metadata::default()
    };
    let machine = Metadata {
        grant_types: vec!["client_credentials".into()],
        scope: "orders:read orders:write".into(),
        access_token_audience: vec![MACHINE_AUDIENCE.into()],
        ..Metadata::default()
    };
    let es256 = |metadata: &Metadata| Metadata {
        id_token_signed_response_alg: "ES256".into(),
        access_token_signed_response_alg: "ES256".into(),
        ..metadata.clone()
    };
    for (client_id, metadata) in
        [("web-es256", es256(&web)), ("machine-es256", es256(&machine)), ("web", web), ("machine", machine)]
    {
        let draft = client::Draft {
            client_id: client_id.into(),
            client_secret: Some(Secret::new(SECRET)),
            metadata,
            ..client::Draft::default()
        };
        app.clients().create(draft, "cli").await?;
    }
    Ok(())
}

/// Accounts that share one password hash, which is sealed to each; their names, and the id of the first.
async fn people(app: &App, count: usize) -> anyhow::Result<(Vec<String>, String)> {
    let registry = Registry::new(&app.config, &app.vault);
    let hash = registry
        .password()
        .set(PASSWORD, true, &[], &app.random)
        .map_err(|_| anyhow::anyhow!("the password is refused"))?;
    let (mut names, mut first) = (Vec::new(), None);
    for number in 0..count {
        let username = format!("person{number}");
        let draft = account::Draft {
            username: username.clone(),
            email: Some(format!("{username}@example.org")),
            email_verified: true,
            authenticators: vec![("password".into(), String::new(), Record::of(&hash)?)],
            ..account::Draft::default()
        };
        let account = app.accounts().create(draft).await?;
        first.get_or_insert(account.account_id);
        names.push(username);
    }
    Ok((names, first.context("no account")?))
}

/// Grants with a live refresh token each.
async fn tokens(app: &App, client_id: &str, account_id: &str, count: usize) -> anyhow::Result<Vec<String>> {
    let now = app.clock.now();
    let expires_at = now.after(std::time::Duration::from_hours(24 * 30));
    let rows: Vec<(Grant, String, Vec<u8>)> = (0..count)
        .map(|_| {
            let token = app.random.token();
            let digest = app.vault.digest(refresh_token::DIGEST, token.as_bytes());
            let grant = Grant {
                grant_id: app.random.identifier(now),
                client_id: client_id.into(),
                account_id: account_id.into(),
                session_id: None,
                scope: SCOPE.into(),
                claims: "{}".into(),
                acr: "urn:doorward:acr:password".into(),
                amr: "[\"pwd\"]".into(),
                factors: "[]".into(),
                auth_time: now,
                resources: "[]".into(),
                created_at: now,
                expires_at,
                revoked_at: None,
            };
            (grant, token, digest)
        })
        .collect();
    let given = rows.iter().map(|(_, token, _)| token.clone()).collect();
    app.database
        .write::<_, storage::Error, _>(move |write| {
            Box::pin(async move {
                for (grant, _, digest) in &rows {
                    storage::grant::insert(write, grant).await?;
                    token::insert_refresh(
                        write,
                        digest,
                        &grant.grant_id,
                        &grant.client_id,
                        now,
                        expires_at,
                        None,
                    )
                    .await?;
                }
                Ok(())
            })
        })
        .await?;
    Ok(given)
}
