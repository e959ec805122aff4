//! A file for as long as a request takes: for what is too large for memory, or is read more than once. Nobody else can read it,
//! and it is gone with its holder.

use std::{
    fs::{File, OpenOptions},
    io,
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

use axum::body::{Body, HttpBody};
use futures_util::TryStreamExt;
use tokio::io::AsyncWriteExt;

use crate::random::Random;

/// The file.
#[derive(Debug)]
pub struct PrivateFile(PathBuf);

/// Why a body is not in a file.
#[derive(Debug, thiserror::Error)]
pub enum Unkept {
    /// It is too large.
    #[error("the body is too large")]
    TooLarge,
    /// It did not arrive whole.
    #[error("the body did not arrive whole: {0}")]
    Broken(axum::Error),
    /// The file cannot be written.
    #[error("the body cannot be kept: {0}")]
    File(#[from] io::Error),
}

impl PrivateFile {
    /// An empty one in the system's temporary directory.
    pub fn create(random: &Random) -> io::Result<(Self, File)> {
        let path = std::env::temp_dir().join(format!("doorward-{}", random.token()));
        let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path)?;
        Ok((Self(path), file))
    }

    /// One with a body of at most `largest` bytes, of which a piece at a time is in memory.
    ///
    /// # Errors
    /// See [`Unkept`]; nothing is left then.
    pub async fn receive(random: &Random, body: Body, largest: u64) -> Result<Self, Unkept> {
        if body.size_hint().lower() > largest {
            return Err(Unkept::TooLarge);
        }
        let (held, file) = Self::create(random)?;
        let mut file = tokio::fs::File::from_std(file);
        let (mut pieces, mut received) = (body.into_data_stream(), 0_u64);
        while let Some(piece) = pieces.try_next().await.map_err(Unkept::Broken)? {
            received = received.saturating_add(piece.len() as u64);
            if received > largest {
                return Err(Unkept::TooLarge);
            }
            file.write_all(&piece).await?;
        }
        file.flush().await?;
        Ok(held)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for PrivateFile {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_file(&self.0) {
            tracing::error!(%error, path = %self.0.display(), "a private file could not be removed");
        }
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[tokio::test]
    async fn it_is_nobody_elses_and_goes_with_its_holder() {
        let random = Random::system();
        let held = PrivateFile::receive(&random, Body::from("secret"), 6).await.unwrap();
        let path = held.path().to_owned();
        assert_eq!(std::fs::read(&path).unwrap(), b"secret");
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        drop(held);
        assert!(!path.exists());
    }

    #[tokio::test]
    async fn what_is_too_large_or_broken_leaves_nothing() {
        let seeded = || Random::seeded(0x0066_696c_6573);
        let path = std::env::temp_dir().join(format!("doorward-{}", seeded().token()));
        let of_pieces =
            |pieces: Vec<io::Result<&'static str>>| Body::from_stream(futures_util::stream::iter(pieces));
        let announced = Body::from("secret");
        let unannounced = of_pieces(vec![Ok("sec"), Ok("ret")]);
        for body in [announced, unannounced] {
            let large = PrivateFile::receive(&seeded(), body, 5).await;
            assert!(matches!(large, Err(Unkept::TooLarge)), "{large:?}");
            assert!(!path.exists());
        }
        let halved = of_pieces(vec![Ok("half"), Err(io::Error::other("gone"))]);
        let broken = PrivateFile::receive(&seeded(), halved, 50).await;
        assert!(matches!(broken, Err(Unkept::Broken(_))), "{broken:?}");
        assert!(!path.exists());
    }
}
