//! TLS at our own door, for deployments without a proxy in front.

use std::{path::Path, sync::Arc};

use rustls::{
    ServerConfig,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
};

use super::certificate::not_after;
use crate::clock::Timestamp;

/// Why TLS cannot be offered.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file cannot be read or is not PEM.
    #[error("{file}: {reason}")]
    File {
        /// Which one.
        file: String,
        /// Why.
        reason: String,
    },
    /// Certificate and key do not fit together, or the key is of an unknown kind.
    #[error("the TLS certificate and key do not work: {0}")]
    Pair(#[from] rustls::Error),
}

/// TLS 1.2 and 1.3 with the library's suites, all of them AEAD with ephemeral keys (RFC 9325 section 4.2); HTTP/2
/// and HTTP/1.1 by ALPN.
pub fn config(certificate_file: &Path, key_file: &Path) -> Result<Arc<ServerConfig>, Error> {
    let chain = chain(certificate_file)?;
    let key = PrivateKeyDer::from_pem_file(key_file).map_err(|reason| unreadable(key_file, &reason))?;
    let mut config =
        ServerConfig::builder_with_provider(Arc::new(rustls::crypto::aws_lc_rs::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(chain, key)?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}

/// When the first of its certificates lapses; nothing if that cannot be read.
pub fn lapses(certificate_file: &Path) -> Result<Option<Timestamp>, Error> {
    Ok(chain(certificate_file)?.iter().map(|certificate| not_after(certificate)).min().flatten())
}

fn chain(file: &Path) -> Result<Vec<CertificateDer<'static>>, Error> {
    let chain = CertificateDer::pem_file_iter(file)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(|reason| unreadable(file, &reason))?;
    if chain.is_empty() {
        return Err(unreadable(file, &"no certificate in it"));
    }
    Ok(chain)
}

fn unreadable(file: &Path, reason: &dyn std::fmt::Display) -> Error {
    Error::File { file: file.display().to_string(), reason: reason.to_string() }
}
