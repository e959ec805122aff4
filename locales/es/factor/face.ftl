## Cara

factor-face = Cara
factor-face-hint = Miras a la cámara y sigues las indicaciones. Solo junto con otro método.

## Consentimiento, antes de abrir la cámara. Quien cambie el significado sube la versión en face/consent.rs.

face-consent-title = ¿Podemos guardar tu cara?
face-consent-explain = Para reconocerte por tu cara, este servicio tiene que guardar una descripción de ella. Tú decides. Lee antes lo que significa.
face-consent-what-ask = Qué se guarda
face-consent-what = Números que describen tu cara, calculados a partir de lo que tu cámara ve ahora y mezclados con una clave propia. No se guardan imágenes ni vídeos: se examinan y se descartan enseguida.
face-consent-why-ask = Para qué
face-consent-why = Solo para comprobar que eres tú cuando inicias sesión aquí.
face-consent-long-ask = Durante cuánto tiempo
face-consent-long = Hasta que retires tu consentimiento, quites tu cara de tu cuenta, la configures de nuevo o se elimine tu cuenta.
face-consent-where-ask = Dónde
face-consent-where = En la base de datos de este servicio, cifrado. No se entrega a nadie y no sirve en ningún otro sitio.
face-consent-who-ask = Quién puede verlo
face-consent-who = Nadie. Los responsables de este servicio ven que se configuró una cara y cuándo, no la cara.
face-consent-optional-ask = Si es obligatorio
face-consent-optional = No. Puedes usar otro método, y nada más depende de tu decisión.
face-consent-withdraw-ask = Si cambias de opinión
face-consent-withdraw = Retira tu consentimiento en la página de tu cuenta cuando quieras. Los números y su clave se borran entonces enseguida.
face-consent-agree = Acepto que se guarden y comparen números que describen mi cara para iniciar sesión, como se explica arriba.
face-consent-yes = Acepto
face-consent-no = Usar otro método
face-consent-version = Versión { $version } de este texto. Se guarda también cuándo y qué texto aceptas.

## Antes de la cámara

face-title = Mira a la cámara
face-explain = Tu cámara se abre cuando pulsas el botón, y su imagen se envía a este servicio solo mientras veas «Grabando».
face-enrol-title = Configura tu cara
face-enrol-explain = Mira a la cámara y haz lo que se te pida: parpadear y girar la cabeza a ambos lados. Así se ve de frente y un poco de lado.
face-noscript = La cámara necesita JavaScript, que no se ejecuta aquí. Permítelo y carga de nuevo esta página, o usa otro método.
face-tip-light = Ponte frente a una ventana o una lámpara, sin luz fuerte detrás.
face-tip-bare = Quítate las gafas de sol, la mascarilla y el sombrero.
face-tip-level = Ten la cámara a la altura de los ojos; si es un teléfono, sostenlo en vertical.
face-tip-time = Dura unos diez segundos, medio minuto como mucho.
face-still = No puedo girar la cabeza. Pedirme solo que parpadee.
face-open = Abrir la cámara
face-preview = Tu cámara, como un espejo
face-rec = Grabando
face-progress = Lo que ya está hecho
face-camera = Cámara
face-stop = Parar la cámara
face-again = Intentar de nuevo

## Una cosa cada vez, en pocas palabras

face-hint-no-face = Aún no se ve una cara
face-hint-several-faces = Solo una cara
face-hint-too-dark = Más luz
face-hint-too-bright = Menos luz
face-hint-closer = Acércate
face-hint-back = Aléjate
face-hint-centre = Dentro del óvalo
face-hint-blurred = No lo muevas
face-hint-look-ahead = Mira al frente
face-hint-hold-still = Quédate quieto
face-hint-blink = Parpadea
face-hint-turn-left = Gira a la izquierda
face-hint-turn-right = Gira a la derecha
face-hint-look-ahead-again = Vuelve al centro
face-hint-connecting = Un momento

## Qué puede fallar con una cámara

face-trouble-blocked = La cámara está bloqueada para este sitio. Permítela en los ajustes del sitio, junto a la dirección en la parte superior de la ventana, e inténtalo de nuevo
face-trouble-dismissed = Este paso necesita la cámara. Inténtalo de nuevo y permítela cuando el navegador pregunte
face-trouble-missing = No se ha encontrado ninguna cámara en este dispositivo. Conecta una e inténtalo de nuevo, o usa otro método
face-trouble-taken = Otra aplicación está usando la cámara. Ciérrala e inténtalo de nuevo
face-trouble-insecure = Este navegador no puede usar la cámara aquí. Usa otro método
face-trouble-black = La imagen está negra. ¿Está tapada la cámara? Destápala e inténtalo de nuevo
face-trouble-failed = No se ha podido abrir la cámara. Inténtalo de nuevo o usa otro método
face-trouble-hidden = La cámara se apagó porque esta página no estaba a la vista. Inténtalo de nuevo cuando estés listo
face-trouble-lost = Se cortó la conexión. Inténtalo de nuevo
face-trouble-busy = Hay demasiadas personas ante la cámara ahora. Inténtalo de nuevo en un momento o usa otro método

## Lo que dice el servidor

error-camera-needed = Esto se responde ante la cámara. Ábrela o usa otro método
error-camera-refused = No ha funcionado. Inténtalo de nuevo con buena luz o usa otro método
error-camera-time = Ha tardado demasiado. Inténtalo de nuevo o usa otro método
error-face-consent = Marca la casilla si aceptas o usa otro método
error-face-few = Tu cara no se ha visto bastante bien. Inténtalo de nuevo con buena luz
error-face-not-kept = Tu cara no se ha podido guardar ahora. Inténtalo de nuevo
error-face-outdated = Hay que configurar tu cara de nuevo antes de volver a usarla aquí. Usa otro método

## En la página de la cuenta

face-kept = Aceptaste el { $date } la versión { $version } del texto.
face-withdraw = Retirar el consentimiento
face-withdraw-explain = Lo que se guarda de tu cara se borra enseguida y no se puede restaurar. Puedes configurarla de nuevo más adelante.
face-withdraw-confirm = Retirar y borrar
