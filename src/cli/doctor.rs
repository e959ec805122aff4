//! `doorward doctor`: looks at everything an installation stands on, and changes nothing.

use std::{process::ExitCode, time::Duration};

use tokio::time::timeout;

use crate::{
    app::diagnosis::{
        self,
        Finding::{self, Fail, Fine, Warn},
        PATIENCE,
    },
    clock::{Clock, Timestamp},
    config::Config,
    jose::{MasterKey, Vault},
    random::Random,
    web::tls,
};

/// A certificate that lapses so soon should have been renewed: those that last 90 days are renewed a month before.
const SOON: Duration = Duration::from_hours(24 * 14);

/// Looks, lists what it found, and answers 1 if something is broken.
pub async fn doctor(config: &Config) -> anyhow::Result<ExitCode> {
    let mut findings = vec![("configuration", Fine(format!("sound, for {}", config.issuer)))];
    let key = MasterKey::read(&config.master_key_file);
    findings.push((
        "master key",
        match &key {
            Ok(_) => Fine(config.master_key_file.display().to_string()),
            Err(error) => Fail(error.to_string()),
        },
    ));
    let vault = key.ok().map(|key| Vault::new(&key, Random::system()));
    findings.extend(
        diagnosis::of_unopened_database(config, vault.as_ref())
            .await
            .into_iter()
            .map(|found| ("database", found)),
    );
    findings.push(("clock", diagnosis::of_clock(&Clock::system())));
    findings.extend(door(config).into_iter().map(|found| ("listener", found)));
    findings.push(("mail", diagnosis::of_mail(config).await));
    findings.extend(diagnosis::of_sms(config).map(|found| ("sms", found)));
    findings.extend(diagnosis::of_face(config).map(|found| ("face", found)));
    findings.extend(diagnosis::of_stolen_passwords(config).map(|found| ("passwords", found)));
    findings.extend(diagnosis::of_protocol(config).map(|found| ("protocol", found)));
    findings.extend(issuer(config).await.into_iter().map(|found| ("issuer", found)));

    let mut failed = false;
    for (about, finding) in &findings {
        let (mark, text) = match finding {
            Fine(text) => ("ok  ", text),
            Warn(text) => ("warn", text),
            Fail(text) => ("FAIL", text),
        };
        failed |= matches!(finding, Fail(_));
        println!("{mark}  {about:<14} {text}");
    }
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// TLS and what stands before it.
fn door(config: &Config) -> Vec<Finding> {
    let listener = &config.listener;
    let mut findings = Vec::new();
    let https = config.issuer.starts_with("https:");
    match (&listener.tls_certificate_file, &listener.tls_key_file) {
        (Some(certificate), Some(key)) => {
            let until = tls::config(certificate, key).and_then(|_| tls::lapses(certificate));
            findings.push(match until {
                Ok(until) => of_certificate(until, Clock::system().now()),
                Err(error) => Fail(error.to_string()),
            });
        }
        _ if https && listener.trusted_proxies.is_empty() => findings.push(Warn(
            "no TLS here and no listener.trusted_proxies: behind a proxy everybody would share its address"
                .into(),
        )),
        _ if https => findings.push(Fine("TLS ends at a trusted proxy".into())),
        _ => findings
            .push(Warn("plain HTTP on loopback: cookies go without Secure and the __Host- prefix".into())),
    }
    if listener.trusted_proxies.iter().any(|network| network.prefix_len() == 0) {
        findings
            .push(Fail("listener.trusted_proxies trusts everybody: anybody can claim any address".into()));
    }
    let exposed = listener.metrics_address.filter(|address| !address.ip().is_loopback());
    if let Some(address) = exposed {
        findings.push(Warn(format!("/metrics is open on {address}; keep it off the internet")));
    }
    findings
}

/// Certificate and key fit together; whether the certificate holds, and for how long.
fn of_certificate(until: Option<Timestamp>, now: Timestamp) -> Finding {
    let Some(until) = until else {
        return Warn("certificate and key fit together; until when it holds cannot be read".into());
    };
    let day = until.to_rfc3339();
    if until <= now {
        Fail(format!("the certificate lapsed at {day}"))
    } else if until.since(now) < SOON {
        Warn(format!("the certificate lapses at {day}; the server reads a new one when it starts"))
    } else {
        Fine(format!("certificate and key fit together, until {day}"))
    }
}

/// Whether clients find the provider where its issuer says, and whether its clock is theirs.
#[cfg(feature = "demo")]
async fn issuer(config: &Config) -> Vec<Finding> {
    use openidconnect::AsyncHttpClient;

    let address = format!("{}/.well-known/openid-configuration", config.issuer);
    let fetched = async {
        let client = crate::demo::Http::new().map_err(|error| error.to_string())?;
        let request = http::Request::get(&address).body(Vec::new()).map_err(|error| error.to_string())?;
        client.call(request).await.map_err(|error| error.to_string())
    };
    let answer = match timeout(PATIENCE, fetched).await {
        Ok(Ok(answer)) => answer,
        Ok(Err(why)) => return vec![Warn(format!("cannot be reached from here (is it running?): {why}"))],
        Err(_) => return vec![Warn("does not answer from here".into())],
    };
    if !answer.status().is_success() {
        return vec![Fail(format!("{address} answers {}", answer.status()))];
    }
    let said = serde_json::from_slice::<serde_json::Value>(answer.body()).unwrap_or_default();
    match said.get("issuer").and_then(serde_json::Value::as_str) {
        Some(issuer) if issuer == config.issuer => vec![Fine(format!("answers at {address}"))],
        Some(other) => vec![Fail(format!("{address} is the metadata of {other}"))],
        None => vec![Fail(format!("{address} is not provider metadata"))],
    }
}

/// This program has no HTTP client.
#[cfg(not(feature = "demo"))]
async fn issuer(config: &Config) -> Vec<Finding> {
    vec![Warn(format!(
        "built without an HTTP client: fetch {}/.well-known/openid-configuration yourself",
        config.issuer
    ))]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_certificate_is_looked_at_until_when_it_holds() {
        let now = Timestamp::from_seconds(1_800_000_000);
        let day = Duration::from_hours(24);
        assert!(matches!(of_certificate(Some(now.after(day * 15)), now), Fine(_)));
        assert!(matches!(of_certificate(Some(now.after(day * 13)), now), Warn(_)));
        assert!(matches!(of_certificate(Some(now), now), Fail(_)));
        assert!(matches!(of_certificate(None, now), Warn(_)));
    }
}
