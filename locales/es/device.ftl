## Un dispositivo sin navegador propio y quien lo deja entrar

device-title = Conectar un dispositivo
device-enter = Escribe el código que muestra tu dispositivo.
device-code-label = Código del dispositivo
device-warning = Escribe solo un código que veas en un dispositivo que tengas delante. Un código que alguien te haya enviado o dictado le daría tu cuenta.
device-ask-title = ¿Dejar entrar a este dispositivo?
device-asks = Un dispositivo quiere usar tu cuenta con { $client }.
device-compare = Tu dispositivo debería mostrar este código:
device-when = Inicio
device-where = Desde
device-what = Dispositivo
device-question = ¿Has empezado esto en un dispositivo que tienes delante?
device-phishing = Si has llegado aquí por un enlace, un mensaje o una llamada, recházalo: otra persona entraría como si fueras tú.
device-deny = No, rechazar
device-allow = Sí, lo he empezado yo
device-done-title = Tu dispositivo está conectado
device-done-body = Seguirá por sí solo en un momento.
device-refused-title = No se ha permitido nada
device-refused-body = El dispositivo no entra.
device-done-hint = Ya puedes cerrar esta ventana.
error-device-code = Ningún dispositivo espera con este código. Compruébalo o empieza de nuevo en el dispositivo
