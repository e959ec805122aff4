## Einen Client ausprobieren

admin-test = Diesen Client testen
admin-test-hint = Sie melden sich wirklich damit an und sehen, was er bekäme. Alles davon wird sofort zurückgenommen, und das Protokoll hält es fest.
admin-test-title = Was der Client bekam
admin-test-done = Die Anmeldung hat funktioniert. Was hier steht, ist bereits zurückgenommen und wird nicht noch einmal gezeigt.
admin-test-refused = Dem Client würde gesagt:
admin-test-refresh = ausgestellt
admin-test-no-refresh = nicht ausgestellt
admin-test-opaque = Undurchsichtig: Nur dieser Dienst kann es lesen, durch Introspektion.
admin-test-check-verified = Signatur, Typ, Aussteller, Empfänger und Ablauf
admin-test-check-nonce = Die Nonce der Anfrage
admin-test-check-at_hash = Der Hash des Access-Tokens
admin-test-good = stimmt
admin-test-bad = falsch
admin-test-until = Es hätte gegolten bis { $date }
error-admin-test-disabled = Dieser Client ist abgeschaltet: Niemand kann sich damit anmelden
error-admin-test-nobody = Mit diesem Client meldet sich niemand an: Er darf den Autorisierungscode nicht verwenden
error-admin-test-lapsed = Diesen Test gibt es hier nicht, oder er wurde schon gezeigt. Beginnen Sie ihn auf der Seite des Clients neu
