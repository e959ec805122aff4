## Passwort

factor-password = Passwort
factor-password-hint = Das Passwort Ihres Kontos.

password-title = Geben Sie Ihr Passwort ein
password-label = Passwort
show = Anzeigen
show-password = Passwort anzeigen
caps-lock = Die Feststelltaste ist aktiv
remember = { $days ->
        [one] Auf diesem Gerät einen Tag lang angemeldet bleiben
       *[other] Auf diesem Gerät { $days } Tage lang angemeldet bleiben
    }
error-password-empty = Geben Sie Ihr Passwort ein
error-password-wrong = Diese E-Mail-Adresse oder dieses Passwort stimmt nicht
