## Code per SMS

factor-sms_code = Code per SMS
factor-sms_code-hint = Wir schicken einen Code an Ihr Telefon.

sms-code-title = Sehen Sie auf Ihr Telefon
sms-code-sent = Wir haben einen 6-stelligen Code an { $number } geschickt.
sms-code-sent-unnamed = Wir haben einen 6-stelligen Code an das Telefon Ihres Kontos geschickt.
sms-code-missing = Nichts angekommen? Eine SMS kann eine Minute dauern. Fordern Sie dann einen neuen Code an.

sms-code-number-title = Codes per SMS bekommen
sms-code-number-explain = Geben Sie uns die Nummer Ihres Mobiltelefons. Wir schicken einen Code dorthin, um zu sehen, dass er Sie erreicht.
sms-code-number = Mobilnummer
sms-code-number-hint = Mit Ländervorwahl, wie +49 1512 3456789.
sms-code-number-submit = Code senden
sms-code-change = Andere Nummer verwenden
sms-code-finish = Fertigstellen
sms-code-risk-title = Was Sie wissen sollten
sms-code-risk = SMS sind die schwächste Methode, die wir anbieten: Wer Ihre Nummer übernimmt oder Ihren Anbieter überredet, sie umzuziehen, bekommt auch Ihre Codes. Sagen Sie uns sofort Bescheid, wenn Ihre Nummer in andere Hände kommt.
sms-code-instead = Sicherer, wenn möglich: eine Authenticator-App oder ein Passkey. Ein Code per E-Mail geht ohne Telefon.

error-phone-empty = Geben Sie die Nummer Ihres Mobiltelefons ein
error-phone-format = Geben Sie die Nummer mit Ländervorwahl ein, wie +49 1512 3456789
error-phone-kind = An diese Nummer kann kein Code geschickt werden. Geben Sie die Nummer eines Mobiltelefons ein
error-phone-country = In dieses Land schicken wir keine Codes. Geben Sie eine andere Nummer ein oder wählen Sie eine andere Methode

## Die Nachricht selbst: nur Zeichen, mit denen sie in eine SMS passt

sms-code = { $code } ist Ihr Code für { $client }. Geben Sie ihn niemandem weiter.
