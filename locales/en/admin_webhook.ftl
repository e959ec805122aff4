## Services that are told what happens

admin-webhooks = Webhooks
admin-webhook = Webhook
admin-webhooks-told = Services that are told what happens
admin-webhook-new = Tell another service
admin-webhook-hint = Each message is signed as Standard Webhooks has it. What cannot be delivered is tried again for days.
admin-webhook-make = Create
admin-webhook-url = Address (https)
admin-webhook-description = Description
admin-webhook-events = Events, one a line
admin-webhook-events-hint = Everything, if nothing stands here. A family ends with a star, as in account.*. There are:
admin-webhook-secret = Secret
admin-webhook-waiting = on their way: { $count }
admin-webhook-dead = given up: { $count }
admin-webhook-old-until = the secret before signs until { $date }
admin-webhook-test = Send a test event
admin-webhook-replay = Send again what was given up
admin-webhook-again = Send again
admin-webhook-rotate-hint = With a new secret messages carry both signatures for 24 hours.
admin-webhook-deliveries = The latest deliveries
admin-webhook-state-dead = given up
admin-webhook-state-waiting = on its way
admin-webhook-state-delivered = delivered
admin-webhook-attempts = tries: { $count }
admin-webhook-next = next try { $date }
admin-webhook-delete = Delete this webhook
admin-webhook-delete-hint = What is on its way to it is dropped. This cannot be undone.
