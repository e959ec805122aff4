//! The security headers of every answer. What a handler has set itself stays.
//!
//! RFC 9700 sections 4.2.4 and 4.16; ASVS 3.4. Two traps: `form-action 'self'` lets Chrome block the redirect to the
//! relying party that follows a post ([`FormAction`] opens it), and COOP `same-origin` breaks relying parties that sign
//! in through a pop-up window (the pages of a sign-in are served with `same-origin-allow-popups`).

use axum::{
    http::{
        HeaderMap, HeaderName, HeaderValue,
        header::{
            ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE,
            REFERRER_POLICY, STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
        },
    },
    response::Response,
};

use super::visit::Nonce;

/// Where else the forms of this answer may lead: put it on the answer as an extension. Origins such as
/// `https://app.example`, or a scheme such as `com.example.app:`.
#[derive(Clone, Debug, Default)]
pub struct FormAction(pub Vec<String>);

/// This page opens the camera and sends what it sees to us, also by a WebSocket to this origin: put it on the answer as an
/// extension. No other page may.
#[derive(Clone, Debug)]
pub struct Camera {
    /// Such as `wss://id.example`; old browsers do not take it for `'self'`.
    pub socket: String,
}

/// This page shows pages of these origins in frames: put it on the answer as an extension. No other page may.
#[derive(Clone, Debug, Default)]
pub struct Frames(pub Vec<String>);

/// Any site may show this page in a frame: put it on the answer as an extension, beside a policy of its own. No other page may be.
#[derive(Clone, Copy, Debug)]
pub struct Framable;

/// This answer holds a document with styles of its own: a mail, which has no other way to have any. Put it on the answer
/// as an extension; scripts stay shut out.
#[derive(Clone, Copy, Debug)]
pub struct InlineStyles;

const COOP: HeaderName = HeaderName::from_static("cross-origin-opener-policy");
const CORP: HeaderName = HeaderName::from_static("cross-origin-resource-policy");
const PERMISSIONS: HeaderName = HeaderName::from_static("permissions-policy");

/// For answers that are no pages.
const BARE_POLICY: HeaderValue = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'");
/// Two years, as browsers demand it for their preloaded lists; ASVS 3.4.1 wants one and the subdomains.
const HSTS: HeaderValue = HeaderValue::from_static("max-age=63072000; includeSubDomains");
const ALLOWED_FEATURES: HeaderValue = HeaderValue::from_static(
    "camera=(), publickey-credentials-get=(self), publickey-credentials-create=(self)",
);
const ALLOWED_WITH_CAMERA: HeaderValue = HeaderValue::from_static(
    "camera=(self), publickey-credentials-get=(self), publickey-credentials-create=(self)",
);

/// The pages of a sign-in, below which a pop-up window must keep its opener.
const FLOW: [&str; 4] = ["/authorize", "/login", "/consent", "/logout"];

/// What the headers depend on.
#[derive(Clone, Copy, Debug)]
pub struct SecurityHeaders {
    /// Whether the issuer is https: then browsers are told to insist on it.
    pub https: bool,
}

impl SecurityHeaders {
    /// Adds what `response` to a request for `flow` or other pages lacks.
    pub fn apply(self, response: &mut Response, nonce: Nonce, flow: bool) {
        let form_action = response.extensions_mut().remove::<FormAction>();
        let styles = response.extensions_mut().remove::<InlineStyles>();
        let camera = response.extensions_mut().remove::<Camera>();
        let frames = response.extensions_mut().remove::<Frames>();
        let framable = response.extensions_mut().remove::<Framable>();
        let headers = response.headers_mut();
        headers.reserve(10);
        if self.https {
            default(headers, STRICT_TRANSPORT_SECURITY, HSTS);
        }
        default(headers, X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        default(headers, REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
        if framable.is_none() {
            default(headers, X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
        }
        default(headers, CACHE_CONTROL, HeaderValue::from_static("no-store"));
        let readers =
            if headers.contains_key(ACCESS_CONTROL_ALLOW_ORIGIN) { "cross-origin" } else { "same-origin" };
        default(headers, CORP, HeaderValue::from_static(readers));

        let page = headers.get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
        if !page {
            return default(headers, CONTENT_SECURITY_POLICY, BARE_POLICY);
        }
        if !headers.contains_key(CONTENT_SECURITY_POLICY) {
            let policy = policy(nonce, &form_action.unwrap_or_default(), styles, camera.as_ref(), frames);
            headers.insert(CONTENT_SECURITY_POLICY, policy);
        }
        let opener = if flow { "same-origin-allow-popups" } else { "same-origin" };
        default(headers, COOP, HeaderValue::from_static(opener));
        let features = if camera.is_some() { ALLOWED_WITH_CAMERA } else { ALLOWED_FEATURES };
        default(headers, PERMISSIONS, features);
    }
}

/// Whether `path` is one of the pages of a sign-in.
pub(super) fn is_flow(path: &str) -> bool {
    let below =
        |root: &str| path.strip_prefix(root).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    FLOW.iter().any(|root| below(root))
}

fn default(headers: &mut HeaderMap, name: HeaderName, value: HeaderValue) {
    headers.entry(name).or_insert(value);
}

fn policy(
    nonce: Nonce,
    form_action: &FormAction,
    styles: Option<InlineStyles>,
    camera: Option<&Camera>,
    frames: Option<Frames>,
) -> HeaderValue {
    let mut targets = String::from("'self'");
    for origin in form_action.0.iter().filter(|origin| is_source(origin)) {
        targets.push(' ');
        targets.push_str(origin);
    }
    // Browsers that see a nonce do not see 'unsafe-inline'.
    let styles = match styles {
        Some(InlineStyles) => "'unsafe-inline'".to_owned(),
        None => format!("'nonce-{nonce}'"),
    };
    let socket = camera.filter(|camera| is_source(&camera.socket));
    let socket = socket.map(|camera| format!(" {}", camera.socket)).unwrap_or_default();
    let frames: String = frames
        .iter()
        .flat_map(|frames| &frames.0)
        .filter(|origin| is_source(origin))
        .map(|origin| format!(" {origin}"))
        .collect();
    let frames = if frames.is_empty() { frames } else { format!("frame-src{frames}; ") };
    let policy = format!(
        "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'self' {styles}; img-src 'self' data:; \
         connect-src 'self'{socket}; {frames}form-action {targets}; frame-ancestors 'none'; base-uri 'none'; object-src 'none'"
    );
    HeaderValue::try_from(policy).unwrap_or(BARE_POLICY)
}

/// Nothing that ends the source, the directive or the policy (CSP 3 section 2.2).
fn is_source(origin: &str) -> bool {
    !origin.is_empty() && origin.bytes().all(|byte| byte.is_ascii_graphic() && !b"'\",;*".contains(&byte))
}

#[cfg(test)]
mod tests {
    use axum::response::{Html, IntoResponse};

    use super::*;
    use crate::{
        random::Random,
        web::{proxy::Client, visit::Visit},
    };

    fn seeded_nonce() -> Nonce {
        let client = Client { address: [127, 0, 0, 1].into(), https: true, by_proxy: false };
        Visit::new(client, &HeaderMap::new(), &Random::seeded(1)).nonce
    }

    fn applied(mut response: Response, path: &str, https: bool) -> HeaderMap {
        SecurityHeaders { https }.apply(&mut response, seeded_nonce(), is_flow(path));
        response.headers().clone()
    }

    #[test]
    fn a_page_has_every_header() {
        let mut response = Html("x").into_response();
        let action = [
            "https://app.example",
            "com.example.app:",
            "https://evil.example; script-src *",
            "'unsafe-inline'",
        ];
        response.extensions_mut().insert(FormAction(action.map(String::from).to_vec()));
        let headers = applied(response, "/login/abc/password", true);
        let lines: Vec<String> =
            headers.iter().map(|(name, value)| format!("{name}: {}", value.to_str().unwrap())).collect();
        let (text, nonce) = (lines.join("\n"), seeded_nonce().to_string());
        insta::assert_snapshot!(text.replace(&nonce, "NONCE"), @r"
        content-type: text/html; charset=utf-8
        strict-transport-security: max-age=63072000; includeSubDomains
        x-content-type-options: nosniff
        referrer-policy: no-referrer
        x-frame-options: DENY
        cache-control: no-store
        cross-origin-resource-policy: same-origin
        content-security-policy: default-src 'none'; script-src 'nonce-NONCE'; style-src 'self' 'nonce-NONCE'; img-src 'self' data:; connect-src 'self'; form-action 'self' https://app.example com.example.app:; frame-ancestors 'none'; base-uri 'none'; object-src 'none'
        cross-origin-opener-policy: same-origin-allow-popups
        permissions-policy: camera=(), publickey-credentials-get=(self), publickey-credentials-create=(self)
        ");
    }

    #[test]
    fn a_page_with_a_camera_may_open_it_and_a_socket_and_no_other_may() {
        let mut response = Html("x").into_response();
        response.extensions_mut().insert(Camera { socket: "wss://id.example".into() });
        let headers = applied(response, "/login/abc/face", true);
        let policy = headers[CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(policy.contains("; connect-src 'self' wss://id.example; "), "{policy}");
        assert!(headers[PERMISSIONS].to_str().unwrap().starts_with("camera=(self), "));
        let headers = applied(Html("x").into_response(), "/login/abc/totp", true);
        assert!(headers[PERMISSIONS].to_str().unwrap().starts_with("camera=(), "));
    }

    #[test]
    fn other_answers_have_the_short_ones() {
        let headers = applied("{}".into_response(), "/token", false);
        assert_eq!(headers[CONTENT_SECURITY_POLICY], BARE_POLICY);
        assert_eq!(headers[CACHE_CONTROL], "no-store");
        assert!(!headers.contains_key(STRICT_TRANSPORT_SECURITY) && !headers.contains_key(COOP));
    }

    #[test]
    fn what_a_handler_has_set_stays() {
        let response = ([(CACHE_CONTROL, "public, max-age=300"), (ACCESS_CONTROL_ALLOW_ORIGIN, "*")], "{}");
        let headers = applied(response.into_response(), "/jwks", true);
        assert_eq!(headers[CACHE_CONTROL], "public, max-age=300");
        assert_eq!(headers[CORP], "cross-origin");
    }

    #[test]
    fn a_flow_is_known_by_its_first_segment() {
        assert!(is_flow("/authorize") && is_flow("/login/1/password") && is_flow("/logout"));
        assert!(!is_flow("/account") && !is_flow("/loginx") && !is_flow("/"));
        let headers = applied(Html("x").into_response(), "/account", true);
        assert_eq!(headers[COOP], "same-origin");
    }
}
