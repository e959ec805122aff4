### Glosario. Tratamiento: tú. sign in = iniciar sesión · sign out = cerrar sesión · account = cuenta · application = aplicación ·
### way to sign in = método de inicio de sesión · step = paso · code = código · passkey = llave de acceso ·
### recovery code = código de recuperación · authenticator app = aplicación de autenticación · text message = SMS ·
### device = dispositivo · user name = nombre de usuario · whoever runs this service = responsables de este servicio.

## Lo que puede decir cualquier página

language-name = Español
language-menu = Idioma: { $name }
title-error = Error:
continue = Continuar
cancel = Cancelar
sign-in = Iniciar sesión
sign-out = Cerrar sesión
copy = Copiar
copied = Copiado
remove = Quitar
code-label = Código de 6 cifras

## Momentos

date-and-time = { $day } de { $month } de { $year }, { $clock } UTC
time-of-day = { $clock } UTC
month-1 = enero
month-2 = febrero
month-3 = marzo
month-4 = abril
month-5 = mayo
month-6 = junio
month-7 = julio
month-8 = agosto
month-9 = septiembre
month-10 = octubre
month-11 = noviembre
month-12 = diciembre

## La portada

home-title = Tu servicio de inicio de sesión
home-what = Las aplicaciones te envían aquí para iniciar sesión. Ellas saben quién eres; tu contraseña y tus códigos se quedan aquí.
home-account = Administrar tu cuenta
home-try = Pruébalo
home-demo = Aplicación de demostración
home-mail-hint = Todos los correos y SMS que se habrían enviado
home-discovery = Documento de descubrimiento

## Modo de desarrollo

dev-bar = Modo de desarrollo: solo para este equipo. Los correos y SMS se interceptan, no se envían.
dev-mail-link = Leerlos
dev-mail-title = Mensajes interceptados
dev-mail-hint = En el modo de desarrollo, los correos y SMS llegan aquí en lugar de enviarse.
dev-mail-none = Todavía no hay nada. Aparecerá aquí en cuanto se envíe algo.
dev-mail-back = Todos los mensajes
dev-mail-sms = SMS
dev-mail-html = Como se ve
dev-mail-text = Como texto sin formato
mail-from = De { $address }
mail-to = Para { $address }

## Administración

admin-title = Administración
admin-overview = Resumen
admin-storage = Almacenamiento
admin-accounts = Cuentas
admin-clients = Clientes
admin-public = público
admin-confidential = confidencial
admin-keys = Claves
admin-since = desde el { $date }
key-next = siguiente
key-active = activa
key-retired = retirada
key-unknown = otra
