## Volver a entrar cuando se ha olvidado la contraseña

password-forgot = ¿Has olvidado la contraseña?
recover-link-title = Continúa con tu nueva contraseña
recover-link = Has abierto el enlace de nuestro correo. Continúa para elegir una contraseña nueva; todavía no ha pasado nada.
recover-elsewhere-title = Vuelve al navegador donde lo pediste
recover-elsewhere = Por tu seguridad, el enlace solo funciona en el navegador donde lo pediste. Allí puedes escribir este código en su lugar:
recover-elsewhere-hint = Si no lo pediste, cierra esta página. Por abrirla no ha pasado nada.
recovered-title = Tu contraseña ha cambiado
recovered-body = Se ha cerrado tu sesión en todas partes y te hemos enviado un correo al respecto. Ahora inicia sesión con tu nueva contraseña.

error-recover-title = Esta cuenta no se puede recuperar aquí
error-recover-message = Lo que hace falta además del código se ha perdido, o sus métodos de inicio de sesión están congelados. Habla con los responsables de este servicio: pueden iniciar un restablecimiento.

## Un restablecimiento que inició un operador

reset-stop-title = ¿Detener el restablecimiento de tu cuenta?
reset-stop-body = Alguien pidió a los responsables de este servicio que restablecieran tu cuenta, como si se hubieran perdido todos los métodos de inicio de sesión salvo tu correo. Si no has sido tú, detenlo.
reset-stop = Detenerlo
reset-stop-hint = Si has sido tú, cierra esta página. Por abrirla no ha pasado nada.
reset-stopped-title = El restablecimiento se ha detenido
reset-stopped-body = No ha cambiado nada en tu cuenta. Si no pediste el restablecimiento, díselo a los responsables de este servicio.

## Correos

mail-recover-subject = { $code } es tu código para elegir una contraseña nueva
mail-recover-intro = Usa este código para elegir una contraseña nueva, en el navegador donde lo pediste:
mail-recover-link = O abre este enlace en ese mismo navegador:
mail-recover-open = O continúa con este enlace, en ese mismo navegador
mail-recover-asked = El código se pidió aquí:
mail-recover-not-you = ¿No has sido tú? Entonces ignora este correo: sin el código no cambia nada, y tu contraseña sigue funcionando.
mail-recovered-subject = Se ha elegido una contraseña nueva para tu cuenta
mail-recovered-body = Alguien que lee tu correo eligió una contraseña nueva para tu cuenta. Se ha cerrado la sesión en todos los dispositivos.
mail-reset-subject = Tu cuenta está a punto de restablecerse
mail-reset-body = Se informó a los responsables de este servicio de que se han perdido todos los métodos de inicio de sesión salvo tu correo. Cuando se abra el restablecimiento, «¿Has olvidado la contraseña?» pedirá solo un código por correo, y todo lo demás que estuviera configurado se quitará.
mail-reset-opens = Se abre el { $date }.
mail-reset-closes = Se cierra el { $date }.
mail-reset-not-you = ¿No has sido tú? Entonces detenlo ahora.
mail-reset-stop = Detener el restablecimiento
sms-reset = { $host }: tu cuenta se va a restablecer. Si no lo has pedido, lee tu correo y detenlo.
