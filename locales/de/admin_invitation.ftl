## Menschen einladen, ein Konto anzulegen

admin-invitations = Einladungen
admin-invitations-made = Ausgestellte Einladungen
admin-invitation-open = offen
admin-invitation-used = verwendet
admin-invitation-lapsed = abgelaufen
admin-invitation-anybody = Für beliebige Personen
admin-invitation-used-at = Verwendet { $date }
admin-invitation-until = Gültig bis { $date }
admin-invitation-sent-at = Mail geschrieben { $date }
admin-invitation-send = Erneut senden
admin-invitation-revoke = Zurücknehmen
admin-invitation-new = Jemanden einladen
admin-invitation-hint = Eine Einladung ergibt ein Konto, mit der Adresse, an die sie ging, falls sie eine nennt, und funktioniert einmal. Die Mail sagt nicht, wer einlädt.
admin-invitation-language = Sprache der Mail
admin-invitation-mail = Per Mail senden
admin-invitation-by-link = Einen Link zum Weitergeben erstellen
admin-invitation-link = Der Link
admin-invitation-link-hint = Kopieren Sie ihn jetzt. Er wird nicht wieder gezeigt und ist nur für eine Person.
admin-invitations-closed = Niemand kann eine Einladung verwenden: Die Richtlinie lässt niemanden ein Konto anlegen.
