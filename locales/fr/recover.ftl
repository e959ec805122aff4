## Revenir quand le mot de passe est oublié

password-forgot = Mot de passe oublié ?
recover-link-title = Continuez avec votre nouveau mot de passe
recover-link = Vous avez ouvert le lien de notre e-mail. Continuez pour choisir un nouveau mot de passe ; rien ne s’est encore passé.
recover-elsewhere-title = Revenez au navigateur où vous avez fait la demande
recover-elsewhere = Pour votre sécurité, le lien ne fonctionne que dans le navigateur où vous l’avez demandé. Vous pouvez y saisir ce code à la place :
recover-elsewhere-hint = Si vous ne l’avez pas demandé, fermez cette page. L’ouvrir n’a rien changé.
recovered-title = Votre mot de passe est modifié
recovered-body = Vous êtes déconnecté partout, et nous vous avons envoyé un e-mail à ce sujet. Connectez-vous maintenant avec votre nouveau mot de passe.

error-recover-title = Ce compte ne peut pas être récupéré ici
error-recover-message = Ce qu’il faut en plus du code est perdu, ou ses méthodes de connexion sont gelées. Contactez les responsables de ce service : ils peuvent lancer une réinitialisation.

## Une réinitialisation lancée par un responsable

reset-stop-title = Arrêter la réinitialisation de votre compte ?
reset-stop-body = Quelqu’un a demandé aux responsables de ce service de réinitialiser votre compte, comme si toutes les méthodes de connexion sauf votre e-mail étaient perdues. Si ce n’était pas vous, arrêtez-la.
reset-stop = L’arrêter
reset-stop-hint = Si c’était vous, fermez cette page. L’ouvrir n’a rien changé.
reset-stopped-title = La réinitialisation est arrêtée
reset-stopped-body = Rien n’a changé dans votre compte. Si vous n’avez pas demandé la réinitialisation, prévenez les responsables de ce service.

## E-mails

mail-recover-subject = { $code } est votre code pour choisir un nouveau mot de passe
mail-recover-intro = Utilisez ce code pour choisir un nouveau mot de passe, dans le navigateur où vous l’avez demandé :
mail-recover-link = Ou ouvrez ce lien dans ce même navigateur :
mail-recover-open = Ou continuez par ce lien, dans ce même navigateur
mail-recover-asked = Le code a été demandé ici :
mail-recover-not-you = Ce n’était pas vous ? Alors ignorez cet e-mail : sans le code rien ne change, et votre mot de passe reste valable.
mail-recovered-subject = Un nouveau mot de passe a été choisi pour votre compte
mail-recovered-body = Quelqu’un qui lit vos e-mails a choisi un nouveau mot de passe pour votre compte. Tous les appareils sont déconnectés.
mail-reset-subject = Votre compte va être réinitialisé
mail-reset-body = On a signalé aux responsables de ce service que toutes les méthodes de connexion sauf votre e-mail sont perdues. Quand la réinitialisation s’ouvrira, « Mot de passe oublié ? » ne demandera qu’un code par e-mail, et tout le reste de ce qui était configuré sera supprimé.
mail-reset-opens = Elle s’ouvre le { $date }.
mail-reset-closes = Elle se ferme le { $date }.
mail-reset-not-you = Ce n’était pas vous ? Alors arrêtez-la maintenant.
mail-reset-stop = Arrêter la réinitialisation
sms-reset = { $host } : votre compte sera remis à zéro sous peu. Si ce n'est pas vous, lisez vos e-mails et annulez.
