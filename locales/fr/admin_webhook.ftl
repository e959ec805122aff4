## Services informés de ce qui se passe

admin-webhooks = Webhooks
admin-webhook = Webhook
admin-webhooks-told = Services informés de ce qui se passe
admin-webhook-new = Informer un autre service
admin-webhook-hint = Chaque message est signé selon Standard Webhooks. Ce qui n’arrive pas est réessayé pendant des jours.
admin-webhook-make = Créer
admin-webhook-url = Adresse (https)
admin-webhook-description = Description
admin-webhook-events = Événements, un par ligne
admin-webhook-events-hint = Tout, si rien n’est écrit ici. Une famille finit par une étoile, comme account.*. Il y a :
admin-webhook-secret = Secret
admin-webhook-waiting = en chemin : { $count }
admin-webhook-dead = abandonnés : { $count }
admin-webhook-old-until = le secret précédent signe jusqu’au { $date }
admin-webhook-test = Envoyer un événement d’essai
admin-webhook-replay = Renvoyer ce qui a été abandonné
admin-webhook-again = Renvoyer
admin-webhook-rotate-hint = Avec un nouveau secret, les messages portent les deux signatures pendant 24 heures.
admin-webhook-deliveries = Dernières livraisons
admin-webhook-state-dead = abandonné
admin-webhook-state-waiting = en chemin
admin-webhook-state-delivered = livré
admin-webhook-attempts = essais : { $count }
admin-webhook-next = prochain essai { $date }
admin-webhook-delete = Supprimer ce webhook
admin-webhook-delete-hint = Ce qui est en chemin est abandonné. C’est irréversible.
