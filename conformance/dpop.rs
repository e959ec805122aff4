//! A client's key for DPoP, and the proofs that it makes.

use aws_lc_rs::digest::{SHA256, digest};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use doorward::jose::{
    Algorithm,
    algorithm::{Generated, generate},
};
use jsonwebtoken::EncodingKey;
use serde_json::{Value, json};

use crate::world::{Answer, FORM, ISSUER, World, merged};

/// A key pair.
pub struct Key(Generated);

impl Key {
    pub fn new() -> Self {
        Self(generate(Algorithm::ES256, 2048).unwrap())
    }

    /// Its thumbprint.
    pub fn jkt(&self) -> &str {
        &self.0.kid
    }

    /// The public key.
    pub fn jwk(&self) -> Value {
        let mut jwk: Value = serde_json::from_str(&self.0.public_jwk).unwrap();
        for name in ["kid", "use", "alg"] {
            jwk.as_object_mut().unwrap().remove(name);
        }
        jwk
    }

    /// A JWS over these.
    pub fn sign(&self, header: &Value, claims: &Value) -> String {
        let encode = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let signed = format!("{}.{}", encode(header), encode(claims));
        let key = EncodingKey::from_ec_der(&self.0.private);
        let signature =
            jsonwebtoken::crypto::sign(signed.as_bytes(), &key, jsonwebtoken::Algorithm::ES256).unwrap();
        format!("{signed}.{signature}")
    }

    /// A good proof for a request, with changes: of `header`, of `claims`; null takes away.
    pub async fn proof(&self, world: &World, method: &str, path: &str, changes: Value) -> String {
        let mut header = json!({ "typ": "dpop+jwt", "alg": "ES256", "jwk": self.jwk() });
        let mut claims = json!({
            "jti": world.app.random.token(), "htm": method, "htu": format!("{ISSUER}{path}"),
            "iat": world.clock.now().seconds(), "nonce": nonce(world).await,
        });
        for (part, name) in [(&mut header, "header"), (&mut claims, "claims")] {
            for (member, value) in changes[name].as_object().into_iter().flatten() {
                part[member] = value.clone();
            }
            part.as_object_mut().unwrap().retain(|_, value| !value.is_null());
        }
        self.sign(&header, &claims)
    }

    /// A token request with a proof.
    pub async fn token(&self, world: &World, fields: &[(&str, &str)]) -> Answer {
        let proof = self.proof(world, "POST", "/token", json!({})).await;
        post(world, &[("dpop", &proof)], fields).await
    }

    /// Asks for userinfo with an access token and a proof, with changes.
    pub async fn userinfo(&self, world: &World, token: &str, changes: Value) -> Answer {
        let mut all = json!({ "header": {}, "claims": { "ath": hash(token) } });
        for part in ["header", "claims"] {
            for (member, value) in changes[part].as_object().into_iter().flatten() {
                all[part][member] = value.clone();
            }
        }
        let proof = self.proof(world, "GET", "/userinfo", all).await;
        let authorization = format!("DPoP {token}");
        world
            .send(
                axum::http::Method::GET,
                "/userinfo",
                &[("authorization", &authorization), ("dpop", &proof)],
                "",
            )
            .await
    }
}

/// A token request with headers.
pub async fn post(world: &World, headers: &[(&str, &str)], fields: &[(&str, &str)]) -> Answer {
    let mut all = vec![("content-type", FORM)];
    all.extend(headers);
    world.send(axum::http::Method::POST, "/token", &all, &merged(&[], fields)).await
}

/// `ath` of an access token.
pub fn hash(token: &str) -> String {
    URL_SAFE_NO_PAD.encode(digest(&SHA256, token.as_bytes()))
}

/// The nonce that is given out now: what a client gets from its first refusal.
pub async fn nonce(world: &World) -> String {
    let answer = post(world, &[("dpop", "x")], &[("client_id", "app")]).await;
    answer.header("dpop-nonce").to_owned()
}
