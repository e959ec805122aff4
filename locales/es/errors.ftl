## Qué ha fallado y qué hacer

error-unknown = No ha funcionado. Inténtalo de nuevo
error-username-empty = Escribe tu correo electrónico o tu nombre de usuario
error-too-many-tries = Demasiados intentos. Inténtalo de nuevo a las { $time }
error-resend-wait = Puedes pedir un código nuevo a las { $time }
error-last-factor = Necesitas al menos otro método de inicio de sesión antes de quitar este

## Páginas de error

error-page-title = Algo no funciona
error-page-message = No hemos podido terminar. Inténtalo de nuevo dentro de un momento.
error-details = Detalles para los desarrolladores de la aplicación
error-quote = Si pides ayuda, indica { $id }.

error-request-title = Esta aplicación ha enviado una solicitud que no podemos aceptar
error-request-message = No has hecho nada mal. Comunica a los desarrolladores de la aplicación lo que dicen los detalles de abajo.
error-gone-title = Este inicio de sesión ha caducado
error-gone-message = Ha pasado demasiado tiempo o se terminó en otra ventana. Empieza de nuevo desde la aplicación.
error-browser-title = Este inicio de sesión pertenece a otro navegador
error-browser-message = Por tu seguridad, solo se puede terminar donde se empezó. Empieza de nuevo en este navegador.
error-forged-title = Esta página ha estado abierta demasiado tiempo
error-forged-message = No ha cambiado nada. Vuelve atrás, recarga la página e inténtalo de nuevo.
error-busy-title = Muchas personas están iniciando sesión
error-busy-message = No hemos podido atenderte a tiempo. Inténtalo de nuevo dentro de un momento.
error-missing-title = Esa página no existe
error-missing-message = Comprueba la dirección o empieza desde la portada.
error-forbidden-title = Este enlace no funciona
error-forbidden-message = Ya se ha usado o es demasiado antiguo. Se puede crear otro en la línea de comandos.
error-link-title = Este enlace ya no funciona
error-link-message = Ya se ha usado o es demasiado antiguo. Si algo de tu cuenta no lo has hecho tú, inicia sesión, quita lo que no conozcas y cierra las demás sesiones.
error-unmet-title = Tu cuenta no está preparada para esto
error-unmet-message = Hace falta un método de inicio de sesión que tu cuenta todavía no tiene y que no se puede añadir aquí. Habla con los responsables de este servicio.
error-person-title = Hay otra cuenta con la sesión iniciada
error-person-message = Has iniciado sesión con una cuenta distinta de aquella con la que empezaste. No ha cambiado nada.
error-account-title = Hay otra cuenta en uso
error-account-message = Esta página mostraba otra cuenta. Ahora la que está en uso en este navegador es la de { $name }. No ha cambiado nada.
error-logout-title = No se puede cerrar tu sesión desde ahí
error-logout-message = La aplicación ha pedido algo que no podemos aceptar. Tu sesión sigue iniciada.

action-start-again = Empezar de nuevo
action-home = Ir a la portada
action-account = Ir a tu cuenta

error-large-title = Era demasiado de una vez
error-large-message = No ha cambiado nada. Vuelve atrás y envía menos.
error-upload-large-title = Ese archivo es demasiado grande
error-upload-large-message = No se ha podido leer hasta el final. Vuelve atrás y elige uno más pequeño.
error-upload-slow-title = El archivo ha tardado demasiado en llegar
error-upload-slow-message = Quizá la conexión va lenta ahora. Vuelve atrás e inténtalo de nuevo, o elige un archivo más pequeño.
error-upload-title = El archivo no ha llegado
error-upload-message = Algo se ha perdido por el camino. Vuelve atrás e inténtalo de nuevo.
action-try-again = Volver e intentarlo de nuevo
