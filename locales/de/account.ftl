## Die Seite zum eigenen Konto

account-title = Ihr Konto
account-factors = Anmeldemethoden
account-factors-hint = Mit mehr als einer Methode ist Ihr Konto sicherer, und Sie sperren sich nicht aus.
account-add = Weitere Methode hinzufügen
factor-disabled = nach zu vielen Fehlversuchen abgeschaltet
rename = Umbenennen
rename-named = Neuer Name für { $name }
save = Speichern
account-sessions = Wo Sie angemeldet sind
account-sessions-hint = Melden Sie alles ab, was Sie nicht wiedererkennen.
added-at = Hinzugefügt am { $date }
used-at = zuletzt verwendet am { $date }
never-used = nie verwendet
replace = Ersetzen
replace-named = { $name } ersetzen
remove-named = { $name } entfernen
session-unknown = Unbekanntes Gerät
session-current = dieses Gerät
session-since = seit { $date }
session-seen = zuletzt aktiv am { $date }
session-end-named = { $name } abmelden
session-end-others = Überall sonst abmelden

account-devices = Geräte, auf denen weniger abgefragt wird
account-devices-hint = Auf diesen Geräten wollten Sie nicht mehr nach einem zweiten Schritt gefragt werden. Wer sie benutzt, braucht nur Ihr Passwort.
device-until = { $address }, bis { $date }
device-forget = Wieder fragen
device-forget-named = Wieder fragen: zweiter Schritt auf { $name }
account-frozen = Ihre Anmeldemethoden sind eingefroren, weil Sie gemeldet haben, dass eine Änderung nicht von Ihnen war. Die Betreiber dieses Dienstes können sie wieder freigeben, wenn sie sich vergewissert haben, dass Sie es sind.

not-me-title = Waren Sie das nicht?
not-me-body = Wenn jemand anderes geändert hat, wie man sich bei Ihrem Konto anmeldet, stoppen Sie das jetzt. Die Änderung wird abgeschaltet, alle Geräte werden abgemeldet, und an Ihren Anmeldemethoden lässt sich nichts ändern, bis die Betreiber dieses Dienstes sich vergewissert haben, dass Sie es sind.
not-me-confirm = Das war ich nicht: stoppen
not-me-hint = Wenn Sie es waren, schließen Sie diese Seite. Durch das Öffnen ist nichts passiert.
not-me-done = Ihr Konto ist vor Änderungen geschützt
not-me-done-body = Die Änderung ist abgeschaltet, alle Geräte sind abgemeldet und Ihre Anmeldemethoden sind eingefroren. Melden Sie sich an, ändern Sie Ihr Passwort, falls es jemand kennen könnte, und bitten Sie die Betreiber dieses Dienstes, Ihr Konto freizugeben.

notice-factor-added = Die neue Anmeldemethode ist bereit. Wir haben Ihnen dazu eine E-Mail geschickt.
notice-factor-renamed = Der neue Name ist gespeichert.
notice-factor-removed = Die Anmeldemethode ist entfernt. Wir haben Ihnen dazu eine E-Mail geschickt.
notice-device-forgotten = Auf diesem Gerät wird wieder alles abgefragt.
notice-session-ended = Das Gerät ist abgemeldet.
notice-sessions-ended = Alle anderen Geräte sind abgemeldet.

notice-consent-withdrawn = Ihre Einwilligung ist widerrufen, und was von Ihrem Gesicht gespeichert war, ist gelöscht. Wir haben Ihnen dazu eine E-Mail geschickt.

notice-password-changed = Ihr Passwort ist geändert. Wir haben Ihnen dazu eine E-Mail geschickt.
factor-needed = Sie brauchen mindestens eine weitere, bevor Sie diese entfernen.
account-offer-end = Wenn jemand anderes wissen könnte, wie Sie sich bisher angemeldet haben, melden Sie alle anderen Geräte ab.
account-places = Sitzungen und Geräte
accounts-switch = Konto wechseln
accounts-title = Konten in diesem Browser
accounts-hint = Alle, die diesen Browser benutzen, können diese öffnen. Melden Sie sich von dem ab, was nicht Ihres ist.
accounts-current = wird verwendet
accounts-use = Verwenden
accounts-use-named = Das Konto von { $name } verwenden
accounts-add = Weiteres Konto hinzufügen
accounts-end-all = Von allen abmelden
account-apps = Apps
apps-list = Apps mit Zugriff auf Ihr Konto
apps-hint = Jede hat ihren Zugriff von Ihnen oder von den Betreibern dieses Dienstes. Wenn Sie ihn entziehen, wird die App abgemeldet; sie kann Sie erneut fragen.
apps-none = Keine App hat Zugriff auf Ihr Konto.
app-since = seit { $date }
app-used = zuletzt verwendet am { $date }
app-unused = nicht in Gebrauch
app-remove = Zugriff entziehen
app-remove-named = { $name } den Zugriff entziehen
notice-app-removed = Diese App hat keinen Zugriff mehr. Wir haben Ihnen dazu eine E-Mail geschickt.
