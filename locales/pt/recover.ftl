## Voltar a entrar quando a senha foi esquecida

password-forgot = Esqueceu a senha?
recover-link-title = Continue com a sua nova senha
recover-link = O link do nosso e-mail foi aberto. Continue para escolher uma nova senha; nada aconteceu ainda.
recover-elsewhere-title = Volte ao navegador onde fez o pedido
recover-elsewhere = Por segurança, o link só funciona no navegador onde foi pedido. Lá, este código pode ser digitado no lugar dele:
recover-elsewhere-hint = Se não pediu isto, feche esta página. Abri-la não mudou nada.
recovered-title = A sua senha foi alterada
recovered-body = A sua conta foi fechada em todos os lugares, e enviamos um e-mail sobre isso. Entre agora com a nova senha.

error-recover-title = Esta conta não pode ser recuperada aqui
error-recover-message = O que é preciso além do código se perdeu, ou as formas de entrar estão congeladas. Fale com os responsáveis por este serviço: eles podem iniciar uma redefinição.

## Uma redefinição iniciada por um responsável

reset-stop-title = Interromper a redefinição da sua conta?
reset-stop-body = Alguém pediu aos responsáveis por este serviço que redefinissem a sua conta, como se todas as formas de entrar, menos o seu e-mail, estivessem perdidas. Se não foi você, interrompa.
reset-stop = Interromper
reset-stop-hint = Se foi você, feche esta página. Abri-la não mudou nada.
reset-stopped-title = A redefinição foi interrompida
reset-stopped-body = Nada mudou na sua conta. Se não pediu a redefinição, avise os responsáveis por este serviço.

## E-mails

mail-recover-subject = { $code } é o seu código para escolher uma nova senha
mail-recover-intro = Use este código para escolher uma nova senha, no navegador onde o pediu:
mail-recover-link = Ou abra este link nesse mesmo navegador:
mail-recover-open = Ou continue por este link, nesse mesmo navegador
mail-recover-asked = O código foi pedido aqui:
mail-recover-not-you = Não foi você? Então ignore este e-mail: sem o código nada muda, e a sua senha continua valendo.
mail-recovered-subject = Uma nova senha foi escolhida para a sua conta
mail-recovered-body = Alguém que lê os seus e-mails escolheu uma nova senha para a sua conta. Todos os dispositivos foram desconectados.
mail-reset-subject = A sua conta está prestes a ser redefinida
mail-reset-body = Os responsáveis por este serviço foram informados de que todas as formas de entrar, menos o seu e-mail, estão perdidas. Quando a redefinição abrir, “Esqueceu a senha?” pedirá apenas um código por e-mail, e tudo o mais que estava configurado será removido.
mail-reset-opens = Ela abre em { $date }.
mail-reset-closes = Ela fecha em { $date }.
mail-reset-not-you = Não foi você? Então interrompa agora.
mail-reset-stop = Interromper a redefinição
sms-reset = { $host }: a sua conta vai ser redefinida. Se isto lhe parece estranho, leia o seu e-mail e interrompa.
