## Patrón de clics

factor-pointer_pattern = Patrón de clics
factor-pointer_pattern-hint = Los clics y desplazamientos que elegiste, en su orden.

pattern-title = Haz tu patrón
pattern-explain = Repite los clics y desplazamientos que configuraste para esta cuenta.
pattern-pad = Zona para clics y desplazamientos
pattern-pad-hint = Haz clic y desplázate aquí
pattern-label = Patrón
pattern-typed = También puedes escribirlo: letras separadas por un espacio, como L R U.
pattern-events = Acciones:
pattern-strength = Seguridad en bits:
pattern-clear = Borrar
pattern-legend = Qué cuenta y cómo se hace
pattern-left = Clic izquierdo. Táctil: toca. Teclado, en la zona: flecha izquierda.
pattern-right = Clic derecho. Táctil: mantén pulsado o toca con dos dedos. Teclado: flecha derecha.
pattern-left-twice = Doble clic izquierdo, en un tercio de segundo. Táctil: toca dos veces. Teclado: Mayús y flecha izquierda.
pattern-right-twice = Doble clic derecho. Táctil: toca dos veces con dos dedos. Teclado: Mayús y flecha derecha.
pattern-up = Desplazar hacia arriba, lo que sea. Táctil: desliza hacia arriba. Teclado: flecha arriba.
pattern-down = Desplazar hacia abajo, lo que sea. Táctil: desliza hacia abajo. Teclado: flecha abajo.
pattern-enrol-title = Crea un patrón de clics
pattern-enrol-explain = A partir de ahora, estos clics y desplazamientos ayudan a demostrar que eres tú. No importa en qué parte de la zona se hagan: solo cuáles y en qué orden.
pattern-rules = Necesita al menos { $events } acciones y una seguridad de { $bits } bits. Mézclalas: lo que se repite cuenta poco.
pattern-again-title = Haz el mismo patrón una vez más
pattern-again = Tiene unos { $bits } bits. Hazlo una vez más para que tu mano lo aprenda.
pattern-finish = Terminar
pattern-over = Empezar de nuevo con otro patrón

error-pattern-empty = Haz el patrón
error-pattern-format = Parte de eso no es una acción. Usa L, R, LL, RR, U y D separadas por un espacio
error-pattern-wrong = Ese no es el patrón
error-pattern-different = Ese patrón es distinto del primero. Haz el mismo o empieza de nuevo
error-pattern-short = Ese patrón es demasiado corto. Añade más acciones
error-pattern-long = Ese patrón es demasiado largo. Puede tener 64 acciones
error-pattern-simple = Mucha gente haría ese patrón: se repite, vuelve atrás o tiene pocos tipos de acciones. Mézclalas más
error-pattern-weak = Ese patrón es fácil de adivinar. Añade más acciones y repite menos
error-pattern-not-kept = El patrón no se ha podido guardar ahora. Inténtalo de nuevo
