## Código por e-mail

factor-email_code = Código por e-mail
factor-email_code-hint = Enviamos um código para o seu e-mail.

email-code-title = Veja o seu e-mail
email-code-sent = Enviamos um código de 6 dígitos para { $address }.
email-code-sent-unnamed = Enviamos um código de 6 dígitos para o e-mail da sua conta.
email-code-missing = Não chegou nada? Veja na pasta de spam ou peça um novo código.
