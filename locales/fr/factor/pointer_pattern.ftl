## Schéma de clics

factor-pointer_pattern = Schéma de clics
factor-pointer_pattern-hint = Les clics et défilements que vous avez choisis, dans leur ordre.

pattern-title = Faites votre schéma
pattern-explain = Répétez les clics et défilements que vous avez configurés pour ce compte.
pattern-pad = Zone pour cliquer et faire défiler
pattern-pad-hint = Cliquez et faites défiler ici
pattern-label = Schéma
pattern-typed = Vous pouvez aussi le taper : des lettres séparées par une espace, comme L R U.
pattern-events = Actions :
pattern-strength = Robustesse en bits :
pattern-clear = Effacer
pattern-legend = Ce qui compte, et comment le faire
pattern-left = Clic gauche. Tactile : toucher. Clavier, dans la zone : flèche gauche.
pattern-right = Clic droit. Tactile : maintenir, ou toucher à deux doigts. Clavier : flèche droite.
pattern-left-twice = Double clic gauche, en un tiers de seconde. Tactile : toucher deux fois. Clavier : Maj et flèche gauche.
pattern-right-twice = Double clic droit. Tactile : toucher deux fois à deux doigts. Clavier : Maj et flèche droite.
pattern-up = Défiler vers le haut, peu importe la distance. Tactile : balayer vers le haut. Clavier : flèche haut.
pattern-down = Défiler vers le bas, peu importe la distance. Tactile : balayer vers le bas. Clavier : flèche bas.
pattern-enrol-title = Créez un schéma de clics
pattern-enrol-explain = Désormais, ces clics et défilements aident à prouver que c’est vous. Leur place dans la zone n’a pas d’importance : seuls comptent lesquels et dans quel ordre.
pattern-rules = Il faut au moins { $events } actions et une robustesse de { $bits } bits. Variez-les : ce qui se répète compte peu.
pattern-again-title = Refaites le même schéma
pattern-again = Il fait environ { $bits } bits. Refaites-le une fois pour que votre main le retienne.
pattern-finish = Terminer
pattern-over = Recommencer avec un autre schéma

error-pattern-empty = Faites le schéma
error-pattern-format = Une partie n’est pas une action. Utilisez L, R, LL, RR, U et D, séparés par une espace
error-pattern-wrong = Ce n’est pas le bon schéma
error-pattern-different = Ce schéma est différent du premier. Refaites le même ou recommencez
error-pattern-short = Ce schéma est trop court. Ajoutez des actions
error-pattern-long = Ce schéma est trop long. Il peut compter 64 actions
error-pattern-simple = Beaucoup de gens feraient ce schéma : il se répète, revient sur lui-même ou a peu de sortes d’actions. Variez davantage
error-pattern-weak = Ce schéma est facile à deviner. Ajoutez des actions et répétez-vous moins
error-pattern-not-kept = Le schéma n’a pas pu être enregistré. Réessayez
