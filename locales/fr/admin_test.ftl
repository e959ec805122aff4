## Essayer un client

admin-test = Tester ce client
admin-test-hint = Vous vous y connectez réellement et voyez ce qu’il recevrait. Tout est aussitôt retiré, et le journal en garde trace.
admin-test-title = Ce que le client a reçu
admin-test-done = La connexion a réussi. Ce qui est montré ici est déjà retiré et ne sera plus affiché.
admin-test-refused = Le client recevrait :
admin-test-refresh = émis
admin-test-no-refresh = non émis
admin-test-opaque = Opaque : seul ce service sait le lire, par introspection.
admin-test-check-verified = Signature, type, émetteur, audience et expiration
admin-test-check-nonce = Le nonce de la demande
admin-test-check-at_hash = Le condensé du jeton d’accès
admin-test-good = correct
admin-test-bad = incorrect
admin-test-until = Il aurait été valable jusqu’au { $date }
error-admin-test-disabled = Ce client est désactivé : personne ne peut s’y connecter
error-admin-test-nobody = Personne ne se connecte avec ce client : il ne peut pas utiliser le code d’autorisation
error-admin-test-lapsed = Ce test n’existe pas ici ou a déjà été affiché. Recommencez-le sur la page du client
