## Servicios que se enteran de lo que ocurre

admin-webhooks = Webhooks
admin-webhook = Webhook
admin-webhooks-told = Servicios que se enteran de lo que ocurre
admin-webhook-new = Avisar a otro servicio
admin-webhook-hint = Cada mensaje se firma según Standard Webhooks. Lo que no llega se reintenta durante días.
admin-webhook-make = Crear
admin-webhook-url = Dirección (https)
admin-webhook-description = Descripción
admin-webhook-events = Eventos, uno por línea
admin-webhook-events-hint = Todo, si no hay nada aquí. Una familia termina en asterisco, como account.*. Hay:
admin-webhook-secret = Secreto
admin-webhook-waiting = en camino: { $count }
admin-webhook-dead = abandonados: { $count }
admin-webhook-old-until = el secreto anterior firma hasta { $date }
admin-webhook-test = Enviar un evento de prueba
admin-webhook-replay = Reenviar lo abandonado
admin-webhook-again = Reenviar
admin-webhook-rotate-hint = Con un secreto nuevo los mensajes llevan ambas firmas durante 24 horas.
admin-webhook-deliveries = Últimas entregas
admin-webhook-state-dead = abandonado
admin-webhook-state-waiting = en camino
admin-webhook-state-delivered = entregado
admin-webhook-attempts = intentos: { $count }
admin-webhook-next = próximo intento { $date }
admin-webhook-delete = Eliminar este webhook
admin-webhook-delete-hint = Lo que va en camino se descarta. No se puede deshacer.
