## Ce qui s’est passé dans un compte

account-activity = Activité
activity-list = Ce qui s’est passé dans votre compte
activity-hint = { $days ->
        [one] Depuis { $days } jour.
       *[other] Depuis { $days } jours.
    } Si quelque chose ne vient pas de vous, dites-le : c’est aussitôt arrêté.
activity-none = Il ne s’est rien passé.
activity-older = Plus anciennes
activity-newest = Plus récentes
event-not-me = Ce n’était pas moi
event-by-operator = par les responsables de ce service

event-session-begun = Connexion
event-session-ended = Déconnexion d’un appareil
event-session-others-ended = Déconnexion de tous les autres appareils
event-device-forgotten = Sur un appareil, tout est de nouveau demandé
event-grant-made = Connexion à { $app }
event-app-removed = Accès retiré à { $app }
event-factor-added = Méthode de connexion ajoutée : { $factor }
event-factor-replaced = Méthode de connexion configurée à nouveau : { $factor }
event-factor-removed = Méthode de connexion supprimée : { $factor }
event-factor-reset = Les méthodes de connexion ont été réinitialisées
event-factor-refused = Mauvaise réponse pour { $factor }
event-factor-disabled = Trop de mauvaises réponses : { $factor } a été désactivé
event-email-changed = Adresse e-mail modifiée
event-phone-changed = Numéro de téléphone modifié
event-phone-removed = Numéro de téléphone supprimé
event-profile-changed = Profil modifié
event-account-leaving = Suppression du compte demandée
event-account-kept = Compte conservé
event-account-exported = Téléchargement de tout ce qui est conservé
event-account-created = Le compte a été créé
event-account-enabled = Le compte peut de nouveau se connecter
event-account-disabled = Le compte a été désactivé
event-account-factors-frozen = Modifications arrêtées : « Ce n’était pas moi »
event-account-factors-released = Les modifications sont de nouveau possibles
event-account-registered = Le compte a été enregistré
event-account-recovered = Nouveau mot de passe choisi
event-account-reset-started = Une réinitialisation du compte a été lancée
event-account-reset-stopped = La réinitialisation du compte a été arrêtée
event-factor-consent-withdrawn = Consentement retiré et méthode supprimée : { $factor }
event-session-all-ended = Déconnexion partout
event-account-changed = Les données du compte ont été modifiées
event-account-role-changed = Le rôle du compte a été modifié
event-email-given-up = L’adresse e-mail est passée à une personne qui a prouvé qu’elle est la sienne
event-email-verified = Adresse e-mail confirmée
event-account-groups-changed = Les groupes du compte ont été modifiés
event-registration-told = Informations demandées à un nouveau compte données
event-other = Quelque chose a changé dans votre compte
