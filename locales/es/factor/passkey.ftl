## Llave de acceso

factor-passkey = Llave de acceso
factor-passkey-hint = Tu huella, tu cara o el bloqueo de pantalla, o una llave de seguridad.

passkey-sign-in = Iniciar sesión con una llave de acceso
passkey-title = Usa tu llave de acceso
passkey-explain = Tu dispositivo te pedirá la huella, la cara o el bloqueo de pantalla.
passkey-continue = Continuar con una llave de acceso
passkey-enrol-title = Crear una llave de acceso
passkey-enrol-explain = Con una llave de acceso inicias sesión con la huella, la cara o el bloqueo de pantalla en lugar de escribir. Se quedan en tu dispositivo: nunca los vemos.
passkey-name = Nombre de la llave de acceso
passkey-name-default = Llave de acceso
passkey-enrol-submit = Crear una llave de acceso
passkey-synced = Sincronizada: también funciona en tus otros dispositivos.
passkey-eligible = Aún no sincronizada: por ahora solo funciona en un dispositivo.
passkey-bound = Solo funciona en un dispositivo.

passkey-closed = El aviso de la llave de acceso se cerró o caducó. Inténtalo de nuevo o usa otro método
passkey-held = Este dispositivo ya tiene una llave de acceso para tu cuenta. Usa otro dispositivo
passkey-missing = Este navegador no puede usar llaves de acceso aquí. Usa otro método
passkey-failed = La llave de acceso no se ha podido usar en esta página. Inténtalo de nuevo o usa otro método
error-passkey-empty = Las llaves de acceso necesitan JavaScript, que no se ha ejecutado aquí. Permítelo e inténtalo de nuevo, o usa otro método
error-passkey-refused = Esa llave de acceso no se ha aceptado. Inténtalo de nuevo o usa otro método
error-passkey-not-made = Esa llave de acceso no se ha podido añadir. Inténtalo de nuevo o usa otro método

offer-passkey-title = ¿Sin contraseña la próxima vez?
offer-passkey-explain = Crea una llave de acceso e inicia sesión con la huella, la cara o el bloqueo de pantalla.
offer-passkey-take = Crear una llave de acceso
