## Contraseña

factor-password = Contraseña
factor-password-hint = La contraseña de tu cuenta.

password-title = Escribe tu contraseña
password-label = Contraseña
show = Mostrar
show-password = Mostrar la contraseña
caps-lock = El bloqueo de mayúsculas está activado
remember = { $days ->
        [one] Mantener la sesión en este dispositivo durante un día
       *[other] Mantener la sesión en este dispositivo durante { $days } días
    }
error-password-empty = Escribe tu contraseña
error-password-wrong = Ese correo o esa contraseña no son correctos
