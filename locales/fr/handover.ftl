## Continuer devant la caméra d’un autre appareil

## Dans le navigateur qui l’a demandé

handover-start = Continuer sur votre téléphone
handover-title = Continuer sur votre téléphone
handover-scan = Dirigez la caméra de votre téléphone vers ce code et ouvrez le lien.
handover-qr-alt = Code QR avec un lien pour votre téléphone
handover-by-hand = Ouvrir le lien à la main
handover-by-hand-hint = Saisissez cette adresse dans le navigateur de votre téléphone :
handover-waits = Le lien fonctionne une seule fois, pendant cinq minutes. Ensuite, cette page continue.
handover-check = Voir si cela a avancé
handover-here = Utiliser cet appareil malgré tout
handover-number-title = Quel nombre votre téléphone affiche-t-il ?
handover-number-who = { $phone } a ouvert le lien.
handover-number-someone = Un appareil a ouvert le lien.
handover-number-label = Nombre affiché sur votre téléphone
handover-number-hint = Seulement si vous tenez ce téléphone en main. Un nombre erroné met fin à l’opération, et vous pouvez recommencer.
handover-confirm = Confirmer
handover-not-mine = Ce n’est pas mon téléphone
handover-go = Regardez la caméra de votre téléphone
handover-go-hint = Ouvrez-y la caméra et faites ce qui est demandé. Ensuite, cette page continue.
handover-again = Afficher un nouveau code
error-handover-failed = Cela n’a pas fonctionné sur votre téléphone. Réessayez ou utilisez cet appareil
error-handover-declined = Refusé sur le téléphone. Si ce n’était pas vous, quelqu’un d’autre a ouvert le lien
error-handover-mismatched = Ce n’est pas le nombre affiché sur le téléphone : rien n’a été transmis. Réessayez en regardant bien le nombre
error-handover-withdrawn = L’opération a été arrêtée ici. Réessayez ou utilisez cet appareil
error-handover-lapsed = Cela a pris trop de temps. Réessayez ou utilisez cet appareil
error-handover-often = Vous avez essayé trop souvent pendant cette connexion. Utilisez cet appareil ou une autre méthode

## Sur l’autre appareil

handover-phone-title = Continuer devant cette caméra ?
handover-phone-ask = Sur { $asker }, quelqu’un demande à continuer cette étape devant la caméra de cet appareil.
handover-phone-ask-someone = Sur un autre appareil, quelqu’un demande à continuer cette étape devant la caméra de cet appareil.
handover-phone-warn = Seulement si c’était vous, à l’instant, sur un appareil placé devant vous. La personne qui vous aurait envoyé ce lien veut se connecter à votre place.
handover-phone-yes = Oui, c’est moi
handover-phone-no = Non, ce n’est pas moi
handover-phone-number = Votre nombre pour l’autre appareil
handover-phone-number-hint = Saisissez-le sur l’appareil où vous avez commencé et ne le dites à personne. Ensuite, cette page continue.
handover-phone-passed-title = Terminé
handover-phone-passed = Continuez sur l’appareil où vous avez commencé. Vous pouvez fermer cette page.
handover-phone-failed-title = Cela n’a pas fonctionné
handover-phone-failed = L’appareil où vous avez commencé indique comment continuer. Vous pouvez fermer cette page.
handover-phone-declined-title = Refusé
handover-phone-declined = Rien n’a été transmis. Si vous n’avez rien demandé, quelqu’un connaît peut-être votre mot de passe : changez-le. Vous pouvez fermer cette page.
handover-phone-over-title = C’est terminé
handover-phone-over = L’appareil où vous avez commencé indique pourquoi. Vous pouvez fermer cette page.
