## Los pasos de un inicio de sesión

client-line = para continuar en { $client }
client-account = para administrar tu cuenta
step = Paso { $n } de { $of }
not-you = ¿No eres tú?
another-way = Probar otro método
username-label = Correo electrónico o nombre de usuario

other-title = Elige otro método
other-current = Estabas aquí hace un momento.

## Una oferta que nada exige

offer-title = ¿Añadir otro método de inicio de sesión?
offer-explain = Hace que el próximo inicio de sesión sea más rápido y seguro.
offer-take = Añadirlo
offer-later = Ahora no
offer-never = No volver a preguntar
offer-hint = { $days ->
        [one] Con «Ahora no» volveremos a preguntarte dentro de un día. También puedes añadirlo cuando quieras en la página de tu cuenta.
       *[other] Con «Ahora no» volveremos a preguntarte dentro de { $days } días. También puedes añadirlo cuando quieras en la página de tu cuenta.
    }

## Consentimiento

consent-title = ¿Permitir el acceso?
consent-asks = { $client } quiere usar tu cuenta.
consent-list = Podrá
consent-allow = Permitir
consent-redirect = Se te enviará a { $host }.
consent-policy = Aviso de privacidad
consent-terms = Condiciones
scope-optional = opcional
scope-granted = ya permitido
scope-openid = Saber quién eres
scope-profile = Ver tu nombre y otros datos de tu perfil
scope-email = Ver tu correo electrónico
scope-address = Ver tu dirección postal
scope-phone = Ver tu número de teléfono
scope-groups = Ver a qué grupos perteneces
scope-offline_access = Conservar este acceso mientras no estás
scope-other = Usar «{ $name }»

## Cerrar sesión

logout-title = ¿Cerrar sesión?
logout-asks = { $client } pide cerrar tu sesión.
logout-who = Has iniciado sesión como { $name }. Al cerrarla, esta sesión termina en todas las aplicaciones.
logout-stay = Mantener la sesión
logout-done = Has cerrado sesión
logout-done-hint = Ya puedes cerrar esta ventana.
logout-done-one = Sesión cerrada en esta cuenta
logout-others = Estas cuentas siguen con la sesión iniciada en este navegador. Cualquiera que lo use puede abrirlas.
logout-frames = Estamos avisando a las aplicaciones que usaste. Tardará un momento.
logout-frame = Cierre de sesión en una aplicación
logout-return = Volver a { $client }
logout-return-plain = Volver a la aplicación
logout-again = Iniciar sesión de nuevo

## Buenas noticias en un paso

notice-done = Hecho.
notice-code-sent = Un código nuevo está en camino. El anterior ya no sirve.

## Un formulario que se envía solo

form-post-title = Un momento
form-post-hint = Te llevamos adelante. Si no pasa nada, continúa aquí.

accounts-here = Cuentas con la sesión iniciada aquí
accounts-another = Otra cuenta
consent-revocable = Puedes retirarlo cuando quieras: en tu cuenta, en «Aplicaciones».
consent-stranger = Nadie aquí ha registrado ni comprobado esta aplicación. Se describe a sí misma en { $host }.
