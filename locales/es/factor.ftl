## Formas de demostrar quién eres. Las de cada factor están en la carpeta factor.

factor-unknown = Otro método
factor-unknown-hint = Un método configurado para tu cuenta.

## Mensajes que se pueden volver a pedir

code-lives = { $minutes ->
        [one] El código sirve durante un minuto.
       *[other] El código sirve durante { $minutes } minutos.
    }
code-held = No se ha enviado ningún código porque se han pedido demasiados. Puedes pedir uno a las { $time }.
resend = Enviar un código nuevo
resend-at = Puedes pedir un código nuevo a las { $time }.
resend-in = { $seconds ->
        [one] Puedes pedir un código nuevo en un segundo.
       *[other] Puedes pedir un código nuevo en { $seconds } segundos.
    }
resend-now = Ya puedes pedir un código nuevo.

## Un dispositivo en lugar de un segundo factor

trust = { $days ->
        [one] No volver a preguntar en este dispositivo durante un día
       *[other] No volver a preguntar en este dispositivo durante { $days } días
    }

## Nombres que pone la gente

device-name = Nombre de la aplicación o del teléfono
device-name-hint = Para que lo reconozcas más adelante.

## Códigos de cualquier tipo: lo que un factor rechaza

error-code-empty = Escribe el código
error-code-format = Escribe las 6 cifras del código
error-code-wrong = Ese código no ha funcionado. Compruébalo o pide uno nuevo
error-code-expired = Ese código ha caducado. Pide uno nuevo
error-code-spent = Ese código ya no sirve tras demasiados intentos. Pide uno nuevo
error-credential-unknown = Aquí no se conoce esta llave. Elige otra o inicia sesión de otra forma
error-credential-unusable = Esta llave no se puede usar ahora. Inicia sesión de otra forma
error-credential-taken = Esta llave ya pertenece a una cuenta. Usa otra
