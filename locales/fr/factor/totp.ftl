## Application d’authentification

factor-totp = Application d’authentification
factor-totp-hint = Un code de l’application sur votre téléphone.

totp-title = Saisissez le code de votre application
totp-explain = Ouvrez votre application d’authentification et saisissez le code qu’elle affiche pour ce compte.
totp-enrol-title = Configurer une application d’authentification
totp-enrol-explain = Désormais, un code d’une application sur votre téléphone aide à prouver que c’est vous.
totp-scan = Scannez cette image
totp-scan-hint = Utilisez une application d’authentification ou l’appareil photo de votre téléphone.
totp-qr-alt = Code QR pour votre application d’authentification. La même clé figure plus bas en texte.
totp-by-hand = Impossible de la scanner ?
totp-by-hand-hint = Saisissez cette clé dans l’application, comme clé basée sur le temps.
totp-open-app = Ouvrir dans une application sur cet appareil
totp-confirm = Saisissez le code que l’application affiche
totp-enrol-submit = Terminer
error-totp-wrong = Ce code n’a pas fonctionné. Les codes changent toutes les 30 secondes : attendez le suivant et vérifiez l’heure de votre téléphone

device-name-default = Application d’authentification
