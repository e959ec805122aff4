### Glossar. Anrede: Sie. sign in = sich anmelden · sign out = sich abmelden · account = Konto · application = Anwendung ·
### way to sign in = Anmeldemethode · step = Schritt · code = Code · passkey = Passkey · recovery code = Wiederherstellungscode ·
### authenticator app = Authenticator-App · text message = SMS · device = Gerät · user name = Benutzername · address = Adresse ·
### whoever runs this service = Betreiber dieses Dienstes.

## Was jede Seite sagen kann

language-name = Deutsch
language-menu = Sprache: { $name }
title-error = Fehler:
continue = Weiter
cancel = Abbrechen
sign-in = Anmelden
sign-out = Abmelden
copy = Kopieren
copied = Kopiert
remove = Entfernen
code-label = 6-stelliger Code

## Zeitpunkte

date-and-time = { $day }. { $month } { $year }, { $clock } UTC
time-of-day = { $clock } UTC
month-1 = Januar
month-2 = Februar
month-3 = März
month-4 = April
month-5 = Mai
month-6 = Juni
month-7 = Juli
month-8 = August
month-9 = September
month-10 = Oktober
month-11 = November
month-12 = Dezember

## Die Startseite

home-title = Ihr Anmeldedienst
home-what = Anwendungen leiten Sie zum Anmelden hierher. Sie erfahren, wer Sie sind; Ihr Passwort und Ihre Codes bleiben hier.
home-account = Konto verwalten
home-try = Ausprobieren
home-demo = Demo-Anwendung
home-mail-hint = Alle E-Mails und SMS, die verschickt worden wären
home-discovery = Discovery-Dokument

## Entwicklungsmodus

dev-bar = Entwicklungsmodus: nur für diesen Computer. E-Mails und SMS werden abgefangen, nicht verschickt.
dev-mail-link = Nachrichten lesen
dev-mail-title = Abgefangene Nachrichten
dev-mail-hint = Im Entwicklungsmodus landen E-Mails und SMS hier, statt verschickt zu werden.
dev-mail-none = Noch nichts da. Was verschickt wird, erscheint sofort hier.
dev-mail-back = Alle Nachrichten
dev-mail-sms = SMS
dev-mail-html = So sehen es die Empfänger
dev-mail-text = Als reiner Text
mail-from = Von { $address }
mail-to = An { $address }

## Betrieb

admin-title = Verwaltung
admin-overview = Überblick
admin-storage = Speicher
admin-accounts = Konten
admin-clients = Clients
admin-public = öffentlich
admin-confidential = vertraulich
admin-keys = Schlüssel
admin-since = seit { $date }
key-next = nächster
key-active = aktiv
key-retired = ausgemustert
key-unknown = anderer
