## Imagen como contraseña

factor-image_passcode = Imagen
factor-image_passcode-hint = El archivo de imagen que elegiste para esto.

image-title = Entrega tu imagen
image-explain = Elige el archivo que configuraste para esta cuenta. Debe ser exactamente ese archivo.
image-label = Imagen
image-limits = PNG, JPEG, WebP o GIF, como máximo { $megabytes } MB.
image-drop = También puedes soltar el archivo aquí, o copiarlo en tu gestor de archivos y pegarlo.
image-enrol-title = Elige una imagen como contraseña
image-enrol-explain = A partir de ahora, este archivo ayuda a demostrar que eres tú. No guardamos ninguna copia, solo una marca con la que lo reconocemos.
image-published = Usa una imagen que nadie más tenga. Una publicada o enviada a otros no es un secreto.
image-unchanged = Deja el archivo como está. Recortado, redimensionado o guardado de nuevo, es otro.
image-phone = Guárdalo como archivo en cada dispositivo desde el que inicies sesión. Las aplicaciones de fotos y de mensajería suelen cambiar las imágenes al pasarlas.
image-again-title = Entrega la misma imagen una vez más
image-again = Hemos leído una imagen { $format } de { $width } por { $height } píxeles. Elígela una vez más para saber que llega igual.
image-never = No podemos restaurar este archivo. Guarda una copia donde guardarías una llave y no lo edites nunca.
image-finish = Terminar
image-over = Empezar de nuevo con otra imagen

error-image-empty = Elige la imagen
error-image-wrong = Esa no es la imagen
error-image-different = Ese archivo es distinto del primero. Elige el mismo archivo o empieza de nuevo
error-image-large = Ese archivo es demasiado grande. Elige uno más pequeño
error-image-format = Eso no es PNG, JPEG, WebP ni GIF. Elige una imagen en uno de estos formatos
error-image-broken = Esa imagen no se puede leer. Elige otra
error-image-small = Esa imagen es demasiado pequeña: necesita 64 por 64 píxeles y 2 KB. Elige una mayor
error-image-huge = Esa imagen tiene demasiados píxeles. Elige una menor
error-image-uniform = En esa imagen apenas hay nada, así que otros podrían tener la misma. Elige otra
error-image-known = Mucha gente tiene esa imagen. Elige una tuya
error-image-not-kept = La imagen no se ha podido guardar ahora. Inténtalo de nuevo
