## Convidar a criar uma conta

admin-invitations = Convites
admin-invitations-made = Convites criados
admin-invitation-open = aberto
admin-invitation-used = usado
admin-invitation-lapsed = expirado
admin-invitation-anybody = Para qualquer pessoa
admin-invitation-used-at = Usado { $date }
admin-invitation-until = Válido até { $date }
admin-invitation-sent-at = Mensagem escrita { $date }
admin-invitation-send = Enviar de novo
admin-invitation-revoke = Retirar
admin-invitation-new = Convidar alguém
admin-invitation-hint = Um convite cria uma conta, com o endereço para o qual foi enviado se nomear um, e serve uma vez. A mensagem não diz quem convida.
admin-invitation-language = Idioma da mensagem
admin-invitation-mail = Enviar por e-mail
admin-invitation-by-link = Criar um link para entregar
admin-invitation-link = O link
admin-invitation-link-hint = Copie agora. Não é mostrado de novo e é só para uma pessoa.
admin-invitations-closed = Ninguém pode usar um convite: a política não deixa ninguém se registrar.
