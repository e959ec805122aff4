## Was schiefging und was zu tun ist

error-unknown = Das hat nicht geklappt. Versuchen Sie es noch einmal
error-username-empty = Geben Sie Ihre E-Mail-Adresse oder Ihren Benutzernamen ein
error-too-many-tries = Zu viele Versuche. Versuchen Sie es um { $time } noch einmal
error-resend-wait = Um { $time } können Sie einen neuen Code anfordern
error-last-factor = Sie brauchen mindestens eine weitere Anmeldemethode, bevor Sie diese entfernen

## Fehlerseiten

error-page-title = Etwas funktioniert nicht
error-page-message = Wir konnten das nicht abschließen. Versuchen Sie es gleich noch einmal.
error-details = Einzelheiten für die Entwickler der Anwendung
error-quote = Wenn Sie um Hilfe bitten, nennen Sie { $id }.

error-request-title = Diese Anwendung hat eine Anfrage geschickt, die wir nicht annehmen können
error-request-message = Sie haben nichts falsch gemacht. Teilen Sie den Entwicklern der Anwendung mit, was unten in den Einzelheiten steht.
error-gone-title = Diese Anmeldung ist abgelaufen
error-gone-message = Es ist zu viel Zeit vergangen, oder sie wurde in einem anderen Fenster abgeschlossen. Beginnen Sie in der Anwendung von vorn.
error-browser-title = Diese Anmeldung gehört zu einem anderen Browser
error-browser-message = Zu Ihrer Sicherheit lässt sie sich nur dort abschließen, wo sie begonnen wurde. Beginnen Sie in diesem Browser von vorn.
error-forged-title = Diese Seite war zu lange geöffnet
error-forged-message = Es wurde nichts geändert. Gehen Sie zurück, laden Sie die Seite neu und versuchen Sie es noch einmal.
error-busy-title = Gerade melden sich viele an
error-busy-message = Wir konnten Sie nicht rechtzeitig bedienen. Versuchen Sie es gleich noch einmal.
error-missing-title = Diese Seite gibt es nicht
error-missing-message = Prüfen Sie die Adresse oder beginnen Sie auf der Startseite.
error-forbidden-title = Dieser Link funktioniert nicht
error-forbidden-message = Er wurde schon benutzt oder ist zu alt. Einen neuen erstellt man auf der Kommandozeile.
error-link-title = Dieser Link funktioniert nicht mehr
error-link-message = Er wurde schon benutzt oder ist zu alt. Wenn etwas in Ihrem Konto nicht von Ihnen stammt, melden Sie sich an, entfernen Sie, was Sie nicht kennen, und melden Sie sich überall sonst ab.
error-unmet-title = Ihr Konto ist dafür noch nicht eingerichtet
error-unmet-message = Dafür ist eine Anmeldemethode nötig, die Ihr Konto noch nicht hat und die hier nicht hinzugefügt werden kann. Wenden Sie sich an die Betreiber dieses Dienstes.
error-person-title = Ein anderes Konto ist angemeldet
error-person-message = Sie haben sich mit einem anderen Konto angemeldet als dem, mit dem Sie begonnen haben. Es wurde nichts geändert.
error-account-title = Ein anderes Konto wird benutzt
error-account-message = Diese Seite zeigte ein anderes Konto. In diesem Browser wird jetzt das von { $name } benutzt. Es wurde nichts geändert.
error-logout-title = Von dort können Sie nicht abgemeldet werden
error-logout-message = Die Anwendung hat etwas verlangt, das wir nicht annehmen können. Sie sind weiterhin angemeldet.

action-start-again = Von vorn beginnen
action-home = Zur Startseite
action-account = Zu Ihrem Konto

error-large-title = Das war zu viel auf einmal
error-large-message = Es wurde nichts geändert. Gehen Sie zurück und schicken Sie weniger.
error-upload-large-title = Diese Datei ist zu groß
error-upload-large-message = Sie konnte nicht zu Ende gelesen werden. Gehen Sie zurück und wählen Sie eine kleinere.
error-upload-slow-title = Die Datei kam nicht rechtzeitig an
error-upload-slow-message = Vielleicht ist die Verbindung gerade langsam. Gehen Sie zurück und versuchen Sie es noch einmal, oder wählen Sie eine kleinere Datei.
error-upload-title = Die Datei kam nicht an
error-upload-message = Unterwegs ging etwas verloren. Gehen Sie zurück und versuchen Sie es noch einmal.
action-try-again = Zurück und noch einmal versuchen
