## Código por SMS

factor-sms_code = Código por SMS
factor-sms_code-hint = Enviamos un código a tu teléfono.

sms-code-title = Mira tu teléfono
sms-code-sent = Hemos enviado un código de 6 cifras al { $number }.
sms-code-sent-unnamed = Hemos enviado un código de 6 cifras al teléfono de tu cuenta.
sms-code-missing = ¿No ha llegado nada? Un SMS puede tardar un minuto. Después, pide un código nuevo.

sms-code-number-title = Recibir códigos por SMS
sms-code-number-explain = Dinos el número de tu teléfono móvil. Le enviamos un código para comprobar que te llega.
sms-code-number = Número de móvil
sms-code-number-hint = Con el prefijo del país, como +34 612 34 56 78.
sms-code-number-submit = Enviar un código
sms-code-change = Usar otro número
sms-code-finish = Terminar
sms-code-risk-title = Lo que debes saber
sms-code-risk = Los SMS son el método más débil de los que ofrecemos: quien se haga con tu número, o convenza a tu operador para cambiarlo de línea, recibe también tus códigos. Avísanos enseguida si tu número cambia de manos.
sms-code-instead = Más seguro, si puedes: una aplicación de autenticación o una llave de acceso. Un código por correo funciona sin teléfono.

error-phone-empty = Escribe el número de tu teléfono móvil
error-phone-format = Escribe el número con el prefijo del país, como +34 612 34 56 78
error-phone-kind = No se puede enviar un código a ese número. Escribe el de un teléfono móvil
error-phone-country = No enviamos códigos a ese país. Escribe otro número o elige otro método

## El mensaje: solo letras que caben en un SMS

sms-code = { $code } es tu clave para { $client }. No se la digas a nadie.
