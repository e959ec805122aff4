## Die Schritte einer Anmeldung

client-line = weiter zu { $client }
client-account = um Ihr Konto zu verwalten
step = Schritt { $n } von { $of }
not-you = Nicht Sie?
another-way = Andere Methode wählen
username-label = E-Mail oder Benutzername

other-title = Andere Methode wählen
other-current = Hier waren Sie eben.

## Ein Angebot, das nichts verlangt

offer-title = Weitere Anmeldemethode hinzufügen?
offer-explain = Damit wird die nächste Anmeldung schneller und sicherer.
offer-take = Hinzufügen
offer-later = Nicht jetzt
offer-never = Nicht mehr fragen
offer-hint = { $days ->
        [one] Bei „Nicht jetzt“ fragen wir nach einem Tag wieder. Auf Ihrer Kontoseite können Sie sie jederzeit hinzufügen.
       *[other] Bei „Nicht jetzt“ fragen wir nach { $days } Tagen wieder. Auf Ihrer Kontoseite können Sie sie jederzeit hinzufügen.
    }

## Einwilligung

consent-title = Zugriff erlauben?
consent-asks = { $client } möchte Ihr Konto verwenden.
consent-list = Die Anwendung kann dann
consent-allow = Erlauben
consent-redirect = Sie werden zu { $host } weitergeleitet.
consent-policy = Datenschutzhinweise
consent-terms = Nutzungsbedingungen
scope-optional = freiwillig
scope-granted = schon erlaubt
scope-openid = Erfahren, wer Sie sind
scope-profile = Ihren Namen und weitere Angaben Ihres Profils sehen
scope-email = Ihre E-Mail-Adresse sehen
scope-address = Ihre Postanschrift sehen
scope-phone = Ihre Telefonnummer sehen
scope-groups = Sehen, zu welchen Gruppen Sie gehören
scope-offline_access = Den Zugriff behalten, auch wenn Sie nicht da sind
scope-other = „{ $name }“ verwenden

## Abmelden

logout-title = Abmelden?
logout-asks = { $client } möchte Sie abmelden.
logout-who = Sie sind als { $name } angemeldet. Mit dem Abmelden endet diese Sitzung für alle Anwendungen.
logout-stay = Angemeldet bleiben
logout-done = Sie sind abgemeldet
logout-done-hint = Sie können dieses Fenster jetzt schließen.
logout-done-one = Von diesem Konto abgemeldet
logout-others = Diese Konten sind in diesem Browser noch angemeldet. Alle, die ihn benutzen, können sie öffnen.
logout-frames = Die Anwendungen, die Sie benutzt haben, werden benachrichtigt. Das dauert einen Augenblick.
logout-frame = Abmeldung bei einer Anwendung
logout-return = Zurück zu { $client }
logout-return-plain = Zurück zur Anwendung
logout-again = Wieder anmelden

## Gute Nachrichten bei einem Schritt

notice-done = Erledigt.
notice-code-sent = Ein neuer Code ist unterwegs. Der vorige gilt nicht mehr.

## Ein Formular, das sich selbst absendet

form-post-title = Einen Moment
form-post-hint = Sie werden weitergeleitet. Wenn nichts geschieht, machen Sie hier weiter.

accounts-here = Hier angemeldete Konten
accounts-another = Anderes Konto
consent-revocable = Sie können das jederzeit widerrufen: in Ihrem Konto unter „Apps“.
consent-stranger = Niemand hier hat diese Anwendung registriert oder geprüft. Sie beschreibt sich selbst unter { $host }.
