## Seguir ante la cámara de otro dispositivo

## En el navegador que lo pidió

handover-start = Continuar en tu teléfono
handover-title = Continuar en tu teléfono
handover-scan = Apunta con la cámara del teléfono a este código y abre el enlace.
handover-qr-alt = Código QR con un enlace para tu teléfono
handover-by-hand = Abrir el enlace a mano
handover-by-hand-hint = Escribe esta dirección en el navegador del teléfono:
handover-waits = El enlace funciona una sola vez, durante cinco minutos. Después esta página avanza.
handover-check = Comprobar si ha avanzado
handover-here = Usar este dispositivo
handover-number-title = ¿Qué número muestra tu teléfono?
handover-number-who = { $phone } ha abierto el enlace.
handover-number-someone = Un dispositivo ha abierto el enlace.
handover-number-label = Número de tu teléfono
handover-number-hint = Solo si tienes ese teléfono en la mano. Un número incorrecto pone fin a esto y puedes empezar de nuevo.
handover-confirm = Confirmar
handover-not-mine = Ese no es mi teléfono
handover-go = Mira a la cámara de tu teléfono
handover-go-hint = Abre allí la cámara y haz lo que se te pida. Después esta página avanza.
handover-again = Mostrar un código nuevo
error-handover-failed = No ha funcionado en el teléfono. Inténtalo de nuevo o usa este dispositivo
error-handover-declined = Se ha rechazado en el teléfono. Si no has sido tú, otra persona ha abierto el enlace
error-handover-mismatched = Ese no es el número del teléfono, así que no se ha transmitido nada. Inténtalo de nuevo y fíjate en el número
error-handover-withdrawn = Se ha detenido aquí. Inténtalo de nuevo o usa este dispositivo
error-handover-lapsed = Ha tardado demasiado. Inténtalo de nuevo o usa este dispositivo
error-handover-often = Lo has intentado demasiadas veces en este inicio de sesión. Usa este dispositivo u otro método

## En el otro dispositivo

handover-phone-title = ¿Continuar ante esta cámara?
handover-phone-ask = En { $asker } alguien pide seguir con este paso ante la cámara de este dispositivo.
handover-phone-ask-someone = En otro dispositivo alguien pide seguir con este paso ante la cámara de este dispositivo.
handover-phone-warn = Solo si has sido tú, hace un momento, en un dispositivo que tienes delante. Quien te haya enviado este enlace quiere iniciar sesión como tú.
handover-phone-yes = Sí, soy yo
handover-phone-no = No, no soy yo
handover-phone-number = Tu número para el otro dispositivo
handover-phone-number-hint = Escríbelo en el dispositivo donde empezaste y no se lo digas a nadie. Después esta página avanza.
handover-phone-passed-title = Listo
handover-phone-passed = Sigue en el dispositivo donde empezaste. Puedes cerrar esta página.
handover-phone-failed-title = No ha funcionado
handover-phone-failed = El dispositivo donde empezaste dice cómo seguir. Puedes cerrar esta página.
handover-phone-declined-title = Rechazado
handover-phone-declined = No se ha transmitido nada. Si no lo pediste, quizá alguien conozca tu contraseña: cámbiala. Puedes cerrar esta página.
handover-phone-over-title = Esto ha terminado
handover-phone-over = El dispositivo donde empezaste dice por qué. Puedes cerrar esta página.
