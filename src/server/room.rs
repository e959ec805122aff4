//! How many connections there is room for: each takes a file of the process, and so does everything else.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// Files that are kept for everything else: databases, mail, calls, pages.
const RESERVED: u64 = 256;

/// Takes as much room as the system lets this process have; how many of the connections that are `wanted` fit in.
pub(super) fn made(wanted: usize) -> usize {
    let files = raised();
    let fitting = fitting(wanted, files);
    if fitting < wanted {
        tracing::warn!(
            wanted,
            fitting,
            files,
            "listener.max_connections is more than the files that this process may open; fewer are accepted at the same time"
        );
    }
    fitting
}

/// The limit of open files, raised from what is usual to what is allowed; none if there is none.
fn raised() -> Option<u64> {
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    if current == maximum {
        return current;
    }
    match setrlimit(Resource::Nofile, Rlimit { current: maximum, maximum }) {
        Ok(()) => maximum,
        Err(error) => {
            tracing::debug!(%error, "the limit of open files stays as it is");
            current
        }
    }
}

/// Half of few files is reserved at the most.
fn fitting(wanted: usize, files: Option<u64>) -> usize {
    let Some(files) = files else { return wanted };
    let room = files.saturating_sub(RESERVED.min(files / 2));
    usize::try_from(room).unwrap_or(usize::MAX).clamp(1, wanted.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_connections_are_accepted_than_there_are_files_for() {
        for (wanted, files, fits) in [
            (4_096, None, 4_096),
            (4_096, Some(524_288), 4_096),
            (4_096, Some(1_024), 768),
            (100, Some(1_024), 100),
            (4_096, Some(256), 128),
            (4_096, Some(1), 1),
            (4_096, Some(0), 1),
        ] {
            assert_eq!(fitting(wanted, files), fits, "{files:?}");
        }
    }

    #[test]
    fn the_usual_limit_is_raised_to_the_allowed_one() {
        made(1);
        let limit = getrlimit(Resource::Nofile);
        assert_eq!(limit.current, limit.maximum);
    }
}
