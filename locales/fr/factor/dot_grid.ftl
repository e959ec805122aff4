## Code sur une grille de points

factor-dot_grid = Points à relier
factor-dot_grid-hint = Nous envoyons six nombres à votre adresse e-mail, ou à votre téléphone si vous l’avez confirmé, et vous reliez ces points.

dot-grid-title = Reliez les points
dot-grid-sent = Nous avons envoyé six nombres à { $address }.
dot-grid-sent-unnamed = Nous avons envoyé six nombres à l’adresse e-mail de votre compte.
dot-grid-missing = Rien reçu ? Regardez dans le dossier des indésirables ou demandez de nouveaux nombres.
dot-grid-how = Tracez une ligne de point en point dans l’ordre du message, ou touchez-les l’un après l’autre.
dot-grid-label = Grille de points. Déplacez-vous avec les flèches, choisissez avec Entrée, annulez avec Retour arrière.
dot-grid-dot = Point { $n }
dot-grid-count = { $n } points sur { $of }
dot-grid-undo = Annuler un point
dot-grid-clear = Recommencer
dot-grid-numbers = Ou saisissez les six nombres
dot-grid-numbers-hint = Séparés par une espace, un point ou un tiret.

error-dot-grid-empty = Reliez les six points du message ou saisissez leurs nombres
error-dot-grid-format = Donnez six nombres différents de 1 à 16, dans l’ordre du message

mail-grid-intro = Pour vous connecter à { $client }, reliez ces points dans cet ordre :
mail-grid-picture = Les voici. Le dessin indique lequel vient en premier, en deuxième et ainsi de suite :

dot-grid-missing-sms = Rien reçu ? Un SMS peut prendre une minute. Ensuite, demandez de nouveaux nombres.
dot-grid-by-sms = Les envoyer plutôt par SMS
dot-grid-by-mail = Les envoyer plutôt par e-mail

## Le SMS : des lettres qui tiennent dans un seul message

sms-grid = { $code } : vos points pour { $client }. Ne les communiquez jamais.
