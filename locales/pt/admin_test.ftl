## Experimentar um cliente

admin-test = Testar este cliente
admin-test-hint = A entrada é real e mostra o que ele receberia. Tudo é retirado em seguida, e o registro guarda isso.
admin-test-title = O que o cliente recebeu
admin-test-done = A entrada funcionou. O que aparece aqui já foi retirado e não será mostrado de novo.
admin-test-refused = O cliente receberia:
admin-test-refresh = emitido
admin-test-no-refresh = não emitido
admin-test-opaque = Opaco: só este serviço sabe lê-lo, por introspecção.
admin-test-check-verified = Assinatura, tipo, emissor, audiência e validade
admin-test-check-nonce = O nonce da solicitação
admin-test-check-at_hash = O hash do token de acesso
admin-test-good = certo
admin-test-bad = errado
admin-test-until = Teria valido até { $date }
error-admin-test-disabled = Este cliente está desativado: ninguém pode entrar com ele
error-admin-test-nobody = Ninguém entra com este cliente: ele não pode usar o código de autorização
error-admin-test-lapsed = Esse teste não existe aqui ou já foi mostrado. Comece-o de novo na página do cliente
