## La page du compte

account-title = Votre compte
account-factors = Méthodes de connexion
account-factors-hint = En avoir plusieurs vous protège et vous évite de perdre l’accès.
account-add = Ajouter une autre méthode
factor-disabled = désactivée après trop d’échecs
rename = Renommer
rename-named = Nouveau nom de { $name }
save = Enregistrer
account-sessions = Où vous êtes connecté
account-sessions-hint = Déconnectez tout ce que vous ne reconnaissez pas.
added-at = Ajoutée le { $date }
used-at = dernière utilisation le { $date }
never-used = jamais utilisée
replace = Remplacer
replace-named = Remplacer { $name }
remove-named = Supprimer { $name }
session-unknown = Appareil inconnu
session-current = cet appareil
session-since = depuis le { $date }
session-seen = dernière activité le { $date }
session-end-named = Se déconnecter de { $name }
session-end-others = Déconnecter tous les autres

account-devices = Appareils où l’on vous demande moins
account-devices-hint = Sur ceux-ci, vous avez choisi de ne plus être invité à une seconde étape. Qui les utilise n’a besoin que de votre mot de passe.
device-until = { $address }, jusqu’au { $date }
device-forget = Redemander
device-forget-named = Redemander une seconde étape sur { $name }
account-frozen = Vos méthodes de connexion sont gelées, car vous nous avez signalé une modification qui ne venait pas de vous. Les responsables de ce service peuvent les débloquer après s’être assurés qu’il s’agit bien de vous.

not-me-title = Ce n’était pas vous ?
not-me-body = Si quelqu’un d’autre a modifié la façon de se connecter à votre compte, arrêtez-le maintenant. La modification est désactivée, tous les appareils sont déconnectés et vos méthodes de connexion ne peuvent plus être modifiées tant que les responsables de ce service ne se sont pas assurés qu’il s’agit bien de vous.
not-me-confirm = Ce n’était pas moi : arrêter
not-me-hint = Si c’était vous, fermez cette page. L’ouvrir n’a rien changé.
not-me-done = Votre compte est protégé contre les modifications
not-me-done-body = La modification est désactivée, tous les appareils sont déconnectés et vos méthodes de connexion sont gelées. Connectez-vous, changez votre mot de passe si quelqu’un peut le connaître, et demandez aux responsables de ce service de débloquer votre compte.

notice-factor-added = La nouvelle méthode de connexion est prête. Nous vous avons envoyé un e-mail à ce sujet.
notice-factor-renamed = Le nouveau nom est enregistré.
notice-factor-removed = La méthode est supprimée. Nous vous avons envoyé un e-mail à ce sujet.
notice-device-forgotten = Sur cet appareil, tout sera de nouveau demandé.
notice-session-ended = Cet appareil est déconnecté.
notice-sessions-ended = Tous les autres appareils sont déconnectés.

notice-consent-withdrawn = Votre consentement est retiré, et ce qui était conservé de votre visage est effacé. Nous vous avons envoyé un e-mail à ce sujet.

notice-password-changed = Votre mot de passe est modifié. Nous vous avons envoyé un e-mail à ce sujet.
factor-needed = Il vous en faut au moins une autre avant de supprimer celle-ci.
account-offer-end = Si quelqu’un d’autre peut savoir comment vous vous connectiez, déconnectez tous les autres appareils.
account-places = Sessions et appareils
accounts-switch = Changer de compte
accounts-title = Comptes dans ce navigateur
accounts-hint = Toute personne qui utilise ce navigateur peut les ouvrir. Déconnectez ce qui n’est pas à vous.
accounts-current = utilisé
accounts-use = Utiliser
accounts-use-named = Utiliser le compte de { $name }
accounts-add = Ajouter un autre compte
accounts-end-all = Se déconnecter de tous
account-apps = Applications
apps-list = Applications ayant accès à votre compte
apps-hint = Chacune a reçu son accès de vous ou des responsables de ce service. Le retirer déconnecte l’application ; elle peut vous le redemander.
apps-none = Aucune application n’a accès à votre compte.
app-since = depuis le { $date }
app-used = dernière utilisation le { $date }
app-unused = non utilisée
app-remove = Retirer l’accès
app-remove-named = Retirer l’accès à { $name }
notice-app-removed = Cette application n’a plus accès. Nous vous avons envoyé un e-mail à ce sujet.
