## Clé d’accès

factor-passkey = Clé d’accès
factor-passkey-hint = Votre empreinte, votre visage ou le verrouillage de l’écran, ou une clé de sécurité.

passkey-sign-in = Se connecter avec une clé d’accès
passkey-title = Utilisez votre clé d’accès
passkey-explain = Votre appareil vous demandera votre empreinte, votre visage ou le code de verrouillage.
passkey-continue = Continuer avec une clé d’accès
passkey-enrol-title = Créer une clé d’accès
passkey-enrol-explain = Avec une clé d’accès, vous vous connectez par empreinte, visage ou verrouillage de l’écran, sans rien taper. Ils restent sur votre appareil : nous ne les voyons jamais.
passkey-name = Nom de la clé d’accès
passkey-name-default = Clé d’accès
passkey-enrol-submit = Créer une clé d’accès
passkey-synced = Synchronisée : elle fonctionne aussi sur vos autres appareils.
passkey-eligible = Pas encore synchronisée : pour l’instant, elle fonctionne sur un seul appareil.
passkey-bound = Elle fonctionne sur un seul appareil.

passkey-closed = La demande de clé d’accès a été fermée ou a expiré. Réessayez ou utilisez une autre méthode
passkey-held = Cet appareil a déjà une clé d’accès pour votre compte. Utilisez un autre appareil
passkey-missing = Ce navigateur ne peut pas utiliser de clés d’accès ici. Utilisez une autre méthode
passkey-failed = La clé d’accès n’a pas pu être utilisée sur cette page. Réessayez ou utilisez une autre méthode
error-passkey-empty = Les clés d’accès ont besoin de JavaScript, qui ne s’est pas exécuté ici. Autorisez-le et réessayez, ou utilisez une autre méthode
error-passkey-refused = Cette clé d’accès n’a pas été acceptée. Réessayez ou utilisez une autre méthode
error-passkey-not-made = Cette clé d’accès n’a pas pu être ajoutée. Réessayez ou utilisez une autre méthode

offer-passkey-title = Vous passer du mot de passe la prochaine fois ?
offer-passkey-explain = Créez une clé d’accès et connectez-vous par empreinte, visage ou verrouillage de l’écran.
offer-passkey-take = Créer une clé d’accès
