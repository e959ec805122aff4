## Code par SMS

factor-sms_code = Code par SMS
factor-sms_code-hint = Nous envoyons un code sur votre téléphone.

sms-code-title = Consultez votre téléphone
sms-code-sent = Nous avons envoyé un code à 6 chiffres au { $number }.
sms-code-sent-unnamed = Nous avons envoyé un code à 6 chiffres au téléphone de votre compte.
sms-code-missing = Rien reçu ? Un SMS peut prendre une minute. Ensuite, demandez un nouveau code.

sms-code-number-title = Recevoir des codes par SMS
sms-code-number-explain = Indiquez-nous le numéro de votre téléphone mobile. Nous y envoyons un code pour vérifier qu’il vous parvient.
sms-code-number = Numéro de mobile
sms-code-number-hint = Avec l’indicatif du pays, comme +33 6 12 34 56 78.
sms-code-number-submit = Envoyer un code
sms-code-change = Utiliser un autre numéro
sms-code-finish = Terminer
sms-code-risk-title = Ce qu’il faut savoir
sms-code-risk = Le SMS est la plus faible des méthodes que nous proposons : quiconque s’empare de votre numéro, ou convainc votre opérateur de le transférer, reçoit aussi vos codes. Prévenez-nous aussitôt si votre numéro change de mains.
sms-code-instead = Plus sûr, si vous le pouvez : une application d’authentification ou une clé d’accès. Un code par e-mail fonctionne sans téléphone.

error-phone-empty = Saisissez le numéro de votre téléphone mobile
error-phone-format = Saisissez le numéro avec l’indicatif du pays, comme +33 6 12 34 56 78
error-phone-kind = Aucun code ne peut être envoyé à ce numéro. Saisissez celui d’un téléphone mobile
error-phone-country = Nous n’envoyons pas de codes vers ce pays. Saisissez un autre numéro ou choisissez une autre méthode

## Le message lui-même : des lettres qui tiennent dans un seul SMS

sms-code = { $code } est votre code pour { $client }. Ne le communiquez jamais.
