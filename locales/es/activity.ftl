## Qué ha ocurrido en una cuenta

account-activity = Actividad
activity-list = Qué ha ocurrido en tu cuenta
activity-hint = { $days ->
        [one] Del último día.
       *[other] De los últimos { $days } días.
    } Si algo no lo has hecho tú, dilo: se detiene enseguida.
activity-none = No ha ocurrido nada.
activity-older = Anteriores
activity-newest = Más recientes
event-not-me = No he sido yo
event-by-operator = por los responsables de este servicio

event-session-begun = Inicio de sesión
event-session-ended = Cierre de sesión en un dispositivo
event-session-others-ended = Cierre de las demás sesiones
event-device-forgotten = En un dispositivo se vuelve a pedir todo
event-grant-made = Inicio de sesión en { $app }
event-app-removed = Acceso retirado a { $app }
event-factor-added = Método añadido: { $factor }
event-factor-replaced = Método configurado de nuevo: { $factor }
event-factor-removed = Método quitado: { $factor }
event-factor-reset = Se restablecieron los métodos de inicio de sesión
event-factor-refused = Respuesta incorrecta en { $factor }
event-factor-disabled = Demasiadas respuestas incorrectas: se desactivó { $factor }
event-email-changed = Correo electrónico cambiado
event-phone-changed = Número de teléfono cambiado
event-phone-removed = Número de teléfono quitado
event-profile-changed = Perfil cambiado
event-account-leaving = Se pidió eliminar la cuenta
event-account-kept = Se conservó la cuenta
event-account-exported = Se descargó todo lo que se guarda
event-account-created = Se creó la cuenta
event-account-enabled = La cuenta puede volver a iniciar sesión
event-account-disabled = Se desactivó la cuenta
event-account-factors-frozen = Se detuvieron los cambios: «No he sido yo»
event-account-factors-released = Vuelve a ser posible hacer cambios
event-account-registered = Se registró la cuenta
event-account-recovered = Se eligió una contraseña nueva
event-account-reset-started = Se empezó a restablecer la cuenta
event-account-reset-stopped = Se detuvo el restablecimiento de la cuenta
event-factor-consent-withdrawn = Consentimiento retirado y método quitado: { $factor }
event-session-all-ended = Cierre de todas las sesiones
event-account-changed = Se cambiaron los datos de la cuenta
event-account-role-changed = Se cambió la función de la cuenta
event-email-given-up = El correo electrónico pasó a quien demostró que es suyo
event-email-verified = Correo electrónico comprobado
event-account-groups-changed = Se cambiaron los grupos de la cuenta
event-registration-told = Se dieron los datos que se piden a una cuenta nueva
event-other = Algo ha cambiado en tu cuenta
