## Code per E-Mail

factor-email_code = Code per E-Mail
factor-email_code-hint = Wir schicken einen Code an Ihre E-Mail-Adresse.

email-code-title = Sehen Sie in Ihre E-Mails
email-code-sent = Wir haben einen 6-stelligen Code an { $address } geschickt.
email-code-sent-unnamed = Wir haben einen 6-stelligen Code an die E-Mail-Adresse Ihres Kontos geschickt.
email-code-missing = Nichts angekommen? Sehen Sie im Spam-Ordner nach oder fordern Sie einen neuen Code an.
