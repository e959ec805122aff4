//! stub
#![allow(missing_docs)]
use crate::{
    clock::Timestamp,
    jose::seal::Vault,
    storage::{self, Write},
};
#[derive(Clone, Debug)]
pub struct Mail {
    pub to: String,
    pub template: String,
    pub context: serde_json::Value,
    pub locale: String,
}
pub async fn enqueue(
    _write: &mut Write,
    _vault: &Vault,
    _id: &str,
    _mail: &Mail,
    _now: Timestamp,
    _expires: Option<Timestamp>,
) -> Result<(), storage::Error> {
    Ok(())
}
