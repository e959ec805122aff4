## Was jemand über sich sagt

account-profile = Profil
account-username = Benutzername
account-email = E-Mail-Adresse
account-phone = Telefonnummer

profile-picture = Bild
profile-picture-alt = Ihr Bild
profile-picture-choose = Bild auswählen
profile-picture-hint = PNG, JPEG oder WebP, bis zu { $megabytes } MB. Wir behalten die Mitte, als kleines Quadrat.
profile-picture-submit = Dieses Bild verwenden
profile-picture-remove = Bild entfernen

profile-about = Über Sie
profile-hint = Apps sehen das nur, wo Sie es erlauben. Nichts davon ist nötig.
profile-address = Postanschrift
claim-name = Vollständiger Name
claim-given_name = Vorname
claim-middle_name = Weiterer Vorname
claim-family_name = Nachname
claim-nickname = Spitzname
claim-gender = Geschlecht
claim-birthdate = Geburtsdatum
claim-birthdate-hint = Jahr, Monat und Tag, wie 1990-12-31. Das Jahr allein genügt, ebenso 0000-12-31.
claim-profile = Profilseite
claim-website = Website
claim-zoneinfo = Zeitzone
claim-locale = Sprache
claim-locale-hint = Als Sprachkürzel, wie de oder pt-BR.
claim-formatted = Ganze Anschrift, wie auf einem Etikett
claim-street_address = Straße und Hausnummer
claim-postal_code = Postleitzahl
claim-locality = Ort
claim-region = Region
claim-country = Land

profile-attributes = Mehr über Sie
profile-attributes-kept = Das führen die Betreiber dieses Dienstes über Sie.
attribute-true = Ja
attribute-false = Nein
attribute-list-hint = Eine Angabe je Zeile.
attribute-json-hint = Als JSON.

contact-verified = bestätigt
contact-unverified = nicht bestätigt
contact-none = Noch keine.
contact-waiting = { $address } wartet auf den Code. Geben Sie ihn ein
contact-email-new = Neue E-Mail-Adresse
contact-email-hint = Zuerst zeigen Sie, dass Sie es sind. Dann schicken wir einen Code an die neue Adresse und eine Nachricht an die alte.
contact-phone-new = Neue Telefonnummer
contact-phone-remove = Nummer entfernen
contact-submit = Ändern
contact-title = Bestätigen
contact-email-title = Bestätigen Sie Ihre neue Adresse
contact-phone-title = Bestätigen Sie Ihre neue Nummer
contact-code-sent = Wir haben einen 6-stelligen Code an { $address } geschickt.
contact-code-hint = Er gilt 10 Minuten. Bis er eingegeben ist, ändert sich nichts.

notice-profile-saved = Gespeichert.
notice-picture-saved = Ihr Bild ist gespeichert.
notice-picture-removed = Ihr Bild ist entfernt.
notice-email-changed = Ihre E-Mail-Adresse ist geändert. Wir haben eine E-Mail an die alte und an die neue geschickt.
notice-phone-changed = Ihre Telefonnummer ist geändert. Wir haben Ihnen dazu eine E-Mail geschickt.
notice-phone-removed = Ihre Telefonnummer ist entfernt. Wir haben Ihnen dazu eine E-Mail geschickt.

error-profile-characters = Lassen Sie die Zeichen weg, die niemand sehen kann
error-profile-long = Kürzen Sie das
error-profile-url = Geben Sie eine Adresse ein, die mit https:// beginnt, wie https://example.com/alice
error-profile-birthdate = Geben Sie ein Datum wie 1990-12-31 oder ein Jahr wie 1990 ein
error-profile-zone = Wählen Sie eine Zeitzone aus der Liste
error-profile-language = Geben Sie ein Sprachkürzel wie de oder pt-BR ein
error-attribute-number = Geben Sie eine Zahl ein, zum Beispiel 7 oder 2.5
error-attribute-json = Geben Sie JSON ein
error-attribute-type = Wählen Sie eine der Antworten
error-attribute-much = Das ist zu viel. Lassen Sie etwas davon weg
error-profile-raced = Ihr Konto wurde im selben Moment anderswo geändert. Sehen Sie noch einmal nach
error-picture-missing = Wählen Sie zuerst ein Bild
error-picture-format = Wählen Sie ein PNG-, JPEG- oder WebP-Bild
error-picture-broken = Dieses Bild lässt sich nicht lesen. Wählen Sie ein anderes
error-picture-small = Dieses Bild ist zu klein. Wählen Sie eines mit mindestens 32 Pixeln je Seite
error-picture-huge = Dieses Bild hat zu viele Pixel. Wählen Sie eines mit höchstens 40 Millionen
error-contact-email = Geben Sie eine E-Mail-Adresse wie name@example.com ein
error-contact-same = Das ist schon Ihre Adresse
error-contact-many = Es wurden zu viele Codes verschickt. Versuchen Sie es in einer Stunde noch einmal
error-contact-taken = Diese Adresse gehört zu einem anderen Konto
