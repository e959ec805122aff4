## Image secrète

factor-image_passcode = Image
factor-image_passcode-hint = Le fichier image que vous avez choisi pour cela.

image-title = Donnez votre image
image-explain = Choisissez le fichier que vous avez configuré pour ce compte. Ce doit être exactement ce fichier.
image-label = Image
image-limits = PNG, JPEG, WebP ou GIF, { $megabytes } Mo au plus.
image-drop = Vous pouvez aussi déposer le fichier ici, ou le copier dans votre gestionnaire de fichiers et le coller.
image-enrol-title = Choisissez une image secrète
image-enrol-explain = Désormais, ce fichier aide à prouver que c’est vous. Nous n’en gardons aucune copie, seulement une marque qui nous permet de le reconnaître.
image-published = Prenez une image que personne d’autre n’a. Une image publiée ou envoyée à d’autres n’est pas un secret.
image-unchanged = Gardez le fichier tel quel. Rogné, redimensionné ou réenregistré, c’est un autre fichier.
image-phone = Gardez-le comme fichier, sur chaque appareil depuis lequel vous vous connectez. Les applications de photos et de messagerie modifient souvent une image en la transmettant.
image-again-title = Donnez la même image une fois de plus
image-again = Nous avons lu une image { $format } de { $width } sur { $height } pixels. Choisissez-la une fois de plus pour être sûr qu’elle arrive à l’identique.
image-never = Nous ne pouvons pas restaurer ce fichier. Gardez-en une copie là où vous garderiez une clé, et ne le modifiez jamais.
image-finish = Terminer
image-over = Recommencer avec une autre image

error-image-empty = Choisissez l’image
error-image-wrong = Ce n’est pas la bonne image
error-image-different = Ce fichier est différent du premier. Choisissez le même fichier ou recommencez
error-image-large = Ce fichier est trop volumineux. Choisissez-en un plus petit
error-image-format = Ce n’est pas une image PNG, JPEG, WebP ou GIF. Choisissez-en une dans l’un de ces formats
error-image-broken = Cette image est illisible. Choisissez-en une autre
error-image-small = Cette image est trop petite : il faut 64 sur 64 pixels et 2 Ko. Choisissez-en une plus grande
error-image-huge = Cette image a trop de pixels. Choisissez-en une plus petite
error-image-uniform = Il n’y a presque rien sur cette image, d’autres pourraient avoir la même. Choisissez-en une autre
error-image-known = Beaucoup de gens ont cette image. Choisissez-en une qui soit à vous
error-image-not-kept = L’image n’a pas pu être enregistrée. Réessayez
