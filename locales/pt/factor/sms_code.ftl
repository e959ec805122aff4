## Código por SMS

factor-sms_code = Código por SMS
factor-sms_code-hint = Enviamos um código para o seu telefone.

sms-code-title = Veja o seu telefone
sms-code-sent = Enviamos um código de 6 dígitos para { $number }.
sms-code-sent-unnamed = Enviamos um código de 6 dígitos para o telefone da sua conta.
sms-code-missing = Não chegou nada? Um SMS pode demorar um minuto. Depois, peça um novo código.

sms-code-number-title = Receber códigos por SMS
sms-code-number-explain = Informe o número do seu celular. Enviamos um código para confirmar que ele chega.
sms-code-number = Número do celular
sms-code-number-hint = Com o código do país, como +55 11 91234-5678.
sms-code-number-submit = Enviar um código
sms-code-change = Usar outro número
sms-code-finish = Concluir
sms-code-risk-title = O que é bom saber
sms-code-risk = O SMS é a mais fraca das formas que oferecemos: quem tomar o seu número, ou convencer a sua operadora a transferi-lo, recebe também os seus códigos. Avise-nos logo se o seu número mudar de mãos.
sms-code-instead = Mais seguro, se possível: um aplicativo autenticador ou uma chave de acesso. Um código por e-mail funciona sem telefone.

error-phone-empty = Digite o número do seu celular
error-phone-format = Digite o número com o código do país, como +55 11 91234-5678
error-phone-kind = Nenhum código pode ser enviado para esse número. Digite o número de um celular
error-phone-country = Não enviamos códigos para esse país. Digite outro número ou escolha outra forma

## A mensagem em si: só letras que cabem em um SMS

sms-code = { $code } serve para entrar em { $client }. Nunca o mostre a outra pessoa.
