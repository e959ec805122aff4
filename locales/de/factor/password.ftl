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

## Ein neues Passwort

password-new-title = Wählen Sie ein neues Passwort
password-new-label = Neues Passwort
password-new-hint = { $least ->
        [one] Mindestens ein Zeichen.
       *[other] Mindestens { $least } Zeichen.
    } Ein paar Wörter, die nicht zusammengehören, sind leicht zu merken und schwer zu erraten. Leerzeichen und alle Buchstaben sind willkommen.
password-end-others = Überall sonst abmelden
password-change = Ändern
password-change-named = Passwort ändern
error-password-new = Geben Sie ein neues Passwort ein
error-password-short = Dieses Passwort ist zu kurz. Fügen Sie ein oder zwei Wörter hinzu
error-password-long = Dieses Passwort ist zu lang. Lassen Sie etwas weg
error-password-obvious = Dieses Passwort ist kaum mehr als ein Name, den andere kennen. Wählen Sie etwas, das nichts mit Ihnen oder diesem Dienst zu tun hat
error-password-common = Das ist eines der meistbenutzten Passwörter. Wählen Sie ein anderes
error-password-keyboard = Tasten, die nebeneinander liegen, sind schnell erraten. Fügen Sie ein oder zwei Wörter hinzu
error-password-repeat = Etwas zu wiederholen macht es kaum sicherer. Fügen Sie ein oder zwei weitere Wörter hinzu
error-password-sequence = Folgen wie abc oder 6543 sind schnell erraten. Fügen Sie ein oder zwei Wörter hinzu
error-password-date = Daten und Jahre sind schnell erraten. Fügen Sie ein oder zwei Wörter hinzu
error-password-name = Namen sind schnell erraten. Fügen Sie ein oder zwei Wörter hinzu, die nichts damit zu tun haben
error-password-word = Ein einzelnes Wort, auch leicht verändert, ist schnell erraten. Fügen Sie ein oder zwei weitere Wörter hinzu
error-password-guessable = Dieses Passwort ist schnell erraten. Fügen Sie ein oder zwei weitere Wörter hinzu
error-password-stolen = Dieses Passwort steht in einer Liste gestohlener, die andere zuerst probieren. Wählen Sie ein anderes
error-password-unchecked = Wir konnten dieses Passwort gerade nicht prüfen. Versuchen Sie es in einer Weile noch einmal
error-password-former = Dieses Passwort hatten Sie schon. Wählen Sie ein neues
