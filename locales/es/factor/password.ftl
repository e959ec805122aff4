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

## Una contraseña nueva

password-new-title = Elige una contraseña nueva
password-new-label = Contraseña nueva
password-new-hint = { $least ->
        [one] Al menos un carácter.
       *[other] Al menos { $least } caracteres.
    } Unas pocas palabras sin relación entre sí son fáciles de recordar y difíciles de adivinar. Se admiten espacios y cualquier letra.
password-end-others = Cerrar las demás sesiones
password-change = Cambiar
password-change-named = Cambiar la contraseña
error-password-new = Escribe una contraseña nueva
error-password-short = Esa contraseña es demasiado corta. Añade una o dos palabras
error-password-long = Esa contraseña es demasiado larga. Quita algo
error-password-obvious = Esa contraseña es poco más que un nombre que otros conocen. Elige algo que no tenga que ver contigo ni con este servicio
error-password-common = Es una de las contraseñas más usadas. Elige otra
error-password-keyboard = Las teclas contiguas se adivinan pronto. Añade una o dos palabras
error-password-repeat = Repetir algo apenas la hace más segura. Añade una o dos palabras más
error-password-sequence = Las secuencias como abc o 6543 se adivinan pronto. Añade una o dos palabras
error-password-date = Las fechas y los años se adivinan pronto. Añade una o dos palabras
error-password-name = Los nombres se adivinan pronto. Añade una o dos palabras que no tengan que ver con ellos
error-password-word = Una palabra sola, o poco cambiada, se adivina pronto. Añade una o dos palabras más
error-password-guessable = Esa contraseña se adivina pronto. Añade una o dos palabras más
error-password-stolen = Esa contraseña está en una lista de robadas que otros prueban primero. Elige otra
error-password-unchecked = No hemos podido comprobar esa contraseña ahora. Inténtalo de nuevo en un rato
error-password-former = Ya tuviste esa contraseña. Elige una nueva
