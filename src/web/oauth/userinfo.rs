//! `GET` and `POST /userinfo`: OpenID Connect Core 5.3.1, with the token where RFC 6750 section 2 or RFC 9449 section 7.1
//! puts it.

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, HeaderValue, Method, header},
    response::Response,
    routing::get,
};

use super::machine::{Provides, answer, authorization, dpop, form, is_form, json, with_nonce};
use crate::{
    oauth::{
        OAuthError, USERINFO,
        presented::Presented,
        userinfo::{self, Userinfo},
    },
    web::cors,
};

const JWT: HeaderValue = HeaderValue::from_static("application/jwt");

/// The userinfo endpoint.
pub fn routes<S: Provides>() -> Router<S> {
    Router::new().route(USERINFO, cors::open(get(show::<S>).post(show::<S>)))
}

async fn show<S: Provides>(
    State(site): State<S>,
    method: Method,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let response = answer(async {
        let shown = match by_dpop(&headers)? {
            Some(token) => {
                let proof = dpop(&headers).map_err(OAuthError::for_bound_resource)?;
                let method = method.as_str();
                userinfo::answer(site.provider(), Presented::Dpop { token, proof, method }).await?
            }
            None => userinfo::answer(site.provider(), &bearer(&method, &headers, &body)?).await?,
        };
        Ok(match shown {
            Userinfo::Plain(claims) => json(serde_json::Value::Object(claims).to_string()),
            Userinfo::Jwt(jwt) => {
                let mut answer = json(jwt);
                answer.headers_mut().insert(header::CONTENT_TYPE, JWT);
                answer
            }
        })
    })
    .await;
    with_nonce(site.provider(), &headers, response)
}

/// RFC 9449 section 7.1: the token after the scheme DPoP.
fn by_dpop(headers: &HeaderMap) -> Result<Option<&str>, OAuthError> {
    let value = authorization(headers).map_err(OAuthError::for_resource)?;
    let token = value.and_then(|value| value.split_once(' '));
    let token = token.filter(|(scheme, _)| scheme.eq_ignore_ascii_case("dpop"));
    Ok(token.map(|(_, token)| token.trim_matches(' ')))
}

/// RFC 6750 sections 2.1 and 2.2: the header or the form, not both. Never the query, which ends up in logs.
fn bearer(method: &Method, headers: &HeaderMap, body: &Bytes) -> Result<String, OAuthError> {
    let in_header = match authorization(headers).map_err(OAuthError::for_resource)? {
        None => None,
        Some(value) => match value.split_once(' ') {
            Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => {
                Some(token.trim_matches(' ').to_owned())
            }
            _ => return Err(OAuthError::token_required()),
        },
    };
    let in_body = if method == Method::POST && is_form(headers) {
        form(headers, body).map_err(OAuthError::for_resource)?.get("access_token").map(str::to_owned)
    } else {
        None
    };
    match (in_header, in_body) {
        (Some(_), Some(_)) => {
            Err(OAuthError::invalid_request("the access token came in two places").for_resource())
        }
        (Some(token), None) | (None, Some(token)) => Ok(token),
        (None, None) => Err(OAuthError::token_required()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(method: Method, headers: &[(&'static str, &str)], body: &str) -> Result<String, (u16, String)> {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, HeaderValue::from_str(value).unwrap());
        }
        bearer(&method, &map, &Bytes::copy_from_slice(body.as_bytes()))
            .map_err(|error| (error.status, error.www_authenticate().unwrap()))
    }

    #[test]
    fn the_token_is_taken_from_the_header_or_the_form() {
        let form = (header::CONTENT_TYPE.as_str(), "application/x-www-form-urlencoded; charset=UTF-8");
        let token = ("authorization", "Bearer abc");
        assert_eq!(ask(Method::GET, &[token], "").unwrap(), "abc");
        assert_eq!(ask(Method::GET, &[("authorization", "bEARER  abc")], "").unwrap(), "abc");
        assert_eq!(ask(Method::POST, &[token], "").unwrap(), "abc");
        assert_eq!(ask(Method::POST, &[token, form], "a=b").unwrap(), "abc");
        assert_eq!(ask(Method::POST, &[form], "access_token=abc").unwrap(), "abc");

        let bare = (401, "Bearer".to_owned());
        assert_eq!(ask(Method::GET, &[], "").unwrap_err(), bare);
        assert_eq!(ask(Method::GET, &[form], "access_token=abc").unwrap_err(), bare);
        assert_eq!(ask(Method::POST, &[], "access_token=abc").unwrap_err(), bare, "not a form");
        assert_eq!(ask(Method::GET, &[("authorization", "Basic abc")], "").unwrap_err(), bare);
        for headers in [&[token, form][..], &[token, token], &[form]] {
            let body = if headers == [form] { "access_token=a&access_token=b" } else { "access_token=abc" };
            let (status, challenge) = ask(Method::POST, headers, body).unwrap_err();
            assert_eq!(status, 400);
            assert!(challenge.starts_with("Bearer error=\"invalid_request\""), "{challenge}");
        }
    }
}
