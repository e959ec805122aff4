//! Numbers over whole tables, for whoever looks after the installation.

use super::{Connection, Error};

/// How many authenticators of each kind there are.
pub async fn factors(db: &mut impl Connection) -> Result<Vec<(String, i64)>, Error> {
    db.query("SELECT kind, COUNT(*) FROM authenticator GROUP BY kind ORDER BY kind").fetch_all().await
}

/// How many clients there are.
pub async fn clients(db: &mut impl Connection) -> Result<i64, Error> {
    db.query("SELECT COUNT(*) FROM client").fetch_count().await
}
