## Code sur une grille de points

factor-dot_grid = Points par e-mail
factor-dot_grid-hint = Nous envoyons six nombres à votre adresse e-mail, et vous reliez ces points.

dot-grid-title = Reliez les points
dot-grid-sent = Nous avons envoyé six nombres à { $address }.
dot-grid-sent-unnamed = Nous avons envoyé six nombres à l’adresse e-mail de votre compte.
dot-grid-missing = Rien reçu ? Regardez dans le dossier des indésirables ou demandez de nouveaux nombres.
dot-grid-how = Tracez une ligne de point en point dans l’ordre de l’e-mail, ou touchez-les l’un après l’autre.
dot-grid-label = Grille de points. Déplacez-vous avec les flèches, choisissez avec Entrée, annulez avec Retour arrière.
dot-grid-dot = Point { $n }
dot-grid-count = { $n } points sur { $of }
dot-grid-undo = Annuler un point
dot-grid-clear = Recommencer
dot-grid-numbers = Ou saisissez les six nombres
dot-grid-numbers-hint = Séparés par une espace, un point ou un tiret.

error-dot-grid-empty = Reliez les six points de l’e-mail ou saisissez leurs nombres
error-dot-grid-format = Donnez six nombres différents de 1 à 16, dans l’ordre de l’e-mail

mail-grid-intro = Pour vous connecter à { $client }, reliez ces points dans cet ordre :
mail-grid-picture = Les voici. Le dessin indique lequel vient en premier, en deuxième et ainsi de suite :
