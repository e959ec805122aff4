## Code auf einem Punktraster

factor-dot_grid = Punkte verbinden
factor-dot_grid-hint = Wir schicken sechs Zahlen an Ihre E-Mail-Adresse oder an Ihr Telefon, falls Sie eines bestätigt haben, und Sie verbinden diese Punkte.

dot-grid-title = Verbinden Sie die Punkte
dot-grid-sent = Wir haben sechs Zahlen an { $address } geschickt.
dot-grid-sent-unnamed = Wir haben sechs Zahlen an die E-Mail-Adresse Ihres Kontos geschickt.
dot-grid-missing = Nichts angekommen? Sehen Sie im Spam-Ordner nach oder fordern Sie neue Zahlen an.
dot-grid-how = Ziehen Sie eine Linie von Punkt zu Punkt in der Reihenfolge der Nachricht, oder tippen Sie die Punkte nacheinander an.
dot-grid-label = Punktraster. Bewegen mit den Pfeiltasten, wählen mit der Eingabetaste, zurücknehmen mit der Rücktaste.
dot-grid-dot = Punkt { $n }
dot-grid-count = { $n } von { $of } Punkten
dot-grid-undo = Einen zurücknehmen
dot-grid-clear = Von vorn
dot-grid-numbers = Oder geben Sie die sechs Zahlen ein
dot-grid-numbers-hint = Mit Leerzeichen, Punkt oder Bindestrich dazwischen.

error-dot-grid-empty = Verbinden Sie die sechs Punkte der Nachricht oder geben Sie ihre Zahlen ein
error-dot-grid-format = Geben Sie sechs verschiedene Zahlen von 1 bis 16 an, in der Reihenfolge der Nachricht

mail-grid-intro = Verbinden Sie zur Anmeldung bei { $client } diese Punkte in dieser Reihenfolge:
mail-grid-picture = Hier liegen sie. Das Bild zeigt, welcher der erste, der zweite und so weiter ist:

dot-grid-missing-sms = Nichts angekommen? Eine SMS kann eine Minute dauern. Fordern Sie dann neue Zahlen an.
dot-grid-by-sms = Stattdessen per SMS senden
dot-grid-by-mail = Stattdessen per E-Mail senden

## Die SMS: nur Zeichen, mit denen sie in eine Nachricht passt

sms-grid = { $code } sind Ihre Punkte für { $client }. Geben Sie sie niemandem weiter.
