//! The installation that is measured, with a service account that may read accounts and the log.

use std::path::{Path, PathBuf};

use doorward::{
    administration::client, app::App, clock::Clock, config::Config, jose::MasterKey, random::Random,
    secret::Secret, storage::client::Metadata,
};
use sqlx::Connection as _;

const CLIENT: &str = "robot";
const SECRET: &str = "a-benchmark-secret-of-forty-three-letters-x";

/// The address of a schema of its own on the PostgreSQL server at `server`; it stays there.
pub async fn empty_schema(server: &str) -> anyhow::Result<String> {
    let schema = format!("bench_{}_{:x}", std::process::id(), Random::system().below(u32::MAX));
    let mut connection = sqlx_postgres::PgConnection::connect(server).await?;
    let statement = sqlx::AssertSqlSafe(format!("CREATE SCHEMA {schema}"));
    sqlx::query(statement).execute(&mut connection).await?;
    let separator = if server.contains('?') { '&' } else { '?' };
    Ok(format!("{server}{separator}options[search_path]={schema}"))
}

/// An installation.
pub struct Stage {
    pub config: PathBuf,
    pub port: u16,
}

impl Stage {
    /// Makes one in `folder` on the empty database at `storage`.
    pub async fn build(folder: &Path, storage: &str, port: u16) -> anyhow::Result<Self> {
        let (config, key) = (folder.join(format!("{port}.toml")), folder.join(format!("{port}.key")));
        MasterKey::generate(&Random::system()).write_new(&key)?;
        let issuer = format!("http://localhost:{port}");
        std::fs::write(
            &config,
            format!(
                "issuer = \"{issuer}\"\nstorage = \"{storage}\"\nmaster_key_file = \"{}\"\n\
                 [listener]\naddress = \"127.0.0.1:{port}\"\n[mail]\ntransport = \"file\"\ndirectory = \"{}\"\n\
                 [admin]\nrequests_per_minute = 1000000\n",
                key.display(),
                folder.join("mail").display()
            ),
        )?;
        let settings =
            Config::load(Some(&config), std::iter::empty()).map_err(|faults| anyhow::anyhow!("{faults}"))?;
        let app = App::open(settings, Clock::system(), Random::system()).await?;
        let metadata = Metadata {
            grant_types: vec!["client_credentials".into()],
            scope: "admin.accounts.read admin.audit.read".into(),
            access_token_audience: vec![format!("{issuer}/api/v1")],
            ..Metadata::default()
        };
        let draft = client::Draft {
            client_id: CLIENT.into(),
            client_secret: Some(Secret::new(SECRET)),
            metadata,
            ..client::Draft::default()
        };
        app.clients().create(draft, "cli").await?;
        app.database.close().await;
        Ok(Self { config, port })
    }

    /// The header line by which the service account proves itself.
    pub fn authorization(&self) -> String {
        let pair = data_encoding::BASE64.encode(format!("{CLIENT}:{SECRET}").as_bytes());
        format!("authorization: Basic {pair}\r\n")
    }
}
