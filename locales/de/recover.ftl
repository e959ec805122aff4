## Wieder hineinkommen, wenn das Passwort vergessen ist

password-forgot = Passwort vergessen?
recover-link-title = Weiter zu Ihrem neuen Passwort
recover-link = Sie haben den Link aus unserer E-Mail geöffnet. Machen Sie weiter, um ein neues Passwort zu wählen; noch ist nichts geschehen.
recover-elsewhere-title = Gehen Sie zurück zu dem Browser, in dem Sie angefragt haben
recover-elsewhere = Zu Ihrer Sicherheit funktioniert der Link nur in dem Browser, in dem Sie ihn angefordert haben. Dort können Sie stattdessen diesen Code eingeben:
recover-elsewhere-hint = Wenn Sie ihn nicht angefordert haben, schließen Sie diese Seite. Durch das Öffnen ist nichts passiert.
recovered-title = Ihr Passwort ist geändert
recovered-body = Sie sind überall abgemeldet, und wir haben Ihnen dazu eine E-Mail geschickt. Melden Sie sich jetzt mit Ihrem neuen Passwort an.

error-recover-title = Dieses Konto lässt sich hier nicht wiederherstellen
error-recover-message = Was außer dem Code nötig ist, ist verloren, oder die Anmeldemethoden sind eingefroren. Wenden Sie sich an die Betreiber dieses Dienstes: Sie können ein Zurücksetzen beginnen.

## Ein Zurücksetzen, das Betreiber begonnen haben

reset-stop-title = Das Zurücksetzen Ihres Kontos stoppen?
reset-stop-body = Jemand hat die Betreiber dieses Dienstes gebeten, Ihr Konto zurückzusetzen, als wären alle Anmeldemethoden außer Ihrer E-Mail verloren. Wenn Sie das nicht waren, stoppen Sie es.
reset-stop = Stoppen
reset-stop-hint = Wenn Sie es waren, schließen Sie diese Seite. Durch das Öffnen ist nichts passiert.
reset-stopped-title = Das Zurücksetzen ist gestoppt
reset-stopped-body = An Ihrem Konto hat sich nichts geändert. Wenn Sie das Zurücksetzen nicht verlangt haben, sagen Sie es den Betreibern dieses Dienstes.

## E-Mails

mail-recover-subject = { $code } ist Ihr Code, um ein neues Passwort zu wählen
mail-recover-intro = Mit diesem Code wählen Sie ein neues Passwort, in dem Browser, in dem Sie ihn angefordert haben:
mail-recover-link = Oder öffnen Sie diesen Link in demselben Browser:
mail-recover-open = Oder machen Sie mit diesem Link weiter, in demselben Browser
mail-recover-asked = Der Code wurde hier angefordert:
mail-recover-not-you = Waren Sie das nicht? Dann ignorieren Sie diese E-Mail: Ohne den Code ändert sich nichts, und Ihr Passwort gilt weiter.
mail-recovered-subject = Für Ihr Konto wurde ein neues Passwort gewählt
mail-recovered-body = Jemand, der Ihre E-Mails liest, hat ein neues Passwort für Ihr Konto gewählt. Alle Geräte sind abgemeldet.
mail-reset-subject = Ihr Konto wird demnächst zurückgesetzt
mail-reset-body = Den Betreibern dieses Dienstes wurde gesagt, dass alle Anmeldemethoden außer Ihrer E-Mail verloren sind. Wenn das Zurücksetzen möglich wird, fragt „Passwort vergessen?“ nur noch nach einem Code per E-Mail, und alles andere, was eingerichtet war, wird entfernt.
mail-reset-opens = Möglich ab { $date }.
mail-reset-closes = Möglich bis { $date }.
mail-reset-not-you = Waren Sie das nicht? Dann stoppen Sie es jetzt.
mail-reset-stop = Zurücksetzen stoppen
sms-reset = { $host }: Ihr Konto wird bald zurückgesetzt. Waren Sie das nicht? Eine E-Mail sagt, wie Sie es stoppen.
