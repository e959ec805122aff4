## Dienste, die erfahren, was geschieht

admin-webhooks = Webhooks
admin-webhook = Webhook
admin-webhooks-told = Dienste, die erfahren, was geschieht
admin-webhook-new = Einen weiteren Dienst benachrichtigen
admin-webhook-hint = Jede Nachricht ist nach Standard Webhooks signiert. Was nicht ankommt, wird tagelang erneut versucht.
admin-webhook-make = Anlegen
admin-webhook-url = Adresse (https)
admin-webhook-description = Beschreibung
admin-webhook-events = Ereignisse, eines je Zeile
admin-webhook-events-hint = Alles, wenn hier nichts steht. Eine Gruppe endet mit einem Stern, etwa account.*. Es gibt:
admin-webhook-secret = Geheimnis
admin-webhook-waiting = unterwegs: { $count }
admin-webhook-dead = aufgegeben: { $count }
admin-webhook-old-until = das vorige Geheimnis signiert bis { $date }
admin-webhook-test = Testereignis senden
admin-webhook-replay = Aufgegebenes erneut senden
admin-webhook-again = Erneut senden
admin-webhook-rotate-hint = Mit einem neuen Geheimnis tragen Nachrichten 24 Stunden lang beide Signaturen.
admin-webhook-deliveries = Die letzten Zustellungen
admin-webhook-state-dead = aufgegeben
admin-webhook-state-waiting = unterwegs
admin-webhook-state-delivered = zugestellt
admin-webhook-attempts = Versuche: { $count }
admin-webhook-next = nächster Versuch { $date }
admin-webhook-delete = Diesen Webhook löschen
admin-webhook-delete-hint = Was zu ihm unterwegs ist, entfällt. Das lässt sich nicht rückgängig machen.
