## Was in einem Konto geschah

account-activity = Aktivität
activity-list = Was in Ihrem Konto geschah
activity-hint = { $days ->
        [one] Vom letzten Tag.
       *[other] Von den letzten { $days } Tagen.
    } Wenn etwas nicht von Ihnen war, sagen Sie es: Es wird sofort gestoppt.
activity-none = Es ist nichts geschehen.
activity-older = Ältere
activity-newest = Neueste
event-not-me = Das war ich nicht
event-by-operator = durch die Betreiber dieses Dienstes

event-session-begun = Angemeldet
event-session-ended = Von einem Gerät abgemeldet
event-session-others-ended = Von allen anderen Geräten abgemeldet
event-device-forgotten = Auf einem Gerät wird wieder alles abgefragt
event-grant-made = Bei { $app } angemeldet
event-app-removed = { $app } den Zugriff entzogen
event-factor-added = Anmeldemethode hinzugefügt: { $factor }
event-factor-replaced = Anmeldemethode neu eingerichtet: { $factor }
event-factor-removed = Anmeldemethode entfernt: { $factor }
event-factor-reset = Anmeldemethoden wurden zurückgesetzt
event-factor-refused = Falsche Antwort bei { $factor }
event-factor-disabled = Zu viele falsche Antworten: { $factor } wurde abgeschaltet
event-email-changed = E-Mail-Adresse geändert
event-phone-changed = Telefonnummer geändert
event-phone-removed = Telefonnummer entfernt
event-profile-changed = Profil geändert
event-account-leaving = Löschung des Kontos verlangt
event-account-kept = Konto behalten
event-account-exported = Alles Gespeicherte abgerufen
event-account-created = Das Konto wurde angelegt
event-account-enabled = Mit dem Konto kann man sich wieder anmelden
event-account-disabled = Das Konto wurde abgeschaltet
event-account-factors-frozen = Änderungen wurden gestoppt: „Das war ich nicht“
event-account-factors-released = Änderungen sind wieder möglich
event-account-registered = Das Konto wurde registriert
event-account-recovered = Ein neues Passwort gewählt
event-account-reset-started = Ein Zurücksetzen des Kontos wurde begonnen
event-account-reset-stopped = Das Zurücksetzen des Kontos wurde gestoppt
event-factor-consent-withdrawn = Einwilligung widerrufen und entfernt: { $factor }
event-session-all-ended = Überall abgemeldet
event-account-changed = Die Angaben des Kontos wurden geändert
event-account-role-changed = Die Rolle des Kontos wurde geändert
event-email-given-up = Die E-Mail-Adresse ging an jemanden, der bewiesen hat, dass sie ihm gehört
event-email-verified = E-Mail-Adresse bestätigt
event-account-groups-changed = Die Gruppen des Kontos wurden geändert
event-registration-told = Angegeben, wonach ein neues Konto gefragt wird
event-other = In Ihrem Konto hat sich etwas geändert
