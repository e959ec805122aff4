## Authenticator-App

factor-totp = Authenticator-App
factor-totp-hint = Ein Code aus der App auf Ihrem Telefon.

totp-title = Geben Sie den Code aus Ihrer App ein
totp-explain = Öffnen Sie Ihre Authenticator-App und geben Sie den Code ein, den sie für dieses Konto zeigt.
totp-enrol-title = Authenticator-App einrichten
totp-enrol-explain = Ab jetzt hilft ein Code aus einer App auf Ihrem Telefon zu zeigen, dass Sie es sind.
totp-scan = Scannen Sie dieses Bild
totp-scan-hint = Mit einer Authenticator-App oder der Kamera Ihres Telefons.
totp-qr-alt = QR-Code für Ihre Authenticator-App. Derselbe Schlüssel steht unten als Text.
totp-by-hand = Scannen nicht möglich?
totp-by-hand-hint = Geben Sie diesen Schlüssel in der App ein, als zeitbasierten Schlüssel.
totp-open-app = In einer App auf diesem Gerät öffnen
totp-confirm = Geben Sie den Code ein, den die App zeigt
totp-enrol-submit = Fertigstellen
error-totp-wrong = Dieser Code hat nicht funktioniert. Codes wechseln alle 30 Sekunden: Warten Sie auf den nächsten und prüfen Sie die Uhr Ihres Telefons

device-name-default = Authenticator-App
