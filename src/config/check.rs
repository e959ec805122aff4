//! What must hold between settings: one list, a line each.

use std::{path::Path, time::Duration};

use super::{
    Config, MailTransport, Registration, SmsMethod, SmsTransport, fault::Fault, fault::Faults,
    fault::nearest, governed,
};

/// A setting, what must hold of it, and what to say when it does not; the reason follows the setting's name.
type Check = (&'static str, fn(&Config) -> bool, &'static str);

const MINUTE: Duration = Duration::from_mins(1);
const SECOND: Duration = Duration::from_secs(1);

#[rustfmt::skip] // a line each
const CHECKS: &[Check] = &[
    ("issuer", |c| !c.issuer.is_empty(), "is missing: the URL that people and clients reach this provider by"),
    ("issuer", |c| c.issuer.is_empty() || issuer(c).is_some(), "is not an https:// URL"),
    ("issuer", |c| issuer(c).is_none_or(|url| url.scheme() == "https" || loopback(&url)), "must begin with https://; plain http is for localhost only"),
    ("issuer", |c| issuer(c).is_none_or(|url| url.query().is_none() && url.fragment().is_none()), "must have no query and no fragment (OpenID Connect Core section 2)"),
    ("issuer", |c| issuer(c).is_none_or(|url| url.username().is_empty() && url.password().is_none()), "must not hold a user name or password"),
    ("issuer", |c| !c.issuer.ends_with('/'), "must not end with a slash: clients compare it byte by byte"),
    ("issuer", |c| issuer(c).is_none_or(|url| normal(&c.issuer, &url)), "is not in its normal form: lower-case host, no default port, no dots in the path"),
    ("issuer", |c| issuer(c).is_none_or(|url| matches!(url.path(), "" | "/")), "must have no path: give Doorward a host name of its own, so that no other application shares its cookies"),
    ("storage", |c| ["sqlite://", "postgres://", "postgresql://"].iter().any(|scheme| c.storage.expose().starts_with(scheme)), "must begin with sqlite:// or postgres://"),
    ("listener.tls_key_file", |c| c.listener.tls_certificate_file.is_none() || c.listener.tls_key_file.is_some(), "is missing beside listener.tls_certificate_file"),
    ("listener.tls_certificate_file", |c| c.listener.tls_key_file.is_none() || c.listener.tls_certificate_file.is_some(), "is missing beside listener.tls_key_file"),
    ("listener.metrics_address", |c| c.listener.metrics_address != Some(c.listener.address) || c.listener.address.port() == 0, "must differ from listener.address"),
    ("listener.address", |c| !c.dev || c.listener.address.ip().is_loopback(), "must be a loopback address in dev mode"),
    ("listener.header_timeout", |c| c.listener.header_timeout >= SECOND, "must be at least 1s"),
    ("listener.body_timeout", |c| c.listener.body_timeout >= SECOND, "must be at least 1s"),
    ("listener.upload_timeout", |c| c.listener.upload_timeout >= SECOND, "must be at least 1s"),
    ("listener.upload_rate", |c| c.listener.upload_rate >= 1024, "must be at least 1024 bytes"),
    ("listener.idle_timeout", |c| c.listener.idle_timeout >= SECOND, "must be at least 1s"),
    ("listener.max_body", |c| c.listener.max_body >= 8192, "must be at least 8192 bytes, or forms do not fit"),
    ("listener.max_header_bytes", |c| c.listener.max_header_bytes >= 8192, "must be at least 8192 bytes, or requests with cookies do not fit"),
    ("listener.max_connections", |c| c.listener.max_connections > 0, "must be at least 1"),
    ("log.level", |c| c.log.level.parse::<tracing_subscriber::filter::Targets>().is_ok(), "is not a list of levels, as in \"info\" or \"info,doorward=debug\""),
    ("database.pool_size", |c| c.database.pool_size > 0, "must be at least 1"),
    ("database.acquire_timeout", |c| !c.database.acquire_timeout.is_zero(), "must be longer than nothing"),
    ("database.statement_timeout", |c| !c.database.statement_timeout.is_zero(), "must be longer than nothing"),
    ("admin.listen", |c| c.admin.listen.is_none_or(|address| address.port() == 0 || (address != c.listener.address && Some(address) != c.listener.metrics_address)), "must differ from listener.address and listener.metrics_address"),
    ("admin.listen", |c| !c.dev || c.admin.listen.is_none_or(|address| address.ip().is_loopback()), "must be a loopback address in dev mode"),
    ("admin.fixed_settings", |c| c.admin.fixed_settings.iter().all(|name| governed::SETTINGS.iter().any(|setting| governed::within(setting, name))), "names what is neither a setting that the admin side may set nor a section of some"),
    ("admin.proof_age", |c| c.admin.proof_age >= MINUTE, "must be at least 1m"),
    ("admin.requests_per_minute", |c| c.admin.requests_per_minute > 0, "must be at least 1"),
    ("admin.max_import", |c| c.admin.max_import >= 65_536, "must be at least 65536 bytes"),
    ("scim.requests_per_minute", |c| c.scim.requests_per_minute > 0, "must be at least 1"),
    ("session.idle", |c| c.session.idle >= MINUTE, "must be at least 1m"),
    ("session.idle", |c| c.session.idle <= c.session.absolute, "must not be longer than session.absolute"),
    ("session.absolute", |c| c.session.remember.is_zero() || c.session.absolute <= c.session.remember, "must not be longer than session.remember"),
    ("session.accounts", |c| (1..=5).contains(&c.session.accounts), "must be between 1 and 5"),
    ("journey.lifetime", |c| c.journey.lifetime >= MINUTE, "must be at least 1m"),
    ("journey.lifetime", |c| c.journey.lifetime >= c.email_code.lifetime, "must not be shorter than email_code.lifetime"),
    ("journey.lifetime", |c| c.journey.lifetime >= c.sms_code.lifetime.max(c.dot_grid.lifetime), "must not be shorter than sms_code.lifetime and dot_grid.lifetime"),
    ("journey.per_browser", |c| c.journey.per_browser > 0, "must be at least 1"),
    ("token.code_lifetime", |c| (SECOND..=MINUTE * 10).contains(&c.token.code_lifetime), "must be between 1s and 10m (RFC 6749 section 4.1.2)"),
    ("token.access_lifetime", |c| (SECOND..=MINUTE * 60 * 24).contains(&c.token.access_lifetime), "must be between 1s and 24h: it cannot be called back before it ends"),
    ("token.id_lifetime", |c| (SECOND..=MINUTE * 60 * 24).contains(&c.token.id_lifetime), "must be between 1s and 24h"),
    ("token.refresh_idle", |c| c.token.refresh_idle <= c.token.refresh_absolute, "must not be longer than token.refresh_absolute"),
    ("token.refresh_idle", |c| c.token.refresh_idle >= c.token.access_lifetime, "must not be shorter than token.access_lifetime"),
    ("token.refresh_reuse_grace", |c| c.token.refresh_reuse_grace <= MINUTE * 5, "must be at most 5m"),
    ("key.algorithms", |c| c.key.algorithms.iter().any(|name| name == "RS256"), "must hold \"RS256\" (OpenID Connect Discovery section 3)"),
    ("key.algorithms", |c| c.key.algorithms.iter().all(|name| ALGORITHMS.contains(&name.as_str())), "may hold only \"RS256\", \"ES256\" and \"EdDSA\""),
    ("key.encryption", |c| c.key.encryption.iter().all(|name| ENCRYPTION.contains(&name.as_str())), "may hold only \"RSA-OAEP\" and \"ECDH-ES\""),
    ("key.rsa_bits", |c| [2048, 3072, 4096].contains(&c.key.rsa_bits), "must be 2048, 3072 or 4096"),
    ("key.rotation", |c| c.key.rotation > c.key.jwks_max_age + c.key_overlap(), "must be longer than key.jwks_max_age and the longest token together"),
    ("client.cache", |c| c.client.cache <= SECOND, "must be at most 1s: a changed client is known everywhere by then"),
    ("oauth.scopes", |c| c.oauth.scopes.iter().all(|name| is_scope(name)), "holds what is no scope: printable ASCII without space, quote and backslash (RFC 6749 section 3.3)"),
    ("oauth.resources", |c| c.oauth.resources.0.iter().all(|server| resource(&server.identifier)), "names what is no absolute URI without a fragment (RFC 8707 section 2)"),
    ("oauth.resources", |c| c.oauth.resources.0.iter().all(|server| server.identifier != c.issuer), "names the issuer: userinfo is asked for by the scope openid"),
    ("oauth.resources", |c| c.oauth.resources.0.iter().flat_map(|server| &server.scopes).all(|name| is_scope(name) && !STANDARD_SCOPES.contains(&name.as_str())), "holds what is no scope, or one of OpenID Connect"),
    ("oauth.resources", |c| c.oauth.resources.0.iter().filter_map(|server| server.lifetime).all(|life| (SECOND..=MINUTE * 60 * 24).contains(&life)), "holds a lifetime that is not between 1s and 24h"),
    ("oauth.resources", |c| c.oauth.resources.0.iter().filter_map(|server| server.algorithm.as_ref()).all(|name| c.key.algorithms.contains(name)), "holds an algorithm that is not one of key.algorithms"),
    ("oauth.resources", |c| c.oauth.resources.0.iter().filter_map(|server| server.format.as_deref()).all(|format| ["jwt", "opaque"].contains(&format)), "holds a format that is neither \"jwt\" nor \"opaque\""),
    ("oauth.scope_words", |c| c.oauth.scope_words.keys().all(|name| is_scope(name)), "describes what is no scope: printable ASCII without space, quote and backslash (RFC 6749 section 3.3)"),
    ("profile.attributes", |c| c.profile.attributes.scopes().all(|name| !c.oauth.resources.0.iter().any(|server| server.scopes.iter().any(|own| own == name))), "names a scope of one of oauth.resources: that opens a resource server, not userinfo"),
    ("locale.default", |c| c.locale.offered.contains(&c.locale.default), "is not one of locale.offered"),
    ("locale.offered", |c| c.locale.offered.iter().collect::<std::collections::BTreeSet<_>>().len() == c.locale.offered.len(), "names a language twice"),
    ("mail.transport", |c| c.dev || c.mail.transport != MailTransport::Capture, "\"capture\" is for `doorward dev`; use \"smtp\" or \"file\""),
    ("mail.host", |c| c.mail.transport != MailTransport::Smtp || c.mail.host.is_some(), "is missing: the mail server (or set mail.transport = \"file\")"),
    ("mail.password", |c| c.mail.username.is_some() == c.mail.password.is_some(), "and mail.username need one another"),
    ("sms.transport", |c| c.dev || c.sms.transport != SmsTransport::Capture, "\"capture\" is for `doorward dev`; use \"gateway\", \"file\" or \"off\""),
    ("sms.url", |c| c.sms.transport != SmsTransport::Gateway || c.sms.url.is_some(), "is missing: where the gateway is"),
    ("sms.body", |c| c.sms.transport != SmsTransport::Gateway || c.sms.method == SmsMethod::Get || c.sms.body.is_some(), "is missing: what the gateway is sent"),
    ("sms.calling_codes", |c| c.sms.calling_codes.iter().all(|code| (1..=999).contains(code)), "holds what is no country calling code, as in [49, 43]"),
    ("sms.per_number_per_hour", |c| c.sms.per_number_per_hour > 0, "must be at least 1"),
    ("sms.per_account_per_hour", |c| c.sms.per_account_per_hour > 0, "must be at least 1"),
    ("sms.per_network_per_hour", |c| c.sms.per_network_per_hour > 0, "must be at least 1"),
    ("sms.per_day", |c| c.sms.per_day > 0, "must be at least 1"),
    ("outbound.timeout", |c| (SECOND..=MINUTE).contains(&c.outbound.timeout), "must be between 1s and 1m: what waits for a call waits no longer"),
    ("outbound.max_response", |c| c.outbound.max_response >= 1024, "must be at least 1024 bytes"),
    ("password.memory_kib", |c| u64::from(c.password.memory_kib) >= 8 * u64::from(c.password.parallelism), "must be at least 8 for each lane (RFC 9106 section 3.1)"),
    ("password.memory_kib", |c| u64::from(c.password.memory_kib) * u64::from(c.password.iterations) >= 7168 * 5, "times password.iterations must be at least 35840, the least that OWASP names"),
    ("password.memory_kib", |c| c.password.memory_kib <= 2_097_152, "must be at most 2097152 (2 GiB)"),
    ("password.parallelism", |c| (1..=64).contains(&c.password.parallelism), "must be between 1 and 64"),
    ("password.lanes", |c| c.password.lanes != Some(0), "must be at least 1"),
    ("password.min_length", |c| c.password.min_length >= 8, "must be at least 8 (NIST SP 800-63B-4 section 3.1.1.2)"),
    ("password.min_length_single", |c| c.password.min_length_single >= c.password.min_length, "must not be less than password.min_length"),
    ("password.max_length", |c| c.password.max_length >= 64, "must be at least 64 (NIST SP 800-63B-4 section 3.1.1.2)"),
    ("password.max_length", |c| c.password.max_length >= c.password.min_length_single, "must not be less than password.min_length_single"),
    ("password.max_length", |c| c.password.max_length <= 4096, "must be at most 4096"),
    ("password.min_score", |c| c.password.min_score <= 4, "must be between 0 and 4"),
    ("password.history", |c| c.password.history <= 24, "must be at most 24: each costs a hash when a password is set"),
    ("email_code.lifetime", |c| (MINUTE..=MINUTE * 10).contains(&c.email_code.lifetime), "must be between 1m and 10m (NIST SP 800-63B-4 section 3.1.3.2)"),
    ("email_code.tries", |c| (1..=10).contains(&c.email_code.tries), "must be between 1 and 10"),
    ("email_code.resend_wait", |c| !c.email_code.resend_wait.is_empty(), "must hold at least one length of time"),
    ("email_code.per_address_per_hour", |c| c.email_code.per_address_per_hour > 0, "must be at least 1"),
    ("email_code.per_network_per_hour", |c| c.email_code.per_network_per_hour > 0, "must be at least 1"),
    ("email_code.known_device_per_hour", |c| c.email_code.known_device_per_hour > 0, "must be at least 1"),
    ("sms_code.lifetime", |c| (MINUTE..=MINUTE * 10).contains(&c.sms_code.lifetime), "must be between 1m and 10m (NIST SP 800-63B-4 section 3.1.3.2)"),
    ("sms_code.tries", |c| (1..=10).contains(&c.sms_code.tries), "must be between 1 and 10"),
    ("dot_grid.lifetime", |c| (MINUTE..=MINUTE * 10).contains(&c.dot_grid.lifetime), "must be between 1m and 10m (NIST SP 800-63B-4 section 3.1.3.2)"),
    ("dot_grid.tries", |c| (1..=10).contains(&c.dot_grid.tries), "must be between 1 and 10"),
    ("throttle.window", |c| c.throttle.window >= MINUTE, "must be at least 1m"),
    ("throttle.tries_per_window", |c| c.throttle.tries_per_window > 0, "must be at least 1"),
    ("throttle.disable_after", |c| (1..=100).contains(&c.throttle.disable_after), "must be between 1 and 100 (NIST SP 800-63B-4 section 3.2.2)"),
    ("totp.skew_steps", |c| c.totp.skew_steps <= 2, "must be at most 2 (RFC 6238 section 5.2 recommends 1)"),
    ("image_passcode.max_bytes", |c| (100_000..=10_000_000).contains(&c.image_passcode.max_bytes), "must be between 100000 and 10000000"),
    ("image_passcode.max_megapixels", |c| (1..=40).contains(&c.image_passcode.max_megapixels), "must be between 1 and 40"),
    ("image_passcode.well_known", |c| c.image_passcode.well_known.iter().all(|digest| sha256(digest)), "holds what is no SHA-256 of 64 hexadecimal digits"),
    ("pointer_pattern.min_events", |c| (8..=32).contains(&c.pointer_pattern.min_events), "must be between 8 and 32"),
    ("pointer_pattern.min_bits", |c| (18..=60).contains(&c.pointer_pattern.min_bits), "must be between 18 and 60"),
    ("recovery_code.count", |c| (5..=20).contains(&c.recovery_code.count), "must be between 5 and 20"),
    ("recovery_code.warn_at", |c| c.recovery_code.warn_at < c.recovery_code.count, "must be less than recovery_code.count"),
    ("recovery.reset_wait", |c| (MINUTE * 60..=MINUTE * 60 * 24 * 30).contains(&c.recovery.reset_wait), "must be between 1h and 30d: who it was taken from must have the time to stop it"),
    ("registration.require", |c| c.registration.require.iter().all(|name| Registration::ATTRIBUTES.contains(&name.as_str())), "may hold only \"name\", \"given_name\", \"family_name\", \"nickname\", \"birthdate\", \"locale\" and \"phone\""),
    ("registration.require", |c| c.sms.is_on() || !c.registration.require.iter().any(|name| name == "phone"), "holds \"phone\", which is proved by a text message, and there is no [sms]"),
    ("registration.terms_uri", |c| c.registration.terms_uri.is_some() == c.registration.terms_version.is_some(), "and registration.terms_version need one another"),
    ("registration.terms_uri", |c| c.registration.terms_uri.as_deref().is_none_or(|uri| uri.starts_with("https://")), "must begin with https://"),
    ("registration.invitation_lifetime", |c| c.registration.invitation_lifetime >= MINUTE, "must be at least 1m"),
    ("recovery.reset_open", |c| (MINUTE * 60..=MINUTE * 60 * 24 * 30).contains(&c.recovery.reset_open), "must be between 1h and 30d"),
    ("passkey.rp_id", |c| issuer(c).is_none() || c.rp_id_holds(), "must be the host of the issuer, or a domain above it that has a dot (WebAuthn Level 3 section 5.1.3)"),
    ("passkey.related_origins", |c| c.related_origins_hold(), "may hold only origins such as \"https://example.com\", without a slash at the end"),
    ("passkey.timeout", |c| (SECOND * 30..=MINUTE * 10).contains(&c.passkey.timeout), "must be between 30s and 10m (WebAuthn Level 3 section 15.1)"),
    ("face.models", |c| !c.face.enabled || c.face.models.as_deref().is_none_or(Path::is_dir), "is not a folder"),
    ("face.onnxruntime", |c| !c.face.enabled || c.face.onnxruntime.as_deref().is_none_or(Path::is_file), "is not a file"),
    ("face.workers", |c| c.face.workers != Some(0), "must be at least 1"),
    ("face.queue", |c| (1..=1024).contains(&c.face.queue), "must be between 1 and 1024"),
    ("face.threshold", |c| (0.4..=0.6).contains(&c.face.threshold), "must be between 0.4 and 0.6: below, people are turned away; above, others are let in"),
    ("face.min_width", |c| (50..=1024).contains(&c.face.min_width), "must be between 50 and 1024"),
    ("face.min_presence", |c| (0.5..=1.0).contains(&c.face.min_presence), "must be between 0.5 and 1"),
    ("face.min_luma", |c| (0.0..c.face.max_luma).contains(&c.face.min_luma), "must be from 0 to below face.max_luma"),
    ("face.max_luma", |c| c.face.max_luma <= 255.0, "must be at most 255"),
    ("face.min_sharpness", |c| c.face.min_sharpness >= 0.0, "must be at least 0"),
    ("face_embedder.model", |c| !c.face.enabled || c.face_embedder.model.as_deref().is_none_or(Path::is_file), "is not a file"),
    ("face_embedder.size", |c| (32..=512).contains(&c.face_embedder.size), "must be between 32 and 512"),
    ("face_embedder.scale", |c| c.face_embedder.scale != 0.0, "must not be 0"),
    ("face_embedder.threshold", |c| c.face_embedder.threshold > 0.0, "must be more than 0"),
    ("face_anti_spoofing.model", |c| !c.face.enabled || c.face_anti_spoofing.model.as_deref().is_none_or(Path::is_file), "is not a file"),
    ("face_anti_spoofing.size", |c| (32..=512).contains(&c.face_anti_spoofing.size), "must be between 32 and 512"),
    ("face_anti_spoofing.scale", |c| c.face_anti_spoofing.scale != 0.0, "must not be 0"),
    ("face_anti_spoofing.crop", |c| (1.0..=8.0).contains(&c.face_anti_spoofing.crop), "must be between 1 and 8"),
    ("face_anti_spoofing.threshold", |c| (0.0..1.0).contains(&c.face_anti_spoofing.threshold), "must be from 0 to below 1"),
    ("liveness.attempt", |c| (SECOND * 10..=MINUTE).contains(&c.liveness.attempt), "must be between 10s and 60s"),
    ("liveness.step", |c| c.liveness.step >= SECOND * 2 && c.liveness.step <= c.liveness.attempt, "must be between 2s and liveness.attempt"),
    ("liveness.retries", |c| c.liveness.retries <= 3, "must be at most 3"),
    ("liveness.frames_per_second", |c| (8..=30).contains(&c.liveness.frames_per_second), "must be between 8 and 30: with fewer, blinks fall between frames"),
    ("liveness.order", |c| c.dev || c.liveness.order.is_empty(), "is for `doorward dev`: what is known beforehand can be recorded beforehand"),
    ("liveness.order", |c| c.liveness.order.len() <= 6 && c.liveness.order.iter().all(|name| ["blink", "turn_left", "turn_right"].contains(&name.as_str())), "may hold only \"blink\", \"turn_left\" and \"turn_right\", six at most"),
    ("liveness.order", |c| c.liveness.order.is_empty() || c.liveness.order.iter().any(|name| name == "blink"), "must hold a \"blink\": a photograph can turn"),
    ("liveness.face_share", |c| (0.3..=1.0).contains(&c.liveness.face_share), "must be between 0.3 and 1"),
    ("liveness.off_centre", |c| (0.05..=0.5).contains(&c.liveness.off_centre), "must be between 0.05 and 0.5"),
    ("liveness.presence_turned", |c| (0.3..=1.0).contains(&c.liveness.presence_turned), "must be between 0.3 and 1"),
    ("liveness.baseline_frames", |c| (4..=20).contains(&c.liveness.baseline_frames), "must be between 4 and 20"),
    ("liveness.ahead_yaw", |c| (5.0..=30.0).contains(&c.liveness.ahead_yaw), "must be between 5 and 30"),
    ("liveness.ahead_pitch", |c| (5.0..=45.0).contains(&c.liveness.ahead_pitch), "must be between 5 and 45"),
    ("liveness.ahead_roll", |c| (5.0..=45.0).contains(&c.liveness.ahead_roll), "must be between 5 and 45"),
    ("liveness.steady", |c| (1.0..=15.0).contains(&c.liveness.steady), "must be between 1 and 15"),
    ("liveness.eyes_open", |c| (0.05..=0.3).contains(&c.liveness.eyes_open), "must be between 0.05 and 0.3"),
    ("liveness.blink_iris", |c| c.liveness.blink_iris >= 0.3 && c.liveness.blink_iris <= 0.78, "must be between 0.3 and 0.78: photographs that were bent reached 0.79"),
    ("liveness.blink_mesh", |c| (0.3..=1.2).contains(&c.liveness.blink_mesh), "must be between 0.3 and 1.2"),
    ("liveness.blink_open", |c| c.liveness.blink_open > c.liveness.blink_iris && c.liveness.blink_open <= 1.0, "must be greater than liveness.blink_iris and at most 1"),
    ("liveness.blink_yaw", |c| (2.0..=20.0).contains(&c.liveness.blink_yaw), "must be between 2 and 20"),
    ("liveness.blink_pitch", |c| (2.0..=30.0).contains(&c.liveness.blink_pitch), "must be between 2 and 30"),
    ("liveness.blink_longest", |c| (SECOND / 4..=SECOND * 3).contains(&c.liveness.blink_longest), "must be between 250ms and 3s"),
    ("liveness.still_answer", |c| (SECOND..=SECOND * 10).contains(&c.liveness.still_answer), "must be between 1s and 10s"),
    ("liveness.turn_yaw", |c| c.liveness.turn_yaw > c.liveness.turn_back && c.liveness.turn_yaw <= 30.0, "must be greater than liveness.turn_back and at most 30"),
    ("liveness.turn_nose", |c| (0.1..=1.5).contains(&c.liveness.turn_nose), "must be between 0.1 and 1.5"),
    ("liveness.turn_residual", |c| (0.0..=0.2).contains(&c.liveness.turn_residual), "must be between 0 and 0.2"),
    ("liveness.turn_frames", |c| (2..=10).contains(&c.liveness.turn_frames), "must be between 2 and 10"),
    ("liveness.turn_back", |c| (3.0..=20.0).contains(&c.liveness.turn_back), "must be between 3 and 20"),
    ("liveness.yaw_limit", |c| c.liveness.yaw_limit >= c.liveness.turn_yaw + 10.0 && c.liveness.yaw_limit <= 90.0, "must be at least 10 more than liveness.turn_yaw and at most 90"),
    ("liveness.wrong_turns", |c| c.liveness.wrong_turns <= 10, "must be at most 10"),
    ("liveness.identity_ahead", |c| (0.1..=2.0).contains(&c.liveness.identity_ahead), "must be between 0.1 and 2"),
    ("liveness.identity_turned", |c| c.liveness.identity_turned >= c.liveness.identity_ahead && c.liveness.identity_turned <= 2.0, "must be between liveness.identity_ahead and 2"),
    ("liveness.identity_step", |c| (0.1..=2.0).contains(&c.liveness.identity_step), "must be between 0.1 and 2"),
    ("liveness.identity_every", |c| (1..=10).contains(&c.liveness.identity_every), "must be between 1 and 10"),
    ("liveness.yaw_rate", |c| (100.0..=1000.0).contains(&c.liveness.yaw_rate), "must be between 100 and 1000"),
    ("liveness.gap", |c| (SECOND / 10..=SECOND * 2).contains(&c.liveness.gap), "must be between 100ms and 2s"),
    ("liveness.breaks", |c| c.liveness.breaks <= 20, "must be at most 20"),
    ("liveness.still", |c| (0.0..=0.01).contains(&c.liveness.still), "must be between 0 and 0.01"),
    ("liveness.remembered_frames", |c| c.liveness.remembered_frames <= 4_194_304, "must be at most 4194304"),
    ("policy.levels", |c| c.policy.levels.0.iter().all(|level| is_scope(&level.acr)), "holds a name with spaces or quotes: acr_values parts them by spaces (OpenID Connect Core section 3.1.2.1)"),
    ("policy.default_level", |c| c.policy.levels.get(&c.policy.default_level).is_some(), "is not one of policy.levels"),
    ("policy.conditions", |c| c.policy.conditions.0.iter().all(|one| c.policy.levels.get(&one.level).is_some()), "names a level that is not one of policy.levels"),
    ("policy.clients", |c| c.policy.clients.values().all(|acr| c.policy.levels.get(acr).is_some()), "names a level that is not one of policy.levels"),
];

/// The settings that are checked, for the test that they exist.
#[cfg(test)]
pub(super) fn settings() -> impl Iterator<Item = &'static str> {
    CHECKS.iter().map(|(setting, ..)| *setting)
}

/// Scopes that mean something here, and nowhere else.
const STANDARD_SCOPES: [&str; 7] =
    ["openid", "profile", "email", "address", "phone", "groups", "offline_access"];

/// Whether a resource server can be named so.
fn resource(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_graphic()) && !text.contains('#') && url::Url::parse(text).is_ok()
}

/// The algorithms there can be keys for.
const ALGORITHMS: [&str; 3] = ["RS256", "ES256", "EdDSA"];
/// The kinds of keys there can be to encrypt to.
const ENCRYPTION: [&str; 2] = ["RSA-OAEP", "ECDH-ES"];

impl Config {
    /// The settings that do not hold, each with the reason; the first of each setting only.
    pub(super) fn broken(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let mut named = Vec::new();
        CHECKS.iter().filter(|(_, holds, _)| !holds(self)).filter_map(move |(setting, _, reason)| {
            let first = !named.contains(setting);
            named.push(*setting);
            first.then_some((*setting, *reason))
        })
    }

    /// Names every factor of the policy that is not one of `known`.
    pub fn check_factors(&self, known: &[&str]) -> Result<(), Faults> {
        let levels = self.policy.levels_of(known);
        let named = levels.factors().map(|(acr, kind)| (format!("policy.levels.\"{acr}\""), kind));
        let enrolled = self.policy.enrol_at_sign_in.iter();
        let named = named.chain(enrolled.map(|kind| ("policy.enrol_at_sign_in".to_owned(), kind.as_str())));
        let faults = named.filter(|(_, kind)| !known.contains(kind)).map(|(setting, kind)| {
            let meant = nearest(kind, known.iter().copied()).map(|it| format!("; did you mean {it}?"));
            Fault::new(None, format!("{setting}: {kind} is not a factor{}", meant.unwrap_or_default()))
        });
        Faults(faults.collect()).or(())
    }

    /// Names every language that is offered and not one of `known`, which there are texts in.
    pub fn check_languages(&self, known: &[String]) -> Result<(), Faults> {
        let unknown = self.locale.offered.iter().filter(|language| !known.contains(language));
        let faults = unknown.map(|language| {
            let reason = format!("there are texts in {}, and none in {language}", known.join(", "));
            Fault::new(None, format!("locale.offered: {reason}"))
        });
        Faults(faults.collect()).or(())
    }
}

/// The issuer as a URL with a host.
fn issuer(config: &Config) -> Option<url::Url> {
    let url = url::Url::parse(&config.issuer).ok()?;
    (matches!(url.scheme(), "http" | "https") && url.has_host()).then_some(url)
}

/// Whether a URL's host is this machine (RFC 8252 section 7.3, RFC 6761 section 6.3).
fn loopback(url: &url::Url) -> bool {
    match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// Whether `text` is what a URL library makes of it, so that everybody writes the same bytes.
fn normal(text: &str, url: &url::Url) -> bool {
    url.as_str().trim_end_matches('/') == text.trim_end_matches('/')
}

/// Whether `text` is a SHA-256 in hexadecimal.
fn sha256(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Whether `text` is a scope-token (RFC 6749 section 3.3).
pub(super) fn is_scope(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| matches!(byte, 0x21 | 0x23..=0x5b | 0x5d..=0x7e))
}
