## Gesicht

factor-face = Gesicht
factor-face-hint = Sie sehen in die Kamera und folgen den Anweisungen. Nur zusätzlich zu einer anderen Methode.

## Einwilligung, bevor eine Kamera geöffnet wird. Wer die Bedeutung ändert, erhöht die Version in face/consent.rs.

face-consent-title = Dürfen wir Ihr Gesicht speichern?
face-consent-explain = Um Sie an Ihrem Gesicht wiederzuerkennen, muss dieser Dienst eine Beschreibung davon speichern. Das ist Ihre Entscheidung. Lesen Sie zuerst, was es bedeutet.
face-consent-what-ask = Was gespeichert wird
face-consent-what = Zahlen, die Ihr Gesicht beschreiben, berechnet aus dem, was Ihre Kamera jetzt sieht, und mit einem eigenen Schlüssel verwürfelt. Bilder und Videos werden nicht gespeichert: Sie werden angesehen und sofort verworfen.
face-consent-why-ask = Wofür
face-consent-why = Nur um zu prüfen, dass Sie es sind, wenn Sie sich hier anmelden.
face-consent-long-ask = Wie lange
face-consent-long = Bis Sie Ihre Einwilligung widerrufen, Ihr Gesicht aus Ihrem Konto entfernen, es neu einrichten oder Ihr Konto gelöscht wird.
face-consent-where-ask = Wo
face-consent-where = In der Datenbank dieses Dienstes, verschlüsselt. Es wird an niemanden weitergegeben und ist anderswo nicht zu gebrauchen.
face-consent-who-ask = Wer es sehen kann
face-consent-who = Niemand. Die Betreiber dieses Dienstes sehen, dass und wann ein Gesicht eingerichtet wurde, nicht das Gesicht.
face-consent-optional-ask = Ob Sie müssen
face-consent-optional = Nein. Sie können stattdessen eine andere Methode verwenden, und nichts anderes hängt von Ihrer Entscheidung ab.
face-consent-withdraw-ask = Wenn Sie es sich anders überlegen
face-consent-withdraw = Widerrufen Sie Ihre Einwilligung jederzeit auf Ihrer Kontoseite. Die Zahlen und ihr Schlüssel werden dann sofort gelöscht.
face-consent-agree = Ich willige ein, dass Zahlen, die mein Gesicht beschreiben, wie oben beschrieben gespeichert und bei der Anmeldung verglichen werden.
face-consent-yes = Ich willige ein
face-consent-no = Andere Methode verwenden
face-consent-version = Version { $version } dieses Textes. Wann und welchem Wortlaut Sie zustimmen, wird mit gespeichert.

## Vor der Kamera

face-title = Sehen Sie in die Kamera
face-explain = Ihre Kamera wird geöffnet, wenn Sie die Taste drücken, und ihr Bild wird nur an diesen Dienst gesendet, solange Sie „Aufnahme“ sehen.
face-enrol-title = Gesicht einrichten
face-enrol-explain = Sehen Sie in die Kamera und folgen Sie den Anweisungen: blinzeln und den Kopf zu beiden Seiten drehen. So ist es von vorn und etwas von der Seite zu sehen.
face-noscript = Die Kamera braucht JavaScript, das hier nicht läuft. Erlauben Sie es und laden Sie diese Seite neu, oder wählen Sie eine andere Methode.
face-tip-light = Wenden Sie sich einem Fenster oder einer Lampe zu, ohne starkes Licht hinter Ihnen.
face-tip-bare = Nehmen Sie Sonnenbrille, Maske und Hut ab.
face-tip-level = Die Kamera sollte auf Augenhöhe sein; halten Sie ein Telefon aufrecht.
face-tip-time = Es dauert etwa zehn Sekunden, höchstens eine halbe Minute.
face-still = Ich kann den Kopf nicht drehen. Bitte nur zum Blinzeln auffordern.
face-open = Kamera öffnen
face-preview = Ihre Kamera, spiegelverkehrt
face-rec = Aufnahme
face-progress = Was erledigt ist
face-camera = Kamera
face-stop = Kamera anhalten
face-again = Noch einmal versuchen

## Eins nach dem anderen, in wenigen Worten

face-hint-no-face = Noch kein Gesicht
face-hint-several-faces = Nur ein Gesicht
face-hint-too-dark = Mehr Licht
face-hint-too-bright = Weniger Licht
face-hint-closer = Näher heran
face-hint-back = Weiter weg
face-hint-centre = In das Oval
face-hint-blurred = Ruhig halten
face-hint-look-ahead = Geradeaus sehen
face-hint-hold-still = Stillhalten
face-hint-blink = Blinzeln
face-hint-turn-left = Nach links drehen
face-hint-turn-right = Nach rechts drehen
face-hint-look-ahead-again = Zurück zur Mitte
face-hint-connecting = Einen Moment

## Was mit einer Kamera schiefgehen kann

face-trouble-blocked = Die Kamera ist für diese Website blockiert. Erlauben Sie sie in den Website-Einstellungen neben der Adresse oben im Fenster und versuchen Sie es noch einmal
face-trouble-dismissed = Dieser Schritt braucht die Kamera. Versuchen Sie es noch einmal und erlauben Sie sie, wenn Ihr Browser fragt
face-trouble-missing = An diesem Gerät wurde keine Kamera gefunden. Schließen Sie eine an und versuchen Sie es noch einmal, oder wählen Sie eine andere Methode
face-trouble-taken = Eine andere App benutzt die Kamera. Schließen Sie sie und versuchen Sie es noch einmal
face-trouble-insecure = Dieser Browser kann die Kamera hier nicht verwenden. Wählen Sie eine andere Methode
face-trouble-black = Das Bild ist schwarz. Ist die Kamera abgedeckt? Geben Sie sie frei und versuchen Sie es noch einmal
face-trouble-failed = Die Kamera konnte nicht geöffnet werden. Versuchen Sie es noch einmal oder wählen Sie eine andere Methode
face-trouble-hidden = Die Kamera wurde ausgeschaltet, weil diese Seite nicht zu sehen war. Versuchen Sie es noch einmal, wenn Sie bereit sind
face-trouble-lost = Die Verbindung ist abgebrochen. Versuchen Sie es noch einmal
face-trouble-busy = Gerade sind zu viele vor der Kamera. Versuchen Sie es gleich noch einmal oder wählen Sie eine andere Methode

## Was der Server sagt

error-camera-needed = Das wird vor der Kamera beantwortet. Öffnen Sie sie oder wählen Sie eine andere Methode
error-camera-refused = Das hat nicht geklappt. Versuchen Sie es bei gutem Licht noch einmal oder wählen Sie eine andere Methode
error-camera-time = Es hat zu lange gedauert. Versuchen Sie es noch einmal oder wählen Sie eine andere Methode
error-face-consent = Kreuzen Sie das Kästchen an, wenn Sie einwilligen, oder wählen Sie eine andere Methode
error-face-few = Ihr Gesicht war nicht gut genug zu sehen. Versuchen Sie es bei gutem Licht noch einmal
error-face-not-kept = Ihr Gesicht konnte gerade nicht gespeichert werden. Versuchen Sie es noch einmal
error-face-outdated = Ihr Gesicht muss neu eingerichtet werden, bevor es hier wieder verwendet werden kann. Wählen Sie eine andere Methode

## Auf der Kontoseite

face-kept = Sie haben am { $date } der Version { $version } des Textes zugestimmt.
face-withdraw = Einwilligung widerrufen
face-withdraw-explain = Was von Ihrem Gesicht gespeichert ist, wird sofort gelöscht und lässt sich nicht wiederherstellen. Sie können es später neu einrichten.
face-withdraw-confirm = Widerrufen und löschen
