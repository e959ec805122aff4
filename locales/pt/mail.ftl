## E-mails

mail-code-subject = { $code } é o seu código para entrar em { $client }
mail-code-intro = Use este código para entrar em { $client }:
mail-code-lives = { $minutes ->
        [one] O código vale uma vez, por { $minutes } minuto.
       *[other] O código vale uma vez, por { $minutes } minutos.
    } Nunca o dê a ninguém, nem mesmo a nós.
mail-code-not-you = Não foi você? Então ignore este e-mail: sem o código ninguém entra. Se e-mails assim continuarem a chegar, mude a sua senha.
mail-asked = O código foi pedido aqui:
mail-happened = Aconteceu aqui:
mail-by-operator = Quem administra este serviço fez isso:
mail-time = Hora: { $date }
mail-browser = Navegador: { $name }
mail-address = Endereço de rede: { $address }
mail-footer = Enviado por { $host }, onde a sua conta é aberta.

mail-factor-added-subject = Uma nova forma de entrar foi adicionada à sua conta
mail-factor-added-body = Agora é possível entrar na sua conta com “{ $factor }”.
mail-factor-replaced-subject = Uma forma de entrar na sua conta foi substituída
mail-factor-replaced-body = “{ $factor }” foi configurada novamente. O que estava configurado antes não funciona mais.
mail-factor-used-subject = Alguém entrou na sua conta com “{ $factor }”
mail-factor-used-body = “{ $factor }” acaba de ser usada para entrar na sua conta.
mail-factor-removed-subject = Uma forma de entrar foi removida da sua conta
mail-factor-removed-body = Não é mais possível entrar na sua conta com “{ $factor }”.
mail-factor-disabled-subject = Uma forma de entrar foi desativada depois de muitas tentativas
mail-factor-disabled-body = Alguém que passou pela primeira etapa da sua entrada deu muitas respostas erradas em “{ $factor }”. Essa forma fica desativada até ser configurada novamente por você ou pelos responsáveis por este serviço.
mail-password-changed-subject = A sua senha foi alterada
mail-password-changed-body = A senha da sua conta foi alterada.
mail-change-subject = Algo mudou na sua conta
mail-change-body = As configurações de segurança da sua conta foram alteradas.
mail-notice-not-you = Não foi você? Então interrompa aqui: todos os dispositivos são desconectados e nada nas suas formas de entrar pode ser alterado até que a sua identidade seja confirmada. O link funciona por uma semana.
mail-not-me = Não fui eu

mail-consent-withdrawn-subject = Um consentimento foi retirado, e uma forma de entrar foi apagada
mail-consent-withdrawn-body = O consentimento para “{ $factor }” foi retirado na página da sua conta. O que estava guardado para isso foi apagado.

mail-app-removed-subject = Uma aplicação não tem mais acesso à sua conta
mail-app-removed-body = “{ $name }” não tem mais acesso à sua conta.
mail-email-changed-subject = O e-mail da sua conta foi alterado
mail-email-changed-body = O que enviarmos vai a partir de agora para o novo endereço.
mail-phone-changed-subject = O número de telefone da sua conta foi alterado
mail-phone-changed-body = A sua conta tem agora outro número de telefone.
mail-phone-removed-subject = O número de telefone da sua conta foi removido
mail-phone-removed-body = A sua conta já não tem número de telefone. Nenhum código é enviado para lá.
mail-confirm-subject = { $code } confirma o seu novo endereço em { $client }
mail-confirm-intro = Use este código para que este seja o endereço da sua conta em { $client }:
mail-confirm-not-you = Não foi você? Então ignore este e-mail: sem o código nada acontece.
mail-account-leaving-subject = A sua conta será excluída
mail-account-leaving-body = Foi pedida a exclusão da sua conta. Dias até ser apagada: { $name }. Entre antes disso se quiser mantê-la.
mail-account-kept-subject = A sua conta permanece
mail-account-kept-body = A conta foi aberta e mantida. Ela não será excluída.
