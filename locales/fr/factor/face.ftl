## Visage

factor-face = Visage
factor-face-hint = Vous regardez la caméra et suivez les indications. Seulement en plus d’une autre méthode.

## Consentement, avant d’ouvrir la caméra. Qui en change le sens augmente la version dans face/consent.rs.

face-consent-title = Pouvons-nous conserver votre visage ?
face-consent-explain = Pour vous reconnaître à votre visage, ce service doit en conserver une description. C’est votre choix. Lisez d’abord ce que cela signifie.
face-consent-what-ask = Ce qui est conservé
face-consent-what = Des nombres qui décrivent votre visage, calculés à partir de ce que votre caméra voit maintenant et brouillés avec une clé qui vous est propre. Les images et vidéos ne sont pas conservées : elles sont examinées puis aussitôt supprimées.
face-consent-why-ask = Pour quoi faire
face-consent-why = Seulement pour vérifier que c’est vous quand vous vous connectez ici.
face-consent-long-ask = Pendant combien de temps
face-consent-long = Jusqu’à ce que vous retiriez votre consentement, supprimiez votre visage de votre compte, le configuriez à nouveau, ou que votre compte soit supprimé.
face-consent-where-ask = Où
face-consent-where = Dans la base de données de ce service, chiffré. Ce n’est transmis à personne et n’est utilisable nulle part ailleurs.
face-consent-who-ask = Qui peut le voir
face-consent-who = Personne. Les responsables de ce service voient qu’un visage a été configuré et quand, pas le visage.
face-consent-optional-ask = Si c’est obligatoire
face-consent-optional = Non. Vous pouvez utiliser une autre méthode, et rien d’autre ne dépend de votre choix.
face-consent-withdraw-ask = Si vous changez d’avis
face-consent-withdraw = Retirez votre consentement à tout moment sur la page de votre compte. Les nombres et leur clé sont alors aussitôt effacés.
face-consent-agree = J’accepte que des nombres décrivant mon visage soient conservés et comparés pour la connexion, comme décrit ci-dessus.
face-consent-yes = J’accepte
face-consent-no = Utiliser une autre méthode
face-consent-version = Version { $version } de ce texte. La date et le texte que vous acceptez sont conservés avec.

## Devant la caméra

face-title = Regardez la caméra
face-explain = Votre caméra s’ouvre quand vous appuyez sur le bouton, et son image n’est envoyée à ce service que tant que vous voyez « Enregistrement ».
face-enrol-title = Configurer votre visage
face-enrol-explain = Regardez la caméra et faites ce qui est demandé : clignez des yeux et tournez la tête des deux côtés. Ainsi, on le voit de face et un peu de côté.
face-noscript = La caméra a besoin de JavaScript, qui ne s’exécute pas ici. Autorisez-le et rechargez cette page, ou utilisez une autre méthode.
face-tip-light = Placez-vous face à une fenêtre ou à une lampe, sans forte lumière derrière vous.
face-tip-bare = Retirez lunettes de soleil, masque et chapeau.
face-tip-level = Placez la caméra à hauteur des yeux ; tenez un téléphone droit.
face-tip-time = Cela prend une dizaine de secondes, une demi-minute au plus.
face-still = Je ne peux pas tourner la tête. Me demander seulement de cligner des yeux.
face-open = Ouvrir la caméra
face-preview = Votre caméra, en miroir
face-rec = Enregistrement
face-progress = Ce qui est fait
face-camera = Caméra
face-stop = Arrêter la caméra
face-again = Réessayer

## Une chose à la fois, en peu de mots

face-hint-no-face = Pas encore de visage
face-hint-several-faces = Un seul visage
face-hint-too-dark = Plus de lumière
face-hint-too-bright = Moins de lumière
face-hint-closer = Approchez-vous
face-hint-back = Reculez
face-hint-centre = Dans l’ovale
face-hint-blurred = Ne bougez pas l’appareil
face-hint-look-ahead = Regardez droit devant
face-hint-hold-still = Ne bougez plus
face-hint-blink = Clignez des yeux
face-hint-turn-left = Tournez à gauche
face-hint-turn-right = Tournez à droite
face-hint-look-ahead-again = Revenez au centre
face-hint-connecting = Un instant

## Ce qui peut échouer avec une caméra

face-trouble-blocked = La caméra est bloquée pour ce site. Autorisez-la dans les paramètres du site, à côté de l’adresse en haut de la fenêtre, et réessayez
face-trouble-dismissed = Cette étape a besoin de la caméra. Réessayez et autorisez-la quand votre navigateur le demande
face-trouble-missing = Aucune caméra n’a été trouvée sur cet appareil. Branchez-en une et réessayez, ou utilisez une autre méthode
face-trouble-taken = Une autre application utilise la caméra. Fermez-la et réessayez
face-trouble-insecure = Ce navigateur ne peut pas utiliser la caméra ici. Utilisez une autre méthode
face-trouble-black = L’image est noire. La caméra est-elle couverte ? Découvrez-la et réessayez
face-trouble-failed = La caméra n’a pas pu être ouverte. Réessayez ou utilisez une autre méthode
face-trouble-hidden = La caméra a été éteinte, car cette page n’était plus visible. Réessayez quand vous êtes prêt
face-trouble-lost = La connexion a été interrompue. Réessayez
face-trouble-busy = Trop de personnes sont devant la caméra en ce moment. Réessayez dans un instant ou utilisez une autre méthode

## Ce que dit le serveur

error-camera-needed = La réponse se donne devant la caméra. Ouvrez-la ou utilisez une autre méthode
error-camera-refused = Cela n’a pas fonctionné. Réessayez avec un bon éclairage ou utilisez une autre méthode
error-camera-time = Cela a pris trop de temps. Réessayez ou utilisez une autre méthode
error-face-consent = Cochez la case si vous acceptez, ou utilisez une autre méthode
error-face-few = Votre visage n’a pas été assez bien vu. Réessayez avec un bon éclairage
error-face-not-kept = Votre visage n’a pas pu être enregistré. Réessayez
error-face-outdated = Votre visage doit être configuré à nouveau avant de pouvoir servir ici. Utilisez une autre méthode

## Sur la page du compte

face-kept = Vous avez accepté le { $date } la version { $version } du texte.
face-withdraw = Retirer le consentement
face-withdraw-explain = Ce qui est conservé de votre visage est aussitôt effacé et ne peut pas être restauré. Vous pourrez le configurer à nouveau plus tard.
face-withdraw-confirm = Retirer et effacer
