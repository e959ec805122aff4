## Qué se guarda de alguien y cómo se borra

account-privacy = Privacidad
export-title = Llévate tus datos
export-explain = Un archivo con todo lo que guardamos de ti: tu perfil, cómo inicias sesión, dónde la tienes abierta, tus aplicaciones y lo que ha ocurrido. De los secretos y de tu cara dice que se guardan y desde cuándo, nunca qué son.
export-hint = Primero demuestras que eres tú.
export-begin = Preparar el archivo
export-ready = Está listo, durante diez minutos.
export-fetch = Descargar

leave-title = Eliminar tu cuenta
leave-explain = { $days ->
        [0] Se cierra tu sesión en todas partes enseguida y tu cuenta se borra.
        [one] Se cierra tu sesión en todas partes enseguida. Durante un día puedes cambiar de opinión iniciando sesión; después tu cuenta y todo lo que contiene se borra definitivamente.
       *[other] Se cierra tu sesión en todas partes enseguida. Durante { $days } días puedes cambiar de opinión iniciando sesión; después tu cuenta y todo lo que contiene se borra definitivamente.
    }
leave-sure = Quiero que se elimine mi cuenta, con todo lo que contiene.
leave-begin = Eliminar mi cuenta
error-leave-unsure = Marca que quieres eliminarla, con todo lo que contiene
error-leave-last-owner = Eres el último propietario que puede iniciar sesión aquí. Nombra antes a otra persona propietaria

leaving-title = Tu cuenta se va a eliminar
leaving-explain = { $days ->
        [0] Se ha cerrado tu sesión en todas partes. Tu cuenta se está borrando.
        [one] Se ha cerrado tu sesión en todas partes. Si cambias de opinión, inicia sesión antes de un día.
       *[other] Se ha cerrado tu sesión en todas partes. Si cambias de opinión, inicia sesión antes de { $days } días.
    }
stay-title = ¿Conservar tu cuenta?
stay-explain = Nos pediste que elimináramos tu cuenta. Se borrará el { $date }.
stay-confirm = Conservar mi cuenta
stay-leave = Dejar que se elimine
