## Dispositivo registrado

factor-registered_device = Dispositivo registrado
factor-registered_device-hint = Una clave que guarda este navegador. No hay que escribir nada.

registered-device-known = Conocidas en este dispositivo
registered-device-continue = Continuar como { $name }
registered-device-forget = Ya no en este dispositivo
registered-device-sure = ¿Olvidar esta cuenta en este dispositivo? Tendrás que iniciar sesión de otra forma, y después podrás registrar de nuevo el dispositivo.
registered-device-forgotten = Se ha olvidado en este dispositivo. En la página de tu cuenta puedes quitarlo definitivamente.
registered-device-other = Otra cuenta
registered-device-title = ¿Es este tu dispositivo?
registered-device-explain = Ya registraste este navegador. Lo demuestra con una clave que guarda: basta con pulsar una vez.
registered-device-submit = Sí, continuar en este dispositivo
registered-device-enrol-title = Registrar este dispositivo
registered-device-enrol-explain = Este navegador crea una clave que guarda y no puede entregar. A partir de entonces conoce tu cuenta y escribes menos aquí. Hazlo solo en un dispositivo tuyo.
registered-device-name = Nombre del dispositivo
registered-device-name-default = Mi dispositivo
registered-device-enrol-submit = Registrar este dispositivo
registered-device-here = Este es el navegador que estás usando.

registered-device-noscript = Esto necesita JavaScript, que no se ha ejecutado aquí. Permítelo y carga de nuevo la página, o usa otro método.
registered-device-missing = Este navegador no guarda claves aquí, quizá porque su ventana es privada. Usa otro método
registered-device-failed = La clave de este navegador no se ha podido usar. Inténtalo de nuevo o usa otro método
registered-device-held = Este navegador ya está registrado para tu cuenta
registered-device-elsewhere = Este navegador no está registrado para tu cuenta. Usa otro método
error-registered-device-empty = Un dispositivo registrado necesita JavaScript, que no se ha ejecutado aquí. Permítelo e inténtalo de nuevo, o usa otro método
error-registered-device-refused = Este dispositivo no se ha aceptado. Inténtalo de nuevo o usa otro método
error-registered-device-unknown = Este dispositivo ya no está registrado para esa cuenta, así que se ha olvidado aquí. Inicia sesión de otra forma
error-registered-device-not-made = Este dispositivo no se ha podido registrar. Inténtalo de nuevo o usa otro método

offer-registered_device-title = ¿Es este tu propio dispositivo?
offer-registered_device-explain = Registra este navegador y conocerá tu cuenta la próxima vez: pulsas una vez en lugar de escribir.
offer-registered_device-take = Registrar este dispositivo
