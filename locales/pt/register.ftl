## Criar uma conta

register-offer = Criar uma conta
register-title = Crie a sua conta
register-label = E-mail
register-hint = Enviamos um código para lá, para ver que é seu.
register-sign-in = Já tenho uma conta

## O que se pede a uma conta nova

details-title = Sobre você
details-terms-title = Os nossos termos
details-terms-read = Ler os termos
details-terms = Aceito os termos
number-title = O seu número de telefone
number-other = Outro número
number-hint = Enviamos um código para ele por SMS.
number-send = Enviar um código

error-email-empty = Digite o seu e-mail
error-claim-empty = Preencha este campo
error-terms = Aceite os termos para continuar
error-invitation = Este convite já não funciona. Peça um novo
error-invitation-address = Este convite é para outro endereço. Digite aquele para o qual foi enviado
error-registration-title = Não é possível criar uma conta aqui
error-registration-message = Peça um convite aos responsáveis por este serviço. Se tinha um, já foi usado ou é antigo demais.

## E-mails

mail-register-subject = { $code } é o seu código para criar uma conta
mail-register-intro = Use este código para criar a sua conta em { $client }:
mail-register-not-you = Não foi você? Então ignore este e-mail: sem o código nenhuma conta é criada.
mail-registered-subject = Você já tem uma conta
mail-registered-body = Alguém, provavelmente você, quis criar uma conta em { $client } com este endereço. Já existe uma, por isso nada mudou.
mail-registered-sign-in = Entre, ou escolha uma nova senha se esqueceu a sua
mail-registered-asked = A tentativa veio daqui:
mail-registered-not-you = Não foi você? Então ignore este e-mail. Ninguém entrou, e quem tentou não ficou sabendo que você tem uma conta.
mail-invitation-subject = Convite para { $host }
mail-invitation-body = É possível criar uma conta em { $host } com o endereço que recebeu esta mensagem.
mail-invitation-open = Criar a conta
mail-invitation-until = O link funciona uma vez, até { $date }. Um código enviado para este endereço confirma depois que ele é seu.
mail-invitation-not-you = Não esperava por isto? Ignore esta mensagem: nenhuma conta é criada sem a sua participação.
