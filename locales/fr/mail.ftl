## E-mails

mail-code-subject = { $code } est votre code de connexion à { $client }
mail-code-intro = Utilisez ce code pour vous connecter à { $client } :
mail-code-lives = { $minutes ->
        [one] Le code est valable une seule fois, pendant { $minutes } minute.
       *[other] Le code est valable une seule fois, pendant { $minutes } minutes.
    } Ne le communiquez jamais à personne, pas même à nous.
mail-code-not-you = Ce n’était pas vous ? Alors ignorez cet e-mail : sans le code, personne n’entre. Si de tels e-mails continuent d’arriver, changez votre mot de passe.
mail-asked = Le code a été demandé ici :
mail-happened = Cela s’est passé ici :
mail-by-operator = C’est l’exploitant de ce service qui l’a fait :
mail-time = Heure : { $date }
mail-browser = Navigateur : { $name }
mail-address = Adresse réseau : { $address }
mail-footer = Envoyé par { $host }, où vous vous connectez.

mail-factor-added-subject = Une nouvelle méthode de connexion a été ajoutée à votre compte
mail-factor-added-body = « { $factor } » permet désormais de se connecter à votre compte.
mail-factor-replaced-subject = Une méthode de connexion à votre compte a été remplacée
mail-factor-replaced-body = « { $factor } » a été configurée à nouveau. Ce qui était configuré avant ne fonctionne plus.
mail-factor-used-subject = Connexion à votre compte avec « { $factor } »
mail-factor-used-body = « { $factor } » vient d’être utilisée pour se connecter à votre compte.
mail-factor-removed-subject = Une méthode de connexion a été supprimée de votre compte
mail-factor-removed-body = « { $factor } » ne permet plus de se connecter à votre compte.
mail-factor-disabled-subject = Une méthode de connexion a été désactivée après trop de tentatives
mail-factor-disabled-body = Quelqu’un qui avait franchi la première étape de votre connexion a donné trop de mauvaises réponses pour « { $factor } ». Cette méthode est désactivée jusqu’à ce que vous ou les responsables de ce service la configuriez à nouveau.
mail-password-changed-subject = Votre mot de passe a été modifié
mail-password-changed-body = Le mot de passe de votre compte a été modifié.
mail-change-subject = Quelque chose a changé dans votre compte
mail-change-body = Les paramètres de sécurité de votre compte ont été modifiés.
mail-notice-not-you = Ce n’était pas vous ? Alors arrêtez-le ici : tous les appareils sont déconnectés et vos méthodes de connexion ne peuvent plus être modifiées tant que vous n’avez pas été reconnu. Le lien fonctionne pendant une semaine.
mail-not-me = Ce n’était pas moi

mail-consent-withdrawn-subject = Un consentement a été retiré et une méthode de connexion effacée
mail-consent-withdrawn-body = Le consentement pour « { $factor } » a été retiré sur la page de votre compte. Ce qui était conservé pour cela est effacé.

mail-app-removed-subject = Une application n’a plus accès à votre compte
mail-app-removed-body = « { $name } » n’a plus accès à votre compte.
mail-email-changed-subject = L’adresse e-mail de votre compte a été modifiée
mail-email-changed-body = Ce que nous vous envoyons ira désormais à la nouvelle adresse.
mail-phone-changed-subject = Le numéro de téléphone de votre compte a été modifié
mail-phone-changed-body = Votre compte a maintenant un autre numéro de téléphone.
mail-phone-removed-subject = Le numéro de téléphone de votre compte a été supprimé
mail-phone-removed-body = Votre compte n’a plus de numéro de téléphone. Aucun code n’y est plus envoyé.
mail-confirm-subject = { $code } confirme votre nouvelle adresse chez { $client }
mail-confirm-intro = Utilisez ce code pour en faire l’adresse de votre compte chez { $client } :
mail-confirm-not-you = Ce n’était pas vous ? Alors ignorez cet e-mail : sans le code, rien ne se passe.
mail-account-leaving-subject = Votre compte va être supprimé
mail-account-leaving-body = Vous nous avez demandé de supprimer votre compte. Jours avant son effacement : { $name }. Connectez-vous d’ici là si vous voulez le conserver.
mail-account-kept-subject = Votre compte est conservé
mail-account-kept-body = Vous vous êtes connecté et avez conservé votre compte. Il ne sera pas supprimé.
