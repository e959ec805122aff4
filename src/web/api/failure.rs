//! Answers of the API that are no success, as RFC 9457 has them.

use axum::http::StatusCode;

use crate::{administration::Error, web::error::Problem};

/// A problem with a code for the program and a description for its developer.
pub fn problem(status: StatusCode, code: &'static str, description: impl Into<String>) -> Problem {
    Problem::new(status, code, description.into()).for_api(Vec::new())
}

/// What the admin side refuses, as the API says it.
pub fn admin(error: Error) -> Problem {
    match error {
        Error::Invalid(faults) => {
            problem(StatusCode::UNPROCESSABLE_ENTITY, "invalid", "the request breaks rules").for_api(faults)
        }
        Error::Exists(what) => problem(StatusCode::CONFLICT, "exists", format!("{what} exists already")),
        Error::Missing(what) => problem(StatusCode::NOT_FOUND, "not_found", format!("there is no {what}")),
        Error::Raced => changed(),
        error @ Error::LastOwner => problem(StatusCode::CONFLICT, "last_owner", error.to_string()),
        Error::Storage(error) => error.into(),
        Error::Faulty(detail) => Problem::internal(detail),
    }
}

/// It is another version than the request means (RFC 9110 section 15.5.13).
pub fn changed() -> Problem {
    let description = "it was changed since it was read; read it again";
    problem(StatusCode::PRECONDITION_FAILED, "changed_meanwhile", description)
}

/// What the caller may not reach, though the route is theirs.
pub fn beyond() -> Problem {
    problem(StatusCode::FORBIDDEN, "forbidden", "this is beyond what your role or your scopes allow")
}

/// Nobody who administers (RFC 6750 section 3).
pub fn nobody(description: &'static str) -> Problem {
    challenged(problem(StatusCode::UNAUTHORIZED, "unauthorized", description), "Bearer")
}

/// A token that does not count (RFC 6750 section 3.1).
pub fn invalid_token(description: &'static str) -> Problem {
    challenged(
        problem(StatusCode::UNAUTHORIZED, "invalid_token", description),
        "Bearer error=\"invalid_token\"",
    )
}

/// More is needed than the caller has (RFC 6750 section 3.1).
pub fn insufficient_scope(scope: &str) -> Problem {
    let description = format!("this needs the scope {scope} and, of a person, a role that has it");
    let challenge = format!("Bearer error=\"insufficient_scope\", scope=\"{scope}\"");
    challenged(problem(StatusCode::FORBIDDEN, "insufficient_scope", description), &challenge)
}

/// Somebody without a role.
pub fn no_role() -> Problem {
    problem(StatusCode::FORBIDDEN, "no_role", "the person of this sign-in has no role here")
}

/// The person must prove more (RFC 9470 section 3).
pub fn insufficient_authentication(level: Option<&str>) -> Problem {
    let values = level.map(|level| format!(", acr_values=\"{level}\"")).unwrap_or_default();
    let challenge = format!("Bearer error=\"insufficient_user_authentication\"{values}");
    let description = "administering needs a recent sign-in with two factors or a passkey";
    let problem = problem(StatusCode::UNAUTHORIZED, "insufficient_user_authentication", description);
    challenged(problem, &challenge)
}

fn challenged(mut problem: Problem, challenge: &str) -> Problem {
    problem.challenge = Some(challenge.into());
    problem
}
