## Klickmuster

factor-pointer_pattern = Klickmuster
factor-pointer_pattern-hint = Die Klicks und Scrollbewegungen, die Sie gewählt haben, in ihrer Reihenfolge.

pattern-title = Machen Sie Ihr Muster
pattern-explain = Wiederholen Sie die Klicks und Scrollbewegungen, die Sie für dieses Konto eingerichtet haben.
pattern-pad = Feld zum Klicken und Scrollen
pattern-pad-hint = Hier klicken und scrollen
pattern-label = Muster
pattern-typed = Sie können es auch tippen: Buchstaben mit einem Leerzeichen dazwischen, wie L R U.
pattern-events = Ereignisse:
pattern-strength = Stärke in Bit:
pattern-clear = Leeren
pattern-legend = Was zählt und wie es geht
pattern-left = Linksklick. Per Touch: tippen. Per Tastatur, im Feld: Pfeil nach links.
pattern-right = Rechtsklick. Per Touch: halten oder mit zwei Fingern tippen. Per Tastatur: Pfeil nach rechts.
pattern-left-twice = Linker Doppelklick, innerhalb einer Drittelsekunde. Per Touch: zweimal tippen. Per Tastatur: Umschalt und Pfeil nach links.
pattern-right-twice = Rechter Doppelklick. Per Touch: zweimal mit zwei Fingern tippen. Per Tastatur: Umschalt und Pfeil nach rechts.
pattern-up = Nach oben scrollen, egal wie weit. Per Touch: nach oben wischen. Per Tastatur: Pfeil nach oben.
pattern-down = Nach unten scrollen, egal wie weit. Per Touch: nach unten wischen. Per Tastatur: Pfeil nach unten.
pattern-enrol-title = Erstellen Sie ein Klickmuster
pattern-enrol-explain = Ab jetzt helfen diese Klicks und Scrollbewegungen zu zeigen, dass Sie es sind. Wo im Feld sie liegen, ist gleich: Es zählt nur, welche und in welcher Reihenfolge.
pattern-rules = Es braucht mindestens { $events } Ereignisse und eine Stärke von { $bits } Bit. Mischen Sie: Was sich wiederholt, zählt wenig.
pattern-again-title = Machen Sie dasselbe Muster noch einmal
pattern-again = Es hat etwa { $bits } Bit. Machen Sie es noch einmal, damit Ihre Hand es kennt.
pattern-finish = Fertigstellen
pattern-over = Mit einem anderen Muster von vorn beginnen

error-pattern-empty = Machen Sie das Muster
error-pattern-format = Ein Teil davon ist kein Ereignis. Verwenden Sie L, R, LL, RR, U und D mit einem Leerzeichen dazwischen
error-pattern-wrong = Das ist nicht das Muster
error-pattern-different = Das ist ein anderes Muster als das erste. Machen Sie dasselbe oder beginnen Sie von vorn
error-pattern-short = Dieses Muster ist zu kurz. Fügen Sie Ereignisse hinzu
error-pattern-long = Dieses Muster ist zu lang. Es kann 64 Ereignisse haben
error-pattern-simple = Viele würden dieses Muster machen: Es wiederholt sich, kehrt um oder hat wenige Arten von Ereignissen. Mischen Sie mehr
error-pattern-weak = Dieses Muster ist leicht zu erraten. Fügen Sie Ereignisse hinzu und wiederholen Sie weniger
error-pattern-not-kept = Das Muster konnte gerade nicht gespeichert werden. Versuchen Sie es noch einmal
