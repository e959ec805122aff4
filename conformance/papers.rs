//! What a client publishes, on a port of this machine: documents by path, and a record of who came with what.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

use axum::{Router, body::Bytes, extract::Request, http::StatusCode, response::IntoResponse};
use doorward::config::{Config, Peer};
use tokio::net::TcpListener;

/// A configuration that lets Doorward call this machine.
pub fn reaching_out(config: &mut Config) {
    config.outbound.allow = vec![Peer::Network("127.0.0.1/32".parse().unwrap())];
}

/// Method, path with query, and body of each request.
type Heard = Arc<Mutex<Vec<(String, String, String)>>>;

/// By path: the status and the body.
type Documents = Arc<Mutex<HashMap<String, (u16, Vec<u8>)>>>;

/// The server; it ends with the test.
pub struct Papers {
    pub origin: String,
    documents: Documents,
    heard: Heard,
}

impl Papers {
    pub async fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let documents: Documents = Arc::default();
        let heard = Heard::default();
        let (shelf, record) = (documents.clone(), heard.clone());
        let service = Router::new().fallback(async move |request: Request| {
            let (parts, body) = request.into_parts();
            let body: Bytes = axum::body::to_bytes(body, 100_000).await.unwrap();
            let path = parts.uri.to_string();
            let text = String::from_utf8(body.to_vec()).unwrap();
            record.lock().unwrap().push((parts.method.to_string(), path.clone(), text));
            let found = shelf.lock().unwrap().get(&path).cloned();
            let (status, content) = found.unwrap_or((404, Vec::new()));
            (StatusCode::from_u16(status).unwrap(), content).into_response()
        });
        tokio::spawn(async move { axum::serve(listener, service).await.unwrap() });
        Self { origin, documents, heard }
    }

    /// Answers `path` so from now on; the address of it.
    pub fn put(&self, path: &str, status: u16, content: impl Into<Vec<u8>>) -> String {
        self.documents.lock().unwrap().insert(path.into(), (status, content.into()));
        format!("{}{path}", self.origin)
    }

    pub fn heard(&self) -> Vec<(String, String, String)> {
        self.heard.lock().unwrap().clone()
    }
}
