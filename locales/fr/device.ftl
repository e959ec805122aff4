## Un appareil sans navigateur, et la personne qui le laisse entrer

device-title = Connecter un appareil
device-enter = Saisissez le code que votre appareil affiche.
device-code-label = Code affiché par l’appareil
device-warning = Ne saisissez qu’un code que vous voyez sur un appareil devant vous. Un code que quelqu’un vous a envoyé ou dicté lui donnerait votre compte.
device-ask-title = Laisser entrer cet appareil ?
device-asks = Un appareil souhaite utiliser votre compte avec { $client }.
device-compare = Votre appareil devrait afficher ce code :
device-when = Début
device-where = Depuis
device-what = Appareil
device-question = Avez-vous commencé ceci sur un appareil devant vous ?
device-phishing = Si vous êtes arrivé ici par un lien, un message ou un appel, refusez : quelqu’un d’autre serait connecté à votre place.
device-deny = Non, refuser
device-allow = Oui, c’est moi
device-done-title = Votre appareil est connecté
device-done-body = Il continue de lui-même dans un instant.
device-refused-title = Rien n’a été autorisé
device-refused-body = L’appareil n’est pas admis.
device-done-hint = Vous pouvez fermer cette fenêtre.
error-device-code = Aucun appareil n’attend avec ce code. Vérifiez-le, ou recommencez sur l’appareil
