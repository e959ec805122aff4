//! The audit log as evidence: the file that `doorward audit verify` checks anywhere, and the key that it is signed with.

use std::sync::Arc;

use axum::{extract::State, http::StatusCode, response::Response};
use futures_util::stream;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{Caller, audit::moment, failure::admin, read::Query};
use crate::{
    administration::{Error, audit::Beginning},
    web::{
        error::{self, Problem},
        site::Site,
        stream::file,
    },
};

/// Where the file begins: with the log, or after a signed statement, which then stands for what came before. Nothing can be left
/// out of its middle, so it is not searched.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Asked {
    /// After this entry, such as the last of an earlier file; earlier, where no statement about it is kept.
    after: Option<i64>,
    /// At this moment (RFC 3339), or somewhat before it.
    since: Option<String>,
}

/// Exports the log with the digests of its chain and the signed statements about it, the oldest entry first and this export
/// itself as the last: what `doorward audit export` writes and `doorward audit verify` checks.
#[utoipa::path(
    get, path = "/api/v1/audit/chain", operation_id = "export_audit_chain", tag = "Audit", params(Asked),
    responses((status = 200, description = "A line of JSON for the beginning, each entry, each statement, and the end",
        content_type = "application/x-ndjson", body = String)),
)]
pub async fn export(
    State(site): State<Arc<Site>>,
    caller: Caller,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let since = asked.since.as_deref().map(moment).transpose()?;
    let beginning = Beginning { after: asked.after, since };
    let keeper = site.audit().map_err(Problem::internal)?;
    let exporting = keeper.export(&caller.actor, beginning).await.map_err(admin)?;
    let pieces = stream::try_unfold(exporting, |mut exporting| async move {
        Ok::<_, Error>(exporting.next_piece().await?.map(|piece| (piece, exporting)))
    });
    file("audit.ndjson", "application/x-ndjson", pieces)
}

/// The key that the log is signed with.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuditSigner {
    /// The thumbprint of the public key (RFC 7638), as `doorward audit verify --signer` takes it. Keep it somewhere else.
    fingerprint: String,
    /// The public key (Ed25519), base64url.
    public_key: String,
}

/// Shows the key that the log is signed with.
#[utoipa::path(
    get, path = "/api/v1/audit/signer", operation_id = "audit_signer", tag = "Audit",
    responses((status = 200, description = "The key", body = AuditSigner)),
)]
pub async fn signer(State(site): State<Arc<Site>>) -> Result<Response, Problem> {
    let keeper = site.audit().map_err(Problem::internal)?;
    let fingerprint = keeper.fingerprint().to_owned();
    Ok(error::json(StatusCode::OK, AuditSigner { fingerprint, public_key: keeper.public_key() }))
}
