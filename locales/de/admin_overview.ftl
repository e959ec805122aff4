## Worauf der Dienst beruht

admin-checks = Wie es dem Dienst geht
admin-check-database = Datenbank
admin-check-clock = Uhr
admin-check-mail = E-Mail
admin-check-sms = SMS
admin-check-face = Modelle für Gesichter
admin-check-passwords = Gestohlene Passwörter
admin-check-audit = Prüfprotokoll
admin-check-protocol = Protokoll
admin-check-other = Sonstiges
admin-check-is-fine = in Ordnung
admin-check-is-warn = bitte prüfen
admin-check-is-fail = defekt
