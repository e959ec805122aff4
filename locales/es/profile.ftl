## Lo que alguien dice de sí

account-profile = Perfil
account-username = Nombre de usuario
account-email = Correo electrónico
account-phone = Número de teléfono

profile-picture = Imagen
profile-picture-alt = Tu imagen
profile-picture-choose = Elegir una imagen
profile-picture-hint = PNG, JPEG o WebP, hasta { $megabytes } MB. Guardamos su centro, como un cuadrado pequeño.
profile-picture-submit = Usar esta imagen
profile-picture-remove = Quitar la imagen

profile-about = Sobre ti
profile-hint = Las aplicaciones ven esto solo donde tú lo permites. Nada de ello es obligatorio.
profile-address = Dirección postal
claim-name = Nombre completo
claim-given_name = Nombre
claim-middle_name = Segundo nombre
claim-family_name = Apellidos
claim-nickname = Apodo
claim-gender = Género
claim-birthdate = Fecha de nacimiento
claim-birthdate-hint = Año, mes y día, como 1990-12-31. Basta con el año, y también vale 0000-12-31.
claim-profile = Página de perfil
claim-website = Sitio web
claim-zoneinfo = Zona horaria
claim-locale = Idioma
claim-locale-hint = Como etiqueta de idioma, por ejemplo es o pt-BR.
claim-formatted = Dirección completa, como en una etiqueta
claim-street_address = Calle y número
claim-postal_code = Código postal
claim-locality = Localidad
claim-region = Región
claim-country = País

profile-attributes = Más sobre ti
profile-attributes-kept = Esto lo guardan sobre ti los responsables de este servicio.
attribute-true = Sí
attribute-false = No
attribute-list-hint = Uno por línea.
attribute-json-hint = Como JSON.

contact-verified = confirmado
contact-unverified = sin confirmar
contact-none = Todavía ninguno.
contact-waiting = { $address } espera su código. Escríbelo
contact-email-new = Nuevo correo electrónico
contact-email-hint = Primero demuestras que eres tú. Después enviamos un código a la nueva dirección y un aviso a la anterior.
contact-phone-new = Nuevo número de teléfono
contact-phone-remove = Quitar el número
contact-submit = Cambiar
contact-title = Confirmarlo
contact-email-title = Confirma tu nueva dirección
contact-phone-title = Confirma tu nuevo número
contact-code-sent = Hemos enviado un código de 6 cifras a { $address }.
contact-code-hint = Sirve durante 10 minutos. Hasta que se escriba no cambia nada.

notice-profile-saved = Guardado.
notice-picture-saved = Tu imagen se ha guardado.
notice-picture-removed = Tu imagen se ha quitado.
notice-email-changed = Tu correo electrónico ha cambiado. Hemos enviado un correo al anterior y al nuevo.
notice-phone-changed = Tu número de teléfono ha cambiado. Te hemos enviado un correo al respecto.
notice-phone-removed = Tu número de teléfono se ha quitado. Te hemos enviado un correo al respecto.

error-profile-characters = Quita los caracteres que nadie puede ver
error-profile-long = Hazlo más corto
error-profile-url = Escribe una dirección que empiece por https://, como https://example.com/alice
error-profile-birthdate = Escribe una fecha como 1990-12-31 o un año como 1990
error-profile-zone = Elige una zona horaria de la lista
error-profile-language = Escribe una etiqueta de idioma, como es o pt-BR
error-attribute-number = Escribe un número, como 7 o 2.5
error-attribute-json = Escribe JSON
error-attribute-type = Elige una de las respuestas
error-attribute-much = Es demasiado. Quita una parte
error-profile-raced = Otra cosa cambió tu cuenta en el mismo momento. Vuelve a mirar
error-picture-missing = Elige primero una imagen
error-picture-format = Elige una imagen PNG, JPEG o WebP
error-picture-broken = Esa imagen no se puede leer. Elige otra
error-picture-small = Esa imagen es demasiado pequeña. Elige una de al menos 32 píxeles por lado
error-picture-huge = Esa imagen tiene demasiados píxeles. Elige una de 40 millones como máximo
error-contact-email = Escribe un correo electrónico como nombre@example.com
error-contact-same = Esa ya es tu dirección
error-contact-many = Se han enviado demasiados códigos. Inténtalo de nuevo en una hora
error-contact-taken = Esa dirección pertenece a otra cuenta
