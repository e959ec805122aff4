//! The list of factors.

use std::sync::Arc;

use super::{
    AnyFactor, dot_grid::DotGrid, email_code::EmailCode, face::Face, image_passcode::ImagePasscode,
    passkey::Passkey, password::Password, pointer_pattern::PointerPattern, recovery_code::RecoveryCode,
    registered_device::RegisteredDevice, sms_code::SmsCode, totp::Totp,
};
use crate::{authentication::policy::Worth, config::Config, face::embed::Facts, jose::seal::Vault};

/// Every factor there is.
#[derive(Clone)]
pub struct Registry {
    factors: Vec<Arc<dyn AnyFactor>>,
    password: Arc<Password>,
}

impl Registry {
    /// The one list; a line each, in the order in which pages offer them. `vault` keeps their keys apart from the database.
    pub fn new(config: &Config, vault: &Vault) -> Self {
        Self::knowing(config, vault, None)
    }

    /// The same, knowing the network that makes vectors of faces.
    pub fn knowing(config: &Config, vault: &Vault, embedder: Option<&Facts>) -> Self {
        let password = Arc::new(Password::from_config(config, vault));
        let mut factors: Vec<Arc<dyn AnyFactor>> = vec![
            password.clone(),
            Arc::new(Totp::from_config(config, vault)),
            Arc::new(Passkey::from_config(config, vault)),
            Arc::new(RegisteredDevice::from_config(config, vault)),
            Arc::new(EmailCode::from_config(config, vault)),
            Arc::new(DotGrid::from_config(config, vault)),
            Arc::new(ImagePasscode::from_config(config, vault)),
            Arc::new(PointerPattern::from_config(config, vault)),
            Arc::new(RecoveryCode::from_config(config, vault)),
        ];
        if config.face.enabled {
            factors.push(Arc::new(Face::from_config(config, vault, embedder)));
        }
        if config.sms.is_on() {
            factors.push(Arc::new(SmsCode::from_config(config, vault)));
        }
        Self { factors, password }
    }

    /// The factor of this kind.
    pub fn get(&self, kind: &str) -> Option<Arc<dyn AnyFactor>> {
        self.factors.iter().find(|factor| factor.manner().kind == kind).cloned()
    }

    /// All kinds, in the order in which pages offer them.
    pub fn kinds(&self) -> Vec<&'static str> {
        self.factors.iter().map(|factor| factor.manner().kind).collect()
    }

    /// What each is worth.
    pub fn worth(&self) -> Worth {
        let manners = self.factors.iter().map(|factor| factor.manner());
        manners.map(|manner| (manner.kind.to_owned(), manner.characters.to_vec())).collect()
    }

    /// The kinds that can be enrolled.
    pub fn enrols(&self) -> Vec<&'static str> {
        let manners = self.factors.iter().map(|factor| factor.manner());
        manners.filter(|manner| manner.enrols).map(|manner| manner.kind).collect()
    }

    /// The kinds that can name an account by themselves.
    pub fn nameless(&self) -> Vec<&'static str> {
        let manners = self.factors.iter().map(|factor| factor.manner());
        manners.filter(|manner| manner.nameless).map(|manner| manner.kind).collect()
    }

    /// Where new passwords are judged and hashed.
    pub fn password(&self) -> &Password {
        &self.password
    }
}

impl std::fmt::Debug for Registry {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_list().entries(self.kinds()).finish()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{
        authentication::factor::{Bound, Person, Record, Scene, Submission, Verdict, testing},
        clock::Timestamp,
        random::Random,
    };

    fn registry() -> Registry {
        Registry::new(&testing::config(), &testing::vault())
    }

    fn scene() -> Scene {
        Scene {
            now: Timestamp::from_seconds(59),
            random: Random::seeded(7),
            decoy_key: [9; 32],
            host: "id.example.org".into(),
            identifier: "alice".into(),
            proved: true,
        }
    }

    fn answer(field: &str, value: &str) -> Submission {
        Submission::of([(field.to_owned(), value.to_owned())])
    }

    fn bound(credential: Record) -> Bound<Record> {
        Bound { authenticator_id: "x".into(), version: 1, high_water: None, credential }
    }

    #[test]
    fn kinds_are_distinct_and_each_is_found() {
        let registry = registry();
        assert_eq!(
            registry.kinds(),
            [
                "password",
                "totp",
                "passkey",
                "registered_device",
                "email_code",
                "dot_grid",
                "image_passcode",
                "pointer_pattern",
                "recovery_code"
            ]
        );
        for kind in registry.kinds() {
            assert_eq!(registry.get(kind).unwrap().manner().kind, kind);
        }
        assert!(registry.get("").is_none());
    }

    #[test]
    fn whatever_names_an_account_by_itself_has_a_question_for_it() {
        let registry = registry();
        assert_eq!(registry.nameless(), ["passkey", "registered_device"]);
        for kind in registry.kinds() {
            let asked = registry.get(kind).unwrap().nameless(&scene()).unwrap();
            assert_eq!(asked.is_some(), registry.nameless().contains(&kind), "{kind}");
        }
    }

    #[test]
    fn there_are_codes_by_text_message_only_where_texts_are_sent() {
        let mut config = testing::config();
        assert!(Registry::new(&config, &testing::vault()).get("sms_code").is_none());
        config.sms.transport = crate::config::SmsTransport::Capture;
        assert!(Registry::new(&config, &testing::vault()).get("sms_code").is_some());
    }

    #[test]
    fn there_are_faces_only_where_they_are_switched_on() {
        let mut config = testing::config();
        assert!(Registry::new(&config, &testing::vault()).get("face").is_none());
        config.face.enabled = true;
        assert!(Registry::new(&config, &testing::vault()).get("face").is_some());
    }

    #[test]
    fn an_erased_factor_does_what_the_factor_does() {
        let registry = registry();
        let credential = registry.password().set("correct horse", false, &[], &Random::seeded(1)).unwrap();
        let record = Record::of(&credential).unwrap();
        assert_eq!(format!("{record:?}"), "[record]");
        let password = registry.get("password").unwrap();
        let asked = password.challenge(&[bound(record.clone())], &scene()).unwrap();
        let verdict =
            password.verify(&[bound(record)], &asked.secret, &answer("password", "correct horse"), &scene());
        assert!(matches!(verdict.unwrap(), Verdict::Verified(_)));

        let person = Person {
            account_id: "1".into(),
            username: "alice".into(),
            email: Some("a@example.org".into()),
            phone: None,
        };
        let mailed = registry.get("email_code").unwrap();
        let implied = bound(mailed.implied(&person).unwrap().unwrap());
        let asked = mailed.challenge(std::slice::from_ref(&implied), &scene()).unwrap();
        let code = asked.send[0].context["code"].as_str().unwrap().to_owned();
        let verdict = mailed.verify(&[implied], &asked.secret, &answer("code", &code), &scene());
        assert!(matches!(verdict.unwrap(), Verdict::Verified(_)));

        let totp = registry.get("totp").unwrap();
        assert!(totp.implied(&person).unwrap().is_none());
        let offered = totp.offer(&person, &[], &scene()).unwrap().unwrap();
        assert!(totp.enrol(&person, &offered.secret, &answer("code", ""), &scene()).unwrap().is_err());
        assert!(registry.get("email_code").unwrap().offer(&person, &[], &scene()).unwrap().is_none());
    }

    #[test]
    fn a_damaged_record_is_an_error_and_no_refusal() {
        let password = registry().get("password").unwrap();
        let damaged = bound(Record::new(b"{}".to_vec()));
        assert!(password.verify(&[damaged], &json!({}), &answer("password", "x"), &scene()).is_err());
        let totp = registry().get("totp").unwrap();
        assert!(totp.verify(&[], &json!(7), &answer("code", "123456"), &scene()).is_err());
    }
}
