## Was über jemanden gespeichert ist, und wie es gelöscht wird

account-privacy = Datenschutz
export-title = Ihre Daten mitnehmen
export-explain = Eine Datei mit allem, was wir über Sie speichern: Ihr Profil, wie Sie sich anmelden, wo Sie angemeldet sind, Ihre Apps und was geschah. Von Geheimnissen und von Ihrem Gesicht steht darin, dass und seit wann sie gespeichert sind, nie, was sie sind.
export-hint = Zuerst zeigen Sie, dass Sie es sind.
export-begin = Datei vorbereiten
export-ready = Sie liegt bereit, zehn Minuten lang.
export-fetch = Herunterladen

leave-title = Konto löschen
leave-explain = { $days ->
        [0] Sie werden sofort überall abgemeldet, und Ihr Konto wird gelöscht.
        [one] Sie werden sofort überall abgemeldet. Einen Tag lang können Sie es sich anders überlegen, indem Sie sich anmelden; danach wird Ihr Konto mit allem darin endgültig gelöscht.
       *[other] Sie werden sofort überall abgemeldet. { $days } Tage lang können Sie es sich anders überlegen, indem Sie sich anmelden; danach wird Ihr Konto mit allem darin endgültig gelöscht.
    }
leave-sure = Ich möchte, dass mein Konto mit allem darin gelöscht wird.
leave-begin = Mein Konto löschen
error-leave-unsure = Kreuzen Sie an, dass Sie es mit allem darin löschen möchten
error-leave-last-owner = Sie sind der letzte Inhaber, der sich hier anmelden kann. Bestimmen Sie zuerst einen anderen

leaving-title = Ihr Konto wird gelöscht
leaving-explain = { $days ->
        [0] Sie sind überall abgemeldet. Ihr Konto wird gerade gelöscht.
        [one] Sie sind überall abgemeldet. Wenn Sie es sich anders überlegen, melden Sie sich innerhalb eines Tages an.
       *[other] Sie sind überall abgemeldet. Wenn Sie es sich anders überlegen, melden Sie sich innerhalb von { $days } Tagen an.
    }
stay-title = Konto behalten?
stay-explain = Sie haben verlangt, dass Ihr Konto gelöscht wird. Das geschieht am { $date }.
stay-confirm = Konto behalten
stay-leave = Löschen lassen
