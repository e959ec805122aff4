## Invitar a crear una cuenta

admin-invitations = Invitaciones
admin-invitations-made = Invitaciones creadas
admin-invitation-open = abierta
admin-invitation-used = usada
admin-invitation-lapsed = caducada
admin-invitation-anybody = Para cualquiera
admin-invitation-used-at = Usada { $date }
admin-invitation-until = Válida hasta { $date }
admin-invitation-sent-at = Correo escrito { $date }
admin-invitation-send = Enviar otra vez
admin-invitation-revoke = Retirar
admin-invitation-new = Invitar a alguien
admin-invitation-hint = Una invitación crea una cuenta, con la dirección a la que se envió si nombra alguna, y sirve una vez. El correo no dice quién invita.
admin-invitation-language = Idioma del correo
admin-invitation-mail = Enviar por correo
admin-invitation-by-link = Crear un enlace para entregarlo
admin-invitation-link = El enlace
admin-invitation-link-hint = Cópialo ahora. No se vuelve a mostrar y es para una sola persona.
admin-invitations-closed = Nadie puede usar una invitación: la política no deja que nadie se registre.
