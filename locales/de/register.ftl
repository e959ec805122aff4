## Ein Konto erstellen

register-offer = Konto erstellen
register-title = Erstellen Sie Ihr Konto
register-label = E-Mail-Adresse
register-hint = Wir schicken einen Code dorthin, um zu sehen, dass sie Ihnen gehört.
register-sign-in = Ich habe schon ein Konto

## Wonach ein neues Konto gefragt wird

details-title = Über Sie
details-terms-title = Unsere Nutzungsbedingungen
details-terms-read = Nutzungsbedingungen lesen
details-terms = Ich stimme den Nutzungsbedingungen zu
number-title = Ihre Telefonnummer
number-other = Eine andere Nummer
number-hint = Wir schicken einen Code per SMS dorthin.
number-send = Code senden

error-email-empty = Geben Sie Ihre E-Mail-Adresse ein
error-claim-empty = Füllen Sie dieses Feld aus
error-terms = Stimmen Sie den Nutzungsbedingungen zu, um fortzufahren
error-invitation = Diese Einladung gilt nicht mehr. Bitten Sie um eine neue
error-invitation-address = Diese Einladung gilt für eine andere Adresse. Geben Sie die ein, an die sie geschickt wurde
error-registration-title = Hier können Sie kein Konto erstellen
error-registration-message = Bitten Sie die Betreiber dieses Dienstes um eine Einladung. Wenn Sie eine hatten, wurde sie schon benutzt oder ist zu alt.

## E-Mails

mail-register-subject = { $code } ist Ihr Code, um ein Konto zu erstellen
mail-register-intro = Mit diesem Code erstellen Sie Ihr Konto bei { $client }:
mail-register-not-you = Waren Sie das nicht? Dann ignorieren Sie diese E-Mail: Ohne den Code entsteht kein Konto.
mail-registered-subject = Sie haben schon ein Konto
mail-registered-body = Jemand, wahrscheinlich Sie, wollte bei { $client } mit dieser Adresse ein Konto erstellen. Es gibt schon eines, deshalb hat sich nichts geändert.
mail-registered-sign-in = Melden Sie sich an, oder wählen Sie ein neues Passwort, wenn Sie Ihres vergessen haben
mail-registered-asked = Es wurde hier versucht:
mail-registered-not-you = Waren Sie das nicht? Dann ignorieren Sie diese E-Mail. Niemand kam hinein, und wer es versuchte, hat nicht erfahren, dass Sie ein Konto haben.
mail-invitation-subject = Sie sind eingeladen: { $host }
mail-invitation-body = Sie können bei { $host } mit der Adresse, an die diese Mail ging, ein Konto anlegen.
mail-invitation-open = Konto anlegen
mail-invitation-until = Der Link funktioniert einmal, bis { $date }. Ein Code, den wir an diese Adresse senden, bestätigt dann, dass sie Ihnen gehört.
mail-invitation-not-you = Sie haben das nicht erwartet? Dann beachten Sie diese Mail nicht: Ohne Sie entsteht kein Konto.
