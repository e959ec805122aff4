## Crear una cuenta

register-offer = Crear una cuenta
register-title = Crea tu cuenta
register-label = Correo electrónico
register-hint = Enviaremos un código ahí para ver que es tuyo.
register-sign-in = Ya tengo una cuenta

## Lo que se pide a una cuenta nueva

details-title = Sobre ti
details-terms-title = Nuestras condiciones
details-terms-read = Leer las condiciones
details-terms = Acepto las condiciones
number-title = Tu número de teléfono
number-other = Otro número
number-hint = Le enviaremos un código por SMS.
number-send = Enviar un código

error-email-empty = Escribe tu correo electrónico
error-claim-empty = Rellena este campo
error-terms = Acepta las condiciones para continuar
error-invitation = Esta invitación ya no funciona. Pide una nueva
error-invitation-address = Esta invitación es para otra dirección. Escribe la dirección a la que se envió
error-registration-title = Aquí no puedes crear una cuenta
error-registration-message = Pide una invitación a los responsables de este servicio. Si tenías una, ya se usó o es demasiado antigua.

## Correos

mail-register-subject = { $code } es tu código para crear una cuenta
mail-register-intro = Usa este código para crear tu cuenta en { $client }:
mail-register-not-you = ¿No has sido tú? Entonces ignora este correo: sin el código no se crea ninguna cuenta.
mail-registered-subject = Ya tienes una cuenta
mail-registered-body = Alguien, probablemente tú, quiso crear una cuenta en { $client } con esta dirección. Ya existe una, así que no ha cambiado nada.
mail-registered-sign-in = Inicia sesión, o elige una contraseña nueva si olvidaste la tuya
mail-registered-asked = Se intentó aquí:
mail-registered-not-you = ¿No has sido tú? Entonces ignora este correo. No ha entrado nadie, y quien lo intentó no supo que tienes una cuenta.
mail-invitation-subject = Te invitan a { $host }
mail-invitation-body = Puedes crear una cuenta en { $host } con la dirección que recibió este correo.
mail-invitation-open = Crear tu cuenta
mail-invitation-until = El enlace funciona una vez, hasta el { $date }. Un código que enviaremos a esta dirección confirmará que es tuya.
mail-invitation-not-you = ¿No lo esperabas? Ignora este correo: sin ti no se crea ninguna cuenta.
