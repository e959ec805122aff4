//! Every query on both databases, and the parity of the two schemas.

use super::{Error, installation};
use crate::on_both;

on_both!(a_value_settles_once, |db| async move {
    for (value, counts) in [("first", "first"), ("second", "first")] {
        let stands: Result<String, Error> =
            db.write(move |db| Box::pin(async move { installation::settle(db, "name", value).await })).await;
        assert_eq!(stands.unwrap(), counts);
    }
    assert_eq!(
        installation::find(&mut db.read().await.unwrap(), "name").await.unwrap().as_deref(),
        Some("first")
    );
});
