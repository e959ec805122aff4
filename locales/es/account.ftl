## La página de la propia cuenta

account-title = Tu cuenta
account-factors = Métodos de inicio de sesión
account-factors-hint = Tener más de uno te protege y evita que te quedes sin acceso.
account-add = Añadir otro método
factor-disabled = desactivado tras demasiados fallos
rename = Cambiar nombre
rename-named = Nuevo nombre de { $name }
save = Guardar
account-sessions = Dónde has iniciado sesión
account-sessions-hint = Cierra la sesión de todo lo que no reconozcas.
added-at = Añadido el { $date }
used-at = usado por última vez el { $date }
never-used = nunca usado
replace = Reemplazar
replace-named = Reemplazar { $name }
remove-named = Quitar { $name }
session-unknown = Dispositivo desconocido
session-current = este dispositivo
session-since = desde el { $date }
session-seen = última actividad: { $date }
session-end-named = Cerrar sesión en { $name }
session-end-others = Cerrar las demás sesiones

account-devices = Dispositivos a los que se pide menos
account-devices-hint = En ellos dijiste que no se te volviera a pedir un segundo paso. Quien los use solo necesita tu contraseña.
device-until = { $address }, hasta el { $date }
device-forget = Volver a pedir
device-forget-named = Volver a pedir un segundo paso en { $name }
account-frozen = Tus métodos de inicio de sesión están congelados porque nos dijiste que un cambio no era tuyo. Los responsables de este servicio pueden desbloquearlos cuando hayan comprobado que eres tú.

not-me-title = ¿No has sido tú?
not-me-body = Si otra persona ha cambiado la forma de iniciar sesión en tu cuenta, detenla ahora. El cambio se desactiva, se cierra la sesión en todos los dispositivos y no se puede cambiar nada de tus métodos de inicio de sesión hasta que los responsables de este servicio hayan comprobado que eres tú.
not-me-confirm = No he sido yo: detenerlo
not-me-hint = Si has sido tú, cierra esta página. Por abrirla no ha pasado nada.
not-me-done = Tu cuenta está protegida contra cambios
not-me-done-body = El cambio está desactivado, se ha cerrado la sesión en todos los dispositivos y tus métodos de inicio de sesión están congelados. Inicia sesión, cambia tu contraseña si alguien puede conocerla y pide a los responsables de este servicio que desbloqueen tu cuenta.

notice-factor-added = El nuevo método de inicio de sesión está listo. Te hemos enviado un correo al respecto.
notice-factor-renamed = El nuevo nombre se ha guardado.
notice-factor-removed = El método se ha quitado. Te hemos enviado un correo al respecto.
notice-device-forgotten = En ese dispositivo se volverá a pedir todo.
notice-session-ended = Se ha cerrado la sesión en ese dispositivo.
notice-sessions-ended = Se ha cerrado la sesión en todos los demás dispositivos.

notice-consent-withdrawn = Tu consentimiento se ha retirado y lo que se guardaba de tu cara se ha borrado. Te hemos enviado un correo al respecto.

notice-password-changed = Tu contraseña ha cambiado. Te hemos enviado un correo al respecto.
factor-needed = Necesitas al menos otro antes de quitar este.
account-offer-end = Si alguien más puede saber cómo iniciabas sesión antes, cierra la sesión en todos los demás dispositivos.
account-places = Sesiones y dispositivos
accounts-switch = Cambiar de cuenta
accounts-title = Cuentas en este navegador
accounts-hint = Cualquiera que use este navegador puede abrirlas. Cierra la sesión de la que no sea tuya.
accounts-current = en uso
accounts-use = Usar
accounts-use-named = Usar la cuenta de { $name }
accounts-add = Añadir otra cuenta
accounts-end-all = Cerrar la sesión de todas
account-apps = Aplicaciones
apps-list = Aplicaciones con acceso a tu cuenta
apps-hint = Cada una recibió el acceso de ti o de los responsables de este servicio. Al retirarlo se cierra la sesión de la aplicación; puede volver a pedírtelo.
apps-none = Ninguna aplicación tiene acceso a tu cuenta.
app-since = desde el { $date }
app-used = usada por última vez el { $date }
app-unused = sin usar
app-remove = Retirar el acceso
app-remove-named = Retirar el acceso a { $name }
notice-app-removed = Esa aplicación ya no tiene acceso. Te hemos enviado un correo al respecto.
