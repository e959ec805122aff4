//! Somebody whose password came with its hash from elsewhere.

use super::*;
use crate::authentication::factor::password::{PasswordHash, foreign::ForeignHash};

impl World {
    async fn kept(&self, person: &Person) -> PasswordHash {
        let mut reader = self.database.read().await.unwrap();
        let rows = authenticator::of_account(&mut reader, &person.account_id).await.unwrap();
        let row = rows.iter().find(|row| row.kind == "password").unwrap();
        let about = About { table: "authenticator", row: &row.authenticator_id, account: &person.account_id };
        Record::new(self.vault.open(about, &row.credential_sealed).unwrap()).read().unwrap()
    }

    async fn moved_here(&self, name: &str) -> Person {
        let person = self.person(name, false).await;
        let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, PASSWORD.as_bytes());
        let text = format!("{{SHA256}}{}", data_encoding::BASE64.encode(digest.as_ref()));
        let hash = PasswordHash::Foreign(ForeignHash::new(&text).unwrap());
        let row = self.authenticator(&person.account_id, "password", &Record::of(&hash).unwrap());
        self.write(move |write| {
            Box::pin(async move {
                authenticator::replace(write, &row.authenticator_id, &row.credential_sealed).await?;
                Ok(())
            })
        })
        .await;
        person
    }
}

on_both!(an_imported_password_signs_in_and_is_hashed_anew_in_the_same_step, |db| async move {
    let world = World::new(db).await;
    let person = world.moved_here("alice").await;
    let visitor = world.browser();
    let id = world.named(&visitor, "alice").await;
    let refused = world.password(&visitor, &id, "not this one at all").await;
    assert_eq!(problem(&refused), "error-password-wrong");
    assert!(matches!(world.kept(&person).await, PasswordHash::Foreign(_)), "a wrong one changes nothing");

    let mut visitor = world.browser();
    world.sign_in(&mut visitor, &person, Demand::default()).await;
    assert!(matches!(world.kept(&person).await, PasswordHash::Own(_)));
    let mut visitor = world.browser();
    world.sign_in(&mut visitor, &person, Demand::default()).await;
});
