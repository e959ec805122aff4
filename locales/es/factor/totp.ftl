## Aplicación de autenticación

factor-totp = Aplicación de autenticación
factor-totp-hint = Un código de la aplicación de tu teléfono.

totp-title = Escribe el código de tu aplicación
totp-explain = Abre tu aplicación de autenticación y escribe el código que muestra para esta cuenta.
totp-enrol-title = Configurar una aplicación de autenticación
totp-enrol-explain = A partir de ahora, un código de una aplicación de tu teléfono ayuda a demostrar que eres tú.
totp-scan = Escanea esta imagen
totp-scan-hint = Usa una aplicación de autenticación o la cámara de tu teléfono.
totp-qr-alt = Código QR para tu aplicación de autenticación. La misma clave está abajo como texto.
totp-by-hand = ¿No puedes escanearla?
totp-by-hand-hint = Escribe esta clave en la aplicación, como clave basada en el tiempo.
totp-open-app = Abrir en una aplicación de este dispositivo
totp-confirm = Escribe el código que muestra la aplicación
totp-enrol-submit = Terminar
error-totp-wrong = Ese código no ha funcionado. Los códigos cambian cada 30 segundos: espera al siguiente y comprueba el reloj de tu teléfono

device-name-default = Aplicación de autenticación
