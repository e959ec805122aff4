## Bild als Passcode

factor-image_passcode = Bild
factor-image_passcode-hint = Die Bilddatei, die Sie dafür gewählt haben.

image-title = Geben Sie Ihr Bild an
image-explain = Wählen Sie die Datei, die Sie für dieses Konto eingerichtet haben. Es muss genau diese Datei sein.
image-label = Bild
image-limits = PNG, JPEG, WebP oder GIF, höchstens { $megabytes } MB.
image-drop = Sie können die Datei auch hier ablegen oder im Dateimanager kopieren und einfügen.
image-enrol-title = Wählen Sie ein Bild als Passcode
image-enrol-explain = Ab jetzt hilft diese Datei zu zeigen, dass Sie es sind. Wir behalten keine Kopie, nur ein Kennzeichen, an dem wir sie wiedererkennen.
image-published = Nehmen Sie ein Bild, das sonst niemand hat. Ein veröffentlichtes oder verschicktes ist kein Geheimnis.
image-unchanged = Lassen Sie die Datei, wie sie ist. Zugeschnitten, verkleinert oder neu gespeichert ist sie eine andere.
image-phone = Bewahren Sie sie als Datei auf, auf jedem Gerät, mit dem Sie sich anmelden. Foto-Apps und Messenger verändern Bilder oft beim Weitergeben.
image-again-title = Geben Sie dasselbe Bild noch einmal an
image-again = Wir haben ein { $format } mit { $width } mal { $height } Pixeln gelesen. Wählen Sie es noch einmal, damit Sie wissen, dass es gleich ankommt.
image-never = Wir können diese Datei nicht wiederherstellen. Bewahren Sie eine Kopie auf, wo Sie einen Schlüssel aufbewahren würden, und bearbeiten Sie sie nie.
image-finish = Fertigstellen
image-over = Mit einem anderen Bild von vorn beginnen

error-image-empty = Wählen Sie das Bild
error-image-wrong = Das ist nicht das Bild
error-image-different = Das ist eine andere Datei als die erste. Wählen Sie dieselbe Datei oder beginnen Sie von vorn
error-image-large = Diese Datei ist zu groß. Wählen Sie eine kleinere
error-image-format = Das ist kein PNG, JPEG, WebP oder GIF. Wählen Sie ein Bild in einem dieser Formate
error-image-broken = Dieses Bild lässt sich nicht lesen. Wählen Sie ein anderes
error-image-small = Dieses Bild ist zu klein: Es braucht 64 mal 64 Pixel und 2 KB. Wählen Sie ein größeres
error-image-huge = Dieses Bild hat zu viele Pixel. Wählen Sie ein kleineres
error-image-uniform = Auf diesem Bild ist kaum etwas zu sehen, andere könnten dasselbe haben. Wählen Sie ein anderes
error-image-known = Dieses Bild haben viele. Wählen Sie ein eigenes
error-image-not-kept = Das Bild konnte gerade nicht gespeichert werden. Versuchen Sie es noch einmal
