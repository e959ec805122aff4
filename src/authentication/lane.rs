//! stub
#![allow(missing_docs)]
use std::time::Duration;
pub enum Error {
    Busy { retry_after: Duration },
    Lost,
}
pub struct Lane;
impl Lane {
    pub async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Error> {
        tokio::task::spawn_blocking(work).await.map_err(|_| Error::Lost)
    }
}
