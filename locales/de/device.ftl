## Ein Gerät ohne eigenen Browser, und wer es hereinlässt

device-title = Gerät verbinden
device-enter = Geben Sie den Code ein, den Ihr Gerät zeigt.
device-code-label = Code auf dem Gerät
device-warning = Geben Sie nur einen Code ein, den Sie auf einem Gerät vor sich sehen. Mit einem Code, den Ihnen jemand geschickt oder vorgelesen hat, bekäme diese Person Ihr Konto.
device-ask-title = Dieses Gerät hereinlassen?
device-asks = Ein Gerät möchte Ihr Konto mit { $client } verwenden.
device-compare = Ihr Gerät sollte diesen Code zeigen:
device-when = Begonnen
device-where = Von
device-what = Gerät
device-question = Haben Sie das an einem Gerät begonnen, das vor Ihnen steht?
device-phishing = Wenn Sie durch einen Link, eine Nachricht oder einen Anruf hierher gekommen sind, lehnen Sie ab: Sonst wäre jemand anderes unter Ihrem Namen angemeldet.
device-deny = Nein, ablehnen
device-allow = Ja, das war ich
device-done-title = Ihr Gerät ist verbunden
device-done-body = Es macht gleich von selbst weiter.
device-refused-title = Nichts wurde erlaubt
device-refused-body = Das Gerät wird nicht hereingelassen.
device-done-hint = Sie können dieses Fenster jetzt schließen.
error-device-code = Kein Gerät wartet mit diesem Code. Prüfen Sie ihn, oder beginnen Sie am Gerät noch einmal
