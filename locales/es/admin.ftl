## The console

admin-nav = Páginas de administración
role-owner = propietario
role-administrator = administrador
role-support = asistencia
role-auditor = auditor
role-none = sin función
notice-saved = Guardado.
notice-saved-unproved = Guardado. La nueva dirección cuenta como no confirmada: la marca era para la anterior. Si sabes que es suya, marca la casilla de nuevo y guarda.
error-role-title = No tienes acceso a esto
error-role-message = Tu cuenta no tiene permiso para esto. Quien sea propietario de este servicio puede cambiarlo.
error-admin-invalid = No se puede guardar tal como está
error-admin-exists = Ya existe uno con este nombre o dirección
error-admin-raced = Otra persona lo ha cambiado mientras tanto. Míralo de nuevo
error-admin-last-owner = Es el último propietario que puede iniciar sesión. Nombra antes a otro
error-admin-address = Escribe una dirección como nombre@ejemplo.com

## The overview

admin-waiting = Mensajes que esperan ser enviados
admin-days = Los últimos 14 días
admin-days-plot = { $good } inicios de sesión y { $bad } intentos fallidos, día a día
admin-sign-ins = Inicios de sesión
admin-failures = Intentos fallidos
admin-factors = Métodos de inicio de sesión configurados

## The API for people

api-title = La API de administración
api-explain = Los programas muestran un token de acceso con estos ámbitos, para esta dirección:
api-document = El documento OpenAPI
api-parameters = Parámetros:
api-scope = Ámbito:
api-roles = Funciones:

## The first owner

setup-title = Hazte propietario de este servicio
setup-explain = Un propietario puede hacerlo todo aquí y decide quién más administra. Este enlace funciona una sola vez. Después inicias sesión: se envía un código a tu dirección y añades una clave de acceso o una aplicación de autenticación.
setup-name = Tu nombre
setup-email = Tu dirección de correo electrónico
setup-confirm = Continuar

## Lists

admin-search = Buscar
admin-search-clients = Comienzo de un identificador o parte de un nombre
admin-search-accounts = Comienzo de una dirección o nombre de usuario, o un nombre completo
admin-none-found = No se encontró nada.
admin-next-page = Página siguiente
admin-disabled = desactivado
admin-unused = sin usar desde hace 90 días
admin-last-used = último uso: { $date }
admin-acts = Qué se puede hacer
admin-enable = Activar
admin-disable = Desactivar
admin-type-this = Para confirmar, escribe:
error-admin-typed = Escríbelo exactamente como se muestra
admin-audit = Registro de auditoría
admin-api = API

## Clients

admin-client = Cliente
admin-client-new = Registrar un cliente
admin-clients-none = Todavía no hay ninguna aplicación registrada.
admin-client-which = ¿Qué tipo de aplicación es?
client-kind-web = Sitio web con servidor
client-kind-web-hint = Se ejecuta en tu servidor y guarda allí un secreto.
client-kind-single-page = Aplicación de una sola página
client-kind-single-page-hint = Se ejecuta en el navegador, donde nada queda en secreto.
client-kind-native = Aplicación en un teléfono u ordenador
client-kind-native-hint = Recibe la respuesta por un esquema de URL propio o en una dirección del propio dispositivo.
client-kind-machine = Servicio o script
client-kind-machine-hint = Obtiene tokens para sí mismo; nadie inicia sesión.
client-kind-device = Dispositivo sin navegador
client-kind-device-hint = Muestra un código que la persona introduce en un teléfono u ordenador.
client-kind-mcp = Cliente MCP
client-kind-mcp-hint = Usa el Model Context Protocol en el dispositivo de la persona.
admin-client-name = Nombre, tal como lo ve la gente
admin-client-redirects = URI de redirección, una por línea
admin-client-register = Registrar
admin-client-other = Elegir otro tipo
admin-secret-once = Copia el secreto ahora. No se volverá a mostrar.
admin-problems = Solicitudes rechazadas
admin-problems-hint = Normalmente hay un ajuste incorrecto aquí o en la aplicación.
admin-problem-times = { $count } ×, última vez: { $date }
admin-problems-clear = Vaciar la lista
admin-snippets = Cómo usarlo
admin-client-fields = Ajustes
client-group-identity = Lo que ve la gente
client-group-addresses = Direcciones
client-group-protocol = Protocolo
client-group-tokens = Tokens emitidos
client-group-compatibility = Opciones para clientes concretos
admin-secret-new = Nuevo secreto
admin-secret-end = Anular los secretos anteriores
admin-secret-hint = El secreto anterior sigue funcionando 24 horas más.
admin-client-delete = Eliminar este cliente
admin-client-delete-hint = Termina todo lo que se le concedió. No se puede deshacer.

## Accounts

admin-account = Cuenta
admin-account-new = Crear una cuenta
admin-account-new-hint = La persona elige una contraseña pidiendo una nueva al iniciar sesión. El código para ello llega a esta dirección.
admin-account-says = Sobre la persona
admin-account-sessions = Dónde ha iniciado sesión la persona
admin-account-no-sessions = Sin sesiones abiertas.
admin-account-no-factors = Todavía no hay ningún método de inicio de sesión configurado.
admin-factor-remove-all = Quitar todos: «{ $factor }»
admin-account-name = Nombre completo
admin-account-username = Nombre de usuario
admin-account-email = Correo electrónico
admin-account-phone = Número de teléfono
admin-account-verified = Sé que la dirección es suya: cuenta como confirmada
admin-account-groups = Grupos, uno por línea
admin-account-attributes = Atributos
admin-account-attributes-kept = Esto lo fijan las importaciones. Aquí no se puede cambiar.
admin-account-frozen = Los métodos de inicio de sesión están bloqueados: la persona dijo que otra los había cambiado.
admin-account-reset-at = Se abre un restablecimiento: { $date }
admin-account-leaves-at = La persona quiere que se borre la cuenta: { $date }
admin-end-sessions = Cerrar todas las sesiones
admin-reset = Iniciar un restablecimiento
admin-reset-hint = Un restablecimiento es para quien perdió todos los segundos factores. Se avisa a todas sus direcciones, con un enlace que lo detiene.
admin-unfreeze = Desbloquear los métodos de inicio de sesión
admin-role = Función
admin-role-choose = Administra como
admin-account-delete = Eliminar esta cuenta
admin-account-delete-hint = Se borra todo lo que le pertenece. No se puede deshacer.

## Keys and the audit log

admin-keys-all = Todas las claves
admin-key-asked = por sustituir
admin-key-encrypts = para cifrar
admin-key-until = se conserva hasta el { $date }
admin-key-rotate = Sustituir las claves
admin-key-rotate-hint = Las claves nuevas toman el relevo en cuanto todas las aplicaciones hayan podido obtenerlas. Los tokens ya firmados siguen siendo válidos.
admin-audit-kind = Qué pasó
admin-audit-account = Identificador de la cuenta
admin-audit-client = Identificador del cliente
admin-audit-export = Exportar (NDJSON)

## The policy

admin-policy = Política
admin-policy-try = ¿Qué se pediría?
admin-policy-try-hint = Simula un inicio de sesión de esta cuenta ahora, en un navegador que nunca usó, con las mismas reglas que uno real. No se cambia nada.
admin-policy-account = Nombre de usuario o correo electrónico
admin-policy-play = Probar
admin-policy-played = Qué se pediría, por orden
admin-policy-enrols = se configura antes
admin-policy-or = o:
admin-policy-succeeds = El inicio de sesión se completa y alcanza:
admin-policy-fails = El inicio de sesión no se completa: la cuenta no puede demostrar lo suficiente.
admin-policy-why = Por qué
admin-policy-need-request = La solicitud pide:
admin-policy-need-client = El cliente necesita al menos:
admin-policy-need-account = La cuenta misma necesita:
admin-policy-levels = Niveles, del más débil al más fuerte
admin-policy-usual = predeterminado
admin-policy-administers = para administrar
error-admin-no-account = No existe esa cuenta
error-admin-no-client = No existe ese cliente
error-admin-account-off = Esta cuenta está desactivada

## Emergencies

admin-key-revoke = Revocar una clave
admin-key-revoke-hint = Solo si otra persona puede conocer su parte privada. Todos los tokens que firmó se rechazan de inmediato: la gente vuelve a iniciar sesión y las aplicaciones piden tokens nuevos. Otra clave firma enseguida, y las aplicaciones que guardan una copia del conjunto de claves rechazan sus tokens hasta volver a leerlo.
admin-key-revoke-which = Para confirmar, escribe el identificador de la clave
