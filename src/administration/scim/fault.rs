//! Why a request is refused, as RFC 7644 section 3.12 tells it: a status, for some of them a `scimType`, and words for the
//! developer of the client.

use crate::{administration::Error, authentication::guide, storage};

/// Why a request is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The status of the answer.
    pub status: u16,
    /// One of table 9.
    pub scim_type: Option<&'static str>,
    /// For the developer of the client.
    pub detail: String,
    /// For the log only.
    pub log: String,
}

impl Fault {
    fn new(status: u16, scim_type: Option<&'static str>, detail: impl Into<String>) -> Self {
        Self { status, scim_type, detail: detail.into(), log: String::new() }
    }

    /// The filter cannot be read, or asks for what there is not.
    pub fn filter(detail: impl Into<String>) -> Self {
        Self::new(400, Some("invalidFilter"), detail)
    }

    /// More would have to be looked at than this server does for one request.
    pub fn too_many(detail: impl Into<String>) -> Self {
        Self::new(400, Some("tooMany"), detail)
    }

    /// Another resource has it.
    pub fn uniqueness(detail: impl Into<String>) -> Self {
        Self::new(409, Some("uniqueness"), detail)
    }

    /// The attribute is not the client's to write so.
    pub fn mutability(detail: impl Into<String>) -> Self {
        Self::new(400, Some("mutability"), detail)
    }

    /// The body is not built as it must be.
    pub fn syntax(detail: impl Into<String>) -> Self {
        Self::new(400, Some("invalidSyntax"), detail)
    }

    /// The path of an operation cannot be read, or leads nowhere.
    pub fn path(detail: impl Into<String>) -> Self {
        Self::new(400, Some("invalidPath"), detail)
    }

    /// Nothing is where the path leads.
    pub fn no_target(detail: impl Into<String>) -> Self {
        Self::new(400, Some("noTarget"), detail)
    }

    /// A value is missing, or cannot be.
    pub fn value(detail: impl Into<String>) -> Self {
        Self::new(400, Some("invalidValue"), detail)
    }

    /// There is no such resource.
    pub fn missing(what: impl std::fmt::Display) -> Self {
        Self::new(404, None, format!("there is no {what}"))
    }

    /// It is another version than the request means (RFC 7644 section 3.14).
    pub fn changed() -> Self {
        Self::new(412, None, "it was changed since it was read; read it again")
    }

    /// Beyond what the caller may reach.
    pub fn beyond() -> Self {
        Self::new(403, None, "this account administers, and is beyond what the caller may reach")
    }

    /// Too large.
    pub fn too_large(detail: impl Into<String>) -> Self {
        Self::new(413, None, detail)
    }

    /// Not done here.
    pub fn not_done(detail: impl Into<String>) -> Self {
        Self::new(501, None, detail)
    }

    /// Not allowed, whoever asks.
    pub fn forbidden(detail: impl Into<String>) -> Self {
        Self::new(403, None, detail)
    }

    /// A failure of ours.
    pub fn internal(log: impl std::fmt::Display) -> Self {
        Self { log: log.to_string(), ..Self::new(500, None, "something went wrong here") }
    }

    fn busy(log: impl std::fmt::Display) -> Self {
        Self { log: log.to_string(), ..Self::new(503, None, "too much to do right now") }
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        match error {
            Error::Invalid(faults) => Self::value(faults.join("; ")),
            Error::Exists(what) => Self::uniqueness(format!("{what} exists already")),
            Error::Missing(what) => Self::missing(what),
            Error::Raced => Self::changed(),
            error @ Error::LastOwner => Self::new(409, None, error.to_string()),
            Error::Storage(error) => error.into(),
            Error::Faulty(detail) => Self::internal(detail),
        }
    }
}

impl From<storage::Error> for Fault {
    fn from(error: storage::Error) -> Self {
        match error {
            storage::Error::Unavailable(detail) => Self::busy(detail),
            storage::Error::Duplicate => Self::uniqueness("that exists already"),
            storage::Error::Faulty(detail) => Self::internal(detail),
        }
    }
}

impl From<guide::Error> for Fault {
    fn from(error: guide::Error) -> Self {
        match error {
            guide::Error::Busy(_) => Self::busy("the hashing lane is full"),
            error => Self::internal(error),
        }
    }
}
