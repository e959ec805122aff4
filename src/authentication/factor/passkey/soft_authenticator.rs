//! An authenticator in software, for tests: it answers as a browser and a security key together do, and lies where a test
//! says so.

use aws_lc_rs::{
    digest::{SHA256, digest},
    rand as chance,
    signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair},
};
use data_encoding::BASE64URL_NOPAD;
use serde_json::{Value, json};

/// User present.
pub const UP: u8 = 0x01;
/// User verified.
pub const UV: u8 = 0x04;
/// Backup eligible.
pub const BE: u8 = 0x08;
/// Backup state.
pub const BS: u8 = 0x10;
/// Attested credential data included.
const AT: u8 = 0x40;

/// A credential and what surrounds it.
pub struct SoftAuthenticator {
    key: EcdsaKeyPair,
    /// The credential id.
    pub id: Vec<u8>,
    /// The `user.id` it was made for.
    pub user_handle: Option<Vec<u8>>,
    /// What is reported next.
    pub counter: u32,
    /// UP, UV, BE, BS.
    pub flags: u8,
    /// Where the browser says it is.
    pub origin: String,
    /// What the authenticator takes the relying party to be; none believes the options.
    pub rp_id: Option<String>,
    /// Members that are put over the client data.
    pub client_data: Value,
    /// Members that are put over the answer.
    pub answer: Value,
    /// Spoils the signature.
    pub tampers: bool,
    /// COSE algorithm that it claims.
    pub algorithm: u8,
}

impl SoftAuthenticator {
    /// A security key that counts nothing, at the origin of the tests.
    pub fn new(id: &[u8]) -> Self {
        let key = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_ASN1_SIGNING).unwrap();
        Self {
            key,
            id: id.to_vec(),
            user_handle: None,
            counter: 0,
            flags: UP | UV,
            origin: "https://id.example.org".into(),
            rp_id: None,
            client_data: json!({}),
            answer: json!({}),
            tampers: false,
            // ES256, as CBOR writes -7.
            algorithm: 0x26,
        }
    }

    /// `navigator.credentials.create`.
    pub fn create(&mut self, options: &str) -> String {
        let options: Value = serde_json::from_str(options).unwrap();
        self.user_handle =
            Some(BASE64URL_NOPAD.decode(options["user"]["id"].as_str().unwrap().as_bytes()).unwrap());
        let client_data = self.client_data("webauthn.create", &options);
        let mut auth_data = self.auth_data(options["rp"]["id"].as_str().unwrap(), self.flags | AT);
        auth_data.extend([0; 16]);
        auth_data.extend(u16::try_from(self.id.len()).unwrap().to_be_bytes());
        auth_data.extend(&self.id);
        auth_data.extend(self.cose_key());
        let mut object = vec![0xa3];
        object.extend(b"\x63fmt\x64none\x67attStmt\xa0\x68authData\x59");
        object.extend(u16::try_from(auth_data.len()).unwrap().to_be_bytes());
        object.extend(auth_data);
        self.answer(&json!({
            "clientDataJSON": BASE64URL_NOPAD.encode(&client_data),
            "attestationObject": BASE64URL_NOPAD.encode(&object),
            "transports": ["internal", "smart-card"],
        }))
    }

    /// `navigator.credentials.get`.
    pub fn get(&self, options: &str) -> String {
        let options: Value = serde_json::from_str(options).unwrap();
        let client_data = self.client_data("webauthn.get", &options);
        let auth_data = self.auth_data(options["rpId"].as_str().unwrap(), self.flags);
        let signed = [auth_data.as_slice(), digest(&SHA256, &client_data).as_ref()].concat();
        let mut signature = self.key.sign(&chance::SystemRandom::new(), &signed).unwrap().as_ref().to_vec();
        if self.tampers {
            *signature.last_mut().unwrap() ^= 1;
        }
        self.answer(&json!({
            "clientDataJSON": BASE64URL_NOPAD.encode(&client_data),
            "authenticatorData": BASE64URL_NOPAD.encode(&auth_data),
            "signature": BASE64URL_NOPAD.encode(&signature),
            "userHandle": self.user_handle.as_ref().map(|handle| BASE64URL_NOPAD.encode(handle)),
        }))
    }

    fn answer(&self, response: &Value) -> String {
        let id = BASE64URL_NOPAD.encode(&self.id);
        let mut answer = json!({ "id": id, "rawId": id, "type": "public-key", "response": response });
        lay_over(&mut answer, &self.answer);
        answer.to_string()
    }

    fn client_data(&self, kind: &str, options: &Value) -> Vec<u8> {
        let mut data = json!({
            "type": kind, "challenge": options["challenge"], "origin": self.origin, "crossOrigin": false,
        });
        lay_over(&mut data, &self.client_data);
        data.to_string().into_bytes()
    }

    fn auth_data(&self, rp_id: &str, flags: u8) -> Vec<u8> {
        let rp_id = self.rp_id.as_deref().unwrap_or(rp_id);
        let mut data = digest(&SHA256, rp_id.as_bytes()).as_ref().to_vec();
        data.push(flags);
        data.extend(self.counter.to_be_bytes());
        data
    }

    /// RFC 9053 section 7.1.1.
    fn cose_key(&self) -> Vec<u8> {
        let point = self.key.public_key().as_ref();
        let mut key = vec![0xa5, 0x01, 0x02, 0x03, self.algorithm, 0x20, 0x01, 0x21, 0x58, 0x20];
        key.extend(&point[1..33]);
        key.extend([0x22, 0x58, 0x20]);
        key.extend(&point[33..]);
        key
    }
}

fn lay_over(under: &mut Value, over: &Value) {
    under.as_object_mut().unwrap().extend(over.as_object().unwrap().clone());
}
