## Vor der Kamera eines anderen Geräts weitermachen

## Im Browser, der darum bat

handover-start = Auf dem Telefon weitermachen
handover-title = Auf dem Telefon weitermachen
handover-scan = Richten Sie die Kamera Ihres Telefons auf diesen Code und öffnen Sie den Link.
handover-qr-alt = QR-Code mit einem Link für Ihr Telefon
handover-by-hand = Link von Hand öffnen
handover-by-hand-hint = Geben Sie diese Adresse im Browser Ihres Telefons ein:
handover-waits = Der Link gilt einmal und fünf Minuten lang. Danach geht es auf dieser Seite weiter.
handover-check = Nachsehen, ob es weitergeht
handover-here = Doch dieses Gerät verwenden
handover-number-title = Welche Zahl zeigt Ihr Telefon?
handover-number-who = { $phone } hat den Link geöffnet.
handover-number-someone = Ein Gerät hat den Link geöffnet.
handover-number-label = Zahl auf Ihrem Telefon
handover-number-hint = Nur wenn Sie dieses Telefon in der Hand halten. Eine falsche Zahl beendet den Vorgang, und Sie können neu beginnen.
handover-confirm = Bestätigen
handover-not-mine = Das ist nicht mein Telefon
handover-go = Sehen Sie in die Kamera Ihres Telefons
handover-go-hint = Öffnen Sie dort die Kamera und tun Sie, worum Sie gebeten werden. Danach geht es auf dieser Seite weiter.
handover-again = Neuen Code anzeigen
error-handover-failed = Auf Ihrem Telefon hat es nicht geklappt. Versuchen Sie es noch einmal oder verwenden Sie dieses Gerät
error-handover-declined = Auf dem Telefon wurde abgelehnt. Wenn Sie das nicht waren, hat jemand anderes den Link geöffnet
error-handover-mismatched = Das ist nicht die Zahl auf dem Telefon, deshalb wurde nichts weitergegeben. Versuchen Sie es noch einmal und achten Sie auf die Zahl
error-handover-withdrawn = Der Vorgang wurde hier beendet. Versuchen Sie es noch einmal oder verwenden Sie dieses Gerät
error-handover-lapsed = Es hat zu lange gedauert. Versuchen Sie es noch einmal oder verwenden Sie dieses Gerät
error-handover-often = Sie haben das bei dieser Anmeldung zu oft versucht. Verwenden Sie dieses Gerät oder eine andere Methode

## Auf dem anderen Gerät

handover-phone-title = Vor dieser Kamera weitermachen?
handover-phone-ask = Auf { $asker } möchte jemand diesen Schritt vor der Kamera dieses Geräts fortsetzen.
handover-phone-ask-someone = Auf einem anderen Gerät möchte jemand diesen Schritt vor der Kamera dieses Geräts fortsetzen.
handover-phone-warn = Nur wenn Sie das eben selbst waren, auf einem Gerät, das vor Ihnen steht. Wer Ihnen diesen Link geschickt hat, will sich als Sie anmelden.
handover-phone-yes = Ja, das bin ich
handover-phone-no = Nein, das bin ich nicht
handover-phone-number = Ihre Zahl für das andere Gerät
handover-phone-number-hint = Geben Sie sie auf dem Gerät ein, auf dem Sie begonnen haben, und sagen Sie sie niemandem. Danach geht es auf dieser Seite weiter.
handover-phone-passed-title = Fertig
handover-phone-passed = Machen Sie auf dem Gerät weiter, auf dem Sie begonnen haben. Diese Seite können Sie schließen.
handover-phone-failed-title = Das hat nicht geklappt
handover-phone-failed = Auf dem Gerät, auf dem Sie begonnen haben, steht, wie es weitergeht. Diese Seite können Sie schließen.
handover-phone-declined-title = Abgelehnt
handover-phone-declined = Es wurde nichts weitergegeben. Wenn Sie nicht darum gebeten haben, kennt vielleicht jemand Ihr Passwort: Ändern Sie es. Diese Seite können Sie schließen.
handover-phone-over-title = Das ist beendet
handover-phone-over = Auf dem Gerät, auf dem Sie begonnen haben, steht, warum. Diese Seite können Sie schließen.
