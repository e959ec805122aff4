## Código en una cuadrícula de puntos

factor-dot_grid = Puntos para unir
factor-dot_grid-hint = Enviamos seis números a tu correo electrónico, o a tu teléfono si lo has confirmado, y tú unes esos puntos.

dot-grid-title = Une los puntos
dot-grid-sent = Hemos enviado seis números a { $address }.
dot-grid-sent-unnamed = Hemos enviado seis números al correo electrónico de tu cuenta.
dot-grid-missing = ¿No ha llegado nada? Mira en la carpeta de correo no deseado o pide números nuevos.
dot-grid-how = Traza una línea de punto a punto en el orden del mensaje, o toca uno tras otro.
dot-grid-label = Cuadrícula de puntos. Muévete con las flechas, elige con Intro, deshaz con Retroceso.
dot-grid-dot = Punto { $n }
dot-grid-count = { $n } de { $of } puntos
dot-grid-undo = Deshacer uno
dot-grid-clear = Empezar de nuevo
dot-grid-numbers = O escribe los seis números
dot-grid-numbers-hint = Con un espacio, un punto o un guion entre ellos.

error-dot-grid-empty = Une los seis puntos del mensaje o escribe sus números
error-dot-grid-format = Indica seis números distintos del 1 al 16, en el orden del mensaje

mail-grid-intro = Para iniciar sesión en { $client }, une estos puntos en este orden:
mail-grid-picture = Aquí están. El dibujo indica cuál va primero, cuál segundo y así sucesivamente:

dot-grid-missing-sms = ¿No ha llegado nada? Un SMS puede tardar un minuto. Después, pide números nuevos.
dot-grid-by-sms = Enviarlos por SMS
dot-grid-by-mail = Enviarlos por correo

## El SMS: solo letras que caben en un mensaje

sms-grid = { $code } son tus puntos para { $client }. No se los des a nadie.
