## Les étapes d’une connexion

client-line = pour continuer vers { $client }
client-account = pour gérer votre compte
step = Étape { $n } sur { $of }
not-you = Ce n’est pas vous ?
another-way = Essayer une autre méthode
username-label = E-mail ou nom d’utilisateur

other-title = Choisissez une autre méthode
other-current = Vous étiez ici à l’instant.

## Une proposition que rien n’impose

offer-title = Ajouter une autre méthode de connexion ?
offer-explain = Elle rend la prochaine connexion plus rapide et plus sûre.
offer-take = L’ajouter
offer-later = Pas maintenant
offer-never = Ne plus demander
offer-hint = { $days ->
        [one] Avec « Pas maintenant », nous vous reposerons la question dans { $days } jour. Vous pouvez aussi l’ajouter à tout moment sur la page de votre compte.
       *[other] Avec « Pas maintenant », nous vous reposerons la question dans { $days } jours. Vous pouvez aussi l’ajouter à tout moment sur la page de votre compte.
    }

## Consentement

consent-title = Autoriser l’accès ?
consent-asks = { $client } souhaite utiliser votre compte.
consent-list = Cette application pourra
consent-allow = Autoriser
consent-redirect = Vous serez redirigé vers { $host }.
consent-policy = Politique de confidentialité
consent-terms = Conditions d’utilisation
scope-optional = facultatif
scope-granted = déjà autorisé
scope-openid = Savoir qui vous êtes
scope-profile = Voir votre nom et d’autres informations de votre profil
scope-email = Voir votre adresse e-mail
scope-address = Voir votre adresse postale
scope-phone = Voir votre numéro de téléphone
scope-groups = Voir à quels groupes vous appartenez
scope-offline_access = Conserver cet accès en votre absence
scope-other = Utiliser « { $name } »

## Déconnexion

logout-title = Se déconnecter ?
logout-asks = { $client } demande à vous déconnecter.
logout-who = Vous êtes connecté en tant que { $name }. La déconnexion met fin à cette session pour toutes les applications.
logout-stay = Rester connecté
logout-done = Vous êtes déconnecté
logout-done-hint = Vous pouvez maintenant fermer cette fenêtre.
logout-done-one = Ce compte est déconnecté
logout-others = Ces comptes sont encore connectés dans ce navigateur. Toute personne qui l’utilise peut les ouvrir.
logout-frames = Les applications que vous avez utilisées sont en train d’être prévenues. Cela prend un instant.
logout-frame = Déconnexion d’une application
logout-return = Retour à { $client }
logout-return-plain = Retour à l’application
logout-again = Se reconnecter

## Bonnes nouvelles à une étape

notice-done = C’est fait.
notice-code-sent = Un nouveau code est en route. Le précédent n’est plus valable.

## Un formulaire qui s’envoie tout seul

form-post-title = Un instant
form-post-hint = Vous êtes redirigé. Si rien ne se passe, continuez ici.

accounts-here = Comptes connectés ici
accounts-another = Autre compte
consent-revocable = Vous pouvez le retirer à tout moment : dans votre compte, sous « Applications ».
consent-stranger = Personne ici n’a enregistré ni vérifié cette application. Elle se décrit elle-même sur { $host }.
