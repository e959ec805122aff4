## Registriertes Gerät

factor-registered_device = Registriertes Gerät
factor-registered_device-hint = Ein Schlüssel, den dieser Browser aufbewahrt. Nichts zu tippen.

registered-device-known = Auf diesem Gerät bekannt
registered-device-continue = Weiter als { $name }
registered-device-forget = Auf diesem Gerät nicht mehr
registered-device-sure = Dieses Konto auf diesem Gerät vergessen? Sie müssen sich dann auf andere Weise anmelden und können das Gerät danach neu registrieren.
registered-device-forgotten = Es ist auf diesem Gerät vergessen. Auf Ihrer Kontoseite können Sie es endgültig entfernen.
registered-device-other = Anderes Konto
registered-device-title = Ist das Ihr Gerät?
registered-device-explain = Sie haben diesen Browser registriert. Er weist das mit einem Schlüssel nach, den er aufbewahrt: Einmal drücken genügt.
registered-device-submit = Ja, auf diesem Gerät weiter
registered-device-enrol-title = Dieses Gerät registrieren
registered-device-enrol-explain = Dieser Browser erzeugt einen Schlüssel, den er aufbewahrt und nicht herausgeben kann. Danach kennt er Ihr Konto, und Sie tippen hier weniger. Tun Sie das nur auf einem eigenen Gerät.
registered-device-name = Name des Geräts
registered-device-name-default = Mein Gerät
registered-device-enrol-submit = Dieses Gerät registrieren
registered-device-here = Das ist der Browser, den Sie gerade benutzen.

registered-device-noscript = Dafür ist JavaScript nötig, das hier nicht lief. Erlauben Sie es und laden Sie die Seite neu, oder wählen Sie eine andere Methode.
registered-device-missing = Dieser Browser bewahrt hier keine Schlüssel auf, vielleicht weil sein Fenster ein privates ist. Wählen Sie eine andere Methode
registered-device-failed = Der Schlüssel dieses Browsers konnte nicht verwendet werden. Versuchen Sie es noch einmal oder wählen Sie eine andere Methode
registered-device-held = Dieser Browser ist für Ihr Konto schon registriert
registered-device-elsewhere = Dieser Browser ist für Ihr Konto nicht registriert. Wählen Sie eine andere Methode
error-registered-device-empty = Ein registriertes Gerät braucht JavaScript, das hier nicht lief. Erlauben Sie es und versuchen Sie es noch einmal, oder wählen Sie eine andere Methode
error-registered-device-refused = Dieses Gerät wurde nicht angenommen. Versuchen Sie es noch einmal oder wählen Sie eine andere Methode
error-registered-device-unknown = Dieses Gerät ist für das Konto nicht mehr registriert und wurde hier deshalb vergessen. Melden Sie sich auf andere Weise an
error-registered-device-not-made = Dieses Gerät konnte nicht registriert werden. Versuchen Sie es noch einmal oder wählen Sie eine andere Methode

offer-registered_device-title = Ist das Ihr eigenes Gerät?
offer-registered_device-explain = Registrieren Sie diesen Browser, und er kennt Ihr Konto beim nächsten Mal: einmal drücken, statt zu tippen.
offer-registered_device-take = Dieses Gerät registrieren
