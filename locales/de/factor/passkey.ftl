## Passkey

factor-passkey = Passkey
factor-passkey-hint = Ihr Fingerabdruck, Ihr Gesicht oder die Displaysperre, oder ein Sicherheitsschlüssel.

passkey-sign-in = Mit Passkey anmelden
passkey-title = Verwenden Sie Ihren Passkey
passkey-explain = Ihr Gerät fragt nach Ihrem Fingerabdruck, Ihrem Gesicht oder der Displaysperre.
passkey-continue = Weiter mit Passkey
passkey-enrol-title = Passkey erstellen
passkey-enrol-explain = Mit einem Passkey melden Sie sich mit Fingerabdruck, Gesicht oder Displaysperre an, statt zu tippen. Diese bleiben auf Ihrem Gerät: Wir bekommen sie nie zu sehen.
passkey-name = Name des Passkeys
passkey-name-default = Passkey
passkey-enrol-submit = Passkey erstellen
passkey-synced = Synchronisiert: Er funktioniert auch auf Ihren anderen Geräten.
passkey-eligible = Noch nicht synchronisiert: Er funktioniert vorerst nur auf einem Gerät.
passkey-bound = Er funktioniert nur auf einem Gerät.

passkey-closed = Die Passkey-Abfrage wurde geschlossen oder ist abgelaufen. Versuchen Sie es noch einmal oder wählen Sie eine andere Methode
passkey-held = Dieses Gerät hat schon einen Passkey für Ihr Konto. Verwenden Sie ein anderes Gerät
passkey-missing = Dieser Browser kann hier keine Passkeys verwenden. Wählen Sie eine andere Methode
passkey-failed = Der Passkey konnte auf dieser Seite nicht verwendet werden. Versuchen Sie es noch einmal oder wählen Sie eine andere Methode
error-passkey-empty = Passkeys brauchen JavaScript, das hier nicht lief. Erlauben Sie es und versuchen Sie es noch einmal, oder wählen Sie eine andere Methode
error-passkey-refused = Dieser Passkey wurde nicht angenommen. Versuchen Sie es noch einmal oder wählen Sie eine andere Methode
error-passkey-not-made = Dieser Passkey konnte nicht hinzugefügt werden. Versuchen Sie es noch einmal oder wählen Sie eine andere Methode

offer-passkey-title = Nächstes Mal ohne Passwort?
offer-passkey-explain = Erstellen Sie einen Passkey und melden Sie sich mit Fingerabdruck, Gesicht oder Displaysperre an.
offer-passkey-take = Passkey erstellen
