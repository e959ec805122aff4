## Ce qui n’a pas marché, et que faire

error-unknown = Cela n’a pas fonctionné. Réessayez
error-username-empty = Saisissez votre adresse e-mail ou votre nom d’utilisateur
error-too-many-tries = Trop de tentatives. Réessayez à { $time }
error-resend-wait = Vous pourrez demander un nouveau code à { $time }
error-last-factor = Il vous faut au moins une autre méthode de connexion avant de supprimer celle-ci

## Pages d’erreur

error-page-title = Quelque chose ne fonctionne pas
error-page-message = Nous n’avons pas pu terminer. Réessayez dans un instant.
error-details = Détails pour les développeurs de l’application
error-quote = Si vous demandez de l’aide, indiquez { $id }.

error-request-title = Cette application a envoyé une demande que nous ne pouvons pas accepter
error-request-message = Vous n’avez rien fait de mal. Transmettez aux développeurs de l’application les détails ci-dessous.
error-gone-title = Cette connexion a expiré
error-gone-message = Trop de temps s’est écoulé, ou elle a été terminée dans une autre fenêtre. Recommencez depuis l’application.
error-browser-title = Cette connexion appartient à un autre navigateur
error-browser-message = Pour votre sécurité, elle ne peut être terminée que là où elle a commencé. Recommencez dans ce navigateur.
error-forged-title = Cette page est restée ouverte trop longtemps
error-forged-message = Rien n’a été modifié. Revenez en arrière, rechargez la page et réessayez.
error-busy-title = Beaucoup de personnes se connectent
error-busy-message = Nous n’avons pas pu vous répondre à temps. Réessayez dans un instant.
error-missing-title = Cette page n’existe pas
error-missing-message = Vérifiez l’adresse ou repartez de la page d’accueil.
error-forbidden-title = Ce lien ne fonctionne pas
error-forbidden-message = Il a déjà servi ou il est trop ancien. Un nouveau lien peut être créé en ligne de commande.
error-link-title = Ce lien ne fonctionne plus
error-link-message = Il a déjà servi ou il est trop ancien. Si quelque chose dans votre compte ne vient pas de vous, connectez-vous, supprimez ce que vous ne connaissez pas et déconnectez tous les autres appareils.
error-unmet-title = Votre compte n’est pas prêt pour cela
error-unmet-message = Il faut une méthode de connexion que votre compte n’a pas encore et qui ne peut pas être ajoutée ici. Contactez les responsables de ce service.
error-person-title = Un autre compte est connecté
error-person-message = Vous vous êtes connecté avec un autre compte que celui du début. Rien n’a été modifié.
error-account-title = Un autre compte est utilisé
error-account-message = Cette page montrait un autre compte. Dans ce navigateur, c’est maintenant celui de { $name } qui est utilisé. Rien n’a été modifié.
error-logout-title = Vous ne pouvez pas être déconnecté depuis cet endroit
error-logout-message = L’application a demandé quelque chose que nous ne pouvons pas accepter. Vous êtes toujours connecté.

action-start-again = Recommencer
action-home = Aller à la page d’accueil
action-account = Aller à votre compte

error-large-title = C’était trop à la fois
error-large-message = Rien n’a été modifié. Revenez en arrière et envoyez-en moins.
error-upload-large-title = Ce fichier est trop volumineux
error-upload-large-message = Il n’a pas pu être lu jusqu’au bout. Revenez en arrière et choisissez-en un plus petit.
error-upload-slow-title = Le fichier a mis trop de temps à arriver
error-upload-slow-message = La connexion est peut-être lente en ce moment. Revenez en arrière et réessayez, ou choisissez un fichier plus petit.
error-upload-title = Le fichier n’est pas arrivé
error-upload-message = Quelque chose s’est perdu en route. Revenez en arrière et réessayez.
action-try-again = Revenir et réessayer
