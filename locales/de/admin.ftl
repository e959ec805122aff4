## The console

admin-nav = Seiten der Verwaltung
role-owner = Inhaber
role-administrator = Administrator
role-support = Support
role-auditor = Prüfer
role-none = keine Rolle
notice-saved = Gespeichert.
notice-saved-unproved = Gespeichert. Die neue Adresse gilt als nicht bestätigt: Das Häkchen galt der bisherigen. Wenn Sie wissen, dass sie dieser Person gehört, setzen Sie es noch einmal und speichern Sie.
error-role-title = Dazu haben Sie keinen Zugang
error-role-message = Ihr Konto darf das nicht. Wem dieser Dienst gehört, kann das ändern.
error-admin-invalid = So lässt sich das nicht speichern
error-admin-exists = Mit diesem Namen oder dieser Adresse gibt es schon etwas
error-admin-raced = Inzwischen hat es jemand anders geändert. Sehen Sie es sich noch einmal an
error-admin-last-owner = Das ist der letzte Inhaber, der sich anmelden kann. Bestimmen Sie zuerst einen anderen
error-admin-address = Geben Sie eine Adresse wie name@example.com ein

## The overview

admin-waiting = Nachrichten, die auf den Versand warten
admin-days = Die letzten 14 Tage
admin-days-plot = { $good } Anmeldungen und { $bad } fehlgeschlagene Versuche, Tag für Tag
admin-sign-ins = Anmeldungen
admin-failures = Fehlgeschlagene Versuche
admin-factors = Eingerichtete Anmeldemethoden

## The API for people

api-title = Die Verwaltungs-API
api-explain = Programme rufen sie mit einem Access-Token auf, das diese Berechtigungen hat und für diese Adresse gilt:
api-document = Das OpenAPI-Dokument
api-parameters = Parameter:
api-scope = Berechtigung:
api-roles = Rollen:

## The first owner

setup-title = Diesen Dienst übernehmen
setup-explain = Ein Inhaber darf hier alles und bestimmt, wer sonst verwaltet. Dieser Link funktioniert einmal. Danach melden Sie sich an: Ein Code geht an Ihre Adresse, und Sie fügen einen Passkey oder eine Authenticator-App hinzu.
setup-name = Ihr Name
setup-email = Ihre E-Mail-Adresse
setup-confirm = Weiter

## Lists

admin-search = Suchen
admin-search-clients = Anfang einer Kennung oder Teil eines Namens
admin-search-accounts = Anfang einer Adresse oder eines Benutzernamens oder ein ganzer Name
admin-none-found = Nichts gefunden.
admin-next-page = Nächste Seite
admin-disabled = abgeschaltet
admin-unused = seit 90 Tagen ungenutzt
admin-last-used = zuletzt verwendet: { $date }
admin-acts = Was sich tun lässt
admin-enable = Einschalten
admin-disable = Abschalten
admin-type-this = Geben Sie zur Bestätigung ein:
error-admin-typed = Geben Sie es genau so ein, wie es dasteht
admin-audit = Prüfprotokoll
admin-api = API

## Clients

admin-client = Client
admin-client-new = Einen Client registrieren
admin-clients-none = Noch ist keine Anwendung registriert.
admin-client-which = Um welche Art von Anwendung geht es?
client-kind-web = Website mit Server
client-kind-web-hint = Läuft auf Ihrem Server und bewahrt dort ein Geheimnis auf.
client-kind-single-page = Single-Page-Anwendung
client-kind-single-page-hint = Läuft im Browser, wo nichts geheim bleibt.
client-kind-native = App auf Telefon oder Computer
client-kind-native-hint = Erhält die Antwort über ein eigenes URL-Schema oder unter einer Adresse auf dem Gerät selbst.
client-kind-machine = Dienst oder Skript
client-kind-machine-hint = Holt Tokens für sich selbst; niemand meldet sich an.
client-kind-device = Gerät ohne Browser
client-kind-device-hint = Zeigt einen Code, den die Person auf Telefon oder Computer eingibt.
client-kind-mcp = MCP-Client
client-kind-mcp-hint = Spricht das Model Context Protocol auf dem Gerät der Person.
admin-client-name = Name, wie Menschen ihn sehen
admin-client-redirects = Redirect-URIs, eine je Zeile
admin-client-register = Registrieren
admin-client-other = Eine andere Art wählen
admin-secret-once = Kopieren Sie das Geheimnis jetzt. Es wird nicht noch einmal gezeigt.
admin-problems = Abgelehnte Anfragen
admin-problems-hint = Meist stimmt eine Einstellung hier oder in der Anwendung nicht.
admin-problem-times = { $count } ×, zuletzt { $date }
admin-problems-clear = Liste leeren
admin-snippets = So verwenden Sie ihn
admin-client-fields = Einstellungen
client-group-identity = Was Menschen sehen
client-group-addresses = Adressen
client-group-protocol = Protokoll
client-group-tokens = Ausgestellte Tokens
client-group-compatibility = Schalter für besondere Clients
admin-secret-new = Neues Geheimnis
admin-secret-end = Ältere Geheimnisse beenden
admin-secret-hint = Das bisherige Geheimnis gilt noch 24 Stunden.
admin-client-delete = Diesen Client löschen
admin-client-delete-hint = Alles, was ihm erlaubt wurde, endet. Das lässt sich nicht rückgängig machen.

## Accounts

admin-account = Konto
admin-account-new = Ein Konto anlegen
admin-account-new-hint = Die Person wählt ein Passwort, indem sie bei der Anmeldung ein neues anfordert. Der Code dafür geht an diese Adresse.
admin-account-says = Zur Person
admin-account-sessions = Wo die Person angemeldet ist
admin-account-no-sessions = Nirgends angemeldet.
admin-account-no-factors = Noch ist keine Anmeldemethode eingerichtet.
admin-factor-remove-all = Alle entfernen: „{ $factor }“
admin-account-name = Voller Name
admin-account-username = Benutzername
admin-account-email = E-Mail-Adresse
admin-account-phone = Telefonnummer
admin-account-verified = Ich weiß, dass die Adresse dieser Person gehört: Sie gilt als bestätigt
admin-account-groups = Gruppen, eine je Zeile
admin-account-attributes = Attribute
admin-account-attributes-kept = Das setzen Importe. Hier lässt es sich nicht ändern.
admin-account-frozen = Die Anmeldemethoden sind eingefroren: Die Person sagte, dass jemand anders sie geändert hat.
admin-account-reset-at = Ein Zurücksetzen öffnet sich: { $date }
admin-account-leaves-at = Die Person möchte das Konto löschen lassen: { $date }
admin-end-sessions = Alle Sitzungen beenden
admin-reset = Zurücksetzen beginnen
admin-reset-hint = Ein Zurücksetzen ist für Menschen, die jeden zweiten Faktor verloren haben. Alle ihre Adressen erfahren davon, mit einem Link, der es stoppt.
admin-unfreeze = Anmeldemethoden freigeben
admin-role = Rolle
admin-role-choose = Verwaltet als
admin-account-delete = Dieses Konto löschen
admin-account-delete-hint = Alles, was dazugehört, wird gelöscht. Das lässt sich nicht rückgängig machen.

## Keys and the audit log

admin-keys-all = Alle Schlüssel
admin-key-asked = wird ersetzt
admin-key-encrypts = zum Verschlüsseln
admin-key-until = bleibt bis { $date }
admin-key-rotate = Schlüssel ersetzen
admin-key-rotate-hint = Die neuen Schlüssel übernehmen, sobald jede Anwendung sie abgerufen haben kann. Zuvor signierte Tokens bleiben gültig.
admin-audit-kind = Was geschah
admin-audit-account = Kennung des Kontos
admin-audit-client = Kennung des Clients
admin-audit-export = Exportieren (NDJSON)

## The policy

admin-policy = Richtlinie
admin-policy-try = Was würde gefragt?
admin-policy-try-hint = Spielt eine Anmeldung dieses Kontos jetzt durch, in einem noch nie benutzten Browser, nach denselben Regeln wie eine echte. Nichts wird geändert.
admin-policy-account = Benutzername oder E-Mail-Adresse
admin-policy-play = Ausprobieren
admin-policy-played = Was gefragt würde, der Reihe nach
admin-policy-enrols = wird zuerst eingerichtet
admin-policy-or = oder:
admin-policy-succeeds = Die Anmeldung gelingt und erreicht:
admin-policy-fails = Die Anmeldung gelingt nicht: Das Konto kann nicht genug nachweisen.
admin-policy-why = Warum
admin-policy-need-request = Die Anfrage verlangt:
admin-policy-need-client = Der Client braucht mindestens:
admin-policy-need-account = Das Konto selbst braucht:
admin-policy-levels = Stufen, von der schwächsten zur stärksten
admin-policy-usual = Standard
admin-policy-administers = für die Verwaltung
error-admin-no-account = Dieses Konto gibt es nicht
error-admin-no-client = Diesen Client gibt es nicht
error-admin-account-off = Dieses Konto ist abgeschaltet

## Emergencies

admin-key-revoke = Einen Schlüssel widerrufen
admin-key-revoke-hint = Nur wenn jemand anders seinen privaten Teil kennen kann. Jedes damit signierte Token wird sofort abgelehnt: Menschen melden sich neu an, Anwendungen verlangen neue Tokens. Ein anderer Schlüssel signiert sofort, und Anwendungen mit einer Kopie des Schlüsselsatzes lehnen dessen Tokens ab, bis sie ihn neu lesen.
admin-key-revoke-which = Geben Sie zur Bestätigung die Kennung des Schlüssels ein
