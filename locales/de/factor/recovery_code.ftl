## Wiederherstellungscodes

factor-recovery_code = Wiederherstellungscode
factor-recovery_code-hint = Einer der Codes, die Sie gedruckt oder gespeichert haben.

recovery-title = Geben Sie einen Wiederherstellungscode ein
recovery-explain = Verwenden Sie einen der Codes, die Sie beim Einrichten gespeichert haben. Jeder gilt einmal.
recovery-label = Wiederherstellungscode
recovery-hint = 16 Buchstaben und Ziffern. Bindestriche, Leerzeichen und Großschreibung spielen keine Rolle.
recovery-enrol-title = Speichern Sie Ihre Wiederherstellungscodes
recovery-enrol-explain = Wenn Ihr Telefon oder Schlüssel verloren ist, kommen Sie mit einem dieser Codes und Ihrem Passwort hinein. Jeder gilt einmal.
recovery-list = Ihre Wiederherstellungscodes
recovery-file = Wiederherstellungscodes von { $name } für { $host }. Jeder gilt einmal.
recovery-download = Herunterladen
recovery-print = Drucken
recovery-once = Sie sehen sie nur jetzt. Drucken Sie sie aus oder bewahren Sie sie auf, wo sonst niemand hinsieht.
recovery-saved = Ich habe sie gespeichert
recovery-left = { $left } von { $of } übrig
recovery-low = Es sind nur noch wenige Codes übrig. Erstellen Sie neue, bevor Sie sie brauchen: Die alten funktionieren dann nicht mehr.

error-recovery-format = Geben Sie alle 16 Buchstaben und Ziffern des Codes ein
error-recovery-wrong = Dieser Code hat nicht funktioniert. Prüfen Sie ihn oder verwenden Sie den nächsten: Jeder gilt einmal
error-recovery-unsaved = Speichern Sie zuerst die Codes und bestätigen Sie es dann mit dem Kästchen unten
error-recovery-not-made = Die Codes konnten gerade nicht erstellt werden. Versuchen Sie es noch einmal
