## En qué se apoya el servicio

admin-checks = Cómo está el servicio
admin-check-database = Base de datos
admin-check-clock = Reloj
admin-check-mail = Correo
admin-check-sms = SMS
admin-check-face = Modelos para rostros
admin-check-passwords = Contraseñas robadas
admin-check-audit = Registro de auditoría
admin-check-protocol = Protocolo
admin-check-other = Otro
admin-check-is-fine = bien
admin-check-is-warn = revisar
admin-check-is-fail = averiado
