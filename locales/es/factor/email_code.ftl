## Código por correo

factor-email_code = Código por correo electrónico
factor-email_code-hint = Enviamos un código a tu correo electrónico.

email-code-title = Revisa tu correo
email-code-sent = Hemos enviado un código de 6 cifras a { $address }.
email-code-sent-unnamed = Hemos enviado un código de 6 cifras al correo electrónico de tu cuenta.
email-code-missing = ¿No ha llegado nada? Mira en la carpeta de correo no deseado o pide un código nuevo.
