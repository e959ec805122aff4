## The console

admin-nav = Pages d’administration
role-owner = propriétaire
role-administrator = administrateur
role-support = assistance
role-auditor = auditeur
role-none = aucun rôle
notice-saved = Enregistré.
notice-saved-unproved = Enregistré. La nouvelle adresse compte comme non confirmée : la case était cochée pour la précédente. Si vous savez que l’adresse est la sienne, cochez la case à nouveau et enregistrez.
error-role-title = Vous n’avez pas accès à cette page
error-role-message = Votre compte n’a pas ce droit. Le propriétaire de ce service peut y remédier.
error-admin-invalid = Impossible d’enregistrer cela tel quel
error-admin-exists = Il en existe déjà un avec ce nom ou cette adresse
error-admin-raced = Quelqu’un d’autre l’a modifié entre-temps. Regardez à nouveau
error-admin-last-owner = C’est le dernier propriétaire qui peut se connecter. Désignez-en d’abord un autre
error-admin-address = Saisissez une adresse comme nom@exemple.com

## The overview

admin-waiting = Messages en attente d’envoi
admin-days = Les 14 derniers jours
admin-days-plot = { $good } connexions et { $bad } tentatives échouées, jour par jour
admin-sign-ins = Connexions
admin-failures = Tentatives échouées
admin-factors = Méthodes de connexion configurées

## The API for people

api-title = L’API d’administration
api-explain = Les programmes présentent un jeton d’accès avec ces portées, pour cette adresse :
api-document = Le document OpenAPI
api-parameters = Paramètres :
api-scope = Portée :
api-roles = Rôles :

## The first owner

setup-title = Devenir propriétaire de ce service
setup-explain = Un propriétaire peut tout faire ici et décide qui d’autre administre. Ce lien ne fonctionne qu’une fois. Ensuite, vous vous connectez : un code est envoyé à votre adresse et vous ajoutez une clé d’accès ou une application d’authentification.
setup-name = Votre nom
setup-email = Votre adresse e-mail
setup-confirm = Continuer

## Lists

admin-search = Rechercher
admin-search-clients = Début d’un identifiant ou partie d’un nom
admin-search-accounts = Début d’une adresse ou d’un nom d’utilisateur, ou un nom entier
admin-none-found = Rien trouvé.
admin-next-page = Page suivante
admin-disabled = désactivé
admin-unused = inutilisé depuis 90 jours
admin-last-used = dernière utilisation : { $date }
admin-acts = Actions possibles
admin-enable = Activer
admin-disable = Désactiver
admin-type-this = Pour confirmer, saisissez :
error-admin-typed = Saisissez-le exactement comme indiqué
admin-audit = Journal d’audit
admin-api = API

## Clients

admin-client = Client
admin-client-new = Enregistrer un client
admin-clients-none = Aucune application n’est encore enregistrée.
admin-client-which = De quel type d’application s’agit-il ?
client-kind-web = Site web avec serveur
client-kind-web-hint = S’exécute sur votre serveur et y garde un secret.
client-kind-single-page = Application monopage
client-kind-single-page-hint = S’exécute dans le navigateur, où rien ne reste secret.
client-kind-native = Application sur téléphone ou ordinateur
client-kind-native-hint = Reçoit la réponse par un schéma d’URL qui lui est propre, ou à une adresse sur l’appareil même.
client-kind-machine = Service ou script
client-kind-machine-hint = Obtient des jetons pour lui-même ; personne ne se connecte.
client-kind-device = Appareil sans navigateur
client-kind-device-hint = Affiche un code que la personne saisit sur un téléphone ou un ordinateur.
client-kind-mcp = Client MCP
client-kind-mcp-hint = Utilise le Model Context Protocol sur l’appareil de la personne.
admin-client-name = Nom, tel que les gens le voient
admin-client-redirects = URI de redirection, une par ligne
admin-client-register = Enregistrer
admin-client-other = Choisir un autre type
admin-secret-once = Copiez le secret maintenant. Il ne sera plus affiché.
admin-problems = Demandes refusées
admin-problems-hint = En général, un réglage est faux ici ou dans l’application.
admin-problem-times = { $count } ×, dernière fois : { $date }
admin-problems-clear = Vider la liste
admin-snippets = Comment l’utiliser
admin-client-fields = Réglages
client-group-identity = Ce que les gens voient
client-group-addresses = Adresses
client-group-protocol = Protocole
client-group-tokens = Jetons
client-group-compatibility = Options pour certains clients
admin-secret-new = Nouveau secret
admin-secret-end = Invalider les anciens secrets
admin-secret-hint = Le secret précédent fonctionne encore 24 heures.
admin-client-delete = Supprimer ce client
admin-client-delete-hint = Tout ce qui lui a été accordé prend fin. C’est irréversible.

## Accounts

admin-account = Compte
admin-account-new = Créer un compte
admin-account-new-hint = La personne choisit un mot de passe en en demandant un nouveau à la connexion. Le code est envoyé à cette adresse.
admin-account-says = À propos de la personne
admin-account-sessions = Où la personne est connectée
admin-account-no-sessions = Aucune session ouverte.
admin-account-no-factors = Aucune méthode de connexion n’est encore configurée.
admin-factor-remove-all = Supprimer tous : « { $factor } »
admin-account-name = Nom complet
admin-account-username = Nom d’utilisateur
admin-account-email = Adresse e-mail
admin-account-phone = Numéro de téléphone
admin-account-verified = Je sais que l’adresse est la sienne : elle compte comme confirmée
admin-account-groups = Groupes, un par ligne
admin-account-attributes = Attributs
admin-account-attributes-kept = Les importations fixent ceci. On ne peut pas le modifier ici.
admin-account-frozen = Les méthodes de connexion sont gelées : la personne a dit que quelqu’un d’autre les avait modifiées.
admin-account-reset-at = Une réinitialisation s’ouvre : { $date }
admin-account-leaves-at = La personne veut faire effacer le compte : { $date }
admin-end-sessions = Mettre fin à toutes les sessions
admin-reset = Lancer une réinitialisation
admin-reset-hint = Une réinitialisation est pour qui a perdu tous ses seconds facteurs. Toutes ses adresses sont averties, avec un lien qui l’arrête.
admin-unfreeze = Débloquer les méthodes de connexion
admin-role = Rôle
admin-role-choose = Administre en tant que
admin-account-delete = Supprimer ce compte
admin-account-delete-hint = Tout ce qui lui appartient est effacé. C’est irréversible.

## Keys and the audit log

admin-keys-all = Toutes les clés
admin-key-asked = à remplacer
admin-key-encrypts = pour chiffrer
admin-key-until = conservée jusqu’au { $date }
admin-key-rotate = Remplacer les clés
admin-key-rotate-hint = Les nouvelles clés prennent le relais dès que chaque application a pu les récupérer. Les jetons déjà signés restent valables.
admin-audit-kind = Ce qui s’est passé
admin-audit-account = Identifiant du compte
admin-audit-client = Identifiant du client
admin-audit-export = Exporter (NDJSON)

## The policy

admin-policy = Politique
admin-policy-try = Que serait-il demandé ?
admin-policy-try-hint = Simule une connexion de ce compte maintenant, dans un navigateur jamais utilisé, selon les mêmes règles qu’une vraie. Rien n’est modifié.
admin-policy-account = Nom d’utilisateur ou adresse e-mail
admin-policy-play = Essayer
admin-policy-played = Ce qui serait demandé, dans l’ordre
admin-policy-enrols = à configurer d’abord
admin-policy-or = ou :
admin-policy-succeeds = La connexion aboutit et atteint :
admin-policy-fails = La connexion n’aboutit pas : le compte ne peut pas fournir assez de preuves.
admin-policy-why = Pourquoi
admin-policy-need-request = La demande exige :
admin-policy-need-client = Le client exige au moins :
admin-policy-need-account = Le compte lui-même exige :
admin-policy-levels = Niveaux, du plus faible au plus fort
admin-policy-usual = par défaut
admin-policy-administers = pour administrer
error-admin-no-account = Ce compte n’existe pas
error-admin-no-client = Ce client n’existe pas
error-admin-account-off = Ce compte est désactivé

## Emergencies

admin-key-revoke = Révoquer une clé
admin-key-revoke-hint = Seulement si quelqu’un d’autre peut connaître sa partie privée. Tous les jetons qu’elle a signés sont aussitôt refusés : les gens se reconnectent et les applications demandent de nouveaux jetons. Une autre clé signe immédiatement, et les applications qui gardent une copie du jeu de clés refusent ses jetons tant qu’elles ne l’ont pas relu.
admin-key-revoke-which = Pour confirmer, saisissez l’identifiant de la clé
