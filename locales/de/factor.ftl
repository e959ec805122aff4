## Wege zu zeigen, wer man ist. Die eines Faktors stehen im Ordner factor.

factor-unknown = Andere Methode
factor-unknown-hint = Eine Methode, die für Ihr Konto eingerichtet wurde.

## Nachrichten, die man erneut anfordern kann

code-lives = { $minutes ->
        [one] Der Code gilt eine Minute.
       *[other] Der Code gilt { $minutes } Minuten.
    }
code-held = Es wurde kein Code verschickt, weil zu viele angefordert wurden. Um { $time } können Sie einen anfordern.
resend = Neuen Code senden
resend-at = Um { $time } können Sie einen neuen Code anfordern.
resend-in = { $seconds ->
        [one] In einer Sekunde können Sie einen neuen Code anfordern.
       *[other] In { $seconds } Sekunden können Sie einen neuen Code anfordern.
    }
resend-now = Sie können jetzt einen neuen Code anfordern.

## Ein Gerät, das einen zweiten Faktor ersetzt

trust = { $days ->
        [one] Auf diesem Gerät einen Tag lang nicht mehr fragen
       *[other] Auf diesem Gerät { $days } Tage lang nicht mehr fragen
    }

## Namen, die man vergibt

device-name = Name der App oder des Telefons
device-name-hint = Damit Sie es später wiedererkennen.

## Codes jeder Art: was ein Faktor ablehnt

error-code-empty = Geben Sie den Code ein
error-code-format = Geben Sie die 6 Ziffern des Codes ein
error-code-wrong = Dieser Code hat nicht funktioniert. Prüfen Sie ihn oder fordern Sie einen neuen an
error-code-expired = Dieser Code ist abgelaufen. Fordern Sie einen neuen an
error-code-spent = Dieser Code gilt nach zu vielen Versuchen nicht mehr. Fordern Sie einen neuen an
error-credential-unknown = Dieser Schlüssel ist hier nicht bekannt. Wählen Sie einen anderen oder melden Sie sich anders an
error-credential-unusable = Dieser Schlüssel kann gerade nicht verwendet werden. Melden Sie sich anders an
error-credential-taken = Dieser Schlüssel gehört schon zu einem Konto. Verwenden Sie einen anderen
