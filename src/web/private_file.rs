//! A file for as long as a request takes: for what is too large for memory, or is read more than once. It has no name, so that nobody
//! else opens it, and it is gone with its holder, however that ends.

use std::{
    fs::File,
    io::{self, Write},
};

use axum::body::{Body, HttpBody};
use futures_util::TryStreamExt;
use tokio::io::AsyncWriteExt;

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

/// One with these bytes, in the system's temporary directory.
pub fn holding(bytes: &[u8]) -> io::Result<File> {
    let mut file = tempfile::tempfile()?;
    file.write_all(bytes)?;
    Ok(file)
}

/// One with a body of at most `largest` bytes, of which a piece at a time is in memory.
///
/// # Errors
/// See [`Unkept`]; nothing is left then.
pub async fn receive(body: Body, largest: u64) -> Result<File, Unkept> {
    if body.size_hint().lower() > largest {
        return Err(Unkept::TooLarge);
    }
    let mut file = tokio::fs::File::from_std(tempfile::tempfile()?);
    let (mut pieces, mut received) = (body.into_data_stream(), 0_u64);
    while let Some(piece) = pieces.try_next().await.map_err(Unkept::Broken)? {
        received = received.saturating_add(piece.len() as u64);
        if received > largest {
            return Err(Unkept::TooLarge);
        }
        file.write_all(&piece).await?;
    }
    file.flush().await?;
    Ok(file.into_std().await)
}

#[cfg(test)]
mod tests {
    use std::{io::Seek, os::unix::fs::MetadataExt};

    use super::*;

    #[tokio::test]
    async fn it_has_no_name_and_holds_what_was_sent() {
        let mut held = receive(Body::from("secret"), 6).await.unwrap();
        assert_eq!(held.metadata().unwrap().nlink(), 0);
        held.rewind().unwrap();
        assert_eq!(io::read_to_string(held).unwrap(), "secret");
    }

    #[tokio::test]
    async fn what_is_too_large_or_broken_is_not_kept() {
        let of_pieces =
            |pieces: Vec<io::Result<&'static str>>| Body::from_stream(futures_util::stream::iter(pieces));
        let announced = Body::from("secret");
        let unannounced = of_pieces(vec![Ok("sec"), Ok("ret")]);
        for body in [announced, unannounced] {
            let large = receive(body, 5).await;
            assert!(matches!(large, Err(Unkept::TooLarge)), "{large:?}");
        }
        let halved = of_pieces(vec![Ok("half"), Err(io::Error::other("gone"))]);
        let broken = receive(halved, 50).await;
        assert!(matches!(broken, Err(Unkept::Broken(_))), "{broken:?}");
    }
}
