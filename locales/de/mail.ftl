## E-Mails

mail-code-subject = { $code } ist Ihr Code zur Anmeldung bei { $client }
mail-code-intro = Mit diesem Code melden Sie sich bei { $client } an:
mail-code-lives = { $minutes ->
        [one] Der Code gilt einmal, eine Minute lang.
       *[other] Der Code gilt einmal, { $minutes } Minuten lang.
    } Geben Sie ihn niemandem, auch uns nicht.
mail-code-not-you = Waren Sie das nicht? Dann ignorieren Sie diese E-Mail: Ohne den Code kommt niemand hinein. Wenn immer wieder solche E-Mails kommen, ändern Sie Ihr Passwort.
mail-asked = Der Code wurde hier angefordert:
mail-happened = Es geschah hier:
mail-by-operator = Der Betreiber dieses Dienstes hat es getan:
mail-time = Zeit: { $date }
mail-browser = Browser: { $name }
mail-address = Netzwerkadresse: { $address }
mail-footer = Gesendet von { $host }, wo Sie sich anmelden.

mail-factor-added-subject = Ihrem Konto wurde eine neue Anmeldemethode hinzugefügt
mail-factor-added-body = Mit „{ $factor }“ kann man sich jetzt bei Ihrem Konto anmelden.
mail-factor-replaced-subject = Eine Anmeldemethode Ihres Kontos wurde ersetzt
mail-factor-replaced-body = „{ $factor }“ wurde neu eingerichtet. Was vorher eingerichtet war, funktioniert nicht mehr.
mail-factor-used-subject = Anmeldung bei Ihrem Konto mit „{ $factor }“
mail-factor-used-body = Mit „{ $factor }“ hat sich gerade jemand bei Ihrem Konto angemeldet.
mail-factor-removed-subject = Eine Anmeldemethode Ihres Kontos wurde entfernt
mail-factor-removed-body = Mit „{ $factor }“ kann man sich nicht mehr bei Ihrem Konto anmelden.
mail-factor-disabled-subject = Eine Anmeldemethode wurde nach zu vielen Versuchen abgeschaltet
mail-factor-disabled-body = Jemand, der den ersten Schritt Ihrer Anmeldung geschafft hatte, hat bei „{ $factor }“ zu oft falsch geantwortet. Die Methode ist abgeschaltet, bis Sie oder die Betreiber dieses Dienstes sie neu einrichten.
mail-password-changed-subject = Ihr Passwort wurde geändert
mail-password-changed-body = Das Passwort Ihres Kontos wurde geändert.
mail-change-subject = In Ihrem Konto hat sich etwas geändert
mail-change-body = Die Sicherheitseinstellungen Ihres Kontos wurden geändert.
mail-notice-not-you = Waren Sie das nicht? Dann stoppen Sie es hier: Alle Geräte werden abgemeldet, und an Ihren Anmeldemethoden lässt sich nichts ändern, bis Sie wieder erkannt wurden. Der Link funktioniert eine Woche lang.
mail-not-me = Das war ich nicht

mail-consent-withdrawn-subject = Einwilligung widerrufen, eine Anmeldemethode wurde gelöscht
mail-consent-withdrawn-body = Die Einwilligung zu „{ $factor }“ wurde auf Ihrer Kontoseite widerrufen. Was dafür gespeichert war, ist gelöscht.

mail-app-removed-subject = Eine App hat keinen Zugriff mehr auf Ihr Konto
mail-app-removed-body = „{ $name }“ hat keinen Zugriff mehr auf Ihr Konto.
mail-email-changed-subject = Die E-Mail-Adresse Ihres Kontos wurde geändert
mail-email-changed-body = Was wir Ihnen schicken, geht von jetzt an an die neue Adresse.
mail-phone-changed-subject = Die Telefonnummer Ihres Kontos wurde geändert
mail-phone-changed-body = Ihr Konto hat jetzt eine andere Telefonnummer.
mail-phone-removed-subject = Die Telefonnummer Ihres Kontos wurde entfernt
mail-phone-removed-body = Ihr Konto hat keine Telefonnummer mehr. Dorthin gehen keine Codes mehr.
mail-confirm-subject = { $code } bestätigt Ihre neue Adresse bei { $client }
mail-confirm-intro = Mit diesem Code machen Sie dies zur Adresse Ihres Kontos bei { $client }:
mail-confirm-not-you = Waren Sie das nicht? Dann ignorieren Sie diese E-Mail: Ohne den Code geschieht nichts.
mail-account-leaving-subject = Ihr Konto wird gelöscht
mail-account-leaving-body = Sie haben uns gebeten, Ihr Konto zu löschen. Tage bis zur Löschung: { $name }. Melden Sie sich vorher an, wenn Sie es behalten möchten.
mail-account-kept-subject = Ihr Konto bleibt bestehen
mail-account-kept-body = Sie haben sich angemeldet und Ihr Konto behalten. Es wird nicht gelöscht.
