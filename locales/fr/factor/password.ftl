## Mot de passe

factor-password = Mot de passe
factor-password-hint = Le mot de passe de votre compte.

password-title = Saisissez votre mot de passe
password-label = Mot de passe
show = Afficher
show-password = Afficher le mot de passe
caps-lock = Le verrouillage des majuscules est activé
remember = { $days ->
        [one] Rester connecté sur cet appareil pendant { $days } jour
       *[other] Rester connecté sur cet appareil pendant { $days } jours
    }
error-password-empty = Saisissez votre mot de passe
error-password-wrong = Cette adresse e-mail ou ce mot de passe est incorrect
