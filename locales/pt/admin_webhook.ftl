## Serviços avisados do que acontece

admin-webhooks = Webhooks
admin-webhook = Webhook
admin-webhooks-told = Serviços avisados do que acontece
admin-webhook-new = Avisar outro serviço
admin-webhook-hint = Cada mensagem é assinada conforme Standard Webhooks. O que não chega é tentado de novo por dias.
admin-webhook-make = Criar
admin-webhook-url = Endereço (https)
admin-webhook-description = Descrição
admin-webhook-events = Eventos, um por linha
admin-webhook-events-hint = Tudo, se nada estiver aqui. Uma família termina com asterisco, como account.*. Existem:
admin-webhook-secret = Segredo
admin-webhook-waiting = a caminho: { $count }
admin-webhook-dead = desistidos: { $count }
admin-webhook-old-until = o segredo anterior assina até { $date }
admin-webhook-test = Enviar um evento de teste
admin-webhook-replay = Reenviar o que foi desistido
admin-webhook-again = Reenviar
admin-webhook-rotate-hint = Com um segredo novo as mensagens levam as duas assinaturas por 24 horas.
admin-webhook-deliveries = Últimas entregas
admin-webhook-state-dead = desistido
admin-webhook-state-waiting = a caminho
admin-webhook-state-delivered = entregue
admin-webhook-attempts = tentativas: { $count }
admin-webhook-next = próxima tentativa { $date }
admin-webhook-delete = Excluir este webhook
admin-webhook-delete-hint = O que está a caminho é descartado. Não dá para desfazer.
