## Correos

mail-code-subject = { $code } es tu código para iniciar sesión en { $client }
mail-code-intro = Usa este código para iniciar sesión en { $client }:
mail-code-lives = { $minutes ->
        [one] El código sirve una vez, durante un minuto.
       *[other] El código sirve una vez, durante { $minutes } minutos.
    } No se lo des nunca a nadie, ni siquiera a nosotros.
mail-code-not-you = ¿No has sido tú? Entonces ignora este correo: sin el código no entra nadie. Si siguen llegando correos así, cambia tu contraseña.
mail-asked = El código se pidió aquí:
mail-happened = Ocurrió aquí:
mail-by-operator = Lo hizo quien administra este servicio:
mail-time = Hora: { $date }
mail-browser = Navegador: { $name }
mail-address = Dirección de red: { $address }
mail-footer = Enviado por { $host }, donde inicias sesión.

mail-factor-added-subject = Se ha añadido un método de inicio de sesión a tu cuenta
mail-factor-added-body = Ahora se puede usar «{ $factor }» para iniciar sesión en tu cuenta.
mail-factor-replaced-subject = Se ha reemplazado un método de inicio de sesión de tu cuenta
mail-factor-replaced-body = «{ $factor }» se ha configurado de nuevo. Lo que estaba configurado antes ya no funciona.
mail-factor-used-subject = Se ha iniciado sesión en tu cuenta con «{ $factor }»
mail-factor-used-body = Se acaba de usar «{ $factor }» para iniciar sesión en tu cuenta.
mail-factor-removed-subject = Se ha quitado un método de inicio de sesión de tu cuenta
mail-factor-removed-body = Ya no se puede usar «{ $factor }» para iniciar sesión en tu cuenta.
mail-factor-disabled-subject = Un método de inicio de sesión se ha desactivado tras demasiados intentos
mail-factor-disabled-body = Alguien que superó el primer paso de tu inicio de sesión dio demasiadas respuestas incorrectas en «{ $factor }». El método queda desactivado hasta que lo configures de nuevo, o lo hagan los responsables de este servicio.
mail-password-changed-subject = Se ha cambiado tu contraseña
mail-password-changed-body = Se ha cambiado la contraseña de tu cuenta.
mail-change-subject = Algo ha cambiado en tu cuenta
mail-change-body = Se han cambiado los ajustes de seguridad de tu cuenta.
mail-notice-not-you = ¿No has sido tú? Entonces detenlo aquí: se cierra la sesión en todos los dispositivos y no se puede cambiar nada de tus métodos de inicio de sesión hasta que se te haya reconocido. El enlace funciona durante una semana.
mail-not-me = No he sido yo

mail-consent-withdrawn-subject = Se retiró el consentimiento y se borró un método de inicio de sesión
mail-consent-withdrawn-body = El consentimiento para «{ $factor }» se retiró en la página de tu cuenta. Lo que se guardaba para ello se ha borrado.

mail-app-removed-subject = Una aplicación ya no tiene acceso a tu cuenta
mail-app-removed-body = «{ $name }» ya no tiene acceso a tu cuenta.
mail-email-changed-subject = Se ha cambiado el correo electrónico de tu cuenta
mail-email-changed-body = A partir de ahora, lo que te enviemos irá a la nueva dirección.
mail-phone-changed-subject = Se ha cambiado el número de teléfono de tu cuenta
mail-phone-changed-body = Tu cuenta tiene ahora otro número de teléfono.
mail-phone-removed-subject = Se ha quitado el número de teléfono de tu cuenta
mail-phone-removed-body = Tu cuenta ya no tiene número de teléfono. No se enviarán más códigos allí.
mail-confirm-subject = { $code } confirma tu nueva dirección en { $client }
mail-confirm-intro = Usa este código para que esta sea la dirección de tu cuenta en { $client }:
mail-confirm-not-you = ¿No has sido tú? Entonces ignora este correo: sin el código no pasa nada.
mail-account-leaving-subject = Tu cuenta se va a eliminar
mail-account-leaving-body = Nos pediste que elimináramos tu cuenta. Días hasta que se borre: { $name }. Inicia sesión antes si quieres conservarla.
mail-account-kept-subject = Tu cuenta se conserva
mail-account-kept-body = Has iniciado sesión y has conservado tu cuenta. No se eliminará.
