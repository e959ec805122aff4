## Appareil enregistré

factor-registered_device = Appareil enregistré
factor-registered_device-hint = Une clé que ce navigateur conserve. Rien à taper.

registered-device-known = Connus sur cet appareil
registered-device-continue = Continuer en tant que { $name }
registered-device-forget = Plus sur cet appareil
registered-device-sure = Oublier ce compte sur cet appareil ? Vous devrez vous connecter autrement, et pourrez ensuite enregistrer à nouveau l’appareil.
registered-device-forgotten = Il est oublié sur cet appareil. Vous pouvez le supprimer définitivement sur la page de votre compte.
registered-device-other = Autre compte
registered-device-title = Est-ce votre appareil ?
registered-device-explain = Vous avez déjà enregistré ce navigateur. Il le prouve avec une clé qu’il conserve : une pression suffit.
registered-device-submit = Oui, continuer sur cet appareil
registered-device-enrol-title = Enregistrer cet appareil
registered-device-enrol-explain = Ce navigateur crée une clé qu’il conserve et ne peut pas transmettre. Il connaît ensuite votre compte, et vous tapez moins ici. Ne le faites que sur un appareil à vous.
registered-device-name = Nom de l’appareil
registered-device-name-default = Mon appareil
registered-device-enrol-submit = Enregistrer cet appareil
registered-device-here = C’est le navigateur que vous utilisez.

registered-device-noscript = Cela nécessite JavaScript, qui ne s’est pas exécuté ici. Autorisez-le et rechargez la page, ou utilisez une autre méthode.
registered-device-missing = Ce navigateur ne conserve pas de clés ici, peut-être parce que sa fenêtre est privée. Utilisez une autre méthode
registered-device-failed = La clé de ce navigateur n’a pas pu être utilisée. Réessayez ou utilisez une autre méthode
registered-device-held = Ce navigateur est déjà enregistré pour votre compte
registered-device-elsewhere = Ce navigateur n’est pas enregistré pour votre compte. Utilisez une autre méthode
error-registered-device-empty = Un appareil enregistré a besoin de JavaScript, qui ne s’est pas exécuté ici. Autorisez-le et réessayez, ou utilisez une autre méthode
error-registered-device-refused = Cet appareil n’a pas été accepté. Réessayez ou utilisez une autre méthode
error-registered-device-unknown = Cet appareil n’est plus enregistré pour ce compte et a donc été oublié ici. Connectez-vous autrement
error-registered-device-not-made = Cet appareil n’a pas pu être enregistré. Réessayez ou utilisez une autre méthode

offer-registered_device-title = Est-ce votre propre appareil ?
offer-registered_device-explain = Enregistrez ce navigateur, et il connaîtra votre compte la prochaine fois : une pression au lieu de taper.
offer-registered_device-take = Enregistrer cet appareil
